"""The shipped sample, through every built-in template."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from deckgen.audit import alignment_score, audit
from deckgen.model.resolve import resolve
from deckgen.spec.reader import read_spec
from deckgen.template import plan, storyline

SAMPLE = Path(__file__).resolve().parent.parent / "sample_okrs.yaml"
TEMPLATES = ("kickoff", "department", "primer", "review", "one-pager")


@pytest.fixture(scope="module")
def cascade():
    return resolve(read_spec(SAMPLE)[0])[0]


def deck(cascade, name="kickoff", unit=None):
    found = audit(cascade)
    score = alignment_score(cascade, found)
    return plan.plan(cascade, storyline.load(name), unit=unit, findings=found, score=score)[0]


def words(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in words(item)]
    if is_dataclass(value):
        return [text for f in fields(value) for text in words(getattr(value, f.name))]
    return []


def test_every_objective_and_key_result_title_stands_in_the_deck_in_full(cascade):
    shown = {text for s in deck(cascade).slides for text in words(s.content)}
    titles = [o.title for o in cascade.objectives.values()]
    titles += [kr.title for kr in cascade.key_results.values()]
    assert [title for title in titles if title not in shown] == []


def test_nothing_that_the_sample_says_is_lost(cascade):
    slides = deck(cascade).slides
    said = "\n".join(text for s in slides for text in (s.title, s.lede, s.notes, *words(s.content)))
    wanted = [cascade.mission, cascade.north_star]
    for unit in cascade.units.values():
        wanted += [unit.name, unit.lead, unit.description]
    for it in cascade.objectives.values():
        wanted += [it.why, it.owner, *it.tags]
    for kr in cascade.key_results.values():
        wanted += [kr.note, kr.owner, *[c.note for c in kr.check_ins]]
        wanted += [m.title for m in kr.milestones]
    wanted += [d.note for d in cascade.dependencies]
    wanted += [text for e in cascade.events for text in (e.name, e.note)]
    for pair in (*cascade.practices, *cascade.faq, *cascade.glossary):
        wanted += [pair.title, pair.text]
    assert [text for text in wanted if text not in said] == []


def test_the_sample_makes_a_long_kickoff_with_sections_notes_and_unique_titles(cascade):
    found = deck(cascade)
    assert len(found.slides) >= 18
    assert len({s.section for s in found.slides}) >= 3
    assert all(s.notes for s in found.slides)
    assert len({s.title for s in found.slides}) == len(found.slides)


@pytest.mark.parametrize("name", TEMPLATES)
def test_most_titles_fit_one_line_and_all_fit_two(cascade, name):
    lengths = [len(s.title) for s in deck(cascade, name).slides]
    assert max(lengths) <= 110
    assert sum(length <= 62 for length in lengths) >= 0.8 * len(lengths)


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_works_for_every_unit(cascade, name):
    for unit in cascade.units:
        assert deck(cascade, name, unit).slides


def test_the_one_pager_is_one_slide(cascade):
    for unit in cascade.units:
        assert len(deck(cascade, "one-pager", unit).slides) == 1


def test_a_kickoff_for_one_unit_keeps_to_its_branch(cascade):
    sections = {s.section for s in deck(cascade, "kickoff", "digital").slides}
    assert "Digital" in sections
    assert "Finance" not in sections


def test_a_department_deck_of_the_company_itself_does_not_miss_a_level_above(cascade):
    titles = [s.title for s in deck(cascade, "department").slides]
    assert "Harbor Health sets three company objectives" in titles
    assert not [t for t in titles if "supports nothing above" in t]
