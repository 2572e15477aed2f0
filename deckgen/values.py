"""Slotted dataclasses, frozen or not, that are cheap to define and to make.

``@dataclass(frozen=True, slots=True)`` means what it means in the standard library. That one
compiles six functions for each class, and makes a frozen object by calling ``object.__setattr__``
for each field. A deck is some 150 classes and 200,000 objects: a sixth of a build's CPU time, as
``docs/architecture.md`` says it was measured.

Here a frozen object is filled as one of its class's base, which has the slots and nothing that
forbids to set them, and then becomes one of its own: to and from a base is the cheapest of such
changes, as Python need not compare the two classes' slots. ``__init__`` is compiled when the first
object is made. What is rarely asked for (``fields``, and so ``asdict``) is left to the standard
library, at the moment it is asked for. A class made here has no subclasses.
"""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

__all__ = ["dataclass", "maker", "replace"]

_NOTHING = object()
_OWN = {"__init__", "__post_init__", "__eq__", "__reduce__", "__setattr__"}
_ORDER = ("lt", "le", "gt", "ge")
_become: Callable[[Any, type], None] = vars(object)["__class__"].__set__
"""Makes an object one of another class with the same slots, frozen or not."""


def _dataclass(
    cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, order: bool = False
) -> Any:
    """The standard library's decorator, quicker for a slotted class without a base."""

    def decorate(plain: type) -> type:
        if slots and _simple(plain):
            return _value_class(plain, frozen, order)
        made: type = dataclasses.dataclass(plain, frozen=frozen, slots=slots, order=order)
        return made

    return decorate if cls is None else decorate(cls)


def _replace(value: Any, /, **changes: Any) -> Any:
    """The same value with other fields; raises TypeError for what is no field."""
    quick = getattr(value, "__replace__", None)
    return dataclasses.replace(value, **changes) if quick is None else quick(**changes)


if TYPE_CHECKING:
    from dataclasses import dataclass, replace
else:
    dataclass, replace = _dataclass, _replace


def maker(cls: Callable[P, T]) -> Callable[P, T]:
    """A function that makes objects of a class of this module, for those of which a deck has
    hundreds: Python calls a function in half of the time that it takes to call a class.
    """
    made: Callable[P, T] = getattr(cls, "__make__", cls)
    return made


def _simple(cls: type) -> bool:
    """Whether a class has fields and methods and nothing else that would need attention."""
    mine = vars(cls)
    declared = [v for v in mine.values() if isinstance(v, dataclasses.Field)]
    return (
        cls.__bases__ == (object,)
        and not any(mine.get(name) for name in _OWN)
        and not any("ClassVar" in str(kind) for kind in cls.__annotations__.values())
        and all(f.init and f.hash is None for f in declared)
    )


def _value_class(plain: type, frozen: bool, order: bool) -> type:
    """The class with slots, and the methods of a dataclass."""
    annotations = plain.__annotations__
    names = tuple(annotations)
    given = {name: value for name, value in vars(plain).items() if name in annotations}
    compared = [n for n in names if getattr(given.get(n), "compare", True)]
    key, values = _getter(compared), _getter(names)
    places = {name: at for at, name in enumerate(names)}
    pattern = f"{plain.__qualname__}({', '.join(f'{n}=%r' for n in names)})"
    members = {n: v for n, v in vars(plain).items() if n not in given}
    for dropped in ("__dict__", "__weakref__"):
        members.pop(dropped, None)

    def __eq__(self: Any, other: Any) -> Any:  # noqa: N807
        return key(self) == key(other) if self.__class__ is other.__class__ else NotImplemented

    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(key(self))

    def __reduce__(self: Any) -> tuple[type, tuple[Any, ...]]:  # noqa: N807
        return self.__class__, values(self)

    def __replace__(self: Any, /, **changes: Any) -> Any:  # noqa: N807
        # By position: with names it takes twice the time.
        kept = list(values(self))
        try:
            for name in changes:
                kept[places[name]] = changes[name]
        except KeyError:
            raise TypeError(f"{self.__class__.__qualname__} has no field {name!r}") from None
        return self.__make__(*kept)

    def __repr__(self: Any) -> str:  # noqa: N807
        return pattern % values(self)

    made = {
        "__repr__": __repr__,
        **members,
        "__slots__": () if frozen else names,
        "__match_args__": names,
        "__init__": _Later("__init__", lambda cls: _init(cls, names, given, frozen)),
        "__make__": _Later("__make__", lambda cls: staticmethod(_whole(cls, names, given, frozen))),
        "__dataclass_fields__": _Later(
            "__dataclass_fields__", lambda _: _fields(plain.__name__, annotations, given)
        ),
        "__eq__": __eq__,
        "__hash__": members.get("__hash__", __hash__) if frozen else None,
        "__reduce__": __reduce__,
        "__replace__": __replace__,
        "__init_subclass__": classmethod(_childless),
    }
    if frozen:
        made["__setattr__"] = made["__delattr__"] = _refuse
    if order:
        made.update((f"__{word}__", _ordered(key, getattr(operator, word))) for word in _ORDER)
    base = type(plain.__name__, (), {"__slots__": names}) if frozen else object
    return type(plain.__name__, (base,), made)


def _getter(names: tuple[str, ...] | list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of these attributes as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple([getattr(self, name) for name in names])


def _ordered(
    key: Callable[[Any], tuple[Any, ...]], compare: Callable[[Any, Any], bool]
) -> Callable[[Any, Any], Any]:
    """A method that compares two objects of one class by their fields."""
    return lambda self, other: (
        compare(key(self), key(other)) if self.__class__ is other.__class__ else NotImplemented
    )


def _refuse(self: Any, name: str, _: object = None) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change field {name!r}")


def _childless(cls: type) -> None:
    raise TypeError(f"{cls.__base__} is a value and has no subclasses")


class _Later:
    """An attribute of a class that is made, and takes this one's place, when first looked up."""

    def __init__(self, name: str, make: Callable[[type], Any]) -> None:
        self.name = name
        self.make = make

    def __get__(self, instance: object, owner: type) -> Any:
        setattr(owner, self.name, self.make(owner))
        return getattr(owner if instance is None else instance, self.name)


def _init(
    cls: type, names: tuple[str, ...], given: Mapping[str, Any], frozen: bool
) -> Callable[..., None]:
    """The class's ``__init__``."""
    first = "    _become(_self, _base)\n" if frozen else ""
    last = "    _self.__class__ = _cls\n" if frozen else ""
    made = _compiled(cls, "_self, ", first, last, names, given)
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__annotations__ = {**cls.__annotations__, "return": None}
    return made


def _whole(
    cls: type, names: tuple[str, ...], given: Mapping[str, Any], frozen: bool
) -> Callable[..., Any]:
    """What ``maker`` gives: an object made as one of the base changes its class only once."""
    if not frozen:
        return cls
    last = "    _self.__class__ = _cls\n    return _self\n"
    return _compiled(cls, "", "    _self = _base()\n", last, names, given)


def _compiled(
    cls: type, self: str, first: str, last: str, names: tuple[str, ...], given: Mapping[str, Any]
) -> Callable[..., Any]:
    """A function with the parameters ``self`` and one for each field, which sets the fields."""
    scope: dict[str, Any] = {
        "_nothing": _NOTHING, "_cls": cls, "_base": cls.__base__, "_become": _become
    }  # fmt: skip
    taken, body = [], []
    for name in names:
        default, value = given.get(name, dataclasses.MISSING), name
        if isinstance(default, dataclasses.Field):
            if default.default_factory is not dataclasses.MISSING:
                scope[f"_make_{name}"] = default.default_factory
                value = f"_make_{name}() if {name} is _nothing else {name}"
                default = _NOTHING
            else:
                default = default.default
        if default is dataclasses.MISSING:
            taken.append(name)
        else:
            scope[f"_default_{name}"] = default
            taken.append(f"{name}=_default_{name}")
        body.append(f"    _self.{name} = {value}\n")
    exec(f"def __init__({self}{', '.join(taken)}):\n{first}{''.join(body)}{last}", scope)
    made: Callable[..., Any] = scope["__init__"]
    return made


def _fields(name: str, annotations: Mapping[str, Any], given: Mapping[str, Any]) -> Any:
    """The fields as the standard library describes them."""
    plain = type(name, (), {"__annotations__": dict(annotations), **given})
    return dataclasses.dataclass(plain).__dataclass_fields__  # type: ignore[attr-defined]
