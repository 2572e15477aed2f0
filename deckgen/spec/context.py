"""What one run of the reader shares: its findings, its files, and what it could not see."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from deckgen.findings import Finding, Level, Span
from deckgen.spec.nodes import Mapping, Node, Scalar, Sequence, Source, problem

MAX_COMPARISONS = 400_000
"""Names that mistyped ones are compared with in one run; later ones get no suggestion."""
MAX_NAME = 200
"""Names longer than this, in characters, are not compared."""
_PARTS = ("key_results", "check_ins", "milestones", "depends_on")
"""What is found through its objective."""

_HASH = re.compile(r"\S[ \t]+#\d")
_HASH_HERE = re.compile(r"[ \t]+#\d")


class Context:
    """What one run of the reader shares: findings, sources, and what could not be seen."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.sources: dict[str, Source] = {}
        self.blind = False
        """True when a part of the files could not be read, so any id may exist."""
        self.hidden: set[str] = set()
        """Ids under keys that were not understood; ``""`` when one there is not written."""
        self._compared = 0
        self._near: dict[tuple[str, tuple[str, ...], float] | None, str | None] = {}
        self._traps: dict[Source, bool] = {}

    def report(self, node: Node, rule: str, message: str, **more: Any) -> None:
        """Note a finding at a node (an error unless ``level`` says otherwise)."""
        self.findings.append(problem(node, rule, message, **more))

    def warn(self, node: Node, rule: str, message: str, **more: Any) -> None:
        """Note a warning at a node."""
        self.findings.append(problem(node, rule, message, level=Level.WARNING, **more))

    def report_at(self, span: Span, rule: str, message: str, **more: Any) -> None:
        """Note an error at a place of a file that was read."""
        source = self.sources.get(span.file)
        line = source.line(span.line) if source else None
        self.findings.append(Finding(Level.ERROR, rule, message, span, source_line=line, **more))

    def closest(self, name: str, known: Collection[str], cutoff: float = 0.6) -> str | None:
        """The known name that is nearest to a mistyped one, or ``None``."""
        asked = (name, tuple(known), cutoff) if len(known) < 50 else None
        if asked in self._near:
            return self._near[asked]
        self._compared += len(known)
        if self._compared > MAX_COMPARISONS:
            return None
        near = closest(name, known, cutoff)
        if asked is not None:
            self._near[asked] = near
        return near

    def hide(self, node: Node) -> None:
        """Remember the ids in a part that is passed over: nobody is to miss them."""
        todo = [node]
        while todo:
            node = todo.pop()
            if isinstance(node, Sequence):
                todo.extend(node.items)
            elif isinstance(node, Mapping):
                name = node.get("id")
                self.hidden.add(name.value if isinstance(name, Scalar) else "")
                todo.extend(value for key, _, value in node.items() if key not in _PARTS)

    def hash_trap(self, node: Scalar) -> bool:
        """True when `` #1`` after a plain text was taken for a comment."""
        trap = self._traps.get(node.source)
        if trap is None:
            trap = self._traps[node.source] = _HASH.search(node.source.text) is not None
        if not trap or not node.plain:
            return False
        line = node.source.line(node.end_line)
        return _HASH_HERE.match(line, node.end_column - 1) is not None


def closest(name: str, known: Collection[str], cutoff: float = 0.6) -> str | None:
    """The known name that is nearest to a mistyped one, or ``None`` when none is near.

    ``cutoff`` is the least similarity, 0 to 1, as ``difflib`` computes it.
    """
    from difflib import get_close_matches

    if len(name) > MAX_NAME:
        return None
    folded = {_fold(candidate): candidate for candidate in reversed(list(known))}
    if _fold(name) in folded:
        return folded[_fold(name)]
    matches = get_close_matches(_fold(name), folded, n=1, cutoff=cutoff)
    return folded[matches[0]] if matches else None


def _fold(name: str) -> str:
    return name.casefold().replace("-", "_").replace(" ", "_")


def did_you_mean(name: str | None) -> str | None:
    """The suggestion that names it, or ``None``."""
    return f"did you mean '{name}'?" if name else None
