"""Every key of a spec in one table. The reader checks by it and ``deckgen schema`` prints it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from deckgen.spec.tables import CHILD_KEYS, NOTE, ORGANISATION, UNIT_KEYS, Key, Table, table
from deckgen.values import replace

__all__ = ["CHILD_KEYS", "TABLES", "Key", "Table", "included", "json_schema", "optional"]

_FILE = (
    table(
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
    table(
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
    table(
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
    table(
        "event",
        "an event",
        "A day of the cadence.",
        Key("name", "text", "What happens.", required=True, example="Kickoff"),
        Key("date", "date", "The day, or the first of several.", required=True),
        Key("end", "date", "The last of several days."),
        Key("level", "level", "The level it is for, by name or number.", default=0),
        Key("note", "text", NOTE, default=""),
    ),
    table(
        "practice",
        "a practice",
        "A best practice.",
        Key("title", "text", "In a few words.", required=True),
        Key("text", "text", "In a sentence.", required=True),
    ),
    table(
        "term",
        "a term",
        "An entry of the glossary.",
        Key("term", "text", "The word.", required=True),
        Key("text", "text", "What it means.", required=True),
    ),
    table(
        "question",
        "a question",
        "An entry of the questions and answers.",
        Key("question", "text", "The question.", required=True),
        Key("answer", "text", "The answer.", required=True),
    ),
    table(
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

TABLES: Mapping[str, Table] = MappingProxyType(
    {entry.name: entry for entry in (*_FILE, *ORGANISATION)}
)


def optional(whole: Table) -> Table:
    """A table of which nothing is required."""
    keys = [replace(key, required=False) for key in whole.keys.values()]
    return table(whole.name, whole.label, whole.description, *keys)


def included() -> Table:
    """The table of a file named by ``include``: a spec where nothing is required."""
    spec = TABLES["spec"]
    keys = [replace(key, required=False) for key in spec.keys.values()]
    more = [key for key in UNIT_KEYS if key.name in ("departments", "units")]
    return table("spec", "an included file", spec.description, *keys, *more)


def json_schema(part: bool = False) -> dict[str, Any]:
    """The JSON Schema (draft-07) of a spec file, for editors and ``deckgen schema``.

    ``part``: of a file that ``include`` names, where nothing is required and departments may
    stand at the top.
    """
    from deckgen.spec.jsonschema import build

    return build({**TABLES, "spec": included()} if part else TABLES, part)
