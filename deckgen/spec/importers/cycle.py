"""When the cycle is that a table's goals are for."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter

from deckgen.findings import Finding, Level, Span
from deckgen.spec.importers.goals import Rows
from deckgen.spec.importers.table import Table
from deckgen.spec.importers.values import quarter
from deckgen.values import dataclass


@dataclass(frozen=True, slots=True)
class CycleWish:
    """What the caller says of the cycle."""

    name: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    as_of: dt.date | None = None


@dataclass(frozen=True, slots=True)
class CycleFound:
    """The cycle; ``guessed`` says why, when no column told it."""

    name: str
    start: dt.date
    end: dt.date
    as_of: dt.date | None = None
    guessed: str = ""


def named_above(table: Table) -> str | None:
    """The cycle that a title above the header names ("Our OKRs for Q1 2027"), or None."""
    for text in table.above:
        if (days := quarter(text)) is not None:
            return quarter_of(*days) or str(days[0].year)
    return None


def cycle_of(
    rows: Rows, wish: CycleWish, above: str | None, file: str
) -> tuple[CycleFound, list[Finding]]:
    """The cycle: as wished, by name, by the most frequent dates; else this quarter, guessed.

    ``above`` is what a title above the table names. Findings say what was guessed or is wrong.
    """
    name = wish.name or most(rows.cycles)
    start, end, guessed = wish.start, wish.end, ""
    named = quarter(name or "")
    if not (start and end) and rows.days and wish.name is None:
        start, end = start or _most_day(rows, 0), end or _most_day(rows, 1)
        if start >= end:
            start, end = min(d[0] for d in rows.days), max(d[1] for d in rows.days)
    if not (start and end) and named is None and name is None and above is not None:
        name, named = above, quarter(above)
    if not (start and end) and named:
        start, end = start or named[0], end or named[1]
    if not (start and end):
        guessed = "no column says when the cycle is"
        near = _today()
        if rows.ends:
            guessed = "no column says when the cycle begins"
            near = Counter(rows.ends).most_common(1)[0][0]
        this = f"Q{(near.month - 1) // 3 + 1} {near.year}"
        start, end = quarter(this) or (near, near)
        name = name or this
    if name is None:
        name = quarter_of(start, end) or f"{start} to {end}"
    as_of = wish.as_of or (max(rows.seen) if rows.seen else None)
    findings = []
    if guessed:
        message = f"{guessed}; {name} is written, to be changed in the spec"
        hint = "say it: --cycle 'Q1 2027', or --start and --end"
        findings.append(Finding(Level.WARNING, "guessed-cycle", message, Span(file, 1, 1), hint))
    if start >= end:
        message = f"the cycle ends on {end}, which is not after its start on {start}"
        findings.append(Finding(Level.ERROR, "end-before-start", message, Span(file, 1, 1)))
    return CycleFound(name, start, end, as_of, guessed), findings


def quarter_of(start: dt.date, end: dt.date) -> str | None:
    """The name of the quarter that a cycle is, a week and a half more or less."""
    for number in range(1, 5):
        first, last = quarter(f"Q{number} {start.year}") or (start, start)
        if abs((first - start).days) < 10 and abs((last - end).days) < 10:
            return f"Q{number} {start.year}"
    return None


def most(words: list[str]) -> str | None:
    """The most frequent of some words, or None."""
    return Counter(words).most_common(1)[0][0] if words else None


def _today() -> dt.date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (
        dt.datetime.fromtimestamp(int(epoch), dt.UTC).date() if epoch.isdigit() else dt.date.today()
    )


def _most_day(rows: Rows, place: int) -> dt.date:
    return Counter(days[place] for days in rows.days).most_common(1)[0][0]
