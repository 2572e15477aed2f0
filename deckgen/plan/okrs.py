"""What slides say of objectives, key results and units: one content type for each layout."""

from __future__ import annotations

from typing import Literal

from deckgen.plan.pieces import Figure, LevelName, Meter, Ref, Status
from deckgen.values import dataclass


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level of the organisation as the ``levels`` slide shows it."""

    level: int
    name: str
    text: str
    count: str
    example: str
    objectives: int
    key_results: int
    meter: Meter


@dataclass(frozen=True, slots=True)
class Levels:
    """All levels, top first. ``caption`` explains the tick."""

    rows: tuple[LevelRow, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class KeyResultLine:
    """A key result in a few words: "Median wait" · "19 → 14 → 7 days" · meter."""

    title: str
    values: str
    meter: Meter


@dataclass(frozen=True, slots=True)
class TreeNode:
    """An objective in a cascade. ``further`` names other parents by id (dashed links).

    ``link`` is the key of its detail slide. ``key_results`` are shown where there is room.
    """

    id: str
    kicker: str
    title: str
    level: int
    meter: Meter
    children: tuple[TreeNode, ...] = ()
    key_results: tuple[KeyResultLine, ...] = ()
    further: tuple[str, ...] = ()
    owner: str = ""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Cascade:
    """A forest of objectives drawn as a tree; ``show`` as in the spec of the layout.

    ``statuses`` are the (status, label) pairs that occur, for the legend.
    """

    roots: tuple[TreeNode, ...]
    levels: tuple[LevelName, ...]
    statuses: tuple[tuple[Status, str], ...] = ()
    direction: Literal["down", "right"] = "down"
    order: Literal["given", "auto"] = "given"
    depth: int | None = None
    show: tuple[str, ...] = ("owner", "key_results", "progress", "status")
    overview: bool = True


@dataclass(frozen=True, slots=True)
class ObjectiveCard:
    """An objective with its key results, on a card."""

    id: str
    kicker: str
    title: str
    level: int
    meter: Meter
    key_results: tuple[KeyResultLine, ...] = ()
    note: str = ""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """The objectives of a unit on a page."""

    cards: tuple[ObjectiveCard, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class KeyResultRow:
    """A key result in full: formatted start, now and target, a note, its meter.

    For kinds without numbers ``start`` and ``target`` are words ("no", "yes") or empty.
    ``spark`` are progress shares at the check-ins, oldest first.
    """

    id: str
    title: str
    start: str
    now: str
    target: str
    note: str
    meter: Meter
    owner: str = ""
    confidence: str = ""
    details: tuple[str, ...] = ()
    """Further lines: milestones with a mark for those done, the band of a maintained value."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a time axis. ``at`` is the share of the cycle gone by (0 to 1)."""

    at: float
    value: float


@dataclass(frozen=True, slots=True)
class ObjectiveDetail:
    """One objective in full. ``facts`` are label and value; ``course`` its progress so far;
    ``weeks`` labels the time axis (share of the cycle, text).
    """

    id: str
    title: str
    level: int
    why: str
    meter: Meter
    expectation: str
    facts: tuple[tuple[str, Ref], ...]
    rows: tuple[KeyResultRow, ...]
    course: tuple[Point, ...] = ()
    weeks: tuple[tuple[float, str], ...] = ()
    links: tuple[Ref, ...] = ()
    children: tuple[Ref, ...] = ()
    """Objectives that support it, when it has no key results of its own."""

    @property
    def blank(self) -> bool:
        """Whether its percent and expectation say no more than its status, "not started"."""
        said = self.expectation or self.meter.status_label
        return self.meter.value is None and said.casefold() == self.meter.status_label.casefold()


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A row of the scorecard. Cells are texts for the columns the scorecard names."""

    name: str
    sub: str
    level: int
    cells: tuple[str, ...]
    meter: Meter
    after: tuple[str, ...] = ()
    total: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Rows with a bar. Column order: name, ``before``, bar with label, status, ``after``."""

    head: str
    before: tuple[str, ...]
    bar: str
    status: str
    after: tuple[str, ...]
    rows: tuple[ScoreRow, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """A matrix of units by company objectives; 0 is drawn as an empty cell."""

    columns: tuple[Ref, ...]
    rows: tuple[Ref, ...]
    counts: tuple[tuple[int, ...], ...]
    total_label: str
    totals: tuple[int, ...]
    caption: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True)
class Dependency:
    """Who waits, for what, from whom, and whether that is settled."""

    who: Ref
    who_detail: str
    what: str
    whom: Ref
    whom_detail: str
    state: Literal["open", "agreed", "done"]
    state_label: str


@dataclass(frozen=True, slots=True)
class Dependencies:
    """Dependencies, and a decision they ask for (may be empty)."""

    rows: tuple[Dependency, ...]
    heads: tuple[str, str, str, str]
    callout: str = ""
    callout_label: str = ""


@dataclass(frozen=True, slots=True)
class HealthRow:
    """A group of audit findings: what, where, what would mend it."""

    severity: Literal["error", "warning", "info"]
    finding: str
    where: str
    mend: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """The audit: a score (None where only findings are told), what was checked and found."""

    score: int | None
    score_caption: str
    figures: tuple[Figure, ...]
    heads: tuple[str, str, str]
    rows: tuple[HealthRow, ...]
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class TrendSeries:
    """A course over time, as shares; ``None`` is a gap. ``role`` chooses how it is drawn."""

    name: str
    values: tuple[float | None, ...]
    role: Literal["actual", "expected", "unit"] = "actual"
    level: int = 0


@dataclass(frozen=True, slots=True)
class Trend:
    """Progress over the weeks of the cycle, with a few figures beside it."""

    categories: tuple[str, ...]
    series: tuple[TrendSeries, ...]
    figures: tuple[Figure, ...] = ()
    caption: str = ""


ChangeKind = Literal["new", "carried", "moved", "retargeted", "dropped", "missed", "met"]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change: of which kind, what it is about, how it was and how it is now."""

    kind: ChangeKind
    label: str
    what: str
    where: str
    was: str
    now: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeList:
    """What changed since the last cycle: counts by kind, then each change."""

    figures: tuple[Figure, ...]
    heads: tuple[str, str, str, str]
    rows: tuple[ChangeRow, ...]
