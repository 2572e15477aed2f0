"""Pages: nothing lost, nothing twice, in an order that reads."""

from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.layout.tree.paging import Pager, Room
from deckgen.layout.tree.shapes import Branch, Sizes, postorder
from deckgen.scene import points

SIZES = Sizes(points(120), points(8), points(10), points(8))
ROOM = Room(points(864), points(374), points(56), points(31), points(8), points(6))


@st.composite
def forests(draw):
    count = draw(st.integers(1, 150))
    fan = draw(st.integers(1, 12))
    roots: list[Branch] = []
    nodes: list[Branch] = []
    for index in range(count):
        node = Branch(index, [])
        low = max(0, index - 30)
        parent = draw(st.integers(low, index)) if index else index
        if parent == index or len(nodes[parent].children) >= fan:
            roots.append(node)
        else:
            nodes[parent].children.append(node)
        nodes.append(node)
    return roots


@settings(max_examples=30, deadline=None)
@given(forests(), st.booleans(), st.sampled_from(("compact", "lanes")))
def test_every_card_stands_once_and_heads_come_after_their_cards(roots, overview, mode):
    expected = sorted(b.index for b in postorder(roots))
    pages = Pager(roots, SIZES, ROOM, mode, overview).pages()
    seen: dict[int, int] = {}
    for number, page in enumerate(pages):
        for tree in page.trees:
            assert tree.head == page.heads
            if tree.head:
                assert seen[tree.index] < number
            for branch in postorder([tree]):
                if not branch.head:
                    assert branch.index not in seen
                    seen[branch.index] = number
    assert sorted(seen) == expected


def test_too_many_siblings_are_spread_evenly():
    root = Branch(0, [Branch(n, []) for n in range(1, 101)])
    pages = Pager([root], SIZES, ROOM, "compact", True).pages()
    counts = [len(tree.children) for page in pages for tree in page.trees]
    assert sum(counts) == 100
    assert max(counts[1:]) - min(counts[1:]) <= 1
    assert 0 < counts[0] <= max(counts[1:]), "some stay with the root, whose card takes room"


def test_small_continued_branches_share_a_page():
    roots = [
        Branch(0, [Branch(n * 10, [Branch(n * 10 + k, []) for k in (1, 2)]) for n in (1, 2, 3, 4)])
    ]
    pages = Pager(roots, SIZES, ROOM, "compact", True).pages()
    assert [len(page.trees) for page in pages] == [1, 4]


def test_a_page_lower_than_a_card_still_takes_every_card():
    low = Room(points(864), points(30), points(56), points(31), points(8), points(6))
    roots = [Branch(0, [Branch(1, [Branch(2, [])]), Branch(3, [])]), Branch(4, [])]
    pages = Pager(roots, SIZES, low, "compact", False).pages()
    shown = [b.index for page in pages for b in postorder(page.trees) if not b.head]
    assert sorted(shown) == [0, 1, 2, 3, 4]
