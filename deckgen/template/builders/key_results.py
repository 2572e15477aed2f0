"""Key results in full, as the slide of an objective shows them."""

from __future__ import annotations

import datetime as dt

from deckgen import plan
from deckgen.template import formats
from deckgen.template.builders import common
from deckgen.template.builders.common import meter
from deckgen.template.views import KeyResultView


def row(kr: KeyResultView, rounding: int) -> plan.KeyResultRow:
    """A key result with its cells formatted, a note and details."""
    start, now, target = _cells(kr)
    details = tuple(f"{'✓' if m.done else '○'} {m.title}{_day(m.date)}" for m in kr.milestones)
    if kr.kind == "maintain":
        details = (f"Stay {common.band(kr)}",)
    last = next((c.note for c in reversed(kr.check_ins) if c.note), "")
    return plan.KeyResultRow(
        id=kr.id,
        title=kr.title,
        start=start,
        now=now,
        target=target,
        note=kr.note or last,
        meter=meter(kr, rounding),
        owner=kr.owner,
        confidence=_confidence(kr),
        details=details,
    )


def _day(value: dt.date | None) -> str:
    return f" · {formats.date(value, 'short')}" if value else ""


def _confidence(kr: KeyResultView) -> str:
    given = [c.confidence for c in kr.check_ins if c.confidence is not None]
    now = kr.confidence if kr.confidence is not None else (given[-1] if given else None)
    if now is None:
        return ""
    first = given[0] if given else now
    text = f"{formats.number(now)} of 10"
    if now != first:
        text += f", {'down' if now < first else 'up'} from {formats.number(first)}"
    return text


def _cells(kr: KeyResultView) -> tuple[str, str, str]:
    if kr.kind == "yes_no":
        return "no", "yes" if kr.done else "no", "yes"
    if kr.kind == "milestones":
        done = sum(1 for m in kr.milestones if m.done)
        return "0", str(done), str(len(kr.milestones))
    if kr.kind == "maintain":
        return "", formats.number(kr.now, kr.unit), common.band(kr)
    if kr.kind == "baseline":
        return "", formats.number(kr.now, kr.unit) if kr.now is not None else "", "measure first"
    target = formats.number(kr.target, kr.unit) if kr.target is not None else "not set"
    return formats.number(kr.start, kr.unit), formats.number(kr.now, kr.unit), target
