"""The scorecard: a row for each unit, its bar, and a total."""

from __future__ import annotations

from functools import lru_cache

from deckgen.layout.frame import slide
from deckgen.layout.pieces import flat
from deckgen.layout.studio import Studio
from deckgen.layout.tables import (
    MARK_INDENT,
    CellSpec,
    Column,
    Placed,
    RowSpec,
    TableSpec,
    build,
    cell_bar,
    cell_mark,
    framed,
    tallest_of,
)
from deckgen.layout.tablespec import new_cell_spec, new_piece
from deckgen.making import new_link
from deckgen.plan import PlannedSlide, Scorecard, ScoreRow
from deckgen.scene import Box, Element, Slide, points
from deckgen.text.style import Style

EMPTY = CellSpec()


def scorecard(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """One table over as many slides as its rows need; [] without rows."""
    content = planned.content
    assert isinstance(content, Scorecard)
    if not content.rows:
        return []
    most = 20 if len(content.rows) <= 3 else 18
    sizes = studio.sizes(most if studio.page.wide else 16)

    def arrange(body: Box) -> list[Placed]:
        return build(studio, lambda size: _spec(studio, content, planned.title, size), sizes, body)

    made = framed(studio, planned, arrange)
    slides = []
    for part, (top, placed) in enumerate(made, start=1):
        over: list[Element] = []
        bar_at = 1 + len(content.before)
        for index in placed.indices:
            row = content.rows[index]
            color = studio.theme.level(row.level)
            link = new_link(slide=row.link, tip=row.name) if row.link else None
            over.append(
                cell_bar(
                    placed, index, bar_at, row.meter, color, studio, thick=points(8), link=link
                )
            )
            over.append(cell_mark(placed, index, bar_at + 2, row.meter.status, studio))
        elements = flat(top.elements, placed.table, over)
        full = (*top.cut, *placed.cut)
        slides.append(
            slide(
                planned, top.title, elements, part=part, full_texts=full,
                lead_in=studio.word("full_text"),
            )
        )  # fmt: skip
    return slides


def _spec(studio: Studio, content: Scorecard, title: str, size: float) -> TableSpec:
    columns = _columns(
        content.head, tuple(content.before), content.bar, content.status, tuple(content.after),
        studio.page.wide,
    )  # fmt: skip
    styles = {total: _styles(studio, size, total) for total in (False, True)}
    rows = tuple([_row(studio, content, row, size, styles[row.total]) for row in content.rows])
    return TableSpec(
        "Scorecard", columns, rows, title, air=points(5), tallest=tallest_of(len(rows))
    )


@lru_cache(maxsize=64)
def _columns(
    head: str, before: tuple[str, ...], bar: str, status: str, after: tuple[str, ...], wide: bool
) -> tuple[Column, ...]:
    """The columns, the same for every scorecard with these heads."""
    pad = points(22 if wide else 12)
    last = len(after) - 1
    return (
        Column(head, weight=1.4, pad=pad),
        *(Column(each, align="right", pad=pad) for each in before),
        Column(bar, weight=1.0, pad=points(14 if wide else 8)),
        Column("", align="right", pad=pad),
        Column(status, pad=pad if after else 0, indent=MARK_INDENT),
        *(Column(each, align="right", pad=pad if n < last else 0) for n, each in enumerate(after)),
    )


def _styles(studio: Studio, size: float, total: bool) -> tuple[Style, Style, Style, Style]:
    """The styles of a row's name, of its numbers, those behind its bar, and its status."""
    theme = studio.theme
    number = studio.strong if total else studio.body
    return (
        studio.heading(size),
        number(size),
        number(size, theme.muted),
        studio.strong(max(11, min(13, size - 2))),
    )


def _row(
    studio: Studio, content: Scorecard, row: ScoreRow, size: float,
    styles: tuple[Style, Style, Style, Style],
) -> RowSpec:  # fmt: skip
    name, number, quiet, word = styles
    first = [new_piece(row.name, name, most=3)]
    if row.sub:
        small = studio.body(max(11, min(13, size - 4)), studio.theme.muted)
        first.append(new_piece(row.sub, small, most=2))
    before = list(row.cells[: len(content.before)])
    before += [""] * (len(content.before) - len(before))
    after = list(row.after[: len(content.after)])
    after += [""] * (len(content.after) - len(after))
    cells = [
        new_cell_spec(tuple(first)),
        *(_one(text, number) for text in before),
        EMPTY,
        _one(row.meter.label, studio.strong(size)),
        _one(row.meter.status_label, word),
        *(_one(text, quiet) for text in after),
    ]
    return RowSpec(tuple(cells), total=row.total)


def _one(text: str, style: Style) -> CellSpec:
    return new_cell_spec((new_piece(text, style, most=3),)) if text else EMPTY
