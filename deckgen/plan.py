"""The deck plan: which slides, in which section, and what each says.

The plan stage makes it from the cascade and a template; layout places it. It holds words and
numbers ready to be shown, never a size, a position or a colour. Level numbers count from 0
(company). Percentages are shares (0.42), formatted already where a ``label`` stands beside them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from typing import Literal

from deckgen.values import dataclass

Status = Literal["not_started", "on_track", "at_risk", "off_track", "done", "dropped"]


@dataclass(frozen=True, slots=True)
class Meter:
    """Progress as a bar shows it: the value, where it should be today, and the word for it.

    ``value`` is unclamped and ``None`` when not started; ``expected`` is ``None`` when nothing
    is expected (no tick). ``label`` is the value in words ("42%", "–"). ``said`` is true when
    the status is the owner's own word and not computed.
    """

    value: float | None
    expected: float | None
    label: str
    status: Status
    status_label: str
    said: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that matters and what it counts."""

    value: str
    caption: str


@dataclass(frozen=True, slots=True)
class Item:
    """A heading with a sentence; ``figure`` stands at its foot where the layout has room.

    ``level`` gives it a level's colour, ``status`` the mark of a status.
    """

    title: str
    text: str = ""
    figure: Figure | None = None
    level: int | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing on another slide: text to show and the key of the slide it leads to (or None)."""

    text: str
    slide: str | None = None


# --- one content type for each slide layout -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cover:
    """Title comes from the slide. ``kicker`` is the line above it, ``byline`` the foot."""

    kicker: str = ""
    subtitle: str = ""
    byline: str = ""
    logo: bytes | None = None
    logo_mime: str = ""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One entry: a section by name; ``first``/``last`` are the keys of its slides."""

    title: str
    text: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """The sections of the deck, with links to their first slides."""

    items: tuple[AgendaItem, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A divider. ``level`` gives its colour."""

    kicker: str = ""
    text: str = ""
    figures: tuple[Figure, ...] = ()
    byline: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence that fills the slide, a line on whose it is, and supporting points."""

    text: str
    source: str = ""
    label: str = ""
    support: tuple[Item, ...] = ()
    figures: tuple[Figure, ...] = ()


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
class LevelName:
    """A level's number and its plural or singular name, for legends."""

    level: int
    name: str


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


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the calendar. ``repeat`` marks a series such as weekly check-ins."""

    name: str
    date: dt.date
    label: str
    """The date as it is written in the deck."""
    level: int
    note: str = ""
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Cadence:
    """The calendar of a cycle. ``months`` are (share of the cycle, name); ``lanes`` by level."""

    start: dt.date
    end: dt.date
    today: dt.date
    today_label: str
    months: tuple[tuple[float, float, str], ...]
    """(from, to, name): shares of the cycle."""
    weeks: tuple[tuple[float, str], ...]
    lanes: tuple[LevelName, ...]
    events: tuple[Event, ...]
    highlights: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Cards:
    """Equal cards: practices, questions (title = question), anything generic."""

    items: tuple[Item, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two columns with a heading each."""

    left_title: str
    left: tuple[Item, ...]
    right_title: str
    right: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms in the order given."""

    terms: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs in the inline markup of ``text.inline``; one that starts with "- " is a bullet."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """The last slide: what is asked of whom, and where to find more."""

    kicker: str = ""
    text: str = ""
    items: tuple[Item, ...] = ()
    byline: str = ""


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of the template's own. Cells take the inline markup of ``text.inline``; a line of
    a cell that starts with "- " is a bullet. ``widths`` are shares of the width, one for each
    column, or empty; ``align`` likewise, with "" for a column that the content decides.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    align: tuple[str, ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class DataSeries:
    """Numbers of a chart, one for each category; ``None`` is a gap. ``level`` is its colour."""

    name: str
    values: tuple[float | None, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class DataChart:
    """A chart of the template's own.

    ``number_format`` is that of a spreadsheet. ``labels`` are the values as words, for each
    series; ``progress`` has one bar for each category, its values being shares of the bar, and
    a second series puts the tick. ``said`` is the chart in words, for those who cannot see it.
    """

    kind: Literal["bar", "stacked_bar", "line", "progress"]
    categories: tuple[str, ...]
    series: tuple[DataSeries, ...]
    labels: tuple[tuple[str, ...], ...]
    number_format: str = "General"
    caption: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture from a file: ``width`` and ``height`` in pixels, ``alt`` says what it shows."""

    data: bytes
    mime: Literal["image/png", "image/jpeg", "image/svg+xml"]
    width: int
    height: int
    alt: str
    caption: str = ""
    fill: Literal["fit", "crop"] = "fit"


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


Content = (
    Cover | Agenda | Section | Statement | Levels | Cascade | Overview | ObjectiveDetail | Scorecard
    | Alignment | Dependencies | Health | Trend | Cadence | Cards | Comparison | Glossary | Prose
    | Closing | DataTable | DataChart | Image | ChangeList
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlannedSlide:
    """What one slide says. ``layout`` is the name of the slide layout; layout may make
    several slides of it (``key``, ``key~2``, …), all in the same section.
    """

    key: str
    layout: str
    title: str
    content: Content
    eyebrow: str = ""
    lede: str = ""
    notes: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class DeckPlan:
    """All slides in order, and what every slide shares."""

    slides: tuple[PlannedSlide, ...]
    title: str
    footer: str
    date: str
    language: str = "en-US"
    author: str = ""
    company: str = ""
    subject: str = ""
    created: str = "1980-01-01T00:00:00Z"
    words: dict[str, str] = field(default_factory=dict)
    """Fixed words that layout itself needs ("continued", "also supports"), by key."""
