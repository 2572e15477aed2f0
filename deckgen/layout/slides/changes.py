"""Changes since the last cycle: how many of each kind, then every one in a native table."""

from __future__ import annotations

from deckgen.layout.frame import slide
from deckgen.layout.pieces import columns, flat, rule, text_box
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
from deckgen.plan import ChangeList, PlannedSlide
from deckgen.scene import Box, Element, Link, Slide, points
from deckgen.values import replace

BAND = points(62)
"""EMU: height of the figures above the table, with the space below them."""


def changes(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """Figures above a table, continued as need be; [] without changes."""
    content = planned.content
    assert isinstance(content, ChangeList)
    if not content.rows:
        return []
    sizes = studio.sizes(16 if studio.page.wide else 14)

    def arrange(body: Box) -> list[Placed]:
        rest = replace(body, y=body.y + BAND, h=body.h - BAND)
        return build(studio, lambda size: _spec(studio, planned, content, size), sizes, rest)

    return [
        slide(
            planned, top.title,
            flat(top.elements, _figures(studio, content, top.body, placed), placed.table),
            part=part, full_texts=(*top.cut, *placed.cut), lead_in=studio.word("full_text"),
        )
        for part, (top, placed) in enumerate(framed(studio, planned, arrange), start=1)
    ]  # fmt: skip


def _figures(studio: Studio, content: ChangeList, body: Box, placed: Placed) -> list[Element]:
    """The counts of all kinds side by side, on every slide of the list."""
    setter, theme = studio.setter, studio.theme
    found: list[Element] = []
    top = placed.table.box.y - BAND
    number = studio.number(24, theme.ink)
    for at, (figure, spot) in enumerate(
        zip(content.figures, columns(body, len(content.figures), points(14)), strict=True), start=1
    ):
        value = setter.shorten(figure.value, number, spot.w, 1)
        caption = setter.shorten(figure.caption, studio.body(12, theme.muted), spot.w, 1)
        high = setter.height([value])
        found += [
            text_box(f"Figure {at}", Box(spot.x, top, spot.w, high), [value]),
            text_box(
                f"Figure caption {at}",
                Box(spot.x, top + high, spot.w, setter.height([caption])), [caption],
            ),
        ]  # fmt: skip
    found.append(rule("Figures rule", body.x, top + BAND - points(10), body.w, theme.hairline))
    return found


def _spec(studio: Studio, planned: PlannedSlide, content: ChangeList, size: float) -> TableSpec:
    muted = studio.body(max(12.0, size - 2), studio.theme.muted)
    change, what, was, now = content.heads
    gap = points(18 if studio.page.wide else 12)
    spec = (
        Column(change, width=points(112 if studio.page.wide else 92), pad=gap),
        Column(what, weight=1.8, pad=gap),
        Column(was, weight=1.0, pad=gap),
        Column(now, weight=1.0, pad=0),
    )
    rows = []
    for row in content.rows:
        link = Link(slide=row.link, tip=row.what) if row.link else None
        rows.append(
            RowSpec(
                (
                    CellSpec((Piece(row.label, studio.strong(size), 2),)),
                    CellSpec((Piece(row.what, studio.body(size), 3, link=link),
                              Piece(row.where, muted, 1, before=1))),
                    CellSpec((Piece(row.was, studio.body(size, studio.theme.muted), 3),)),
                    CellSpec((Piece(row.now, studio.body(size), 3),)),
                )
            )
        )  # fmt: skip
    return TableSpec(
        "Changes", spec, tuple(rows), planned.title, air=points(5), anchor="top",
        tallest=tallest_of(len(rows)),
    )  # fmt: skip
