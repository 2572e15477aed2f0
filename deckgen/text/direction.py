"""The base direction of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import bidirectional

_RIGHT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


_NUMBER = re.compile(r"[-−+$€£]?\d[\d.,]*")
LEFT_MARK = "\u200e"
"""The invisible mark that counts as a letter that runs from left to right."""


def is_rtl(text: str) -> bool:
    """Whether a paragraph runs from right to left: its first strong character decides.

    That is rule P2 of the Unicode bidirectional algorithm (UAX #9), without its isolates.
    """
    if text.isascii() or not _RIGHT.search(text):
        return False
    for character in text:
        kind = bidirectional(character)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False


def numbers_of_latin(text: str) -> list[int]:
    """Where numbers begin that stand between right-to-left and Latin letters, as 8 does before
    "February" in an Arabic sentence.

    By rule N1 of UAX #9 such a number goes with the letters before it, away from the words that
    it belongs to; a ``LEFT_MARK`` at its beginning keeps it with those after it.
    """
    found: list[int] = []
    strong, at = "", 0
    for match in _NUMBER.finditer(text):
        strong = _strong(reversed(text[at : match.start()])) or strong
        at = match.end()
        if strong in ("R", "AL") and _strong(iter(text[at:])) == "L":
            found.append(match.start())
            strong = "L"
    return found


def _strong(characters: Iterator[str]) -> str:
    """The direction of the first character that has one, or ""."""
    return next((k for c in characters if (k := bidirectional(c)) in ("L", "R", "AL")), "")
