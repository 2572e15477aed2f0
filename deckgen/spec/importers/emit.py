"""An organisation as a spec that people like to go on writing in."""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import lru_cache
from typing import cast

from deckgen.findings import Span
from deckgen.spec.importers.cycle import CycleFound
from deckgen.spec.importers.goals import Goal
from deckgen.spec.importers.measures import Measure
from deckgen.spec.importers.tree import LEVELS, Organisation, Unit
from deckgen.spec.nodes import Mapping, Node, Scalar, Sequence, Source
from deckgen.spec.scalars import resolve
from deckgen.spec.starter import MODELINE

_PLAIN = re.compile(r"[^\W\d_](?:[\w .()/'’&+%€$–,;!?-]|:(?=\S)|(?<=\S)#)*")
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]+")
KEYS = ("departments", "teams", "individuals")


def scalar(value: object) -> str:
    """A value as YAML writes it on one line; texts are quoted where they must be."""
    if isinstance(value, str):
        return _text(value)
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
    return _text(str(value))


def _inside(value: object) -> str:
    """A value within braces, where texts are always quoted."""
    text = isinstance(value, str)
    return json.dumps(_clean(str(value)), ensure_ascii=False) if text else scalar(value)


@lru_cache(maxsize=20_000)
def _text(text: str) -> str:
    text = _clean(text)
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
    """Writes lines, and remembers the cell that each comes from.

    Beside the text grows ``root``, the tree of nodes that reading the text would give, so that a
    large spec can be checked without being parsed.
    """

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.lines: list[str] = []
        self.origins: list[Span | None] = []
        self.source = Source("-", "")
        self.root = Mapping(self.source, 1, 1, 1, 1)
        used = sorted({0, *organisation.level.values()} | set(_levels(organisation.company)))
        self.used = used
        self.gap = used != list(range(len(used)))

    def line(self, depth: int, text: str, origin: Span | None = None) -> None:
        """A line, indented by two spaces for each step of depth."""
        self.lines.append("  " * depth + text)
        self.origins.append(origin)

    def put(
        self, into: Mapping, depth: int, key: str, value: object, at: Span | None = None,
        before: str = "", after: str = "",
    ) -> None:  # fmt: skip
        """A line with a key and its value."""
        written = scalar(value)
        self.line(depth, f"{before}{key}: {written}{after}", at)
        into.pairs[key] = (self._scalar(key), self._node(value, written))

    def open(self, into: Mapping, depth: int, key: str, at: Span | None = None) -> Sequence:
        """A line with a key whose value is the list that follows."""
        self.line(depth, f"{key}:", at)
        number = len(self.lines)
        found = Sequence(self.source, number, 1, number, 2)
        into.pairs[key] = (self._scalar(key), found)
        return found

    def item(self, into: Sequence) -> Mapping:
        """The mapping of the next line, in a list."""
        number = len(self.lines) + 1
        made = Mapping(self.source, number, 1, number, 2)
        into.items.append(made)
        return made

    def _scalar(self, text: str, plain: bool = True) -> Scalar:
        number = len(self.lines)
        return Scalar(self.source, number, 1, number, 2, text, plain)

    def _node(self, value: object, written: str) -> Node:
        if isinstance(value, list):
            number = len(self.lines)
            found = Sequence(self.source, number, 1, number, 2)
            found.items = [self._scalar(_clean(str(item)), False) for item in value]
            return found
        if isinstance(value, str) and written[:1] == '"':
            return self._scalar(_clean(value), False)
        return self._scalar(written)

    def write(self, cycle: CycleFound, source: str, guessed_company: bool) -> str:
        """The whole spec."""
        root = self.root
        self.line(0, MODELINE)
        self.line(0, f"# Imported from {_clean(source)}. Check the numbers, then: deckgen build")
        self.put(root, 0, "version", 1)
        self.line(0, "")
        self.line(0, "cycle:")
        weeks = Mapping(self.source, len(self.lines), 1, len(self.lines), 2)
        root.pairs["cycle"] = (self._scalar("cycle"), weeks)
        guess = f"   # guessed: {cycle.guessed}" if cycle.guessed else ""
        self.put(weeks, 1, "name", cycle.name, after=guess)
        self.put(weeks, 1, "start", cycle.start)
        self.put(weeks, 1, "end", cycle.end)
        if cycle.as_of is not None:
            self.put(weeks, 1, "as_of", cycle.as_of)
        else:
            self.line(1, f"# as_of: {cycle.start}   # the day the numbers are from; fill it in")
        self.line(0, "")
        if self.gap:
            names = [LEVELS[level] for level in self.used]
            self.line(0, f"levels: [{', '.join(names)}]")
            root.pairs["levels"] = (self._scalar("levels"), self._node(names, ""))
            self.line(0, "")
        self.line(0, "company:")
        company = Mapping(self.source, len(self.lines), 1, len(self.lines), 2)
        root.pairs["company"] = (self._scalar("company"), company)
        note = "   # guessed: no column says it" if guessed_company else ""
        self.put(company, 1, "name", self.organisation.company.name, after=note)
        self.unit(company, self.organisation.company, 1)
        return "\n".join(self.lines) + "\n"

    def unit(self, into: Mapping, unit: Unit, depth: int) -> None:
        """What follows a unit's name: lead, objectives, and the units below it."""
        if unit.lead:
            self.put(into, depth, "lead", unit.lead)
        if unit.goals:
            goals = self.open(into, depth, "objectives")
            for goal in unit.goals:
                self.goal(self.item(goals), goal, depth + 1)
        for level, key in enumerate(KEYS, 1):
            children = [child for child in unit.children.values() if child.level == level]
            below = self.open(into, depth, key) if children else None
            for child in children:
                made = self.item(cast(Sequence, below))
                self.put(made, depth + 1, "name", child.name, before="- ")
                self.unit(made, child, depth + 2)

    def goal(self, into: Mapping, goal: Goal, depth: int) -> None:
        """An objective."""
        at = goal.cell.span
        organisation = self.organisation
        self.put(into, depth, "id", organisation.ids[id(goal)], at, before="- ")
        self.put(into, depth + 1, "title", goal.title, at)
        above = [organisation.id_of(parent) for parent in organisation.supports.get(id(goal), [])]
        if above:
            self.put(into, depth + 1, "supports", above[0] if len(above) == 1 else above, at)
        for key, value in goal.keys.items():
            self.put(into, depth + 1, key, value, at)
        if not goal.measures:
            return
        results = self.open(into, depth + 1, "key_results", at)
        for measure in goal.measures:
            self.result(self.item(results), measure, depth + 2)

    def result(self, into: Mapping, measure: Measure, depth: int) -> None:
        """A key result with its check-ins."""
        at = measure.cell.span
        self.put(into, depth, "title", measure.title, at, before="- ")
        for key, value in measure.keys.items():
            if key != "check_ins":
                self.put(into, depth + 1, key, value, at)
        if "check_ins" not in measure.keys:
            return
        listed = self.open(into, depth + 1, "check_ins", at)
        for entry in measure.check_ins:
            made = self.item(listed)
            inner = ", ".join(f"{key}: {_inside(value)}" for key, value in entry.items())
            self.line(depth + 2, f"- {{{inner}}}", at)
            for key, value in entry.items():
                plain = not isinstance(value, str)
                text = scalar(value) if plain else _clean(str(value))
                made.pairs[key] = (self._scalar(key), self._scalar(text, plain))


def _levels(unit: Unit) -> list[int]:
    found = [unit.level]
    for child in unit.children.values():
        found += _levels(child)
    return found
