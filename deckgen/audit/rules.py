"""The alignment audit: runs every rule over a cascade.

Structured fields are read first, text last; rules on text know some languages and are silent
on others. ``table`` says what each rule is and why, ``structure`` and ``measures`` how it is
checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from deckgen.audit import measures, structure
from deckgen.audit.common import Check
from deckgen.audit.table import DOERR, PROFILES, RULES
from deckgen.findings import Finding, Span
from deckgen.model.cascade import Cascade

__all__ = ["RULES", "audit"]

MOST = 1_000_000
"""No threshold is larger."""

CHECKS: tuple[Check, ...] = (
    structure.company, structure.links, structure.circles, structure.silos, structure.depth,
    measures.amounts, measures.load, measures.measures, measures.confidence, measures.silence,
    measures.conflicts, structure.dependencies, structure.share, structure.carried,
)  # fmt: skip


def audit(
    cascade: Cascade,
    profile: str = "doerr",
    thresholds: Mapping[str, Any] | None = None,
    places: Mapping[str, Span] | None = None,
) -> tuple[Finding, ...]:
    """Everything the rules notice, in the order of the file within each rule.

    ``profile`` is ``doerr``, ``wodtke`` or ``strict`` (KeyError for another); ``thresholds``
    replace single numbers of it, by name. A threshold of an unknown name or a wrong type is a
    finding, and the profile's own stays. ``places`` says where thresholds are written, for those
    findings; without it, where the spec's own ``rules`` are.
    """
    limits = dict(PROFILES[profile])
    spans = cascade.rule_spans if places is None else places
    wrong: list[Finding] = []
    for name, value in (thresholds or {}).items():
        if str(name).startswith("x-"):
            continue
        problem = _wrong(str(name), value)
        if problem is None:
            limits[name] = value
        else:
            message, hint = problem
            level, span = RULES["threshold"].level, spans.get(name)
            wrong.append(
                Finding(level, "threshold", message, span, hint or None, subject=str(name))
            )
    return (*wrong, *(finding for check in CHECKS for finding in check(cascade, limits)))


def _wrong(name: str, value: object) -> tuple[str, str] | None:
    """What is wrong with a threshold, and a suggestion; None when it can be used."""
    if name not in DOERR:
        from difflib import get_close_matches

        near = get_close_matches(name, DOERR, 1)
        hint = f"did you mean '{near[0]}'?" if near else "one of " + ", ".join(DOERR)
        return f"'{name}' is not a threshold of the audit", hint
    if isinstance(DOERR[name], str):
        if value in ("warning", "error"):
            return None
        return f"'{name}' is {_shown(value)}, not 'warning' or 'error'", ""
    share = isinstance(DOERR[name], float)
    wanted = "a share from 0 to 1" if share else "a number of 0 or more"
    number = isinstance(value, int | float) and not isinstance(value, bool)
    most = 1 if share else MOST
    if number and 0 <= cast("float", value) <= most:
        return None
    return f"'{name}' is {_shown(value)}, not {wanted}", ""


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
