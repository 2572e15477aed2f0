"""The cascade: objectives as a tree of cards, on as many slides as it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from deckgen.layout.frame import Frame, frame, slide
from deckgen.layout.pieces import mark, text_box
from deckgen.layout.studio import Studio
from deckgen.layout.forest.arrange import Arranged, arrange, floor_metrics
from deckgen.layout.forest.cards import Cards, Chip, Step, tallest
from deckgen.layout.forest.paging import Pager, PageTree
from deckgen.layout.forest.routing import further_link, tree_link
from deckgen.layout.forest.shapes import Branch
from deckgen.plan import Cascade, PlannedSlide, TreeNode
from deckgen.scene import Box, Connector, Element, Shape, Slide, Stroke, points

MOST_FURTHER = 3
"""Dashed links on a slide; with more, further parents are chips."""
LEGEND = points(16)
FOREST = -1


def cascade(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """The tree on one slide when it fits at the floor, else on several that lead to each
    other. [] without objectives.
    """
    content = planned.content
    assert isinstance(content, Cascade)
    if not content.roots:
        return []
    drawing = _Drawing(studio, planned, content)
    return drawing.slides()


@dataclass(frozen=True, slots=True)
class _Page:
    tree: PageTree
    nodes: dict[int, TreeNode]
    """The full cards of the page."""


class _Drawing:
    """One cascade slide on its way to the scene."""

    def __init__(self, studio: Studio, planned: PlannedSlide, content: Cascade) -> None:
        self.studio = studio
        self.planned = planned
        self.content = content
        self.cards = Cards(studio, content)
        self.nodes: dict[int, TreeNode] = {}
        self.parents: dict[int, int] = {}
        self.hidden: dict[str, int] = {}
        self.root = self._branches()
        self.index_of = {node.id: index for index, node in self.nodes.items()}
        self.heights: dict[tuple[int, float, bool, int, bool], int] = {}

    def _branches(self) -> Branch:
        """The forest as branches, cut at the content's depth; indices in reading order."""
        top = Branch(FOREST, [], -1, card=False)
        stack = [(top, node, 0) for node in reversed(self.content.roots)]
        while stack:
            parent, node, depth = stack.pop()
            branch = Branch(len(self.nodes), [], node.level)
            self.nodes[branch.index] = node
            self.parents[branch.index] = parent.index
            parent.children.append(branch)
            if self.content.depth is not None and depth >= self.content.depth:
                if node.children:
                    self.hidden[node.id] = _count(node) - 1
                continue
            stack.extend((branch, child, depth + 1) for child in reversed(node.children))
        return top.children[0] if len(top.children) == 1 else top

    # --- pages ------------------------------------------------------------------------------

    def slides(self) -> list[Slide]:
        """All slides of the cascade."""
        body = self._body(frame(self.studio, self.planned, 1, 2))
        everything = frozenset(
            n.id for n in self.nodes.values() if n.further or n.id in self.hidden
        )
        whole = _Page(PageTree(self.root), self.nodes)
        if arrange(self.root, self._height_of(whole, everything), body).fits:
            trees = [PageTree(self.root)]
        else:
            dense = floor_metrics(self._height_of(whole, everything))
            trees = Pager(self.root, dense, body.w, body.h, len(self.nodes)).pages()
        pages = [self._page(tree) for tree in trees]
        where = {
            index: number for number, page in enumerate(pages, start=1) for index in page.nodes
        }
        return [
            self._slide(page, number, len(pages), where)
            for number, page in enumerate(pages, start=1)
        ]

    def _page(self, tree: PageTree) -> _Page:
        found: dict[int, TreeNode] = {}
        stack = [tree.root]
        while stack:
            branch = stack.pop()
            is_head = tree.head and branch is tree.root
            if branch.index in self.nodes and not is_head:
                found[branch.index] = self.nodes[branch.index]
            stack.extend(branch.children)
        return _Page(tree, dict(sorted(found.items())))

    def _key(self, number: int) -> str:
        return self.planned.key if number == 1 else f"{self.planned.key}~{number}"

    def _body(self, top: Frame) -> Box:
        return Box(top.body.x, top.body.y, top.body.w, top.body.h - LEGEND - points(6))

    def _height_of(self, page: _Page, chipped: frozenset[str]):  # type: ignore[no-untyped-def]
        known: dict[tuple[Step, int], int] = {}

        def height(step: Step, width: int) -> int:
            key = (step, width)
            if key not in known:
                known[key] = tallest(self.cards, page.nodes, step, width, chipped)
            return known[key]

        return height

    # --- one slide --------------------------------------------------------------------------

    def _slide(self, page: _Page, number: int, count: int, where: Mapping[int, int]) -> Slide:
        planned = self.planned
        if page.tree.head:
            planned = replace(planned, eyebrow=self._breadcrumb(page.tree.root.index))
        top = frame(self.studio, planned, number, count)
        body = self._body(top)
        chips = self._chips(page, number, where, drawn=frozenset())
        candidates = self._candidates(page, number, where)
        drawn = frozenset(candidates) if len(candidates) <= MOST_FURTHER else frozenset()
        while True:
            chips = self._chips(page, number, where, drawn)
            placed = arrange(
                page.tree.root,
                self._height_of(page, frozenset(k for k, v in chips.items() if v)),
                body,
            )
            links, failed = self._links(page, placed, drawn)
            if not failed:
                break
            drawn = drawn - failed
        cut: list[str] = list(top.cut)
        cards = self._cards(page, placed, chips, where, number, cut)
        elements: list[Element] = [*top.elements, *links, *cards, *self._legend(page, body)]
        return slide(
            self.planned, top.title, elements, part=number, full_texts=cut,
            lead_in=self.studio.word("full_text"),
        )  # fmt: skip

    def _breadcrumb(self, index: int) -> str:
        names = []
        while index != FOREST and index in self.nodes:
            names.append(self.nodes[index].kicker or self.nodes[index].id)
            index = self.parents[index]
        return "  ▸  ".join(reversed(names))

    def _candidates(
        self, page: _Page, number: int, where: Mapping[int, int]
    ) -> list[tuple[str, str]]:
        return [
            (node.id, other)
            for node in page.nodes.values()
            for other in node.further
            if where.get(self.index_of.get(other, FOREST)) == number
        ]

    def _chips(
        self,
        page: _Page,
        number: int,
        where: Mapping[int, int],
        drawn: frozenset[tuple[str, str]],
    ) -> dict[str, tuple[Chip, ...]]:
        found: dict[str, tuple[Chip, ...]] = {}
        for node in page.nodes.values():
            made = []
            for other in node.further:
                if (node.id, other) in drawn:
                    continue
                there = where.get(self.index_of.get(other, FOREST))
                leads = self._key(there) if there is not None and there != number else None
                made.append(Chip(f"also ▸ {other}", leads))
            if node.id in self.hidden:
                made.append(Chip(f"+{self.hidden[node.id]} below", node.link))
            found[node.id] = tuple(made)
        return found

    def _links(
        self, page: _Page, placed: Arranged, drawn: frozenset[tuple[str, str]]
    ) -> tuple[list[Connector], frozenset[tuple[str, str]]]:
        theme = self.studio.theme
        stroke = Stroke(theme.line, 1.0)
        links: list[Connector] = []
        stack = [page.tree.root]
        while stack:
            branch = stack.pop()
            stack.extend(reversed(branch.children))
            if not branch.card:
                continue
            above = (self._name(page, branch), placed.corners[branch.index])
            for child in branch.children:
                below = (self._name(page, child), placed.corners[child.index])
                name = f"Link {above[0]} to {below[0]}"
                side = placed.sides[child.index]
                links.append(tree_link(name, above, below, side, placed.metrics, stroke))
        failed = set()
        for child_id, parent_id in sorted(drawn):
            child_index, parent_index = self.index_of[child_id], self.index_of[parent_id]
            dashed = Stroke(theme.level(self.nodes[child_index].level), 1.0, "dash")
            made = further_link(
                f"Further {child_id} to {parent_id}",
                (child_id, placed.corners[child_index]),
                (parent_id, placed.corners[parent_index]),
                placed.corners, links, placed.metrics, dashed,
            )  # fmt: skip
            if made is None:
                failed.add((child_id, parent_id))
            else:
                links.append(made)
        return links, frozenset(failed)

    def _name(self, page: _Page, branch: Branch) -> str:
        """The name of the shape that stands for a branch on a page."""
        if branch.index in page.nodes:
            return self.nodes[branch.index].id
        if branch.index in page.tree.stubs:
            return f"More {branch.index - len(self.nodes) + 1}"
        return f"Head {self.nodes[branch.index].id}"

    def _cards(
        self,
        page: _Page,
        placed: Arranged,
        chips: Mapping[str, tuple[Chip, ...]],
        where: Mapping[int, int],
        number: int,
        cut: list[str],
    ) -> list[Element]:
        made: list[Element] = []
        m = placed.metrics
        for index, (x, y) in sorted(placed.corners.items(), key=lambda c: (c[1][1], c[1][0])):
            box = Box(x, y, m.card_w, m.card_h)
            branch_is_stub = index in page.tree.stubs
            if index in page.nodes:
                node = page.nodes[index]
                made.append(self.cards.card(node, box, placed.step, chips[node.id], cut))
            elif branch_is_stub:
                stub = page.tree.stubs[index]
                node_or_none = self.nodes[stub.first] if stub.single else None
                key = self._key(where[stub.first])
                text = self.studio.word("more", count=stub.count) + " ▸ "
                name = f"More {index - len(self.nodes) + 1}"
                made.append(self.cards.stub(name, node_or_none, box, Chip(text, key, True), 3))
            else:
                head = self.nodes[index]
                back = Chip("◂ ", self._key(where[index]), True)
                made.append(self.cards.stub(f"Head {head.id}", head, box, back, 3))
        return made

    # --- legend -----------------------------------------------------------------------------

    def _legend(self, page: _Page, body: Box) -> list[Element]:
        """Levels at the left, statuses at the right; only those on this slide."""
        studio, theme = self.studio, self.studio.theme
        y = body.bottom + points(6)
        style = studio.caption()
        size = points(9)
        used = {node.level for node in page.nodes.values()}
        made: list[Element] = []
        x = body.x
        for level in self.content.levels:
            if level.level not in used:
                continue
            width = studio.setter.width(level.name, style) + points(6)
            made += [
                Shape(
                    f"Key {level.name}", Box(x, y + points(3), size, size),
                    fill=theme.level(level.level), decorative=True, role="mark",
                ),
                text_box(
                    f"Level name {level.name}", Box(x + size + points(5), y, width, LEGEND),
                    [studio.setter.paragraph(level.name, style, width + points(20))],
                ),
            ]  # fmt: skip
            x += size + width + points(20)
        shown = {node.meter.status for node in page.nodes.values()}
        statuses = [s for s in self.content.statuses if s[0] in shown]
        if "status" not in self.content.show:
            return made
        right = body.right
        for status, label in reversed(statuses):
            width = studio.setter.width(label, style) + points(6)
            spot = right - width
            if spot - size - points(5) < x:
                break
            made += [
                mark(f"Key {status}", status, spot - size - points(5), y + points(3), size, theme),
                text_box(
                    f"Status name {status}", Box(spot, y, width, LEGEND),
                    [studio.setter.paragraph(label, style, width + points(20))],
                ),
            ]  # fmt: skip
            right = spot - size - points(20)
        return made


def _count(node: TreeNode) -> int:
    count, stack = 0, [node]
    while stack:
        found = stack.pop()
        count += 1
        stack.extend(found.children)
    return count


__all__: Sequence[str] = ("cascade",)
