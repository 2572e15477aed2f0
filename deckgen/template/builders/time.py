"""Builders of the slides about time: trend and cadence."""

from __future__ import annotations

import calendar
import datetime as dt

from deckgen import plan
from deckgen.model import cascade as model
from deckgen.template import course, formats
from deckgen.template.builders.common import Args, Built, notes, source


def trend(args: Args) -> Built | None:
    """Progress over the weeks of the cycle, of the company or a unit, with its children."""
    deck, unit = args.deck, args.unit()
    days = course.days(deck)
    it = deck.cascade.units[unit.id]
    if not course.is_known(deck, it.objectives):
        return None
    values = [course.of_unit(deck, it, day) for day in days]
    if sum(1 for value in values if value is not None) < 2:
        return None
    if unit.progress is not None:
        values[-1] = min(max(unit.progress, 0.0), 1.0)
    weeks = deck.cycle.weeks
    start = deck.cascade.cycle.start
    names = [f"W{n + 1}" for n in range(weeks)]
    # A week's value is the one at its end: week n ends on the first day of week n + 1.
    actual: list[float | None] = [None] * weeks
    for day, value in zip(days, values, strict=True):
        index = (day - start).days // 7 - (1 if (day - start).days % 7 == 0 and day > start else 0)
        actual[min(max(index, 0), weeks - 1)] = value
    share_now = course.share(deck, deck.cascade.cycle.as_of)
    top = unit.expected / share_now if unit.expected and share_now else 1.0
    ends = [
        min(start + dt.timedelta(days=7 * (n + 1)), deck.cascade.cycle.end) for n in range(weeks)
    ]
    expected = tuple(min(top * course.share(deck, end), 1.0) for end in ends)
    series = (
        plan.TrendSeries("Expected", expected, "expected", unit.level),
        plan.TrendSeries(unit.name, tuple(actual), "actual", unit.level),
    )
    title = args.headline.trend(unit.progress, unit.expected)
    if unit.level > 0:
        title = f"{unit.name}: {title[:1].lower()}{title[1:]}"
    return Built(
        plan.Trend(
            tuple(names),
            series,
            _figures(args),
            f"Expected: linear from 0 to {formats.percent(top)} over the cycle.",
        ),
        title,
        "trend" if unit.level == 0 else f"trend-{unit.id}",
        "Trend",
        "Progress at the end of each week, from check-ins, against a straight line to "
        f"{formats.date(deck.cycle.end, 'day')}.",
        notes(
            "Say what made the line bend.",
            source(deck, "Weekly values are means of the check-ins known by then."),
        ),
        unit.name,
    )


def _figures(args: Args) -> tuple[plan.Figure, ...]:
    deck, unit = args.deck, args.unit()
    rounding = deck.scoring.rounding
    left = max((deck.cycle.end - deck.cycle.as_of).days, 0)
    found = [
        plan.Figure(formats.percent(unit.progress, rounding), "progress today"),
        plan.Figure(formats.percent(unit.expected, rounding), "expected today"),
    ]
    weeks = -(-left // 7)
    if left:
        found.append(plan.Figure(str(weeks), f"{formats.plural('week', weeks)} to go"))
    return tuple(found)


def cadence(args: Args) -> Built | None:
    """The calendar of the cycle, the same for all units."""
    made: Built | None = args.deck._once("cadence", "", lambda: _cadence(args))
    return made


def _cadence(args: Args) -> Built | None:
    deck = args.deck
    cycle = deck.cascade.cycle
    events = tuple(_event(e) for e in deck.cascade.events)
    if not events:
        return None
    numbers = sorted({e.level for e in events})
    single = [e for e in events if not e.repeat]
    coming = [e for e in single if e.date >= cycle.as_of] or single
    noted = [e for e in coming if e.note] or coming
    months = tuple(_months(cycle))
    lanes = tuple(plan.LevelName(n, deck.level_name(n, max(len(deck.at(n)), 1))) for n in numbers)
    content = plan.Cadence(
        start=cycle.start,
        end=cycle.end,
        today=cycle.as_of,
        today_label=f"Today, {formats.date(cycle.as_of, 'short')}",
        months=months,
        weeks=course.weeks(deck, most=99),
        lanes=lanes,
        events=events,
        highlights=tuple(noted[:3]),
    )
    words = [e.name.lower() for e in events]
    checks = sum(1 for e in events if e.repeat or "check-in" in e.name.lower())
    workshops = sum("workshop" in word for word in words)
    gradings = sum("grading" in word for word in words)
    following = next((e for e in single if e.date > cycle.as_of), None)
    lede = f"Next: {following.name}, {following.label}." if following else ""
    series = {e.name: e for e in reversed(events) if e.repeat}
    told = [f"{e.label}: {e.name}" + (f" – {e.note}" if e.note else "") for e in single]
    told += [
        f"From {e.label}: {e.name}" + (f" – {e.note}" if e.note else "") for e in series.values()
    ]
    return Built(
        content,
        args.headline.cadence(workshops, checks, gradings),
        "cadence",
        "Cadence",
        lede,
        notes(
            "Ask everybody to open their calendar now.",
            source(deck, "Dates are those of the file, or follow from the cycle."),
            "\n".join(told),
        ),
    )


def _event(event: model.Event) -> plan.Event:
    label = formats.date(event.date, "short")
    if event.end is not None and event.end != event.date:
        label = f"{label} – {formats.date(event.end, 'short')}"
    return plan.Event(event.name, event.date, label, event.level, event.note, event.repeat)


def _months(cycle: model.Cycle) -> list[tuple[float, float, str]]:
    """Months as shares of the cycle; a month of less than four days gets no name."""
    length = max((cycle.end - cycle.start).days + 1, 1)
    found = []
    day = cycle.start
    while day <= cycle.end:
        last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        end = min(last, cycle.end)
        name = formats.MONTHS[day.month - 1] if (end - day).days >= 6 else ""
        first = (day - cycle.start).days / length
        found.append((first, ((end - cycle.start).days + 1) / length, name))
        day = end + dt.timedelta(days=1)
    return found
