"""``deckgen theme from-pptx``: a theme on a company's master, written to be looked through."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from masters import JAPANESE, MASTERS, SUFFIX, layouts, master, one_layout, package, plain
from masters_broken import BROKEN

import deckgen
from deckgen.cli import program
from deckgen.theme.load import load_theme
from deckgen.theme.review import quoted

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str):
    return CliRunner().invoke(program, ["theme", "from-pptx", *args])


def status(*args: str) -> tuple[int, str]:
    """Exit status and what is printed, as the shell sees them."""
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "deckgen", "theme", "from-pptx", *args],
        capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


# --- what is written --------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(MASTERS))
def test_the_written_theme_gives_the_deck_that_the_bare_base_gives(here, name):
    file = f"brand{SUFFIX.get(name, '.potx')}"
    (here / file).write_bytes(MASTERS[name]())
    assert run(file).exit_code == 0
    (here / "bare.yaml").write_text(f"base: {file}\n")
    written, bare = (
        deckgen.build(ROOT / "sample_okrs.yaml", theme=str(here / theme), template="one-pager")
        for theme in ("brand.yaml", "bare.yaml")
    )
    assert written.scene == bare.scene
    assert written.data == bare.data


def test_the_theme_is_named_after_the_master_and_says_its_colours(here):
    (here / "brand.potx").write_bytes(plain())
    assert run("brand.potx").exit_code == 0
    text = (here / "brand.yaml").read_text(encoding="utf-8")
    assert load_theme(str(here / "brand.yaml")).name == "Harbor"
    assert '# fonts: {heading: "Georgia", body: "Arial"}' in text
    assert '#   accent2: "#B4541F"' in text
    uncommented = yaml.safe_load(re.sub(r"(?m)^# (?=(colors:|fonts:|  \w+: \"#))", "", text))
    assert uncommented["colors"]["dark2"] == "#17324D"
    assert uncommented["fonts"] == {"heading": "Georgia", "body": "Arial"}


def test_a_master_that_nobody_named_gives_the_files_name(here):
    (here / "our_brand.potx").write_bytes(package([master(name="Office Theme")]).zip())
    assert run("our_brand.potx").exit_code == 0
    assert load_theme(str(here / "our_brand.yaml")).name == "our_brand"


def test_roles_with_a_layout_are_filled_in_and_stand_ins_only_shown(here):
    (here / "brand.potx").write_bytes(one_layout())
    assert run("brand.potx").exit_code == 0
    text = (here / "brand.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["layouts"] == {"content": "Title and Content"}
    assert re.search(r'# title: "Title and Content" +# has no layout', text)


def test_all_layouts_of_the_master_are_listed_for_the_choice(here):
    (here / "brand.potx").write_bytes(MASTERS["japanese"]())
    assert run("brand.potx").exit_code == 0
    text = (here / "brand.yaml").read_text(encoding="utf-8")
    for name in JAPANESE.values():
        assert f'"{name}"' in text


def test_names_of_any_kind_survive(here):
    names = ('Cover "A"', "Text: 1 # one", "Kapitel \\ Teil", "Two {{ x }}", "'Title'", "&#10;x")
    made = zip(layouts(), names, strict=True)
    odd = tuple(
        replace(one, name=name.replace('"', "&quot;").replace("<", "&lt;")) for one, name in made
    )
    (here / "brand.potx").write_bytes(package([master(layouts=odd)]).zip())
    assert run("brand.potx").exit_code == 0
    read = yaml.safe_load((here / "brand.yaml").read_text(encoding="utf-8"))["layouts"]
    assert read["cover"] == 'Cover "A"'
    assert read["content"] == "Text: 1 # one"
    assert read["section"] == "Kapitel \\ Teil"
    assert deckgen.build(ROOT / "sample_okrs.yaml", theme=str(here / "brand.yaml")).slides


@pytest.mark.parametrize("text", ["a", 'a "b" \\', "a\nb", "\x7f\x85\u2028", "表紙", "\U0001f600"])
def test_a_quoted_text_is_read_back_as_it_was(text):
    assert yaml.safe_load(quoted(text)) == text
    assert "\n" not in quoted(text)


def test_the_bases_path_begins_at_the_themes_folder(here):
    (here / "brand").mkdir()
    (here / "themes").mkdir()
    (here / "brand" / "harbor.potx").write_bytes(plain())
    assert run("brand/harbor.potx", "-o", "themes/harbor.yaml").exit_code == 0
    text = (here / "themes" / "harbor.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["base"] == "../brand/harbor.potx"
    assert load_theme(str(here / "themes" / "harbor.yaml")).company is not None


# --- what is printed --------------------------------------------------------------------------


def test_what_was_understood_is_printed(here):
    (here / "brand.potx").write_bytes(MASTERS["two_masters"]())
    said = run("brand.potx").output
    assert 'brand.potx: 13.33 × 7.5 in, light, master "Harbor", 6 layouts' in said
    assert re.search(r"cover +Title Slide", said)
    assert re.search(r"closing +Title Only +\(stands in\)", said)
    assert "Georgia, Arial" in said
    assert "base-masters" in said
    assert "deckgen theme check brand.yaml" in said


def test_the_theme_passes_its_own_check(here):
    (here / "brand.potx").write_bytes(plain())
    assert run("brand.potx").exit_code == 0
    done = CliRunner().invoke(program, ["theme", "check", "brand.yaml", "--fail-on", "error"])
    assert done.exit_code == 0, done.output


# --- what is refused --------------------------------------------------------------------------


def test_a_theme_that_is_there_stays_unless_told_otherwise(here):
    (here / "brand.potx").write_bytes(plain())
    (here / "brand.yaml").write_text("name: Mine\n")
    code, said = status("brand.potx")
    assert code == 5
    assert "is there already" in said
    assert (here / "brand.yaml").read_text() == "name: Mine\n"
    assert status("brand.potx", "--force")[0] == 0
    assert "base:" in (here / "brand.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_file_that_is_no_master_is_refused_and_nothing_written(here, name):
    (here / "brand.potx").write_bytes(BROKEN[name]())
    code, said = status("brand.potx")
    assert code == 4
    assert "brand.potx" in said
    assert "Traceback" not in said
    assert not (here / "brand.yaml").exists()


@pytest.mark.parametrize("name", ["gone.potx", "brand.key", "."])
def test_a_file_that_is_missing_or_of_another_kind_is_refused(here, name):
    (here / "brand.key").write_bytes(plain())
    code, said = status(name)
    assert code == 4
    assert "error[" in said


def test_a_theme_has_to_end_in_yaml(here):
    (here / "brand.potx").write_bytes(plain())
    assert status("brand.potx", "-o", "brand.txt")[0] == 2


# --- the documentation ------------------------------------------------------------------------


def blocks() -> list[str]:
    """Code blocks of the section about companies' masters."""
    text = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    section = text.partition("## On a company's own master")[2].partition("\n## ")[0]
    return re.findall(r"```\w*\n(.*?)```", section, re.DOTALL)


def test_the_worked_example_is_what_the_command_writes_and_prints(here):
    (here / "harbor.potx").write_bytes(plain())
    said = run("harbor.potx").output
    _, printed, theme = blocks()
    assert said == printed
    written = (here / "harbor.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(written) == yaml.safe_load(theme)
    assert written == theme


def test_the_worked_example_builds_and_needs_no_word_from_its_base(here):
    (here / "harbor.potx").write_bytes(plain())
    (here / "harbor.yaml").write_text(blocks()[2], encoding="utf-8")
    deck = deckgen.build(ROOT / "sample_okrs.yaml", theme=str(here / "harbor.yaml"))
    assert deck.slides
    assert [f.message for f in deck.findings if f.rule.startswith("base-")] == []
