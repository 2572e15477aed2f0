"""Line breaking (placeholder until UAX #14 stands)."""

from __future__ import annotations

import re
from collections.abc import Callable


def break_lines(
    text: str, measure: Callable[[str], int], width: int, language: str = "en"
) -> list[str]:
    """Break one paragraph into lines no wider than ``width`` (EMU), trailing spaces aside.

    The lines joined give the text back; a line feed forces a break and ends its line.
    """
    lines: list[str] = []
    line = ""
    for word in re.findall(r"\n|[^\s]+[^\S\n]*|[^\S\n]+", text):
        if word == "\n":
            lines.append(line + word)
            line = ""
        elif line and measure((line + word).rstrip()) > width:
            lines.append(line)
            line = word
        else:
            line += word
    return [*lines, line]
