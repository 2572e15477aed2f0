"""The calendar of a cycle: the cadence that follows from its dates when the author gives none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from deckgen.model.cascade import Event

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)
MONDAY, THURSDAY, FRIDAY = 0, 3, 4


def workday(day: dt.date) -> dt.date:
    """The day itself, or the Monday after it when it falls on a weekend."""
    return day + DAY * ((7 - day.weekday()) % 7) if day.weekday() > FRIDAY else day


def weekday_before(day: dt.date, weekday: int) -> dt.date:
    """The last day on or before ``day`` with a weekday (0 is Monday)."""
    return day - DAY * ((day.weekday() - weekday) % 7)


def derived(start: dt.date, end: dt.date, levels: int) -> tuple[Event, ...]:
    """Kickoff, alignment workshop, weekly check-ins, mid-cycle review, grading, retrospective.

    ``levels`` is how many levels the organisation has (at least one): the workshop is the
    second level's, check-ins the third's, where these exist. All days lie within the cycle and
    on workdays; what a short cycle has no room for is left out. A cycle of nothing but a
    weekend keeps a kickoff on its first day.
    """
    second, third = min(1, levels - 1), min(2, levels - 1)
    last = end if end.weekday() <= FRIDAY else weekday_before(end, FRIDAY)
    kickoff = workday(start)
    if kickoff > end:
        kickoff = start
    found = [Event("Kickoff", kickoff, None, 0, "Company objectives, then questions")]
    workshop = workday(kickoff + 2 * DAY)
    if workshop < last:
        note = "Departments bring drafts and leave with a parent for each objective"
        found.append(Event("Alignment workshop", workshop, None, second, note))
    if (end - start) >= 4 * WEEK:
        middle = workday(start + (end - start) / 2)
        found.append(Event("Mid-cycle review", middle, None, 0, "Drop, keep or double down"))
    closing = weekday_before(end, FRIDAY)
    grading = weekday_before(closing, THURSDAY)
    monday = start + DAY * ((7 - start.weekday()) % 7 or 7)
    while monday < grading - 3 * DAY:
        note = "New values, new confidence, one blocker"
        found.append(Event("Weekly check-in", monday, None, third, note, repeat=True))
        monday += WEEK
    if grading > workshop:
        found.append(Event("Grading", grading, None, 0, "Score every key result from 0.0 to 1.0"))
        found.append(Event("Retrospective", closing, None, second, "What to keep, what to change"))
    return tuple(sorted(found, key=lambda e: (e.date, e.level)))


def weeks(start: dt.date, end: dt.date) -> Sequence[dt.date]:
    """The first day of each week of the cycle, counted from its start; the end belongs to it."""
    return [start + WEEK * n for n in range(((end - start).days + 7) // 7)]
