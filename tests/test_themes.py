"""Every built-in theme, on every slide of the kickoff, at both sizes."""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache
from itertools import product
from pathlib import Path

import pytest

from deckgen import pipeline
from deckgen.findings import Level
from deckgen.layout.ink import flat
from deckgen.layout.quality import defects
from deckgen.scene import Shape
from deckgen.theme.check import check_theme
from deckgen.theme.load import CHOICES, KEYS, built_in, load_theme
from deckgen.theme.page import ornament_box, page
from deckgen.write.pptx.check import check_package

ROOT = Path(__file__).resolve().parent.parent
SIZES = ("16:9", "4:3")
EACH = tuple(product(built_in(), SIZES))


@lru_cache(maxsize=1)
def source():
    return pipeline.read(str(ROOT / "sample_okrs.yaml"))


@lru_cache(maxsize=16)
def deck(theme, aspect):
    """The sample's kickoff in a theme."""
    options = pipeline.Options(theme=theme, aspect=aspect)
    return pipeline.make(source(), pipeline.style(source(), options))


def parts_of(data, start):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {n: package.read(n).decode() for n in package.namelist() if n.startswith(start)}


def test_there_are_five_themes():
    assert built_in() == ("contrast", "editorial", "meridian", "midnight", "mono")


@pytest.mark.parametrize(("theme", "aspect"), EACH)
def test_no_slide_has_a_defect(theme, aspect):
    made = deck(theme, aspect)
    assert defects(made.scene, page(made.theme, aspect)) == ()


@pytest.mark.parametrize(("theme", "aspect"), EACH)
def test_the_package_is_sound_and_its_slides_name_no_fixed_colour(theme, aspect):
    data = deck(theme, aspect).data
    assert check_package(data) == ()
    for start in ("ppt/slides/slide", "ppt/slideLayouts/", "ppt/slideMasters/", "ppt/charts/"):
        for name, text in parts_of(data, start).items():
            assert "srgbClr" not in text, name
            assert "sysClr" not in text, name


@pytest.mark.parametrize("theme", built_in())
def test_the_office_theme_bears_the_name_and_fonts_of_the_file(theme):
    told = load_theme(theme)
    text = parts_of(deck(theme, "16:9").data, "ppt/theme/theme1.xml")["ppt/theme/theme1.xml"]
    assert f'name="{told.name}"' in text
    assert f'<a:latin typeface="{told.heading_font}"/>' in text
    assert all(f'val="{colour}"' in text for colour in told.colors.values())


def test_no_two_themes_share_type_cover_and_dividers():
    looks = {
        (t.heading_font, t.body_font, t.titles, t.cover.ornament, t.cover.ground, t.section)
        for t in map(load_theme, built_in())
    }
    assert len(looks) == len(built_in())


@pytest.mark.parametrize("theme", built_in())
def test_cover_text_and_layout_text_have_the_colours_of_the_theme(theme):
    made = deck(theme, "16:9")
    cover = made.scene.slides[0]
    title = next(e for e in cover.elements if isinstance(e, Shape) and e.name == "Title")
    assert title.text.paragraphs[0].lines[0][0].color == made.theme.cover_text
    layout = parts_of(made.data, "ppt/slideLayouts/slideLayout1.xml").popitem()[1]
    ground = made.theme.cover_ground
    assert f'<p:bgPr><a:solidFill><a:schemeClr val="{ground.slot}"' in layout


def test_a_dark_theme_has_a_dark_cover():
    theme = load_theme("midnight")
    assert theme.hex(theme.cover_ground) == theme.colors["dark1"]


def test_square_corners_and_outlined_cards_reach_every_shape():
    made = deck("mono", "16:9")
    shapes = [e for s in made.scene.slides for e in flat(s.elements) if isinstance(e, Shape)]
    assert not [e.name for e in shapes if e.geometry in ("round", "round_right")]
    cards = [e for e in shapes if e.role == "card"]
    assert cards
    assert not [e.name for e in cards if e.fill == made.theme.surface]


def test_round_corners_grow_with_the_theme():
    def radii(theme):
        slides = deck(theme, "16:9").scene.slides
        found = (e for s in slides for e in flat(s.elements) if isinstance(e, Shape))
        return max(e.radius for e in found if e.geometry == "round" and e.role == "card")

    assert radii("midnight") > radii("meridian")


def test_titles_in_regular_weight_are_so_on_slides_and_in_the_master():
    made = deck("midnight", "16:9")
    title = next(e for e in made.scene.slides[2].elements if isinstance(e, Shape) and e.placeholder)
    assert not title.text.paragraphs[0].lines[0][0].bold
    master = parts_of(made.data, "ppt/slideMasters/slideMaster1.xml").popitem()[1]
    style = master[master.index("<p:titleStyle>") : master.index("</p:titleStyle>")]
    assert ' b="1"' not in style


@pytest.mark.parametrize(
    ("kind", "there"),
    [("edge", 1), ("band", 1), ("foot", 1), ("tab", 1), ("frame", 1), ("none", 0)],
)
def test_each_ornament_is_drawn_on_the_slide_and_in_its_layout(kind, there, tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(f"cover: {{ornament: {kind}}}\nsection: {{ornament: {kind}}}\n")
    options = pipeline.Options(theme=str(path), template="one-pager", aspect="4:3")
    chosen = pipeline.style(source(), options)
    box = ornament_box(page(chosen.theme, "4:3"), kind)
    assert (box is not None) == bool(there)
    data = pipeline.make(source(), chosen).data
    for number in (1, 2, 5):
        name = f"ppt/slideLayouts/slideLayout{number}.xml"
        assert parts_of(data, name)[name].count('name="Ornament"') == there


def test_the_layouts_of_a_divider_on_a_strong_ground_have_light_text():
    made = deck("contrast", "16:9")
    section = next(s for s in made.scene.slides if s.role == "section")
    texts = [
        run.color
        for e in section.elements
        if isinstance(e, Shape) and e.text
        for p in e.text.paragraphs
        for line in p.lines
        for run in line
    ]
    assert set(texts) == {made.theme.paper}


def example():
    """The complete example of the page for theme makers."""
    page_text = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", page_text, re.DOTALL)
    (block,) = (b for b in blocks if b.startswith("name: Harbor\n"))
    return block


@pytest.mark.parametrize("aspect", SIZES)
def test_the_example_of_the_documentation_passes_its_check_and_builds(tmp_path, aspect):
    path = tmp_path / "harbor.yaml"
    path.write_text(example(), encoding="utf-8")
    theme, findings = check_theme(str(path))
    assert [f.message for f in findings if f.level >= Level.WARNING] == []
    made = deck(str(path), aspect)
    assert made.theme == theme
    assert defects(made.scene, page(theme, aspect)) == ()
    assert check_package(made.data) == ()
    assert "internal" in str(made.scene.slides[3].elements[-3:])


def test_the_documentation_names_every_key_and_word_of_a_theme():
    text = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    for key, inner in KEYS.items():
        if key not in ("base", "layouts"):
            assert f"`{key}`" in text, key
            for word in inner or ():
                assert word in text, (key, word)
    for words in CHOICES.values():
        for word in words:
            assert f"`{word}`" in text, word


def test_the_gallery_shows_every_theme_and_every_picture_is_there():
    text = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    pictures = re.findall(r"\((gallery/[\w-]+\.png)\)", text)
    assert {Path(p).name.split("-")[0] for p in pictures} == set(built_in())
    for picture in pictures:
        data = (ROOT / "docs" / picture).read_bytes()
        assert data.startswith(b"\x89PNG"), picture
        assert len(data) < 80_000, picture
