"""The last touch of a theme: corners and card grounds, the same on every slide.

Slide layouts draw rounded cards on the surface. A theme with another corner radius, or with
outlined cards, is served here in one place; boxes never change, so nothing moves.
"""

from __future__ import annotations

from deckgen.scene import Element, Group, Rule, Shape, Slide, Stroke
from deckgen.theme.tokens import Spacing, Theme
from deckgen.values import replace

_DRAWN = Spacing().radius
"""EMU: the radius that slide layouts have in mind; others are in proportion to it."""


def dress(slide: Slide, theme: Theme) -> Slide:
    """The slide in the theme's corners and card style; the same object when it has no other."""
    if theme.spacing.radius == _DRAWN and theme.cards == "filled":
        return slide
    return replace(slide, elements=tuple(_dressed(e, theme) for e in slide.elements))


def _dressed(element: Element, theme: Theme) -> Element:
    if isinstance(element, Group):
        return replace(element, children=tuple(_piece(child, theme) for child in element.children))
    return _shape(element, theme) if isinstance(element, Shape) else element


def _piece(child: Shape | Rule, theme: Theme) -> Shape | Rule:
    return _shape(child, theme) if isinstance(child, Shape) else child


def _shape(shape: Shape, theme: Theme) -> Shape:
    if shape.geometry in ("round", "round_right"):
        if not theme.spacing.radius:
            shape = replace(shape, geometry="rect", radius=0)
        elif shape.role != "bar":
            shape = replace(shape, radius=shape.radius * theme.spacing.radius // _DRAWN)
    if theme.cards == "outlined" and shape.role == "card" and shape.fill == theme.surface:
        stroke = shape.stroke or Stroke(theme.hairline)
        shape = replace(shape, fill=theme.paper, stroke=stroke)
    return shape
