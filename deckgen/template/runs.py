"""What the plain expressions of ``plain.py`` do: functions of the names that a template has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType, MethodType
from typing import Any

from deckgen.template.view import View

Names = Mapping[str, Any]
Run = Callable[[Names], Any]

LONGEST = 10_000
"""Characters of a text made here; longer ones are left to the sandbox, which bounds them."""
BIGGEST = 10**15


class BeyondError(Exception):
    """Something for the sandbox to evaluate, or to refuse."""


def joined(parts: list[str], between: str = "") -> str:
    """Texts one behind the other."""
    made = between.join(parts)
    if len(made) > LONGEST:
        raise BeyondError
    return made


def constant(value: Any) -> Run:
    """A value as it is written."""
    return lambda _: value


def chosen(test: Run, run: Run, other: Run) -> Run:
    """``run if test else other``."""
    return lambda names: run(names) if test(names) else other(names)


def first_true(run: Run, other: Run) -> Run:
    """``run or other``."""
    return lambda names: run(names) or other(names)


def all_true(run: Run, other: Run) -> Run:
    """``run and other``."""
    return lambda names: run(names) and other(names)


def added(how: Callable[[Any, Any], Any], run: Run, other: Run) -> Run:
    """A sum or difference of two numbers."""

    def add(names: Names) -> Any:
        left, right = run(names), other(names)
        if left.__class__ not in (int, float) or right.__class__ not in (int, float):
            raise BeyondError
        made = how(left, right)
        if not -BIGGEST < made < BIGGEST:
            raise BeyondError
        return made

    return add


def of(owner: Any, name: str) -> Any:
    """A public attribute of a view or of a value of the model, or what a mapping of the author's
    has by that name.
    """
    if isinstance(owner, View) or owner.__class__.__module__.startswith("deckgen."):
        return getattr(owner, name)
    if owner.__class__ is MappingProxyType and not hasattr(owner, name):
        return owner[name]
    raise BeyondError


def attribute(run: Run, name: str) -> Run:
    """``run.name``."""
    return lambda names: of(run(names), name)


def called(run: Run, given: list[Run]) -> Run:
    """A method of a view, called."""

    def call(names: Names) -> Any:
        method = run(names)
        if method.__class__ is not MethodType or not isinstance(method.__self__, View):
            raise BeyondError
        return method(*[one(names) for one in given])

    return call


def item(run: Run, at: int) -> Run:
    """``run[at]`` of a list."""

    def item(names: Names) -> Any:
        many = run(names)
        if many.__class__ not in (list, tuple):
            raise BeyondError
        return many[at]

    return item


def listed(items: list[Run]) -> Run:
    """``[items]``."""

    def make(names: Names) -> list[Any]:
        made = [item(names) for item in items]
        # Lists of lists can grow beyond measure from turn to turn: the sandbox weighs them.
        if any(isinstance(one, list | tuple | Mapping) for one in made):
            raise BeyondError
        return made

    return make


def each(run: Run, name: str) -> Run:
    """An attribute of each item of a list."""
    return lambda names: [of(one, name) for one in run(names)]


def join(run: Run, given: list[Run]) -> Run:
    """The items of a list as one text."""

    def join(names: Names) -> str:
        between = given[0](names) if given else ""
        return joined([str(one) for one in run(names)], between)

    return join
