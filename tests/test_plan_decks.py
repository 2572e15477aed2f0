"""Whole deck plans: order, sections, links, nothing lost."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from test_template_cascades import cascade, harbor, key_result, objective

from deckgen import plan as planned
from deckgen.findings import Finding, Level, TemplateError
from deckgen.model import cascade as model
from deckgen.template import plan, storyline

FOUND = (Finding(Level.WARNING, "orphan", "T2 supports nothing", subject="T2"),)


def deck(name: str = "kickoff", what: model.Cascade | None = None, **more: Any):
    more = {"findings": FOUND, "score": 76} | more
    return plan.plan(what or harbor(previous=harbor()), storyline.load(name), **more)[0]


def words(value: Any) -> list[str]:
    """All texts in a piece of content."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in words(item)]
    if is_dataclass(value):
        return [text for f in fields(value) for text in words(getattr(value, f.name))]
    return []


def links(value: Any) -> list[str]:
    if isinstance(value, tuple):
        return [link for item in value for link in links(item)]
    if not is_dataclass(value):
        return []
    own = [getattr(value, f.name) for f in fields(value) if f.name in ("link", "slide")]
    return [x for x in own if isinstance(x, str)] + [
        link for f in fields(value) for link in links(getattr(value, f.name))
    ]


def slide(found: planned.DeckPlan, key: str) -> planned.PlannedSlide:
    return next(s for s in found.slides if s.key == key)


def test_the_kickoff_has_the_order_that_practitioners_use():
    keys = [s.key for s in deck(findings=found(9)).slides]
    wanted = [
        "cover", "reading", "agenda", "last-quarter", "changes", "mission", "levels",
        "company-okrs", "cascade", "scorecard", "alignment", "section-digital",
        "overview-digital", "objective-D1", "dependencies", "health", "cadence", "practices",
        "faq", "glossary", "closing", "scoring", "findings",
    ]  # fmt: skip
    assert [key for key in keys if key in wanted] == wanted
    assert len(keys) >= 18


@pytest.mark.parametrize("name", ["kickoff", "primer", "department"])
def test_titles_and_keys_are_unique_and_never_empty(name):
    slides = deck(name).slides
    assert all(s.title.strip() for s in slides)
    assert len({s.title for s in slides}) == len(slides)
    assert len({s.key for s in slides}) == len(slides)
    assert max(len(s.title) for s in slides) <= 110


def test_equal_titles_are_told_apart_by_their_subject():
    twins = cascade(
        [("co", "Acme", None), ("a", "Sales", "co"), ("b", "Sales", "co")],
        [
            objective("C1", "Grow", "co"),
            objective("D1", "Sell more", "a", supports=("C1",)),
            objective("D2", "Sell more", "b", supports=("C1",)),
        ],
    )
    slides = deck(what=twins).slides
    assert len({s.title for s in slides}) == len(slides)
    assert slide(deck(what=twins), "objective-D2").title.endswith("(D2)")
    assert [s.section for s in slides if s.layout == "section"] == ["Sales", "Sales (2)"]


@pytest.mark.parametrize("name", ["kickoff", "department"])
def test_every_objective_and_key_result_is_in_the_deck_in_full(name):
    what = harbor()
    shown = {text for s in deck(name, what).slides for text in words(s.content)}
    for it in what.objectives.values():
        assert it.title in shown
    for kr in what.key_results.values():
        assert kr.title in shown


def test_nothing_that_the_file_says_is_lost():
    what = harbor()
    note = "Counted twice by hand"
    units = {k: replace(u, description=f"About {u.name}", extra={}) for k, u in what.units.items()}
    what = replace(
        what,
        units=units,
        practices=(model.TitledText("Own habit", "Own habit text"),),
        faq=(model.TitledText("Own question?", "Own answer"),),
        glossary=(model.TitledText("Own term", "Own meaning"),),
    )
    what.key_results["I1.1"] = replace(what.key_results["I1.1"], note=note)
    what.objectives["I1"] = replace(what.objectives["I1"], key_results=(what.key_results["I1.1"],))
    slides = deck(what=what).slides
    said = "\n".join(text for s in slides for text in [s.notes, s.lede, *words(s.content)])
    wanted = [o.why for o in what.objectives.values()] + [o.owner for o in what.objectives.values()]
    wanted += [u.description for u in what.units.values() if u.level < 2]
    wanted += [u.lead for u in what.units.values() if u.level in (1, 2)]
    wanted += [d.note for d in what.dependencies] + [e.note for e in what.events]
    wanted += [note, "Vendor slipped", "Counted at the desk", "portal", what.mission]
    wanted += [what.north_star, "Own habit text", "Own answer", "Own meaning"]
    for text in wanted:
        assert text in said, text


def test_every_link_leads_to_a_slide_that_exists():
    found = deck()
    keys = {s.key for s in found.slides}
    for s in found.slides:
        for link in links(s.content):
            assert link in keys
            assert link != s.key
    matrix = slide(found, "alignment").content
    assert isinstance(matrix, planned.Alignment)
    assert [c.slide for c in matrix.columns] == ["objective-C1", "objective-C2"]
    assert [r.slide for r in matrix.rows] == ["section-digital", "section-people"]


def test_links_to_objectives_without_a_slide_of_their_own_lead_to_their_overview():
    detail = slide(deck(), "objective-D1").content
    assert isinstance(detail, planned.ObjectiveDetail)
    waiting = next(link for link in detail.links if link.text.startswith("T1 waits"))
    assert waiting.slide == "teams-digital"


def test_the_agenda_spans_its_sections():
    found = deck()
    agenda = slide(found, "agenda").content
    assert isinstance(agenda, planned.Agenda)
    names = [item.title for item in agenda.items]
    assert names == [
        "Last quarter", "Company", "Digital", "People", "How we work", "Decisions", "Appendix",
    ]  # fmt: skip
    order = [s.key for s in found.slides]
    for item in agenda.items:
        inside = order[order.index(item.first) : order.index(item.last) + 1]
        assert {slide(found, key).section for key in inside} == {item.title}


def test_sections_are_contiguous_and_cover_all_slides():
    for name in ("kickoff", "primer", "department"):
        sections = [s.section for s in deck(name).slides]
        runs = [a for a, b in zip(sections, ["", *sections], strict=False) if a != b]
        assert all(sections)
        assert len(runs) == len(set(runs))
        assert len(runs) >= 3


def test_many_departments_share_one_line_of_the_agenda():
    units = [("co", "Acme", None), *[(f"d{n}", f"Dept {n}", "co") for n in range(6)]]
    own = [objective("C1", "Grow", "co")]
    own += [objective(f"D{n}", f"Aim {n}", f"d{n}", supports=("C1",)) for n in range(6)]
    found = deck(what=cascade(units, own))
    agenda = slide(found, "agenda").content
    assert isinstance(agenda, planned.Agenda)
    line = next(item for item in agenda.items if item.title == "Departments")
    assert (line.first, line.last) == ("section-d0", "objective-D5")


def test_slides_without_data_are_left_out():
    bare = cascade(
        [("co", "Acme", None)], [objective("C1", "Grow", "co", None)],
        mission="", north_star="", events=(),
    )  # fmt: skip
    found, noticed = plan.plan(bare, storyline.load("kickoff"))
    layouts = {s.layout for s in found.slides}
    assert layouts.isdisjoint(
        {"statement", "alignment", "dependencies", "health", "cadence", "trend", "section"}
    )
    assert {f.rule for f in noticed} == {"slide-left-out"}
    assert "Last quarter" not in {s.section for s in found.slides}


def test_an_empty_company_still_gives_a_deck():
    found, _ = plan.plan(cascade([("co", "Acme", None)], []), storyline.load("kickoff"))
    assert found.slides[0].layout == "cover"
    for name in ("primer", "department"):
        assert plan.plan(cascade([("co", "Acme", None)], []), storyline.load(name))[0].slides


@pytest.mark.parametrize("unit", ["harbor", "digital", "booking", "sam", "rota"])
def test_the_department_deck_works_at_every_level(unit):
    what = harbor()
    found = deck("department", what, unit=unit)
    shown = {text for s in found.slides for text in words(s.content)}
    for below in what.within(unit):
        for it in below.objectives:
            assert what.objectives[it].title in shown
    assert found.slides[0].title == what.units[unit].name


def test_a_units_lists_hold_its_own_branch_and_nothing_else(tmp_path):
    lists = ("branches", "departments", "teams", "individuals")
    said = "; ".join(
        f"{name}={{{{ {name} | map(attribute='name') | join(',') }}}}" for name in lists
    )
    path = tmp_path / "lists.yaml"
    path.write_text(f'slides:\n  - {{layout: statement, text: "{said}"}}\n', encoding="utf-8")
    story, what = storyline.load(path), harbor()

    def told(unit):
        content = plan.plan(what, story, unit=unit)[0].slides[0].content
        assert isinstance(content, planned.Statement)
        return content.text

    whole = "branches=Digital,People; departments=Digital,People; teams=Booking,Rota; "
    mine = "branches=People; departments=People; teams=Rota; individuals="
    assert told("harbor") == told(None) == whole + "individuals=Sam Ito"
    # In this order: what was planned for one unit leaves nothing behind for the next.
    assert told("people") == mine
    assert told("rota") == mine
    assert told("sam") == (
        "branches=Digital; departments=Digital; teams=Booking; individuals=Sam Ito"
    )
    assert told("people") == mine


def test_a_department_sees_its_dependencies_both_ways():
    for unit, other in (("digital", "People"), ("people", "Digital")):
        table = slide(deck("department", unit=unit), "our-dependencies").content
        assert isinstance(table, planned.Dependencies)
        names = {r.who.text for r in table.rows} | {r.whom.text for r in table.rows}
        assert other in names


def test_a_departments_cascade_shows_its_path_to_the_company_and_nothing_else():
    tree = slide(deck("department", unit="people"), "our-cascade").content
    assert isinstance(tree, planned.Cascade)
    ids = [node.id for root in tree.roots for node in (root, *root.children)]
    assert ids == ["C2", "D2", "T2"]


def test_content_slides_have_notes_that_say_where_numbers_come_from():
    found = deck()
    assert all(s.notes for s in found.slides)
    for key in ("levels", "scorecard", "objective-D1", "alignment", "health", "company-okrs"):
        assert "as of 5 February 2027" in slide(found, key).notes


def test_own_practices_replace_those_of_the_same_title_and_extend_the_others():
    what = harbor(
        practices=(
            model.TitledText("Check in regularly", "On Mondays."),
            model.TitledText("Celebrate", "On Fridays."),
        )
    )
    cards = slide(deck(what=what), "practices").content
    assert isinstance(cards, planned.Cards)
    texts = {item.title: item.text for item in cards.items}
    assert texts["Check in regularly"] == "On Mondays."
    assert texts["Celebrate"] == "On Fridays."
    assert len(texts) == 5


def test_key_results_of_every_kind_are_written_in_words():
    steps = (model.Milestone("Draft", True, 1, None), model.Milestone("Vote", False, 1, None))
    krs = (
        key_result("C1.1", "Wait", 0.4, start=19.0, current=14.0, target=7.0, unit="days"),
        key_result("C1.2", "Cost", 0.4, start=140.0, current=141.0, target=125.0, unit="$"),
        key_result("C1.3", "Plan", 0.5, kind="milestones", milestones=steps),
        key_result("C1.4", "Sign", 0.0, kind="yes_no"),
        key_result("C1.5", "Load", 1.0, kind="maintain", minimum=4.0, maximum=6.0, current=5.0),
        key_result("C1.6", "Noise", None, kind="baseline", target=None),
        key_result("C1.7", "Reach", None, target=1200.0, unit=""),
    )
    what = cascade([("co", "Acme", None)], [objective("C1", "Grow", "co", key_results=krs)])
    card = slide(deck(what=what), "company-okrs").content
    assert isinstance(card, planned.Overview)
    assert [line.values for line in card.cards[0].key_results] == [
        "19 → 14 → 7 days", "$140 → $141 → $125", "1 of 2 milestones", "not yet",
        "5% · between 4 and 6%", "to be measured", "0 → – → 1,200",
    ]  # fmt: skip
    rows = slide(deck(what=what), "objective-C1").content
    assert isinstance(rows, planned.ObjectiveDetail)
    assert rows.rows[2].details == ("✓ Draft", "○ Vote")
    assert (rows.rows[3].start, rows.rows[3].now, rows.rows[3].target) == ("no", "no", "yes")


def test_the_owners_own_word_is_marked():
    what = harbor()
    what.objectives["D1"] = replace(what.objectives["D1"], status="on_track", said=True)
    detail = slide(deck(what=what), "objective-D1").content
    assert isinstance(detail, planned.ObjectiveDetail)
    assert detail.meter.said
    assert ("Status", planned.Ref("The owner's own word")) in detail.facts


def test_the_course_of_an_objective_follows_its_check_ins():
    detail = slide(deck(), "objective-D1").content
    assert isinstance(detail, planned.ObjectiveDetail)
    assert detail.course[0].at == 0
    assert detail.course[-1].value == pytest.approx(0.28)
    assert all(a.at < b.at for a, b in zip(detail.course, detail.course[1:], strict=False))


def found(many: int) -> tuple[Finding, ...]:
    orphans = [
        Finding(Level.WARNING, "orphan", f"X{n} supports nothing", subject=f"X{n}")
        for n in range(many)
    ]
    return (*orphans, Finding(Level.ERROR, "no-key-results", "D1 has none", subject="D1"))


def test_few_findings_stand_one_by_one_beside_the_score_and_not_again_at_the_end():
    few = deck(findings=found(6))
    health = slide(few, "health").content
    assert isinstance(health, planned.Health)
    assert [row.finding for row in health.rows] == [
        *["Orphan"] * 6, "Objective without key results",
    ]  # fmt: skip
    assert health.rows[0].where == "X0 supports nothing"
    assert "findings" not in [s.key for s in few.slides]
    assert "finding" not in str(slide(few, "agenda").content)
    more = deck(findings=found(7))
    health = slide(more, "health").content
    assert isinstance(health, planned.Health)
    assert [row.finding for row in health.rows] == ["7 orphans", "Objective without key results"]
    assert slide(more, "findings").title == "Eight findings of the audit, one by one"
    assert "every finding of the audit" in str(slide(more, "agenda").content)


def test_a_few_findings_are_told_one_by_one():
    findings = slide(deck(findings=found(29)), "findings")
    assert isinstance(findings.content, planned.Health)
    assert len(findings.content.rows) == 30
    assert findings.title == "30 findings of the audit, one by one"


def test_of_many_findings_each_kind_shows_its_first_and_says_how_many_are_left():
    findings = slide(deck(findings=found(300)), "findings")
    assert isinstance(findings.content, planned.Health)
    rows = findings.content.rows
    assert len(rows) <= 30
    assert rows[0].severity == "error"
    left = 300 - (len(rows) - 2)
    assert rows[-1].finding == f"{left} more orphans"
    assert rows[-1].where.endswith(f"and {left - 6} more")
    assert "`deckgen check` lists every finding" in findings.notes


def test_health_groups_findings_and_says_what_would_mend_them():
    health = slide(deck(), "health")
    assert isinstance(health.content, planned.Health)
    assert health.content.score == 76
    assert health.content.rows[0].link == "teams-people"
    assert health.title == "Alignment scores 76 of 100; one orphan costs the most"


def test_the_footer_is_the_themes_unless_the_file_has_its_own():
    theme = "{{ company.name }}  ·  {{ cycle.name }}"
    assert deck(footer=theme).footer == "Harbor Health  ·  Q1 2027"
    own = harbor(deck=model.DeckSettings(footer="{{ 1 + 1 }} confidential"))
    assert deck(what=own, footer=theme).footer == "{{ 1 + 1 }} confidential"
    with pytest.raises(TemplateError, match="the theme's footer"):
        deck(footer="{{ compny }}")


def test_an_unknown_unit_is_an_error():
    with pytest.raises(TemplateError, match="no unit 'nope'"):
        deck(unit="nope")


def test_the_same_input_gives_the_same_plan():
    assert deck() == deck()


def test_other_levels_are_called_by_their_own_names():
    what = harbor()
    names = (
        ("Company", "Companies"),
        ("Tribe", "Tribes"),
        ("Squad", "Squads"),
        ("Person", "People"),
    )
    what = replace(
        what,
        levels=tuple(
            replace(level, name=one, plural=many)
            for level, (one, many) in zip(what.levels, names, strict=True)
        ),
    )
    found = deck(what=what)
    assert slide(found, "scorecard").title == ("One of two tribes is on plan; Digital is at risk")
    assert slide(found, "cascade-C1").title == "C1 cascades to one tribe, one squad and one person"
    divider = slide(found, "section-digital").content
    assert isinstance(divider, planned.Section)
    assert divider.kicker == "Tribe"


def test_a_unit_that_skips_a_level_keeps_its_objectives_in_the_deck():
    what = harbor()
    what.units["sam"] = replace(what.units["sam"], parent="harbor", path=("harbor", "sam"))
    what.units["booking"] = replace(what.units["booking"], children=())
    what.units["harbor"] = replace(
        what.units["harbor"], children=(*what.units["harbor"].children, "sam")
    )
    shown = {text for s in deck(what=what).slides for text in words(s.content)}
    assert "Ship the waitlist matcher" in shown


def test_the_closing_asks_for_what_is_open():
    closing = slide(deck(), "closing").content
    assert isinstance(closing, planned.Closing)
    assert [item.title for item in closing.items] == [
        "People: say yes or no to Digital", "Find a parent for T2",
    ]  # fmt: skip


def test_the_last_cycle_shows_wins_and_what_is_carried_over():
    last = harbor()
    last.objectives["C1"] = replace(last.objectives["C1"], status="done", score=1.0)
    last.objectives["D1"] = replace(last.objectives["D1"], status="off_track", score=0.3)
    last.objectives["D2"] = replace(last.objectives["D2"], status="dropped")
    this = harbor(previous=last)
    this.objectives["D2"] = replace(this.objectives["D2"], carried_from="D1")
    changes = slide(deck(what=this), "changes")
    assert changes.layout == "comparison"
    assert isinstance(changes.content, planned.Comparison)
    assert changes.content.left[0].text.startswith("C1 · Harbor Health · score 1.0")
    assert changes.content.right[0].text == "Carried over as D2 (D1 last cycle, reached 28%)."
    assert any("dropped" in item.text for item in changes.content.right)
    card = slide(deck(what=this), "last-quarter").content
    assert isinstance(card, planned.Scorecard)
    assert "Score" in card.after
