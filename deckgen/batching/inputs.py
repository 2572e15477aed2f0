"""What a deck's bytes follow from, as bytes to hash: the same for equal plans, in any process.

``marshal`` writes plain values at once and without a look at which of them are one object, in the
one form of its version 2 on every machine; a plan's own values become tuples for it. ``repr`` takes
half as long again, much of it for the digits of numbers.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from deckgen.recent import Recent

if TYPE_CHECKING:
    from deckgen.plan import DeckPlan

_VERSION = 2
"""Of ``marshal``: the last that does not tell equal values from the same value."""
_ATOMS = frozenset((str, int, float, bool, bytes, type(None)))
_fields: dict[type, tuple[str, Callable[[Any], tuple[Any, ...]]]] = {}
"""The name of a class, and what gives the fields of its values."""
_contents: Recent[int, tuple[object, bytes]] = Recent(64)
"""Contents of slides by identity, kept with them: a calendar is one for all decks of a batch."""


def as_bytes(plan: DeckPlan) -> bytes:
    """A plan, with nothing left out."""
    return b"".join(_pieces(plan))


def _pieces(plan: DeckPlan) -> Iterator[bytes]:
    yield _all_but("slides", plan)
    for slide in plan.slides:
        yield _all_but("content", slide)
        content = slide.content
        kept = _contents.get(id(content))
        if kept is None:
            kept = content, marshal.dumps(_plain(content), _VERSION)
            _contents.put(id(content), kept)
        yield kept[1]


def _all_but(left_out: str, value: Any) -> bytes:
    names = value.__class__.__match_args__
    told = tuple([getattr(value, name) for name in names if name != left_out])
    return marshal.dumps(_plain(told), _VERSION)


def _plain(value: Any) -> Any:
    """A value as tuples of what ``marshal`` knows."""
    kind = value.__class__
    if kind in _ATOMS:
        return value
    if kind is tuple:
        return tuple([x if x.__class__ in _ATOMS else _plain(x) for x in value])
    name, fields = _fields.get(kind) or _known(kind)
    return (name, *[x if x.__class__ in _ATOMS else _plain(x) for x in fields(value)])


def _known(kind: type) -> tuple[str, Callable[[Any], tuple[Any, ...]]]:
    """How to take values of a class apart; those that are no plan's own are what they show."""
    names = vars(kind).get("__match_args__", ())
    fields: Callable[[Any], tuple[Any, ...]]
    if len(names) > 1:
        fields = attrgetter(*names)
    elif kind is dict:
        fields = _items
    elif names:
        fields = _only(names[0])
    else:
        fields = _shown
    made = _fields[kind] = (kind.__qualname__, fields)
    return made


def _items(value: dict[Any, Any]) -> tuple[Any, ...]:
    return tuple(value.items())


def _only(name: str) -> Callable[[Any], tuple[Any, ...]]:
    return lambda value: (getattr(value, name),)


def _shown(value: object) -> tuple[str]:
    return (repr(value),)
