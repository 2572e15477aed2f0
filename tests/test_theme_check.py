"""``deckgen theme check`` and ``theme new``: what they see in a theme and where they point."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from click.testing import CliRunner
from test_themes import deck

from deckgen.cli import program
from deckgen.findings import Level, ThemeError
from deckgen.layout.ink import flat, runs_of
from deckgen.scene import Box, Shape, Table
from deckgen.theme.check import SHARES, check_theme, pairs
from deckgen.theme.colour import contrast
from deckgen.theme.load import built_in, load_theme
from deckgen.theme.vision import MATRICES, distance, seen


@pytest.fixture
def written(tmp_path):
    def write(text, name="own.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def run(*args):
    return CliRunner().invoke(program, ["theme", *args])


def found(path, rule, **options):
    return [f for f in check_theme(path, **options)[1] if f.rule == rule]


# --- the built-in themes ------------------------------------------------------------------------


@pytest.mark.parametrize("name", built_in())
def test_every_built_in_theme_passes(name):
    result = run("check", name)
    assert result.exit_code == 0, result.output
    assert "0 findings" in result.output or "warning" not in result.output


def test_contrast_reaches_seven_to_one_everywhere():
    result = run("check", "contrast", "--wcag", "AAA")
    assert result.exit_code == 0, result.output


def test_the_default_theme_does_not_claim_seven_to_one():
    assert run("check", "meridian", "--wcag", "AAA").exit_code == 1


def grounds_of(slide, theme):
    """(text colour, ground) of every text of a slide, the ground being the last fill below."""
    own = slide.ground or {
        "cover": theme.cover_ground,
        "closing": theme.cover_ground,
        "section": theme.section_ground(0),
    }.get(slide.role, theme.paper)
    drawn = []

    def below(box):
        x, y = box.x + box.w // 2, box.y + box.h // 2
        under = [c for b, c in drawn if b.x <= x <= b.right and b.y <= y <= b.bottom]
        return under[-1] if under else own

    for element in flat(slide.elements):
        if isinstance(element, Shape):
            if element.fill is not None:
                drawn.append((element.box, element.fill))
            if element.text is not None:
                for one in runs_of(element.text):
                    if one.text.strip():
                        yield one.color, element.fill or below(element.box), element.name
        if isinstance(element, Table):
            y = element.box.y
            for row, height in zip(element.rows, element.heights, strict=True):
                x = element.box.x
                for cell, width in zip(row, element.columns, strict=True):
                    ground = cell.fill or below(Box(x, y, width, height))
                    for one in runs_of(cell.text):
                        if one.text.strip():
                            yield one.color, ground, element.name
                    x += width
                y += height


@pytest.mark.parametrize("name", built_in())
def test_the_check_knows_every_pair_of_text_and_ground_on_the_slides(name):
    made = deck(name, "16:9")
    theme = made.theme
    known = {(p.front, p.ground) for p in pairs(theme)}
    strange = {
        (front, ground, slide.key, where)
        for slide in made.scene.slides
        for front, ground, where in grounds_of(slide, theme)
        if (front, ground) not in known
    }
    assert strange == set()


@pytest.mark.parametrize("name", built_in())
def test_text_on_finished_slides_has_the_contrast_that_the_theme_promises(name):
    made = deck(name, "16:9")
    theme = made.theme
    least = 7.0 if name == "contrast" else 4.5
    steps = {theme.level_tint(level, s) for level in range(len(theme.levels)) for s in SHARES}
    for slide in made.scene.slides:
        for front, ground, where in grounds_of(slide, theme):
            if ground not in steps:  # counts in the matrix are large
                ratio = contrast(theme.hex(front), theme.hex(ground))
                assert ratio >= least, (slide.key, where, front, ground)


def test_the_levels_of_mono_are_steps_of_one_ink():
    theme = load_theme("mono")
    shades = [theme.colors[name] for name in theme.levels]
    assert all(shade[0:2] == shade[2:4] == shade[4:6] for shade in theme.colors.values())
    values = [int(shade[0:2], 16) for shade in shades]
    assert values == sorted(values)
    assert min(b - a for a, b in pairwise(values)) >= 20


# --- what it sees ---------------------------------------------------------------------------------


def test_pale_text_is_reported_at_its_line(written):
    path = written('name: Pale\ncolors:\n  accent2: "#FFC080"\n')
    first = found(path, "low-contrast")[0]
    assert (first.span.line, first.span.column) == (3, 12)
    assert first.level is Level.ERROR
    assert "#FFC080" in first.message
    assert "needs 4.5:1" in first.message
    assert first.suggestion == "a darker one"


def test_a_ratio_just_under_the_limit_is_not_rounded_up_to_it(written):
    path = written('colors:\n  accent1: "#777777"\n')  # 4.478 on white
    said = [f.message for f in found(path, "low-contrast") if "on #FFFFFF" in f.message]
    assert said
    assert all("4.47:1" in text for text in said)


def test_on_dark_ground_a_dim_colour_should_be_lighter(written):
    path = written('extends: midnight\ncolors:\n  accent1: "#1D5C8A"\n')
    assert {f.suggestion for f in found(path, "low-contrast")} == {"a lighter one"}


def test_a_colour_of_the_extended_file_is_reported_there(written):
    house = written('colors:\n  accent1: "#9ADBC8"\n', "house.yaml")
    path = written("extends: house.yaml\nfonts: {heading: Georgia}\n", "unit.yaml")
    assert {f.span.file for f in found(path, "low-contrast")} == {house}


def test_the_cover_is_checked_too(written):
    path = written("cover: {ground: accent1, text: accent2}\n")
    assert any("text on the cover" in f.message for f in found(path, "low-contrast"))


def test_levels_that_red_green_blind_people_cannot_tell_apart_are_reported(written):
    path = written('colors: {accent1: "#7A5A00", accent2: "#4F6B00"}\n')
    (finding,) = found(path, "colour-blind-levels")
    assert "accent1" in finding.message
    assert "accent2" in finding.message
    assert "protanopia" in finding.message or "deuteranopia" in finding.message
    assert finding.level is Level.WARNING


def test_status_colours_alike_are_only_a_note_for_their_marks_differ(written):
    path = written('colors: {accent4: "#4A6B00", accent5: "#7A5A00"}\n')
    notes = found(path, "colour-blind-status")
    assert notes
    assert {f.level for f in notes} == {Level.INFO}


def test_a_font_that_a_program_lacks_is_named_with_the_program(written):
    path = written("fonts:\n  heading: Calibri\n  body: House Sans\n")
    first, second = found(path, "font-missing")
    assert first.message.startswith("Keynote may not have Calibri")
    assert "PowerPoint and Keynote and Google Slides" in second.message
    assert [f.span.line for f in (first, second)] == [2, 3]


def test_sizes_that_are_legal_but_small_are_reported(written):
    path = written("type: {body: 12, caption: 10}\n")
    assert [f.message.split("'")[1] for f in found(path, "small-type")] == ["body", "caption"]


def test_a_size_under_the_floor_is_an_error_of_the_file(written):
    with pytest.raises(ThemeError) as caught:
        check_theme(written("type: {caption: 7}\n"))
    assert caught.value.findings[0].rule == "size-out-of-range"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("cover: {ornament: bnad}\n", "wrong-value"),
        ("cover: {ground: navy}\n", "wrong-value"),
        ("section: {ground: dark}\n", "wrong-value"),
        ("titles: {weight: light}\n", "wrong-value"),
        ("cards: outlined\n", "wrong-type"),
        ("rules: {weight: [strong]}\n", "wrong-value"),
    ],
)
def test_mistakes_in_the_tokens_of_looks_are_errors_at_their_place(written, text, rule):
    with pytest.raises(ThemeError) as caught:
        load_theme(written(text))
    assert caught.value.findings[0].rule == rule
    assert caught.value.findings[0].span.line == 1


# --- colour blindness -----------------------------------------------------------------------------


@pytest.mark.parametrize("vision", MATRICES)
def test_grey_stays_grey_to_everybody(vision):
    red, green, blue = seen("808080", vision)
    assert red == pytest.approx(green, abs=1e-4)
    assert green == pytest.approx(blue, abs=1e-4)


def test_red_and_green_come_together_for_the_red_green_blind_and_no_one_else():
    pair = ("B34A3C", "6F7A2E")
    assert distance(*pair) > 3 * distance(*pair, "deuteranopia")
    assert distance(*pair, "tritanopia") > 3 * distance(*pair, "deuteranopia")


def test_black_and_white_are_a_hundred_apart():
    assert distance("000000", "FFFFFF") == pytest.approx(100, abs=0.01)


# --- the commands ---------------------------------------------------------------------------------


def test_check_ends_with_one_when_there_is_a_warning_and_points_like_a_compiler(written):
    path = written('colors:\n  accent1: "#707070"\n')
    result = run("check", path)
    assert result.exit_code == 1
    assert f"{path}:2:12: warning[low-contrast]" in result.output
    assert run("check", path, "--fail-on", "never").exit_code == 0
    assert run("check", path, "--fail-on", "error").exit_code == 0


def test_check_speaks_json(written):
    path = written("fonts: {body: House Sans}\n")
    told = json.loads(run("check", path, "--format", "json").stdout)
    assert [f["rule"] for f in told["findings"]] == ["font-missing"]


def test_check_finds_a_name_in_the_folder_of_themes(written, tmp_path, monkeypatch):
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "house.yaml").write_text("name: House\n")
    monkeypatch.chdir(tmp_path)
    assert run("check", "house").output.startswith("House: ")


def test_new_writes_a_theme_that_passes_and_builds_on_meridian(tmp_path):
    path = tmp_path / "our-brand.yaml"
    result = run("new", str(path))
    assert result.exit_code == 0
    theme = load_theme(str(path))
    assert theme.name == "Our brand"
    assert theme.colors == load_theme("meridian").colors
    assert run("check", str(path)).exit_code == 0


def test_every_commented_line_of_a_new_theme_is_right(tmp_path):
    path = tmp_path / "brand.yaml"
    run("new", str(path))
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        bare = line.removeprefix("# ")
        token = bare.split(":")[0].strip()
        tokens = (
            *("ground", "fonts", "cover", "section", "titles", "cards", "rules", "type"),
            *("spacing", "footer", "accent2", "accent3", "accent4", "accent5", "accent6"),
            *("dark1", "light1", "light2"),
        )
        lines.append(bare if token in tokens else line)
    path.write_text("\n".join(lines), encoding="utf-8")
    theme = load_theme(str(path))
    assert theme.heading_font == "Georgia"
    assert theme.footer == load_theme("meridian").footer
    assert theme.colors == load_theme("meridian").colors


@pytest.mark.parametrize("stem", ["no", "2027", 'o\'neil "house"'])
def test_new_makes_a_valid_name_of_any_file_name(tmp_path, stem):
    path = tmp_path / f"{stem}.yaml"
    assert run("new", str(path)).exit_code == 0
    assert load_theme(str(path)).name


def test_new_never_overwrites(tmp_path):
    path = tmp_path / "brand.yaml"
    path.write_text("name: Mine\n")
    result = run("new", str(path))
    assert result.exit_code != 0
    assert path.read_text() == "name: Mine\n"


def test_list_and_show_name_all_five():
    assert run("list").output.split() == list(built_in())
    for name in built_in():
        assert f"name: {name}" in run("show", name).output
