"""Which units a batch makes decks for, and what their files are called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from deckgen import pipeline
from deckgen.findings import Finding, Level

if TYPE_CHECKING:
    from deckgen.model.cascade import Cascade

RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{n}" for port in ("com", "lpt") for n in (*range(10), "¹", "²", "³")]
)
"""Names that Windows keeps for devices."""
LONGEST_NAME = 200
"""Bytes of a file name's stem; with a suffix it stays under the 255 of most file systems."""


def file_names(units: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Safe file stems for (id, name) pairs: no path can escape, no two are equal.

    Letters of any script stay; everything else becomes a hyphen. Collisions (also of case and
    of Windows' device names) get a number.
    """
    taken: set[str] = set()
    names: dict[str, str] = {}
    for unit, name in units:
        text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        stem = re.sub(r"[^\w]+", "-", text).strip("-_") or "unit"
        while len(stem.encode()) > LONGEST_NAME:
            stem = stem[:-1]
        if stem in RESERVED:
            stem += "-deck"
        candidate, number = stem, 2
        while candidate in taken:
            candidate, number = f"{stem}-{number}", number + 1
        taken.add(candidate)
        names[unit] = candidate
    return names


def chosen(cascade: Cascade, level: tuple[str, ...], units: Iterable[str]) -> tuple[str, ...]:
    """The units of a level that are named by id, in the level's order.

    Raises UsageError for an id that is no unit, or a unit of another level.
    """
    wanted = set(units)
    for unit in sorted(wanted):
        if unit not in cascade.units:
            raise pipeline.UsageError([pipeline.unknown_unit(cascade, unit)])
        if unit not in level:
            name = next(x.name for x in cascade.levels if x.level == cascade.units[unit].level)
            message = f"{unit!r} is a unit of the level {name.lower()}"
            raise pipeline.UsageError(
                [
                    Finding(
                        Level.ERROR, "unknown-unit", message, suggestion=f"add --by {name.lower()}"
                    )
                ]
            )
    return tuple(unit for unit in level if unit in wanted)


def units_at(cascade: Cascade, by: str) -> tuple[str, ...]:
    """Ids of the units on a level, by its name in the singular or plural, any case.

    ``department``, ``team`` and ``individual`` also mean the second, third and fourth level
    of an organisation that calls them otherwise. Raises UsageError when there is no such level.
    """
    wanted = by.casefold()
    for level in cascade.levels:
        if wanted in (level.name.casefold(), level.plural.casefold()):
            return level.units
    usual = ("company", "department", "team", "individual")
    if wanted in usual:
        number = usual.index(wanted)
        return tuple(u.id for u in cascade.units.values() if u.level == number)
    known = ", ".join(level.name.lower() for level in cascade.levels[1:])
    message = f"no level {by!r} in the spec; it has {known}"
    raise pipeline.UsageError([Finding(Level.ERROR, "unknown-level", message)])
