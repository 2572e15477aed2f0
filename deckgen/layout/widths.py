"""Widths of a table's columns: asked for, shared out, or those of their widest text."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import east_asian_width

from deckgen.layout.studio import Studio
from deckgen.layout.tablespec import TableSpec
from deckgen.scene import points
from deckgen.text.fitting import Typesetter
from deckgen.text.style import Style


def widths(studio: Studio, spec: TableSpec, width: int) -> tuple[int, ...]:
    """Column widths that add up to ``width`` exactly. Heads stand on one line where that
    leaves the weighted columns six tenths of it.
    """
    global _last
    known = _last  # a layout that looks for the best size asks before its table does
    if known is not None and known[0] is spec and known[1] == width and known[2] is studio.setter:
        return known[3]
    found = _widths(studio, spec, width)
    _last = spec, width, studio.setter, found
    return found


_last: tuple[TableSpec, int, Typesetter, tuple[int, ...]] | None = None
"""What was asked last."""


def _widths(studio: Studio, spec: TableSpec, width: int) -> tuple[int, ...]:
    below = [_below(studio, spec, i) for i in range(len(spec.columns))]
    found: list[int] = []
    for whole in (True, False):
        found = [_width(studio, spec, i, width, whole, least) for i, least in enumerate(below)]
        if sum(found) <= width * (1 - spec.weighted):
            break
    found = _capped(studio, spec, found, width)
    weights = sum(c.weight for c in spec.columns) or 1.0
    free = max(0, width - sum(found))
    for index, column in enumerate(spec.columns):
        if column.weight and not column.width:
            found[index] = int(free * column.weight / weights)
    widest_at = max(range(len(found)), key=lambda i: (spec.columns[i].weight, found[i]))
    found[widest_at] += width - sum(found)
    return tuple(found)


def _capped(studio: Studio, spec: TableSpec, found: list[int], width: int) -> list[int]:
    """The widest measured columns are narrowed until weighted ones have their share, though
    not below their longest word while that can be helped.
    """
    measured = [i for i, c in enumerate(spec.columns) if not c.width and not c.weight]
    if len(measured) == len(found):
        return found
    fixed = sum(w for i, w in enumerate(found) if i not in measured)
    allowed = round(width * (1 - spec.weighted)) - fixed
    if sum([found[i] for i in measured]) <= allowed:
        return found
    words = {
        i: _width(studio, spec, i, width, False, _below(studio, spec, i, words=True))
        for i in measured
    }
    # "On track" beside its mark stands in two lines only when there is no other way.
    whole = {
        i: _width(studio, spec, i, width, False, _below(studio, spec, i))
        if spec.columns[i].indent
        else least
        for i, least in words.items()
    }
    more = allowed + round(width * max(0.0, spec.weighted - 0.3))
    least_of = dict.fromkeys(measured, points(24))
    for least, room in ((whole, allowed), (whole, more), (words, allowed), (least_of, allowed)):
        low, high = 0, max((found[i] for i in measured), default=0)
        while low < high:
            middle = (low + high + 1) // 2
            if sum([min(found[i], max(middle, least[i])) for i in measured]) <= room:
                low = middle
            else:
                high = middle - 1
        narrowed = list(found)
        for i in measured:
            narrowed[i] = min(found[i], max(low, least[i]))
        if sum(narrowed[i] for i in measured) <= room:
            break
    return narrowed


def _width(studio: Studio, spec: TableSpec, index: int, width: int, whole: bool, below: int) -> int:
    """Width of a column as asked for, or of its head (the whole or a word) and the cells
    ``below`` it; 0 when it has a weight.
    """
    column = spec.columns[index]
    if column.width or column.weight:
        return column.width
    head = studio.caption(bold=True)
    widest = (
        studio.setter.width(column.head, head) if whole else _widest_word(studio, column.head, head)
    )
    # A fifth is the most that a column takes without being asked.
    return int(min(max(widest, below) + points(2), width // 5) / 0.98) + column.pad


def _below(studio: Studio, spec: TableSpec, index: int, words: bool = False) -> int:
    """The widest text (or word) in the cells of a column that is measured by them, its indent
    included; else 0.
    """
    column = spec.columns[index]
    widest = 0
    if column.width or column.weight:
        return widest
    for row in spec.rows:
        for piece in row.cells[index].pieces:
            if words:
                needed = _widest_word(studio, piece.text, piece.style)
            else:
                needed = studio.setter.width(piece.text, piece.style)
            if column.align == "right" and len(piece.text) > 12 and not words:
                # "between 3 and 5" stands in two lines rather than take width from sentences.
                word = _widest_word(studio, piece.text, piece.style)
                needed = max(word, needed * 6 // 10)
            widest = max(widest, needed + column.indent)
    return widest


def breaks_word(studio: Studio, text: str, style: Style, width: int) -> bool:
    """Whether a line of ``width`` EMU is too narrow for a word of ``text``. Chinese and the
    like break anywhere and do not count.
    """
    words = _long_words(text)
    return bool(words) and max([studio.setter.width(word, style) for word in words]) > width


@lru_cache(maxsize=20_000)
def _long_words(text: str) -> tuple[str, ...]:
    """The words of ``text``, cut at hyphens, that a narrow column may have to break."""
    return tuple(
        word
        for word in re.split(r"(?<=-)|\s+", text)
        if len(word) > 8 and (word.isascii() or not any(east_asian_width(c) == "W" for c in word))
    )


def _widest_word(studio: Studio, text: str, style: Style) -> int:
    return max([studio.setter.width(word, style) for word in _words(text)])


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(re.split(r"\s+", text))
