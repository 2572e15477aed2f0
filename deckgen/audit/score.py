"""The alignment score: 0 to 100, healthy from 75."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from deckgen.findings import Finding
from deckgen.model.cascade import Cascade
from deckgen.values import dataclass

COSTS = {
    "no-company-objective": 10,
    "orphan": 12,
    "no-key-results": 4,
    "level-skip": 3,
    "silo": 8,
}
"""Points that one finding of a rule takes off."""
FLOOR = 5
HEALTHY = 75


@dataclass(frozen=True, slots=True)
class Score:
    """``value`` of 100, and what each rule took off as (rule, findings, points)."""

    value: int
    parts: tuple[tuple[str, int, int], ...]

    @property
    def explanation(self) -> str:
        """How it was computed, in one sentence."""
        empty = any(rule == "no-company-objective" for rule, _, _ in self.parts)
        first = "− 10 without a company objective " if empty else ""
        return (
            f"Score = 100 {first}− 12 per orphan − 4 per objective without key results "
            f"− 3 per skipped level − 8 per silo; healthy from {HEALTHY}."
        )


def alignment_score(cascade: Cascade, findings: Sequence[Finding]) -> Score:
    """100 less the costs of what the audit found, not under 5."""
    counts = Counter(f.rule for f in findings if f.rule in COSTS)
    parts = tuple((rule, counts[rule], counts[rule] * cost) for rule, cost in COSTS.items())
    lost = sum(points for _, _, points in parts)
    return Score(max(FLOOR, 100 - lost), tuple(p for p in parts if p[1]))
