"""Drawings in SVG: made safe, drawn in pixels beside, and told about where something had to go."""

from __future__ import annotations

import io
import re
import textwrap
import zipfile
from base64 import b64encode
from pathlib import Path

import pytest
from helpers_scene import png
from PIL import Image
from pptx import Presentation

import deckgen
from deckgen import pipeline
from deckgen.findings import SpecError, TemplateError, ThemeError
from deckgen.pictures import raster
from deckgen.pictures.checked import checked
from deckgen.pictures.raster import png_of
from deckgen.pictures.svg import PictureError, looks_like_svg, read_svg
from deckgen.theme.load import load_theme
from deckgen.write.pptx.check import check_package
from deckgen.write.svg import data_uri, slide_svg

HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
BAR = '<rect x="0" y="0" width="30" height="20" fill="#c00000"/>'
MARK = f'<svg {HEAD} viewBox="0 0 30 20">{BAR}<circle cx="15" cy="10" r="6" fill="#fff"/></svg>'
SPEC = """\
cycle: {name: Q1 2027, start: 2027-01-01, end: 2027-03-31, as_of: 2027-02-05}
company:
  name: Harbor
  objectives:
    - id: C1
      title: Deliver on time
      key_results:
        - {title: Parcels on time, start: 80, target: 95, current: 90}
"""


def svg(inner: str, more: str = 'viewBox="0 0 30 20"', before: str = "") -> bytes:
    return f"{before}<svg {HEAD} {more}>{inner}</svg>".encode()


def kept(inner: str, **more: str) -> str:
    return read_svg(svg(BAR + inner, **more)).svg.decode()


def dropped(inner: str, **more: str) -> str:
    return ", ".join(read_svg(svg(BAR + inner, **more)).dropped)


def refused(data: bytes) -> PictureError:
    with pytest.raises(PictureError) as caught:
        checked(data)
    return caught.value


def pixels(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGBA")


# --- what is kept -----------------------------------------------------------------------------


def test_what_is_drawn_stays():
    inner = (
        '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient>'
        '<path id="p" d="M0 0L9 9"/></defs><style>.a { fill: url(#g) }</style>'
        '<use href="#p" transform="rotate(10)"/><g class="a"><text x="1">A &lt; B</text></g>'
    )
    out = kept(inner)
    for part in ('id="g"', 'stop-color="red"', "fill: url(#g)", 'xlink:href="#p"', "A &lt; B"):
        assert part in out
    assert dropped(inner) == ""


def test_a_safe_drawing_is_as_it_was_when_read_again():
    once = read_svg(MARK.encode()).svg
    assert read_svg(once).svg == once


def test_editors_own_data_goes_without_a_word():
    more = 'viewBox="0 0 30 20" xmlns:ink="http://example.org/ink" ink:version="1"'
    inner = "<metadata><rdf/></metadata><ink:view zoom='2'/><!-- made by hand -->"
    data = svg(BAR + inner, more)
    assert read_svg(data).dropped == ()
    assert b"ink:" not in read_svg(data).svg


# --- what runs or reaches outside -------------------------------------------------------------


@pytest.mark.parametrize(
    ("inner", "gone", "said"),
    [
        ("<script>alert(1)</script>", "alert", "a script"),
        ('<SCRIPT xmlns="http://www.w3.org/1999/xhtml">alert(1)</SCRIPT>', "alert", "a script"),
        ('<g onclick="alert(1)"/>', "alert", "waits for a click"),
        ('<a href="javascript:alert(1)"><path d="M0 0"/></a>', "alert", "a link"),
        ('<image href="http://example.org/a.png" width="9"/>', "example", "from outside"),
        ('<image xlink:href="file:///etc/passwd" width="9"/>', "passwd", "from outside"),
        ('<use href="other.svg#x"/>', "other", "another file"),
        ("<style>@import url(http://example.org/a.css);</style>", "example", "style sheet"),
        ("<style>@import 'http://example.org/a.css';</style>", "example", "style sheet"),
        ("<style>@font-face {src: url(http://example.org/f)}</style>", "example", "font"),
        ("<style>.a{fill:url(http://example.org/#a)}</style>", "example", "another file"),
        ("<style>.a{fill:u\\72l(http://example.org/a)}</style>", "url(http", ""),
        ("<style>.a{fill:u/**/rl(http://example.org/a)}</style>", "url(http", ""),
        ("<style>.a{background:image-set('http://example.org/a')}</style>", "example", "another"),
        ('<path d="M0 0" style="fill:url(  //example.org/a )"/>', "example", "another file"),
        ('<path d="M0 0" fill="url(data:image/svg+xml,x)"/>', "data:", "another file"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', "data:", "neither PNG nor JPEG"),
        ('<animate attributeName="href" to="javascript:alert(1)"/>', "alert", "an animation"),
        ("<foreignObject><b>words</b></foreignObject>", "words", "HTML"),
        ('<g xml:base="http://example.org/"/>', "example", ""),
    ],
)  # fmt: skip
def test_nothing_that_runs_or_reaches_outside_is_embedded(inner, gone, said):
    assert gone not in kept(inner)
    assert said in dropped(inner)


def test_a_style_sheet_by_instruction_is_left_out():
    before = '<?xml version="1.0"?><?xml-stylesheet href="http://example.org/a.css"?>'
    data = svg(BAR, before=before)
    assert b"example" not in read_svg(data).svg
    assert "style sheet" in read_svg(data).dropped[0]


def test_a_picture_that_the_file_holds_stays_and_is_drawn():
    held = b64encode(png(3, 2, 0)).decode()
    inner = f'<image width="30" height="20" href="data:image/png;base64,{held}"/>'
    assert held in kept(inner)
    assert pixels(png_of(read_svg(svg(BAR + inner)).svg)).getpixel((900, 600))[:3] == (0, 0, 0)


@pytest.mark.parametrize(
    ("data", "rule", "words"),
    [
        (svg("<text>&a;</text>", before='<!DOCTYPE svg [<!ENTITY a "b">]>'),
         "unsafe-picture", "entities"),
        (svg("<text>&a;</text>",
             before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
         "unsafe-picture", "entities"),
        (svg("<text>&nbsp;</text>", before='<!DOCTYPE svg PUBLIC "a" "http://a/b.dtd">'),
         "not-a-picture", "&nbsp;"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect",
         "not-a-picture", "line 1, column"),
        (svg(BAR, more=""), "not-a-picture", "no size"),
        (svg(BAR, more='width="9in" height="1e-9"'), "not-a-picture", "no slide can show"),
        (svg(BAR, more='viewBox="0 0 1 900"'), "not-a-picture", "no slide can show"),
        (svg("<g/>"), "not-a-picture", "nothing to draw"),
        (svg("<g>" * 200 + BAR + "</g>" * 200), "file-too-large", "deep"),
        (svg("<g/>" * 60_000 + BAR), "file-too-large", "50,000"),
        (svg(BAR + " " * 5_000_000), "file-too-large", "5 MB"),
        (svg('<g id="a"><use href="#a"/></g>'), "unsafe-picture", "circle"),
        (b"\x1f\x8b\x08\0\0", "not-a-picture", "packed"),
        (b"<html><body/></html>", "not-a-picture", "nor an SVG"),
        (b"GIF89a", "not-a-picture", "nor an SVG"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_shown_is_refused_with_the_reason(data, rule, words):
    wrong = refused(data)
    assert wrong.rule == rule
    assert words in str(wrong)


def test_a_few_lines_that_draw_each_other_a_billion_times_are_refused_undrawn():
    layers = "".join(
        f'<g id="a{n}">{f"<use href={chr(34)}#a{n - 1}{chr(34)}/>" * 10}</g>' for n in range(1, 10)
    )
    wrong = refused(svg(f'<defs><g id="a0">{BAR}</g>{layers}</defs><use href="#a9"/>'))
    assert "over and over" in str(wrong)


def test_a_drawing_that_never_ends_is_given_up(monkeypatch):
    monkeypatch.setattr(raster, "SECONDS", 1)
    many = '<g opacity=".5"><rect width="30" height="20"/></g>' * 15_000
    wrong = refused(svg(many))
    assert wrong.rule == "file-too-large"
    assert "seconds to draw" in str(wrong)


def test_a_module_in_the_working_folder_is_never_run(tmp_path, monkeypatch):
    (tmp_path / "resvg_py.py").write_text("open('run', 'w').close()\n")
    monkeypatch.chdir(tmp_path)
    assert png_of(read_svg(svg(BAR + '<path d="M1 1"/>')).svg).startswith(b"\x89PNG")
    assert not (tmp_path / "run").exists()


# --- sizes and pixels -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "size"),
    [
        ('viewBox="0 0 30 20"', (30, 20)),
        ('width="1in" height="48px"', (96, 48)),
        ('width="72pt" height="25.4mm" viewBox="0 0 1 1"', (96, 96)),
        ('width="60" viewBox="0 0 30 20"', (60, 40)),
        ('width="100%" height="100%" viewBox="0,0,30,20"', (30, 20)),
    ],
)
def test_the_size_is_the_one_the_file_says_else_its_view_boxs(more, size):
    drawing = read_svg(svg(BAR, more=more))
    assert (drawing.width, drawing.height) == pytest.approx(size)


def test_the_stand_in_shows_the_drawing_on_clear_ground():
    picture = pixels(png_of(read_svg(MARK.encode()).svg))
    assert picture.size == (2000, 1334)
    assert picture.getpixel((20, 20)) == (192, 0, 0, 255)
    assert picture.getpixel((1000, 666)) == (255, 255, 255, 255)
    half = pixels(png_of(read_svg(svg('<rect width="15" height="20"/>')).svg))
    assert half.getpixel((1900, 600))[3] == 0


def test_svg_is_told_from_other_files_by_its_first_bytes():
    assert looks_like_svg(MARK.encode())
    assert looks_like_svg(b"\xef\xbb\xbf <?xml version='1.0'?><!-- x -->\n<svg:svg>")
    assert looks_like_svg(MARK.encode("utf-16"))
    assert not looks_like_svg(b"<html>")
    assert not looks_like_svg(b"")
    assert read_svg(MARK.encode("utf-16")).width == 30


# --- in decks ---------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "okrs.yaml").write_text(SPEC, encoding="utf-8")
    (tmp_path / "mark.svg").write_text(MARK, encoding="utf-8")
    return tmp_path


def template(folder: Path, fields: str) -> Path:
    path = folder / "own.yaml"
    text = f"slides:\n  - layout: picture\n    title: Our mark\n{textwrap.indent(fields, '    ')}\n"
    path.write_text(text, encoding="utf-8")
    return path


def deck_of(folder: Path, fields: str) -> pipeline.Deck:
    return deckgen.build(folder / "okrs.yaml", template=str(template(folder, fields)))


def the_picture(deck: pipeline.Deck):
    (slide,) = Presentation(io.BytesIO(deck.data)).slides
    (found,) = [s for s in slide.shapes if s.name == "Picture"]
    return found


@pytest.mark.parametrize("fill", ["fit", "crop"])
def test_a_drawing_is_shown_with_its_pixels_beside_and_never_stretched(folder, fill):
    deck = deck_of(folder, f"file: mark.svg\nfill: {fill}\nalt: A red mark")
    assert not check_package(deck.data)
    shown = the_picture(deck)
    assert shown.image.content_type == "image/png"
    width = shown.width / (1 - shown.crop_left - shown.crop_right)
    height = shown.height / (1 - shown.crop_top - shown.crop_bottom)
    assert width / height == pytest.approx(1.5, rel=0.002)
    (key,) = re.findall(r'svgBlip [^>]*r:embed="(\w+)"', shown.part.blob.decode())
    drawing = shown.part.related_part(key)
    assert drawing.content_type == "image/svg+xml"
    assert drawing.blob == read_svg(MARK.encode()).svg


def test_the_same_drawing_gives_the_same_bytes(folder):
    first = deck_of(folder, "file: mark.svg").data
    png_of.cache_clear()
    read_svg.cache_clear()
    assert deck_of(folder, "file: mark.svg").data == first


def test_what_had_to_go_is_told_at_the_place_in_the_template(folder):
    (folder / "mark.svg").write_bytes(svg(BAR + "<script>x</script>"))
    deck = deck_of(folder, "file: mark.svg")
    (told,) = [f for f in deck.findings if f.rule == "picture-cleaned"]
    assert (told.level.word, told.span.line) == ("warning", 4)
    assert "mark.svg is shown without a script" in told.message
    assert b"<script" not in deck.data


@pytest.mark.parametrize(
    ("content", "rule"),
    [(b"<svg><rect", "not-a-picture"), (svg(BAR + " " * 5_000_001), "file-too-large")],
)
def test_a_broken_or_huge_drawing_is_an_error_at_its_place(folder, content, rule):
    (folder / "mark.svg").write_bytes(content)
    with pytest.raises(TemplateError) as caught:
        deck_of(folder, "file: mark.svg")
    (found,) = caught.value.findings
    assert (found.rule, found.span.line, found.span.column) == (rule, 4, 11)


def test_the_companys_logo_may_be_a_drawing(folder):
    path = folder / "okrs.yaml"
    path.write_text(SPEC.replace("  name: Harbor\n", "  name: Harbor\n  logo: mark.svg\n"))
    deck = deckgen.build(path)
    (logo,) = [e for s in deck.scene.slides for e in s.elements if e.name == "Logo"]
    assert logo.box.w / logo.box.h == pytest.approx(1.5, rel=0.01)
    assert logo.svg == read_svg(MARK.encode()).svg
    (folder / "mark.svg").write_bytes(svg("<g/>"))
    with pytest.raises(SpecError) as caught:
        deckgen.build(path)
    assert caught.value.findings[0].span.line == 4


def test_the_themes_logo_may_be_a_drawing(folder):
    theme = folder / "house.yaml"
    theme.write_text("name: House\nlogo: mark.svg\n")
    deck = deckgen.build(folder / "okrs.yaml", theme=str(theme))
    assert not check_package(deck.data)
    made = Presentation(io.BytesIO(deck.data))
    (logo,) = [s for s in made.slide_master.shapes if s.name == "Logo"]
    assert logo.width / logo.height == pytest.approx(1.5, rel=0.01)
    with zipfile.ZipFile(io.BytesIO(deck.data)) as package:
        assert package.read("ppt/media/logo.svg") == read_svg(MARK.encode()).svg
        assert package.read("ppt/media/logo.png") == png_of(read_svg(MARK.encode()).svg)
        assert b'Extension="svg" ContentType="image/svg+xml"' in package.read("[Content_Types].xml")


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"<svg><rect", "logo-is-no-picture"),
        (png(4, 4)[:40], "logo-is-no-picture"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(20_000_000), "file-too-large"),
    ],
)
def test_a_broken_or_huge_logo_of_a_theme_is_an_error_at_its_line(folder, content, rule):
    (folder / "mark.svg").write_bytes(content)
    theme = folder / "house.yaml"
    theme.write_text("name: House\nlogo: mark.svg\n")
    with pytest.raises(ThemeError) as caught:
        load_theme(str(theme))
    (found,) = caught.value.findings
    assert (found.rule, found.span.line) == (rule, 2)


def test_what_had_to_go_from_a_themes_logo_is_told_at_its_line(folder):
    (folder / "mark.svg").write_bytes(svg(BAR + "<script>x</script>"))
    theme = folder / "house.yaml"
    theme.write_text("name: House\nlogo: mark.svg\n")
    deck = deckgen.build(folder / "okrs.yaml", theme=str(theme))
    (told,) = [f for f in deck.findings if f.rule == "picture-cleaned"]
    assert told.span.line == 2
    assert "a script" in told.message


def test_slides_drawn_for_the_index_show_drawings_too(folder):
    theme = folder / "house.yaml"
    theme.write_text("name: House\nlogo: mark.svg\n")
    shown = deckgen.build(folder / "okrs.yaml", theme=str(theme))
    drawn = [slide_svg(s, shown.scene, shown.theme) for s in shown.scene.slides]
    address = data_uri(png_of(read_svg(MARK.encode()).svg), "image/png")
    assert any(address in text for text in drawn)


@pytest.mark.sdk
def test_microsofts_validator_finds_nothing_in_a_deck_with_drawings(folder):
    from sdk import sdk_errors

    (folder / "house.yaml").write_text("name: House\nlogo: mark.svg\n")
    path = template(folder, "file: mark.svg\nfill: crop")
    deck = deckgen.build(folder / "okrs.yaml", template=str(path), theme=str(folder / "house.yaml"))
    assert sdk_errors(deck.data) == []
