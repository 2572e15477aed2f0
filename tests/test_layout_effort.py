"""Layout does no work twice, and what it saves changes nothing on the slides."""

from __future__ import annotations

import pytest

from deckgen import plan
from deckgen.findings import Finding, Level
from deckgen.layout.engine import lay_out
from deckgen.layout.sheet import Sheet
from deckgen.layout.slides.objective_panel import STEPS, Panel, _longer
from deckgen.layout.studio import Studio
from deckgen.layout.tables import framed
from deckgen.layout.tablespec import CellSpec, Column, Piece, RowSpec, TableSpec
from deckgen.scene import Box, Color, points
from deckgen.text.fitting import Typesetter
from deckgen.theme.load import load_theme
from deckgen.theme.page import page
from deckgen.values import replace


@pytest.fixture
def studio() -> Studio:
    theme = load_theme("meridian")
    setter = Typesetter(theme.heading_font, theme.body_font)
    return Studio(page(theme, "16:9"), theme, setter, {})


def planned(title: str) -> plan.PlannedSlide:
    return plan.PlannedSlide("s", "text", title, plan.Prose(()), lede="")


def arranged(studio: Studio, title: str, parts: int) -> list[Box]:
    """The bodies that an arrangement of so many parts was asked for."""
    asked: list[Box] = []

    def arrange(body: Box) -> list[int]:
        asked.append(body)
        studio.setter.findings.append(Finding(Level.INFO, "seen", "once"))
        return list(range(parts))

    made = framed(studio, planned(title), arrange)
    assert [part for _, part in made] == list(range(parts))
    assert all(frame.title.startswith(title) for frame, _ in made)
    return asked


def test_parts_that_leave_the_same_room_are_arranged_once(studio: Studio) -> None:
    assert len(arranged(studio, "Short title", 3)) == 1
    assert [f.rule for f in studio.setter.findings] == ["seen"]


def test_parts_whose_titles_take_a_line_more_are_arranged_again(studio: Studio) -> None:
    width = studio.page.title.w
    title = "Word"
    while studio.setter.lines(f"{title} word", studio.title(), width) == 1:
        title += " word"
    first, second = arranged(studio, title, 2)
    assert second.h < first.h
    assert [f.rule for f in studio.setter.findings] == ["seen"]


@pytest.mark.parametrize("why", ["", "Four in ten patients abandon the phone queue."])
@pytest.mark.parametrize("links", [(), (plan.Ref("Waits for D6", "there"),)])
@pytest.mark.parametrize("facts", [0, 3])
def test_a_panel_with_wider_gaps_ends_where_it_was_reckoned_to(
    studio: Studio, why: str, links: tuple[plan.Ref, ...], facts: int
) -> None:
    content = plan.ObjectiveDetail(
        "D4", "Make booking possible without a call", 1, why=why, links=links,
        meter=plan.Meter(0.28, 0.36, "28%", "at_risk", "At risk"),
        expectation="of target; 36% expected", rows=(),
        facts=tuple((f"Fact {n}", plan.Ref("Priya Raman")) for n in range(facts)),
    )  # fmt: skip
    box = Box(0, 0, points(240), points(400))
    for step in STEPS:
        drawn = Panel(studio, content, box, step)
        measured = Panel(studio, content, box, step, {})
        assert drawn.found
        assert not measured.found
        assert measured.bottom == drawn.bottom
        for gap in (10, 13, 22):
            wider = Panel(studio, content, box, replace(step, gap=gap)).bottom
            assert wider == drawn.bottom + _longer(content, step.gap, gap)


def test_equal_styles_are_one_object_in_every_deck(studio: Studio) -> None:
    other = Studio(studio.page, studio.theme, studio.setter, {})
    assert studio.strong(14) is studio.strong(14) is other.strong(14)
    assert studio.body(14, studio.theme.muted) is not studio.body(14)
    found = {studio.body(14, Color("tx1", shade)).color.mod for shade in range(0, 100_000, 100)}
    assert len(found) == 1000


def test_a_footer_that_is_cut_is_told_for_every_slide_that_it_is_cut_on() -> None:
    footer = "A footer that no slide has the room for " * 12
    said = plan.Prose(("A sentence.",))
    slides = tuple(replace(planned(f"Slide {n}"), key=f"s{n}", content=said) for n in range(3))
    deck = plan.DeckPlan(slides, "Deck", footer, "")
    scene, findings = lay_out(deck, load_theme("meridian"), "16:9")
    assert len(scene.slides) == len([f for f in findings if f.rule == "text-shortened"]) == 3
    assert len({e for s in scene.slides for e in s.elements if e.name == "Footer"}) == 1


def test_a_table_is_measured_no_further_than_its_room(studio: Studio) -> None:
    row = RowSpec((CellSpec((Piece("One of many rows", studio.body(14)),)),))
    spec = TableSpec("Table", (Column("Head", weight=1.0),), (row,) * 500, "alt")
    box = Box(0, 0, points(600), points(300))
    sheet = Sheet(studio, spec, box, most=box.h)
    assert sheet.total() > box.h
    assert len(sheet.heights) < 20
    assert len(Sheet(studio, spec, box).heights) == 500
