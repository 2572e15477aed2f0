"""Lines: a paragraph broken to a width, greedily, as every presentation program does."""

from __future__ import annotations

import sys
from collections.abc import Callable

from deckgen.text.linebreak import breaks, cluster_ends

HANGING = " \n"
"""Spaces (and the line feed) at the end of a line stand outside the box and take no room."""


def break_lines(
    text: str, measure: Callable[[str], int], width: int, language: str = "en"
) -> list[str]:
    """Break one paragraph into lines no wider than ``width`` (EMU), trailing spaces aside.

    The lines joined give the text back; a line feed forces a break and ends its line. A word
    wider than ``width`` is broken between grapheme clusters; only a single cluster may be
    wider. ``measure`` gives the width of a single line in EMU.
    """
    ends = break_at(text, lambda a, b: measure(text[a:b]), width, language)
    return [text[a:b] for a, b in zip((0, *ends), ends, strict=False)]


def break_at(
    text: str, measure: Callable[[int, int], int], width: int, language: str = "en"
) -> list[int]:
    """The ends of the lines, as positions in ``text``; for text in several styles.

    ``measure(start, stop)`` gives the width of that stretch on one line. ``language`` is kept
    for rules by language; the breaks of UAX #14 need none so far.
    """
    if "\n" not in text and measure(0, _visible(text, 0, len(text))) <= width:
        return [len(text)]
    ends: list[int] = []
    start = 0
    while (feed := text.find("\n", start)) >= 0:
        _fill(text, start, feed + 1, measure, width, ends)
        start = feed + 1
    if start < len(text):
        _fill(text, start, len(text), measure, width, ends)
    else:  # nothing follows the last line feed, or there is no text: an empty line
        ends.append(len(text))
    return ends


def _fill(
    text: str,
    start: int,
    stop: int,
    measure: Callable[[int, int], int],
    width: int,
    ends: list[int],
) -> None:
    """Add the ends of the lines of one stretch that has no line feed inside.

    Widths of words are kept by the caller's cache, those of lines are not. So words are added
    up while the line is clearly short of the width, and the line is measured near the edge and
    once more when it closes.
    """
    stops = [start + end for end in breaks(text[start:stop])]
    sure, never = width - width // 32, width + width // 16
    if "\u00ad" in text:  # each piece counts a hyphen of its own: no sum is surely too wide
        never = sys.maxsize
    begin, first = start, 0
    while begin < stop:
        total, previous, last = 0, begin, first
        while last < len(stops):
            piece = measure(previous, stops[last])
            if total + piece > sure and (
                (last > first and total + _line(text, previous, stops[last], measure) > never)
                or _line(text, begin, stops[last], measure) > width
            ):
                break
            total += piece
            previous = stops[last]
            last += 1
        while last > first and _line(text, begin, stops[last - 1], measure) > width:
            last -= 1
        if last > first:
            begin, first = stops[last - 1], last
        else:
            begin = _cut(text, begin, stops[first], measure, width)
            first += begin == stops[first]
        ends.append(begin)


def _line(text: str, begin: int, end: int, measure: Callable[[int, int], int]) -> int:
    return measure(begin, _visible(text, begin, end))


def _visible(text: str, begin: int, end: int) -> int:
    """``end`` less the hanging spaces before it."""
    while end > begin and text[end - 1] in HANGING:
        end -= 1
    return end


def _cut(text: str, begin: int, end: int, measure: Callable[[int, int], int], width: int) -> int:
    """Where to cut a word that is wider than a line: after the last cluster that fits."""
    window = 64
    while begin + window < end and measure(begin, begin + window) <= width:
        window *= 2
    stops = cluster_ends(text, begin, min(end, begin + window))
    low, high = 0, len(stops) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if _line(text, begin, stops[middle], measure) <= width:
            low = middle
        else:
            high = middle - 1
    # A single cluster wider than the line takes the spaces behind it along.
    return end if not text[stops[low] : end].strip(HANGING) else stops[low]
