"""How numbers, dates and counts are written: one way for the whole deck.

Style: "1,200", "$1.2", "42%", "19 → 14 → 7 days", "5 February 2027". Nothing here depends on
the locale of the machine.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

NOTHING = "–"
MINUS = "−"
ARROW = " → "
CURRENCIES = "$€£¥₹"
SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
IRREGULAR = {
    "person": "people", "child": "children", "company": "companies", "day": "days",
    "man": "men", "woman": "women", "hypothesis": "hypotheses", "crisis": "crises",
    "key result": "key results", "criterion": "criteria", "staff": "staff", "series": "series",
    "is": "are", "has": "have", "was": "were", "does": "do", "its": "their", "it": "they",
    "this": "these", "that": "those", "needs": "need", "supports": "support",
    "costs": "cost", "crosses": "cross", "lags": "lag", "rolls": "roll", "rests": "rest",
}  # fmt: skip
STATUS_WORDS = {
    "on_track": "On track",
    "at_risk": "At risk",
    "off_track": "Off track",
    "not_started": "Not started",
    "done": "Done",
    "dropped": "Dropped",
}


def _rounded(value: float, decimals: int) -> Decimal:
    """Half away from zero, from the shortest decimal that means the float."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _signed(number: Decimal, text: str) -> str:
    return f"{MINUS}{text}" if number < 0 and any(c in "123456789" for c in text) else text


def percent(value: float | None, decimals: int = 0) -> str:
    """A share as a percentage: 0.42 is "42%"; ``None`` is an en dash. Not clamped."""
    if value is None:
        return NOTHING
    return _percent(float(value), decimals)


@lru_cache(maxsize=4_096)
def _percent(value: float, decimals: int) -> str:
    number = _rounded(value * 100, decimals)
    return _signed(number, f"{abs(number):,f}%")


def number(value: float | None, unit: str = "", decimals: int | None = None) -> str:
    """A value with its unit: "1,200", "$1.2", "42%", "7 days".

    Currency signs stand before the number, "%" is attached, other units follow a space. Without
    ``decimals`` up to two are kept and trailing zeros dropped.
    """
    if value is None:
        return NOTHING
    return _number(float(value), unit, decimals)


@lru_cache(maxsize=4_096)
def _number(value: float, unit: str, decimals: int | None) -> str:
    rounded = _rounded(value, 2 if decimals is None else decimals)
    text = f"{abs(rounded):,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    before, after = affixes(unit, value)
    return _signed(rounded, f"{before}{text}{after}")


def affixes(unit: str, value: float | None = None) -> tuple[str, str]:
    """What stands before and after a number of this unit. A count of one takes the singular."""
    unit = unit.strip()
    if not unit:
        return "", ""
    if unit[0] in CURRENCIES:
        rest = unit[1:].strip()
        return unit[0], "" if not rest else rest if len(rest) <= 2 else f" {rest}"
    if unit in ("%", "‰"):
        return "", unit
    if value is not None and abs(value) == 1 and unit in ("days", "weeks", "hours", "months"):
        unit = unit[:-1]
    return "", f" {unit}"


def course(values: Sequence[float | None], unit: str = "") -> str:
    """Start, now and target in one line: "19 → 14 → 7 days", "$140 → $141 → $125"."""
    before, after = affixes(unit)
    shown = []
    for value in values:
        if value is None:
            shown.append(NOTHING)
            continue
        text = number(value)
        shown.append(f"{MINUS}{before}{text[1:]}" if text.startswith(MINUS) else before + text)
    return ARROW.join(shown) + after


def date(value: dt.date, style: str = "long") -> str:
    """A day: "long" is "5 February 2027", "day" is "5 February", "short" is "5 Feb"."""
    month = MONTHS[value.month - 1]
    if style == "short":
        return f"{value.day} {month[:3]}"
    if style == "day":
        return f"{value.day} {month}"
    return f"{value.day} {month} {value.year}"


def spell(value: int) -> str:
    """Zero to twelve as words, then digits: "twelve", "13", "1,200"."""
    if 0 <= value <= 12:
        return SMALL[value]
    return number(value, decimals=0)


def capital(text: str) -> str:
    """The first letter upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


_TAIL = re.compile(r",? (?:without|with|that|in|of|not|carried)\b")
"""What follows a noun and does not change with its number: "objective without key results"."""


@lru_cache(maxsize=512)
def plural(word: str, count: float = 2) -> str:
    """A word for a count: "objective" for 1, "objectives" otherwise; keeps a capital."""
    if count == 1:
        return word
    cut = _TAIL.search(word)
    if cut is not None:
        return plural(word[: cut.start()], count) + word[cut.start() :]
    lower = word.lower()
    for single, many in IRREGULAR.items():
        if lower == single:
            return capital(many) if word[:1].isupper() else many
    last = lower.rsplit(" ", 1)[-1]
    if last in IRREGULAR and last not in ("it", "is", "has"):
        return word[: len(word) - len(last)] + IRREGULAR[last]
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if lower.endswith("y") and len(lower) > 1 and lower[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def count(value: int, word: str) -> str:
    """A count with its noun: "one objective", "13 objectives"."""
    return f"{spell(value)} {plural(word, value)}"


def join_and(parts: Sequence[str], word: str = "and") -> str:
    """A list in words: "a", "a and b", "a, b and c"."""
    items = [str(part) for part in parts]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def shorten(text: str, length: int = 60) -> str:
    """At most ``length`` characters, cut at a word with an ellipsis; whitespace collapsed."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[: max(length - 1, 1)]
    space = cut.rfind(" ")
    if space > length * 0.5:
        cut = cut[:space]
    return cut.rstrip(" ,;:.–-") + "…"


def slug(text: str) -> str:
    """Lower-case letters and digits of any script, joined by hyphens; never empty."""
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-_") or "slide"


def count_digits(value: int, word: str) -> str:
    """A count in digits with its noun: "1 milestone", "4 milestones"."""
    return f"{number(value)} {plural(word, value)}"
