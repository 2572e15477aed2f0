"""The agenda: the deck's sections, each with a link to its first slide."""

from __future__ import annotations

from deckgen.layout.frame import frame, slide
from deckgen.layout.pieces import evenly, rule, text_box
from deckgen.layout.studio import Studio
from deckgen.making import new_box, new_link
from deckgen.plan import Agenda, AgendaItem, PlannedSlide
from deckgen.scene import Box, Element, Paragraph, Slide, points
from deckgen.values import dataclass, replace

TALLEST = points(112)
"""A row's height at which its text looks lost."""
AIR = points(14)
"""EMU above and below the text of a row together."""
PAGES = points(92)
"""Width of the column of slide numbers."""
SIZES = ((20.0, 14.0), (18.0, 13.0), (16.0, 12.0))
"""(heading, text) in points, largest first."""


@dataclass(frozen=True, slots=True)
class _Step:
    """The type of all rows, how many lines a text may take, and the least height of a row."""

    sizes: tuple[float, float]
    lines: int
    least: int


def agenda(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """Numbered rows spread over the free height; more than fit continue evenly."""
    content = planned.content
    assert isinstance(content, Agenda)
    if not content.items:
        return []
    findings = studio.setter.findings
    begin = len(findings)
    first = frame(studio, planned)
    noticed = findings[begin:]
    room = first.body
    step = _step(studio, content, room)
    counts = evenly(len(content.items), max(1, room.h // step.least))
    if len(counts) > 1:  # the longer title of a continued slide may take a line more
        room = frame(studio, planned, len(counts), len(counts)).body
        counts = evenly(len(content.items), max(1, room.h // step.least))
    height = min(max(TALLEST, step.least), room.h // max(counts))
    slides, begun = [], 0
    for part, count in enumerate(counts, start=1):
        if len(counts) == 1:
            top = first
            findings += noticed
        else:
            top = frame(studio, planned, part, len(counts))
        elements: list[Element] = list(top.elements)
        cut = list(top.cut)
        for row, item in enumerate(content.items[begun : begun + count]):
            box = new_box(top.body.x, top.body.y + row * height, top.body.w, height)
            elements += _known_row(studio, item, begun + row + 1, box, step, cut)
        end = top.body.y + count * height
        elements.append(rule("Rule end", top.body.x, end, top.body.w, studio.theme.hairline))
        slides.append(
            slide(
                planned, top.title, elements, part=part, full_texts=cut,
                lead_in=studio.word("full_text"), numbered=True,
            )
        )  # fmt: skip
        begun += count
    return slides


def _numbers(studio: Studio) -> int:
    return points(56 if studio.page.wide else 44)


def _width(studio: Studio, box: Box) -> int:
    return box.w - _numbers(studio) - PAGES - points(16)


def _step(studio: Studio, content: Agenda, body: Box) -> _Step:
    """The largest type in which all rows fit one slide whole; else the smallest, two lines."""
    width = _width(studio, body)
    for sizes in SIZES:
        tallest = max(studio.setter.height(_lines(studio, i, sizes, width)) for i in content.items)
        if (tallest + AIR) * len(content.items) <= body.h:
            return _Step(sizes, 9, tallest + AIR)
    heading, text = SIZES[-1]
    tallest = max(
        studio.setter.height(_lines(studio, i, SIZES[-1], width, 2)) for i in content.items
    )
    return _Step((heading, text), 2, tallest + AIR)


def _lines(
    studio: Studio, item: AgendaItem, sizes: tuple[float, float], width: int, most: int = 0
) -> list[Paragraph]:
    """Heading and text, whole or (with ``most``) in at most so many lines each."""
    setter = studio.setter
    heading, text = studio.heading(sizes[0]), studio.lede().at(sizes[1])
    if most:
        made = [setter.shorten(item.title, heading, width, most)]
        return [*made, setter.shorten(item.text, text, width, most)] if item.text else made
    made = [setter.paragraph(item.title, heading, width)]
    return [*made, setter.paragraph(item.text, text, width)] if item.text else made


def _known_row(
    studio: Studio, item: AgendaItem, number: int, box: Box, step: _Step, cut: list[str]
) -> list[Element]:
    """A row; the agendas of departments have most of them in common."""
    key = "agenda", item, number, box, step
    found: list[Element] | None = studio.parts.get(key)
    if found is None:
        before = len(cut)
        found = _row(studio, item, number, box, step, cut)
        if len(cut) == before:
            studio.parts.put(key, found)
    return found


def _row(
    studio: Studio, item: AgendaItem, number: int, box: Box, step: _Step, cut: list[str]
) -> list[Element]:
    setter, theme = studio.setter, studio.theme
    link = new_link(slide=item.first, tip=item.title)
    numbers, wide = _numbers(studio), _width(studio, box)
    large = studio.theme.type.title if box.h >= points(52) else step.sizes[0]
    figure = studio.number(large, theme.level(1))
    lines = _lines(studio, item, step.sizes, wide, step.lines if step.lines < 9 else 0)
    if [p.text for p in lines] != [t for t in (item.title, item.text) if t]:
        cut += [item.title, item.text]
    page_style = studio.strong(step.sizes[1], theme.level(1)).aligned("right")
    run = replace(page_style.run("88–88"), number_of=f"{item.first}..{item.last}~last")
    pages_line = replace(
        setter.paragraph("88–88 ▸", page_style, PAGES), lines=((run, page_style.run(" ▸")),)
    )
    return [
        rule(f"Rule {number}", box.x, box.y, box.w, theme.hairline),
        text_box(
            f"Number {number}", new_box(box.x, box.y, numbers, box.h),
            [setter.paragraph(str(number), figure, numbers)], anchor="middle",
        ),
        text_box(
            f"Section {number}", new_box(box.x + numbers, box.y, wide, box.h), lines,
            anchor="middle", link=link,
        ),
        text_box(
            f"Page {number}", new_box(box.right - PAGES, box.y, PAGES, box.h), [pages_line],
            anchor="middle", link=link,
        ),
    ]  # fmt: skip
