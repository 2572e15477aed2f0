"""Tables in words: columns, rows and cells before they are measured, and a placed table."""

from __future__ import annotations

import re

from deckgen.making import new_box
from deckgen.scene import Align, Anchor, Box, Color, Link, Paragraph, Run, Stroke, Table, points
from deckgen.text.style import Style
from deckgen.values import dataclass, maker, replace

PAD = points(14)
"""EMU between a column and the next."""
TALLEST = points(88)
"""EMU: rows do not grow beyond it, save where they are three or fewer."""


def tallest_of(count: int) -> int:
    """EMU: how tall a row may grow in a table of ``count`` rows."""
    return {1: points(150), 2: points(140), 3: points(112)}.get(count, TALLEST)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``width`` EMU, or a share (``weight``) of what the others leave, or neither,
    which makes it as wide as its widest text. ``pad`` is free on its right, ``indent`` on the
    left of its cells (room for a mark), both in EMU.
    """

    head: str = ""
    weight: float = 0.0
    width: int = 0
    align: Align = "left"
    pad: int = PAD
    indent: int = 0
    head_style: Style | None = None
    """Style of the head where it is not that of captions (a name)."""
    head_link: Link | None = None
    head_most: int = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of a cell. ``most`` lines at most (0: any number); ``before`` in points.

    ``link`` lies on the id that the text begins with, or on a text of one word: a linked run
    is underlined, and LibreOffice breaks it anywhere.
    """

    text: str
    style: Style
    most: int = 0
    before: float = 0.0
    link: Link | None = None
    runs: tuple[Run, ...] = ()
    """The text in several styles; ``style`` then measures it, and sets it when it is cut."""
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class CellSpec:
    """What a cell holds."""

    pieces: tuple[Piece, ...] = ()
    fill: Color | None = None
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class RowSpec:
    """A row; ``total`` sets it off with strong rules."""

    cells: tuple[CellSpec, ...]
    total: bool = False


new_piece, new_cell_spec = maker(Piece), maker(CellSpec)


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table before it is measured. ``air`` is the least space above and below text (EMU)."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[RowSpec, ...]
    alt: str
    air: int = points(6)
    anchor: Anchor = "middle"
    tallest: int = TALLEST
    ruled: bool = True
    weighted: float = 0.4
    """The share of the width that columns with a weight have at least."""
    border: Stroke | None = None
    """A border around every row in place of hairlines (for matrices)."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A table on its slide. ``first`` is the index of its first row in the specification."""

    table: Table
    first: int
    count: int
    columns: tuple[Column, ...]
    cut: tuple[str, ...] = ()

    @property
    def indices(self) -> range:
        """Indices of its rows in the specification."""
        return range(self.first, self.first + self.count)

    def cell(self, index: int, column: int) -> Box:
        """The box (EMU) of the cell of row ``index`` of the specification, without its pad."""
        table = self.table
        at = index - self.first + (1 if table.header else 0)
        x = table.box.x + sum(table.columns[:column])
        y = table.box.y + sum(table.heights[:at])
        pad = self.columns[column].pad
        return new_box(x, y, table.columns[column] - pad, table.heights[at])

    def inset(self, index: int) -> int:
        """EMU from the top of row ``index`` to its first line."""
        at = index - self.first + (1 if self.table.header else 0)
        return self.table.rows[at][0].text.insets[1]

    def size(self, index: int) -> float:
        """Points: the type size of the first text of row ``index``."""
        at = index - self.first + (1 if self.table.header else 0)
        return self.table.rows[at][0].text.paragraphs[0].lines[0][0].size


def starts_with_id(text: str) -> bool:
    """Whether a text begins with an id such as "D4" or "KR-12"."""
    return re.match(r"[A-Z]{1,5}[-.]?\d[\w.-]*(?=\s|$)", text) is not None


def with_link(paragraph: Paragraph, link: Link) -> Paragraph:
    """The paragraph with a link on its first word, if that is an id or all there is."""
    first = paragraph.lines[0] if paragraph.lines else ()
    if not first:
        return paragraph
    word = first[0].text.split(" ", 1)[0]
    if word != paragraph.text and not starts_with_id(first[0].text):
        return paragraph
    runs = [replace(first[0], text=word, link=link)]
    if first[0].text[len(word) :]:
        runs.append(replace(first[0], text=first[0].text[len(word) :]))
    return replace(paragraph, lines=((*runs, *first[1:]), *paragraph.lines[1:]))
