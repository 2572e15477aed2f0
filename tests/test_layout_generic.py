"""The generic slides: what opens and closes a deck, lists, cards, columns, text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import deckgen
from deckgen import plan
from deckgen.layout.engine import lay_out
from deckgen.layout.quality import defects, measures
from deckgen.scene import Connector, Group, Link, Scene, Shape, Slide, Table
from deckgen.theme.load import load_theme
from deckgen.theme.page import page

THEME = load_theme("meridian")
ASPECTS = ("16:9", "4:3")
LONG = (
    "Reduce the median time between the moment a patient first calls the practice and the moment "
    "a confirmed appointment with a named clinician is on the calendar, measured weekly across "
    "all fourteen sites including weekends and public holidays, from nineteen days to seven days "
    "without raising the share of visits that have to be moved at short notice 🚑"
)
MESSY = (
    LONG,
    "把所有的门诊预约流程搬到线上并且让每一位患者在一周之内见到医生",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "Ämter für Straßenbau", "A",
    "🎉👩‍⚕️ done", "יעדים ותוצאות מרכזיות", '"Quotes" & <tags>\tand a tab',
)  # fmt: skip
WORDS = st.sampled_from(MESSY) | st.text(max_size=60).map(str.strip).filter(bool)
MAYBE = st.just("") | WORDS
FIGURES = st.lists(st.builds(plan.Figure, WORDS, MAYBE), max_size=6).map(tuple)
ITEMS = st.lists(
    st.builds(
        plan.Item, WORDS, MAYBE, st.none() | st.builds(plan.Figure, WORDS, WORDS),
        st.none() | st.integers(0, 5), st.sampled_from((None, "on_track", "dropped", "done")),
    ),
    min_size=1, max_size=9,
).map(tuple)  # fmt: skip
PLAIN = st.lists(st.builds(plan.Item, WORDS, MAYBE), min_size=1, max_size=9).map(tuple)
METER = plan.Meter(0.4, 0.35, "40%", "on_track", "On track")


def laid_out(
    layout: str, content: plan.Content, aspect: str, title="A title that says it"
) -> Scene:
    """The scene of one planned slide and a second one that links may lead to."""
    planned = plan.PlannedSlide("it", layout, title, content, "Eyebrow", "", "Say it.", "Part")
    other = plan.PlannedSlide("there", "text", "Another slide", plan.Prose(("Text.",)))
    deck = plan.DeckPlan((planned, other), "Deck", "Foot", "5 Feb 2027")
    return lay_out(deck, THEME, aspect)[0]


def own(scene: Scene) -> list[Slide]:
    return [s for s in scene.slides if s.key != "there"]


def said(slides: list[Slide], notes: bool = True) -> str:
    """Every text of some slides, without the spaces at which lines may break."""
    found: list[str] = []

    def walk(elements):
        for e in elements:
            if isinstance(e, Group):
                walk(e.children)
            elif isinstance(e, Shape) and e.text is not None:
                found.append(e.text.plain)
            elif isinstance(e, Table):
                found.extend(c.text.plain for row in e.rows for c in row)

    for slide in slides:
        walk(slide.elements)
        found.append(slide.notes if notes else "")
    return squeezed("\n".join(found))


def squeezed(text: str) -> str:
    return "".join(text.split())


def sound(scene: Scene, aspect: str) -> None:
    assert defects(scene, page(THEME, aspect)) == ()


def named(slide: Slide, name: str) -> Shape:
    return next(e for e in slide.elements if isinstance(e, Shape) and e.name == name)


def items(count: int, text: str = "A sentence that says what it is.") -> tuple[plan.Item, ...]:
    return tuple(plan.Item(f"Item number {n}", text) for n in range(1, count + 1))


def rows(count: int) -> tuple[plan.LevelRow, ...]:
    return tuple(
        plan.LevelRow(n, f"Level {n}", "What it is for", "3 teams", "An example of it", 3, 9, METER)
        for n in range(count)
    )


# --- messy content ----------------------------------------------------------------------------

MESSES = {
    "cover": st.builds(plan.Cover, MAYBE, MAYBE, MAYBE),
    "section": st.builds(plan.Section, MAYBE, MAYBE, FIGURES, MAYBE, st.integers(0, 6)),
    "statement": st.builds(plan.Statement, WORDS, MAYBE, MAYBE, PLAIN | st.just(()), FIGURES),
    "closing": st.builds(plan.Closing, MAYBE, MAYBE, PLAIN, MAYBE),
    "agenda": st.lists(
        st.builds(plan.AgendaItem, WORDS, MAYBE, st.just("it"), st.just("there")),
        min_size=1, max_size=12,
    ).map(lambda found: plan.Agenda(tuple(found))),
    "levels": st.lists(
        st.builds(
            plan.LevelRow, st.integers(0, 6), WORDS, MAYBE, MAYBE, MAYBE,
            st.integers(0, 4000), st.integers(0, 9000), st.just(METER),
        ),
        min_size=1, max_size=7,
    ).map(lambda found: plan.Levels(tuple(found), "The tick is today")),
    "practices": st.builds(plan.Cards, ITEMS, st.booleans()),
    "faq": st.builds(plan.Cards, ITEMS),
    "comparison": st.builds(plan.Comparison, MAYBE, ITEMS, MAYBE, ITEMS | st.just(())),
    "glossary": st.builds(plan.Glossary, ITEMS),
    "text": st.lists(WORDS, min_size=1, max_size=9).map(lambda found: plan.Prose(tuple(found))),
}  # fmt: skip


def texts_of(content: object) -> list[str]:
    """Every string that a content type carries, numbers and marks aside."""
    if isinstance(content, str):
        return [content]
    if isinstance(content, tuple):
        return [text for entry in content for text in texts_of(entry)]
    if isinstance(content, plan.Meter | plan.AgendaItem | plan.Prose):
        return []
    names = getattr(content, "__slots__", ())
    return [t for n in names if n != "status" for t in texts_of(getattr(content, n))]


@pytest.mark.parametrize("layout", MESSES)
@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data(), aspect=st.sampled_from(ASPECTS))
def test_messy_texts_leave_no_defect_and_none_is_lost(layout, data, aspect):
    content = data.draw(MESSES[layout])
    title = data.draw(st.sampled_from((*MESSY, "A title")))
    scene = laid_out(layout, content, aspect, title)
    sound(scene, aspect)
    assert own(scene)
    if layout in ("faq", "glossary", "comparison"):  # they show no figures
        return
    shown = said(own(scene))
    for text in texts_of(content):
        assert squeezed(text) in shown, text


# --- what a reader would notice ---------------------------------------------------------------


@pytest.mark.parametrize("aspect", ASPECTS)
def test_no_figure_of_a_section_is_lost(aspect):
    figures = tuple(plan.Figure(f"{n}{n}%", f"caption {n}") for n in range(1, 7))
    for count in range(1, 7):
        scene = laid_out("section", plan.Section("Kicker", "Text", figures[:count]), aspect)
        sound(scene, aspect)
        shown = said(own(scene), notes=False)
        assert all(squeezed(f.value + f.caption) in shown for f in figures[:count])


@pytest.mark.parametrize("aspect", ASPECTS)
def test_a_slide_that_goes_on_says_so_and_keeps_titles_apart(aspect):
    content = plan.Cards(items(14, LONG))
    scene = laid_out("practices", content, aspect)
    titles = [s.title for s in own(scene)]
    assert len(titles) > 1
    assert titles == [f"A title that says it ({n} of {len(titles)})"
                      for n in range(1, len(titles) + 1)]  # fmt: skip


def test_a_word_of_the_plan_without_places_for_the_numbers_is_not_used():
    planned = plan.PlannedSlide("it", "practices", "Habits", plan.Cards(items(14, LONG)))
    deck = plan.DeckPlan((planned,), "Deck", "", "", words={"continued": "continued"})
    scene, _ = lay_out(deck, THEME, "16:9")
    assert scene.slides[1].title.startswith("Habits (2 of ")


def test_a_long_title_keeps_its_part_when_it_is_cut():
    scene = laid_out("practices", plan.Cards(items(14, LONG)), "4:3", title=LONG)
    for n, slide in enumerate(own(scene), start=1):
        assert f"({n} of " in named(slide, "Title").text.plain
        assert "…" in named(slide, "Title").text.plain
        assert LONG in slide.notes


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("layout", ["practices", "cards", "faq"])
@pytest.mark.parametrize("count", range(1, 11))
def test_cards_are_alike_and_spread_evenly(layout, aspect, count):
    scene = laid_out(layout, plan.Cards(items(count), numbered=layout == "practices"), aspect)
    sound(scene, aspect)
    cards = [[e for e in s.elements if isinstance(e, Shape) and e.role == "card"]
             for s in own(scene)]  # fmt: skip
    if layout != "faq":
        assert sum(map(len, cards)) == count
        assert max(map(len, cards)) - min(map(len, cards)) <= 1
        assert all(len({(c.box.w, c.box.h) for c in group}) == 1 for group in cards)
    heads = {
        run.size
        for s in own(scene)
        for e in s.elements
        if isinstance(e, Shape) and e.name.startswith(("Heading", "Question"))
        for p in e.text.paragraphs
        for line in p.lines
        for run in line
    }
    assert len(heads) == 1


@pytest.mark.parametrize("aspect", ASPECTS)
def test_a_slide_of_few_words_is_not_half_empty(aspect):
    at = page(THEME, aspect)
    contents = {
        "agenda": plan.Agenda(tuple(plan.AgendaItem(f"Part {n}", "Text", "it", "it")
                                    for n in range(5))),
        "levels": plan.Levels(rows(4)),
        "practices": plan.Cards(items(3), numbered=True),
        "faq": plan.Cards(items(3)),
        "comparison": plan.Comparison("For", items(3), "Against", items(4)),
        "statement": plan.Statement("Care that starts when you need it.", support=items(3)),
    }  # fmt: skip
    for layout, content in contents.items():
        (slide,) = own(laid_out(layout, content, aspect))
        found = measures(slide, at)
        assert found.below < 0.32, layout
        assert found.hole < 0.26, layout
        assert len(found.sizes) <= 7, layout


@pytest.mark.parametrize("aspect", ASPECTS)
def test_an_agenda_leads_to_the_first_slide_of_each_part_and_gives_its_range(aspect):
    entries = (plan.AgendaItem("One", "Text", "it", "there"),
               plan.AgendaItem("Two", "", "there", "there"))  # fmt: skip
    scene = laid_out("agenda", plan.Agenda(entries), aspect)
    (slide,) = own(scene)
    assert named(slide, "Page 1").text.plain == "1–2 ▸"
    assert named(slide, "Page 2").text.plain == "2 ▸"
    assert named(slide, "Section 2").link == Link(slide="there", tip="Two")


def test_a_link_to_a_slide_that_came_out_empty_goes_to_the_next_of_its_section():
    entry = plan.AgendaItem("Part", "", "empty", "empty")
    deck = plan.DeckPlan(
        (
            plan.PlannedSlide("agenda", "agenda", "Agenda", plan.Agenda((entry,))),
            plan.PlannedSlide("empty", "text", "Nothing", plan.Prose(("",)), section="Part"),
            plan.PlannedSlide("next", "text", "Text", plan.Prose(("Text",)), section="Part"),
        ),
        "Deck", "", "",
    )  # fmt: skip
    scene, _ = lay_out(deck, THEME, "16:9")
    assert [s.key for s in scene.slides] == ["agenda", "next"]
    assert named(scene.slides[0], "Section 1").link.slide == "next"
    assert named(scene.slides[0], "Page 1").text.plain == "2 ▸"
    sound(scene, "16:9")


@pytest.mark.parametrize("aspect", ASPECTS)
def test_levels_step_in_and_are_joined_by_their_edges(aspect):
    scene = laid_out("levels", plan.Levels(rows(4), "Tick: today"), aspect)
    sound(scene, aspect)
    (slide,) = own(scene)
    bands = [named(slide, f"Band Level {n}").box for n in range(4)]
    assert len({b.h for b in bands}) == 1
    assert len({b.right for b in bands}) == 1
    assert [b.x for b in bands] == sorted({b.x for b in bands})
    assert sum(isinstance(e, Connector) for e in slide.elements) == 3
    marks = {named(slide, f"Mark Level {n}").box.x for n in range(4)}
    assert len(marks) == 1


def test_a_long_and_a_short_column_share_a_slide():
    content = plan.Comparison("Carried over", items(7), "Won", items(2))
    scene = laid_out("comparison", content, "16:9")
    sound(scene, "16:9")
    assert len(own(scene)) == 1


@pytest.mark.parametrize("aspect", ASPECTS)
def test_no_column_of_a_continued_comparison_is_empty(aspect):
    content = plan.Comparison("Carried over", items(9, LONG), "Won", items(1))
    scene = laid_out("comparison", content, aspect)
    sound(scene, aspect)
    assert len(own(scene)) > 1
    for slide in own(scene):
        names = [e.name for e in slide.elements if isinstance(e, Shape)]
        for side in ("left", "right"):
            if f"Panel {side}" in names:
                assert f"Item {side} 1" in names
            else:
                other = named(slide, f"Panel {'right' if side == 'left' else 'left'}")
                assert other.box.w == page(THEME, aspect).content.w


def test_a_legend_draws_the_marks_and_the_levels_themselves():
    content = plan.Comparison(
        "Levels", (plan.Item("Company", "", level=0), plan.Item("Team", "", level=2)),
        "Status", (plan.Item("At risk", "Below 90%", status="at_risk"),),
    )  # fmt: skip
    (slide,) = own(laid_out("comparison", content, "16:9"))
    assert named(slide, "Level left 2").fill == THEME.level(2)
    assert named(slide, "Mark right 1").geometry == "triangle"
    assert named(slide, "Mark right 1").fill == THEME.status("at_risk")


@pytest.mark.parametrize("aspect", ASPECTS)
def test_a_sentence_is_broken_into_lines_of_like_length(aspect):
    content = plan.Statement("Care that starts when you need it, and stays until you are well.")
    (slide,) = own(laid_out("statement", content, aspect))
    lines = ["".join(r.text for r in line) for line in
             named(slide, "Statement").text.paragraphs[0].lines]  # fmt: skip
    assert len(lines) > 1
    assert len(lines[-1]) > len(max(lines, key=len)) * 0.6


@pytest.mark.parametrize("layout", ["agenda", "levels", "practices", "faq", "comparison",
                                    "glossary", "text", "statement"])  # fmt: skip
def test_nothing_to_show_is_no_slide(layout):
    empty = {
        "agenda": plan.Agenda(()), "levels": plan.Levels(()), "practices": plan.Cards(()),
        "faq": plan.Cards(()), "comparison": plan.Comparison("A", (), "B", ()),
        "glossary": plan.Glossary(()), "text": plan.Prose(()), "statement": plan.Statement(""),
    }  # fmt: skip
    assert own(laid_out(layout, empty[layout], "16:9")) == []


@pytest.mark.parametrize("aspect", ASPECTS)
def test_an_ugly_spec_gives_a_deck_without_a_defect(aspect):
    made = deckgen.build(Path(__file__).with_name("ugly_okrs.yaml"), aspect=aspect)
    assert defects(made.scene, page(made.theme, aspect)) == ()
    assert len(made.slides) > 60
