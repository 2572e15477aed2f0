"""What several kinds of slide show: meters, figures, items, references."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class LevelName:
    """A level's number and its plural or singular name, for legends."""

    level: int
    name: str
