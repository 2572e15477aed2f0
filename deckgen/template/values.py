"""Template values with their places: what is left of YAML after reading."""

from __future__ import annotations

from typing import Any

from deckgen.findings import Span, TemplateError
from deckgen.spec import source
from deckgen.values import dataclass

MOST_VALUES = 50_000


@dataclass(frozen=True, slots=True)
class Value:
    """A scalar, a list of values or a mapping of names to values, and where it stands.

    ``key`` is the place of its key in a mapping (else its own place).
    """

    data: Any
    span: Span
    key: Span


def parse(text: str, file: str) -> Value:
    """Parse a template's YAML. Raises TemplateError at the line of each mistake."""
    root = source.load(text, file, error=TemplateError)
    return _value(root, root.span, [MOST_VALUES])


def _value(node: source.Node, key: Span, left: list[int]) -> Value:
    left[0] -= 1
    if left[0] < 0:
        raise TemplateError([source.problem(node, "yaml-size", "the template is too large")])
    data: Any
    if isinstance(node, source.Mapping):
        data = {name: _value(item, at.span, left) for name, at, item in node.items()}
    elif isinstance(node, source.Sequence):
        data = [_value(item, item.span, left) for item in node.items]
    else:
        data = source.to_plain(node)
    return Value(data, node.span, key)
