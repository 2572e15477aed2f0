"""Ids and what refers to them: ids left out are given, and every reference must lead somewhere."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from deckgen.findings import Span
from deckgen.spec.context import Context, did_you_mean
from deckgen.spec.fields import short
from deckgen.spec.near import Names
from deckgen.spec.types import KeyResultSpec, ObjectiveSpec, Spans, Spec, UnitSpec

_GIVEN = re.compile(r"\w\d+(\.\d+)?")


def slug(name: str) -> str:
    """A name as an id: lower case, accents off, words joined by hyphens; ``unit`` when empty."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("ß", "ss")
    return re.sub(r"[\W_]+", "-", plain.casefold()).strip("-") or "unit"


def walk(unit: UnitSpec) -> Iterator[UnitSpec]:
    """A unit and all units below it, in the file's order."""
    yield unit
    for child in unit.children:
        yield from walk(child)


def assign_ids(spec: Spec) -> Spec:
    """The spec with every id filled in: in its own units and objectives, as nobody has it yet.

    Objectives get their level's initial and their place on the level (``C1``, ``D3``), key
    results their objective's id and their place in it (``C1.2``), units a slug of their name.
    An id that is taken is passed over: the next free number is used. ``previous`` is left.
    """
    _Ids(spec).unit(spec.company)
    return spec


def _fill_in(value: UnitSpec | ObjectiveSpec | KeyResultSpec, name: str) -> None:
    """Give a value its id. (Frozen as it is: copies of all that have none take twice the time.)"""
    object.__setattr__(value, "id", name)


class _Ids:
    def __init__(self, spec: Spec) -> None:
        units = list(walk(spec.company))
        objectives = [objective for unit in units for objective in unit.objectives]
        self.units: set[str | None] = {unit.id for unit in units}
        self.taken: set[str | None] = {objective.id for objective in objectives}
        self.taken.update(key.id for objective in objectives for key in objective.key_results)
        letters = [next((c for c in name if c.isalpha()), "O").upper() for name in spec.levels]
        self.letters = letters
        self.next: dict[str, int] = {}
        """The number to try after a taken id."""
        self.counts = [0] * len(letters)

    def unit(self, unit: UnitSpec) -> None:
        if not unit.id:
            _fill_in(unit, self._unit_id(unit.name))
        for objective in unit.objectives:
            self.objective(objective, max(unit.level, 0))
        for child in unit.children:
            self.unit(child)

    def _unit_id(self, name: str) -> str:
        base = slug(name)
        if base not in self.units:
            self.units.add(base)
            return base
        return self._free(f"{base}-", 2, self.units)

    def objective(self, objective: ObjectiveSpec, level: int) -> None:
        self.counts[level] += 1
        name = objective.id
        if not name:
            name = self._free(self.letters[level], self.counts[level], self.taken)
            _fill_in(objective, name)
        for place, key in enumerate(objective.key_results, 1):
            if not key.id:
                _fill_in(key, self._free(f"{name}.", place, self.taken))

    def _free(self, stem: str, number: int, taken: set[str | None]) -> str:
        """The first free id from a number on. Numbers known as taken are jumped over."""
        passed = []
        while (name := f"{stem}{number}") in taken:
            passed.append(name)
            number = self.next.get(name, number + 1)
        self.next.update(dict.fromkeys(passed, number + 1))
        taken.add(name)
        return name


class References:
    """Checks the ids and references of a spec whose ids are all filled in.

    ``generated`` says that some of its objectives' ids were.
    """

    def __init__(self, ctx: Context, spec: Spec, generated: bool) -> None:
        self.generated = generated
        self.ctx = ctx
        self.spec = spec
        self.objectives: dict[str, tuple[ObjectiveSpec, int]] = {}
        self.owner: dict[str, str] = {}
        """Objective or key result id -> the objective's id."""
        self.missing: list[tuple[str, Span, str]] = []
        """Ids that lead nowhere: the id, where it is named, by which objective."""
        self.doubled: set[str] = set()
        """Ids that are given twice."""

    def check(self) -> None:
        """Report duplicate ids, references to nothing or to a lower level, and cycles."""
        self._collect()
        links: dict[str, list[str]] = {}
        lower: list[tuple[ObjectiveSpec, str]] = []
        for objective, level in self.objectives.values():
            name = objective.id or ""
            for wanted in objective.supports:
                parent = self._find(wanted)
                if parent is None:
                    self._unknown(wanted, self._place(objective, wanted), name)
                elif parent in self.objectives:
                    links.setdefault(name, []).append(parent)
                    if self.objectives[parent][1] > level >= 0:
                        lower.append((objective, wanted))
            for dependency in objective.depends_on:
                if not dependency.on:
                    continue
                other = self._find(dependency.on)
                if other is None:
                    self._unknown(dependency.on, dependency.spans["on"], name)
                elif other == name:
                    at, message = dependency.spans["on"], f"'{name}' cannot depend on itself"
                    self.ctx.report_at(at, "self-dependency", message, subject=name)
        lost = self._lost()
        for wanted, at, subject in self.missing:
            if wanted.partition(".")[0] not in lost:
                self._report_unknown(wanted, at, subject)
        on_cycle = self._cycles(links)
        for objective, wanted in lower:
            if objective.id not in on_cycle and self.owner[wanted] not in self.doubled:
                self._report_lower(objective, wanted, self._place(objective, wanted))
        self._carried()

    def _lost(self) -> set[str]:
        """Ids that are gone because another was written in their place, and so is there twice.

        Several name them, which is no slip of theirs; one that is named once may be.
        """
        counts = Counter(wanted.partition(".")[0] for wanted, _, _ in self.missing)
        often = {name for name, count in counts.items() if count > 1}
        return often if len(often) <= len(self.doubled) else set()

    def _collect(self) -> None:
        units: dict[str, Spans] = {}
        seen: dict[str, Spans] = {}
        for unit in walk(self.spec.company):
            self._unique(units, unit.id, unit.spans, "unit")
            for objective in unit.objectives:
                name = objective.id or ""
                if self._unique(seen, name, objective.spans, "objective"):
                    self.objectives[name] = (objective, unit.level)
                    self.owner[name] = name
                for key in objective.key_results:
                    if self._unique(seen, key.id, key.spans, "key result"):
                        self.owner[key.id or ""] = name

    def _unique(self, seen: dict[str, Spans], name: str | None, spans: Spans, what: str) -> bool:
        """Whether an id is given for the first time; ``spans`` tell where."""
        if name is None or name == "":
            return False
        if name not in seen:
            seen[name] = spans
            return True
        at = spans.get("id")
        if at is not None:
            if what != "unit":
                self.doubled.add(name)
            first = seen[name].get("id")
            where = f", first in line {first.line}" if first else ""
            if first and first.file != at.file:
                where += f" of {first.file}"
            self.ctx.report_at(
                at,
                "duplicate-id",
                f"the {what} id '{short(name)}' is given twice{where}",
                subject=name,
            )
        return False

    def _place(self, objective: ObjectiveSpec, wanted: str) -> Span:
        """Where an id stands under ``supports``."""
        spans = objective.spans
        for key in spans:
            if key.startswith("supports[") and self._text(spans[key]) == wanted:
                return spans[key]
        return spans["supports"]

    def _text(self, span: Span) -> str:
        source = self.ctx.sources.get(span.file)
        line = source.line(span.line) if source else ""
        return line[span.column - 1 : span.column - 1 + span.length].strip("\"'")

    def _find(self, wanted: str) -> str | None:
        """The objective that an id is or belongs to, or ``None``."""
        return self.owner.get(wanted)

    def _unknown(self, wanted: str, at: Span, subject: str) -> None:
        """Note an id that leads nowhere, unless it may be in a part that was not read."""
        ctx = self.ctx
        base, dot, _ = wanted.partition(".")
        if ctx.blind or wanted in ctx.hidden or base in ctx.hidden:
            return
        maybe_given = _GIVEN.fullmatch(wanted) or (dot and base in self.owner)
        if maybe_given and ("" in ctx.hidden or (ctx.hidden and self.generated)):
            return  # it may be the generated id of a part that was passed over
        self.missing.append((wanted, at, subject))

    def _report_unknown(self, wanted: str, at: Span, subject: str) -> None:
        ctx = self.ctx
        spent = ctx.findings.spent("unknown-reference")
        near = None if spent else ctx.names("ids", self.owner).near(wanted)
        ctx.report_at(
            at, "unknown-reference", f"'{short(wanted)}' is not an objective or key result",
            suggestion=did_you_mean(near), expected="the id of an objective or key result",
            subject=subject,
        )  # fmt: skip

    def _report_lower(self, objective: ObjectiveSpec, wanted: str, at: Span) -> None:
        levels = self.spec.levels
        own = levels[self.objectives[objective.id or ""][1]]
        above = levels[self.objectives[self.owner[wanted]][1]]
        self.ctx.report_at(
            at, "supports-below",
            f"'{wanted}' is of a lower level ({above}) than '{objective.id}' ({own})",
            suggestion=f"let '{wanted}' support '{objective.id}' instead",
            expected="an objective or key result of a higher or equal level",
            subject=objective.id,
        )  # fmt: skip

    def _cycles(self, links: dict[str, list[str]]) -> set[str]:
        """Report each knot of objectives that support one another once; give their ids."""
        found: set[str] = set()
        for knot in _knots(links):
            inside = set(knot)
            found |= inside
            members = [name for name in self.objectives if name in inside]
            ways = {name: [up for up in links[name] if up in inside] for name in members}
            if all(len(set(up)) == 1 for up in ways.values()):
                path = [members[0]]
                while len(path) < len(members):
                    path.append(ways[path[-1]][0])
                shown = " → ".join([*path, path[0]])
            else:
                shown = ", ".join(members)
            first = self.objectives[members[0]][0]
            wanted = next(name for name in first.supports if self._find(name) in inside)
            at = self._place(first, wanted)
            message = (
                f"'{members[0]}' supports itself"
                if len(members) == 1
                else f"these objectives support one another in a circle: {shown}"
            )
            self.ctx.report_at(at, "circular-support", message, subject=members[0])
        return found

    def _carried(self) -> None:
        previous = self.spec.previous
        if previous is None:
            return
        known = {
            name
            for unit in walk(previous.company)
            for objective in unit.objectives
            for name in (objective.id, *(key.id for key in objective.key_results))
            if name
        }
        names = Names(sorted(known))
        for objective, _ in self.objectives.values():
            wanted = objective.carried_from
            if wanted and wanted not in known:
                spent = self.ctx.findings.spent("unknown-reference")
                self.ctx.report_at(
                    objective.spans["carried_from"], "unknown-reference",
                    f"'{short(wanted)}' is not in the previous cycle's file, {previous.path}",
                    suggestion=did_you_mean(None if spent else names.near(wanted)),
                    subject=objective.id,
                )  # fmt: skip


def _knots(links: dict[str, list[str]]) -> Iterator[list[str]]:
    """Strongly connected parts with a cycle in them (Tarjan's algorithm, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    standing: set[str] = set()
    for root in links:
        if root in index:
            continue
        work: list[tuple[str, Iterator[str]]] = [(root, iter(links[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        standing.add(root)
        while work:
            name, ups = work[-1]
            for up in ups:
                if up not in index:
                    index[up] = low[up] = len(index)
                    stack.append(up)
                    standing.add(up)
                    work.append((up, iter(links.get(up, ()))))
                    break
                if up in standing:
                    low[name] = min(low[name], index[up])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == index[name]:
                    knot: list[str] = []
                    while not knot or knot[-1] != name:
                        knot.append(stack.pop())
                        standing.discard(knot[-1])
                    if len(knot) > 1 or name in links.get(name, ()):
                        yield knot
