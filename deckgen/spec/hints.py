"""What a wrong value or key was probably meant to be: for suggestions, never for reading."""

from __future__ import annotations

import datetime as dt
import re

from deckgen.spec.nodes import Mapping, Node, Scalar
from deckgen.spec.scalars import date, number
from deckgen.spec.tables import Key, Table

# Compiled when first used: most files have no mistakes.
_LOOSE_NUMBER = r"[^\d+\-.]{0,3}([-+]?\d[\d,.'_ \u00a0\u202f]*)(\D*)"
_LOOSE_DATE = r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?"
_UNIT = {
    "title": "name", "manager": "lead", "head": "lead", "owner": "lead", "people": "individuals",
    "members": "individuals", "persons": "individuals", "squads": "teams", "groups": "teams",
    "divisions": "departments", "okrs": "objectives", "goals": "objectives",
}  # fmt: skip
OTHER_NAMES: dict[str, dict[str, str]] = {
    "company": {**_UNIT, "ceo": "lead", "vision": "north_star", "purpose": "mission"},
    "unit": _UNIT,
    "objective": {
        "name": "title", "objective": "title", "text": "title", "krs": "key_results",
        "results": "key_results", "measures": "key_results", "parent": "supports",
        "parents": "supports", "aligned_to": "supports", "contributes_to": "supports",
        "depends": "depends_on", "dependencies": "depends_on", "blocked_by": "depends_on",
        "description": "why", "reason": "why", "rationale": "why", "because": "why",
        "responsible": "owner", "dri": "owner", "lead": "owner", "grade": "score",
        "labels": "tags", "kind": "type",
    },
    "key_result": {
        "name": "title", "key_result": "title", "kr": "title", "text": "title", "from": "start",
        "baseline": "start", "initial": "start", "goal": "target", "to": "target", "end": "target",
        "value": "current", "actual": "current", "now": "current", "progress": "current",
        "minimum": "min", "maximum": "max", "steps": "milestones", "description": "note",
        "comment": "note", "responsible": "owner", "dri": "owner", "lead": "owner",
        "updates": "check_ins", "history": "check_ins", "type": "kind", "grade": "score",
    },
    "check_in": {"day": "date", "current": "value", "comment": "note", "text": "note"},
    "milestone": {"name": "title", "due": "date", "deadline": "date", "status": "done"},
    "dependency": {"id": "on", "objective": "on", "what": "note", "text": "note"},
    "cycle": {"title": "name", "from": "start", "to": "end", "today": "as_of", "begin": "start"},
    "event": {"title": "name", "day": "date", "start": "date", "text": "note"},
    "question": {"title": "question", "text": "answer", "q": "question", "a": "answer"},
    "term": {"title": "term", "name": "term", "definition": "text", "meaning": "text"},
    "practice": {"name": "title", "description": "text"},
}  # fmt: skip
"""By table, what other tools and people call a key: the key."""
_WORDS = {
    "green": "on_track", "yellow": "at_risk", "amber": "at_risk", "red": "off_track",
    "behind": "off_track", "delayed": "off_track", "completed": "done", "complete": "done",
    "achieved": "done", "finished": "done", "cancelled": "dropped", "canceled": "dropped",
    "abandoned": "dropped", "pending": "not_started", "new": "not_started",
    "stretch": "aspirational", "moonshot": "aspirational", "roofshot": "committed",
    "number": "metric", "percentage": "metric", "percent": "metric", "currency": "metric",
    "numeric": "metric", "boolean": "yes_no", "bool": "yes_no", "binary": "yes_no",
    "milestone": "milestones", "range": "maintain", "band": "maintain", "closed": "done",
    "blocked": "open", "confirmed": "agreed", "accepted": "agreed", "1.0": "1",
}  # fmt: skip


def other_name(table: Table, name: str) -> str | None:
    """The key that is known by another name elsewhere, or None."""
    plain = re.sub(r"[\s-]+", "_", name.strip().casefold())
    return OTHER_NAMES.get(table.name, {}).get(plain)


def other_word(key: Key, word: str) -> str | None:
    """The word of a key that another word means, or None."""
    meant = _WORDS.get(word.strip().casefold())
    return meant if meant in key.words else None


def item_hint(table: Table, node: Node) -> str | None:
    """How a text that stands for a whole mapping is to be written."""
    if not isinstance(node, Scalar) or table.name == "spec" or not table.required:
        return None
    if table.required[0] == "date":
        return None
    text = " ".join(node.value.split())
    shown = text if len(text) <= 40 else text[:39] + "…"
    return f"write {table.required[0]}: {shown}"


def list_hint(table: Table, node: Mapping) -> str:
    """How a mapping that stands where a list is wanted is to be written."""
    first = next(iter(node.pairs), "")
    if first in table.keys or not first:
        return "put '- ' before it"
    value = node.get(first)
    if isinstance(value, Scalar) and len(table.keys) > 1:
        key, other = list(table.keys)[:2]
        return f"write a list: - {{{key}: {first[:40]}, {other}: {value.value[:30]}}}"
    return "write a list: each of its items begins with '- '"


def number_hint(key: Key, node: Node) -> str | None:
    """How a number that is written as people write it is to be written."""
    if not isinstance(node, Scalar):
        return None
    if not node.plain and number(node.value) is not None:
        return f"write {node.value} without quotes"
    text = node.value.strip()
    match = re.fullmatch(_LOOSE_NUMBER, text) if len(text) <= 40 else None
    if match is None:
        return "leave it out" if text.casefold() in ("n/a", "na", "-", "?", "tbd") else None
    digits, rest = re.sub(r"[\s'_]", "", match[1]), match[2].strip()
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+,\d+", digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[-+]?\d+,\d+", digits):
        digits = digits.replace(",", ".")
    digits = re.sub(r"^([-+]?)0+(?=\d)", r"\1", digits)
    value = number(digits)
    if value is None:
        return None
    if key.maximum is not None and (value > key.maximum or rest == "%"):
        return scale_hint(key, value)
    if rest.casefold() == "k":
        return f"write {value * 1000:g}"
    wants_unit = rest and key.name in ("start", "target", "current", "min", "max")
    return f"write {digits}" + (f" and \"{rest}\" under 'unit'" if wants_unit else "")


def scale_hint(key: Key, value: float) -> str | None:
    """A number of a hundred on the scale of a key, such as 0 to 10."""
    if key.maximum in (1, 10) and key.minimum == 0 and key.maximum < value <= 100:
        return f"write {round(value * key.maximum / 100, 4):g}"
    return None


def date_hint(text: str) -> str | None:
    """How a day that is written another way is to be written."""
    match = re.fullmatch(_LOOSE_DATE, text)
    if match is not None:
        year, month, day = (int(part) for part in match.groups())
        iso = f"{year:04}-{month:02}-{day:02}"
        if iso != text and date(iso):
            return f"write {iso}"
        if 1 <= month <= 12 and 28 < day <= 31:
            last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
            return f"that month has {last.day} days: write {last}"
        return None
    if len(text) > 40:
        return None
    from deckgen.spec.importers.values import day_of

    days = [found for order in ("mdy", "dmy") if (found := day_of(text, order)) is not None]
    return "write " + " or ".join(dict.fromkeys(map(str, days))) if days else None
