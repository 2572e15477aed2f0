"""No word is left alone on a last line where the line above has one to spare."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from deckgen import pipeline
from deckgen.layout.ink import flat, texts_of
from deckgen.layout.pieces import without_runt
from deckgen.layout.quality import defects
from deckgen.scene import Color, points
from deckgen.text.fitting import Typesetter
from deckgen.text.style import Style
from deckgen.theme.page import page

SAMPLE = Path(__file__).parent.parent / "sample_okrs.yaml"
BOLD = Style(20, Color("tx1"), bold=True)


def lines(paragraph):
    return ["".join(run.text for run in line).strip() for line in paragraph.lines]


@pytest.fixture(scope="module")
def said():
    """The lines of every text of more than one on the sample's slides, by its words."""
    source = pipeline.read(SAMPLE)
    deck = pipeline.make(source, pipeline.style(source, pipeline.Options()))
    assert defects(deck.scene, page(deck.theme, deck.aspect)) == ()
    found: dict[tuple[str, str], list[list[str]]] = {}
    for slide in deck.scene.slides:
        for element in flat(slide.elements):
            for text, _, _ in texts_of(element):
                for paragraph in text.paragraphs:
                    if len(paragraph.lines) > 1:
                        key = slide.kind, paragraph.text
                        found.setdefault(key, []).append(lines(paragraph))
    return found


@pytest.mark.parametrize(
    ("kind", "words", "broken"),
    [
        ("objective", "Hours of paperwork a week", ["Hours of paperwork", "a week"]),
        ("objective", "Sick leave stays in its band", ["Sick leave stays in", "its band"]),
        ("objective", "Clinics open with a full rota", ["Clinics open with a", "full rota"]),
        ("objective", "Jonas Weber  ·  7 of 10, down from 8",
         ["Jonas Weber  ·  7 of 10,", "down from 8"]),
        ("overview", "Form agreed and rolled out", ["Form agreed and", "rolled out"]),
        ("dependencies", "Clinic rotas loaded six weeks ahead",
         ["Clinic rotas loaded six", "weeks ahead"]),
    ],
)  # fmt: skip
def test_the_last_two_words_stay_together(said, kind, words, broken):
    assert said[kind, words] == [broken] * len(said[kind, words])


def test_hardly_a_text_of_the_sample_ends_on_a_lonely_number(said):
    lonely = [key for key, all_ in said.items() for got in all_ if got[-1].isdigit()]
    assert lonely == []


def test_a_text_keeps_its_box_where_another_break_would_cost_a_line():
    setter = Typesetter("Arial", "Arial")
    full = setter.paragraph("Appointments kept", BOLD, points(150))
    assert len(full.lines) == 2
    assert without_runt(setter, full, BOLD, points(150)) == (full, points(150))


def test_the_narrower_box_is_no_wider_and_has_as_many_lines():
    setter = Typesetter("Arial", "Arial")
    text = "Hours of paperwork a week"
    wide = setter.width("Hours of paperwork a", BOLD) * 104 // 100
    made = setter.paragraph(text, BOLD, wide)
    assert lines(made) == ["Hours of paperwork a", "week"]
    kept, width = without_runt(setter, made, BOLD, wide)
    assert lines(kept) == ["Hours of paperwork", "a week"]
    # Too narrow for "a" in any program, wide enough for what stands before it.
    assert setter.width("Hours of paperwork", BOLD) < width
    assert width < setter.width("Hours of paperwork a", BOLD)


@pytest.mark.parametrize("theme", ["contrast", "mono", "editorial"])
def test_a_status_stands_on_one_line_of_the_scorecard_at_4_3(theme):
    source = pipeline.read(SAMPLE)
    deck = pipeline.make(
        source, pipeline.style(source, pipeline.Options(aspect="4:3", theme=theme))
    )
    states = {"On track", "At risk", "Off track", "Done", "Not started"}
    found = [
        paragraph
        for slide in deck.scene.slides
        if slide.kind == "scorecard"
        for element in flat(slide.elements)
        for text, _, _ in texts_of(element)
        for paragraph in text.paragraphs
        if paragraph.text in states
    ]
    assert found
    assert [p.text for p in found if len(p.lines) > 1] == []


@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
@pytest.mark.parametrize("theme", ["contrast", "mono", "editorial"])
def test_headings_of_two_columns_are_whole_and_of_one_size(theme, aspect):
    source = pipeline.read(SAMPLE)
    deck = pipeline.make(
        source, pipeline.style(source, pipeline.Options(aspect=aspect, theme=theme))
    )
    (slide,) = [s for s in deck.scene.slides if s.key == "changes"]
    heads = [e for e in slide.elements if e.name.startswith("Heading ")]
    assert [h.text.plain for h in heads] == ["Wins", "Carried over and dropped"]
    assert len({h.text.paragraphs[0].lines[0][0].size for h in heads}) == 1


def test_figures_of_a_divider_keep_apart():
    source = pipeline.read(SAMPLE)
    deck = pipeline.make(source, pipeline.style(source, pipeline.Options(theme="mono")))
    setter = Typesetter(deck.theme.heading_font, deck.theme.body_font)
    for slide in deck.scene.slides:
        figures = [e for e in slide.elements if e.name.startswith("Figure ")]
        for one, two in pairwise(figures if slide.role == "section" else ()):
            run = one.text.paragraphs[0].lines[0][0]
            style = Style(run.size, run.color, bold=True, heading=True)
            assert two.box.x - one.box.x - setter.width(run.text, style) > points(30)


def test_a_name_of_one_long_word_is_whole_on_the_scorecard():
    ugly = SAMPLE.parent / "tests" / "ugly_okrs.yaml"
    source = pipeline.read(ugly)
    deck = pipeline.make(source, pipeline.style(source, pipeline.Options()))
    told = [
        lines(paragraph)
        for slide in deck.scene.slides
        if slide.kind == "scorecard"
        for element in flat(slide.elements)
        for text, _, _ in texts_of(element)
        for paragraph in text.paragraphs
    ]
    assert ["Vertriebsunterstützungsgesellschaft"] in told


def test_titles_on_cards_of_a_cascade_keep_their_last_two_words_together(said):
    titles = {words: got for (kind, words), all_ in said.items() for got in all_
              if kind == "cascade" and not words.startswith("C")}  # fmt: skip
    assert titles["Give clinicians back six hours a week"][-1] != "week"
    assert titles["New colleagues stay past their first year"][-1] == "first year"
