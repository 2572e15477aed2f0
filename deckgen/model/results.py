"""Key results: their kind, what a value is worth, whether they have begun."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from deckgen.model import progress
from deckgen.model.cascade import CheckIn, Cycle, KeyResult, Kind, Milestone, Scoring, Status
from deckgen.model.lines import even_spaces, one_line
from deckgen.spec.types import KeyResultSpec, ObjectiveSpec

StatusOf = Callable[[float | None, float, float | None, str], Status]
"""(progress, expected, score, objective's type) to a status."""


def id_of(value: str | None) -> str:
    """An id that the reader filled in; ValueError when it did not."""
    if value is None:
        raise ValueError("a spec must have its ids filled in before it is resolved")
    return value


def kind_of(written: KeyResultSpec) -> Kind:
    """The kind as written, or from the keys that are present."""
    if written.kind:
        return cast("Kind", written.kind)
    if written.minimum is not None or written.maximum is not None:
        return "maintain"
    if written.milestones:
        return "milestones"
    if written.done is not None:
        return "yes_no"
    return "metric" if written.target is not None else "baseline"


def measurable(written: KeyResultSpec, kind: Kind) -> bool:
    """Whether anyone can tell when it is reached: a target, a band, milestones or a yes/no.

    A baseline counts when it was asked for by name, not when it is only what is left.
    """
    if kind == "metric":
        return written.target is not None
    if kind == "maintain":
        return written.minimum is not None or written.maximum is not None
    if kind == "milestones":
        return bool(written.milestones)
    return kind == "yes_no" or written.kind is not None


def key_result(
    written: KeyResultSpec,
    objective: ObjectiveSpec,
    lead: str,
    cycle: Cycle,
    status_of: StatusOf,
    scoring: Scoring,
) -> KeyResult:
    """A key result with its numbers. ``lead`` owns it when neither it nor its objective says."""
    kind = kind_of(written)
    steps = tuple(
        [Milestone(m.title, m.done, m.weight, m.date, dict(m.extra)) for m in written.milestones]
    )
    check_ins: tuple[CheckIn, ...] = ()
    newest = last = None
    if written.check_ins:
        check_ins = tuple(
            CheckIn(
                c.date, c.value, c.confidence, c.note,
                None if c.value is None else _worth(kind, c.value, written, steps), dict(c.extra),
            )
            for c in sorted(written.check_ins, key=lambda c: c.date)
        )  # fmt: skip
        newest = next((c.value for c in reversed(check_ins) if c.value is not None), None)
        last = next((c.confidence for c in reversed(check_ins) if c.confidence is not None), None)
    current = written.current if written.current is not None else newest
    reached = _reached(kind, current, written, steps, bool(check_ins))
    due = progress.expected(cycle.elapsed, objective.type, scoring)
    said = cast("Status | None", written.status)
    start = 0.0 if written.start is None and kind == "metric" else written.start
    confidence = written.confidence if written.confidence is not None else last
    owner = one_line(written.owner or objective.owner or lead)
    status = said or status_of(reached, due, written.score, objective.type)
    # By position: with names it takes three times as long, and there are thousands of them.
    return KeyResult(
        id_of(written.id), one_line(written.title), id_of(objective.id), kind,
        start, written.target, current, written.minimum, written.maximum, bool(written.done),
        steps, written.unit, owner, written.weight, confidence, even_spaces(written.note),
        written.score, check_ins, reached, due, status, said is not None,
        written.start is not None, measurable(written, kind), dict(written.extra),
        written.spans.get("title") or written.spans.get(""),
    )  # fmt: skip


def _worth(
    kind: Kind, value: float, written: KeyResultSpec, steps: tuple[Milestone, ...]
) -> float | None:
    """What a measured value is worth as progress, by kind; None when nobody can tell."""
    if kind == "metric":
        start = written.start if written.start is not None else 0.0
        if written.target is None or written.target == start:
            return None
        return progress.metric(value, start, written.target)
    if kind == "maintain":
        return progress.maintain(value, written.minimum, written.maximum)
    if kind == "yes_no":
        return 1.0 if value else 0.0
    if kind == "milestones":
        return value / len(steps) if steps else None
    return 1.0


def _reached(
    kind: Kind,
    current: float | None,
    written: KeyResultSpec,
    steps: tuple[Milestone, ...],
    checked_in: bool,
) -> float | None:
    """The progress of a key result; None when it is not started."""
    if kind == "yes_no" and (written.done or current is None):
        return 1.0 if written.done else (0.0 if checked_in else None)
    if kind == "milestones" and any(step.done for step in steps):
        return progress.milestones(steps)
    if kind == "milestones":
        return 0.0 if checked_in or current is not None else None
    return None if current is None else _worth(kind, current, written, steps)
