"""Style sheets and style values of a drawing, without what reaches outside it."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_IMPORT = re.compile(r"@import\b[^;{}]*;?", re.IGNORECASE)
_QUIET_RULE = re.compile(r"@(?:charset|namespace)\b[^;{}]*;?", re.IGNORECASE)
_FONT_FACE = re.compile(r"@font-face\b[^{}]*(?:\{[^{}]*\}?)?", re.IGNORECASE)
_URL = re.compile(r"url\s*\(\s*(?!['\"]?\s*#[\w.:-]+\s*['\"]?\s*\))[^)]*\)?", re.IGNORECASE)
_LOADER = re.compile(
    r"(?:-\w+-)?(?:image-set|image|src|cross-fade|element|expression)\s*\([^)]*\)?", re.IGNORECASE
)
_REFERENCE = re.compile(r"url\s*\(\s*['\"]?\s*#([\w.:-]+)", re.IGNORECASE)

OUTSIDE_STYLE = "a style sheet from outside"
OUTSIDE_PAINT = "a reference to another file"
OWN_FONT = "a font of its own"


def clean_css(text: str) -> tuple[str, list[str]]:
    """A style sheet or a style value that loads nothing, and what had to go.

    References to the drawing's own parts (``url(#id)``) stay. Escapes go first, since they can
    spell ``url`` so that no search finds it.
    """
    dropped: list[str] = []
    text = _COMMENT.sub(" ", text).replace("\\", "")
    text = _QUIET_RULE.sub("", text)
    for pattern, what, instead in (
        (_IMPORT, OUTSIDE_STYLE, ""),
        (_FONT_FACE, OWN_FONT, ""),
        (_URL, OUTSIDE_PAINT, "none"),
        (_LOADER, OUTSIDE_PAINT, "none"),
    ):
        text, times = pattern.subn(instead, text)
        if times:
            dropped.append(what)
    return text, dropped


def references(text: str) -> list[str]:
    """Ids of the drawing's own parts that a style names."""
    return _REFERENCE.findall(text)
