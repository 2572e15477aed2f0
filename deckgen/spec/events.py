"""From the YAML parser's events to nodes, within limits. Nothing here recurses."""

from __future__ import annotations

import re
from typing import Any, cast

from deckgen.spec.nodes import Broken, Mapping, Node, Scalar, Sequence, Source, problem
from deckgen.spec.tally import Tally

MAX_DEPTH = 200
MAX_ALIASED = 100_000
"""Nodes that aliases may add to those that are written."""

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no YAML text holds. (Naming those it may hold compiles ten times slower.)"""
_USUAL = bytes((9, 10, 13, *range(32, 127)))
_CORE = "tag:yaml.org,2002:"
_SCALAR_TAGS = {_CORE + name for name in ("int", "float", "bool", "null", "timestamp")}


def forbidden(text: str) -> re.Match[str] | None:
    """The first character of a text that no YAML text holds."""
    # Most texts are ASCII, of which bytes tell at once whether there are others than the usual.
    if text.isascii() and not text.encode().translate(None, _USUAL):
        return None
    return FORBIDDEN.search(text)


class _Frame:
    """A collection being read. ``count``: nodes read when it began; ``deepest``: levels."""

    __slots__ = ("anchor", "count", "deepest", "key", "node")

    def __init__(self, node: Any, anchor: str | None, count: int, deepest: int) -> None:
        self.node = node
        self.key: Scalar | None = None
        self.anchor = anchor
        self.count = count
        self.deepest = deepest


def _place(event: Any) -> tuple[int, int, int, int]:
    """Where an event begins and ends: line, column, end line, end column, from 1."""
    start, end = event.start_mark, event.end_mark
    return start.line + 1, start.column + 1, end.line + 1, end.column + 1


class TreeReader:
    """Turns events into nodes. One use."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.findings = Tally()
        self.root: Node | None = None
        self.anchors: dict[str, tuple[Node, int, int]] = {}
        """Anchor -> (node, nodes in it, levels in it)."""
        self.open_anchors: set[str] = set()
        self.run_on: Mapping | None = None
        """A mapping in which the next item of a list lacks its dash."""

    def report(self, node: Node, rule: str, message: str, suggestion: str | None = None) -> None:
        """Note an error at a node."""
        self.findings.add(problem(node, rule, message, suggestion=suggestion))

    def run(self, parser: Any) -> None:
        """Read all events. Stops early, with a finding, at a limit."""
        from yaml.events import (
            AliasEvent,
            DocumentStartEvent,
            MappingEndEvent,
            MappingStartEvent,
            ScalarEvent,
            SequenceEndEvent,
            SequenceStartEvent,
            StreamEndEvent,
        )

        source, get_event = self.source, parser.get_event
        stack: list[_Frame] = []
        current: Sequence | Mapping | None = None
        key: Scalar | None = None
        node: Any
        count = aliased = documents = 0
        while True:
            event = get_event()
            kind = event.__class__
            if kind is ScalarEvent:
                count += 1
                start, end = event.start_mark, event.end_mark
                line = start.line + 1
                end_line = line if end.line == start.line else end.line + 1
                node = Scalar(
                    source,
                    line,
                    start.column + 1,
                    end_line,
                    end.column + 1,
                    event.value,
                    not event.style,
                )
                if event.tag is not None or event.anchor is not None or event.style == '"':
                    self._dressed(node, event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                count += 1
                start = event.start_mark
                line, column = start.line + 1, start.column + 1
                # Where it ends is told when it does.
                node = (Mapping if kind is MappingStartEvent else Sequence)(
                    source, line, column, line, column
                )
                if event.tag is not None or event.anchor is not None:
                    node.end_line, node.end_column = _place(event)[2:]
                if len(stack) >= MAX_DEPTH:
                    self._too_deep(node)
                    return
                if event.tag is not None:
                    self._collection_tag(node, event.tag)
                if event.anchor is not None:
                    self.open_anchors.add(event.anchor)
                    self.anchors.pop(event.anchor, None)
                if stack:
                    stack[-1].key = key
                stack.append(_Frame(node, event.anchor, count, len(stack)))
                current, key = node, None
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                frame = stack.pop()
                node = frame.node
                end = event.end_mark
                node.end_line, node.end_column = end.line + 1, end.column + 1
                if kind is MappingEndEvent and "<<" in node.pairs:
                    self._merge(node)
                if frame.anchor is not None:
                    self.open_anchors.discard(frame.anchor)
                    size = count - frame.count + 1
                    self.anchors[frame.anchor] = (node, size, frame.deepest - len(stack))
                current = key = None
                if stack:
                    outer = stack[-1]
                    current, key = outer.node, outer.key
                    outer.deepest = max(outer.deepest, frame.deepest)
            elif kind is AliasEvent:
                here = Node(source, *_place(event))
                if event.anchor not in self.anchors:
                    self._unknown_alias(here, event.anchor)
                    node = Broken(source, *_place(event), "", True)
                else:
                    node, size, height = self.anchors[event.anchor]
                    aliased += size
                    count += size
                    if aliased > MAX_ALIASED:
                        message = f"aliases add more than {MAX_ALIASED:,} values to this file"
                        self.report(here, "alias-bomb", message)
                        return
                    if len(stack) + height >= MAX_DEPTH:
                        self._too_deep(here)
                        return
                    if stack:
                        stack[-1].deepest = max(stack[-1].deepest, len(stack) + height)
            elif kind is StreamEndEvent:
                return
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    here = Node(source, *_place(event))
                    self.report(here, "several-documents", "a second document begins here")
                    return
                continue
            else:
                continue

            if current is None:
                self.root = node
            elif current.__class__ is Sequence:
                current.items.append(node)
            elif key is not None:
                pairs = cast(Mapping, current).pairs
                if key.value in pairs:
                    self._duplicate(key, cast(Mapping, current))
                else:
                    pairs[key.value] = (key, node)
                key = None
            elif isinstance(node, Scalar):
                key = node
            else:
                self._bad_key(node)
                key = Scalar(source, node.line, node.column, node.line, 0, f"\0{count}", False)

    def _dressed(self, node: Scalar, event: Any) -> None:
        """A scalar with a tag, an anchor or escapes."""
        if event.tag is not None:
            self._tag(node, event.tag)
        if event.style == '"' and forbidden(event.value):
            self.report(node, "control-character", "a control character in a text")
        if event.anchor is not None:
            self.anchors[event.anchor] = (node, 1, 0)

    def _too_deep(self, node: Node) -> None:
        self.report(node, "too-deep", f"nested more than {MAX_DEPTH} levels deep")

    def _duplicate(self, key: Scalar, mapping: Mapping) -> None:
        if mapping is self.run_on:
            return
        first = mapping.pairs[key.value][0]
        message = f"'{key.value}' is written twice here, first in line {first.line}"
        hint = "keep one of them"
        dashed = mapping.source_line[: mapping.column - 1].rstrip().endswith("-")
        if first is mapping.head and dashed and len(mapping.pairs) > 1 and key.line > first.line:
            self.run_on = mapping  # all that follows is of the next item
            hint = "put '- ' before it if the next item begins here, else keep one of them"
        self.report(key, "duplicate-key", message, hint)

    def _bad_key(self, node: Node) -> None:
        suggestion = None
        if isinstance(node, Mapping) and node.source_line[node.column - 2 :].startswith("{{"):
            suggestion = "put quotes around a text that begins with '{{'"
        self.report(node, "key-not-text", f"{node.word} cannot be a key", suggestion)

    def _merge(self, mapping: Mapping) -> None:
        key, value = mapping.pairs["<<"]
        if not key.plain:
            return
        parts = value.items if isinstance(value, Sequence) else [value]
        del mapping.pairs["<<"]
        for part in parts:
            if isinstance(part, Mapping):
                for name, pair in part.pairs.items():
                    mapping.pairs.setdefault(name, pair)
            elif not (isinstance(part, Scalar) and self.findings):
                self.report(part, "bad-merge", f"'<<' merges mappings, and this is {part.word}")

    def _unknown_alias(self, here: Node, anchor: str) -> None:
        if anchor in self.open_anchors:
            self.report(here, "recursive-alias", f"'*{anchor}' stands inside of what it repeats")
            return
        self.report(
            here,
            "unknown-alias",
            f"'*{anchor}' repeats something that no '&{anchor}' names",
            "put quotes around a text that begins with '*'",
        )

    def _tag(self, node: Scalar, tag: str) -> None:
        if tag in ("!", _CORE + "str"):
            node.plain = False
        elif tag in _SCALAR_TAGS:
            node.plain = True
        else:
            self._bad_tag(node, tag)
            node.__class__ = Broken

    def _collection_tag(self, node: Node, tag: str) -> None:
        if tag not in ("!", _CORE + "map", _CORE + "seq"):
            self._bad_tag(node, tag)

    def _bad_tag(self, node: Node, tag: str) -> None:
        shown = tag.replace(_CORE, "!!")
        self.report(
            node,
            "unknown-tag",
            f"deckgen reads no '{shown}' tags",
            "put quotes around a text that begins with '!'",
        )
