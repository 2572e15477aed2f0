"""Titles of the slides that show how things hang together: cascade, alignment, dependencies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from deckgen.template.expressions import View
from deckgen.template.formats import capital, count, join_and, percent, plural, shorten, spell
from deckgen.template.views import DeckView, ObjectiveView, UnitView

ONE_LINE = 62
TWO_LINES = 110


def fitted(*candidates: str, limit: int = TWO_LINES) -> str:
    """The first candidate of one line, else the shortest, shortened to ``limit``."""
    for text in candidates:
        if len(text) <= ONE_LINE:
            return text
    return shorten(min(candidates, key=len), limit)


def named(items: Sequence[Any], most: int = 3) -> str:
    """Names in words; more than ``most`` become a count of the rest."""
    names = [str(item) for item in items]
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} and {spell(len(names) - most + 1)} more"
    return join_and(names)


class LinkHeadlines(View):
    """Findings about links between objectives and units."""

    __slots__ = ("_deck",)

    def __init__(self, deck: DeckView) -> None:
        self._deck = deck

    def _percent(self, value: float | None) -> str:
        return percent(value, self._deck.scoring.rounding)

    def cascade(self, objective: ObjectiveView | None = None) -> str:
        """One objective's cascade, or all of them."""
        if objective is not None:
            return self._cascade_of(objective)
        tops = self._deck.company.objectives
        below = self._linked()
        orphans = len(self._deck.cascade.orphans)
        if not below:
            return "No objective supports a company objective yet"
        start = (
            f"{capital(count(below, 'objective'))} {'carries' if below == 1 else 'carry'} "
            f"{count(len(tops), 'company objective')}"
        )
        if not orphans:
            return fitted(start)
        lost = f"{spell(orphans)} {plural('supports', orphans)} nothing"
        return fitted(
            f"{start}; {lost}", f"{start.replace('company objective', 'company one')}; {lost}"
        )

    def _linked(self) -> int:
        """Objectives below the company level that reach a company objective."""
        cascade = self._deck.cascade
        return sum(1 for o in self._deck.objectives if o.level and cascade.top_objectives(o.id))

    def _cascade_of(self, objective: ObjectiveView) -> str:
        parts = []
        for level in self._deck.levels:
            units = objective.units(level.number) if level.number > objective.level else []
            if units:
                parts.append(
                    f"{spell(len(units))} {self._deck.level_name(level.number, len(units)).lower()}"
                )
        if not parts:
            below = len(objective.descendants)
            if below:
                return f"{objective.id} is supported by {count(below, 'objective')}"
            return fitted(
                f"Nobody supports {objective.id} yet: {objective.short}",
                f"Nobody supports {objective.id} yet",
            )
        return fitted(
            f"{objective.id} cascades to {join_and(parts)}",
            f"{objective.id} cascades to {join_and(parts[:2])}",
        )

    def branch(self, unit: UnitView) -> str:
        """A unit's part of the cascade."""
        own = unit.all_objectives
        tops = {t for o in own for t in self._deck.cascade.top_objectives(o.id)}
        tops -= {o.id for o in unit.objectives} if unit.level == 0 else set()
        ids = [o.id for o in self._deck.company.objectives if o.id in tops]
        if not own:
            return f"{unit.name} has no objectives yet"
        if not ids:
            return f"{unit.name} supports no company objective yet"
        return fitted(
            f"{unit.name} carries {join_and(ids)} with {count(len(own), 'objective')}",
            f"{unit.name} carries {count(len(ids), 'company objective')}",
        )

    def fit(self, unit: UnitView) -> str:
        """Where a unit fits: what its objectives support."""
        ups = {up.id: up for o in unit.objectives for up in o.supports if up.unit is not unit}
        if not unit.objectives:
            return f"{unit.name} has no objectives yet"
        if not unit.level:
            sets = count(len(unit.objectives), "company objective")
            return fitted(f"{unit.name} sets {sets}", capital(sets))
        if not ups:
            return f"{unit.name} supports nothing above it yet"
        if len(ups) == 1:
            only = next(iter(ups.values()))
            return fitted(
                f"{unit.name} moves {only.id}: {only.short}", f"{unit.name} moves {only.id}"
            )
        return fitted(
            f"{unit.name} moves {join_and(list(ups))}",
            f"{unit.name} moves {count(len(ups), 'objective')}",
        )

    def alignment(self, counts: Sequence[tuple[str, str, Sequence[str]]] = ()) -> str:
        """The matrix; ``counts`` are (id, title, names of contributing units) by column."""
        if not counts:
            return "No company objectives to align with yet"
        bare = [c for c in counts if not c[2]]
        single = [c for c in counts if len(c[2]) == 1]
        if bare:
            ids = join_and([c[0] for c in bare])
            return fitted(
                f"{ids} {plural('has', len(bare))} no contributor",
                f"{capital(count(len(bare), 'company objective'))} without a contributor",
            )
        if len(single) == 1:
            return fitted(
                f"{single[0][0]} has one contributor: it depends on {single[0][2][0]} alone",
                f"{single[0][0]} depends on {single[0][2][0]} alone",
            )
        if single:
            return fitted(
                f"{join_and([c[0] for c in single])} rest on one contributor each",
                f"{capital(count(len(single), 'company objective'))} rest on one contributor each",
            )
        least = min(len(c[2]) for c in counts)
        return f"Every company objective has at least {count(least, 'contributor')}"

    def dependencies(self, rows: Sequence[Any] | None = None, unit: UnitView | None = None) -> str:
        """Dependencies: how many, and how many are not settled."""
        found = [d for d in self._deck.dependencies if d.crosses] if rows is None else list(rows)
        kind = self._deck.level_name(1, 2).lower()
        if not found:
            return f"Nothing crosses {kind}"
        many = len(found)
        open_ = sum(1 for d in found if d.status == "open")
        crossing = unit is None and all(d.crosses for d in found)
        if unit is not None:
            start = f"{unit.name} has {count(many, 'dependency')}"
        elif crossing:
            start = f"{capital(count(many, 'dependency'))} {plural('crosses', many)} {kind}"
        else:
            link = "links" if many == 1 else "link"
            start = f"{capital(count(many, 'dependency'))} {link} objectives"
        if not open_:
            return fitted(f"{start}; {'it is' if many == 1 else 'all are'} settled")
        if many == 1:
            return fitted(f"{start}; it is not agreed yet")
        if open_ == many:
            return fitted(f"{start}; none is agreed yet")
        return fitted(f"{start}; {spell(open_)} {plural('is', open_)} not agreed yet")

    def health(self, score: int, groups: Sequence[tuple[str, int]] = (), findings: int = 0) -> str:
        """The alignment score; ``groups`` are (what, how many) by cost, the costliest first;
        ``findings`` counts those that cost nothing too.
        """
        start = f"Alignment scores {score} of 100"
        if not groups:
            if findings:
                look = "is" if findings == 1 else "are"
                return f"{start}; {count(findings, 'finding')} {look} worth a look"
            return f"{start}; nothing stands out"
        what, many = groups[0]
        return fitted(f"{start}; {count(many, what)} {plural('costs', many)} the most", start)
