"""Numbers by which a sound slide is still dull, crowded or crooked, read from the scene."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

from deckgen.layout.ink import box_of, flat, ink_of, inside, runs_of, texts_of
from deckgen.scene import (
    EMU_PER_POINT,
    Box,
    Chart,
    Connector,
    Element,
    Picture,
    Shape,
    Slide,
    Table,
    points,
)
from deckgen.theme.page import Page
from deckgen.values import dataclass

FULL_BLEED = ("ground", "ornament")
"""Roles that may reach the edge of the page."""
FOOTERS = ("footer", "date", "slide_number")
MOST_EDGES, MOST_SIZES = 8, 5
"""More left edges or type sizes than these look restless."""
NEAR = points(4)
"""EMU: what misses by less looks like a slip, not like an intention."""
BASELINE = 0.79
"""Share of a line's height above its baseline: 0.95 of the size in a pitch of 1.2."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Numbers of one slide; shares are of the content area (0 to 1). None counts the footer.

    ``fill`` is covered by elements, ``below`` lies empty under the lowest one, ``hole`` is the
    highest empty band across the slide between two elements. ``sizes`` are the type sizes in
    points.

    ``edges`` are the fewest alignments that explain where things begin at the left, in steps of
    a point: each is either a vertical of the page or a distance from the edge of a card, so
    that a row of like cards has an edge for each card and one set for what stands in them.
    Left-aligned texts, cards, tables, charts and pictures have a left edge. Text set centred or
    to the right has none; the columns of a table are the table's; cards of a tree stand where
    their parents put them, and only what they hold counts; a legend is one line of text.

    ``crooked`` counts pairs of left edges that miss each other by less than 4 points, and of
    first baselines in cards side by side that do; ``uneven`` counts rows of cards that end at
    different heights.
    """

    fill: float
    below: float
    hole: float
    edges: tuple[int, ...]
    sizes: tuple[float, ...]
    crooked: int = 0
    uneven: int = 0

    @property
    def calm(self) -> bool:
        """Whether edges and type sizes are few."""
        return len(self.edges) <= MOST_EDGES and len(self.sizes) <= MOST_SIZES


def measures(slide: Slide, page: Page, fonts: tuple[str, str] = ("Arial", "Arial")) -> Measures:
    """The numbers of a slide; ``fonts`` (heading, body) are those of its scene."""
    area = page.content
    body = [
        e
        for e in flat(slide.elements)
        if not (isinstance(e, Shape) and (e.placeholder or e.role in FULL_BLEED))
        and not isinstance(e, Connector)
    ]
    boxes = [box_of(e) for e in body]
    spans = sorted((b.y, b.bottom) for b in boxes if b.bottom > area.y)
    reach, hole = area.y, 0
    for begin, end in spans:
        hole = max(hole, begin - reach)
        reach = max(reach, end)
    sizes = {
        run.size
        for e in flat(slide.elements)
        if not _is_foot(e)
        for text, _, _ in texts_of(e)
        for run in runs_of(text)
        if run.text.strip()
    }
    tree = _tree(slide)
    cards = [e for e in body if isinstance(e, Shape) and e.role == "card"]
    lefts = list(_lefts(slide.elements, cards, tree))
    near = _near(sorted({x for x, _ in lefts if x is not None}))
    rows = [row for row in _rows([c for c in cards if c.name not in tree]) if len(row) > 1]
    return Measures(
        _fill(boxes, area),
        max(0, area.bottom - reach) / area.h,
        hole / area.h,
        _alignments(lefts),
        tuple(sorted(sizes)),
        near + sum(_slips(row, body, fonts) for row in rows),
        sum(1 for row in rows if len({round(c.box.bottom / EMU_PER_POINT) for c in row}) > 1),
    )


def _is_foot(element: Element) -> bool:
    return isinstance(element, Shape) and element.placeholder in FOOTERS


def _fill(boxes: Sequence[Box], area: Box) -> float:
    """Share of an area that boxes cover, on a grid of 64 × 36."""
    columns, rows = 64, 36
    hit = sum(
        any(
            b.x <= area.x + (2 * c + 1) * area.w // (2 * columns) < b.right
            and b.y <= area.y + (2 * r + 1) * area.h // (2 * rows) < b.bottom
            for b in boxes
        )
        for c in range(columns)
        for r in range(rows)
    )
    return hit / (columns * rows)


def _tree(slide: Slide) -> set[str]:
    """Names of the shapes that connectors join."""
    return {
        end.shape for e in flat(slide.elements) if isinstance(e, Connector)
        for end in (e.start, e.end)
    }  # fmt: skip


def _lefts(
    elements: Sequence[Element], cards: Sequence[Shape], tree: set[str]
) -> Iterable[tuple[int | None, int | None]]:
    """For whatever has a left edge: the place on the page and the distance from the edge of its
    card, in EMU; None where there is none, or where a tree decides.
    """
    for e in flat(elements):
        if _is_foot(e) or isinstance(e, Connector) or (isinstance(e, Shape) and e.role == "key"):
            continue
        home = min(
            (c for c in cards if c is not e and inside(box_of(e), c.box)),
            key=lambda c: c.box.w, default=None,
        )  # fmt: skip
        if isinstance(e, Table | Chart | Picture):
            yield e.box.x, e.box.x - home.box.x if home else None
        elif isinstance(e, Shape) and e.role not in FULL_BLEED:
            if e.role == "card" and e.name not in tree:
                yield e.box.x, e.box.x - home.box.x if home else None
            if e.text is None or not e.text.plain.strip():
                continue
            if any(p.align == "left" for p in e.text.paragraphs):
                x = e.box.x + e.text.insets[0]
                if e.role in ("card", "head"):
                    own = e.text.insets[0]
                    yield None if e.name in tree else x, own
                else:
                    in_tree = home is not None and home.name in tree
                    yield None if in_tree else x, x - home.box.x if home else None


def _alignments(lefts: Sequence[tuple[int | None, int | None]]) -> tuple[int, ...]:
    """The fewest alignments that explain all left edges, found greedily: verticals of the page
    as points from its left, distances within cards as negative numbers of points.
    """
    open_ = Counter(
        (None if x is None else round(x / EMU_PER_POINT),
         None if d is None else -1 - round(d / EMU_PER_POINT))
        for x, d in lefts
    )  # fmt: skip
    chosen = []
    while open_:
        reach: dict[int, int] = defaultdict(int)
        for each, count in open_.items():
            for way in each:
                if way is not None:
                    reach[way] += count
        best = max(reach, key=lambda way: (reach[way], way))
        chosen.append(best)
        open_ = Counter({each: n for each, n in open_.items() if best not in each})
    return tuple(sorted(chosen))


def _near(places: Sequence[int]) -> int:
    """How many neighbours miss each other by half a point to ``NEAR``."""
    return sum(points(0.5) < b - a < NEAR for a, b in pairwise(places))


def _rows(cards: Iterable[Shape]) -> list[list[Shape]]:
    """Cards that begin at one height."""
    found: dict[int, list[Shape]] = defaultdict(list)
    for card in cards:
        found[round(card.box.y / EMU_PER_POINT)].append(card)
    return list(found.values())


def _slips(row: Sequence[Shape], body: Sequence[Element], fonts: tuple[str, str]) -> int:
    """How often first baselines in cards side by side miss each other by a little."""
    lines: list[list[int]] = []
    for card in row:
        mine = []
        for e in body:
            if isinstance(e, Shape) and e.text and e.text.plain.strip() and inside(e.box, card.box):
                first = ink_of(e.text, e.box, fonts)[0][0]
                mine.append(first.y + round(first.h * BASELINE))
        lines.append(mine)
    return sum(
        any(points(0.5) < abs(a - b) < NEAR for b in two)
        and not any(abs(a - b) <= points(0.5) for b in two)
        for one, two in combinations(lines, 2)
        for a in one
    )


__all__ = ["MOST_EDGES", "MOST_SIZES", "Measures", "measures"]
