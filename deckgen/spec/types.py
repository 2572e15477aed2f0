"""``Spec``: what the author wrote, typed, each value with file, line and column.

Defaults that need no other part of the file are filled in; what must be looked up (ids,
levels, owners) is left to ``model.resolve``. ``None`` means "not written".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from deckgen.findings import Span
from deckgen.values import dataclass

Spans = Mapping[str, Span]
"""Where each key's value stands; the key ``""`` is the mapping itself. List items by
``key[0]``, ``key[1]`` …"""


@dataclass(frozen=True, slots=True)
class CheckInSpec:
    """A check-in as written."""

    date: dt.date
    value: float | None = None
    confidence: float | None = None
    note: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MilestoneSpec:
    """A milestone as written."""

    title: str
    done: bool = False
    weight: float = 1.0
    date: dt.date | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeyResultSpec:
    """A key result as written; ``kind`` None means "from the keys that are present"."""

    title: str
    id: str | None = None
    kind: str | None = None
    start: float | None = None
    target: float | None = None
    current: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    milestones: tuple[MilestoneSpec, ...] = ()
    done: bool | None = None
    unit: str = ""
    owner: str | None = None
    weight: float = 1.0
    confidence: float | None = None
    status: str | None = None
    score: float | None = None
    note: str = ""
    check_ins: tuple[CheckInSpec, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DependencySpec:
    """An entry of ``depends_on``."""

    on: str
    note: str = ""
    status: str = "open"
    extra: Mapping[str, Any] = field(default_factory=dict)
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ObjectiveSpec:
    """An objective as written."""

    title: str
    id: str | None = None
    why: str = ""
    owner: str | None = None
    type: str = "committed"
    supports: tuple[str, ...] = ()
    depends_on: tuple[DependencySpec, ...] = ()
    key_results: tuple[KeyResultSpec, ...] = ()
    progress_from: str | None = None
    status: str | None = None
    score: float | None = None
    carried_from: str | None = None
    weight: float = 1.0
    tags: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnitSpec:
    """A unit as written. ``level`` is its depth (0 is the company), or the explicit level."""

    name: str
    level: int
    id: str | None = None
    lead: str = ""
    description: str = ""
    objectives: tuple[ObjectiveSpec, ...] = ()
    children: tuple[UnitSpec, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CycleSpec:
    """The cycle as written."""

    name: str
    start: dt.date
    end: dt.date
    as_of: dt.date | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EventSpec:
    """An entry of ``cadence``; ``level`` is a level number or None."""

    name: str
    date: dt.date
    end: dt.date | None = None
    level: int | None = None
    note: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PairSpec:
    """A practice (title, text), glossary entry (term, text) or question (question, answer)."""

    title: str
    text: str
    extra: Mapping[str, Any] = field(default_factory=dict)
    spans: Spans = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spec:
    """A whole file with its includes merged in. ``levels`` are names, top first."""

    path: str
    company: UnitSpec
    cycle: CycleSpec
    mission: str = ""
    north_star: str = ""
    logo: bytes | None = None
    logo_mime: str = ""
    levels: tuple[str, ...] = ("Company", "Department", "Team", "Individual")
    deck: Mapping[str, Any] = field(default_factory=dict)
    cadence: tuple[EventSpec, ...] = ()
    practices: tuple[PairSpec, ...] = ()
    glossary: tuple[PairSpec, ...] = ()
    faq: tuple[PairSpec, ...] = ()
    scoring: Mapping[str, Any] = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    previous: Spec | None = None
    spans: Spans = field(default_factory=dict)
