"""Shapes of subtrees: centred, apart, in order, and never worse than lanes."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.layout.tree.forms import shapes_of
from deckgen.layout.tree.shapes import Branch, Shape, Sizes, side_by_side

SIZES = Sizes(card=1_500_001, gap=120_000, indent=150_000, spine=110_000)


@st.composite
def trees(draw, most=40):
    """A random tree of branches."""
    count = draw(st.integers(1, most))
    nodes = [Branch(0, [])]
    for index in range(1, count):
        parent = nodes[draw(st.integers(0, index - 1))]
        nodes.append(Branch(index, []))
        parent.children.append(nodes[-1])
    return nodes[0]


def placed(shape: Shape) -> list[tuple[Shape, int, int]]:
    """(shape, middle, row) of every card."""
    found, stack = [], [(shape, 0, 0)]
    while stack:
        item, x, row = stack.pop()
        found.append((item, x, row))
        stack.extend((part, x + dx, row + rows) for part, dx, rows in item.parts)
    return found


@settings(max_examples=60, deadline=None)
@given(trees())
def test_in_lanes_every_parent_stands_midway_between_its_first_and_last_child(tree):
    (shape,) = shapes_of(tree, SIZES, "lanes", 99, 1 << 60)
    for item, _, _ in placed(shape):
        if item.parts:
            ends = item.parts[0][1] + item.parts[-1][1]
            assert abs(ends) <= 1


@settings(max_examples=60, deadline=None)
@given(trees(), st.sampled_from(("lanes", "leaves", "compact")))
def test_cards_of_a_row_keep_their_distance(tree, mode):
    for shape in shapes_of(tree, SIZES, mode, 99, 1 << 60):
        rows: dict[int, list[int]] = {}
        for _, x, row in placed(shape):
            rows.setdefault(row, []).append(x)
        assert set(rows) == set(range(shape.rows))
        for spots in rows.values():
            ordered = sorted(spots)
            least = min(SIZES.gap, 2 * SIZES.spine) - 1
            for a, b in pairwise(ordered):
                assert b - a >= SIZES.card + least


@settings(max_examples=60, deadline=None)
@given(trees(), st.sampled_from(("lanes", "leaves", "compact")))
def test_a_contour_bounds_all_cards(tree, mode):
    half = SIZES.card // 2
    for shape in shapes_of(tree, SIZES, mode, 99, 1 << 60):
        for _, x, row in placed(shape):
            assert shape.low[row] <= x - half
            assert shape.high[row] >= x - half + SIZES.card


@settings(max_examples=40, deadline=None)
@given(trees())
def test_shapes_trade_rows_for_width(tree):
    compact = shapes_of(tree, SIZES, "compact", 99, 1 << 60)
    assert [s.rows for s in compact] == sorted({s.rows for s in compact})
    widths = [s.width for s in compact]
    assert widths == sorted(set(widths), reverse=True)


def test_hanging_leaves_are_narrower_than_lanes_and_take_more_rows():
    tree = Branch(0, [Branch(n, []) for n in range(1, 6)])
    (lanes,) = shapes_of(tree, SIZES, "lanes", 99, 1 << 60)
    found = [
        (s.kind, s.rows, s.width < lanes.width)
        for s in shapes_of(tree, SIZES, "leaves", 99, 1 << 60)
    ]
    assert found == [("row", 2, False), ("both", 4, True), ("hang", 6, True)]


def test_a_small_branch_between_two_broad_ones_stands_evenly():
    def broad(index):
        return Branch(index, [Branch(index + n, []) for n in range(1, 4)])

    tree = Branch(0, [broad(1), Branch(5, []), broad(6)])
    (shape,) = shapes_of(tree, SIZES, "lanes", 9, 1 << 60)
    first, middle, last = (dx for _, dx, _ in shape.parts)
    assert abs((first + last) // 2 - middle) <= 1


def test_packing_one_shape_puts_it_at_its_own_middle():
    (shape,) = shapes_of(Branch(0, []), SIZES, "lanes", 9, 1 << 60)
    assert side_by_side([shape], SIZES.gap) == [0]


def test_a_tree_too_tall_or_too_wide_has_no_shape():
    chain = Branch(0, [Branch(1, [Branch(2, [])])])
    assert shapes_of(chain, SIZES, "compact", 2, 1 << 60) == []
    assert shapes_of(chain, SIZES, "compact", 3, SIZES.card - 1) == []
