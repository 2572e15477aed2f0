"""A slide with other names for its colour slots, for layouts that map colours in their own way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, cast

from deckgen.scene import Color, Slide, Slot

_PLAIN = (str, bytes, int, float, bool, type(None))


def recolored(slide: Slide, slots: Mapping[str, str]) -> Slide:
    """The slide with each slot of ``slots`` replaced by what it is called there.

    A name may also be an entry of the scheme (``dk1``), which is written as it stands.
    """
    return cast("Slide", _changed(slide, slots))


def _changed(value: Any, slots: Mapping[str, str]) -> Any:
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, Color):
        name = slots.get(value.slot)
        return replace(value, slot=cast("Slot", name)) if name is not None else value
    if isinstance(value, tuple):
        return tuple(_changed(item, slots) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for field in fields(value):
            old = getattr(value, field.name)
            new = _changed(old, slots)
            if new is not old and new != old:
                changed[field.name] = new
        return replace(value, **changed) if changed else value
    return value
