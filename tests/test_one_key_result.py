"""The slide of an objective with one key result: large numbers over a bar, nothing half-empty."""

from __future__ import annotations

import pytest
from test_calm_slides import built, flat, of_kind, result, shown

from deckgen.layout.balance import measures
from deckgen.scene import Group, Shape, Table
from deckgen.theme.page import page


def company(**more):
    own = {"id": "C1", "title": "Every patient is seen within a week", "key_results": [more]}
    return {"name": "Harbor", "objectives": [own]}


def slide_of(**more):
    (slide,) = of_kind(built(company(**more)), "objective")
    return slide


def named(slide, name):
    return next(e for e in slide.elements if e.name == name)


def size_of(shape):
    return shape.text.paragraphs[0].lines[0][0].size


def test_its_values_are_the_largest_on_the_slide_and_its_bar_as_wide_as_its_column():
    slide = slide_of(**result(owner="Leah Ortiz"))
    now, target = named(slide, "Now"), named(slide, "Target")
    assert now.text.plain == "14 days"
    assert size_of(now) >= 30 > size_of(named(slide, "Key result"))
    assert size_of(target) < size_of(now)
    bar = named(slide, "Bar 1")
    assert isinstance(bar, Group)
    heading = named(slide, "Key result heading")
    track = next(e for e in bar.children if isinstance(e, Shape) and "track" in e.name)
    assert (track.box.x, track.box.w) == (heading.box.x, heading.box.w)
    assert "Leah Ortiz" in shown(slide)
    assert not [e for e in slide.elements if isinstance(e, Table)]


def test_it_fills_most_of_the_height_beside_the_panel():
    slide = slide_of(**result())
    panel, status = named(slide, "Panel"), named(slide, "Status")
    foot = panel.box.bottom
    top = named(slide, "Key result heading").box.y
    assert status.box.bottom - top > (foot - top) * 0.65


def test_words_for_values_and_milestones_have_it_too():
    yes = slide_of(title="Portal live", done=False)
    assert [named(yes, n).text.plain for n in ("Start", "Now", "Target")] == ["no", "no", "yes"]
    steps = [{"title": "Contract signed", "done": True}, {"title": "All partners on it"}]
    told = shown(slide_of(title="Portal live", milestones=steps))
    assert "Contract signed" in told
    assert "All partners on it" in told
    band = slide_of(title="Sick leave", min=3, max=5, current=4.4, unit="%")
    assert [e.name for e in band.elements if e.name in ("Start", "Now", "Target")] == [
        "Now", "Target",
    ]  # fmt: skip


def test_its_title_is_no_larger_than_the_objectives():
    slide = slide_of(**result())
    assert size_of(named(slide, "Key result")) <= size_of(named(slide, "Objective"))


@pytest.mark.parametrize(("times", "table"), [(6, False), (10, True)])
def test_a_long_title_stands_whole_and_a_very_long_one_in_the_table(times, table):
    title = "Median wait between the first call of a patient and the visit " * times
    slide = slide_of(**result(title.strip()))
    assert any(isinstance(e, Table) for e in slide.elements) == table
    assert title.strip() in " ".join(shown(slide).split())


@pytest.mark.parametrize("words", [30, 45, 60])
def test_a_short_key_result_is_large_beside_a_panel_of_small_type(words):
    title = " ".join(["Every patient is seen within a week of the first call"] * 6)
    own = {"id": "C1", "title": " ".join(title.split()[:words]), "owner": "Leah Ortiz"}
    for state in ({"current": 14}, {}):
        kr = {"title": "Wait", "start": 19, "target": 7, "unit": "days", **state}
        made = built({"name": "Harbor", "objectives": [{**own, "key_results": [kr]}]})
        (slide,) = of_kind(made, "objective")
        assert size_of(named(slide, "Now")) >= 30
        found = measures(slide, page(made.theme, made.aspect))
        assert found.calm, (found.edges, found.sizes)


def test_a_panel_is_wider_before_it_cuts_a_word():
    word = "Vertriebsunterstützungsgesellschaften"
    own = {"id": "C1", "title": f"Alle {word} arbeiten gern mit uns zusammen"}
    kinds = {"key_results": [result(), result("Visits"), result("Calls")]}
    (slide,) = of_kind(built({"name": "Harbor", "objectives": [{**own, **kinds}]}), "objective")
    lines = named(slide, "Objective").text.paragraphs[0].lines
    assert any(word in "".join(run.text for run in line) for line in lines)


def test_two_key_results_share_a_table():
    own = {"id": "C1", "title": "Seen", "key_results": [result(), result("Visits")]}
    (slide,) = of_kind(built({"name": "Harbor", "objectives": [own]}), "objective")
    assert [e.name for e in slide.elements if isinstance(e, Table)] == ["Key results"]


def test_what_has_not_started_says_so_once_in_its_panel():
    slide = slide_of(title="Portal live", start=0, target=4)
    names = {e.name for e in flat(slide.elements)}
    assert "Objective status" in names
    assert not names & {"Percent", "Expectation"}
    assert shown(slide).casefold().count("not started") == 3  # title, panel, key result


@pytest.mark.parametrize("why", ["", "Waiting is the first thing patients complain about."])
@pytest.mark.parametrize("words", [6, 20, 40])
def test_its_slide_is_as_calm_as_any(words, why):
    title = " ".join(["Every patient is seen within a week of the first call"] * 4)
    own = {"id": "C1", "title": " ".join(title.split()[:words]), "why": why}
    steps = [{"date": f"2027-01-{day}", "value": 19 - day / 8} for day in (11, 18, 25)]
    for more in ({}, {"check_ins": steps}, {"note": "Evening clinics opened on two sites."}):
        made = built({"name": "Harbor", "objectives": [{**own, "key_results": [result(**more)]}]})
        for slide in of_kind(made, "objective"):
            found = measures(slide, page(made.theme, made.aspect))
            assert found.calm, (found.edges, found.sizes)
