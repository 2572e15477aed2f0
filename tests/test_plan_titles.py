"""Titles say the finding, in grammatical English for none, one, two and many."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_template_cascades import cascade, harbor, key_result, objective

from deckgen.model import cascade as model
from deckgen.template.headlines import Headlines
from deckgen.template.views import DeckView


def company(
    *departments: tuple[str, float | None], top: int = 3, **more
) -> tuple[DeckView, Headlines]:
    """A company with ``top`` objectives and departments of one objective each."""
    tops = [objective(f"C{n + 1}", f"Company aim {n + 1}", "co", 0.4) for n in range(top)]
    rest = [
        objective(
            f"D{n + 1}", f"Aim of {name}", name.lower(), value, supports=("C1",) if top else ()
        )
        for n, (name, value) in enumerate(departments)
    ]
    units = [("co", "Acme", None), *[(name.lower(), name, "co") for name, _ in departments]]
    deck = DeckView(cascade(units, [*tops, *rest], **more))
    return deck, Headlines(deck)


@pytest.mark.parametrize(
    ("departments", "title"),
    [
        ([], "Acme is at 40%"),
        ([("Digital", 0.4)], "Digital is on plan"),
        ([("Digital", 0.1)], "Digital is off track"),
        ([("Digital", 0.28)], "Digital is at risk"),
        ([("Digital", None)], "Nobody has checked in yet"),
        ([("A", 0.4), ("B", 0.4)], "Both departments are on plan"),
        ([("A", 0.4), ("B", 0.4), ("C", 0.5)], "All three departments are on plan"),
        (
            [("A", 0.4), ("B", 0.4), ("C", 0.5), ("D", 0.3), ("Digital", 0.1)],
            "Three of five departments are on plan; Digital is off track",
        ),
        (
            [("A", 0.4), ("B", 0.1), ("C", 0.1)],
            "One of three departments is on plan; B and C are off track",
        ),
        ([("A", 0.3), ("B", 0.3)], "Both departments are at risk"),
        ([("A", 0.4), ("B", None)], "One of two departments is on plan; B has not started"),
    ],
)
def test_the_scorecard_counts_departments_on_plan_and_names_the_worst(departments, title):
    assert company(*departments)[1].scorecard() == title


def test_the_cascade_counts_units_by_level():
    headline = Headlines(deck := DeckView(harbor()))
    assert headline.cascade(deck.objective("C1")) == (
        "C1 cascades to one department, one team and one individual"
    )
    assert headline.cascade(deck.objective("C2")) == "C2 cascades to two departments and one team"
    assert headline.cascade(deck.objective("T2")).startswith("Nobody supports T2 yet")
    assert headline.cascade() == "Four objectives carry two company ones; one supports nothing"


def test_the_cascade_without_links_says_so():
    assert company(("A", 0.4), top=0)[1].cascade() == (
        "No objective supports a company objective yet"
    )
    assert company(("A", 0.4), top=1)[1].cascade() == "One objective carries one company objective"


@pytest.mark.parametrize(
    ("groups", "title"),
    [
        ([], "Alignment scores 76 of 100; nothing stands out"),
        ([("orphan", 2)], "Alignment scores 76 of 100; two orphans cost the most"),
        ([("silo", 1), ("orphan", 1)], "Alignment scores 76 of 100; one silo costs the most"),
    ],
)
def test_health_names_what_costs_the_most(groups, title):
    assert company()[1].health(76, groups) == title


def dependencies(*states: str, crossing: bool = True) -> str:
    target = "D2" if crossing else "D1"
    found = tuple(model.Dependency("D1", target, target, "a form", state) for state in states)  # type: ignore[arg-type]
    deck = company(("A", 0.4), ("B", 0.4))[0]
    deck = DeckView(replace(deck.cascade, dependencies=found))
    return Headlines(deck).dependencies(None if crossing else deck.dependencies)


@pytest.mark.parametrize(
    ("states", "title"),
    [
        ((), "Nothing crosses departments"),
        (("open",), "One dependency crosses departments; it is not agreed yet"),
        (("agreed",), "One dependency crosses departments; it is settled"),
        (("open", "open"), "Two dependencies cross departments; none is agreed yet"),
        (("agreed", "done"), "Two dependencies cross departments; all are settled"),
        (
            ("open", "open", "agreed", "done"),
            "Four dependencies cross departments; two are not agreed yet",
        ),
        (("open", "done"), "Two dependencies cross departments; one is not agreed yet"),
    ],
)
def test_dependencies_say_how_many_are_not_agreed(states, title):
    assert dependencies(*states) == title


def test_dependencies_inside_one_department_do_not_claim_to_cross():
    assert dependencies("open", crossing=False) == (
        "One dependency links objectives; it is not agreed yet"
    )


def of_objective(progress: float | None, *krs: float | None, title: str = "Booking without a call"):
    lines = tuple(key_result(f"C1.{n + 1}", f"Number {n}", value) for n, value in enumerate(krs))
    it = objective("C1", title, "co", progress, key_results=lines)
    deck = DeckView(cascade([("co", "Acme", None)], [it]))
    return Headlines(deck).objective(deck.objective("C1"))


@pytest.mark.parametrize(
    ("progress", "krs", "title"),
    [
        (None, (None,), "Booking without a call has not started"),
        (0.4, (0.4,), "Booking without a call: 40%; its key result is on plan"),
        (0.1, (0.1,), "Booking without a call: 10%; its key result lags plan"),
        (0.4, (0.4, 0.5), "Booking without a call: 40%; both key results are on plan"),
        (0.2, (0.4, 0.1), "Booking without a call: 20%; one of two key results lags plan"),
        (0.28, (0.4, 0.1, 0.1), "Booking without a call: 28%; two of three key results lag plan"),
        (0.1, (0.1, 0.1, 0.1), "Booking without a call: 10%; all three key results lag plan"),
        (0.2, (0.4, None), "Booking without a call: 20%, one of two has not started"),
        (1.0, (1.0,), "Booking without a call: 100%, done"),
        (0.4, (), "Booking without a call: 40%"),
    ],
)
def test_an_objective_says_its_progress_and_what_holds_it_back(progress, krs, title):
    assert of_objective(progress, *krs) == title


def test_a_very_long_objective_is_shortened_in_its_title():
    title = of_objective(0.1, 0.1, title="word " * 80)
    assert len(title) <= 110
    assert title.endswith("its key result lags plan")


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ((), "Acme has no objectives yet"),
        ((0.4,), "Acme has one objective, at 40%"),
        ((None, None), "Acme starts with two company objectives"),
        ((0.4, 0.4), "Both company objectives are on plan"),
        ((0.4, 0.4, 0.4), "All three company objectives are on plan"),
        ((0.4, 0.1), "One of two company objectives is off track, C2"),
        ((0.1, 0.1, 0.4), "Two of three company objectives lag plan"),
        ((0.1, 0.1), "Both company objectives lag plan"),
    ],
)
def test_the_company_page_counts_its_objectives(values, title):
    own = [objective(f"C{n + 1}", f"Aim {n}", "co", value) for n, value in enumerate(values)]
    deck = DeckView(cascade([("co", "Acme", None)], own))
    assert Headlines(deck).company() == title


@pytest.mark.parametrize(
    ("now", "expected", "title"),
    [
        (None, 0.36, "Nobody has checked in yet"),
        (0.42, 0.36, "Progress is at 42%, six points ahead of plan"),
        (0.35, 0.36, "Progress is at 35%, one point behind plan"),
        (0.36, 0.36, "Progress is at 36%, just as planned"),
        (0.1, None, "Progress is at 10% before anything is expected"),
    ],
)
def test_the_trend_compares_with_plan(now, expected, title):
    assert company()[1].trend(now, expected) == title


def test_the_matrix_names_what_rests_on_few():
    headline = company()[1]
    assert headline.alignment() == "No company objectives to align with yet"
    assert headline.alignment([("C1", "x", ["A", "B"]), ("C2", "y", [])]) == (
        "C2 has no contributor"
    )
    assert headline.alignment([("C1", "x", []), ("C2", "y", [])]) == "C1 and C2 have no contributor"
    assert headline.alignment([("C1", "x", ["A", "B"]), ("C2", "y", ["Digital"])]) == (
        "C2 has one contributor: it depends on Digital alone"
    )
    assert headline.alignment([("C1", "x", ["A", "B"])]) == (
        "Every company objective has at least two contributors"
    )


def test_levels_count_what_rolls_up():
    assert company(top=0)[1].levels() == "No objectives are written yet"
    assert company(top=1)[1].levels() == "One level, one objective"
    assert company(("A", 0.4), top=1)[1].levels() == (
        "Two levels, one direction: one objective rolls up to one"
    )
