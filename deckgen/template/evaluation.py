"""Values of a template evaluated with data, and mistakes brought back to their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from deckgen.findings import Span, TemplateError
from deckgen.template.expressions import EvaluationError, alone, evaluate, value_of
from deckgen.template.storyline import fail
from deckgen.template.values import Value

_FOR = re.compile(r"\s*([A-Za-z][A-Za-z0-9_]*)\s+in\s+(.+)", re.DOTALL)
MOST_ITEMS = 2_000


class Evaluator:
    """Evaluates values; ``texts`` are the template files, to point into them."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts

    def value(self, value: Value, names: Mapping[str, Any]) -> Any:
        """Strings are evaluated, lists and mappings go through item by item. In lists a mapping
        may have ``for`` and ``when`` of its own.
        """
        data = value.data
        if isinstance(data, str):
            if "{" not in data:
                return data
            try:
                return value_of(data, names)
            except EvaluationError as error:
                raise self.told(value, error) from error
        if isinstance(data, list):
            found = []
            for item in data:
                if not isinstance(item.data, dict):
                    found.append(self.value(item, names))
                    continue
                for inner in self.turns(item.data, names, MOST_ITEMS):
                    if self.holds(item.data.get("when"), inner):
                        found.append(self._mapping(item.data, inner))
            return found
        if isinstance(data, dict):
            return self._mapping(data, names)
        return data

    def _mapping(self, data: Mapping[str, Value], names: Mapping[str, Any]) -> dict[str, Any]:
        return {k: self.value(v, names) for k, v in data.items() if k not in ("for", "when")}

    def text(self, value: Value | None, names: Mapping[str, Any]) -> str:
        """A value as text; nothing is the empty text."""
        if value is None:
            return ""
        found = self.value(value, names)
        if isinstance(found, list | tuple | dict):
            raise self.fail("wrong-type", "this is a list or mapping, not a text", value.span)
        return "" if found is None else str(found).strip()

    def holds(self, value: Value | None, names: Mapping[str, Any]) -> bool:
        """Whether a ``when`` holds: true, or an expression with or without braces."""
        if value is None:
            return True
        data = value.data
        if not isinstance(data, str):
            return bool(data)
        inner = alone(data)
        try:
            return bool(evaluate(data if inner is None else inner, names))
        except EvaluationError as error:
            raise self.told(value, error) from error

    def turns(
        self, fields: Mapping[str, Value], names: Mapping[str, Any], most: int
    ) -> Iterable[Mapping[str, Any]]:
        """The names for each turn of ``for: name in expression``; without a ``for`` once those
        that were given.
        """
        value = fields.get("for")
        return (names,) if value is None else self._turns(value, names, most)

    def _turns(
        self, value: Value, names: Mapping[str, Any], most: int
    ) -> Iterator[Mapping[str, Any]]:
        found = _FOR.fullmatch(value.data) if isinstance(value.data, str) else None
        if found is None:
            raise self.fail(
                "template-syntax", "'for' is not 'name in expression'", value.span,
                expected="for: objective in unit.objectives",
            )  # fmt: skip
        name, expression = found.group(1), found.group(2).strip()
        try:
            things = evaluate(alone(expression) or expression, names)
        except EvaluationError as error:
            raise self.told(value, error) from error
        if isinstance(things, str) or not hasattr(things, "__iter__"):
            raise self.fail("wrong-type", f"'{expression}' is not a list", value.span)
        try:
            many = list(things)
        except EvaluationError as error:
            raise self.told(value, error) from error
        if len(many) > most:
            raise self.fail("template-unsafe", f"'for' has more than {most:,} turns", value.span)
        for index, thing in enumerate(many):
            yield {**names, name: thing, "index": index + 1}

    def fail(
        self, rule: str, message: str, span: Span, *, expected: str | None = None
    ) -> TemplateError:
        """A TemplateError at a place, with the line quoted."""
        return fail(rule, message, span, expected=expected, text=self.texts.get(span.file))

    def told(self, value: Value, error: EvaluationError) -> TemplateError:
        """A mistake in a value, at its place."""
        return self.fail(error.rule, error.message, self.place(value, error))

    def place(self, value: Value, error: EvaluationError) -> Span:
        """Where in the file a mistake is: at the name it speaks of, else at its line."""
        span = value.span
        lines = self.texts.get(span.file, "").splitlines()
        if error.needle:
            word = re.compile(rf"(?<!\w){re.escape(error.needle)}(?!\w)")
            last = min(span.line + str(value.data).count("\n") + 20, len(lines))
            for number in range(span.line, last + 1):
                start = span.column - 1 if number == span.line else 0
                found = word.search(lines[number - 1], start)
                if found:
                    return Span(span.file, number, found.start() + 1, len(error.needle))
        head = lines[span.line - 1][span.column - 1 :] if 0 < span.line <= len(lines) else ""
        if head[:1] == "|" and error.line >= 1:
            # A literal block keeps its line breaks, so its lines can be counted.
            number = min(span.line + error.line, max(len(lines), 1))
            text = lines[number - 1] if lines else ""
            return Span(
                span.file, number, len(text) - len(text.lstrip()) + 1, max(len(text.strip()), 1)
            )
        return span
