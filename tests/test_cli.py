"""The command line: what it writes, says and returns."""

from __future__ import annotations

import gc
import io
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from pptx import Presentation

from deckgen.cli import common, main

SMALL = """\
version: 1
cycle: {name: Q1 2027, start: 2027-01-04, end: 2027-04-04, as_of: 2027-02-05}
company:
  name: Small & Co
  objectives:
    - id: C1
      title: Every order leaves the same day
      key_results:
        - {title: Orders shipped the same day, start: 60, target: 95, current: 70, unit: "%"}
  departments:
    - name: Logistics
      objectives:
        - title: Packing never waits
          supports: C1
          key_results:
            - {title: Minutes from order to box, start: 90, target: 30, current: 70}
    - name: Buying
      objectives:
        - title: Shelves are never empty
          supports: C1
          key_results:
            - {title: Items out of stock, start: 40, target: 5, current: 30}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder with one small spec, which is also the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "okrs.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def run(*args, stdin=None):
    """Status, standard output and standard error of a command, as a shell sees them."""
    done = subprocess.run(
        [sys.executable, "-m", "deckgen", *args], capture_output=True, check=False, input=stdin
    )
    return done.returncode, done.stdout, done.stderr.decode()


def test_build_writes_a_deck_named_like_the_spec_and_says_so(folder):
    status, out, _ = run("build", "okrs.yaml")
    assert status == 0
    last = out.decode().splitlines()[-1]
    slides = len(Presentation("okrs.pptx").slides)
    assert last.startswith(f"okrs.pptx: {slides} slides, ")
    assert "sections" in last
    assert "finding" in last


def test_build_at_4_3_makes_slides_of_that_size(folder):
    assert run("build", "okrs.yaml", "--aspect", "4:3", "-o", "four.pptx")[0] == 0
    deck = Presentation("four.pptx")
    assert (deck.slide_width, deck.slide_height) == (9_144_000, 6_858_000)


def test_build_reads_standard_input_and_writes_standard_output(folder):
    status, out, err = run("build", "-", "-o", "-", stdin=SMALL.encode())
    assert status == 0, err
    assert len(Presentation(io.BytesIO(out)).slides) > 5


def test_a_set_value_replaces_the_deck_title(folder):
    assert run("build", "okrs.yaml", "--set", "title=Our summer", "-o", "a.pptx")[0] == 0
    assert Presentation("a.pptx").slides[0].shapes.title.text == "Our summer"


def test_a_deck_of_one_unit_speaks_of_that_unit(folder):
    assert run("build", "okrs.yaml", "--unit", "logistics")[0] == 0
    titles = [s.shapes.title.text for s in Presentation("okrs.pptx").slides]
    assert any("Logistics" in t for t in titles)
    assert not any("Buying" in t for t in titles)


def test_dry_run_lists_the_slides_and_writes_nothing(folder):
    status, out, _ = run("build", "okrs.yaml", "--dry-run")
    assert status == 0
    assert "cascade" in out.decode()
    assert sorted(p.name for p in folder.iterdir()) == ["okrs.yaml"]


def test_a_mistake_is_named_at_its_place_and_the_old_deck_stays(folder):
    (folder / "okrs.yaml").write_text(SMALL.replace("supports: C1", "supports: C9", 1))
    (folder / "okrs.pptx").write_bytes(b"the old deck")
    status, _, err = run("build", "okrs.yaml")
    assert status == 3
    assert "okrs.yaml:14:21: error[unknown-reference]" in err
    assert (folder / "okrs.pptx").read_bytes() == b"the old deck"


@pytest.mark.parametrize(
    ("args", "status", "word"),
    [
        (("build", "missing.yaml"), 2, "missing.yaml"),
        (("build", "okrs.yaml", "--aspect", "3:2"), 2, "3:2"),
        (("build", "okrs.yaml", "--unit", "logistic"), 2, "logistics"),
        (("build", "okrs.yaml", "--theme", "meridain"), 4, "meridian"),
        (("build", "okrs.yaml", "--template", "kickof"), 4, "kickoff"),
        (("build", "okrs.yaml", "--set", "title"), 2, "KEY=VALUE"),
        (("batch", "okrs.yaml", "-o", "out", "--by", "squad"), 2, "squad"),
        (("batch", "okrs.yaml", "-o", "out", "--unit", "logistic"), 2, "logistics"),
        (("batch", "okrs.yaml", "-o", "out", "--by", "company", "--unit", "logistics"), 2, "--by"),
        (("build", "okrs.yaml", "-o", "no/such/folder/a.pptx"), 5, "folder"),
    ],
)
def test_wrong_use_ends_with_its_status_and_a_hint(folder, args, status, word):
    got, _, err = run(*args)
    assert (got, word in err) == (status, True), err
    assert "Traceback" not in err


def test_strict_fails_on_a_warning_and_writes_nothing(folder):
    orphan = SMALL.replace("          supports: C1\n", "", 1)
    assert orphan != SMALL
    (folder / "okrs.yaml").write_text(orphan)
    status, _, err = run("build", "okrs.yaml", "--strict")
    assert status == 1
    assert "orphan" in err
    assert not (folder / "okrs.pptx").exists()


def test_check_prints_the_score_and_fails_where_told(folder):
    status, out, _ = run("check", "okrs.yaml")
    assert status == 0
    assert "Alignment" in out.decode()
    assert run("check", "okrs.yaml", "--fail-on", "warning")[0] in (0, 1)


def test_a_theme_file_that_extends_a_built_in_one_changes_the_colours(folder):
    (folder / "ours.yaml").write_text(
        'name: Ours\nextends: meridian\ncolors: {accent1: "#0F7A6C"}\n'
    )
    assert run("build", "okrs.yaml", "--theme", "ours.yaml")[0] == 0
    import zipfile

    with zipfile.ZipFile("okrs.pptx") as archive:
        assert b"0F7A6C" in archive.read("ppt/theme/theme1.xml")


def test_a_defect_of_deckgen_ends_with_70_and_how_to_report_it(folder, monkeypatch, capsys):
    monkeypatch.setattr("deckgen.pipeline.build", lambda *a, **k: 1 / 0)
    with pytest.raises(SystemExit) as ended:
        main(["build", "okrs.yaml"])
    assert ended.value.code == 70
    assert "report" in capsys.readouterr().err


def test_every_command_has_a_help_with_an_example():
    from deckgen.cli import COMMANDS, program

    for name in COMMANDS:
        done = CliRunner().invoke(program, [name, "--help"])
        assert done.exit_code == 0
        assert "Example: deckgen" in done.output


def test_the_collector_is_as_it_was_after_a_command(folder):
    before = gc.get_threshold()
    with common.few_collections():
        assert gc.get_threshold() != before
        with pytest.raises(ValueError, match="lost"), common.few_collections():
            raise ValueError("lost")
    assert gc.get_threshold() == before


def test_progress_draws_on_a_terminal_after_its_delay_and_removes_itself(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    bar = common.Progress(2, delay=0.0)
    bar.step("read")
    assert "1/2" in terminal.getvalue()
    assert "read" in terminal.getvalue()
    bar.close()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_progress_is_silent_where_there_is_no_terminal(monkeypatch):
    silent = io.StringIO()
    monkeypatch.setattr(sys, "stderr", silent)
    bar = common.Progress(1, delay=0.0)
    bar.step("read")
    bar.close()
    assert silent.getvalue() == ""


def test_batch_writes_one_deck_for_each_department(folder):
    status, out, err = run("batch", "okrs.yaml", "-o", "decks")
    assert status == 0, err
    assert sorted(p.name for p in Path("decks").glob("*.pptx")) == ["buying.pptx", "logistics.pptx"]
    assert "2 decks" in out.decode()


def test_batch_of_one_unit_writes_its_deck_alone(folder):
    status, out, err = run("batch", "okrs.yaml", "-o", "decks", "--unit", "buying")
    assert status == 0, err
    assert [p.name for p in Path("decks").glob("*.pptx")] == ["buying.pptx"]
    assert "1 deck," in out.decode()
    status, out, _ = run("batch", "okrs.yaml", "-o", "none", "--unit", "buying", "--dry-run")
    assert status == 0
    assert "logistics" not in out.decode()
