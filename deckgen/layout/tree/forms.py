"""Forms of trees: branches that look alike have the same shapes, which are found once.

Which card stands where does not matter to a shape, only how many children there are and what
theirs look like. Most branches of a large cascade are one of a few forms, so that the time
to arrange it grows with the pages tried, not with the cards on them.
"""

from __future__ import annotations

from threading import local

from deckgen.layout.tree.shapes import Branch, Mode, Shape, Sizes, Ways, combine, postorder
from deckgen.layout.tree.shelves import Shelf

ALONE = 0
"""The form of a card without children."""
MOST_KEPT = 2_000
"""Forms that are remembered from deck to deck."""
_local = local()


class Forms:
    """The forms met so far, and their shapes by sizes, mode and room."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, ...], int] = {(): ALONE}
        self._children: list[tuple[int, ...]] = [()]
        """By form, the forms of its children; they always have smaller numbers."""
        self._known: dict[tuple[Sizes, Mode, int, int], dict[int, Ways]] = {}
        self.shelved: dict[tuple[object, ...], list[Shelf] | None] = {}
        """What ``arrange`` found for trees of some forms, by all that it depends on."""

    @property
    def size(self) -> int:
        """How much is remembered: forms, for each sizes and room that they were tried with, and
        their shelves.
        """
        return len(self.shelved) + sum([len(known) for known in self._known.values()])

    def number(self, children: tuple[int, ...]) -> int:
        """The form of a card above children of these forms."""
        found = self._numbers.get(children)
        if found is None:
            found = self._numbers[children] = len(self._children)
            self._children.append(children)
        return found

    def of(self, root: Branch) -> int:
        """The form of a whole branch."""
        done: dict[int, int] = {}
        for branch in postorder([root]):
            done[id(branch)] = self.number(tuple([done[id(c)] for c in branch.children]))
        return done[id(root)]

    def shapes(self, form: int, sizes: Sizes, mode: Mode, rows: int, width: int) -> list[Shape]:
        """The shapes of a form within ``rows`` and ``width`` (EMU); [] when there is none."""
        known = self._known.setdefault((sizes, mode, rows, width), {})
        found = known.get(form)
        if found is not None:
            return found.every
        wanted, stack = {form}, [form]
        while stack:
            for child in self._children[stack.pop()]:
                if child not in wanted and child not in known:
                    wanted.add(child)
                    stack.append(child)
        for each in sorted(wanted):
            children = self._children[each]
            counts = [len(self._children[child]) for child in children]
            parts = [known[child] for child in children]
            known[each] = combine(counts, parts, sizes, mode, rows, width)
        return known[form].every


def kept() -> Forms:
    """Forms of small trees, which are alike from deck to deck of a batch; each thread its own."""
    found: Forms | None = getattr(_local, "forms", None)
    if found is None or found.size > MOST_KEPT:
        found = _local.forms = Forms()
    return found


def shapes_of(root: Branch, sizes: Sizes, mode: Mode, rows: int, width: int) -> list[Shape]:
    """The shapes of a whole branch within ``rows`` and ``width``; [] when there is none."""
    forms = Forms()
    return forms.shapes(forms.of(root), sizes, mode, rows, width)
