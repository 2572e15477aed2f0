"""The SVG writer shows what the deck shows: every word, every box, nothing from outside."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from helpers_scene import DARK, THEME, everything, one, png

from deckgen import pipeline
from deckgen.scene import (
    Box,
    Chart,
    Color,
    Connector,
    Group,
    Link,
    Paragraph,
    Picture,
    Run,
    Series,
    Shape,
    Table,
    Text,
    points,
)
from deckgen.write.svg import slide_svg, web_or_slide

NS = "{http://www.w3.org/2000/svg}"


def words_of(root):
    return "".join("".join(t.itertext()) for t in root.iter(f"{NS}text"))


def texts_of(elements):
    for element in elements:
        if isinstance(element, Group):
            yield from texts_of(element.children)
        elif isinstance(element, Shape) and element.text is not None:
            yield element.text
        elif isinstance(element, Table):
            yield from (cell.text for row in element.rows for cell in row)


def boxes_of(elements):
    for element in elements:
        if isinstance(element, Group):
            yield from boxes_of(element.children)
        elif isinstance(element, Shape) and element.fill and element.geometry in ("rect", "round"):
            yield element.box


def assert_shows(slide, scene, theme):
    root = ElementTree.fromstring(slide_svg(slide, scene, theme))
    shown = words_of(root)
    for text in texts_of(slide.elements):
        for paragraph in text.paragraphs:
            for line in paragraph.lines:
                assert "".join(run.text for run in line).rstrip("\n") in shown
    rects = {
        tuple(float(r.get(k)) for k in ("x", "y", "width", "height"))
        for r in root.iter(f"{NS}rect")
    }
    for box in boxes_of(slide.elements):
        wanted = (box.x, box.y, box.w, box.h)
        assert any(
            all(abs(a - b / 12_700) < 0.01 for a, b in zip(r, wanted, strict=True)) for r in rects
        )
    wires = [e for e in slide.elements if isinstance(e, Connector)]
    assert len(list(root.iter(f"{NS}path"))) >= len(wires)


@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
@pytest.mark.parametrize("theme", [THEME, DARK], ids=["light", "dark"])
def test_every_text_and_box_of_every_kind_of_element_is_shown(aspect, theme):
    scene, _ = everything(aspect)
    for slide in scene.slides:
        assert_shows(slide, scene, theme)


def test_every_text_and_box_of_the_sample_is_shown(sample):
    source = pipeline.read(str(sample))
    deck = pipeline.make(source, pipeline.style(source, pipeline.Options()))
    for slide in deck.scene.slides:
        assert_shows(slide, deck.scene, deck.theme)


def drawn(*elements, theme=THEME, **how):
    scene, _ = one(*elements)
    return ElementTree.fromstring(slide_svg(scene.slides[0], scene, theme, **how))


def box_at(x, y, w, h):
    return Box(points(x), points(y), points(w), points(h))


def label(words, **how):
    run = Run(words, 20, Color("tx1"))
    return Text((Paragraph(((run,),), **{k: how.pop(k) for k in ("align", "rtl") if k in how}),),
                **how)  # fmt: skip


@pytest.mark.parametrize(("anchor", "y"), [("top", 119), ("middle", 157), ("bottom", 195)])
def test_text_stands_where_its_anchor_says(anchor, y):
    root = drawn(Shape("S", box_at(100, 100, 200, 100), text=label("Here", anchor=anchor)))
    line = next(t for t in root.iter(f"{NS}text") if "Here" in "".join(t.itertext()))
    assert (float(line.get("x")), float(line.get("y"))) == (100, y)


@pytest.mark.parametrize(
    ("align", "rtl", "x", "anchor"),
    [("left", False, 100, None), ("center", False, 200, "middle"), ("right", False, 300, "end"),
     ("right", True, 300, None), ("left", True, 100, "end")],
)  # fmt: skip
def test_text_is_aligned_in_both_directions(align, rtl, x, anchor):
    text = label("Here", align=align, rtl=rtl)
    root = drawn(Shape("S", box_at(100, 100, 200, 100), text=text))
    line = next(t for t in root.iter(f"{NS}text") if "Here" in "".join(t.itertext()))
    assert (float(line.get("x")), line.get("text-anchor")) == (x, anchor)


def test_colours_are_those_of_the_theme():
    shape = Shape("S", box_at(0, 0, 9, 9), fill=Color("accent1", 20_000, 80_000), alt="a")
    for theme in (THEME, DARK):
        wanted = f"#{theme.hex(Color('accent1', 20_000, 80_000))}"
        assert any(r.get("fill") == wanted for r in drawn(shape, theme=theme).iter(f"{NS}rect"))


def test_links_lead_to_slides_and_to_the_web_but_never_into_a_script():
    def link(**where):
        return Shape("S", box_at(0, 0, 9, 9), text=label("x"), link=Link(**where))

    def addresses(**where):
        return [a.get("href") for a in drawn(link(**where), link=web_or_slide).iter(f"{NS}a")]

    assert addresses(slide="only") == ["#slide-only"]
    assert addresses(url="https://example.org/?a=1&b=2") == ["https://example.org/?a=1&b=2"]
    assert addresses(url="javascript:alert(1)") == []
    assert list(drawn(link(slide="only")).iter(f"{NS}a")) == []


def test_markup_in_a_text_stays_text():
    root = drawn(Shape("S", box_at(0, 0, 900, 90), text=label('<script>&"\x00</script>')))
    assert '<script>&"</script>' in words_of(root)
    assert not list(root.iter(f"{NS}script"))


def test_a_chart_shows_its_categories_values_and_series():
    chart = Chart("C", box_at(50, 100, 400, 200), "stacked_bar", ("Digital", "People"),
                  (Series("On track", (3, 1), Color("accent4"), labels="all"),
                   Series("At risk", (0, None), Color("accent5"), labels="all")),
                  alt="By department", number_format="0", legend=True)  # fmt: skip
    root = drawn(chart)
    said = [t.text for t in root.iter(f"{NS}text")]
    for words in ("Digital", "People", "On track", "At risk", "3", "1"):
        assert words in said
    assert "By department" in [t.text for t in root.iter(f"{NS}title")]


def test_a_line_chart_breaks_at_a_gap():
    series = Series("Actual", (0.1, 0.2, None, 0.4, 0.5), Color("accent1"), labels="last")
    root = drawn(Chart("C", box_at(50, 100, 400, 200), "line", tuple("abcde"), (series,), "x"))
    course = max((p.get("d") for p in root.iter(f"{NS}path")), key=len)
    assert (course.count("M"), course.count("L")) == (2, 2)
    assert "50%" in [t.text for t in root.iter(f"{NS}text")]


@pytest.mark.parametrize("values", [(), (None, None), (0.0,), (-1.0, float("nan")), (1e-9, 1e12)])
def test_charts_of_odd_values_are_drawn(values):
    for kind in ("line", "bar", "stacked_bar"):
        series = (Series("S", values, Color("accent1"), labels="all"),)
        chart = Chart("C", box_at(0, 0, 90, 90), kind, tuple("ab"), series, "x", legend=True)
        text = "".join(drawn(chart).itertext()) + ElementTree.tostring(drawn(chart), "unicode")
        assert "nan" not in text.replace("Finance", "")


def test_a_picture_is_inside_the_drawing_and_cropped_as_in_the_deck():
    picture = Picture("P", box_at(10, 10, 80, 40), png(), "image/png", "a", crop=(0.25, 0, 0.25, 0))
    root = drawn(picture)
    image = next(root.iter(f"{NS}image"))
    assert image.get("href").startswith("data:image/png;base64,")
    assert (float(image.get("x")), float(image.get("width"))) == (-40, 160)
