"""``deckgen template`` and ``deckgen layouts``: what they print and find."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from deckgen.template.layouts import COMMON, LAYOUTS

SAMPLE = str(Path(__file__).resolve().parent.parent / "sample_okrs.yaml")


def run(*args, cwd=None):
    done = subprocess.run(
        [sys.executable, "-m", "deckgen", *args], capture_output=True, check=False, cwd=cwd
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_layouts_lists_each_with_what_it_shows():
    status, out, _ = run("layouts")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == sorted(LAYOUTS)
    assert "Equal cards" in out


def test_layouts_of_a_name_prints_its_fields_and_an_example():
    status, out, _ = run("layouts", "chart")
    assert status == 0
    names = [line.split()[0] for line in out.splitlines() if line.startswith("  ")]
    assert all(field in names for field in (*LAYOUTS["chart"].fields, *COMMON))
    assert out.split("Example:\n")[1].startswith("  - layout: chart\n    title:")


def test_a_mistyped_layout_is_a_usage_error_with_a_suggestion():
    status, _, err = run("layouts", "chrat")
    assert status == 2
    assert "did you mean 'chart'?" in err


def test_a_template_that_was_shown_can_be_checked_and_is_without_mistakes(tmp_path):
    shown = run("template", "show", "one-pager")[1]
    (tmp_path / "mine.yaml").write_text(shown, encoding="utf-8")
    status, out, err = run("template", "check", "mine.yaml", cwd=tmp_path)
    assert (status, err) == (0, "")
    assert out.endswith("no mistakes\n")


def test_check_names_each_mistake_at_its_line_and_column(tmp_path):
    text = "slides:\n  - layout: crads\n  - layout: text\n    titel: Notes\n    text: Words\n"
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    status, _, err = run("template", "check", "mine.yaml", cwd=tmp_path)
    assert status == 4
    assert "mine.yaml:2:13: error[unknown-layout]" in err
    assert "mine.yaml:4:5: error[unknown-field]" in err
    assert "did you mean 'cards'?" in err


@pytest.mark.parametrize(
    ("field", "rule"), [("{{ compny.name }}", "template-undefined"), ("{{ 1 +", "template-syntax")]
)
def test_check_with_a_spec_finds_what_only_data_shows(tmp_path, field, rule):
    text = f'slides:\n  - layout: text\n    text: "{field}"\n'
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    assert run("template", "check", "mine.yaml", cwd=tmp_path)[0] == 0
    status, _, err = run("template", "check", "mine.yaml", "--spec", SAMPLE, cwd=tmp_path)
    assert status == 4
    assert "mine.yaml:3:" in err
    assert rule in err


def test_a_template_that_is_not_there_names_those_there_are():
    status, _, err = run("template", "check", "kickof")
    assert status == 4
    assert "did you mean 'kickoff'?" in err
