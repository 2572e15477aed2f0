"""Charts as SVG: the plot that programs draw from the chart part, from the same values.

Programs choose the margins of a native chart themselves; here they follow from the type size,
and the axis follows the scene's minimum, maximum and step, or else round numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from deckgen.scene import EMU_PER_POINT, Chart, Color, Series
from deckgen.values import dataclass
from deckgen.write.svg_xml import escape, number

_CHARACTER = 0.55
"""Mean width of a character in type sizes: enough to place an axis' labels."""
_BAR = 1 / 1.6
"""A bar's share of its lane, at the gap width of 60 percent that decks are written with."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The plot's rectangle in points and its value axis."""

    x: float
    y: float
    w: float
    h: float
    low: float
    high: float
    step: float

    def share(self, value: float) -> float:
        return (value - self.low) / ((self.high - self.low) or 1)

    @property
    def ticks(self) -> list[float]:
        count = math.floor((self.high - self.low) / self.step + 1e-6)
        return [self.low + n * self.step for n in range(min(count, 50) + 1)]


def chart_svg(chart: Chart, color: Callable[[Color], str], font: str) -> str:
    """A chart as a group. ``color`` gives ``#RRGGBB``; ``font`` is a CSS font family."""
    alt = f"<title>{escape(chart.alt)}</title>" if chart.alt else ""
    frame = _frame(chart)
    drawn = _lines(chart, frame, color) if chart.kind == "line" else _bars(chart, frame, color)
    legend = _legend(chart, frame, color) if chart.legend else ""
    return (
        f'<g font-family="{font}" font-size="{number(chart.size)}" fill="{color(chart.color)}">'
        f"{alt}{_axes(chart, frame, color)}{drawn}{legend}</g>"
    )


def shown(value: float, number_format: str) -> str:
    """A value in a spreadsheet's number format: percent, decimals and thousands are known."""
    decimals = len(number_format.split(".", 1)[1].rstrip('%"')) if "." in number_format else 0
    if number_format.endswith("%"):
        return f"{value * 100:.{decimals}f}%"
    if number_format == "General":
        return f"{value:g}"
    return f"{value:,.{decimals}f}" if "," in number_format else f"{value:.{decimals}f}"


def _known(series: Series) -> list[tuple[int, float]]:
    return [(n, v) for n, v in enumerate(series.values) if v is not None and math.isfinite(v)]


def _frame(chart: Chart) -> _Frame:
    low, high, step = _axis(chart)
    size = chart.size
    labels = [shown(v, chart.number_format) for v in (low, high)]
    beside = labels if chart.kind == "line" else list(chart.categories)
    left = max((len(text) for text in beside), default=0) * size * _CHARACTER + size
    box = chart.box
    x, y = box.x / EMU_PER_POINT, box.y / EMU_PER_POINT
    w, h = box.w / EMU_PER_POINT, box.h / EMU_PER_POINT
    left = min(left, w * 0.45)
    last = size * 3 if any(s.labels != "none" for s in chart.series) else size
    foot = size * (3.6 if chart.legend else 1.8)
    return _Frame(
        x + left, y + size, max(1, w - left - last), max(1, h - size - foot), low, high, step
    )


def _axis(chart: Chart) -> tuple[float, float, float]:
    values = [v for s in chart.series for _, v in _known(s)] or [0.0, 1.0]
    if chart.kind == "stacked_bar":
        for n in range(len(chart.categories)):
            values.append(sum(v for s in chart.series for i, v in _known(s) if i == n))
    low = min(0.0, *values) if chart.minimum is None else chart.minimum
    high = max(0.0, *values) if chart.maximum is None else chart.maximum
    if high <= low:
        high = low + 1
    step = chart.major or _round_step((high - low) / 5)
    if chart.maximum is None:
        high = low + math.ceil((high - low) / step - 1e-9) * step
    return low, high, step


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * n for n in (1, 2, 5, 10) if power * n >= rough * (1 - 1e-9))


def _axes(chart: Chart, frame: _Frame, color: Callable[[Color], str]) -> str:
    """Grid lines, the values beside them and the categories."""
    parts = []
    grid = f' stroke="{color(chart.grid)}" stroke-width="1"'
    upright = chart.kind == "line"
    for tick in frame.ticks:
        text = escape(shown(tick, chart.number_format))
        if upright:
            y = frame.y + frame.h * (1 - frame.share(tick))
            parts.append(_segment(frame.x, y, frame.x + frame.w, y, grid))
            parts.append(_label(frame.x - 4, y + chart.size * 0.35, text, "end"))
        else:
            x = frame.x + frame.w * frame.share(tick)
            parts.append(_segment(x, frame.y, x, frame.y + frame.h, grid))
            parts.append(_label(x, frame.y + frame.h + chart.size * 1.3, text, "middle"))
    count = max(1, len(chart.categories))
    lane = (frame.w if upright else frame.h) / count
    room = max((len(c) for c in chart.categories), default=1) * chart.size * _CHARACTER
    every = max(1, math.ceil((room + chart.size * 0.5) / lane)) if upright else 1
    for n, category in enumerate(chart.categories):
        middle = lane * (n + 0.5)
        text = escape(category)
        if not upright:
            parts.append(_label(frame.x - 4, frame.y + middle + chart.size * 0.35, text, "end"))
        elif n % every == 0:
            y = frame.y + frame.h + chart.size * 1.3
            parts.append(_label(frame.x + middle, y, text, "middle"))
    return "".join(parts)


def _lines(chart: Chart, frame: _Frame, color: Callable[[Color], str]) -> str:
    parts = []
    lane = frame.w / max(1, len(chart.categories))
    for series in chart.series:
        paint = color(series.color)
        points = [
            (n, frame.x + lane * (n + 0.5), frame.y + frame.h * (1 - frame.share(v)), v)
            for n, v in _known(series)
        ]
        path, before = "", -2
        for n, x, y, _ in points:
            path += f"{'L' if n == before + 1 else 'M'}{number(x)} {number(y)}"
            before = n
        dash = {"solid": "", "dash": "4 3", "dot": "1 1"}[series.dash]
        pattern = f' stroke-dasharray="{dash}"' if dash else ""
        if path:
            parts.append(
                f'<path d="{path}" fill="none" stroke="{paint}" '
                f'stroke-width="{number(series.width)}"{pattern}/>'
            )
        if series.markers:
            parts += [
                f'<circle cx="{number(x)}" cy="{number(y)}" r="3" fill="{paint}"/>'
                for _, x, y, _ in points
            ]
        if series.labels == "last":
            _, x, y, value = points[-1] if points else (0, 0.0, 0.0, None)
            if value is not None:
                text = shown(value, chart.number_format)
                parts.append(_label(x + 5, y + chart.size * 0.35, text, "start"))
        elif series.labels == "all":
            parts += [
                _label(x, y - 5, shown(v, chart.number_format), "middle") for _, x, y, v in points
            ]
    return "".join(parts)


def _bars(chart: Chart, frame: _Frame, color: Callable[[Color], str]) -> str:
    parts = []
    stacked = chart.kind == "stacked_bar"
    lane = frame.h / max(1, len(chart.categories))
    wide = lane * _BAR if stacked else lane / (len(chart.series) + 0.6)
    reached = [0.0] * len(chart.categories)
    for index, series in enumerate(chart.series):
        last = max((n for n, _ in _known(series)), default=-1)
        for n, value in _known(series):
            if n >= len(reached):
                continue
            base = reached[n] if stacked else 0.0
            reached[n] = base + value
            ends = [frame.x + frame.w * frame.share(v) for v in (base, base + value)]
            y = frame.y + lane * n + (lane - (wide if stacked else wide * len(chart.series))) / 2
            y += 0 if stacked else wide * index
            x, w = min(ends), abs(ends[1] - ends[0])
            parts.append(
                f'<rect x="{number(x)}" y="{number(y)}" width="{number(w)}" '
                f'height="{number(wide)}" fill="{color(series.color)}"/>'
            )
            if series.labels == "none" or (series.labels == "last" and n != last):
                continue
            text = shown(value, chart.number_format)
            low = y + wide / 2 + chart.size * 0.35
            if not stacked:
                parts.append(_label(x + w + 4, low, text, "start"))
            elif value:
                ink = color(series.ink or Color("bg1"))
                parts.append(_label(x + w / 2, low, text, "middle", f' fill="{ink}"'))
    return "".join(parts)


def _legend(chart: Chart, frame: _Frame, color: Callable[[Color], str]) -> str:
    size = chart.size
    widths = [(len(s.name) * _CHARACTER + 2.5) * size for s in chart.series]
    x = frame.x + max(0.0, (frame.w - sum(widths)) / 2)
    y = frame.y + frame.h + size * 3
    parts = []
    for series, width in zip(chart.series, widths, strict=True):
        parts.append(
            f'<rect x="{number(x)}" y="{number(y - size * 0.7)}" width="{number(size * 0.7)}" '
            f'height="{number(size * 0.7)}" fill="{color(series.color)}"/>'
        )
        parts.append(_label(x + size, y, escape(series.name), "start"))
        x += width
    return "".join(parts)


def _segment(x1: float, y1: float, x2: float, y2: float, paint: str) -> str:
    return f'<path d="M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}" fill="none"{paint}/>'


def _label(x: float, y: float, text: str, anchor: str, paint: str = "") -> str:
    where = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{number(x)}" y="{number(y)}"{where}{paint}>{text}</text>'
