"""What changed between two files: matched by id, by word and by title, and told by the command."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from deckgen.cli import program
from deckgen.model.changes import compare
from deckgen.model.resolve import resolve
from deckgen.spec.reader import read_spec

Q1 = "{name: Q1, start: 2027-01-04, end: 2027-04-04, as_of: 2027-02-08}"
Q2 = "{name: Q2, start: 2027-04-05, end: 2027-07-04, as_of: 2027-04-12}"


def text(company: list[str], team: list[str] = (), other: list[str] = (), cycle: str = Q1) -> str:
    """A spec with objectives of a company and two departments, each as a flow mapping's body."""

    def rows(objectives, indent):
        return "".join(f"{indent}- {{{o}}}\n" for o in objectives) or f"{indent}[]\n"

    return (
        f"version: 1\ncycle: {cycle}\ncompany:\n  name: Harbor\n  objectives:\n"
        + rows(company, "    ")
        + "  departments:\n    - name: Digital\n      objectives:\n"
        + rows(team, "        ")
        + "    - name: People\n      objectives:\n"
        + rows(other, "        ")
    )


def cascade(*args, **more):
    return resolve(read_spec("okrs.yaml", text=text(*args, **more))[0])[0]


def result(title="Visits", target=9, current=3, **more):
    fields = "".join(f", {key}: {value}" for key, value in more.items())
    return (
        f"key_results: [{{title: {title}, start: 0, target: {target}, current: {current}{fields}}}]"
    )


SEEN = f"id: C1, title: Every patient is seen within a week, {result()}"


def test_a_file_compared_with_itself_did_not_change(sample):
    now = resolve(read_spec(sample)[0])[0]
    changes = compare(now, now)
    assert not changes
    assert len(changes.matched) == len(now.objectives)


def test_what_is_only_in_one_file_is_new_or_gone():
    old = cascade([SEEN, "id: C2, title: Care teams want to stay"])
    new = cascade([SEEN, "id: C3, title: Break even on every site"])
    changes = compare(old, new)
    assert changes.new == ("C3",)
    assert changes.gone == ("C2",)


def test_what_was_dropped_is_gone():
    old, new = cascade([SEEN]), cascade([SEEN + ", status: dropped"])
    assert compare(old, new).gone == ("C1",)


def test_a_new_title_on_an_old_id_is_the_same_objective():
    new = cascade([SEEN.replace("Every patient is seen within a week", "Nobody waits")])
    changes = compare(cascade([SEEN]), new)
    assert [(p.before, p.after) for p in changes.retitled] == [("C1", "C1")]
    assert not changes.new


def test_ids_that_shift_when_something_is_written_above_change_nothing():
    titles = ["title: Book online", "title: Rotas ahead", "title: One form for all"]
    old, new = cascade(titles), cascade(["title: Care teams want to stay", *titles])
    changes = compare(old, new)
    assert changes.new == ("C1",)
    assert (changes.gone, changes.retitled, changes.moved) == ((), (), ())


def test_within_one_cycle_nothing_is_carried_over():
    old = cascade([SEEN, "id: C2, title: Care teams want to stay"])
    new = cascade([SEEN + ", carried_from: C2", "id: C2, title: Care teams want to stay"])
    assert not compare(old, new)


def test_between_cycles_an_id_says_nothing_and_carried_from_all():
    old = cascade([SEEN, "id: C2, title: Care teams want to stay"])
    new = cascade(["id: C1, title: Break even, carried_from: C2", "id: C2, title: Other"], cycle=Q2)
    changes = compare(old, new)
    assert [(p.before, p.after, p.how) for p in changes.carried] == [("C2", "C1", "carried_from")]
    assert changes.gone == ("C1",)
    assert changes.new == ("C2",)


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("Every patient is seen within a week", "Each patient is seen within a week", True),
        ("Book visits online", "Book all visits online", True),
        ("Kliniken öffnen mit vollem Dienstplan", "Klinik öffnet mit vollem Dienstplan", True),
        ("患者一人ひとりを一週間以内に診る", "患者一人ひとりを三週間以内に診る", True),
        ("Every patient is seen within a week", "Break even on every site", False),
        ("Care teams want to stay", "Claims are right the first time", False),
    ],
)
def test_between_cycles_titles_that_are_alike_are_one_objective(before, after, same):
    old, new = cascade([f"title: {before}"]), cascade([f"title: {after}"], cycle=Q2)
    changes = compare(old, new)
    assert bool(changes.carried) is same
    assert bool(changes.new) is not same


def test_progress_begins_anew_with_a_cycle():
    old, new = cascade([SEEN]), cascade([SEEN.replace("current: 3", "current: 6")], cycle=Q2)
    assert len(compare(old, new).carried) == 1
    assert compare(old, new).progressed == ()


def test_progress_and_status_are_told_of_key_results_and_objectives():
    old, new = cascade([SEEN]), cascade([SEEN.replace("current: 3", "current: 6")])
    moved = {p.after: (p.was, p.now) for p in compare(old, new).progressed}
    assert moved == {
        "C1": (pytest.approx(1 / 3), pytest.approx(2 / 3)),
        "C1.1": (pytest.approx(1 / 3), pytest.approx(2 / 3)),
    }
    said = compare(old, cascade([SEEN + ", status: off_track"])).progressed
    assert [(p.after, p.was_status, p.now_status) for p in said] == [("C1", "at_risk", "off_track")]


@pytest.mark.parametrize(
    ("before", "after", "was", "now"),
    [
        ("start: 0, target: 9", "start: 0, target: 12", "9", "12"),
        ("start: 0, target: 9", "start: 0, target: 9, unit: days", "9", "9 days"),
        ("min: 3, max: 5", "min: 3", "3–5", "≥ 3"),
        ("max: 5", "start: 9, target: 5", "≤ 5", "5"),
        ("done: false", "milestones: [{title: a}, {title: b}]", "yes", "2 milestones"),
    ],
)
def test_another_target_band_or_kind_is_a_new_aim(before, after, was, now):
    def one(fields):
        return cascade([f"title: A, key_results: [{{title: Visits, {fields}}}]"])

    (found,) = compare(one(before), one(after)).retargeted
    assert (found.before, found.after, found.was, found.now) == ("C1.1", "C1.1", was, now)


def test_key_results_that_came_and_went_are_told():
    old = cascade(["title: A, key_results: [{title: Visits booked, target: 4}]"])
    new = cascade(["title: A, key_results: [{title: Hours of paperwork, id: X, target: 4}]"])
    changes = compare(old, new)
    assert changes.new_key_results == ("X",)
    assert changes.gone_key_results == ("C1.1",)


BOTH = ["id: C1, title: Seen within a week", "id: C2, title: Care teams want to stay"]


def test_an_objective_that_hangs_under_another_parent_moved():
    old = cascade(BOTH, ["id: D1, title: Book online, supports: C1"])
    new = cascade(BOTH, ["id: D1, title: Book online, supports: C2"])
    (move,) = compare(old, new).moved
    assert (move.after, move.what, move.was, move.now) == ("D1", "parent", "C1", "C2")
    (left,) = compare(old, cascade(BOTH, ["id: D1, title: Book online"])).moved
    assert (left.was, left.now) == ("C1", None)


def test_an_objective_of_another_unit_moved():
    goal = "id: D1, title: Book online, supports: C1"
    (move,) = compare(cascade(BOTH, [goal]), cascade(BOTH, [], [goal])).moved
    assert (move.what, move.was, move.now) == ("unit", "digital", "people")


def test_a_parent_that_only_got_another_id_is_no_move():
    old = cascade(BOTH, ["id: D1, title: Book online, supports: C1"])
    new = cascade(
        [o.replace("C1", "C9") for o in BOTH], ["id: D1, title: Book online, supports: C9"]
    )
    assert not compare(old, new)


def test_each_objective_is_matched_once_even_when_all_are_called_the_same():
    same = ["title: Improve quality"] * 60
    changes = compare(cascade(same), cascade(same[:50], cycle=Q2))
    assert len(changes.matched) == 50
    assert len({p.before for p in changes.matched}) == len({p.after for p in changes.matched}) == 50
    assert len(changes.gone) == 10


# --- the command --------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.yaml").write_text(text([SEEN]), encoding="utf-8")
    later = SEEN.replace("current: 3", "current: 6").replace("target: 9", "target: 12")
    (tmp_path / "new.yaml").write_text(text([later, "title: Care teams stay"]), encoding="utf-8")
    return tmp_path


def run(*args, stdin=None):
    done = CliRunner().invoke(program, ["diff", *args], input=stdin)
    return done.exit_code, done.output


def test_diff_tells_each_kind_of_change_and_ends_with_the_counts(files):
    status, out = run("old.yaml", "new.yaml")
    assert status == 0
    assert "New (1)\n  + C2  Care teams stay (Harbor)\n" in out
    assert "  ~ C1.1  Visits: 9 → 12\n" in out
    assert "  ~ C1.1  Visits: 33% → 50%" in out
    last = out.splitlines()[-1]
    assert last.startswith("Q1 (2027-02-08) → Q1 (2027-02-08): 1 new, 1 re-targeted, 2 progressed")


def test_diff_of_equal_files_says_so_and_ends_with_zero(files):
    assert run("old.yaml", "old.yaml") == (
        0,
        "Q1 (2027-02-08) → Q1 (2027-02-08): nothing changed\n",
    )


def test_diff_for_programs_names_counts_and_changes(files):
    status, out = run("old.yaml", "-", "--format", "json", stdin=(files / "new.yaml").read_text())
    whole = json.loads(out)
    assert status == 0
    assert whole["summary"]["new"] == 1
    assert whole["changes"]["new"][0] == {
        "id": "C2", "title": "Care teams stay", "unit": "harbor", "unit_name": "Harbor"
    }  # fmt: skip
    assert whole["changes"]["retargeted"][0]["now"] == "12"
    assert whole["old"] == {"path": "old.yaml", "cycle": "Q1", "as_of": "2027-02-08"}


def test_diff_needs_two_files_that_are_there(files):
    assert run("old.yaml", "missing.yaml")[0] == 2
    assert run("-", "-", stdin="")[0] == 2


WAIT = "{id: wait, title: Median wait for a visit, target: 7, current: 3}"
STAFF = "{title: Nurses who stay, target: 9, current: 4}"


def holding(name, title, *results):
    return f"id: {name}, title: {title}, key_results: [{', '.join(results)}]"


def test_a_key_result_that_went_to_another_objective_has_moved():
    """By its id within one cycle, whatever its title is now."""
    old = cascade([holding("C1", "Nobody waits", WAIT), holding("C2", "People stay", STAFF)])
    renamed = WAIT.replace("Median wait for a visit", "Days until a doctor has time")
    new = cascade([holding("C1", "Nobody waits"), holding("C2", "People stay", STAFF, renamed)])
    changes = compare(old, new)
    (move,) = changes.moved_key_results
    assert (move.before, move.after, move.was, move.now) == ("wait", "wait", "C1", "C2")
    assert (changes.new_key_results, changes.gone_key_results) == ((), ())
    assert [(p.before, p.after) for p in changes.retitled_key_results] == [("wait", "wait")]


def test_a_key_result_without_an_id_has_moved_by_its_title():
    plain = "{title: Median wait for a first visit, target: 7, current: 3}"
    near = "{title: Median wait for the first visit, target: 5, current: 3}"
    old = cascade([holding("C1", "Nobody waits", plain), holding("C2", "People stay", STAFF)])
    new = cascade([holding("C1", "Nobody waits"), holding("C2", "People stay", STAFF, near)])
    changes = compare(old, new)
    assert [(m.before, m.after) for m in changes.moved_key_results] == [("C1.1", "C2.2")]
    assert [(r.was, r.now) for r in changes.retargeted] == [("7", "5")]


def test_key_results_of_an_objective_that_is_gone_may_have_moved():
    old = cascade([holding("C1", "Nobody waits", WAIT), holding("C2", "People stay", STAFF)])
    new = cascade([holding("C2", "People stay", STAFF, WAIT)])
    changes = compare(old, new)
    assert changes.gone == ("C1",)
    assert [m.after for m in changes.moved_key_results] == ["wait"]


def test_an_id_that_was_given_and_shifts_is_no_move():
    """C1.1 is the first of whichever objective stands first."""
    old = cascade(
        [holding("C1", "Nobody waits", "{title: Median wait, target: 7}"), "id: C2, title: Z"]
    )
    new = cascade(
        ["id: C1, title: Everyone gets home safely", holding("C2", "Nobody waits", STAFF)]
    )
    changes = compare(old, new)
    assert not changes.moved_key_results
    assert changes.new_key_results == ("C2.1",)


def test_between_cycles_only_the_same_title_is_the_same_key_result():
    old = cascade([holding("C1", "Nobody waits", WAIT), holding("C2", "People stay", STAFF)])
    same = cascade([holding("C5", "People stay", STAFF, WAIT)], cycle=Q2)
    assert [m.now for m in compare(old, same).moved_key_results] == ["C5"]
    other = WAIT.replace("visit", "call").replace("id: wait, ", "")
    new = cascade([holding("C5", "People stay", STAFF, other)], cycle=Q2)
    assert not compare(old, new).moved_key_results


def test_moved_key_results_are_told_as_text_json_and_on_the_slide(tmp_path):
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    before = [holding("C1", "Nobody waits", WAIT), holding("C2", "People stay", STAFF)]
    after = [holding("C1", "Nobody waits"), holding("C2", "People stay", STAFF, WAIT)]
    old.write_text(text(before))
    new.write_text(text(after))
    said = CliRunner().invoke(program, ["diff", str(old), str(new)]).output
    assert "~ wait  Median wait for a visit: moved from C1 Nobody waits to C2 People stay" in said
    data = json.loads(
        CliRunner().invoke(program, ["diff", "--format", "json", str(old), str(new)]).output
    )
    assert data["summary"]["moved_key_results"] == 1
    assert data["changes"]["moved_key_results"] == [
        {"before": "wait", "after": "wait", "was": "C1", "now": "C2"}
    ]
    later = tmp_path / "later.yaml"
    later.write_text(text(after, cycle=Q2) + "previous: old.yaml\n")
    template = tmp_path / "t.yaml"
    template.write_text("name: T\nslides:\n  - {layout: changes}\n")
    import deckgen

    slide = deckgen.build(later, template=str(template)).slides[-1]
    assert "one moved" in slide.title
