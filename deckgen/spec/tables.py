"""The keys of an organisation: units, objectives, key results and what hangs on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from deckgen.values import dataclass

Kind = Literal[
    "text", "id", "number", "integer", "flag", "date", "word", "level",
    "one", "many", "texts", "ids", "dependencies", "data",
]  # fmt: skip
"""``one`` is a mapping and ``many`` a list of mappings of the table's ``of``; ``ids`` is one id
or a list; ``level`` a level's name or number; ``data`` any mapping, kept as it is."""

STATUSES = ("not_started", "on_track", "at_risk", "off_track", "done", "dropped")


@dataclass(frozen=True, slots=True)
class Key:
    """A key: what it holds, whether it must be there, what stands for it when it is not.

    ``minimum`` and ``maximum`` are inclusive. ``default`` is in words where it is computed.
    """

    name: str
    kind: Kind
    description: str
    required: bool = False
    default: Any = None
    words: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    example: Any = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The keys of one kind of mapping. ``label`` names it in messages ("a key result")."""

    name: str
    label: str
    description: str
    keys: Mapping[str, Key]
    required: tuple[str, ...]
    """Keys that must be there, in the table's order."""


def table(name: str, label: str, description: str, *keys: Key) -> Table:
    """A table of keys."""
    required = tuple(key.name for key in keys if key.required)
    return Table(name, label, description, {key.name: key for key in keys}, required)


_WEIGHT = "Weight in the roll-up of what it belongs to; 0 leaves it out."
_STATUS = "The owner's own word. It wins over the computed status and is shown as such."
NOTE = "A sentence that is shown with it."


def _status() -> Key:
    return Key("status", "word", _STATUS, words=STATUSES, default="computed")


def _score() -> Key:
    return Key(
        "score", "number", "Final grade at the end of the cycle.", minimum=0, maximum=1, example=0.7
    )


def _weight() -> Key:
    return Key("weight", "number", _WEIGHT, default=1, minimum=0, example=2)


def _confidence() -> Key:
    text = "How sure the owner is to get there, 0 to 10."
    return Key("confidence", "number", text, minimum=0, maximum=10, example=7)


UNIT_KEYS = (
    Key("name", "text", "Name of the unit or person.", required=True, example="Digital"),
    Key("id", "id", "Unique among units, no spaces.", default="a slug of the name"),
    Key("lead", "text", "Who leads it; owns its objectives unless they say otherwise.", default=""),
    Key("description", "text", "What it is there for.", default=""),
    Key("objectives", "many", "Its objectives.", of="objective", default=[]),
    Key("departments", "many", "Departments below it.", of="unit", default=[]),
    Key("teams", "many", "Teams below it.", of="unit", default=[]),
    Key("individuals", "many", "People below it.", of="unit", default=[]),
    Key("units", "many", "Units below it, whatever their level is called.", of="unit", default=[]),
)
CHILD_KEYS = ("departments", "teams", "individuals", "units")

_COMPANY = (
    Key("mission", "text", "Why the company exists.", default=""),
    Key("north_star", "text", "The one measure or sentence all is steered by.", default=""),
    Key("logo", "text", "PNG, JPEG or SVG, relative to this file.", example="assets/logo.png"),
)

ORGANISATION = (
    table("company", "the company", "The top unit.", *UNIT_KEYS, *_COMPANY),
    table(
        "unit",
        "a unit",
        "A department, team, person, or what the levels call it.",
        *UNIT_KEYS,
        Key(
            "level",
            "level",
            "Its level by name or number (0 is the company), when one is skipped.",
            default="one below the unit that holds it",
            example="Individual",
        ),
    ),
    table(
        "objective",
        "an objective",
        "What is to be achieved.",
        Key(
            "title",
            "text",
            "The objective itself.",
            required=True,
            example="Every patient is seen within a week",
        ),
        Key(
            "id",
            "id",
            "Unique in the file, no spaces.",
            default="the level's initial and a running number",
            example="C1",
        ),
        Key("why", "text", "One or two sentences on why it matters.", default=""),
        Key("owner", "text", "A person.", default="the unit's lead"),
        Key(
            "type",
            "word",
            "Committed ones are expected in full, aspirational ones at 0.7.",
            words=("committed", "aspirational"),
            default="committed",
        ),
        Key(
            "supports",
            "ids",
            "Objectives or key results of a higher or equal level, the parent first.",
            example="C1.1",
        ),
        Key(
            "depends_on",
            "dependencies",
            "Objectives or key results it waits for.",
            of="dependency",
        ),
        Key("key_results", "many", "How it is measured.", of="key_result", default=[]),
        Key(
            "progress_from",
            "word",
            "What its progress is computed from.",
            words=("key_results", "children", "both"),
            default="key_results when there are any, else children",
        ),
        _status(),
        _score(),
        Key("carried_from", "id", "Its id in the previous cycle's file."),
        _weight(),
        Key("tags", "texts", "Words to filter by.", default=[], example=["growth"]),
    ),
    table(
        "dependency",
        "a dependency",
        "Something another objective has to bring about first.",
        Key("on", "id", "Id of the objective or key result.", required=True, example="D6"),
        Key("note", "text", NOTE, default=""),
        Key(
            "status",
            "word",
            "Whether it is settled.",
            words=("open", "agreed", "done"),
            default="open",
        ),
    ),
    table(
        "key_result",
        "a key result",
        "A measure of an objective.",
        Key("title", "text", "What is measured.", required=True),
        Key("id", "id", "Unique.", default="objective id, dot, running number"),
        Key(
            "kind",
            "word",
            "metric: from start to target; maintain: stay within min and max; "
            "milestones; yes_no; baseline: to be measured first.",
            words=("metric", "maintain", "milestones", "yes_no", "baseline"),
            default="from the keys that are present",
        ),
        Key("start", "number", "Value at the start.", default=0, example=19),
        Key("target", "number", "Value to reach, above or below start.", example=7),
        Key(
            "current",
            "number",
            "Value now.",
            default="the newest check-in's value",
            example=14,
        ),
        Key("min", "number", "Lower bound, for maintain."),
        Key("max", "number", "Upper bound, for maintain."),
        Key("milestones", "many", "Steps.", of="milestone", default=[]),
        Key("done", "flag", "Done or not, for yes_no.", default=False),
        Key("unit", "text", "Unit of the values.", default="", example="days"),
        Key("owner", "text", "A person.", default="the objective's owner"),
        _weight(),
        _confidence(),
        _status(),
        _score(),
        Key("note", "text", NOTE, default=""),
        Key("check_ins", "many", "Check-ins, in any order.", of="check_in", default=[]),
    ),
    table(
        "milestone",
        "a milestone",
        "A step of a key result.",
        Key("title", "text", "What is reached.", required=True),
        Key("done", "flag", "Whether it is reached.", default=False),
        _weight(),
        Key("date", "date", "When it is due."),
    ),
    table(
        "check_in",
        "a check-in",
        "A value on a day.",
        Key("date", "date", "The day.", required=True, example="2027-01-11"),
        Key("value", "number", "The value on that day.", example=22),
        _confidence(),
        Key("note", "text", NOTE, default=""),
    ),
)
