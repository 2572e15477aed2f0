"""Two columns that answer each other: gains and costs, when and when not."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout.frame import Frame, frame, slide
from deckgen.layout.pieces import columns, evenly, panel, rule, text_box
from deckgen.layout.studio import Studio
from deckgen.plan import Comparison, Item, PlannedSlide
from deckgen.scene import Box, Element, Paragraph, Slide, points

PAD = points(24)
SIZES = ((17, 15), (16, 14), (15, 13), (14, 12))
TALLEST = points(92)


def comparison(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """Both columns have the same rows; more rows than fit continue on further slides."""
    content = planned.content
    assert isinstance(content, Comparison)
    if not (content.left or content.right):
        return []
    most = max(len(content.left), len(content.right))
    probe = frame(studio, planned)
    for parts in range(1, most + 1):
        counts = evenly(most, -(-most // parts))
        size = next((s for s in SIZES if _fits(studio, content, probe.body, s, max(counts))), None)
        if size is not None:
            break
    else:
        size, counts = SIZES[-1], [1] * most
    slides, begun = [], 0
    for part, count in enumerate(counts, start=1):
        top = frame(studio, planned, part, len(counts))
        cut: list[str] = list(top.cut)
        span = slice(begun, begun + count)
        elements = _columns(studio, content, top, size, span, count, cut)
        slides.append(
            slide(
                planned, top.title, elements, part=part, full_texts=cut,
                lead_in=studio.word("full_text"),
            )
        )  # fmt: skip
        begun += count
    return slides


def _lines(studio: Studio, item: Item, sizes: tuple[float, float], width: int) -> list[Paragraph]:
    made = [studio.setter.paragraph(item.title, studio.strong(sizes[0]), width)]
    if item.text:
        made.append(
            studio.setter.paragraph(item.text, studio.body(sizes[1]), width, space_before=2)
        )
    return made


def _head(studio: Studio) -> int:
    return points(20 * 1.2) + PAD + points(10)


def _fits(
    studio: Studio, content: Comparison, body: Box, sizes: tuple[float, float], rows: int
) -> bool:
    width = columns(body, 2, points(24))[0].w - 2 * PAD
    items = (*content.left, *content.right)
    tallest = max(studio.setter.height(_lines(studio, i, sizes, width)) for i in items)
    return _head(studio) + rows * (tallest + points(20)) + points(8) <= body.h


def _columns(
    studio: Studio,
    content: Comparison,
    top: Frame,
    sizes: tuple[float, float],
    span: slice,
    rows: int,
    cut: list[str],
) -> list[Element]:
    theme, setter = studio.theme, studio.setter
    head = _head(studio)
    width = columns(top.body, 2, points(24))[0].w - 2 * PAD
    shown = (*content.left[span], *content.right[span])
    tallest = max(setter.height(_lines(studio, i, sizes, width)) for i in shown)
    row = min(max(TALLEST, tallest + points(20)), (top.body.h - head - points(8)) // rows)
    height = head + rows * row + points(8)
    if height > top.body.h * 0.85:
        height = top.body.h
        row = (height - head - points(8)) // rows
    body = Box(top.body.x, top.body.y, top.body.w, height)
    elements: list[Element] = list(top.elements)
    sides: Sequence[tuple[str, tuple[Item, ...]]] = (
        (content.left_title, content.left[span]),
        (content.right_title, content.right[span]),
    )
    for column, (title, items) in zip(columns(body, 2, points(24)), sides, strict=True):
        side = "left" if title is sides[0][0] and column.x == body.x else "right"
        inner = column.inset(PAD, PAD, PAD, 0)
        heading = setter.shorten(title, studio.heading(20), inner.w, 1)
        elements += [
            panel(f"Panel {side}", column, theme.surface),
            panel(
                f"Bar {side}", Box(column.x, column.y, column.w, points(4)), theme.line,
                role="ornament",
            ),
            text_box(
                f"Heading {side}", Box(inner.x, inner.y, inner.w, points(20 * 1.2)), [heading]
            ),
        ]  # fmt: skip
        y = column.y + head
        for number, item in enumerate(items, start=1):
            lines = _lines(studio, item, sizes, inner.w)
            if setter.height(lines) > row - points(12):
                room = max(1, (row - points(12)) // points(sizes[1] * 1.2) - 2)
                lines = [
                    setter.shorten(item.title, studio.strong(sizes[0]), inner.w, 2),
                    setter.shorten(item.text, studio.body(sizes[1]), inner.w, room),
                ]
                cut += [item.title, item.text]
            box = Box(inner.x, y + points(10), inner.w, row - points(12))
            elements += [
                rule(f"Rule {side} {number}", inner.x, y, inner.w, theme.hairline),
                text_box(f"Item {side} {number}", box, lines),
            ]
            y += row
    return elements
