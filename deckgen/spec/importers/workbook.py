"""XLSX through openpyxl: native dates, percents, merged cells, formulas with their last result."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

from deckgen.findings import Finding, Span, SpecError
from deckgen.spec.importers.headers import is_known
from deckgen.spec.importers.table import MAX_COLUMNS, MAX_ROWS, Cell, refuse

MAX_UNPACKED = 40_000_000
"""Bytes of all parts of a workbook together; openpyxl needs about ten times as much memory."""
_ERRORS = frozenset(["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"])


def grid(
    data: bytes, file: str, known: Iterable[str], sheet: str | None
) -> tuple[list[list[Cell]], list[str], list[Finding]]:
    """The cells of a workbook's sheet (the one whose rows name most columns), notes, findings.

    Raises SpecError when it is no workbook, is too large, or openpyxl is not installed.
    """
    try:
        import openpyxl
    except ImportError:
        raise refuse(
            file, "missing-extra", "reading XLSX needs openpyxl",
            "pip install 'deckgen[xlsx]', or save the sheet as CSV",
        ) from None  # fmt: skip
    _check(data, file)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        page = _sheet(book, known, sheet, file)
        formulas = None
        if any(b"<f" in part for part in _sheets(data)):
            formulas = openpyxl.load_workbook(io.BytesIO(data), data_only=False)[page.title]
    except SpecError:
        raise
    except Exception as problem:  # openpyxl raises whatever broken XML makes it trip over
        raise refuse(file, "not-a-table", f"the workbook is broken: {problem}") from problem
    return _cells(page, formulas, file)


def _check(data: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED or len(entries) > 2000:
                limit = MAX_UNPACKED // 1_000_000
                message = f"the workbook is larger than {limit} MB when it is unpacked"
                raise refuse(file, "file-too-large", message)
            if "xl/workbook.xml" not in package.namelist():
                raise refuse(file, "not-a-table", "this zip file is no XLSX workbook")
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")) and b"<!" in package.read(entry):
                    raise refuse(file, "not-a-table", "the workbook declares entities in its XML")
    except SpecError:
        raise
    except Exception as problem:  # a broken zip raises half a dozen kinds of errors
        raise refuse(file, "not-a-table", f"the workbook is broken: {problem}") from problem


def _sheets(data: bytes) -> Iterable[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/"):
                yield package.read(name)


def _sheet(book: Any, known: Iterable[str], wanted: str | None, file: str) -> Any:
    words = frozenset(known)
    if wanted is not None:
        if wanted not in book.sheetnames:
            names = ", ".join(book.sheetnames)
            raise refuse(file, "unknown-sheet", f"there is no sheet '{wanted}'", f"one of {names}")
        return book[wanted]

    def score(page: Any) -> int:
        cells = [(row, cell.value) for (row, _), cell in page._cells.items() if row <= 25]
        by_row: dict[int, int] = {}
        for row, value in cells:
            by_row[row] = by_row.get(row, 0) + (isinstance(value, str) and is_known(value, words))
        return max(by_row.values(), default=0)

    if not book.worksheets:
        raise refuse(file, "empty-file", "the workbook holds no sheet")
    return max(book.worksheets, key=score)


def _cells(
    page: Any, formulas: Any, file: str
) -> tuple[list[list[Cell]], list[str], list[Finding]]:
    from openpyxl.utils import get_column_letter

    findings: list[Finding] = []
    counted = merged = 0
    found: dict[int, dict[int, Cell]] = {}

    def make(row: int, column: int, value: Any, number_format: str) -> Cell:
        where = f"cell {get_column_letter(column)}{row}"
        plain, unit = _plain(value, number_format)
        return Cell(plain, Span(file, row, column), where, None, unit)

    # The cells that exist, not the rectangle around them, which can hold thousands of millions.
    for (row, column), raw in page._cells.items():
        value = raw.value
        if formulas is not None:
            written = formulas._cells.get((row, column))
            if written is not None and written.data_type == "f":
                counted += 1
                if value is None:
                    cell = make(row, column, "", "")
                    message = "a formula whose result the file does not hold"
                    hint = "open the file in Excel or LibreOffice, save it, and import it again"
                    findings.append(cell.finding("formula-without-value", message, hint))
        if value is None or column > MAX_COLUMNS:
            continue
        cell = make(row, column, value, raw.number_format or "")
        if isinstance(value, str) and value in _ERRORS:
            findings.append(cell.finding("formula-error", f"the formula gives {value}"))
            continue
        found.setdefault(row, {})[column] = cell
    for area in page.merged_cells.ranges:
        first = found.get(area.min_row, {}).get(area.min_col)
        if first is None or area.max_row == area.min_row:
            continue
        merged += 1
        for row in range(area.min_row + 1, min(area.max_row, area.min_row + MAX_ROWS) + 1):
            where = f"cell {get_column_letter(area.min_col)}{row}"
            copy = Cell(first.value, Span(file, row, area.min_col), where, None, first.unit)
            if row in found:  # a row with nothing else in it is no row
                found[row][area.min_col] = copy
    width = max((max(row) for row in found.values()), default=0)
    rows = []
    for number in sorted(found):
        cells = found[number]
        rows.append(
            [cells.get(c) or Cell(None, Span(file, number, c)) for c in range(1, width + 1)]
        )
    if len(rows) > MAX_ROWS * 2:
        raise refuse(file, "file-too-large", f"the table has more than {MAX_ROWS} rows")
    notes = [f"sheet '{page.title}'"]
    if counted:
        notes.append(f"{counted} formula cell(s): their last results are used")
    if merged:
        notes.append(f"{merged} merged range(s): each row below takes the first one's value")
    return rows, notes, findings


def _plain(value: Any, number_format: str) -> tuple[str | float | bool | dt.date | None, str]:
    """A cell's value and the unit that its number format shows."""
    if isinstance(value, dt.datetime):
        return value.date(), ""
    if isinstance(value, dt.date | bool):
        return value, ""
    if isinstance(value, int | float):
        if "%" in number_format:
            return round(float(value) * 100, 9), "%"
        bare = re.sub(r"\[\$([^\]-]*)[^\]]*\]", r"\1", number_format).replace('"', "")
        currency = re.search(r"[$€£¥]|\b(?:CHF|EUR|USD|GBP)\b", bare)
        return float(value), currency[0] if currency else ""
    text = str(value).strip()
    return text or None, ""
