"""The rules of the alignment audit. Each takes the cascade and yields findings.

Structured fields are read first, text last; rules on text know some languages and are silent
on others.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from deckgen.audit import words
from deckgen.audit.table import PROFILES, RULES
from deckgen.findings import Finding, Level, Span
from deckgen.model.cascade import Cascade, KeyResult, Objective

__all__ = ["RULES", "audit"]

Limits = Mapping[str, Any]
Check = Callable[[Cascade, Limits], Iterator[Finding]]


def audit(
    cascade: Cascade, profile: str = "doerr", thresholds: Mapping[str, Any] | None = None
) -> tuple[Finding, ...]:
    """Everything the rules notice, in the order of the file within each rule.

    ``profile`` is ``doerr``, ``wodtke`` or ``strict`` (KeyError for another); ``thresholds``
    replace single numbers of it, by name.
    """
    limits = {**PROFILES[profile], **(thresholds or {})}
    return tuple(finding for check in CHECKS for finding in check(cascade, limits))


def _found(
    rule: str,
    message: str,
    subject: str,
    span: Span | None,
    suggestion: str = "",
    level: Level | None = None,
) -> Finding:
    chosen = RULES[rule].level if level is None else level
    return Finding(chosen, rule, message, span, suggestion or None, subject=subject)


def _live(cascade: Cascade) -> Iterator[Objective]:
    return (o for o in cascade.objectives.values() if o.status != "dropped")


def _live_results(objective: Objective) -> Iterator[KeyResult]:
    return (k for k in objective.key_results if k.status != "dropped")


def _n(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


# --- structure --------------------------------------------------------------------------------


def company(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """The company has an objective, and its objectives are carried by departments."""
    top = [o for o in _live(cascade) if o.level == 0]
    if not top:
        unit = cascade.units[cascade.company]
        yield _found(
            "no-company-objective", f"{unit.name} has no objective of its own", unit.id, unit.span,
            "Write one to three at the top",
        )  # fmt: skip
        return
    departments = [u for u in cascade.units.values() if u.parent == cascade.company]
    if not departments:
        return
    carriers = _carriers(cascade)
    for objective in top:
        units = carriers.get(objective.id, [])
        if not units:
            yield _found(
                "dead-end", f"no department supports {objective.id}", objective.id, objective.span,
                f"Ask a department to carry {objective.id}",
            )  # fmt: skip
        elif len(units) == 1 and len(departments) > 1:
            name = cascade.units[units[0]].name
            yield _found(
                "single-contributor", f"{objective.id} rests on {name} alone", objective.id,
                objective.span, f"Ask a second department to support {objective.id}",
            )  # fmt: skip


def _carriers(cascade: Cascade) -> dict[str, list[str]]:
    """Departments (units right below the company) behind each company objective."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for objective in _live(cascade):
        path = cascade.units[objective.unit].path
        if len(path) > 1:
            for top in cascade.top_objectives(objective.id):
                found[top][path[1]] = None
    return {key: list(units) for key, units in found.items()}


def links(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Every objective below the company supports one on the level above."""
    for objective in _live(cascade):
        unit = cascade.units[objective.unit].name
        if objective.level > 0 and objective.parent is None:
            yield _found(
                "orphan", f"{objective.id} ({unit}) supports no objective", objective.id,
                objective.span, f"Name what {objective.id} supports, or drop it",
            )  # fmt: skip
        elif objective.parent is not None:
            above = cascade.objectives[objective.parent.objective]
            skipped = objective.level - above.level - 1
            if skipped > 0:
                yield _found(
                    "level-skip", f"{objective.id} supports {above.id}, {_n(skipped + 1, 'level')} up",
                    objective.id, objective.span, "Support an objective of the level between",
                )  # fmt: skip


def silos(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """A department supports something outside itself."""
    for unit in cascade.units.values():
        if unit.parent != cascade.company:
            continue
        inside = [o for o in _live(cascade) if unit.id in cascade.units[o.unit].path]
        ups = [up for o in inside for up in ((o.parent,) if o.parent else ()) + o.further]
        outside = [
            up
            for up in ups
            if unit.id not in cascade.units[cascade.objectives[up.objective].unit].path
        ]
        if len(inside) > 1 and not outside:
            yield _found(
                "silo", f"{unit.name} supports nothing outside itself", unit.id, unit.span,
                "Link one of its objectives to the company's",
            )  # fmt: skip


def depth(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """The organisation is not deeper than it needs to be."""
    levels = 1 + max((o.level for o in _live(cascade)), default=0)
    if levels > limits["depth"]:
        unit = cascade.units[cascade.company]
        yield _found(
            "depth", f"objectives stand on {levels} levels", unit.id, unit.span, "Merge two levels"
        )


def share(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Some objectives come from above, some from below."""
    below = [o for o in _live(cascade) if o.level > 0]
    if len(below) < 5:
        return
    part = sum(o.parent is not None for o in below) / len(below)
    unit = cascade.units[cascade.company]
    if part < limits["top_down_low"]:
        message = f"only {part:.0%} of objectives below the company support another"
        yield _found("top-down-share", message, unit.id, unit.span, "Link more of them")
    elif part > limits["top_down_high"] and all(o.parent for o in below):
        message = "every objective below the company was cascaded"
        hint = "Leave room for objectives that come from below"
        yield _found("top-down-share", message, unit.id, unit.span, hint)


# --- amounts ----------------------------------------------------------------------------------


def amounts(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Few objectives a unit, two to five key results each."""
    for unit in cascade.units.values():
        many = sum(cascade.objectives[o].status != "dropped" for o in unit.objectives)
        most = limits["company_objectives" if unit.parent is None else "objectives_per_unit"]
        if many > most:
            message = f"{unit.name} has {many} objectives; {most} are the most"
            yield _found("too-many-objectives", message, unit.id, unit.span, "Choose")
    for objective in _live(cascade):
        count = sum(1 for _ in _live_results(objective))
        where = objective.id, objective.span
        if count == 0 and not objective.children:
            message = f"{objective.id} has no key results and nothing rolls up to it"
            yield _found("no-key-results", message, *where, "Write two to five key results")
        elif 0 < count < limits["key_results_min"]:
            message = f"{objective.id} has only {_n(count, 'key result')}"
            yield _found("key-result-count", message, *where, "Add one that balances it")
        elif count > limits["key_results_max"]:
            message = f"{objective.id} has {count} key results"
            hint = f"Keep the {limits['key_results_max']} that matter"
            yield _found("key-result-count", message, *where, hint)


def load(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """No person owns more than they can push, and every objective has one owner."""
    objectives: dict[str, int] = defaultdict(int)
    results: dict[str, int] = defaultdict(int)
    for objective in _live(cascade):
        owner = objective.owner.strip()
        if owner:
            objectives[owner] += 1
        for result in _live_results(objective):
            if result.owner:
                results[result.owner] += 1
        unclear = "," in owner or re.search(r"\b(and|und|et|y)\b|&", owner)
        if not owner or unclear:
            said = f"is owned by {owner}" if owner else "has no owner"
            yield _found(
                "one-owner", f"{objective.id} {said}", objective.id, objective.span,
                "Name one person",
            )  # fmt: skip
    for person in dict.fromkeys([*objectives, *results]):
        own, keys = objectives[person], results[person]
        if own > limits["objectives_per_person"] or keys > limits["key_results_per_person"]:
            message = f"{person} owns {_n(own, 'objective')} and {_n(keys, 'key result')}"
            yield _found("load", message, person, None, "Hand some over")


# --- key results ------------------------------------------------------------------------------


def measures(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Key results can be measured, from a known start, and name what changes."""
    language = cascade.deck.language.split("-")[0].lower()
    verbs = words.ACTIVITY.get(language, frozenset())
    for objective in _live(cascade):
        if re.search(r"\d", objective.title) and language in words.ACTIVITY:
            yield _found(
                "objective-with-digits", f"{objective.id} has a number in its title",
                objective.id, objective.span, "Move the number to a key result",
            )  # fmt: skip
        for result in _live_results(objective):
            where = result.id, result.span
            first = result.title.split(" ", 1)[0].lower().strip(",.:")
            if not result.measurable:
                message = f"{result.id} has no target, band, milestones or yes/no"
                yield _found("unmeasured", message, *where, "Give it a target")
            elif result.kind == "metric" and not result.start_given:
                message = f"{result.id} does not say where it starts"
                yield _found("no-baseline", message, *where, "Write its start value")
            if first in verbs and not re.search(r"\d", result.title) and result.kind == "metric":
                message = f"“{result.title}” says what is done, not what changes"
                yield _found("activity", message, *where, "Say what changes when it is there")


def confidence(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Confidence that falls, and aspirations that are certain."""
    for objective in _live(cascade):
        for result in _live_results(objective):
            course = [c.confidence for c in result.check_ins if c.confidence is not None]
            where = result.id, result.span
            if objective.type == "aspirational" and course:
                if course[0] >= limits["certain_confidence"]:
                    message = f"{result.id} is aspirational and began with {course[0]:g} of 10"
                    yield _found("timid-or-certain", message, *where, "Raise the target")
            falls = [b < a for a, b in zip(course, course[1:], strict=False)]
            steady = any(all(falls[i : i + 3]) for i in range(len(falls) - 2))
            drop = any(
                a - b >= limits["confidence_drop"] for a, b in zip(course, course[1:], strict=False)
            )
            if steady or drop:
                message = f"confidence in {result.id} fell from {course[0]:g} to {course[-1]:g}"
                hint = f"Talk to {result.owner}" if result.owner else "Talk to the owner"
                yield _found("confidence-falls", message, *where, hint)


def silence(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Every objective with check-ins had one lately; others had time to begin."""
    today = cascade.cycle.as_of
    patience = dt.timedelta(days=float(limits["silence_days"]))
    if today > cascade.cycle.end:
        return
    for objective in _live(cascade):
        results = [k for k in _live_results(objective) if k.status != "done"]
        dates = [c.date for k in results for c in k.check_ins]
        last = max(dates, default=None)
        if not results or (last or cascade.cycle.start) >= today - patience:
            continue
        days = (today - last).days if last else 0
        said = f"had no check-in for {days} days" if last else "had no check-in yet"
        hint = f"Ask {objective.owner} for one" if objective.owner else "Ask for one"
        yield _found("silence", f"{objective.id} {said}", objective.id, objective.span, hint)


def conflicts(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Two key results with the same words and opposite directions."""
    language = cascade.deck.language.split("-")[0].lower()
    if language not in words.UP:
        return
    noise = words.UP[language] | words.DOWN[language] | words.SMALL[language]
    seen: dict[frozenset[str], tuple[KeyResult, int]] = {}
    for objective in _live(cascade):
        for result in _live_results(objective):
            if result.kind != "metric" or result.target is None or result.start is None:
                continue
            key = frozenset(re.findall(r"\w+", result.title.lower())) - noise
            way = 1 if result.target > result.start else -1
            if len(key) < 2:
                continue
            if key in seen and seen[key][1] != way:
                other = seen[key][0]
                message = f"{other.id} and {result.id} pull one measure in two directions"
                yield _found(
                    "conflict", message, result.id, result.span,
                    "Find the shared parent and agree on an order",
                )  # fmt: skip
            seen.setdefault(key, (result, way))


# --- across -----------------------------------------------------------------------------------


def dependencies(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Dependencies are agreed."""
    level = Level.ERROR if limits["open_dependency"] == "error" else Level.WARNING
    for waits in cascade.dependencies:
        if waits.status == "open":
            what = f" ({waits.note})" if waits.note else ""
            message = f"{waits.who} waits for {waits.on}{what}, not agreed yet"
            yield _found(
                "open-dependency", message, waits.who, waits.span, "Get a yes or a no today", level
            )


def carried(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Nothing is carried over for the second time."""
    before = cascade.previous
    if before is None:
        return
    for objective in _live(cascade):
        earlier = before.objectives.get(objective.carried_from or "")
        if earlier is not None and earlier.carried_from:
            message = f"{objective.id} was carried over before"
            yield _found(
                "carried-over-twice", message, objective.id, objective.span, "Finish or drop it"
            )


CHECKS: tuple[Check, ...] = (
    company, links, silos, depth, amounts, load, measures, confidence, silence, conflicts,
    dependencies, share, carried,
)  # fmt: skip
