"""The checks of a scene: each fault is named, and a sound slide has none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from helpers_scene import INK, LINE, THEME, WHITE, card, footers, placeholder, text, title

from deckgen.layout.quality import defects, measures
from deckgen.scene import (
    Box,
    Cell,
    Chart,
    Connector,
    End,
    Group,
    Link,
    Paragraph,
    Rule,
    Run,
    Scene,
    Series,
    Shape,
    Slide,
    Table,
    Text,
    points,
)
from deckgen.theme.page import page

PAGE = page(THEME, "16:9")
X, Y, W = PAGE.content.x, PAGE.title.bottom + points(4), PAGE.content.w


def words(name: str, box: Box, said: str = "Some words", size: float = 14) -> Shape:
    """A text box without fill or border."""
    return Shape(name, box, text=text(said, size=size))


def deck(*elements, name="one", heading="A title", notes="", more=()):
    """A scene of one slide with a title, footers and ``elements``, and further slides."""
    slide = Slide(
        name, "title", heading, (title(PAGE, heading), *elements, *footers(PAGE, 1)), notes
    )
    return Scene(PAGE.width, PAGE.height, (slide, *more), "Deck", fonts=("Georgia", "Arial"))


def only(*elements, **kind) -> str:
    """The one defect of a slide."""
    found = defects(deck(*elements, **kind), PAGE)
    assert len(found) == 1, found
    return found[0]


def spot(x: float = 0, y: float = 0, w: float = 120, h: float = 40) -> Box:
    """A box by points from the top left of the content."""
    return Box(X + points(x), Y + points(y), points(w), points(h))


def test_a_sound_slide_has_no_defect():
    table = Table(
        "Numbers", spot(0, 150, 200, 48), (points(100),) * 2, (points(24),) * 2,
        ((Cell(text("Head")), Cell(text("Bar"))), (Cell(text("Row")), Cell(text("")))),
        alt="Numbers by row",
    )  # fmt: skip
    track = Shape("Track", spot(110, 180, 60, 8), fill=INK, decorative=True, role="bar")
    elements = (
        Shape("Panel", spot(0, 0, 300, 100), fill=WHITE, decorative=True, role="card"),
        words("Words", spot(10, 10)),
        Group("Bar", (track,), alt="40%", role="bar"),
        table,
        card("A", spot(400, 0, 100, 40)),
        card("B", spot(600, 0, 100, 40)),
        Connector("A to B", End("A", 3), End("B", 1),
                  ((X + points(500), Y + points(20)), (X + points(600), Y + points(20))), LINE,
                  alt="A supports B"),
    )  # fmt: skip
    assert defects(deck(*elements), PAGE) == ()


def test_texts_that_lie_on_each_other():
    assert "overlap" in only(words("A", spot()), words("B", spot(60, 10)))


def test_children_of_groups_are_looked_at_too():
    group = Group("Group", (words("B", spot(60, 10)),))
    assert "'A'" in only(words("A", spot()), group)


def test_cards_that_half_overlap():
    assert "'A' and 'B' overlap" in only(card("A", spot()), card("B", spot(100, 4)))


def test_a_text_that_crosses_the_edge_of_a_card():
    panel = Shape("Panel", spot(0, 0, 40, 40), fill=WHITE, decorative=True, role="card")
    assert "crosses the edge" in only(panel, words("A", spot(10, 0, 200)))


def test_a_bar_on_a_text_and_a_panel_over_it():
    bar = Shape("Bar", spot(0, 4, 60, 8), fill=INK, decorative=True, role="bar")
    assert "covers the text of 'A'" in only(words("A", spot()), bar)
    assert "touches the text of 'A'" in only(bar, words("A", spot()))


def test_a_bar_on_a_cell_with_text_counts_and_on_an_empty_one_does_not():
    table = Table(
        "Table", spot(0, 0, 200, 30), (points(100),) * 2, (points(30),),
        ((Cell(text("Some words")), Cell(text(""))),), alt="Table", header=False,
    )  # fmt: skip
    bar = Shape("Bar", spot(110, 6, 60, 8), fill=INK, decorative=True, role="bar")
    assert defects(deck(table, bar), PAGE) == ()
    moved = replace(bar, box=spot(10, 6, 60, 8))
    assert "Table [0, 0]" in only(table, moved)


@pytest.mark.parametrize(
    ("box", "what"),
    [
        (Box(points(4), Y, points(100), points(20)), "side margin"),
        (Box(PAGE.width - points(80), Y, points(100), points(20)), "outside the page"),
        (Box(X, PAGE.footer_rule_y - points(17), points(100), points(20)), "into the footer"),
        (Box(X, points(4), points(100), points(20)), "above the top margin"),
    ],
)
def test_what_stands_outside_the_body(box, what):
    assert what in only(words("A", box))


def test_grounds_and_ornaments_reach_the_edge_of_the_page():
    edge = Shape(
        "Edge", Box(0, 0, points(12), PAGE.height), fill=INK, decorative=True, role="ornament"
    )
    assert defects(deck(edge), PAGE) == ()


def test_a_text_that_needs_more_height_or_width_than_its_box_has():
    assert "too low" in only(words("A", spot(0, 0, 120, 12)))
    assert "too narrow" in only(words("A", spot(0, 0, 40, 20)))


def test_spaces_at_the_end_of_a_line_need_no_room():
    wide = points(80)
    line = (Run("Some words" + " " * 30, 14, INK),)
    shape = Shape("A", Box(X, Y, wide, points(20)), text=Text((Paragraph((line,)),)))
    assert defects(deck(shape), PAGE) == ()


def test_widths_are_those_of_the_decks_fonts():
    said, size = "Wide words in a narrow box", 14
    fits = Box(X, Y, points(176), points(20))
    arial = deck(words("A", fits, said, size))
    assert defects(arial, PAGE) == ()
    assert defects(replace(arial, fonts=("Georgia", "Verdana")), PAGE)


def test_type_that_is_too_small():
    assert "9 points" in only(words("A", spot(), size=9))
    small = placeholder("footer", PAGE.footer, "Foot", 8)
    slide = Slide("one", "title", "A title", (title(PAGE, "A title"), small))
    scene = Scene(PAGE.width, PAGE.height, (slide,), "Deck")
    assert any("8 points" in d for d in defects(scene, PAGE))
    chart = Chart("Chart", spot(0, 0, 200, 100), "line", ("W1",), (Series("A", (0.1,), INK),),
                  alt="Chart", size=9)  # fmt: skip
    assert "9 points" in only(chart)


def test_names_that_are_missing_or_used_twice():
    assert "2 shapes are named 'A'" in only(words("A", spot()), words("A", spot(0, 60)))
    assert "without a name" in only(words("", spot()))


def test_slides_with_one_title_and_slides_without():
    other = replace(deck(name="two").slides[0])
    found = defects(deck(more=(other,)), PAGE)
    assert found == ("two: has the title of one: 'A title'",)
    bare = Scene(PAGE.width, PAGE.height, (Slide("one", "title", "", ()),), "Deck")
    assert len(defects(bare, PAGE)) == 2


def test_what_a_screen_reader_could_not_say():
    assert "alternative text" in only(Shape("Dot", spot(), fill=INK))
    assert "alternative text" in only(Rule("Line", (X, Y), (X + W, Y), LINE, decorative=False))


def test_connectors_that_hang_in_the_air():
    ends = (End("A", 3), End("B", 1))
    a, b = card("A", spot()), card("B", spot(200, 0))
    good = ((X + points(120), Y + points(20)), (X + points(200), Y + points(20)))
    link = Connector("A to B", *ends, good, LINE, decorative=True)
    assert defects(deck(a, b, link), PAGE) == ()
    off = (good[0], (good[1][0], good[1][1] + points(5)))
    assert "misses site 1 of 'B'" in only(a, b, replace(link, points=off))
    assert "'B', which is no shape" in only(a, link)


def test_links_to_slides_that_are_not_there():
    away = replace(words("A", spot()), link=Link(slide="nowhere"))
    assert "'nowhere'" in only(away)
    assert defects(deck(replace(away, link=Link(slide="one"))), PAGE) == ()
    assert "leads nowhere" in only(replace(away, link=Link()))


def test_a_slide_number_that_was_never_put_in():
    run = Run("88", 14, INK, number_of="one")
    shape = Shape("A", spot(), text=Text((Paragraph(((run,),)),)))
    assert "waits for a slide number" in only(shape)


def test_measures_tell_a_half_empty_slide_from_a_full_one():
    full = deck(card("A", PAGE.content)).slides[0]
    assert measures(full, PAGE).fill == 1
    assert measures(full, PAGE).below == 0
    half = replace(PAGE.content, h=PAGE.content.h // 2)
    found = measures(deck(card("A", half)).slides[0], PAGE)
    assert found.fill == pytest.approx(0.5, abs=0.02)
    assert found.below == pytest.approx(0.5, abs=0.02)
    first = Box(X, PAGE.content.y, points(120), points(40))
    lower = replace(first, x=X + points(20), y=PAGE.content.y + points(200))
    apart = deck(card("A", first), card("B", lower)).slides[0]
    found = measures(apart, PAGE)
    assert found.hole == pytest.approx(points(160) / PAGE.content.h, abs=0.02)
    assert len(found.edges) == 3, "two cards, and the words in them"
    assert found.sizes == (10, 24)
