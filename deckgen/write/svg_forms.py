"""Forms as SVG: rectangles, presets, arrow heads; EMU as points."""

from __future__ import annotations

from functools import lru_cache

from deckgen.scene import EMU_PER_POINT, Box, Connector, Shape
from deckgen.write.svg_xml import number

_CORNERS: dict[str, list[tuple[float, float]]] = {
    "triangle": [(0.5, 0), (1, 1), (0, 1)],
    "diamond": [(0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)],
    "check": [(0, 0.6), (0.2, 0.4), (0.4, 0.6), (0.8, 0.1), (1, 0.3), (0.4, 1)],
}
"""Corners as shares of the box."""


@lru_cache(maxsize=8192)
def pt(value: float) -> str:
    """EMU as points."""
    return number(value / EMU_PER_POINT)


def at(x: float, y: float) -> str:
    """A place in EMU, for a path in points."""
    return f"{pt(x)} {pt(y)}"


def rect(box: Box, paint: str, title: str = "") -> str:
    """A rectangle; ``paint`` are attributes, ``title`` a child element."""
    place = f'<rect x="{pt(box.x)}" y="{pt(box.y)}" width="{pt(box.w)}" height="{pt(box.h)}"{paint}'
    return f"{place}>{title}</rect>" if title else f"{place}/>"


def outline(shape: Shape, paint: str, title: str) -> str:
    """A shape's form; ``paint`` are the attributes of its fill and edge."""
    box = shape.box
    x, y, w, h = box.x, box.y, box.w, box.h
    if shape.geometry in ("rect", "round"):
        if shape.geometry == "round":
            r = min(shape.radius, w // 2, h // 2)
            paint = f' rx="{pt(r)}"{paint}' if r else paint
        return rect(box, paint, title)
    if shape.geometry == "ellipse":
        place = (
            f'<ellipse cx="{pt(x + w / 2)}" cy="{pt(y + h / 2)}" rx="{pt(w / 2)}" ry="{pt(h / 2)}"'
        )
        return f"{place}{paint}>{title}</ellipse>" if title else f"{place}{paint}/>"
    if shape.geometry == "round_right":
        r = min(shape.radius, w // 2, h // 2)
        path = (
            f"M{at(x, y)}H{pt(x + w - r)}A{at(r, r)} 0 0 1 {at(x + w, y + r)}"
            f"V{pt(y + h - r)}A{at(r, r)} 0 0 1 {at(x + w - r, y + h)}H{pt(x)}Z"
        )
    elif shape.geometry == "round_left":
        r = min(shape.radius, w // 2, h // 2)
        path = (
            f"M{at(x + w, y)}H{pt(x + r)}A{at(r, r)} 0 0 0 {at(x, y + r)}"
            f"V{pt(y + h - r)}A{at(r, r)} 0 0 0 {at(x + r, y + h)}H{pt(x + w)}Z"
        )
    else:
        corners = [(a, 1 - b if shape.flip_v else b) for a, b in _corners(shape)]
        path = "M" + "L".join(at(x + a * w, y + b * h) for a, b in corners) + "Z"
    return f'<path d="{path}"{paint}>{title}</path>' if title else f'<path d="{path}"{paint}/>'


def _corners(shape: Shape) -> list[tuple[float, float]]:
    """Corners as shares of the box. PowerPoint makes the point of a chevron and the head of an
    arrow half as long as the shorter side, and the arrow's shaft half as high as the box.
    """
    w, h = shape.box.w, shape.box.h
    tip = min(w, h) / 2 / max(w, 1)
    neck = 1 - tip
    if shape.geometry == "chevron":
        return [(0, 0), (neck, 0), (1, 0.5), (neck, 1), (0, 1), (tip, 0.5)]
    if shape.geometry == "arrow":
        return [
            (0, 0.25), (neck, 0.25), (neck, 0), (1, 0.5), (neck, 1), (neck, 0.75), (0, 0.75),
        ]  # fmt: skip
    if shape.geometry == "left_arrow":
        return [
            (1, 0.25), (tip, 0.25), (tip, 0), (0, 0.5), (tip, 1), (tip, 0.75), (1, 0.75),
        ]  # fmt: skip
    return _CORNERS[shape.geometry]


def arrow_head(connector: Connector, paint: str) -> str:
    """The arrow at a connector's end: a triangle three strokes long and wide."""
    (x1, y1), (x2, y2) = connector.points[-2:]
    length = max(1.0, ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    size = 3 * max(connector.stroke.width, 1.5) * EMU_PER_POINT
    back_x, back_y = x2 - ux * size, y2 - uy * size
    side_x, side_y = -uy * size / 2, ux * size / 2
    path = (
        f"M{at(x2, y2)}L{at(back_x + side_x, back_y + side_y)}"
        f"L{at(back_x - side_x, back_y - side_y)}Z"
    )
    return f'<path d="{path}" fill="{paint}"/>'
