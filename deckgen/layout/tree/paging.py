"""Pages of a cascade: the heaviest branches are cut until the rest fits.

Bottom-up: where a branch does not fit a page below its own head, the children of its heaviest
child go to a page of their own; that child stays as a full card that says how many follow and
where. Small continued branches share a page. Every objective stands exactly once as a full
card; on later pages heads repeat as quiet cards that lead back.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout.pieces import evenly
from deckgen.layout.tree.forms import ALONE, Forms
from deckgen.layout.tree.shapes import Branch, Mode, Shape, Sizes, postorder
from deckgen.layout.tree.shelves import fewest_shelves
from deckgen.values import dataclass

OPEN_PAGES = 8
"""A continued branch may join one of so many pages before it, so that order stays near."""


FEW_PAGES = 8
"""So many pages are balanced; more are filled one after the other."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a page offers, in EMU: ``width`` along the rows, ``height`` across them.

    ``row`` is the height of a row of cards, ``head`` that of a row of heads, ``gap`` their
    distance and ``shelf`` what is added to it between shelves.
    """

    width: int
    height: int
    row: int
    head: int
    gap: int
    shelf: int

    def rows(self, heads: bool) -> int:
        """How many rows fit a page, that of the heads included; one at least beside those, or no
        number of pages would hold the trees.
        """
        if heads:
            return 1 + max(1, (self.height - self.head) // (self.row + self.gap))
        return max(1, (self.height + self.gap) // (self.row + self.gap))

    def tallest(self, rows: int, heads: bool) -> int | None:
        """The tallest row (EMU) of which so many fit a page; None where any is as good."""
        if rows < 2 + heads:
            return None
        if heads:
            return (self.height - self.head) // (rows - 1) - self.gap
        return (self.height + self.gap) // rows - self.gap

    def area(self, shapes: Sequence[Shape], heads: bool) -> int:
        """The least that any of a tree's shapes takes of ``all``: rows times width, heads apart."""
        return min([(s.rows - heads) * s.width for s in shapes])

    def all(self, heads: bool) -> int:
        """What trees can take of a page together, on however many shelves."""
        return (self.rows(heads) - heads) * self.width

    def used(self, shelves: Sequence[int], heads: bool) -> int:
        """The height of shelves of so many rows each."""
        first = self.head if heads else self.row
        each = sum([first + (rows - 1) * (self.row + self.gap) for rows in shelves])
        return each + (len(shelves) - 1) * (self.gap + self.shelf)


@dataclass(slots=True)
class PageTree:
    """The trees of one page. ``heads``: their first cards repeat cards of earlier pages."""

    trees: list[Branch]
    heads: bool


class Pager:
    """Cuts one forest into pages. Branches are changed: a cut one keeps no children."""

    def __init__(
        self,
        roots: Sequence[Branch],
        sizes: Sizes,
        room: Room,
        mode: Mode,
        overview: bool,
        forms: Forms | None = None,
    ) -> None:
        self.roots = roots
        self.sizes = sizes
        self.room = room
        self.mode: Mode = mode
        self.overview = overview
        self.forms = forms or Forms()
        self.form: dict[int, int] = {}
        self.weight: dict[int, int] = {}
        self.continued: dict[int, list[Branch]] = {}
        """Heads with what was cut, by the index of the card they continue."""
        self.capacity: dict[int, int] = {}
        self.cards: dict[int, int] = {}
        self.together: dict[tuple[int, ...], bool] = {}
        """Whether trees share a page, by the ids of their shapes: the same are asked about for
        each count of cards that is tried.
        """

    def pages(self) -> list[PageTree]:
        """All pages: the forest's upper part, then what was cut, in reading order."""
        top = {id(root) for root in self.roots}
        second = {id(child) for root in self.roots for child in root.children}
        order = [branch.index for branch in postorder(self.roots)[::-1]]
        for branch in postorder(self.roots):
            self._settle(branch, self.room.rows(heads=id(branch) not in top))
            if self.overview and id(branch) in second and branch.children:
                self._cut(branch)
        pages = self._filled(
            [(root, self._measured(root, self.room.rows(heads=False))) for root in self.roots],
            heads=False,
        )
        place = {index: n for n, index in enumerate(sorted(order))}
        groups = [
            (head, self._measured(head, self.room.rows(heads=True)))
            for index in sorted(self.continued, key=lambda i: place[i])
            for head in self.continued[index]
        ]
        return pages + self._filled(groups, heads=True)

    def _measured(self, branch: Branch, rows: int) -> list[Shape]:
        """The shapes of a branch whose children are settled."""
        form = self.forms.number(tuple([self.form[id(child)] for child in branch.children]))
        self.form[id(branch)] = form
        return self.forms.shapes(form, self.sizes, self.mode, rows, self.room.width)

    def _settle(self, branch: Branch, rows: int) -> None:
        """Cut below a branch until it fits a page of ``rows``."""
        own = id(branch)
        if len(branch.children) > self._most(rows):
            for child in branch.children:
                if child.children:
                    self._cut(child)
            self._cut(branch, self._kept(branch, rows))
            return
        while True:
            if self._measured(branch, rows):
                break
            heavy = [child for child in branch.children if child.children]
            if not heavy:
                self._cut(branch)
                return
            self._cut(max(heavy, key=lambda child: self.weight[id(child)]))
        self.weight[own] = 1 + sum([self.weight[id(child)] for child in branch.children])

    def _kept(self, branch: Branch, rows: int) -> int:
        """How many children stay with a branch that has too many: a fair share below the only
        root, which would else have a page to itself; none below others.
        """
        if len(self.roots) > 1 or branch is not self.roots[0]:
            return 0
        here, each = self._most(rows), max(1, self._most(self.room.rows(heads=True)))
        pages = 1 + -(-(len(branch.children) - here) // each)
        return min(here, -(-len(branch.children) // pages))

    def _cut(self, branch: Branch, kept: int = 0) -> None:
        """Continue a branch on a page of its own, on several when it has too many children.
        The first ``kept`` of them stay.
        """
        most = max(1, self._most(self.room.rows(heads=True)))
        at = kept
        heads = []
        for count in evenly(len(branch.children) - kept, most):
            heads.append(Branch(branch.index, branch.children[at : at + count], head=True))
            at += count
        self.continued[branch.index] = heads
        branch.children = branch.children[:kept]
        self.form[id(branch)] = self.forms.number((ALONE,) * kept)
        self.weight[id(branch)] = 1 + kept

    def _most(self, rows: int) -> int:
        """How many children without children of their own fit below one card."""
        if rows not in self.capacity:
            count = 1
            while self._fits(count + 1, rows):
                count += 1
            self.capacity[rows] = count
        return self.capacity[rows]

    def _fits(self, count: int, rows: int) -> bool:
        form = self.forms.number((ALONE,) * count)
        return bool(self.forms.shapes(form, self.sizes, self.mode, rows, self.room.width))

    def _filled(self, trees: Sequence[tuple[Branch, list[Shape]]], heads: bool) -> list[PageTree]:
        """Trees on as few pages as they need; on a few pages, spread evenly over them."""
        for branch, _ in trees:
            self.cards[id(branch)] = len(postorder([branch])) - heads
        total = sum(self.cards[id(branch)] for branch, _ in trees)
        pages = self._packed(trees, heads, total)
        if not 1 < len(pages) <= FEW_PAGES:
            return pages
        low, high = total // len(pages) - 1, total
        while high - low > 1:
            middle = (low + high) // 2
            trial = self._packed(trees, heads, middle)
            if len(trial) <= len(pages):
                high, pages = middle, trial
            else:
                low = middle
        return pages

    def _packed(
        self, trees: Sequence[tuple[Branch, list[Shape]]], heads: bool, most: int
    ) -> list[PageTree]:
        """Trees on pages, each on the first of the last few that has room for it and stands
        behind the page with its head's full card; at most ``most`` cards where possible.
        """
        pages: list[PageTree] = []
        held: list[list[list[Shape]]] = []
        keys: list[tuple[int, ...]] = []
        counts: list[int] = []
        home: dict[int, int] = {}
        rows = self.room.rows(heads)
        areas: list[int] = []
        most_area = self.room.all(heads)
        for branch, shapes in trees:
            area = self.room.area(shapes, heads)
            alone: tuple[int, ...] = (int(heads), id(shapes))
            key = alone
            first = max(0, len(pages) - OPEN_PAGES, home.get(branch.index, -1) + 1)
            for number in range(first, len(pages)):
                if counts[number] + self.cards[id(branch)] > most:
                    continue
                if areas[number] + area > most_area:
                    continue
                key = (*keys[number], id(shapes))
                fits = self.together.get(key)
                if fits is None:
                    fits = self._together([*held[number], shapes], rows, heads)
                    self.together[key] = fits
                if fits:
                    break
            else:
                number = len(pages)
                key = alone
                pages.append(PageTree([], heads))
                held.append([])
                keys.append(())
                counts.append(0)
                areas.append(0)
            pages[number].trees.append(branch)
            held[number].append(shapes)
            keys[number] = key
            counts[number] += self.cards[id(branch)]
            areas[number] += area
            if heads:
                home.update((b.index, number) for b in postorder(branch.children))
        return pages

    def _together(self, trees: list[list[Shape]], rows: int, heads: bool) -> bool:
        for bound in range(rows, 0, -1):
            shelves = fewest_shelves(trees, bound, self.room.width, 2 * self.sizes.gap)
            if not shelves:
                return False
            if self.room.used(shelves, heads) <= self.room.height:
                return True
        return False


__all__ = ["PageTree", "Pager", "Room"]
