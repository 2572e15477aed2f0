"""The cadence that is derived from a cycle."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.model import calendar

START, END = dt.date(2027, 1, 4), dt.date(2027, 4, 4)


def named(events, name):
    return [e for e in events if e.name == name]


def test_a_quarter_has_all_six_occasions_in_order():
    events = calendar.derived(START, END, 4)
    once = [e.name for e in events if not e.repeat]
    assert once == [
        "Kickoff", "Alignment workshop", "Mid-cycle review", "Grading", "Retrospective"
    ]  # fmt: skip
    assert [e.date for e in events] == sorted(e.date for e in events)


def test_check_ins_are_every_monday_between_workshop_and_grading():
    check_ins = named(calendar.derived(START, END, 4), "Weekly check-in")
    assert all(e.repeat and e.date.weekday() == 0 for e in check_ins)
    assert check_ins[0].date == dt.date(2027, 1, 11)
    assert check_ins[-1].date < named(calendar.derived(START, END, 4), "Grading")[0].date
    gaps = {b.date - a.date for a, b in pairwise(check_ins)}
    assert gaps == {dt.timedelta(weeks=1)}


def test_the_review_stands_in_the_middle_and_the_grading_in_the_last_week():
    events = calendar.derived(START, END, 4)
    assert named(events, "Mid-cycle review")[0].date == dt.date(2027, 2, 18)
    assert named(events, "Grading")[0].date == dt.date(2027, 4, 1)
    assert named(events, "Retrospective")[0].date == dt.date(2027, 4, 2)


def test_each_occasion_belongs_to_a_level_that_exists():
    by_levels = {n: {e.level for e in calendar.derived(START, END, n)} for n in (1, 2, 3, 6)}
    assert by_levels == {1: {0}, 2: {0, 1}, 3: {0, 1, 2}, 6: {0, 1, 2}}


def test_a_cycle_that_begins_on_a_saturday_kicks_off_on_monday():
    assert calendar.derived(dt.date(2027, 1, 2), END, 4)[0].date == START


def test_a_week_leaves_out_what_it_has_no_room_for():
    names = [e.name for e in calendar.derived(START, dt.date(2027, 1, 10), 4)]
    assert names == ["Kickoff", "Alignment workshop", "Grading", "Retrospective"]


def test_a_cycle_of_one_weekend_keeps_its_kickoff():
    events = calendar.derived(dt.date(2027, 1, 2), dt.date(2027, 1, 3), 4)
    assert [(e.name, e.date) for e in events] == [("Kickoff", dt.date(2027, 1, 2))]


@settings(max_examples=100)
@given(st.dates(dt.date(2020, 1, 1), dt.date(2035, 1, 1)), st.integers(1, 500), st.integers(1, 6))
def test_all_days_lie_in_the_cycle_and_on_workdays(start, length, levels):
    end = start + dt.timedelta(days=length)
    events = calendar.derived(start, end, levels)
    assert all(start <= e.date <= end for e in events)
    if length > 2:
        assert all(e.date.weekday() < 5 for e in events)
    assert all(0 <= e.level < levels for e in events)
    assert len({(e.name, e.date) for e in events}) == len(events)
    assert sum(e.name == "Kickoff" for e in events) == 1


@pytest.mark.parametrize(("days", "many"), [(90, 13), (6, 1), (7, 2), (365, 53)])
def test_weeks_are_counted_from_the_start_with_the_last_day_in(days, many):
    found = calendar.weeks(START, START + dt.timedelta(days=days))
    assert (found[0], len(found)) == (START, many)
