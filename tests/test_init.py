"""``deckgen init``: files that build at once, and never one that is overwritten."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import deckgen
from deckgen.cli.init import init, write_files
from deckgen.findings import OutputError
from deckgen.spec.reader import read_spec
from deckgen.spec.schema import json_schema
from deckgen.theme.load import load_theme

FILES = ["okrs.schema.json", "okrs.yaml", "theme.yaml"]


@pytest.fixture
def started(tmp_path):
    """A folder that ``deckgen init`` has just made."""
    folder = tmp_path / "new" / "folder"
    done = CliRunner().invoke(init, [str(folder)])
    assert done.exit_code == 0
    assert all(name in done.output for name in FILES)
    return folder


def test_init_writes_a_spec_its_schema_and_a_theme(started):
    assert sorted(path.name for path in started.iterdir()) == FILES
    first = (started / "okrs.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=okrs.schema.json"
    written = json.loads((started / "okrs.schema.json").read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(json_schema()))


def test_the_starter_builds_at_once_with_its_theme_and_no_warnings(started):
    spec, findings = read_spec(started / "okrs.yaml")
    assert not findings
    assert spec.deck["theme"] == "theme.yaml"
    assert load_theme("theme.yaml", [started]).name == "Your Company"
    deck = deckgen.build(started / "okrs.yaml")
    assert len(deck.slides) > 5
    assert deck.theme.name == "Your Company"


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_overwritten_and_nothing_half_written(name, tmp_path):
    (tmp_path / name).write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(init, [str(tmp_path)])
    assert isinstance(done.exception, OutputError)
    assert done.exception.exit_status == 5
    assert name in str(done.exception)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [
        (name, "mine")
    ]


def test_a_link_that_leads_nowhere_counts_as_a_file(tmp_path):
    (tmp_path / "theme.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(OutputError):
        write_files(tmp_path, {"okrs.yaml": b"a", "theme.yaml": b"b"})
    assert [path.name for path in tmp_path.iterdir()] == ["theme.yaml"]


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        write_files(tmp_path / "file" / "below", {"a": b""})
    assert caught.value.findings[0].rule == "cannot-write"


def test_a_write_that_fails_takes_the_files_before_it_along(tmp_path):
    folder = tmp_path / "new"
    with pytest.raises(OutputError):
        write_files(folder, {"a.yaml": b"1", "missing/b.yaml": b"2"})
    assert not folder.exists()
