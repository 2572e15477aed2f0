"""Grapheme clusters: what a reader takes for one character (UAX #29, in short)."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from unicodedata import category, east_asian_width

_ZWJ = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_KEYCAP = "\u20e3"
_COENG = "\u17d2"  # Khmer: the next consonant stands below this one
_VIRAMAS = frozenset(
    "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0d4d\u1039" + _COENG
)  # these tie the next letter to the cluster; Tamil, Kannada and Sinhala show theirs
_ALONE = frozenset(" \n\r\v\f\x85\u200b\u2028\u2029")  # marks after these stand alone (LB9)
_EXTRA = frozenset("\u0e33\u0eb3")  # Thai and Lao sara am: letters by category, marks by look


def clusters(text: str) -> list[str]:
    """``text`` cut between grapheme clusters; joined they give it back.

    Marks, joined emoji, flags, Hangul made of jamo and conjuncts tied by a virama stay whole.
    """
    if text.isascii():
        return list(text)
    found: list[str] = []
    current = text[:1]
    flags = 1 if _flag(current) else 0
    for before, character in pairwise(text):
        if _continues(before, character, flags, current):
            current += character
            flags = flags + 1 if _flag(character) else flags
        else:
            found.append(current)
            current = character
            flags = 1 if _flag(character) else 0
    if current:
        found.append(current)
    return found


def is_emoji(cluster: str) -> bool:
    """Whether a cluster is drawn as an emoji: by default, as a flag, or by a variation selector."""
    if cluster[0] < "\u00a9" and _KEYCAP not in cluster:
        return False
    if _EMOJI_STYLE in cluster or _KEYCAP in cluster:
        return True
    first = cluster[0]
    return _flag(first) or (
        (first > "\U0001f000" or "\u2300" <= first <= "\u2bff")
        and category(first) == "So"
        and east_asian_width(first) == "W"
    )


def _flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _continues(before: str, character: str, flags: int, current: str) -> bool:
    if character < "\u0300" and before not in _VIRAMAS:
        return False
    if extends(character):
        return before not in _ALONE
    if _flag(character):
        return flags == 1 and _flag(before)
    if before == _ZWJ:
        return category(character) == "So" and is_emoji(current)
    if before in _VIRAMAS:
        return category(character) == "Lo"
    return _jamo(before, character)


@lru_cache(maxsize=4096)
def extends(character: str) -> bool:
    """Whether a character never begins a cluster: marks, joiners, selectors, skin tones."""
    return (
        category(character) in ("Mn", "Me", "Mc")
        or character == _ZWJ
        or character in _EXTRA
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _jamo(before: str, character: str) -> bool:
    """Conjoining Hangul: leading × leading/vowel/syllable, vowel × vowel/trailing, …"""
    if not "\u1100" <= character <= "\ud7ff":
        return False
    vowel = "\u1160" <= character <= "\u11a7"
    trailing = "\u11a8" <= character <= "\u11ff"
    if "\u1100" <= before <= "\u115f":
        return character <= "\u11a7" or "\uac00" <= character <= "\ud7a3"
    if "\uac00" <= before <= "\ud7a3":
        return trailing or (vowel and (ord(before) - 0xAC00) % 28 == 0)
    if "\u1160" <= before <= "\u11a7":
        return vowel or trailing
    return trailing and "\u11a8" <= before <= "\u11ff"
