"""Native tables: measured row heights, free height spread over the rows, further slides.

A table is described in words (``TableSpec``), built at the first type size at which it fits
its box and continued on further slides when it fits at none. What stands over empty cells
(bars, marks, arrows) is drawn by the slide, which asks a ``Placed`` table where its cells are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from deckgen.findings import Finding
from deckgen.layout.frame import Frame, frame
from deckgen.layout.pieces import bar, mark
from deckgen.layout.sheet import Sheet
from deckgen.layout.studio import SENTENCE_FLOOR, Studio
from deckgen.layout.tablespec import (
    CellSpec,
    Column,
    Piece,
    Placed,
    RowSpec,
    TableSpec,
    starts_with_id,
    tallest_of,
)
from deckgen.making import new_box
from deckgen.plan import Meter, PlannedSlide
from deckgen.scene import Box, Color, Group, Link, Shape, points
from deckgen.values import replace

__all__ = [
    "MARK_INDENT",
    "CellSpec",
    "Column",
    "Piece",
    "Placed",
    "RowSpec",
    "TableSpec",
    "build",
    "cell_bar",
    "cell_mark",
    "continued",
    "framed",
    "starts_with_id",
    "tallest_of",
]

T = TypeVar("T")


def framed(
    studio: Studio, planned: PlannedSlide, arrange: Callable[[Box], list[T]]
) -> list[tuple[Frame, T]]:
    """The frames of as many slides as ``arrange`` needs, with what stands on each.

    "(2 of 3)" in a title may cost a line of the body: then the arrangement is made again for
    the smallest of the bodies.
    """
    findings = studio.setter.findings
    start = len(findings)
    parts = 1
    body: Box | None = None
    made: list[T] = []
    noticed: list[Finding] = []
    while True:
        del findings[start:]
        frames = [frame(studio, planned, n + 1, parts) for n in range(parts)]
        least = min((f.body for f in frames), key=lambda b: b.h)
        if least != body:
            body, before = least, len(findings)
            made = arrange(body)
            noticed = findings[before:]
        else:
            findings += noticed
        if len(made) <= parts:
            return list(zip(frames, made, strict=False))
        parts = len(made)


def build(
    studio: Studio,
    make: Callable[[float], TableSpec],
    sizes: Sequence[float],
    box: Box,
    *,
    reserve: int = 0,
    short: Callable[[], TableSpec] | None = None,
) -> list[Placed]:
    """The table in ``box`` at the first of ``sizes`` that fits, else on further slides at a
    size of the middle of the ladder. ``reserve`` is height (EMU) kept free on the last slide.
    ``short`` makes a form with shortened texts; it is used where it saves a slide.
    """
    setter = studio.setter
    start = len(setter.findings)
    room = box.h - reserve
    broken: float = 0.0
    for size in sizes:
        del setter.findings[start:]
        spec = make(size)
        easy = points(6) * len(spec.rows) if size != sizes[-1] else 0
        sheet = Sheet(studio, spec, box, most=room - easy)
        if sheet.total() > room - easy:
            continue
        if not sheet.broken:
            return [sheet.place(0, len(sheet.spec.rows), room)]
        # Smaller type may keep the word whole; if none does, the largest that fits is taken.
        broken = broken or size
    if broken:
        del setter.findings[start:]
        sheet = Sheet(studio, make(broken), box)
        return [sheet.place(0, len(sheet.spec.rows), room)]
    del setter.findings[start:]
    sheet = Sheet(studio, make(sizes[len(sizes) // 2]), box, room)
    counts = sheet.split(box.h, reserve)
    if len(counts) > 1 and len(sizes) > 1:
        del setter.findings[start:]
        dense = Sheet(studio, make(sizes[-1]), box, room)
        fewer = dense.split(box.h, reserve)
        if len(fewer) < len(counts):
            sheet, counts = dense, fewer
    if short is not None and len(counts) > 1:
        tried = len(setter.findings)
        brief = Sheet(studio, short(), box, room)
        fewer = brief.split(box.h, reserve)
        if len(fewer) < len(counts):
            sheet, counts = brief, fewer
            del setter.findings[start:tried]
        else:
            del setter.findings[tried:]
    placed, first = [], 0
    for number, count in enumerate(counts):
        free = room if number == len(counts) - 1 else box.h
        placed.append(sheet.place(first, count, free))
        first += count
    return placed


def continued(
    studio: Studio, spec: TableSpec, later: TableSpec, first: Box, box: Box, *, reserve: int = 0
) -> list[Placed]:
    """A table over several slides of which only the first has less room: as many rows of
    ``spec`` as fit in ``first``, the others as ``later`` (the same rows, other columns) sets
    them, in ``box`` on further slides. ``reserve`` as for ``build``.
    """
    setter = studio.setter
    start = len(setter.findings)
    sheet = Sheet(studio, spec, first, first.h)
    used, count = sheet.head_height, 0
    while count < len(sheet.heights) and used + sheet.heights[count] <= first.h:
        used += sheet.heights[count]
        count += 1
    count = max(1, count)
    del setter.findings[start:]
    if count == len(spec.rows):
        return build(studio, lambda _: spec, (SENTENCE_FLOOR,), first, reserve=reserve)
    pages = _split_at(count, studio, spec, later, first, box, reserve)
    even = -(-len(spec.rows) // len(pages))
    if pages[-1].count * 2 < count and even < count:
        # The last slide would stand nearly empty: the first gives it some of its rows.
        del setter.findings[start:]
        pages = _split_at(even, studio, spec, later, first, box, reserve)
    return pages


def _split_at(
    count: int, studio: Studio, spec: TableSpec, later: TableSpec, first: Box, box: Box,
    reserve: int,
) -> list[Placed]:  # fmt: skip
    """``count`` rows on the first slide, the others on further ones. See ``continued``."""
    top = Sheet(studio, replace(spec, rows=spec.rows[:count]), first, first.h)
    rest = replace(later, rows=later.rows[count:])
    pages = build(studio, lambda _: rest, (SENTENCE_FLOOR,), box, reserve=reserve)
    return [
        top.place(0, count, first.h),
        *(replace(page, first=page.first + count) for page in pages),
    ]


MARK = points(9)
MARK_INDENT = points(16)
"""EMU: side of a status mark in a table, and what its word is indented by."""


def cell_mark(
    placed: Placed, index: int, column: int, status: str, studio: Studio, *, line: float = 0,
    link: Link | None = None,
) -> Shape:  # fmt: skip
    """The mark of a status at the left of a cell whose text is indented for it: in the middle,
    or on the first line of text of ``line`` points when the cell is anchored at its top.
    """
    box = placed.cell(index, column)
    y = box.y + (box.h - MARK) // 2
    if line:
        y = box.y + placed.inset(index) + (points(line * 1.2) - MARK) // 2
    made = mark(f"Mark {index + 1}", status, box.x, y, MARK, studio.theme)
    return made if link is None else replace(made, link=link)


def cell_bar(
    placed: Placed, index: int, column: int, meter: Meter, color: Color, studio: Studio,
    *, thick: int = points(7), line: float = 0, link: Link | None = None,
) -> Group:  # fmt: skip
    """A progress bar across an empty cell, in the middle or level with a first line; a click
    on it follows ``link``.
    """
    box = placed.cell(index, column)
    y = box.y + (box.h - thick) // 2
    if line:
        y = box.y + placed.inset(index) + (points(line * 1.2) - thick) // 2
    made = bar(f"Bar {index + 1}", new_box(box.x, y, box.w, thick), meter, color, studio.theme)
    if link is None:
        return made
    children = tuple(replace(c, link=link) if isinstance(c, Shape) else c for c in made.children)
    return replace(made, children=children)
