"""What templates see: the cascade behind read-only objects with links already followed.

Every public attribute here is part of what a template may rely on. Views of the same thing are
the same object, so that ``==`` and ``in`` work in templates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any

from deckgen.model import cascade as model
from deckgen.template import formats
from deckgen.template.expressions import View
from deckgen.template.view_items import (
    CycleView,
    DependencyView,
    KeyResultView,
    ObjectiveView,
    extra,
)

__all__ = [
    "CycleView",
    "DeckView",
    "DependencyView",
    "KeyResultView",
    "LevelView",
    "ObjectiveView",
    "UnitView",
]

LEVEL_WORDS = ("company", "department", "team", "individual")


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
    x = property(lambda self: extra(self._it.extra))
    level_name = property(lambda self: self._deck.level_name(self._it.level))
    size = property(lambda self: len(self.all_objectives))
    level_plural = property(lambda self: self._deck.level_name(self._it.level, 2))

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
        return self._listed("children", lambda: [self._deck.unit(i) for i in self._it.children])

    def _listed(self, what: str, make: Callable[[], list[Any]]) -> list[Any]:
        """A list of the caller's own, as it was made when first asked for."""
        return list(self._deck._once(what, self._it.id, make))

    @property
    def path(self) -> list[UnitView]:
        """From the company down to this unit, itself included."""
        return [self._deck.unit(i) for i in self._it.path]

    @property
    def within(self) -> list[UnitView]:
        """The unit itself and all below it."""
        ids = self._deck.within(self._it.id)
        return self._listed("within", lambda: [self._deck.unit(key) for key in ids])

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
        return self._listed(
            "all_objectives", lambda: [o for u in self.within for o in u.objectives]
        )

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
        return [
            d for d in self._deck.dependencies if self._has(d.who) and not self._has(d.objective)
        ]

    @property
    def asked_for(self) -> list[DependencyView]:
        """Dependencies in which somebody outside waits for it, or for a unit below."""
        return [
            d for d in self._deck.dependencies if self._has(d.objective) and not self._has(d.who)
        ]

    def _has(self, objective: ObjectiveView) -> bool:
        return self._it.id in self._deck.cascade.units[objective._it.unit].path

    def __str__(self) -> str:
        return self._it.name


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

    __slots__ = (
        "_cache", "_objectives", "_units", "cascade", "cycle", "dependencies", "findings",
        "levels", "score",
    )  # fmt: skip

    def __init__(
        self, cascade: model.Cascade, findings: Sequence[Any] = (), score: Any = None
    ) -> None:
        self.cascade = cascade
        self.cycle = CycleView(cascade.cycle)
        self.findings = tuple(findings)
        self.score = score
        self._cache: dict[tuple[str, str], Any] = {}
        self._units: dict[str, UnitView] = {}
        self._objectives: dict[str, ObjectiveView] = {}
        self.levels = [LevelView(self, level) for level in cascade.levels]
        self.dependencies = [DependencyView(self, d) for d in cascade.dependencies]

    def unit(self, key: str) -> UnitView:
        """The unit of an id. Raises KeyError."""
        found = self._units.get(key)
        if found is None:
            found = self._units[key] = UnitView(self, self.cascade.units[key])
        return found

    def objective(self, key: str) -> ObjectiveView:
        """The objective of an id. Raises KeyError."""
        found = self._objectives.get(key)
        if found is None:
            found = self._objectives[key] = ObjectiveView(self, self.cascade.objectives[key])
        return found

    def key_result(self, key: str) -> KeyResultView:
        """The key result of an id. Raises KeyError."""
        found: KeyResultView | None = self._cache.get(("key_result", key))
        if found is None:
            made = KeyResultView(self, self.cascade.key_results[key])
            found = self._cache["key_result", key] = made
        return found

    def _once(self, what: str, key: str, make: Callable[[], Any]) -> Any:
        """What ``make`` gives, made once: the same line of a key result stands on many slides,
        and a batch makes many decks of one view.
        """
        found = self._cache.get((what, key))
        if found is None:
            found = self._cache[what, key] = make()
        return found

    def _forget(self) -> None:
        """Drop all views that were made: they and this one hold each other."""
        self._cache.clear()
        self._units.clear()
        self._objectives.clear()
        self.levels.clear()
        self.dependencies.clear()

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
        units = self.cascade.units.values()
        found: list[UnitView] = self._once(
            "at", str(level), lambda: [self.unit(u.id) for u in units if u.level == level]
        )
        return list(found)

    @property
    def _roots(self) -> list[ObjectiveView]:
        """Objectives that support no other, in the file's order."""
        tops = self.cascade.objectives.values()
        found: list[ObjectiveView] = self._once(
            "roots", "", lambda: [self.objective(o.id) for o in tops if o.parent is None]
        )
        return list(found)

    def within(self, key: str) -> Sequence[str]:
        """Ids of a unit and all units below it, in the file's order. Indexed once: asking the
        cascade walks all units, for each unit of each deck.
        """
        index: dict[str, list[str]] | None = self._cache.get(("deck", "within"))
        if index is None:
            index = self._cache["deck", "within"] = {}
            for unit in self.cascade.units.values():
                for step in unit.path:
                    index.setdefault(step, []).append(unit.id)
        return index[key]

    def waiting(self, key: str) -> tuple[list[DependencyView], list[DependencyView]]:
        """What an objective waits for, and who waits for it; indexed once."""
        index: dict[str, tuple[list[DependencyView], list[DependencyView]]] | None
        index = self._cache.get(("deck", "waiting"))
        if index is None:
            index = self._cache["deck", "waiting"] = {}
            for view in self.dependencies:
                index.setdefault(view.who.id, ([], []))[0].append(view)
                index.setdefault(view.objective.id, ([], []))[1].append(view)
        out, back = index.get(key, ([], []))
        return list(out), list(back)

    def context(self) -> dict[str, Any]:
        """The names that templates start from; a dict of the caller's own, its lists shared."""
        names: dict[str, Any] | None = self._cache.get(("deck", "context"))
        if names is None:
            names = self._cache["deck", "context"] = self._context()
        return dict(names)

    def _context(self) -> dict[str, Any]:
        settings = self.cascade.deck
        deck: dict[str, Any] = {
            key: getattr(settings, key)
            for key in ("title", "subtitle", "presenter", "date", "theme", "template", "aspect",
                        "language", "footer")
        }  # fmt: skip
        deck.update(extra(settings.extra))
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
            "events": self.cascade.events,
            "practices": self.cascade.practices,
            "glossary": self.cascade.glossary,
            "faq": self.cascade.faq,
            "x": extra(self.cascade.extra),
        }
        for level in self.levels:
            names.setdefault(formats.slug(level.plural).replace("-", "_"), level.units)
        return names
