"""XML as text: the one escaping function, namespaces, relationship and content types."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
NAMESPACES = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONSHIPS = f"{PACKAGE}/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument"

_SPECIAL = re.compile('[&<>"\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\r\n\t]')
_REPLACEMENT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


def escape(text: str) -> str:
    """``text`` for element content or a double-quoted attribute.

    Characters that XML cannot hold (controls, lone surrogates, U+FFFE, U+FFFF) and carriage
    returns are left out: one of them makes PowerPoint refuse the whole file.
    """
    if is_plain(text) or _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(lambda found: _REPLACEMENT.get(found[0], ""), text)


def is_plain(text: str) -> bool:
    """Whether a text surely needs no escaping: quicker to tell than by looking at each character
    for what does, but some texts (with a no-break space) are called doubtful that need none.
    """
    return (
        text.isprintable()
        and "&" not in text
        and "<" not in text
        and ">" not in text
        and '"' not in text
    )


def relationships(items: Iterable[tuple[str, str, str, bool]]) -> str:
    """A ``.rels`` part. Items are (id, type, target, external).

    A type without ``://`` is one of the office document's, such as ``slide``.
    """
    body = "".join(
        f'<Relationship Id="{key}" Type="{kind if "://" in kind else f"{R}/{kind}"}" '
        f'Target="{escape(target)}"{_EXTERNAL if external else ""}/>'
        for key, kind, target, external in items
    )
    return f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}">{body}</Relationships>'


relations = lru_cache(maxsize=512)(relationships)
"""For slides and notes, given as a tuple: the decks of a batch have the same, slide by slide."""


def whole(text: str | None, default: int = 0) -> int:
    """A whole number of a file that may be damaged: ``default`` for anything else."""
    try:
        return int(text or default)
    except ValueError:
        return default


_EXTERNAL = ' TargetMode="External"'
