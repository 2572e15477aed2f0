"""Shapes of subtrees: for every branch the ways it can be drawn, by rows and width.

All cards of a slide have one size and stand on common rows, so a height is a count of rows. A
node's children stand side by side below it (*row*: a tidy tree as by Reingold and Tilford,
contours merged row by row), or hang below each other beside a spine (*hang*), or on both sides
of a spine below the middle of their parent (*both*). For each branch the narrowest shape of
every row count is kept: Stockmeyer's shape functions (Information and Control 57, 1983).
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import sub
from typing import Literal

from deckgen.values import dataclass

Kind = Literal["row", "hang", "both"]
Mode = Literal["lanes", "leaves", "compact"]
"""Lanes only; lanes with hanging leaves; hanging wherever it is smaller."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What all cards of a slide share, in EMU.

    ``card`` runs along the rows (the width of a tree that grows down), ``gap`` is the least
    distance of cards in a row, ``indent`` how far hanging cards stand in from their spine,
    ``spine`` the distance of cards on both sides of a spine from it.
    """

    card: int
    gap: int
    indent: int
    spine: int


class Branch:
    """A card to be drawn and the cards below it. ``index`` is that of its objective."""

    __slots__ = ("children", "head", "index")

    def __init__(self, index: int, children: list[Branch], head: bool = False) -> None:
        self.index = index
        self.children = children
        self.head = head


class Shape:
    """A way to draw a branch, whichever cards it is made of. ``low`` and ``high`` are its
    contour: for each row the outermost positions (EMU) from the middle of its own card.
    ``parts`` are the shapes of its children, in their order, with their distance (EMU) and rows
    from that card.
    """

    __slots__ = ("high", "kind", "left", "low", "parts", "right", "rows", "width")

    def __init__(
        self,
        kind: Kind,
        low: list[int],
        high: list[int],
        parts: list[tuple[Shape, int, int]],
    ) -> None:
        self.kind = kind
        self.low = low
        self.high = high
        self.parts = parts
        self.rows = len(low)
        self.left = min(low)
        self.right = max(high)
        self.width = self.right - self.left


def leaf(sizes: Sizes) -> Shape:
    """A card alone."""
    half = sizes.card // 2
    return Shape("row", [-half], [sizes.card - half], [])


def side_by_side(shapes: Sequence[Shape], gap: int) -> list[int]:
    """Where the middles of shapes' cards stand (EMU) when packed side by side, contour to
    contour. Shapes between two broad ones are spread evenly: the mean of packing from the left
    and from the right keeps every distance, as each is a linear bound.
    """
    from_left = _packed(shapes, gap)
    if len(shapes) < 3:
        return from_left
    mirrored = _packed([_Mirror(s) for s in reversed(shapes)], gap)
    end = from_left[-1]
    from_right = [end - at for at in reversed(mirrored)]
    return [(a + b) // 2 for a, b in zip(from_left, from_right, strict=True)]


class _Mirror:
    """A shape's contour seen in a mirror."""

    __slots__ = ("high", "low")

    def __init__(self, shape: Shape) -> None:
        self.low = [-x for x in shape.high]
        self.high = [-x for x in shape.low]


def _packed(shapes: Sequence[Shape | _Mirror], gap: int) -> list[int]:
    front = shapes[0].high
    found = [0]
    for shape in shapes[1:]:
        at = max(map(sub, front, shape.low)) + gap
        found.append(at)
        front = [x + at for x in shape.high] + front[len(shape.high) :]
    return found


def in_row(shapes: Sequence[Shape], sizes: Sizes) -> Shape:
    """Children side by side in the next row, the parent midway between the first and last."""
    half = sizes.card // 2
    if len(shapes) == 1:
        only = shapes[0]
        return Shape("row", [-half, *only.low], [sizes.card - half, *only.high], [(only, 0, 1)])
    if not any(s.parts for s in shapes):
        return _leaves_in_row(shapes, sizes)
    spots = side_by_side(shapes, sizes.gap)
    middle = (spots[0] + spots[-1]) // 2
    rows = max([s.rows for s in shapes])
    low, high = [0] * rows, [0] * rows
    parts = []
    seen = 0
    for shape, spot in zip(shapes, spots, strict=True):
        at = spot - middle
        parts.append((shape, at, 1))
        # In every row a shape stands right of those before it.
        high[: shape.rows] = [x + at for x in shape.high]
        if shape.rows > seen:
            low[seen : shape.rows] = [x + at for x in shape.low[seen:]]
            seen = shape.rows
    return Shape("row", [-half, *low], [sizes.card - half, *high], parts)


def _leaves_in_row(leaves: Sequence[Shape], sizes: Sizes) -> Shape:
    """The same for cards alone, which stand at equal distances."""
    half, step = sizes.card // 2, sizes.card + sizes.gap
    first = -((len(leaves) - 1) * step // 2)
    last = first + (len(leaves) - 1) * step
    return Shape(
        "row",
        [-half, first - half],
        [sizes.card - half, last + sizes.card - half],
        [(shape, first + n * step, 1) for n, shape in enumerate(leaves)],
    )


def hanging(shapes: Sequence[Shape], sizes: Sizes) -> Shape:
    """Children below each other, right of a spine down from the parent's left edge."""
    spine = -(sizes.card // 2)
    low, high = [spine], [sizes.card + spine]
    parts = []
    for shape in shapes:
        at = spine + sizes.indent - shape.left
        parts.append((shape, at, len(low)))
        low += [spine] * shape.rows
        high += [x + at for x in shape.high]
    last, at, row = parts[-1]
    low[row + 1 :] = [x + at for x in last.low[1:]]
    return Shape("hang", low, high, parts)


def on_both_sides(shapes: Sequence[Shape], count: int, sizes: Sizes) -> Shape:
    """Children on both sides of a spine below the parent's middle: the first ``count`` left of
    it, the others right of it.
    """
    half = sizes.card // 2
    rows = 1 + max(sum([s.rows for s in shapes[:count]]), sum([s.rows for s in shapes[count:]]))
    low, high = [0] * rows, [0] * rows
    low[0], high[0] = -half, sizes.card - half
    parts = []
    row = 1
    for shape in shapes[:count]:
        at = -sizes.spine - shape.right
        parts.append((shape, at, row))
        low[row : row + shape.rows] = [x + at for x in shape.low]
        row += shape.rows
    row = 1
    for shape in shapes[count:]:
        at = sizes.spine - shape.left
        parts.append((shape, at, row))
        high[row : row + shape.rows] = [x + at for x in shape.high]
        row += shape.rows
    return Shape("both", low, high, parts)


def best(shapes: Sequence[Shape], rows: int, width: int) -> list[Shape]:
    """The Pareto-best of several shapes, fewest rows first, within ``rows`` and ``width``."""
    kept: list[Shape] = []
    for shape in sorted(shapes, key=_rows_then_width):
        if shape.rows > rows:
            break
        if shape.width <= width and (not kept or shape.width < kept[-1].width):
            kept.append(shape)
    return kept


def _rows_then_width(shape: Shape) -> tuple[int, int]:
    return (shape.rows, shape.width)


@dataclass(frozen=True, slots=True)
class Ways:
    """The Pareto-best shapes of a branch: all, and those that may hang from a spine at their
    left, which their own card or their own spine must bound.
    """

    every: list[Shape]
    hung: list[Shape]


def combine(
    counts: Sequence[int],
    parts: Sequence[Ways],
    sizes: Sizes,
    mode: Mode,
    rows: int,
    width: int,
) -> Ways:
    """The shapes of a branch from those of its children, which have ``counts`` children each;
    none when none is small enough.
    """
    if not parts:
        alone = [leaf(sizes)]
        return Ways(alone, alone)
    every = [ways.every for ways in parts]
    if not all(every):
        return Ways([], [])
    plain = not any(counts)
    found = _rows_of(every, sizes, rows, width)
    if mode == "lanes" or (mode == "leaves" and not plain):
        return Ways(best(found, rows, width), [])
    hung = [ways.hung for ways in parts]
    stacked = []
    if all(hung):
        for chosen in _by_width(hung):
            if sum([s.rows for s in chosen]) < rows:
                stacked.append(hanging(chosen, sizes))
    if len(parts) > 1:
        clear = [
            ways.hung if count == 1 else ways.every
            for ways, count in zip(parts, counts, strict=True)
        ]
        if all(clear):
            found += _both_of(clear, sizes, rows, plain)
        found += stacked
    return Ways(best(found, rows, width), best(stacked, rows, width))


def _rows_of(every: Sequence[Sequence[Shape]], sizes: Sizes, rows: int, width: int) -> list[Shape]:
    """Children side by side, for each bound of their rows."""
    if len(every) * (sizes.card + sizes.gap) - sizes.gap > width:
        return []
    least = max([shapes[0].rows for shapes in every])
    bounds = sorted({s.rows for shapes in every for s in shapes if least <= s.rows < rows})
    return [in_row([within(shapes, n) for shapes in every], sizes) for n in bounds]


def _both_of(every: Sequence[Sequence[Shape]], sizes: Sizes, rows: int, plain: bool) -> list[Shape]:
    """Children on both sides of a spine: for each bound of the rows the split and the widths
    of both columns that are narrowest together.
    """
    count = len(every)
    half = (count + 1) // 2
    if plain:
        one = [shapes[0] for shapes in every]
        return [on_both_sides(one, half, sizes)] if half < rows else []
    if count > 2 * rows:
        return []
    widths = sorted({s.width for shapes in every for s in shapes})
    heights = [[_rows_within(shapes, wide, rows) for shapes in every] for wide in widths]
    found = []
    narrowest = 1 << 62
    for bound in range(half, rows):
        choice = None
        for split in range(1, count):
            left = next((n for n, h in enumerate(heights) if sum(h[:split]) <= bound), None)
            right = next((n for n, h in enumerate(heights) if sum(h[split:]) <= bound), None)
            if left is not None and right is not None and widths[left] + widths[right] < narrowest:
                narrowest = widths[left] + widths[right]
                choice = split, widths[left], widths[right]
        if choice is not None:
            split, left_w, right_w = choice
            chosen = [
                next(s for s in shapes if s.width <= (left_w if n < split else right_w))
                for n, shapes in enumerate(every)
            ]
            found.append(on_both_sides(chosen, split, sizes))
    return found


def _rows_within(shapes: Sequence[Shape], width: int, none: int) -> int:
    """The fewest rows within a width; ``none`` when every shape is broader."""
    for shape in shapes:
        if shape.width <= width:
            return shape.rows
    return none


def _by_width(parts: Sequence[Sequence[Shape]]) -> list[list[Shape]]:
    """For each bound of the width, the child shapes with fewest rows."""
    least = max([shapes[-1].width for shapes in parts])
    return [
        [next(s for s in shapes if s.width <= bound) for shapes in parts]
        for bound in sorted({s.width for shapes in parts for s in shapes if s.width >= least})
    ]


def within(shapes: Sequence[Shape], rows: int) -> Shape:
    """The narrowest shape of at most ``rows`` rows."""
    for shape in reversed(shapes):
        if shape.rows <= rows:
            return shape
    return shapes[0]


def postorder(roots: Sequence[Branch]) -> list[Branch]:
    """Branches and all below them, children before parents, without recursion."""
    order, stack = [], list(roots)
    while stack:
        branch = stack.pop()
        order.append(branch)
        stack.extend(branch.children)
    return order[::-1]
