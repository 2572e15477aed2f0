"""Slides that open and close: cover, section divider, statement, closing."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout.frame import frame, slide
from deckgen.layout.pieces import columns, flat, panel, rule, text_box
from deckgen.layout.studio import Studio
from deckgen.plan import Closing, Cover, Figure, Item, PlannedSlide, Section, Statement
from deckgen.scene import Box, Color, Element, Picture, Shape, Slide, points
from deckgen.text.fitting import Style

BAR = points(12)
"""Width of the bar at the left edge."""
LOGO_HEIGHT = points(44)


def cover(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """The first slide: title, what the deck is about, by whom and when."""
    content = planned.content
    assert isinstance(content, Cover)
    theme, setter = studio.theme, studio.setter
    spot = studio.page.cover_title
    paper, quiet = theme.paper, _quiet(studio)
    width = round(spot.w * 0.86)
    size = setter.largest(
        [planned.title],
        Style(1, paper, bold=True, heading=True),
        width,
        (theme.type.cover, 36, 30),
        3,
    )
    title = setter.paragraph(planned.title, Style(size, paper, bold=True, heading=True), width)
    sub_style = Style(20, paper)
    subtitle = setter.shorten(content.subtitle, sub_style, round(spot.w * 0.72), 3)
    kicker = setter.shorten(content.kicker, Style(14, quiet, bold=True), width, 1)
    byline = setter.shorten(content.byline, Style(14, quiet), width, 2)
    heights = [
        setter.height([kicker]) + points(10) if content.kicker else 0,
        setter.height([title]),
        points(14) + setter.height([subtitle]) if content.subtitle else 0,
    ]
    top = max(points(90), round((studio.page.height - sum(heights)) * 0.42))
    parts: list[Element] = [_ornament(studio, Color("accent1"))]
    at = top + heights[0]
    parts.insert(
        0,
        text_box("Title", Box(spot.x, at, width, heights[1]), [title], placeholder="title"),
    )
    if content.kicker:
        parts.append(text_box("Kicker", Box(spot.x, top, width, setter.height([kicker])), [kicker]))
    at += heights[1] + points(14)
    if content.subtitle:
        box = Box(spot.x, at, round(spot.w * 0.72), setter.height([subtitle]))
        parts.append(text_box("Subtitle", box, [subtitle], placeholder="subtitle"))
    if content.byline:
        y = studio.page.footer_rule_y - points(62)
        parts.append(rule("Byline rule", spot.x, y, round(spot.w * 0.28), quiet))
        box = Box(spot.x, y + points(10), width, setter.height([byline]))
        parts.append(text_box("Byline", box, [byline]))
    if content.logo and content.logo_mime in ("image/png", "image/jpeg"):
        parts.append(_logo(studio, content))
    return [slide(planned, planned.title, parts, role="cover")]


def section(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """A divider: where we are, and the numbers of what follows."""
    content = planned.content
    assert isinstance(content, Section)
    theme, setter = studio.theme, studio.setter
    color = theme.level(content.level)
    spot = studio.page.section_title
    width = spot.w
    title_style = Style(40, theme.ink, bold=True, heading=True)
    size = setter.largest([planned.title], title_style, width, (40, 36, 30, 24), 2)
    title = setter.paragraph(planned.title, title_style.at(size), width)
    kicker = setter.shorten(content.kicker, Style(14, color, bold=True), width, 1)
    text = setter.shorten(content.text, Style(18, theme.ink), round(width * 0.86), 3)
    byline = setter.shorten(content.byline, Style(13, theme.ink), width, 1)
    head = setter.height([title])
    above = setter.height([kicker]) + points(8) if content.kicker else 0
    below = setter.height([text]) + points(12) if content.text else 0
    figures = content.figures[:4]
    figure_height = points(78) if figures else 0
    block = above + head + below + (figure_height + points(44) if figures else 0)
    top = max(points(60), round((studio.page.footer_rule_y - block) * 0.46))
    parts: list[Element] = [
        text_box("Title", Box(spot.x, top + above, width, head), [title], placeholder="title"),
        _ornament(studio, color),
    ]
    if content.kicker:
        box = Box(spot.x, top, width, setter.height([kicker]))
        parts.append(text_box("Kicker", box, [kicker]))
    at = top + above + head
    if content.text:
        box = Box(spot.x, at + points(12), round(width * 0.86), setter.height([text]))
        parts.append(text_box("Text", box, [text]))
    at += below
    if figures:
        row = Box(spot.x, at + points(44), width, figure_height)
        parts.extend(figure_row(studio, figures, row, color, count=4 if studio.page.wide else 3))
    if content.byline:
        y = studio.page.footer_rule_y - points(34)
        parts.append(rule("Byline rule", spot.x, y, width, color))
        box = Box(spot.x, y + points(7), width, setter.height([byline]))
        parts.append(text_box("Byline", box, [byline]))
    return [
        slide(planned, planned.title, parts, role="section", ground=theme.level_tint(content.level))
    ]


def statement(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """One sentence that fills the slide, with what supports it below."""
    content = planned.content
    assert isinstance(content, Statement)
    if not content.text:
        return []
    top = frame(studio, planned)
    setter, theme = studio.setter, studio.theme
    body = top.body
    support = content.support[:4]
    figures = content.figures[:4]
    lower = points(130) if support else points(84) if figures else 0
    room = Box(body.x, body.y, body.w, body.h - lower - (points(20) if lower else 0))
    inner = Box(room.x + points(28), room.y, room.w - points(56), room.h)
    style = Style(40, theme.ink, bold=True, heading=True)
    size = setter.largest([content.text], style, inner.w, (40, 36, 30, 24, 20, 18), 4)
    sentence = setter.shorten(content.text, style.at(size), inner.w, 9)
    lines = [sentence]
    if content.label:
        lines.insert(0, setter.paragraph(content.label, studio.strong(14, theme.level(0)), inner.w))
    if content.source:
        lines.append(
            setter.paragraph(content.source, studio.lede().at(14), inner.w, space_before=12)
        )
    parts: list[Element] = [
        *top.elements,
        panel("Ground", room, theme.surface, role="ground"),
        panel("Bar", Box(room.x, room.y, points(6), room.h), theme.level(0), role="ornament"),
        text_box("Statement", inner, lines, anchor="middle"),
    ]
    low = Box(body.x, body.bottom - lower, body.w, lower)
    if support:
        parts.extend(_support(studio, support, low))
    elif figures:
        parts.extend(figure_row(studio, figures, low, theme.level(0), count=len(figures)))
    cut = [content.text] if sentence.text != content.text else []
    return [
        slide(
            planned, top.title, parts, full_texts=[*top.cut, *cut], lead_in=studio.word("full_text")
        )
    ]


def closing(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """The last slide: what is asked of whom."""
    content = planned.content
    assert isinstance(content, Closing)
    theme, setter = studio.theme, studio.setter
    paper, quiet = theme.paper, _quiet(studio)
    spot = studio.page.section_title
    width = spot.w
    title_style = Style(36, paper, bold=True, heading=True)
    size = setter.largest([planned.title], title_style, width, (36, 30, 24), 2)
    title = setter.paragraph(planned.title, title_style.at(size), width)
    kicker = setter.shorten(content.kicker, Style(14, quiet, bold=True), width, 1)
    text = setter.shorten(content.text, Style(18, paper), round(width * 0.86), 3)
    items = content.items[:5]
    row_height = points(54)
    above = setter.height([kicker]) + points(8) if content.kicker else 0
    below = setter.height([text]) + points(12) if content.text else 0
    block = above + setter.height([title]) + below + len(items) * row_height + points(24)
    top = max(points(56), round((studio.page.footer_rule_y - block) * 0.45))
    at = top + above
    parts: list[Element] = [
        text_box(
            "Title", Box(spot.x, at, width, setter.height([title])), [title], placeholder="title"
        ),
        _ornament(studio, Color("accent1")),
    ]
    if content.kicker:
        box = Box(spot.x, top, width, setter.height([kicker]))
        parts.append(text_box("Kicker", box, [kicker]))
    at += setter.height([title])
    if content.text:
        box = Box(spot.x, at + points(12), round(width * 0.86), setter.height([text]))
        parts.append(text_box("Text", box, [text]))
    at += below + points(24)
    cut = []
    for index, item in enumerate(items, start=1):
        parts.append(rule(f"Rule {index}", spot.x, at, width, quiet))
        number = setter.paragraph(str(index), Style(20, paper, bold=True, heading=True), points(30))
        box = Box(spot.x, at, points(34), row_height)
        parts.append(text_box(f"Number {index}", box, [number], anchor="middle"))
        wide = width - points(40)
        lines = [setter.shorten(item.title, Style(16, paper, bold=True), wide, 1)]
        if item.text:
            lines.append(setter.shorten(item.text, Style(13, quiet), wide, 1))
        said = "".join(line.text for line in lines)
        if said != item.title + item.text:
            cut += [item.title, item.text]
        box = Box(spot.x + points(40), at, wide, row_height)
        parts.append(text_box(f"Ask {index}", box, lines, anchor="middle"))
        at += row_height
    if content.byline:
        byline = setter.shorten(content.byline, Style(13, quiet), width, 1)
        y = studio.page.footer_rule_y - points(26)
        parts.append(text_box("Byline", Box(spot.x, y, width, setter.height([byline])), [byline]))
    return [
        slide(
            planned, planned.title, parts, role="closing", full_texts=cut,
            lead_in=studio.word("full_text"),
        )
    ]  # fmt: skip


def figure_row(
    studio: Studio, figures: Sequence[Figure], row: Box, color: Color, *, count: int
) -> list[Shape]:
    """Large numbers with their captions in ``count`` equal columns."""
    setter, theme = studio.setter, studio.theme
    cells = columns(row, max(count, 1), points(16))
    shown = list(figures)[: len(cells)]
    style = studio.number(36, color)
    wide = cells[0].w
    size = setter.largest([f.value for f in shown], style, wide, (36, 30, 24, 20), 1)
    made = []
    for index, (figure, cell) in enumerate(zip(shown, cells, strict=False), start=1):
        value = setter.shorten(figure.value, style.at(size), wide, 1)
        caption = setter.shorten(figure.caption, Style(13, theme.ink), wide, 2)
        made.append(text_box(f"Figure {index}", cell, [value, caption]))
    return made


def _support(studio: Studio, items: Sequence[Item], row: Box) -> list[Shape]:
    cells = columns(row, len(items), points(24))
    made = []
    for index, (item, cell) in enumerate(zip(items, cells, strict=True), start=1):
        lines = [studio.setter.shorten(item.title, studio.heading(16), cell.w, 2)]
        if item.text:
            lines.append(studio.setter.shorten(item.text, studio.body(13), cell.w, 4))
        made.append(text_box(f"Support {index}", cell, lines))
    return made


def _ornament(studio: Studio, color: Color) -> Shape:
    return panel("Edge", Box(0, 0, BAR, studio.page.height), color, role="ornament")


def _quiet(studio: Studio) -> Color:
    """Text of second rank on the dark ground of cover and closing: 4.5:1 and more."""
    return Color("bg2") if studio.theme.ground == "light" else Color("bg1")


def _logo(studio: Studio, content: Cover) -> Picture:
    from deckgen.layout.pictures import size_of

    assert content.logo is not None
    width, height = size_of(content.logo)
    high = LOGO_HEIGHT
    wide = min(round(high * width / height), points(200))
    high = round(wide * height / width)
    page = studio.page
    mime = "image/png" if content.logo_mime == "image/png" else "image/jpeg"
    box = Box(page.width - page.margin - wide, points(40), wide, high)
    return Picture("Logo", box, content.logo, mime, alt="Logo", role="logo")  # type: ignore[arg-type]


__all__ = ["closing", "cover", "figure_row", "flat", "section", "statement"]
