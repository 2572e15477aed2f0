"""The sample that ships: it reads without a word, and shows what a file can hold."""

from __future__ import annotations

import pytest

from deckgen.audit import alignment_score, audit
from deckgen.model.changes import compare
from deckgen.model.resolve import resolve
from deckgen.spec.reader import read_spec


@pytest.fixture(scope="module")
def cascade(sample):
    return resolve(read_spec(sample)[0])[0]


def test_the_sample_reads_without_a_warning(sample):
    assert read_spec(sample)[1] == ()


def test_editors_find_its_schema(sample):
    first = sample.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=docs/okrs.schema.json"


def test_it_is_a_company_of_four_levels_and_five_departments(cascade):
    assert [level.name for level in cascade.levels] == [
        "Company",
        "Department",
        "Team",
        "Individual",
    ]
    assert len(cascade.levels[0].objectives) == 3
    assert len(cascade.levels[1].units) == 5
    assert 25 <= len(cascade.objectives) <= 40
    assert cascade.mission
    assert cascade.north_star


def test_every_kind_of_key_result_and_every_status_occurs(cascade):
    results = cascade.key_results.values()
    assert {k.kind for k in results} == {"metric", "maintain", "milestones", "yes_no", "baseline"}
    states = {k.status for k in results}
    assert states == {"not_started", "on_track", "at_risk", "off_track", "done"}


def test_most_is_on_track_and_one_department_is_not(cascade):
    company = cascade.units[cascade.company]
    states = [o.status for o in cascade.objectives.values()]
    departments = [cascade.units[u].status for u in company.children]
    assert 0.37 <= cascade.cycle.elapsed <= 0.43
    assert company.status == "on_track"
    assert states.count("on_track") > len(states) / 2
    assert departments.count("off_track") == 1


def test_courses_are_weekly_and_not_all_straight(cascade):
    courses = [[c.value for c in k.check_ins] for k in cascade.key_results.values()]
    assert sum(len(course) >= 5 for course in courses) > len(courses) / 2
    bent = [c for c in courses if c != sorted(c) and c != sorted(c, reverse=True)]
    assert len(bent) >= 3


def test_it_shows_each_kind_of_link(cascade):
    objectives = cascade.objectives.values()
    assert len(cascade.orphans) == 1
    assert any(o.further for o in objectives)
    assert any(o.parent and o.parent.key_result for o in objectives)
    assert {"open", "agreed"} <= {d.status for d in cascade.dependencies}
    for waits in cascade.dependencies:
        who, whom = (cascade.objectives[o].unit for o in (waits.who, waits.objective))
        assert cascade.unit_at(who, 1) != cascade.unit_at(whom, 1)


def test_everything_has_an_owner_and_most_have_two_to_four_key_results(cascade):
    assert all(o.owner for o in cascade.objectives.values())
    counts = [len(o.key_results) for o in cascade.objectives.values()]
    assert sum(2 <= n <= 4 for n in counts) >= 0.8 * len(counts)


def test_the_last_quarter_is_graded_and_one_objective_comes_from_it(cascade):
    last = cascade.previous
    assert last is not None
    assert last.cycle.end < cascade.cycle.start
    assert all(o.score is not None or o.status == "dropped" for o in last.objectives.values())
    carried = [p for p in compare(last, cascade).carried if p.how == "carried_from"]
    assert len(carried) == 1


def test_it_is_healthy_with_a_few_findings_to_talk_about(cascade):
    found = audit(cascade)
    assert alignment_score(cascade, found).value >= 75
    assert {"orphan", "open-dependency", "confidence-falls"} <= {f.rule for f in found}
    assert len(found) <= 12
