"""Template values with their places: what is left of YAML after reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from deckgen.findings import Finding, Level, Span, TemplateError

MOST_NODES = 50_000


@dataclass(frozen=True, slots=True)
class Value:
    """A scalar, a list of values or a mapping of names to values, and where it stands.

    ``key`` is the place of its key in a mapping (else its own place).
    """

    data: Any
    span: Span
    key: Span


def parse(text: str, file: str) -> Value:
    """Parse a template's YAML. Raises TemplateError at the line of a syntax error."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        span = Span(file, mark.line + 1, mark.column + 1) if mark else Span(file, 1, 1)
        raise TemplateError(
            [Finding(Level.ERROR, "yaml-syntax", str(error.problem), span)]
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise TemplateError(
            [Finding(Level.ERROR, "yaml-syntax", str(error), Span(file, 1, 1))]
        ) from error
    if node is None:
        span = Span(file, 1, 1)
        return Value(None, span, span)
    return _Reader(file).value(node, None)


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.seen = 0
        self.loader = yaml.SafeLoader("")

    def span(self, node: Any) -> Span:
        start, end = node.start_mark, node.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return Span(self.file, start.line + 1, start.column + 1, max(length, 1))

    def value(self, node: Any, key: Span | None) -> Value:
        self.seen += 1
        span = self.span(node)
        if self.seen > MOST_NODES:
            raise TemplateError(
                [Finding(Level.ERROR, "yaml-size", "too many values (aliases?)", span)]
            )
        data: Any
        if isinstance(node, yaml.MappingNode):
            data = {}
            for name, item in node.value:
                at = self.span(name)
                word = str(name.value)
                if word in data:
                    raise TemplateError(
                        [Finding(Level.ERROR, "duplicate-key", f"'{word}' is there twice", at)]
                    )
                data[word] = self.value(item, at)
        elif isinstance(node, yaml.SequenceNode):
            data = [self.value(item, None) for item in node.value]
        else:
            data = self.loader.construct_object(node)  # type: ignore[no-untyped-call]
        return Value(data, span, key or span)
