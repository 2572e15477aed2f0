"""Routes of links: from a card to its children, and dashed ones to further parents.

LibreOffice turns a glued elbow of four points midway between its cards, so buses and tracks
run there; links of three points are drawn exactly in every program.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from deckgen.layout.tree.arrange import Direction
from deckgen.layout.tree.shapes import Kind
from deckgen.scene import Box, Connector, End, Stroke, points

Point = tuple[int, int]
Named = tuple[str, Box]
"""The name of a card's shape, and its box."""
CLEAR = points(3)
"""Least distance of a dashed link from cards that are not its own."""


def _site(box: Box, site: int) -> Point:
    """The middle of a side: 0 top, 1 left, 2 bottom, 3 right."""
    if site in (0, 2):
        return (box.x + box.w // 2, box.y if site == 0 else box.bottom)
    return (box.x if site == 1 else box.right, box.y + box.h // 2)


def tree_link(
    name: str, parent: Named, child: Named, kind: Kind, direction: Direction, stroke: Stroke
) -> Connector:
    """The link between two cards. Hanging cards are entered from the spine; a spine at the
    parent's left edge starts at the middle of that edge.
    """
    (above, a), (below, b) = parent, child
    sites = (2, 0)
    if direction == "right":
        sites = (3, 1)
    elif kind == "hang":
        sites = (1, 1)
    elif kind == "both":
        sites = (2, 3 if b.x < a.x else 1)
    start, end = _site(a, sites[0]), _site(b, sites[1])
    if start[0] == end[0] or start[1] == end[1]:
        route: tuple[Point, ...] = (start, end)
    elif direction == "right":
        bus = (start[0] + end[0]) // 2
        route = (start, (bus, start[1]), (bus, end[1]), end)
    elif kind == "row":
        bus = (start[1] + end[1]) // 2
        route = (start, (start[0], bus), (end[0], bus), end)
    else:
        route = (start, (start[0], end[1]), end)
    return Connector(
        name, End(above, sites[0]), End(below, sites[1]), route, stroke, decorative=True
    )


def further_link(
    name: str,
    child: Named,
    parent: Named,
    boxes: Iterable[Box],
    taken: Sequence[Connector],
    stroke: Stroke,
) -> Connector | None:
    """A dashed link on a track of its own, midway between two cards' sides or edges; None when
    every such track is barred by a card or lies on another link.
    """
    (source, s), (target, t) = child, parent
    others = [box for box in boxes if box not in (s, t)]
    tries: list[tuple[int, int]] = []
    if t.x >= s.right + points(8):
        tries.append((3, 1))
    if s.x >= t.right + points(8):
        tries.append((1, 3))
    if s.y >= t.bottom + points(8):
        tries.append((0, 2))
    if t.y >= s.bottom + points(8):
        tries.append((2, 0))
    best: tuple[int, Connector] | None = None
    for sites in tries:
        start, end = _site(s, sites[0]), _site(t, sites[1])
        route = _midway(start, end, across=sites[0] in (1, 3))
        if any(_touches(route, box) for box in others):
            continue
        if any(_overlap(route, link.points) for link in taken):
            continue
        crossed = sum(_crossings(route, link.points) for link in taken)
        if best is None or crossed < best[0]:
            made = Connector(
                name, End(source, sites[0]), End(target, sites[1]), route, stroke, decorative=True
            )
            best = crossed, made
    return best[1] if best is not None else None


def _midway(start: Point, end: Point, across: bool) -> tuple[Point, ...]:
    if start[0] == end[0] or start[1] == end[1]:
        return (start, end)
    if across:
        track = (start[0] + end[0]) // 2
        return (start, (track, start[1]), (track, end[1]), end)
    track = (start[1] + end[1]) // 2
    return (start, (start[0], track), (end[0], track), end)


def segments(route: Iterable[Point]) -> list[tuple[Point, Point]]:
    """The straight pieces of a route."""
    return list(pairwise(route))


def _touches(route: Sequence[Point], box: Box) -> bool:
    """Whether a route comes within ``CLEAR`` of a card."""
    return any(
        max(a[0], b[0]) > box.x - CLEAR
        and min(a[0], b[0]) < box.right + CLEAR
        and max(a[1], b[1]) > box.y - CLEAR
        and min(a[1], b[1]) < box.bottom + CLEAR
        for a, b in segments(route)
    )


def _overlap(first: Sequence[Point], second: Sequence[Point]) -> bool:
    """Whether two routes share a stretch or run too close side by side."""
    for a, b in segments(first):
        for c, d in segments(second):
            for along, across in ((0, 1), (1, 0)):
                if a[across] == b[across] and c[across] == d[across]:
                    near = abs(a[across] - c[across]) < CLEAR
                    low = max(min(a[along], b[along]), min(c[along], d[along]))
                    high = min(max(a[along], b[along]), max(c[along], d[along]))
                    if near and low <= high:
                        return True
    return False


def _crossings(first: Sequence[Point], second: Sequence[Point]) -> int:
    count = 0
    for a, b in segments(first):
        for c, d in segments(second):
            if (a[0] == b[0]) != (c[0] == d[0]):
                (va, vb), (ha, hb) = ((a, b), (c, d)) if a[0] == b[0] else ((c, d), (a, b))
                count += min(ha[0], hb[0]) < va[0] < max(ha[0], hb[0]) and min(va[1], vb[1]) < ha[
                    1
                ] < max(va[1], vb[1])
    return count
