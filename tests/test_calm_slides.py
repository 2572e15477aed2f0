"""Slides of small, large and wordy companies, as the audience sees them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deckgen import pipeline
from deckgen.layout.balance import measures
from deckgen.layout.ink import flat, runs_of, texts_of
from deckgen.layout.quality import defects
from deckgen.scene import Group
from deckgen.theme.page import page

SAMPLE = Path(__file__).parent.parent / "sample_okrs.yaml"
CYCLE = {"name": "Q1 2027", "start": "2027-01-04", "end": "2027-04-04", "as_of": "2027-02-08"}
TREE = """\
name: Tree
description: The tree alone.
slides:
  - layout: cascade
    depth: 1
"""


def result(name="Median wait", **more):
    return {"title": name, "start": 19, "target": 7, "current": 14, "unit": "days", **more}


def built(company, aspect="16:9", template=None, **top):
    text = json.dumps({"version": 1, "cycle": CYCLE, "company": company, **top})
    source = pipeline.read("okrs.yaml", text=text)
    options = pipeline.Options(aspect=aspect, template=template)
    deck = pipeline.make(source, pipeline.style(source, options))
    assert defects(deck.scene, page(deck.theme, deck.aspect)) == ()
    return deck


def shown(slide):
    return " | ".join(t.plain for e in flat(slide.elements) for t, _, _ in texts_of(e))


def of_kind(deck, kind):
    return [slide for slide in deck.scene.slides if slide.kind == kind]


def objective(id_, title="Every patient is seen within a week", **more):
    return {"id": id_, "title": title, "key_results": [result()], **more}


def wide_company(roots, units=14):
    """A company of so many objectives that they do not fit one slide as a tree."""
    own = [
        {
            "name": f"Department {n}",
            "objectives": [
                objective(f"D{n}{part}", f"Answer calls of site {n}", supports=f"C{n % roots + 1}")
                for part in "abc"
            ],
        }
        for n in range(units)
    ]
    return {
        "name": "Harbor",
        "objectives": [objective(f"C{n + 1}") for n in range(roots)],
        "departments": own,
    }


def test_a_band_shows_every_fact_of_its_objective():
    deck = built(
        {
            "name": "Harbor",
            "objectives": [objective("C1"), objective("C2", "Teams stay")],
            "departments": [
                {
                    "name": "Operations",
                    "objectives": [
                        objective(
                            "D1", "Shorten the way", owner="Leah Ortiz", supports=["C1", "C2"],
                            key_results=[result(confidence=6), result("Referrals read")],
                            depends_on=[{"on": "C2", "status": "open"}],
                        )
                    ],
                }
            ],
        },
        "4:3",
    )  # fmt: skip
    slide = next(s for s in of_kind(deck, "objective") if "Shorten" in s.title)
    for fact in ("Leah Ortiz", "Operations", "C1 Every", "C2 Teams", "Committed", "6 of 10"):
        assert fact in shown(slide)
    assert "Waits for C2" in shown(slide)


def test_an_objective_of_one_key_result_is_set_larger_at_4_3():
    one = built({"name": "Harbor", "objectives": [objective("C1")]}, "4:3")
    many = built(
        {"name": "Harbor", "objectives": [objective("C1", key_results=[result(), result("B")])]},
        "4:3",
    )

    def size(deck):
        (slide,) = of_kind(deck, "objective")
        title = next(e for e in flat(slide.elements) if e.name == "Objective")
        return next(iter(runs_of(title.text))).size

    assert size(one) >= 20 > size(many)


def test_an_overview_of_few_roots_is_set_larger_than_its_branches(tmp_path):
    template = tmp_path / "tree.yaml"
    template.write_text(TREE)
    for aspect in ("16:9", "4:3"):
        deck = built(wide_company(4), aspect, str(template))
        first, *others = of_kind(deck, "cascade")
        assert others
        assert titles(first)
        assert min(titles(first)) > max(map(max, map(titles, others)))


def titles(slide):
    """Type sizes of the cards' titles."""
    cards = [e for e in slide.elements if isinstance(e, Group) and e.role == "card"]
    return [card.children[0].text.paragraphs[1].lines[0][0].size for card in cards]


def test_three_roots_share_a_row_of_a_wide_page(tmp_path):
    template = tmp_path / "tree.yaml"
    template.write_text(TREE)
    first = of_kind(built(wide_company(3), "16:9", str(template)), "cascade")[0]
    cards = [e.children[0] for e in first.elements if isinstance(e, Group) and e.role == "card"]
    assert len(cards) == 3
    assert len({card.box.y for card in cards}) == 1


def test_a_tab_in_a_sentence_leaves_no_hole():
    deck = built(
        {
            "name": "Harbor", "mission": "Care, \t when it is needed",
            "objectives": [objective("C1", why="Waiting\tis what\n\nthey name first")],
        }
    )  # fmt: skip
    every = [shown(slide) for slide in deck.scene.slides]
    assert any("Care, when it is needed" in text for text in every)
    assert not any("\t" in text for text in every)


def test_a_company_without_units_has_no_slide_of_levels_and_no_scorecard():
    deck = built({"name": "Harbor", "objectives": [objective("C1"), objective("C2")]})
    assert not of_kind(deck, "levels")
    assert not of_kind(deck, "scorecard")


def test_the_line_at_the_foot_of_a_divider_begins_with_a_capital():
    team = {"name": "Booking", "objectives": [objective("T1", supports="D1")]}
    unit = {"name": "Digital", "objectives": [objective("D1", supports="C1")], "teams": [team]}
    deck = built({"name": "Harbor", "objectives": [objective("C1")], "departments": [unit]})
    assert any("One team" in shown(slide) for slide in of_kind(deck, "section"))


@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
def test_six_levels_and_five_statuses_are_explained_on_one_slide(aspect):
    names = ["Company", "Region", "Department", "Team", "Squad", "Person"]
    unit = None
    for depth in range(5, -1, -1):
        above = {"supports": f"L{depth - 1}"} if depth else {}
        unit = {
            "name": f"{names[depth]} one", "objectives": [objective(f"L{depth}", **above)],
            **({"units": [unit]} if unit else {}),
        }  # fmt: skip
    deck = built(unit, aspect, levels=names)
    (reading,) = [s for s in of_kind(deck, "comparison") if "Colour says" in s.title]
    for word in (*names, "On track", "Done"):
        assert word in shown(reading)


def test_rows_of_two_columns_begin_together_or_clearly_apart():
    source = pipeline.read(str(SAMPLE))
    deck = pipeline.make(source, pipeline.style(source, pipeline.Options(aspect="4:3")))
    for slide in of_kind(deck, "comparison"):
        assert measures(slide, page(deck.theme, deck.aspect), deck.scene.fonts).crooked == 0


@pytest.mark.parametrize(
    ("count", "said"), [(2, "Both departments are"), (3, "All three departments are")]
)
def test_a_scorecard_of_units_in_one_state_says_so_once(count, said):
    units = [
        {
            "name": f"Unit {n}",
            "objectives": [objective(f"D{n}", supports="C1", key_results=[result(current=19)])],
        }
        for n in range(count)
    ]
    deck = built({"name": "Harbor", "objectives": [objective("C1")], "departments": units})
    (slide,) = of_kind(deck, "scorecard")
    assert slide.title == f"{said} off track"
