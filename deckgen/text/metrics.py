"""Advance widths of text, from the shipped tables, with kerning.

The tables are made by ``benchmarks/make_metrics.py`` from fonts with the same metrics as the
families that themes name, so a width needs no installed font. What a family lacks is measured
by the fonts that usually stand in for it; CJK counts one em, an emoji 1.25.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from deckgen.scene import EMU_PER_POINT
from deckgen.text import faces

FAMILIES = {
    "arial": "arial",
    "helvetica": "arial",
    "liberation sans": "arial",
    "arimo": "arial",
    "calibri": "calibri",
    "carlito": "calibri",
    "georgia": "georgia",
    "gelasio": "georgia",
    "times new roman": "times-new-roman",
    "times": "times-new-roman",
    "liberation serif": "times-new-roman",
    "tinos": "times-new-roman",
    "courier new": "courier-new",
    "liberation mono": "courier-new",
    "cousine": "courier-new",
    "verdana": "verdana",
    "trebuchet ms": "trebuchet-ms",
}
"""Families with a table. Verdana and Trebuchet MS have no free twin: theirs are the widths of
DejaVu Sans × 1.02 and Noto Sans × 0.98, which come out 1 to 2 per cent wide on running text."""

STAND_IN = "verdana"
"""The widest of the tables; it measures families that have none."""


def known(family: str) -> bool:
    """Whether there is a table for ``family``, its name in any case."""
    return family.strip().lower() in FAMILIES


def width(text: str, family: str, size: float, *, bold: bool = False, italic: bool = False) -> int:
    """The width of ``text`` on one line in EMU, rounded up, kerning included.

    ``size`` in points. Line feeds and zero-width characters count nothing; a soft hyphen
    counts as a hyphen where it ends the text, else nothing. An unknown family is measured
    with a wide stand-in (see ``known``).
    """
    used = face(family, bold, italic)
    return ceil(used.width(text) * size * EMU_PER_POINT / used.units)


def missing(text: str, family: str) -> str:
    """The characters of ``text`` that neither ``family`` nor a usual stand-in has, once each.

    Their width is a guess, and a viewer may show an empty box for them.
    """
    used = face(family, False, False)
    return "".join(c for c in dict.fromkeys(text) if not used.has(c))


@lru_cache(maxsize=256)
def face(family: str, bold: bool, italic: bool) -> faces.Face:
    """The face that measures a family, its name in any case."""
    return faces.load(FAMILIES.get(family.strip().lower(), STAND_IN), bold, italic)
