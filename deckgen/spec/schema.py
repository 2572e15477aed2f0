"""Every key of a spec in one table. The reader checks by it and ``deckgen schema`` prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

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


def _table(name: str, label: str, description: str, *keys: Key) -> Table:
    return Table(name, label, description, MappingProxyType({key.name: key for key in keys}))


_WEIGHT = "Weight in the roll-up of what it belongs to; 0 leaves it out."
_STATUS = "The owner's own word. It wins over the computed status and is shown as such."
_NOTE = "A sentence that is shown with it."


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


_UNIT = (
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
    Key("logo", "text", "PNG or JPEG, relative to this file.", example="assets/logo.png"),
)

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        table.name: table
        for table in (
            _table(
                "spec",
                "the spec",
                "Objectives and key results of one company and one cycle.",
                Key("version", "word", "Version of this format.", words=("1",), default=1),
                Key("cycle", "one", "The cycle.", required=True, of="cycle"),
                Key("company", "one", "The company and all below it.", required=True, of="company"),
                Key(
                    "levels",
                    "texts",
                    "Names of the organisation's levels, one to six, top first.",
                    default=["Company", "Department", "Team", "Individual"],
                    example=["Company", "Division", "Tribe", "Squad"],
                ),
                Key("deck", "one", "Defaults that the command line overrides.", of="deck"),
                Key(
                    "cadence",
                    "many",
                    "The cycle's calendar.",
                    of="event",
                    default="derived from the cycle",
                ),
                Key("practices", "many", "Best practices.", of="practice", default="built in"),
                Key("glossary", "many", "Terms.", of="term", default="built in"),
                Key("faq", "many", "Questions with answers.", of="question", default="built in"),
                Key(
                    "previous",
                    "text",
                    "Path of the last cycle's spec, relative to this file.",
                    example="okrs-2026-q4.yaml",
                ),
                Key(
                    "include",
                    "texts",
                    "Paths of further spec files whose departments are merged in.",
                    example=["digital.yaml", "clinics.yaml"],
                ),
                Key("scoring", "one", "Numbers of the arithmetic.", of="scoring"),
                Key("rules", "data", "Thresholds of the alignment audit."),
            ),
            _table("company", "the company", "The top unit.", *_UNIT, *_COMPANY),
            _table(
                "unit",
                "a unit",
                "A department, team, person, or what the levels call it.",
                *_UNIT,
                Key(
                    "level",
                    "level",
                    "Its level by name or number (0 is the company), when one is skipped.",
                    default="one below the unit that holds it",
                    example="Individual",
                ),
            ),
            _table(
                "cycle",
                "the cycle",
                "The weeks the objectives are for.",
                Key("name", "text", "As it is shown.", required=True, example="Q1 2027"),
                Key("start", "date", "First day.", required=True, example="2027-01-04"),
                Key("end", "date", "Last day.", required=True, example="2027-04-04"),
                Key(
                    "as_of",
                    "date",
                    "The day the numbers are from: today on every slide.",
                    default="the newest check-in's date, else the cycle's start",
                    example="2027-02-05",
                ),
            ),
            _table(
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
                    "Objectives or key results of a higher or equal level; the first is the parent.",
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
            _table(
                "dependency",
                "a dependency",
                "Something another objective has to bring about first.",
                Key("on", "id", "Id of the objective or key result.", required=True, example="D6"),
                Key("note", "text", _NOTE, default=""),
                Key(
                    "status",
                    "word",
                    "Whether it is settled.",
                    words=("open", "agreed", "done"),
                    default="open",
                ),
            ),
            _table(
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
                Key("note", "text", _NOTE, default=""),
                Key("check_ins", "many", "Check-ins, in any order.", of="check_in", default=[]),
            ),
            _table(
                "milestone",
                "a milestone",
                "A step of a key result.",
                Key("title", "text", "What is reached.", required=True),
                Key("done", "flag", "Whether it is reached.", default=False),
                _weight(),
                Key("date", "date", "When it is due."),
            ),
            _table(
                "check_in",
                "a check-in",
                "A value on a day.",
                Key("date", "date", "The day.", required=True, example="2027-01-11"),
                Key("value", "number", "The value on that day.", example=22),
                _confidence(),
                Key("note", "text", _NOTE, default=""),
            ),
            _table(
                "deck",
                "deck",
                "Defaults that the command line overrides.",
                Key("title", "text", "The deck's title.", default="the template's"),
                Key("subtitle", "text", "The line under it."),
                Key("presenter", "text", "Who presents."),
                Key("date", "text", "The date on the cover, as it is to be shown."),
                Key("theme", "text", "Name or path of a theme.", default="meridian"),
                Key("template", "text", "Name or path of a template.", default="kickoff"),
                Key("aspect", "word", "Slide format.", words=("16:9", "4:3"), default="16:9"),
                Key(
                    "language",
                    "text",
                    "BCP 47 tag, for proofing and hyphenation.",
                    default="en-US",
                    example="de-CH",
                ),
                Key("footer", "text", "Text at the foot of every slide.", default="the theme's"),
            ),
            _table(
                "event",
                "an event",
                "A day of the cadence.",
                Key("name", "text", "What happens.", required=True, example="Kickoff"),
                Key("date", "date", "The day, or the first of several.", required=True),
                Key("end", "date", "The last of several days."),
                Key("level", "level", "The level it is for, by name or number.", default=0),
                Key("note", "text", _NOTE, default=""),
            ),
            _table(
                "practice",
                "a practice",
                "A best practice.",
                Key("title", "text", "In a few words.", required=True),
                Key("text", "text", "In a sentence.", required=True),
            ),
            _table(
                "term",
                "a term",
                "An entry of the glossary.",
                Key("term", "text", "The word.", required=True),
                Key("text", "text", "What it means.", required=True),
            ),
            _table(
                "question",
                "a question",
                "An entry of the questions and answers.",
                Key("question", "text", "The question.", required=True),
                Key("answer", "text", "The answer.", required=True),
            ),
            _table(
                "scoring",
                "scoring",
                "Numbers of the arithmetic.",
                Key(
                    "on_track",
                    "number",
                    "Pace from which something is on track.",
                    default=0.9,
                    minimum=0,
                    maximum=1,
                ),
                Key(
                    "at_risk",
                    "number",
                    "Pace from which something is at risk and not off track.",
                    default=0.7,
                    minimum=0,
                    maximum=1,
                ),
                Key(
                    "aspirational_target",
                    "number",
                    "Share that is expected of an aspirational objective.",
                    default=0.7,
                    minimum=0.01,
                    maximum=1,
                ),
                Key(
                    "rounding",
                    "integer",
                    "Decimals of shown percentages.",
                    default=0,
                    minimum=0,
                    maximum=3,
                ),
            ),
        )
    }
)


def included() -> Table:
    """The table of a file named by ``include``: a spec where nothing is required."""
    spec = TABLES["spec"]
    keys = {
        name: Key(name, key.kind, key.description, words=key.words, of=key.of)
        for name, key in spec.keys.items()
    }
    for name in ("departments", "units"):
        keys[name] = next(key for key in _UNIT if key.name == name)
    return Table("spec", "an included file", spec.description, MappingProxyType(keys))


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) of a spec file, for editors and ``deckgen schema``."""
    from deckgen.spec.jsonschema import build

    return build(TABLES)
