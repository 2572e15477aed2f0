"""The filters that templates have beside Jinja2's own harmless ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from deckgen.template import formats

LONGEST = 100_000
"""Characters that any text made by a template may have."""


def _percent(value: float | None, decimals: int = 0) -> str:
    return formats.percent(value, min(int(decimals), 6))


def _number(value: float | None, unit: str = "", decimals: int | None = None) -> str:
    return formats.number(value, unit, None if decimals is None else min(int(decimals), 9))


def _date(value: dt.date, style: str = "long") -> str:
    if not isinstance(value, dt.date):
        raise ValueError(f"the date filter takes a date, not {type(value).__name__}")
    return formats.date(value, style)


def _plural(word: str, count: Any = 2) -> str:
    return formats.plural(str(word), count if isinstance(count, int | float) else len(count))


def _spell(value: Any) -> str:
    return formats.spell(value if isinstance(value, int) else len(value))


def _join_and(values: Iterable[Any], word: str = "and") -> str:
    return formats.join_and(bounded(str(value) for value in values), word)


def _status(value: Any) -> str:
    return formats.STATUS_WORDS.get(str(getattr(value, "status", value)), str(value))


def _progress(value: Any) -> str:
    return formats.percent(getattr(value, "progress", value))


def _shorten(text: Any, length: int = 60) -> str:
    return formats.shorten(str(text), int(length))


def bounded(parts: Iterable[str], extra: int = 0) -> list[str]:
    """The parts as a list; raises ValueError when they are longer than ``LONGEST`` together."""
    result: list[str] = []
    total = 0
    for part in parts:
        total += len(part) + extra
        if total > LONGEST:
            raise ValueError(f"the text is longer than {LONGEST:,} characters")
        result.append(part)
    return result


PLAIN: dict[str, Callable[..., Any]] = {
    "percent": _percent,
    "number": _number,
    "date": _date,
    "spell": _spell,
    "plural": _plural,
    "join_and": _join_and,
    "status": _status,
    "progress": _progress,
    "shorten": _shorten,
    "sentence": lambda text: formats.capital(str(text)),
    "length": len,
    "count": len,
}
"""Filters of a value alone, which need nothing of Jinja2."""
