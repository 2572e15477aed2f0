"""Strings of a template evaluated with data: here when they are plain, else by Jinja2."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from deckgen.template import plain
from deckgen.template.view import EvaluationError, View

__all__ = ["EvaluationError", "View", "alone", "evaluate", "render", "value_of"]


@lru_cache(maxsize=4_096)
def alone(source: str) -> str | None:
    """The expression when a text is nothing but one ``{{ expression }}``, else None."""
    stripped = source.strip()
    if not (stripped.startswith("{{") and stripped.endswith("}}")):
        return None
    found = plain.pieces(stripped)
    if found is not None:
        return stripped[2:-2].strip() if len(found) == 1 else None
    from deckgen.template import sandbox

    return sandbox.alone(stripped)


def evaluate(expression: str, context: Mapping[str, Any]) -> Any:
    """The value of an expression. Raises EvaluationError for whatever goes wrong in it."""
    run = plain.expression(expression)
    if run is not None:
        try:
            return run(context)
        except Exception:  # the sandbox evaluates it again, for its answer or its message
            run = None
    from deckgen.template import sandbox

    return sandbox.evaluate(expression, context)


def render(source: str, context: Mapping[str, Any]) -> str:
    """A text with its expressions filled in. Raises EvaluationError."""
    if "{" not in source:
        return source
    pieces = plain.pieces(source)
    if pieces is not None:
        try:
            return plain.text(pieces, context)
        except Exception:  # the sandbox evaluates it again, for its answer or its message
            pieces = None
    from deckgen.template import sandbox

    return sandbox.render(source, context)


def value_of(source: str, context: Mapping[str, Any]) -> Any:
    """A field's value: an expression alone keeps its value, anything else is a text."""
    if "{" not in source:
        return source
    expression = alone(source)
    return render(source, context) if expression is None else evaluate(expression, context)
