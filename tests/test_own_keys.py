"""Keys of the author's own reach templates from wherever they stand; included files' too."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from deckgen import pipeline
from deckgen.cli import program
from deckgen.findings import Level
from deckgen.pipeline import Options
from deckgen.spec.schema import TABLES

SPEC = """\
version: 1
x-top: 1
cycle: {name: Q1 2027, start: 2027-01-04, end: 2027-04-04, as_of: 2027-02-05, x-cycle: 2}
deck: {x-deck: 3}
scoring: {x-scoring: 4}
cadence:
  - {name: Kickoff, date: 2027-01-04, x-event: 5}
practices: [{title: P, text: Q, x-practice: 6}]
glossary: [{term: T, text: U, x-term: 7}]
faq: [{question: F, answer: A, x-question: 8}]
company:
  name: Harbor
  x-company: 9
  objectives:
    - id: C1
      title: Nobody waits
      x-objective: 10
      key_results:
        - title: Wait
          target: 7
          x-key-result: 11
          check_ins: [{date: 2027-01-11, value: 2, x-check-in: 12}]
        - {title: Steps, milestones: [{title: First, done: true, x-milestone: 13}]}
  departments:
    - name: Digital
      x-unit: 14
      objectives:
        - id: D1
          title: Booking works
          supports: C1
          depends_on: [{on: C1, note: rotas, x-dependency: 15}]
          key_results: [{title: Booked, target: 5}]
"""
PLACES = {
    "spec": ("{{ x.top }}", 1),
    "cycle": ("{{ cycle.x.cycle }}", 2),
    "deck": ("{{ deck.deck }}", 3),
    "scoring": ("{{ scoring.x.scoring }}", 4),
    "event": ("{{ events[0].x.event }}", 5),
    "practice": ("{{ practices[0].x.practice }}", 6),
    "term": ("{{ glossary[0].x.term }}", 7),
    "question": ("{{ faq[0].x.question }}", 8),
    "company": ("{{ company.x.company }}", 9),
    "objective": ("{{ objectives[0].x.objective }}", 10),
    "key_result": ("{{ key_results[0].x.key_result }}", 11),
    "check_in": ("{{ key_results[0].check_ins[0].x.check_in }}", 12),
    "milestone": ("{{ key_results[1].milestones[0].x.milestone }}", 13),
    "unit": ("{{ departments[0].x.unit }}", 14),
    "dependency": ("{{ dependencies[0].x.dependency }}", 15),
}


def titles(folder: Path, template: str) -> list[str]:
    (folder / "okrs.yaml").write_text(SPEC)
    (folder / "t.yaml").write_text(template)
    deck = pipeline.build(str(folder / "okrs.yaml"), Options(template=str(folder / "t.yaml")))
    return [slide.title for slide in deck.slides]


def test_every_kind_of_mapping_is_looked_at() -> None:
    assert set(PLACES) == set(TABLES)


def test_own_keys_reach_templates_from_everywhere(tmp_path: Path) -> None:
    slides = "".join(
        f"  - {{layout: text, title: 'Word {name}: {path}', text: x}}\n"
        for name, (path, _) in PLACES.items()
    )
    shown = titles(tmp_path, f"name: T\nslides:\n{slides}")
    assert shown == [f"Word {name}: {value}" for name, (_, value) in PLACES.items()]


PART = """\
x-budget: 5
version: 1
cycle: {name: Q1 2027, start: 2027-01-04, end: 2027-04-04, as_of: 2027-02-05, x-cycle: 2}
company:
  departments:
    - name: Clinics
      objectives:
        - {id: D2, title: Evenings are open, supports: C1, key_results: [{title: Sites, target: 5}]}
"""


def with_part(folder: Path, part: str) -> pipeline.Source:
    (folder / "okrs.yaml").write_text(SPEC + "include: [part.yaml]\n")
    (folder / "part.yaml").write_text(part)
    return pipeline.read(str(folder / "okrs.yaml"))


def test_own_keys_of_an_included_file_reach_templates_too(tmp_path: Path) -> None:
    source = with_part(tmp_path, PART + "x-top: 99\n")
    assert source.cascade.extra == {"x-budget": 5, "x-top": 1}, "the including file's own win"
    assert not source.findings, "what both files say alike is no news"
    assert "D2" in source.cascade.objectives


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("faq: [{question: Why, answer: So}]", "the 'faq' of"),
        ("levels: [Company, Tribe]", "the 'levels' of"),
        ("deck: {title: Other}", "the 'deck' of"),
    ],
)
def test_what_is_not_read_of_an_included_file_is_said(line: str, said: str, tmp_path: Path) -> None:
    (found,) = with_part(tmp_path, PART + line + "\n").findings
    assert (found.rule, found.level) == ("include-ignored", Level.WARNING)
    assert said in found.message
    assert found.span is not None
    assert found.span.file.endswith("part.yaml")


def test_a_companys_name_that_differs_in_an_included_file_is_said(tmp_path: Path) -> None:
    part = PART.replace("company:\n", "company:\n  name: Haven\n")
    (found,) = with_part(tmp_path, part).findings
    assert "company's 'name'" in found.message


def test_an_included_file_has_a_schema_that_editors_can_use(tmp_path: Path) -> None:
    printed = CliRunner().invoke(program, ["schema", "--part"]).output
    schema = json.loads(printed)
    part = yaml.load(PART, Loader=yaml.BaseLoader)
    part["x-budget"], part["version"] = 5, 1
    part["company"]["departments"][0]["objectives"][0]["key_results"][0]["target"] = 5
    jsonschema.validate(part, schema)
    jsonschema.validate({"departments": [{"name": "Clinics"}]}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"departments": [{"nam": "Clinics"}]}, schema)
    whole = json.loads(CliRunner().invoke(program, ["schema"]).output)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"departments": [{"name": "Clinics"}]}, whole)


def test_warnings_of_the_last_cycles_file_are_told_as_its_own(tmp_path: Path) -> None:
    old = SPEC.replace("2027-01-11", "2026-01-11").replace("Q1 2027", "Q4 2026")
    (tmp_path / "old.yaml").write_text(old)
    (tmp_path / "okrs.yaml").write_text(SPEC + "previous: old.yaml\n")
    (found,) = pipeline.read(str(tmp_path / "okrs.yaml")).findings
    assert found.message.startswith("in the last cycle's file, a check-in on 2026-01-11")
    assert found.span is not None
    assert found.span.file.endswith("old.yaml")
