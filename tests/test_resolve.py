"""From spec to cascade: links, owners, dates and numbers; and what changed between two."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.model.changes import compare
from deckgen.model.resolve import plural_of, resolve
from deckgen.spec.reader import read_spec
from deckgen.spec.types import CycleSpec, KeyResultSpec, ObjectiveSpec, Spec, UnitSpec

HEAD = "version: 1\ncycle: {name: Q1, start: 2027-01-04, end: 2027-04-04, as_of: 2027-02-18}\n"


def cascade_of(body: str, head: str = HEAD):
    return resolve(read_spec("okrs.yaml", text=head + body)[0])[0]


def company(objectives: str, head: str = HEAD):
    return cascade_of(f"company:\n  name: Harbor\n  lead: Maya\n  objectives:\n{objectives}", head)


def key_result(fields: str, head: str = HEAD):
    made = company(f"    - {{title: A, key_results: [{{title: K, {fields}}}]}}\n", head)
    return made.key_results["C1.1"]


TREE = """\
company:
  name: Harbor
  lead: Maya
  objectives:
    - id: C1
      title: Seen within a week
      key_results: [{title: Wait, start: 10, target: 0, current: 4}]
    - {id: C2, title: Teams stay}
  departments:
    - name: Digital
      lead: Priya
      objectives:
        - id: D1
          title: Book online
          supports: C1.1
          key_results: [{title: Booked, target: 10, current: 2}]
      teams:
        - name: Booking
          objectives:
            - id: T1
              title: Slots refilled
              owner: Lena
              supports: [D1, C2]
              depends_on: [{on: D2.1, note: Rotas, status: agreed}]
              key_results: [{title: Refilled, target: 10, current: 6}]
          individuals:
            - {name: Sam Ito, objectives: [{id: I1, title: Runs hourly, supports: [T1, D1, C2]}]}
    - name: People
      objectives:
        - id: D2
          title: Rotas ahead
          supports: C2
          key_results: [{title: Ahead, target: 10, current: 3}]
        - {id: D3, title: Nobody asked}
"""


@pytest.fixture(scope="module")
def tree():
    return cascade_of(TREE)


# --- links, owners, units -----------------------------------------------------------------------


def test_the_first_support_is_the_parent_and_the_rest_are_further_links(tree):
    link = tree.objectives["I1"]
    assert link.parent.objective == "T1"
    assert [up.objective for up in link.further] == ["D1", "C2"]


def test_a_supported_key_result_links_to_its_objective(tree):
    parent = tree.objectives["D1"].parent
    assert (parent.objective, parent.key_result) == ("C1", "C1.1")


def test_children_and_contributors_mirror_the_links(tree):
    assert tree.objectives["C2"].children == ("D2",)
    assert tree.objectives["C2"].contributors == ("T1", "I1")
    assert tree.objectives["D1"].children == ("T1",)


def test_one_who_supports_a_key_result_and_its_objective_is_linked_once():
    made = company("    - {id: C1, title: A, key_results: [{title: K, target: 2}]}\n"
                   "    - {id: C2, title: B, supports: [C1.1, C1]}\n")  # fmt: skip
    assert made.objectives["C2"].further == ()


def test_owners_default_to_the_unit_lead_and_a_person_owns_their_own(tree):
    owners = {o.id: o.owner for o in tree.objectives.values()}
    assert owners == {
        "C1": "Maya", "C2": "Maya", "D1": "Priya", "T1": "Lena", "I1": "Sam Ito",
        "D2": "", "D3": "",
    }  # fmt: skip
    assert tree.key_results["T1.1"].owner == "Lena"


def test_an_orphan_is_below_the_company_and_supports_nothing(tree):
    assert tree.orphans == ("D3",)


def test_a_unit_knows_its_path_and_what_is_below_it(tree):
    sam = next(u for u in tree.units.values() if u.name == "Sam Ito")
    assert [tree.units[step].name for step in sam.path] == [
        "Harbor",
        "Digital",
        "Booking",
        "Sam Ito",
    ]
    assert [u.name for u in tree.within("digital")] == ["Digital", "Booking", "Sam Ito"]
    assert tree.unit_at(sam.id, 1).name == "Digital"


def test_a_dependency_names_the_objective_that_its_key_result_belongs_to(tree):
    (waits,) = tree.dependencies
    assert (waits.who, waits.on, waits.objective, waits.status) == ("T1", "D2.1", "D2", "agreed")


def test_company_objectives_are_reached_by_every_link(tree):
    assert set(tree.top_objectives("I1")) == {"C1", "C2"}


@pytest.mark.parametrize(
    ("name", "plural"),
    [("Company", "Companies"), ("Department", "Departments"), ("Individual", "Individuals"),
     ("Squad", "Squads"), ("Branch", "Branches"), ("Person", "People"), ("People", "People"),
     ("Key day", "Key days")],
)  # fmt: skip
def test_levels_have_plurals(name, plural):
    assert plural_of(name) == plural


def test_level_names_in_other_languages_stay_as_they_are():
    assert plural_of("Bereich", "de-DE") == "Bereich"


def test_levels_hold_their_own_objectives(tree):
    assert [(level.name, level.objectives) for level in tree.levels] == [
        ("Company", ("C1", "C2")), ("Department", ("D1", "D2", "D3")),
        ("Team", ("T1",)), ("Individual", ("I1",)),
    ]  # fmt: skip


# --- the day of the numbers ---------------------------------------------------------------------


def test_the_day_is_the_newest_check_in_else_the_start():
    head = "version: 1\ncycle: {name: Q1, start: 2027-01-04, end: 2027-04-04}\n"
    fields = "target: 9, check_ins: [{date: 2027-02-01, value: 3}, {date: 2027-01-11, value: 1}]"
    assert key_result(fields, head).current == 3
    body = "    - {title: A, key_results: [{title: K, %s}]}\n"
    assert company(body % fields, head).cycle.as_of == dt.date(2027, 2, 1)
    assert company(body % "target: 9", head).cycle.as_of == dt.date(2027, 1, 4)


# --- key results --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "kind", "reached", "status"),
    [
        ("start: 10, target: 0, current: 4", "metric", 0.6, "on_track"),
        ("target: 10, current: 4", "metric", 0.4, "at_risk"),
        ("target: 10, current: 0", "metric", 0.0, "off_track"),
        ("target: 10", "metric", None, "not_started"),
        ("target: 10, current: 12", "metric", 1.2, "done"),
        ("min: 3, max: 5, current: 6", "maintain", 0.5, "on_track"),
        ("max: 5", "maintain", None, "not_started"),
        ("milestones: [{title: a, done: true}, {title: b}]", "milestones", 0.5, "on_track"),
        ("milestones: [{title: a}, {title: b}]", "milestones", None, "not_started"),
        ("done: true", "yes_no", 1.0, "done"),
        ("done: false", "yes_no", None, "not_started"),
        ("kind: yes_no, check_ins: [{date: 2027-01-11, value: 0}]", "yes_no", 0.0, "off_track"),
        ("kind: yes_no, check_ins: [{date: 2027-01-11, value: 1}]", "yes_no", 1.0, "done"),
        ("kind: baseline", "baseline", None, "not_started"),
        ("kind: baseline, current: 31", "baseline", 1.0, "done"),
    ],
)
def test_each_kind_has_its_progress_and_status(fields, kind, reached, status):
    made = key_result(fields)
    assert made.kind == kind
    assert made.progress == (None if reached is None else pytest.approx(reached))
    assert made.status == status


def test_a_check_in_without_a_value_does_not_begin_a_key_result():
    made = key_result("target: 10, check_ins: [{date: 2027-01-11, confidence: 4}]")
    assert (made.progress, made.status, made.confidence) == (None, "not_started", 4)


def test_check_ins_come_in_order_and_each_is_worth_something():
    made = key_result("start: 10, target: 0, check_ins: [{date: 2027-02-01, value: 4},"
                      " {date: 2027-01-11, value: 11}]")  # fmt: skip
    assert [c.date.day for c in made.check_ins] == [11, 1]
    assert [c.progress for c in made.check_ins] == pytest.approx([-0.1, 0.6])


def test_the_owners_word_wins_and_is_marked_as_said():
    made = key_result("target: 10, current: 9, status: at_risk")
    assert (made.status, made.said) == ("at_risk", True)
    assert not key_result("target: 10, current: 9").said


def test_what_cannot_be_measured_is_marked():
    assert not key_result("current: 3").measurable
    assert key_result("kind: baseline").measurable


def test_a_metric_without_a_target_is_never_done():
    written = KeyResultSpec("K", id="C1.1", kind="metric", current=3.0)
    day = dt.date(2027, 1, 4)
    objective = ObjectiveSpec("O", id="C1", key_results=(written,))
    unit = UnitSpec("A", 0, id="a", objectives=(objective,))
    spec = Spec("x", unit, CycleSpec("Q", day, dt.date(2027, 4, 4)))
    made = resolve(spec)[0].key_results["C1.1"]
    assert (made.progress, made.measurable) == (None, False)


# --- roll-up ------------------------------------------------------------------------------------


def test_an_objective_without_key_results_takes_its_children():
    made = cascade_of(TREE)
    assert made.objectives["C2"].progress == pytest.approx(0.3)
    assert made.objectives["C2"].progress_from == "children"


def test_an_objective_with_neither_is_not_started(tree):
    assert tree.objectives["D3"].progress is None
    assert tree.objectives["D3"].status == "not_started"


def test_both_means_key_results_and_children():
    made = cascade_of(
        TREE.replace("title: Seen within a week\n", "title: Seen\n      progress_from: both\n")
    )
    assert made.objectives["C1"].progress == pytest.approx((0.6 + 0.2) / 2)


def test_dropped_ones_are_left_out_everywhere():
    body = """\
company:
  name: Harbor
  objectives:
    - id: C1
      title: A
      progress_from: both
      key_results:
        - {title: K, target: 4, current: 2}
        - {title: L, target: 4, current: 0, status: dropped}
    - {id: C2, title: B, status: dropped, key_results: [{title: K, target: 4, current: 0}]}
  departments:
    - name: D
      objectives:
        - id: D1
          title: C
          supports: C1
          status: dropped
          key_results: [{title: M, target: 4, current: 0}]
"""
    made = cascade_of(body)
    assert made.objectives["C1"].progress == pytest.approx(0.5)
    assert made.units[made.company].progress == pytest.approx(0.5)
    assert made.levels[0].progress == pytest.approx(0.5)
    assert made.units["d"].status == "not_started"


def test_a_unit_is_the_weighted_mean_of_its_objectives():
    made = company(
        "    - {title: A, weight: 3, key_results: [{title: K, target: 4, current: 4}]}\n"
        "    - {title: B, type: aspirational, key_results: [{title: K, target: 4}]}\n"
    )
    unit = made.units[made.company]
    assert unit.progress == pytest.approx(0.75)
    assert unit.expected == pytest.approx((0.5 * 3 + 0.35) / 4)
    assert unit.status == "on_track"


def test_a_unit_without_objectives_shows_those_below_it():
    body = """\
company:
  name: Harbor
  departments:
    - name: D
      teams: [{name: T, objectives: [{title: A, key_results: [{title: K, target: 4, current: 1}]}]}]
"""
    assert cascade_of(body).units["d"].progress == pytest.approx(0.25)


def test_scoring_can_be_changed_in_the_file():
    strict = (
        HEAD + "scoring: {on_track: 0.95, at_risk: 0.85, aspirational_target: 0.8, rounding: 1}\n"
    )
    results = "key_results: [{title: K, target: 100, current: 37}]"
    made = company(f"    - {{title: A, type: aspirational, {results}}}\n", strict)
    assert made.objectives["C1"].expected == pytest.approx(0.4)
    assert made.objectives["C1"].status == "at_risk"
    assert made.scoring.rounding == 1


# --- after the end ------------------------------------------------------------------------------

ENDED = "version: 1\ncycle: {name: Q1, start: 2027-01-04, end: 2027-04-04, as_of: 2027-04-05}\n"


def test_after_the_end_the_score_decides_for_objectives_and_units():
    made = company("    - {title: A, score: 0.8}\n    - {title: B, score: 0.6}\n", ENDED)
    assert made.objectives["C1"].status == "at_risk"
    assert made.units[made.company].status == "at_risk"
    assert made.levels[0].status == "at_risk"


def test_after_the_end_progress_stands_in_for_a_missing_score():
    made = company("    - {title: A, key_results: [{title: K, target: 10, current: 6}]}\n", ENDED)
    assert made.objectives["C1"].status == "off_track"


# --- calendar, size -----------------------------------------------------------------------------


def test_a_given_cadence_is_used_as_it_is():
    given = HEAD + "cadence: [{name: Town hall, date: 2027-02-06, level: Department}]\n"
    (event,) = company("    - {title: A}\n", given).events
    assert (event.name, event.date, event.level) == ("Town hall", dt.date(2027, 2, 6), 1)


def test_a_derived_cadence_stands_on_levels_in_use():
    made = company("    - {title: A}\n")
    assert {e.level for e in made.events} == {0}


def test_a_ring_of_supports_does_not_hang():
    day = dt.date(2027, 1, 4)
    ring = tuple(ObjectiveSpec(c, id=c, supports=(d,)) for c, d in zip("ABC", "BCA", strict=True))
    spec = Spec("x", UnitSpec("U", 0, id="u", objectives=ring), CycleSpec("Q", day, day))
    assert [o.status for o in resolve(spec)[0].objectives.values()] == ["not_started"] * 3


def test_a_chain_of_ten_thousand_rolls_up_to_its_top():
    day = dt.date(2027, 1, 4)
    last = KeyResultSpec("K", id="K", target=4.0, current=1.0)
    chain = tuple(
        ObjectiveSpec(
            f"O{n}", id=f"O{n}", supports=(f"O{n - 1}",) if n else (),
            key_results=(last,) if n == 9_999 else (),
        )
        for n in range(10_000)
    )  # fmt: skip
    spec = Spec("x", UnitSpec("U", 0, id="u", objectives=chain), CycleSpec("Q", day, day))
    assert resolve(spec)[0].objectives["O0"].progress == pytest.approx(0.25)


def test_a_spec_with_ids_left_out_is_refused():
    day = dt.date(2027, 1, 4)
    with pytest.raises(ValueError, match="ids"):
        resolve(Spec("x", UnitSpec("U", 0), CycleSpec("Q", day, day)))


# --- changes ------------------------------------------------------------------------------------


def next_cycle(cascade):
    start = cascade.cycle.start + dt.timedelta(days=91)
    return replace(cascade, cycle=replace(cascade.cycle, start=start))


def test_a_file_compared_with_itself_has_not_changed(tree):
    assert not compare(tree, tree)


def test_within_a_cycle_new_gone_retargeted_and_moved_are_told_apart(tree):
    text = TREE.replace("{id: D3, title: Nobody asked}", "{id: D4, title: Quite another thing}")
    text = text.replace("title: Wait, start: 10, target: 0", "title: Wait, start: 10, target: 2")
    text = text.replace("supports: [D1, C2]", "supports: [D2, C2]")
    found = compare(tree, cascade_of(text))
    assert (found.new, found.gone) == (("D4",), ("D3",))
    assert [(r.after, r.was, r.now) for r in found.retargeted] == [("C1.1", "0", "2")]
    assert [(m.after, m.what, m.was, m.now) for m in found.moved] == [("T1", "parent", "D1", "D2")]


def test_between_cycles_an_id_alone_is_no_match_but_carried_from_and_titles_are(tree):
    text = TREE.replace("{id: C2, title: Teams stay}", "{id: C2, title: Something else}")
    text = text.replace(
        "title: Rotas ahead\n", "title: Planned early\n          carried_from: D3\n"
    )
    text = text.replace("title: Book online", "title: Book visits online")
    found = compare(tree, next_cycle(cascade_of(text)))
    how = {p.after: (p.before, p.how) for p in found.carried}
    assert how["D2"] == ("D3", "carried_from")
    assert how["D1"] == ("D1", "title")
    assert "C2" in found.new
    assert "C2" in found.gone


def test_a_key_result_that_came_or_went_is_named(tree):
    text = TREE.replace("{title: Booked, target: 10, current: 2}", "{title: Paid, target: 5}")
    found = compare(tree, next_cycle(cascade_of(text)))
    assert (found.new_key_results, found.gone_key_results) == (("D1.1",), ("D1.1",))


# --- the arithmetic, in its corners -------------------------------------------------------------


def test_what_is_measured_of_a_dropped_objective_is_dropped_too():
    made = company(
        "    - {title: A, status: dropped, key_results: [{title: K, target: 4, current: 1}]}\n"
    )
    assert made.key_results["C1.1"].status == "dropped"
    assert made.key_results["C1.1"].said is False
    assert made.units[made.company].status == "not_started"


def test_a_dropped_objective_is_no_orphan():
    body = "company:\n  name: H\n  departments: [{name: D, objectives: [{title: A}, {title: B"
    assert cascade_of(body + "}]}]\n").orphans == ("D1", "D2")
    assert cascade_of(body + ", status: dropped}]}]\n").orphans == ("D1",)


def test_an_objective_whose_key_results_are_all_dropped_takes_its_children():
    made = cascade_of(
        """\
company:
  name: Harbor
  objectives:
    - {id: C1, title: A, key_results: [{title: K, target: 4, current: 4, status: dropped}]}
  departments:
    - name: D
      objectives:
        - {title: B, supports: C1, key_results: [{title: K, target: 4, current: 1}]}
"""
    )
    assert made.objectives["C1"].progress == pytest.approx(0.25)
    assert made.objectives["C1"].progress_from == "children"


def test_a_unit_whose_own_objectives_are_dropped_shows_those_below_it():
    made = cascade_of(
        """\
company:
  name: Harbor
  objectives: [{title: A, status: dropped}]
  departments:
    - name: D
      objectives: [{title: B, key_results: [{title: K, target: 4, current: 1}]}]
"""
    )
    assert made.units["harbor"].progress == pytest.approx(0.25)
    assert made.levels[0].status == "not_started"


def test_the_owners_word_changes_no_number():
    made = company(
        "    - title: A\n"
        "      key_results:\n"
        "        - {title: K, target: 4, current: 1, status: done}\n"
        "        - {title: L, target: 4, current: 3, status: not_started}\n"
    )
    assert [k.status for k in made.objectives["C1"].key_results] == ["done", "not_started"]
    assert made.objectives["C1"].progress == pytest.approx(0.5)


def test_overshoot_and_backsliding_are_shown_but_held_in_the_roll_up():
    made = company(
        "    - title: A\n"
        "      key_results:\n"
        "        - {title: K, start: 0, target: 100, current: 112}\n"
        "        - {title: L, start: 50, target: 150, current: 42}\n"
    )
    shown = [k.progress for k in made.objectives["C1"].key_results]
    assert shown == pytest.approx([1.12, -0.08])
    assert made.objectives["C1"].progress == pytest.approx(0.5)


def test_a_key_result_of_weight_zero_is_left_out_of_progress_and_confidence():
    made = company(
        "    - title: A\n"
        "      key_results:\n"
        "        - {title: K, target: 4, current: 1, confidence: 8}\n"
        "        - {title: L, target: 4, current: 4, confidence: 2, weight: 0}\n"
    )
    assert made.objectives["C1"].progress == pytest.approx(0.25)
    assert made.objectives["C1"].confidence == pytest.approx(8)


def test_a_share_just_under_its_threshold_is_not_rounded_up_to_it():
    made = company("    - {title: A, key_results: [{title: K, target: 1000, current: 999.6}]}\n")
    assert made.key_results["C1.1"].status == "on_track"
    assert f"{made.key_results['C1.1'].progress:.0%}" == "100%"


def test_before_the_start_nothing_is_late():
    early = "version: 1\ncycle: {name: Q1, start: 2027-01-04, end: 2027-04-04, as_of: 2026-12-20}\n"
    made = company("    - {title: A, key_results: [{title: K, target: 10, current: 0}]}\n", early)
    assert made.objectives["C1"].expected == 0
    assert made.objectives["C1"].status == "on_track"


def test_on_its_last_day_the_cycle_is_not_over():
    last = ENDED.replace("as_of: 2027-04-05", "as_of: 2027-04-04")
    results = "key_results: [{title: K, target: 100, current: 92}]"
    assert company(f"    - {{title: A, {results}}}\n", last).objectives["C1"].status == "on_track"
    assert company(f"    - {{title: A, {results}}}\n", ENDED).objectives["C1"].status == "at_risk"


def test_after_the_end_what_never_started_is_grey():
    made = company("    - {title: A, key_results: [{title: K, target: 10}]}\n", ENDED)
    assert made.objectives["C1"].status == "not_started"
    assert made.units[made.company].status == "not_started"


def test_after_the_end_mixed_types_ask_for_the_mean_of_their_grades():
    two = "    - {{title: A, score: {}}}\n    - {{title: B, type: aspirational, score: {}}}\n"
    made = company(two.format(1.0, 0.7), ENDED)  # each as good as its type asks for
    assert made.units[made.company].status == "on_track"
    made = company(two.format(0.9, 0.7), ENDED)
    assert made.units[made.company].status == "at_risk"


def test_each_threshold_of_the_file_knows_its_line():
    made = cascade_of("company: {name: Harbor}\nrules:\n  depth: 5\n  silence_days: 7\n")
    lines = {name: span.line for name, span in made.rule_spans.items()}
    assert lines["silence_days"] == lines["depth"] + 1


values = st.none() | st.integers(-20, 130)


def unit_text(name: str, results: list[int | None]) -> str:
    rows = "".join(
        f"{{title: K, target: 100{'' if value is None else f', current: {value}'}}}, "
        for value in results
    )
    return f"    - {{name: {name}, objectives: [{{title: A, key_results: [{rows}]}}]}}\n"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(values, max_size=3), min_size=1, max_size=4), st.randoms())
def test_the_order_of_departments_changes_no_number(departments, random):
    rows = [unit_text(f"N{n}", results) for n, results in enumerate(departments)]
    head = "company:\n  name: Harbor\n  departments:\n"
    one = cascade_of(head + "".join(rows))
    random.shuffle(rows)
    other = cascade_of(head + "".join(rows))
    assert one.units["harbor"].progress == pytest.approx(other.units["harbor"].progress)
    assert one.units["harbor"].status == other.units["harbor"].status
    for key, unit in one.units.items():
        assert other.units[key].progress == pytest.approx(unit.progress)
        assert unit.progress is None or 0 <= unit.progress <= 1


@settings(max_examples=40, deadline=None)
@given(st.lists(values, max_size=3), st.lists(values, max_size=3), values)
def test_a_dropped_child_changes_nothing_above_it(results, others, dropped):
    def child(value: list[int | None], more: str = "") -> str:
        rows = unit_text("X", value).replace("title: A,", f"title: A, supports: C1{more},")
        return rows.replace("name: X", f"name: X{more.count('dropped')}{len(value)}")

    head = "company:\n  name: Harbor\n  objectives: [{id: C1, title: Top}]\n  departments:\n"
    body = head + child(results) + child([*others, 50])
    one = cascade_of(body)
    other = cascade_of(body + child([dropped], ", status: dropped"))
    for made in (one, other):
        assert made.objectives["C1"].progress_from == "children"
    assert one.objectives["C1"].progress == other.objectives["C1"].progress
    assert one.objectives["C1"].status == other.objectives["C1"].status
    assert one.levels[1].progress == other.levels[1].progress
