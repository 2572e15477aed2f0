"""How many lines a title takes at many widths and sizes: measured once, then arithmetic."""

from __future__ import annotations

import re

from deckgen.scene import Color
from deckgen.text import linebreak
from deckgen.text.fitting import SAFETY, Style, Typesetter

_EM = 100.0
"""Size at which words are measured; advance widths grow in proportion to the size."""
_CAREFUL = 0.998
"""Spares kerning across the spaces between words."""
_PLAIN = re.compile("[ -~¡-¬®-ɏ]*")
"""Latin letters and signs, whose widths add up; other scripts are measured line by line."""


class Ruler:
    """Counts the lines of titles, in the bold body face. At most one too many, never too few."""

    def __init__(self, setter: Typesetter) -> None:
        self.setter = setter
        self._style = Style(_EM, Color("tx1"), bold=True)
        self._words: dict[str, list[tuple[int, int]] | None] = {}
        self._lines: dict[tuple[str, float, int], int] = {}

    def lines(self, text: str, size: float, width: int) -> int:
        """Lines that ``text`` takes at ``size`` points in ``width`` EMU."""
        words = self._words.get(text)
        if words is None and text not in self._words:
            words = self._words[text] = self._measured(text)
        limit = width * SAFETY * _CAREFUL * _EM / size
        if words is None:
            return self._exactly(text, size, width)
        count, used = 1, 0
        for bare, spaced in words:
            if used + bare > limit:
                if bare > limit:
                    return self._exactly(text, size, width)
                count += 1
                used = 0
            used += spaced
        return count

    def _exactly(self, text: str, size: float, width: int) -> int:
        key = (text, size, width)
        if key not in self._lines:
            self._lines[key] = self.setter.lines(text, self._style.at(size), width)
        return self._lines[key]

    def _measured(self, text: str) -> list[tuple[int, int]] | None:
        """(width, width with the space behind it) of each word in EMU; None when lines may
        break elsewhere than between words.
        """
        if not text or not _PLAIN.fullmatch(text):
            return None
        words = []
        at = 0
        for end in linebreak.breaks(text):
            word = text[at:end]
            bare = self.setter.width(word.rstrip(), self._style)
            words.append((bare, self.setter.width(word, self._style)))
            at = end
        return words
