"""The calendar of a cycle: the author's cadence, or one derived from the cycle's dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from deckgen.model.cascade import Event

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)


def workday(day: dt.date) -> dt.date:
    """The day itself, or the Monday after it when it falls on a weekend."""
    return day + DAY * ((7 - day.weekday()) % 7) if day.weekday() > 4 else day


def weekday_before(day: dt.date, weekday: int) -> dt.date:
    """The last day on or before ``day`` with a weekday (0 is Monday)."""
    return day - DAY * ((day.weekday() - weekday) % 7)


def derived(start: dt.date, end: dt.date, levels: int) -> tuple[Event, ...]:
    """Kickoff, alignment workshop, weekly check-ins, mid-cycle review, grading, retrospective.

    ``levels`` is how many levels the organisation has: the workshop is the second level's,
    check-ins the third's, where these exist. All days are workdays within the cycle; what a
    short cycle has no room for is left out.
    """
    second, third = min(1, levels - 1), min(2, levels - 1)
    last = weekday_before(end, 4)
    kickoff = workday(start)
    found = [Event("Kickoff", kickoff, None, 0, "Company objectives, then questions")]
    workshop = workday(kickoff + 2 * DAY)
    if workshop < end:
        note = "Departments bring drafts and leave with a parent for each objective"
        found.append(Event("Alignment workshop", workshop, None, second, note))
    middle = workday(start + (end - start) / 2)
    has_middle = (end - start) >= 4 * WEEK
    if has_middle:
        note = "Drop, keep or double down"
        found.append(Event("Mid-cycle review", middle, None, 0, note))
    grading = weekday_before(last - DAY, 3) if last > start else end
    monday = start + DAY * ((7 - start.weekday()) % 7 or 7)
    while monday < grading - 3 * DAY:
        note = "New values, new confidence, one blocker"
        found.append(Event("Weekly check-in", monday, None, third, note, repeat=True))
        monday += WEEK
    if grading > workshop:
        found.append(Event("Grading", grading, None, 0, "Score every key result from 0.0 to 1.0"))
    if last > grading:
        found.append(Event("Retrospective", last, None, second, "What to keep, what to change"))
    return tuple(sorted(found, key=lambda e: (e.date, e.level)))


def weeks(start: dt.date, end: dt.date) -> Sequence[dt.date]:
    """The first day of each week of the cycle, counted from its start."""
    return [start + WEEK * n for n in range(((end - start).days + 7) // 7)]
