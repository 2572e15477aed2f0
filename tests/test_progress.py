"""The arithmetic, a test for each sentence of it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.model import progress
from deckgen.model.cascade import Milestone, Scoring

SCORING = Scoring()
START, END = dt.date(2027, 1, 4), dt.date(2027, 4, 4)
numbers = st.floats(-1e6, 1e6, allow_nan=False)


def steps(*given: tuple[bool, float]) -> list[Milestone]:
    return [Milestone(f"step {n}", done, weight, None) for n, (done, weight) in enumerate(given)]


# --- key results --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("current", "start", "target", "share"),
    [
        (31, 22, 60, 9 / 38),  # upwards
        (14, 19, 7, 5 / 12),  # downwards: the target is below the start
        (3, 3, -2, 0.0),  # not moved at all
        (0, 5, -5, 0.5),  # through zero
    ],
)
def test_a_metric_is_the_part_of_its_way_that_is_done(current, start, target, share):
    assert progress.metric(current, start, target) == pytest.approx(share)


def test_overshoot_and_backsliding_are_shown_as_they_are():
    assert progress.metric(66.9, 22, 60) > 1.12
    assert progress.metric(20.16, 19, 7) < 0


def test_a_value_inside_its_band_or_on_its_edge_is_whole():
    assert [progress.maintain(v, 3, 5) for v in (3, 4.2, 5)] == [1, 1, 1]


def test_outside_its_band_a_value_falls_to_nothing_at_one_band_width_away():
    assert progress.maintain(6, 3, 5) == pytest.approx(0.5)
    assert progress.maintain(2, 3, 5) == pytest.approx(0.5)
    assert [progress.maintain(v, 3, 5) for v in (1, 7, 99)] == [0, 0, 0]


def test_with_a_minimum_alone_nothing_is_left_at_zero():
    assert progress.maintain(50, 100, None) == pytest.approx(0.5)
    assert progress.maintain(0, 100, None) == 0
    assert progress.maintain(1e6, 100, None) == 1


def test_with_a_maximum_alone_nothing_is_left_at_twice_the_bound():
    assert progress.maintain(15, None, 10) == pytest.approx(0.5)
    assert progress.maintain(20, None, 10) == 0
    assert progress.maintain(-3, None, 10) == 1


def test_a_bound_of_zero_is_kept_or_broken():
    assert progress.maintain(0, None, 0) == 1
    assert progress.maintain(1, None, 0) == 0
    assert progress.maintain(4, 5, 5) == 0


@settings(max_examples=60)
@given(numbers, numbers, numbers)
def test_a_maintained_value_is_always_worth_between_nothing_and_all(value, one, other):
    assert 0 <= progress.maintain(value, min(one, other), max(one, other)) <= 1


def test_milestones_are_the_weighted_share_done():
    assert progress.milestones(steps((True, 1), (False, 1), (False, 2))) == pytest.approx(0.25)
    assert progress.milestones(steps((True, 3), (False, 0))) == 1
    assert progress.milestones(steps((True, 0))) is None


# --- roll-up ------------------------------------------------------------------------------------


def test_overshoot_counts_as_whole_and_backsliding_as_nothing_in_a_roll_up():
    assert progress.weighted([(1.6, 1), (-0.4, 1)]) == pytest.approx(0.5)


def test_weights_count_and_a_weight_of_zero_does_not():
    assert progress.weighted([(1.0, 3), (0.0, 1)]) == pytest.approx(0.75)
    assert progress.weighted([(1.0, 1), (0.0, 0)]) == 1


def test_when_all_weights_are_zero_all_count_alike():
    assert progress.weighted([(1.0, 0), (0.0, 0)]) == pytest.approx(0.5)


def test_all_not_started_is_not_started_but_in_a_mix_they_count_as_nothing():
    assert progress.weighted([(None, 1), (None, 2)]) is None
    assert progress.weighted([(None, 1), (0.6, 1)]) == pytest.approx(0.3)
    assert progress.weighted([]) is None


# --- what is expected ---------------------------------------------------------------------------


def test_what_is_expected_grows_evenly_over_the_cycle():
    share = progress.elapsed(START, END, dt.date(2027, 2, 18))
    assert share == pytest.approx(0.5)
    assert progress.elapsed(START, END, START) == 0
    assert progress.elapsed(START, END, END) == 1


def test_before_the_cycle_nothing_and_after_it_no_more_than_all_is_expected():
    assert progress.elapsed(START, END, dt.date(2026, 12, 1)) == 0
    assert progress.elapsed(START, END, dt.date(2028, 1, 1)) == 1


def test_committed_expects_all_and_aspirational_seven_tenths():
    assert progress.expected(0.5, "committed", SCORING) == pytest.approx(0.5)
    assert progress.expected(0.5, "aspirational", SCORING) == pytest.approx(0.35)
    assert progress.expected(0.5, "aspirational", Scoring(aspirational_target=0.6)) == 0.3


# --- status -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reached", "word"),
    [
        (0.45, "on_track"),  # exactly 0.90 of 0.5
        (0.4499, "at_risk"),  # would round to 90 %: classified before
        (0.35, "at_risk"),  # exactly 0.70
        (0.3499, "off_track"),
        (-0.1, "off_track"),
        (0.0, "off_track"),
        (1.0, "done"),
        (1.3, "done"),
        (0.999, "on_track"),
        (None, "not_started"),
    ],
)
def test_the_status_follows_from_the_pace(reached, word):
    assert progress.status(reached, 0.5, SCORING) == word


def test_binary_fractions_do_not_push_a_value_off_its_threshold():
    assert progress.status(0.27, 0.3, SCORING) == "on_track"
    assert progress.status(0.1 + 0.2 + 0.05, 0.5, SCORING) == "at_risk"


def test_before_the_start_nothing_is_late():
    assert progress.status(0.0, 0.0, SCORING) == "on_track"
    assert progress.status(-0.5, 0.0, SCORING) == "on_track"
    assert progress.status(None, 0.0, SCORING) == "not_started"


def test_thresholds_can_be_changed():
    easy = Scoring(on_track=0.6, at_risk=0.4)
    assert progress.status(0.3, 0.5, easy) == "on_track"
    assert progress.status(0.2, 0.5, easy) == "at_risk"


@pytest.mark.parametrize(
    ("type_", "grade", "word"),
    [
        ("committed", 1.0, "done"),
        ("committed", 0.99, "at_risk"),
        ("committed", 0.7, "at_risk"),
        ("committed", 0.69, "off_track"),
        ("aspirational", 1.0, "done"),
        ("aspirational", 0.7, "on_track"),
        ("aspirational", 0.69, "at_risk"),
        ("aspirational", 0.4, "at_risk"),
        ("aspirational", 0.39, "off_track"),
        ("committed", None, "not_started"),
    ],
)
def test_after_the_end_the_grade_decides(type_, grade, word):
    assert progress.final_status(grade, type_) == word


def test_a_changed_aspirational_target_also_holds_for_the_grade():
    assert progress.final_status(0.6, "aspirational", Scoring(aspirational_target=0.6)) == (
        "on_track"
    )


@settings(max_examples=60)
@given(st.lists(st.tuples(st.none() | numbers, st.floats(0, 100)), max_size=8))
def test_a_roll_up_stays_between_nothing_and_all(parts):
    value = progress.weighted(parts)
    assert value is None or -1e-9 <= value <= 1 + 1e-9
