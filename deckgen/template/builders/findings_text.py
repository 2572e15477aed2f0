"""The audit's findings in words for slides: grouped by rule, with what would mend them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from deckgen import plan
from deckgen.findings import Finding
from deckgen.template import formats
from deckgen.template.views import DeckView
from deckgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule. ``cost`` are the points it takes from the score."""

    rule: str
    what: str
    many: int
    cost: int
    row: plan.HealthRow


# rule: (what one is called, points each costs, what would mend it)
RULES: dict[str, tuple[str, int, str]] = {
    "no-company-objective": ("missing company objective", 10, "Write one to three at the top"),
    "orphan": ("orphan", 12, "Name what it supports, or drop it"),
    "no-key-results": ("objective without key results", 4, "Write two to five key results"),
    "level-skip": ("skipped level", 3, "Support the level in between"),
    "silo": ("silo", 8, "Link one objective to another department's"),
    "dead-end": ("objective without support", 0, "Ask a department to carry it"),
    "single-contributor": ("objective with one contributor", 0, "Ask a second department"),
    "circular-support": ("circular support", 0, "Cut one of the links"),
    "depth": ("deep branch", 0, "Merge two levels"),
    "unmeasured": ("unmeasured key result", 0, "Give it a target, a band or milestones"),
    "no-baseline": ("missing baseline", 0, "Measure the start value"),
    "activity": ("activity, not outcome", 0, "Say what changes when it is done"),
    "objective-with-digits": ("objective with digits", 0, "Move the number to a key result"),
    "one-owner": ("unclear owner", 0, "Name one person"),
    "confidence-falls": ("fall in confidence", 0, "Talk to the owner this week"),
    "silence": ("silent objective", 0, "Check in before Monday"),
    "open-dependency": ("open dependency", 0, "Get a yes or a no today"),
    "conflict": ("conflict", 0, "Find the shared parent and agree on an order"),
    "load": ("overloaded owner", 0, "Hand some over"),
    "too-many-objectives": ("unit with too many objectives", 0, "Keep three to five"),
    "timid-or-certain": ("aspiration that is certain", 0, "Raise the target"),
    "top-down-share": ("one-sided cascade", 0, "Let about half come from below"),
    "carried-over-twice": ("objective carried over twice", 0, "Finish it or let it go"),
    "key-result-count": ("odd number of key results", 0, "Keep two to five"),
    "threshold": ("threshold that is not read", 0, "Correct it under rules"),
    # What the reader of the file warns of.
    "ambiguous-kind": ("key result of two kinds", 0, "Say which with its kind"),
    "check-in-outside-cycle": ("check-in outside the cycle", 0, "Correct its date"),
    "comment-in-text": ("text cut short by a #", 0, "Put quotes around the text"),
    "duplicate-reference": ("reference named twice", 0, "Name it once"),
    "include-empty": ("included file without departments", 0, "Leave it out"),
    "include-ignored": ("line of an included file that is not read", 0, "Move it to the main file"),
    "included-twice": ("file included twice", 0, "Include it once"),
    "level-order": ("unit below one of its own level", 0, "Write it higher up"),
    "picture-cleaned": ("picture that was cleaned", 0, "Look at it on the slide"),
    "previous-too-many": ("cycle too far back", 0, "Older cycles are not read"),
    "unused-key": ("key without a use", 0, "Leave it out"),
}
"""Findings that a deck can be built with: all rules of the audit, all warnings of the reader."""


def score_number(score: Any) -> int | None:
    """The audit's score as a whole number of 0 to 100, or None without one."""
    if score is None:
        return None
    for name in ("value", "score", "points", "total"):
        if hasattr(score, name):
            return int(getattr(score, name))
    return int(score)


def score_rule(score: Any) -> str:
    """How the score is computed, as the audit says it."""
    for name in ("explanation", "formula", "rule", "how"):
        text = getattr(score, name, None)
        if isinstance(text, str) and text:
            return text
    return (
        "Score = 100 − 12 per orphan − 4 per objective without key results − 3 per skipped "
        "level − 8 per silo; healthy from 75."
    )


def groups(findings: Sequence[Finding], deck: DeckView) -> list[Group]:
    """Findings by rule: costliest first, then by level, then by number."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    # The audit's own arithmetic wins over the table's.
    cost = {rule: points for rule, _, points in getattr(deck.score, "parts", ())}
    result = [_group(rule, found, deck, cost.get(rule)) for rule, found in by_rule.items()]
    level = {rule: max(f.level for f in found) for rule, found in by_rule.items()}
    return sorted(result, key=lambda g: (-g.cost, -level[g.rule], -g.many, g.rule))


def _group(rule: str, found: Sequence[Finding], deck: DeckView, cost: int | None) -> Group:
    what, each, mend = RULES.get(rule, (rule.replace("-", " "), 0, ""))
    many = len(found)
    mend = next((f.suggestion for f in found if f.suggestion and many == 1), None) or mend
    name = formats.capital(what) if many == 1 else formats.count_digits(many, what)
    subjects = list(dict.fromkeys(_name(f.subject, deck) for f in found if f.subject))
    where = found[0].message if many == 1 else _some(subjects) or found[0].message
    severity: Any = max(f.level for f in found).word
    return Group(
        rule,
        what,
        many,
        each * many if cost is None else cost,
        plan.HealthRow(
            severity,
            name,
            formats.capital(where),
            mend or found[0].suggestion or "",
            _link(found[0], deck),
        ),
    )


FEW = 7
"""Findings that the slide of the score tells one by one; of more, each rule has a row there."""
MOST_LINES = 30
"""Findings that are told one by one; of more, the first few of each rule are."""


def rows(findings: Sequence[Finding], deck: DeckView) -> tuple[plan.HealthRow, ...]:
    """What stands beside the score, the costliest first: a few findings, or a row for each rule."""
    found = groups(findings, deck)
    if len(findings) > FEW:
        return tuple(group.row for group in found)
    order = {group.rule: number for number, group in enumerate(found)}
    return tuple(_line(f, deck) for f in sorted(findings, key=lambda f: order[f.rule]))


def lines(findings: Sequence[Finding], deck: DeckView) -> tuple[plan.HealthRow, ...]:
    """A row for each finding, the worst first. Of more than ``MOST_LINES`` each rule shows its
    first few, then a row that names some of the others and says how many they are.
    """
    by_rule: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: -f.level):
        by_rule.setdefault(finding.rule, []).append(finding)
    each = len(findings)
    if each > MOST_LINES:
        each = max(1, MOST_LINES // len(by_rule) - 1)
    rows = []
    for found in by_rule.values():
        # A row that stands for one finding alone may as well be that finding.
        shown = found if len(found) <= each + 1 else found[:each]
        rows += [_line(finding, deck) for finding in shown]
        if len(found) > len(shown):
            rows.append(_others(found[len(shown) :], deck))
    return tuple(rows)


def _line(finding: Finding, deck: DeckView) -> plan.HealthRow:
    what, _, mend = RULES.get(finding.rule, (finding.rule.replace("-", " "), 0, ""))
    severity: Any = finding.level.word
    return plan.HealthRow(
        severity,
        formats.capital(what),
        formats.capital(finding.message),
        finding.suggestion or mend,
        _link(finding, deck),
    )


def _others(found: Sequence[Finding], deck: DeckView) -> plan.HealthRow:
    what, _, mend = RULES.get(found[0].rule, (found[0].rule.replace("-", " "), 0, ""))
    names = list(dict.fromkeys(_name(f.subject, deck) for f in found if f.subject))
    severity: Any = max(f.level for f in found).word
    return plan.HealthRow(
        severity,
        f"{formats.number(len(found))} more {formats.plural(what, len(found))}",
        formats.capital(_some(names, 12) or found[0].message),
        mend or found[0].suggestion or "",
        _link(found[0], deck),
    )


def _some(names: Sequence[str], most: int = 6) -> str:
    """All of a few names; of more, the first half of as many and how many are left."""
    if len(names) > most:
        shown = most // 2
        return f"{', '.join(names[:shown])} and {formats.number(len(names) - shown)} more"
    return formats.join_and(list(names))


def _name(subject: str | None, deck: DeckView) -> str:
    if subject in deck.cascade.units:
        return deck.cascade.units[subject].name
    return subject or ""


def _link(finding: Finding, deck: DeckView) -> str | None:
    subject = finding.subject or ""
    if subject in deck.cascade.objectives:
        return f"objective:{subject}"
    if subject in deck.cascade.key_results:
        return f"objective:{deck.cascade.key_results[subject].objective}"
    return f"unit:{subject}" if subject in deck.cascade.units else None
