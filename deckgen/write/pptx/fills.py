"""Fills and lines by theme slot.

Strings are cached by their plain values: a deck has few, each many times, and hashing a
dataclass costs more than writing the string would. Colours are nearly always the same few
objects, so they are looked up by identity first.
"""

from __future__ import annotations

from deckgen.scene import Color, Stroke, points

_DASHES = {"solid": "solid", "dash": "dash", "dot": "sysDot"}
_fills: dict[tuple[str, int, int], str] = {}
_held: dict[int, tuple[Color, str]] = {}
"""Fills by the identity of their colour, which is kept: no other object can come to have it."""
_lines: dict[tuple[str, int, int, float, str, str, bool], str] = {}
_shapes: dict[tuple[int, str, float], tuple[Color, str]] = {}
"""Edges of shapes by the identity of their colour, dash and width in points."""
_LIMIT = 4096


def color(value: Color) -> str:
    """A theme colour with its tint."""
    tint = ""
    if value.mod != 100_000:
        tint += f'<a:lumMod val="{value.mod}"/>'
    if value.off:
        tint += f'<a:lumOff val="{value.off}"/>'
    if tint:
        return f'<a:schemeClr val="{value.slot}">{tint}</a:schemeClr>'
    return f'<a:schemeClr val="{value.slot}"/>'


def solid(value: Color) -> str:
    """A solid fill."""
    held = _held.get(id(value))
    if held is not None:
        return held[1]
    key = (value.slot, value.mod, value.off)
    found = _fills.get(key)
    if found is None:
        if len(_fills) >= _LIMIT:
            _fills.clear()
        found = _fills[key] = f"<a:solidFill>{color(value)}</a:solidFill>"
    if len(_held) >= _LIMIT:
        _held.clear()
    _held[id(value)] = (value, found)
    return found


def edge(stroke: Stroke) -> str:
    """The line of a shape or a rule."""
    paint = stroke.color
    key = (id(paint), stroke.dash, stroke.width)
    held = _shapes.get(key)
    if held is None:
        if len(_shapes) >= _LIMIT:
            _shapes.clear()
        held = _shapes[key] = (paint, line(stroke))
    return held[1]


def line(stroke: Stroke, tag: str = "a:ln", arrow: bool = False) -> str:
    """A line; ``arrow`` puts a head at its end."""
    paint = stroke.color
    key = (paint.slot, paint.mod, paint.off, stroke.width, stroke.dash, tag, arrow)
    found = _lines.get(key)
    if found is None:
        if len(_lines) >= _LIMIT:
            _lines.clear()
        head = '<a:tailEnd type="triangle" w="med" len="med"/>' if arrow else ""
        found = _lines[key] = (
            f'<{tag} w="{points(stroke.width)}" cap="flat" cmpd="sng" algn="ctr">{solid(paint)}'
            f'<a:prstDash val="{_DASHES[stroke.dash]}"/><a:miter lim="800000"/>{head}</{tag}>'
        )
    return found
