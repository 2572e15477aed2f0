"""YAML with positions: text in, a tree of nodes out, each knowing its file, line and column.

For every file that deckgen reads (specs, themes, templates)::

    root = load(text, "theme.yaml", error=ThemeError)   # or load_file(path, error=ThemeError)
    colours = root.get("colors")                         # a Node, or None
    to_plain(root)                                       # dicts, lists, text, numbers, dates
    problem(colours, "unknown-slot", "…")                # a Finding that points at the node

Nodes are ``Scalar`` (text as written, ``plain`` when it was not quoted), ``Sequence``
(``items``) and ``Mapping`` (``pairs``: key text -> (key node, value node), in file order).
Scalars are not converted when they are read: whoever knows the field's type does that, so
``no`` stays a word in a text field. ``to_plain`` converts as YAML 1.2 does (``scalars.py``).

Built on libyaml's events where it is there, which takes a fifth of the time of PyYAML's safe
loader, on the pure Python parser elsewhere. Nothing recurses while reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, Protocol, cast

from deckgen.findings import DeckgenError, Finding, Level, Span, SpecError
from deckgen.spec.files import read_text
from deckgen.spec.scalars import resolve
from deckgen.spec.syntax import explain

MAX_CHARACTERS = 20_000_000
MAX_DEPTH = 200
MAX_ALIASED = 100_000
"""Nodes that aliases may add to those that are written."""

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OLD_BREAKS = re.compile("[\x85\u2028\u2029]")
_BREAK = re.compile("\r\n|\n|\r")
_PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_CORE = "tag:yaml.org,2002:"
_SCALAR_TAGS = {_CORE + name for name in ("int", "float", "bool", "null", "timestamp")}


class Mark(Protocol):
    """A place as the parser gives it; line and column count from 0."""

    line: int
    column: int


class Source:
    """A file's name and text; its lines are split when first asked for."""

    __slots__ = ("_lines", "file", "text")

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._lines: list[str] | None = None

    def line(self, number: int) -> str:
        """Line ``number`` (from 1) without its line break; empty past the end."""
        if self._lines is None:
            self._lines = _BREAK.split(self.text)
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""


class Node:
    """What all nodes share: the source and the marks where they begin and end."""

    __slots__ = ("end", "source", "start")

    def __init__(self, source: Source, start: Mark, end: Mark) -> None:
        self.source = source
        self.start = start
        self.end = end

    @property
    def line(self) -> int:
        """Line, from 1."""
        return self.start.line + 1

    @property
    def column(self) -> int:
        """Column, from 1, in characters."""
        return self.start.column + 1

    @property
    def span(self) -> Span:
        """Where it stands. The length ends with the first line; for a block its first key."""
        return Span(self.source.file, self.line, self.column, max(1, self._length()))

    @property
    def source_line(self) -> str:
        """The text of its first line."""
        return self.source.line(self.line)

    def _length(self) -> int:
        if self.end.line == self.start.line:
            return self.end.column - self.start.column
        return len(self.source_line.rstrip()) - self.start.column

    @property
    def word(self) -> str:
        """What it is, in words for a message."""
        raise NotImplementedError

    def get(self, key: str) -> Node | None:
        """The value at a key; ``None`` when there is none or this is no mapping."""
        return None


class Scalar(Node):
    """A text as written. ``plain`` is false when it was quoted or tagged as text."""

    __slots__ = ("plain", "value")

    def __init__(self, source: Source, start: Mark, end: Mark, value: str, plain: bool) -> None:
        self.source = source
        self.start = start
        self.end = end
        self.value = value
        self.plain = plain

    @property
    def word(self) -> str:
        """What it is, in words for a message."""
        if self.is_null:
            return "nothing"
        plain = resolve(self.value) if self.plain else self.value
        if isinstance(plain, bool):
            return "true or false"
        return "a number" if isinstance(plain, int | float) else "a text"

    @property
    def is_null(self) -> bool:
        """True for ``~``, ``null`` and a value left out."""
        return self.plain and self.value in ("", "~", "null", "Null", "NULL")


class Sequence(Node):
    """A list of nodes."""

    __slots__ = ("items",)

    def __init__(self, source: Source, start: Mark, end: Mark) -> None:
        super().__init__(source, start, end)
        self.items: list[Node] = []

    @property
    def word(self) -> str:
        """What it is, in words for a message."""
        return "a list"

    def _length(self) -> int:
        return super()._length() if self.end.line == self.start.line else 1


class Mapping(Node):
    """Keys with values: ``pairs[key]`` is ``(key node, value node)``, in the file's order."""

    __slots__ = ("pairs",)

    def __init__(self, source: Source, start: Mark, end: Mark) -> None:
        super().__init__(source, start, end)
        self.pairs: dict[str, tuple[Scalar, Node]] = {}

    @property
    def word(self) -> str:
        """What it is, in words for a message."""
        return "a mapping"

    def get(self, key: str) -> Node | None:
        """The value at a key, or ``None``."""
        pair = self.pairs.get(key)
        return pair[1] if pair else None

    def items(self) -> Iterator[tuple[str, Scalar, Node]]:
        """(key, key node, value node), in the file's order."""
        for key, (key_node, value) in self.pairs.items():
            yield key, key_node, value

    @property
    def head(self) -> Node:
        """The first key, which is where a message about the whole mapping points."""
        return next(iter(self.pairs.values()))[0] if self.pairs else self

    def _length(self) -> int:
        if self.end.line == self.start.line:
            return self.end.column - self.start.column
        return self.head._length() if self.pairs and self.head.line == self.line else 1


def problem(
    node: Node,
    rule: str,
    message: str,
    *,
    level: Level = Level.ERROR,
    suggestion: str | None = None,
    expected: str | None = None,
    subject: str | None = None,
) -> Finding:
    """A finding that points at a node, with its source line filled in."""
    return Finding(
        level, rule, message, node.span, suggestion, expected, subject, source_line=node.source_line
    )


def load(text: str, file: str, *, error: type[DeckgenError] = SpecError) -> Node:
    """The root node of one YAML document (JSON is YAML).

    ``file`` is the name that findings show. Raises ``error`` (pass ``ThemeError`` or
    ``TemplateError`` for those files) with every finding of the text: broken syntax, a key
    written twice, an unknown alias, an empty file, several documents, or a text beyond
    ``MAX_CHARACTERS``, ``MAX_DEPTH`` or ``MAX_ALIASED``.
    """
    root, findings = parse(text, file)
    if findings or root is None:
        raise error(findings)
    return root


def load_file(path: str | Path, *, error: type[DeckgenError] = SpecError) -> Node:
    """The root node of a file in UTF-8, with or without a byte order mark; see ``load``.

    Raises ``error`` also when it is missing, empty, too large or not UTF-8.
    """
    text, finding = read_text(path)
    if finding is not None:
        raise error([finding])
    return load(text, str(path), error=error)


def to_plain(node: Node) -> Any:
    """The tree as dicts, lists, text, int, float, bool, ``datetime.date`` and ``None``."""
    if isinstance(node, Scalar):
        return resolve(node.value) if node.plain else node.value
    if isinstance(node, Sequence):
        return [to_plain(item) for item in node.items]
    pairs = cast(Mapping, node).pairs
    return {key: to_plain(value) for key, (_, value) in pairs.items()}


class _Frame(NamedTuple):
    node: Sequence | Mapping
    key: Scalar | None
    anchor: str | None
    count: int
    """Nodes read when it began."""
    deepest: list[int]


class _Reader:
    """Turns events into nodes. One use."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.findings: list[Finding] = []
        self.root: Node | None = None
        self.anchors: dict[str, tuple[Node, int, int]] = {}
        """Anchor -> (node, nodes in it, levels in it)."""
        self.open_anchors: set[str] = set()

    def report(self, node: Node, rule: str, message: str, suggestion: str | None = None) -> None:
        self.findings.append(problem(node, rule, message, suggestion=suggestion))

    def run(self, parser: Any) -> None:
        """Read all events. Stops early, with a finding, at a limit."""
        from yaml import events

        source, get_event = self.source, parser.get_event
        stack: list[_Frame] = []
        current: Sequence | Mapping | None = None
        key: Scalar | None = None
        anchor: str | None
        count = aliased = 0
        documents = 0
        while True:
            event = get_event()
            kind = event.__class__
            if kind is events.ScalarEvent:
                count += 1
                node: Node
                node = Scalar(
                    source, event.start_mark, event.end_mark, event.value, not event.style
                )
                if event.tag is not None:
                    self._tag(node, event.tag)
                if event.style == '"' and _FORBIDDEN.search(event.value):
                    self.report(node, "control-character", "a control character in a text")
                if event.anchor is not None:
                    self.anchors[event.anchor] = (node, 1, 0)
            elif kind is events.MappingStartEvent or kind is events.SequenceStartEvent:
                count += 1
                shape = Mapping if kind is events.MappingStartEvent else Sequence
                node = shape(source, event.start_mark, event.end_mark)
                if len(stack) >= MAX_DEPTH:
                    self.report(node, "too-deep", f"nested more than {MAX_DEPTH} levels deep")
                    return
                if event.tag is not None:
                    self._collection_tag(node, event.tag)
                anchor = event.anchor
                if anchor is not None:
                    self.open_anchors.add(anchor)
                    self.anchors.pop(anchor, None)
                if stack:
                    stack[-1] = stack[-1]._replace(key=key)
                stack.append(_Frame(node, None, anchor, count, [len(stack)]))
                current, key = node, None
                continue
            elif kind is events.MappingEndEvent or kind is events.SequenceEndEvent:
                frame = stack.pop()
                node = frame.node
                node.end = event.end_mark
                if kind is events.MappingEndEvent and "<<" in node.pairs:
                    self._merge(node)
                depth = frame.deepest[0]
                if frame.anchor is not None:
                    self.open_anchors.discard(frame.anchor)
                    size = count - frame.count + 1
                    self.anchors[frame.anchor] = (node, size, depth - len(stack))
                if stack:
                    current, key = stack[-1].node, stack[-1].key
                    stack[-1].deepest[0] = max(stack[-1].deepest[0], depth)
                else:
                    current = key = None
            elif kind is events.AliasEvent:
                here = Node(source, event.start_mark, event.end_mark)
                if event.anchor not in self.anchors:
                    self._unknown_alias(here, event.anchor)
                    node = Scalar(source, event.start_mark, event.end_mark, "", True)
                else:
                    node, size, height = self.anchors[event.anchor]
                    aliased += size
                    count += size
                    if aliased > MAX_ALIASED:
                        self.report(
                            here,
                            "alias-bomb",
                            f"aliases blow this file up to more than {MAX_ALIASED:,} values",
                        )
                        return
                    if len(stack) + height >= MAX_DEPTH:
                        self.report(here, "too-deep", f"nested more than {MAX_DEPTH} levels deep")
                        return
                    if stack:
                        deepest = stack[-1].deepest
                        deepest[0] = max(deepest[0], len(stack) + height)
            elif kind is events.StreamEndEvent:
                return
            elif kind is events.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    here = Node(source, event.start_mark, event.end_mark)
                    self.report(here, "several-documents", "a second document begins here")
                    return
                continue
            else:
                continue

            if current is None:
                self.root = node
            elif current.__class__ is Sequence:
                current.items.append(node)
            elif key is None:
                if isinstance(node, Scalar):
                    key = node
                else:
                    self._bad_key(node)
                    key = Scalar(source, node.start, node.end, f"\0{count}", False)
            else:
                self._pair(cast(Mapping, current), key, node)
                key = None

    def _pair(self, mapping: Mapping, key: Scalar, value: Node) -> None:
        first = mapping.pairs.get(key.value)
        if first is None:
            mapping.pairs[key.value] = (key, value)
            return
        self.report(
            key,
            "duplicate-key",
            f"'{key.value}' is written twice here, first in line {first[0].line}",
            "keep one of them",
        )

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


def _pure_parser(text: str) -> Any:
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class PureParser(Reader, Scanner, Parser):  # type: ignore[misc]
        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)

    return PureParser(text)


def _parser(text: str) -> Any:
    try:
        from yaml._yaml import CParser
    except ImportError:
        return _pure_parser(text)
    return CParser(text)


def _prepared(text: str) -> str:
    """The text as YAML 1.2 has it, every character at its place.

    The parsers know YAML 1.1, which breaks lines at three characters that no editor counts
    as line ends, and has no surrogate pairs, which JSON files hold. (A pair is two
    characters longer than what stands for it; columns after it on its line shift by two.)
    """
    if not text.isascii():
        text = _OLD_BREAKS.sub(" ", text)
    if "\\u" in text and text.lstrip()[:1] in ("{", "["):
        text = _PAIR.sub(_joined, text)
    return text


def _joined(match: re.Match[str]) -> str:
    high, low = (int(part, 16) for part in match.groups())
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


def parse(text: str, file: str) -> tuple[Node | None, list[Finding]]:
    """The root node and all findings; never raises. ``None`` when no tree could be made."""
    from yaml import YAMLError

    text = text.removeprefix("\ufeff")
    source = Source(file, text)
    reader = _Reader(source)
    top = Span(file, 1, 1)
    if len(text) > MAX_CHARACTERS:
        message = f"the file is larger than {MAX_CHARACTERS // 1_000_000} million characters"
        return None, [Finding(Level.ERROR, "file-too-large", message, top)]
    if (bad := _FORBIDDEN.search(text)) is not None:
        lines = _BREAK.split(text[: bad.start()])
        span = Span(file, len(lines), len(lines[-1]) + 1)
        message = f"a character that no text file holds (U+{ord(bad.group()):04X})"
        line = source.line(span.line)
        return None, [
            Finding(Level.ERROR, "control-character", message, span, source_line=line[:500])
        ]
    try:
        reader.run(_parser(_prepared(text)))
    except YAMLError as error:
        reader.findings.append(explain(error, file, source.line))
        return None, reader.findings
    root = reader.root
    if not reader.findings and (root is None or (isinstance(root, Scalar) and root.is_null)):
        message = "the file is empty"
        return None, [Finding(Level.ERROR, "empty-file", message, top, source_line=source.line(1))]
    return root, reader.findings
