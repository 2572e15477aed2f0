"""Nodes of a YAML tree, each knowing where it stands. ``source.load`` makes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.findings import Finding, Level, Span
from deckgen.spec.scalars import resolve

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_BREAK = re.compile("\r\n|\n|\r")


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
    """What all nodes share: the source, and where they begin and end.

    Lines and columns count from 1, columns in characters; ``end_column`` is just past the end.
    """

    __slots__ = ("column", "end_column", "end_line", "line", "source")

    def __init__(
        self, source: Source, line: int, column: int, end_line: int, end_column: int
    ) -> None:
        self.source = source
        self.line = line
        self.column = column
        self.end_line = end_line
        self.end_column = end_column

    @property
    def span(self) -> Span:
        """Where it stands. The length ends with the first line; for a block its first key."""
        length = self._length()
        return Span(self.source.file, self.line, self.column, length if length > 1 else 1)

    @property
    def source_line(self) -> str:
        """The text of its first line."""
        return self.source.line(self.line)

    def _length(self) -> int:
        if self.end_line == self.line:
            return self.end_column - self.column
        return len(self.source_line.rstrip()) - self.column + 1

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

    def __init__(
        self,
        source: Source,
        line: int,
        column: int,
        end_line: int,
        end_column: int,
        value: str,
        plain: bool,
    ) -> None:
        self.source = source
        self.line = line
        self.column = column
        self.end_line = end_line
        self.end_column = end_column
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
        return self.plain and self.value in NULLS


class Sequence(Node):
    """A list of nodes."""

    __slots__ = ("items",)

    def __init__(
        self, source: Source, line: int, column: int, end_line: int, end_column: int
    ) -> None:
        self.source = source
        self.line = line
        self.column = column
        self.end_line = end_line
        self.end_column = end_column
        self.items: list[Node] = []

    @property
    def word(self) -> str:
        """What it is, in words for a message."""
        return "a list"

    def _length(self) -> int:
        return super()._length() if self.end_line == self.line else 1


class Mapping(Node):
    """Keys with values: ``pairs[key]`` is ``(key node, value node)``, in the file's order."""

    __slots__ = ("pairs",)

    def __init__(
        self, source: Source, line: int, column: int, end_line: int, end_column: int
    ) -> None:
        self.source = source
        self.line = line
        self.column = column
        self.end_line = end_line
        self.end_column = end_column
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
        if self.end_line == self.line:
            return self.end_column - self.column
        return self.head._length() if self.pairs and self.head.line == self.line else 1


class Broken(Scalar):
    """A scalar that has a finding already; readers pass over it without another."""

    __slots__ = ()


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
