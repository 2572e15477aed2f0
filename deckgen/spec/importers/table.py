"""A table from any file: cells that know their place, before anyone asks what they mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import field

from deckgen.findings import Finding, Level, Span, SpecError
from deckgen.values import dataclass

Value = str | float | bool | dt.date | None
MAX_ROWS = 20_000
MAX_COLUMNS = 500
MAX_CELL = 32_767
"""Characters of a cell, as many as Excel allows."""


class Cell:
    """A value and where it stands.

    ``where`` is its name in messages, such as "cell D7" or "column 'Target'"; ``unit`` is what a
    spreadsheet's number format shows. There are hundreds of thousands of them in a large table,
    so a place may be given as (file, line, column, length) and its text is worked out once.
    """

    __slots__ = ("_place", "_text", "source_line", "unit", "value", "where")

    def __init__(
        self,
        value: Value,
        place: Span | tuple[str, int, int, int],
        where: str = "",
        source_line: str | None = None,
        unit: str = "",
    ) -> None:
        self.value = value
        self._place = place
        self.where = where
        self.source_line = source_line
        self.unit = unit
        self._text: str | None = None

    @property
    def span(self) -> Span:
        """Where it stands: in a table of text the line and column, else the row and column."""
        if not isinstance(self._place, Span):
            self._place = Span(*self._place)
        return self._place

    @property
    def text(self) -> str:
        """The value as one line of text; "" when there is none."""
        text = self._text
        if text is None:
            value = self.value
            if isinstance(value, str):
                text = " ".join(value.split())
            elif value is None:
                text = ""
            elif isinstance(value, float):
                text = f"{value:.15g}"
            else:
                text = str(value)
            self._text = text
        return text

    def finding(
        self, rule: str, message: str, suggestion: str | None = None, level: Level = Level.ERROR
    ) -> Finding:
        """A finding at this cell; its row and column are named."""
        place = f"row {self.span.line}, {self.where}: " if self.where else ""
        return Finding(
            level, rule, f"{place}{message}", self.span, suggestion, source_line=self.source_line
        )


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place from 0, and its header."""

    index: int
    header: Cell
    field: str = ""
    """Set when the file's structure says what it holds (JSON)."""


@dataclass(slots=True)
class Table:
    """Columns and rows; a row maps a column's index to its cell, empty cells left out."""

    file: str
    columns: list[Column]
    rows: list[dict[int, Cell]]
    notes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    loose: bool = False
    """Rows may use different names for one field (JSON)."""
    above: tuple[str, ...] = ()
    """Texts that stand above the header, such as a title."""


def refuse(file: str, rule: str, message: str, suggestion: str | None = None) -> SpecError:
    """The error for a file that is no table."""
    return SpecError([Finding(Level.ERROR, rule, message, Span(file, 1, 1), suggestion)])


def from_grid(file: str, grid: list[list[Cell]], known: Iterable[str]) -> Table:
    """The table of a grid whose header is the row, among the first 25, that names most fields.

    ``known`` are the headers' normal forms that mean something (see ``headers.normal``).
    Raises SpecError when there is no row under a header.
    """
    from deckgen.spec.importers.headers import is_known

    best, score = -1, 0
    words = frozenset(known)
    for index, row in enumerate(grid[:25]):
        found = sum(is_known(cell.text, words) for cell in row if cell.text)
        if found > score:
            best, score = index, found
    if best < 0 and words:  # whoever maps columns is told which ones there are
        best = next((n for n, row in enumerate(grid) if any(cell.text for cell in row)), -1)
    if best < 0:
        first = next((row for row in grid if any(cell.text for cell in row)), None)
        if first is None:
            raise refuse(file, "empty-file", "the file holds no cells")
        headers = ", ".join(f"'{cell.text[:30]}'" for cell in first[:8] if cell.text)
        raise refuse(
            file, "no-header", f"no row names columns that are known; the first holds {headers}",
            "name them: --map 'Your column=objective' --map 'Another=key_result'",
        )  # fmt: skip
    header = [cell for cell in grid[best] if cell.text]
    if len(header) > MAX_COLUMNS:
        raise refuse(file, "file-too-large", f"the table has more than {MAX_COLUMNS} columns")
    first_column = {cell.span.column: cell for cell in header}
    columns = []
    for number, cell in enumerate(grid[best]):
        if cell.text:
            columns.append(Column(number, cell))
    names = [f"column '{cell.text[:40]}'" if cell.text else "" for cell in grid[best]]
    rows = []
    for row in grid[best + 1 :]:
        cells = {number: cell for number, cell in enumerate(row) if cell.text}
        for number, cell in cells.items():
            if not cell.where and number < len(names):
                cell.where = names[number]
        if cells:
            rows.append(cells)
    table = Table(file, columns, rows)
    skipped = sum(any(cell.text for cell in row) for row in grid[:best])
    table.above = tuple(cell.text for row in grid[:best] for cell in row if cell.text)
    if skipped:
        table.notes.append(f"{skipped} row(s) above the header were passed over")
    if not rows or not first_column:
        raise refuse(file, "no-rows", "there is no row under the header")
    if len(rows) > MAX_ROWS:
        raise refuse(file, "file-too-large", f"the table has more than {MAX_ROWS} rows")
    return table
