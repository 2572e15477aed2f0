"""What a reader would see to be wrong on a slide, found in the scene.

``defects`` names each fault in a sentence; ``measures`` gives the numbers by which a sound
slide is still dull or crowded. Neither draws anything: they read boxes, lines and widths.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise

from deckgen.layout.balance import FOOTERS, FULL_BLEED, Measures, measures
from deckgen.layout.ink import (
    HAIR,
    box_of,
    flat,
    ink_of,
    inside,
    overlap,
    runs_of,
    texts_of,
)
from deckgen.scene import (
    EMU_PER_POINT,
    Box,
    Chart,
    Connector,
    Element,
    Group,
    Link,
    Picture,
    Scene,
    Shape,
    Slide,
    Table,
    points,
)
from deckgen.theme.page import Page
from deckgen.values import dataclass

FLOOR, FOOTER_FLOOR = 10.0, 9.0
"""Points: the smallest type on a slide, and in its footer."""
SMALL = ("bar", "mark", "chip")
"""Roles that must not touch a text they do not carry."""


@dataclass(frozen=True, slots=True)
class _Ink:
    """A text as it is drawn: its box, one box for each line, its order on the slide."""

    name: str
    box: Box
    lines: tuple[Box, ...]
    order: int
    bare: bool


def defects(scene: Scene, page: Page) -> tuple[str, ...]:
    """Every fault of a scene, as "slide key: what is wrong", in the order of its slides."""
    keys = {s.key for s in scene.slides}
    found = [
        f"{k}: the key stands twice"
        for k, n in Counter(x.key for x in scene.slides).items()
        if n > 1
    ]
    seen: dict[str, str] = {}
    for slide in scene.slides:
        said = [*_titled(slide), *_named(slide), *_described(slide), *_linked(slide, keys)]
        if slide.title in seen:
            said.append(f"has the title of {seen[slide.title]}: {slide.title!r}")
        seen.setdefault(slide.title, slide.key)
        said += _placed(slide, page)
        said += _set(slide, scene.fonts, min(1.0, page.scale))
        said += _glued(slide)
        said += _apart(slide, scene.fonts)
        found += [f"{slide.key}: {what}" for what in dict.fromkeys(said)]
    return tuple(found)


# --- the checks -------------------------------------------------------------------------------


def _titled(slide: Slide) -> Iterator[str]:
    if not slide.title.strip():
        yield "has no title"
    kinds = ("title", "center_title")
    held = [e for e in slide.elements if isinstance(e, Shape) and e.placeholder in kinds]
    if len(held) != 1 or held[0].text is None or not held[0].text.plain.strip():
        yield "needs one title placeholder with text"


def _named(slide: Slide) -> Iterator[str]:
    groups = [e.name for e in slide.elements if isinstance(e, Group)]
    names = Counter([*groups, *(e.name for e in flat(slide.elements))])
    for name, count in names.items():
        if not name.strip():
            yield "a shape without a name"
        elif count > 1:
            yield f"{count} shapes are named {name!r}"


def _described(slide: Slide) -> Iterator[str]:
    for e in slide.elements:
        if isinstance(e, Shape):
            said = bool(e.text and e.text.plain.strip()) or e.decorative
        elif isinstance(e, Table | Chart):
            said = False
        elif isinstance(e, Group):
            said = e.decorative or any(isinstance(c, Shape) and c.text for c in e.children)
        else:
            said = e.decorative
        if not (said or e.alt.strip()):
            yield f"{e.name!r} has no alternative text"


def _linked(slide: Slide, keys: set[str]) -> Iterator[str]:
    groups = [e for e in slide.elements if isinstance(e, Group)]
    for e in (*groups, *flat(slide.elements)):
        runs = [r for text, _, _ in texts_of(e) for r in runs_of(text)]
        links = [e.link] if isinstance(e, Shape | Group) else []
        for link in (*links, *(r.link for r in runs)):
            if isinstance(link, Link) and link.slide is not None and link.slide not in keys:
                yield f"{e.name!r} leads to {link.slide!r}, which is no slide"
            if isinstance(link, Link) and (link.slide is None) == (not link.url):
                yield f"{e.name!r} has a link that leads nowhere"
        if any(r.number_of for r in runs):
            yield f"{e.name!r} waits for a slide number"


def _placed(slide: Slide, page: Page) -> Iterator[str]:
    leaf = page.leaf(slide.role)
    left, right = page.margin, page.width - page.margin
    top, foot = page.eyebrow.y, page.footer_rule_y
    if leaf is not None:  # the company's layout says what is free
        left, right = leaf.area.x, leaf.area.right
        top, foot = leaf.area.y, leaf.area.bottom
    for e in flat(slide.elements):
        box = box_of(e)
        if box.w < 0 or box.h < 0:
            yield f"{e.name!r} has a negative size"
        if not inside(box, Box(0, 0, page.width, page.height)):
            yield f"{e.name!r} stands outside the page"
        elif e.role in FULL_BLEED or (leaf is not None and isinstance(e, Shape) and e.placeholder):
            continue
        elif box.x < left - points(1) or box.right > right + points(1):
            yield f"{e.name!r} stands in a side margin"
        elif isinstance(e, Shape) and e.placeholder in FOOTERS:
            continue
        elif box.bottom > foot + HAIR:
            yield f"{e.name!r} reaches into the footer"
        elif box.y < top - HAIR:
            yield f"{e.name!r} stands above the top margin"


def _set(slide: Slide, fonts: tuple[str, str], scale: float) -> Iterator[str]:
    """Type too small, text that overflows its box, tables that do not add up. ``scale`` is the
    slide's size against a page of deckgen's own.
    """
    floor, footer_floor = FLOOR * scale - 0.05, FOOTER_FLOOR * scale - 0.05
    for e in flat(slide.elements):
        foot = isinstance(e, Shape) and e.placeholder in FOOTERS
        if isinstance(e, Chart) and e.size < floor:
            yield f"{e.name!r} has type of {e.size:g} points"
        if isinstance(e, Table):
            wide, high = sum(e.columns), sum(e.heights)
            if abs(wide - e.box.w) > HAIR or abs(high - e.box.h) > HAIR:
                yield f"{e.name!r} is not as large as its cells"
            if len({len(row) for row in e.rows} | {len(e.columns)}) > 1:
                yield f"{e.name!r} has rows of several lengths"
        for text, box, name in texts_of(e):
            small = [r.size for r in runs_of(text) if r.text.strip()]
            if small and min(small) < (footer_floor if foot else floor):
                yield f"{name!r} has type of {min(small):g} points"
            if not text.plain.strip():
                continue
            inner = box.inset(*text.insets)
            lines, height = ink_of(text, box, fonts)
            if height > inner.h + HAIR:
                over = (height - inner.h) / EMU_PER_POINT
                yield f"{name!r} is {over:.1f} points too low for its text {text.plain[:40]!r}"
            wide = max(b.w for b in lines)
            if wide > inner.w + HAIR:
                over = (wide - inner.w) / EMU_PER_POINT
                yield f"{name!r} is {over:.1f} points too narrow for its text {text.plain[:40]!r}"


def _site(box: Box, site: int) -> tuple[int, int]:
    across, down = box.x + box.w // 2, box.y + box.h // 2
    return {0: (across, box.y), 1: (box.x, down), 2: (across, box.bottom), 3: (box.right, down)}[
        site
    ]


def _glued(slide: Slide) -> Iterator[str]:
    boxes = {e.name: box_of(e) for e in flat(slide.elements) if isinstance(e, Shape | Picture)}
    for e in slide.elements:
        if not isinstance(e, Connector):
            continue
        for end, point in ((e.start, e.points[0]), (e.end, e.points[-1])):
            if end.shape not in boxes:
                yield f"{e.name!r} ends on {end.shape!r}, which is no shape"
                continue
            x, y = _site(boxes[end.shape], end.site)
            if abs(point[0] - x) > 1 or abs(point[1] - y) > 1:
                yield f"{e.name!r} misses site {end.site} of {end.shape!r}"
        bent = len(e.points) > 2
        if bent and any(a[0] != b[0] and a[1] != b[1] for a, b in pairwise(e.points)):
            yield f"{e.name!r} runs aslant"


def _apart(slide: Slide, fonts: tuple[str, str]) -> Iterator[str]:
    """Texts that overlap each other, cards that do, and what covers or touches a text."""
    every = list(flat(slide.elements))
    inks: list[_Ink] = []
    for order, e in enumerate(every):
        for text, box, name in texts_of(e):
            if text.plain.strip():
                bare = isinstance(e, Shape) and e.fill is None and e.stroke is None
                lines, _ = ink_of(text, box, fonts)
                inks.append(_Ink(name, box, lines, order, bare))
    for one, other in combinations(inks, 2):
        if one.order == other.order or not overlap(one.box, other.box):
            continue
        if one.bare and other.bare:
            yield f"the boxes of {one.name!r} and {other.name!r} overlap"
        elif any(overlap(a, b) for a in one.lines for b in other.lines):
            yield f"the texts of {one.name!r} and {other.name!r} overlap"
    cards = [e for e in every if isinstance(e, Shape | Table | Chart | Picture) and _solid(e)]
    for a, b in combinations(cards, 2):
        if overlap(box_of(a), box_of(b)) and not (
            inside(box_of(a), box_of(b)) or inside(box_of(b), box_of(a))
        ):
            yield f"{a.name!r} and {b.name!r} overlap"
    for order, e in enumerate(every):
        if not isinstance(e, Shape | Chart | Picture):
            continue
        box = box_of(e)
        for ink in inks:
            if ink.order == order or not any(overlap(box, line) for line in ink.lines):
                continue
            if order > ink.order and (not isinstance(e, Shape) or e.fill is not None):
                yield f"{e.name!r} covers the text of {ink.name!r}"
            elif isinstance(e, Shape) and e.role in SMALL and e.text is None:
                yield f"{e.name!r} touches the text of {ink.name!r}"
            elif _solid(e) and not all(inside(line, box) for line in ink.lines):
                yield f"the text of {ink.name!r} crosses the edge of {e.name!r}"


def _solid(element: Element) -> bool:
    """Cards and charts: things that must not half overlap."""
    if isinstance(element, Shape):
        return element.role == "card"
    return isinstance(element, Table | Chart | Picture)


__all__ = ["Measures", "defects", "measures"]
