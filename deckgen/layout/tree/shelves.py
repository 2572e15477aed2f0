"""Shelves: trees of a page side by side, and below each other where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout.tree.shapes import Shape, side_by_side, within
from deckgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Shelf:
    """Trees side by side: shapes with the distance of their cards' middles (EMU) from the
    shelf's left edge.
    """

    shapes: tuple[Shape, ...]
    spots: tuple[int, ...]
    rows: int
    width: int


def shelve(
    trees: Sequence[Sequence[Shape]], bound: int, width: int, gap: int
) -> list[Shelf] | None:
    """Trees on shelves of at most ``bound`` rows and ``width``, in order; None when one is too
    tall or too wide.
    """
    chosen = []
    for shapes in trees:
        shape = within(shapes, bound) if shapes else None
        if shape is None or shape.rows > bound or shape.width > width:
            return None
        chosen.append(shape)
    groups = _filled(chosen, width, gap)
    count = len(groups)
    if count > 1:
        low, high = max(s.width for s in chosen), width
        for _ in range(7):
            middle = (low + high) // 2
            if len(_filled(chosen, middle, gap)) <= count:
                high = middle
            else:
                low = middle
        even = _filled(chosen, high, gap)
        if _total_rows(even) <= _total_rows(groups):
            groups = even
    return [_shelf(group, gap) for group in groups]


def _total_rows(groups: Sequence[Sequence[Shape]]) -> int:
    return sum([max([s.rows for s in group]) for group in groups])


def fewest_shelves(trees: Sequence[Sequence[Shape]], bound: int, width: int, gap: int) -> list[int]:
    """The rows of each shelf at a bound, without placing them; [] when a tree is too large."""
    chosen = []
    for shapes in trees:
        shape = within(shapes, bound)
        if shape.rows > bound:
            return []
        chosen.append(shape)
    return [max([s.rows for s in group]) for group in _filled(chosen, width, gap)]


def _filled(shapes: Sequence[Shape], width: int, gap: int) -> list[list[Shape]]:
    """Greedy: each shelf takes shapes while their boxes fit side by side."""
    groups: list[list[Shape]] = [[]]
    used = 0
    for shape in shapes:
        more = shape.width + (gap if groups[-1] else 0)
        if groups[-1] and used + more > width:
            groups.append([])
            used, more = 0, shape.width
        groups[-1].append(shape)
        used += more
    return groups


def _shelf(shapes: Sequence[Shape], gap: int) -> Shelf:
    spots = side_by_side(shapes, gap)
    left = min([at + s.left for at, s in zip(spots, shapes, strict=True)])
    right = max([at + s.right for at, s in zip(spots, shapes, strict=True)])
    rows = max([s.rows for s in shapes])
    return Shelf(tuple(shapes), tuple([at - left for at in spots]), rows, right - left)
