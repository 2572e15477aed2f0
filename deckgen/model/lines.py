"""Names and titles as one line."""

from __future__ import annotations

import re

_BREAKS = re.compile("[ \t]*[\t\n\v\f\r\x85\u2028\u2029]\\s*")


def one_line(text: str) -> str:
    """``text`` with one space for each tab or line break and the spaces around it.

    Names and titles stand in cards and cells of one paragraph, where a tab would leave a hole
    and a line break split a name that has room.
    """
    if text.isprintable():
        return text
    return _BREAKS.sub(" ", text).strip()
