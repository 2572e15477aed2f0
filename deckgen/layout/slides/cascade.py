"""The cascade: objectives as a tree of cards, on as many slides as it needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckgen.findings import Finding
from deckgen.layout.frame import Frame, frame, slide
from deckgen.layout.studio import Studio
from deckgen.layout.tree.arrange import (
    BROADER,
    FEWER,
    Arranged,
    Direction,
    arrange,
    floors,
    room_of,
    sizes_of,
)
from deckgen.layout.tree.cards import Cards, Chip
from deckgen.layout.tree.forest import Forest
from deckgen.layout.tree.forms import Forms, kept
from deckgen.layout.tree.heights import Heights
from deckgen.layout.tree.legend import LEGEND, legend
from deckgen.layout.tree.paging import Pager, PageTree
from deckgen.layout.tree.routing import Named, further_link, tree_link
from deckgen.layout.tree.shapes import Branch, postorder
from deckgen.layout.tree.steps import FEW_ROOTS, ROOTS, ROW_OF_ROOTS, STEPS, Step, alike
from deckgen.making import new_box, new_link, new_stroke
from deckgen.plan import Cascade, PlannedSlide
from deckgen.scene import Box, Connector, Element, Shape, Slide, points
from deckgen.values import dataclass, replace

MOST_FURTHER = 3
"""Dashed links on a slide; with more, further parents are chips."""
LEGEND_GAP = points(4)
FEW = 4
"""Of so many pages none is spent on an overview that the tree could spare."""
MANY = 12
"""A deck of more pages has fewer widths of cards."""
MOST_CARDS = 70
"""More are not tried on one slide."""


def cascade(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """The tree on one slide when it fits at the floor, else an overview and further slides
    that lead to each other. [] without objectives.
    """
    content = planned.content
    assert isinstance(content, Cascade)
    if not content.roots:
        return []
    return _Drawing(studio, planned, content).slides()


@dataclass(frozen=True, slots=True)
class _Page:
    """A page: its trees, the indices of its full cards, and of those whose branch goes on."""

    tree: PageTree
    full: tuple[int, ...]


class _Drawing:
    """One cascade on its way to slides."""

    def __init__(self, studio: Studio, planned: PlannedSlide, content: Cascade) -> None:
        self.studio = studio
        self.planned = planned
        self.content = content
        self.cards = Cards(studio, content)
        self.forest = Forest(content)
        self.nodes = self.forest.nodes
        self.direction: Direction = content.direction
        self.forms = Forms() if len(self.nodes) > MOST_CARDS else kept()
        self.low = False
        """Whether the title is set smaller to spare a line."""
        self.top: tuple[Frame, tuple[int, int, bool], list[Finding]]
        """The frame made last for its body, what it was made for, and what was found."""
        self.home: dict[int, int] = {}
        """The number of the page on which a node's full card stands."""
        self.onward: dict[int, list[int]] = {}
        """The pages on which a card's branch goes on."""
        self.kept: dict[int, int] = {}
        """Of such a root, how many objectives follow through children that stay with it."""

    def slides(self) -> list[Slide]:
        """All slides of the cascade."""
        everything = tuple(range(len(self.nodes)))
        if len(self.nodes) <= MOST_CARDS:
            heights = set()
            # A smaller title on one line is better than a second slide.
            for self.low in (False, True):
                body = self._body(1, 1)
                made = None if body.h in heights else self._single(everything, body)
                if made is not None:
                    return [made]
                heights.add(body.h)
        self.low = False
        return self._pages(everything)

    def _single(self, everything: tuple[int, ...], body: Box) -> Slide | None:
        """The whole tree on one slide, or None."""
        height = self._heights(everything, bool(self.forest.hidden))
        trees = self.forest.branches()
        for direction in dict.fromkeys((self.direction, "down", "right")):
            lowest = _lowest(height, body, direction)
            single = arrange(trees, False, height, body, lowest, direction, self.forms)
            if single is not None:
                self.home = dict.fromkeys(everything, 1)
                return self._slide(_Page(PageTree(trees, False), everything), 1, 1, single)
        return None

    def _pages(self, everything: Sequence[int]) -> list[Slide]:
        body = self._body(88, 88)
        height = self._heights(everything, True)
        step, trees = self._shared(height, body)
        pages = [self._page(tree) for tree in trees]
        for number, page in enumerate(pages, start=1):
            self.home.update(dict.fromkeys(page.full, number))
            if page.tree.heads:
                for tree in page.tree.trees:
                    self.onward.setdefault(tree.index, []).append(number)
        for tree in (t for page in pages if not page.tree.heads for t in page.tree.trees):
            if tree.index in self.onward:
                below = self.forest.below
                self.kept[tree.index] = sum(1 + below[child.index] for child in tree.children)
        made = []
        for number, page in enumerate(pages, start=1):
            foot = any(i in self.onward or i in self.forest.hidden for i in page.full)
            heights = self._heights(page.full, foot)
            arranged = self._overview(page, heights, body) if number == 1 else None
            arranged = arranged or arrange(
                page.tree.trees, page.tree.heads, heights, body, (), self.direction,
                self.forms, FEWER if len(pages) > MANY else BROADER, alike(step),
            )  # fmt: skip
            assert arranged is not None, "a page that was cut to fit does not"
            made.append(self._slide(page, number, len(pages), arranged))
        return made

    def _overview(self, page: _Page, heights: Heights, body: Box) -> Arranged | None:
        """A few roots without branches, in larger type; three share a wide page's row."""
        trees = page.tree.trees
        if page.tree.heads or len(trees) != len(page.full) or not 1 < len(trees) <= FEW_ROOTS:
            return None
        if len(trees) <= ROW_OF_ROOTS and self.studio.page.wide:
            body = replace(body, y=body.y + body.h // 6, h=body.h // 2)
        return arrange(trees, False, heights, body, (), "down", self.forms, ladder=ROOTS)

    def _shared(self, height: Heights, body: Box) -> tuple[Step, list[PageTree]]:
        """The pages, as few as the floor allows, and the largest type at which they are no more.

        Where it would cost one of a few pages, the overview is left out.
        """
        step = floors(height, body, self.direction)[0]
        overview = self.content.overview
        trees = self._cut(step, height, body, overview)
        if overview and len(trees) <= FEW:
            whole = self._cut(step, height, body, False)
            if len(whole) < len(trees):
                trees, overview = whole, False
        if len(trees) <= MANY and self.direction == "down":
            for larger in STEPS:
                if larger.key_results:
                    continue
                wide = points(larger.narrow)
                room = room_of(larger, wide, height(larger, wide), self.direction, body)
                rows, across = room.rows(heads=False), room.width // wide
                # No room for children, or more cards than places on so many pages.
                if rows < 2 or rows * across * len(trees) < len(self.nodes):
                    continue
                made = self._cut(larger, height, body, overview)
                if len(made) <= len(trees):
                    return larger, made
        return step, trees

    def _cut(self, step: Step, height: Heights, body: Box, overview: bool) -> list[PageTree]:
        """The pages of cards at a step and its narrowest width."""
        width = points(step.narrow)
        tall = height(step, width)
        return Pager(
            self.forest.branches(),
            sizes_of(step, width, tall, self.direction),
            room_of(step, width, tall, self.direction, body),
            "lanes" if self.direction == "right" else "compact",
            overview,
            self.forms,
        ).pages()

    def _page(self, tree: PageTree) -> _Page:
        found = [b.index for b in postorder(tree.trees) if not b.head]
        return _Page(tree, tuple(sorted(found)))

    def _key(self, number: int) -> str:
        return self.planned.key if number == 1 else f"{self.planned.key}~{number}"

    def _body(self, part: int, parts: int) -> Box:
        """What the title leaves, less the legend."""
        findings = self.studio.setter.findings
        before = len(findings)
        top = frame(self.studio, self.planned, part, parts, low=self.low)
        self.top = top, (part, parts, self.low), findings[before:]
        del findings[before:]
        return replace(top.body, h=top.body.h - LEGEND - LEGEND_GAP)

    def _top(self, planned: PlannedSlide, part: int, parts: int) -> Frame:
        """The frame of a slide, which for the first is mostly that of its body."""
        top, made_for, noticed = self.top
        if planned is self.planned and made_for == (part, parts, self.low):
            self.studio.setter.findings.extend(noticed)
            return top
        return frame(self.studio, planned, part, parts, low=self.low)

    def _heights(self, indices: Sequence[int], foot: bool) -> Heights:
        return self.cards.heights([self.nodes[index] for index in indices], foot)

    # --- one slide --------------------------------------------------------------------------

    def _slide(self, page: _Page, number: int, count: int, arranged: Arranged) -> Slide:
        planned = self.planned
        if page.tree.heads:
            planned = replace(planned, eyebrow=self._breadcrumb(page))
        top = self._top(planned, number, count)
        above = [
            replace(e, link=new_link(slide=self._key(1)))
            if page.tree.heads and isinstance(e, Shape) and e.name == "Eyebrow"
            else e
            for e in top.elements
        ]
        named = self._named(arranged)
        links = self._tree_links(arranged, named)
        dashed, drawn = self._further_links(page, named, links)
        cut = list(top.cut)
        cards = self._cards(arranged, named, number, drawn, cut)
        box = replace(top.body, h=top.body.h - LEGEND - LEGEND_GAP)
        key = legend(
            self.studio,
            self.content,
            new_box(box.x, box.bottom + LEGEND_GAP, box.w, LEGEND),
            {self.nodes[b.index].level for b in named},
            {self.nodes[index].meter.status for index in page.full},
        )
        return slide(
            self.planned, top.title, [*above, *links, *dashed, *cards, *key], part=number,
            full_texts=cut, lead_in=self.studio.word("full_text"),
            numbered=bool(page.tree.heads or self.onward or self.forest.hidden),
        )  # fmt: skip

    def _breadcrumb(self, page: _Page) -> str:
        """The way down to the heads of a page: what they have in common, then each."""
        paths = [self.forest.path(tree.index) for tree in page.tree.trees]
        shared = []
        for steps in zip(*paths, strict=False):
            if len(set(steps)) > 1:
                break
            shared.append(steps[0])
        names = [self.nodes[index].kicker or self.nodes[index].id for index in shared]
        rest = dict.fromkeys(path[-1] for path in paths if len(path) > len(shared))
        if rest:
            names.append(", ".join(self.nodes[index].id for index in rest))
        return "  ▸  ".join(names)

    def _named(self, arranged: Arranged) -> dict[Branch, Named]:
        """The shape's name and box of every branch of a page."""
        found: dict[Branch, Named] = {}
        heads: dict[int, int] = {}
        for spot in arranged.spots:
            name = self.nodes[spot.branch.index].id
            if spot.branch.head:
                heads[spot.branch.index] = heads.get(spot.branch.index, 0) + 1
                times = heads[spot.branch.index]
                name = f"Head {name}" + (f" {times}" if times > 1 else "")
            found[spot.branch] = (name, spot.box)
        return found

    def _tree_links(self, arranged: Arranged, named: dict[Branch, Named]) -> list[Connector]:
        stroke = new_stroke(self.studio.theme.line, 1.0)
        made = []
        for spot in arranged.spots:
            if spot.parent is None:
                continue
            parent, child = named[spot.parent], named[spot.branch]
            name = f"Link {parent[0]} to {child[0]}"
            made.append(tree_link(name, parent, child, spot.kind, arranged.direction, stroke))
        return made

    def _further_links(
        self, page: _Page, named: dict[Branch, Named], links: Sequence[Connector]
    ) -> tuple[list[Connector], set[tuple[int, int]]]:
        """Dashed links when few and both ends are full cards of the page."""
        here = set(page.full)
        wanted = [
            (index, other)
            for index in page.full
            for other in self._further(index)
            if other in here and other != index
        ]
        made: list[Connector] = []
        drawn: set[tuple[int, int]] = set()
        if not 0 < len(wanted) <= MOST_FURTHER:
            return made, drawn
        cards = {branch.index: place for branch, place in named.items() if not branch.head}
        boxes = [box for _, box in named.values()]
        for index, other in wanted:
            color = self.studio.theme.level(self.nodes[index].level)
            link = further_link(
                f"Further {self.nodes[index].id} to {self.nodes[other].id}", cards[index],
                cards[other], boxes, [*links, *made], new_stroke(color, 1.0, "dash"),
            )  # fmt: skip
            if link is not None:
                made.append(link)
                drawn.add((index, other))
        return made, drawn

    def _further(self, index: int) -> list[int]:
        """The further parents of a node that stand in this cascade."""
        ids = dict.fromkeys(self.nodes[index].further)
        return [self.forest.index_of[i] for i in ids if i in self.forest.index_of]

    def _cards(
        self,
        arranged: Arranged,
        named: dict[Branch, Named],
        number: int,
        drawn: set[tuple[int, int]],
        cut: list[str],
    ) -> list[Element]:
        more = {b.index: self._more(b.index) for b in named if not b.head}
        width = max((self.cards.chip_width(c) for c in more.values() if c is not None), default=0)
        made: list[Element] = []
        for branch, (name, box) in named.items():
            node = self.nodes[branch.index]
            if branch.head:
                key = self._key(self.home[branch.index])
                made.append(self.cards.head(name, node, box, Chip("◂ ", key, key)))
                continue
            also = []
            for other in dict.fromkeys(node.further):
                at = self.forest.index_of.get(other)
                if at is None:
                    also.append(Chip(f"▸ {other}", None))
                elif (branch.index, at) not in drawn:
                    also.append(Chip(f"▸ {other}", self._key(self.home[at])))
            made.append(
                self.cards.card(
                    node, box, arranged.step, more[branch.index], width, tuple(also), cut
                )
            )
        return made

    def _more(self, index: int) -> Chip | None:
        """The chip that says how many objectives follow, and where."""
        if index in self.onward:
            keys = [self._key(number) for number in self.onward[index]]
            rest = self.forest.below[index] - self.kept.get(index, 0)
            return Chip(f"+{rest} ▸ ", keys[0], keys[0], keys[-1])
        if index in self.forest.hidden:
            link = self.nodes[index].link
            tail = " ▸ " if link else ""
            return Chip(f"+{self.forest.hidden[index]}{tail}", link, link)
        return None


def _lowest(height: Heights, body: Box, direction: Direction) -> Iterator[Step]:
    """The best floors; measured when the steps above them do not fit, which is seldom."""
    yield from floors(height, body, direction)[:5]


__all__ = ("cascade",)
