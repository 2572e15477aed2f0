"""The ``table`` layout: a native table of the template's own columns and rows."""

from __future__ import annotations

from typing import cast

from deckgen.layout.frame import slide
from deckgen.layout.pieces import flat, text_box
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
    tallest_of,
)
from deckgen.plan import DataTable, PlannedSlide
from deckgen.scene import Align, Box, Element, Slide, points
from deckgen.text import inline
from deckgen.text.fitting import SAFETY
from deckgen.values import replace

WIDE_TABLE = 7
"""From so many columns on cells are labels rather than sentences, and may be smaller."""


def table(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """One table over as many slides as its rows need; [] without rows."""
    content = planned.content
    assert isinstance(content, DataTable)
    if not content.rows:
        return []
    setter = studio.setter
    note = studio.body(12, studio.theme.muted)
    foot = setter.shorten(content.caption, note, studio.page.content.w, 2)
    reserve = setter.height([foot]) + points(10) if content.caption else 0
    floor = 12.0 if len(content.columns) < WIDE_TABLE else 10.0

    def arrange(body: Box) -> list[Placed]:
        return build(
            studio, lambda size: _spec(studio, planned, content, size),
            studio.sizes(16, floor), body, reserve=reserve,
        )  # fmt: skip

    made = framed(studio, planned, arrange)
    slides = []
    for part, (top, placed) in enumerate(made, start=1):
        elements: list[Element] = [*top.elements, placed.table]
        cut = [*top.cut, *placed.cut]
        if content.caption and part == len(made):
            spot = replace(placed.table.box, y=placed.table.box.bottom + points(10))
            elements.append(text_box("Caption", replace(spot, h=setter.height([foot])), [foot]))
            if foot.text != content.caption:
                cut.append(content.caption)
        slides.append(
            slide(
                planned, top.title, flat(elements), part=part, full_texts=cut,
                lead_in=studio.word("full_text"),
            )
        )  # fmt: skip
    return slides


def _spec(studio: Studio, planned: PlannedSlide, content: DataTable, size: float) -> TableSpec:
    rows = tuple(
        RowSpec(
            tuple(CellSpec(_pieces(studio, text, size, at == 0)) for at, text in enumerate(row))
        )
        for row in content.rows
    )
    return TableSpec(
        "Table", _columns(studio, content, size), rows, planned.title, air=points(4),
        tallest=tallest_of(len(rows)), weighted=0.0,
    )  # fmt: skip


def _columns(studio: Studio, content: DataTable, size: float) -> tuple[Column, ...]:
    """Columns by the shares asked for, else by how much their cells hold."""
    count = len(content.columns)
    weights = content.widths or tuple(_weight(content, at) for at in range(count))
    pad = points(14 if count < WIDE_TABLE else 8)
    aligned = tuple(_aligned(content, at) for at in range(count))
    # Numbers end where words begin: they need twice the space between them.
    pads = [
        pad * 2 if aligned[at] == "right" and aligned[at + 1] == "left" else pad
        for at in range(count - 1)
    ] + [0]
    least = [_widest_word(studio, content, at, size) + pads[at] for at in range(count)]
    widths = _shared(list(weights), least, studio.page.content.w)
    return tuple(
        Column(head, width=width, align=cast("Align", align), pad=room)
        for head, width, align, room in zip(content.columns, widths, aligned, pads, strict=True)
    )


def _widest_word(studio: Studio, content: DataTable, at: int, size: float) -> int:
    """EMU that a column's longest word needs in its head and cells."""
    setter = studio.setter
    head, cell = studio.caption(bold=True), studio.strong(size)
    found = [setter.width(word, head) for word in content.columns[at].split()]
    for row in content.rows:
        found += [setter.width(word, cell) for word in inline.plain(row[at]).split()]
    return int(max(found, default=0) / SAFETY) + points(2)


def _shared(weights: list[float], least: list[int], total: int) -> list[int]:
    """``total`` EMU shared out by weight, no column narrower than its least. Where even these
    are too wide together, the widest of them are cut to one width.
    """
    low, high = 0, total
    while high - low > 1:
        middle = (low + high) // 2
        if sum(min(width, middle) for width in least) <= total:
            low = middle
        else:
            high = middle
    floors = [min(width, low) for width in least]
    open_ = set(range(len(weights)))
    made = list(floors)
    while open_:
        free = total - sum(made[at] for at in range(len(made)) if at not in open_)
        heavy = sum(weights[at] for at in open_)
        tight = {at for at in open_ if free * weights[at] / heavy < floors[at]}
        if not tight:
            for at in open_:
                made[at] = int(free * weights[at] / heavy)
            break
        open_ -= tight
    return made


def _aligned(content: DataTable, at: int) -> str:
    given = content.align[at] if content.align else ""
    return given or ("right" if _numbers(content, at) else "left")


def _weight(content: DataTable, at: int) -> float:
    """Wide columns for long cells, though never more than eight times the narrowest."""
    cells = [inline.plain(row[at]) for row in content.rows]
    longest = max((len(line) for cell in cells for line in cell.split("\n")), default=0)
    words = max((len(w) for cell in (*cells, content.columns[at]) for w in cell.split()), default=0)
    return float(min(64, max(6, words + 2, round(longest**0.9))))


def _numbers(content: DataTable, at: int) -> bool:
    """Whether every cell of a column that holds something is a number with its unit."""
    cells = [inline.plain(row[at]).strip() for row in content.rows]
    filled = [cell for cell in cells if cell and cell not in ("–", "-")]
    return bool(filled) and all(_number(cell) for cell in filled)


def _number(cell: str) -> bool:
    body = cell.lstrip("+−-$€£¥₹ ")
    return body[:1].isdigit() and len(body.split()) <= 2 and len(cell) <= 16


def _pieces(studio: Studio, text: str, size: float, first: bool) -> tuple[Piece, ...]:
    """The lines of a cell; the first column holds what the row is about, in bold."""
    made: list[Piece] = []
    for line in text.split("\n"):
        bullet = line.startswith("- ")
        style = studio.strong(size) if first and not bullet else studio.body(size)
        parts = inline.parse(line[2:] if bullet else line)
        if not parts:
            continue
        plain = "".join(part.text for part in parts)
        heavy = replace(style, bold=style.bold or any(part.bold for part in parts))
        runs = inline.to_runs(parts, style)
        made.append(Piece(plain, heavy, before=3.0 if made else 0.0, runs=runs, bullet=bullet))
    return tuple(made)
