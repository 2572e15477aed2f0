"""Pages of a cascade: the heaviest branches are cut until the rest fits.

Bottom-up: where a branch does not fit a page, its heaviest child branch becomes a stub that
leads to a page of its own; sibling branches share a page as long as they fit together. Every
objective stands exactly once as a full card.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from deckgen.layout.forest.shapes import Branch, Metrics, Shape, combine, postorder, shapes_of


@dataclass(slots=True)
class PageTree:
    """What one page shows. ``root`` is a full card, or the head of a continued branch
    (``head`` true), or no card at all (a forest).
    """

    root: Branch
    head: bool = False
    again: bool = False
    """A further page of its root, whose own cuts were followed already."""
    stubs: dict[int, Stub] = field(default_factory=dict)
    """By the index of the branch that stands for them."""


@dataclass(slots=True)
class Stub:
    """A card that stands for branches on later pages. ``first`` is the node it leads to;
    ``count`` how many objectives are there. ``single`` when it stands for one branch.
    """

    first: int
    count: int
    single: bool
    parent: int


class Pager:
    """Cuts one forest into pages. Indices of branches are those of the nodes; stubs get
    further ones, from ``len(nodes)`` up.
    """

    def __init__(
        self, root: Branch, metrics: Metrics, width: int, height: int, next_index: int
    ) -> None:
        self.root = root
        self.metrics = metrics
        self.width = width
        self.height = height
        self.next_index = next_index
        self.shapes: dict[int, list[Shape]] = {}
        self.weight: dict[int, int] = {}
        self.stubs: dict[int, Stub] = {}
        self.cut: dict[int, list[Branch]] = {}
        self.order: dict[int, Branch] = {}

    def pages(self) -> list[PageTree]:
        """All pages, in the order of the branches."""
        for branch in postorder(self.root):
            self.order[branch.index] = branch
            self._settle(branch)
        pages: list[PageTree] = []
        queue: list[PageTree] = [PageTree(self.root)]
        while queue:
            page = queue.pop(0)
            pages.append(page)
            found: list[PageTree] = []
            for branch in _preorder(page.root):
                if branch.index in self.stubs:
                    page.stubs[branch.index] = self.stubs[branch.index]
                if not (page.again and branch is page.root):
                    found += self._continued(branch)
            queue[:0] = found
        return pages

    def _fits(self, shapes: Sequence[Shape], head: bool) -> bool:
        extra = self.metrics.card_h + self.metrics.gap_y if head else 0
        return any(s.w <= self.width and s.h + extra <= self.height for s in shapes)

    def _settle(self, branch: Branch) -> None:
        """Cut children of a branch until it fits a page below a head card."""
        key = id(branch)
        head = branch is not self.root and branch.card
        self._measure(branch)
        while not self._fits(self.shapes[key], head):
            heavy = [c for c in branch.children if c.index not in self.stubs and c.children]
            if heavy:
                child = max(heavy, key=lambda c: self.weight[id(c)])
                self._replace(branch, child)
            elif not self._drop_last(branch):
                break
            self._measure(branch)

    def _measure(self, branch: Branch) -> None:
        parts = [self.shapes[id(c)] for c in branch.children]
        self.shapes[id(branch)] = combine(branch, parts, self.metrics, "compact")
        own = int(branch.card and branch.index not in self.stubs)
        self.weight[id(branch)] = own + sum(self.weight[id(c)] for c in branch.children)

    def _stub(self, parent: Branch, first: int, count: int, single: bool) -> Branch:
        stub = Branch(self.next_index, [], parent.level + 1)
        self.next_index += 1
        self.stubs[stub.index] = Stub(first, count, single, parent.index)
        self._measure(stub)
        return stub

    def _total(self, child: Branch) -> int:
        """Objectives at and below a branch, those on later pages included."""
        count, stack = 0, [child]
        while stack:
            branch = stack.pop()
            if branch.index not in self.stubs:
                count += 1
                stack.extend(branch.children)
                stack.extend(self.cut.get(branch.index, []))
        return count

    def _replace(self, parent: Branch, child: Branch) -> None:
        at = parent.children.index(child)
        stub = self._stub(parent, child.index, self._total(child), True)
        stub.level = child.level
        self._measure(stub)
        parent.children[at] = stub
        cut = self.cut.setdefault(parent.index, [])
        cut.append(child)
        self._sort(parent, cut)

    def _sort(self, parent: Branch, cut: list[Branch]) -> None:
        cut.sort(key=lambda b: b.index)

    def _drop_last(self, parent: Branch) -> bool:
        """Take the last children off and let one stub at the end stand for them all."""
        cut = self.cut.setdefault(parent.index, [])
        last = parent.children[-1] if parent.children else None
        group = last if last is not None and last.index in self.stubs else None
        if group is not None and self.stubs[group.index].single:
            group = None
        rest = [c for c in parent.children if c is not group]
        if not rest:
            return False
        child = rest[-1]
        if child.index in self.stubs:
            moved = self.stubs.pop(child.index)
            first, count = moved.first, moved.count
        else:
            first, count = child.index, self._total(child)
            cut.append(child)
            self._sort(parent, cut)
        rest = rest[:-1]
        if group is not None:
            count += self.stubs.pop(group.index).count
        parent.children = [*rest, self._stub(parent, first, count, False)]
        return True

    def _continued(self, branch: Branch) -> list[PageTree]:
        """The pages for what was cut from a branch: siblings together while they fit."""
        made: list[PageTree] = []
        waiting: list[Branch] = []
        for child in self.cut.get(branch.index, []):
            trial = Branch(branch.index, [*waiting, child], branch.level, branch.card)
            parts = [self.shapes[id(c)] for c in trial.children]
            fits = self._fits(combine(trial, parts, self.metrics, "compact"), False)
            if waiting and not fits:
                made.append(self._page(branch, waiting))
                waiting = []
            waiting.append(child)
        if waiting:
            made.append(self._page(branch, waiting))
        return made

    def _page(self, branch: Branch, children: list[Branch]) -> PageTree:
        root = Branch(branch.index, list(children), branch.level, branch.card)
        return PageTree(root, head=branch.card, again=True)


def _preorder(root: Branch) -> list[Branch]:
    order, stack = [], [root]
    while stack:
        branch = stack.pop()
        order.append(branch)
        stack.extend(reversed(branch.children))
    return order


__all__ = ["PageTree", "Pager", "Stub", "shapes_of"]
