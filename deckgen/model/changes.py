"""What changed between two cascades: the last cycle and this one, or two states of one file."""

from __future__ import annotations

import difflib
import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from deckgen.model.cascade import Cascade, KeyResult, Objective, Status

ALIKE = 0.6
"""Least share of common words (Jaccard) at which two titles are taken for the same thing."""
SPELT_ALIKE = 0.75
"""Least ratio of common characters (``difflib``) at which they are, when fewer words are common."""
COMMON = 40
"""A word in more titles than this tells nothing about which of them is meant."""
LOOKED_AT = 16
"""Titles that are looked at for each title, those with most words in common first."""
CANDIDATES = 3
"""Of these, how many are compared by characters too."""
NEAR = 0.25
"""Least share of common words at which titles are compared by characters, which takes longer."""
_UNSPACED = "\u2e80"
"""From here on scripts are mostly written without spaces between words."""
LONGEST = 120
"""Characters of a title that are compared."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An objective or key result in both; ``how`` says why the two are taken for one."""

    before: str
    after: str
    how: Literal["carried_from", "id", "title"]


@dataclass(frozen=True, slots=True)
class Retarget:
    """A key result (by its ids) whose target, band or kind is another now, in words."""

    before: str
    after: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Progress:
    """An objective or key result (by its ids) whose progress or status is another now.

    ``was`` and ``now`` are shares, unclamped; ``None`` is not started.
    """

    before: str
    after: str
    was: float | None
    now: float | None
    was_status: Status
    now_status: Status


@dataclass(frozen=True, slots=True)
class Move:
    """An objective that hangs under another unit or another parent; ``None`` is no parent.

    ``what`` is ``unit`` or ``parent``; ``was`` and ``now`` are ids, each in its own cascade.
    """

    before: str
    after: str
    what: Literal["unit", "parent"]
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed, in the order of the file that has it. ``new`` and ``gone`` are ids of
    objectives; key results are matched within matched objectives.

    ``matched`` are the objectives that are in both. Between two cycles these are ``carried``
    over; within one cycle nothing is. ``progressed`` is empty between two cycles, where
    progress begins anew.
    """

    new: tuple[str, ...]
    gone: tuple[str, ...]
    matched: tuple[Pair, ...]
    carried: tuple[Pair, ...]
    retitled: tuple[Pair, ...]
    retargeted: tuple[Retarget, ...]
    moved: tuple[Move, ...]
    new_key_results: tuple[str, ...]
    gone_key_results: tuple[str, ...]
    progressed: tuple[Progress, ...]

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(
            self.new or self.gone or self.carried or self.retitled or self.retargeted
            or self.moved or self.new_key_results or self.gone_key_results or self.progressed
        )  # fmt: skip


def compare(before: Cascade, after: Cascade) -> Changes:
    """What is new, gone, carried over, moved, re-targeted and progressed between two cascades.

    From one cycle to the next, objectives are matched by ``carried_from``, then by title. Within
    one cycle an id means the same, unless the title went to another id (ids that deckgen gave
    shift when something is written above them). Dropped ones count as gone.
    """
    old = {o.id: o for o in before.objectives.values() if o.status != "dropped"}
    new = {o.id: o for o in after.objectives.values() if o.status != "dropped"}
    same_cycle = before.cycle.start == after.cycle.start
    pairs = _objectives(old, new, same_cycle)
    match = {p.before: p.after for p in pairs}
    retargeted: list[Retarget] = []
    moved: list[Move] = []
    fresh: list[str] = []
    lost: list[str] = []
    progressed: list[Progress] = []
    for pair in pairs:
        was, now = old[pair.before], new[pair.after]
        moved += _moves(was, now, before, after, match)
        if same_cycle:
            progressed += _progress(was, now)
        results = _key_results(was.key_results, now.key_results, same_cycle)
        back = {b: a for a, b in results.items()}
        left = {k.id: k for k in was.key_results}
        for result in now.key_results:
            if result.id not in back:
                fresh.append(result.id)
                continue
            other = left[back[result.id]]
            if _aim(other) != _aim(result):
                retargeted.append(Retarget(other.id, result.id, _aim(other), _aim(result)))
            if same_cycle:
                progressed += _progress(other, result)
        lost += [k.id for k in was.key_results if k.id not in results]
    found = {p.after for p in pairs}
    return Changes(
        new=tuple(i for i in new if i not in found),
        gone=tuple(i for i in old if i not in match),
        matched=pairs,
        carried=() if same_cycle else pairs,
        retitled=tuple(p for p in pairs if old[p.before].title != new[p.after].title),
        retargeted=tuple(retargeted),
        moved=tuple(moved),
        new_key_results=tuple(fresh),
        gone_key_results=tuple(lost),
        progressed=tuple(progressed),
    )


def _objectives(
    old: Mapping[str, Objective], new: Mapping[str, Objective], same_cycle: bool
) -> tuple[Pair, ...]:
    pairs: dict[str, Pair] = {}
    taken: set[str] = set()

    def take(before: str, after: str, how: Literal["carried_from", "id", "title"]) -> None:
        if before in old and before not in taken and after not in pairs:
            taken.add(before)
            pairs[after] = Pair(before, after, how)

    if not same_cycle:  # within one cycle it points to the cycle before both
        for objective in new.values():
            if objective.carried_from:
                take(objective.carried_from, objective.id, "carried_from")
    by_title: dict[tuple[str, str], list[str]] = defaultdict(list)
    if same_cycle:
        for key in new:
            if key in old and old[key].title == new[key].title:
                take(key, key, "id")
    for key in reversed(list(old)):
        if key not in taken:
            by_title[_name(old[key])].append(key)
    for key in new:
        if key not in pairs and by_title[_name(new[key])]:
            take(by_title[_name(new[key])].pop(), key, "title")
    if same_cycle:
        for key in new:
            take(key, key, "id")
    left = [o for o in old.values() if o.id not in taken]
    right = [o for o in new.values() if o.id not in pairs]
    for first, second in _titles(left, right).items():
        take(first, second, "title")
    return tuple(pairs[key] for key in new if key in pairs)


def _key_results(
    old: Sequence[KeyResult], new: Sequence[KeyResult], same_cycle: bool
) -> dict[str, str]:
    """Ids of the old to ids of the new: by id where ids mean the same, then by title."""
    found: dict[str, str] = {}
    used: set[str] = set()
    ids = {k.id: k.title for k in new}

    def take(first: str, second: str) -> None:
        if first not in found and second not in used:
            found[first] = second
            used.add(second)

    for k in old:
        if same_cycle and ids.get(k.id) == k.title:
            take(k.id, k.id)
    titles: dict[str, list[str]] = defaultdict(list)
    for k in reversed(new):
        if k.id not in used:
            titles[k.title.casefold()].append(k.id)
    for k in old:
        if k.id not in found and titles[k.title.casefold()]:
            take(k.id, titles[k.title.casefold()].pop())
    for k in old:
        if same_cycle and k.id in ids:
            take(k.id, k.id)
    rest = _titles([k for k in old if k.id not in found], [k for k in new if k.id not in used])
    return found | rest


def _titles(
    old: Sequence[Objective | KeyResult], new: Sequence[Objective | KeyResult]
) -> dict[str, str]:
    """Ids of the old to ids of the new with titles alike, the likest first, each used once."""
    words = {o.id: _words(o.title) for o in new}
    titles = {o.id: o.title for o in new}
    index: dict[str, list[str]] = defaultdict(list)
    for key, found in words.items():
        for word in found:
            index[word].append(key)
    scores: list[tuple[float, int, str, str]] = []
    for place, item in enumerate(old):
        mine = _words(item.title)
        shared = Counter(key for word in mine if len(index[word]) <= COMMON for key in index[word])
        for number, (key, _) in enumerate(heapq.nsmallest(LOOKED_AT, shared.items(), _most_first)):
            score = len(mine & words[key]) / len(mine | words[key])
            if number < CANDIDATES and NEAR <= score < ALIKE:
                score = max(score, _likeness(item.title, titles[key]))
            if score >= ALIKE:
                scores.append((-score, place, item.id, key))
    matched: dict[str, str] = {}
    used: set[str] = set()
    for _, _, first, second in sorted(scores):
        if first not in matched and second not in used:
            matched[first] = second
            used.add(second)
    return matched


def _most_first(entry: tuple[str, int]) -> tuple[int, str]:
    return -entry[1], entry[0]


def _likeness(one: str, other: str) -> float:
    """The ratio of common characters of two titles; 0 where it is under ``SPELT_ALIKE``."""
    matcher = difflib.SequenceMatcher(
        None, one.casefold()[:LONGEST], other.casefold()[:LONGEST], autojunk=False
    )
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < SPELT_ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= SPELT_ALIKE else 0.0


def _words(title: str) -> frozenset[str]:
    """The words of a title; of scripts without spaces, each two characters in a row."""
    found: set[str] = set()
    for word in re.findall(r"\w+", title.casefold()):
        if word[0] >= _UNSPACED and len(word) > 2:
            found.update(word[i : i + 2] for i in range(len(word) - 1))
        else:
            found.add(word)
    return frozenset(found)


def _name(objective: Objective) -> tuple[str, str]:
    return objective.title.casefold(), objective.unit


def _progress(was: Objective | KeyResult, now: Objective | KeyResult) -> Iterator[Progress]:
    if was.progress is None or now.progress is None:
        same = was.progress is now.progress
    else:
        same = abs(was.progress - now.progress) < 1e-9
    if not same or was.status != now.status:
        yield Progress(was.id, now.id, was.progress, now.progress, was.status, now.status)


def _moves(
    was: Objective, now: Objective, before: Cascade, after: Cascade, match: Mapping[str, str]
) -> Iterator[Move]:
    home, now_home = before.units[was.unit], after.units[now.unit]
    # Units keep their id or their name from cycle to cycle; either is enough.
    if home.id != now_home.id and home.name.casefold() != now_home.name.casefold():
        yield Move(was.id, now.id, "unit", home.id, now_home.id)
    above = was.parent.objective if was.parent else None
    above_now = now.parent.objective if now.parent else None
    # A parent that ended with the last cycle had to be replaced: that is no move.
    followed = match.get(above) if above else None
    if above is None or followed is not None:
        if followed != above_now:
            yield Move(was.id, now.id, "parent", above, above_now)
    elif above_now is None:
        yield Move(was.id, now.id, "parent", above, None)


def _aim(result: KeyResult) -> str:
    """What a key result aims at, in words."""
    unit = f" {result.unit}" if result.unit else ""
    if result.kind == "metric":
        return "no target" if result.target is None else f"{result.target:g}{unit}"
    if result.kind == "maintain":
        low = "" if result.minimum is None else f"{result.minimum:g}"
        high = "" if result.maximum is None else f"{result.maximum:g}"
        return (f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}") + unit
    if result.kind == "milestones":
        return f"{len(result.milestones)} milestones"
    return {"yes_no": "yes", "baseline": "a baseline"}[result.kind]
