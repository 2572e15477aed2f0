"""Headers of known exports, and which field of a spec each means.

The names come from the published import and export formats of BurningOKR (English and German),
Betterworks, Culture Amp, Peoplebox, PeopleCues and Mirro, and from what people call the columns
of their own spreadsheets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "objective": ("objective", "objective title", "objective name", "ziel", "zielsetzung"),
    "title": ("goal title", "title", "name", "goal", "goal name", "titel", "okr", "bezeichnung"),
    "key_result": (
        "key result", "key result title", "key result name", "metric name", "kr", "kr title",
        "measure", "schlüsselergebnis", "schlüsselresultat", "kennzahl", "messgrösse",
    ),
    "id": (
        "id", "goal id", "objective id", "okr id", "nummer", "nr", "ziel id", "objective key",
    ),
    "row_id": ("row id",),
    "key_result_id": ("key result id", "kr id", "metric id"),
    "parent": (
        "parent", "parent id", "parent goal", "parent objective", "parent objective id",
        "parent goal id", "parent goal ids", "supports", "aligned to", "aligned with",
        "corporate objective", "company objective", "unternehmensziel", "übergeordnetes ziel",
        "oberziel", "contributes to", "corporate objectives",
    ),
    "parent_row": ("parent row ids", "parent row id", "parent row"),
    "row_kind": ("goal type", "type", "typ", "kind", "item type", "art"),
    "level": ("level", "scope", "objective type", "ebene", "goal level", "visibility level"),
    "unit_name": (
        "objective type value", "unit name", "organisation", "organization", "org unit",
        "organisationseinheit", "unit of organisation", "owner unit",
    ),
    "company": ("company", "unternehmen", "firma"),
    "department": (
        "department", "departments", "division", "business unit", "abteilung", "bereich", "area",
        "function", "department name",
    ),
    "team": ("team", "teams", "squad", "group", "gruppe", "team name"),
    "individual": ("individual", "person", "employee", "mitarbeiter", "mitarbeiterin", "member"),
    "lead": ("lead", "team lead", "leitung", "head"),
    "owner": (
        "owner", "owner email", "owner emails", "owner email id", "owner name", "owners",
        "individual emails", "responsible", "assignee", "dri", "verantwortlich", "verantwortliche",
        "verantwortlicher", "zuständig", "eigentümer", "email",
    ),
    "description": (
        "description", "objective description", "beschreibung", "details", "why", "rationale",
        "goal description",
    ),
    "note": ("note", "notes", "comment", "comments", "kommentar", "bemerkung", "notiz"),
    "start": (
        "starting value", "start value", "metric start value", "initial value", "baseline",
        "start", "startwert", "anfangswert", "ausgangswert", "from",
    ),
    "target": (
        "target value", "target", "metric target value", "goal value", "zielwert", "soll",
        "end value", "endwert", "end", "ende", "to",
    ),
    "current": (
        "current value", "current", "actual", "actual value", "metric current value", "ist",
        "istwert", "aktuell", "aktueller wert", "latest value",
    ),
    "unit": ("unit", "einheit", "metric unit", "unit of measure", "uom", "measurement unit"),
    "metric_type": ("metric type", "measurement type", "key result type"),
    "progress": (
        "progress", "completion", "fortschritt", "percent complete", "% complete",
        "progress %", "completion %", "complete",
    ),
    "status": ("status", "progress status", "state", "health", "stand"),
    "confidence": ("confidence", "confidence level", "zuversicht", "konfidenz"),
    "weight": ("weight", "weighting", "gewicht", "gewichtung"),
    "score": ("score", "grade", "final score", "bewertung"),
    "commitment": ("commitment", "objective kind", "committed or aspirational"),
    "start_date": ("start date", "starts on", "startdatum", "start at", "beginn", "von", "begin"),
    "end_date": (
        "end date", "due date", "due at", "due", "deadline", "ends on", "enddatum",
        "fällig am", "fälligkeit", "bis", "target date",
    ),
    "cycle": ("goal cycle", "cycle", "quarter", "period", "zyklus", "quartal", "time period"),
    "as_of": ("last updated", "updated at", "last check in", "last update", "as of", "stichtag"),
    "tags": ("categories", "category", "tags", "labels", "schlagworte", "kategorie"),
    "action": ("objective action", "action"),
})  # fmt: skip
"""Fields, and the normal forms of headers that mean them; earlier ones win over later ones."""

WIDE = re.compile(r"(?:key result|keyresult|kr|metric) ?#?(\d{1,3})(?: (.+))?")
_WIDE_FIELDS = {
    "title": "key_result", "name": "key_result", "completion": "progress", "id": "key_result_id",
    "description": "note", "owner email": "owner", "initial": "start", "goal": "target",
}  # fmt: skip
FIELDS = frozenset(ALIASES) | {"row_key", "parent_key"}
BY_HEADER = {name: field for field, names in ALIASES.items() for name in names}


def normal(header: str) -> str:
    """A header in its normal form: lower case, words apart by one space, camelCase taken apart."""
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", header.strip().lstrip("\ufeff"))
    text = re.sub(r"[\s_\-./:]+", " ", text).strip().casefold()
    text = re.sub(r"[*?()\[\]\"']", "", text).replace("ß", "ss")
    return " ".join(text.split())


def field_of(header: str) -> tuple[str, int] | None:
    """The field that a header means, and the number of its key result (0: none); or None."""
    name = normal(header)
    if (field := BY_HEADER.get(name)) is not None:
        return field, 0
    match = WIDE.fullmatch(name)
    if match is None:
        return None
    part = match[2] or "title"
    field = _WIDE_FIELDS.get(part) or BY_HEADER.get(part)
    return (field, int(match[1])) if field else None


def is_known(header: str, mapped: frozenset[str] = frozenset()) -> bool:
    """Whether a header means something, by itself or through ``--map`` (normal forms)."""
    return len(header) < 80 and (field_of(header) is not None or normal(header) in mapped)
