"""The cascade: the resolved organisation, as frozen data. It knows neither YAML nor slides.

``model.resolve`` makes it from a ``Spec``. Ids are those of the file; links between things are
ids, and ``Cascade`` looks them up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Any, Literal

from deckgen.findings import Span
from deckgen.values import dataclass

Status = Literal["not_started", "on_track", "at_risk", "off_track", "done", "dropped"]
Kind = Literal["metric", "maintain", "milestones", "yes_no", "baseline"]


def own(extra: Mapping[str, Any]) -> Mapping[str, Any]:
    """The author's own ``x-`` keys, under their own name and as a name a template can write:
    ``x-budget-line`` is ``x.budget_line``.
    """
    found = dict(extra)
    for key, value in extra.items():
        found.setdefault(key.removeprefix("x-").replace("-", "_"), value)
    return MappingProxyType(found)


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A value on a day. ``progress`` is what the value is worth (unclamped share)."""

    date: dt.date
    value: float | None
    confidence: float | None
    note: str
    progress: float | None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def x(self) -> Mapping[str, Any]:
        """The author's own keys; see ``own``."""
        return own(self.extra)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of a ``milestones`` key result."""

    title: str
    done: bool
    weight: float
    date: dt.date | None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def x(self) -> Mapping[str, Any]:
        """The author's own keys; see ``own``."""
        return own(self.extra)


@dataclass(frozen=True, slots=True)
class KeyResult:
    """A key result. ``progress`` is unclamped and ``None`` when it is not started.

    ``current`` is the newest check-in's value when the file gives none. ``check_ins`` are in
    order of date. ``said`` is the owner's own status, which ``status`` then repeats.
    """

    id: str
    title: str
    objective: str
    kind: Kind
    start: float | None
    target: float | None
    current: float | None
    minimum: float | None
    maximum: float | None
    done: bool
    milestones: tuple[Milestone, ...]
    unit: str
    owner: str
    weight: float
    confidence: float | None
    note: str
    score: float | None
    check_ins: tuple[CheckIn, ...]
    progress: float | None
    expected: float | None
    status: Status
    said: bool
    start_given: bool
    measurable: bool
    """False when it has neither target, band, milestones nor a yes/no."""
    extra: dict[str, Any] = field(default_factory=dict)
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """A link up: the objective supported, and its key result when one was named."""

    objective: str
    key_result: str | None = None


@dataclass(frozen=True, slots=True)
class Dependency:
    """``who`` (objective id) waits for ``on`` (objective or key result id)."""

    who: str
    on: str
    objective: str
    """The objective that ``on`` is or belongs to."""
    note: str
    status: Literal["open", "agreed", "done"]
    span: Span | None = None
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective. ``parent`` is the first of ``supports``, ``further`` the rest.

    ``children`` are those whose primary parent it is, ``contributors`` those that support it
    as a further parent. ``progress`` is None when not started.
    """

    id: str
    title: str
    why: str
    owner: str
    unit: str
    level: int
    type: Literal["committed", "aspirational"]
    key_results: tuple[KeyResult, ...]
    parent: Support | None
    further: tuple[Support, ...]
    children: tuple[str, ...]
    contributors: tuple[str, ...]
    depends_on: tuple[Dependency, ...]
    progress: float | None
    progress_from: Literal["key_results", "children", "both"]
    expected: float | None
    confidence: float | None
    """Mean of its key results' confidence, weighted."""
    status: Status
    said: bool
    score: float | None
    weight: float
    carried_from: str | None
    tags: tuple[str, ...]
    extra: dict[str, Any] = field(default_factory=dict)
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A company, department, team or person (or whatever the levels are called).

    ``children`` and ``objectives`` are ids in the file's order; ``path`` are the ids from the
    company down to this unit, itself included.
    """

    id: str
    name: str
    level: int
    lead: str
    description: str
    parent: str | None
    children: tuple[str, ...]
    objectives: tuple[str, ...]
    path: tuple[str, ...]
    progress: float | None
    expected: float | None
    confidence: float | None
    status: Status
    extra: dict[str, Any] = field(default_factory=dict)
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class LevelSummary:
    """A level of the organisation with its arithmetic. Names are as shown ("Department")."""

    level: int
    name: str
    plural: str
    units: tuple[str, ...]
    objectives: tuple[str, ...]
    progress: float | None
    expected: float | None
    status: Status


@dataclass(frozen=True, slots=True)
class Cycle:
    """The cycle. ``elapsed`` is the share gone by at ``as_of``, 0 to 1."""

    name: str
    start: dt.date
    end: dt.date
    as_of: dt.date
    elapsed: float
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """A day of the cadence; ``level`` is a level number."""

    name: str
    date: dt.date
    end: dt.date | None
    level: int
    note: str
    repeat: bool = False
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def x(self) -> Mapping[str, Any]:
        """The author's own keys; see ``own``."""
        return own(self.extra)


@dataclass(frozen=True, slots=True)
class Scoring:
    """The numbers of the arithmetic that a file may change."""

    on_track: float = 0.90
    at_risk: float = 0.70
    aspirational_target: float = 0.70
    rounding: int = 0
    """Decimals of shown percentages."""
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def x(self) -> Mapping[str, Any]:
        """The author's own keys; see ``own``."""
        return own(self.extra)


@dataclass(frozen=True, slots=True)
class DeckSettings:
    """The ``deck:`` mapping, defaults filled in."""

    title: str = ""
    subtitle: str = ""
    presenter: str = ""
    date: str = ""
    theme: str = "meridian"
    template: str = "kickoff"
    aspect: str = "16:9"
    language: str = "en-US"
    footer: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TitledText:
    """A practice, a glossary term or a question with its text."""

    title: str
    text: str
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def x(self) -> Mapping[str, Any]:
        """The author's own keys; see ``own``."""
        return own(self.extra)


@dataclass(frozen=True, slots=True)
class Cascade:
    """Everything about one cycle of one company. Dicts keep the file's order, top first."""

    company: str
    """Id of the top unit."""
    mission: str
    north_star: str
    logo: bytes | None
    logo_mime: str
    cycle: Cycle
    scoring: Scoring
    deck: DeckSettings
    levels: tuple[LevelSummary, ...]
    units: dict[str, Unit]
    objectives: dict[str, Objective]
    key_results: dict[str, KeyResult]
    dependencies: tuple[Dependency, ...]
    events: tuple[Event, ...]
    practices: tuple[TitledText, ...]
    glossary: tuple[TitledText, ...]
    faq: tuple[TitledText, ...]
    rules: dict[str, Any]
    extra: dict[str, Any]
    """The file's own ``x-`` keys at the top, without the prefix's meaning changed."""
    previous: Cascade | None = None
    path: str = ""
    rule_spans: dict[str, Span] = field(default_factory=dict)
    """Where each key of ``rules`` is written."""

    @property
    def orphans(self) -> tuple[str, ...]:
        """Objectives below the company level that support nothing; dropped ones do not count."""
        return tuple(
            o.id
            for o in self.objectives.values()
            if o.level > 0 and o.parent is None and o.status != "dropped"
        )

    def top_objectives(self, objective_id: str) -> tuple[str, ...]:
        """Ids of the company objectives reached upward from an objective by any support."""
        found: dict[str, None] = {}
        seen: set[str] = set()
        queue = [objective_id]
        while queue:
            current = queue.pop(0)
            if current in seen:
                continue
            seen.add(current)
            objective = self.objectives[current]
            if objective.level == 0:
                found[current] = None
            ups = ((objective.parent,) if objective.parent else ()) + objective.further
            queue.extend(up.objective for up in ups)
        return tuple(found)

    def unit_at(self, unit_id: str, level: int) -> Unit | None:
        """The unit on the path of ``unit_id`` that stands on a level, or None."""
        for step in self.units[unit_id].path:
            if self.units[step].level == level:
                return self.units[step]
        return None

    def within(self, unit_id: str) -> tuple[Unit, ...]:
        """A unit and all units below it, in the file's order."""
        return tuple(u for u in self.units.values() if unit_id in u.path)
