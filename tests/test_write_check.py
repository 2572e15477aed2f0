"""The package check: silent on what deckgen writes, loud on each defect sown into it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from helpers_scene import INK, THEME, everything, scene, text, title
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.scene import Box, Cell, Chart, Link, Series, Shape, Slide, Table
from deckgen.theme.page import page
from deckgen.write.pptx import write
from deckgen.write.pptx.check import check_package, valid_url
from deckgen.write.pptx.context import clean_url

BOX = Box(1_000_000, 2_000_000, 3_000_000, 800_000)
MAIN = "ppt/presentation.xml"
TYPES = "[Content_Types].xml"


def rels(part: str) -> str:
    folder, file = part.rsplit("/", 1)
    return f"{folder}/_rels/{file}.rels"


def slide(number: int) -> str:
    return f"ppt/slides/slide{number}.xml"


LAYOUT = "ppt/slideLayouts/slideLayout3.xml"
MASTER = "ppt/slideMasters/slideMaster1.xml"
NOTES = "ppt/notesSlides/notesSlide1.xml"
THEME_PART = "ppt/theme/theme1.xml"
CHART = "ppt/charts/chart1.xml"
FEATURES = rels(slide(3))


def swap(part, old, new, count=1):
    """A defect: in ``part``, the regular expression ``old`` becomes ``new``."""

    def sow(parts):
        text, done = re.subn(old, new, parts[part].decode(), count=count)
        assert done, f"{old} is not in {part}"
        parts[part] = text.encode()

    return sow


def drop(part):
    def sow(parts):
        del parts[part]

    return sow


def add(part, data=b"x"):
    def sow(parts):
        parts[part] = data

    return sow


def both(*defects):
    def sow(parts):
        for defect in defects:
            defect(parts)

    return sow


DEFECTS = {
    "a part without a content type": (add("ppt/media/clip.mp9"), "no content type"),
    "an XML part declared only as any XML": (add("ppt/x.xml", b"<a/>"), "type of its own"),
    "a declared part that is not there": (
        swap(TYPES, "</Types>", '<Override PartName="/ppt/gone.xml" ContentType="a/b"/></Types>'),
        "gone.xml, which is not there",
    ),
    "a part that nothing leads to": (add("ppt/media/lost.png"), "no relationship leads to it"),
    "printer settings": (add("ppt/printerSettings/printerSettings1.xml", b"<a/>"), "Keynote"),
    "a relationship to NULL": (
        swap(FEATURES, r'Target="\.\./media/[^"]*"', 'Target="NULL"'),
        "NULL",
    ),
    "a relationship to a missing part": (
        swap(FEATURES, "media/image1", "media/image9"), "image9.png, which is not there",
    ),
    "a malformed address": (
        swap(FEATURES, "https://example.org", "http://exa mple.org:port"), "malformed address",
    ),
    "a relationship id used twice": (swap(FEATURES, 'Id="rId2"', 'Id="rId1"'), "rId1 twice"),
    "a reference without a relationship": (
        swap(slide(3), 'r:embed="rId\\d+"', 'r:embed="rId99"'), "rId99",
    ),
    "a layout in no list": (
        swap(MASTER, '<p:sldLayoutId id="\\d+" r:id="rId3"/>', ""),
        "sldLayoutIdLst",
    ),
    "a layout id equal to the master's": (
        swap(MASTER, 'id="2147483650"', 'id="2147483648"'), "use the id 2147483648 2 times",
    ),
    "a layout without a master": (
        swap(rels(LAYOUT), "<Relationship .*?/>", ""), "not exactly one slide master",
    ),
    "a slide without a layout": (
        swap(rels(slide(4)), '<Relationship Id="rId1".*?/>', ""), "not exactly one layout",
    ),
    "a master without a theme": (
        swap(rels(MASTER), '<Relationship Id="rId7".*?/>', ""), "not exactly one theme",
    ),
    "a theme shared by two masters": (
        swap(rels("ppt/notesMasters/notesMaster1.xml"), "theme2", "theme1"), "each needs its own",
    ),
    "theme colours out of order": (
        swap(THEME_PART, "(<a:dk1>.*?</a:dk1>)(<a:lt1>.*?</a:lt1>)", r"\2\1"),
        "twelve colours",
    ),
    "a format scheme that is too short": (
        swap("ppt/theme/theme1.xml", "<a:effectStyle><a:effectLst/></a:effectStyle>", ""),
        "effectStyleLst",
    ),
    "notes of two slides in one part": (
        swap(rels(slide(3)), "notesSlide3", "notesSlide1"), "notes of 2 slides",
    ),
    "notes without a master": (
        swap(rels(NOTES), '<Relationship Id="rId1".*?/>', ""), "no notes master",
    ),
    "notes that lead back to another slide": (
        swap(rels(NOTES), "slides/slide1", "slides/slide2"), "does not lead back",
    ),
    "notes without a notes master list": (
        swap(MAIN, "<p:notesMasterIdLst>.*?</p:notesMasterIdLst>", ""), "no notesMasterIdLst",
    ),
    "a slide listed twice": (swap(MAIN, 'r:id="rId8"', 'r:id="rId7"'), "rId7 2 times"),
    "a slide id used twice": (swap(MAIN, 'sldId id="257" r', 'sldId id="256" r'), "slide id 256"),
    "a slide in two sections": (
        swap(MAIN, 'p14:sldId id="257"', 'p14:sldId id="256"'),
        "2 sections",
    ),
    "a slide in no section": (swap(MAIN, '<p14:sldId id="257"/>', ""), "257 in no section"),
    "an unknown slide in a section": (
        swap(MAIN, '<p14:sldId id="257"/>', '<p14:sldId id="257"/><p14:sldId id="999"/>'),
        "unknown slide 999",
    ),
    "a 16:9 deck that calls itself 4:3": (
        swap(MAIN, '<p:sldSz ', '<p:sldSz type="screen4x3" '), "calls its slides 4:3",
    ),
    "a shape id used twice": (swap(slide(3), '<p:cNvPr id="4"', '<p:cNvPr id="3"'), "shape id 3"),
    "two titles": (
        swap(slide(2), '<p:ph type="ftr" sz="quarter" idx="11"/>', '<p:ph type="title"/>'),
        "two titles",
    ),
    "a placeholder index used twice": (swap(LAYOUT, 'idx="11"', 'idx="10"'), "2 placeholders"),
    "a placeholder that the layout lacks": (swap(slide(2), 'idx="11"', 'idx="77"'), "lacks"),
    "an empty slide jump": (
        swap(slide(3), 'r:id="rId\\d+" (action="ppaction://hlinksldjump")', r'r:id="" \1'),
        "leads nowhere",
    ),
    "a slide jump to a layout": (
        swap(slide(3), 'r:id="rId\\d+" (action="ppaction://hlinksldjump")', r'r:id="rId1" \1'),
        "jump to ppt/slideLayouts",
    ),
    "a picture without an image": (swap(slide(3), ' r:embed="rId\\d+"', ""), "without an image"),
    "a table row that is too short": (
        swap(slide(5), "<a:tc>.*?</a:tc>", ""), "row of 2 cells on 3 columns",
    ),
    "a span beyond the table": (swap(slide(5), "<a:tc>", '<a:tc gridSpan="7">'), "spans beyond"),
    "a span over cells that are not merged": (
        swap(slide(5), "<a:tc>", '<a:tc gridSpan="2">'), "not merged",
    ),
    "a series on an axis that is not there": (
        swap(CHART, 'c:axId val="222222222"', 'c:axId val="7"'), "names an axis 7",
    ),
    "a negative axis id": (swap(CHART, "111111111", "-111", 0), "id '-111'"),
    "NaN in a chart": (swap(CHART, "<c:v>0.3</c:v>", "<c:v>NaN</c:v>"), "'NaN' for a number"),
    "too small a count of points": (
        swap(CHART, '<c:ptCount val="5"/>', '<c:ptCount val="2"/>'), "counts 2 points",
    ),
    "two series of one index": (
        swap(CHART, '<c:idx val="1"/><c:order', '<c:idx val="0"/><c:order'),
        "2 series",
    ),
    "a chart shared by two frames": (
        swap(rels(slide(5)), "charts/chart2", "charts/chart1"), "chart of 2 frames",
    ),
    "a chart without a workbook": (
        both(
            drop("ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"),
            swap(rels(CHART), "<Relationship .*?/>", ""),
        ),
        "no workbook",
    ),
    "a malformed formula": (swap(slide(3), 'fmla="val (\\d+)"', r'fmla="\1"'), "malformed formula"),
    "a connector glued to nothing": (
        swap(slide(4), 'stCxn id="\\d+"', 'stCxn id="9999"'),
        "no shape",
    ),
    "a slide that is not XML": (swap(slide(2), "</p:sld>", ""), "not well-formed"),
    "a document type": (swap(slide(2), "<p:sld ", "<!DOCTYPE x><p:sld "), "document type"),
    "no content types": (drop(TYPES), "is missing"),
    "no presentation": (drop(MAIN), "presentation.xml"),
}  # fmt: skip


@pytest.fixture(scope="module")
def deck() -> dict[str, bytes]:
    made, at = everything()
    archive = zipfile.ZipFile(io.BytesIO(write(made, THEME, at)))
    return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
def test_what_deckgen_writes_has_no_faults(aspect):
    made, at = everything(aspect)
    assert check_package(write(made, THEME, at)) == ()


@pytest.mark.parametrize("name", DEFECTS)
def test_it_finds(name, deck):
    sow, words = DEFECTS[name]
    parts = dict(deck)
    sow(parts)
    faults = check_package(zipped(parts))
    assert any(words in fault for fault in faults), faults


def test_it_finds_a_part_that_stands_twice_in_the_zip(deck):
    stream = io.BytesIO(zipped(deck))
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(slide(1), deck[slide(1)])
    assert any("2 times in the zip" in fault for fault in check_package(stream.getvalue()))


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_zip_is_a_fault_not_a_crash(data):
    assert "no readable zip" in check_package(data)[0]


def test_it_does_not_crash_on_numbers_that_are_none(deck):
    parts = dict(deck)
    swap(MAIN, 'cx="12192000"', 'cx="wide"')(parts)
    swap(CHART, '<c:ptCount val="5"/>', '<c:ptCount val="many"/>')(parts)
    swap(slide(5), "<a:tc>", '<a:tc gridSpan="two">')(parts)
    assert check_package(zipped(parts))


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a%20b?x=1#y",
        "http://[::1]:80/",
        "mailto:okr@example.org",
        "file:///c:/okr.xlsx",
        "tel:+49123",
    ],
)
def test_sound_addresses_pass(url):
    assert valid_url(url)


@given(st.text(alphabet=st.characters(), max_size=30))
@settings(max_examples=25, deadline=None)
def test_no_text_of_an_author_breaks_the_package(words):
    link = Link(url=f"https://example.org/{words}", tip=words)
    chart = Chart("C", BOX, "line", (words, "b"), (Series(words, (1, 2), INK),), alt=words)
    table = Table("T", BOX, (BOX.w,), (BOX.h,), ((Cell(text(words)),),), alt=words)
    shape = Shape(f"S{words}", BOX, text=text(words), alt=words, link=link)
    at = page(THEME, "16:9")
    first = Slide("a", "title", words, (title(at, words), shape, chart, table), words, words)
    made, at = scene(first, author=words, company=words, subject=words, keywords=(words,))
    assert check_package(write(replace(made, title=words), THEME, at)) == ()


@pytest.mark.parametrize(
    "url",
    [
        "https://a.org/100%",
        "http://a.org:port/x",
        "http://[bad/x",
        "https://a.org/[x] y",
        "http://[::1]/a",
    ],
)
def test_an_address_is_written_so_that_office_can_read_it(url):
    assert valid_url(clean_url(url))


@pytest.mark.parametrize(
    "url", ["", "http://", "http://a b/", "http://a:port/", "http://[bad/", "mailto:nobody", "x"]
)
def test_addresses_that_office_refuses_do_not(url):
    assert not valid_url(url)
