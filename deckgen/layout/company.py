"""Slides on a company's master: title and footers stand in its placeholders.

Boxes are the placeholders' own, so that a slide follows its layout. Where lines are balanced,
the insets are widened, not the box moved.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout.pieces import panel, text_box
from deckgen.layout.studio import Studio
from deckgen.scene import Box, Color, Paragraph, PlaceholderKind, Shape, Text, points
from deckgen.text.fitting import PITCH
from deckgen.text.style import Style
from deckgen.theme.ground import Leaf, TextSpot
from deckgen.values import replace

TITLE_FLOOR = 16.0
"""Points (of the page) under which a title is shortened rather than set smaller."""
TITLE_LARGEST = 36.0
"""Points: titles here are sentences; larger ones would shout."""
SLACK = 1.15
"""Of the width of balanced lines: a company's font is often measured by a stand-in."""
STEP = 2.0
SMALLEST = 11.0
"""Points of texts in a placeholder when all of them fit only so."""
SHEET = 11.0
"""Points by which a sheet stands out around the content on it."""
SHARE = 0.85
"""Share of a deck's titles that have to fit in two lines at the size it sets titles in."""


def title_size(studio: Studio, titles: Sequence[str], spot: TextSpot) -> float:
    """The one size (points) for a deck's titles: the master's, or the first step below it at
    which most of them take two lines of the placeholder.
    """
    size = min(spot.size, TITLE_LARGEST)
    while size - STEP >= 20:
        rows = _rows(spot, size, _most(spot))
        fit = sum(_lines(studio, text, spot, size) <= rows for text in titles)
        if fit >= SHARE * len(titles):
            break
        size -= STEP
    return size


def _most(spot: TextSpot) -> int:
    """Lines of a title: two across the slide, more in a column beside the content."""
    return 2 if spot.inner.h < spot.inner.w // 2 else 8


def _rows(spot: TextSpot, size: float, most: int) -> int:
    """How many lines of a size a placeholder holds, ``most`` at most and one at least."""
    return max(1, min(most, int((spot.inner.h + points(0.4)) / points(PITCH * size))))


def _style(studio: Studio, spot: TextSpot, size: float) -> Style:
    return Style(size, studio.theme.ink, bold=spot.bold, heading=True, align=spot.align)


def _lines(studio: Studio, text: str, spot: TextSpot, size: float) -> int:
    style, width = _style(studio, spot, size), round(spot.inner.w / spot.stretch)
    return studio.setter.lines(text, style, width)


def title_in(
    studio: Studio, spot: TextSpot, title: str, *, size: float, tail: str = "", most: int = 2,
    name: str = "Title", color: Color | None = None,
) -> tuple[Shape, list[str]]:  # fmt: skip
    """A title in a placeholder, at ``size`` or smaller, in ``most`` lines at most; and what had
    to be cut. ``tail`` ("(2 of 3)") stays when it is.
    """
    setter, wide = studio.setter, round(spot.inner.w / spot.stretch)
    at = size
    while at - STEP >= TITLE_FLOOR and _lines(studio, title, spot, at) > _rows(spot, at, most):
        at -= STEP
    style = replace(_style(studio, spot, at), color=_color(spot, color or studio.theme.ink))
    rows = _rows(spot, at, most)
    cut: list[str] = []
    if setter.lines(title, style, wide) > rows:
        room = wide
        if tail:
            room -= setter.width(tail, style) // rows + points(2)
        shown = setter.shorten(title.removesuffix(tail), style, room, rows).text + tail
        cut.append(title)
    else:
        shown = title
    narrow = wide
    if setter.lines(shown, style, wide) > 1:
        narrow = min(wide, round(setter.balanced_width(shown, style, wide) * SLACK))
    made = setter.paragraph(shown, style, narrow)
    return _in_spot(name, spot, [made], round((wide - narrow) * spot.stretch), "title"), cut


def _color(spot: TextSpot, usual: Color) -> Color:
    """The colour of text in a placeholder: one that can be read there, where the master says
    none.
    """
    return usual if spot.slot is None else Color(spot.slot)


def _in_spot(
    name: str, spot: TextSpot, paragraphs: Sequence[Paragraph], spare: int, kind: PlaceholderKind
) -> Shape:
    """Text in a placeholder, with ``spare`` EMU of its width left free."""
    left, top, right, bottom = spot.insets
    if spot.align == "left":
        right += spare
    elif spot.align == "right":
        left += spare
    else:
        left, right = left + spare // 2, right + spare // 2
    text = Text(tuple(paragraphs), spot.anchor, (left, top, right, bottom))
    return Shape(name, spot.box, text=text, placeholder=kind)


def texts_in(
    studio: Studio, spot: TextSpot, texts: Sequence[tuple[str, float, bool]], color: Color,
    floor: float = 12.0,
) -> tuple[Shape | None, list[str]]:  # fmt: skip
    """Texts below each other in a placeholder for running text, and those that had no room.

    Each is a text, its size as a share of the placeholder's, and whether it is bold.
    """
    setter, wide = studio.setter, round(spot.inner.w / spot.stretch)
    color = _color(spot, color)
    size = min(spot.size, 28.0)
    left = list(texts)
    lowest, floor = floor, min(floor, SMALLEST)  # rather all of it a little smaller
    while left:
        at = size
        while at >= floor:
            made = [
                setter.paragraph(
                    text,
                    Style(max(floor, round(at * share)), color, bold, align=spot.align),
                    wide,
                    space_before=at * 0.4 if n else 0.0,
                )
                for n, (text, share, bold) in enumerate(left)
            ]
            if setter.height(made) <= spot.inner.h:
                over = [text for text, _, _ in texts[len(left) :]]
                return _in_spot("Subtitle", spot, made, 0, "subtitle"), over
            at -= 1
        left.pop()
        floor = lowest
    return None, [text for text, _, _ in texts]


def feet(studio: Studio, leaf: Leaf, text: str, date: str, color: Color) -> tuple[Shape, ...]:
    """Footer, date and slide number in the layout's placeholders; none where it has none."""
    setter = studio.setter
    made: list[Shape] = []

    def add(name: str, spot: TextSpot | None, said: str, kind: PlaceholderKind) -> None:
        if spot is None or not said:
            return
        wide = round(spot.inner.w / spot.stretch)
        color_here = _color(spot, color)
        size = min(max(spot.size, studio.theme.type.footer), 18.0)
        # A number is a stand-in of three digits until all slides exist.
        probe = "000" if kind == "slide_number" else said
        style = Style(size, color_here, spot.bold, align=spot.align)
        floor = min(size, studio.theme.type.footer)
        while style.size > floor and setter.width(probe, style) > wide:
            style = style.at(max(floor, style.size - 0.5))
        line = (
            setter.paragraph(said, style, wide)
            if kind == "slide_number"
            else setter.shorten(
                said, style, wide, max(1, int(spot.inner.h / points(PITCH * style.size)))
            )
        )
        made.append(_in_spot(name, spot, [line], 0, kind))

    add("Footer", leaf.footer, text, "footer")
    add("Date", leaf.date, date, "date")
    add("Slide number", leaf.number, "00", "slide_number")
    return tuple(made)


def title_on(studio: Studio, leaf: Leaf, title: str, tail: str) -> tuple[Shape, list[str], int]:
    """The title of a content slide, what was cut of it, and the y (EMU) where the rest begins."""
    if leaf.title is None:
        shape, cut = plain_title(studio, leaf.area, title, tail)
        return shape, cut, shape.box.bottom
    spot = leaf.title
    most = _most(spot)
    shape, cut = title_in(studio, spot, title, size=spot.size, tail=tail, most=most)
    return shape, cut, leaf.area.y


def sheet(studio: Studio, leaf: Leaf) -> Shape:
    """The sheet under the content of a layout on whose own ground text cannot be read."""
    pad = points(SHEET)
    box = leaf.area.inset(-pad, -pad, -pad, -pad)
    return panel("Sheet", box, studio.theme.paper, role="ground")


def plain_title(studio: Studio, box: Box, title: str, tail: str) -> tuple[Shape, list[str]]:
    """The title of a slide whose layout has no placeholder for one: at the top of its area."""
    spot = TextSpot(box, studio.theme.type.title, insets=(0, 0, 0, 0), bold=studio.bold_titles)
    shape, cut = title_in(studio, spot, title, size=studio.theme.type.title, tail=tail)
    assert shape.text is not None
    high = studio.setter.height(shape.text.paragraphs)
    placed = text_box("Title", replace(box, h=high), shape.text.paragraphs, placeholder="title")
    return placed, cut
