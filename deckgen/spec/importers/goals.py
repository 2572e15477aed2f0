"""What the rows say: objectives and key results, each remembering the cell it comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import field

from deckgen.findings import Finding, Level
from deckgen.spec.importers import values
from deckgen.spec.importers.columns import Reading, Record
from deckgen.spec.importers.measures import NUMBERS, Measure, Measures, checked, text_of
from deckgen.spec.importers.table import Cell
from deckgen.values import dataclass


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
        self.ends: list[dt.date] = []
        self._measures: dict[tuple[int, str], Measure] = {}
        self._by_key: dict[object, Goal] = {}
        self._skipped = 0
        self.making = Measures(reading, self.findings)

    def read(self) -> None:
        """Read all rows."""
        last: Goal | None = None
        for record, wide in self.reading.records():
            last = self.row(record, wide, last) or last
        if self._skipped:
            self.notes.append(f"{self._skipped} row(s) are initiatives or deleted; left out")
        if self.making.unknown_status:
            shown = ", ".join(sorted(self.making.unknown_status)[:5])
            self.notes.append(f"status words without a meaning here, left out: {shown}")
        if self.making.several:
            self.notes.append(
                f"{self.making.several} cell(s) name several owners: the first counts"
            )
        if self.making.emails:
            self.notes.append("e-mail addresses of owners became names")

    def row(self, record: Record, wide: list[Record], last: Goal | None) -> Goal | None:
        """The goal that a row makes or adds to."""
        if not record and not wide:
            return None
        kinds = [
            k for name in ("row_kind", "level") if (k := values.kind_of(text_of(record, name)))
        ]
        deleted = values.word(text_of(record, "action")) in ("delete", "archive", "remove")
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
            self._add(goal, self.making.measure(measure, self._own(record)))
        for part in wide:
            if (named := part.get("key_result")) is not None:
                goal.measures.append(self.making.measure(named, part))
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

    def _add(self, goal: Goal, made: Measure) -> None:
        """A key result of a goal; a further row with a check-in of one is only that."""
        key = (id(goal), str(made.keys.get("id", "")) or made.title.casefold())
        first = self._measures.setdefault(key, made)
        if first is not made and "check_ins" in made.keys:
            first.check_ins.extend(made.check_ins)
        else:
            goal.measures.append(made)

    def _own(self, record: Record) -> Record:
        """The fields of a flat row that belong to its key result."""
        own = {
            name: cell for name, cell in record.items() if name in (*NUMBERS, "unit", "metric_type")
        }
        own |= checked(record)
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
        names = [text_of(record, name) for name in ("row_key", "row_id", "id")]
        names = [name for name in names if name]
        known = self._by_key.get(("id", names[0])) if flat and names else None
        if known is not None:
            if known.title != title.text:
                message = f"'{names[0]}' is '{known.title}' in row {known.cell.span.line}"
                self.findings.append(title.finding("conflicting-rows", message))
            return known
        level, path = self._place(record)
        key = ("id", names[0]) if names else ("title", title.text.casefold(), path)
        if flat and key in self._by_key:
            return self._by_key[key]
        goal = Goal(title.text, title, names, path, level, self._parents(record))
        if flat:
            self._by_key[key] = goal
        self.goals.append(goal)
        goal.fields = record
        goal.lead = values.person(text_of(record, "lead"))
        if description := text_of(record, "description") or text_of(record, "note"):
            goal.keys["why"] = description
        self.making.common(goal.keys, record)
        for name in ("commitment", "row_kind", "level"):
            if (kind := values.commitment_of(text_of(record, name))) is not None:
                goal.keys["type"] = kind
        if tags := text_of(record, "tags"):
            goal.keys["tags"] = [
                tag.strip() for tag in tags.replace(";", ",").split(",") if tag.strip()
            ]
        goal.progress = self.making.progress(record)
        return goal

    def _place(self, record: Record) -> tuple[int | None, tuple[tuple[int, str], ...]]:
        """The level a row says, and its units by the columns that name some."""
        level = None
        for name in ("level", "row_kind"):
            if level is None:
                level = values.level_of(text_of(record, name))
        if company := text_of(record, "company"):
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
        if named := text_of(record, "unit_name"):
            if level == 0:
                self.companies.append(named)
            else:
                number = level if level is not None else 1
                path = [(n, text) for n, text in path if n < number]
                path.append((number, values.person(named) if number == 3 else named))
        whole = [name for number, name in path if values.word(name) in values.WHOLE]
        path = [(number, name) for number, name in path if name not in whole]
        if whole and not path and level is None:
            level = 0
        if (
            level == 3
            and not any(number == 3 for number, _ in path)
            and (owner := text_of(record, "owner"))
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
        pair = [self.making.day(record, name) for name in ("start_date", "end_date")]
        if pair[0] and pair[1]:
            if pair[1] < pair[0]:
                cell = record["end_date"]
                self.findings.append(
                    cell.finding("end-before-start", f"'{cell.text}' is before the start")
                )
            else:
                self.days.append((pair[0], pair[1]))
        elif pair[1]:
            self.ends.append(pair[1])
        if (seen := self.making.day(record, "as_of")) is not None:
            self.seen.append(seen)
        if cycle := text_of(record, "cycle"):
            self.cycles.append(cycle)
