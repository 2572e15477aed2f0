"""The ladder of a cascade: type, widths and gaps of its cards, from large to small."""

from __future__ import annotations

from deckgen.layout.tree.shapes import Mode
from deckgen.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the ladder: type size of titles (points), card widths (points), how many lines
    a title may take, whether key results stand on the cards, and the least gaps (points).
    """

    title: float
    narrow: float
    broad: float
    lines: int
    key_results: bool
    modes: tuple[Mode, ...]
    gap: float = 14
    gap_y: float = 20
    indent: float = 16
    dense: bool = False
    """The percent stands beside the kicker and the bar is slim."""


STEPS = (
    Step(24, 440, 560, 3, True, ("lanes",), 32, 40),
    Step(18, 300, 420, 4, True, ("lanes",), 28, 34),
    Step(16, 240, 330, 4, True, ("lanes",), 24, 28),
    Step(14, 200, 300, 4, True, ("lanes",), 20, 26),
    Step(13, 180, 280, 4, True, ("lanes", "leaves"), 16, 22),
    Step(12, 170, 260, 4, True, ("lanes", "leaves"), 16, 20),
    Step(11, 160, 240, 4, True, ("lanes", "leaves"), 14, 16),
    Step(14, 185, 300, 4, False, ("lanes", "leaves"), 16, 22),
    Step(13, 165, 270, 4, False, ("lanes", "leaves"), 14, 20),
    Step(12, 150, 240, 4, False, ("lanes", "leaves"), 12, 16),
    Step(10, 150, 220, 4, True, ("lanes", "leaves"), 12, 14, 14),
    Step(11, 130, 210, 4, False, ("lanes", "leaves", "compact"), 11, 14),
    Step(10, 120, 190, 4, False, ("lanes", "leaves", "compact"), 10, 12, 14),
)
FLOOR = Step(10, 112, 170, 4, False, ("compact",), 8, 7.5, 10, dense=True)
"""The floor of the ladder; its narrowest widths are chosen for each cascade (``floors``)."""
NARROW = (108.0, 112.0, 116.0, 120.0, 124.0, 129.0, 134.0, 140.0, 148.0, 156.0)
SHARED: tuple[Mode, ...] = ("lanes", "leaves", "compact")


FEW_ROOTS = 8
"""Cards of an overview that have room for larger type than the slides that follow."""
ROW_OF_ROOTS = 3
ROOTS = tuple(replace(s, modes=SHARED) for s in STEPS if s.title <= 16)
"""The steps of an overview of few cards."""


def alike(least: Step) -> tuple[Step, ...]:
    """The steps of a cascade that continues, for slides whose neighbours need ``least``: titles
    no more than a point larger, key results on slides where all cards have room for them.
    """
    titles = (least.title + 1, least.title)
    found = [s for key_results in (True, False) for title in titles for s in STEPS
             if (s.title, s.key_results) == (title, key_results)]  # fmt: skip
    return (*(replace(s, modes=SHARED) for s in found), least)
