"""Where a line may break in Thai, Lao, Khmer and Burmese, which are written without spaces.

Programs look words up in a dictionary. Here spelling tells where a syllable begins, and
syllables are joined to pieces about as long as a word, so that lines fill alike. The count of
lines is what matters: the program that shows the text breaks it by its own dictionary.
"""

from __future__ import annotations

_LEADING = frozenset("เแโใไ")
_FOLLOWING = frozenset("าะำๅ")
_CLOSED = frozenset("ะำๆฯ")
_VOWEL_MARKS = frozenset("ัิีึืุู็")
_STACKERS = frozenset("\u17d2\u1039")
SHORTEST = 4
"""Fewest letters of a piece: with it pieces are as long as Thai words are on average."""
SHORTEST_STACKED = 6
"""The same for Khmer and Burmese, where letters below others count too."""


def syllables(text: str, units: list[tuple[int, int]]) -> set[int]:
    """The starts of those ``units`` (spans of a letter with its marks) that may open a line."""
    found: set[int] = set()
    length = 0
    for index, (start, _) in enumerate(units):
        if index == 0 or units[index - 1][1] != start:
            length = 1
            continue
        shortest = SHORTEST if text[start] < "\u1000" else SHORTEST_STACKED
        if length >= shortest and _begins(text, units, index):
            found.add(start)
            length = 1
        else:
            length += 1
    return found


def _begins(text: str, units: list[tuple[int, int]], index: int) -> bool:
    start, end = units[index]
    if text[start] >= "\u1000":  # Khmer, Burmese: not inside a stack of consonants
        return text[start - 1] not in _STACKERS
    letter = _thai(text[start])
    before = _thai(text[units[index - 1][0]])
    if before in _LEADING or letter in _FOLLOWING or letter in _CLOSED:
        return False
    if letter in _LEADING or before in _CLOSED:
        return True
    following = _thai(text[end : end + 1])
    voiced = following in _FOLLOWING or _has_vowel(text, units[index])
    if before in _FOLLOWING or _has_vowel(text, units[index - 1]):
        return voiced  # a bare consonant after a vowel closes its syllable
    # After a bare consonant: it closed a syllable if a vowel stands before it.
    if index < 2:
        return False
    earlier = _thai(text[units[index - 2][0]])
    closes = earlier in _FOLLOWING or _has_vowel(text, units[index - 2])
    return closes and text[end : end + 1] != "์"


def _has_vowel(text: str, unit: tuple[int, int]) -> bool:
    return any(_thai(mark) in _VOWEL_MARKS for mark in text[unit[0] + 1 : unit[1]])


def _thai(character: str) -> str:
    """Lao by its Thai counterpart: the two blocks run parallel."""
    return chr(ord(character) - 0x80) if "\u0e80" <= character <= "\u0eff" else character
