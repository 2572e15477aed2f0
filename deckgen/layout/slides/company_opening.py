"""Cover, divider and closing slide on a company's master: its placeholders first, then the area
that its layout leaves free.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.findings import Finding, Level
from deckgen.layout.blocks import Figures, Stack
from deckgen.layout.company import plain_title, sheet, texts_in, title_in
from deckgen.layout.frame import numbered, slide
from deckgen.layout.pictures import size_of
from deckgen.layout.pieces import evenly, rule, text_box
from deckgen.layout.studio import Studio
from deckgen.pictures.raster import stand_in
from deckgen.plan import Closing, Cover, Item, PlannedSlide, Section
from deckgen.scene import Box, Color, Element, Paragraph, Picture, Role, Slide, points
from deckgen.text.style import Style
from deckgen.theme.ground import Leaf
from deckgen.values import replace

LINES = 3
"""Most lines of a title on a cover or divider."""
ASKS = ((20.0, 15.0), (18.0, 14.0), (16.0, 13.0), (14.0, 12.0))
"""(heading, text) of what the last slide asks for, in points."""
LOGO_HEIGHT = points(44)
NARROW = points(240)
"""EMU: a free area that is narrower holds nothing."""
Said = tuple[str, float, bool]
"""A text, its size as a share of its placeholder's, whether it is bold."""


def cover(studio: Studio, planned: PlannedSlide, leaf: Leaf) -> list[Slide]:
    """The first slide. What the subtitle's placeholder cannot hold stands in the free area."""
    content = planned.content
    assert isinstance(content, Cover)
    theme = studio.theme
    said: list[Said] = [
        (content.subtitle, 1.0, False), (content.kicker, 0.75, True), (content.byline, 0.75, False)
    ]  # fmt: skip
    parts, cut, top = _opened(studio, leaf, planned, said, theme.cover_text, theme.cover_quiet)
    if content.logo:
        logo = _logo(content, leaf.area, top)
        if logo is not None:
            parts.append(logo)
        else:
            _no_room(studio, planned, ["the spec's logo"], "it is left out")
    return [_slide(studio, planned, planned.title, parts, "cover", cut)]


def _logo(content: Cover, area: Box, top: int) -> Picture | None:
    """The spec's logo in the lower right corner of the free area; None without room for it."""
    assert content.logo is not None
    data, mime, svg = stand_in(content.logo, content.logo_mime)
    width, height = size_of(data)
    wide = min(round(LOGO_HEIGHT * width / height), area.w // 4)
    high = round(wide * height / width)
    if area.w < NARROW or high < LOGO_HEIGHT // 3 or top + high > area.bottom:
        return None
    box = Box(area.right - wide, area.bottom - high, wide, high)
    return Picture("Logo", box, data, mime, alt="Logo", svg=svg, role="logo")


def section(studio: Studio, planned: PlannedSlide, leaf: Leaf) -> list[Slide]:
    """A divider: title and text in the placeholders, the figures where there is room."""
    content = planned.content
    assert isinstance(content, Section)
    theme = studio.theme
    said: list[Said] = [
        (content.kicker, 0.85, True), (content.text, 1.0, False), (content.byline, 0.75, False)
    ]  # fmt: skip
    leaf = _shared(leaf, bool(content.figures))
    parts, cut, top = _opened(studio, leaf, planned, said, theme.section_text,
                              theme.section_text)  # fmt: skip
    if content.figures:
        area = leaf.area
        accent = theme.section_accent(content.level)
        wide = max(area.w, NARROW)
        for largest in (40, 30, 24):
            figures = Figures(studio, content.figures, wide, accent, theme.section_text, largest)
            if top + figures.height <= area.bottom:
                break
        if area.w >= NARROW and top + figures.height <= area.bottom:
            spare = area.bottom - top - figures.height
            above = leaf.title is not None and area.bottom <= leaf.title.box.y
            # Near the title: at the foot of an area over it, else at the head of one below.
            parts += figures.place(area.x, top + (spare if above else min(spare // 2, points(40))))
            cut += figures.cut
        else:
            unplaced = [f"{f.value} {f.caption}" for f in content.figures]
            _no_room(studio, planned, unplaced)
            cut += unplaced
    return [_slide(studio, planned, planned.title, parts, "section", cut)]


def _shared(leaf: Leaf, figures: bool) -> Leaf:
    """The leaf of a divider whose figures take the lower part of its text's placeholder: the
    placeholder ends above them, or is left whole when there are none.
    """
    text, area = leaf.text, leaf.area
    if text is None or not (text.box.y < area.y < text.box.bottom and area.x < text.box.right):
        return leaf
    if area.right <= text.box.x:
        return leaf
    if not figures:
        return replace(leaf, area=replace(area, w=0, h=0))
    inner = replace(text.inner, y=area.y, h=area.h)
    high = area.y - points(6) - text.box.y
    return replace(leaf, text=replace(text, box=replace(text.box, h=high)), area=inner)


def _opened(
    studio: Studio,
    leaf: Leaf,
    planned: PlannedSlide,
    said: Sequence[Said],
    color: Color,
    quiet: Color,
) -> tuple[list[Element], list[str], int]:
    """Title and texts; what was cut; where the free area begins that is left (EMU)."""
    area, title = leaf.area, planned.title
    if leaf.title is not None:
        largest = min(leaf.title.size, 60.0)
        head, cut = title_in(studio, leaf.title, title, size=largest, most=LINES, color=color)
        top = area.y
    else:
        head, cut = plain_title(studio, area, title, "")
        top = head.box.bottom + points(10)
    parts: list[Element] = [head]
    left = [item for item in said if item[0]]
    if leaf.text is not None and left:
        shape, over = texts_in(studio, leaf.text, left, color)
        left = [item for item in left if item[0] in over]
        if shape is not None:
            parts.append(shape)
    stack = Stack(studio, area.x, max(area.w, NARROW))
    for text, share, bold in left:
        size = 20.0 * share if leaf.text is None else 14.0
        stack.add(_name(said, text), text, Style(max(12.0, size), quiet, bold), 3, 6)
    if stack.parts and area.w >= NARROW and top + stack.height <= area.bottom:
        parts += stack.place(top)
        top += stack.height + points(12)
        cut += stack.cut
    elif stack.parts:
        unplaced = [text for text, _, _ in left]
        _no_room(studio, planned, unplaced)
        cut += unplaced
    return parts, cut, top


def _no_room(
    studio: Studio, planned: PlannedSlide, texts: Sequence[str], so: str = "it stands in the notes"
) -> None:
    listed = ", ".join(repr(text) if so.endswith("notes") else text for text in texts)
    message = f"the base's layout leaves no room for {listed}: {so}"
    studio.setter.findings.append(Finding(Level.WARNING, "base-room", message, subject=planned.key))


def _name(said: Sequence[Said], text: str) -> str:
    return f"Line {[t for t, _, _ in said].index(text) + 1}"


def closing(studio: Studio, planned: PlannedSlide, leaf: Leaf) -> list[Slide]:
    """The last slide: what is asked of whom, in the free area; more asks go on a further one."""
    content = planned.content
    assert isinstance(content, Closing)
    area, setter, number = leaf.area, studio.setter, points(40)
    head = _closing_head(studio, content, area)
    foot = _closing_foot(studio, content, area)
    gap = points(14)
    room = area.h - head.height - foot.height - 2 * gap
    most = 0
    for sizes in ASKS:
        asks = [_ask(studio, item, sizes, area.w - number, 0) for item in content.items]
        row = max(map(setter.height, asks), default=0) + points(16)
        if row * len(asks) <= room:
            break
    else:
        most = 2
        asks = [_ask(studio, item, ASKS[-1], area.w - number, most) for item in content.items]
        row = max(map(setter.height, asks), default=0) + points(12)
    if asks and row * len(asks) * 1.5 < room:
        row = min(points(72), room // len(asks))
    counts = evenly(len(asks), max(1, room // max(row, 1))) if asks else [0]
    slides, begun = [], 0
    for part, count in enumerate(counts, start=1):
        title = numbered(studio, planned.title, part, len(counts))
        tail = title.removeprefix(planned.title) if len(counts) > 1 else ""
        parts, cut = _closing(studio, content, leaf, title, tail, asks, begun, count, row)
        made = _slide(studio, planned, title, parts, "closing", cut, part)
        slides.append(made)
        begun += count
    return slides


def _size(studio: Studio) -> float:
    """Points of the titles of the deck's other slides."""
    leaf = studio.page.leaf("title")
    return leaf.title.size if leaf is not None and leaf.title is not None else 24.0


def _closing_head(studio: Studio, content: Closing, area: Box) -> Stack:
    theme = studio.theme
    stack = Stack(studio, area.x, area.w)
    stack.add("Kicker", content.kicker, Style(14, _quiet(studio), bold=True), 1)
    stack.add("Text", content.text, Style(theme.type.heading, _ink(studio)), 3, 4)
    return stack


def _closing_foot(studio: Studio, content: Closing, area: Box) -> Stack:
    stack = Stack(studio, area.x, area.w)
    stack.add("Byline", content.byline, Style(13, _quiet(studio)), 2)
    return stack


def _closing(
    studio: Studio, content: Closing, leaf: Leaf, title: str, tail: str,
    asks: Sequence[list[Paragraph]], begun: int, count: int, row: int,
) -> tuple[list[Element], list[str]]:  # fmt: skip
    area, setter, number = leaf.area, studio.setter, points(40)
    if leaf.title is not None:
        shape, cut = title_in(studio, leaf.title, title, size=_size(studio), tail=tail)
        y = area.y
    else:
        shape, cut = plain_title(studio, area, title, tail)
        y = shape.box.bottom + points(10)
    head, foot = _closing_head(studio, content, area), _closing_foot(studio, content, area)
    parts: list[Element] = [shape]
    if leaf.sheet:
        parts.append(sheet(studio, leaf))
    parts += head.place(y)
    y += head.height + (points(14) if head.parts else 0)
    for index in range(begun, begun + count):
        item, lines = content.items[index], asks[index]
        figure = Style(22, _ink(studio), bold=True, heading=True)
        label = index + 1
        parts += [
            rule(f"Rule {label}", area.x, y, area.w, _quiet(studio)),
            text_box(f"Number {label}", Box(area.x, y, number, row),
                     [setter.paragraph(str(label), figure, number)], anchor="middle"),
            text_box(f"Ask {label}", Box(area.x + number, y, area.w - number, row), lines,
                     anchor="middle"),
        ]  # fmt: skip
        if [p.text for p in lines] != [t for t in (item.title, item.text) if t]:
            cut += [item.title, item.text]
        y += row
    if y + foot.height <= area.bottom:
        parts += foot.place(area.bottom - foot.height)
        cut += foot.cut
    elif content.byline:
        cut.append(content.byline)
    return parts, [*cut, *head.cut]


def _ink(studio: Studio) -> Color:
    shades = studio.theme.shades
    return studio.theme.ink if shades is None else shades.closing_text


def _quiet(studio: Studio) -> Color:
    shades = studio.theme.shades
    return studio.theme.muted if shades is None else shades.closing_quiet


def _ask(
    studio: Studio, item: Item, sizes: tuple[float, float], width: int, most: int
) -> list[Paragraph]:
    setter = studio.setter
    heading = Style(sizes[0], _ink(studio), bold=True)
    lines = [setter.shorten(item.title, heading, width, most or 99)]
    if item.text:
        lines.append(setter.shorten(item.text, Style(sizes[1], _quiet(studio)), width, most or 99))
    return lines


def _slide(
    studio: Studio, planned: PlannedSlide, title: str, parts: Sequence[Element], role: Role,
    cut: Sequence[str], part: int = 1,
) -> Slide:  # fmt: skip
    return slide(
        planned, title, parts, part=part, role=role, full_texts=[t for t in cut if t],
        lead_in=studio.word("full_text"),
    )  # fmt: skip
