"""Numbers, dates and words as people and tools write them in tables."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache

from deckgen.findings import Finding, Level
from deckgen.spec.importers.table import Cell
from deckgen.values import dataclass

_NUMBER = re.compile(
    r"(?P<before>[^\d+\-.,(]*)(?P<sign>[-+\u2212]?)(?P<currency>[$€£¥]?)\s*"
    r"(?P<digits>\d[\d.,'\u2019 \u00a0\u202f]*|[.,]\d+)(?P<after>.*)",
    re.DOTALL,
)
_SIMPLE = re.compile(r"-?\d+(?:\.\d{1,2})?")
"""Numbers that are read alike wherever a comma or a point divides them."""
_SCALE = {"k": 1e3, "m": 1e6, "mio": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "mrd": 1e9}
_SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:[ T].*)?")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?")
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_MONTHS |= {"mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12}
_WORDED = (
    re.compile(r"(?P<d>\d{1,2})\.?[ -](?P<m>[^\W\d]{3,})\.?,?[ -](?P<y>\d{4})"),
    re.compile(r"(?P<m>[^\W\d]{3,})\.? (?P<d>\d{1,2}),? (?P<y>\d{4})(?: .*)?"),
    re.compile(r"(?P<d>\d{1,2})[/-](?P<m>[^\W\d]{3,})[/-](?P<y>\d{4}|\d{2})(?:[ T].*)?"),
)

STATUS = {
    "not_started": "not started|new|pending|nicht begonnen|nicht gestartet|offen|to do",
    "on_track": "on track|ontrack|on plan|green|im plan|auf kurs|progressing|grün",
    "at_risk": "at risk|atrisk|needs attention|yellow|amber|gefährdet|slightly behind|gelb",
    "off_track": "off track|offtrack|behind|red|delayed|im verzug|überfällig|overdue|rot",
    "done": "done|completed|complete|achieved|erreicht|abgeschlossen|erledigt|finished",
    "dropped": "dropped|cancelled|canceled|abandoned|archived|abgebrochen|verworfen",
}
_STATUS = {word: status for status, words in STATUS.items() for word in words.split("|")}
_STATUS |= {word.replace("_", " "): word for word in STATUS}
LEVEL = {
    0: "company|corporate|organization|organisation|organizational|org|unternehmen|global",
    1: "department|division|business unit|area|abteilung|bereich|departmental",
    2: "team|squad|group|gruppe",
    3: "individual|personal|person|employee|user|member|mitarbeiter|persönlich",
}
_LEVEL = {word: level for level, words in LEVEL.items() for word in words.split("|")}
_KIND = {
    "objective": "objective", "goal": "objective", "okr": "objective", "ziel": "objective",
    "key result": "key_result", "keyresult": "key_result", "kr": "key_result",
    "milestone": "key_result", "metric": "key_result", "measure": "key_result",
    "schlüsselergebnis": "key_result", "kpi": "key_result", "initiative": "initiative",
    "task": "initiative", "sub task": "initiative", "subtask": "initiative",
    "story": "initiative", "action": "initiative", "project": "initiative",
}  # fmt: skip
_COMMITMENT = {
    "committed": "committed", "roofshot": "committed", "aspirational": "aspirational",
    "stretch": "aspirational", "moonshot": "aspirational",
}  # fmt: skip


CONFIDENCE = {
    "very high": 9.0, "high": 8.0, "medium": 5.0, "low": 2.0, "very low": 1.0,
    "sehr hoch": 9.0, "hoch": 8.0, "mittel": 5.0, "niedrig": 2.0, "tief": 2.0, "sehr niedrig": 1.0,
    "green": 8.0, "amber": 5.0, "yellow": 5.0, "red": 2.0, "grün": 8.0, "gelb": 5.0, "rot": 2.0,
    "on track": 8.0, "at risk": 5.0, "off track": 2.0,
}  # fmt: skip
WHOLE = frozenset(["company", "whole company", "company wide", "organization", "organisation",
                   "unternehmen", "firma"])  # fmt: skip
"""Names of units that are no unit: the company itself."""
_ORDERS = ("dmy", "mdy")
NOTHING = frozenset(["-", "–", "—", "n/a", "na", "none", "null", "tbd", "k.a.", "?"])
"""What people write into a cell of numbers when there is none."""
YES_NO = frozenset(["boolean", "yes/no", "yes no", "milestone", "done/not done", "ja/nein"])
"""Types of measures that are done or not."""


@dataclass(frozen=True, slots=True)
class Conventions:
    """How a file writes numbers and dates; ``order`` is ``dmy`` or ``mdy``."""

    comma: bool = False
    """12,5 is twelve and a half."""
    order: str = "dmy"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and the unit that was written with it."""

    value: float
    unit: str = ""


@lru_cache(maxsize=4096)
def word(text: str) -> str:
    """A word of a table as the maps here have it."""
    return " ".join(re.sub(r"[_\-]+", " ", text).split()).casefold()


def status_of(text: str) -> str | None:
    """The status of spec.md that a tool's word means, or None."""
    return _STATUS.get(word(text))


@lru_cache(maxsize=4096)
def level_of(text: str) -> int | None:
    """The level, 0 (company) to 3 (individual), or None."""
    plain = re.sub(r" (goal|objective|okr|level|ziel)s?$", "", word(text))
    return _LEVEL.get(plain)


@lru_cache(maxsize=4096)
def kind_of(text: str) -> str | None:
    """``objective``, ``key_result``, ``initiative``, or None."""
    return _KIND.get(re.sub(r"s$", "", word(text)))


def commitment_of(text: str) -> str | None:
    """``committed``, ``aspirational``, or None."""
    return _COMMITMENT.get(word(text))


def amount(cell: Cell, comma: bool) -> Amount | None:
    """The number in a cell with its unit, or None when there is none to be had."""
    value = cell.value
    if isinstance(value, (bool, dt.date)):
        return None
    if isinstance(value, float):
        return Amount(value, cell.unit)
    return _amount_of(cell.text[:60], comma)


@lru_cache(maxsize=20_000)
def _amount_of(text: str, comma: bool) -> Amount | None:
    if _SIMPLE.fullmatch(text) is not None:
        return Amount(float(text))
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    digits = _digits(match["digits"].strip(), comma)
    if digits is None:
        return None
    number = float(digits) * (-1 if match["sign"] in ("-", "\u2212") else 1)
    after = match["after"].strip()
    scaled = re.match(r"(k|m|mio|mn|bn|b|mrd)\b\.?\s*", after, re.IGNORECASE)
    if scaled and not (
        scaled[1].lower() in "mb" and not (match["before"].strip() or match["currency"])
    ):
        number *= _SCALE[scaled[1].lower()]
        after = after[scaled.end() :]
    if re.search(r"\d", after) or len(after) > 20:
        return None
    return Amount(round(number, 9), match["before"].strip() or match["currency"] or after)


def _digits(text: str, comma: bool) -> str | None:
    text = re.sub(r"(?<=\d)['\u2019 \u00a0\u202f](?=\d{3})", "", text)
    if "," in text and "." in text:
        if text.rfind(",") > text.rfind("."):
            text = text.replace(".", "").replace(",", ".")
        else:
            text = text.replace(",", "")
    elif text.count(",") > 1 or (re.fullmatch(r"[1-9]\d{0,2},\d{3}", text) and not comma):
        text = text.replace(",", "")
    elif text.count(".") > 1 or (re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text) and comma):
        text = text.replace(".", "")
    text = text.replace(",", ".")
    return text if re.fullmatch(r"\d+(\.\d*)?|\.\d+", text) else None


def day(cell: Cell, order: str) -> dt.date | None:
    """The day in a cell, or None."""
    if isinstance(cell.value, dt.date):
        return cell.value
    return day_of(cell.text, order)


@lru_cache(maxsize=20_000)
def day_of(text: str, order: str) -> dt.date | None:
    """The day that a text names, or None; ``order`` is of dates with slashes."""
    for pattern, groups in ((_ISO, "ymd"), (_SLASHED, "dmy" if "." in text else order)):
        if (match := pattern.fullmatch(text)) is not None:
            parts = dict(zip(groups, map(int, match.groups()), strict=True))
            year = parts["y"] + (2000 if parts["y"] < 100 else 0)
            return _day(year, parts["m"], parts["d"])
    for worded in _WORDED:
        if (match := worded.fullmatch(text)) is not None:
            month = _MONTHS.get(match["m"][:3].casefold())
            year = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
            return _day(year, month, int(match["d"])) if month else None
    return None


def _day(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def conventions(
    numbers: Iterable[Cell],
    dates: Iterable[tuple[str, Cell]],
    delimiter: str,
    order: str | None,
    weeks: tuple[dt.date, dt.date] | None = None,
) -> tuple[Conventions, list[Finding]]:
    """What a whole file shows about its numbers and dates, and findings where it does not tell.

    ``weeks`` are the first and last day of the cycle when its name tells them: of two ways to
    read dates the one that lies in the cycle is meant.
    """
    findings: list[Finding] = []
    texts = [cell for cell in numbers if isinstance(cell.value, str)]
    decimal_comma = any(
        re.search(r"\d,\d{1,2}(?!\d)|\d,\d{4,}|\d\.\d{3},\d", c.text) for c in texts
    )
    decimal_point = any(
        re.search(r"\d\.\d{1,2}(?!\d)|\d\.\d{4,}|\d,\d{3}\.\d", c.text) for c in texts
    )
    comma = decimal_comma and not decimal_point
    if not (decimal_comma or decimal_point):
        comma = delimiter == ";"
        unsure = next(
            (c for c in texts if re.search(r"(?<!\d)[1-9]\d{0,2}[.,]\d{3}(?!\d)", c.text)), None
        )
        if unsure is not None:
            taken = amount(unsure, comma)
            value = taken.value if taken else 0
            message = f"'{unsure.text}' can be read in two ways; it was read as {value:g}"
            findings.append(unsure.finding("ambiguous-number", message, level=Level.WARNING))
    named = list(dates)
    slashed = [
        (cell, int(match[1]), int(match[2]))
        for _, cell in named
        if isinstance(cell.value, str) and "." not in cell.text
        and (match := _SLASHED.fullmatch(cell.text))
    ]  # fmt: skip
    if order is not None or not slashed:
        return Conventions(comma, order or "dmy"), findings
    day_first = next((cell for cell, first, _ in slashed if first > 12), None)
    month_first = next((cell for cell, _, second in slashed if second > 12), None)
    if day_first and month_first:
        message = (
            f"'{month_first.text}' has the month first, but '{day_first.text}' has the day first"
        )
        hint = "say which: --dates dmy, --dates mdy; or write 2027-01-31"
        findings.append(month_first.finding("mixed-dates", message, hint))
    elif not (day_first or month_first):
        fits = {way: _likelihood(named, way, weeks) for way in _ORDERS}
        if fits["dmy"] != fits["mdy"]:
            return Conventions(comma, max(_ORDERS, key=lambda way: fits[way])), findings
        cell = slashed[0][0]
        read = day(cell, "dmy")
        message = f"'{cell.text}' can be read in two ways; it was read as {read}, the day first"
        hint = "if the month comes first: --dates mdy"
        findings.append(cell.finding("ambiguous-dates", message, hint, Level.WARNING))
    return Conventions(comma, "mdy" if month_first and not day_first else "dmy"), findings


def _likelihood(
    cells: list[tuple[str, Cell]], order: str, weeks: tuple[dt.date, dt.date] | None
) -> tuple[int, int]:
    """How well dates fit a cycle when they are read in an order; more is better.

    First how many lie in it or a fortnight around it, then how near the goals' first and last
    days are to its own.
    """
    if weeks is None:
        return 0, 0
    slack = dt.timedelta(days=14)
    inside = apart = 0
    for name, cell in cells:
        if (found := day(cell, order)) is not None:
            inside += weeks[0] - slack <= found <= weeks[1] + slack
            aim = {"start_date": weeks[0], "end_date": weeks[1]}.get(name, found)
            apart += abs((found - aim).days)
    return inside, -apart


@lru_cache(maxsize=4096)
def person(text: str) -> str:
    """A name; of an e-mail address what stands before the @, as a name is written."""
    first = (persons(text) or [""])[0]
    match = re.fullmatch(r"([^@\s]+)@[^@\s]+", first)
    if match is None:
        return first
    parts = re.split(r"[._\-+]+", match[1])
    return " ".join(part[:1].upper() + part[1:] for part in parts if part)


def persons(text: str) -> list[str]:
    """The parts of a text that names several people, as written."""
    return [part.strip() for part in re.split(r"[;,|]", text) if part.strip()]


def quarter(text: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of a cycle that is named like a quarter, a half or a year."""
    year = re.search(r"\b(20\d\d)\b", text)
    if year is None:
        return None
    rest = text.replace(year[1], " ").upper()
    part = re.search(r"(?<![A-Z0-9])(?:([QHS])\s*([1-4])|([1-4])\s*([QHS]))(?![0-9])", rest)
    first, months = 1, 12
    if part is not None:
        letter, number = part[1] or part[4], int(part[2] or part[3])
        months = 3 if letter == "Q" else 6
        first = (number - 1) * months + 1
    if first > 12:
        return None
    start = dt.date(int(year[1]), first, 1)
    after = first + months
    following = dt.date(start.year + (after > 12), (after - 1) % 12 + 1, 1)
    return start, following - dt.timedelta(days=1)
