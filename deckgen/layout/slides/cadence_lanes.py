"""Lanes of the calendar: which events stand in which lane, in which sub-row, how tall."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout.studio import Studio
from deckgen.plan import Cadence, Event
from deckgen.scene import Box, points
from deckgen.text.style import Style
from deckgen.values import dataclass, replace

LANE_GAP = points(8)


@dataclass(frozen=True, slots=True)
class Chip:
    """An event in its lane: the box relative to the lane's top, in sub-row ``row``."""

    event: Event
    text: str
    x: int
    width: int
    row: int


@dataclass(frozen=True, slots=True)
class Lane:
    """A level with its chips and its series (name to events)."""

    level: int
    name: str
    chips: tuple[Chip, ...]
    series: tuple[tuple[str, tuple[Event, ...]], ...]
    rows: int
    """Sub-rows of chips."""
    hidden: int = 0
    """Events that found no room."""


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes of a calendar: type in points, lengths in EMU."""

    size: float
    chip: int
    gap: int
    dot: int


LOOKS = tuple(
    Look(size, points(chip), points(gap), points(dot))
    for size, chip, gap, dot in ((13, 28, 7, 22), (12, 24, 6, 20), (11, 20, 4, 16), (10, 16, 3, 12))
)


def share_of(content: Cadence, event: Event) -> float:
    """The share of the cycle gone by at an event; below 0 and above 1 outside it."""
    return (event.date - content.start).days / days_of(content)


def days_of(content: Cadence) -> int:
    """Days of the cycle, the first and the last included."""
    return max(1, (content.end - content.start).days + 1)


def lanes_of(studio: Studio, content: Cadence, axis: Box, look: Look) -> list[Lane]:
    """A lane for each level, with its single events as chips and its series."""
    lanes = []
    levels = [lane.level for lane in content.lanes]
    for lane in content.lanes:
        mine = [e for e in content.events if _nearest(e.level, levels) == lane.level]
        series: dict[str, list[Event]] = {}
        for event in mine:
            if event.repeat and content.start <= event.date <= content.end:
                series.setdefault(event.name, []).append(event)
        single = sorted((e for e in mine if not e.repeat), key=lambda e: e.date)
        chips = _stacked(studio, content, single, axis, look)
        rows = 1 + max((c.row for c in chips), default=-1)
        grouped = tuple((name, tuple(events)) for name, events in series.items())
        lanes.append(Lane(lane.level, lane.name, tuple(chips), grouped, rows))
    return lanes


def _nearest(level: int, levels: Sequence[int]) -> int:
    return min(levels, key=lambda known: (abs(known - level), known))


def _stacked(
    studio: Studio, content: Cadence, events: Sequence[Event], axis: Box, look: Look
) -> list[Chip]:
    """Chips that begin at their date, in the first sub-row where they are free."""
    style = chip_style(studio, look, 0)
    ends: list[int] = []
    chips = []
    for event in events:
        text = event.name
        if event.date < content.start:
            text = f"‹ {event.label}: {event.name}"
        elif event.date > content.end:
            text = f"{event.label}: {event.name} ›"
        pad = points(9)
        widest = min(axis.w - 2 * pad, points(220))
        made = studio.setter.shorten(text, style, widest - points(4), 1)
        width = int(studio.setter.width(made.text, style) / 0.97) + 2 * pad + points(2)
        share = min(1.0, max(0.0, share_of(content, event)))
        x = min(axis.x + round(axis.w * share), axis.right - points(6) - width)
        row = next((i for i, end in enumerate(ends) if end + points(6) <= x), len(ends))
        if row == len(ends):
            ends.append(0)
        ends[row] = x + width
        chips.append(Chip(event, text, x, width, row))
    return chips


def chip_style(studio: Studio, look: Look, level: int) -> Style:
    """Type of a chip on the colour of a level."""
    return replace(
        studio.strong(studio.even(look.size), studio.theme.on_level(level)), align="center"
    )


def least_of(lane: Lane, look: Look) -> int:
    """Least height of a lane, in EMU."""
    rows = lane.rows * (look.chip + look.gap) + len(lane.series) * (look.dot + look.gap)
    return max(rows + look.gap + points(2), points(32 + 15 * len(lane.series[:2])))


def squeezed(
    lanes: list[Lane], look: Look, room: int, cut: list[str]
) -> tuple[list[Lane], list[int]]:
    """Sub-rows are left out of the fullest lane until all fit; their events go to the notes."""
    while True:
        heights = [least_of(lane, look) for lane in lanes]
        if sum(heights) + LANE_GAP * (len(lanes) - 1) <= room:
            return lanes, heights
        at = max(range(len(lanes)), key=lambda i: lanes[i].rows)
        lane = lanes[at]
        if lane.rows <= 1:
            return lanes, heights
        gone = [c for c in lane.chips if c.row == lane.rows - 1]
        cut += [f"{c.event.label} {c.event.name}" for c in gone]
        kept = tuple(c for c in lane.chips if c.row < lane.rows - 1)
        lanes = [*lanes[:at], _fewer(lane, kept), *lanes[at + 1 :]]


def _fewer(lane: Lane, kept: tuple[Chip, ...]) -> Lane:
    gone = lane.hidden + len(lane.chips) - len(kept)
    return replace(lane, chips=kept, rows=lane.rows - 1, hidden=gone)


def grown(heights: list[int], room: int) -> list[int]:
    """Free height for all lanes alike, so that they are equal where they can be."""
    count = len(heights)
    free = room - LANE_GAP * (count - 1)
    equal = min(free // count, max(max(heights), points({1: 190, 2: 130}.get(count, 96))))
    if equal >= max(heights):
        return [equal] * count
    spare = max(0, free - sum(heights)) // count
    return [h + min(spare, points(30)) for h in heights]
