"""Glued connectors: a polyline becomes an elbow preset, with its flips, turn and handles.

PowerPoint routes a connector anew only when a shape it is glued to moves. Until then it shows
what the file says, so the file has to say exactly what layout drew.
"""

from __future__ import annotations

from deckgen.scene import Connector, End, Geometry, Group, Shape
from deckgen.write.pptx.context import Context
from deckgen.write.pptx.drawing import properties
from deckgen.write.pptx.fills import line

Point = tuple[int, int]
_SITES: dict[Geometry, tuple[int, int, int, int]] = {
    "ellipse": (0, 2, 4, 6),
    "triangle": (0, 1, 3, 5),
}
"""Connection sites of the presets that do not number them as a rectangle does."""
_THIN = 1_270
"""Breadth (a tenth of a point) given to an elbow whose ends stand on one line: handles are
shares of the breadth, so it must not be nothing."""


def connector(element: Connector, context: Context) -> str:
    """A connector glued to two shapes of the slide.

    Raises LookupError when an end names no shape.
    """
    head = properties(context, element.name, element.alt, element.decorative, None)
    start = _glue("stCxn", element.start, element, context)
    end = _glue("endCxn", element.end, element, context)
    transform, form = elbow(simplified(element.points))
    return (
        f"<p:cxnSp><p:nvCxnSpPr>{head}<p:cNvCxnSpPr>{start}{end}</p:cNvCxnSpPr><p:nvPr/>"
        f"</p:nvCxnSpPr><p:spPr>{transform}{form}{line(element.stroke, 'a:ln', element.arrow)}"
        "</p:spPr></p:cxnSp>"
    )


def _glue(tag: str, end: End, element: Connector, context: Context) -> str:
    target = context.shapes.get(end.shape)
    if isinstance(target, Group):
        target = next((c for c in target.children if isinstance(c, Shape)), None)
    if target is None:
        if end.shape in context.ids:
            return ""
        raise LookupError(
            f"connector {element.name!r} on slide {context.slide.key!r} ends at "
            f"{end.shape!r}, which is no shape there"
        )
    site = end.site
    sites = _SITES.get(target.geometry)
    if sites is not None:
        site = sites[site]
    return f'<a:{tag} id="{context.ids[target.name]}" idx="{site}"/>'


def simplified(points: tuple[Point, ...]) -> list[Point]:
    """The polyline without points that stand still or lie on a straight stretch."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1:
            (ax, ay), (bx, by) = kept[-2], kept[-1]
            onward = (bx - ax) * (point[0] - bx) + (by - ay) * (point[1] - by) > 0
            if onward and ((ax == bx == point[0]) or (ay == by == point[1])):
                kept[-1] = point
                continue
        kept.append(point)
    if len(kept) == 1:
        kept.append(kept[0])
    return kept


def elbow(points: list[Point]) -> tuple[str, str]:
    """``a:xfrm`` and ``a:prstGeom`` of a polyline of two to six points.

    A bent connector's preset starts at its own top left corner, runs to the right first and
    ends at the right (an even number of segments: at the bottom). The transform mirrors it and,
    when the first segment is vertical, turns it by a quarter; DrawingML mirrors before it turns,
    both about the centre of the unturned rectangle.
    """
    (x0, y0), (x1, y1) = points[0], points[-1]
    if len(points) == 2:
        return _straight(x0, y0, x1, y1)
    dx, dy = x1 - x0, y1 - y0
    vertical = points[0][0] == points[1][0]
    along, across = (dy, dx) if vertical else (dx, dy)
    length, breadth = abs(along), abs(across)
    forward = along > 0 or (along == 0 and _heads_on(points, vertical))
    onward = across > 0 or (across == 0 and _heads_on(points[1:], not vertical))
    length, breadth = length or _THIN, breadth or _THIN
    handles = []
    for index, point in enumerate(points[1:-2], 1):
        lengthwise = index % 2 == 1
        here, origin = (point[1], y0) if vertical == lengthwise else (point[0], x0)
        ahead = forward if lengthwise else onward
        span = length if lengthwise else breadth
        offset = here - origin if ahead else origin - here
        handles.append(round(offset * 100_000 / span))
    guides = "".join(
        f'<a:gd name="adj{n}" fmla="val {value}"/>' for n, value in enumerate(handles, 1)
    )
    form = (
        f'<a:prstGeom prst="bentConnector{len(points) - 1}"><a:avLst>{guides}</a:avLst>'
        "</a:prstGeom>"
    )
    if not vertical:
        attributes = ("" if forward else ' flipH="1"') + ("" if onward else ' flipV="1"')
        left = x0 if forward else x0 - length
        top = y0 if onward else y0 - breadth
    else:
        attributes = _QUARTER_TURNS[forward, onward]
        right = x0 if onward else x0 - breadth
        lower = y0 if forward else y0 - length
        left = right + (breadth - length) // 2
        top = lower + (length - breadth) // 2
    return (
        f'<a:xfrm{attributes}><a:off x="{left}" y="{top}"/><a:ext cx="{length}" cy="{breadth}"/>'
        f"</a:xfrm>",
        form,
    )


_QUARTER_TURNS = {
    (True, True): ' rot="16200000" flipH="1"',
    (True, False): ' rot="5400000"',
    (False, True): ' rot="16200000"',
    (False, False): ' rot="5400000" flipH="1"',
}
"""Attributes by (runs down, ends to the right of its start), as PowerPoint itself writes them.

A quarter turn to the right takes the preset's right to down and its down to left; three quarters
take right to up and down to right; ``flipH`` before turns the first around.
"""


def _heads_on(points: list[Point], vertical: bool) -> bool:
    """Whether the first segment along an axis runs toward larger numbers."""
    axis = 1 if vertical else 0
    return points[1][axis] >= points[0][axis]


def _straight(x0: int, y0: int, x1: int, y1: int) -> tuple[str, str]:
    flips = (' flipH="1"' if x1 < x0 else "") + (' flipV="1"' if y1 < y0 else "")
    return (
        f'<a:xfrm{flips}><a:off x="{min(x0, x1)}" y="{min(y0, y1)}"/>'
        f'<a:ext cx="{abs(x1 - x0)}" cy="{abs(y1 - y0)}"/></a:xfrm>',
        '<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>',
    )
