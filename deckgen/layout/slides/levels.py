"""The levels of the organisation: a band each, stepping in, with its numbers."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout.frame import frame, slide
from deckgen.layout.pieces import balanced, bar, mark, panel, snug, text_box
from deckgen.layout.studio import Studio
from deckgen.plan import LevelRow, Levels, PlannedSlide
from deckgen.scene import Box, Connector, Element, End, Paragraph, Slide, Stroke, points
from deckgen.text.style import Style
from deckgen.values import dataclass, replace

HEADS = ("For example", "Objectives", "Key results", "Progress")
TALLEST = points(104)
STEP = points(16)
GAP = points(9)
AIR = points(12)
"""EMU above and below the text of a band together."""


@dataclass(frozen=True, slots=True)
class _Step:
    """Type sizes (points) and most lines of the texts in a band."""

    name: float
    text: float
    example: float
    number: float
    text_lines: int
    example_lines: int


LADDER = (
    _Step(20, 13, 16, 24, 2, 3),
    _Step(18, 13, 13, 24, 2, 3),
    _Step(18, 12, 12, 24, 2, 3),
    _Step(16, 12, 12, 20, 2, 3),
    _Step(15, 12, 12, 20, 1, 2),
    _Step(14, 12, 12, 18, 0, 2),
    _Step(13, 12, 12, 16, 0, 1),
)
Grid = dict[str, tuple[int, int]]


def levels(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """A band per level, top first, each a step further in."""
    content = planned.content
    assert isinstance(content, Levels)
    if not content.rows:
        return []
    top = frame(studio, planned)
    body = top.body
    caption_height = points(16) if content.caption else 0
    heads_height = points(20)
    count = len(content.rows)
    room = body.h - heads_height - caption_height - points(4) - GAP * (count - 1)
    height = min(TALLEST, room // count)
    used = heads_height + count * height + GAP * (count - 1) + caption_height + points(4)
    y = body.y + max(0, (body.h - used) // 3)
    grid = _grid(studio, body, count)
    elements: list[Element] = [*top.elements, *_heads(studio, grid, y, heads_height)]
    y += heads_height
    cut: list[str] = list(top.cut)
    boxes = [
        Box(body.x + STEP * n, y + n * (height + GAP), body.w - STEP * n, height)
        for n in range(count)
    ]
    step = _step(studio, content.rows, boxes, grid)
    strong = studio.strong(studio.small)
    percent = max(studio.setter.width(r.meter.label, strong) for r in content.rows) + points(8)
    for row, name, box in zip(content.rows, _names(content.rows), boxes, strict=True):
        elements += _band(studio, row, name, box, grid, step, cut)
        elements += _progress(studio, row, name, box, grid["progress"], percent)
    elements += _stairs(studio, content, body.x, boxes)
    if content.caption:
        style = replace(studio.caption(), align="right")
        box = Box(body.x, boxes[-1].bottom + points(4), body.w, caption_height)
        line = studio.setter.shorten(content.caption, style, body.w, 1)
        elements.append(text_box("Caption", box, [line]))
    return [
        slide(
            planned, top.title, elements, full_texts=cut,
            lead_in=studio.word("full_text"),
        )
    ]  # fmt: skip


def _names(rows: Sequence[LevelRow]) -> list[str]:
    """A name for the shapes of each level; a repeated one gets the level's number."""
    names = [row.name for row in rows]
    return [n if names.count(n) == 1 else f"{n} {place}" for place, n in enumerate(names, start=1)]


def _grid(studio: Studio, body: Box, count: int) -> Grid:
    """(x, width) of each column."""
    wide = studio.page.wide
    names = round(body.w * 0.25) + STEP * (count - 1)
    bars = points(150 if wide else 116)
    style = studio.caption(bold=True)
    heads = max(studio.setter.width(h, style) for h in HEADS[1:3]) + points(3)
    number = max(heads, points(76 if wide else 58))
    gap = points(18 if wide else 12)
    pad = points(12)
    progress = body.right - pad - bars
    results = progress - gap - number
    objectives = results - points(4) - number
    example = body.x + names + gap
    return {
        "example": (example, objectives - points(6) - example),
        "objectives": (objectives, number),
        "results": (results, number),
        "progress": (progress, bars),
    }


def _heads(studio: Studio, grid: Grid, y: int, height: int) -> list[Element]:
    made: list[Element] = []
    for name, text in zip(grid, HEADS, strict=True):
        x, w = grid[name]
        style = studio.caption(bold=True)
        if name in ("objectives", "results"):
            style = replace(style, align="right")
        line = studio.setter.shorten(text, style, w, 1)
        made.append(text_box(f"Head {text}", Box(x, y, w, height), [line]))
    return made


def _name_box(box: Box, grid: Grid) -> Box:
    x = box.x + points(20)
    return Box(x, box.y, grid["example"][0] - points(12) - x, box.h)


def _step(studio: Studio, rows: Sequence[LevelRow], boxes: Sequence[Box], grid: Grid) -> _Step:
    """The first step of the ladder at which every band holds its texts whole."""
    setter = studio.setter
    for step in LADDER:
        whole = True
        for row, box in zip(rows, boxes, strict=True):
            width = _name_box(box, grid).w
            name, text, example = _styles(studio, row, step)
            lines = setter.lines(row.text, text, width) if row.text else 0
            high = setter.height(_words(studio, row, width, step))
            shown = setter.lines(row.example, example, grid["example"][1])
            whole = whole and high + AIR <= box.h and lines <= step.text_lines
            whole = whole and setter.lines(row.name, name, width) == 1
            whole = whole and shown <= step.example_lines
            whole = whole and points(shown * step.example * 1.2) + AIR <= box.h
        if whole:
            return step
    height = boxes[0].h - AIR
    fitting = (s for s in LADDER[2:] if _least(s) <= height)
    return next(fitting, LADDER[-1])


def _least(step: _Step) -> int:
    """Height of a band's text when each part takes all its lines."""
    named = step.name + step.text * step.text_lines + 11
    return points(max(named, step.example * step.example_lines) * 1.2)


def _styles(studio: Studio, row: LevelRow, step: _Step) -> tuple[Style, Style, Style]:
    color = studio.theme.level(row.level)
    example = Style(studio.even(step.example), studio.theme.ink, italic=True)
    return studio.heading(step.name, color), studio.body(studio.even(step.text)), example


def _words(studio: Studio, row: LevelRow, width: int, step: _Step) -> list[Paragraph]:
    """Name, text and count of a level, in the lines that the step allows."""
    setter = studio.setter
    name, text, _ = _styles(studio, row, step)
    lines = [setter.shorten(row.name, name, width, 1)]
    if row.text and step.text_lines:
        lines.append(setter.shorten(row.text, text, width, step.text_lines))
    if row.count:
        lines.append(setter.shorten(row.count, studio.caption(), width, 1))
    return lines


def _band(
    studio: Studio, row: LevelRow, name: str, box: Box, grid: Grid, step: _Step, cut: list[str]
) -> list[Element]:
    setter, theme = studio.setter, studio.theme
    spot = _name_box(box, grid)
    name_style, text_style, _ = _styles(studio, row, step)
    pairs = [(row.name, name_style), (row.count, studio.caption()), (row.text, text_style)]
    narrow = snug(setter, [pair for pair in pairs if pair[0]], spot.w)
    spot = replace(spot, w=narrow if step.text_lines > 1 else spot.w)
    lines = _words(studio, row, spot.w, step)
    shown = [p.text for p in lines]
    cut += [text for text in (row.name, row.text, row.count) if text and text not in shown]
    parts: list[Element] = [
        panel(f"Band {name}", box, theme.level_tint(row.level)),
        panel(
            f"Edge {name}", Box(box.x, box.y, points(7), box.h), theme.level(row.level),
            role="ornament",
        ),
        text_box(f"Level {name}", spot, lines, anchor="middle"),
    ]  # fmt: skip
    if row.example:
        x, w = grid["example"]
        style = _styles(studio, row, step)[2]
        example, w = balanced(setter, row.example, style, w, step.example_lines)
        if example.text != row.example:
            cut.append(row.example)
        parts.append(
            text_box(f"Example {name}", Box(x, box.y, w, box.h), [example], anchor="middle")
        )
    big = replace(studio.number(step.number, theme.ink), align="right")
    for key, value in (("objectives", row.objectives), ("results", row.key_results)):
        x, w = grid[key]
        line = setter.paragraph(str(value), big, w)
        parts.append(
            text_box(f"Count {key} {name}", Box(x, box.y, w, box.h), [line], anchor="middle")
        )
    return parts


def _progress(
    studio: Studio, row: LevelRow, name: str, box: Box, span: tuple[int, int], percent: int
) -> list[Element]:
    """The bar with the value, the mark and the word of the status below it."""
    setter, theme = studio.setter, studio.theme
    x, w = span
    middle = box.y + box.h // 2
    y = middle + points(1)
    size = points(9)
    label = replace(setter.paragraph(row.meter.label, studio.strong(studio.small), percent))
    left = x + percent + points(14)
    wide = x + w - left
    word = setter.shorten(row.meter.status_label, studio.strong(studio.small), wide, 1)
    return [
        bar(
            f"Progress {name}", Box(x, middle - points(13), w, points(7)), row.meter,
            theme.level(row.level), theme,
        ),
        text_box(f"Percent {name}", Box(x, y, percent, points(17)), [label]),
        mark(f"Mark {name}", row.meter.status, x + percent, y + points(3.5), size, theme),
        text_box(f"Status {name}", Box(left, y, wide, points(17)), [word]),
    ]  # fmt: skip


def _stairs(studio: Studio, content: Levels, x: int, boxes: Sequence[Box]) -> list[Element]:
    """Small steps from each band's edge to the next one's."""
    made: list[Element] = []
    names = _names(content.rows)
    for index in range(len(boxes) - 1):
        x1 = x + STEP * index + points(7) // 2
        y1, y2 = boxes[index].bottom, boxes[index + 1].y
        x2, half = x1 + STEP, (y1 + y2) // 2
        made.append(
            Connector(
                f"Step {index + 1}",
                End(f"Edge {names[index]}", 2), End(f"Edge {names[index + 1]}", 0),
                ((x1, y1), (x1, half), (x2, half), (x2, y2)),
                Stroke(studio.theme.level(content.rows[index].level), 2.0), decorative=True,
            )
        )  # fmt: skip
    return made
