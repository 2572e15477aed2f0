"""The expressions that most storylines are made of, evaluated without Jinja2.

Jinja2 takes long to import and compiles each expression. What is here is the harmless core of its
language, with the same meaning: names, attributes of views, methods of views, numbers and texts,
``and or not if else is none``, comparisons, ``+ - ~`` and a few filters. For anything else, and
for whatever goes wrong, there is no answer here: Jinja2's sandbox then evaluates the string and
words the mistake. So nothing here needs a message, and nothing may have an effect.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from deckgen.template import runs
from deckgen.template.filters import PLAIN
from deckgen.template.runs import Names, Run

Piece = str | Run

MOST_TOKENS = 200
DEEPEST = 20

_TOKEN = re.compile(
    r"""\s*(?:(?P<name>[a-zA-Z]\w*)|(?P<int>0|[1-9][0-9]{0,8})|(?P<text>'[^'\\]*'|"[^"\\]*")"""
    r"""|(?P<sign>==|!=|<=|>=|}}|[-<>~|.,()\[\]+=]))""",
    re.ASCII,
)
_CONSTANTS = {"none": None, "true": True, "false": False, "None": None, "True": True,
              "False": False}  # fmt: skip
_WORDS = frozenset(("and", "or", "not", "if", "else", "is", "in"))
_COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_TESTS = {"eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "le": operator.le,
          "gt": operator.gt, "ge": operator.ge}  # fmt: skip
_AFTER_TEST = frozenset(("", "}}", ")", "]", ",", "and", "or", "else"))
"""What may follow ``is none``: anything else would be its argument."""


@lru_cache(maxsize=4_096)
def expression(source: str) -> Run | None:
    """What evaluates an expression, or None when only Jinja2 can. May raise anything."""
    if len(source) > runs.LONGEST:
        return None
    try:
        reader = _Reader(source, 0)
        run = reader.whole()
        return run if reader.kind == "end" else None
    except runs.BeyondError:
        return None


@lru_cache(maxsize=4_096)
def pieces(source: str) -> tuple[Piece, ...] | None:
    """The texts and expressions of a text, in order, or None when only Jinja2 can tell them."""
    if len(source) > runs.LONGEST or "{%" in source or "{#" in source or "\r" in source:
        return None
    found: list[Piece] = []
    source = source[:-1] if source[-1:] == "\n" else source  # as Jinja2 does
    at = 0
    try:
        while (start := source.find("{{", at)) >= 0:
            if start > at:
                found.append(source[at:start])
            if source[start + 2 : start + 3] in ("-", "+"):
                return None
            reader = _Reader(source, start + 2)
            found.append(reader.whole())
            if reader.token != "}}":
                return None
            at = reader.end
    except runs.BeyondError:
        return None
    if at < len(source):
        found.append(source[at:])
    return tuple(found)


def text(made: tuple[Piece, ...], names: Names) -> str:
    """The text of pieces, with their expressions filled in."""
    return runs.joined([piece if isinstance(piece, str) else str(piece(names)) for piece in made])


class _Reader:
    """Reads one expression, by Jinja2's order of operators. ``end`` is where ``token`` ends."""

    def __init__(self, source: str, at: int) -> None:
        self.source = source
        self.end = at
        self.left = MOST_TOKENS
        self.deep = 0
        self.kind = self.token = ""
        self.step()

    def step(self) -> str:
        """Go to the next token; gives the last."""
        last = self.token
        found = _TOKEN.match(self.source, self.end)
        self.left -= 1
        if self.left < 0:
            raise runs.BeyondError
        if found is None:
            if self.source[self.end :].strip():
                raise runs.BeyondError
            self.kind, self.token = "end", ""
        else:
            self.kind, self.end = str(found.lastgroup), found.end()
            self.token = found[self.kind]
        return last

    def skip(self, token: str) -> bool:
        """Whether this is the token, which is then passed."""
        if self.kind == "text" or self.token != token:
            return False
        self.step()
        return True

    def need(self, token: str) -> None:
        if not self.skip(token):
            raise runs.BeyondError

    def name(self) -> str:
        if self.kind != "name" or self.token in _WORDS:
            raise runs.BeyondError
        return self.step()

    def whole(self) -> Run:
        """A whole expression whose value may leave here: what is lazy in Jinja2 may not."""
        run, lazy = self.choice()
        if lazy:
            raise runs.BeyondError
        return run

    def choice(self) -> tuple[Run, bool]:
        self.deep += 1
        if self.deep > DEEPEST:
            raise runs.BeyondError
        run, lazy = self.either()
        if self.skip("if"):
            test, other_lazy = self.either()
            self.need("else")
            other, last_lazy = self.choice()
            if lazy or other_lazy or last_lazy:
                raise runs.BeyondError
            run = runs.chosen(test, run, other)
        self.deep -= 1
        return run, lazy

    def either(self) -> tuple[Run, bool]:
        run, lazy = self.both()
        while self.skip("or"):
            other, also = self.both()
            if lazy or also:
                raise runs.BeyondError
            run = runs.first_true(run, other)
        return run, lazy

    def both(self) -> tuple[Run, bool]:
        run, lazy = self.denied()
        while self.skip("and"):
            other, also = self.denied()
            if lazy or also:
                raise runs.BeyondError
            run = runs.all_true(run, other)
        return run, lazy

    def denied(self) -> tuple[Run, bool]:
        if self.skip("not"):
            run, lazy = self.denied()
            if lazy:
                raise runs.BeyondError
            return (lambda names: not run(names)), False
        return self.compared()

    def compared(self) -> tuple[Run, bool]:
        run, lazy = self.sum()
        if self.kind == "sign" and self.token in _COMPARED:
            how = _COMPARED[self.step()]
            other, also = self.sum()
            if lazy or also or (self.kind == "sign" and self.token in _COMPARED):
                raise runs.BeyondError
            return (lambda names: how(run(names), other(names))), False
        return run, lazy

    def sum(self) -> tuple[Run, bool]:
        run, lazy = self.chain()
        while self.kind == "sign" and self.token in ("+", "-"):
            how = operator.add if self.step() == "+" else operator.sub
            other, also = self.chain()
            if lazy or also:
                raise runs.BeyondError
            run = runs.added(how, run, other)
        return run, lazy

    def chain(self) -> tuple[Run, bool]:
        first, lazy = self.filtered()
        parts = [first]
        while self.skip("~"):
            part, also = self.filtered()
            lazy = lazy or also
            parts.append(part)
        if len(parts) == 1:
            return first, lazy
        if lazy:
            raise runs.BeyondError
        return (lambda names: runs.joined([str(part(names)) for part in parts])), False

    def filtered(self) -> tuple[Run, bool]:
        run, lazy = self.reached(), False
        while True:
            if self.skip("|"):
                run, lazy = self.filter(run, lazy)
            elif self.kind == "name" and self.token == "is":
                if lazy:
                    raise runs.BeyondError
                self.step()
                run = self.test(run)
            else:
                return run, lazy

    def test(self, run: Run) -> Run:
        denied = self.skip("not")
        self.need("none")
        if self.kind == "text" or self.token not in _AFTER_TEST:
            raise runs.BeyondError
        if denied:
            return lambda names: run(names) is not None
        return lambda names: run(names) is None

    def reached(self) -> Run:
        """A value, and what is reached from it by attributes, calls and places in a list."""
        run = self.value()
        while True:
            if self.skip("."):
                run = runs.attribute(run, self.name())
                if self.skip("("):
                    run = runs.called(run, list(self.items(")")))
            elif self.skip("["):
                if self.kind != "int":
                    raise runs.BeyondError
                run = runs.item(run, int(self.step()))
                self.need("]")
            else:
                return run

    def value(self) -> Run:
        if self.kind == "text":
            return runs.constant(self.step()[1:-1])
        if self.kind == "int":
            return runs.constant(int(self.step()))
        if self.kind == "name":
            name = self.name()
            if name in _CONSTANTS:
                return runs.constant(_CONSTANTS[name])
            return operator.itemgetter(name)
        if self.skip("("):
            run = self.choice()
            self.need(")")
            if run[1]:
                raise runs.BeyondError
            return run[0]
        if self.skip("["):
            return runs.listed(list(self.items("]")))
        raise runs.BeyondError

    def items(self, end: str) -> Iterator[Run]:
        """Expressions up to a bracket."""
        while not self.skip(end):
            yield self.whole()
            if not self.skip(","):
                self.need(end)
                return

    def filter(self, run: Run, lazy: bool) -> tuple[Run, bool]:
        """A value behind a filter. Lists that Jinja2 would make one by one are ``lazy``."""
        name = self.name()
        if name == "map":
            for token in ("(", "attribute", "="):
                self.need(token)
            return runs.each(run, self.attribute(")")), True
        if name == "selectattr":
            self.need("(")
            return self.chosen(run), True
        if name == "sum":
            self.need("(")
            wanted = self.attribute(",")
            for token in ("start", "=", "[", "]", ")"):
                self.need(token)
            every = runs.each(run, wanted)
            return (lambda names: sum(every(names), [])), False  # noqa: RUF017
        if name == "select" and self.token != "(":
            return (lambda names: [one for one in run(names) if one]), True
        given = list(self.items(")")) if self.skip("(") else []
        if name == "list" and not given:
            return (lambda names: list(run(names))), False
        if name == "join" and len(given) < 2:
            return runs.join(run, given), False
        function = PLAIN.get(name)
        if function is None or lazy:
            raise runs.BeyondError
        return (lambda names: function(run(names), *[one(names) for one in given])), False

    def attribute(self, end: str) -> str:
        """A text that is the name of a public attribute, up to a sign."""
        name = self.step()[1:-1] if self.kind == "text" else ""
        if not name.isascii() or not name.isidentifier() or name.startswith("_"):
            raise runs.BeyondError
        self.need(end)
        return name

    def chosen(self, run: Run) -> Run:
        name = self.step()[1:-1] if self.kind == "text" else ""
        if not name.isascii() or not name.isidentifier() or name.startswith("_"):
            raise runs.BeyondError
        if self.skip(")"):
            return lambda names: [one for one in run(names) if runs.of(one, name)]
        self.need(",")
        test = _TESTS.get(self.step()[1:-1] if self.kind == "text" else "")
        if test is None:
            raise runs.BeyondError
        self.need(",")
        against = self.whole()
        self.need(")")

        def choose(names: Names) -> list[Any]:
            limit = against(names)
            return [one for one in run(names) if test(runs.of(one, name), limit)]

        return choose
