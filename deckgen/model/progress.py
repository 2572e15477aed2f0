"""The arithmetic of OKRs, as in the spec's section *Arithmetic*. Pure functions.

Progress is a share, unclamped (1.12 is 112 %), or ``None`` when not started. Everything is
classified before it is rounded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from deckgen.model.cascade import Milestone, Scoring, Status

EPSILON = 1e-9
"""Slack for binary fractions, so that 0.27 of 0.30 counts as 0.90 of it."""


def metric(current: float, start: float, target: float) -> float:
    """From ``start`` to ``target``, up or down: (current − start) / (target − start)."""
    return (current - start) / (target - start)


def maintain(current: float, low: float | None, high: float | None) -> float:
    """1 inside the band; outside, falls linearly to 0 at one band-width away.

    With one bound only it reaches 0 at 0 (below a minimum) or at twice the bound (above a
    maximum). A band or bound of no width is met exactly or not at all.
    """
    if low is not None and current < low:
        width = (high - low) if high is not None else abs(low)
        return max(0.0, 1 - (low - current) / width) if width else 0.0
    if high is not None and current > high:
        width = (high - low) if low is not None else abs(high)
        return max(0.0, 1 - (current - high) / width) if width else 0.0
    return 1.0


def milestones(steps: Sequence[Milestone]) -> float | None:
    """The weighted share done; ``None`` when no step counts."""
    total = sum(step.weight for step in steps)
    if total <= 0:
        return None
    return sum(step.weight for step in steps if step.done) / total


def clamp(value: float) -> float:
    """A share held between 0 and 1."""
    return min(1.0, value) if value > 0.0 else 0.0


def weighted(parts: Iterable[tuple[float | None, float]]) -> float | None:
    """The weighted mean of (progress, weight), each clamped to 0…1.

    Parts not started count as 0, but when all are, so is the whole (``None``). Parts of
    weight 0 do not count, unless all have it: then they count alike.
    """
    counted = _counted(parts)
    if all(value is None for value, _ in counted):
        return None
    total = sum([weight for _, weight in counted])
    return sum([clamp(value or 0.0) * weight for value, weight in counted]) / total


def _counted(parts: Iterable[tuple[float | None, float]]) -> list[tuple[float | None, float]]:
    """The parts that have a weight; when none has, all of them with the same."""
    every = list(parts)
    return [part for part in every if part[1] > 0] or [(value, 1.0) for value, _ in every]


def mean(parts: Iterable[tuple[float | None, float]]) -> float | None:
    """The weighted mean of the values that are there, unclamped; ``None`` when none is.

    As in ``weighted``, parts of weight 0 do not count, unless all have it.
    """
    found = [(value, weight) for value, weight in _counted(parts) if value is not None]
    total = sum([weight for _, weight in found])
    return sum([value * weight for value, weight in found]) / total if total else None


def elapsed(start: dt.date, end: dt.date, day: dt.date) -> float:
    """The share of the cycle gone by on a day, 0 to 1: (day − start) / (end − start)."""
    length = (end - start).days
    if length <= 0:
        return 1.0 if day >= end else 0.0
    return clamp((day - start).days / length)


def expected(share: float, type_: str, scoring: Scoring) -> float:
    """What should be reached when ``share`` of the cycle is gone: linear, to 1.0 for
    committed objectives and to ``aspirational_target`` for aspirational ones.
    """
    return share * (scoring.aspirational_target if type_ == "aspirational" else 1.0)


def status(progress: float | None, due: float, scoring: Scoring) -> Status:
    """The status from the pace ``progress / due``.

    On track from 0.90, at risk from 0.70, off track below; done at a progress of 1. Where
    nothing is due yet, nothing is late.
    """
    if progress is None:
        return "not_started"
    if progress >= 1 - EPSILON:
        return "done"
    if due <= 0:
        return "on_track"
    pace = progress / due + EPSILON
    if pace >= scoring.on_track:
        return "on_track"
    return "at_risk" if pace >= scoring.at_risk else "off_track"


def final_bounds(type_: str, scoring: Scoring) -> tuple[float, float]:
    """From which grade something is on track after the cycle's end, and from which at risk.

    Committed: 1.0 and 0.7. Aspirational: ``aspirational_target`` (0.7) and 0.4.
    """
    return (scoring.aspirational_target, 0.4) if type_ == "aspirational" else (1.0, 0.7)


def graded(grade: float | None, good: float, fair: float) -> Status:
    """The status after the cycle's end, by the grades that are on track and at risk.

    Done needs the whole (1.0), whatever the type.
    """
    if grade is None:
        return "not_started"
    value = grade + EPSILON
    if value >= 1:
        return "done"
    if value >= good:
        return "on_track"
    return "at_risk" if value >= fair else "off_track"


def final_status(grade: float | None, type_: str, scoring: Scoring | None = None) -> Status:
    """The status after the cycle's end, from the score (or the progress), by type."""
    return graded(grade, *final_bounds(type_, scoring or Scoring()))
