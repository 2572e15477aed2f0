"""How many lines a title takes at many widths and sizes: measured once, then arithmetic."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from math import ceil

from deckgen.scene import EMU_PER_POINT, Color
from deckgen.text import linebreak, metrics
from deckgen.text.fitting import SAFETY, Typesetter
from deckgen.text.style import Style
from deckgen.values import dataclass

_EM = 100.0
"""Size at which words are measured; advance widths grow in proportion to the size."""
_CAREFUL = 0.998
"""Spares kerning across the spaces between words."""
_PLAIN = re.compile("[ -~¡-¬®-ɏ]*")
"""Latin letters and signs, whose widths add up; other scripts are measured line by line."""
_KEPT = 8_192
"""Words whose widths are remembered."""


@dataclass(frozen=True, slots=True)
class _Title:
    """A title's words at ``_EM`` points behind each other, in EMU: where each begins, where it
    ends without the space behind it; the width of all and of the broadest.
    """

    before: list[int]
    upto: list[int]
    total: int
    widest: int


class Ruler:
    """Counts the lines of titles, in the bold body face. At most one too many, never too few."""

    def __init__(self, setter: Typesetter) -> None:
        self.setter = setter
        self._style = Style(_EM, Color("tx1"), bold=True)
        self._titles: dict[str, _Title | None] = {}
        self._lines: dict[tuple[str, float, int], int] = {}

    def lines(self, text: str, size: float, width: int) -> int:
        """Lines that ``text`` takes at ``size`` points in ``width`` EMU."""
        title = self._title(text)
        if title is None:
            return self._exactly(text, size, width)
        limit = width * SAFETY * _CAREFUL * _EM / size
        if title.widest > limit:
            return self._exactly(text, size, width)
        # Widths are whole numbers, so the part of a limit behind the point makes no difference.
        whole, before, upto = int(limit), title.before, title.upto
        at = lines = 0
        while at < len(upto):
            at = bisect_right(upto, whole + before[at], at)
            lines += 1
        return lines

    def most(self, texts: Iterable[str], size: float, width: int, enough: int) -> int:
        """The most lines that any of ``texts`` takes, as ``lines`` counts them; ``enough`` when
        it is as many or more. 0 without texts.

        Every line but the last leaves no room for the word behind it. So n lines take more
        than n - 1 times the limit less the widest word, and most texts need no counting.
        """
        limit = width * SAFETY * _CAREFUL * _EM / size
        most = 0
        known = self._titles
        for text in texts:
            title = known.get(text)
            if most and title is not None and title.widest < limit:
                total = title.total
                if total <= limit or total <= most * (limit - title.widest):
                    continue
            most = max(most, self.lines(text, size, width))
            if most >= enough:
                return enough
        return most

    def longest_first(self, texts: Iterable[str]) -> list[str]:
        """Texts by their width, each once; those that are not measured by words come first."""
        each = {text: self._title(text) for text in texts}
        return sorted(each, key=lambda t: -title.total if (title := each[t]) else -math.inf)

    def _title(self, text: str) -> _Title | None:
        """The measured words; None when lines may break elsewhere than between words."""
        if text not in self._titles:
            self._titles[text] = self._measured(text)
        return self._titles[text]

    def _exactly(self, text: str, size: float, width: int) -> int:
        key = (text, size, width)
        if key not in self._lines:
            self._lines[key] = self.setter.lines(text, self._style.at(size), width)
        return self._lines[key]

    def _measured(self, text: str) -> _Title | None:
        """The title's words; None when lines may break elsewhere than between words."""
        if not text or not _PLAIN.fullmatch(text):
            return None
        words = _words(self.setter.body_font)
        before, upto = [], []
        total = start = widest = 0
        for end in linebreak.breaks(text):
            bare, spaced = words[text[start:end]]
            before.append(total)
            upto.append(total + bare)
            total += spaced
            if bare > widest:
                widest = bare
            start = end
        return _Title(before, upto, total, widest)


class _Words(dict[str, tuple[int, int]]):
    """Word with the spaces behind it -> its width in EMU without and with those, in the bold
    face at ``_EM`` points; filled as words are met, which titles have in common.
    """

    def __init__(self, family: str) -> None:
        super().__init__()
        self._face = metrics.face(family, True, False)

    def __missing__(self, word: str) -> tuple[int, int]:
        if len(self) > _KEPT:
            self.clear()
        bare, spaced = self._face.words[word]
        each = _EM * EMU_PER_POINT
        units = self._face.units
        made = self[word] = ceil(bare * each / units), ceil(spaced * each / units)
        return made


@lru_cache(maxsize=4)
def _words(family: str) -> _Words:
    return _Words(family)
