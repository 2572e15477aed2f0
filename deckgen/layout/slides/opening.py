"""Slides that open and close: cover, section divider, closing."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout.blocks import Figures, Stack, title_in
from deckgen.layout.frame import numbered, slide
from deckgen.layout.pictures import size_of
from deckgen.layout.pieces import evenly, panel, rule, text_box
from deckgen.layout.slides import company_opening
from deckgen.layout.studio import Studio
from deckgen.making import new_box, new_stroke
from deckgen.pictures.raster import stand_in
from deckgen.plan import Closing, Cover, Item, PlannedSlide, Section
from deckgen.scene import Color, Element, Paragraph, Picture, Slide, points
from deckgen.theme.page import ornament_box
from deckgen.theme.tokens import Ornament

LOGO_HEIGHT = points(44)
ASKS = ((24.0, 16.0), (20.0, 15.0), (18.0, 14.0), (16.0, 13.0), (14.0, 12.0))
"""(heading, text) of what the last slide asks for."""


def cover(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """The first slide: title, what the deck is about, by whom and when."""
    content = planned.content
    assert isinstance(content, Cover)
    leaf = studio.page.leaf("cover")
    if leaf is not None:
        return company_opening.cover(studio, planned, leaf)
    theme, page = studio.theme, studio.page
    spot = page.cover_title
    paper, quiet = theme.cover_text, theme.cover_quiet
    stack = Stack(studio, spot.x, round(spot.w * 0.86))
    stack.add("Kicker", content.kicker, studio.strong(14, quiet), 1)
    title_in(studio, stack, planned.title, (theme.type.cover, 36, 30), paper)
    stack.add("Subtitle", content.subtitle, studio.body(20, paper), 3, 14)
    foot = Stack(studio, spot.x, stack.width)
    foot.add("Byline", content.byline, studio.body(14, quiet), 3)
    top = max(points(90), round((page.height - stack.height) * 0.42))
    parts = [*stack.place(top), *_ornament(studio, theme.cover.ornament, theme.cover_accent)]
    if content.byline:
        y = page.footer_rule_y - points(28) - foot.height
        parts.append(rule("Byline rule", spot.x, y - points(10), round(spot.w * 0.28), quiet))
        parts += foot.place(y)
    if content.logo:
        parts.append(_logo(studio, content))
    return [
        slide(
            planned, planned.title, parts, role="cover",
            full_texts=[*stack.cut, *foot.cut],
            lead_in=studio.word("full_text"),
        )
    ]  # fmt: skip


def section(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """A divider: where we are, and the numbers of what follows."""
    content = planned.content
    assert isinstance(content, Section)
    leaf = studio.page.leaf("section")
    if leaf is not None:
        return company_opening.section(studio, planned, leaf)
    theme, page = studio.theme, studio.page
    color, ink = theme.section_accent(content.level), theme.section_text
    spot = page.section_title
    stack = Stack(studio, spot.x, spot.w)
    stack.add("Kicker", content.kicker, studio.strong(14, color), 1)
    title_in(studio, stack, planned.title, (40, 36, 30, 24), ink)
    stack.width = round(spot.w * 0.86)
    stack.add("Text", content.text, studio.body(18, ink), 4, 12)
    parts: list[Element] = [*_ornament(studio, theme.section.ornament, color)]
    foot = page.footer_rule_y - points(14)
    if content.byline:
        byline = Stack(studio, spot.x, spot.w)
        byline.add("Byline", content.byline, studio.body(13, ink), 2)
        foot -= byline.height
        parts += byline.place(foot)
        stack.cut += byline.cut
        foot -= points(8)
        parts.append(rule("Byline rule", spot.x, foot, spot.w, color))
    # Title and numbers are one group above the byline, a little over its middle.
    figures = Figures(studio, content.figures, spot.w, color, ink)
    gap = points(40 if figures.height else 0)
    block = stack.height + gap + figures.height
    top = max(points(48), round((foot - block) * 0.46))
    gap = min(gap, max(points(12), foot - points(12) - top - stack.height - figures.height))
    parts = [*stack.place(top), *parts]
    parts += figures.place(spot.x, top + stack.height + gap)
    return [
        slide(
            planned, planned.title, parts, role="section",
            ground=theme.section_ground(content.level),
            full_texts=[*stack.cut, *figures.cut], lead_in=studio.word("full_text"),
        )
    ]  # fmt: skip


def closing(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """The last slide: what is asked of whom; more asks than fit go on a further one."""
    content = planned.content
    assert isinstance(content, Closing)
    leaf = studio.page.leaf("closing")
    if leaf is not None:
        return company_opening.closing(studio, planned, leaf)
    head, foot = _closing_head(studio, planned, content, planned.title), _foot(studio, content)
    spot = studio.page.section_title
    number = points(44)
    room = foot[1] - points(48) - head.height - points(28)
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
        # Whatever is cut is found once for each slide.
        if title != planned.title or head.cut or foot[0].cut:
            head, foot = _closing_head(studio, planned, content, title), _foot(studio, content)
        some = asks[begun : begun + count]
        slides.append(_closing(studio, planned, head, foot, title, some, begun, row, part))
        begun += count
    return slides


def _closing_head(studio: Studio, planned: PlannedSlide, content: Closing, title: str) -> Stack:
    paper, spot = studio.theme.cover_text, studio.page.section_title
    stack = Stack(studio, spot.x, spot.w)
    stack.add("Kicker", content.kicker, studio.strong(14, studio.theme.cover_quiet), 1)
    title_in(studio, stack, title, (36, 30, 24), paper)
    stack.width = round(spot.w * 0.86)
    stack.add("Text", content.text, studio.body(18, paper), 3, 12)
    return stack


def _foot(studio: Studio, content: Closing) -> tuple[Stack, int]:
    """The byline, and where what stands above it ends."""
    spot, bottom = studio.page.section_title, studio.page.footer_rule_y - points(14)
    stack = Stack(studio, spot.x, spot.w)
    stack.add("Byline", content.byline, studio.body(14, studio.theme.cover_quiet), 2)
    return stack, bottom - stack.height - (points(12) if content.byline else 0)


def _ask(
    studio: Studio, item: Item, sizes: tuple[float, float], width: int, most: int
) -> list[Paragraph]:
    setter, quiet = studio.setter, studio.theme.cover_quiet
    heading = studio.strong(sizes[0], studio.theme.cover_text)
    lines = [setter.shorten(item.title, heading, width, most or 99)]
    if item.text:
        lines.append(setter.shorten(item.text, studio.body(sizes[1], quiet), width, most or 99))
    return lines


def _closing(
    studio: Studio, planned: PlannedSlide, stack: Stack, lower: tuple[Stack, int], title: str,
    asks: Sequence[list[Paragraph]], begun: int, row: int, part: int,
) -> Slide:  # fmt: skip
    """One of the last slides, its head (``stack``) above and its byline (``lower``) below."""
    content = planned.content
    assert isinstance(content, Closing)
    theme, setter, quiet = studio.theme, studio.setter, studio.theme.cover_quiet
    spot, number = studio.page.section_title, points(44)
    foot, bottom = lower
    base = studio.page.footer_rule_y - points(14)
    gap = points(28 if asks else 0)
    block = stack.height + gap + len(asks) * row
    y = max(points(48), round((bottom - block) * 0.45))
    edge = _ornament(studio, theme.cover.ornament, theme.cover_accent)
    parts: list[Element] = [*stack.place(y), *edge]
    y += stack.height + gap
    items = content.items[begun : begun + len(asks)]
    cut = [*stack.cut, *foot.cut]
    for index, (item, lines) in enumerate(zip(items, asks, strict=True), start=begun + 1):
        figure = studio.number(24, theme.cover_text)
        parts += [
            rule(f"Rule {index}", spot.x, y, spot.w, quiet),
            text_box(f"Number {index}", new_box(spot.x, y, number, row),
                     [setter.paragraph(str(index), figure, number)], anchor="middle"),
            text_box(f"Ask {index}", new_box(spot.x + number, y, spot.w - number, row), lines,
                     anchor="middle"),
        ]  # fmt: skip
        if [p.text for p in lines] != [t for t in (item.title, item.text) if t]:
            cut += [item.title, item.text]
        y += row
    return slide(
        planned, title, [*parts, *foot.place(base - foot.height)], part=part,
        role="closing", full_texts=cut,
        lead_in=studio.word("full_text"),
    )  # fmt: skip


def _ornament(studio: Studio, kind: Ornament, color: Color) -> list[Element]:
    box = ornament_box(studio.page, kind)
    if box is None:
        return []
    if kind == "frame":
        return [panel("Frame", box, None, stroke=new_stroke(color), role="ornament")]
    return [panel("Edge", box, color, role="ornament")]


def _logo(studio: Studio, content: Cover) -> Picture:
    assert content.logo is not None
    data, mime, svg = stand_in(content.logo, content.logo_mime)
    width, height = size_of(data)
    high = LOGO_HEIGHT
    wide = min(round(high * width / height), points(200))
    high = round(wide * height / width)
    page = studio.page
    box = new_box(page.width - page.margin - wide, points(40), wide, high)
    return Picture("Logo", box, data, mime, alt="Logo", svg=svg, role="logo")
