"""What the rules share: the kind of a check, and how a finding is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from deckgen.audit.table import RULES
from deckgen.findings import Finding, Level, Span
from deckgen.model.cascade import Cascade, KeyResult, Objective, Support

Limits = Mapping[str, Any]
Check = Callable[[Cascade, Limits], Iterator[Finding]]


def found(
    rule: str,
    message: str,
    subject: str,
    span: Span | None,
    suggestion: str = "",
    level: Level | None = None,
) -> Finding:
    """A finding of a rule, at the rule's own level unless another is given."""
    chosen = RULES[rule].level if level is None else level
    return Finding(chosen, rule, message, span, suggestion or None, subject=subject)


def live(cascade: Cascade) -> Iterator[Objective]:
    """Objectives that were not dropped."""
    return (o for o in cascade.objectives.values() if o.status != "dropped")


def live_results(objective: Objective) -> Iterator[KeyResult]:
    """An objective's key results that were not dropped."""
    return (k for k in objective.key_results if k.status != "dropped")


def ups(objective: Objective) -> tuple[Support, ...]:
    """All links up from an objective, the parent first."""
    return ((objective.parent,) if objective.parent else ()) + objective.further


def count(number: int, word: str) -> str:
    """A number with its word in the right form: 1 level, 2 levels."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
