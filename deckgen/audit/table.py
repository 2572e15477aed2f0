"""The audit's rules as a table: id, level, reason, source; and the thresholds of each profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deckgen.findings import Level
from deckgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. ``reason`` is one line; ``source`` who says so."""

    id: str
    level: Level
    reason: str
    source: str


_TABLE = (
    ("no-company-objective", Level.WARNING, "Without one there is nothing to align to", ""),
    ("too-many-objectives", Level.WARNING, "Few objectives make a choice", "What Matters"),
    ("key-result-count", Level.WARNING, "Two to five show when it is done", "What Matters"),
    ("no-key-results", Level.ERROR, "An objective needs a measure", "What Matters"),
    ("load", Level.WARNING, "One person can push only so much", "Pivot Habit"),
    ("orphan", Level.WARNING, "Work that supports nothing competes with what does", ""),
    ("dead-end", Level.WARNING, "Nobody carries a company objective", ""),
    ("single-contributor", Level.INFO, "One contributor is one point of failure", ""),
    ("level-skip", Level.INFO, "The level between does not know of it", ""),
    ("circular-support", Level.ERROR, "A circle has no direction", ""),
    ("silo", Level.WARNING, "A department that supports nobody else's objective", ""),
    ("depth", Level.WARNING, "Each level adds delay", ""),
    ("unmeasured", Level.WARNING, "Nobody can tell when it is reached", "What Matters"),
    ("no-baseline", Level.INFO, "Progress needs a start value", ""),
    ("activity", Level.INFO, "Doing is not the same as changing", "Perdoo, source{d}"),
    ("objective-with-digits", Level.INFO, "Numbers belong in key results", ""),
    ("one-owner", Level.WARNING, "Shared ownership is nobody's", ""),
    ("timid-or-certain", Level.INFO, "An aspiration that is certain is no aspiration", "Google"),
    ("confidence-falls", Level.WARNING, "The owner sees trouble before the number does", ""),
    ("silence", Level.WARNING, "No check-in for two weeks", ""),
    ("open-dependency", Level.WARNING, "Nobody has agreed to deliver it yet", "GitLab"),
    ("conflict", Level.WARNING, "Two key results pull one measure apart", ""),
    ("top-down-share", Level.INFO, "About half should come from below", "What Matters"),
    ("carried-over-twice", Level.WARNING, "What never ends was never a choice", ""),
    ("threshold", Level.WARNING, "A threshold that is not read changes nothing", ""),
)  # fmt: skip
RULES = {id_: Rule(id_, level, reason, source) for id_, level, reason, source in _TABLE}

DOERR: dict[str, Any] = {
    "objectives_per_unit": 5,
    "company_objectives": 5,
    "key_results_min": 2,
    "key_results_max": 5,
    "objectives_per_person": 3,
    "key_results_per_person": 6,
    "depth": 4,
    "silence_days": 14,
    "confidence_drop": 3,
    "certain_confidence": 9,
    "top_down_low": 0.30,
    "top_down_high": 0.90,
    "open_dependency": "warning",
}
PROFILES: Mapping[str, Mapping[str, Any]] = {
    "doerr": DOERR,
    "wodtke": {**DOERR, "company_objectives": 1, "key_results_max": 3},
    "strict": {
        **DOERR,
        "objectives_per_unit": 3,
        "company_objectives": 3,
        "open_dependency": "error",
    },
}
"""Thresholds by profile; a spec's ``rules:`` may change any of them by name."""
