"""The outlines of freeforms: a frame paints its rim, not the hole in it."""

from __future__ import annotations

from deckgen.write.pptx.opened import Xml
from deckgen.write.pptx.xml import A

Outline = tuple[tuple[tuple[float, float], ...], ...]
"""Closed polygons, in shares (0 to 1) of the shape's box."""
_MOST = 4000
"""Points of an outline; larger ones count as their box."""


def outline_of(shape: Xml) -> Outline:
    """The polygons of a freeform, curves by their middles; empty for other shapes and for
    outlines that are not plain numbers, which then count as their box.
    """
    frame = shape.find(f"*/{{{A}}}xfrm")
    if frame is None or frame.get("rot", "0") != "0":
        return ()
    across, down = (frame.get(k) in ("1", "true") for k in ("flipH", "flipV"))
    found: list[tuple[tuple[float, float], ...]] = []
    try:
        for path in shape.iterfind(f"*/{{{A}}}custGeom/{{{A}}}pathLst/{{{A}}}path"):
            if path.get("fill") == "none":
                continue
            width, height = float(path.get("w", "0")), float(path.get("h", "0"))
            if width <= 0 or height <= 0:
                return ()
            for ring in _rings(path):
                found.append(
                    tuple(
                        (
                            1 - x / width if across else x / width,
                            1 - y / height if down else y / height,
                        )
                        for x, y in ring
                    )
                )
    except ValueError:
        return ()
    return tuple(found) if sum(map(len, found)) <= _MOST else ()


def _rings(path: Xml) -> list[list[tuple[float, float]]]:
    """The closed lines of a path, in its own units. Raises ValueError for what is no number."""
    rings: list[list[tuple[float, float]]] = []
    for step in path:
        kind = step.tag.rpartition("}")[2] if isinstance(step.tag, str) else ""
        at = [(float(p.get("x", "")), float(p.get("y", ""))) for p in step.iterfind(f"{{{A}}}pt")]
        if kind == "moveTo" and at:
            rings.append([at[0]])
        elif kind == "arcTo" or (at and not rings):
            raise ValueError(kind)
        elif kind == "lnTo" and at:
            rings[-1].append(at[0])
        elif kind == "cubicBezTo" and len(at) == 3:
            begin = rings[-1][-1]
            middle = tuple((begin[n] + 3 * at[0][n] + 3 * at[1][n] + at[2][n]) / 8 for n in (0, 1))
            rings[-1] += [(middle[0], middle[1]), at[2]]
        elif kind == "quadBezTo" and len(at) == 2:
            begin = rings[-1][-1]
            middle = tuple((begin[n] + 2 * at[0][n] + at[1][n]) / 4 for n in (0, 1))
            rings[-1] += [(middle[0], middle[1]), at[1]]
    return [ring for ring in rings if len(ring) > 2]


def holds(outline: Outline, x: float, y: float) -> bool:
    """Whether a point (shares of the box) is painted: inside an odd number of the polygons."""
    inside = False
    for ring in outline:
        px, py = ring[-1]
        for qx, qy in ring:
            if (qy > y) != (py > y) and x < (px - qx) * (y - qy) / (py - qy) + qx:
                inside = not inside
            px, py = qx, qy
    return inside
