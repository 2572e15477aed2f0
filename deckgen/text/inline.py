"""Emphasis and links inside a text: ``**bold**``, ``*italic*``, ``[words](https://…)``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deckgen.scene import Link, Run
from deckgen.text.style import Style
from deckgen.values import dataclass, replace

_ESCAPED = re.compile(r"\\([\\*\[\]()_`#>~|!-])")
_DEEPEST = 8
_SPECIAL = re.compile(r"[\\*\[]")
_LINK = re.compile(
    r"\[((?:[^\[\]\\]|\\.)+)\]\(((?:https?://|mailto:)[^\s()<>\"]*(?:\([^\s()<>\"]*\)[^\s()<>\"]*)*)\)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one emphasis; ``url`` is set inside a link."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str | None = None


def parse(text: str) -> tuple[Piece, ...]:
    """``text`` as pieces; empty text gives none.

    ``**bold**``, ``*italic*`` and ``***both***`` may nest and may hold links. A backslash makes
    the next mark literal. A mark that is never closed, one beside a space ("2 * 3") and a link
    to anything but http, https or mailto stay as they are written.
    """
    if not _SPECIAL.search(text):
        return (Piece(text),) if text else ()
    return _merged(_emphasis(text, Piece(""), 0))


def plain(text: str) -> str:
    """What a reader sees of ``text``, marks removed."""
    return "".join(piece.text for piece in parse(text))


def to_runs(pieces: Sequence[Piece], style: Style) -> tuple[Run, ...]:
    """Runs of a style; emphasis is added to the style's own, a link replaces its link."""
    return tuple(
        replace(
            style.run(piece.text),
            bold=style.bold or piece.bold,
            italic=style.italic or piece.italic,
            link=Link(url=piece.url) if piece.url else style.link,
        )
        for piece in pieces
    )


def _emphasis(text: str, style: Piece, depth: int) -> list[Piece]:
    if depth > _DEEPEST:
        return [replace(style, text=text)]
    found: list[Piece] = []
    unclosed: set[int] = set()
    literal = ""
    at = 0
    while mark := _SPECIAL.search(text, at):
        literal += text[at : mark.start()]
        at = mark.start()
        inner: list[Piece] | None = None
        if escaped := _ESCAPED.match(text, at):
            literal += escaped[1]
            at = escaped.end()
            continue
        if text[at] == "[" and style.url is None and (link := _LINK.match(text, at)):
            inner = _emphasis(link[1], replace(style, url=link[2]), depth + 1)
            end = link.end()
        elif text[at] == "*" and (span := _span(text, at, unclosed)):
            stars, close = span
            inner = _emphasis(
                text[at + stars : close],
                replace(style, bold=style.bold or stars > 1, italic=style.italic or stars != 2),
                depth + 1,
            )
            end = close + stars
        if inner is None:
            end = _end_of_stars(text, at)
            literal += text[at:end]
            at = end
            continue
        if literal:
            found.append(replace(style, text=literal))
            literal = ""
        found += inner
        at = end
    literal += text[at:]
    return [*found, replace(style, text=literal)] if literal else found


def _end_of_stars(text: str, at: int) -> int:
    """The end of the stars at ``at``, or of the one character that is none."""
    end = at + 1
    while text[at] == "*" and text[end : end + 1] == "*":
        end += 1
    return end


def _span(text: str, at: int, unclosed: set[int]) -> tuple[int, int] | None:
    """(number of stars, where the closing ones stand) of an emphasis that opens at ``at``.

    Opening stars stand before a character that is not a space, closing ones after such.
    ``unclosed`` keeps the numbers of stars that nothing closes any more, so that a text full of
    stray stars is not searched again for each.
    """
    stars = 0
    while text[at + stars : at + stars + 1] == "*":
        stars += 1
    if stars > 3 or text[at + stars : at + stars + 1].isspace() or at + stars >= len(text):
        return None
    for count in (3, 2, 1) if stars == 3 else (stars,):
        if count in unclosed:
            continue
        close = _closing(text, at + count, count)
        if close is not None:
            return count, close
        unclosed.add(count)
    return None


def _closing(text: str, start: int, stars: int) -> int | None:
    """Where ``stars`` closing stars stand after ``start``; None without."""
    at = start
    inside = False
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text[at] == "[" and (link := _LINK.match(text, at)):
            at = link.end()
            continue
        if text[at] != "*":
            at += 1
            continue
        length = 1
        while text[at + length : at + length + 1] == "*":
            length += 1
        after_text = at > start and not text[at - 1].isspace()
        if after_text and length == stars:
            return at
        if after_text and length == 3 and stars < 3 and inside:
            return at + 3 - stars  # "*a **b***": the inner emphasis closes first
        if length == 3 - stars:
            inside = not inside
        at += length
    return None


def _merged(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Neighbours of the same emphasis and link as one piece."""
    merged: list[Piece] = []
    for piece in pieces:
        if merged and replace(merged[-1], text=piece.text) == piece:
            merged[-1] = replace(piece, text=merged[-1].text + piece.text)
        else:
            merged.append(piece)
    return tuple(merged)
