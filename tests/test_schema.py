"""The JSON Schema and the reader agree; the reference and the guide say what is true."""

from __future__ import annotations

import copy
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from deckgen.findings import SpecError
from deckgen.spec.reader import read_spec
from deckgen.spec.reference import reference
from deckgen.spec.schema import TABLES, json_schema
from deckgen.spec.source import load, to_plain

ROOT = Path(__file__).resolve().parent.parent
jsonschema = pytest.importorskip("jsonschema", reason="the schema is tested with jsonschema")
VALIDATOR = jsonschema.Draft7Validator(json_schema())

BASE: dict[str, Any] = {
    "version": 1,
    "cycle": {"name": "Q1", "start": "2027-01-04", "end": "2027-04-04"},
    "company": {
        "name": "A",
        "objectives": [
            {"id": "C1", "title": "T", "depends_on": [{"on": "C2"}], "key_results": [
                {"title": "K", "start": 1, "target": 2, "milestones": None,
                 "check_ins": [{"date": "2027-01-11", "value": 1}]}]},
            {"id": "C2", "title": "U", "key_results": [
                {"title": "M", "milestones": [{"title": "N"}]}]},
        ],
        "departments": [{"name": "D", "teams": [{"name": "E"}]}],
    },
    "deck": {}, "scoring": {},
    "cadence": [{"name": "Kickoff", "date": "2027-01-04"}],
    "practices": [{"title": "P", "text": "T"}],
    "glossary": [{"term": "P", "text": "T"}],
    "faq": [{"question": "P", "answer": "T"}],
}  # fmt: skip
PLACES: dict[str, tuple[str | int, ...]] = {
    "spec": (), "cycle": ("cycle",), "company": ("company",), "deck": ("deck",),
    "scoring": ("scoring",), "event": ("cadence", 0), "practice": ("practices", 0),
    "term": ("glossary", 0), "question": ("faq", 0),
    "unit": ("company", "departments", 0), "objective": ("company", "objectives", 0),
    "dependency": ("company", "objectives", 0, "depends_on", 0),
    "key_result": ("company", "objectives", 0, "key_results", 0),
    "check_in": ("company", "objectives", 0, "key_results", 0, "check_ins", 0),
    "milestone": ("company", "objectives", 1, "key_results", 0, "milestones", 0),
}  # fmt: skip
VALUES: list[Any] = [
    None, "", "  ", "a", "a b", "C1", "2027-01-11", "2027-13-01", "de-CH", "no tag!",
    0, 1, 2.5, -1, 11, True, [], ["C2"], ["a", ""], [None], {}, [{}],
    "committed", "maintain", "milestones", "16:9",
    "open", "done", "Team", ["a", "b", "c", "d", "e", "f", "g"],
]  # fmt: skip
BEYOND = {
    "unknown-reference", "circular-support", "self-dependency", "duplicate-id", "supports-below",
    "target-equals-start", "band-reversed", "end-before-start", "unknown-level", "level-order",
    "threshold-order", "missing-file", "too-many-levels", "file-too-large", "include-loop",
    "not-a-picture", "duplicate-level",
}  # fmt: skip
"""What a schema cannot say: how values fit together, and what is on the disk."""


def spec_with(table: str, key: str, value: Any) -> dict[str, Any]:
    """The base with one value replaced."""
    spec = copy.deepcopy(BASE)
    place: Any = spec
    for step in PLACES[table]:
        place = place[step]
    place[key] = value
    return spec


def refused(spec: dict[str, Any], path: Path) -> set[str]:
    """Rules of the errors that the reader has for a spec."""
    try:
        read_spec(path / "okrs.yaml", text=json.dumps(spec))
    except SpecError as error:
        return {f.rule for f in error.findings if f.level.word == "error"}
    return set()


def test_the_schema_is_a_valid_draft_7_schema_and_takes_the_base(tmp_path):
    jsonschema.Draft7Validator.check_schema(json_schema())
    assert set(PLACES) == set(TABLES)
    assert not list(VALIDATOR.iter_errors(BASE))
    assert not refused(BASE, tmp_path)


@pytest.mark.parametrize(
    ("table", "key"), [(table.name, key) for table in TABLES.values() for key in table.keys]
)
def test_schema_and_reader_agree_on_every_key(table, key, tmp_path):
    for value in VALUES:
        spec = spec_with(table, key, value)
        rules = refused(spec, tmp_path)
        accepted = VALIDATOR.is_valid(spec)
        if accepted:
            assert rules <= BEYOND, (value, rules)
        else:
            assert rules, value


@pytest.mark.parametrize("table", PLACES)
def test_both_refuse_keys_that_are_unknown_or_missing(table, tmp_path):
    spec = spec_with(table, "tittle", "x")
    assert not VALIDATOR.is_valid(spec)
    assert "unknown-key" in refused(spec, tmp_path)
    assert VALIDATOR.is_valid(spec_with(table, "x-own", {"a": [1]}))
    assert not refused(spec_with(table, "x-own", {"a": [1]}), tmp_path)
    for key in TABLES[table].required:
        spec = spec_with(table, key, "x")
        place: Any = spec
        for step in PLACES[table]:
            place = place[step]
        del place[key]
        assert not VALIDATOR.is_valid(spec)
        assert "missing-key" in refused(spec, tmp_path)


def test_the_samples_are_valid_and_begin_with_the_modeline():
    from deckgen.spec.starter import SPEC

    def undated(value: Any) -> Any:
        return json.loads(json.dumps(value, default=str))

    sample = (ROOT / "sample_okrs.yaml").read_text(encoding="utf-8")
    for text in (SPEC, sample):
        assert text.startswith("# yaml-language-server: $schema=")
        assert not list(VALIDATOR.iter_errors(undated(to_plain(load(text, "sample")))))


def test_every_key_is_described_and_the_common_ones_have_examples():
    schema = json_schema()
    for entry in (schema, *schema["definitions"].values()):
        assert entry["description"]
        for name, value in entry["properties"].items():
            assert value["description"].endswith("."), name
    assert schema["definitions"]["objective"]["properties"]["supports"]["examples"] == ["C1.1"]


def test_the_reference_is_what_the_table_of_keys_makes_it():
    page = (ROOT / "docs" / "spec_reference.md").read_text(encoding="utf-8")
    assert page == reference()
    for table in TABLES.values():
        assert all(f"| `{key}`" in page for key in table.keys)
    assert "wherever they stand" in page


def test_the_guide_from_a_spreadsheet_works_word_by_word(tmp_path):
    guide = (ROOT / "docs" / "from_a_spreadsheet.md").read_text(encoding="utf-8")
    (table,) = re.findall(r"```csv\n(.*?)```", guide, re.DOTALL)
    (tmp_path / "okrs.csv").write_text(table, encoding="utf-8")
    steps = re.findall(r"```console\n\$ deckgen (.*?)\n(.*?)```", guide, re.DOTALL)
    assert len(steps) == 4
    for command, shown in steps:
        done = subprocess.run(
            [sys.executable, "-m", "deckgen", *shlex.split(command)],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        if shown:
            assert done.stdout == shown
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "okrs.csv",
        "okrs.pptx",
        "okrs.yaml",
    ]


def test_the_schema_that_the_samples_point_to_is_the_one_deckgen_prints():
    root = Path(__file__).resolve().parent.parent
    shown = json.loads((root / "docs" / "okrs.schema.json").read_text(encoding="utf-8"))
    assert shown == json_schema()
    for sample in ("sample_okrs.yaml", "docs/sample/q4_2026.yaml"):
        first = (root / sample).read_text(encoding="utf-8").splitlines()[0]
        named = first.removeprefix("# yaml-language-server: $schema=")
        assert ((root / sample).parent / named).is_file()
