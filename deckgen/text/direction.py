"""The base direction of a paragraph."""

from __future__ import annotations

import re
from unicodedata import bidirectional

_RIGHT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


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
