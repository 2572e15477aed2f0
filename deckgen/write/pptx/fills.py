"""Fills and lines by theme slot. Strings are cached: a deck has few, each many times."""

from __future__ import annotations

from functools import lru_cache

from deckgen.scene import Color, Stroke, points

_DASHES = {"solid": "solid", "dash": "dash", "dot": "sysDot"}


@lru_cache(maxsize=1024)
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


@lru_cache(maxsize=1024)
def solid(value: Color) -> str:
    """A solid fill."""
    return f"<a:solidFill>{color(value)}</a:solidFill>"


@lru_cache(maxsize=1024)
def line(stroke: Stroke, tag: str = "a:ln", arrow: bool = False) -> str:
    """A line; ``arrow`` puts a head at its end."""
    head = '<a:tailEnd type="triangle" w="med" len="med"/>' if arrow else ""
    return (
        f'<{tag} w="{points(stroke.width)}" cap="flat" cmpd="sng" algn="ctr">{solid(stroke.color)}'
        f'<a:prstDash val="{_DASHES[stroke.dash]}"/><a:miter lim="800000"/>{head}</{tag}>'
    )
