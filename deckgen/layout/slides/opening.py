"""Slides that open and close: cover, section divider, statement, closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckgen.layout.frame import frame, numbered, slide
from deckgen.layout.pictures import size_of
from deckgen.layout.pieces import balanced, columns, evenly, panel, rule, text_box
from deckgen.layout.studio import Studio
from deckgen.plan import Closing, Cover, Figure, Item, PlannedSlide, Section, Statement
from deckgen.scene import Box, Color, Element, Paragraph, Picture, Shape, Slide, points
from deckgen.text.fitting import Style

BAR = points(12)
"""Width of the bar at the left edge."""
LOGO_HEIGHT = points(44)
SUPPORT = ((20.0, 16.0), (18.0, 14.0), (16.0, 13.0), (14.0, 12.0))
"""(heading, text) of supporting points."""
ASKS = ((24.0, 16.0), (20.0, 15.0), (18.0, 14.0), (16.0, 13.0), (14.0, 12.0))
"""(heading, text) of what the last slide asks for."""
ACROSS = 4
"""Most figures or supporting points in a row."""


class _Stack:
    """Texts below each other, of which the height is known before they are placed."""

    def __init__(self, studio: Studio, x: int, width: int) -> None:
        self.studio, self.x, self.width = studio, x, width
        self.parts: list[tuple[str, Paragraph, int, int]] = []
        self.cut: list[str] = []

    def add(self, name: str, text: str, style: Style, lines: int, before: float = 0) -> None:
        """``text`` in at most ``lines`` balanced lines, ``before`` points under the last one."""
        if not text:
            return
        shown, width = balanced(self.studio.setter, text, style, self.width, lines)
        if shown.text != text:
            self.cut.append(text)
        self.parts.append((name, shown, width, points(before)))

    @property
    def height(self) -> int:
        """EMU from the top of the first to the foot of the last."""
        return sum(before + self.studio.setter.height([p]) for _, p, _, before in self.parts)

    def place(self, y: int) -> list[Element]:
        """The text boxes, the title first for those who have slides read to them."""
        made: list[Element] = []
        for name, paragraph, width, before in self.parts:
            y += before
            box = Box(self.x, y, width, self.studio.setter.height([paragraph]))
            y = box.bottom
            kind = "title" if name == "Title" else "subtitle" if name == "Subtitle" else None
            shape = text_box(name, box, [paragraph], placeholder=kind)  # type: ignore[arg-type]
            made.insert(0 if name == "Title" else len(made), shape)
        return made


def _title(studio: Studio, stack: _Stack, title: str, sizes: Sequence[float], color: Color) -> None:
    style = Style(sizes[0], color, bold=True, heading=True)
    size = studio.setter.largest([title], style, stack.width, sizes, 2)
    lines = 2 if size > sizes[-1] else 4
    stack.add("Title", title, style.at(size), lines, 8 if stack.parts else 0)


def cover(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """The first slide: title, what the deck is about, by whom and when."""
    content = planned.content
    assert isinstance(content, Cover)
    theme, setter, page = studio.theme, studio.setter, studio.page
    spot = page.cover_title
    paper, quiet = theme.paper, _quiet(studio)
    stack = _Stack(studio, spot.x, round(spot.w * 0.86))
    stack.add("Kicker", content.kicker, Style(14, quiet, bold=True), 1)
    _title(studio, stack, planned.title, (theme.type.cover, 36, 30), paper)
    stack.add("Subtitle", content.subtitle, Style(20, paper), 3, 14)
    byline = setter.shorten(content.byline, Style(14, quiet), stack.width, 2)
    top = max(points(90), round((page.height - stack.height) * 0.42))
    parts = [*stack.place(top), _ornament(studio, Color("accent1"))]
    if content.byline:
        height = setter.height([byline])
        y = page.footer_rule_y - points(28) - height
        parts.append(rule("Byline rule", spot.x, y - points(10), round(spot.w * 0.28), quiet))
        parts.append(text_box("Byline", Box(spot.x, y, stack.width, height), [byline]))
    if content.logo and content.logo_mime in ("image/png", "image/jpeg"):
        parts.append(_logo(studio, content))
    return [
        slide(
            planned, planned.title, parts, role="cover", full_texts=stack.cut,
            lead_in=studio.word("full_text"),
        )
    ]  # fmt: skip


def section(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """A divider: where we are, and the numbers of what follows."""
    content = planned.content
    assert isinstance(content, Section)
    theme, setter, page = studio.theme, studio.setter, studio.page
    color = theme.level(content.level)
    spot = page.section_title
    stack = _Stack(studio, spot.x, spot.w)
    stack.add("Kicker", content.kicker, Style(14, color, bold=True), 1)
    _title(studio, stack, planned.title, (40, 36, 30, 24), theme.ink)
    stack.width = round(spot.w * 0.86)
    stack.add("Text", content.text, Style(18, theme.ink), 4, 12)
    parts: list[Element] = [_ornament(studio, color)]
    foot = page.footer_rule_y - points(14)
    if content.byline:
        byline = setter.shorten(content.byline, Style(13, theme.ink), spot.w, 2)
        height = setter.height([byline])
        foot -= height
        parts.append(text_box("Byline", Box(spot.x, foot, spot.w, height), [byline]))
        foot -= points(8)
        parts.append(rule("Byline rule", spot.x, foot, spot.w, color))
    # Title and numbers are one group above the byline, a little over its middle.
    figures = _Figures(studio, content.figures, spot.w, color)
    gap = points(40 if figures.height else 0)
    block = stack.height + gap + figures.height
    top = max(points(48), round((foot - block) * 0.46))
    gap = min(gap, max(points(12), foot - points(12) - top - stack.height - figures.height))
    parts = [*stack.place(top), *parts]
    parts += figures.place(spot.x, top + stack.height + gap)
    return [
        slide(
            planned, planned.title, parts, role="section", ground=theme.level_tint(content.level),
            full_texts=[*stack.cut, *figures.cut], lead_in=studio.word("full_text"),
        )
    ]  # fmt: skip


class _Figures:
    """Large numbers with their captions, four in a row, all in one size."""

    def __init__(self, studio: Studio, figures: Sequence[Figure], width: int, color: Color) -> None:
        setter = studio.setter
        self.rows = [figures[n : n + ACROSS] for n in range(0, len(figures), ACROSS)]
        self.cut: list[str] = []
        self.made: list[list[list[Paragraph]]] = []
        cells = max(ACROSS if len(figures) != 3 else 3, 1)
        self.columns = columns(Box(0, 0, width, 0), cells, points(20))
        if not figures:
            self.each = self.height = 0
            return
        wide = self.columns[0].w
        style = studio.number(40, color)
        size = setter.largest([f.value for f in figures], style, wide, (40, 36, 30, 24, 20), 1)
        caption = studio.body(14 if studio.page.wide else 13)
        for row in self.rows:
            self.made.append([])
            for figure in row:
                lines = [
                    setter.shorten(figure.value, style.at(size), wide, 1),
                    setter.shorten(figure.caption, caption, wide, 3),
                ]
                if [p.text for p in lines] != [figure.value, figure.caption]:
                    self.cut.append(f"{figure.value} {figure.caption}")
                self.made[-1].append(lines)
        self.each = max(setter.height(lines) for row in self.made for lines in row)
        self.height = self.each * len(self.rows) + points(16) * (len(self.rows) - 1)

    def place(self, x: int, y: int) -> list[Shape]:
        """The figures with their top left corner at a place."""
        found: list[Shape] = []
        for row in self.made:
            for lines, cell in zip(row, self.columns, strict=False):
                box = Box(x + cell.x, y, cell.w, self.each)
                found.append(text_box(f"Figure {len(found) + 1}", box, lines))
            y += self.each + points(16)
        return found


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
    low = 0
    figures = _Figures(studio, content.figures, body.w, theme.level(0))
    if content.support:
        low, lower = _support(studio, content.support, body, cut)
    elif figures.height:
        low = figures.height + points(24)
        lower = [*figures.place(body.x, body.bottom - figures.height - points(4))]
        cut += figures.cut
    room = Box(body.x, body.y, body.w, body.h - (low + gap if low else 0))
    inner = room.inset(points(32), points(16), points(32), points(16))
    stack = _sentence(studio, content, inner)
    parts: list[Element] = [
        *top.elements,
        panel("Ground", room, theme.level_tint(0), role="ground"),
        panel("Bar", Box(room.x, room.y, points(7), room.h), theme.level(0), role="ornament"),
        *stack.place(inner.y + (inner.h - stack.height) // 2),
        *lower,
    ]
    cut += stack.cut
    return [slide(planned, top.title, parts, full_texts=cut, lead_in=studio.word("full_text"))]


def _sentence(studio: Studio, content: Statement, room: Box) -> _Stack:
    """The sentence with its label and source, as large as the room allows."""
    stack = _Stack(studio, room.x, room.w)
    for size in (54.0, 44.0, 36.0, 30.0, 24.0, 20.0, 18.0, 16.0):
        style = Style(size, studio.theme.ink, bold=True, heading=True)
        lines = studio.setter.lines(content.text, style, room.w)
        most = max(1, (room.h - points(64)) // points(size * 1.2))
        if lines > min(most, 3 if size > 30 else most) and size > 16:
            continue
        stack.add("Label", content.label, studio.strong(14, studio.theme.level(0)), 1)
        stack.add("Statement", content.text, style, most, 6 if content.label else 0)
        stack.add("Source", content.source, studio.lede().at(14), 1, 12)
        if stack.height <= room.h or size == 16:
            break
        stack = _Stack(studio, room.x, room.w)
    return stack


def _support(
    studio: Studio, items: Sequence[Item], body: Box, cut: list[str]
) -> tuple[int, list[Element]]:
    """Equal cards at the foot of the body, in rows of up to four; their height with gaps."""
    setter, theme = studio.setter, studio.theme
    counts = evenly(len(items), ACROSS if studio.page.wide else 2 if len(items) == 4 else 3)
    gap, pad = points(16), points(16)
    cells = columns(body, max(counts), gap)
    wide = cells[0].w - 2 * pad
    lines: list[list[Paragraph]] = []
    most = body.h * 6 // 10 // len(counts) - gap
    for heading, text in SUPPORT:
        lines = [
            [
                setter.paragraph(i.title, studio.heading(heading), wide),
                *([setter.paragraph(i.text, studio.body(text), wide, space_before=3)]
                  if i.text else []),
            ]
            for i in items
        ]  # fmt: skip
        if max(map(setter.height, lines)) + 2 * pad <= most * (0.75 if text > 13 else 1):
            break
    else:
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
            card = Box(cell.x, y, cell.w, tall)
            color = theme.level(item.level if item.level is not None else 0)
            made += [
                panel(f"Card {number}", card, theme.surface),
                panel(f"Card bar {number}", Box(card.x, y, card.w, points(4)), color,
                      role="ornament"),
                text_box(f"Support {number}", card.inset(pad, pad + points(4), pad, pad),
                         lines[index]),
            ]  # fmt: skip
            index += 1
        y += tall + gap
    return height, made


def closing(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """The last slide: what is asked of whom; more asks than fit go on a further one."""
    content = planned.content
    assert isinstance(content, Closing)
    heads = [_closing_head(studio, planned, content, planned.title)]
    spot = studio.page.section_title
    number = points(44)
    room = _closing_foot(studio, content)[1] - points(48) - heads[0].height - points(28)
    for sizes in ASKS:
        asks = [_ask(studio, item, sizes, spot.w - number, 0) for item in content.items]
        tallest = max(map(studio.setter.height, asks), default=0) + points(20)
        if tallest * len(asks) <= room:
            break
    else:
        asks = [_ask(studio, item, ASKS[-1], spot.w - number, 2) for item in content.items]
        tallest = max(map(studio.setter.height, asks), default=0) + points(14)
    row = max(tallest, points(56)) if tallest * 2 < room else tallest
    counts = evenly(len(asks), max(1, room // max(row, 1))) if asks else [0]
    slides, begun = [], 0
    for part, count in enumerate(counts, start=1):
        title = numbered(studio, planned.title, part, len(counts))
        slides.append(
            _closing(studio, planned, content, title, asks[begun : begun + count], begun, row, part)
        )
        begun += count
    return slides


def _closing_head(studio: Studio, planned: PlannedSlide, content: Closing, title: str) -> _Stack:
    paper, spot = studio.theme.paper, studio.page.section_title
    stack = _Stack(studio, spot.x, spot.w)
    stack.add("Kicker", content.kicker, Style(14, _quiet(studio), bold=True), 1)
    _title(studio, stack, title, (36, 30, 24), paper)
    stack.width = round(spot.w * 0.86)
    stack.add("Text", content.text, Style(18, paper), 3, 12)
    return stack


def _closing_foot(studio: Studio, content: Closing) -> tuple[list[Element], int]:
    spot, bottom = studio.page.section_title, studio.page.footer_rule_y - points(14)
    if not content.byline:
        return [], bottom
    byline = studio.setter.shorten(content.byline, Style(13, _quiet(studio)), spot.w, 2)
    height = studio.setter.height([byline])
    box = Box(spot.x, bottom - height, spot.w, height)
    return [text_box("Byline", box, [byline])], box.y - points(12)


def _ask(
    studio: Studio, item: Item, sizes: tuple[float, float], width: int, most: int
) -> list[Paragraph]:
    setter, quiet = studio.setter, _quiet(studio)
    heading = Style(sizes[0], studio.theme.paper, bold=True)
    lines = [setter.shorten(item.title, heading, width, most or 99)]
    if item.text:
        lines.append(setter.shorten(item.text, Style(sizes[1], quiet), width, most or 99))
    return lines


def _closing(
    studio: Studio, planned: PlannedSlide, content: Closing, title: str,
    asks: Sequence[list[Paragraph]], begun: int, row: int, part: int,
) -> Slide:  # fmt: skip
    theme, setter, quiet = studio.theme, studio.setter, _quiet(studio)
    spot, number = studio.page.section_title, points(44)
    stack = _closing_head(studio, planned, content, title)
    foot, bottom = _closing_foot(studio, content)
    gap = points(28 if asks else 0)
    block = stack.height + gap + len(asks) * row
    y = max(points(48), round((bottom - block) * 0.45))
    parts: list[Element] = [*stack.place(y), _ornament(studio, Color("accent1"))]
    y += stack.height + gap
    items = content.items[begun : begun + len(asks)]
    cut = list(stack.cut)
    for index, (item, lines) in enumerate(zip(items, asks, strict=True), start=begun + 1):
        figure = Style(24, theme.paper, bold=True, heading=True)
        parts += [
            rule(f"Rule {index}", spot.x, y, spot.w, quiet),
            text_box(f"Number {index}", Box(spot.x, y, number, row),
                     [setter.paragraph(str(index), figure, number)], anchor="middle"),
            text_box(f"Ask {index}", Box(spot.x + number, y, spot.w - number, row), lines,
                     anchor="middle"),
        ]  # fmt: skip
        if [p.text for p in lines] != [t for t in (item.title, item.text) if t]:
            cut += [item.title, item.text]
        y += row
    return slide(
        planned, title, [*parts, *foot], part=part, role="closing", full_texts=cut,
        lead_in=studio.word("full_text"),
    )  # fmt: skip


def _ornament(studio: Studio, color: Color) -> Shape:
    return panel("Edge", Box(0, 0, BAR, studio.page.height), color, role="ornament")


def _quiet(studio: Studio) -> Color:
    """Text of second rank on the dark ground of cover and closing: 4.5:1 and more."""
    return Color("bg2") if studio.theme.ground == "light" else Color("bg1")


def _logo(studio: Studio, content: Cover) -> Picture:
    assert content.logo is not None
    width, height = size_of(content.logo)
    high = LOGO_HEIGHT
    wide = min(round(high * width / height), points(200))
    high = round(wide * height / width)
    page = studio.page
    mime = "image/png" if content.logo_mime == "image/png" else "image/jpeg"
    box = Box(page.width - page.margin - wide, points(40), wide, high)
    return Picture("Logo", box, content.logo, mime, alt="Logo", role="logo")  # type: ignore[arg-type]
