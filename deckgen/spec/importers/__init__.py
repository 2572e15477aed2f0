"""Exports of OKR tools and spreadsheets become specs: CSV, XLSX and JSON in, YAML out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from deckgen.findings import Finding, Level, Span, SpecError, counted
from deckgen.spec.files import MAX_BYTES, read_bytes
from deckgen.spec.importers.columns import Reading
from deckgen.spec.importers.cycle import CycleFound, CycleWish, cycle_of, most, named_above
from deckgen.spec.importers.emit import Emitter
from deckgen.spec.importers.goals import Rows
from deckgen.spec.importers.table import Table, from_grid, refuse
from deckgen.spec.importers.tree import LEVELS, Organisation
from deckgen.spec.source import MAX_CHARACTERS, collection_paused
from deckgen.spec.tally import capped
from deckgen.values import dataclass, replace

__all__ = ["Imported", "Wishes", "import_file"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller knows better than the file. ``mapping`` is header -> field or "ignore"."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    company: str | None = None
    cycle: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    as_of: dt.date | None = None
    order: str | None = None
    """Of dates with slashes: ``dmy`` or ``mdy``."""
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """A spec as text, what was understood (lines to print), and warnings."""

    text: str
    preview: tuple[str, ...]
    findings: tuple[Finding, ...]


def import_file(path: str | Path, wishes: Wishes | None = None) -> Imported:
    """The spec that a table makes. Raises SpecError with every mistake, by row and column."""
    with collection_paused():
        return _import(path, wishes or Wishes())


def _import(path: str | Path, wishes: Wishes) -> Imported:
    file = str(path)
    data, why = read_bytes(path)
    if why is not None:
        raise SpecError([Finding(Level.ERROR, "missing-file", f"{file} {why}")])
    if len(data) > MAX_BYTES:
        raise refuse(file, "file-too-large", f"the file is larger than {MAX_BYTES // 1_000_000} MB")
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise refuse(file, "empty-file", "the file is empty")
    table, form, delimiter = _table(data, file, wishes)
    above = named_above(table)
    reading = Reading(table, wishes.mapping, delimiter, wishes.order, wishes.cycle or above)
    rows = Rows(reading)
    rows.read()
    company = wishes.company or most(rows.companies)
    organisation = Organisation(rows, company or "Company")
    wished = CycleWish(wishes.cycle, wishes.start, wishes.end, wishes.as_of)
    cycle, told = cycle_of(rows, wished, above, file)
    findings = [*table.findings, *reading.findings, *rows.findings, *organisation.findings, *told]
    if not organisation.objectives and not findings:
        raise refuse(file, "no-rows", "no row holds an objective")
    if any(finding.level is Level.ERROR for finding in findings):
        raise SpecError(_sorted(findings))
    emitter = Emitter(organisation)
    text = emitter.write(cycle, Path(file).name, company is None)
    if len(text) > MAX_CHARACTERS:
        raise refuse(file, "file-too-large", "the spec would be longer than deckgen reads")
    findings += _checked(emitter, file)
    if any(finding.level is Level.ERROR for finding in findings):
        raise SpecError(_sorted(findings))
    return Imported(
        text, tuple(_preview(form, reading, rows, organisation, cycle)), _sorted(findings)
    )


def _table(data: bytes, file: str, wishes: Wishes) -> tuple[Table, str, str]:
    """The table of a file, by its content and not its name; its format and delimiter in words."""
    from deckgen.spec.importers import delimited, documents, workbook
    from deckgen.spec.importers.headers import normal

    known = [normal(header) for header in wishes.mapping]
    if data[:4] == b"PK\x03\x04":
        cells, notes, findings = workbook.grid(data, file, known, wishes.sheet)
        table = from_grid(file, cells, known)
        table.notes += notes
        table.findings += findings
        return table, "XLSX", ""
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise refuse(
            file, "not-a-table", "the old XLS format is not read", "save it as XLSX or CSV"
        )
    text, encoding = delimited.decode(data, file)
    if text.lstrip("\ufeff \r\n\t")[:1] in ("{", "["):
        return documents.table(text, file), f"JSON in {encoding}", ""
    delimiter = delimited.delimiter_of(text)
    grid = delimited.grid(text, file, delimiter)
    table = from_grid(file, grid, known)
    width = max(column.index for column in table.columns) + 1
    for cell in delimited.ragged(grid, width):
        if cell.span.line > table.columns[0].header.span.line:
            message = f"more cells than the header names ({width})"
            hint = "put quotes around texts that hold the delimiter"
            table.findings.append(cell.finding("ragged-row", message, hint))
    shown = {"\t": "tabs", ";": "semicolons", ",": "commas", "|": "bars"}.get(delimiter, delimiter)
    return table, f"CSV with {shown} in {encoding}", delimiter


def _checked(emitter: Emitter, file: str) -> list[Finding]:
    """What the reader says of the spec, told at the row it comes from."""
    from deckgen.spec.reader import check_tree

    findings, origins = check_tree(emitter.root), emitter.origins
    moved = []
    for finding in findings:
        origin = origins[finding.span.line - 1] if finding.span else None
        moved.append(replace(finding, span=origin or Span(file, 1, 1), source_line=None))
    return moved


def _sorted(findings: list[Finding]) -> tuple[Finding, ...]:
    def place(finding: Finding) -> tuple[int, int]:
        return (finding.span.line, finding.span.column) if finding.span else (0, 0)

    return tuple(sorted(capped(sorted(findings, key=place)), key=place))


def _preview(
    form: str, reading: Reading, rows: Rows, organisation: Organisation, cycle: CycleFound
) -> list[str]:
    """What was understood, in lines for people."""
    objectives = organisation.objectives
    lines = [f"Read {len(reading.table.rows)} rows of {form}"]
    lines.append(
        f"Cycle: {cycle.name}, {cycle.start} to {cycle.end}"
        + (" (guessed)" if cycle.guessed else "")
    )
    per_level = Counter(organisation.level[id(goal)] for goal in objectives)
    for level in sorted(per_level):
        lines.append(f"  {LEVELS[level]}: {counted(per_level[level], 'objective')}")
    key_results = sum(len(goal.measures) for goal in objectives)
    linked = sum(bool(organisation.supports.get(id(goal))) for goal in objectives)
    lines.append(
        f"  {counted(key_results, 'key result')}, {counted(linked, 'objective')} with a parent"
    )
    lines.append("Columns understood:")
    lines += [f"  {header[:40]} → {name}" for header, name in reading.understood()]
    if reading.ignored:
        lines.append("Columns left out:")
        lines += [f"  {header[:40]} ({why})" for header, why in reading.ignored]
    notes = [*reading.table.notes, *rows.notes, *organisation.notes]
    if notes:
        lines.append("Noted:")
        lines += [f"  {note}" for note in notes]
    return lines
