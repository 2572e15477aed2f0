"""What templates see: the cascade behind read-only objects with links already followed.

Every public attribute here is part of what a template may rely on. Views of the same thing are
the same object, so that ``==`` and ``in`` work in templates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from deckgen.model import cascade as model
from deckgen.template import formats
from deckgen.template.expressions import View

LEVEL_WORDS = ("company", "department", "team", "individual")


class CycleView(View):
    """The cycle: ``name``, ``start``, ``end``, ``as_of``, ``elapsed`` (share), ``weeks``, ``week``."""

    __slots__ = ("as_of", "elapsed", "end", "name", "start")

    def __init__(self, cycle: model.Cycle) -> None:
        self.name, self.start, self.end = cycle.name, cycle.start, cycle.end
        self.as_of, self.elapsed = cycle.as_of, cycle.elapsed

    @property
    def weeks(self) -> int:
        """Whole weeks from start to end, rounded up; at least 1."""
        return max(1, -(-((self.end - self.start).days + 1) // 7))

    @property
    def week(self) -> int:
        """The week that ``as_of`` lies in, from 1; clamped to the cycle."""
        return min(max(1, (self.as_of - self.start).days // 7 + 1), self.weeks)

    @property
    def months(self) -> str:
        """ "January – April" """
        first, last = formats.MONTHS[self.start.month - 1], formats.MONTHS[self.end.month - 1]
        if self.end.day <= 7 and (self.end - self.start).days > 40:
            last = formats.MONTHS[(self.end - dt.timedelta(days=self.end.day)).month - 1]
        return first if first == last else f"{first} – {last}"

    def __str__(self) -> str:
        return self.name


class KeyResultView(View):
    """A key result."""

    __slots__ = ("_deck", "_it")

    def __init__(self, deck: DeckView, it: model.KeyResult) -> None:
        self._deck, self._it = deck, it

    id = property(lambda self: self._it.id)
    title = property(lambda self: self._it.title)
    kind = property(lambda self: self._it.kind)
    start = property(lambda self: self._it.start)
    now = property(lambda self: self._it.current)
    current = property(lambda self: self._it.current)
    target = property(lambda self: self._it.target)
    minimum = property(lambda self: self._it.minimum)
    maximum = property(lambda self: self._it.maximum)
    done = property(lambda self: self._it.done)
    milestones = property(lambda self: self._it.milestones)
    unit = property(lambda self: self._it.unit)
    owner = property(lambda self: self._it.owner)
    weight = property(lambda self: self._it.weight)
    confidence = property(lambda self: self._it.confidence)
    note = property(lambda self: self._it.note)
    score = property(lambda self: self._it.score)
    check_ins = property(lambda self: self._it.check_ins)
    progress = property(lambda self: self._it.progress)
    expected = property(lambda self: self._it.expected)
    status = property(lambda self: self._it.status)
    said = property(lambda self: self._it.said)
    x = property(lambda self: _extra(self._it.extra))

    @property
    def objective(self) -> ObjectiveView:
        """The objective it belongs to."""
        return self._deck.objective(self._it.objective)

    @property
    def lags(self) -> bool:
        """True when it is at risk or off track."""
        return self._it.status in ("at_risk", "off_track")

    def __str__(self) -> str:
        return self._it.title


class ObjectiveView(View):
    """An objective, with its parents, children and key results at hand."""

    __slots__ = ("_deck", "_it")

    def __init__(self, deck: DeckView, it: model.Objective) -> None:
        self._deck, self._it = deck, it

    id = property(lambda self: self._it.id)
    title = property(lambda self: self._it.title)
    why = property(lambda self: self._it.why)
    owner = property(lambda self: self._it.owner)
    type = property(lambda self: self._it.type)
    level = property(lambda self: self._it.level)
    progress = property(lambda self: self._it.progress)
    progress_from = property(lambda self: self._it.progress_from)
    expected = property(lambda self: self._it.expected)
    confidence = property(lambda self: self._it.confidence)
    status = property(lambda self: self._it.status)
    said = property(lambda self: self._it.said)
    score = property(lambda self: self._it.score)
    weight = property(lambda self: self._it.weight)
    carried_from = property(lambda self: self._it.carried_from)
    tags = property(lambda self: self._it.tags)
    x = property(lambda self: _extra(self._it.extra))
    short = property(lambda self: formats.shorten(self._it.title, 44))

    @property
    def lags(self) -> bool:
        """True when it is at risk or off track."""
        return self._it.status in ("at_risk", "off_track")

    @property
    def orphan(self) -> bool:
        """True below the company level when it supports nothing."""
        return self._it.level > 0 and self._it.parent is None

    @property
    def unit(self) -> UnitView:
        """The unit whose objective it is."""
        return self._deck.unit(self._it.unit)

    @property
    def key_results(self) -> list[KeyResultView]:
        """Its key results."""
        return [self._deck.key_result(kr.id) for kr in self._it.key_results]

    @property
    def parent(self) -> ObjectiveView | None:
        """The objective it supports first, or None."""
        return self._deck.objective(self._it.parent.objective) if self._it.parent else None

    @property
    def parent_key_result(self) -> KeyResultView | None:
        """The key result of the parent that it names, or None."""
        up = self._it.parent
        return self._deck.key_result(up.key_result) if up and up.key_result else None

    @property
    def supports(self) -> list[ObjectiveView]:
        """All objectives it supports, the parent first."""
        ups = ((self._it.parent,) if self._it.parent else ()) + self._it.further
        return [self._deck.objective(up.objective) for up in ups]

    @property
    def children(self) -> list[ObjectiveView]:
        """Objectives whose parent it is."""
        return [self._deck.objective(i) for i in self._it.children]

    @property
    def contributors(self) -> list[ObjectiveView]:
        """Objectives that support it beside their own parent."""
        return [self._deck.objective(i) for i in self._it.contributors]

    @property
    def descendants(self) -> list[ObjectiveView]:
        """All objectives below it in the tree, each once."""
        found: dict[str, ObjectiveView] = {}
        queue = list(self._it.children)
        while queue:
            current = queue.pop(0)
            if current not in found and current != self._it.id:
                found[current] = self._deck.objective(current)
                queue.extend(self._deck.cascade.objectives[current].children)
        return list(found.values())

    @property
    def ancestors(self) -> list[ObjectiveView]:
        """The way up to the top, nearest first."""
        found: list[ObjectiveView] = []
        up = self.parent
        while up is not None and up not in found and up is not self:
            found.append(up)
            up = up.parent
        return found

    def units(self, level: str | int) -> list[UnitView]:
        """Units of a level ("department", or its number) that have objectives below this one."""
        wanted = self._deck.level_number(level)
        found: dict[str, UnitView] = {}
        for objective in [*self.descendants, *self.contributors]:
            unit = self._deck.cascade.unit_at(objective.unit.id, wanted)
            if unit is not None:
                found[unit.id] = self._deck.unit(unit.id)
        return list(found.values())

    @property
    def depends_on(self) -> list[DependencyView]:
        """What it waits for."""
        return [d for d in self._deck.dependencies if d.who is self]

    @property
    def needed_by(self) -> list[DependencyView]:
        """Who waits for it."""
        return [d for d in self._deck.dependencies if d.objective is self]

    def __str__(self) -> str:
        return self._it.title


class UnitView(View):
    """A company, department, team or person."""

    __slots__ = ("_deck", "_it")

    def __init__(self, deck: DeckView, it: model.Unit) -> None:
        self._deck, self._it = deck, it

    id = property(lambda self: self._it.id)
    name = property(lambda self: self._it.name)
    level = property(lambda self: self._it.level)
    lead = property(lambda self: self._it.lead)
    description = property(lambda self: self._it.description)
    progress = property(lambda self: self._it.progress)
    expected = property(lambda self: self._it.expected)
    confidence = property(lambda self: self._it.confidence)
    status = property(lambda self: self._it.status)
    x = property(lambda self: _extra(self._it.extra))
    level_name = property(lambda self: self._deck.level_name(self._it.level))

    @property
    def lags(self) -> bool:
        """True when it is at risk or off track."""
        return self._it.status in ("at_risk", "off_track")

    @property
    def mission(self) -> str:
        """The company's mission (empty for other units)."""
        return self._deck.cascade.mission if self._it.parent is None else ""

    @property
    def north_star(self) -> str:
        """The company's north star (empty for other units)."""
        return self._deck.cascade.north_star if self._it.parent is None else ""

    @property
    def parent(self) -> UnitView | None:
        """The unit above, or None."""
        return self._deck.unit(self._it.parent) if self._it.parent else None

    @property
    def children(self) -> list[UnitView]:
        """Units directly below."""
        return [self._deck.unit(i) for i in self._it.children]

    @property
    def path(self) -> list[UnitView]:
        """From the company down to this unit, itself included."""
        return [self._deck.unit(i) for i in self._it.path]

    @property
    def within(self) -> list[UnitView]:
        """This unit and all below it."""
        return [self._deck.unit(u.id) for u in self._deck.cascade.within(self._it.id)]

    @property
    def below(self) -> list[UnitView]:
        """All units below it."""
        return self.within[1:]

    def units(self, level: str | int) -> list[UnitView]:
        """Units of a level at or below this one."""
        wanted = self._deck.level_number(level)
        return [u for u in self.within if u.level == wanted]

    departments = property(lambda self: self.units(1))
    teams = property(lambda self: self.units(2))
    individuals = property(lambda self: self.units(3))

    @property
    def objectives(self) -> list[ObjectiveView]:
        """Its own objectives."""
        return [self._deck.objective(i) for i in self._it.objectives]

    @property
    def all_objectives(self) -> list[ObjectiveView]:
        """Its objectives and those of all units below it."""
        return [o for u in self.within for o in u.objectives]

    @property
    def key_results(self) -> list[KeyResultView]:
        """Key results of its own objectives."""
        return [kr for o in self.objectives for kr in o.key_results]

    @property
    def all_key_results(self) -> list[KeyResultView]:
        """Key results of it and of all units below it."""
        return [kr for o in self.all_objectives for kr in o.key_results]

    @property
    def waits_for(self) -> list[DependencyView]:
        """Dependencies in which it, or a unit below, waits for somebody outside it."""
        return [d for d in self._deck.dependencies if self._has(d.who) and not self._has(d.objective)]

    @property
    def asked_for(self) -> list[DependencyView]:
        """Dependencies in which somebody outside waits for it, or for a unit below."""
        return [d for d in self._deck.dependencies if self._has(d.objective) and not self._has(d.who)]

    def _has(self, objective: ObjectiveView) -> bool:
        return self._it.id in self._deck.cascade.units[objective._it.unit].path

    def __str__(self) -> str:
        return self._it.name


class DependencyView(View):
    """``who`` waits for ``objective`` (or its ``key_result``)."""

    __slots__ = ("_deck", "_it")

    def __init__(self, deck: DeckView, it: model.Dependency) -> None:
        self._deck, self._it = deck, it

    on = property(lambda self: self._it.on)
    note = property(lambda self: self._it.note)
    status = property(lambda self: self._it.status)
    who = property(lambda self: self._deck.objective(self._it.who))
    objective = property(lambda self: self._deck.objective(self._it.objective))

    @property
    def key_result(self) -> KeyResultView | None:
        """The key result waited for, when one is named."""
        named = self._it.on in self._deck.cascade.key_results
        return self._deck.key_result(self._it.on) if named else None

    def _branch(self, objective: ObjectiveView) -> UnitView:
        unit = self._deck.cascade.unit_at(objective.unit.id, 1)
        return self._deck.unit(unit.id) if unit else objective.unit

    @property
    def waits(self) -> UnitView:
        """The department (or top unit) that waits."""
        return self._branch(self.who)

    @property
    def gives(self) -> UnitView:
        """The department (or top unit) that is waited for."""
        return self._branch(self.objective)

    @property
    def crosses(self) -> bool:
        """True when the two stand in different departments."""
        return self.waits is not self.gives

    def __str__(self) -> str:
        return f"{self._it.who} waits for {self._it.on}"


class LevelView(View):
    """A level of the organisation."""

    __slots__ = ("_deck", "_it")

    def __init__(self, deck: DeckView, it: model.LevelSummary) -> None:
        self._deck, self._it = deck, it

    level = property(lambda self: self._it.level)
    number = property(lambda self: self._it.level)
    name = property(lambda self: self._it.name)
    plural = property(lambda self: self._it.plural)
    progress = property(lambda self: self._it.progress)
    expected = property(lambda self: self._it.expected)
    status = property(lambda self: self._it.status)
    units = property(lambda self: [self._deck.unit(i) for i in self._it.units])
    objectives = property(lambda self: [self._deck.objective(i) for i in self._it.objectives])

    @property
    def key_results(self) -> list[KeyResultView]:
        """Key results of the level's objectives."""
        return [kr for o in self.objectives for kr in o.key_results]

    def __str__(self) -> str:
        return self._it.name


class DeckView(View):
    """Everything about one cycle. Builders start from here; templates see its parts by name."""

    __slots__ = ("_cache", "cascade", "cycle", "dependencies", "findings", "levels", "score")

    def __init__(
        self, cascade: model.Cascade, findings: Sequence[Any] = (), score: Any = None
    ) -> None:
        self.cascade = cascade
        self.cycle = CycleView(cascade.cycle)
        self.findings = tuple(findings)
        self.score = score
        self._cache: dict[tuple[str, str], Any] = {}
        self.levels = [LevelView(self, level) for level in cascade.levels]
        self.dependencies = [DependencyView(self, d) for d in cascade.dependencies]

    def unit(self, key: str) -> UnitView:
        """The unit of an id. Raises KeyError."""
        return self._view("unit", key, UnitView, self.cascade.units)

    def objective(self, key: str) -> ObjectiveView:
        """The objective of an id. Raises KeyError."""
        return self._view("objective", key, ObjectiveView, self.cascade.objectives)

    def key_result(self, key: str) -> KeyResultView:
        """The key result of an id. Raises KeyError."""
        return self._view("key_result", key, KeyResultView, self.cascade.key_results)

    def _view(self, kind: str, key: str, make: Any, source: Mapping[str, Any]) -> Any:
        found = self._cache.get((kind, key))
        if found is None:
            found = self._cache[kind, key] = make(self, source[key])
        return found

    company = property(lambda self: self.unit(self.cascade.company))
    units = property(lambda self: [self.unit(i) for i in self.cascade.units])
    objectives = property(lambda self: [self.objective(i) for i in self.cascade.objectives])
    key_results = property(lambda self: [self.key_result(i) for i in self.cascade.key_results])
    scoring = property(lambda self: self.cascade.scoring)

    @property
    def previous(self) -> DeckView | None:
        """The last cycle, or None."""
        if self.cascade.previous is None:
            return None
        key = ("deck", "previous")
        if key not in self._cache:
            self._cache[key] = DeckView(self.cascade.previous)
        found: DeckView = self._cache[key]
        return found

    def level_number(self, level: str | int) -> int:
        """The number of a level given by number, name or plural, or by its usual name."""
        if isinstance(level, int):
            return level
        word = level.strip().lower()
        for found in self.cascade.levels:
            if word in (found.name.lower(), found.plural.lower()):
                return found.level
        for index, usual in enumerate(LEVEL_WORDS):
            if word in (usual, formats.plural(usual)):
                return index
        known = ", ".join(found.name for found in self.cascade.levels)
        raise ValueError(f"there is no level '{level}' (there are: {known})")

    def level_name(self, level: int, count: int = 1) -> str:
        """The name of a level, for a count."""
        for found in self.cascade.levels:
            if found.level == level:
                return found.name if count == 1 else found.plural
        return formats.plural("Unit", count)

    def at(self, level: int) -> list[UnitView]:
        """Units of a level."""
        return [self.unit(u.id) for u in self.cascade.units.values() if u.level == level]

    def context(self) -> dict[str, Any]:
        """The names that templates start from."""
        settings = self.cascade.deck
        deck: dict[str, Any] = {
            key: getattr(settings, key)
            for key in ("title", "subtitle", "presenter", "date", "theme", "template", "aspect",
                        "language", "footer")
        }  # fmt: skip
        deck.update(_extra(settings.extra))
        names: dict[str, Any] = {
            "company": self.company,
            "units": self.units,
            "departments": self.at(1),
            "teams": self.at(2),
            "individuals": self.at(3),
            "objectives": self.objectives,
            "key_results": self.key_results,
            "levels": self.levels,
            "cycle": self.cycle,
            "deck": MappingProxyType(deck),
            "dependencies": self.dependencies,
            "previous": self.previous,
            "findings": self.findings,
            "score": self.score,
            "scoring": self.scoring,
            "x": _extra(self.cascade.extra),
        }
        for level in self.levels:
            names.setdefault(formats.slug(level.plural).replace("-", "_"), level.units)
        return names


def _extra(extra: Mapping[str, Any]) -> Mapping[str, Any]:
    """The author's own ``x-`` keys, under their own name and as a name a template can write:
    ``x-budget-line`` is ``x.budget_line``.
    """
    found = dict(extra)
    for key, value in extra.items():
        found.setdefault(key.removeprefix("x-").replace("-", "_"), value)
    return MappingProxyType(found)
