"""The course of progress over a cycle, from check-ins: week by week, by the model's own rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from deckgen.model import cascade as model
from deckgen.plan import Point
from deckgen.template.views import DeckView, ObjectiveView


def days(deck: DeckView) -> tuple[dt.date, ...]:
    """The first day of each week of the cycle, up to and including ``as_of``."""
    found: tuple[dt.date, ...] = deck._once("deck", "days", lambda: _days(deck.cascade.cycle))
    return found


def _days(cycle: model.Cycle) -> tuple[dt.date, ...]:
    last = min(cycle.as_of, cycle.end)
    found = []
    day = cycle.start
    while day < last:
        found.append(day)
        day += dt.timedelta(days=7)
    return (*found, last) if last >= cycle.start else ()


def share(deck: DeckView, day: dt.date) -> float:
    """The share of the cycle gone by on a day, 0 to 1."""
    cycle = deck.cascade.cycle
    length = max((cycle.end - cycle.start).days, 1)
    return min(max((day - cycle.start).days / length, 0.0), 1.0)


def weeks(deck: DeckView, most: int = 5) -> tuple[tuple[float, str], ...]:
    """Labels for a time axis: about ``most`` weeks, as (share of the cycle, "W5")."""
    many = deck.cycle.weeks
    step = max(1, -(-many // max(most - 1, 1)))
    numbers = [*range(1, many, step)]
    if many not in numbers and many - numbers[-1] >= step / 2:
        numbers.append(many)
    start = deck.cascade.cycle.start
    return tuple((share(deck, start + dt.timedelta(days=7 * (n - 1))), f"W{n}") for n in numbers)


def has_history(kr: model.KeyResult) -> bool:
    """Whether check-ins tell how it came to its value, or it has no value to explain."""
    return kr.progress is None or any(c.progress is not None for c in kr.check_ins)


def complete(deck: DeckView, unit: model.Unit) -> bool:
    """Whether the course of a unit's own objectives is known for every key result."""
    own = [deck.cascade.objectives[i] for i in unit.objectives]
    queue, seen = list(own), set[str]()
    while queue:
        it = queue.pop()
        if it.id in seen:
            continue
        seen.add(it.id)
        if it.progress_from != "children" and not all(has_history(kr) for kr in it.key_results):
            return False
        if it.progress_from != "key_results":
            queue += [deck.cascade.objectives[i] for i in it.children]
    return bool(own)


def is_known(deck: DeckView, objectives: Iterable[str]) -> bool:
    """Whether some day before today can tell anything of objectives (ids): there are check-ins on
    them or below. Looked up once for a company, since most of its objectives may have none.
    """
    known: set[str] = deck._once("deck", "courses", lambda: _checked(deck.cascade))
    return not known.isdisjoint(objectives)


def _checked(cascade: model.Cascade) -> set[str]:
    """Ids of the objectives with check-ins on their key results or below them."""
    above: dict[str, list[str]] = {}
    queue = []
    for it in cascade.objectives.values():
        for child in it.children:
            above.setdefault(child, []).append(it.id)
        if any(kr.check_ins for kr in it.key_results):
            queue.append(it.id)
    found: set[str] = set()
    while queue:
        key = queue.pop()
        if key not in found:
            found.add(key)
            queue += above.get(key, ())
    return found


def of_key_result(kr: model.KeyResult, day: dt.date, as_of: dt.date) -> float | None:
    """Progress on a day, clamped to 0 to 1; None before it is known."""
    known = [c for c in kr.check_ins if c.date <= day and c.progress is not None]
    if day >= as_of and kr.progress is not None:
        return min(max(kr.progress, 0.0), 1.0)
    if not known:
        return None
    return min(max(known[-1].progress or 0.0, 0.0), 1.0)


def mean(parts: Sequence[tuple[float | None, float]]) -> float | None:
    """Weighted mean; those not started count as 0, and all not started is None."""
    total = sum(weight for _, weight in parts)
    if not total or all(value is None for value, _ in parts):
        return None
    return sum((value or 0.0) * weight for value, weight in parts) / total


def progress_at(deck: DeckView, objective: model.Objective, day: dt.date) -> float | None:
    """An objective's progress on a day, from its key results, its children or both."""
    cascade = deck.cascade
    if objective.status == "dropped":
        return None
    as_of = cascade.cycle.as_of
    parts: list[tuple[float | None, float]] = []
    if objective.progress_from in ("key_results", "both"):
        parts += [
            (of_key_result(kr, day, as_of), kr.weight)
            for kr in objective.key_results
            # A value without a history says nothing about the days before.
            if kr.status != "dropped" and (day >= as_of or has_history(kr))
        ]
    if objective.progress_from in ("children", "both"):
        below = [cascade.objectives[i] for i in objective.children]
        parts += [
            (progress_at(deck, child, day), child.weight)
            for child in below
            if child.status != "dropped"
        ]
    return mean(parts)


def of_unit(deck: DeckView, unit: model.Unit, day: dt.date) -> float | None:
    """A unit's progress on a day: the weighted mean of its own objectives."""
    own = [deck.cascade.objectives[i] for i in unit.objectives]
    return mean([(progress_at(deck, o, day), o.weight) for o in own if o.status != "dropped"])


def of_objective(deck: DeckView, objective: ObjectiveView) -> tuple[Point, ...]:
    """Points for the small chart of an objective; empty without two known ones."""
    found: list[Point] = []
    it = deck.cascade.objectives[objective.id]
    if not is_known(deck, (it.id,)):
        return ()
    for day in days(deck):
        value = progress_at(deck, it, day)
        if value is not None:
            found.append(Point(share(deck, day), value))
    if found and it.progress is not None:
        found[-1] = Point(found[-1].at, min(max(it.progress, 0.0), 1.0))
    return tuple(found) if len(found) > 1 else ()
