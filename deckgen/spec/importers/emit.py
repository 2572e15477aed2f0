"""An organisation as a spec that people like to go on writing in."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass

from deckgen.findings import Span
from deckgen.spec.importers.goals import Goal
from deckgen.spec.importers.tree import LEVELS, Organisation, Unit
from deckgen.spec.scalars import resolve
from deckgen.spec.starter import MODELINE

_PLAIN = re.compile(r"[^\W\d_](?:[\w .()/'’&+%€$–,;!?-]|:(?=\S)|(?<=\S)#)*")
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]+")
KEYS = ("departments", "teams", "individuals")


@dataclass(frozen=True, slots=True)
class CycleFound:
    """The cycle; ``guessed`` says why, when no column told it."""

    name: str
    start: dt.date
    end: dt.date
    as_of: dt.date | None = None
    guessed: str = ""


def scalar(value: object) -> str:
    """A value as YAML writes it on one line; texts are quoted where they must be."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.15g}".replace("inf", "0").replace("nan", "0")
    if isinstance(value, int | dt.date):
        return str(value)
    if isinstance(value, list):
        return (
            "["
            + ", ".join(json.dumps(_clean(str(item)), ensure_ascii=False) for item in value)
            + "]"
        )
    text = _clean(str(value))
    plain = (
        _PLAIN.fullmatch(text)
        and text.casefold() not in _WORDS
        and not text.endswith((" ", ":"))
        and resolve(text) == text
    )
    return text if plain else json.dumps(text, ensure_ascii=False)


def _clean(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


class Emitter:
    """Writes lines, and remembers the cell that each comes from."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.lines: list[str] = []
        self.origins: list[Span | None] = []
        used = sorted({0, *organisation.level.values()} | set(_levels(organisation.company)))
        self.used = used
        self.gap = used != list(range(len(used)))

    def line(self, depth: int, text: str, origin: Span | None = None) -> None:
        """A line, indented by two spaces for each step of depth."""
        self.lines.append(("  " * depth + text).rstrip())
        self.origins.append(origin)

    def write(self, cycle: CycleFound, source: str, guessed_company: bool) -> str:
        """The whole spec."""
        self.line(0, MODELINE)
        self.line(0, f"# Imported from {_clean(source)}. Check the numbers, then: deckgen build")
        self.line(0, "version: 1")
        self.line(0, "")
        self.line(0, "cycle:")
        guess = f"   # guessed: {cycle.guessed}" if cycle.guessed else ""
        self.line(1, f"name: {scalar(cycle.name)}{guess}")
        self.line(1, f"start: {cycle.start}")
        self.line(1, f"end: {cycle.end}")
        if cycle.as_of is not None:
            self.line(1, f"as_of: {cycle.as_of}")
        else:
            self.line(1, f"# as_of: {cycle.start}   # the day the numbers are from; fill it in")
        self.line(0, "")
        if self.gap:
            self.line(0, f"levels: [{', '.join(LEVELS[level] for level in self.used)}]")
            self.line(0, "")
        self.line(0, "company:")
        company = self.organisation.company
        note = "   # guessed: no column says it" if guessed_company else ""
        self.line(1, f"name: {scalar(company.name)}{note}")
        self.unit(company, 1)
        return "\n".join(self.lines) + "\n"

    def unit(self, unit: Unit, depth: int) -> None:
        """What follows a unit's name: lead, objectives, and the units below it."""
        if unit.lead:
            self.line(depth, f"lead: {scalar(unit.lead)}")
        if unit.goals:
            self.line(depth, "objectives:")
            for goal in unit.goals:
                self.goal(goal, depth + 1)
        for level, key in enumerate(KEYS, 1):
            children = [child for child in unit.children.values() if child.level == level]
            if children:
                self.line(depth, f"{key}:")
            for child in children:
                self.line(depth + 1, f"- name: {scalar(child.name)}")
                self.unit(child, depth + 2)

    def goal(self, goal: Goal, depth: int) -> None:
        """An objective."""
        at = goal.cell.span
        organisation = self.organisation
        self.line(depth, f"- id: {scalar(organisation.ids[id(goal)])}", at)
        self.line(depth + 1, f"title: {scalar(goal.title)}", at)
        above = [organisation.id_of(parent) for parent in organisation.supports.get(id(goal), [])]
        if above:
            text = scalar(above[0]) if len(above) == 1 else scalar(above)
            self.line(depth + 1, f"supports: {text}", at)
        for key, value in goal.keys.items():
            self.line(depth + 1, f"{key}: {scalar(value)}", at)
        if goal.measures:
            self.line(depth + 1, "key_results:", at)
        for measure in goal.measures:
            self.line(depth + 2, f"- title: {scalar(measure.title)}", measure.cell.span)
            for key, value in measure.keys.items():
                self.line(depth + 3, f"{key}: {scalar(value)}", measure.cell.span)


def _levels(unit: Unit) -> list[int]:
    found = [unit.level]
    for child in unit.children.values():
        found += _levels(child)
    return found
