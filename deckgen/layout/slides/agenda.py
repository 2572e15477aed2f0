"""The agenda: the deck's sections, each with a link to its first slide."""

from __future__ import annotations

from dataclasses import replace

from deckgen.layout.frame import frame, slide
from deckgen.layout.pieces import evenly, rule, text_box
from deckgen.layout.studio import Studio
from deckgen.plan import Agenda, AgendaItem, PlannedSlide
from deckgen.scene import Box, Element, Link, Slide, points

LEAST, TALLEST = points(36), points(76)
"""A row's height: one line of title and one of text, and where it looks lost."""


def agenda(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """Numbered rows spread over the free height; more than fit continue evenly."""
    content = planned.content
    assert isinstance(content, Agenda)
    if not content.items:
        return []
    probe = frame(studio, planned)
    most = max(1, probe.body.h // LEAST)
    counts = evenly(len(content.items), most)
    slides, begun = [], 0
    height = min(TALLEST, probe.body.h // max(counts))
    for part, count in enumerate(counts, start=1):
        top = frame(studio, planned, part, len(counts))
        elements: list[Element] = list(top.elements)
        for row, item in enumerate(content.items[begun : begun + count]):
            y = top.body.y + row * height
            elements += _row(studio, item, begun + row + 1, Box(top.body.x, y, top.body.w, height))
        end = top.body.y + count * height
        elements.append(rule("Rule end", top.body.x, end, top.body.w, studio.theme.hairline))
        slides.append(slide(planned, top.title, elements, part=part, full_texts=top.cut))
        begun += count
    return slides


def _row(studio: Studio, item: AgendaItem, number: int, box: Box) -> list[Element]:
    setter, theme = studio.setter, studio.theme
    tall = box.h >= points(54)
    link = Link(slide=item.first, tip=item.title)
    numbers = points(52)
    pages = points(70)
    figure = studio.number(28 if tall else 18, theme.level(1))
    wide = box.w - numbers - pages - points(16)
    title = setter.shorten(item.title, studio.heading(18 if tall else 15), wide, 1)
    lines = [title]
    if item.text:
        lines.append(setter.shorten(item.text, studio.lede().at(13 if tall else 12), wide, 1))
    page_style = replace(studio.strong(14, theme.level(1)), align="right")
    run = replace(page_style.run("88"), number_of=item.first)
    pages_line = replace(
        setter.paragraph("88 ▸", page_style, pages), lines=((run, page_style.run(" ▸")),)
    )
    return [
        rule(f"Rule {number}", box.x, box.y, box.w, theme.hairline),
        text_box(
            f"Number {number}", Box(box.x, box.y, numbers, box.h),
            [setter.paragraph(str(number), figure, numbers)], anchor="middle",
        ),
        text_box(
            f"Section {number}", Box(box.x + numbers, box.y, wide, box.h), lines,
            anchor="middle", link=link,
        ),
        text_box(
            f"Page {number}", Box(box.right - pages, box.y, pages, box.h), [pages_line],
            anchor="middle", link=link,
        ),
    ]  # fmt: skip
