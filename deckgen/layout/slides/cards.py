"""Equal cards: best practices, anything of a heading and a text.

Cards are as tall as their fullest sibling needs, in the largest type that fits; few words get
large type rather than empty cards. What does not fit a slide goes on the next, evenly.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout.frame import slide
from deckgen.layout.pieces import evenly, panel, rule, snug, text_box
from deckgen.layout.studio import Studio
from deckgen.layout.tables import framed
from deckgen.plan import Cards, Figure, Item, PlannedSlide
from deckgen.scene import Box, Element, Paragraph, Slide, points
from deckgen.text.style import Style
from deckgen.values import dataclass

PAD = points(20)
GAP = points(18)
SIZES = ((24.0, 18.0), (22.0, 17.0), (20.0, 16.0), (18.0, 14.0), (16.0, 13.0), (14.0, 12.0))
"""(heading, text) in points, largest first."""
NUMBER = 30.0
BESIDE = points(44)
"""Width of the number where it stands left of the heading: in cards wider than a third."""
FIGURE = 20.0
"""Largest size of a figure; headings that are smaller share theirs with it."""
ROOMY, LEAST = 0.78, 0.7
"""Shares of its room: from the first on a card takes all of it, the second it takes at least."""


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
    foot: int
    """Height of the figure with its rule, 0 when no card has one."""
    tall: bool = True
    """Whether figures stand over their captions, else beside them."""
    cut: bool = False


def practices(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """Best practices, numbered."""
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
    return 1 if count in (1, 3) else 2


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
    above = points(NUMBER * 1.2 + 4) if numbered and across > 2 else 0
    inner = width - (BESIDE if numbered and not above else 0)
    for sizes in steps:
        foot = _foot(studio, items, inner, down == 1, sizes[0])
        heads = [studio.setter.height(_heading(studio, i, sizes, inner)) for i in items]
        texts = [studio.setter.height(_text(studio, i, sizes, inner)) for i in items]
        need = above + max(heads) + points(6) + max(texts) + foot + 2 * PAD
        if need <= room:
            height = need + points(30 if down > 1 else 80)
            height = room if height > room * ROOMY else max(height, round(room * LEAST))
            return _Grid(tuple(items), first, across, sizes, height, max(heads), foot, down == 1)
    return None


def _cut(studio: Studio, items: tuple[Item, ...], first: int, body: Box, numbered: bool) -> _Grid:
    width = _width(body, 1) - 2 * PAD - (BESIDE if numbered else 0)
    heads = [
        studio.setter.height([studio.setter.shorten(i.title, _style(studio), width, 3)])
        for i in items
    ]
    foot = _foot(studio, items, width, True, SIZES[-1][0])
    return _Grid(items, first, 1, SIZES[-1], body.h, max(heads), foot, cut=True)


def _style(studio: Studio) -> Style:
    return studio.heading(SIZES[-1][0])


def _foot(studio: Studio, items: Sequence[Item], width: int, tall: bool, size: float) -> int:
    """Height of the figures with the rule and the air above them."""
    heights = [
        studio.setter.height(_figure(studio, i.figure, width, tall, size))
        for i in items
        if i.figure
    ]
    return max(heights) + points(14) if heights else 0


def _figure(
    studio: Studio, figure: Figure, width: int, tall: bool, heading: float
) -> list[Paragraph]:
    """The figure over its caption, or in flat cards beside it where both fit one line."""
    value, caption = studio.number(min(FIGURE, heading), studio.theme.ink), studio.caption()
    if not tall:
        runs = [value.run(figure.value), caption.run(f"  {figure.caption}")]
        line = studio.setter.mixed(runs, width)
        if len(line.lines) == 1:
            return [line]
    return [
        studio.setter.shorten(figure.value, value, width, 1),
        studio.setter.shorten(figure.caption, caption, width, 1),
    ]


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
    if number:
        style = studio.number(NUMBER, theme.ink)
        height = points(NUMBER * 1.2)
        above = grid.across > 2
        # Beside a heading the number shares its first base line.
        lift = 0 if above else points((NUMBER - grid.sizes[0]) * 0.95)
        spot = Box(inner.x, inner.y - min(lift, points(12)), inner.w if above else BESIDE, height)
        parts.append(
            text_box(f"Number {name}", spot, [setter.paragraph(str(number), style, spot.w)])
        )
        inner = inner.inset(0 if above else BESIDE, height + points(4) if above else 0, 0, 0)
    heading = _heading(studio, item, grid.sizes, inner.w)
    text = _text(studio, item, grid.sizes, inner.w)
    y = inner.y
    if grid.cut:
        room = inner.h - grid.head - points(6) - grid.foot
        lines = max(1, room // points(grid.sizes[1] * 1.2))
        whole = item.text.replace("\n", " ")
        text = [setter.shorten(whole, studio.body(grid.sizes[1]), inner.w, lines)]
        heading = [setter.shorten(item.title, _style(studio), inner.w, 3)]
        if text[0].text != whole or heading[0].text != item.title:
            cut += [item.title, item.text]
    narrow = inner.w
    if not grid.cut:
        narrow = snug(setter, [(item.title, studio.heading(grid.sizes[0]))], inner.w)
        heading = _heading(studio, item, grid.sizes, narrow)
    parts.append(text_box(f"Heading {name}", Box(inner.x, y, narrow, grid.head), heading))
    y += grid.head + points(6)
    if item.text:
        narrow = inner.w
        if not grid.cut and "\n" not in item.text:
            narrow = snug(setter, [(item.text, studio.body(grid.sizes[1]))], inner.w)
            text = _text(studio, item, grid.sizes, narrow)
        room_box = Box(inner.x, y, narrow, inner.bottom - grid.foot - y)
        parts.append(text_box(f"Text {name}", room_box, text))
    if item.figure:
        lines_of = _figure(studio, item.figure, inner.w, grid.tall, grid.sizes[0])
        high = setter.height(lines_of)
        said = "".join(p.text for p in lines_of)
        if item.figure.value not in said or item.figure.caption not in said:
            cut.append(f"{item.figure.value} {item.figure.caption}")
        parts += [
            rule(f"Rule {name}", inner.x, inner.bottom - high - points(6), inner.w, theme.hairline),
            text_box(f"Figure {name}", Box(inner.x, inner.bottom - high, inner.w, high), lines_of),
        ]
    return parts
