"""Equal cards: best practices, questions with answers, anything of a heading and a text.

Cards are as tall as their fullest sibling needs, in the largest type that fits; the group
stands at the top of the body, and few words get large type rather than empty cards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deckgen.layout.frame import slide
from deckgen.layout.pieces import evenly, panel, rule, text_box
from deckgen.layout.studio import Studio
from deckgen.layout.tables import framed
from deckgen.plan import Cards, Item, PlannedSlide
from deckgen.scene import Box, Element, Paragraph, Slide, points

PAD = points(20)
GAP = points(18)
SIZES = ((22, 17), (20, 16), (18, 14), (16, 13), (14, 12))
"""(heading, text) in points, largest first."""
NUMBER = 30.0


@dataclass(frozen=True, slots=True)
class _Grid:
    """Cards of one slide: the items, how many in a row, the type step, the height (EMU)."""

    items: tuple[Item, ...]
    first: int
    across: int
    sizes: tuple[float, float]
    height: int
    head: int
    """Height of the heading block, the same in all cards."""
    cut: bool = False


def practices(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """Best practices, numbered."""
    return cards(studio, planned)


def faq(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """Questions and answers."""
    return cards(studio, planned)


def cards(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """Cards in one row up to three (4:3: two), else in two rows; more go on further slides."""
    content = planned.content
    assert isinstance(content, Cards)
    if not content.items:
        return []
    slides = []
    made = framed(studio, planned, lambda body: _arrange(studio, content, body))
    for part, (top, grid) in enumerate(made, start=1):
        elements: list[Element] = list(top.elements)
        cut: list[str] = list(top.cut)
        for index, (item, box) in enumerate(zip(grid.items, _boxes(grid, top.body), strict=True)):
            number = grid.first + index + 1 if content.numbered else 0
            elements += _card(studio, item, box, grid, number, f"{index + 1}", cut)
        slides.append(
            slide(
                planned, top.title, elements, part=part, full_texts=cut,
                lead_in=studio.word("full_text"),
            )
        )  # fmt: skip
    return slides


def _across(studio: Studio, count: int) -> int:
    """Cards in a row: rows are full, or the last is one short."""
    if studio.page.wide:
        return {1: 1, 2: 2, 3: 3, 4: 2}.get(count, 3)
    return 1 if count == 1 else 2


def _arrange(studio: Studio, content: Cards, body: Box) -> list[_Grid]:
    items = content.items
    largest = 6 if studio.page.wide else 4
    for most in (largest, 4, 3, 2, 1):
        counts = evenly(len(items), most)
        grids: list[_Grid] = []
        begun = 0
        for count in counts:
            part = items[begun : begun + count]
            grid = _fit(studio, part, begun, body, content.numbered)
            if grid is None:
                break
            grids.append(grid)
            begun += count
        if len(grids) == len(counts):
            return _alike(studio, grids, body, content.numbered)
    return [
        _cut(studio, (item,), index, body, content.numbered) for index, item in enumerate(items)
    ]


def _alike(studio: Studio, grids: list[_Grid], body: Box, numbered: bool) -> list[_Grid]:
    """All slides of a group in the smallest type step that one of them needs."""
    step = min(g.sizes for g in grids)
    fitted = [_fit(studio, g.items, g.first, body, numbered, (step,)) for g in grids]
    return [new or old for new, old in zip(fitted, grids, strict=True)]


def _fit(
    studio: Studio,
    items: Sequence[Item],
    first: int,
    body: Box,
    numbered: bool,
    steps: Sequence[tuple[float, float]] = SIZES,
) -> _Grid | None:
    across = _across(studio, len(items))
    down = -(-len(items) // across)
    room = (body.h - GAP * (down - 1)) // down
    width = _width(body, across) - 2 * PAD
    for sizes in steps:
        heads = [studio.setter.height(_heading(studio, i, sizes, width)) for i in items]
        texts = [studio.setter.height(_text(studio, i, sizes, width)) for i in items]
        number = points(NUMBER * 1.2 + 4) if numbered else 0
        figure = points(62) if any(i.figure for i in items) else 0
        need = number + max(heads) + points(8) + max(texts) + figure + 2 * PAD
        if need <= room:
            slack = points(26 if down > 1 else 60)
            height = min(room, max(need + slack, points(190) if down == 1 else 0))
            if height > room * 0.82:
                height = room
            return _Grid(tuple(items), first, across, sizes, height, max(heads))
    return None


def _cut(studio: Studio, items: tuple[Item, ...], first: int, body: Box, numbered: bool) -> _Grid:
    width = _width(body, 1) - 2 * PAD
    heads = [studio.setter.height(_heading(studio, i, SIZES[-1], width)[:1]) for i in items]
    return _Grid(items, first, 1, SIZES[-1], body.h, max(heads), cut=True)


def _width(body: Box, across: int) -> int:
    return (body.w - GAP * (across - 1)) // across


def _boxes(grid: _Grid, body: Box) -> list[Box]:
    width = _width(body, grid.across)
    return [
        Box(
            body.x + (n % grid.across) * (width + GAP),
            body.y + (n // grid.across) * (grid.height + GAP),
            width,
            grid.height,
        )
        for n in range(len(grid.items))
    ]


def _heading(studio: Studio, item: Item, sizes: tuple[float, float], width: int) -> list[Paragraph]:
    return [studio.setter.paragraph(item.title, studio.heading(sizes[0]), width)]


def _text(studio: Studio, item: Item, sizes: tuple[float, float], width: int) -> list[Paragraph]:
    if not item.text:
        return []
    return [
        studio.setter.paragraph(line, studio.body(sizes[1]), width, space_before=4 if n else 0)
        for n, line in enumerate(item.text.split("\n"))
    ]


def _card(
    studio: Studio, item: Item, box: Box, grid: _Grid, number: int, name: str, cut: list[str]
) -> list[Element]:
    theme, setter = studio.theme, studio.setter
    bar = theme.level(item.level) if item.level is not None else theme.line
    inner = box.inset(PAD, PAD, PAD, PAD)
    parts: list[Element] = [
        panel(f"Card {name}", box, theme.surface),
        panel(f"Bar {name}", Box(box.x, box.y, box.w, points(4)), bar, role="ornament"),
    ]
    y = inner.y
    if number:
        style = studio.number(NUMBER, theme.ink)
        height = points(NUMBER * 1.2)
        line = setter.paragraph(str(number), style, inner.w)
        parts.append(text_box(f"Number {name}", Box(inner.x, y, inner.w, height), [line]))
        y += height + points(4)
    heading = _heading(studio, item, grid.sizes, inner.w)
    text = _text(studio, item, grid.sizes, inner.w)
    foot = points(62) if any(i.figure for i in grid.items) else 0
    if grid.cut:
        lines = max(1, (inner.bottom - y - grid.head - foot) // points(grid.sizes[1] * 1.2) - 1)
        whole = item.text.replace("\n", " ")
        text = [setter.shorten(whole, studio.body(grid.sizes[1]), inner.w, lines)]
        heading = [setter.shorten(item.title, studio.heading(grid.sizes[0]), inner.w, 3)]
        if text[0].text != whole or heading[0].text != item.title:
            cut += [item.title, item.text]
    parts.append(text_box(f"Heading {name}", Box(inner.x, y, inner.w, grid.head), heading))
    y += grid.head + points(8)
    if item.text:
        room = Box(inner.x, y, inner.w, inner.bottom - foot - y)
        parts.append(text_box(f"Text {name}", room, text))
    if item.figure:
        top = inner.bottom - points(52)
        value = setter.shorten(item.figure.value, studio.number(20, theme.ink), inner.w, 1)
        caption = setter.shorten(item.figure.caption, studio.body(12, theme.muted), inner.w, 1)
        parts += [
            rule(f"Rule {name}", inner.x, top - points(6), inner.w, theme.hairline),
            text_box(
                f"Figure {name}", Box(inner.x, top, inner.w, inner.bottom - top), [value, caption]
            ),
        ]
    return parts
