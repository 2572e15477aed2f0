"""The cascade on slides: what a reader would notice, over random organisations."""

import random
from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.layout.frame import footer
from deckgen.layout.numbers import resolve_numbers
from deckgen.layout.quality import defects
from deckgen.layout.slides.cascade import cascade
from deckgen.layout.studio import Studio
from deckgen.plan import Cascade, KeyResultLine, LevelName, Meter, PlannedSlide, TreeNode
from deckgen.scene import Box, Connector, Group, Scene, Shape, Slide
from deckgen.text.fitting import Typesetter
from deckgen.theme.page import Aspect, page
from deckgen.theme.tokens import Theme

COLORS = {
    "dark1": "1B2437", "light1": "FFFFFF", "dark2": "1F3A5F", "light2": "F6F4EF",
    "accent1": "2A7F86", "accent2": "B4652B", "accent3": "7A5C99", "accent4": "2E7D4F",
    "accent5": "9A6F0E", "accent6": "B3372F", "hyperlink": "2A7F86",
    "followed_hyperlink": "7A5C99",
}  # fmt: skip
THEME = Theme("meridian", "Arial", "Arial", COLORS)
TITLES = (
    "Every patient is seen within a week", "Retire 3 duplicate forms", "Staff every clinic",
    "Cut referral-to-booking time in half", "60% of visits self-booked",
    "Größere Übersichtlichkeit",
    "将转诊到预约的时间缩短一半", "Triage 🚑 every referral in 24 h", "X",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnung einhalten",
    "Reduce the time between first contact and the first documented visit with a specialist to "
    "under five working days without letting satisfaction drop below eighty points " * 2,
)  # fmt: skip
STATUSES = (("on_track", "On track"), ("at_risk", "At risk"), ("not_started", "Not started"))
LEVELS = tuple(LevelName(n, name) for n, name in enumerate(("Company", "Department", "Team", "I")))


def grown(seed: int, count: int, fan: int = 5, deep: int = 6, further: int = 0, krs: int = 0):
    """A random forest of ``count`` objectives as plan nodes."""
    rng = random.Random(seed)
    parents: list[int] = []
    depth: list[int] = []
    kids: list[int] = []
    for index in range(count):
        free = [p for p in range(max(0, index - 40), index) if kids[p] < fan and depth[p] < deep]
        parent = rng.choice(free) if free and rng.random() > 0.03 else -1
        parents.append(parent)
        depth.append(depth[parent] + 1 if parent >= 0 else 0)
        kids.append(0)
        if parent >= 0:
            kids[parent] += 1
    links: dict[int, list[str]] = {}
    for _ in range(further if count > 1 else 0):
        child, other = rng.sample(range(count), 2)
        links.setdefault(child, []).append(f"O{other}")
    children: list[list[TreeNode]] = [[] for _ in range(count)]
    roots: list[TreeNode] = []
    for index in range(count - 1, -1, -1):
        status = rng.choice(STATUSES)
        value = rng.choice((0.0, 0.42, 1.3))
        meter = Meter(value, 0.36, f"{value:.0%}", status[0], status[1])
        node = TreeNode(
            f"O{index}", f"O{index} · {rng.choice(('Digital', 'Ambient notes and more', '运营'))}",
            rng.choice(TITLES), depth[index] % 4, meter, tuple(reversed(children[index])),
            tuple(KeyResultLine("Median wait", "", meter) for _ in range(krs)),
            tuple(links.get(index, ())),
        )  # fmt: skip
        (children[parents[index]] if parents[index] >= 0 else roots).append(node)
    return tuple(reversed(roots))


def lay(roots, aspect: Aspect = "16:9", **options) -> list[Slide]:
    """The slides of a cascade, numbers filled in."""
    studio = Studio(page(THEME, aspect), THEME, Typesetter("Arial", "Arial"), {})
    content = Cascade(tuple(roots), LEVELS, STATUSES, **options)
    planned = PlannedSlide(
        "c", "cascade", "How it all fits", content, "Cascade", "Lines: supports."
    )
    return resolve_numbers(cascade(studio, planned))


def walked(roots):
    stack = list(roots)
    while stack:
        node = stack.pop()
        yield node
        stack.extend(node.children)


def cards(slide: Slide) -> dict[str, Box]:
    """Boxes of full cards by id."""
    groups = [e for e in slide.elements if isinstance(e, Group) and e.role == "card"]
    return {g.children[0].name: g.children[0].box for g in groups}


def heads(slide: Slide) -> dict[str, Box]:
    return {e.name: e.box for e in slide.elements if isinstance(e, Shape) and e.role == "head"}


def tree_links(slide: Slide) -> list[Connector]:
    return [e for e in slide.elements if isinstance(e, Connector) and e.name.startswith("Link")]


def _hits(a, b, box: Box) -> bool:
    """Whether a straight piece enters the inside of a box."""
    return (
        max(a[0], b[0]) > box.x + 1
        and min(a[0], b[0]) < box.right - 1
        and max(a[1], b[1]) > box.y + 1
        and min(a[1], b[1]) < box.bottom - 1
    )


def _share(one, other) -> bool:
    """Whether two straight pieces lie on each other for a stretch, or cross."""
    (a, b), (c, d) = one, other
    x = min(max(a[0], b[0]), max(c[0], d[0])) - max(min(a[0], b[0]), min(c[0], d[0]))
    y = min(max(a[1], b[1]), max(c[1], d[1])) - max(min(a[1], b[1]), min(c[1], d[1]))
    if x < 0 or y < 0:
        return False
    if (a[0] == b[0]) == (c[0] == d[0]):
        return max(x, y) > 0
    upright, flat = ((a, b), (c, d)) if a[0] == b[0] else ((c, d), (a, b))
    inside_x = min(flat[0][0], flat[1][0]) < upright[0][0] < max(flat[0][0], flat[1][0])
    ys = sorted((upright[0][1], upright[1][1]))
    return inside_x and ys[0] < flat[0][1] < ys[1]


def check(slides: list[Slide], roots, aspect: Aspect) -> None:
    """Every hard property of a cascade's slides."""
    at = page(THEME, aspect)
    feet = footer(Studio(at, THEME, Typesetter("Arial", "Arial"), {}), "Harbor", "today")
    scene = Scene(at.width, at.height, tuple(slides), "t")
    assert feet
    assert defects(scene, at) == ()
    ids = [i for s in slides for i in cards(s)]
    assert sorted(ids) == sorted(n.id for n in walked(roots))
    order = {n.id: [c.id for c in n.children] for n in walked(roots)}
    for slide in slides:
        boxes = {**cards(slide), **heads(slide)}
        for one, other in combinations(boxes.values(), 2):
            apart = (
                one.right < other.x or other.right < one.x
                or one.bottom < other.y or other.bottom < one.y
            )  # fmt: skip
            assert apart, slide.key
        links = [e for e in slide.elements if isinstance(e, Connector)]
        for link in links:
            for a, b in pairwise(link.points):
                for name, box in boxes.items():
                    own = name in (link.start.shape, link.end.shape)
                    assert not _hits(a, b, box) or (own and _edge_only(a, b, box)), link.name
        pieces = [(e.start.shape, p) for e in tree_links(slide) for p in pairwise(e.points)]
        for (parent, one), (other_parent, other) in combinations(pieces, 2):
            assert parent == other_parent or not _share(one, other), (slide.key, parent)
        siblings: dict[str, list[Connector]] = {}
        for link in tree_links(slide):
            siblings.setdefault(link.start.shape, []).append(link)
        for parent, group in siblings.items():
            owner = parent.removeprefix("Head ").split(" ")[0]
            shown = [e.end.shape for e in sorted(group, key=_reading)]
            assert shown == [i for i in order[owner] if i in shown], (slide.key, parent)


def _edge_only(a, b, box: Box) -> bool:
    return a[0] == b[0] and a[0] in (box.x, box.right)


def _reading(link: Connector):
    """Place in reading order among siblings: columns first, then down or across."""
    x, y = link.points[-1]
    if link.end.site == 0:
        return (0, x)
    return (0 if link.end.site == 3 else 1, y)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 10_000),
    count=st.integers(1, 120),
    fan=st.integers(1, 9),
    deep=st.integers(0, 8),
    further=st.integers(0, 5),
    krs=st.integers(0, 3),
    aspect=st.sampled_from(("16:9", "4:3")),
    direction=st.sampled_from(("down", "down", "right")),
    overview=st.booleans(),
)
def test_any_cascade_is_sound_on_its_slides(
    seed, count, fan, deep, further, krs, aspect, direction, overview
):
    roots = grown(seed, count, fan, deep, further, krs)
    check(lay(roots, aspect, direction=direction, overview=overview), roots, aspect)


@pytest.mark.parametrize(
    ("count", "fan", "deep", "aspect"),
    [(2000, 5, 3, "16:9"), (400, 400, 1, "4:3"), (300, 1, 299, "16:9"), (90, 1, 0, "4:3")],
)
def test_large_flat_and_deep_cascades_are_sound(count, fan, deep, aspect):
    roots = grown(7, count, fan, deep)
    check(lay(roots, aspect), roots, aspect)


def test_the_same_input_gives_the_same_slides():
    assert lay(grown(3, 80, further=6)) == lay(grown(3, 80, further=6))


def test_without_objectives_there_is_no_slide():
    assert lay(()) == []


def test_a_small_tree_takes_one_slide_with_large_type():
    roots = grown(2, 3)
    (slide,) = lay(roots)
    sizes = {
        run.size
        for g in slide.elements
        if isinstance(g, Group) and g.role == "card"
        for line in g.children[0].text.paragraphs[1].lines
        for run in line
    }
    assert len(sizes) == 1
    assert min(sizes) >= 12


def test_all_cards_of_a_slide_have_one_size():
    for slide in lay(grown(5, 90)):
        assert len({(b.w, b.h) for b in cards(slide).values()}) == 1


def test_a_cut_card_says_how_many_follow_and_leads_there():
    slides = lay(grown(11, 120))
    by_key = {s.key: (n, s) for n, s in enumerate(slides, start=1)}
    chips = [
        (slide, g.children[0].name, shape)
        for slide in slides
        for g in slide.elements
        if isinstance(g, Group)
        for shape in g.children
        if isinstance(shape, Shape) and shape.role == "chip"
    ]
    assert chips
    for slide, owner, chip in chips:
        number, target = by_key[chip.link.slide]
        assert target.key != slide.key
        assert chip.text.plain.startswith("+")
        assert str(number) in chip.text.plain
        assert any(name.startswith(f"Head {owner}") for name in heads(target))


def test_heads_of_continued_branches_lead_back_to_their_card():
    slides = lay(grown(11, 120))
    at = {i: s.key for s in slides for i in cards(s)}
    found = [
        (e.name.split(" ")[1], e.link.slide)
        for s in slides
        for e in s.elements
        if isinstance(e, Shape) and e.role == "head"
    ]
    assert found
    assert all(at[owner] == key for owner, key in found)


def test_the_overview_shows_roots_and_their_children_only():
    roots = grown(11, 150)
    slides = lay(roots)
    upper = {n.id for r in roots for n in (r, *r.children)}
    first = [s for s in slides if not heads(s)]
    assert {i for s in first for i in cards(s)} <= upper
    assert slides[: len(first)] == first


def test_few_further_parents_are_dashed_links_and_others_are_chips_that_lead_there():
    for seed in range(6):
        slides = lay(grown(seed, 60, further=9))
        at = {i: s.key for s in slides for i in cards(s)}
        wanted = {(n.id, o) for n in walked(grown(seed, 60, further=9)) for o in n.further}
        dashed = {
            tuple(e.name.removeprefix("Further ").split(" to "))
            for s in slides
            for e in s.elements
            if isinstance(e, Connector) and e.name.startswith("Further")
        }
        chips = {
            (g.children[0].name, run.text.removeprefix("▸ ").strip())
            for s in slides
            for g in s.elements
            if isinstance(g, Group) and g.role == "card"
            for p in g.children[0].text.paragraphs
            for line in p.lines
            for run in line
            if run.text.startswith("▸ ") and run.link and run.link.slide == at[run.text[2:].strip()]
        }
        assert dashed | chips == wanted
        assert not dashed & chips


def test_long_titles_are_whole_in_the_notes():
    roots = grown(1, 40)
    slides = lay(roots)
    for node in walked(roots):
        slide = next(s for s in slides if node.id in cards(s))
        group = next(e for e in slide.elements if e.name == f"Card {node.id}")
        shown = group.children[0].text.paragraphs[1].text
        assert shown == node.title or node.title in slide.notes


def test_depth_hides_what_lies_deeper_and_says_how_many():
    roots = grown(4, 30, deep=4)
    slides = lay(roots, depth=1)
    ids = {i for s in slides for i in cards(s)}
    assert ids == {n.id for r in roots for n in (r, *r.children)}
    deeper = sum(1 for _ in walked(roots)) - len(ids)
    said = [
        int(c.text.plain.split(" ")[0].removeprefix("+"))
        for s in slides
        for g in s.elements
        if isinstance(g, Group)
        for c in g.children
        if isinstance(c, Shape) and c.role == "chip"
    ]
    assert sum(said) == deeper


def test_what_is_not_to_be_shown_is_not_shown():
    roots = grown(4, 12, krs=2)
    (slide,) = lay(roots, show=())
    names = [c.name for g in slide.elements if isinstance(g, Group) for c in g.children]
    assert not [n for n in names if n.startswith(("Percent", "Status", "Progress"))]
    assert "Median wait" not in str(slide)


def test_the_legend_names_only_what_stands_on_the_slide():
    (slide,) = lay(grown(4, 1))
    words = [e.text.plain for e in slide.elements if isinstance(e, Shape) and e.text]
    assert "Company" in words
    assert "Team" not in words


def test_a_tree_grows_to_the_right_when_asked():
    (slide,) = lay(grown(8, 6, fan=2), direction="right")
    assert {(e.start.site, e.end.site) for e in tree_links(slide)} == {(3, 1)}


def test_order_auto_moves_siblings_toward_their_further_parents():
    meter = Meter(0.4, None, "40%", "on_track", "On track")

    def node(name, *children, further=()):
        return TreeNode(name, name, name, 0, meter, children, (), further)

    roots = (
        node("A", node("A1", further=("B1",)), node("A2")),
        node("B", node("B1")),
    )
    (given_order,) = lay(roots)
    (auto,) = lay(roots, order="auto")
    assert cards(given_order)["A1"].x < cards(given_order)["A2"].x
    assert cards(auto)["A1"].x > cards(auto)["A2"].x
