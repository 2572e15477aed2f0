"""The alignment matrix: how many objectives of each unit support each company objective."""

from __future__ import annotations

from deckgen.layout.frame import slide
from deckgen.layout.pieces import evenly, flat, panel, text_box
from deckgen.layout.studio import Studio
from deckgen.layout.tables import (
    CellSpec,
    Column,
    Piece,
    Placed,
    RowSpec,
    TableSpec,
    build,
    framed,
)
from deckgen.plan import Alignment, PlannedSlide, Ref
from deckgen.scene import Box, Color, Element, Link, Slide, Stroke, points
from deckgen.text.style import Style
from deckgen.theme.colour import contrast
from deckgen.values import replace

SHARES = (20, 42, 68, 100)
"""Percent of the level's colour in cells that count 1, 2, 3, and 4 or more."""


def alignment(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """The matrix, eight columns a slide at most (4:3: five); [] when a side is empty."""
    content = planned.content
    assert isinstance(content, Alignment)
    if not content.rows or not content.columns:
        return []
    ranges, start = [], 0
    for count in evenly(len(content.columns), 8 if studio.page.wide else 5):
        ranges.append(range(start, start + count))
        start += count
    sizes = studio.sizes(16)
    foot = _foot_height(studio, content)

    def arrange(body: Box) -> list[tuple[range, Placed]]:
        room = replace(body, h=body.h - foot)
        pages = []
        for number, some in enumerate(ranges):
            name = "Alignment" if len(ranges) == 1 else f"Alignment {number + 1}"

            def make(size: float, some: range = some, name: str = name) -> TableSpec:
                return _spec(studio, content, some, planned.title, name, size)

            pages += [(some, placed) for placed in build(studio, make, sizes, room)]
        return pages

    slides = []
    for part, (top, (_, placed)) in enumerate(framed(studio, planned, arrange), start=1):
        legend = _legend(studio, content, placed.table.box.bottom + points(14))
        slides.append(
            slide(
                planned, top.title, flat(top.elements, placed.table, legend), part=part,
                full_texts=(*top.cut, *placed.cut), lead_in=studio.word("full_text"),
            )
        )  # fmt: skip
    return slides


def _fill(studio: Studio, content: Alignment, count: int) -> tuple[Color, Color]:
    """Ground and ink of a cell: whichever of paper and ink stands out more."""
    theme = studio.theme
    if count <= 0:
        return theme.surface, theme.muted
    fill = theme.level_tint(content.level, SHARES[min(count, len(SHARES)) - 1])
    ground = theme.hex(fill)
    best = max(
        (theme.ink, theme.paper), key=lambda color: contrast(theme.hex(color), ground)
    )  # fmt: skip
    return fill, best


def _spec(
    studio: Studio, content: Alignment, some: range, title: str, name: str, size: float
) -> TableSpec:
    theme = studio.theme
    wide = studio.page.wide
    gap = points(8 if len(some) <= 4 else 4)
    names = studio.strong(size)
    share = 1.9 if len(some) > 4 else 1.2
    columns = [Column("", weight=share if wide else share * 0.9, pad=points(14))]
    head = studio.strong(studio.small if len(some) <= 4 else 12)
    for index in some:
        ref = content.columns[index]
        columns.append(
            Column(
                ref.text, weight=1.0, align="center", pad=gap, indent=gap, head_style=head,
                head_link=_link(ref), head_most=5 if len(some) <= 4 else 3,
            )
        )  # fmt: skip
    rows = []
    for ref, counts in zip(content.rows, content.counts, strict=True):
        cells = [CellSpec((Piece(ref.text, names, most=3, link=_link(ref)),))]
        for index in some:
            fill, ink = _fill(studio, content, counts[index])
            style = Style(size, ink, bold=counts[index] > 0)
            cells.append(CellSpec((Piece(str(counts[index] or "–"), style),), fill))
        rows.append(RowSpec(tuple(cells)))
    if content.totals:
        quiet = studio.body(min(size, studio.small), theme.muted)
        total = [CellSpec((Piece(content.total_label, quiet, most=3),))]
        for index in some:
            total.append(CellSpec((Piece(str(content.totals[index]), studio.strong(size)),)))
        rows.append(RowSpec(tuple(total), total=True))
    return TableSpec(
        name, tuple(columns), tuple(rows), title,
        air=points({16.0: 6, 14.0: 5, 13.0: 4}.get(size, 2.4)),
        tallest=points(64), ruled=False, border=Stroke(theme.paper, 4.0),
    )  # fmt: skip


def _link(ref: Ref) -> Link | None:
    return Link(slide=ref.slide, tip=ref.text) if ref.slide else None


def _foot_height(studio: Studio, content: Alignment) -> int:
    caption = studio.setter.paragraph(content.caption, studio.caption(), _caption_width(studio))
    return points(14) + max(points(30), studio.setter.height([caption]))


def _caption_width(studio: Studio) -> int:
    return studio.page.content.w - points(5 * 44 + 24)


def _legend(studio: Studio, content: Alignment, y: int) -> list[Element]:
    page = studio.page
    style = replace(studio.caption(), align="center")
    found: list[Element] = []
    width, step = points(40), points(44)
    for count, label in enumerate(("0", "1", "2", "3", "4+")):
        x = page.content.x + count * step
        fill, _ = _fill(studio, content, count)
        found.append(panel(f"Legend {label}", Box(x, y, width, points(11)), fill, role="legend"))
        word = studio.setter.paragraph(label, style, width)
        found.append(
            text_box(f"Legend text {label}", Box(x, y + points(13), width, points(14)), [word])
        )
    if content.caption:
        room = _caption_width(studio)
        right = replace(studio.caption(), align="right")
        line = studio.setter.paragraph(content.caption, right, room)
        spot = Box(page.content.right - room, y, room, studio.setter.height([line]))
        found.append(text_box("Caption", spot, [line]))
    return found
