"""Faces: the tables of widths in ``data``, read when first needed."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import pairwise
from typing import Any
from unicodedata import category, east_asian_width

from deckgen.resources import resource
from deckgen.text.clusters import clusters, is_emoji

EMOJI = 1.25
"""Width of an emoji in em: that of the colour fonts in use."""
UNKNOWN = 1.1
"""Width in em of a character that no table has."""
TAB = 4
"""A tab is as wide as this many spaces; ``clean`` makes it so."""

GAP = 0.24
"""Space that programs set between an East Asian character and a Latin one, in em."""

_SHY = "\u00ad"
_TATWEEL = "\u0640"
# Punctuation that takes a full em where it follows an ideograph: the East Asian font draws it.
_WIDE_AFTER_CJK = frozenset("“”‘’…—·")
# A Khmer consonant after a coeng stands below the one before; these reach out to its right.
_COENG = "\u17d2"
_BESIDE = frozenset("\u1783\u1788\u178d\u1794\u1799\u179a\u179e\u179f\u17a1")
# Characters whose width hangs on more than their left neighbour.
_CONTEXT = frozenset("\u00ad\u200d\ufe0f\u20e3")
_PAIRS_KEPT = 300_000
_TEXTS_KEPT = 50_000


class ContextNeededError(KeyError):
    """A character cannot be measured by itself: an emoji sequence, Arabic, a soft hyphen."""


class _Advances(dict[str, int]):
    """Character -> advance, filled as characters are met."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, character: str) -> int:
        value = self[character] = self._face.advance(character)
        return value


class _Pairs(dict[tuple[str, str], int]):
    """(left, right) -> the advance of ``right`` after ``left``, kerning included."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, pair: tuple[str, str]) -> int:
        if len(self) > _PAIRS_KEPT:
            self.clear()
        value = self[pair] = self._face.after(*pair)
        return value


class _Words(dict[str, tuple[int, int]]):
    """A word -> its widths without and with the spaces at its end. Raises ContextNeededError
    when its characters cannot be measured one by one.
    """

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, text: str) -> tuple[int, int]:
        if len(self) > _TEXTS_KEPT:
            self.clear()
        face, bare = self._face, text.rstrip(" \n")
        short = whole = face.summed(bare) if bare else 0
        if not bare:
            whole = face.summed(text)
        elif len(bare) < len(text):
            whole += face.behind(text[len(bare) - 1 :])
        value = self[text] = short, whole
        return value


class _Later(dict[str, tuple[int, int, int]]):
    """A word with the character before it -> what it is wider there, and its widths as above."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, text: str) -> tuple[int, int, int]:
        if len(self) > _TEXTS_KEPT:
            self.clear()
        face = self._face
        bare, whole = face.words[text[1:]]
        value = self[text] = face.kerned(text[0], text[1]), bare, whole
        return value


class Face:
    """One face of a family. Widths are in ``units`` to the em."""

    __slots__ = (
        "_advances",
        "_bold",
        "_known",
        "_left",
        "_pairs",
        "_right",
        "later",
        "table",
        "units",
        "words",
    )

    def __init__(self, data: dict[str, Any], *, bold: bool) -> None:
        self.units: int = data["units"]
        self.table = _widths(data)
        self._bold = bold
        self._right = {c: i for i, members in enumerate(data.get("right", ())) for c in members}
        self._left: dict[str, str | dict[int, int]] = {
            c: row
            for members, row in zip(data.get("left", ()), data.get("kern", ()), strict=True)
            for c in members
        }
        self._known: dict[str, int] = {}
        self._advances = _Advances(self)
        self._pairs = _Pairs(self)
        self.words = _Words(self)
        self.later = _Later(self)

    def width(self, text: str) -> int:
        """The width of ``text`` on one line."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) > _TEXTS_KEPT:
                self._known.clear()
            found = self._known[text] = self._width(text)
        return found

    def _width(self, text: str) -> int:
        if not text:
            return 0
        try:
            return self.summed(text)
        except ContextNeededError:
            return self._in_context(text)

    def kerned(self, left: str, right: str) -> int:
        """What ``right`` is wider (or narrower) where ``left`` stands before it."""
        return self._pairs[left, right] - self._advances[right]

    def summed(self, text: str) -> int:
        """The width of a text whose characters are measured one by one; raises
        ContextNeededError when they cannot be.
        """
        return self._advances[text[0]] + self.behind(text)

    def behind(self, text: str) -> int:
        """The width of ``text`` behind its first character."""
        return sum(map(self._pairs.__getitem__, pairwise(text)))

    def kern(self, left: str, right: str) -> int:
        """What the pair adds to its advances."""
        row = self._left.get(left)
        if row is None:
            return 0
        if isinstance(row, str):
            pairs = (item.split(":") for item in row.split())
            row = self._left[left] = {int(index): int(value) for index, value in pairs}
        return row.get(self._right.get(right, -1), 0)

    def after(self, left: str, right: str) -> int:
        """The advance of ``right`` where ``left`` stands before it."""
        if right in _WIDE_AFTER_CJK and east_asian_width(left) in "WF":
            return self.units
        if left == _COENG:
            return round(self.units * 0.3) if right in _BESIDE else 0
        advance = self._advances[right] + self.kern(left, right)
        if left > "\u2e7f" or right > "\u2e7f":
            advance += self._gap(left, right)
        return advance

    def _gap(self, left: str, right: str) -> int:
        """The space between East Asian and Latin text; marks and invisible characters get none."""
        if (east_asian_width(left) in "WF") == (east_asian_width(right) in "WF"):
            return 0
        visible = category(left)[0] not in "MC" and category(right)[0] not in "MC"
        return round(self.units * GAP) if visible else 0

    def has(self, character: str) -> bool:
        """Whether the family or a usual stand-in has the character."""
        return (
            character in self.table
            or character in fallback(self._bold)
            or east_asian_width(character) in "WFH"
            or category(character) in ("Mn", "Me", "Cf", "Cc")
            or is_emoji(character)
        )

    def advance(self, character: str) -> int:
        """The advance of a character by itself. Raises ContextNeededError when it has none."""
        if character in _CONTEXT:
            raise ContextNeededError(character)
        found = self.table.get(character)
        if found is not None:
            return found
        if character == "\t":
            return self.table[" "] * TAB
        if is_emoji(character) or character in forms(self._bold):
            raise ContextNeededError(character)
        found = fallback(self._bold).get(character)
        if found is not None:
            return -(-found * self.units // 1000)
        if category(character) in ("Mn", "Me", "Cf", "Cc", "Zl", "Zp"):
            return 0
        kind = east_asian_width(character)
        if kind in "WF":
            return self.units
        return self.units // 2 if kind == "H" else round(self.units * UNKNOWN)

    def _in_context(self, text: str) -> int:
        """Width of text with emoji, Arabic or soft hyphens, cluster by cluster."""
        last = text.rstrip(" \n")[-1:]
        total = self.table["-"] if last == _SHY else 0
        before = ""
        for cluster in clusters(text):
            if is_emoji(cluster):
                total += round(self.units * EMOJI)
            else:
                for character in cluster:
                    if character in _CONTEXT or character in forms(self._bold):
                        continue
                    plain = before and not is_emoji(before) and before not in forms(self._bold)
                    if plain and before not in _CONTEXT:
                        total += self._pairs[before, character]
                    else:
                        total += self._advances[character]
            before = cluster[-1]
        if any("\u0600" <= c <= "\u06ff" for c in text):
            total += -(-self._arabic(text) * self.units // 1000)
        return total

    def _arabic(self, text: str) -> int:
        """Width of the joining letters in 1/1000 em, each in the form its neighbours give it."""
        table = forms(self._bold)
        letters = [c for c in text if category(c) not in ("Mn", "Me")]
        total = 0
        index = 0
        while index < len(letters):
            letter = letters[index]
            pair = "".join(letters[index : index + 2])
            joined = index > 0 and _joins(letters[index - 1], table)
            if pair in table:
                total += table[pair][joined]
                index += 2
                continue
            index += 1
            own = table.get(letter)
            if own is None:
                continue
            following = letters[index] if index < len(letters) else ""
            onward = len(own) == 4 and (following in table or following == _TATWEEL)
            total += own[2 if joined else 3] if onward else own[joined]
        return total


def _joins(letter: str, table: dict[str, list[int]]) -> bool:
    return letter == _TATWEEL or len(table.get(letter, ())) == 4


@lru_cache(maxsize=64)
def load(stem: str, bold: bool, italic: bool) -> Face:
    """The face of a family's table, such as ``times-new-roman``."""
    style = "-".join(word for word, on in (("bold", bold), ("italic", italic)) if on)
    return Face(_read(f"{stem}-{style or 'regular'}"), bold=bold)


@lru_cache(maxsize=2)
def fallback(bold: bool) -> dict[str, int]:
    """Character -> width in 1/1000 em in the fonts that usually stand in."""
    return _widths(_fallback(bold))


@lru_cache(maxsize=2)
def forms(bold: bool) -> dict[str, list[int]]:
    """Arabic letter -> widths of its isolated, final, medial and initial form, 1/1000 em.

    Lam with alef, a ligature, stands as a key of two letters.
    """
    table: dict[str, list[int]] = _fallback(bold)["forms"]
    return table


@lru_cache(maxsize=2)
def _fallback(bold: bool) -> dict[str, Any]:
    return _read("fallback-bold" if bold else "fallback-regular")


def _read(name: str) -> dict[str, Any]:
    path = resource(f"text/data/{name}.json")
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return value


def _widths(data: dict[str, Any]) -> dict[str, int]:
    table: dict[str, int] = {}
    for width, members in data["widths"].items():
        table.update(dict.fromkeys(members, int(width)))
    return table
