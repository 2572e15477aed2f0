"""The trend: progress over the weeks of the cycle, as one native chart with its figures."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from deckgen.layout.frame import frame, slide
from deckgen.layout.pieces import columns, flat, panel, rule, text_box
from deckgen.layout.studio import Studio
from deckgen.plan import Figure, ObjectiveDetail, PlannedSlide, Trend, TrendSeries
from deckgen.scene import Box, Chart, Color, Element, Rule, Series, Shape, Slide, Stroke, points
from deckgen.theme.colour import contrast
from deckgen.theme.tokens import Theme
from deckgen.values import replace

LabelAt = Literal["right", "above", "below"]

SIDE = points(190)
BAND = points(84)


def trend(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """The chart with figures beside it (under it in 4:3); [] without values."""
    content = planned.content
    assert isinstance(content, Trend)
    if not any(v is not None for s in content.series for v in s.values):
        return []
    top = frame(studio, planned)
    body = top.body
    setter = studio.setter
    elements: list[Element] = list(top.elements)
    figures = content.figures[:4]
    area = body
    if figures and studio.page.wide:
        area = replace(body, w=body.w - SIDE - points(32))
    elif figures:
        area = replace(body, h=body.h - BAND - points(14))
    caption = None
    if content.caption:
        caption = setter.shorten(content.caption, studio.body(12, studio.theme.muted), area.w, 3)
        area = replace(area, h=area.h - setter.height([caption]) - points(8))
    legend = _legend(studio, content, area)
    below = max((e.box.bottom for e in legend if not isinstance(e, Rule)), default=area.y)
    chart = Box(area.x, below + points(8), area.w, area.bottom - below - points(8))
    elements += legend
    elements.append(_chart(studio, content, planned.title, chart))
    cut = list(top.cut)
    if caption is not None:
        spot = Box(area.x, chart.bottom + points(8), area.w, setter.height([caption]))
        elements.append(text_box("Caption", spot, [caption]))
        if caption.text != content.caption:
            cut.append(content.caption)
    if figures:
        elements += _figures(studio, figures, body)
    return [
        slide(
            planned, top.title, flat(elements), full_texts=cut, lead_in=studio.word("full_text")
        )
    ]  # fmt: skip


SHADES = ((100_000, 0), (60_000, 40_000), (60_000, 0), (40_000, 60_000), (80_000, 20_000))
"""Tints and shades that tell units of one level apart."""


def _looks(studio: Studio, content: Trend) -> list[tuple[Color, bool]]:
    """For each series its colour and whether it is dashed."""
    looks, units = [], 0
    for series in content.series:
        color = studio.theme.level(series.level)
        if series.role == "expected":
            color = studio.theme.muted
        elif series.role == "unit":
            mod, off = SHADES[units % len(SHADES)]
            color = Color(color.slot, mod, off)
            units += 1
        looks.append((color, series.role == "expected"))
    return looks


def _chart(studio: Studio, content: Trend, title: str, box: Box) -> Chart:
    made = []
    count = len(content.categories)
    for series, (color, dashed) in zip(content.series, _looks(studio, content), strict=True):
        shown = tuple(series.values[:count]) + (None,) * (count - len(series.values))
        actual = series.role == "actual"
        made.append(
            Series(
                series.name, shown, color, dash="dash" if dashed else "solid",
                width=4.0 if actual else 2.0, labels="none" if dashed else "last",
                label_at=_label_at(content, shown),
            )
        )  # fmt: skip
    values = [v for s in content.series for v in s.values if v is not None]
    highest = max(1.0, max(values))
    top = 1.0 if highest <= 1.0 else -int(-highest * 100 // 25) * 0.25
    lowest = min(0.0, min(values))
    bottom = 0.0 if lowest >= 0 else -(-int(lowest * 100 // -25) * 0.25) - 0.25
    said = "; ".join(_said(s) for s in content.series)
    return Chart(
        "Trend", box, "line", content.categories, tuple(made), f"{title}. {said}",
        minimum=bottom, maximum=top, major=0.25, size=11.0, color=studio.theme.muted,
        grid=studio.theme.hairline,
    )  # fmt: skip


def _label_at(content: Trend, values: tuple[float | None, ...]) -> LabelAt:
    """Above or below the last point, whichever is off the line of what is expected."""
    at = max((n for n, value in enumerate(values) if value is not None), default=None)
    expected = next((s.values for s in content.series if s.role == "expected"), ())
    if at is None or at >= len(expected):
        return "right"
    value, due = values[at], expected[at]
    if value is None or due is None:
        return "right"
    if value > due:
        return "above"
    # Close to the axis there is no room below.
    return "below" if value > 0.08 else "right"


def _said(series: TrendSeries) -> str:
    values = [v for v in series.values if v is not None]
    if not values:
        return series.name
    return f"{series.name}: {values[0]:.0%} – {values[-1]:.0%}"


def _legend(studio: Studio, content: Trend, area: Box) -> list[Rule | Shape]:
    """Samples of the lines with their names, wrapped to rows."""
    setter = studio.setter
    style = studio.body(12)
    found: list[Rule | Shape] = []
    x, y = area.x, area.y
    line = points(18)
    looks = _looks(studio, content)
    for index, (series, (color, dashed)) in enumerate(zip(content.series, looks, strict=True)):
        room = area.w - points(30)
        name = setter.shorten(series.name, style, room, 1)
        width = min(room, int(setter.width(name.text, style) / 0.98) + points(2))
        if x > area.x and x + points(30) + width > area.right:
            x, y = area.x, y + line
        stroke = Stroke(color, 2.0 if dashed or series.role != "actual" else 4.0,
                        "dash" if dashed else "solid")  # fmt: skip
        middle = y + points(7.2)
        found.append(
            Rule(f"Legend line {index + 1}", (x, middle), (x + points(24), middle), stroke)
        )
        spot = Box(x + points(30), y, width, points(14.4))
        found.append(text_box(f"Legend {index + 1}", spot, [name]))
        x = spot.right + points(20)
    return found


def _figures(studio: Studio, figures: tuple[Figure, ...], body: Box) -> list[Element]:
    theme = studio.theme
    if not studio.page.wide:
        box = Box(body.x, body.bottom - BAND, body.w, BAND)
        found: list[Element] = [
            panel("Figures ground", box, theme.surface, radius=theme.spacing.radius)
        ]
        spots = columns(
            box.inset(points(18), points(12), points(18), points(8)), len(figures), points(14)
        )
        for index, (spot, figure) in enumerate(zip(spots, figures, strict=True)):
            found += _figure(studio, figure, index, spot, theme.ink)
        return found
    box = Box(body.right - SIDE, body.y, SIDE, body.h)
    found = [panel("Figures ground", box, theme.surface, radius=theme.spacing.radius)]
    inner = box.inset(points(22), points(18), points(18), points(14))
    step = min(points(128), inner.h // len(figures))
    for index, figure in enumerate(figures):
        y = inner.y + index * step
        if index:
            found.append(
                rule(f"Figure rule {index + 1}", inner.x, y - points(8), inner.w, theme.hairline)
            )
        spot = Box(inner.x, y + (points(6) if index else 0), inner.w, step - points(14))
        found += _figure(studio, figure, index, spot, theme.level(0) if index == 0 else theme.ink)
    return found


def _figure(
    studio: Studio, figure: Figure, index: int, spot: Box, color: Color
) -> list[Element]:  # fmt: skip
    setter = studio.setter
    size = setter.largest([figure.value], studio.number(30, color), spot.w, (30, 24, 20, 16), 1)
    value = setter.shorten(figure.value, studio.number(size, color), spot.w, 1)
    caption = setter.shorten(figure.caption, studio.body(12, studio.theme.muted), spot.w, 3)
    height = setter.height([value])
    return [
        text_box(f"Figure {index + 1}", replace(spot, h=height), [value]),
        text_box(
            f"Figure caption {index + 1}",
            Box(spot.x, spot.y + height, spot.w, setter.height([caption])),
            [caption],
        ),
    ]


# --- the course of one objective ------------------------------------------------------------


def course(studio: Studio, content: ObjectiveDetail, box: Box) -> list[Element]:
    """Progress at each check-in as a bar, with a tick where it should have been; shapes, since
    Google Slides turns charts into pictures.
    """
    theme, setter = studio.theme, studio.setter
    color = theme.level(content.level)
    caption = studio.caption(bold=True)
    head = setter.paragraph(studio.word("course"), caption, box.w)
    found: list[Element] = [
        text_box("Course heading", replace(box, h=setter.height([head])), [head])
    ]
    label_w = points(34)
    plot = Box(
        box.x, box.y + points(26), box.w - label_w - points(6), box.h - points(26 + 18)
    )  # fmt: skip
    expected = content.meter.expected is not None
    highest = max(max(p.value, p.at if expected else 0.0) for p in content.course)
    most = next((top for top in (0.25, 0.5, 1.0) if highest <= top), highest)
    for share in (0.0, most):
        y = plot.bottom - round(plot.h * share / most)
        shade = theme.ink if share == 0 else theme.hairline
        found.append(rule(f"Course line {share:.0%}", plot.x, y, plot.w, shade))
        text = setter.paragraph(f"{share:.0%}", replace(studio.caption(), align="right"), label_w)
        spot = Box(plot.right + points(6), y - points(6.6), label_w, points(13.2))
        found.append(text_box(f"Course label {share:.0%}", spot, [text]))
    gaps = [b.at - a.at for a, b in pairwise(content.course)]
    thick = max(points(3), min(points(14), round(plot.w * max(0.004, min(gaps)) * 0.55)))
    last = content.course[-1]
    quiet = _visible(theme, content.level)
    for index, point in enumerate(content.course):
        x = plot.x + round(plot.w * min(1.0, max(0.0, point.at))) - thick // 2
        x = max(plot.x, min(x, plot.right - thick))
        high = max(points(1), round(plot.h * max(0.0, point.value) / most))
        shade = color if point is last else quiet
        found.append(
            panel(f"Course {index + 1}", Box(x, plot.bottom - high, thick, high), shade, role="bar")
        )
        if expected:
            y = plot.bottom - round(plot.h * min(1.0, max(0.0, point.at)) / most)
            out = points(2)
            found.append(
                Rule(f"Course tick {index + 1}", (x - out, y), (x + thick + out, y),
                     Stroke(theme.ink, 1.0))
            )  # fmt: skip
    x = plot.x + round(plot.w * min(1.0, last.at)) + thick // 2 + points(5)
    label = setter.paragraph(content.meter.label, studio.strong(studio.small, color), points(60))
    y = plot.bottom - round(plot.h * max(0.0, last.value) / most) - points(7.2)
    y = min(max(y, plot.y - points(7.2)), plot.bottom - points(15))
    if x + points(60) <= plot.right:
        found.append(
            text_box("Course value", Box(x, y, points(60), points(studio.small * 1.2)), [label])
        )
    found += _weeks(studio, content, plot)
    return found


def _visible(theme: Theme, level: int) -> Color:
    """The palest tint of a level's colour that stands out from paper at 3:1 (WCAG 1.4.11)."""
    tints = (theme.level_tint(level, percent) for percent in range(45, 100, 5))
    ground = theme.hex(theme.paper)
    stands = (tint for tint in tints if contrast(theme.hex(tint), ground) >= 3)
    return next(stands, theme.level(level))


def _weeks(studio: Studio, content: ObjectiveDetail, plot: Box) -> list[Element]:
    """Labels of the time axis, as many as stand apart."""
    setter, style = studio.setter, replace(studio.caption(), align="center")
    found: list[Element] = []
    free = plot.x
    for index, (at, text) in enumerate(content.weeks):
        width = int(setter.width(text, style) / 0.97) + points(2)
        x = plot.x + round(plot.w * at) - width // 2
        x = max(plot.x, min(x, plot.right - width))
        if x < free:
            continue
        made = setter.paragraph(text, style, width)
        found.append(
            text_box(f"Week {index + 1}", Box(x, plot.bottom + points(4), width, points(13.2)),
                     [made])
        )  # fmt: skip
        free = x + width + points(10)
    return found
