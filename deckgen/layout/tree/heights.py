"""How tall the cards of a page are: what stands on them, and the room around it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from deckgen.layout.studio import LABEL_FLOOR
from deckgen.layout.tree.steps import Step
from deckgen.plan import TreeNode
from deckgen.scene import points
from deckgen.values import dataclass

if TYPE_CHECKING:
    from deckgen.layout.tree.cards import Cards

SMALL = LABEL_FLOOR
LINE = points(SMALL * 1.2)
TALL = points(12.5)
"""Height of a line of small text with its bar."""


@dataclass(frozen=True, slots=True)
class Insets:
    """Room between a card's edges and its text, and for its progress bar (EMU)."""

    left: int
    right: int
    top: int
    bottom: int
    foot: int
    bar: int


def insets(step: Step) -> Insets:
    """Insets of a card: as tight as reads well at the floor, more with larger type."""
    return _insets(step.title, step.dense)


@lru_cache(maxsize=64)
def _insets(title: float, dense: bool) -> Insets:
    if title >= 13:
        return Insets(points(14), points(10), points(8), points(8), points(18), points(5))
    if title >= 12:
        return Insets(points(13), points(9), points(7), points(7), points(17), points(5))
    if title >= 11:
        return Insets(points(11), points(7), points(5), points(5), points(15), points(4))
    if not dense:
        return Insets(points(10), points(6), points(4), points(3), points(12), points(4))
    return Insets(points(8), points(4), points(2), points(2), points(4), points(3))


def small(step: Step) -> float:
    """Type size (points) of kickers and key results: larger on cards with large titles."""
    return 12.0 if step.title >= 16 else SMALL


EVEN = 0.6
"""Share of the tallest card that cards with key results fill on average; with less most of
them would be empty, and they are shown without.
"""
NEVER = points(10_000)
"""A height that no page has."""


class Heights:
    """The height in EMU that all cards of a page need so that all texts fit, by step and width:
    measured when it is asked for, once each.
    """

    def __init__(self, cards: Cards, nodes: Iterable[TreeNode], foot: bool) -> None:
        self._cards = cards
        self._foot = foot
        self._known: dict[tuple[float, bool, bool, int], int] = {}
        self._plain: list[str] = []
        """Titles of cards without, then with a line of further parents."""
        self._further: list[str] = []
        self._detailed: list[TreeNode] = []
        """Those with key results, which not every step shows."""
        self._count = 0
        for node in nodes:
            self._count += 1
            (self._further if node.further else self._plain).append(node.title)
            if cards.shows_key_results(node):
                self._detailed.append(node)
        # Long titles first: others need no counting then.
        self._plain = cards.ruler.longest_first(self._plain)
        self._further = cards.ruler.longest_first(self._further)
        # Tall cards first: one that is too tall spares measuring the others.
        self._detailed.sort(key=lambda node: -len(node.key_results))
        self._most = len(self._detailed[0].key_results) if self._detailed else 0

    def __call__(self, step: Step, width: int) -> int:
        """The height at a step for cards of ``width`` EMU."""
        key = (step.title, step.key_results, step.dense, width)
        if key not in self._known:
            self._known[key] = self._measured(step, width)
        return self._known[key]

    def least(self, step: Step) -> int:
        """What the height is at least, whatever the width: one line for each text."""
        lines = self._most if step.key_results else 0
        return self._around(step) + points(step.title * 1.2) + lines * points(small(step) * 1.2)

    def over(self, step: Step, width: int, most: int) -> bool:
        """Whether the height is more than ``most`` EMU: mostly the first card tells."""
        if self.least(step) > most:
            return True
        if step.key_results and self._detailed:
            room, first = insets(step), self._detailed[0]
            inner = width - room.left - room.right
            if self._around(step) + self._below_kicker(first, inner, step) > most:
                return True
        return self(step, width) > most

    def _around(self, step: Step) -> int:
        """What a card has besides its title, key results and further parents."""
        room = insets(step)
        foot = self._cards.foot(step, self._foot)
        return room.top + points(small(step) * 1.2) + foot + room.bottom

    def _measured(self, step: Step, width: int) -> int:
        room, cards = insets(step), self._cards
        inner = width - room.left - room.right
        most = 0
        for titles, more in ((self._plain, 0), (self._further, LINE)):
            if titles:
                lines = cards.ruler.most(titles, step.title, inner, step.lines)
                most = max(most, points(lines * step.title * 1.2) + more)
        if step.key_results:
            totals = [self._below_kicker(node, inner, step) for node in self._detailed]
            most = max([most, *totals])
            spare = (self._count - len(totals)) * points(step.title * 1.2)
            mean = (sum(totals) + spare) // max(1, self._count)
            if self._around(step) + mean < EVEN * (self._around(step) + most):
                return NEVER
        return self._around(step) + most

    def _below_kicker(self, node: TreeNode, inner: int, step: Step) -> int:
        """The height of a card's title, further parents and key results in ``inner`` EMU."""
        lines = min(step.lines, self._cards.ruler.lines(node.title, step.title, inner))
        more = LINE if node.further else 0
        below = self._cards.key_results_height(node, inner, step)
        return points(lines * step.title * 1.2) + more + below + points(6)
