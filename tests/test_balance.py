"""Slides are calm: few left edges, few type sizes, nothing that misses by a little."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from helpers_scene import THEME, card, footers, text, title

from deckgen import pipeline
from deckgen.layout.balance import MOST_EDGES, MOST_SIZES, Measures, measures
from deckgen.layout.ink import flat, texts_of
from deckgen.scene import Box, Chart, Connector, Element, End, Shape, Slide, points
from deckgen.theme.colour import contrast
from deckgen.theme.page import page

PAGE = page(THEME, "16:9")
X, Y = PAGE.content.x, PAGE.title.bottom + points(4)
TEMPLATES = ("kickoff", "department", "review", "primer", "one-pager")


def spot(x: float = 0, y: float = 0, w: float = 120, h: float = 40) -> Box:
    """A box by points from the top left of the content."""
    return Box(X + points(x), Y + points(y), points(w), points(h))


def words(name: str, box: Box, size: float = 14, align: str = "left") -> Shape:
    """A text box without fill or border."""
    said = text("Some words", size=size)
    lines = tuple(replace(p, align=align) for p in said.paragraphs)
    return Shape(name, box, text=replace(said, paragraphs=lines))


def numbers(*elements: Element) -> Measures:
    """The measures of a slide with a title at the left margin and ``elements``."""
    found = (title(PAGE, "A title"), *elements, *footers(PAGE, 1))
    return measures(Slide("one", "title", "A title", found, ""), PAGE)


def made(sample, template: str, aspect: str) -> pipeline.Deck:
    """The deck of a spec."""
    source = pipeline.read(str(sample))
    options = pipeline.Options(template=template, aspect=aspect)
    return pipeline.make(source, pipeline.style(source, options))


@pytest.mark.parametrize("aspect", pipeline.ASPECTS)
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_slide_of_the_sample_is_calm(sample, template, aspect):
    deck = made(sample, template, aspect)
    at = page(deck.theme, deck.aspect)
    restless = [
        (slide.key, found.edges, found.sizes)
        for slide in deck.scene.slides
        if not (found := measures(slide, at, deck.scene.fonts)).calm
    ]
    assert restless == []
    assert (MOST_EDGES, MOST_SIZES) == (8, 5)


def test_like_cards_add_one_edge_each_and_share_what_stands_in_them():
    def row(n: int) -> tuple[Element, ...]:
        return (
            card(f"Card {n}", spot(150 * n, 0, 140, 100)),
            words(f"Left {n}", spot(150 * n + 30, 50, 60, 20)),
        )

    one, three = numbers(*row(0)), numbers(*row(0), *row(1), *row(2))
    assert len(three.edges) == len(one.edges) + 2


def test_texts_at_other_places_are_edges_and_centred_ones_are_not():
    base = numbers(words("A", spot()))
    assert len(numbers(words("A", spot()), words("B", spot(37, 60))).edges) == len(base.edges) + 1
    centred = words("B", spot(37, 60), align="center")
    assert numbers(words("A", spot()), centred).edges == base.edges


def test_cards_of_a_tree_stand_where_their_parents_put_them():
    def tree(linked: bool) -> Measures:
        cards = [card("Root", spot(200))] + [card(f"C{n}", spot(171 * n, 90)) for n in range(3)]
        links = []
        for child in cards[1:]:
            a, b = cards[0].box, child.box
            top, foot = (a.x + a.w // 2, a.bottom), (b.x + b.w // 2, b.y)
            middle = (a.bottom + b.y) // 2
            way = (top, (top[0], middle), (foot[0], middle), foot)
            links.append(
                Connector(
                    f"Link {child.name}", End("Root", 2), End(child.name, 0), way,
                    THEME_LINE, decorative=True,
                )
            )  # fmt: skip
        return numbers(*cards, *(links if linked else ()))

    assert len(tree(linked=True).edges) < len(tree(linked=False).edges)


def test_what_misses_by_a_little_is_crooked_and_what_misses_by_much_is_not():
    assert numbers(words("A", spot()), words("B", spot(2, 60))).crooked == 1
    assert numbers(words("A", spot()), words("B", spot(20, 60))).crooked == 0
    cards = [card("One", spot(0, 0, 140, 100)), card("Two", spot(150, 0, 140, 100))]
    even = [words("A", spot(20, 50, 60, 20)), words("B", spot(170, 50, 60, 20))]
    slip = [words("A", spot(20, 50, 60, 20)), words("B", spot(170, 52, 60, 20))]
    assert numbers(*cards, *even).crooked == 0
    assert numbers(*cards, *slip).crooked > 0


def test_a_row_of_cards_that_end_at_different_heights_is_uneven():
    equal = [card("One", spot(0, 0, 140, 100)), card("Two", spot(150, 0, 140, 100))]
    ragged = [equal[0], card("Two", spot(150, 0, 140, 60))]
    assert numbers(*equal).uneven == 0
    assert numbers(*ragged).uneven == 1


def cascade_of(deck: pipeline.Deck, key: str) -> list[Slide]:
    """The slides of one cascade."""
    return [s for s in deck.scene.slides if s.key == key or s.key.startswith(f"{key}~")]


def test_the_tree_of_one_objective_of_the_sample_takes_one_slide_at_4_to_3(sample):
    deck = made(sample, "kickoff", "4:3")
    for key in ("cascade", "cascade-C1", "cascade-C2", "cascade-C3"):
        assert len(cascade_of(deck, key)) == 1, key


def test_no_card_of_the_sample_is_named_by_its_id_alone(sample):
    for aspect in pipeline.ASPECTS:
        for slide in made(sample, "kickoff", aspect).scene.slides:
            if slide.kind != "cascade":
                continue
            for e in flat(slide.elements):
                if isinstance(e, Shape) and e.role == "card" and e.text is not None:
                    first = e.text.paragraphs[0].text
                    assert " · " in first, (aspect, slide.key, first)
                    assert len(first.split(" · ")[1].rstrip("…")) >= 2


def spread(departments: int, teams: int) -> str:
    """One company objective over departments, each with as many teams."""
    rng = random.Random(departments * 31 + teams)
    lines = [
        "version: 1",
        "cycle: {name: Q1, start: 2027-01-04, end: 2027-04-04, as_of: 2027-02-08}",
        "company:", "  name: Acme", "  objectives:", "    - {id: C1, title: Grow with care}",
        "  departments:",
    ]  # fmt: skip
    for d in range(departments):
        lines += [
            f"    - name: Department {d}", "      objectives:",
            f"        - {{id: D{d}, title: {'Serve people well ' * rng.randint(1, 3)}, "
            "supports: C1}",
        ]  # fmt: skip
        if teams:
            lines.append("      teams:")
        for t in range(teams):
            lines += [
                f"        - name: Team {d} {t}", "          objectives:",
                f"            - {{id: T{d}_{t}, title: Answer every call within a day, "
                f"supports: D{d}}}",
            ]  # fmt: skip
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("aspect", pipeline.ASPECTS)
@pytest.mark.parametrize(("departments", "teams"), [(6, 3), (12, 2), (14, 0), (9, 5)])
def test_titles_are_within_a_point_on_all_slides_of_a_cascade(departments, teams, aspect):
    source = pipeline.read("x.yaml", text=spread(departments, teams))
    deck = pipeline.make(source, pipeline.style(source, pipeline.Options(aspect=aspect)))
    slides = cascade_of(deck, "cascade-C1") or cascade_of(deck, "cascade")
    assert slides
    sizes = {
        e.text.paragraphs[1].lines[0][0].size
        for slide in slides
        for e in flat(slide.elements)
        if isinstance(e, Shape) and e.role == "card" and e.text is not None
    }
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize("aspect", pipeline.ASPECTS)
def test_no_slide_of_a_broad_cascade_shows_its_root_alone(aspect):
    source = pipeline.read("x.yaml", text=spread(14, 0))
    deck = pipeline.make(source, pipeline.style(source, pipeline.Options(aspect=aspect)))
    for slide in cascade_of(deck, "cascade-C1"):
        full = [e for e in flat(slide.elements) if isinstance(e, Shape) and e.role == "card"]
        assert len(full) > 1, slide.key


def long_titles() -> str:
    """Objectives of 400 characters, one of them with eight key results of 340."""
    rng = random.Random(4)
    some = ("improve", "retention", "across", "the", "platform", "quarterly", "cost", "per visit")

    def sentence(length: int) -> str:
        said = "Long"
        while len(said) < length:
            said += " " + rng.choice(some)
        return said[:length].strip()

    lines = [
        "version: 1",
        "cycle: {name: Q1, start: 2027-01-04, end: 2027-04-04, as_of: 2027-02-08}",
        "company:", "  name: Acme", "  objectives:",
    ]  # fmt: skip
    for number, results in enumerate((8, 3, 0), start=1):
        lines += [f"    - id: C{number}", f"      title: {sentence(400)}"]
        lines += [f"      why: {sentence(200)}"] if number == 3 else []
        lines += ["      key_results:"] if results else []
        for _ in range(results):
            lines.append(f"        - {{title: {sentence(340)}, start: 0, target: 9, current: 4}}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("aspect", pipeline.ASPECTS)
def test_titles_of_four_hundred_characters_stand_whole_on_their_objectives_slides(aspect):
    source = pipeline.read("x.yaml", text=long_titles())
    deck = pipeline.make(source, pipeline.style(source, pipeline.Options(aspect=aspect)))
    shown = {
        said.plain
        for slide in deck.scene.slides
        if slide.kind == "objective"
        for e in flat(slide.elements)
        for said, _, _ in texts_of(e)
    }
    wanted = [*source.cascade.objectives.values(), *source.cascade.key_results.values()]
    assert len(wanted) == 14
    assert [w.id for w in wanted if not any(w.title in said for said in shown)] == []


def test_tabs_and_line_breaks_in_names_and_titles_become_spaces():
    source = pipeline.read(
        "x.yaml",
        text="""
version: 1
cycle: {name: Q1, start: 2027-01-04, end: 2027-04-04}
company:
  name: "Acme\\t\\tHealth"
  lead: "Ada\\nBell"
  objectives:
    - id: C1
      title: "Grow \\n with\\tcare"
      key_results: [{title: "Visits\\r\\na week", start: 0, target: 9}]
""",
    )
    deck = pipeline.make(source, pipeline.style(source, pipeline.Options()))
    shown = [said.plain for s in deck.scene.slides for e in flat(s.elements)
             for said, _, _ in texts_of(e)]  # fmt: skip
    for whole in ("Grow with care", "Visits a week", "Acme Health", "Ada Bell"):
        assert any(whole in said for said in shown), whole


THEMES = ("meridian", "editorial", "midnight", "mono", "contrast")


@pytest.mark.parametrize("name", THEMES)
def test_bars_of_a_course_stand_out_from_the_ground(sample, name):
    source = pipeline.read(str(sample))
    deck = pipeline.make(source, pipeline.style(source, pipeline.Options(theme=name)))
    paper = deck.theme.hex(deck.theme.paper)
    fills = {
        e.fill
        for slide in deck.scene.slides
        for e in flat(slide.elements)
        if isinstance(e, Shape) and e.name.startswith("Course ") and e.role == "bar"
    }
    assert len(fills) > 2
    assert min(contrast(deck.theme.hex(fill), paper) for fill in fills) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_labels_on_stacked_bars_can_be_read_on_every_one_of_six_series(tmp_path, name):
    series = ", ".join(f"{{name: S{n}, values: [{n + 1}, 2]}}" for n in range(6))
    (tmp_path / "stack.yaml").write_text(
        "name: Stack\nslides:\n  - layout: chart\n    kind: stacked_bar\n"
        f"    title: Where hours go\n    categories: [North, South]\n    series: [{series}]\n",
        encoding="utf-8",
    )
    spec = tmp_path / "okrs.yaml"
    spec.write_text(spread(2, 0), encoding="utf-8")
    source = pipeline.read(str(spec))
    options = pipeline.Options(template=str(tmp_path / "stack.yaml"), theme=name)
    deck = pipeline.make(source, pipeline.style(source, options))
    (chart,) = [e for s in deck.scene.slides for e in flat(s.elements) if isinstance(e, Chart)]
    assert len({s.color for s in chart.series}) == 6
    for one in chart.series:
        assert one.ink is not None
        assert contrast(deck.theme.hex(one.ink), deck.theme.hex(one.color)) >= 4.5


THEME_LINE = card("x", spot()).stroke
