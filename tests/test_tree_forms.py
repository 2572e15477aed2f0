"""Branches of one form share their shapes, whichever cards they have."""

from deckgen.layout.tree.forms import ALONE, Forms, shapes_of
from deckgen.layout.tree.shapes import Branch, Sizes

SIZES = Sizes(card=1_500_000, gap=120_000, indent=150_000, spine=110_000)
WIDE = 1 << 60


def broad(first: int) -> Branch:
    """A card with two children, one of which has two."""
    return Branch(first, [Branch(1, [Branch(2, []), Branch(3, [])]), Branch(4, [])])


def test_branches_that_look_alike_have_one_form():
    forms = Forms()
    assert forms.of(broad(0)) == forms.of(broad(9))
    assert forms.of(Branch(0, [])) == ALONE


def test_the_order_of_children_is_part_of_a_form():
    forms = Forms()
    turned = broad(0)
    turned.children.reverse()
    assert forms.of(broad(0)) != forms.of(turned)


def test_shapes_kept_for_one_room_are_not_given_for_another():
    forms = Forms()
    form = forms.of(broad(0))
    for rows, width in ((9, WIDE), (3, WIDE), (9, SIZES.card * 2), (2, WIDE), (9, WIDE)):
        found = forms.shapes(form, SIZES, "compact", rows, width)
        fresh = shapes_of(broad(0), SIZES, "compact", rows, width)
        assert [(s.rows, s.width) for s in found] == [(s.rows, s.width) for s in fresh]
        assert all(s.rows <= rows and s.width <= width for s in found)


def test_a_chain_of_a_thousand_cards_has_a_form():
    branch = Branch(0, [])
    for index in range(1, 1000):
        branch = Branch(index, [branch])
    (shape,) = shapes_of(branch, SIZES, "lanes", 1000, WIDE)
    assert shape.rows == 1000
