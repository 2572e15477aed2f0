"""What the rows say: objectives and key results, each remembering the cell it comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from deckgen.findings import Finding, Level
from deckgen.spec.importers import values
from deckgen.spec.importers.columns import Reading, Record
from deckgen.spec.importers.table import Cell
from deckgen.spec.importers.values import Amount

NUMBERS = ("start", "target", "current")


@dataclass(slots=True)
class Measure:
    """A key result."""

    title: str
    cell: Cell
    keys: dict[str, object] = field(default_factory=dict)
    """Keys of the spec with their values, ``title`` left out."""


@dataclass(slots=True)
class Goal:
    """An objective. ``path`` names its units below the company, by level."""

    title: str
    cell: Cell
    names: list[str]
    """Ids that other rows may call it by."""
    path: tuple[tuple[int, str], ...]
    level: int | None
    parents: list[tuple[str, Cell]]
    keys: dict[str, object] = field(default_factory=dict)
    measures: list[Measure] = field(default_factory=list)
    progress: float | None = None
    lead: str = ""
    is_measure: bool = False
    fields: Record = field(default_factory=dict)


class Rows:
    """Turns the rows of a table into goals; findings gather here."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.findings: list[Finding] = []
        self.notes: list[str] = []
        self.goals: list[Goal] = []
        self.days: list[tuple[dt.date, dt.date]] = []
        self.cycles: list[str] = []
        self.seen: list[dt.date] = []
        self.companies: list[str] = []
        self._by_key: dict[object, Goal] = {}
        self._skipped = 0
        self._unknown_status: set[str] = set()
        self._emails = False

    def read(self) -> None:
        """Read all rows."""
        last: Goal | None = None
        for record, wide in self.reading.records():
            last = self.row(record, wide, last) or last
        if self._skipped:
            self.notes.append(f"{self._skipped} row(s) are initiatives or deleted; left out")
        if self._unknown_status:
            shown = ", ".join(sorted(self._unknown_status)[:5])
            self.notes.append(f"status words without a meaning here, left out: {shown}")
        if self._emails:
            self.notes.append("e-mail addresses of owners became names")

    def row(self, record: Record, wide: list[Record], last: Goal | None) -> Goal | None:
        """The goal that a row makes or adds to."""
        if not record and not wide:
            return None
        kinds = [k for name in ("row_kind", "level") if (k := values.kind_of(_text(record, name)))]
        deleted = values.word(_text(record, "action")) in ("delete", "archive", "remove")
        if deleted or "initiative" in kinds:
            self._skipped += 1
            return None
        self._note_days(record)
        title = record.get("objective") or record.get("title")
        measure = record.get("key_result")
        if title is None and measure is None:
            if not wide:
                at = next(iter(record.values()))
                self.findings.append(
                    at.finding("missing-title", "the row has neither an objective nor a key result")
                )
            return None
        goal = self._goal(record, title, last, flat=self.reading.flat)
        if goal is None:
            self.findings.append(
                (measure or next(iter(record.values()))).finding(
                    "missing-title", "a key result, and no objective in this row or above it"
                )
            )
            return None
        if measure is not None:
            goal.measures.append(self.measure(measure, self._own(record)))
        for part in wide:
            if (named := part.get("key_result")) is not None:
                goal.measures.append(self.measure(named, part))
            elif part:
                at = next(iter(part.values()))
                self.findings.append(at.finding("missing-title", "a key result without a title"))
        goal.is_measure = goal.is_measure or "key_result" in kinds
        if not self.reading.flat and not kinds:
            numeric = any(name in record for name in NUMBERS)
            goal.is_measure = goal.is_measure or (numeric and bool(goal.parents) and not wide)
            if goal.is_measure:
                goal.fields = {**record, "guessed": record[next(iter(record))]}
        return goal

    def _own(self, record: Record) -> Record:
        """The fields of a flat row that belong to its key result."""
        own = {
            name: cell for name, cell in record.items() if name in (*NUMBERS, "unit", "metric_type")
        }
        own |= {name[3:]: cell for name, cell in record.items() if name.startswith("kr_")}
        if (name := record.get("key_result_id")) is not None:
            own["id"] = name
        return own

    # --- objectives -------------------------------------------------------------------------

    def _goal(
        self, record: Record, title: Cell | None, last: Goal | None, *, flat: bool
    ) -> Goal | None:
        if title is None:
            return last
        names = [_text(record, name) for name in ("row_key", "row_id", "id")]
        names = [name for name in names if name]
        level, path = self._place(record)
        if flat:
            key = ("id", names[0]) if names else ("title", title.text.casefold(), path)
            if key in self._by_key:
                goal = self._by_key[key]
                if goal.title != title.text:
                    message = f"'{names[0]}' is '{goal.title}' in row {goal.cell.span.line}"
                    self.findings.append(title.finding("conflicting-rows", message))
                return goal
        goal = Goal(title.text, title, names, path, level, self._parents(record))
        if flat:
            self._by_key[key] = goal
        self.goals.append(goal)
        goal.fields = record
        goal.lead = values.person(_text(record, "lead"))
        if description := _text(record, "description") or _text(record, "note"):
            goal.keys["why"] = description
        self._common(goal.keys, record)
        for name in ("commitment", "row_kind", "level"):
            if (kind := values.commitment_of(_text(record, name))) is not None:
                goal.keys["type"] = kind
        if tags := _text(record, "tags"):
            goal.keys["tags"] = [
                tag.strip() for tag in tags.replace(";", ",").split(",") if tag.strip()
            ]
        goal.progress = self._progress(record)
        return goal

    def _place(self, record: Record) -> tuple[int | None, tuple[tuple[int, str], ...]]:
        """The level a row says, and its units by the columns that name some."""
        level = None
        for name in ("level", "row_kind"):
            if level is None:
                level = values.level_of(_text(record, name))
        if company := _text(record, "company"):
            self.companies.append(company)
        path = []
        for number, name in ((1, "department"), (2, "team"), (3, "individual")):
            cell = record.get(name)
            if cell is None:
                continue
            parts = [part.strip() for part in cell.text.split(";") if part.strip()]
            parts = (
                parts if len(parts) > 1 else [p.strip() for p in cell.text.split(", ") if p.strip()]
            )
            if len(parts) > 1:
                message = f"of {len(parts)} {name}s the first is taken"
                self.findings.append(cell.finding("several-units", message, level=Level.WARNING))
            path.append((number, values.person(parts[0]) if number == 3 else parts[0]))
        if named := _text(record, "unit_name"):
            if level == 0:
                self.companies.append(named)
            else:
                number = level if level is not None else 1
                path = [(n, text) for n, text in path if n < number]
                path.append((number, values.person(named) if number == 3 else named))
        if (
            level == 3
            and not any(number == 3 for number, _ in path)
            and (owner := _text(record, "owner"))
        ):
            path.append((3, values.person(owner)))
        if level is not None:
            path = [(number, name) for number, name in path if number <= level]
        return level, tuple(path)

    def _parents(self, record: Record) -> list[tuple[str, Cell]]:
        found: list[tuple[str, Cell]] = []
        for name in ("parent_key", "parent_row", "parent"):
            if (cell := record.get(name)) is not None:
                found.append((cell.text, cell))
        return found

    def _note_days(self, record: Record) -> None:
        pair = [self._day(record, name) for name in ("start_date", "end_date")]
        if pair[0] and pair[1]:
            if pair[1] < pair[0]:
                cell = record["end_date"]
                self.findings.append(
                    cell.finding("end-before-start", f"'{cell.text}' is before the start")
                )
            else:
                self.days.append((pair[0], pair[1]))
        if (seen := self._day(record, "as_of")) is not None:
            self.seen.append(seen)
        if cycle := _text(record, "cycle"):
            self.cycles.append(cycle)

    def _day(self, record: Record, name: str) -> dt.date | None:
        cell = record.get(name)
        if cell is None:
            return None
        found = values.day(cell, self.reading.conventions.order)
        mixed = any(finding.rule == "mixed-dates" for finding in self.reading.findings)
        if found is None and not (mixed and values.day(cell, "mdy")):
            hint = "write it as 2027-01-31, or say --dates dmy or mdy"
            self.findings.append(cell.finding("bad-date", f"'{cell.text[:40]}' is no date", hint))
        return found

    # --- key results ------------------------------------------------------------------------

    def measure(self, title: Cell, record: Record) -> Measure:
        """A key result from its title and its fields."""
        keys: dict[str, object] = {}
        if identity := _text(record, "id"):
            keys["id"] = "-".join(identity.split())
        found: dict[str, Amount] = {}
        for name in NUMBERS:
            cell = record.get(name)
            if cell is not None and (read := self._amount(cell)) is not None:
                found[name] = read
        unit = _text(record, "unit")
        units = {read.unit for read in found.values() if read.unit}
        if not unit and len(units) > 1:
            cell = next(record[name] for name in NUMBERS if name in found and found[name].unit)
            message = f"one key result in two units, {' and '.join(sorted(units))}"
            self.findings.append(cell.finding("unit-mismatch", message))
        unit = unit or next(iter(sorted(units)), "")
        kind = values.word(_text(record, "metric_type"))
        if not unit and kind in ("percentage", "percent", "prozent"):
            unit = "%"
        progress = self._progress(record)
        if kind in values.YES_NO:
            now, goal = found.get("current"), found.get("target")
            done = now is not None and goal is not None and now.value >= goal.value
            keys |= {"kind": "yes_no", "done": done or (progress or 0) >= 100}
        elif found:
            keys |= {name: read.value for name, read in found.items()}
            goal, start = found.get("target"), found.get("start", Amount(0.0))
            if goal is not None and goal.value == start.value:
                message = (
                    f"the target {goal.value:g} is equal to the start, so no progress can be made"
                )
                self.findings.append(record["target"].finding("target-equals-start", message))
            elif goal is not None and "current" not in found and progress is not None:
                keys["current"] = round(
                    start.value + (goal.value - start.value) * progress / 100, 6
                )
            if unit:
                keys["unit"] = unit
        elif progress is not None:
            keys |= {"start": 0.0, "target": 100.0, "current": progress, "unit": "%"}
        elif unit:
            keys["unit"] = unit
        self._common(keys, record)
        if (confidence := self._number(record, "confidence")) is not None:
            keys["confidence"] = confidence
        if note := _text(record, "note") or _text(record, "description"):
            keys["note"] = note
        return Measure(title.text, title, keys)

    def _common(self, keys: dict[str, object], record: Record) -> None:
        """Owner, status, weight and score, which objectives and key results share."""
        if owner := _text(record, "owner"):
            self._emails = self._emails or "@" in owner
            keys["owner"] = values.person(owner)
        if told := _text(record, "status"):
            status = values.status_of(told)
            if status is None:
                self._unknown_status.add(told[:30])
            else:
                keys["status"] = status
        for name in ("weight", "score"):
            if (number := self._number(record, name)) is not None:
                keys[name] = number

    def _amount(self, cell: Cell) -> Amount | None:
        read = values.amount(cell, self.reading.conventions.comma)
        if read is None and values.word(cell.text) not in values.NOTHING:
            self.findings.append(
                cell.finding(
                    "bad-number", f"'{cell.text[:40]}' is no number", "write a number such as 12.5"
                )
            )
        return read

    def _number(self, record: Record, name: str) -> float | None:
        cell = record.get(name)
        if cell is None:
            return None
        if name == "confidence" and values.word(cell.text) in values.CONFIDENCE:
            return values.CONFIDENCE[values.word(cell.text)]
        read = self._amount(cell)
        if read is None:
            return None
        high = {"confidence": 10.0, "score": 1.0}.get(name)
        number = read.value
        if high is not None and (read.unit == "%" or high < number <= 100):
            number = number * high / 100
        elif name == "confidence" and 0 < number < 1:
            number *= 10
        if number < 0 or (high is not None and number > high):
            self.findings.append(cell.finding("out-of-range", f"'{cell.text}' is no {name}"))
            return None
        return round(number, 6)

    def _progress(self, record: Record) -> float | None:
        cell = record.get("progress")
        if cell is None or (read := self._amount(cell)) is None:
            return None
        fraction = self.reading.fractions and read.unit != "%"
        return round(read.value * 100, 6) if fraction else read.value


def _text(record: Record, name: str) -> str:
    cell = record.get(name)
    return cell.text if cell is not None else ""
