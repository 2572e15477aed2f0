"""Reading themes: tokens, inheritance, and mistakes that point to their place."""

import struct
import zlib

import pytest

from deckgen.findings import ThemeError
from deckgen.scene import points
from deckgen.theme.colour import contrast
from deckgen.theme.load import built_in, load_theme


@pytest.fixture
def write(tmp_path):
    """Writes a theme file and gives its path as text."""

    def written(text, name="own.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)

    return written


def findings_of(name, search=()):
    with pytest.raises(ThemeError) as caught:
        load_theme(name, search)
    return caught.value.findings


def place(finding):
    return finding.span.line, finding.span.column


def png():
    def chunk(kind, data):
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\x00\x12\x34\x56")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


@pytest.mark.parametrize("name", built_in())
def test_every_built_in_theme_is_complete(name):
    theme = load_theme(name)
    assert len(theme.colors) == 12
    assert theme.heading_font
    assert theme.body_font
    assert theme.levels


@pytest.mark.parametrize("name", built_in())
def test_text_of_a_built_in_theme_can_be_read_on_ground_and_surface(name):
    theme = load_theme(name)
    for ground in (theme.paper, theme.surface):
        for text in (theme.ink, theme.muted):
            assert contrast(theme.hex(text), theme.hex(ground)) >= 4.5


def test_the_exit_status_of_a_bad_theme_is_4():
    assert ThemeError([]).exit_status == 4


def test_a_file_writes_only_what_differs_from_the_theme_it_extends(write):
    path = write('name: Own\nextends: meridian\ncolors: {accent2: "#102030"}\n')
    theme, parent = load_theme(path), load_theme("meridian")
    assert theme.name == "Own"
    assert theme.colors["accent2"] == "102030"
    assert theme.colors["accent3"] == parent.colors["accent3"]
    assert theme.type == parent.type


def test_a_file_that_extends_nothing_is_completed_from_the_default_theme(write):
    assert load_theme(write("fonts: {heading: Georgia}\n")).body_font == "Arial"


def test_a_theme_extends_a_file_beside_it_by_name_and_by_path(write):
    write("type: {title: 28}\n", "house.yaml")
    by_path = write("extends: house.yaml\n", "a.yaml")
    by_name = write("extends: house\n", "b.yaml")
    assert load_theme(by_path).type.title == load_theme(by_name).type.title == 28


def test_a_theme_beside_the_spec_comes_before_the_built_in_one_of_its_name(write, tmp_path):
    write("name: Ours\nextends: meridian\n", "themes/meridian.yaml")
    theme = load_theme("meridian", (tmp_path, tmp_path / "themes"))
    assert theme.name == "Ours"
    assert theme.heading_font == "Arial"


def test_links_take_the_first_accent_where_a_theme_changes_it(write):
    own = load_theme(write('colors: {accent1: "#004488"}\n'))
    assert own.colors["hyperlink"] == "004488"
    both = load_theme(write('colors: {accent1: "#004488", hyperlink: "#112233"}\n'))
    assert both.colors["hyperlink"] == "112233"


@pytest.mark.parametrize(
    ("length", "emu"),
    [("0.5in", 457_200), ("36pt", points(36)), ("1cm", 360_000), ("12 mm", 432_000),
     ("48px", 457_200)],
)  # fmt: skip
def test_lengths_take_five_units(write, length, emu):
    assert load_theme(write(f"spacing: {{margin: {length}}}\n")).spacing.margin == emu


def test_a_key_without_a_value_is_as_good_as_none(write):
    theme = load_theme(write("name:\nfooter:\ncolors:\n"))
    assert theme == load_theme("meridian")


def test_an_empty_footer_stays_empty(write):
    assert load_theme(write('footer: ""\n')).footer == ""


def test_keys_that_begin_with_x_are_left_to_the_author(write):
    assert load_theme(write("x-owner: brand team\n")) == load_theme("meridian")


# --- logo ---------------------------------------------------------------------------------------


def test_a_logo_is_read_beside_its_theme(write, tmp_path):
    (tmp_path / "logo.png").write_bytes(png())
    theme = load_theme(write("logo: {file: logo.png, at: footer}\n"))
    assert theme.logo == png()
    assert theme.logo_mime == "image/png"
    assert load_theme(write("logo: logo.png\n")).logo == png()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("logo: {file: none.png}\n", "missing-logo"),
        ("logo: {file: own.yaml}\n", "logo-is-no-picture"),
        ("logo: {at: footer}\n", "wrong-type"),
        ("logo: {file: a.png, at: moon}\n", "wrong-value"),
        ("logo: [a.png]\n", "wrong-type"),
    ],
)
def test_a_logo_that_cannot_be_used_is_reported(write, text, rule):
    (finding,) = findings_of(write(text))
    assert finding.rule == rule
    assert finding.span.line == 1


# --- mistakes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rule", "where"),
    [
        ("colours: {}\n", "unknown-key", (1, 1)),
        ('colors:\n  acent1: "#112233"\n', "unknown-key", (2, 3)),
        ("colors: {accent1: teal}\n", "wrong-colour", (1, 19)),
        ("colors: {accent1: '#FFF'}\n", "wrong-colour", (1, 19)),
        ("status: {on_track: green}\n", "wrong-value", (1, 20)),
        ("levels: [accent9]\n", "wrong-value", (1, 9)),
        ("levels: []\n", "wrong-value", (1, 9)),
        ("type:\n  title: 900\n", "size-out-of-range", (2, 10)),
        ("type: {body: 8}\n", "size-out-of-range", (1, 14)),
        ("type: {body: large}\n", "wrong-type", (1, 14)),
        ("spacing: {margin: wide}\n", "wrong-length", (1, 19)),
        ("spacing: {margin: 9in}\n", "length-out-of-range", (1, 19)),
        ("fonts: {heading: 3}\n", "wrong-type", (1, 18)),
        ("fonts: Arial\n", "wrong-type", (1, 8)),
        ("ground: grey\n", "wrong-value", (1, 9)),
        ("footer: [a]\n", "wrong-type", (1, 9)),
        ("extends: [a]\n", "wrong-type", (1, 10)),
        ("extends: nowhere\n", "unknown-theme", (1, 10)),
        ("base: brand.potx\n", "unsupported-base", (1, 7)),
        ("- a list\n", "wrong-type", (1, 1)),
        ("", "empty-file", (1, 1)),
        ("name: a\nname: b\n", "duplicate-key", (2, 1)),
    ],
)
def test_a_mistake_is_reported_at_its_line_and_column(write, text, rule, where):
    path = write(text)
    (finding,) = findings_of(path)
    assert (finding.rule, place(finding)) == (rule, where)
    assert finding.span.file == path


def test_all_mistakes_of_a_file_are_reported_at_once(write):
    text = "type: {title: 900}\nlevels: [x]\nfonts: {body: 1}\n"
    assert [f.span.line for f in findings_of(write(text))] == [1, 3, 2]


def test_a_misspelt_key_or_name_gets_a_suggestion(write):
    (key,) = findings_of(write("colrs: {}\n"))
    assert key.suggestion == "did you mean 'colors'?"
    (name,) = findings_of("meridan")
    assert name.rule == "unknown-theme"
    assert name.suggestion == "did you mean 'meridian'?"


def test_themes_that_extend_each_other_are_reported_not_followed(write):
    write("extends: b.yaml\n", "a.yaml")
    (finding,) = findings_of(write("extends: a.yaml\n", "b.yaml"))
    assert finding.rule == "theme-loop"


def test_a_theme_that_extends_itself_is_reported(write):
    (finding,) = findings_of(write("extends: own.yaml\n"))
    assert finding.rule == "theme-loop"


def test_a_mistake_in_the_extended_file_points_into_that_file(write):
    parent = write("ground: grey\n", "parent.yaml")
    (finding,) = findings_of(write("extends: parent.yaml\n"))
    assert finding.span.file == parent


def test_a_file_that_is_not_utf_8_is_reported(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_bytes(b"name: \xff\xfe\n")
    (finding,) = findings_of(str(path))
    assert finding.rule == "unreadable-theme"
