"""Questions with their answers: the question at the left, the answer at the right, ruled rows."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout.frame import slide
from deckgen.layout.pieces import evenly, rule, text_box
from deckgen.layout.studio import Studio
from deckgen.layout.tables import framed
from deckgen.plan import Cards, Item, PlannedSlide
from deckgen.scene import Box, Element, Paragraph, Slide, points
from deckgen.values import dataclass, replace

SIZES = ((24.0, 18.0), (22.0, 18.0), (20.0, 16.0), (18.0, 14.0), (16.0, 13.0), (14.0, 12.0))
"""(question, answer) in points, largest first."""
AIR = points(28)
"""EMU above and below the text of a row together."""
TALLEST = points(150)
GUTTER = points(32)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The questions of one slide, their type and the heights of their rows (EMU)."""

    items: tuple[Item, ...]
    sizes: tuple[float, float]
    heights: tuple[int, ...]


def faq(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """Rows of one height where they fit; else each has its own, on as many slides as needed."""
    content = planned.content
    assert isinstance(content, Cards)
    if not content.items:
        return []
    slides = []
    made = framed(studio, planned, lambda body: _arrange(studio, content.items, body))
    for part, (top, rows) in enumerate(made, start=1):
        elements: list[Element] = list(top.elements)
        cut = list(top.cut)
        y = top.body.y
        for index, (item, height) in enumerate(zip(rows.items, rows.heights, strict=True)):
            box = Box(top.body.x, y, top.body.w, height)
            elements += _row(studio, item, rows, index + 1, box, cut)
            y += height
        elements.append(rule("Rule end", top.body.x, y, top.body.w, studio.theme.hairline))
        slides.append(
            slide(
                planned, top.title, elements, part=part, full_texts=cut,
                lead_in=studio.word("full_text"),
            )
        )  # fmt: skip
    return slides


def _widths(studio: Studio, body: Box) -> tuple[int, int]:
    question = round(body.w * (0.36 if studio.page.wide else 0.38))
    return question, body.w - question - GUTTER


def _arrange(studio: Studio, items: Sequence[Item], body: Box) -> list[_Rows]:
    """One slide if any type allows it, with rows of one height if they can be."""
    needs = {
        sizes: [max(_heights(studio, item, sizes, body)) + AIR for item in items] for sizes in SIZES
    }
    for sizes in SIZES:
        tallest = max(needs[sizes])
        if tallest * len(items) <= body.h:
            height = min(max(TALLEST, tallest), body.h // len(items))
            return [_Rows(tuple(items), sizes, (height,) * len(items))]
        if sum(needs[sizes]) <= body.h and sizes[0] <= 20:
            return [_Rows(tuple(items), sizes, _eased(needs[sizes], body.h))]
    sizes = SIZES[-2]
    heights = [min(need, body.h) for need in needs[sizes]]
    most = next(n for n in range(len(items), 0, -1) if _filled(heights, n, body.h))
    made, begun = [], 0
    for count in evenly(len(items), most):
        shown = slice(begun, begun + count)
        made.append(_Rows(tuple(items[shown]), sizes, _eased(heights[shown], body.h)))
        begun += count
    return made


def _filled(heights: Sequence[int], most: int, room: int) -> bool:
    """Whether slides of up to ``most`` rows hold them all."""
    begun = 0
    for count in evenly(len(heights), most):
        if sum(heights[begun : begun + count]) > room:
            return False
        begun += count
    return True


def _eased(heights: Sequence[int], room: int) -> tuple[int, ...]:
    """The free height shared out among the rows, up to 40 points each."""
    more = min((room - sum(heights)) // len(heights), points(40))
    return tuple(height + more for height in heights)


def _heights(studio: Studio, item: Item, sizes: tuple[float, float], body: Box) -> tuple[int, int]:
    question, answer = _widths(studio, body)
    return (
        studio.setter.height(_question(studio, item, sizes, question)),
        studio.setter.height(_answer(studio, item, sizes, answer)),
    )


def _question(
    studio: Studio, item: Item, sizes: tuple[float, float], width: int
) -> list[Paragraph]:
    return [studio.setter.paragraph(item.title, studio.heading(sizes[0]), width)]


def _answer(studio: Studio, item: Item, sizes: tuple[float, float], width: int) -> list[Paragraph]:
    """The answer; its first line shares the base line of the question's."""
    lines = [line for line in item.text.split("\n") if line.strip()]
    return [
        studio.setter.paragraph(line, studio.body(sizes[1]), width, space_before=4 if n else 0)
        for n, line in enumerate(lines)
    ]


def _row(
    studio: Studio, item: Item, rows: _Rows, number: int, box: Box, cut: list[str]
) -> list[Element]:
    setter = studio.setter
    left, right = _widths(studio, box)
    question = _question(studio, item, rows.sizes, left)
    answer = _answer(studio, item, rows.sizes, right)
    room = box.h - AIR
    if max(setter.height(question), setter.height(answer)) > room:
        most = [max(1, room // points(size * 1.2)) for size in rows.sizes]
        whole = item.text.replace("\n", " ")
        question = [setter.shorten(item.title, studio.heading(rows.sizes[0]), left, most[0])]
        answer = [setter.shorten(whole, studio.body(rows.sizes[1]), right, most[1])]
        cut += [item.title, item.text]
    # Ascents differ by size: the smaller type starts lower by what the larger one has more.
    drop = points((rows.sizes[0] - rows.sizes[1]) * 1.0)
    drop = min(drop, max(0, room - setter.height(answer)))
    inner = box.inset(0, AIR // 2, 0, AIR // 2)
    parts: list[Element] = [
        rule(f"Rule {number}", box.x, box.y, box.w, studio.theme.hairline),
        text_box(f"Question {number}", replace(inner, w=left), question),
    ]
    if answer:
        spot = Box(box.right - right, inner.y + drop, right, inner.h - drop)
        parts.append(text_box(f"Answer {number}", spot, answer))
    return parts
