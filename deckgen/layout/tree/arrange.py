"""Arranges one page of a cascade: the largest type, then the broadest cards, then air."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Literal, Protocol

from deckgen.layout.tree.forms import Forms
from deckgen.layout.tree.paging import Room
from deckgen.layout.tree.shapes import Branch, Kind, Mode, Shape, Sizes
from deckgen.layout.tree.shelves import Shelf, shelve
from deckgen.layout.tree.steps import FLOOR, NARROW, STEPS, Step
from deckgen.making import new_box
from deckgen.scene import Box, points
from deckgen.values import dataclass, replace

Direction = Literal["down", "right"]


BROADER = 4
"""Widths tried above a step's narrowest."""
FEWER = 2
"""The same for decks of many pages, whose cards are to look alike from page to page."""
AIR = (2.2, 1.5)
MODEST = 16
"""The largest titles (points) below repeated heads."""
DENSEST = 0.92
"""Share of a page's places that a tree can take at most: more is not tried."""
HEAD = 31.0
"""Height of a repeated head, points."""


class HeightOf(Protocol):
    """The height in EMU that all cards of a page need at a step and a width in EMU."""

    def __call__(self, step: Step, width: int, /) -> int:
        """The height."""

    def least(self, step: Step, /) -> int:
        """What it is at least at any width; found without measuring text."""

    def over(self, step: Step, width: int, most: int, /) -> bool:
        """Whether it is more than ``most``; mostly found without measuring every card."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A card's place. ``kind`` is how it hangs from its parent: ``row`` from above (or from the
    left in a tree that grows right), ``hang`` or ``both`` beside a spine.
    """

    branch: Branch
    box: Box
    parent: Branch | None
    kind: Kind


@dataclass(frozen=True, slots=True)
class Arranged:
    """A page that fits."""

    step: Step
    direction: Direction
    mode: Mode
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's trees, their forms, and how many cards stand in each lane over all trees."""

    trees: Sequence[Branch]
    heads: bool
    forms: tuple[int, ...]
    lanes: Sequence[int]


def sizes_of(step: Step, width: int, height: int, direction: Direction, air: float = 1) -> Sizes:
    """The sizes along the rows of a tree, from a card's width and height (EMU)."""
    if direction == "right":
        gap = points(max(8.0, step.gap_y * 0.6) * air)
        return Sizes(height, gap, 0, 0)
    indent = points(step.indent)
    return Sizes(width, points(step.gap * air), indent, indent * 3 // 4)


def room_of(step: Step, width: int, height: int, direction: Direction, body: Box) -> Room:
    """The page's room for cards of a width and height (EMU)."""
    if direction == "right":
        gap = points(step.gap_y + 16)
        return Room(body.h, body.w, width, width, gap, gap // 2)
    gap = points(step.gap_y)
    return Room(body.w, body.h, height, points(HEAD), gap, points(6))


def floors(height_of: HeightOf, body: Box, direction: Direction) -> list[Step]:
    """The floor with each of its card widths, that first which lets most cards on a page."""
    found = []
    for narrow in NARROW:
        step = _floor(narrow, direction)
        width = points(narrow)
        room = room_of(step, width, height_of(step, width), direction, body)
        sizes = sizes_of(step, width, height_of(step, width), direction)
        across = (room.width + sizes.gap) / (sizes.card + sizes.gap + sizes.indent / 2)
        found.append((-across * room.rows(heads=False), narrow, step))
    return [step for _, _, step in sorted(found, key=lambda f: f[:2])]


@lru_cache(maxsize=64)
def _floor(narrow: float, direction: Direction) -> Step:
    """The floor with cards of a least width (points)."""
    step = replace(FLOOR, narrow=narrow, broad=max(FLOOR.broad, narrow))
    if direction == "right":
        step = replace(step, modes=("lanes",), gap_y=12, broad=260)
    return step


def arrange(
    trees: Sequence[Branch],
    heads: bool,
    height_of: HeightOf,
    body: Box,
    lowest: Iterable[Step],
    direction: Direction,
    forms: Forms | None = None,
    widths: int = BROADER,
    ladder: Sequence[Step] = STEPS,
) -> Arranged | None:
    """Where every card of a page stands in ``body``. None when nothing fits down to the steps of
    ``ladder`` and then ``lowest``, which cannot be for pages that ``Pager`` cut with one of them.
    Pages with the same ``forms`` share what was found for equal branches.
    """
    forms = forms or Forms()
    page = _Page(trees, heads, tuple([forms.of(tree) for tree in trees]), _lanes(trees))
    for step in chain(ladder, lowest):
        if heads and step.title > MODEST:
            continue
        width, least = points(step.narrow), height_of.least(step)
        room = room_of(step, width, least, direction, body)
        sizes = sizes_of(step, width, least, direction)
        tallest = room.tallest(len(page.lanes), heads) if direction == "down" else None
        if tallest is not None and height_of.over(step, width, tallest):
            continue
        for mode in step.modes:
            if (direction == "right" and mode != "lanes") or not _possible(page, room, sizes, mode):
                continue
            found = _at_step(page, forms, height_of, body, step, mode, direction, widths)
            if found is not None:
                return found
    return None


def _lanes(trees: Sequence[Branch]) -> list[int]:
    """How many cards stand in each lane, over all trees."""
    lanes: list[int] = []
    row = list(trees)
    while row:
        lanes.append(len(row))
        row = [child for branch in row for child in branch.children]
    return lanes


def _at_step(
    page: _Page,
    forms: Forms,
    height_of: HeightOf,
    body: Box,
    step: Step,
    mode: Mode,
    direction: Direction,
    widths: int,
) -> Arranged | None:
    """The broadest cards that fit at a step and mode, then air between them."""

    def fitting(width: int, air: float = 1) -> list[Shelf] | None:
        height = height_of(step, width)
        room = room_of(step, width, height, direction, body)
        sizes = sizes_of(step, width, height, direction, air)
        if not _possible(page, room, sizes, mode):
            return None
        # The same for each page of trees of these forms.
        asked = page.forms, page.heads, room, sizes, mode
        if asked not in forms.shelved:
            forms.shelved[asked] = _fitting(page, forms, room, sizes, mode)
        return forms.shelved[asked]

    width = points(step.narrow)
    shelves = fitting(width)
    if shelves is None:
        return None
    low, high = 0, widths + 1
    while high - low > 1:
        middle = (low + high) // 2
        share = middle / widths
        broad = points(round(step.narrow + max(0.0, step.broad - step.narrow) * share))
        found = fitting(broad) if broad > width else None
        if found is not None:
            low, width, shelves = middle, broad, found
        else:
            high = middle
    for air in AIR:
        if not _airy(shelves, sizes_of(step, width, 0, direction), air, body, direction):
            continue
        found = fitting(width, air)
        if found is not None and [s.rows for s in found] == [s.rows for s in shelves]:
            shelves = found
            break
    height = height_of(step, width)
    spots = _placed(page, shelves, step, width, height, direction, body)
    return Arranged(step, direction, mode, spots)


def _airy(
    shelves: Sequence[Shelf], sizes: Sizes, air: float, body: Box, direction: Direction
) -> bool:
    """Whether wider gaps are worth trying: at least half of those across the broadest shelf
    would grow (cards on both sides of a spine keep their distance).
    """
    broadest = max([s.width for s in shelves])
    gaps = (broadest + sizes.gap) // (sizes.card + sizes.gap) - 1
    room = body.h if direction == "right" else body.w
    return broadest + gaps // 2 * int(sizes.gap * (air - 1)) <= room


def _possible(page: _Page, room: Room, sizes: Sizes, mode: Mode) -> bool:
    """Whether a page is worth trying: bounds that no arrangement can pass."""
    rows = room.rows(page.heads)
    lanes, heads, trees = page.lanes, page.heads, len(page.trees)
    columns = (room.width + sizes.gap) / (sizes.card + sizes.gap)
    if len(lanes) > rows:
        return False
    if trees == 1 and mode == "lanes" and max(lanes) > columns:
        return False
    cards = sum(lanes) - (lanes[0] if heads else 0)
    if mode == "compact":
        return cards <= (rows - heads) * int(columns)
    return cards <= DENSEST * (rows - heads) * columns or trees > 1 == len(lanes)


def _fitting(page: _Page, forms: Forms, room: Room, sizes: Sizes, mode: Mode) -> list[Shelf] | None:
    """Shelves that fit and fill the page most evenly, or None."""
    heads = page.heads
    rows = room.rows(heads)
    shapes = []
    for form in page.forms:
        found = forms.shapes(form, sizes, mode, rows, room.width)
        if not found:
            return None
        shapes.append(found)
    if sum([room.area(found, heads) for found in shapes]) > room.all(heads):
        return None
    best: tuple[float, list[Shelf]] | None = None
    for bound in range(rows, 0, -1):
        shelves = shelve(shapes, bound, room.width, 2 * sizes.gap)
        if shelves is None:
            break
        used = room.used([s.rows for s in shelves], heads)
        if used > room.height:
            continue
        across = max(s.width for s in shelves) / room.width
        score = min(across, used / room.height) + 0.2 * max(across, used / room.height)
        if best is None or score > best[0] + 0.02:
            best = score, shelves
    return best[1] if best is not None else None


def _placed(
    page: _Page,
    shelves: Sequence[Shelf],
    step: Step,
    width: int,
    height: int,
    direction: Direction,
    body: Box,
) -> tuple[Spot, ...]:
    """Shelves spread over the free height: taller cards, then more air between rows."""
    heads = page.heads
    room = room_of(step, width, height, direction, body)
    counts = [s.rows for s in shelves]
    rows = sum(counts)
    spare = room.height - room.used(counts, heads)
    row, gap, shelf_gap = room.row, room.gap, room.shelf
    full = rows - (len(shelves) if heads else 0)
    if direction == "down":
        taller = min(row // 5, spare * 2 // 5 // max(1, full))
        row += taller
        height += taller
        spare -= taller * full
    if rows > 1:
        most = points(40) if direction == "down" else points(60)
        more = max(0, min(most - gap, spare * 4 // 5 // (rows - 1)))
        gap += more
        spare -= more * (rows - 1)
    if len(shelves) > 1:
        more = min(points(16), spare // (len(shelves) - 1))
        shelf_gap += more
        spare -= more * (len(shelves) - 1)
    broadest = max(s.width for s in shelves)
    grid = len(shelves) > 1 and all(not t.parts for s in shelves for t in s.shapes)
    down = max(0, spare) * 2 // 5 if direction == "down" else max(0, spare) // 2
    spots: list[Spot] = []
    trees = iter(page.trees)
    for shelf in shelves:
        first = room.head if heads and direction == "down" else row
        tops = [down + (first + gap + (n - 1) * (row + gap) if n else 0) for n in range(shelf.rows)]
        left = (room.width - (broadest if grid else shelf.width)) // 2
        for shape, at in zip(shelf.shapes, shelf.spots, strict=True):
            for branch, middle, n, parent, kind in _walk(next(trees), shape, left + at):
                is_head = heads and n == 0
                if direction == "right":
                    box = new_box(body.x + tops[n], body.y + middle - height // 2, width, height)
                else:
                    tall = room.head if is_head else height
                    box = new_box(body.x + middle - width // 2, body.y + tops[n], width, tall)
                spots.append(Spot(branch, box, parent, kind))
        down = tops[-1] + (first if shelf.rows == 1 else row) + gap + shelf_gap
    return tuple(spots)


def _walk(
    tree: Branch, drawn: Shape, middle: int
) -> list[tuple[Branch, int, int, Branch | None, Kind]]:
    """Every card of a tree: its middle, row, parent, and how it hangs from it."""
    found: list[tuple[Branch, int, int, Branch | None, Kind]] = []
    stack: list[tuple[Branch, Shape, int, int, Branch | None, Kind]] = [
        (tree, drawn, middle, 0, None, "row")
    ]
    while stack:
        branch, shape, at, row, parent, kind = stack.pop()
        found.append((branch, at, row, parent, kind))
        below = zip(reversed(branch.children), reversed(shape.parts), strict=True)
        for child, (part, dx, rows) in below:
            stack.append((child, part, at + dx, row + rows, branch, shape.kind))
    return found
