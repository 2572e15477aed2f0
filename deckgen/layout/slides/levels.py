"""The levels of the organisation: a band each, stepping in, with its numbers."""

from __future__ import annotations

from dataclasses import replace

from deckgen.layout.frame import frame, slide
from deckgen.layout.pieces import bar, mark, panel, text_box
from deckgen.layout.studio import Studio
from deckgen.plan import LevelRow, Levels, PlannedSlide
from deckgen.scene import Box, Connector, Element, End, Slide, Stroke, points
from deckgen.text.fitting import Style

HEADS = ("For example", "Objectives", "Key results", "Progress")
TALLEST = points(96)
STEP = points(16)
GAP = points(9)


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
    used = heads_height + count * height + GAP * (count - 1) + caption_height
    y = body.y + max(0, (body.h - used) // 3)
    grid = _grid(studio, body, count)
    elements: list[Element] = [*top.elements, *_heads(studio, grid, y, heads_height)]
    y += heads_height
    cut: list[str] = []
    for index, row in enumerate(content.rows):
        box = Box(body.x + STEP * index, y, body.w - STEP * index, height)
        elements += _band(studio, row, index, box, grid, cut)
        y += height + GAP
    elements += _stairs(studio, content, body.x, y, height)
    if content.caption:
        style = replace(studio.caption(), align="right")
        box = Box(body.x, y - GAP + points(4), body.w, caption_height)
        line = studio.setter.shorten(content.caption, style, body.w, 1)
        elements.append(text_box("Caption", box, [line]))
    return [
        slide(
            planned, top.title, elements, full_texts=[*top.cut, *cut],
            lead_in=studio.word("full_text"),
        )
    ]  # fmt: skip


Grid = dict[str, tuple[int, int]]


def _grid(studio: Studio, body: Box, count: int) -> Grid:
    """(x, width) of each column."""
    wide = studio.page.wide
    names = round(body.w * (0.24 if wide else 0.27)) + STEP * (count - 1)
    bars = points(150 if wide else 112)
    number = points(76 if wide else 58)
    gap = points(16 if wide else 10)
    pad = points(12)
    progress = body.right - pad - bars
    results = progress - gap - number
    objectives = results - points(4) - number
    example = body.x + names + gap
    return {
        "example": (example, objectives - gap - example),
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


def _band(
    studio: Studio, row: LevelRow, index: int, box: Box, grid: Grid, cut: list[str]
) -> list[Element]:
    setter, theme = studio.setter, studio.theme
    color = theme.level(row.level)
    tall = box.h >= points(70)
    name_w = grid["example"][0] - points(12) - box.x - points(20)
    lines = [setter.shorten(row.name, studio.heading(18 if tall else 15, color), name_w, 1)]
    if row.text and tall:
        lines.append(
            setter.shorten(row.text, studio.body(12), name_w, 2 if box.h > points(84) else 1)
        )
    if row.count:
        lines.append(setter.shorten(row.count, studio.caption(theme.muted), name_w, 1))
    example = setter.shorten(
        row.example, Style(14 if tall else 12, theme.ink, italic=True), grid["example"][1],
        3 if tall else 2,
    )  # fmt: skip
    if example.text != row.example:
        cut.append(row.example)
    big = replace(studio.number(26 if tall else 20, theme.ink), align="right")
    name = row.name
    x, w = grid["progress"]
    middle = box.y + box.h // 2
    meter_y = middle - points(14)
    size = points(9)
    status = f"{row.meter.label}  "
    strong = studio.strong(14)
    label_w = setter.width(status, strong) + points(4)
    parts: list[Element] = [
        panel(f"Band {name}", box, theme.level_tint(row.level)),
        panel(f"Edge {name}", Box(box.x, box.y, points(7), box.h), color, role="ornament"),
        text_box(
            f"Level {name}", Box(box.x + points(20), box.y, name_w, box.h), lines, anchor="middle"
        ),
    ]
    if row.example:
        ex, ew = grid["example"]
        parts.append(
            text_box(f"Example {name}", Box(ex, box.y, ew, box.h), [example], anchor="middle")
        )
    for key, value in (("objectives", row.objectives), ("results", row.key_results)):
        nx, nw = grid[key]
        line = setter.paragraph(str(value), big, nw)
        parts.append(
            text_box(f"Count {key} {name}", Box(nx, box.y, nw, box.h), [line], anchor="middle")
        )
    line_y = middle + points(1)
    words = setter.shorten(row.meter.status_label, studio.strong(12), w - label_w - points(16), 1)
    parts += [
        bar(f"Progress {name}", Box(x, meter_y, w, points(7)), row.meter, color, theme),
        text_box(
            f"Percent {name}", Box(x, line_y, label_w, points(18)),
            [setter.paragraph(row.meter.label, strong, label_w)],
        ),
        mark(f"Mark {name}", row.meter.status, x + label_w, line_y + points(5), size, theme),
        text_box(
            f"Status {name}",
            Box(x + label_w + points(14), line_y + points(1), w - label_w - points(14), points(16)),
            [words],
        ),
    ]  # fmt: skip
    return parts


def _stairs(studio: Studio, content: Levels, x: int, end: int, height: int) -> list[Element]:
    """Small steps from each band's edge to the next one's."""
    made: list[Element] = []
    rows = content.rows
    first = end - len(rows) * (height + GAP)
    for index in range(len(rows) - 1):
        above, below = f"Edge {rows[index].name}", f"Edge {rows[index + 1].name}"
        if rows[index].name == rows[index + 1].name:
            continue
        x1 = x + STEP * index + points(7) // 2
        y1 = first + index * (height + GAP) + height
        x2, y2 = x1 + STEP, y1 + GAP
        half = (y1 + y2) // 2
        made.append(
            Connector(
                f"Step {index + 1}", End(above, 2), End(below, 0),
                ((x1, y1), (x1, half), (x2, half), (x2, y2)),
                Stroke(studio.theme.level(rows[index].level), 2.0), decorative=True,
            )
        )  # fmt: skip
    return made
