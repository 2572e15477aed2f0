"""Where a line may break: UAX #14 (Unicode 16), with a short way for plain text.

Rule numbers (LB…) are those of the annex. The classes come from ``data/line-break.json``.
One rule is tailored: no break after the slash of "and/or" or of an address. LibreOffice makes
none in addresses; and as fewer breaks never give fewer lines, a box is not taken for too large.
Thai, Lao, Khmer and Burmese are written without spaces: see ``syllables``.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from unicodedata import category, east_asian_width

from deckgen.resources import resource
from deckgen.text.clusters import clusters
from deckgen.text.syllables import syllables

_WORDS = re.compile("[^ ]+ *|^ +")
_LETTERS = "A-Za-zÀ-ÖØ-öø-ƺƼ-ƿǄ-ɏͰ-ͳͶͷΆΈ-ώА-ӿ"
_PLAIN = rf"[{_LETTERS}0-9]+(?:(?:[’'.,]|-(?=[0-9]))[{_LETTERS}0-9]+|:[0-9]+)*%?[,.;:!?…]* *"
"""A word, a number or an id with what closes it: nothing breaks inside."""
_ALL_PLAIN = re.compile(f"(?:{_PLAIN[:-1]}+)*+{_PLAIN}")
"""Such words, with spaces between them. (One of them alone must not end with a space.)"""
_MOST_WORDS = 50_000
_plain_words: set[str] = set()
"""Such words met so far, without spaces: a text of them alone needs no look at its letters."""
_OPENS = ("AL", "NU", "HL", "ID", "PR", "PO", "OP", "HY", "GL", "H2", "H3", "EB", "RI", "CM")
"""Classes before which a break stands after spaces, whatever is before these but OP and QU."""

_AL = ("AL", "HL")
_HANGUL = ("JL", "JV", "JT", "H2", "H3")
_JAMO = {
    "JL": ("JL", "JV", "H2", "H3"),
    "JV": ("JV", "JT"),
    "H2": ("JV", "JT"),
    "JT": ("JT",),
    "H3": ("JT",),
}
_RESOLVED = {"CJ": "NS", "SC": "CM"}
"""LB1; SC are the marks of South East Asian scripts."""
_START = ("sot", "BK", "SP", "ZW")


@lru_cache(maxsize=20_000)
def breaks(text: str) -> tuple[int, ...]:
    """Every position in ``text`` where a line may end, the end of the text included.

    A position lies after the spaces it breaks at. Line feeds are breaks too. Words between
    spaces are judged one by one and remembered; those few that look across a space, such as
    an opening bracket before it, are judged together with their neighbour.
    """
    words = text.split(" ")
    if _plain_words.issuperset(words):
        ends = list(accumulate([len(word) + 1 for word in words]))
        ends[-1] -= 1
        return tuple(ends)
    if _ALL_PLAIN.fullmatch(text):
        if len(_plain_words) > _MOST_WORDS:
            _plain_words.clear()
        _plain_words.update(filter(None, words))
        return tuple(accumulate(map(len, _WORDS.findall(text))))
    found: list[int] = []
    held, closed = "", True
    start = 0
    for word in _WORDS.findall(text):
        _, opens, closes = _word(word)
        if held and not (opens and closed):
            held += word
        else:
            found += [start + end for end in _word(held)[0]] if held else ()
            start += len(held)
            held = word
        closed = closes
    found += [start + end for end in _word(held)[0]] if held else ()
    return tuple(found) or (0,)


@lru_cache(maxsize=50_000)
def _word(text: str) -> tuple[tuple[int, ...], bool, bool]:
    """(breaks inside and at the end, whether a break may stand before it and behind it)."""
    if _ALL_PLAIN.fullmatch(text.rstrip(" ")):
        return (len(text),), True, True
    first = line_break_class(text[0])
    base = text.rstrip(" ")
    while base and line_break_class(base[-1]) in ("CM", "ZWJ"):
        base = base[:-1]
    last = line_break_class(base[-1]) if base else "SP"
    return (*_by_rules(text), len(text)), first in _OPENS, last not in ("OP", "QU", "BK", "B2")


@lru_cache(maxsize=8192)
def line_break_class(character: str) -> str:
    """The line-breaking class, resolved as LB1 asks; AL for what the table does not list."""
    code = ord(character)
    if 0xAC00 <= code <= 0xD7A3:
        return "H2" if (code - 0xAC00) % 28 == 0 else "H3"
    starts, ends, names = _table()
    at = bisect_right(starts, code) - 1
    name = names[at] if at >= 0 and code <= ends[at] else "AL"
    return _RESOLVED.get(name, name)


@lru_cache(maxsize=1)
def _table() -> tuple[list[int], list[int], list[str]]:
    path = resource("text/data/line-break.json")
    rows = []
    for name, spans in json.loads(path.read_text(encoding="utf-8")).items():
        for span in spans.split():
            first, _, last = span.partition("-")
            rows.append((int(first, 16), int(last or first, 16), name))
    rows.sort()
    return [r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows]


def _by_rules(text: str) -> list[int]:
    """The breaks inside ``text``. Marks take their base's class (LB9), so that rules see bases."""
    found: list[int] = []
    units = _units(text)
    state = _State()
    for index, (start, name, _) in enumerate(units):
        after = units[index + 1] if index + 1 < len(units) else None
        if index and state.allows(name, text[start], text[start - 1], after, text):
            found.append(start)
        state.take(name, text[start])
    if found and not text.isascii():  # the rules know clusters of emoji and Hangul, not all
        whole = set(cluster_ends(text, 0, len(text)))
        found = [position for position in found if position in whole]
    return found


def _units(text: str) -> list[tuple[int, str, int]]:
    """(start, class, end) of each base with its marks (LB9). In scripts without spaces a unit
    of class SA begins a syllable, and the others are AL.
    """
    units: list[tuple[int, str, int]] = []
    for index, character in enumerate(text):
        name = line_break_class(character)
        if name in ("CM", "ZWJ"):
            if units and units[-1][1] not in ("BK", "SP", "ZW"):
                units[-1] = (units[-1][0], units[-1][1], index + 1)
                continue
            name = "AL"  # LB10
        units.append((index, name, index + 1))
    if any(name == "SA" for _, name, _ in units):
        begins = syllables(text, [(start, end) for start, name, end in units if name == "SA"])
        units = [
            (start, name if name != "SA" or start in begins else "AL", end)
            for start, name, end in units
        ]
    return units


class _State:
    """What stands before the position under judgement."""

    __slots__ = ("before", "chars", "flags", "number", "prev", "spaces")

    def __init__(self) -> None:
        self.prev = "sot"  # last class that is not a space
        self.before = "sot"  # the class before that one, spaces counted
        self.chars = ("", "")  # the characters of both
        self.spaces = False
        self.flags = 0
        self.number = False

    def take(self, name: str, character: str) -> None:
        if name == "SP":
            self.spaces = True
            return
        self.before = "SP" if self.spaces else self.prev
        self.flags = self.flags + 1 if name == "RI" and not self.spaces else int(name == "RI")
        # LB25: a number runs on over its signs and its closing bracket.
        self.number = name == "NU" or (
            self.number
            and not self.spaces
            and self.prev not in ("CL", "CP")
            and name in ("SY", "IS", "CL", "CP")
        )
        self.chars = (self.chars[1], character)
        self.prev = name
        self.spaces = False

    def allows(
        self,
        name: str,
        character: str,
        last: str,
        after: tuple[int, str, int] | None,
        text: str,
    ) -> bool:
        """Whether a line may end before the unit of class ``name``."""
        prev = self.prev
        if prev == "BK" and not self.spaces:
            return not (character == "\n" and self.chars[1] == "\r")
        if name in ("BK", "SP", "ZW"):  # LB6, LB7
            return False
        if prev == "ZW":  # LB8
            return True
        if last == "\u200d":  # LB8a
            return False
        after_name = after[1] if after else "eot"
        if name == "WJ" or name in ("CL", "CP", "EX", "SY") or prev == "OP":  # LB11, 13, 14
            return False
        if (
            prev == "QU"
            and category(self.chars[1]) == "Pi"
            and self.before in (*_START, "OP", "QU", "GL")
        ):
            return False  # LB15a
        if name == "QU" and category(character) == "Pf" and after_name in (
            "SP", "GL", "WJ", "CL", "QU", "CP", "EX", "IS", "SY", "BK", "ZW", "eot",
        ):  # fmt: skip
            return False  # LB15b
        if name == "IS":  # LB15c, LB15d
            return self.spaces and after_name == "NU"
        if (prev in ("CL", "CP") and name == "NS") or (prev == name == "B2"):  # LB16, LB17
            return False
        if self.spaces:  # LB18
            return True
        if prev in ("WJ", "GL") or (name == "GL" and prev not in ("BA", "HY")):  # LB11, LB12
            return False
        return self._adjacent(name, character, after, text)

    def _adjacent(
        self, name: str, character: str, after: tuple[int, str, int] | None, text: str
    ) -> bool:
        """The rules for neighbours without a space between, LB19 and on."""
        prev, left = self.prev, self.chars[1]
        if "QU" in (prev, name) and self._quoted(name, character, after, text):
            return False
        if "CB" in (prev, name):  # LB20
            return True
        if name == "SA":
            return True
        if (
            (prev == "HY" or left == "\u2010")
            and self.before in (*_START, "CB", "GL")
            and name == "AL"
        ):
            return False  # LB20a
        if name in ("BA", "HY", "NS", "IN") or prev == "BB":  # LB21, LB22
            return False
        if self.before == "HL" and prev in ("HY", "BA") and name != "HL":  # LB21a
            return False
        if prev == "SY" and not _wide(character):  # LB21b, tailored
            return False
        return not (
            _letters(prev, name) or self._numbers(name, after) or _others(self, name, character)
        )

    def _quoted(
        self, name: str, character: str, after: tuple[int, str, int] | None, text: str
    ) -> bool:
        """LB19, LB19a: a quotation mark leaves its neighbour only between ideographs."""
        left = self.chars[1]
        if name == "QU":
            apart = _wide(left) and after is not None and _wide(text[after[0]])
            return category(character) != "Pi" or not apart
        apart = _wide(character) and _wide(self.chars[0]) and self.before != "SP"
        return category(left) != "Pf" or not apart

    def _numbers(self, name: str, after: tuple[int, str, int] | None) -> bool:
        """LB25: what a number holds together."""
        prev = self.prev
        if self.number and name in ("PO", "PR"):
            return True
        if name == "NU":
            return prev in ("PO", "PR", "HY", "IS", "NU") or (prev == "SY" and self.number)
        return prev in ("PO", "PR") and name == "OP" and after is not None and after[1] == "NU"


def _letters(prev: str, name: str) -> bool:
    """LB23, LB24, LB28, LB29: what holds letters, numbers and their signs together."""
    if name in _AL:
        return prev in (*_AL, "NU", "PR", "PO", "IS", "SA")
    if prev in _AL or prev == "SA":
        return name in ("NU", "PR", "PO")
    return (prev == "PR" and name in ("ID", "EB", "EM")) or (
        name == "PO" and prev in ("ID", "EB", "EM")
    )


def _others(state: _State, name: str, character: str) -> bool:
    """LB26, LB27, LB30 to LB30b: Hangul, brackets, flags, emoji."""
    prev = state.prev
    if name in _JAMO.get(prev, ()):
        return True
    if (prev in _HANGUL and name == "PO") or (prev == "PR" and name in _HANGUL):
        return True
    if name == "OP":
        return prev in (*_AL, "NU", "SA") and not _wide(character)
    if prev == "CP":
        return name in (*_AL, "NU") and not _wide(state.chars[1])
    if prev == name == "RI":
        return state.flags % 2 == 1
    return prev == "EB" and name == "EM"


def _wide(character: str) -> bool:
    return bool(character) and east_asian_width(character) in "FWH"


def pieces(text: str) -> list[str]:
    """``text`` cut at every break; joined it gives the text back."""
    ends = breaks(text)
    return [text[a:b] for a, b in zip((0, *ends), ends, strict=False)]


def cluster_ends(text: str, start: int, stop: int) -> list[int]:
    """The ends of the grapheme clusters of ``text[start:stop]``, as positions in ``text``."""
    ends = []
    at = start
    for cluster in clusters(text[start:stop]):
        at += len(cluster)
        ends.append(at)
    return ends
