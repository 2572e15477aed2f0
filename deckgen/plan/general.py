"""What all other slides say: one content type for each layout."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from deckgen.plan.pieces import Figure, Item, LevelName
from deckgen.values import dataclass


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
