"""Dependencies: who waits, for what, from whom, and the decision they ask for."""

from __future__ import annotations

from deckgen.layout.frame import slide
from deckgen.layout.pieces import flat, panel, text_box
from deckgen.layout.studio import Studio
from deckgen.layout.tables import (
    MARK_INDENT,
    CellSpec,
    Column,
    Piece,
    Placed,
    RowSpec,
    TableSpec,
    build,
    cell_mark,
    framed,
    starts_with_id,
    tallest_of,
)
from deckgen.plan import Dependencies, Dependency, PlannedSlide, Ref
from deckgen.scene import Box, Element, Link, Paragraph, Shape, Slide, points

ARROW, STATE = 2, 4
TALLEST = {1: points(230), 2: points(170), 3: points(120)}
"""EMU: how tall a row may grow; one or two fill their slide."""


def dependencies(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """A table, continued as need be; the callout stands under its end. [] without rows."""
    content = planned.content
    assert isinstance(content, Dependencies)
    if not content.rows:
        return []
    most = {1: 24, 2: 24, 3: 20}.get(len(content.rows), 18)
    sizes = studio.sizes(most if studio.page.wide else min(most, 18))
    callout = _callout_height(studio, content)

    def arrange(body: Box) -> list[Placed]:
        return build(
            studio,
            lambda size: _spec(studio, content, planned.title, size),
            sizes,
            body,
            reserve=callout + points(18) if callout else 0,
            short=lambda: _spec(studio, content, planned.title, sizes[-1], short=True),
        )

    made = framed(studio, planned, arrange)
    slides = []
    for part, (top, placed) in enumerate(made, start=1):
        over: list[Element] = []
        for index in placed.indices:
            over.append(_arrow(studio, placed, index))
            over.append(cell_mark(placed, index, STATE, content.rows[index].state, studio))
        if callout and part == len(made):
            over += _callout(studio, content, placed.table.box.bottom + points(18), callout)
        slides.append(
            slide(
                planned, top.title, flat(top.elements, placed.table, over), part=part,
                full_texts=(*top.cut, *placed.cut), lead_in=studio.word("full_text"),
            )
        )  # fmt: skip
    return slides


def _spec(
    studio: Studio, content: Dependencies, title: str, size: float, short: bool = False
) -> TableSpec:  # fmt: skip
    wide = studio.page.wide
    pad = points(20 if wide else 10)
    who, what, whom, state = content.heads
    columns = (
        Column(who, weight=1.05, pad=pad),
        Column(what, weight=1.1, pad=pad),
        Column("", width=points(44 if wide else 26), pad=points(18 if wide else 8)),
        Column(whom, weight=1.0, pad=pad),
        Column(state, pad=0, indent=MARK_INDENT),
    )
    rows = tuple(_row(studio, row, size, short) for row in content.rows)
    many = len(rows)
    return TableSpec(
        "Dependencies", columns, rows, title, tallest=TALLEST.get(many, tallest_of(many)),
    )  # fmt: skip


def _row(studio: Studio, row: Dependency, size: float, short: bool) -> RowSpec:
    word = studio.strong(studio.small if size > 14 else max(11, size - 2))
    what = studio.body(studio.even(16 if size > 16 else max(12, size - 2)))
    least = 2 if short else 3
    return RowSpec(
        (
            _side(studio, row.who, row.who_detail, size, least),
            CellSpec((Piece(row.what, what, most=3 if short else 6),)),
            CellSpec(),
            _side(studio, row.whom, row.whom_detail, size, least),
            CellSpec((Piece(row.state_label, word, most=2),)),
        )
    )


def _side(studio: Studio, ref: Ref, detail: str, size: float, most: int) -> CellSpec:
    link = Link(slide=ref.slide, tip=ref.text) if ref.slide else None
    below = link is not None and starts_with_id(detail)
    pieces = [Piece(ref.text, studio.heading(size), most=most, link=None if below else link)]
    if detail:
        small = studio.body(studio.small if size > 14 else max(11, size - 2), studio.theme.muted)
        pieces.append(Piece(detail, small, most, before=1, link=link if below else None))
    return CellSpec(tuple(pieces))


def _arrow(studio: Studio, placed: Placed, index: int) -> Shape:
    box = placed.cell(index, ARROW)
    height = points(9 if placed.size(index) <= 18 else 12)
    spot = Box(box.x, box.y + (box.h - height) // 2, box.w, height)
    return panel(
        f"Arrow {index + 1}", spot, studio.theme.muted, geometry="arrow", role="ornament"
    )  # fmt: skip


def _callout_height(studio: Studio, content: Dependencies) -> int:
    if not content.callout:
        return 0
    width = studio.page.content.w - points(36)
    return studio.setter.height([_said(studio, content, width)]) + points(28)


def _said(studio: Studio, content: Dependencies, width: int) -> Paragraph:
    label = (
        studio.strong(studio.small).run(content.callout_label + " ")
        if content.callout_label
        else None
    )
    text = studio.body(studio.small).run(content.callout)
    return studio.setter.mixed([label, text] if label else [text], width)


def _callout(studio: Studio, content: Dependencies, y: int, height: int) -> list[Element]:
    page = studio.page
    box = Box(page.content.x, y, page.content.w, height)
    inner = box.inset(points(18), 0, points(18), 0)
    return [
        panel("Callout ground", box, studio.theme.surface, radius=studio.theme.spacing.radius),
        text_box("Callout", inner, [_said(studio, content, inner.w)], anchor="middle"),
    ]
