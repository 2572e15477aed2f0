"""Which objective or key result of one cascade is which of another."""

from __future__ import annotations

import difflib
import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from deckgen.model.cascade import KeyResult, Objective
from deckgen.values import dataclass

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


def match_objectives(
    old: Mapping[str, Objective], new: Mapping[str, Objective], same_cycle: bool
) -> tuple[Pair, ...]:
    """Pairs of objectives, in the order of the new ones: by ``carried_from`` between cycles, by
    id and title within one.
    """
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


def match_key_results(
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


def moved_key_results(
    old: Sequence[KeyResult], new: Sequence[KeyResult], same_cycle: bool
) -> dict[str, str]:
    """Ids of the old to ids of the new, of key results that left their objective for another.

    Within one cycle an id means the same, unless deckgen gave it: then it names a place. What is
    left is matched by title. From one cycle to the next only the same title says that a key
    result is the same, and only when no other has it.
    """
    found: dict[str, str] = {}
    used: set[str] = set()
    if same_cycle:
        ids = {k.id: k for k in new}
        for k in old:
            other = ids.get(k.id)
            if other is not None and (not (_given(k) and _given(other)) or _alike(k, other)):
                found[k.id] = other.id
                used.add(other.id)
    left = [k for k in old if k.id not in found]
    free = [k for k in new if k.id not in used]
    if same_cycle:
        return found | _titles(left, free)
    before, after = (_once(those) for those in (left, free))
    return {key.id: after[title].id for title, key in before.items() if title in after}


def _given(result: KeyResult) -> bool:
    """Whether an id looks like those that deckgen gives: the objective's and a number."""
    return re.fullmatch(re.escape(result.objective) + r"\.\d+", result.id) is not None


def _alike(one: KeyResult, other: KeyResult) -> bool:
    mine, theirs = _words(one.title), _words(other.title)
    share = len(mine & theirs) / max(1, len(mine | theirs))
    return share >= ALIKE or _likeness(one.title, other.title) > 0


def _once(results: Sequence[KeyResult]) -> dict[str, KeyResult]:
    """Key results by title, those left out whose title another has too."""
    counts = Counter(k.title.casefold() for k in results)
    return {k.title.casefold(): k for k in results if counts[k.title.casefold()] == 1}
