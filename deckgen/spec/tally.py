"""Findings gathered with a limit: a file with a mistake in every line is told so once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deckgen.findings import Finding, Level, Span
from deckgen.values import replace

MOST_OF_A_RULE = 100
"""Findings of one rule that are listed; further ones are counted."""
_REMEMBERED = 300_000
"""Findings that are compared with later ones, so that none is counted twice."""


class Tally:
    """Gathers findings, each once; of a rule those beyond ``most`` are counted, not kept."""

    def __init__(self, most: int = MOST_OF_A_RULE) -> None:
        self.most = most
        self._kept: list[Finding] = []
        self._listed: dict[tuple[str, Level], int] = {}
        self._rest: dict[tuple[str, Level], Finding] = {}
        """The first finding of a rule that is not listed; its count is of all of them."""
        self._more: dict[tuple[str, Level], int] = {}
        self._seen: set[int] = set()

    def add(self, finding: Finding) -> None:
        """Take a finding in. One that stands for several adds as many."""
        if len(self._seen) < _REMEMBERED:
            mark = hash((finding.rule, finding.span, finding.message))
            if mark in self._seen:
                return
            self._seen.add(mark)
        key = finding.rule, finding.level
        listed = self._listed.get(key, 0)
        if listed < self.most and finding.count == 1:
            self._listed[key] = listed + 1
            self._kept.append(finding)
        else:
            self._rest.setdefault(key, finding)
            self._more[key] = self._more.get(key, 0) + finding.count

    def spent(self, rule: str, level: Level = Level.ERROR) -> bool:
        """Whether further findings of a rule can be given to ``count`` without being made."""
        return (rule, level) in self._rest

    def count(self, rule: str, message: str, at: Span, level: Level = Level.ERROR) -> None:
        """Count a finding at a place, once, when its rule is spent."""
        if len(self._seen) < _REMEMBERED:
            mark = hash((rule, at, message))
            if mark in self._seen:
                return
            self._seen.add(mark)
        self._more[rule, level] += 1

    def extend(self, findings: Iterable[Finding]) -> None:
        """Take several in."""
        for finding in findings:
            self.add(finding)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._kept or self._rest)

    def __iter__(self) -> Iterator[Finding]:
        """Those that are listed, then for each rule with more of them one that says how many."""
        yield from self._kept
        for key, first in self._rest.items():
            more = self._more[key]
            if more == 1:
                yield first
                continue
            message = f"and {more:,} more of these from here on, which are not listed"
            yield replace(first, message=message, suggestion=None, expected=None, count=more)


def capped(findings: Iterable[Finding], most: int = MOST_OF_A_RULE) -> list[Finding]:
    """Findings with at most ``most`` of each rule, and one that counts the rest of it."""
    tally = Tally(most)
    tally.extend(findings)
    return list(tally)
