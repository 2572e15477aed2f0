"""The alignment audit: a cascade in, findings and a score out."""

from __future__ import annotations

from deckgen.audit.rules import RULES, audit
from deckgen.audit.score import Score, alignment_score

__all__ = ["RULES", "Score", "alignment_score", "audit"]
