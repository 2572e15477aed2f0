"""XLSX through openpyxl: native dates, percents, merged cells, formulas with their last result."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

from deckgen.findings import Finding, SpecError
from deckgen.spec.importers.headers import is_known
from deckgen.spec.importers.table import MAX_COLUMNS, MAX_ROWS, Cell, refuse

MAX_UNPACKED = 40_000_000
"""Bytes of all parts of a workbook together."""
MAX_CELLS = 500_000
"""Cells of a sheet that hold something."""
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
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        page = _sheet(book, known, sheet, file)
        return _cells(page, _formulas(page), file)
    except SpecError:
        raise
    except Exception as problem:  # openpyxl raises whatever broken XML makes it trip over
        raise refuse(file, "not-a-table", f"the workbook is broken: {problem}") from problem


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


def _parser(page: Any, results: bool = True) -> Any:
    """A parser of a sheet's cells, which are read one row at a time and not kept.

    Only cells that exist are given, not the rectangle around them, which can hold thousands of
    millions. ``results``: of formulas their last results, else the formulas.
    """
    from openpyxl.worksheet._reader import WorkSheetParser

    book = page.parent
    return WorkSheetParser(
        page._get_source(),
        page._shared_strings,
        data_only=results,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )


def _formulas(page: Any) -> frozenset[tuple[int, int]]:
    """Where formulas stand: (row, column)."""
    with page._get_source() as part:
        before = b""
        while block := part.read(1 << 20):
            if b"<f" in before + block:
                break
            before = block[-1:]
        else:
            return frozenset()
    return frozenset(
        (cell["row"], cell["column"])
        for _, row in _parser(page, results=False).parse()
        for cell in row
        if cell["data_type"] == "f"
    )


def _sheet(book: Any, known: Iterable[str], wanted: str | None, file: str) -> Any:
    words = frozenset(known)
    if wanted is not None:
        if wanted not in book.sheetnames:
            names = ", ".join(book.sheetnames)
            raise refuse(file, "unknown-sheet", f"there is no sheet '{wanted}'", f"one of {names}")
        return book[wanted]

    def score(page: Any) -> int:
        best = 0
        for number, row in _parser(page).parse():
            if number > 25:
                break
            texts = (cell["value"] for cell in row)
            best = max(best, sum(isinstance(t, str) and is_known(t, words) for t in texts))
        return best

    if not book.worksheets:
        raise refuse(file, "empty-file", "the workbook holds no sheet")
    return max(book.worksheets, key=score)


def _cells(
    page: Any, formulas: frozenset[tuple[int, int]], file: str
) -> tuple[list[list[Cell]], list[str], list[Finding]]:
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.utils import get_column_letter, range_boundaries

    findings: list[Finding] = []
    merged = beyond = count = 0
    found: dict[int, dict[int, Cell]] = {}
    letters: dict[int, str] = {}

    def make(row: int, column: int, value: Any, number_format: str = "") -> Cell:
        letter = letters.get(column) or letters.setdefault(column, get_column_letter(column))
        plain, unit = _plain(value, number_format)
        return Cell(plain, (file, row, column, 1), f"cell {letter}{row}", None, unit)

    parser = _parser(page)
    for row, raws in parser.parse():
        for raw in raws:
            column, value = raw["column"], raw["value"]
            if value is None and (row, column) in formulas:
                message = "a formula whose result the file does not hold"
                hint = "open the file in Excel or LibreOffice, save it, and import it again"
                cell = make(row, column, "")
                findings.append(cell.finding("formula-without-value", message, hint))
            if value is None:
                continue
            if column > MAX_COLUMNS:
                beyond += 1
                continue
            if isinstance(value, str):
                cell = make(row, column, value)
                if value in _ERRORS:
                    findings.append(cell.finding("formula-error", f"the formula gives {value}"))
                    continue
            else:
                style = raw["style_id"]
                shown = ReadOnlyCell(page, row, column, value, raw["data_type"], style)
                cell = make(row, column, value, shown.number_format or "")
            count += 1
            if count > MAX_CELLS or len(found) > MAX_ROWS * 2:
                limit = f"{MAX_CELLS:,} cells" if count > MAX_CELLS else f"{MAX_ROWS:,} rows"
                raise refuse(file, "file-too-large", f"the table has more than {limit}")
            found.setdefault(row, {})[column] = cell
    areas = parser.merged_cells.mergeCell if parser.merged_cells else ()
    for left, top, _, bottom in (range_boundaries(area.ref) for area in areas):
        first = found.get(top, {}).get(left)
        if first is None or bottom == top:
            continue
        merged += 1
        for row in range(top + 1, min(bottom, top + MAX_ROWS) + 1):
            if row in found:  # a row with nothing else in it is no row
                where = f"cell {get_column_letter(left)}{row}"
                place = (file, row, left, 1)
                found[row][left] = Cell(first.value, place, where, None, first.unit)
    width = max((max(row) for row in found.values()), default=0)
    rows = []
    for number in sorted(found):
        cells = found[number]
        empty = Cell(None, (file, number, 1, 1))
        rows.append([cells.get(c) or empty for c in range(1, width + 1)])
    notes = [f"sheet '{page.title}'"]
    if formulas:
        notes.append(f"{len(formulas)} formula cell(s): their last results are used")
    if beyond:
        notes.append(f"{beyond} cell(s) beyond column {MAX_COLUMNS} were left out")
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
