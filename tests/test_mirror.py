"""Decks in right-to-left languages: the same slides, turned over."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from deckgen import pipeline
from deckgen.layout.mirror import mirrored
from deckgen.layout.quality import defects
from deckgen.scene import Box, Color, Paragraph, Run, Shape, Slide, Text
from deckgen.text.direction import numbers_of_latin
from deckgen.theme.page import mirrored as mirrored_page
from deckgen.theme.page import page
from deckgen.values import replace

INK = Color("tx1")
SPEC = """\
version: 1
deck: {{language: {language}}}
cycle: {{name: Q1, start: 2027-01-04, end: 2027-04-04, as_of: 2027-02-08}}
company:
  name: צוות
  objectives:
    - id: C1
      title: כל מטופל נבדק בתוך שבוע
      key_results: [{{title: ימי המתנה, start: 19, target: 7, current: 14}}]
  departments:
    - name: דיגיטל
      objectives:
        - title: הזמנת תור בלי שיחה
          supports: C1
          key_results: [{{title: תורים מקוונים, start: 22, target: 60, current: 31}}]
"""


def deck_in(language, aspect="16:9"):
    source = pipeline.read("okrs.yaml", text=SPEC.format(language=language))
    return pipeline.make(source, pipeline.style(source, pipeline.Options(aspect=aspect)))


@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
def test_a_hebrew_deck_has_its_titles_at_the_right_edge(aspect):
    deck = deck_in("he-IL", aspect)
    at = page(deck.theme, deck.aspect)
    opened = Presentation(io.BytesIO(deck.data))
    for info, slide in zip(deck.slides, opened.slides, strict=True):
        title = slide.shapes.title
        if info.layout == "overview":
            assert title.left + title.width == at.width - at.margin
            assert title.text_frame.paragraphs[0].alignment == 3  # right


def test_the_slide_number_moves_to_the_left_on_slides_and_master():
    deck = deck_in("ar")
    opened = Presentation(io.BytesIO(deck.data))
    places = [opened.slide_master, opened.slides[1]]
    for place in places:
        number = next(
            p for p in place.placeholders
            if p.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER
        )  # fmt: skip
        assert number.left < opened.slide_width // 4


def test_a_mirrored_scene_has_no_defect_and_mirrors_back_to_itself():
    deck = deck_in("fa")
    assert defects(deck.scene, mirrored_page(page(deck.theme, deck.aspect))) == ()
    left = deck_in("en-US").scene
    twice = mirrored(mirrored(left))
    for before, after in zip(left.slides, twice.slides, strict=True):
        assert [e.name for e in before.elements] == [e.name for e in after.elements]
        assert [getattr(e, "box", None) for e in before.elements] == [
            getattr(e, "box", None) for e in after.elements
        ]


def test_a_german_deck_is_not_mirrored():
    deck = deck_in("de-DE")
    title = Presentation(io.BytesIO(deck.data)).slides[2].shapes.title
    assert title.left == page(deck.theme, deck.aspect).margin


def texts_in(deck):
    opened = Presentation(io.BytesIO(deck.data))
    return [
        paragraph.text
        for slide in opened.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
    ]


def test_a_number_stays_with_the_latin_words_behind_it():
    shown = texts_in(deck_in("he"))
    title = next(t for t in shown if "מטופל" in t and "its key result" in t)
    assert ": \u200e42%; its key result" in title.replace("\v", " ")
    assert any(t.endswith("\u200e8 February 2027") for t in shown)


def test_a_number_before_letters_of_its_own_direction_has_no_mark():
    assert numbers_of_latin("המתנה: 19 ימים, C1") == []
    assert numbers_of_latin("המתנה: 19 days, 7 ימים") == [7]
    assert numbers_of_latin("Waiting: 19 ימים") == []


def test_arrows_of_a_right_to_left_line_point_where_it_goes():
    paragraph = Paragraph(((Run("ימים 19 → 7", 12, INK),),), rtl=True)
    latin = Paragraph(((Run("19 → 7 days", 12, INK),),))
    box = Box(0, 0, 100, 100)
    shapes = tuple(
        Shape(name, box, text=Text((p,))) for name, p in (("one", paragraph), ("two", latin))
    )
    slide = Slide("a", "title", "A", shapes)
    turned = mirrored(replace(deck_in("en-US").scene, slides=(slide,)))
    one, two = turned.slides[0].elements
    assert one.text.plain == "ימים 19 ← 7"
    assert two.text.plain == "19 → 7 days"
