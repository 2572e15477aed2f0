"""Two columns that answer each other: gains and costs, when and when not.

The rows of both columns stand side by side where they can; columns of very different length
are set each at its own pace rather than on a further slide. An item may carry the colour of a
level or the mark of a status.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout.frame import frame, slide
from deckgen.layout.pieces import columns, evenly, mark, panel, rule, snug, text_box
from deckgen.layout.studio import Studio
from deckgen.plan import Comparison, Item, PlannedSlide
from deckgen.scene import Box, Element, Paragraph, Slide, points
from deckgen.values import dataclass

PAD = points(24)
GAP = points(24)
HEAD = points(20 * 1.2) + PAD + points(10)
"""From the top of a panel to its first row."""
FOOT = points(8)
KEY = points(24)
"""How far items stand in when some have a mark or a level's colour."""
Step = tuple[float, float, int]
"""(heading, text) in points, and the air over and under a row's text together in EMU."""
STEPS: tuple[Step, ...] = (
    (20.0, 16.0, points(20)), (16.0, 16.0, points(18)), (14.0, 14.0, points(18)),
    (16.0, 13.0, points(16)), (14.0, 13.0, points(16)), (14.0, 12.0, points(16)),
    (14.0, 12.0, points(10)),
)  # fmt: skip
HEADINGS = (20.0, 18.0, 16.0)
"""Points: a column's heading takes one line; the columns of a slide share its size."""
TALLEST = points(100)

Side = tuple[str, str, Sequence[Item]]
"""A column: "left" or "right", its heading, its items."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """The type of all items, and the height of each row, by side."""

    sizes: Step
    heights: tuple[tuple[int, ...], ...]


def comparison(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """Both columns on one slide where they fit, else both spread evenly over several."""
    content = planned.content
    assert isinstance(content, Comparison)
    sides: list[Side] = [("left", content.left_title, content.left),
             ("right", content.right_title, content.right)]  # fmt: skip
    if not (content.left or content.right):
        return []
    most = max(len(content.left), len(content.right))
    pages = [sides]
    for parts in range(1, most + 1):
        pages = _shared(sides, parts)
        body = frame(studio, planned, parts, parts).body
        if all(_fit(studio, page, body, STEPS[-1:]) for page in pages):
            break
    body = frame(studio, planned, len(pages), len(pages)).body
    common = [s for s in STEPS if all(_fit(studio, page, body, (s,)) for page in pages)]
    slides = []
    for part, page in enumerate(pages, start=1):
        top = frame(studio, planned, part, len(pages))
        cut: list[str] = list(top.cut)
        elements = [*top.elements, *_panels(studio, page, top.body, common[:1], cut)]
        slides.append(
            slide(
                planned, top.title, elements, part=part, full_texts=cut,
                lead_in=studio.word("full_text"),
            )
        )  # fmt: skip
    return slides


def _shared(sides: Sequence[Side], parts: int) -> list[list[Side]]:
    """The columns of each of ``parts`` slides; a column that has run out is left away."""
    pages: list[list[Side]] = [[] for _ in range(parts)]
    for name, title, items in sides:
        begun = 0
        counts = evenly(len(items), -(-len(items) // parts)) if items else []
        for page, count in zip(pages, counts, strict=False):
            page.append((name, title, items[begun : begun + count]))
            begun += count
    return [page for page in pages if page]


def _inner(side: Side, column: Box) -> tuple[int, int]:
    """Left edge and width of a column's items."""
    indent = KEY if any(i.status or i.level is not None for i in side[2]) else 0
    return column.x + PAD + indent, column.w - 2 * PAD - indent


def _fit(studio: Studio, page: Sequence[Side], body: Box, steps: Sequence[Step]) -> _Fit | None:
    """The largest type in which a slide's columns fit: in common rows, else each packed."""
    room = body.h - HEAD - FOOT
    boxes = columns(body, len(page), GAP)
    for heading, text, air in steps:
        sizes = (heading, studio.even(text), air)
        needs = [
            [
                studio.setter.height(_lines(studio, item, sizes, _inner(side, box)[1]))
                + sizes[2]
                for item in side[2]
            ]
            for side, box in zip(page, boxes, strict=True)
        ]  # fmt: skip
        tallest = max(max(column) for column in needs)
        rows = max(len(column) for column in needs)
        if rows * tallest <= room:
            row = min(max(TALLEST, tallest), room // rows)
            if rows * row > room * 0.8:
                row = room // rows
            heights = [(row,) * len(column) for column in needs]
            if min(map(len, heights)) * 4 < rows * 3:  # a short column keeps a pace of its own
                heights = [
                    (min(row * rows // len(column), TALLEST * 3 // 2, row * 2),) * len(column)
                    for column in heights
                ]
            return _Fit(sizes, tuple(heights))
        if all(sum(column) <= room for column in needs):
            spare = [min((room - sum(c)) // len(c), points(44)) for c in needs]
            pairs = zip(needs, spare, strict=True)
            paced = [[h + more for h in column] for column, more in pairs]
            return _Fit(sizes, _level(paced, needs))
    return None


def _level(paced: list[list[int]], needs: list[list[int]]) -> tuple[tuple[int, ...], ...]:
    """Row heights with rows that begin nearly at the height of one beside them brought to it,
    as far as what they need allows.
    """
    longest = max(paced, key=len)
    tops = [sum(longest[:n]) for n in range(1, len(longest))]
    for rows, least in zip(paced, needs, strict=True):
        if rows is longest:
            continue
        for n in range(1, len(rows)):
            off = min((t - sum(rows[:n]) for t in tops), key=abs, default=0)
            fits = rows[n - 1] + off >= least[n - 1] and rows[n] - off >= least[n]
            if abs(off) < points(6) and fits:
                rows[n - 1] += off
                rows[n] -= off
    return tuple(tuple(rows) for rows in paced)


def _lines(studio: Studio, item: Item, sizes: Step, width: int) -> list[Paragraph]:
    made = [studio.setter.paragraph(item.title, studio.strong(sizes[0]), width)]
    if item.text:
        made.append(
            studio.setter.paragraph(item.text, studio.body(sizes[1]), width, space_before=2)
        )
    return made


def _short(studio: Studio, item: Item, sizes: Step, width: int, room: int) -> list[Paragraph]:
    """An item in so many lines as ``room`` (EMU) has."""
    count = max(2, (room - points(2)) // points(sizes[0] * 1.2))
    heading = max(1, count // 3) if item.text else count
    made = [studio.setter.shorten(item.title, studio.strong(sizes[0]), width, heading)]
    if item.text:
        left = count - len(made[0].lines)
        made.append(studio.setter.shorten(item.text, studio.body(sizes[1]), width, left))
    return made


def _panels(
    studio: Studio,
    page: Sequence[Side],
    body: Box,
    steps: Sequence[Step],
    cut: list[str],
) -> list[Element]:
    theme, setter = studio.theme, studio.setter
    fit = _fit(studio, page, body, steps)
    room = body.h - HEAD - FOOT
    if fit is None:  # a slide of one row that is still too tall
        heights = tuple((room // len(side[2]),) * len(side[2]) for side in page)
        fit = _Fit(STEPS[-1], heights)
    height = HEAD + FOOT + max(sum(column) for column in fit.heights)
    if height > body.h * 0.85:
        height = body.h
    elements: list[Element] = []
    boxes = columns(Box(body.x, body.y, body.w, height), len(page), GAP)
    names = [title for _, title, _ in page]
    head = setter.largest(names, studio.heading(), boxes[0].w - 2 * PAD, HEADINGS, 1)
    for side, column, rows in zip(page, boxes, fit.heights, strict=True):
        name, title, items = side
        x, width = _inner(side, column)
        left, wide = column.x + PAD, column.w - 2 * PAD
        heading = setter.shorten(title, studio.heading(head), wide, 1)
        if heading.text != title:
            cut.append(title)
        elements += [
            panel(f"Panel {name}", column, theme.surface),
            panel(
                f"Bar {name}", Box(column.x, column.y, column.w, points(4)), theme.line,
                role="ornament",
            ),
        ]  # fmt: skip
        if title:
            box = Box(left, column.y + PAD, wide, points(20 * 1.2))
            elements.append(text_box(f"Heading {name}", box, [heading]))
        y, above = column.y + HEAD, fit.sizes[2] * 5 // 9
        for number, (item, row) in enumerate(zip(items, rows, strict=True), start=1):
            label = f"{name} {number}"
            lines, narrow = _lines(studio, item, fit.sizes, width), width
            if setter.height(lines) > row - fit.sizes[2]:
                lines = _short(studio, item, fit.sizes, width, row - fit.sizes[2])
                cut += [item.title, item.text]
            else:
                parts = [(item.title, studio.strong(fit.sizes[0]))]
                parts += [(item.text, studio.body(fit.sizes[1]))] if item.text else []
                narrow = snug(setter, parts, width)
                lines = _lines(studio, item, fit.sizes, narrow)
            elements += [
                rule(f"Rule {label}", left, y, wide, theme.hairline),
                *_key(studio, item, label, Box(left, y + above, KEY, setter.height(lines)),
                      fit.sizes[0]),
                text_box(f"Item {label}", Box(x, y + above, narrow, row - fit.sizes[2]), lines),
            ]  # fmt: skip
            y += row
    return elements


def _key(studio: Studio, item: Item, label: str, box: Box, size: float) -> list[Element]:
    """The mark of an item's status, or the bar of its level as cards have it."""
    if item.status is not None:
        wide = points(size * 0.72)
        y = box.y + (points(size * 1.2) - wide) // 2
        return [mark(f"Mark {label}", item.status, box.x, y, wide, studio.theme)]
    if item.level is not None:
        bar = Box(box.x, box.y + points(2), points(7), box.h - points(3))
        return [panel(f"Level {label}", bar, studio.theme.level(item.level), role="mark")]
    return []
