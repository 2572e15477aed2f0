"""Reading specs: what is read, what is given, and what each mistake gets."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.findings import Finding, Level, SpecError
from deckgen.spec.reader import read_spec
from deckgen.spec.references import assign_ids, slug
from deckgen.spec.schema import TABLES, json_schema
from deckgen.spec.types import Spec

HEAD = """\
version: 1
cycle: {name: Q1 2027, start: 2027-01-04, end: 2027-04-04}
"""
SMALL = HEAD + "company:\n  name: Harbor\n"
OBJECTIVES = SMALL + "  objectives:\n"
KEY_RESULT = OBJECTIVES + "    - title: A\n      key_results:\n        - title: K\n"
MARK = "§"
"""Stands in the text where the finding is to point; it is taken out before reading."""


def read(text: str, path: str = "okrs.yaml") -> Spec:
    return read_spec(path, text=text)[0]


def findings(text: str, path: str = "okrs.yaml") -> tuple[Finding, ...]:
    """All findings of a text, errors or not."""
    try:
        return read_spec(path, text=text)[1]
    except SpecError as error:
        return error.findings


def marked(text: str) -> tuple[str, int, int]:
    """The text without its mark, and the line and column where the mark was."""
    before, _, after = text.partition(MARK)
    return before + after, before.count("\n") + 1, len(before) - before.rfind("\n")


TWO = "    - {id: C1, title: A, key_results: [{title: K, target: 5}]}\n"

MISTAKES = {
    # syntax
    "tab indents": ("tab", HEAD + "company:\n§\tname: x\n"),
    "tab between": ("tab", HEAD + "company:\n  name: a\n  lead:\n§\t- x\n"),
    "percent": ("unquoted-character", KEY_RESULT + "          unit: §%\n"),
    "at sign": ("unquoted-character", SMALL + "  lead: §@maya\n"),
    "backtick": ("unquoted-character", SMALL + "  lead: §`maya`\n"),
    "asterisk": ("unquoted-character", OBJECTIVES + "    - title: §*really* good\n"),
    "greater than": ("unquoted-character", OBJECTIVES + "    - title: §>50% of visits\n"),
    "bad indent": ("broken-indent", HEAD + "company:\n  name: x\n §lead: y\n"),
    "deeper indent": ("broken-indent", HEAD + "company:\n  name: x\n    §lead: y\n"),
    "colon in text": ("unquoted-colon", SMALL + "  mission: Care§: now\n"),
    "open quote": ("open-quote", SMALL + '  mission: §"Care\n'),
    "open bracket": ("open-bracket", OBJECTIVES + "    - title: A\n      tags: §[a, b\n"),
    "escape": ("bad-escape", SMALL + '  mission: "§\\Q"\n'),
    "no colon": ("missing-colon", HEAD + "company:\n  §name\n  lead: x\n"),
    "no space after a colon": (
        "missing-space",
        HEAD + "company:\n  §name:Harbor\n  lead: x\n",
    ),
    "no-break space indents": ("unknown-key", HEAD + "company: {name: a}\n§\u00a0deck: {}\n"),
    "odd indent": ("odd-space", HEAD + "company:\n  name: x\n   §\u00a0lead: y\n"),
    "missing comma": (
        "missing-comma",
        HEAD + 'company: {\n  "name": "a"\n  §"lead": "b"}\n',
    ),
    "bracket begins a text": ("open-bracket", SMALL + "  mission: §[Draft, care\n"),
    "text after a bracket": ("yaml-syntax", SMALL + "  mission: [Draft] §care\n"),
    "text after a quote": ("yaml-syntax", SMALL + '  mission: "Care" §first\n'),
    "dash begins a text": ("unquoted-character", SMALL + "  mission: §- care\n"),
    "alias of nothing": ("unknown-alias", SMALL + "  lead: §*maya\n"),
    "tag": ("unknown-tag", SMALL + "  lead: §!!python/name:os.system x\n"),
    "duplicate key": ("duplicate-key", SMALL + "  §name: Again\n"),
    "second document": ("several-documents", SMALL + "§---\na: 1\n"),
    "control character": ("control-character", SMALL + "  lead: a§\x07b\n"),
    "escaped control character": ("control-character", SMALL + '  lead: §"a\\u0007b"\n'),
    "key that is a list": ("key-not-text", SMALL + "? §[a]\n: 1\n"),
    # keys
    "mistyped key": ("unknown-key", OBJECTIVES + "    - title: A\n      §wy: because\n"),
    "mistyped required key": ("unknown-key", OBJECTIVES + "    - §titel: A\n"),
    "mistyped top key": ("unknown-key", SMALL + "§cadance: []\n"),
    "key of something else": ("unknown-key", SMALL + "§departments: []\n"),
    "no title": ("missing-key", OBJECTIVES + "    - §why: A\n"),
    "title without value": ("missing-value", OBJECTIVES + "    - §title:\n"),
    "empty title": ("missing-value", OBJECTIVES + '    - title: §""\n'),
    "no name": ("missing-key", HEAD + "company:\n  §lead: A\n"),
    "no cycle": ("missing-key", "§company: {name: A}\n"),
    "no company": ("missing-key", "§" + HEAD),
    "check-in without date": ("missing-key", KEY_RESULT + "          check_ins: [{§value: 2}]\n"),
    # types
    "text for a number": ("wrong-type", KEY_RESULT + "          target: §twelve\n"),
    "percent in a number": ("wrong-type", KEY_RESULT + "          target: §60%\n"),
    "leading zero": ("wrong-type", KEY_RESULT + "          target: §0123\n"),
    "quoted number": ("wrong-type", KEY_RESULT + '          target: §"12"\n'),
    "time for a number": ("wrong-type", KEY_RESULT + "          target: §12:30\n"),
    "infinite number": ("wrong-type", KEY_RESULT + "          target: §.inf\n"),
    "list for a text": ("wrong-type", OBJECTIVES + "    - title: §[A]\n"),
    "mapping for a list": ("wrong-type", SMALL + "  objectives: §{title: A}\n"),
    "text for a mapping": ("wrong-type", HEAD + "company: §Harbor\n"),
    "text in a list of mappings": ("wrong-type", OBJECTIVES + "    - §Grow\n"),
    "text for a flag": ("wrong-type", KEY_RESULT + "          done: §maybe\n"),
    "text for a list": ("wrong-type", OBJECTIVES + "    - title: A\n      tags: §x\n"),
    "list at the top": ("wrong-type", "§- a\n"),
    "half a decimal": ("wrong-type", SMALL + "scoring: {rounding: §0.5}\n"),
    "no date": ("bad-date", KEY_RESULT + "          check_ins: [{date: §soon}]\n"),
    "no such day": ("bad-date", HEAD.replace("2027-01-04", "§2027-02-30") + "company: {name: A}\n"),
    "day first": ("bad-date", HEAD.replace("2027-01-04", "§04.01.2027") + "company: {name: A}\n"),
    "unknown type": ("unknown-word", OBJECTIVES + "    - {title: A, type: §commited}\n"),
    "unknown status": ("unknown-word", KEY_RESULT + "          status: §on track\n"),
    "unknown version": ("unknown-word", SMALL.replace("version: 1", "version: §7")),
    "unknown aspect": ("unknown-word", SMALL + "deck: {aspect: §'3:2'}\n"),
    "too confident": ("out-of-range", KEY_RESULT + "          confidence: §11\n"),
    "score as percent": ("out-of-range", KEY_RESULT + "          score: §70\n"),
    "negative weight": ("out-of-range", KEY_RESULT + "          weight: §-1\n"),
    "id with a space": ("bad-id", OBJECTIVES + "    - {title: A, id: §C 1}\n"),
    "language": ("bad-language", SMALL + "deck: {language: §en_US}\n"),
    # meaning
    "duplicate id": ("duplicate-id", OBJECTIVES + TWO + "    - {title: B, id: §C1}\n"),
    "duplicate unit": (
        "duplicate-id",
        SMALL + "  departments: [{name: A, id: a}, {name: B, id: §a}]\n",
    ),
    "key result takes an objective's id": (
        "duplicate-id",
        OBJECTIVES + TWO + "    - {title: B, key_results: [{title: K, id: §C1}]}\n",
    ),
    "unknown support": ("unknown-reference", OBJECTIVES + "    - {title: B, supports: §C9}\n"),
    "unknown second support": (
        "unknown-reference",
        OBJECTIVES + TWO + "    - {title: B, supports: [C1.1, §C1.2]}\n",
    ),
    "unknown dependency": (
        "unknown-reference",
        OBJECTIVES + TWO + "    - {title: B, depends_on: [C1, §growth]}\n",
    ),
    "unknown dependency in a mapping": (
        "unknown-reference",
        OBJECTIVES + TWO + "    - {title: B, depends_on: [{on: §growth, note: x}]}\n",
    ),
    "supports itself": (
        "circular-support",
        OBJECTIVES + "    - {id: C1, title: A, supports: §C1.1, key_results: [{title: K}]}\n",
    ),
    "depends on itself": (
        "self-dependency",
        OBJECTIVES + "    - {id: C1, title: A, depends_on: [§C1]}\n",
    ),
    "supports below": (
        "supports-below",
        OBJECTIVES + "    - {title: A, supports: §D1}\n"
        "  departments: [{name: D, objectives: [{title: B}]}]\n",
    ),
    "target is start": (
        "target-equals-start",
        KEY_RESULT + "          start: 5\n          target: §5.0\n",
    ),
    "target is zero": ("target-equals-start", KEY_RESULT + "          target: §0\n"),
    "maintain without bounds": ("missing-key", KEY_RESULT + "          kind: §maintain\n"),
    "milestones without any": ("missing-key", KEY_RESULT + "          kind: §milestones\n"),
    "band upside down": ("band-reversed", KEY_RESULT + "          min: 5\n          max: §2\n"),
    "cycle ends first": (
        "end-before-start",
        HEAD.replace("2027-04-04", "§2026-04-04") + "company: {name: A}\n",
    ),
    "event ends first": (
        "end-before-start",
        SMALL + "cadence: [{name: A, date: 2027-01-04, end: §2027-01-03}]\n",
    ),
    "unknown level": ("unknown-level", SMALL + "  departments: [{name: A, level: §Squad}]\n"),
    "level above its parent": (
        "level-order",
        SMALL + "  departments: [{name: A, teams: [{name: B, level: §Department}]}]\n",
    ),
    "deeper than the levels": (
        "too-many-levels",
        SMALL + "  units: [{name: A, units: [{§name: B, units: [{name: C}]}]}]\n"
        "levels: [Company, Squad]\n",
    ),
    "seven levels": ("level-count", SMALL + "levels: [a, b, c, d, e, f, §g]\n"),
    "level named twice": ("duplicate-level", SMALL + "levels: [Company, Team, §team]\n"),
    "thresholds": ("threshold-order", SMALL + "scoring: {on_track: 0.6, at_risk: §0.7}\n"),
    "missing include": ("missing-file", SMALL + "include: [§gone.yaml]\n"),
    "missing previous": ("missing-file", SMALL + "previous: §gone.yaml\n"),
    "missing logo": ("missing-file", SMALL + "  logo: §gone.png\n"),
    # warnings
    "check-in too early": (
        "check-in-outside-cycle",
        KEY_RESULT + "          check_ins: [{date: §2026-12-31, value: 3}]\n",
    ),
    "support named twice": (
        "duplicate-reference",
        OBJECTIVES + TWO + "    - {title: B, supports: [C1, §C1]}\n",
    ),
    "two kinds": ("ambiguous-kind", KEY_RESULT + "          target: 5\n          §done: true\n"),
    "key of another kind": (
        "unused-key",
        KEY_RESULT + "          kind: yes_no\n          §target: 5\n",
    ),
    "number sign": ("comment-in-text", OBJECTIVES + "    - title: §Be #1 in care\n"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_finding_at_its_place(name: str, tmp_path: Path) -> None:
    rule, text = MISTAKES[name]
    text, line, column = marked(text)
    path = str(tmp_path / "okrs.yaml")
    found = findings(text, path)
    assert [(f.rule, f.span and (f.span.line, f.span.column)) for f in found] == [
        (rule, (line, column))
    ]
    assert found[0].span is not None
    assert found[0].span.file == path
    assert found[0].source_line == text.split("\n")[line - 1]


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        (OBJECTIVES + "    - titel: A\n", "did you mean 'title'?"),
        (OBJECTIVES + TWO + "    - {title: B, supports: C2.1}\n", "did you mean 'C1.1'?"),
        (OBJECTIVES + TWO + "    - {title: B, supports: c1}\n", "did you mean 'C1'?"),
        (OBJECTIVES + "    - {title: A, confidence: 7}\n",
         "it is a key of a key result and of a check-in"),
        (OBJECTIVES + "    - {title: A, teams: []}\n",
         "it is a key of the company and of a unit"),
        (KEY_RESULT + "          units: days\n", "did you mean 'unit'?"),
        (HEAD + "company: name:Harbor\n", "put a space after the ':'"),
        (KEY_RESULT + "          status: On Track\n", "did you mean 'on_track'?"),
        (KEY_RESULT + "          target: 60%\n", "write 60 and \"%\" under 'unit'"),
        (KEY_RESULT + "          target: 1,250\n", "write 1250"),
        (KEY_RESULT + "          target: 7,5\n", "write 7.5"),
        (KEY_RESULT + "          target: 0123\n", "write 123"),
        (KEY_RESULT + "          unit: %\n", 'write "%"'),
        (KEY_RESULT + "          check_ins: [{date: 2027-1-9}]\n", "write 2027-01-09"),
        (SMALL + "  departments: [{name: A, level: team}, {name: B, level: tem}]\n",
         "did you mean 'Team'?"),
    ],
)  # fmt: skip
def test_a_near_name_or_the_right_spelling_is_suggested(text: str, suggestion: str) -> None:
    assert [f.suggestion for f in findings(text)] == [suggestion]


def test_all_mistakes_of_a_file_are_reported_together_in_its_order() -> None:
    found = findings(
        "version: 2\n"
        "cycle: {name: Q1, start: 2027-01-04, end: never}\n"
        "company:\n"
        "  objectives:\n"
        "    - {title: A, id: C1, supports: C9}\n"
        "    - {title: B, id: C1, wieght: 2}\n"
    )
    assert [f.rule for f in found] == [
        "unknown-word",
        "bad-date",
        "missing-key",
        "unknown-reference",
        "duplicate-id",
        "unknown-key",
    ]


@pytest.mark.parametrize(
    "broken",
    [
        "    - {id: D4, titel: B}\n",
        "    - {idd: D4, title: B}\n",
        "    - {id: [D4], title: B}\n",
        "    - {id: D 4, title: B}\n",
    ],
)
def test_a_broken_objective_does_not_break_references_to_it(broken: str) -> None:
    found = findings(OBJECTIVES + broken + "    - {title: C, id: C7, supports: D4}\n")
    assert len(found) == 1
    assert found[0].rule != "unknown-reference"


def test_a_mistyped_list_of_units_hides_no_ids() -> None:
    text = OBJECTIVES + (
        "    - {id: C1, title: A, depends_on: [D4, T1]}\n"
        "  departmens:\n"
        "    - {name: D, objectives: [{id: D4, title: B}], teams: [{name: T, objectives: []}]}\n"
    )
    assert [f.rule for f in findings(text)] == ["unknown-key"]


def test_a_missing_include_does_not_make_references_fail(tmp_path: Path) -> None:
    text = OBJECTIVES + "    - {title: A, depends_on: [growth]}\ninclude: [gone.yaml]\n"
    assert [f.rule for f in findings(text, str(tmp_path / "a.yaml"))] == ["missing-file"]


def test_a_circle_of_supports_names_all_its_members_once() -> None:
    text = OBJECTIVES + (
        "    - {id: C1, title: A, supports: C2}\n"
        "    - {id: C2, title: B, supports: C3.1}\n"
        "    - {id: C3, title: C, supports: C1, key_results: [{title: K, target: 1}]}\n"
        "    - {id: C4, title: D, supports: C1}\n"
    )
    (found,) = findings(text)
    assert found.rule == "circular-support"
    assert "C1 → C2 → C3 → C1" in found.message
    assert (found.span and found.span.line) == 6


def test_a_warning_does_not_stop_the_reading() -> None:
    text = KEY_RESULT + "          check_ins: [{date: 2028-01-01, value: 3}]\n"
    spec, found = read_spec("okrs.yaml", text=text)
    assert [f.level for f in found] == [Level.WARNING]
    assert spec.company.objectives[0].key_results[0].check_ins[0].value == 3


# --- what is read ---------------------------------------------------------------------------


def test_ids_left_out_are_given_by_level_and_place() -> None:
    spec = read(
        OBJECTIVES
        + "    - {title: A, key_results: [{title: K}, {title: L, id: special}, {title: M}]}\n"
        "    - {title: B, id: vision}\n"
        "    - {title: C}\n"
        "  departments:\n"
        "    - name: Été & Söhne\n"
        "      objectives: [{title: D}, {title: E, id: D4}]\n"
        "      teams: [{name: T, objectives: [{title: F}]}]\n"
        "    - {name: Ete Sohne, objectives: [{title: G}, {title: H}]}\n"
    )
    assert [o.id for o in spec.company.objectives] == ["C1", "vision", "C3"]
    assert [k.id for k in spec.company.objectives[0].key_results] == ["C1.1", "special", "C1.3"]
    first, second = spec.company.children
    assert (first.id, second.id) == ("ete-sohne", "ete-sohne-2")
    assert [o.id for o in first.objectives] == ["D1", "D4"]
    assert [o.id for o in second.objectives] == ["D3", "D5"]
    assert first.children[0].objectives[0].id == "T1"
    assert assign_ids(spec) == spec


def test_given_ids_never_collide_even_when_levels_share_an_initial() -> None:
    spec = read(
        OBJECTIVES + "    - {title: A}\n    - {title: B, id: C3}\n"
        "  units: [{name: X, objectives: [{title: C}, {title: D}]}]\n"
        "levels: [Company, Chapter]\n"
    )
    chapter = spec.company.children[0]
    assert [o.id for o in chapter.objectives] == ["C2", "C4"]


def test_levels_follow_depth_keys_and_explicit_words() -> None:
    spec = read(
        SMALL + "  departments:\n"
        "    - name: D\n"
        "      individuals: [{name: Sam}]\n"
        "      units: [{name: T}, {name: Kim, level: Individual}, {name: Lee, level: 3}]\n"
    )
    (department,) = spec.company.children
    assert [(unit.name, unit.level) for unit in department.children] == [
        ("Sam", 3), ("T", 2), ("Kim", 3), ("Lee", 3),
    ]  # fmt: skip


def test_own_levels_nest_with_units() -> None:
    spec = read(
        SMALL + "  units:\n    - name: East\n      units: [{name: Tribe 1, units: [{name: S}]}]\n"
        "levels: [Company, Division, Tribe, Squad]\n"
    )
    east = spec.company.children[0]
    assert (east.level, east.children[0].level, east.children[0].children[0].level) == (1, 2, 3)
    assert spec.levels == ("Company", "Division", "Tribe", "Squad")


def test_words_that_yaml_1_1_reads_as_values_stay_text() -> None:
    spec = read(
        HEAD.replace("Q1 2027", "2027-01") + "company:\n  name: no\n  lead: on\n"
        "  objectives:\n    - {title: 12:30, id: 0123, tags: [yes, off, 1e3]}\n"
        "deck: {aspect: 16:9, language: no, date: 2027-01-04, title: 1.10}\n"
    )
    objective = spec.company.objectives[0]
    assert (spec.cycle.name, spec.company.name, spec.company.lead) == ("2027-01", "no", "on")
    assert (objective.title, objective.id, objective.tags) == (
        "12:30", "0123", ("yes", "off", "1e3"),
    )  # fmt: skip
    assert spec.deck == {
        "aspect": "16:9", "language": "no", "date": "2027-01-04", "title": "1.10",
    }  # fmt: skip


def test_numbers_are_read_as_people_write_them() -> None:
    spec = read(KEY_RESULT + "          start: 1e3\n          target: 1_500.5\n"
                "          current: -0.5\n          weight: 0\n")  # fmt: skip
    key_result = spec.company.objectives[0].key_results[0]
    assert (key_result.start, key_result.target, key_result.current) == (1000, 1500.5, -0.5)
    assert key_result.weight == 0


def test_all_five_kinds_of_key_results_are_read() -> None:
    spec = read(
        OBJECTIVES + "    - title: A\n"
        "      key_results:\n"
        "        - {title: M, start: 1, target: 2}\n"
        "        - {title: B, min: 90, max: 99.9, unit: '%'}\n"
        "        - {title: S, milestones: [{title: x, done: yes, weight: 2, date: 2027-02-01}]}\n"
        "        - {title: Y, done: true}\n"
        "        - {title: Z, kind: baseline}\n"
    )
    metric, band, steps, done, baseline = spec.company.objectives[0].key_results
    assert (metric.start, metric.target, metric.kind) == (1, 2, None)
    assert (band.minimum, band.maximum, band.unit) == (90, 99.9, "%")
    assert steps.milestones[0].done
    assert (steps.milestones[0].weight, steps.milestones[0].date) == (2, dt.date(2027, 2, 1))
    assert done.done is True
    assert baseline.kind == "baseline"


def test_supports_and_dependencies_take_their_short_and_long_forms() -> None:
    spec = read(
        OBJECTIVES + TWO + "    - {title: B, supports: C1.1}\n"
        "    - {title: C, supports: [C1, C2], depends_on: [C2, {on: C1, note: n, status: done}]}\n"
    )
    _, second, third = spec.company.objectives
    assert second.supports == ("C1.1",)
    assert third.supports == ("C1", "C2")
    assert [(d.on, d.note, d.status) for d in third.depends_on] == [
        ("C2", "", "open"), ("C1", "n", "done"),
    ]  # fmt: skip
    assert third.depends_on[0].spans["on"].column == third.spans["depends_on[0]"].column


def test_own_keys_are_kept_as_plain_data_at_every_place() -> None:
    spec = read(
        SMALL + "  x-site: {open: 2027-01-04, desks: 12, remote: no}\n"
        "  objectives: [{title: A, x-a: [1, true, null], key_results: [{title: K, x-k: v}]}]\n"
        "x-board: yes\ndeck: {x-colour: 0123}\n"
    )
    objective = spec.company.objectives[0]
    assert spec.extra == {"x-board": "yes"}
    assert spec.company.extra == {
        "x-site": {"open": dt.date(2027, 1, 4), "desks": 12, "remote": "no"}
    }
    assert objective.extra == {"x-a": [1, True, None]}
    assert objective.key_results[0].extra == {"x-k": "v"}
    assert spec.deck == {"x-colour": "0123"}


def test_the_rest_of_the_file_is_read() -> None:
    spec = read(
        SMALL + "  mission: m\n  north_star: n\n"
        "cadence: [{name: Kickoff, date: 2027-01-05, end: 2027-01-06, level: team, note: x}]\n"
        "practices: [{title: a, text: b}]\nglossary: [{term: c, text: d}]\n"
        "faq: [{question: e, answer: f}]\nscoring: {on_track: 0.8, rounding: 1}\n"
        "rules: {orphan: off, objectives-per-unit: {warn: 4}}\n"
    )
    (event,) = spec.cadence
    assert (spec.mission, spec.north_star) == ("m", "n")
    assert (event.name, event.end, event.level, event.note) == (
        "Kickoff", dt.date(2027, 1, 6), 2, "x",
    )  # fmt: skip
    pairs = [(p.title, p.text) for p in (*spec.practices, *spec.glossary, *spec.faq)]
    assert pairs == [("a", "b"), ("c", "d"), ("e", "f")]
    assert spec.scoring == {"on_track": 0.8, "rounding": 1}
    assert spec.rules == {"orphan": "off", "objectives-per-unit": {"warn": 4}}


def test_json_with_surrogate_pairs_is_read() -> None:
    data = {
        "cycle": {"name": "Q1 😀", "start": "2027-01-04", "end": "2027-04-04"},
        "company": {"name": "Harbor\tHealth", "objectives": [{"title": "\\ud83d ist Text"}]},
    }
    spec = read(json.dumps(data, indent="\t"))
    assert spec.cycle.name == "Q1 😀"
    assert spec.company.name == "Harbor\tHealth"
    assert spec.company.objectives[0].title == "\\ud83d ist Text"


def test_values_know_where_they_stand() -> None:
    spec = read(OBJECTIVES + TWO + "    - {title: B, supports: [C1, C1.1]}\n", "my.yaml")
    span = spec.company.objectives[1].spans["supports[1]"]
    assert (span.file, span.line, span.column, span.length) == ("my.yaml", 7, 33, 4)
    assert spec.company.objectives[0].spans[""].line == 6
    assert "owner" not in spec.company.objectives[0].spans


def test_a_spec_can_be_sent_to_another_process() -> None:
    spec = read(KEY_RESULT)
    again = pickle.loads(pickle.dumps(spec))
    assert again == spec
    assert again.company.spans["name"] == spec.company.spans["name"]


def test_slugs_keep_letters_of_any_script() -> None:
    assert [slug(name) for name in ("Sales & Marketing", "Größe", "営業部", "—")] == [
        "sales-marketing", "grosse", "営業部", "unit",
    ]  # fmt: skip


# --- further files --------------------------------------------------------------------------


def test_included_files_bring_their_departments(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "okrs.yaml").write_text(
        OBJECTIVES + TWO + "include: [parts/list.yaml, whole.yaml]\n", "utf-8"
    )
    (tmp_path / "parts" / "list.yaml").write_text(
        "departments: [{name: A, objectives: [{title: X, id: X, supports: C1}]}]\n"
        "include: [more.yaml]\n", "utf-8",
    )  # fmt: skip
    (tmp_path / "parts" / "more.yaml").write_text("units: [{name: B}]\n", "utf-8")
    (tmp_path / "whole.yaml").write_text(SMALL + "  departments: [{name: C}]\n", "utf-8")
    spec, found = read_spec(tmp_path / "okrs.yaml")
    assert [unit.name for unit in spec.company.children] == ["A", "B", "C"]
    assert found == ()
    assert spec.company.children[0].spans["name"].file.endswith("list.yaml")


def test_a_mistake_in_an_included_file_is_reported_there(tmp_path: Path) -> None:
    path = tmp_path / "okrs.yaml"
    path.write_text(SMALL + "include: [part.yaml]\n", "utf-8")
    (tmp_path / "part.yaml").write_text(
        "departments:\n  - name: A\n    objectives: [{title: X, supports: Y}]\n", "utf-8"
    )
    with pytest.raises(SpecError) as caught:
        read_spec(path)
    (found,) = caught.value.findings
    assert found.rule == "unknown-reference"
    assert found.span is not None
    assert (Path(found.span.file).name, found.span.line, found.span.column) == ("part.yaml", 3, 39)
    assert found.source_line == "    objectives: [{title: X, supports: Y}]"


def test_an_include_loop_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "okrs.yaml"
    path.write_text(SMALL + "include: [part.yaml]\n", "utf-8")
    (tmp_path / "part.yaml").write_text("units: [{name: A}]\ninclude: [okrs.yaml]\n", "utf-8")
    (found,) = findings(path.read_text("utf-8"), str(path))
    assert found.rule == "include-loop"
    assert "okrs.yaml → part.yaml → okrs.yaml" in found.message
    assert found.span is not None
    assert (found.span.line, found.span.column) == (2, 11)


def test_a_file_included_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text("units: [{name: A}]\n", "utf-8")
    text = SMALL + "include: [part.yaml, ./part.yaml]\n"
    spec, found = read_spec(tmp_path / "okrs.yaml", text=text)
    assert len(spec.company.children) == 1
    assert [f.rule for f in found] == ["included-twice"]


def test_the_previous_cycle_is_read_and_its_ids_are_checked(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(OBJECTIVES + TWO, "utf-8")
    text = OBJECTIVES + "    - {title: A, carried_from: C1}\nprevious: old.yaml\n"
    spec = read(text, str(tmp_path / "okrs.yaml"))
    assert spec.previous is not None
    assert spec.previous.company.objectives[0].id == "C1"
    (found,) = findings(text.replace("from: C1", "from: C1.7"), str(tmp_path / "okrs.yaml"))
    assert (found.rule, found.suggestion) == ("unknown-reference", "did you mean 'C1.1'?")


def test_a_loop_of_previous_cycles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text(SMALL + "previous: okrs.yaml\n", "utf-8")
    path = tmp_path / "okrs.yaml"
    path.write_text(SMALL + "previous: old.yaml\n", "utf-8")
    with pytest.raises(SpecError) as caught:
        read_spec(path)
    (found,) = caught.value.findings
    assert found.rule == "previous-loop"
    assert "okrs.yaml → old.yaml → okrs.yaml" in found.message


def test_a_logo_is_read_and_must_be_a_picture(tmp_path: Path) -> None:
    from helpers_scene import png

    (tmp_path / "logo.png").write_bytes(png())
    text = SMALL + "  logo: logo.png\n"
    spec = read(text, str(tmp_path / "okrs.yaml"))
    assert (spec.logo, spec.logo_mime) == (png(), "image/png")
    (tmp_path / "logo.png").write_bytes(b"<svg/>")
    (found,) = findings(text, str(tmp_path / "okrs.yaml"))
    assert (found.rule, found.span and found.span.line) == ("not-a-picture", 5)


@pytest.mark.parametrize(
    ("data", "rule", "line"),
    [
        (b"", "empty-file", 1),
        (b"# only a comment\n", "empty-file", 1),
        (SMALL.encode("utf-16"), "not-utf8", 1),
        (SMALL.encode() + b"  lead: Z\xfcrich\n", "not-utf8", 5),
        (b"PK\x03\x04\xff\x00\x00", "not-utf8", 1),
    ],
)
def test_a_file_that_is_no_text_is_one_finding(
    data: bytes, rule: str, line: int, tmp_path: Path
) -> None:
    path = tmp_path / "okrs.yaml"
    path.write_bytes(data)
    with pytest.raises(SpecError) as caught:
        read_spec(path)
    (found,) = caught.value.findings
    assert (found.rule, found.span and found.span.line) == (rule, line)


def test_a_missing_file_and_a_directory_are_findings(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.yaml", tmp_path):
        with pytest.raises(SpecError) as caught:
            read_spec(path)
        assert [f.rule for f in caught.value.findings] == ["missing-file"]


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "okrs.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())
    assert read_spec(path)[0].spans["version"].column == 10


# --- anything at all ------------------------------------------------------------------------

_KEYS = sorted({key for table in TABLES.values() for key in table.keys} | {"x-a", "tittle"})
_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-20, 200),
    st.floats(),
    st.sampled_from(["C1", "D1", "C1.1", "2027-01-04", "2027-13-01", "", "on", "a b", "Team"]),
    st.text(max_size=5),
)
_TREES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(_KEYS), inner, max_size=5)
    ),
    max_leaves=20,
)


def _spec_or_error(text: str) -> None:
    spec: Spec | None = None
    try:
        spec, found = read_spec("okrs.yaml", text=text)
    except SpecError as error:
        found = error.findings
    assert isinstance(spec, Spec) != any(f.level is Level.ERROR for f in found)
    assert len(set(found)) == len(found)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text_gives_a_spec_or_findings(text: str) -> None:
    _spec_or_error(text)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="-:{}[]&*!|>'\"%@`#, \n\tab1~<?\\\ufeff\x85", max_size=40))
def test_any_yaml_like_text_gives_a_spec_or_findings(text: str) -> None:
    _spec_or_error(SMALL + text)
    _spec_or_error(text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(_KEYS), _TREES, max_size=6))
def test_any_tree_of_known_keys_gives_a_spec_or_findings(tree: dict[str, object]) -> None:
    base: dict[str, object] = {
        "cycle": {"name": "Q", "start": "2027-01-04", "end": "2027-04-04"},
        "company": {"name": "A", "objectives": [{"title": "T", **tree}], **tree},
    }
    _spec_or_error(json.dumps({**tree, **base}))


# --- the schema -----------------------------------------------------------------------------


def test_the_schema_describes_every_key() -> None:
    schema = json_schema()
    objects = [schema, *schema["definitions"].values()]
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert len(objects) == len(TABLES)
    for entry in objects:
        assert entry["additionalProperties"] is False
        assert all(value["description"] for value in entry["properties"].values())
    assert schema["required"] == ["cycle", "company"]
    assert schema["definitions"]["objective"]["properties"]["type"]["enum"][:2] == [
        "committed", "aspirational",
    ]  # fmt: skip


def test_every_reference_of_the_schema_leads_somewhere() -> None:
    schema = json_schema()

    def refs(value: object) -> list[str]:
        if isinstance(value, dict):
            own = [value["$ref"]] if "$ref" in value else []
            return own + [ref for inner in value.values() for ref in refs(inner)]
        if isinstance(value, list):
            return [ref for inner in value for ref in refs(inner)]
        return []

    names = {f"#/definitions/{name}" for name in schema["definitions"]}
    assert set(refs(schema)) == names
