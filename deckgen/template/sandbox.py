"""The sandbox that strings of a template are evaluated in.

A template may come from anybody, so it can do little: read public attributes of our view
objects, call their methods and a short list of filters. No statement of it can read a file, grow
without bound or run for long. Bounds: ``LONGEST`` characters a text, ``MOST_STEPS`` turns of
loops an evaluation, ``WIDEST_RANGE`` numbers a ``range``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, ClassVar

from jinja2 import (
    Environment,
    StrictUndefined,
    TemplateSyntaxError,
    Undefined,
    nodes,
    pass_environment,
)  # fmt: skip
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.lexer import TOKEN_VARIABLE_BEGIN, TOKEN_VARIABLE_END
from jinja2.sandbox import ImmutableSandboxedEnvironment

from deckgen.template.filters import LONGEST, PLAIN, bounded
from deckgen.template.view import EvaluationError, View

MOST_STEPS = 20_000
WIDEST_RANGE = 1_000
HEAVIEST = 300_000
"""Characters and elements of a list with all that is in it; and characters made altogether."""
LONGEST_SOURCE = 10_000
BIGGEST_NUMBER = 10**30

_KEPT_FILTERS = (
    "abs", "capitalize", "count", "default", "d", "dictsort", "first", "float", "groupby", "int",
    "items", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr",
    "reverse", "round", "select", "selectattr", "sort", "string", "sum", "title", "trim",
    "truncate", "unique", "upper",
)  # fmt: skip
_REFUSED_NODES: tuple[tuple[type[nodes.Node], str], ...] = (
    (nodes.Macro, "macro"),
    (nodes.CallBlock, "call"),
    (nodes.FilterBlock, "filter"),
    (nodes.AssignBlock, "set … endset"),
    (nodes.Include, "include"),
    (nodes.Import, "import"),
    (nodes.FromImport, "from … import"),
    (nodes.Extends, "extends"),
    (nodes.Block, "block"),
)
_STRING_METHODS = frozenset(
    ("upper", "lower", "strip", "startswith", "endswith", "capitalize", "title", "split")
)
_LIST_METHODS = frozenset(("index", "count"))
_DICT_METHODS = frozenset(("items", "keys", "values", "get"))
_DATE_FIELDS = frozenset(("year", "month", "day", "isoformat", "weekday", "isoweekday", "days"))


class _Generator(CodeGenerator):
    """Sends ``a ~ b`` and lists through the environment, which bounds them."""

    def visit_List(self, node: nodes.List, frame: Frame) -> None:  # noqa: N802
        self.write("environment.weighed(")
        super().visit_List(node, frame)
        self.write(")")

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802
        self.write("environment.weighed(")
        super().visit_Dict(node, frame)
        self.write(")")

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:  # noqa: N802
        if node.ctx != "load":
            super().visit_Tuple(node, frame)
            return
        self.write("environment.weighed(")
        super().visit_Tuple(node, frame)
        self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's immutable sandbox, narrowed to our views and bounded in size and steps."""

    code_generator_class = _Generator
    intercepted_binops: ClassVar[frozenset[str]] = frozenset(  # type: ignore[misc]
        ("+", "-", "*", "/", "//", "%", "**")
    )

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=False)
        kept = {name: self.filters[name] for name in _KEPT_FILTERS}
        self.filters = {**kept, **PLAIN, "join": _join}
        self.globals = {"range": _range}
        self.steps = self.made = 0

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for kind, word in _REFUSED_NODES:
            for node in tree.find_all(kind):
                raise SecurityError(f"'{word}' is not available in templates (line {node.lineno})")
        for loop in tree.find_all(nodes.For):
            if loop.recursive:
                raise SecurityError("recursive loops are not available in templates")
            tick = nodes.Call(nodes.EnvironmentAttribute("tick"), [], [], None, None)
            loop.body.insert(0, nodes.Output([tick]).set_lineno(loop.lineno))
        return tree

    def tick(self) -> str:
        """Count one turn of a loop; raises SecurityError after too many."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise SecurityError(f"loops take more than {MOST_STEPS:,} steps")
        return ""

    def spend(self, characters: int) -> None:
        """Count characters made; raises SecurityError after ``HEAVIEST`` in one evaluation."""
        self.made += characters
        if self.made > HEAVIEST:
            raise SecurityError(f"makes more than {HEAVIEST:,} characters")

    def weighed(self, value: Any) -> Any:
        """A list or mapping with no more than ``HEAVIEST`` in it, inner lists counted as often
        as they stand in it: a short text can nest them so that they never end when written out.
        """
        _weigh(value, HEAVIEST)
        return value

    def joined(self, parts: Iterable[Any]) -> str:
        """The ``~`` operator."""
        text = "".join(bounded(str(part) for part in parts))
        self.spend(len(text))
        return text

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Public attributes of views; a few harmless methods of plain values."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, View):
            return True
        if isinstance(obj, str):
            return attr in _STRING_METHODS
        if isinstance(obj, Mapping):
            return attr in _DICT_METHODS
        if isinstance(obj, list | tuple):
            return attr in _LIST_METHODS
        if isinstance(obj, dt.date | dt.timedelta):
            return attr in _DATE_FIELDS
        return type(obj).__module__.startswith(("jinja2.runtime", "deckgen."))

    def wrap_str_format(self, value: Any) -> None:
        """``str.format`` is refused: a width in it can ask for any amount of memory."""
        if getattr(value, "__name__", "") in ("format", "format_map") and isinstance(
            getattr(value, "__self__", None), str
        ):
            raise SecurityError("'format' is not available; use filters")

    def is_safe_callable(self, obj: Any) -> bool:
        """Methods of views and what ``is_safe_attribute`` let through; never a class."""
        return not isinstance(obj, type) and super().is_safe_callable(obj)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers; texts and lists may be added, within the bounds."""
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "**" and numbers and (abs(right) > 100 or abs(left) > 1_000_000):
            raise SecurityError("the power is too large")
        if operator == "*" and not numbers:
            size = len(left) * int(right) if hasattr(left, "__len__") else len(right) * int(left)
            if size > LONGEST:
                raise SecurityError(f"the text is longer than {LONGEST:,} characters")
        if operator == "%" and not numbers:
            raise SecurityError("'%' formatting is not available; use filters")
        result = super().call_binop(context, operator, left, right)
        if isinstance(result, str | list | tuple) and len(result) > LONGEST:
            raise SecurityError(f"the text is longer than {LONGEST:,} characters")
        if isinstance(result, str):
            self.spend(len(result))
        elif isinstance(result, list | tuple):
            self.weighed(result)
        if isinstance(result, int) and abs(result) > BIGGEST_NUMBER:
            raise SecurityError("the number is too large")
        return result


def _weigh(value: Any, left: int) -> int:
    """What is left of a budget after a value; raises SecurityError when nothing is."""
    left -= len(value) if isinstance(value, str) else 1
    if left < 0:
        raise SecurityError("the list is too large")
    if isinstance(value, list | tuple):
        for item in value:
            left = _weigh(item, left)
    elif isinstance(value, dict):
        for key, item in value.items():
            left = _weigh(item, _weigh(key, left))
    return left


def _range(*bounds: int) -> range:
    found = range(*bounds)
    if len(found) > WIDEST_RANGE:
        raise SecurityError(f"range gives more than {WIDEST_RANGE:,} numbers")
    return found


@pass_environment
def _join(
    environment: Environment,
    values: Iterable[Any],
    separator: str = "",
    attribute: str | None = None,
) -> str:
    parts = (environment.getattr(v, attribute) if attribute else v for v in values)
    text = separator.join(bounded((str(part) for part in parts), len(separator)))
    spend: Callable[[int], None] | None = getattr(environment, "spend", None)
    if spend is not None:
        spend(len(text))
    return text


@lru_cache(maxsize=1)
def _sandbox() -> Sandbox:
    return Sandbox()


@lru_cache(maxsize=4_096)
def alone(stripped: str) -> str | None:
    """The expression when a text is nothing but one ``{{ expression }}``, else None."""
    try:
        kinds = [kind for _, kind, _ in _sandbox().lex(stripped)]
    except TemplateSyntaxError:
        return None
    single = kinds.count(TOKEN_VARIABLE_BEGIN) == 1 and kinds[-1] == TOKEN_VARIABLE_END
    if not single or kinds[0] != TOKEN_VARIABLE_BEGIN:
        return None
    inner = stripped[2:-2]
    inner = inner[1:] if inner[:1] in ("-", "+") else inner
    return (inner[:-1] if inner[-1:] in ("-", "+") else inner).strip()


@lru_cache(maxsize=4_096)
def _expression(source: str) -> Callable[..., Any]:
    if not source.strip():
        raise EvaluationError("template-syntax", "the expression is empty")
    return _sandbox().compile_expression(source, undefined_to_none=False)


@lru_cache(maxsize=4_096)
def _template(source: str) -> Any:
    return _sandbox().from_string(source)


def evaluate(expression: str, context: Mapping[str, Any]) -> Any:
    """The value of an expression. Raises EvaluationError for whatever goes wrong in it."""
    return _guarded(expression, lambda: _defined(_expression(expression)(**context)))


def render(source: str, context: Mapping[str, Any]) -> str:
    """A text with its expressions filled in. Raises EvaluationError."""

    def run() -> str:
        chunks = _template(source).generate(**context)
        return "".join(bounded(chunks))

    result: str = _guarded(source, run)
    return result


def _defined(value: Any) -> Any:
    if isinstance(value, Undefined):
        str(value)  # StrictUndefined explains itself
    return value


def _guarded(source: str, run: Callable[[], Any]) -> Any:
    if len(source) > LONGEST_SOURCE:
        raise EvaluationError("template-unsafe", f"longer than {LONGEST_SOURCE:,} characters")
    _sandbox().steps = _sandbox().made = 0
    try:
        return run()
    except EvaluationError:
        raise
    except TemplateSyntaxError as error:
        raise EvaluationError("template-syntax", _said(error.message), "", error.lineno) from error
    except UndefinedError as error:
        raise EvaluationError("template-undefined", _said(error.message), _named(error)) from error
    except SecurityError as error:
        raise EvaluationError("template-unsafe", _said(error.message), _named(error, 0)) from error
    except RecursionError as error:
        raise EvaluationError("template-unsafe", "nested too deeply") from error
    except MemoryError as error:
        raise EvaluationError("template-unsafe", "needs too much memory") from error
    except Exception as error:  # whatever a template's own mistake raises is reported at its line
        raise EvaluationError("template-value", f"{_said(str(error))}") from error


def _said(message: str | None) -> str:
    text = (message or "cannot be evaluated").strip()
    return text.replace("jinja2.", "").replace("deckgen.template.views.", "")


def _named(error: Exception, which: int = -1) -> str:
    """A quoted name in a message of Jinja2's: ``'foo' is undefined``."""
    quoted = str(error).split("'")
    names = [name for name in quoted[1::2] if name.isidentifier() or "." not in name]
    return names[which] if names else ""
