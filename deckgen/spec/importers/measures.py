"""Key results from the cells of a row: numbers, owner, status, confidence, check-ins."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import field
from typing import Any, cast

from deckgen.findings import Finding
from deckgen.spec.importers import values
from deckgen.spec.importers.columns import DAY, Reading, Record
from deckgen.spec.importers.table import Cell
from deckgen.spec.importers.values import Amount
from deckgen.values import dataclass

NUMBERS = ("start", "target", "current")
CHECKED = ("confidence", "check_in_date", "check_in_note")
"""What is always a key result's: objectives have none."""
_OUT_OF = re.compile(r"(\d+(?:[.,]\d+)?) ?(?:/|of|out of|von) ?(\d+)", re.IGNORECASE)


@dataclass(slots=True)
class Measure:
    """A key result."""

    title: str
    cell: Cell
    keys: dict[str, object] = field(default_factory=dict)
    """Keys of the spec with their values, ``title`` left out."""

    @property
    def check_ins(self) -> list[dict[str, object]]:
        """Its check-ins as mappings, in the order of the rows; the list may be added to."""
        return cast("list[dict[str, object]]", self.keys.setdefault("check_ins", []))


def checked(record: Record) -> Record:
    """The cells of a record that a check-in is made of."""
    return {name: cell for name, cell in record.items() if name in CHECKED or name.startswith(DAY)}


class Measures:
    """Makes key results; what is wrong with their cells goes to ``findings``."""

    def __init__(self, reading: Reading, findings: list[Finding]) -> None:
        self.reading = reading
        self.findings = findings
        self.unknown_status: set[str] = set()
        self.emails = False
        self.several = 0
        """Cells that name more than one owner."""

    def measure(self, title: Cell, record: Record) -> Measure:
        """A key result from its title and its fields."""
        keys: dict[str, object] = {}
        if identity := text_of(record, "id"):
            keys["id"] = "-".join(identity.split())
        found: dict[str, Amount] = {}
        for name in NUMBERS:
            cell = record.get(name)
            if cell is not None and (read := self._amount(cell)) is not None:
                found[name] = read
        unit = text_of(record, "unit").removeprefix("#")
        units = {read.unit for read in found.values() if read.unit}
        if not unit and len(units) > 1:
            cell = next(record[name] for name in NUMBERS if name in found and found[name].unit)
            message = f"one key result in two units, {' and '.join(sorted(units))}"
            self.findings.append(cell.finding("unit-mismatch", message))
        unit = unit or next(iter(sorted(units)), "")
        kind = values.word(text_of(record, "metric_type"))
        if not unit and kind in ("percentage", "percent", "prozent", "%", "percentage tracked"):
            unit = "%"
        elif not unit and kind in ("$", "€", "£", "¥"):
            unit = kind
        progress = self.progress(record)
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
        self.common(keys, record)
        if (confidence := self._number(record, "confidence")) is not None:
            keys["confidence"] = confidence
        if note := text_of(record, "note") or text_of(record, "description"):
            keys["note"] = note
        self._check_ins(keys, record)
        return Measure(title.text, title, keys)

    def _check_ins(self, keys: dict[str, Any], record: Record) -> None:
        """A row that says when it was looked at is a check-in, and so is a column of a day."""
        found: list[dict[str, object]] = []
        for name, cell in record.items():
            if name.startswith(DAY) and (read := self._amount(cell)) is not None:
                day = dt.date.fromisoformat(name.removeprefix(DAY))
                found.append({"date": day, "value": read.value})
                if read.unit and "target" in keys:
                    keys.setdefault("unit", read.unit)
        note = text_of(record, "check_in_note")
        day_said = self.day(record, "check_in_date")
        if day_said is not None:
            entry: dict[str, object] = {"date": day_said}
            for key, name in (("value", "current"), ("confidence", "confidence")):
                if name in keys:
                    entry[key] = keys.pop(name)
            if note:
                entry["note"] = note
            found.append(entry)
        elif note:
            keys["note"] = f"{keys['note']} {note}" if "note" in keys else note
        if found:
            keys["check_ins"] = found

    def common(self, keys: dict[str, object], record: Record) -> None:
        """Owner, status, weight and score, which objectives and key results share."""
        if owner := text_of(record, "owner"):
            self.several += len(values.persons(owner)) > 1
            self.emails = self.emails or "@" in owner
            keys["owner"] = values.person(owner)
        if told := text_of(record, "status"):
            status = values.status_of(told)
            if status is None:
                self.unknown_status.add(told[:30])
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
        high = {"confidence": 10.0, "score": 1.0}.get(name)
        part = _OUT_OF.fullmatch(cell.text) if high is not None else None
        if part is not None and float(part[2]) > 0:
            share = float(part[1].replace(",", ".")) / float(part[2])
            if share <= 1:
                return round(share * cast("float", high), 6)
        read = self._amount(cell)
        if read is None:
            return None
        number = read.value
        if high is not None and (read.unit == "%" or high < number <= 100):
            number = number * high / 100
        elif name == "confidence" and 0 < number < 1:
            number *= 10
        elif name == "confidence":
            number *= 10 / self.reading.scale
        if number < 0 or (high is not None and number > high):
            self.findings.append(cell.finding("out-of-range", f"'{cell.text}' is no {name}"))
            return None
        return round(number, 6)

    def progress(self, record: Record) -> float | None:
        """How far it is in percent, or None."""
        cell = record.get("progress")
        if cell is None or (read := self._amount(cell)) is None:
            return None
        fraction = self.reading.fractions and read.unit != "%"
        return round(read.value * 100, 6) if fraction else read.value

    def day(self, record: Record, name: str) -> dt.date | None:
        """The day in a field; a finding when it holds something else."""
        cell = record.get(name)
        if cell is None:
            return None
        if values.word(cell.text) in values.NOTHING:
            return None
        found = values.day(cell, self.reading.conventions.order)
        mixed = any(finding.rule == "mixed-dates" for finding in self.reading.findings)
        if found is None and not (mixed and values.day(cell, "mdy")):
            hint = "write it as 2027-01-31, or say --dates dmy or mdy"
            self.findings.append(cell.finding("bad-date", f"'{cell.text[:40]}' is no date", hint))
        return found


def text_of(record: Record, name: str) -> str:
    """The text of a field; "" when the row has none."""
    cell = record.get(name)
    return cell.text if cell is not None else ""
