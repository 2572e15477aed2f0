"""Routes of links: from a parent's card to its children, and dashed ones to further parents.

LibreOffice turns a glued elbow of four points midway between its cards, so buses run there;
links of three points are drawn exactly in every program.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from deckgen.layout.forest.shapes import Metrics
from deckgen.scene import Connector, End, Stroke, points

Point = tuple[int, int]
CLEAR = points(3)
"""Least distance of a link from cards that are not its own."""


def tree_link(
    name: str,
    parent: tuple[str, Point],
    child: tuple[str, Point],
    side: int,
    m: Metrics,
    stroke: Stroke,
) -> Connector:
    """The link between two cards given by (shape name, left top corner); ``side`` as in
    ``shapes.place``.
    """
    (above, (px, py)), (below, (cx, cy)) = parent, child
    middle = px + m.card_w // 2
    row = cy + m.card_h // 2
    if side == 1:
        start: Point = (px, py + m.card_h // 2)
        route = (start, (px, row), (cx, row))
        return Connector(name, End(above, 1), End(below, 1), route, stroke, decorative=True)
    bottom = (middle, py + m.card_h)
    if side in (2, 3):
        edge = cx + m.card_w if side == 2 else cx
        route = (bottom, (middle, row), (edge, row))
        site = 3 if side == 2 else 1
        return Connector(name, End(above, 2), End(below, site), route, stroke, decorative=True)
    top = (cx + m.card_w // 2, cy)
    if top[0] == middle:
        return Connector(name, End(above, 2), End(below, 0), (bottom, top), stroke, decorative=True)
    bus = (bottom[1] + top[1]) // 2
    route4 = (bottom, (middle, bus), (top[0], bus), top)
    return Connector(name, End(above, 2), End(below, 0), route4, stroke, decorative=True)


def further_link(
    name: str,
    child: tuple[str, Point],
    parent: tuple[str, Point],
    corners: Mapping[int, Point],
    taken: Sequence[Connector],
    m: Metrics,
    stroke: Stroke,
) -> Connector | None:
    """A dashed link on a track of its own between two cards' sides, or None when there is no
    free track. The track runs midway between two cards that stand apart, else outside both.
    """
    (source, (sx, sy)), (target, (tx, ty)) = child, parent
    mine, other = (sx, sy), (tx, ty)
    s_row, t_row = sy + m.card_h // 2, ty + m.card_h // 2
    tries: list[tuple[int, int, int, int, int]] = []
    if tx >= sx + m.card_w + points(8):
        tries.append((3, 1, sx + m.card_w, tx, (sx + m.card_w + tx) // 2))
    if sx >= tx + m.card_w + points(8):
        tries.append((1, 3, sx, tx + m.card_w, (sx + tx + m.card_w) // 2))
    for start_site, end_site, start_x, end_x, track in tries:
        route: tuple[Point, ...] = (
            ((start_x, s_row), (end_x, t_row))
            if s_row == t_row
            else ((start_x, s_row), (track, s_row), (track, t_row), (end_x, t_row))
        )
        free = all(
            not _touches(route, corner, m)
            for corner in corners.values()
            if corner not in (mine, other)
        ) and not any(_overlap(route, link.points) for link in taken)
        if free:
            return Connector(
                name, End(source, start_site), End(target, end_site), route, stroke, decorative=True
            )
    return None


def _segments(route: Iterable[Point]) -> Iterable[tuple[Point, Point]]:
    listed = list(route)
    return zip(listed, listed[1:], strict=False)


def _touches(route: Sequence[Point], corner: Point, m: Metrics) -> bool:
    """Whether a route comes within ``CLEAR`` of a card."""
    left, top = corner[0] - CLEAR, corner[1] - CLEAR
    right, bottom = corner[0] + m.card_w + CLEAR, corner[1] + m.card_h + CLEAR
    return any(
        max(a[0], b[0]) > left
        and min(a[0], b[0]) < right
        and max(a[1], b[1]) > top
        and min(a[1], b[1]) < bottom
        for a, b in _segments(route)
    )


def _overlap(first: Sequence[Point], second: Sequence[Point]) -> bool:
    """Whether two routes share a stretch (crossing at a point is allowed)."""
    for a, b in _segments(first):
        for c, d in _segments(second):
            for along, across in ((0, 1), (1, 0)):
                if a[across] == b[across] and c[across] == d[across]:
                    near = abs(a[across] - c[across]) < CLEAR
                    low = max(min(a[along], b[along]), min(c[along], d[along]))
                    high = min(max(a[along], b[along]), max(c[along], d[along]))
                    if near and low < high:
                        return True
    return False
