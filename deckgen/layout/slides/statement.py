"""The ``statement`` layout: one sentence that fills the slide."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout.blocks import ACROSS, Figures, Stack
from deckgen.layout.frame import frame, slide
from deckgen.layout.pieces import columns, evenly, panel, snug, text_box
from deckgen.layout.studio import Studio
from deckgen.making import new_box
from deckgen.plan import Item, PlannedSlide, Statement
from deckgen.scene import Box, Element, Paragraph, Slide, points
from deckgen.values import replace

SUPPORT = ((20.0, 16.0), (18.0, 14.0), (16.0, 13.0), (14.0, 12.0))
"""(heading, text) of supporting points."""


def statement(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """One sentence that fills the slide, and what supports it in equal cards below."""
    content = planned.content
    assert isinstance(content, Statement)
    if not content.text:
        return []
    top = frame(studio, planned)
    theme, body = studio.theme, top.body
    gap = points(16)
    cut = list(top.cut)
    lower: list[Element] = []
    low, said = 0, 14.0
    figures = Figures(studio, content.figures, body.w, theme.level(0))
    if content.support:
        numbers = tuple(Item(f.value, f.caption) for f in content.figures)
        low, lower, said = _support(studio, (*content.support, *numbers), body, cut)
    elif figures.height:
        low = figures.height + points(24)
        lower = [*figures.place(body.x, body.bottom - figures.height - points(4))]
        cut += figures.cut
    room = new_box(body.x, body.y, body.w, body.h - (low + gap if low else 0))
    inner = room.inset(points(32), points(16), points(32), points(16))
    stack = _sentence(studio, content, inner, said)
    parts: list[Element] = [
        *top.elements,
        panel("Ground", room, theme.level_tint(0), role="ground"),
        panel("Bar", new_box(room.x, room.y, points(7), room.h), theme.level(0), role="ornament"),
        *stack.place(inner.y + (inner.h - stack.height) // 2),
        *lower,
    ]
    cut += stack.cut
    return [slide(planned, top.title, parts, full_texts=cut, lead_in=studio.word("full_text"))]


def _sentence(studio: Studio, content: Statement, room: Box, said: float) -> Stack:
    """The sentence as large as the room allows, its label and source at ``said`` points."""
    stack = Stack(studio, room.x, room.w)
    for size in (54.0, 44.0, 36.0, 30.0, 24.0, 20.0, 18.0, 16.0):
        style = studio.number(size, studio.theme.ink)
        lines = studio.setter.lines(content.text, style, room.w)
        most = max(1, (room.h - points(64)) // points(size * 1.2))
        if lines > min(most, 3 if size > 30 else most) and size > 16:
            continue
        stack.add("Label", content.label, studio.strong(said, studio.theme.level(0)), 1)
        stack.add("Statement", content.text, style, most, 6 if content.label else 0)
        stack.add("Source", content.source, studio.lede().at(said), 1, 12)
        if stack.height <= room.h or size == 16:
            break
        stack = Stack(studio, room.x, room.w)
    return stack


def _support(
    studio: Studio, items: Sequence[Item], body: Box, cut: list[str]
) -> tuple[int, list[Element], float]:
    """Equal cards at the foot of the body, in rows of up to four; their height with gaps, and
    the size of their text (points).
    """
    setter, theme = studio.setter, studio.theme
    across = ACROSS if studio.page.wide else 3
    for item in items[2 * across :]:  # two rows are what a sentence can stand over
        cut += [item.title, item.text]
    items = items[: 2 * across]
    counts = evenly(len(items), 2 if len(items) == 4 and not studio.page.wide else across)
    gap, pad = points(16), points(16)
    cells = columns(body, max(counts), gap)
    wide = cells[0].w - 2 * pad
    lines: list[list[Paragraph]] = []
    most = body.h * 6 // 10 // len(counts) - gap
    widths = [wide] * len(items)
    for heading, text in SUPPORT:
        pairs = [
            [(i.title, studio.heading(heading)), *([(i.text, studio.body(text))] if i.text else [])]
            for i in items
        ]
        widths = [snug(setter, pair, wide) for pair in pairs]
        lines = [
            [
                setter.paragraph(said, style, width, space_before=3 if n else 0)
                for n, (said, style) in enumerate(pair)
            ]
            for pair, width in zip(pairs, widths, strict=True)
        ]
        if max(map(setter.height, lines)) + 2 * pad <= most * (0.75 if text > 13 else 1):
            break
    else:
        widths = [wide] * len(items)
        room = max(2, (most - 2 * pad - points(3)) // points(14 * 1.2))
        for index, item in enumerate(items):
            shown = [setter.shorten(item.title, studio.heading(14), wide, max(1, room // 3))]
            if item.text:
                left = max(1, room - len(shown[0].lines))
                said = setter.shorten(item.text, studio.body(12), wide, left)
                shown.append(replace(said, space_before=3))
            if [p.text for p in shown] != [p.text for p in lines[index]]:
                cut += [item.title, item.text]
            lines[index] = shown
    tall = max(map(setter.height, lines)) + 2 * pad + points(4)
    tall = max(tall, min(points(104), most))
    height = tall * len(counts) + gap * (len(counts) - 1)
    made: list[Element] = []
    y, index = body.bottom - height, 0
    for count in counts:
        for cell in columns(body, count, gap):
            item, number = items[index], index + 1
            card = new_box(cell.x, y, cell.w, tall)
            color = theme.level(item.level if item.level is not None else 0)
            spot = replace(card.inset(pad, pad + points(4), pad, pad), w=widths[index])
            made += [
                panel(f"Card {number}", card, theme.surface),
                panel(f"Card bar {number}", new_box(card.x, y, card.w, points(4)), color,
                      role="ornament"),
                text_box(f"Support {number}", spot, lines[index]),
            ]  # fmt: skip
            index += 1
        y += tall + gap
    return height, made, text
