"""CSV in any delimiter and the encodings that spreadsheets write."""

from __future__ import annotations

import re
from collections import Counter

from deckgen.findings import Span, SpecError
from deckgen.spec.importers.table import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Cell, refuse

DELIMITERS = ",;\t|"
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_BREAK = re.compile("\r\n|\n|\r")


def decode(data: bytes, file: str) -> tuple[str, str]:
    """A file's text and the encoding it is in: UTF-8, UTF-16 (with or without a mark) or
    Windows-1252, which any bytes can be read as. Raises SpecError for binary files.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif b"\0" in data[:2000]:
        half = data[:2000]
        little = half[1::2].count(0) >= half[0::2].count(0)
        encodings = ["utf-16-le" if little else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}.get(encoding, "UTF-16")
    raise refuse(file, "not-a-table", "the file is no text in UTF-8, UTF-16 or Windows-1252")


def delimiter_of(text: str) -> str:
    """The delimiter that cuts the first lines into the most columns, most evenly."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()]
    if lines and (told := re.fullmatch(r"sep=(.)", lines[0])):
        return told[1]
    best, score = ",", 0.0
    for delimiter in DELIMITERS:
        counts = Counter(count for line in lines[:30] if (count := _bare(line).count(delimiter)))
        if counts:
            count, often = counts.most_common(1)[0]
            if count * often > score:
                best, score = delimiter, count * often
    return best


def _bare(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line)


def grid(text: str, file: str, delimiter: str) -> list[list[Cell]]:
    """The rows of a CSV text. Cells know the line and column they begin at.

    Raises SpecError for a quote that is never closed and for too many rows.
    """
    lines = _BREAK.split(text)
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    place, line, begins = 0, 1, 0
    plain = re.compile(f"[^{re.escape(delimiter)}\r\n]*")
    end = len(text)
    if text.startswith("sep="):
        match = _BREAK.search(text)
        place = begins = match.end() if match else end
        line = 2
    while place < end or row:
        if not row and (whole := _plain_row(lines[line - 1], file, line, delimiter)) is not None:
            rows.append(whole)
            place += len(lines[line - 1])
            if len(rows) > MAX_ROWS * 2:
                raise refuse(file, "file-too-large", f"the table has more than {MAX_ROWS} rows")
            if (match := _BREAK.match(text, place)) is not None:
                place = begins = match.end()
                line += 1
            continue
        span = Span(file, line, place - begins + 1)
        shown = lines[line - 1][:500] if line <= len(lines) else ""
        start = place
        if text.startswith('"', place):
            match = _QUOTED.match(text, place)
            if match is None:
                cell = Cell("", span, source_line=shown)
                raise SpecError(
                    [cell.finding("open-quote", "a quote opens here and is never closed")]
                )
            value = match[1].replace('""', '"')
            place = match.end()
            for inner in _BREAK.finditer(match[1]):
                line += 1
                begins = match.start(1) + inner.end()
        else:
            value = ""
        match = plain.match(text, place)
        if match is not None:
            value += match[0]
            place = match.end()
        length = max(1, min(place - start, 80))
        if len(value) > MAX_CELL or len(row) > MAX_COLUMNS * 4:
            what = f"a cell of more than {MAX_CELL} characters"
            if len(value) <= MAX_CELL:
                what = f"more than {MAX_COLUMNS * 4} cells in a row"
            raise SpecError([Cell("", span).finding("file-too-large", what)])
        row.append(
            Cell(value.strip() or None, Span(file, span.line, span.column, length), "", shown)
        )
        if place < end and text[place] == delimiter:
            place += 1
            if place == end:
                row.append(Cell(None, Span(file, line, place - begins + 1), "", shown))
                rows.append(row)
                row = []
            continue
        rows.append(row)
        row = []
        if len(rows) > MAX_ROWS * 2:
            raise refuse(file, "file-too-large", f"the table has more than {MAX_ROWS} rows")
        if (match := _BREAK.match(text, place)) is not None:
            place = begins = match.end()
            line += 1
    return rows


def _plain_row(text: str, file: str, line: int, delimiter: str) -> list[Cell] | None:
    """The row of a line without quotes, the most common; None for any other line."""
    if '"' in text or len(text) > MAX_CELL:
        return None
    parts = text.split(delimiter)
    if len(parts) > MAX_COLUMNS * 4:
        return None
    shown = text[:500]
    empty = Cell(None, (file, line, 1, 1), "", shown)
    row = []
    column = 1
    for part in parts:
        value = part.strip()
        length = max(1, min(len(part), 80))
        row.append(Cell(value, (file, line, column, length), "", shown) if value else empty)
        column += len(part) + len(delimiter)
    return row


def ragged(grid: list[list[Cell]], width: int) -> list[Cell]:
    """The first cell beyond the header's width of each row that has one."""
    return [row[width] for row in grid if len(row) > width and row[width].text]
