"""Shapes of subtrees: for every branch the (width, height) pairs it can be drawn in.

A node's children stand side by side below it (*lanes*) or hang in one or more columns beside
spines (*hanging*). For each branch the Pareto-best shapes are kept, as in Stockmeyer's shape
functions (Information and Control 57, 1983), and the root takes one that fits its page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Mode = Literal["lanes", "leaves", "compact"]
"""Lanes only; lanes with hanging leaves; hanging wherever it is smaller."""
MOST_SHAPES = 12
MOST_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes that all cards of a page share, in EMU."""

    card_w: int
    card_h: int
    gap_x: int
    gap_y: int
    """Between lanes; the bus of links runs in its middle."""
    hang_y: int
    """Between hanging cards."""
    indent: int
    """How far hanging cards stand in, and the gap between the two sides of a spine."""


@dataclass(slots=True)
class Branch:
    """A node to be drawn: a card, a stub or (``card`` false) nothing but its children."""

    index: int
    children: list[Branch]
    level: int = 0
    card: bool = True


@dataclass(frozen=True, slots=True)
class Shape:
    """A way to draw a branch. ``cx`` is the middle of its own card from the left edge (EMU).

    ``columns`` is 0 for lanes, 1 for hanging beside a spine, 2 for hanging on both sides of
    it; ``children`` are the shapes chosen for its children, in order.
    """

    w: int
    h: int
    cx: int
    columns: int
    children: tuple[Shape, ...] = ()
    splits: tuple[int, ...] = ()
    """Trees of a forest: how many stand in each column."""


def best(shapes: Sequence[Shape]) -> list[Shape]:
    """The Pareto-best of several shapes, narrowest first, at most ``MOST_SHAPES``."""
    kept: list[Shape] = []
    for shape in sorted(shapes, key=lambda s: (s.w, s.h, s.columns)):
        if not kept or shape.h < kept[-1].h:
            kept.append(shape)
    if len(kept) > MOST_SHAPES:
        step = (len(kept) - 1) / (MOST_SHAPES - 1)
        kept = [kept[round(n * step)] for n in range(MOST_SHAPES)]
    return kept


def combine(
    branch: Branch, parts: Sequence[Sequence[Shape]], metrics: Metrics, mode: Mode
) -> list[Shape]:
    """The shapes of a branch from those of its children."""
    m = metrics
    if not parts:
        return [Shape(m.card_w, m.card_h, m.card_w // 2, 0)]
    found = _lanes(branch, parts, m)
    if not branch.card:
        for count in range(1, min(len(parts), MOST_COLUMNS) + 1):
            found += _columns(parts, m, count)
        return best(found)
    leaves = all(not child.children for child in branch.children)
    if mode == "compact" or (mode == "leaves" and leaves):
        found += _hanging(parts, m)
        if leaves and len(parts) > 1:
            found.append(_both(parts, m))
    return best(found)


def _lanes(branch: Branch, parts: Sequence[Sequence[Shape]], m: Metrics) -> list[Shape]:
    """Children side by side: for each height bound the narrowest shape of each child."""
    head = m.card_h + m.gap_y if branch.card else 0
    found = []
    heights = sorted({s.h for shapes in parts for s in shapes})
    least = max(shapes[-1].h for shapes in parts)
    for bound in [h for h in heights if h >= least]:
        chosen = tuple(next(s for s in shapes if s.h <= bound) for shapes in parts)
        width = sum(s.w for s in chosen) + m.gap_x * (len(chosen) - 1)
        cx = _middle(chosen, width)
        if branch.card:
            left = max(0, m.card_w // 2 - cx)
            cx += left
            width = max(width + left, cx + m.card_w - m.card_w // 2)
        found.append(Shape(width, head + max(s.h for s in chosen), cx, 0, chosen))
    return found


def _middle(chosen: Sequence[Shape], width: int) -> int:
    """The middle between the first and the last child's cards."""
    return (chosen[0].cx + width - chosen[-1].w + chosen[-1].cx) // 2


def _hanging(parts: Sequence[Sequence[Shape]], m: Metrics) -> list[Shape]:
    """Children below each other, right of a spine that leaves the parent's left side."""
    found = []
    widths = sorted({s.w for shapes in parts for s in shapes})
    least = max(shapes[0].w for shapes in parts)
    for bound in [w for w in widths if w >= least]:
        chosen = tuple(next(s for s in reversed(shapes) if s.w <= bound) for shapes in parts)
        width = max(m.card_w, m.indent + max(s.w for s in chosen))
        height = m.card_h + sum(s.h + m.hang_y for s in chosen)
        found.append(Shape(width, height, m.card_w // 2, 1, chosen))
    return found


def _both(parts: Sequence[Sequence[Shape]], m: Metrics) -> Shape:
    """Leaves on both sides of a spine below the middle of their parent."""
    rows = -(-len(parts) // 2)
    chosen = tuple(shapes[0] for shapes in parts)
    width = 2 * m.card_w + m.indent
    return Shape(width, m.card_h + rows * (m.card_h + m.hang_y), width // 2, 2, chosen)


def _columns(parts: Sequence[Sequence[Shape]], m: Metrics, count: int) -> list[Shape]:
    """Trees of a forest in ``count`` columns of similar height."""
    found = []
    widths = sorted({s.w for shapes in parts for s in shapes})
    least = max(shapes[0].w for shapes in parts)
    for bound in [w for w in widths if w >= least]:
        chosen = tuple(next(s for s in reversed(shapes) if s.w <= bound) for shapes in parts)
        splits = split([s.h + m.gap_y for s in chosen], count)
        at, width, tallest = 0, -m.gap_x, 0
        for size in splits:
            column = chosen[at : at + size]
            width += max(s.w for s in column) + m.gap_x
            tallest = max(tallest, sum(s.h + m.gap_y for s in column) - m.gap_y)
            at += size
        found.append(Shape(width, tallest, width // 2, len(splits), chosen, splits))
    return found


def split(heights: Sequence[int], count: int) -> tuple[int, ...]:
    """Consecutive items in ``count`` columns of similar height: how many in each."""
    if count == 1:
        return (len(heights),)
    low, high = max(heights), sum(heights)
    while low < high:
        middle = (low + high) // 2
        if len(_fill(heights, middle)) <= count:
            high = middle
        else:
            low = middle + 1
    return _fill(heights, low)


def _fill(heights: Sequence[int], bound: int) -> tuple[int, ...]:
    sizes, used = [0], 0
    for height in heights:
        if sizes[-1] and used + height > bound:
            sizes.append(0)
            used = 0
        sizes[-1] += 1
        used += height
    return tuple(sizes)


def postorder(root: Branch) -> list[Branch]:
    """A branch and all below it, children before parents, without recursion."""
    order, stack = [], [root]
    while stack:
        branch = stack.pop()
        order.append(branch)
        stack.extend(branch.children)
    return order[::-1]


def shapes_of(root: Branch, metrics: Metrics, mode: Mode) -> list[Shape]:
    """The shapes of a whole branch."""
    done: dict[int, list[Shape]] = {}
    for branch in postorder(root):
        done[id(branch)] = combine(
            branch, [done[id(child)] for child in branch.children], metrics, mode
        )
    return done[id(root)]


def place(
    root: Branch, shape: Shape, x: int, y: int, metrics: Metrics
) -> tuple[dict[int, tuple[int, int]], dict[int, int]]:
    """Where each card stands (left top corner, by the branch's ``index``), and how each is
    linked to its parent: 0 from above, 1 at its left from the parent's left side, 2 at its
    right and 3 at its left from below the parent.
    """
    m = metrics
    corners: dict[int, tuple[int, int]] = {}
    sides: dict[int, int] = {}
    stack = [(root, shape, x, y)]
    while stack:
        branch, form, left, top = stack.pop()
        if branch.card:
            corners[branch.index] = (left + form.cx - m.card_w // 2, top)
        pairs = list(zip(branch.children, form.children, strict=True))
        if not pairs:
            continue
        if not branch.card and form.splits:
            stack += _forest(pairs, form, left, top, m)
        elif form.columns == 1:
            down = top + m.card_h + m.hang_y
            own = left + form.cx - m.card_w // 2
            for child, inner in pairs:
                sides[child.index] = 1
                stack.append((child, inner, own + m.indent, down))
                down += inner.h + m.hang_y
        elif form.columns == 2:
            rows = -(-len(pairs) // 2)
            for number, (child, inner) in enumerate(pairs):
                column, row = divmod(number, rows)
                sides[child.index] = 2 if column == 0 else 3
                down = top + m.card_h + m.hang_y + row * (m.card_h + m.hang_y)
                stack.append((child, inner, left + column * (m.card_w + m.indent), down))
        else:
            below = top + (m.card_h + m.gap_y if branch.card else 0)
            width = sum(s.w for s in form.children) + m.gap_x * (len(pairs) - 1)
            at = left + (form.cx - _middle(form.children, width) if branch.card else 0)
            for child, inner in pairs:
                sides[child.index] = 0
                stack.append((child, inner, at, below))
                at += inner.w + m.gap_x
    return corners, sides


def _forest(
    pairs: Sequence[tuple[Branch, Shape]], form: Shape, left: int, top: int, m: Metrics
) -> list[tuple[Branch, Shape, int, int]]:
    found = []
    first, at = 0, left
    for size in form.splits:
        column = pairs[first : first + size]
        down = top
        for child, inner in column:
            found.append((child, inner, at, down))
            down += inner.h + m.gap_y
        at += max(inner.w for _, inner in column) + m.gap_x
        first += size
    return found
