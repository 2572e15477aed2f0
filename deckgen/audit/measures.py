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
from deckgen.model.resolve import PERSONS

_NUMBER = re.compile(r"(?<![\w./:-])\d")
"""A number that stands by itself: not the one in B2B, nor in COVID-19."""
_NAMES = re.compile(
    r"https?://\S+|\]\([^)\s]*\)"  # links
    r"|\b24/7\b|(?<![€$£¥])\b(?:19|20)\d\d(?:[/-]\d\d(?:\d\d)?)?\b(?!\s*[%€$£])"  # always; years
    r"|\b[A-Z]{2,}[A-Z/]*[ -]?\d[\d.:-]*(?!\d*\s?%)"  # ISO 27001, SOC 2, WCAG 2.2
    r"|(?<=\w )[A-Z][a-z]+ \d[\d.]*(?=$|[ ,.;:)](?!\s*[%€$£]))"  # on Python 3: not the first word
    r"|\b\d+(?:st|nd|rd|th)\b|(?:\bNo\.|\bNr\.|#) ?\d+"  # ordinals
)
"""Numbers that are part of a name, and measure nothing."""
_FROM_TO = (
    r"(?P<a>\d+(?:\.\d+)?)\s?(?P<unit>%|[^\W\d_]{0,6})\s*(?:to|→|->|=>|auf|bis)\s*"
    r"(?P<b>\d+(?:\.\d+)?)\s?(?P<after>%?)"
)
_BARE = re.compile(r"(?<!\S)[a-z]+ \d{1,3}(?=%|$| [a-z])")
"""A number that is part of no name: behind a word in small letters, and before one."""
_WORD = re.compile(r"[\w’'/-]+")
_LETTERS = re.compile(
    r",\s*(?:jr|sr|ph\.?d|m\.?d|md|mba|dr|esq|ii+|iv)\.?(?=$|[\s,])", re.IGNORECASE
)
"""What follows a person's name after a comma and is no second person."""


_TOGETHER = 5
"""So many objectives are told one by one that nobody has begun to check in."""
_Aim = tuple[KeyResult, Objective, bool]
"""A key result, its objective, and whether it is to go up."""


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
    people = {entry.level for entry in cascade.levels if entry.name.casefold() in PERSONS}
    teams = {unit.name for unit in cascade.units.values() if unit.level not in people}
    for objective in live(cascade):
        owner = _person(objective.owner)
        if owner and owner not in teams:
            objectives[owner] += 1
            first.setdefault(owner, objective.span)
        for result in live_results(objective):
            whose = _person(result.owner)
            if whose and whose not in teams:
                results[whose] += 1
                first.setdefault(whose, result.span)
        listed = "," in owner and "," in _LETTERS.sub("", owner)
        several = listed or re.search(r"\b(and|und)\b|&", owner)
        unclear = several and owner not in teams
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


def _person(name: str) -> str:
    """A name without blanks around it; "" for what is written when there is none yet."""
    name = name.strip()
    return "" if name.casefold() in words.NOBODY else name


def measures(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Key results can be measured, from a known start, and name what changes."""
    language = cascade.deck.language.split("-")[0].lower()
    for objective in live(cascade):
        if _counts(objective.title) and language in words.ACTIVITY:
            yield found(
                "objective-with-digits", f"{objective.id} has a number in its title",
                objective.id, objective.span, "Move the number to a key result",
            )  # fmt: skip
        for result in live_results(objective):
            where = result.id, result.span
            if not result.measurable:
                message = f"{result.id} has no target, band, milestones or yes/no"
                yield found("unmeasured", message, *where, _fields(result.title))
            elif not result.start_given and result.kind == "metric":
                message = f"{result.id} does not say where it starts"
                yield found("no-baseline", message, *where, "Write its start value")
            if _does(result.title, language) and not _numbered(result, language):
                message = f"“{result.title}” says what is done, not what changes"
                yield found("activity", message, *where, "Say what changes when it is there")


def _counts(title: str) -> bool:
    """Whether a title has a number that is no part of a name."""
    if _NUMBER.search(title) is None:
        return False
    # To look for names takes long, and is of no use where one number is surely of none.
    return bool(_BARE.search(title) or _NUMBER.search(_NAMES.sub(" ", title)))


def _does(title: str, language: str) -> bool:
    """Whether a title begins with a verb of doing, and not with a noun that looks like one."""
    lower = title.lower()
    first = _WORD.search(lower)
    if first is None or first[0] not in words.ACTIVITY.get(language, ()):
        return False
    second = _WORD.search(lower, first.end())
    return second is None or second[0] not in words.MEASURED[language]


def _numbered(result: KeyResult, language: str) -> bool:
    """Whether a number says when it is reached, in its fields or, failing that, in its title."""
    if result.target is not None or re.search(r"\d", result.title):
        return True
    told = set(re.findall(r"\w+", result.title.lower()))
    return bool(told & words.COUNTED.get(language, frozenset()))


def _fields(title: str) -> str:
    """How a key result that says its numbers in its title is to be measured."""
    match = re.search(_FROM_TO, title)
    if match is None:
        return "Give it a target"
    unit = match["after"] or match["unit"].strip()
    more = f', unit: "{unit}"' if unit and unit.lower() not in ("to", "auf", "bis") else ""
    return (
        f"Write the numbers of its title as fields: start: {match['a']}, target: {match['b']}{more}"
    )


def confidence(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Confidence that is falling now, and aspirations that were certain from the start."""
    for objective in live(cascade):
        for result in live_results(objective):
            if not result.check_ins and result.confidence is None:
                continue
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
            if tail and (falls >= 3 or drop >= limits["confidence_drop"]):
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
    unheard = _unheard(cascade)
    if unheard > _TOGETHER:
        if (today - cascade.cycle.start).days > limits["silence_days"]:
            message = f"none of the {unheard} objectives with key results had a check-in yet"
            unit = cascade.units[cascade.company]
            yield found("silence", message, unit.id, unit.span, "Begin with the company's own")
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


def _unheard(cascade: Cascade) -> int:
    """How many objectives have key results when no value and no check-in is written anywhere."""
    many = 0
    for objective in live(cascade):
        results = list(live_results(objective))
        if any(k.check_ins or k.current is not None or k.progress for k in results):
            return 0
        many += bool(results)
    return many


def conflicts(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """One measure is not pulled in two directions, nor owned by two units side by side.

    A measure that a key result shares with one above or below it is the cascade at work.
    """
    language = cascade.deck.language.split("-")[0].lower()
    if language not in words.UP:
        return
    noise = words.UP[language] | words.DOWN[language] | words.SMALL[language]
    measures: dict[frozenset[str], list[_Aim]] = defaultdict(list)
    for objective in live(cascade):
        for result in live_results(objective):
            if result.kind != "metric" or result.target is None or result.start is None:
                continue
            key = _said(result.title) - noise
            if len(key) >= 2:
                measures[key].append((result, objective, result.target > result.start))
    above: dict[str, set[str]] = {}
    for (first, home, way), *others in measures.values():
        against = [result for result, _, other in others if other != way]
        beside = [
            result for result, objective, other in others
            if other == way and objective.unit != home.unit
            and objective.id not in _above(cascade, home, above)
            and home.id not in _above(cascade, objective, above)
        ]  # fmt: skip
        if against:
            message = f"{_ids(first, against)} pull one measure in two directions"
            hint = "Find the shared parent and agree on an order"
            yield found("conflict", message, against[0].id, against[0].span, hint)
        if beside:
            many = "two" if len(beside) == 1 else "several"
            message = f"{_ids(first, beside)} are one measure in {many} units"
            hint = "Let one unit own it and the other support it"
            if len(beside) > 1:
                hint = "Let one unit own it and the others support it"
            yield found("conflict", message, beside[0].id, beside[0].span, hint)


def _said(title: str) -> frozenset[str]:
    """The words of a title, in lower case."""
    lower = title.lower()
    # Most have nothing but letters, digits and spaces, which are split four times as fast.
    plain = lower.replace(" ", "").isalnum()
    return frozenset(lower.split() if plain else re.findall(r"\w+", lower))


def _ids(first: KeyResult, others: Sequence[KeyResult]) -> str:
    """The ids of key results as a list of words; of many the first few."""
    names = [first.id, *(result.id for result in others)]
    if len(names) > 5:
        names = [*names[:4], f"{len(names) - 4} more"]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _above(cascade: Cascade, one: Objective, known: dict[str, set[str]]) -> set[str]:
    """An objective and all that it supports, directly or through others. ``known`` keeps them:
    a measure that many units have is asked about for each.
    """
    seen = known.get(one.id)
    if seen is None:
        seen = known[one.id] = set()
        queue = [one.id]
        while queue:
            step = queue.pop()
            if step not in seen:
                seen.add(step)
                queue.extend(up.objective for up in ups(cascade.objectives[step]))
    return seen
