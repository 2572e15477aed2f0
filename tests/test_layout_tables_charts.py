"""Tables, charts and pictures of a template's own, and the list of changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sdk import sdk_errors
from test_template_docs import png

from deckgen import pipeline, plan
from deckgen.findings import TemplateError
from deckgen.layout.engine import lay_out
from deckgen.layout.pictures import placed
from deckgen.layout.quality import defects
from deckgen.pipeline import Options
from deckgen.scene import Box, Chart, Group, Picture, Scene, Shape, Table
from deckgen.theme.load import load_theme
from deckgen.theme.page import page

SAMPLE = str(Path(__file__).resolve().parent.parent / "sample_okrs.yaml")
THEME = load_theme("meridian")
ASPECTS = ("16:9", "4:3")
MESSY = (
    "Reduce the time between a patient's first call and a confirmed appointment with a named "
    "clinician, measured weekly across all fourteen sites including weekends and holidays",
    "把所有的门诊预约流程搬到线上", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", "A",
    "🎉 done", "**bold** and *italic* with [words](https://example.com/a)", "- one\n- two *three*",
    "1,200 days", "–", "2 * 3 * 4", "**never closed",
)  # fmt: skip
WORDS = st.sampled_from(MESSY)
CELLS = st.just("") | WORDS


def scene_of(layout: str, content: plan.Content, aspect: str) -> Scene:
    planned = plan.PlannedSlide("it", layout, "A title that says it", content, "", "", "Say it.")
    return lay_out(plan.DeckPlan((planned,), "Deck", "Foot", "5 Feb"), THEME, aspect)[0]


def every(scene: Scene, kind: type) -> list:
    return [e for s in scene.slides for e in s.elements if isinstance(e, kind)]


def build(folder: Path, text: str, aspect: str = "16:9"):
    file = folder / "mine.yaml"
    file.write_text("slides:\n" + text, encoding="utf-8")
    return pipeline.build(SAMPLE, Options(template=str(file), aspect=aspect))


def mistake(folder: Path, text: str):
    with pytest.raises(TemplateError) as caught:
        build(folder, text)
    found = caught.value.findings[0]
    return found.rule, found.span.line, found.span.column


@st.composite
def tables(draw) -> plan.DataTable:
    count = draw(st.integers(1, 12))
    row = st.lists(CELLS, min_size=count, max_size=count).map(tuple)
    heads = st.lists(st.sampled_from(("Head", "Q1", "")), min_size=count, max_size=count)
    return plan.DataTable(
        draw(heads.map(tuple)), draw(st.lists(row, min_size=1, max_size=9).map(tuple)),
        caption=draw(CELLS.filter(lambda t: "\n" not in t)),
    )  # fmt: skip


SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


# --- tables -----------------------------------------------------------------------------------


@pytest.mark.parametrize("aspect", ASPECTS)
@SLOW
@given(tables())
def test_any_table_stays_inside_its_slide_and_overlaps_nothing(aspect, content):
    scene = scene_of("table", content, aspect)
    assert defects(scene, page(THEME, aspect)) == ()


@pytest.mark.parametrize("aspect", ASPECTS)
def test_a_long_table_continues_evenly_with_its_heads_and_loses_no_row(aspect):
    rows = tuple((f"Row {n}", f"{n * 1000:,}") for n in range(60))
    scene = scene_of("table", plan.DataTable(("Name", "Value"), rows, caption="Source"), aspect)
    made = every(scene, Table)
    assert len(made) > 1
    bodies = [table.rows[1:] for table in made]
    assert max(map(len, bodies)) - min(map(len, bodies)) <= 1
    assert [r[0].text.plain for b in bodies for r in b] == [row[0] for row in rows]
    assert all(table.rows[0][0].text.plain == "Name" and table.header for table in made)
    captions = [s for s in every(scene, Shape) if s.name == "Caption"]
    assert len(captions) == 1


def test_marks_in_cells_become_emphasis_links_and_bullets():
    cell = "- **Bold** first\n- see [here](https://example.com/a)"
    scene = scene_of("table", plan.DataTable(("What", "How"), (("One", cell),)), "16:9")
    text = every(scene, Table)[0].rows[1][1].text
    assert text.plain == "Bold first\nsee here"
    assert all(p.bullet for p in text.paragraphs)
    runs = [r for p in text.paragraphs for line in p.lines for r in line]
    assert next(r for r in runs if r.text.startswith("Bold")).bold
    assert [r.link.url for r in runs if r.link] == ["https://example.com/a"]


def test_columns_of_numbers_stand_right_and_words_left_unless_told_otherwise():
    rows = (("A", "1,200", "yes"), ("B", "$7", "–"))
    one = every(scene_of("table", plan.DataTable(("N", "V", "W"), rows), "16:9"), Table)[0]
    assert [c.text.paragraphs[0].align for c in one.rows[1]] == ["left", "right", "left"]
    told = plan.DataTable(("N", "V", "W"), rows, (1, 1, 2), ("right", "left", "center"))
    two = every(scene_of("table", told, "16:9"), Table)[0]
    assert [c.text.paragraphs[0].align for c in two.rows[1]] == ["right", "left", "center"]
    assert two.columns[2] == pytest.approx(2 * two.columns[0], rel=0.01)


def test_rows_of_a_table_can_be_made_by_for_and_when(tmp_path):
    deck = build(
        tmp_path,
        "  - layout: table\n    columns: [Department, Many]\n    rows:\n      - [Fixed, null]\n"
        "      - {for: u in departments, when: u.name != 'People',\n"
        '         cells: ["{{ u.name }}", "{{ u.objectives | length }}"]}\n',
    )
    names = [row[0].text.plain for row in every(deck.scene, Table)[0].rows]
    assert names == ["Department", "Fixed", "Operations", "Clinical", "Digital", "Finance"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("  - layout: table\n    columns: [A, B]\n    rows: [[1]]\n", ("wrong-value", 4, 11)),
        ("  - layout: table\n    columns: A\n", ("wrong-type", 3, 14)),
        ("  - layout: table\n    rows: []\n", ("missing-field", 2, 5)),
        ("  - layout: table\n    columns: [A]\n    rows: [[1]]\n    widths: [0]\n",
         ("wrong-value", 5, 13)),
        ("  - layout: chart\n    categories: [A]\n    values: [one]\n", ("wrong-type", 4, 13)),
        ("  - layout: chart\n    categories: [A, B]\n    values: [1]\n", ("wrong-value", 4, 13)),
        ("  - layout: chart\n    kind: pie\n    categories: [A]\n", ("wrong-value", 3, 11)),
    ],
)  # fmt: skip
def test_a_mistake_in_data_is_reported_at_its_place(tmp_path, text, place):
    assert mistake(tmp_path, text) == place


# --- charts -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["bar", "stacked_bar", "line"])
def test_charts_are_native_hold_all_numbers_and_say_them_in_words(tmp_path, kind):
    deck = build(
        tmp_path,
        f"  - layout: chart\n    kind: {kind}\n    categories: [North, South, East]\n    series:\n"
        "      - {name: Before, values: [1, 2.5, null]}\n      - {name: After, values: [4, 5, 6]}\n"
        "    unit: days\n",
    )
    chart = every(deck.scene, Chart)[0]
    assert chart.kind == kind
    assert [s.values for s in chart.series] == [(1.0, 2.5, None), (4.0, 5.0, 6.0)]
    assert chart.series[0].color != chart.series[1].color
    assert chart.number_format == '#,##0.0" days"'
    assert chart.legend
    assert all(s.labels != "none" for s in chart.series)
    assert "After: North 4 days, South 5 days, East 6 days" in chart.alt
    assert chart.maximum >= (7.5 if kind == "stacked_bar" else 6)
    assert defects(deck.scene, page(THEME, "16:9")) == ()


@pytest.mark.parametrize("aspect", ASPECTS)
def test_more_bars_than_a_slide_holds_continue_on_one_scale(tmp_path, aspect):
    deck = build(
        tmp_path,
        "  - layout: chart\n    kind: bar\n    categories: \"{{ range(50) | list }}\"\n"
        "    values: \"{{ range(50) | list }}\"\n",
        aspect,
    )  # fmt: skip
    charts = every(deck.scene, Chart)
    assert len(charts) > 1
    assert [c for chart in charts for c in chart.categories] == [str(n) for n in range(50)]
    assert len({(c.minimum, c.maximum) for c in charts}) == 1


@pytest.mark.parametrize("aspect", ASPECTS)
@SLOW
@given(
    st.lists(WORDS.filter(lambda t: "\n" not in t), min_size=1, max_size=30),
    st.floats(-0.5, 3) | st.none(),
)
def test_progress_has_a_bar_a_name_and_a_number_for_each_category(aspect, names, value):
    values = (0.4, *[value] * (len(names) - 1))
    labels = tuple("–" if v is None else f"{v:.0%}" for v in values)
    series = (plan.DataSeries("", values), plan.DataSeries("Due", (0.5,) * len(names), 1))
    content = plan.DataChart("progress", tuple(names), series, (labels, ("50%",) * len(names)))
    scene = scene_of("chart", content, aspect)
    assert defects(scene, page(THEME, aspect)) == ()
    bars = every(scene, Group)
    assert len(bars) == len(names)
    assert len({bar.children[0].box.w for bar in bars}) == 1
    shown = [s.text.plain for s in every(scene, Shape) if s.name.startswith("Value ")]
    assert shown == list(labels)


def test_progress_of_a_number_fills_the_bar_at_that_number(tmp_path):
    deck = build(
        tmp_path,
        "  - {layout: chart, kind: progress, of: 20, unit: sites, categories: [A, B], "
        "values: [5, 20]}\n",
    )
    first, second = every(deck.scene, Group)
    assert first.children[1].box.w == pytest.approx(first.children[0].box.w / 4, rel=0.01)
    assert second.children[1].box.w == second.children[0].box.w
    assert {"5 sites", "20 sites"} <= {s.text.plain for s in every(deck.scene, Shape) if s.text}


# --- pictures ---------------------------------------------------------------------------------


@given(
    st.integers(1, 9000), st.integers(1, 9000), st.integers(10_000, 9_000_000),
    st.integers(10_000, 9_000_000),
)  # fmt: skip
def test_a_picture_is_never_stretched(width, height, w, h):
    box, cut = placed(width, height, Box(7, 9, w, h), crop=False)
    assert cut == (0, 0, 0, 0)
    assert box.w <= w
    assert box.h <= h
    assert abs(box.w * height - box.h * width) <= max(width, height)
    full, cut = placed(width, height, Box(7, 9, w, h), crop=True)
    assert full == Box(7, 9, w, h)
    shown = (width * (1 - cut[0] - cut[2])) / (height * (1 - cut[1] - cut[3]))
    assert shown == pytest.approx(w / h, rel=1e-6)
    assert min(cut) >= 0


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("fill", ["fit", "crop"])
def test_a_picture_beside_the_template_stands_on_its_slide_with_words_for_it(
    tmp_path, aspect, fill
):  # fmt: skip
    (tmp_path / "new_clinic.png").write_bytes(png(300, 100))
    deck = build(
        tmp_path,
        f"  - {{layout: picture, file: new_clinic.png, fill: {fill}, caption: Our clinic}}\n",
        aspect,
    )
    made = every(deck.scene, Picture)[0]
    assert made.alt == "Our clinic"
    assert made.data == png(300, 100)
    assert (max(made.crop) > 0) is (fill == "crop")
    assert defects(deck.scene, page(THEME, aspect)) == ()


@pytest.mark.parametrize(
    ("file", "data", "rule"),
    [
        ("none.png", None, "missing-file"),
        ("https://example.com/a.png", None, "not-a-picture"),
        ("words.png", b"no picture at all", "not-a-picture"),
        ("cut.png", png()[:-20], "not-a-picture"),
        ("bits.png", png().replace(b"IDAT", b"IDAX"), "not-a-picture"),
        ("cut.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "not-a-picture"),
        ("huge.png", png() + b"\0" * 20_000_001, "file-too-large"),
        ("wide.png", png(100_001, 1001), "file-too-large"),
        ("../other.png", None, "file-outside"),
        ("/etc/hostname", None, "file-outside"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_an_error_at_its_line(tmp_path, file, data, rule):
    folder = tmp_path / "mine"
    folder.mkdir()
    (tmp_path / "other.png").write_bytes(png())
    if data is not None:
        (folder / file).write_bytes(data)
    assert mistake(folder, f"  - layout: picture\n    file: {file}\n") == (rule, 3, 11)


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(png())
    (folder / "shown.png").symlink_to(tmp_path / "secret.png")
    rule = mistake(folder, "  - {layout: picture, file: shown.png}\n")[0]
    assert rule == "file-outside"


# --- changes ----------------------------------------------------------------------------------


@pytest.mark.parametrize("aspect", ASPECTS)
def test_changes_are_counted_and_told_in_a_table(tmp_path, aspect):
    deck = build(tmp_path, "  - {layout: changes}\n", aspect)
    slides = [s for s in deck.scene.slides if s.kind == "changes"]
    figures = {s.name: s.text.plain for s in slides[0].elements if isinstance(s, Shape) and s.text}
    counts = {figures[f"Figure caption {n}"]: int(figures[f"Figure {n}"]) for n in range(1, 8)}
    cells = [[c.text.plain for c in row] for t in every(deck.scene, Table) for row in t.rows[1:]]
    kinds = [row[0] for row in cells]
    assert list(counts) == [
        "new",
        "carried over",
        "moved",
        "target moved",
        "dropped",
        "not met",
        "met",
    ]
    assert counts["carried over"] == kinds.count("Carried over") == 1
    assert counts["dropped"] == kinds.count("Dropped") == 1
    assert counts["not met"] == kinds.count("Not met") > 1
    assert counts["new"] > kinds.count("New")  # told branch by branch
    carried = next(row for row in cells if row[0] == "Carried over")
    assert carried[1].startswith("D5 Make booking possible without a call")
    assert carried[2] == "score 0.3"
    assert defects(deck.scene, page(THEME, aspect)) == ()


def test_a_target_that_moved_is_told_with_both_values():
    source = pipeline.read(SAMPLE)
    last = source.cascade
    objective = next(o for o in last.objectives.values() if o.key_results[0].kind == "metric")
    result = objective.key_results[0]
    moved = replace(result, target=result.target + 1000)
    changed = replace(objective, key_results=(moved, *objective.key_results[1:]))
    this = replace(
        last, objectives={**last.objectives, objective.id: changed}, previous=last
    )  # fmt: skip
    style = pipeline.style(source, Options(template="review"))
    deck = pipeline.make(replace(source, cascade=this), style)
    tables = [
        e for s in deck.scene.slides if s.kind == "changes" for e in s.elements
        if isinstance(e, Table)
    ]  # fmt: skip
    rows = [[c.text.plain for c in row] for t in tables for row in t.rows[1:]]
    assert [row[0] for row in rows] == ["Target moved"]
    assert rows[0][1].startswith(f"{result.id} {result.title}")
    assert rows[0][2].split()[0] == f"{result.target:g}"
    assert rows[0][3].split()[0] == f"{result.target + 1000:g}"


def test_the_validator_finds_nothing_wrong_with_any_of_them(tmp_path):
    (tmp_path / "clinic.png").write_bytes(png())
    deck = build(
        tmp_path,
        "  - {layout: changes}\n"
        '  - {layout: table, columns: [A, B], rows: [["*x*", "- [y](https://example.com/?a=1&b)"]]}\n'
        "  - {layout: chart, kind: stacked_bar, categories: [A & B], series: "
        "[{name: <s>, values: [1]}, {name: t, values: [2]}], unit: '\"days\"'}\n"
        "  - {layout: chart, kind: line, categories: [A, B], values: [1, null], unit: $}\n"
        "  - {layout: chart, kind: progress, categories: [A], values: [0.4]}\n"
        "  - {layout: picture, file: clinic.png, fill: crop}\n",
    )
    assert sdk_errors(deck.data) == []
