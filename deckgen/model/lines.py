"""Names and titles as one line, sentences without holes."""

from __future__ import annotations

import re

# Compiled when first used: hardly a name needs it.
_BREAKS = "[ \t]*[\t\n\v\f\r\x85\u2028\u2029]\\s*"
_TABS = " *\t[ \t]*"


def one_line(text: str) -> str:
    """``text`` with one space for each tab or line break and the spaces around it.

    Names and titles stand in cards and cells of one paragraph, where a tab would leave a hole
    and a line break split a name that has room.
    """
    if text.isprintable():
        return text
    return re.sub(_BREAKS, " ", text).strip()


def even_spaces(text: str) -> str:
    """``text`` with one space for tabs and the spaces around them; line breaks stay.

    Reasons and notes have paragraphs, and a slide has no tab stops.
    """
    return re.sub(_TABS, " ", text).strip(" ") if "\t" in text else text
