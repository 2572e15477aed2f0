"""Every kind of element, opened again: what a user would see and edit."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pptx
import pytest
from helpers_scene import (
    DARK,
    INK,
    LINE,
    THEME,
    card,
    everything,
    footers,
    one,
    png,
    run,
    scene,
    text,
    title,
)
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER

from deckgen.scene import (
    Box,
    Cell,
    Chart,
    Color,
    Connector,
    End,
    Group,
    Link,
    Paragraph,
    Picture,
    Rule,
    Run,
    Series,
    Shape,
    Slide,
    Stroke,
    Table,
    Text,
)
from deckgen.theme.page import page
from deckgen.write.pptx import write

BOX = Box(1_000_000, 2_000_000, 3_000_000, 800_000)


def opened(*elements, notes=""):
    """The one slide of a deck with ``elements``, by python-pptx."""
    made, at = one(*elements, notes=notes)
    return pptx.Presentation(io.BytesIO(write(made, THEME, at))).slides[0]


def by_name(slide, name):
    return next(shape for shape in slide.shapes if shape.name == name)


def xml(data: bytes, part: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(part).decode()


def test_a_text_box_keeps_its_place_size_words_and_style():
    words = Text((Paragraph(((Run("Grow", 14, Color("accent2"), bold=True, heading=True),),)),))
    shape = by_name(opened(Shape("Box", BOX, text=words)), "Box")
    assert (shape.left, shape.top, shape.width, shape.height) == (BOX.x, BOX.y, BOX.w, BOX.h)
    first = shape.text_frame.paragraphs[0].runs[0]
    assert first.text == "Grow"
    assert first.font.size.pt == 14
    assert first.font.bold is True
    assert first.font.name == "+mj-lt"
    assert first.font.color.theme_color == MSO_THEME_COLOR.ACCENT_2
    assert shape.text_frame.word_wrap is True


def test_soft_breaks_are_left_to_the_program_and_forced_ones_kept():
    lines = ((run("one "),), (run("two\n"),), (run("three"),))
    frame = by_name(opened(Shape("Box", BOX, text=Text((Paragraph(lines),)))), "Box").text_frame
    assert frame.text == "one two\vthree"
    assert [r.text for r in frame.paragraphs[0].runs] == ["one two", "three"]


def test_neighbouring_runs_of_one_style_are_one_run_and_others_stay_apart():
    lines = ((run("a "), run("b "), run("c", bold=True)), (run(" d"),))
    frame = by_name(opened(Shape("Box", BOX, text=Text((Paragraph(lines),)))), "Box").text_frame
    assert [r.text for r in frame.paragraphs[0].runs] == ["a b ", "c", " d"]


@pytest.mark.parametrize(
    "other", [{"size": 15}, {"color": Color("accent3")}, {"bold": True}, {"italic": True},
              {"heading": True}],
)  # fmt: skip
def test_boxes_that_differ_in_one_thing_look_different(other):
    styles = [{}, other]
    texts = [Text((Paragraph(((Run(**{"text": "Grow", "size": 14, "color": INK} | s),),)),))
             for s in styles]  # fmt: skip
    slide = opened(*(Shape(f"Box {n}", BOX, text=t) for n, t in enumerate(texts)))
    for number, style in enumerate(styles):
        font = by_name(slide, f"Box {number}").text_frame.paragraphs[0].runs[0].font
        assert font.size.pt == style.get("size", 14)
        assert (font.bold, bool(font.italic)) == (bool(style.get("bold")), "italic" in style)
        assert font.name == ("+mj-lt" if "heading" in style else "+mn-lt")
        slot = MSO_THEME_COLOR.ACCENT_3 if "color" in style else MSO_THEME_COLOR.TEXT_1
        assert font.color.theme_color == slot


@pytest.mark.parametrize("words", ["plain words", "Grow & keep – “quoted”, 日本語 😀", "a < b\tc"])
def test_words_of_any_script_stand_in_the_file_as_they_are_written(words):
    frame = by_name(opened(Shape(f"Box {words}", BOX, text=text(words))), f"Box {words}").text_frame
    assert frame.text == words


def test_characters_that_xml_cannot_hold_are_left_out_and_markup_is_escaped():
    words = 'A & B <c> "d"\x00\x0c\ud800\ufffe e'
    frame = by_name(opened(Shape("Box", BOX, text=text(words))), "Box").text_frame
    assert frame.text == 'A & B <c> "d" e'


def test_bullets_hang_and_space_before_is_a_share_of_the_line():
    paragraphs = (
        Paragraph(((run("first"),),), space_before=9),
        Paragraph(((run("point"),),), space_before=8.4, bullet=True),
    )
    made, at = one(Shape("Box", BOX, text=Text(paragraphs)))
    part = xml(write(made, THEME, at), "ppt/slides/slide1.xml")
    assert part.count("<a:spcBef>") == 1 + part.count('<a:spcBef><a:spcPct val="0"/>')
    assert '<a:spcBef><a:spcPct val="50000"/></a:spcBef>' in part  # 8.4 of 16.8 points
    assert 'marL="177800" indent="-177800"' in part
    assert "spcPts" not in part


def test_every_run_says_its_language():
    made, at = everything()
    data = write(replace(made, language="de-DE"), THEME, at)
    for name in zipfile.ZipFile(io.BytesIO(data)).namelist():
        if name.startswith(("ppt/slides/slide", "ppt/notesSlides/notes")):
            part = xml(data, name)
            assert part.count("<a:rPr ") == part.count('<a:rPr lang="de-DE"')
            assert "<a:r><a:t>" not in part


@pytest.mark.parametrize(
    ("geometry", "preset"),
    [
        ("rect", MSO_SHAPE.RECTANGLE),
        ("round", MSO_SHAPE.ROUNDED_RECTANGLE),
        ("ellipse", MSO_SHAPE.OVAL),
        ("triangle", MSO_SHAPE.ISOSCELES_TRIANGLE),
        ("diamond", MSO_SHAPE.DIAMOND),
        ("chevron", MSO_SHAPE.CHEVRON),
        ("arrow", MSO_SHAPE.RIGHT_ARROW),
    ],
)
def test_a_geometry_is_the_preset_a_user_knows(geometry, preset):
    found = by_name(opened(Shape("It", BOX, geometry, fill=INK, alt="it")), "It")
    assert found.auto_shape_type == preset


def test_a_rounded_rectangle_has_the_radius_that_the_scene_says():
    found = by_name(opened(Shape("It", BOX, "round", fill=INK, radius=80_000, alt="it")), "It")
    assert found.adjustments[0] * BOX.h == pytest.approx(80_000)


def test_fills_and_lines_name_theme_slots_with_their_tints():
    edge = Stroke(Color("accent3"), 2, "dash")
    found = by_name(
        opened(Shape("It", BOX, fill=Color("accent1", 20_000, 80_000), stroke=edge, alt="it")),
        "It",
    )
    assert found.fill.fore_color.theme_color == MSO_THEME_COLOR.ACCENT_1
    assert found.fill.fore_color.brightness == pytest.approx(0.8)
    assert found.line.width.pt == 2
    assert found.line.color.theme_color == MSO_THEME_COLOR.ACCENT_3


def test_placeholders_fill_those_of_the_layout_once():
    at = page(THEME, "16:9")
    second = Shape("Another title", BOX, text=text("Not again"), placeholder="title")
    slide = opened(*footers(at, 1), second)
    kinds = [shape.placeholder_format.type for shape in slide.placeholders]
    assert sorted(kinds) == sorted(
        [
            PP_PLACEHOLDER.TITLE,
            PP_PLACEHOLDER.FOOTER,
            PP_PLACEHOLDER.DATE,
            PP_PLACEHOLDER.SLIDE_NUMBER,
        ]
    )
    assert slide.shapes.title.text == "Only slide"
    assert not by_name(slide, "Another title").is_placeholder


def test_the_slide_number_is_a_field_that_shows_the_right_number_before_it_is_updated():
    at = page(THEME, "16:9")
    slide = opened(*footers(at, 1))
    field = by_name(slide, "slide_number")._element.xpath(".//a:fld")[0]
    assert field.get("type") == "slidenum"
    assert field.xpath("./a:t")[0].text == "1"


def test_only_the_number_of_a_longer_page_mark_is_a_field():
    mark = Shape("Mark", BOX, text=text("Page 1 of 12"), placeholder="slide_number")
    paragraph = by_name(opened(mark), "Mark")._element.xpath(".//a:p")[0]
    assert paragraph.xpath("./a:r/a:t/text()") == ["Page ", " of 12"]
    assert paragraph.xpath("./a:fld/a:t/text()") == ["1"]


def test_a_slide_with_a_body_uses_the_layout_that_has_one():
    slide = opened(Shape("Body", BOX, text=text("Words"), placeholder="body"))
    assert slide.slide_layout.name == "Title and content"
    assert by_name(slide, "Body").is_placeholder


def test_alt_text_ornaments_and_names_reach_the_file():
    slide = opened(
        Shape("Ring", BOX, "ellipse", fill=INK, alt="Half done"),
        Shape("Bar", BOX, fill=INK, decorative=True),
    )
    ring, bar = by_name(slide, "Ring")._element, by_name(slide, "Bar")._element
    assert ring.xpath("./p:nvSpPr/p:cNvPr/@descr") == ["Half done"]
    assert "decorative" not in ring.xml
    assert 'decorative" val="1"' in bar.xml
    assert bar.xpath("./p:nvSpPr/p:cNvPr/@descr") == []


def test_a_connector_is_glued_to_the_shapes_it_names_even_inside_a_group():
    above, below = (
        Box(1_000_000, 1_500_000, 600_000, 300_000),
        Box(2_000_000, 3_000_000, 600_000, 300_000),
    )
    slide = opened(
        Connector(
            "Link", End("A", 2), End("B", 0),
            (
                (1_300_000, 1_800_000), (1_300_000, 2_400_000),
                (2_300_000, 2_400_000), (2_300_000, 3_000_000),
            ),
            LINE, decorative=True,
        ),
        card("A", above),
        Group("B group", (card("B", below), Rule("B rule", (0, 0), (10, 0), LINE)), alt="B"),
    )  # fmt: skip
    link = by_name(slide, "Link")
    ids = {s.name: s.shape_id for s in slide.shapes}
    ids |= {s.name: s.shape_id for s in by_name(slide, "B group").shapes}
    ends = {
        tag: (int(e.get("id")), int(e.get("idx")))
        for tag in ("stCxn", "endCxn")
        for e in link._element.xpath(f".//a:{tag}")
    }
    assert ends == {"stCxn": (ids["A"], 2), "endCxn": (ids["B"], 0)}
    assert slide.shapes[1].name == "Link", "it stands under the cards it joins"


def test_a_connector_to_an_ellipse_uses_the_ellipses_own_numbers_of_sites():
    right = ((1_600_000, 1_650_000), (2_000_000, 1_650_000))
    slide = opened(
        Shape("A", Box(1_000_000, 1_500_000, 600_000, 300_000), "ellipse", fill=INK, alt="a"),
        card("B", Box(2_000_000, 1_500_000, 600_000, 300_000)),
        Connector("Link", End("A", 3), End("B", 1), right, LINE),
    )
    assert by_name(slide, "Link")._element.xpath(".//a:stCxn/@idx") == ["6"]


def test_a_connector_that_ends_nowhere_is_refused_with_its_name():
    made, at = one(Connector("Link 7", End("A", 3), End("B", 1), ((0, 0), (9, 0)), LINE))
    with pytest.raises(LookupError, match="Link 7"):
        write(made, THEME, at)


def test_two_elements_of_one_name_are_refused():
    made, at = one(card("A", BOX), card("A", BOX))
    with pytest.raises(ValueError, match="one name"):
        write(made, THEME, at)


def test_a_rule_is_a_line_shape_and_no_loose_connector():
    slide = opened(Rule("Divider", (500_000, 900_000), (100_000, 900_000), LINE))
    found = by_name(slide, "Divider")
    assert found._element.tag.endswith("}sp")
    assert (found.left, found.top, found.width, found.height) == (100_000, 900_000, 400_000, 0)


def test_a_group_keeps_the_places_of_its_children():
    inner = Box(1_200_000, 2_100_000, 500_000, 300_000)
    group = Group(
        "G",
        (card("A", inner), Rule("R", (1_200_000, 2_400_000), (2_000_000, 2_400_000), LINE)),
        alt="g",
    )
    found = by_name(opened(group), "G")
    assert (found.left, found.top, found.width, found.height) == (
        1_200_000,
        2_100_000,
        800_000,
        300_000,
    )
    child = found.shapes[0]
    assert (child.left, child.top, child.width, child.height) == (
        inner.x,
        inner.y,
        inner.w,
        inner.h,
    )


def test_links_of_shapes_runs_and_groups_lead_where_they_say():
    at = page(THEME, "16:9")
    away = Link(url="https://example.org/a b?q=1&r=é", tip="Read on")
    first = Slide(
        "a", "title", "A",
        (
            title(at, "A"),
            card("To B", BOX, link=Link(slide="b")),
            Shape("Words", BOX, text=Text((Paragraph(((run("web", link=away),),)),))),
            Group("G", (card("In group", BOX),), alt="g", link=Link(slide="b")),
        ),
    )  # fmt: skip
    made, at = scene(first, Slide("b", "title", "B", (title(at, "B"),)))
    deck = pptx.Presentation(io.BytesIO(write(made, THEME, at)))
    slide = deck.slides[0]
    assert by_name(slide, "To B").click_action.target_slide == deck.slides[1]
    link = by_name(slide, "Words").text_frame.paragraphs[0].runs[0].hyperlink
    assert link.address == "https://example.org/a%20b?q=1&r=%C3%A9"
    assert "hyperlinkcolor" in by_name(slide, "Words")._element.xml, "the run keeps its colour"
    assert by_name(slide, "G").shapes[0].click_action.target_slide == deck.slides[1]


def test_a_link_to_a_slide_that_does_not_exist_is_refused():
    made, at = one(card("A", BOX, link=Link(slide="nowhere")))
    with pytest.raises(LookupError, match="nowhere"):
        write(made, THEME, at)


def test_a_table_is_native_with_its_header_words_and_borders():
    edge = Stroke(Color("bg2", 90_000), 1)
    rows = tuple(
        tuple(Cell(text(f"{r}.{c}"), fill=INK if r == 0 else None, bottom=edge) for c in range(2))
        for r in range(3)
    )
    table = Table("T", BOX, (1_000_000, 2_000_000), (200_000, 300_000, 300_000), rows, alt="All")
    frame = by_name(opened(table), "T")
    found = frame.table
    assert found.first_row is True
    assert [[c.text for c in row.cells] for row in found.rows] == [
        ["0.0", "0.1"],
        ["1.0", "1.1"],
        ["2.0", "2.1"],
    ]
    assert [c.width for c in found.columns] == [1_000_000, 2_000_000]
    assert [r.height for r in found.rows] == [200_000, 300_000, 300_000]
    assert found.cell(0, 0).fill.fore_color.theme_color == MSO_THEME_COLOR.TEXT_1
    shared = found.cell(1, 0)._tc.xpath("./a:tcPr/a:lnT/a:solidFill")
    assert shared, "the edge between two rows is drawn by both cells"
    assert frame._element.xpath("./p:nvGraphicFramePr/p:cNvPr/@descr") == ["All"]


@pytest.mark.parametrize("kind", ["line", "bar", "stacked_bar"])
def test_a_chart_is_native_and_its_workbook_holds_the_same_numbers(kind):
    series = (
        Series("Plan", (0.1, 0.2, 0.3), INK),
        Series("Actual", (0.05, None, float("nan")), Color("accent1"), labels="last"),
    )
    element = Chart("C", BOX, kind, ("Jan & Feb", "Mar", "Apr"), series, "Trend", 0, 0.5, 0.1)
    chart = by_name(opened(element), "C").chart
    plot = chart.plots[0]
    assert list(plot.categories) == ["Jan & Feb", "Mar", "Apr"]
    assert [s.name for s in plot.series] == ["Plan", "Actual"]
    assert [tuple(s.values) for s in plot.series] == [(0.1, 0.2, 0.3), (0.05, None, None)]
    assert (chart.value_axis.minimum_scale, chart.value_axis.maximum_scale) == (0, 0.5)
    book = zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert '<c r="B4" s="1"><v>0.3</v></c>' in sheet
    assert "C3" not in sheet.split("sheetData")[1]
    assert "Jan &amp; Feb" in book.read("xl/sharedStrings.xml").decode()


def test_a_picture_is_stored_once_and_keeps_its_crop_and_alt_text():
    photo = Picture("P", BOX, png(), "image/png", alt="Team", crop=(0.1, 0, 0.2, 0))
    made, at = one(photo, replace(photo, name="Q"))
    data = write(made, THEME, at)
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert [n for n in names if n.startswith("ppt/media/")] == ["ppt/media/image1.png"]
    slide = pptx.Presentation(io.BytesIO(data)).slides[0]
    found = by_name(slide, "P")
    assert found.image.blob == png()
    assert (found.crop_left, found.crop_right) == (pytest.approx(0.1), pytest.approx(0.2))


def test_notes_are_kept_line_by_line():
    slide = opened(notes="Say why.\n\nThen ask & listen.")
    assert slide.notes_slide.notes_text_frame.text == "Say why.\n\nThen ask & listen."


def test_a_dark_theme_only_swaps_the_colour_map():
    made, at = everything()
    light, dark = (
        xml(write(made, t, at), "ppt/slideMasters/slideMaster1.xml") for t in (THEME, DARK)
    )
    assert 'bg1="lt1" tx1="dk1"' in light
    assert 'bg1="dk1" tx1="lt1"' in dark
