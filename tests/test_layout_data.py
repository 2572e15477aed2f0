"""The data slides: overview, objective, scorecard, alignment and the rest of them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen import plan
from deckgen.layout.engine import lay_out
from deckgen.layout.studio import Studio
from deckgen.layout.tables import CellSpec, Column, Piece, RowSpec, TableSpec, build, tallest_of
from deckgen.scene import Box, Chart, Connector, Element, Group, Rule, Shape, Slide, Table, points
from deckgen.text.fitting import Typesetter
from deckgen.theme.load import load_theme
from deckgen.theme.page import page
from deckgen.write.pptx.chart import chart_part

THEME = load_theme("meridian")
ASPECTS = ("16:9", "4:3")
LONG = (
    "Reduce the median time between the moment a patient first calls the practice and the moment "
    "a confirmed appointment with a named clinician is on the calendar, measured weekly across "
    "all fourteen sites including weekends and public holidays, from nineteen days to seven days "
    "without raising the share of visits that have to be moved at short notice 🚑"
)
CHINESE = "把所有的门诊预约流程搬到线上并且让每一位患者在一周之内见到医生"
UGLY = (LONG, CHINESE, "Ämter für Straßenbau", "A", "Donaudampfschifffahrtsgesellschaft", "🎉 done")


def meter(value=0.42, status="on_track", expected=0.36):
    words = {"on_track": "On track", "at_risk": "At risk", "not_started": "Not started"}
    label = "–" if value is None else f"{value:.0%}"
    return plan.Meter(value, expected, label, status, words[status])


# --- what a user would notice ------------------------------------------------


def laid_out(layout, content, aspect, title="A title that states the finding"):
    """The slides of one planned slide; every link leads to a slide that stands beside it."""
    planned = plan.PlannedSlide("it", layout, title, content, "Eyebrow", "How to read it.")
    stand_in = plan.Trend(("W1", "W2"), (plan.TrendSeries("Company", (0.0, 0.1)),))
    other = plan.PlannedSlide("there", "trend", "Another slide", stand_in)
    deck = plan.DeckPlan((planned, other), "Deck", "Foot", "5 Feb 2027")
    scene, _ = lay_out(deck, THEME, aspect)
    return [slide for slide in scene.slides if slide.key.split("~")[0] == "it"]


def flattened(elements) -> Iterator[Element]:
    for element in elements:
        yield element
        if isinstance(element, Group):
            yield from flattened(element.children)


def box_of(element) -> Box:
    if isinstance(element, Rule):
        (x1, y1), (x2, y2) = element.start, element.end
        return Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
    assert not isinstance(element, Group | Connector)
    return element.box


def texts_of(slide: Slide) -> list[str]:
    found = []
    for element in flattened(slide.elements):
        if isinstance(element, Shape) and element.text is not None:
            found.append(element.text.plain)
        if isinstance(element, Table):
            found += [cell.text.plain for row in element.rows for cell in row]
    return found


def content_boxes(slide: Slide) -> list[Shape]:
    """Text boxes of the body: no fill, no placeholder."""
    return [
        e
        for e in flattened(slide.elements)
        if isinstance(e, Shape) and e.text is not None and e.placeholder is None
    ]


def overlap(a: Box, b: Box, slack: int = points(0.5)) -> bool:
    return (
        a.x + slack < b.right
        and b.x + slack < a.right
        and a.y + slack < b.bottom
        and b.y + slack < a.bottom
    )


def assert_sound(slides, aspect):
    geometry = page(THEME, aspect)
    setter = Typesetter(THEME.heading_font, THEME.body_font)
    for slide in slides:
        everything = list(flattened(slide.elements))
        names = [e.name for e in everything]
        assert len(names) == len(set(names)), f"names repeat on {slide.key}"
        body = [e for e in everything if not (isinstance(e, Shape) and e.placeholder)]
        for element in body:
            if isinstance(element, Group):
                continue
            box = box_of(element)
            assert box.x >= geometry.margin - 1, element.name
            assert box.right <= geometry.width - geometry.margin + 1, element.name
            assert box.bottom <= geometry.footer_rule_y, element.name
        for a, b in combinations(content_boxes(slide), 2):
            assert not overlap(a.box, b.box), f"{a.name} overlaps {b.name}"
        tables = [e for e in body if isinstance(e, Table)]
        for shape in content_boxes(slide):
            for table in tables:
                assert not overlap(shape.box, table.box), f"{shape.name} overlaps {table.name}"
            inner = shape.box.h - shape.text.insets[1] - shape.text.insets[3]
            assert setter.height(shape.text.paragraphs) <= inner + points(1), shape.name
        for table in tables:
            assert sum(table.columns) == table.box.w
            assert table.alt
            for height, row in zip(table.heights, table.rows, strict=True):
                assert len(row) == len(table.columns)
                for cell in row:
                    insets = cell.text.insets[1] + cell.text.insets[3]
                    assert setter.height(cell.text.paragraphs) + insets <= height + points(1)
        for element in everything:
            if isinstance(element, Shape) and element.text is None:
                assert element.alt or element.decorative, element.name
            if isinstance(element, Chart | Group):
                assert element.alt, element.name


def assert_says(slides, *texts):
    """Each text stands whole on a slide or in its notes."""
    said = "\n".join(t for s in slides for t in (*texts_of(s), s.notes))
    for text in texts:
        assert text in said, text


# --- tables ------------------------------------------------


def table_of(count, aspect, text="A row", width=None):
    geometry = page(THEME, aspect)
    studio = Studio(geometry, THEME, Typesetter(THEME.heading_font, THEME.body_font), {})

    def make(size):
        rows = tuple(
            RowSpec((CellSpec((Piece(f"{text} {i}", studio.body(size)),)), CellSpec()))
            for i in range(count)
        )
        columns = (Column("What", weight=1), Column("Bar", width=points(90), pad=0))
        return TableSpec("T", columns, rows, "said aloud", tallest=tallest_of(count))

    return build(studio, make, studio.sizes(18), width or geometry.content)


def test_a_table_of_three_rows_uses_most_of_the_height_but_not_absurd_rows():
    (placed,) = table_of(3, "16:9")
    room = page(THEME, "16:9").content.h
    assert placed.table.box.h > room * 0.7
    assert max(placed.table.heights) <= points(120)


def test_rows_of_one_table_are_equally_tall_when_they_can_be():
    (placed,) = table_of(6, "16:9")
    assert len(set(placed.table.heights[1:])) == 1


@pytest.mark.parametrize("aspect", ASPECTS)
def test_forty_rows_continue_evenly_and_repeat_their_header(aspect):
    pages = table_of(40, aspect)
    counts = [p.count for p in pages]
    assert sum(counts) == 40
    assert max(counts) - min(counts) <= 1
    for placed in pages:
        assert placed.table.header
        assert placed.table.rows[0][0].text.plain == "What"


def test_the_cells_of_a_placed_table_are_where_the_table_says():
    (placed,) = table_of(4, "16:9")
    last = placed.cell(3, 1)
    assert last.bottom == placed.table.box.bottom
    assert last.right == placed.table.box.right


# --- overview ------------------------------------------------


def card(number, key_results=3, title="Every patient is seen within a week", **more):
    lines = tuple(
        plan.KeyResultLine(f"Key result {number}.{i}", "19 → 14 → 7 days", meter(0.1 * i))
        for i in range(key_results)
    )
    return plan.ObjectiveCard(f"C{number}", f"C{number} · Owner", title, 0, meter(), lines, **more)


def cards_on(slide):
    return [e for e in slide.elements if isinstance(e, Shape) and e.role == "card"]


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 7, 13])
def test_cards_of_an_overview_are_equal_and_say_everything(aspect, count):
    cards = tuple(card(n) for n in range(count))
    slides = laid_out("overview", plan.Overview(cards), aspect)
    assert_sound(slides, aspect)
    assert_says(slides, *(line.title for c in cards for line in c.key_results))
    boxes = [c.box for s in slides for c in cards_on(s)]
    assert len(boxes) == count
    for slide in slides:
        on_it = [c.box for c in cards_on(slide)]
        assert len({(b.w, b.h) for b in on_it}) == 1
    per_slide = [len(cards_on(s)) for s in slides]
    assert max(per_slide) - min(per_slide) <= 1


def test_three_cards_stand_in_a_row_with_their_bars_on_common_baselines():
    cards = (card(1), card(2, title="Care teams that stay"), card(3, title=LONG[:60]))
    (slide,) = laid_out("overview", plan.Overview(cards), "16:9")
    groups = {e.name: e for e in slide.elements if isinstance(e, Group)}
    for line in (1, 2, 3):
        tops = {groups[f"Card C{n} key result {line} bar"].children[0].box.y for n in (1, 2, 3)}
        assert len(tops) == 1


def test_six_objectives_with_two_key_results_each_stand_on_one_slide():
    cards = tuple(card(n, key_results=2) for n in range(6))
    slides = laid_out("overview", plan.Overview(cards), "16:9")
    assert_sound(slides, "16:9")
    assert len(slides) == 1
    assert len({c.box.x for c in cards_on(slides[0])}) == 3


def test_more_key_results_than_a_card_holds_are_counted_and_named_in_the_notes():
    (slide,) = laid_out("overview", plan.Overview((card(1, key_results=9),)), "16:9")
    assert any(text.startswith("+") and text.endswith("more") for text in texts_of(slide))
    assert_says([slide], *(f"Key result 1.{i}" for i in range(9)))


def test_a_card_links_to_its_detail_slide():
    (slide,) = laid_out("overview", plan.Overview((card(1, link="there"),)), "16:9")
    assert cards_on(slide)[0].link.slide == "there"


@pytest.mark.parametrize("aspect", ASPECTS)
def test_long_texts_are_shortened_before_three_cards_become_three_slides(aspect):
    cards = (card(1, title=LONG), card(2, 1, title=CHINESE), card(3, 0, title="Z"))
    slides = laid_out("overview", plan.Overview(cards), aspect)
    assert_sound(slides, aspect)
    assert [len(cards_on(s)) for s in slides] == [3]
    assert_says(slides, LONG, CHINESE)


def test_a_slide_with_fewer_cards_than_its_sibling_uses_its_whole_width():
    cards = tuple(card(n) for n in range(7))
    geometry = page(THEME, "16:9")
    for slide in laid_out("overview", plan.Overview(cards), "16:9"):
        boxes = [c.box for c in cards_on(slide)]
        assert min(b.x for b in boxes) == geometry.margin
        assert geometry.width - geometry.margin - max(b.right for b in boxes) < points(1)


def test_no_cards_give_no_slide():
    assert laid_out("overview", plan.Overview(()), "16:9") == []


# --- objective ------------------------------------------------


def key_result(number, title="Visits booked online", **more):
    values = {"start": "22%", "now": "31%", "target": "60%", "note": "Widget live on 9 Feb"}
    return plan.KeyResultRow(
        f"K{number}", f"{title} {number}", meter=meter(0.24, "at_risk"), **values | more
    )


def detail(rows, **more):
    values = {
        "why": "Four in ten patients abandon the phone queue.",
        "expectation": "of target; 36% expected by 5 Feb",
        "facts": (("Owner", plan.Ref("Priya Raman")), ("Supports", plan.Ref("C1 Seen", "there"))),
        "course": tuple(plan.Point((i + 0.5) / 13, i / 20) for i in range(5)),
        "weeks": tuple((i / 12, f"W{i + 1}") for i in range(13)),
        "links": (plan.Ref("Waits for D6 · agreed", "there"),),
    }
    return plan.ObjectiveDetail(
        "D4", more.pop("title", "Make booking possible without a call"), 1, meter=meter(0.28),
        rows=tuple(rows), **values | more,
    )  # fmt: skip


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 8, 12])
def test_an_objective_shows_every_key_result(aspect, count):
    rows = [key_result(n) for n in range(count)]
    slides = laid_out("objective", detail(rows), aspect)
    assert_sound(slides, aspect)
    assert_says(slides, *(row.title for row in rows), "Priya Raman", "Waits for D6 · agreed")


@pytest.mark.parametrize("aspect", ASPECTS)
def test_the_title_of_an_objective_is_never_shortened(aspect):
    slides = laid_out("objective", detail([key_result(1)], title=LONG), aspect)
    assert_sound(slides, aspect)
    assert all(LONG in texts_of(slide) for slide in slides)


@pytest.mark.parametrize("aspect", ASPECTS)
def test_an_objective_without_reason_owner_or_course_is_laid_out(aspect):
    content = detail([key_result(1)], why="", facts=(), course=(), links=(), expectation="")
    slides = laid_out("objective", content, aspect)
    assert_sound(slides, aspect)


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("count", [1, 3, 25])
def test_an_objective_without_key_results_lists_what_supports_it(aspect, count):
    children = tuple(plan.Ref(f"T{i} Something that helps", "there") for i in range(count))
    slides = laid_out("objective", detail([], children=children), aspect)
    assert_sound(slides, aspect)
    assert_says(slides, *(child.text for child in children))


@pytest.mark.parametrize("aspect", ASPECTS)
def test_a_long_unit_stands_once_and_its_values_without_it(aspect):
    unit = "appointments per clinician and calendar week"
    row = key_result(1, start=f"19 {unit}", now=f"14 {unit}", target=f"7 {unit}")
    slides = laid_out("objective", detail([row]), aspect)
    assert_sound(slides, aspect)
    said = texts_of(slides[0])
    assert {"19", "14", "7"} <= set(said)
    assert "\n".join(said).count(unit) == 1


def test_a_short_unit_stays_with_its_values():
    row = key_result(1, start="19 days", now="14 days", target="7 days")
    (slide,) = laid_out("objective", detail([row]), "16:9")
    assert {"19 days", "14 days", "7 days"} <= set(texts_of(slide))


@pytest.mark.parametrize("aspect", ASPECTS)
def test_a_long_key_result_stands_whole_where_the_slide_has_room(aspect):
    (slide,) = laid_out("objective", detail([key_result(1, LONG), key_result(2)]), aspect)
    assert_sound([slide], aspect)
    assert any(f"{LONG} 1" in text for text in texts_of(slide))


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("why", ["", LONG])
def test_an_objective_with_nothing_below_it_says_so_and_keeps_its_facts(aspect, why):
    facts = (*((f"Label {i}", plan.Ref(f"Fact {i}")) for i in range(6)), ("Name", plan.Ref(LONG)))
    slides = laid_out("objective", detail([], facts=facts, why=why, title="Z", course=()), aspect)
    assert len(slides) == 1
    assert_sound(slides, aspect)
    assert_says(slides, "Z", "No key results yet.", LONG, *(f"Fact {i}" for i in range(6)))


@pytest.mark.parametrize("aspect", ASPECTS)
def test_facts_and_links_that_find_no_room_in_the_panel_are_in_the_notes(aspect):
    facts = tuple((f"Label {i}", plan.Ref(f"Fact {i}. {LONG}")) for i in range(12))
    links = tuple(plan.Ref(f"Waits for D{i} · open", "there") for i in range(5))
    content = detail([key_result(1)], title=LONG, why=LONG, facts=facts, links=links)
    slides = laid_out("objective", content, aspect)
    assert_sound(slides, aspect)
    assert_says(slides, *(ref.text for _, ref in facts), *(ref.text for ref in links))


def test_the_course_is_drawn_only_with_two_points_or_more():
    def bars(course):
        (slide,) = laid_out("objective", detail([key_result(1)], course=course), "16:9")
        return [e for e in slide.elements if e.name.startswith("Course")]

    assert bars((plan.Point(0.1, 0.1),)) == []
    assert bars((plan.Point(0.1, 0.1), plan.Point(0.2, 0.3)))


@pytest.mark.parametrize("aspect", ASPECTS)
def test_key_results_with_long_words_milestones_and_large_numbers_stay_in_their_cells(aspect):
    rows = [
        key_result(1, LONG, start="1,234,567.89 EUR", now="2,345,678.90 EUR", target="9,999 EUR"),
        key_result(2, details=tuple(f"○ Milestone {i}, 20 Feb" for i in range(6)), owner="Ben"),
        key_result(3, CHINESE, start="", now="no", target="yes", note=CHINESE),
    ]  # fmt: skip
    slides = laid_out("objective", detail(rows), aspect)
    assert_sound(slides, aspect)
    assert_says(slides, *(row.title for row in rows), "○ Milestone 5, 20 Feb")


# --- scorecard ------------------------------------------------


def score_row(name, total=False, link=None):
    return plan.ScoreRow(
        name,
        "" if total else "Leah Ortiz",
        0 if total else 1,
        ("2", "7"),
        meter(),
        ("8.0", "+6 pts"),
        total,
        link,
    )


def scorecard(names, total=True):
    rows = [score_row(name, link="there") for name in names]
    if total:
        rows.append(score_row("Company", total=True))
    heads = ("Objectives", "Key results"), "Progress", "Status", ("Confidence", "Since last week")
    return plan.Scorecard("Department", *heads, tuple(rows))


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("count", [1, 3, 5, 14, 30])
def test_a_scorecard_shows_every_department_with_bar_and_mark(aspect, count):
    names = [f"Department {n}" for n in range(count)]
    slides = laid_out("scorecard", scorecard(names), aspect)
    assert_sound(slides, aspect)
    assert_says(slides, *names, "Company")
    bars = [e for s in slides for e in s.elements if isinstance(e, Group) and e.role == "bar"]
    marks = [e for s in slides for e in s.elements if e.role == "mark"]
    assert len(bars) == len(marks) == count + 1


def test_the_total_of_a_scorecard_is_its_last_row():
    slides = laid_out("scorecard", scorecard([f"Department {n}" for n in range(14)]), "16:9")
    (table,) = [e for e in slides[-1].elements if isinstance(e, Table)]
    assert table.rows[-1][0].text.plain == "Company"
    assert len(slides) == 2


def test_bars_of_a_scorecard_stand_over_empty_cells():
    (slide,) = laid_out("scorecard", scorecard(["Operations", "Digital"]), "16:9")
    (table,) = [e for e in slide.elements if isinstance(e, Table)]
    for row in table.rows[1:]:
        assert row[3].text.plain == ""


# --- alignment ------------------------------------------------


def matrix(rows, columns):
    heads = ("C{} Patients seen within a week", "C{} Care teams that stay", "C{} " + LONG[:80])
    return plan.Alignment(
        tuple(plan.Ref(heads[i % 3].format(i + 1), "there") for i in range(columns)),
        tuple(plan.Ref(f"Department {i}") for i in range(rows)),
        tuple(tuple((i + j) % 6 for j in range(columns)) for i in range(rows)),
        "Contributing objectives",
        tuple(sum((i + j) % 6 for i in range(rows)) for j in range(columns)),
        "Read down a column.",
    )


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (5, 3), (14, 8), (20, 11)])
def test_an_alignment_matrix_shows_every_count(aspect, rows, columns):
    content = matrix(rows, columns)
    slides = laid_out("alignment", content, aspect)
    assert_sound(slides, aspect)
    assert_says(slides, *(c.text for c in content.columns), *(r.text for r in content.rows))
    cells = [c.text.plain for s in slides for e in s.elements if isinstance(e, Table)
             for row in e.rows[1:] for c in row[1:] if c.fill is not None]  # fmt: skip
    wanted = [str(n or "–") for row in content.counts for n in row]
    assert sorted(cells) == sorted(wanted)


def test_fourteen_departments_by_eight_objectives_stand_on_one_slide():
    assert len(laid_out("alignment", matrix(14, 8), "16:9")) == 1


def test_a_matrix_without_rows_or_columns_gives_no_slide():
    assert laid_out("alignment", replace(matrix(2, 2), rows=(), counts=()), "16:9") == []


# --- dependencies ------------------------------------------------


def dependencies(count, what="Clinic rotas loaded six weeks ahead", callout=""):
    rows = tuple(
        plan.Dependency(
            plan.Ref("Digital", "there"), f"D{i} Make booking possible", what,
            plan.Ref("People"), "D6 Staff every clinic to demand", "open", "Open",
        )
        for i in range(count)
    )  # fmt: skip
    heads = ("Who waits", "For what", "From whom", "State")
    return plan.Dependencies(rows, heads, callout, "Decision needed:" if callout else "")


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("count", [1, 4, 11])
@pytest.mark.parametrize("callout", ["", "Operations first, or Clinical first?"])
def test_dependencies_show_every_row_and_their_callout_once(aspect, count, callout):
    slides = laid_out("dependencies", dependencies(count, callout=callout), aspect)
    assert_sound(slides, aspect)
    assert_says(slides, *(f"D{i} Make booking possible" for i in range(count)))
    shown = [t for s in slides for t in texts_of(s) if callout and callout in t]
    assert len(shown) == bool(callout)


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_dependencies_fill_most_of_their_slide(aspect, count):
    (slide,) = laid_out("dependencies", dependencies(count, callout="Who first?"), aspect)
    geometry = page(THEME, aspect)
    bottom = max(e.box.bottom for e in slide.elements if e.name == "Callout ground")
    assert bottom > geometry.content.bottom - geometry.content.h * 0.3


def test_long_dependencies_are_shortened_before_they_take_a_slide_more():
    slides = laid_out("dependencies", dependencies(3, what=LONG, callout="Who first?"), "16:9")
    assert len(slides) == 1
    assert_says(slides, LONG)


# --- health ------------------------------------------------


def health(count, text="C2 rests on Digital alone", nothing=""):
    rows = tuple(
        plan.HealthRow("warning", f"Finding {i}", text, "Ask Clinical", "there")
        for i in range(count)
    )
    figures = (plan.Figure("27", "objectives checked"), plan.Figure("6", "findings, none blocking"))
    heads = ("Finding", "Where", "What would mend it")
    return plan.Health(76, "of 100, healthy from 75", figures, heads, rows, nothing)


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("count", [1, 6, 16])
def test_health_shows_the_score_and_every_finding(aspect, count):
    slides = laid_out("health", health(count), aspect)
    assert_sound(slides, aspect)
    assert_says(slides, *(f"Finding {i}" for i in range(count)), "objectives checked")
    shown = ["76" in texts_of(slide) for slide in slides]
    assert shown == [True] + [False] * (len(slides) - 1), "the score stands on the first slide"


def test_sixty_findings_take_at_most_five_slides():
    slides = laid_out("health", health(60), "16:9")
    assert_sound(slides, "16:9")
    assert_says(slides, *(f"Finding {i}" for i in range(60)))
    assert len(slides) <= 5


@pytest.mark.parametrize("aspect", ASPECTS)
def test_findings_without_a_score_take_the_whole_slide(aspect):
    told = health(5)
    (alone,) = laid_out("health", replace(told, score=None), aspect)
    (beside,) = laid_out("health", told, aspect)
    assert_sound([alone], aspect)
    assert "objectives checked" not in texts_of(alone)
    (table,) = [e for e in alone.elements if e.name == "Findings"]
    (other,) = [e for e in beside.elements if e.name == "Findings"]
    assert table.box.y < other.box.y or table.box.w > other.box.w


def test_the_last_slide_of_findings_is_not_nearly_empty():
    for many in range(4, 24):
        slides = laid_out("health", health(many), "4:3")
        rows = [len(e.rows) - 1 for s in slides for e in s.elements if e.name == "Findings"]
        assert sum(rows) == many
        assert min(rows) * 3 >= max(rows), (many, rows)


@pytest.mark.parametrize("aspect", ASPECTS)
def test_health_says_so_when_nothing_was_found(aspect):
    sentence = "Every objective supports another and has key results."
    (slide,) = laid_out("health", health(0, nothing=sentence), aspect)
    assert_sound([slide], aspect)
    assert sentence in texts_of(slide)


# --- trend ------------------------------------------------


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("figures", [0, 1, 3])
def test_a_trend_is_one_native_chart_with_its_figures(aspect, figures):
    weeks = tuple(f"W{i + 1}" for i in range(13))
    series = (
        plan.TrendSeries("Company", (0.0, 0.1, 0.2, 0.38) + (None,) * 9),
        plan.TrendSeries("Expected", tuple(i / 12 for i in range(13)), "expected"),
    )
    told = tuple(plan.Figure(f"{i}%", f"caption {i}") for i in range(figures))
    (slide,) = laid_out("trend", plan.Trend(weeks, series, told, "Weighted mean."), aspect)
    assert_sound([slide], aspect)
    (chart,) = [e for e in slide.elements if isinstance(e, Chart)]
    assert [s.dash for s in chart.series] == ["solid", "dash"]
    assert chart.series[0].labels == "last"
    assert_says([slide], "Company", "Expected", "Weighted mean.", *(f.caption for f in told))


@pytest.mark.parametrize(
    ("actual", "side"), [(0.6, "above"), (0.3, "below"), (0.04, "right")]
)  # fmt: skip
def test_the_last_label_of_a_trend_keeps_off_the_line_of_what_is_expected(actual, side):
    series = (
        plan.TrendSeries("Company", (0.0, actual, None)),
        plan.TrendSeries("Expected", (0.0, 0.5, 1.0), "expected"),
    )
    (slide,) = laid_out("trend", plan.Trend(("W1", "W2", "W3"), series), "16:9")
    (chart,) = [e for e in slide.elements if isinstance(e, Chart)]
    assert chart.series[0].label_at == side


@pytest.mark.parametrize(("weeks", "skipped"), [(13, False), (52, True)])
def test_a_crowded_time_axis_leaves_labels_out_instead_of_turning_them(weeks, skipped):
    names = tuple(f"W{i + 1}" for i in range(weeks))
    series = (plan.TrendSeries("Company", (0.1,) * weeks),)
    (slide,) = laid_out("trend", plan.Trend(names, series), "16:9")
    (chart,) = [e for e in slide.elements if isinstance(e, Chart)]
    assert ("tickLblSkip" in chart_part(chart, "en-US")) == skipped


def test_a_trend_without_values_gives_no_slide():
    assert laid_out("trend", plan.Trend(("W1",), (plan.TrendSeries("x", (None,)),)), "16:9") == []


# --- cadence ------------------------------------------------


def calendar(start, end, events, highlights=(), today=None):
    days = (end - start).days + 1
    months, day = [], start
    while day <= end:
        after = (day.replace(day=1) + dt.timedelta(32)).replace(day=1)
        months.append(
            ((day - start).days / days, min(1.0, (after - start).days / days), f"{day:%B}")
        )
        day = after
    weeks = tuple((7 * i / days, f"W{i + 1}") for i in range(-(-days // 7)))
    lanes = tuple(plan.LevelName(i, n) for i, n in enumerate(("Company", "Departments", "Teams")))
    return plan.Cadence(
        start, end, today or start + (end - start) / 3, "Today", tuple(months), weeks, lanes,
        tuple(events), tuple(highlights),
    )  # fmt: skip


def event(name, date, level=0, repeat=False, note=""):
    return plan.Event(name, date, f"{date.day} {date:%b}", level, note, repeat)


CYCLES = {
    "six weeks": (dt.date(2027, 1, 4), dt.date(2027, 2, 14)),
    "a quarter": (dt.date(2027, 1, 1), dt.date(2027, 3, 31)),
    "a year": (dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
}


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("cycle", CYCLES)
def test_events_of_a_calendar_never_cover_each_other(aspect, cycle):
    start, end = CYCLES[cycle]
    events = [event(f"Event {i}", start + dt.timedelta(2 * i), i % 3) for i in range(12)]
    monday = start
    while monday <= end:
        events.append(event("Weekly check-in", monday, 2, repeat=True))
        monday += dt.timedelta(7)
    highlights = [event("Grading", end, note="score 0.0–1.0, then the retrospective")]
    slides = laid_out("cadence", calendar(start, end, events, highlights), aspect)
    assert_sound(slides, aspect)
    (slide,) = slides
    assert_says(slides, *(f"Event {i}" for i in range(12)), "Today")
    dots = [e for e in flattened(slide.elements) if e.role == "dot"]
    assert len(dots) == sum(e.repeat for e in events)
    for a, b in combinations(dots, 2):
        assert not overlap(a.box, b.box)


def test_events_that_find_no_room_are_counted_and_named_in_the_notes():
    start, end = CYCLES["a quarter"]
    events = [event(f"Event number {i} of the day", start, i % 3) for i in range(60)]
    slides = laid_out("cadence", calendar(start, end, events), "16:9")
    assert_sound(slides, "16:9")
    assert_says(slides, *(e.name for e in events))
    assert any("more" in text for text in texts_of(slides[0]))


def test_events_outside_the_cycle_stand_at_its_edge_with_their_date():
    start, end = CYCLES["six weeks"]
    late = event("Grading", end + dt.timedelta(9))
    slides = laid_out("cadence", calendar(start, end, [late]), "16:9")
    assert_sound(slides, "16:9")
    assert any("Grading" in t and late.label in t for t in texts_of(slides[0]))


# --- whatever people write ------------------------------------------------

messy = st.one_of(
    st.sampled_from(UGLY),
    st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Mn")), min_size=1, max_size=90),
)


@settings(max_examples=12, deadline=None)
@given(st.lists(messy, min_size=1, max_size=5), st.sampled_from(ASPECTS))
def test_messy_text_never_overflows_or_overlaps(texts, aspect):
    lines = tuple(plan.KeyResultLine(t, t[:20], meter(None, "not_started")) for t in texts)
    cards = tuple(
        plan.ObjectiveCard(f"X{i}", t[:40], t, 1, meter(), lines, note=t)
        for i, t in enumerate(texts)
    )
    start, end = CYCLES["a quarter"]
    days = [start + dt.timedelta(5 * i) for i in range(len(texts))]
    events = [event(t, d, i % 3) for i, (t, d) in enumerate(zip(texts, days, strict=True))]
    rows = [key_result(i, t, note=t, start=t[:12]) for i, t in enumerate(texts)]
    for layout, content in (
        ("overview", plan.Overview(cards)),
        ("objective", detail(rows, title=texts[0], why=texts[-1])),
        ("scorecard", scorecard(texts)),
        ("dependencies", dependencies(len(texts), what=texts[0], callout=texts[-1])),
        ("health", health(len(texts), text=texts[0])),
        ("cadence", calendar(start, end, events, events)),
    ):
        slides = laid_out(layout, content, aspect)
        assert slides, layout
        assert_sound(slides, aspect)
