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
    "objective": (
        "objective", "objective title", "objective name", "ziel", "zielsetzung", "okr name",
        "okr title", "objective statement",
    ),
    "title": (
        "goal title", "title", "name", "goal", "goal name", "titel", "okr", "bezeichnung",
        "summary", "item name", "item title",
    ),
    "key_result": (
        "key result", "key result title", "key result name", "metric name", "kr", "kr title",
        "measure", "schlüsselergebnis", "schlüsselresultat", "kennzahl", "messgrösse",
    ),
    "id": (
        "id", "goal id", "objective id", "okr id", "nummer", "nr", "ziel id", "objective key",
        "okr id", "issue key", "goal identifier", "identifier", "item id",
    ),
    "row_id": ("row id",),
    "key_result_id": ("key result id", "kr id", "metric id"),
    "parent": (
        "parent", "parent id", "parent goal", "parent objective", "parent objective id",
        "parent goal id", "parent goal ids", "supports", "aligned to", "aligned with",
        "corporate objective", "company objective", "unternehmensziel", "übergeordnetes ziel",
        "oberziel", "contributes to", "corporate objectives", "parent okr id", "parent okr",
        "parent key", "parent link", "epic link", "aligned objective", "parent identifier",
        "parent goal name", "ladders up to", "cascaded from", "parent item", "parent title",
    ),
    "parent_row": ("parent row ids", "parent row id", "parent row"),
    "row_kind": (
        "goal type", "type", "typ", "kind", "item type", "issue type", "work item type", "art",
    ),
    "level": ("level", "scope", "objective type", "ebene", "goal level", "visibility level"),
    "unit_name": (
        "objective type value", "unit name", "organisation", "organization", "org unit",
        "organisationseinheit", "unit of organisation", "owner unit",
    ),
    "company": ("company", "unternehmen", "firma"),
    "department": (
        "department", "departments", "division", "business unit", "abteilung", "bereich", "area",
        "function", "department name", "pillar",
    ),
    "team": ("team", "teams", "squad", "group", "gruppe", "team name"),
    "individual": ("individual", "person", "employee", "mitarbeiter", "mitarbeiterin", "member"),
    "lead": ("lead", "team lead", "leitung", "head"),
    "owner": (
        "owner", "owner name", "owners", "goal owner", "goal owners", "objective owner",
        "objective owners", "okr owner", "okr owners", "responsible", "responsible person",
        "accountable", "assignee", "assigned to", "dri", "who", "wer", "verantwortlich",
        "verantwortliche", "verantwortlicher", "verantwortliche person", "zuständig", "eigentümer",
        "owner email", "owner emails", "owner email id", "individual emails", "email",
    ),
    "kr_owner": ("key result owner", "kr owner", "metric owner", "key result assignee"),
    "kr_status": ("key result status", "kr status", "metric status"),
    "kr_note": ("key result description", "kr description", "key result note"),
    "check_in_date": (
        "check in date", "last check in date", "last check in", "last checked in",
        "latest check in", "latest check in date", "check in", "date of check in",
        "letzter check in",
    ),
    "check_in_note": (
        "check in note", "check in notes", "check in comment", "check in comments",
        "last check in note", "last check in comment", "latest check in note",
        "last check in comments", "latest check in comment",
    ),
    "description": (
        "description", "objective description", "beschreibung", "details", "why", "rationale",
        "goal description",
    ),
    "note": ("note", "notes", "comment", "comments", "kommentar", "bemerkung", "notiz"),
    "start": (
        "starting value", "start value", "metric start value", "initial value", "baseline", "start",
        "startwert", "anfangswert", "ausgangswert", "from",
    ),
    "target": (
        "target value", "target", "metric target value", "goal value", "zielwert", "soll",
        "end value", "endwert", "end", "ende", "to",
    ),
    "current": (
        "current value", "current", "actual", "actual value", "metric current value", "ist",
        "istwert", "aktuell", "aktueller wert", "latest value", "now", "today", "jetzt", "heute",
        "wert", "latest",
    ),
    "unit": (
        "unit", "einheit", "metric unit", "unit of measure", "uom", "measurement unit", "currency",
        "symbol",
    ),
    "metric_type": (
        "metric type", "measurement type", "key result type", "kpi type", "format", "metric format",
        "measure type",
    ),
    "progress": (
        "progress", "completion", "fortschritt", "percent complete", "% complete", "progress %",
        "completion %", "complete", "% progress", "attainment", "% achieved", "achievement",
        "% done", "done %", "percent done", "% fortschritt", "zielerreichung",
    ),
    "status": (
        "status", "progress status", "state", "health", "stand", "rag", "rag status", "ampel",
        "traffic light",
    ),
    "confidence": (
        "confidence", "confidence level", "zuversicht", "konfidenz", "confidence score",
        "confidence rating", "conf", "confidence index", "sicherheit", "vertrauen",
    ),
    "weight": ("weight", "weighting", "gewicht", "gewichtung"),
    "score": ("score", "grade", "final score", "bewertung"),
    "commitment": ("commitment", "objective kind", "committed or aspirational"),
    "start_date": ("start date", "starts on", "startdatum", "start at", "beginn", "von", "begin"),
    "end_date": (
        "end date", "due date", "due at", "due", "deadline", "ends on", "enddatum", "fällig am",
        "fälligkeit", "bis", "target date",
    ),
    "cycle": (
        "goal cycle", "cycle", "quarter", "period", "zyklus", "quartal", "time period", "timeframe",
        "time frame", "session", "okr cycle", "planning period", "zeitraum", "okr period",
        "timeline",
    ),
    "as_of": (
        "last updated", "updated at", "last update", "as of", "stichtag", "updated",
        "last modified", "modified", "zuletzt aktualisiert",
    ),
    "tags": ("categories", "category", "tags", "labels", "schlagworte", "kategorie"),
    "action": ("objective action", "action"),
})  # fmt: skip
"""Fields, and the normal forms of headers that mean them; earlier ones win over later ones."""

_SCALE = re.compile(r" (?:[01] ?(?:to|bis)? ?(5|10|100)|%|in %)$")
"""The scale in a header of confidence: (0-10), (1 to 5)."""
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
    text = " ".join(re.sub(r"[*?()\[\]\"']", "", text).replace("ß", "ss").split())
    return text.removeprefix("custom field ")


def field_of(header: str) -> tuple[str, int] | None:
    """The field that a header means, and the number of its key result (0: none); or None."""
    name = normal(header)
    if (field := BY_HEADER.get(name)) is not None:
        return field, 0
    if (bare := _SCALE.sub("", name)) != name and BY_HEADER.get(bare) == "confidence":
        return "confidence", 0
    match = WIDE.fullmatch(name)
    if match is None:
        return None
    part = match[2] or "title"
    field = _WIDE_FIELDS.get(part) or BY_HEADER.get(part)
    return (field, int(match[1])) if field else None


def scale_of(header: str) -> float | None:
    """The most that a number under a header can be, when the header says so."""
    match = _SCALE.search(normal(header))
    return float(match[1]) if match and match[1] else None


def is_known(header: str, mapped: frozenset[str] = frozenset()) -> bool:
    """Whether a header means something, by itself or through ``--map`` (normal forms)."""
    return len(header) < 80 and (field_of(header) is not None or normal(header) in mapped)
