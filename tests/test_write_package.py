"""The package: valid parts, one base, same input same bytes, properties, sections."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pptx
import pytest
from helpers_scene import DARK, THEME, everything, one, png, scene, title
from pptx.enum.shapes import PP_PLACEHOLDER

from deckgen.scene import Slide
from deckgen.theme.page import page
from deckgen.write.pptx import write, write_to
from deckgen.write.pptx.base import base
from deckgen.write.pptx.check import check_package
from deckgen.write.pptx.images import pixel_size
from deckgen.write.pptx.package import ZipStream


def parts(data: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_scene_gives_the_same_bytes():
    first, at = everything()
    second, _ = everything()
    assert write(first, THEME, at) == write(second, THEME, at)


def test_a_pipe_that_cannot_seek_gets_the_same_bytes():
    class Pipe:
        def __init__(self):
            self.data = b""

        def write(self, data):
            self.data += data

    made, at = everything()
    pipe = Pipe()
    write_to(made, THEME, at, pipe)
    assert pipe.data == write(made, THEME, at)


def test_the_zip_has_no_clock_and_content_types_stand_first():
    made, at = everything()
    archive = zipfile.ZipFile(io.BytesIO(write(made, THEME, at)))
    assert archive.namelist()[0] == "[Content_Types].xml"
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert len(set(archive.namelist())) == len(archive.namelist())
    assert archive.testzip() is None


def test_parts_come_out_of_the_zip_as_they_went_in():
    raw = {"a.xml": "<a>" + "Grüße 目標 " * 4000 + "</a>", "empty.xml": "", "b.png": "as it is"}
    stream = io.BytesIO()
    package = ZipStream(stream)
    for name, text in raw.items():
        package.add(name, text)
    package.close()
    archive = zipfile.ZipFile(stream)
    assert {name: archive.read(name).decode() for name in archive.namelist()} == raw
    assert archive.getinfo("a.xml").compress_size < 1000
    assert archive.getinfo("b.png").compress_type == zipfile.ZIP_STORED


def test_a_zip_of_too_many_parts_is_refused_not_broken():
    from deckgen.findings import OutputError

    package = ZipStream(io.BytesIO())
    package._directory = [b""] * 65_536
    with pytest.raises(OutputError, match="65536 parts"):
        package.close()


@pytest.mark.parametrize(
    ("aspect", "size"), [("16:9", (12_192_000, 6_858_000)), ("4:3", (9_144_000, 6_858_000))]
)
def test_the_slide_size_is_exact_and_only_4_3_has_a_type(aspect, size):
    made, at = everything(aspect)
    data = write(made, THEME, at)
    deck = pptx.Presentation(io.BytesIO(data))
    assert (deck.slide_width, deck.slide_height) == size
    kind = b'type="screen4x3"' in parts(data)["ppt/presentation.xml"]
    assert kind == (aspect == "4:3")


def test_layouts_have_real_placeholders_in_the_boxes_of_the_page():
    made, at = everything()
    deck = pptx.Presentation(io.BytesIO(write(made, THEME, at)))
    assert len(deck.slide_masters) == 1
    layouts = {layout.name: layout for layout in deck.slide_layouts}
    assert list(layouts) == [
        "Cover", "Section", "Title only", "Title and content", "Closing", "Blank",
    ]  # fmt: skip
    for layout in layouts.values():
        for shape in layout.placeholders:
            box = {
                PP_PLACEHOLDER.FOOTER: at.footer,
                PP_PLACEHOLDER.DATE: at.date,
                PP_PLACEHOLDER.SLIDE_NUMBER: at.number,
            }.get(shape.placeholder_format.type)
            if layout.name.startswith("Title") and shape.placeholder_format.idx == 0:
                box = at.title
            if box is not None:
                assert (shape.left, shape.top, shape.width, shape.height) == (
                    box.x, box.y, box.w, box.h,
                )  # fmt: skip
    on_cover = {s.placeholder_format.type for s in layouts["Cover"].placeholders}
    assert on_cover == {
            PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE,
            PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER,
        }  # fmt: skip


def test_slides_use_the_layout_of_their_role():
    made, at = everything()
    deck = pptx.Presentation(io.BytesIO(write(made, THEME, at)))
    assert [slide.slide_layout.name for slide in deck.slides] == [
        "Cover", "Section", "Title only", "Title only", "Title only", "Title and content",
        "Closing",
    ]  # fmt: skip


def test_the_theme_holds_the_files_colours_and_fonts():
    made, at = everything()
    theme = parts(write(made, THEME, at))["ppt/theme/theme1.xml"].decode()
    assert 'name="Harbor"' in theme
    assert '<a:dk2><a:srgbClr val="1F3A5F"/></a:dk2>' in theme
    assert '<a:majorFont><a:latin typeface="Georgia"/>' in theme


def test_slides_name_no_colour_and_no_font_of_their_own():
    made, at = everything()
    for name, data in parts(write(made, THEME, at)).items():
        if name.startswith(
            ("ppt/slides/", "ppt/slideLayouts/", "ppt/slideMasters/", "ppt/charts/")
        ):
            assert b"srgbClr" not in data, name
            assert b'latin typeface="A' not in data, name


def test_properties_say_title_author_language_dates_and_true_counts():
    made, at = everything()
    data = write(made, THEME, at)
    core = pptx.Presentation(io.BytesIO(data)).core_properties
    assert (core.title, core.author, core.language) == (
        "Harbor Health OKRs", "Maya Lindqvist", "en-US",
    )  # fmt: skip
    assert core.keywords == "OKR, kickoff"
    assert core.created.isoformat()[:19] == core.modified.isoformat()[:19] == "2027-01-11T00:00:00"
    app = parts(data)["docProps/app.xml"].decode()
    assert "<Slides>7</Slides><Notes>3</Notes>" in app
    assert "<Company>Harbor Health</Company>" in app


def test_each_slide_is_in_exactly_one_section_and_a_name_may_come_twice():
    made, at = everything()
    text = parts(write(made, THEME, at))["ppt/presentation.xml"].decode()
    sections = text.split("sectionLst ")[1]
    names = [piece.split('"')[0] for piece in sections.split('section name="')[1:]]
    assert names == ["Start", "Digital", "Numbers", "Start"]
    listed = [piece.split('"')[0] for piece in sections.split('p14:sldId id="')[1:]]
    assert listed == [str(256 + n) for n in range(7)]
    guids = [piece.split('"')[0] for piece in sections.split('" id="{')[1:]]
    assert len(set(guids)) == 4


def test_a_deck_without_section_names_has_no_sections():
    made, at = one()
    assert b"sectionLst" not in parts(write(made, THEME, at))["ppt/presentation.xml"]


def test_the_notes_master_is_listed_right_after_the_slide_master():
    made, at = everything()
    text = parts(write(made, THEME, at))["ppt/presentation.xml"].decode()
    assert "</p:sldMasterIdLst><p:notesMasterIdLst>" in text


def test_the_base_is_made_once_for_each_theme_and_page():
    wide, narrow = page(THEME, "16:9"), page(THEME, "4:3")
    assert base(THEME, wide) is base(THEME, wide)
    assert base(THEME, wide) is not base(THEME, narrow)
    other = replace(THEME, colors={**THEME.colors, "accent1": "112233"})
    assert base(other, wide) is not base(THEME, wide)
    assert base(DARK, wide) is not base(THEME, wide)


def test_the_themes_logo_stands_in_the_masters_footer_undistorted():
    branded = replace(THEME, logo=png(40, 10), logo_mime="image/png")
    made, at = one()
    data = write(made, branded, at)
    deck = pptx.Presentation(io.BytesIO(data))
    logo = next(s for s in deck.slide_master.shapes if s.name == "Logo")
    assert logo.image.blob == png(40, 10)
    assert logo.width / logo.height == pytest.approx(4, rel=0.01)
    assert logo.left + logo.width == at.footer.right
    assert at.footer.y <= logo.top <= logo.top + logo.height <= at.footer.bottom
    assert check_package(data) == ()


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (png(3, 5), (3, 5)),
        (
            b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x10\x00\x20\x01\x01\x11\x00",
            (32, 16),
        ),
        (b"\xff\xd8\xff", None),
        (b"GIF89a", None),
        (b"", None),
    ],
)
def test_a_pictures_size_is_read_from_its_header(data, size):
    assert pixel_size(data) == size


def test_an_empty_deck_and_a_deck_of_three_hundred_slides_open():
    at = page(THEME, "16:9")
    for count in (0, 300):
        slides = [Slide(f"s{n}", "title", f"S {n}", (title(at, f"S {n}"),)) for n in range(count)]
        made, _ = scene(*slides)
        deck = pptx.Presentation(io.BytesIO(write(made, THEME, at)))
        assert len(deck.slides) == count


def test_titles_with_markup_do_not_break_the_properties():
    at = page(THEME, "16:9")
    made, _ = scene(Slide("a", "title", "R&D <now>", (title(at, "R&D <now>"),)))
    deck = pptx.Presentation(io.BytesIO(write(replace(made, title="A & B\x00"), THEME, at)))
    assert deck.core_properties.title == "A & B"
    assert deck.slides[0].shapes.title.text == "R&D <now>"
