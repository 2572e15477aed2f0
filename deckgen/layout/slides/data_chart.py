"""The ``chart`` layout: bars, stacked bars and lines as native charts, progress as bars."""

from __future__ import annotations

import math

from deckgen.layout.frame import slide
from deckgen.layout.pieces import bar, evenly, rows, text_box
from deckgen.layout.studio import Studio
from deckgen.layout.tables import framed
from deckgen.plan import DataChart, Meter, PlannedSlide
from deckgen.scene import Box, Chart, Color, Element, Paragraph, Series, Slide, points
from deckgen.theme.colour import contrast
from deckgen.values import replace

LEAST, MOST = points(20), points(112)
"""EMU: the height of a category of bars, at least and at most."""
READABLE = 4.5
"""Contrast that labels on bars need (WCAG 1.4.3)."""
SHADES = ((60_000, 40_000), (60_000, 0), (40_000, 60_000), (80_000, 20_000))
"""Shades of one colour, once the levels' colours are used up."""


def chart(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """The chart; bars continue on further slides when there are too many. [] without values."""
    content = planned.content
    assert isinstance(content, DataChart)
    if not any(value is not None for s in content.series for value in s.values):
        return []
    setter = studio.setter
    style = studio.body(12, studio.theme.muted)
    note = setter.shorten(content.caption, style, studio.page.content.w, 2)
    below = setter.height([note]) + points(8) if content.caption else 0

    def arrange(body: Box) -> list[tuple[int, int, Box]]:
        area = replace(body, h=body.h - below)
        count, first, parts = len(content.categories), 0, []
        for many in evenly(count, _most(content, area)):
            parts.append((first, first + many, area))
            first += many
        return parts

    slides = []
    made_parts = framed(studio, planned, arrange)
    most = max(last - first for _, (first, last, _) in made_parts)
    for part, (top, (first, last, area)) in enumerate(made_parts, start=1):
        cut = list(top.cut)
        shown = _part(content, first, last)
        if content.kind == "progress":
            drawn, bottom, shortened = _progress(studio, content, shown, most, area)
            cut += shortened
        else:
            made = _native(studio, planned, content, shown, area)
            drawn, bottom = [made], made.box.bottom
        elements: list[Element] = [*top.elements, *drawn]
        if content.caption:
            spot = Box(area.x, bottom + points(8), area.w, setter.height([note]))
            elements.append(text_box("Caption", spot, [note]))
            if note.text != content.caption and part == 1:
                cut.append(content.caption)
        slides.append(
            slide(
                planned, top.title, elements, part=part, full_texts=cut,
                lead_in=studio.word("full_text"),
            )
        )  # fmt: skip
    return slides


def _most(content: DataChart, area: Box) -> int:
    """Categories that one slide holds."""
    if content.kind == "line":
        return len(content.categories)
    if content.kind == "progress":
        return max(1, area.h // points(30))
    bars = len(content.series) if content.kind == "bar" else 1
    # The axis and the legend take 40 points.
    return max(1, (area.h - points(40)) // (LEAST + points(13) * (bars - 1)))


def _part(content: DataChart, first: int, last: int) -> DataChart:
    return replace(
        content,
        categories=content.categories[first:last],
        series=tuple(replace(s, values=s.values[first:last]) for s in content.series),
        labels=tuple(words[first:last] for words in content.labels),
    )


def _native(
    studio: Studio, planned: PlannedSlide, whole: DataChart, content: DataChart, area: Box
) -> Chart:  # fmt: skip
    theme = studio.theme
    kind = content.kind
    assert kind != "progress"
    many = len(content.series) > 1
    low, high, step = _axis(whole)
    if kind == "line":
        box = area
    else:
        each = MOST if kind == "stacked_bar" else max(MOST, points(26) * len(content.series))
        height = len(content.categories) * each + points(50 if many else 28)
        box = replace(area, h=min(area.h, height))
    series = []
    for at, data in enumerate(content.series):
        everywhere = kind != "line" or (not many and len(content.categories) <= 12)
        series.append(
            Series(
                data.name, data.values, _color(studio, content, at),
                width=4.0 if kind == "line" and not many else 2.0,
                labels="all" if everywhere else "last", markers=kind == "line" and everywhere,
                ink=_ink(studio, content, at) if kind == "stacked_bar" else None,
            )
        )  # fmt: skip
    return Chart(
        "Chart", box, kind, content.categories, tuple(series),
        f"{planned.title}. {content.said}".strip(), minimum=low, maximum=high, major=step,
        number_format=content.number_format, size=12.0, color=theme.ink, grid=theme.hairline,
        legend=many,
    )  # fmt: skip


def _color(studio: Studio, content: DataChart, at: int) -> Color:
    """A level's colour; where two series ask for the same one, shades of it."""
    level = content.series[at].level
    same = sum(1 for other in content.series[:at] if other.level == level)
    color = studio.theme.level(level)
    shades = [color, *(Color(color.slot, mod, off) for mod, off in SHADES)]
    legible = [shade for shade in shades if _inks(studio, shade)[0] >= READABLE] or [color]
    return legible[same % len(legible)]


def _inks(studio: Studio, ground: Color) -> tuple[float, Color]:
    """Whichever of paper and ink stands out more from a fill, and its contrast."""
    theme = studio.theme
    return max(
        ((contrast(theme.hex(ink), theme.hex(ground)), ink) for ink in (theme.paper, theme.ink)),
        key=lambda found: found[0],
    )


def _ink(studio: Studio, content: DataChart, at: int) -> Color:
    """The ink of labels on a series' bars: whichever of paper and ink stands out more."""
    return _inks(studio, _color(studio, content, at))[1]


def _axis(content: DataChart) -> tuple[float, float, float]:
    """Round ends and steps of the value axis, the same on every part of a chart."""
    values = [v for s in content.series for v in s.values if v is not None]
    if content.kind == "stacked_bar":
        columns = [
            [s.values[at] or 0.0 for s in content.series] for at in range(len(content.categories))
        ]
        values = [sum(v for v in c if v > 0) for c in columns]
        values += [sum(v for v in c if v < 0) for c in columns]
    low, high = min(0.0, *values), max(0.0, *values)
    if low == high:
        high = 1.0
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(s * power for s in (1, 2, 2.5, 5, 10) if s * power >= rough * 0.999)
    # A label stands outside its bar, so the axis goes on a little after the longest.
    room = 1.06 if content.kind == "bar" else 1.0
    top = math.ceil(round(high * room / step, 6)) * step
    return math.floor(round(low * room / step, 6)) * step, top, step


# --- progress -------------------------------------------------------------------------------


def _progress(
    studio: Studio, whole: DataChart, content: DataChart, most: int, area: Box
) -> tuple[list[Element], int, list[str]]:
    """A row for each category: its name, its bar with the tick, its number. Sizes are those of
    the ``whole`` chart, with ``most`` rows on a slide, so that its parts look alike.
    """
    setter, theme = studio.setter, studio.theme
    count = len(content.categories)
    height = min(points(72), area.h // most)
    spots = rows(replace(area, h=height * count), count, 0)
    name_w = round(area.w * 0.3)
    labels = content.labels[0]
    sizes = studio.sizes(18 if height >= points(48) else 14)
    size = setter.largest(whole.categories, studio.body(18), name_w, sizes, 1)
    number = studio.strong(min(20.0, size + 2))
    widest = max(setter.width(text, number) for text in whole.labels[0])
    value_w = min(round(area.w * 0.2), round(widest / 0.97) + points(4))
    found: list[Element] = []
    cut: list[str] = []
    thick = min(points(16), max(points(8), height // 4))
    goal = content.series[1].values if len(content.series) > 1 else (None,) * count
    for at, spot in enumerate(spots):
        name = setter.shorten(content.categories[at], studio.body(size), name_w, 2)
        if setter.height([name]) > spot.h:
            name = setter.shorten(content.categories[at], studio.body(size), name_w, 1)
        if name.text != content.categories[at]:
            cut.append(content.categories[at])
        said = setter.shorten(labels[at], replace(number, align="right"), value_w, 1)
        if said.text != labels[at]:
            cut.append(f"{content.categories[at]}: {labels[at]}")
        found.append(_line(studio, f"Name {at + 1}", spot.x, name_w, spot, name))
        x = spot.x + name_w + points(18)
        box = Box(x, spot.y + (spot.h - thick) // 2, spot.right - value_w - points(18) - x, thick)
        meter = Meter(content.series[0].values[at], goal[at], labels[at], "on_track", "")
        color = theme.level(content.series[0].level)
        found.append(bar(f"Bar {at + 1}", box, meter, color, theme))
        found.append(_line(studio, f"Value {at + 1}", spot.right - value_w, value_w, spot, said))
    return found, spots[-1].bottom, cut


def _line(
    studio: Studio, name: str, x: int, width: int, spot: Box, paragraph: Paragraph
) -> Element:  # fmt: skip
    height = studio.setter.height([paragraph])
    return text_box(name, Box(x, spot.y + (spot.h - height) // 2, width, height), [paragraph])
