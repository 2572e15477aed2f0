"""Text as XML and PowerPoint can hold it."""

from __future__ import annotations

import re

from deckgen.text.faces import TAB

_LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


def clean(text: str) -> str:
    """``text`` without what XML 1.0 or PowerPoint cannot hold.

    Every kind of line end becomes a line feed and a tab four spaces. Control characters, lone
    surrogates, non-characters and byte-order marks go. Cleaning twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text).replace("\t", " " * TAB)
    return _FORBIDDEN.sub("", text)
