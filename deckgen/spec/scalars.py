"""What a plain scalar means: YAML 1.2's words, without the traps of YAML 1.1.

``no``, ``on``, ``12:30`` and ``0123`` are texts; ``1e3`` is a number; ``2027-01-04`` a date.
"""

from __future__ import annotations

import datetime as dt
import math
import re

NUMBER = re.compile(r"[-+]?(?:(?:0|[1-9][0-9_]*)(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?")
INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9_]*)")
BASED = re.compile(r"0x[0-9a-fA-F]+|0o[0-7]+")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_WORDS: dict[str, bool | float | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
    ".inf": math.inf, ".Inf": math.inf, ".INF": math.inf,
    "+.inf": math.inf, "+.Inf": math.inf, "+.INF": math.inf,
    "-.inf": -math.inf, "-.Inf": -math.inf, "-.INF": -math.inf,
    ".nan": math.nan, ".NaN": math.nan, ".NAN": math.nan,
}  # fmt: skip
_STARTS = frozenset("-+.0123456789")


def number(text: str) -> int | float | None:
    """The number a text writes, or ``None``. Never infinite; whole ones up to 300 digits."""
    if len(text) > 300:
        return None
    if text.isdecimal() and text.isascii() and (text[0] != "0" or text == "0"):  # as most are
        return int(text)
    if INTEGER.fullmatch(text):
        return int(text.replace("_", ""))
    if NUMBER.fullmatch(text):
        value = float(text.replace("_", ""))
        return value if math.isfinite(value) else None
    return int(text, 0) if BASED.fullmatch(text) else None


def date(text: str) -> dt.date | None:
    """The day ``YYYY-MM-DD`` names, or ``None`` when it is written otherwise or no such day."""
    if DATE.fullmatch(text) is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def resolve(text: str) -> str | int | float | bool | dt.date | None:
    """A plain scalar's value by its looks, for data whose type no table knows."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _STARTS:
        return text
    value = number(text)
    if value is not None:
        return value
    day = date(text)
    return text if day is None else day
