"""Which column means what: aliases, ``--map``, and what is left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from deckgen.findings import Finding, Level, SpecError
from deckgen.spec.context import closest, did_you_mean
from deckgen.spec.importers.headers import (
    ALIASES,
    BY_HEADER,
    FIELDS,
    field_of,
    normal,
    scale_of,
)
from deckgen.spec.importers.table import Cell, Table, refuse
from deckgen.spec.importers.values import (
    Conventions,
    amount,
    conventions,
    day,
    kind_of,
    quarter,
)

Record = dict[str, Cell]
_AFTER = (
    "description",
    "note",
    "owner",
    "status",
    "weight",
    "score",
    "confidence",
    "progress",
    "id",
)
"""What belongs to the key result when its column stands after the key result's title."""
_NUMBERS = ("start", "target", "current", "progress", "weight", "score", "confidence")
_DATES = ("start_date", "end_date", "as_of", "check_in_date")
DAY = "day "
"""Begins the field of a column whose header is a day: ``day 2027-01-11``."""


class Reading:
    """A table with its columns understood. ``mapping`` is header -> field (or "ignore").

    Raises SpecError for a mapping of unknown columns or fields, and when no column holds titles.
    """

    def __init__(
        self,
        table: Table,
        mapping: Mapping[str, str],
        delimiter: str = "",
        order: str | None = None,
        cycle: str | None = None,
    ) -> None:
        self.table = table
        self.scale = 10.0
        """The most that a confidence can be, when its header says so."""
        self.order = order
        self.fields: dict[int, tuple[str, int]] = {}
        self.ignored: list[tuple[str, str]] = []
        self.findings: list[Finding] = []
        self._map(mapping)
        self._goals_or_targets()
        titles = {name for name, number in self.fields.values() if number == 0}
        if not titles & {"objective", "title", "key_result"}:
            raise refuse(
                table.file, "no-header", "no column holds the titles of objectives",
                "say which: --map 'Your column=objective'",
            )  # fmt: skip
        self.flat = "key_result" in titles
        if self.flat:
            self._divide()
        self._dates_or_values()
        cells = list(self._cells())
        self.conventions = Conventions()
        numbers = [
            cell for name, cell in cells
            if name.removeprefix("kr_") in _NUMBERS or name.startswith(DAY)
        ]  # fmt: skip
        dates = [(name, cell) for name, cell in cells if name in _DATES]
        named = Counter(cell.text for name, cell in cells if name == "cycle").most_common(1)
        weeks = quarter(cycle or (named[0][0] if named else ""))
        self.conventions, found = conventions(numbers, dates, delimiter, order, weeks)
        self.findings += found
        shares = [
            read for name, cell in cells if name.removeprefix("kr_") == "progress"
            and (read := amount(cell, self.conventions.comma)) is not None
        ]  # fmt: skip
        self.fractions = (
            bool(shares)
            and all(0 <= share.value <= 1 and share.unit != "%" for share in shares)
            and any(0 < share.value < 1 for share in shares)
        )

    def _map(self, mapping: Mapping[str, str]) -> None:
        wanted = {normal(header): field.strip().casefold() for header, field in mapping.items()}
        headers = {normal(column.header.text) for column in self.table.columns}
        shown = [column.header.text[:30] for column in self.table.columns[:12]]
        named = "the columns are " + ", ".join(shown)
        wrong = []
        for header, field in wanted.items():
            if header not in headers:
                near = closest(header, [c.header.text for c in self.table.columns])
                wrong.append(
                    Finding(Level.ERROR, "unknown-column", f"there is no column '{header}'",
                            suggestion=did_you_mean(near) or named)
                )  # fmt: skip
            if field != "ignore" and field not in FIELDS and field not in BY_HEADER:
                near = closest(field, [*ALIASES, "ignore"])
                hint = did_you_mean(near) or "one of " + ", ".join([*ALIASES, "ignore"])
                message = f"'{field}' is not a field a column can be mapped to"
                wrong.append(Finding(Level.ERROR, "unknown-field", message, suggestion=hint))
        if wrong:
            raise SpecError(wrong)
        choices: dict[tuple[str, int], list[tuple[int, int]]] = {}
        for column in self.table.columns:
            name = normal(column.header.text)
            if column.field:
                self.fields[column.index] = (column.field, 0)
            elif (given := wanted.get(name)) is not None:
                if given == "ignore":
                    self.ignored.append((column.header.text, "as asked"))
                    continue
                meant = (given if given in ALIASES else BY_HEADER[given], 0)
                choices.setdefault(meant, []).append((-1, column.index))
            elif (told := day(column.header, self.order or "dmy")) is not None:
                self.fields[column.index] = (f"{DAY}{told}", 0)
            elif (known := field_of(column.header.text)) is not None:
                if known[0] == "confidence":
                    self.scale = scale_of(column.header.text) or self.scale
                names = ALIASES.get(known[0], ())
                rank = names.index(name) if name in names else 99
                choices.setdefault(known, []).append((rank, column.index))
            else:
                self.ignored.append((column.header.text, "no field of that name"))
        by_index = {column.index: column.header.text for column in self.table.columns}
        for chosen, found in choices.items():
            found.sort()
            self.fields[found[0][1]] = chosen
            for _, other in found[1:]:
                if self.table.loose:
                    self.fields[other] = chosen
                    continue
                self.ignored.append((by_index[other], f"'{by_index[found[0][1]]}' says it already"))

    def _goals_or_targets(self) -> None:
        """Two headers mean one thing in some tools and another in others.

        *Goal* is the number to reach where another column holds the titles of objectives.
        *Metric* is only what is counted where key results have rows, and titles, of their own.
        """
        kinds = [index for index, field in self.fields.items() if field == ("row_kind", 0)]
        own_rows = any(
            kind_of(row[index].text) == "key_result"
            for index in kinds for row in self.table.rows if index in row
        )  # fmt: skip
        fields = set(self.fields.values())
        for column in self.table.columns:
            field, name = self.fields.get(column.index), normal(column.header.text)
            if field == ("title", 0) and name == "goal" and ("objective", 0) in fields:
                if ("target", 0) not in fields:
                    self.fields[column.index] = ("target", 0)
            elif field == ("key_result", 0) and ("title", 0) in fields and own_rows:
                del self.fields[column.index]
                why = "key results have rows and titles of their own"
                self.ignored.append((column.header.text, why))

    def _divide(self) -> None:
        """In a row with both titles, the columns after the key result's are the key result's."""
        at = next(index for index, field in self.fields.items() if field == ("key_result", 0))
        for index, (name, number) in self.fields.items():
            if number == 0 and index > at and name in _AFTER:
                self.fields[index] = ("key_result_id" if name == "id" else f"kr_{name}", 0)

    def _dates_or_values(self) -> None:
        """Columns named Start and End hold values in some tools and dates in others."""
        for index, (name, number) in list(self.fields.items()):
            other = {"start": "start_date", "target": "end_date"}.get(name)
            if other is None or number:
                continue
            cells = [row[index] for row in self.table.rows if index in row]
            dated = [cell for cell in cells if day(cell, "dmy") or day(cell, "mdy")]
            if cells and len(dated) == len(cells) and (other, 0) not in self.fields.values():
                self.fields[index] = (other, 0)

    def _cells(self) -> Iterator[tuple[str, Cell]]:
        for row in self.table.rows:
            for index, (name, _) in self.fields.items():
                if index in row:
                    yield name, row[index]

    def records(self) -> Iterator[tuple[Record, list[Record]]]:
        """Each row by field, and its numbered key results in their order."""
        for row in self.table.rows:
            record: Record = {}
            wide: dict[int, Record] = {}
            for index, (name, number) in self.fields.items():
                if index in row:
                    target = wide.setdefault(number, {}) if number else record
                    target.setdefault(name, row[index])
            yield record, [wide[number] for number in sorted(wide)]

    def understood(self) -> list[tuple[str, str]]:
        """Headers and the fields they were taken for, in the table's order."""
        shown = []
        for column in self.table.columns:
            if column.index in self.fields and not column.field:
                name, number = self.fields[column.index]
                name = name.replace("kr_", "key result's ")
                name = name.replace(DAY, "value on ") if name.startswith(DAY) else name
                shown.append(
                    (column.header.text, f"key result {number}: {name}" if number else name)
                )
        return shown
