"""The glossary: a term and what it means, as a native table."""

from __future__ import annotations

from deckgen.layout.frame import slide
from deckgen.layout.pieces import flat
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
from deckgen.plan import Glossary, PlannedSlide
from deckgen.scene import Box, Slide, points


def glossary(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """One table over as many slides as its rows need; [] without terms."""
    content = planned.content
    assert isinstance(content, Glossary)
    if not content.terms:
        return []

    def spec(size: float) -> TableSpec:
        rows = tuple(
            RowSpec(
                (
                    CellSpec((Piece(term.title, studio.strong(size)),)),
                    CellSpec((Piece(term.text, studio.body(size)),)),
                )
            )
            for term in content.terms
        )
        name = points(200 if studio.page.wide else 150)
        columns = (Column("Term", width=name), Column("Meaning", weight=1.0, pad=0))
        return TableSpec(
            "Glossary", columns, rows, planned.title, air=points(3), tallest=tallest_of(len(rows))
        )

    def arrange(body: Box) -> list[Placed]:
        return build(studio, spec, studio.sizes(16), body)

    return [
        slide(
            planned, top.title, flat(top.elements, placed.table), part=part,
            full_texts=(*top.cut, *placed.cut), lead_in=studio.word("full_text"),
        )
        for part, (top, placed) in enumerate(framed(studio, planned, arrange), start=1)
    ]  # fmt: skip
