"""Theme files: what they may say, and where each mistake is."""

from __future__ import annotations

import pytest
from helpers_scene import png

from deckgen.findings import ThemeError
from deckgen.scene import points
from deckgen.theme.load import COLOURS, built_in, load_theme

PNG = png(2, 1)


@pytest.fixture
def written(tmp_path):
    """Writes a theme file and gives its path as the command line would."""

    def write(text: str, name: str = "own.yaml") -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def mistakes(path: str):
    with pytest.raises(ThemeError) as caught:
        load_theme(path)
    return caught.value.findings


def rules(path: str) -> list[str]:
    return [f.rule for f in mistakes(path)]


@pytest.mark.parametrize("name", built_in())
def test_every_built_in_theme_is_complete(name):
    theme = load_theme(name)
    assert set(theme.colors) == set(COLOURS)
    assert theme.heading_font
    assert theme.body_font
    assert set(theme.statuses) >= {"on_track", "at_risk", "off_track", "done"}
    assert theme.type.title > theme.type.body >= 12


def test_a_file_says_only_what_differs(written):
    theme = load_theme(written('name: Own\ncolors: {accent1: "#004488"}\n'))
    usual = load_theme("meridian")
    assert theme.name == "Own"
    assert theme.colors["accent1"] == "004488"
    assert theme.colors["accent2"] == usual.colors["accent2"]
    assert theme.body_font == usual.body_font
    assert theme.spacing == usual.spacing


def test_links_take_a_new_first_accent_unless_they_have_a_colour_of_their_own(written):
    one = load_theme(written('colors: {accent1: "#004488"}\n'))
    two = load_theme(written('colors: {accent1: "#004488", hyperlink: "#770000"}\n', "two.yaml"))
    assert one.colors["hyperlink"] == "004488"
    assert two.colors["hyperlink"] == "770000"


def test_a_file_extends_a_file_beside_it(written):
    written('name: House\nfonts: {heading: Georgia}\ncolors: {accent2: "#123456"}\n', "house.yaml")
    theme = load_theme(written("extends: house\nname: Unit\n"))
    assert (theme.name, theme.heading_font) == ("Unit", "Georgia")
    assert theme.colors["accent2"] == "123456"


def test_files_that_extend_each_other_are_named_not_followed_for_ever(written):
    path = written("extends: b\n", "a.yaml")
    written("extends: a\n", "b.yaml")
    assert rules(path) == ["theme-loop"]


@pytest.mark.parametrize(
    ("length", "size"),
    [("1in", 914_400), ("36pt", points(36)), ("2cm", 720_000), ("12mm", 432_000)],
)
def test_lengths_have_units(written, length, size):
    assert load_theme(written(f"spacing: {{margin: {length}}}\n")).spacing.margin == size


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("colours: {}\n", "unknown-key"),
        ('colors: {accent9: "#000000"}\n', "unknown-key"),
        ("colors: {accent1: blue}\n", "wrong-colour"),
        ('colors: {accent1: "#12345"}\n', "wrong-colour"),
        ("spacing: {margin: 12}\n", "wrong-length"),
        ("type: {body: 8}\n", "size-out-of-range"),
        ("type: {body: large}\n", "wrong-type"),
        ("ground: grey\n", "wrong-value"),
        ("levels: [accent1, teal]\n", "wrong-value"),
        ("levels: []\n", "wrong-value"),
        ("status: {at_risk: yellow}\n", "wrong-value"),
        ("fonts: {heading: [Arial]}\n", "wrong-type"),
        ("fonts: Arial\n", "wrong-type"),
        ("- a list\n", "wrong-type"),
        ("base: master.pptx\n", "missing-base"),
        ("logo: nothing.png\n", "missing-logo"),
        ("extends: nowhere\n", "unknown-theme"),
    ],
)
def test_each_mistake_has_its_rule(written, text, rule):
    assert rules(written(text)) == [rule]


def test_all_mistakes_are_told_at_once_each_with_its_line(written):
    found = mistakes(written("name: Own\ncolors:\n  accent1: red\n  accnt2: '#000000'\nlogos: x\n"))
    assert [f.span.line for f in found] == [3, 4, 5]
    assert "accent2" in found[1].suggestion
    assert "logo" in found[2].suggestion


def test_a_misspelt_name_gets_a_suggestion():
    (found,) = mistakes("meridain")
    assert found.rule == "unknown-theme"
    assert "meridian" in found.suggestion


def test_own_notes_under_x_are_left_alone(written):
    assert load_theme(written("x-note: ours\n")).name == "meridian"


def test_a_logo_is_read_from_beside_the_theme(written, tmp_path):
    (tmp_path / "mark.png").write_bytes(PNG)
    theme = load_theme(written("logo: mark.png\n"))
    assert (theme.logo, theme.logo_mime) == (PNG, "image/png")
    (tmp_path / "mark.png").write_bytes(b"GIF89a")
    assert rules(written("logo: mark.png\n")) == ["logo-is-no-picture"]


def test_a_name_is_looked_up_in_the_given_folders_first(written, tmp_path):
    written("name: House meridian\n", "house.yaml")
    assert load_theme("house", [tmp_path]).name == "House meridian"
