"""The calendar of a cycle: months, weeks, a lane for each level, today, and the highlights."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from deckgen.layout.frame import Frame, frame, slide
from deckgen.layout.pieces import columns, flat, panel, text_box
from deckgen.layout.slides.cadence_lanes import (
    LANE_GAP,
    LOOKS,
    Lane,
    Look,
    chip_style,
    days_of,
    grown,
    lanes_of,
    least_of,
    share_of,
    squeezed,
)
from deckgen.layout.studio import Studio
from deckgen.plan import Cadence, Event, PlannedSlide
from deckgen.scene import Box, Element, Group, Rule, Shape, Slide, Stroke, Text, points
from deckgen.values import replace

BAND, AXIS = points(26), points(20)
TODAY = points(18)


def cadence(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """One slide; events that find no room are counted on their lane and named in the notes.
    [] when there is nothing to show.
    """
    content = planned.content
    assert isinstance(content, Cadence)
    if not content.events and not content.highlights:
        return []
    top = frame(studio, planned)
    cut = list(top.cut)
    elements = [*top.elements, *_calendar(studio, content, top, cut)]
    return [
        slide(
            planned, top.title, flat(elements), full_texts=cut, lead_in=studio.word("full_text")
        )
    ]  # fmt: skip


def _calendar(
    studio: Studio, content: Cadence, top: Frame, cut: list[str]
) -> list[Element]:  # fmt: skip
    body = top.body
    gutter = _gutter(studio, content)
    axis = Box(body.x + gutter, body.y, body.w - gutter, BAND)
    foot, foot_height = _highlights(studio, content, body, cut)
    room = body.h - BAND - AXIS - TODAY - (foot_height + points(14) if foot_height else 0)
    look, lanes, heights = LOOKS[-1], [], []
    for look in LOOKS:
        lanes = lanes_of(studio, content, axis, look)
        heights = [least_of(lane, look) for lane in lanes]
        if sum(heights) + LANE_GAP * (len(lanes) - 1) <= room:
            break
    else:
        lanes, heights = squeezed(lanes, look, room, cut)
    heights = grown(heights, room)
    found: list[Element] = [*_months(studio, content, axis), *_weeks(studio, content, axis)]
    y = body.y + BAND + AXIS
    first = y
    grounds: list[Element] = []
    labels: list[Element] = []
    chips: list[Element] = []
    for lane, height in zip(lanes, heights, strict=True):
        spot = Box(body.x, y, body.w, height)
        grounds.append(
            panel(
                f"Lane {lane.name}", spot, studio.theme.surface, radius=studio.theme.spacing.radius,
                role="lane",
            )
        )  # fmt: skip
        labels += _label(studio, lane, replace(spot, w=gutter))
        chips += _drawn(studio, content, lane, look, Box(axis.x, y, axis.w, height))
        y += height + LANE_GAP
    y -= LANE_GAP
    # The line of today runs over the lanes and under what stands in them.
    today = _today(studio, content, axis, first, y)
    found += [*grounds, *today, *labels, *chips]
    lift = 0
    if foot_height:
        lift = y + TODAY + points(14)
        found += [_moved(e, lift) for e in foot]
    return found


def _gutter(studio: Studio, content: Cadence) -> int:
    most = points(140 if studio.page.wide else 112)
    style = studio.strong(studio.small)
    widest = max((studio.setter.width(lane.name, style) for lane in content.lanes), default=0)
    if any(e.repeat for e in content.events):
        names = {e.name for e in content.events if e.repeat}
        captions = [studio.setter.width(n, studio.caption()) for n in names]
        widest = max(widest, *captions)
    return min(most, int(widest / 0.97) + points(24))


def _months(studio: Studio, content: Cadence, axis: Box) -> list[Element]:
    theme, setter = studio.theme, studio.setter
    style = replace(studio.strong(studio.small, theme.level(0)), align="center")
    found: list[Element] = []
    for index, (start, end, name) in enumerate(content.months):
        x, right = axis.x + round(axis.w * start), axis.x + round(axis.w * end)
        gap = points(2) if index else 0
        box = Box(x + gap, axis.y, right - x - gap, BAND)
        shown = next(
            (t for t in (name, name[:3]) if setter.width(t, style) < box.w - points(6)), ""
        )
        words = Text((setter.paragraph(shown, style, box.w),), "middle") if shown else None
        ground = panel(f"Month {index + 1}", box, theme.level_tint(0), role="band")
        found.append(replace(ground, text=words, decorative=words is None))
    return found


def _weeks(studio: Studio, content: Cadence, axis: Box) -> list[Element]:
    """Week labels in the middle of their weeks, every second or fourth when they are dense."""
    setter = studio.setter
    style = replace(studio.caption(), align="center")
    starts = [at for at, _ in content.weeks]
    if not starts:
        return []
    week = min((b - a for a, b in pairwise(starts)), default=1.0)
    step = round(axis.w * week)
    widest = max(setter.width(text, style) for _, text in content.weeks) + points(8)
    every = next((k for k in (1, 2, 4, 8, 13, 26) if step * k >= widest), 52)
    found: list[Element] = []
    width, free = widest, axis.x
    for index, (at, text) in enumerate(content.weeks):
        if index % every:
            continue
        x = axis.x + round(axis.w * at) + (step - width) // 2
        over = x + width - axis.right
        if over > step // 3:
            continue
        x = max(axis.x, x - max(0, over))
        if x < free:
            continue
        free = x + width
        spot = Box(x, axis.bottom + points(3), width, points(13.2))
        found.append(text_box(f"Week {text}", spot, [setter.paragraph(text, style, width)]))
    return found


def _label(studio: Studio, lane: Lane, box: Box) -> list[Element]:
    setter, color = studio.setter, studio.theme.level(lane.level)
    inner = box.inset(points(12), 0, points(8), 0)
    made = [setter.shorten(lane.name, studio.strong(studio.small, color), inner.w, 2)]
    for name, _ in lane.series[:2]:
        made.append(setter.shorten(name, studio.caption(), inner.w, 1))
    if lane.hidden:
        more = studio.word("more", count=lane.hidden)
        made.append(setter.shorten(more, studio.caption(bold=True), inner.w, 1))
    return [text_box(f"Lane name {lane.name}", inner, made, anchor="middle")]


def _drawn(
    studio: Studio, content: Cadence, lane: Lane, look: Look, box: Box
) -> list[Element]:  # fmt: skip
    theme, setter = studio.theme, studio.setter
    found: list[Element] = []
    count = lane.rows * (look.chip + look.gap) + len(lane.series) * (look.dot + look.gap) - look.gap
    y = box.y + (box.h - count) // 2
    style = chip_style(studio, look, lane.level)
    for index, chip in enumerate(lane.chips):
        top = y + chip.row * (look.chip + look.gap)
        made = setter.shorten(chip.text, style, chip.width - points(14), 1)
        found.append(
            Shape(
                f"Event {lane.name} {index + 1}", Box(chip.x, top, chip.width, look.chip), "round",
                theme.level(lane.level), radius=points(4), text=Text((made,), "middle"),
                role="chip",
            )
        )  # fmt: skip
    y += lane.rows * (look.chip + look.gap)
    for name, events in lane.series:
        found.append(_dots(studio, content, lane, name, events, look, replace(box, y=y)))
        y += look.dot + look.gap
    return found


def _dots(
    studio: Studio, content: Cadence, lane: Lane, name: str, events: tuple[Event, ...],
    look: Look, box: Box,
) -> Group:  # fmt: skip
    """A series: filled when it is past; with the day of the month where there is room."""
    theme = studio.theme
    color = theme.level(lane.level)
    places = [box.x + round(box.w * share_of(content, e)) for e in events]
    step = min((b - a for a, b in pairwise(places)), default=box.w)
    numbered = step >= look.dot + points(3) and look.dot >= points(16)
    size = look.dot if numbered else max(points(4), min(points(10), step * 7 // 10))
    children: list[Shape | Rule] = []
    lefts = _lefts(places, size, box)
    while size > points(3) and any(b - a < size for a, b in pairwise(lefts)):
        size -= points(1)
        lefts = _lefts(places, size, box)
    for index, (event, x) in enumerate(zip(events, lefts, strict=True)):
        past = event.date <= content.today
        spot = Box(x, box.y + (look.dot - size) // 2, size, size)
        words = None
        if numbered:
            style = replace(
                studio.caption(theme.paper if past else color, bold=True), align="center"
            )
            day = str(event.date.day)
            words = Text((studio.setter.paragraph(day, style, size * 2),), "middle")
        children.append(
            Shape(
                f"{name} {lane.level}.{index + 1}", spot, "ellipse", color if past else theme.paper,
                Stroke(color), text=words, decorative=words is None, role="dot",
            )
        )  # fmt: skip
    said = f"{name}: {len(events)} × {events[0].label} – {events[-1].label}"
    return Group(f"Series {lane.name} {name}", tuple(children), alt=said, role="dots")


def _lefts(places: Sequence[int], size: int, box: Box) -> list[int]:
    """Left edges of dots about their dates, kept within the lane."""
    return [max(box.x, min(place - size // 2, box.right - points(4) - size)) for place in places]


def _today(
    studio: Studio, content: Cadence, axis: Box, top: int, bottom: int
) -> list[Element]:  # fmt: skip
    if not content.start <= content.today <= content.end:
        return []
    x = axis.x + round(axis.w * (content.today - content.start).days / days_of(content))
    style = replace(studio.strong(studio.small), align="center")
    width = int(studio.setter.width(content.today_label, style) / 0.97) + points(4)
    left = max(axis.x, min(x - width // 2, axis.right - width))
    line = Rule("Today", (x, top), (x, bottom + points(3)), Stroke(studio.theme.ink, 2.0))
    word = studio.setter.paragraph(content.today_label, style, width)
    tall = studio.setter.height([word])
    return [
        line,
        text_box("Today label", Box(left, bottom + points(3), width, tall), [word]),
    ]


def _highlights(
    studio: Studio, content: Cadence, body: Box, cut: list[str]
) -> tuple[list[Shape], int]:
    """Dates that matter, in columns from y = 0; and their height."""
    if not content.highlights:
        return [], 0
    setter, theme = studio.setter, studio.theme
    most = 4 if studio.page.wide else 3
    shown = content.highlights[:most]
    for event in content.highlights[most:]:
        cut.append(f"{event.label} {event.name}: {event.note}")
    spots = columns(Box(body.x, 0, body.w, 0), len(shown), points(24))
    found: list[Shape] = []
    deepest = 0
    for index, (event, spot) in enumerate(zip(shown, spots, strict=True)):
        color = theme.level(event.level)
        date = setter.shorten(event.label, studio.heading(studio.small, color), spot.w, 1)
        said = f"{event.name}: {event.note}" if event.note else event.name
        text = setter.shorten(said, studio.body(studio.small), spot.w, 3)
        if text.text != said:
            cut.append(said)
        first = setter.height([date])
        height = setter.height([text])
        found.append(text_box(f"Highlight date {index + 1}", replace(spot, h=first), [date]))
        below = Box(spot.x, first + points(1), spot.w, height)
        found.append(text_box(f"Highlight {index + 1}", below, [text]))
        deepest = max(deepest, below.bottom)
    return found, deepest


def _moved(shape: Shape, down: int) -> Shape:
    return replace(shape, box=replace(shape.box, y=shape.box.y + down))
