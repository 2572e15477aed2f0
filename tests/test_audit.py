"""The alignment audit: each rule speaks where it should and is silent where it should."""

from __future__ import annotations

import ast
import datetime as dt
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from deckgen.audit import RULES, alignment_score, audit
from deckgen.audit.table import PROFILES
from deckgen.cli import program
from deckgen.findings import Level
from deckgen.model.resolve import resolve
from deckgen.spec.reader import read_spec
from deckgen.spec.types import CycleSpec, ObjectiveSpec, Spec, UnitSpec

HEAD = "version: 1\ncycle: {name: Q1, start: 2027-01-04, end: 2027-04-04, as_of: 2027-02-08}\n"


def measured(who: str, time: str) -> str:
    """Two sound key results."""
    return (
        f"key_results: [{{title: {who} seen, start: 0, target: 4, current: 2}},"
        f" {{title: {time} waited, start: 9, target: 4, current: 6}}]"
    )


KRS = measured("Patients", "Days")
GOOD = f"""\
company:
  name: Harbor
  lead: Maya
  objectives:
    - {{id: C1, title: Seen within a week, {KRS}}}
  departments:
    - name: Digital
      lead: Priya
      objectives:
        - {{id: D1, title: Book online, supports: C1, {measured("Visits", "Hours")}}}
      teams:
        - name: Booking
          lead: Lena
          objectives:
            - {{id: T1, title: Slots refilled, supports: D1, {measured("Slots", "Minutes")}}}
    - name: People
      lead: Jonas
      objectives:
        - {{id: D2, title: Rotas ahead, supports: C1, {measured("Rotas", "Weeks")}}}
"""


def cascade_of(body: str, head: str = HEAD):
    return resolve(read_spec("okrs.yaml", text=head + body)[0])[0]


def found(body: str, head: str = HEAD, profile: str = "doerr", **thresholds):
    return {(f.rule, f.subject) for f in audit(cascade_of(body, head), profile, thresholds or None)}


def company(*objectives: str, head: str = HEAD) -> set[tuple[str, str | None]]:
    lines = "".join(f"    - {{{o}}}\n" for o in objectives)
    return found(f"company:\n  name: Harbor\n  lead: Maya\n  objectives:\n{lines}", head)


def key_result(fields: str, objective: str = "title: A", head: str = HEAD):
    return {rule for rule, _ in company(f"{objective}, key_results: [{{{fields}}}]", head=head)}


def check_ins(*pairs: tuple[int, float]) -> str:
    first = dt.date(2027, 1, 11)
    items = [
        f"{{date: {first + dt.timedelta(weeks=week)}, value: 1, confidence: {sure}}}"
        for week, sure in pairs
    ]
    return f"title: Visits, start: 0, target: 9, check_ins: [{', '.join(items)}]"


def test_a_sound_cascade_has_no_findings():
    assert found(GOOD) == set()


def test_every_rule_has_an_id_a_reason_and_a_level():
    for key, rule in RULES.items():
        assert key == rule.id
        assert key == key.lower().replace(" ", "-")
        assert rule.reason
        assert rule.level in Level


# --- structure ----------------------------------------------------------------------------------


def test_an_orphan_supports_nothing():
    assert ("orphan", "D2") in found(GOOD.replace("Rotas ahead, supports: C1", "Rotas ahead"))


def test_a_department_whose_objectives_stay_inside_is_a_silo():
    text = GOOD.replace("Book online, supports: C1", "Book online")
    assert ("silo", "digital") in found(text)
    assert ("silo", "people") not in found(text)


def test_a_further_link_is_enough_not_to_be_a_silo():
    text = GOOD.replace("Book online, supports: C1", "Book online")
    assert ("silo", "digital") not in found(text.replace("supports: D1", "supports: [D1, C1]"))


def test_a_company_objective_without_departments_behind_it_is_a_dead_end():
    text = GOOD.replace(
        "  departments:", f"    - {{id: C2, title: Teams stay, {KRS}}}\n  departments:"
    )
    assert ("dead-end", "C2") in found(text)


def test_a_company_objective_that_rests_on_one_department_is_noted():
    assert ("single-contributor", "C1") in found(
        GOOD.replace("Rotas ahead, supports: C1", "Rotas ahead")
    )
    indirect = GOOD.replace("Rotas ahead, supports: C1", "Rotas ahead, supports: D1")
    assert ("single-contributor", "C1") not in found(indirect)


def test_nothing_is_carried_through_a_dropped_objective():
    text = GOOD.replace("supports: C1", "supports: C1, status: dropped")
    assert ("dead-end", "C1") in found(text)


def test_a_level_is_skipped_when_a_team_passes_its_department_over():
    assert ("level-skip", "T1") in found(GOOD.replace("supports: D1", "supports: C1"))


def test_a_person_right_under_a_department_skips_nobody():
    text = GOOD.replace(
        "      teams:\n        - name: Booking\n",
        "      individuals:\n        - name: Booking\n",
    )
    assert not any(rule == "level-skip" for rule, _ in found(text))


def test_a_company_without_objectives_is_noted():
    body = "company:\n  name: Harbor\n  departments: [{name: D}]\n"
    assert ("no-company-objective", "harbor") in found(body)


def test_a_ring_of_supports_is_an_error_that_names_its_members():
    ring = tuple(ObjectiveSpec(a, id=a, supports=(b,)) for a, b in zip("ABCD", "BCAA", strict=True))
    day = dt.date(2027, 1, 4)
    made = resolve(Spec("x", UnitSpec("U", 0, id="u", objectives=ring), CycleSpec("Q", day, day)))[
        0
    ]
    rings = [f for f in audit(made) if f.rule == "circular-support"]
    assert [f.message for f in rings] == ["A supports B supports C supports A"]
    assert rings[0].level is Level.ERROR


def test_more_levels_than_four_are_noted():
    head = HEAD + "levels: [Company, Division, Tribe, Squad, Person]\n"
    body, indent = "company:\n  name: L0\n  objectives: [{title: O0}]\n", "  "
    for n in range(1, 5):
        body += (
            f"{indent}units:\n{indent}  - name: L{n}\n{indent}    objectives: [{{title: O{n}}}]\n"
        )
        indent += "    "
    assert ("depth", "l0") in found(body, head)
    assert not any(rule == "depth" for rule, _ in found(body, head, depth=5))


def teams(linked: int, all_: int) -> str:
    rows = "".join(
        f"        - {{title: Goal {'abcdefghijkl'[n]}{', supports: C1' if n < linked else ''}}}\n"
        for n in range(all_)
    )
    top = "company:\n  name: H\n  objectives: [{id: C1, title: A}]\n"
    return f"{top}  departments:\n    - name: D\n      objectives:\n{rows}"


@pytest.mark.parametrize(
    ("linked", "noted"), [(0, True), (2, True), (3, False), (9, False), (10, True)]
)
def test_too_little_or_too_much_from_above_is_noted(linked, noted):
    assert (("top-down-share", "h") in found(teams(linked, 10))) is noted


# --- amounts and owners -------------------------------------------------------------------------


def test_a_unit_has_at_most_five_objectives_and_fewer_by_profile():
    body = teams(6, 6)
    assert ("too-many-objectives", "d") in found(body)
    assert ("too-many-objectives", "d") not in found(teams(5, 5))
    assert ("too-many-objectives", "d") in found(teams(4, 4), profile="strict")


def test_one_company_objective_is_all_that_wodtke_allows():
    two = "company: {name: H, objectives: [{title: A}, {title: B}]}\n"
    assert ("too-many-objectives", "h") in found(two, profile="wodtke")
    assert ("too-many-objectives", "h") not in found(two)


def test_an_objective_needs_key_results_unless_it_is_rolled_up():
    assert ("no-key-results", "C1") in company("title: A")
    assert ("no-key-results", "C1") not in found(GOOD.replace(f"Seen within a week, {KRS}", "Seen"))


@pytest.mark.parametrize(("many", "noted"), [(1, True), (2, False), (5, False), (6, True)])
def test_two_to_five_key_results_are_right(many, noted):
    rows = ", ".join(
        f"{{title: 'Measure {n} of it', start: 0, target: {n + 4}}}" for n in range(many)
    )
    assert (("key-result-count", "C1") in company(f"title: A, key_results: [{rows}]")) is noted


def test_a_person_with_four_objectives_or_seven_key_results_is_loaded():
    four = [f"title: {word}, {KRS}" for word in ("A", "B", "C", "D")]
    assert ("load", "Maya") in company(*four)
    assert ("load", "Maya") not in company(*four[:3])


@pytest.mark.parametrize("owner", ['"Maya and Jonas"', '"Maya, Jonas"', "Maya & Jonas", '""'])
def test_an_objective_has_one_owner(owner):
    body = f"company:\n  name: H\n  objectives: [{{title: A, owner: {owner}}}]\n"
    assert ("one-owner", "C1") in found(body)


@pytest.mark.parametrize("owner", ["Ferdinand Sandler", "Santiago Ramón y Cajal", "Andy Lund"])
def test_a_name_that_only_looks_like_two_is_one_owner(owner):
    assert ("one-owner", "C1") not in company(f"title: A, owner: {owner}")


# --- key results --------------------------------------------------------------------------------


def test_a_key_result_without_any_measure_is_unmeasured():
    assert "unmeasured" in key_result("title: Better")
    for fields in (
        "target: 4",
        "min: 4",
        "milestones: [{title: a}]",
        "done: false",
        "kind: baseline",
    ):
        assert "unmeasured" not in key_result(f"title: Better, {fields}")


def test_a_metric_says_where_it_starts():
    assert "no-baseline" in key_result("title: Visits, target: 4")
    assert "no-baseline" not in key_result("title: Visits, start: 0, target: 4")


def test_an_activity_without_a_number_is_no_outcome():
    assert "activity" in key_result("title: Launch the portal, done: false")
    assert "activity" not in key_result("title: Launch the portal in 14 clinics, done: false")
    assert "activity" not in key_result("title: Launch parties, start: 0, target: 3")
    assert "activity" not in key_result("title: The portal is used, done: false")


def test_words_are_only_read_in_languages_with_a_list():
    def head(language: str) -> str:
        return HEAD + f"deck: {{language: {language}}}\n"

    assert "activity" in key_result("title: Erstellen des Portals, done: false", head=head("de-DE"))
    assert "activity" not in key_result("title: Launch the portal, done: false", head=head("fr"))
    assert "objective-with-digits" not in key_result("title: K", "title: 3 sites", head("fr"))


def test_numbers_belong_in_key_results():
    assert "objective-with-digits" in key_result("title: K", "title: Reach 60 clinics")


def test_an_aspiration_that_was_certain_from_the_start_is_none():
    wish = "title: A, type: aspirational"
    assert "timid-or-certain" in key_result(check_ins((0, 9), (4, 5)), wish)
    assert "timid-or-certain" not in key_result(check_ins((0, 5), (4, 9)), wish)
    assert "timid-or-certain" not in key_result(check_ins((0, 9), (4, 9)))


@pytest.mark.parametrize(
    ("course", "noted"),
    [
        ((7, 6, 5, 4), True),  # three in a row
        ((7, 7, 7, 4), True),  # by three points
        ((7, 6, 6, 5), False),
        ((7, 3, 4, 5), False),  # made good again
        ((7,), False),
    ],
)
def test_confidence_that_is_falling_is_noted(course, noted):
    fields = check_ins(*enumerate(course))
    assert ("confidence-falls" in key_result(fields)) is noted


def test_no_check_in_for_more_than_two_weeks_is_silence():
    assert "silence" in key_result(check_ins((0, 7), (1, 7)))  # the last on 18 January
    assert "silence" not in key_result(check_ins((0, 7), (2, 7)))  # 25 January: 14 days
    assert "silence" in key_result("title: Visits, start: 0, target: 9")


def test_at_the_start_and_after_the_end_nobody_is_silent():
    for day in ("2027-01-11", "2027-04-05"):
        head = HEAD.replace("2027-02-08", day)
        assert "silence" not in key_result("title: Visits, start: 0, target: 9", head=head)


def test_a_typed_value_is_of_today_and_what_is_done_may_rest():
    assert "silence" not in key_result("title: Visits, start: 0, target: 9, current: 3")
    assert "silence" not in key_result("title: Signed, done: true")


def test_a_typed_value_does_not_hide_that_check_ins_stopped():
    stopped = check_ins((0, 7), (1, 7))
    typed = f"{stopped}}}, {{title: Calls, start: 0, target: 9, current: 3"
    assert "silence" in key_result(typed)


def test_one_measure_in_two_directions_is_a_conflict():
    up = "title: A, key_results: [{title: Increase time per visit, start: 9, target: 12}]"
    down = "title: B, key_results: [{title: Reduce time per visit, start: 9, target: 6}]"
    assert ("conflict", "C2.1") in company(up, down)
    assert not any(rule == "conflict" for rule, _ in company(up))


def test_one_measure_in_two_units_is_a_conflict_unless_one_supports_the_other():
    shared = GOOD.replace("Rotas seen", "Visits seen")  # D1 and D2 side by side
    assert ("conflict", "D2.1") in found(shared)
    above = GOOD.replace("Slots seen", "Visits seen")  # T1 supports D1
    assert not any(rule == "conflict" for rule, _ in found(above))


# --- across -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "noted"), [("open", True), ("agreed", False), ("done", False)])
def test_an_open_dependency_is_noted(status, noted):
    waits = f"supports: D1, depends_on: [{{on: D2, status: {status}}}]"
    assert (("open-dependency", "T1") in found(GOOD.replace("supports: D1", waits))) is noted


def test_an_open_dependency_is_an_error_in_the_strict_profile():
    made = cascade_of(GOOD.replace("supports: D1", "supports: D1, depends_on: [D2]"))
    levels = {p: [f.level for f in audit(made, p)] for p in ("doerr", "strict")}
    assert levels == {"doerr": [Level.WARNING], "strict": [Level.ERROR]}


def test_what_is_carried_over_for_the_second_time_is_noted():
    now = cascade_of(GOOD.replace("id: D2,", "id: D2, carried_from: D1,"))
    before = cascade_of(GOOD.replace("id: D1,", "id: D1, carried_from: D9,"))
    assert [f.rule for f in audit(replace(now, previous=before))] == ["carried-over-twice"]
    assert audit(replace(now, previous=cascade_of(GOOD))) == ()


def test_dropped_objectives_are_not_audited():
    assert company("title: A, status: dropped") == {("no-company-objective", "harbor")}


# --- the whole ----------------------------------------------------------------------------------


def test_findings_point_at_their_line():
    (orphan,) = [
        f for f in audit(cascade_of(GOOD.replace("Rotas ahead, supports: C1", "Rotas ahead")))
        if f.rule == "orphan"
    ]  # fmt: skip
    line = (HEAD + GOOD).splitlines()[orphan.span.line - 1]
    assert "id: D2" in line
    assert orphan.suggestion


def test_a_threshold_that_is_not_understood_is_told_and_the_profiles_own_stays():
    made = cascade_of(GOOD)
    told = audit(made, thresholds={"silence_day": 3, "depth": "four", "open_dependency": "never"})
    assert [(f.rule, f.subject) for f in told] == [
        ("threshold", "silence_day"), ("threshold", "depth"), ("threshold", "open_dependency")
    ]  # fmt: skip
    assert "silence_days" in told[0].suggestion


def test_an_unknown_profile_is_refused():
    with pytest.raises(KeyError):
        audit(cascade_of(GOOD), "lenient")


def score_of(body: str):
    made = cascade_of(body)
    return alignment_score(made, audit(made))


def test_a_sound_cascade_scores_a_hundred():
    assert score_of(GOOD).value == 100


def test_the_score_says_what_took_how_much_off():
    text = GOOD.replace("Rotas ahead, supports: C1", "Rotas ahead")  # an orphan, and so a silo
    text = text.replace("supports: D1", "supports: C1")  # a skipped level
    score = score_of(text)
    assert score.parts == (("orphan", 1, 12), ("level-skip", 1, 3), ("silo", 1, 8))
    assert score.value == 77
    assert "12 per orphan" in score.explanation


def test_the_score_stops_at_five():
    rows = "".join(f"        - {{title: Goal {letter}}}\n" for letter in "abcdefghij")
    assert (
        score_of(
            f"company:\n  name: H\n  departments:\n    - name: D\n      objectives:\n{rows}"
        ).value
        == 5
    )


# --- the page -----------------------------------------------------------------------------------


def test_the_page_about_the_audit_is_that_of_the_table():
    from conftest import ROOT

    from deckgen.audit.document import NOTICED, page

    assert list(NOTICED) == list(RULES)
    assert {name for _, names in NOTICED.values() for name in names} == set(PROFILES["doerr"])
    assert (ROOT / "docs" / "audit.md").read_text(encoding="utf-8") == page()


def test_the_slides_have_words_for_every_rule_on_alignment():
    from conftest import ROOT

    from deckgen.template.builders import findings_text

    assert set(findings_text.RULES) >= set(RULES)
    assert rules_called(ROOT / "deckgen" / "audit", "found", 0) <= set(RULES)
    warned = rules_called(ROOT / "deckgen" / "spec", "warn", 1)
    assert set(findings_text.RULES) == set(RULES) | warned, "and of no rule that is not there"


def rules_called(folder, function, place):
    """The rule ids that the code of a folder gives to a function, as its argument at a place."""
    found = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node, "func", None)
            if getattr(name, "attr", getattr(name, "id", "")) != function:
                continue
            if len(node.args) > place and isinstance(node.args[place], ast.Constant):
                found.add(node.args[place].value)
    return found


def test_what_is_kept_in_its_band_may_not_be_silent():
    days = "check_ins: [{date: 2027-01-11, value: 4}]"
    assert "silence" in key_result(f"title: Sick leave, min: 3, max: 5, {days}")
    assert "silence" not in key_result(f"title: Visits, start: 0, target: 4, {days}")


def test_an_old_number_that_looks_good_is_called_old():
    fields = "title: Visits, start: 0, target: 9, check_ins: [{date: 2027-01-11, value: 8}]"
    body = f"company: {{name: H, objectives: [{{title: A, key_results: [{{{fields}}}]}}]}}\n"
    (told,) = [f for f in audit(cascade_of(body)) if f.rule == "silence"]
    assert told.message == "C1 had no check-in for 28 days; “on track” is an old number"


def test_no_limit_is_too_large_to_count_with():
    made = cascade_of(GOOD)
    assert audit(made, thresholds={"silence_days": 10**6}) == ()
    told = audit(made, thresholds={"silence_days": 1e300, "top_down_low": float("nan")})
    assert [f.rule for f in told] == ["threshold", "threshold"]


def test_names_with_digits_in_them_are_no_numbers():
    assert "objective-with-digits" not in key_result("title: K", "title: B2B buyers trust us")


def test_a_load_points_at_something_the_person_owns():
    rows = "".join(f"    - {{title: Goal {w}}}\n" for w in "abcd")
    body = f"company:\n  name: H\n  lead: Maya\n  objectives:\n{rows}"
    (told,) = [f for f in audit(cascade_of(body)) if f.rule == "load"]
    assert told.span is not None
    assert "Goal a" in (HEAD + body).splitlines()[told.span.line - 1]


# --- the command --------------------------------------------------------------------------------

ORPHAN = HEAD + GOOD.replace("Rotas ahead, supports: C1", "Rotas ahead")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "okrs.yaml").write_text(ORPHAN, encoding="utf-8")
    return tmp_path


def check(*args, stdin=None):
    done = CliRunner().invoke(program, ["check", *args], input=stdin)
    return done.exit_code, done.output


def test_check_shows_the_line_with_a_caret_and_ends_with_the_score(folder):
    status, out = check("okrs.yaml")
    lines = out.splitlines()
    at = next(i for i, line in enumerate(lines) if "warning[orphan]" in line)
    assert status == 0
    assert "id: D2" in lines[at + 1]
    assert "^^^^^^^^^^^ Name what D2 supports, or drop it" in lines[at + 2]
    assert lines[-1].startswith("Alignment 80 of 100, ")


def test_check_reads_standard_input(folder):
    status, out = check("-", stdin=ORPHAN)
    assert status == 0
    assert "<stdin>:" in out
    assert "^^^" in out


@pytest.mark.parametrize(("level", "status"), [("error", 0), ("warning", 1), ("never", 0)])
def test_check_fails_from_the_level_asked_for(folder, level, status):
    assert check("okrs.yaml", "--fail-on", level)[0] == status


def test_check_for_programs_has_the_score(folder):
    whole = json.loads(check("okrs.yaml", "--format", "json")[1])
    assert whole["alignment"]["score"] == 80
    assert {"rule": "orphan", "findings": 1, "points": 12} in whole["alignment"]["lost"]
    assert whole["findings"][0]["source_line"]


def test_check_speaks_sarif_and_the_language_of_githubs_log(folder):
    assert json.loads(check("okrs.yaml", "--format", "sarif")[1])["version"] == "2.1.0"
    assert "::warning file=okrs.yaml,line=" in check("okrs.yaml", "--format", "github")[1]


def test_check_uses_a_profile_or_a_file_of_thresholds(folder):
    (folder / "okrs.yaml").write_text(
        HEAD + GOOD.replace("supports: D1", "supports: D1, depends_on: [D2]"), encoding="utf-8"
    )
    assert check("okrs.yaml")[0] == 0
    assert check("okrs.yaml", "--rules", "strict")[0] == 1
    (folder / "ours.yaml").write_text("rules:\n  open_dependency: error\n  dept: 3\n")
    status, out = check("okrs.yaml", "--rules", "ours.yaml")
    assert status == 1
    assert "ours.yaml:3:3: warning[threshold]: 'dept' is not a threshold of the audit" in out
    assert "did you mean 'depth'?" in out


def test_check_refuses_rules_that_are_neither(folder):
    done = CliRunner().invoke(program, ["check", "okrs.yaml", "--rules", "lenient"])
    assert done.exception.exit_status == 2
    assert "doerr, wodtke, strict" in str(done.exception)


def test_a_threshold_in_the_spec_is_told_at_its_line(folder):
    (folder / "okrs.yaml").write_text(HEAD + "rules:\n  silence_day: 3\n" + GOOD)
    out = check("okrs.yaml")[1]
    assert "okrs.yaml:4:3: warning[threshold]: 'silence_day' is not a threshold" in out
    assert "    4 |   silence_day: 3\n      |   ^^^^^^^^^^^ did you mean 'silence_days'?" in out


def test_quiet_check_says_nothing_of_warnings(folder):
    assert check("okrs.yaml", "-q") == (0, "")


def test_a_broken_file_is_told_in_the_format_asked_for(folder):
    (folder / "okrs.yaml").write_text(HEAD.replace("name: Q1", "nam: Q1") + GOOD)
    status, out = check("okrs.yaml", "--format", "json")
    assert status == 3
    assert json.loads(out)["findings"][0]["rule"] == "unknown-key"
