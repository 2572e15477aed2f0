"""The deck plan: which slides, in which section, and what each says.

The plan stage makes it from the cascade and a template; layout places it. It holds words and
numbers ready to be shown, never a size, a position or a colour. Level numbers count from 0
(company). Percentages are shares (0.42), formatted already where a ``label`` stands beside them.
"""

from __future__ import annotations

from dataclasses import field

from deckgen.plan.general import (
    Agenda,
    AgendaItem,
    Cadence,
    Cards,
    Closing,
    Comparison,
    Cover,
    DataChart,
    DataSeries,
    DataTable,
    Event,
    Glossary,
    Image,
    Prose,
    Section,
    Statement,
)
from deckgen.plan.okrs import (
    Alignment,
    Cascade,
    ChangeKind,
    ChangeList,
    ChangeRow,
    Dependencies,
    Dependency,
    Health,
    HealthRow,
    KeyResultLine,
    KeyResultRow,
    LevelRow,
    Levels,
    ObjectiveCard,
    ObjectiveDetail,
    Overview,
    Point,
    Scorecard,
    ScoreRow,
    TreeNode,
    Trend,
    TrendSeries,
)
from deckgen.plan.pieces import (
    Figure,
    Item,
    LevelName,
    Meter,
    Ref,
    Status,
)
from deckgen.values import dataclass

__all__ = [
    "Agenda",
    "AgendaItem",
    "Alignment",
    "Cadence",
    "Cards",
    "Cascade",
    "ChangeKind",
    "ChangeList",
    "ChangeRow",
    "Closing",
    "Comparison",
    "Content",
    "Cover",
    "DataChart",
    "DataSeries",
    "DataTable",
    "DeckPlan",
    "Dependencies",
    "Dependency",
    "Event",
    "Figure",
    "Glossary",
    "Health",
    "HealthRow",
    "Image",
    "Item",
    "KeyResultLine",
    "KeyResultRow",
    "LevelName",
    "LevelRow",
    "Levels",
    "Meter",
    "ObjectiveCard",
    "ObjectiveDetail",
    "Overview",
    "PlannedSlide",
    "Point",
    "Prose",
    "Ref",
    "ScoreRow",
    "Scorecard",
    "Section",
    "Statement",
    "Status",
    "TreeNode",
    "Trend",
    "TrendSeries",
]

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
