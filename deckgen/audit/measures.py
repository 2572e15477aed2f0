"""Rules on amounts, owners and key results: few enough, owned by one, measured, alive."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from deckgen.audit import words
from deckgen.audit.common import Limits, count, found, live, live_results, ups
from deckgen.findings import Finding, Span
from deckgen.model.cascade import Cascade, KeyResult, Objective

_NUMBER = re.compile(r"(?<![\w-])\d")
"""A number that stands by itself: not the one in B2B, nor in COVID-19."""


def amounts(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Few objectives a unit, two to five key results each."""
    for unit in cascade.units.values():
        many = sum(cascade.objectives[o].status != "dropped" for o in unit.objectives)
        most = limits["company_objectives" if unit.parent is None else "objectives_per_unit"]
        if many > most:
            message = f"{unit.name} has {count(many, 'objective')}; {_most(most)}"
            hint = "Keep the one that matters" if most == 1 else f"Keep the {most:g} that matter"
            yield found("too-many-objectives", message, unit.id, unit.span, hint)
    for objective in live(cascade):
        results = sum(1 for _ in live_results(objective))
        where = objective.id, objective.span
        if results == 0 and not objective.children:
            message = f"{objective.id} has no key results and nothing rolls up to it"
            yield found("no-key-results", message, *where, "Write two to five key results")
        elif 0 < results < limits["key_results_min"]:
            message = f"{objective.id} has only {count(results, 'key result')}"
            yield found("key-result-count", message, *where, "Add one that balances it")
        elif results > limits["key_results_max"]:
            most = limits["key_results_max"]
            message = f"{objective.id} has {count(results, 'key result')}; {_most(most)}"
            hint = "Keep the one that matters" if most == 1 else f"Keep the {most:g} that matter"
            yield found("key-result-count", message, *where, hint)


def _most(number: float) -> str:
    return "1 is the most" if number == 1 else f"{number:g} are the most"


def load(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """No person owns more than they can push, and every objective has one owner."""
    objectives: dict[str, int] = defaultdict(int)
    results: dict[str, int] = defaultdict(int)
    first: dict[str, Span | None] = {}
    for objective in live(cascade):
        owner = objective.owner.strip()
        if owner:
            objectives[owner] += 1
            first.setdefault(owner, objective.span)
        for result in live_results(objective):
            if result.owner:
                results[result.owner] += 1
                first.setdefault(result.owner, result.span)
        unclear = "," in owner or re.search(r"\b(and|und)\b|&", owner)
        if not owner or unclear:
            said = f"is owned by {owner}" if owner else "has no owner"
            yield found(
                "one-owner", f"{objective.id} {said}", objective.id, objective.span,
                "Name one person",
            )  # fmt: skip
    for person in dict.fromkeys([*objectives, *results]):
        own, keys = objectives[person], results[person]
        if own > limits["objectives_per_person"] or keys > limits["key_results_per_person"]:
            message = f"{person} owns {count(own, 'objective')} and {count(keys, 'key result')}"
            yield found("load", message, person, first[person], "Hand some over")


def measures(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Key results can be measured, from a known start, and name what changes."""
    language = cascade.deck.language.split("-")[0].lower()
    verbs = words.ACTIVITY.get(language, frozenset())
    for objective in live(cascade):
        if _NUMBER.search(objective.title) and language in words.ACTIVITY:
            yield found(
                "objective-with-digits", f"{objective.id} has a number in its title",
                objective.id, objective.span, "Move the number to a key result",
            )  # fmt: skip
        for result in live_results(objective):
            where = result.id, result.span
            first = result.title.split(" ", 1)[0].lower().strip(",.:")
            if not result.measurable:
                message = f"{result.id} has no target, band, milestones or yes/no"
                yield found("unmeasured", message, *where, "Give it a target")
            elif result.kind == "metric" and not result.start_given:
                message = f"{result.id} does not say where it starts"
                yield found("no-baseline", message, *where, "Write its start value")
            if first in verbs and not _numbered(result):
                message = f"“{result.title}” says what is done, not what changes"
                yield found("activity", message, *where, "Say what changes when it is there")


def _numbered(result: KeyResult) -> bool:
    """Whether a number says when it is reached, in its fields or, failing that, in its title."""
    return result.target is not None or bool(re.search(r"\d", result.title))


def confidence(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Confidence that is falling now, and aspirations that were certain from the start."""
    for objective in live(cascade):
        for result in live_results(objective):
            course = [c.confidence for c in result.check_ins if c.confidence is not None]
            where = result.id, result.span
            first = course[0] if course else result.confidence
            sure = first is not None and first >= limits["certain_confidence"]
            if objective.type == "aspirational" and sure:
                message = f"{result.id} is aspirational and began with {first:g} of 10"
                yield found("timid-or-certain", message, *where, "Raise the target")
            tail = _descent(course)
            falls = sum(b < a for a, b in pairwise(tail))
            drop = tail[0] - tail[-1] if tail else 0
            if falls >= 3 or drop >= limits["confidence_drop"]:
                message = f"confidence in {result.id} fell from {tail[0]:g} to {tail[-1]:g}"
                hint = f"Talk to {result.owner}" if result.owner else "Talk to the owner"
                yield found("confidence-falls", message, *where, hint)


def _descent(course: Sequence[float]) -> Sequence[float]:
    """The end of a course since it last rose: a fall that was made good is no news."""
    first = len(course) - 1
    while first > 0 and course[first - 1] >= course[first]:
        first -= 1
    return course[max(0, first) :]


def silence(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Every objective with key results had a check-in lately; at first, all have time to begin.

    Where nobody writes check-ins, a value that is typed is from the day of the numbers, so it is
    no silence. Where somebody did, it hides none.
    """
    today = cascade.cycle.as_of
    if today > cascade.cycle.end:
        return
    for objective in live(cascade):
        # What is kept in its band is at 100 % all along, but not done before the end.
        results = [k for k in live_results(objective) if k.status != "done" or k.kind == "maintain"]
        last = max((c.date for k in results for c in k.check_ins), default=None)
        typed = last is None and any(k.current is not None for k in results)
        if not results or typed:
            continue
        days = (today - (last or cascade.cycle.start)).days
        if days <= limits["silence_days"]:
            continue
        said = f"had no check-in for {count(days, 'day')}" if last else "had no check-in yet"
        if objective.status == "on_track":
            said += "; “on track” is an old number" if last else "; “on track” is not measured"
        hint = f"Ask {objective.owner} for one" if objective.owner else "Ask for one"
        yield found("silence", f"{objective.id} {said}", objective.id, objective.span, hint)


def conflicts(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """One measure is not pulled in two directions, nor owned by two units side by side.

    A measure that a key result shares with one above or below it is the cascade at work.
    """
    language = cascade.deck.language.split("-")[0].lower()
    if language not in words.UP:
        return
    noise = words.UP[language] | words.DOWN[language] | words.SMALL[language]
    seen: dict[frozenset[str], list[tuple[KeyResult, Objective, int]]] = defaultdict(list)
    for objective in live(cascade):
        for result in live_results(objective):
            if result.kind != "metric" or result.target is None or result.start is None:
                continue
            key = frozenset(re.findall(r"\w+", result.title.lower())) - noise
            way = 1 if result.target > result.start else -1
            if len(key) < 2:
                continue
            for other, theirs, their_way in seen[key][:1]:
                if way != their_way:
                    message = f"{other.id} and {result.id} pull one measure in two directions"
                    hint = "Find the shared parent and agree on an order"
                elif objective.unit == theirs.unit or _related(cascade, objective, theirs):
                    continue
                else:
                    message = f"{other.id} and {result.id} are one measure in two units"
                    hint = "Let one unit own it and the other support it"
                yield found("conflict", message, result.id, result.span, hint)
            seen[key].append((result, objective, way))


def _related(cascade: Cascade, one: Objective, other: Objective) -> bool:
    """Whether one of two objectives supports the other, directly or through others."""
    for low, high in ((one, other), (other, one)):
        seen: set[str] = set()
        queue = [low.id]
        while queue:
            step = queue.pop()
            if step == high.id:
                return True
            if step not in seen:
                seen.add(step)
                queue.extend(up.objective for up in ups(cascade.objectives[step]))
    return False
