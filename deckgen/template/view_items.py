"""Views of single things: the cycle, key results, objectives, dependencies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Set
from typing import TYPE_CHECKING, Any

from deckgen.model import cascade as model
from deckgen.template import formats
from deckgen.template.expressions import View

if TYPE_CHECKING:
    from deckgen.template.views import DeckView, UnitView


def extra(extra: Mapping[str, Any]) -> Mapping[str, Any]:
    """The author's own ``x-`` keys, under their own name and as a name a template can write:
    ``x-budget-line`` is ``x.budget_line``.
    """
    return model.own(extra)


class CycleView(View):
    """The cycle: ``name``, ``start``, ``end``, ``as_of`` and the share ``elapsed``."""

    __slots__ = ("as_of", "elapsed", "end", "name", "start", "x")

    def __init__(self, cycle: model.Cycle) -> None:
        self.name, self.start, self.end = cycle.name, cycle.start, cycle.end
        self.as_of, self.elapsed = cycle.as_of, cycle.elapsed
        self.x = extra(cycle.extra)

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
        """Its months in words, such as January – March; a few days of a last one don't count."""
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
    x = property(lambda self: extra(self._it.extra))

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


CARD_KEY_RESULTS, CARD_TITLE, CARD_LINE = 4, 90, 56
"""What a card holds: key results, characters of its title and of a key result's line."""


def wide(text: str) -> int:
    """Characters, those of full width counted twice."""
    if text.isascii():
        return len(text)
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


class ObjectiveView(View):
    """An objective, with its parents, children and key results at hand."""

    __slots__ = ("_deck", "_it", "_results")

    def __init__(self, deck: DeckView, it: model.Objective) -> None:
        self._deck, self._it = deck, it
        self._results: list[KeyResultView] | None = None

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
    x = property(lambda self: extra(self._it.extra))
    short = property(lambda self: formats.shorten(self._it.title, 44))

    @property
    def wordy(self) -> bool:
        """Too long for a card of an overview: it needs a slide of its own to be read in full."""
        titles = [kr.title for kr in self._it.key_results]
        return (
            len(titles) > CARD_KEY_RESULTS
            or wide(self._it.title) > CARD_TITLE
            or any(wide(title) > CARD_LINE for title in titles)
        )

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
        """Its key results, in a list of the caller's own."""
        found = self._results
        if found is None:
            found = [self._deck.key_result(kr.id) for kr in self._it.key_results]
            self._results = found
        return list(found)

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
        return self._children_in(None)

    def _children_in(self, allowed: Set[str] | None) -> list[ObjectiveView]:
        """Those children whose ids are allowed; all with None."""
        ids = self._it.children
        if allowed is not None:
            ids = tuple([i for i in ids if i in allowed])
        return [self._deck.objective(i) for i in ids]

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
        return self._deck.waiting(self._it.id)[0]

    @property
    def needed_by(self) -> list[DependencyView]:
        """Who waits for it."""
        return self._deck.waiting(self._it.id)[1]

    def __str__(self) -> str:
        return self._it.title


class DependencyView(View):
    """``who`` waits for ``objective`` (or its ``key_result``)."""

    __slots__ = ("_deck", "_it")

    def __init__(self, deck: DeckView, it: model.Dependency) -> None:
        self._deck, self._it = deck, it

    on = property(lambda self: self._it.on)
    note = property(lambda self: self._it.note)
    status = property(lambda self: self._it.status)
    x = property(lambda self: extra(self._it.extra))
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
