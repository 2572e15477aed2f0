"""Strips: texts measured once, from which their lines follow at any size and width.

Advances with kerning are whole numbers of a face's units, so the width of any stretch is the
difference of two sums, at every size. A line then ends where a bisection of the sums says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import ceil
from operator import sub

from deckgen.scene import EMU_PER_POINT
from deckgen.text import linebreak, metrics
from deckgen.text.faces import ContextNeededError
from deckgen.values import dataclass, maker


@dataclass(frozen=True, slots=True)
class Strip:
    """A text cut where lines may end. All widths are in the face's units.

    A line from piece ``i`` to piece ``k`` is ``upto[k] - before[i]`` wide, the spaces at its
    end, which hang over, aside.
    """

    stops: tuple[int, ...]
    """Where each piece ends, as a position in the text."""
    upto: list[int]
    before: list[int]
    total: int
    """The width of the whole text, the spaces at its end included."""
    em: int
    """Units to the em."""

    def ends(self, size: float, room: int) -> list[int] | None:
        """Where the lines end at ``size`` points in ``room`` EMU, as positions in the text.

        Greedy, as ``breaking.break_lines``; None when a piece is wider than a line and has to
        be cut.
        """
        limit = _limit(size, room, self.em)
        upto, before, stops = self.upto, self.before, self.stops
        found: list[int] = []
        at, count = 0, len(stops)
        while at < count:
            after = bisect_right(upto, limit + before[at], at)
            if after == at:
                return None
            found.append(stops[after - 1])
            at = after
        return found

    def lines(self, size: float, room: int) -> int:
        """How many lines there are; 0 when a piece has to be cut."""
        limit = _limit(size, room, self.em)
        upto, before = self.upto, self.before
        lines, at, count = 0, 0, len(upto)
        while at < count:
            after = bisect_right(upto, limit + before[at], at)
            if after == at:
                return 0
            at = after
            lines += 1
        return lines

    def halved(self, size: float) -> tuple[float, float] | None:
        """The least room (EMU) in which the text takes two lines at ``size`` points, and the
        least in which no piece has to be cut; None where it has to be searched for.
        """
        upto, before = self.upto, self.before
        if before != sorted(before) or len(upto) < 2:
            return None
        last = upto[-1]
        half = min([max(a, last - b) for a, b in zip(upto, before[1:], strict=False)])
        widest = max(map(sub, upto, before))
        em = self.em
        return half * size * EMU_PER_POINT / em, widest * size * EMU_PER_POINT / em


_new_strip = maker(Strip)


@lru_cache(maxsize=8192)
def strip(text: str, family: str, bold: bool, italic: bool) -> Strip | None:
    """The strip of a paragraph in a face; None when its widths do not add up, as those of
    emoji, Arabic and soft hyphens, or when a line feed forces a break.
    """
    if not text or "\n" in text:
        return None
    face = metrics.face(family, bold, italic)
    stops = linebreak.breaks(text)
    try:
        bare, at = face.words[text[: stops[0]]]
        upto, before = [bare], [0]
        later = face.later
        for start, stop in pairwise(stops):
            kern, bare, whole = later[text[start - 1 : stop]]
            at += kern
            before.append(at)
            upto.append(at + bare)
            at += whole
    except ContextNeededError:
        return None
    if upto != sorted(upto):
        return None
    return _new_strip(stops, upto, before, at, face.units)


def joint_ends(parts: Sequence[tuple[Strip, float]], room: int) -> list[int] | None:
    """Where the lines end of texts behind each other, each a strip with its size (points), in
    ``room`` EMU. A line may end between two of them. None when a piece has to be cut.
    """
    found: list[int] = []
    offset = 0
    left, begun = room, False
    for each, size in parts:
        upto, before, stops = each.upto, each.before, each.stops
        at, count = 0, len(stops)
        while True:
            limit = _limit(size, left, each.em) if left > 0 else -1
            after = bisect_right(upto, limit + before[at], at)
            if after == count:
                rest = (each.total - before[at]) * size * EMU_PER_POINT / each.em
                left -= ceil(rest)
                begun = True
                break
            if after == at and not begun:
                return None
            found.append(offset + (stops[after - 1] if after else 0))
            at, left, begun = after, room, False
        offset += stops[-1]
    found.append(offset)
    return found


def joint_lines(parts: Sequence[Strip], size: float, room: int) -> int:
    """How many lines texts behind each other take at ``size`` points in ``room`` EMU, as
    ``joint_ends`` breaks them; 0 when a piece has to be cut.
    """
    lines = 1
    left, begun = room, False
    for each in parts:
        upto, before, em = each.upto, each.before, each.em
        at, count = 0, len(upto)
        while True:
            limit = _limit(size, left, em) if left > 0 else -1
            after = bisect_right(upto, limit + before[at], at)
            if after == count:
                left -= ceil((each.total - before[at]) * size * EMU_PER_POINT / em)
                begun = True
                break
            if after == at and not begun:
                return 0
            lines += 1
            at, left, begun = after, room, False
    return lines


@lru_cache(maxsize=4096)
def _limit(size: float, room: int, em: int) -> int:
    """The most units that are no wider than ``room`` EMU, as ``metrics.width`` reckons."""
    limit = int(room * em / (size * EMU_PER_POINT))
    while (limit + 1) * size * EMU_PER_POINT / em <= room:
        limit += 1
    while limit * size * EMU_PER_POINT / em > room:
        limit -= 1
    return limit
