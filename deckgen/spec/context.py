"""What one run of the reader shares: its findings, its files, and what it could not see."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from deckgen.findings import Finding, Level, Span
from deckgen.spec.near import Names
from deckgen.spec.near import closest as closest
from deckgen.spec.near import did_you_mean as did_you_mean
from deckgen.spec.nodes import Mapping, Node, Scalar, Sequence, Source, problem
from deckgen.spec.tally import Tally

_PARTS = ("key_results", "check_ins", "milestones", "depends_on")
"""What is found through its objective."""

_HASH = re.compile(r"\S[ \t]+#\d")
_HASH_HERE = re.compile(r"[ \t]+#\d")


class Context:
    """What one run of the reader shares: findings, sources, and what could not be seen."""

    def __init__(self) -> None:
        self.findings = Tally()
        self.sources: dict[str, Source] = {}
        self.blind = False
        """True when a part of the files could not be read, so any id may exist."""
        self.hidden: set[str] = set()
        """Ids under keys that were not understood; ``""`` when one there is not written."""
        self.glued: Node | None = None
        """The mapping in which a key stands together with its value."""
        self._names: dict[str, Names] = {}
        self._traps: dict[Source, bool] = {}

    def report(self, node: Node, rule: str, message: str, **more: Any) -> None:
        """Note a finding at a node (an error unless ``level`` says otherwise)."""
        if self.findings.spent(rule):
            self.findings.count(rule, message, node.span)
        else:
            self.findings.add(problem(node, rule, message, **more))

    def warn(self, node: Node, rule: str, message: str, **more: Any) -> None:
        """Note a warning at a node."""
        self.findings.add(problem(node, rule, message, level=Level.WARNING, **more))

    def report_at(self, span: Span, rule: str, message: str, **more: Any) -> None:
        """Note an error at a place of a file that was read."""
        source = self.sources.get(span.file)
        line = source.line(span.line) if source else None
        self.findings.add(Finding(Level.ERROR, rule, message, span, source_line=line, **more))

    def names(self, kind: str, known: Collection[str]) -> Names:
        """The known names of a kind, made ready once; ``known`` is the same each time."""
        if kind not in self._names:
            self._names[kind] = Names(known)
        return self._names[kind]

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
            text = node.source.text
            trap = self._traps[node.source] = "#" in text and _HASH.search(text) is not None
        if not trap or not node.plain:
            return False
        line = node.source.line(node.end_line)
        return _HASH_HERE.match(line, node.end_column - 1) is not None
