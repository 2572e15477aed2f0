"""Values of a mapping, checked and converted by the table of keys."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from collections.abc import Mapping as Dict
from typing import Any

from deckgen.spec.context import Context, did_you_mean
from deckgen.spec.hints import (
    date_hint,
    item_hint,
    list_hint,
    number_hint,
    other_name,
    other_word,
    scale_hint,
)
from deckgen.spec.nodes import NULLS, Broken, Mapping, Node, Scalar, Sequence
from deckgen.spec.scalars import date, number
from deckgen.spec.schema import TABLES, Key, Table
from deckgen.spec.source import to_plain

_SPACELESS = re.compile(r"[\w-]+:\S")
_GLUED = re.compile(r"([\w-]+)(:| )[ ]*(\S.*)")


Values = dict[str, Any]
"""Converted values by key. A key whose value is wrong is there, with ``None``."""


def take(ctx: Context, node: Node, table: Table) -> Values:
    """The values of a mapping by the table's keys; mistakes go to ``ctx``.

    Keys without a value are left out. Nested mappings and lists of them are given as nodes.
    """
    values: Values = {}
    if not isinstance(node, Mapping):
        if not isinstance(node, Broken):
            ctx.report(
                node, "wrong-type", f"{table.label} is a mapping, and this is {node.word}",
                suggestion=_space_hint(node) or _undashed(node) or item_hint(table, node),
                expected="a mapping",
            )  # fmt: skip
        return dict.fromkeys(table.keys)
    keys = table.keys
    spared: set[str] = set()
    for name, (key_node, value) in node.pairs.items():
        key = keys.get(name)
        if key is None:
            if not name.startswith(("x-", "\0")):
                spared.add(_unknown_key(ctx, node, key_node, value, table))
        elif value.__class__ is Scalar and value.plain and value.value in NULLS:
            if key.required:
                ctx.report(key_node, "missing-value", f"'{name}' has no value")
                values[name] = None
        elif value.__class__ is Broken:
            values[name] = None
        else:
            values[name] = _CONVERT[key.kind](ctx, key, value)
    for name in table.required:
        if name not in values and name not in spared:
            ctx.report(
                node.head, "missing-key", f"{table.label} has no '{name}'",
                expected=f"'{name}': {keys[name].description.lower().rstrip('.')}",
            )  # fmt: skip
            values[name] = None
    return values


def extras(node: Node) -> Dict[str, Any]:
    """The user's own keys (``x-…``) of a mapping as plain data."""
    if not isinstance(node, Mapping):
        return {}
    own = [name for name in node.pairs if name[:2] == "x-"]
    return {name: to_plain(node.pairs[name][1]) for name in own} if own else {}


def _unknown_key(ctx: Context, node: Mapping, at: Scalar, value: Node, table: Table) -> str:
    """Report a key that the table has not; gives the key it was meant for, or ``""``."""
    name = at.value
    null = isinstance(value, Scalar) and value.is_null
    glued = _GLUED.fullmatch(name) if at.plain else None
    if glued is not None and glued[1] in table.keys and (null or glued[2] == ":"):
        ctx.glued = node
        return _glued(ctx, at, glued)
    if null and at.plain and ctx.glued is node:
        return ""  # a part of the text that has no key
    listed = not ctx.findings.spent("unknown-key")
    owners = [other.label for other in TABLES.values() if name in other.keys] if listed else []
    near = None
    if listed or len(name) < 5 or any(key not in node.pairs for key in table.required):
        near = ctx.names(table.label, table.keys).near(
            name.strip(), 0.8 if owners else 0.6, thorough=listed, without=node.pairs.keys()
        )
        meant = other_name(table, name)
        if meant is not None and meant not in node.pairs:
            near = meant
    if not listed:
        suggestion = None
    elif near is not None and near == name.strip():
        suggestion = "a space of an unusual kind stands before or after it"
    elif near is None and 0 < len(owners) < 3:
        suggestion = f"it is a key of {' and of '.join(owners)}"
    elif null and name.strip().isdigit():
        suggestion = "a comma ends a value within braces; write decimals with a point"
    else:
        suggestion = did_you_mean(near) or f"write 'x-{name}' if it is your own"
    ctx.report(
        at, "unknown-key", f"{table.label} has no key '{short(name)}'",
        suggestion=suggestion, expected="one of " + ", ".join(table.keys),
    )  # fmt: skip
    ctx.hide(value)
    if near == "id" and isinstance(value, Scalar):
        ctx.hidden.add(value.value)
    return near or ""


def _glued(ctx: Context, at: Scalar, glued: re.Match[str]) -> str:
    """``{date:2027-01-11}`` and ``{date 2027-01-11}`` are keys without a value to YAML."""
    key, colon, rest = glued.groups()
    rule, lack = ("missing-space", "space after its ':'") if colon else ("missing-colon", "':'")
    ctx.report(at, rule, f"'{key}' has no {lack}", suggestion=f"write {key}: {short(rest)}")
    if key == "id":
        ctx.hidden.add(rest)
    return key


def _wrong(ctx: Context, key: Key, node: Node, wanted: str, suggestion: str | None = None) -> None:
    shown = f"'{short(node.value)}'" if isinstance(node, Scalar) else node.word
    ctx.report(
        node, "wrong-type", f"'{key.name}' takes {wanted}, and this is {shown}",
        suggestion=suggestion, expected=wanted,
    )  # fmt: skip
    ctx.hide(node)


def _space_hint(node: Node) -> str | None:
    """What to do when ``key:value`` was written for ``key: value``."""
    spaceless = isinstance(node, Scalar) and node.plain and _SPACELESS.match(node.value)
    return "put a space after the ':'" if spaceless else None


def _undashed(node: Node) -> str | None:
    """What to do when a list of one stands for what is in it."""
    lone = isinstance(node, Sequence) and len(node.items) == 1 and node.end_line > node.line
    return "take the '- ' away" if lone else None


def short(text: str) -> str:
    """A text of the file, cut for a message."""
    return text if len(text) <= 40 else text[:39] + "…"


def _text(ctx: Context, key: Key, node: Node) -> str | None:
    if not isinstance(node, Scalar):
        suggestion = None
        if isinstance(node, Mapping) and node.source_line[node.column - 1 :].startswith("{{"):
            suggestion = "put quotes around a text that begins with '{{'"
        _wrong(ctx, key, node, "a text", suggestion)
        return None
    if ctx.hash_trap(node):
        ctx.warn(
            node, "comment-in-text", "what follows '#' in this line is a comment, not text",
            suggestion="put quotes around the whole text",
        )  # fmt: skip
    text = node.value.strip()
    if not text and key.required:
        ctx.report(node, "missing-value", f"'{key.name}' is empty")
        return None
    return text


def _id(ctx: Context, key: Key, node: Node) -> str | None:
    if not isinstance(node, Scalar):
        _wrong(ctx, key, node, "an id")
        items = node.items if isinstance(node, Sequence) else ()
        ctx.hidden.update(item.value for item in items if isinstance(item, Scalar))
        return None
    text = node.value
    if not text or any(character.isspace() for character in text):
        suggestion = f"write {'-'.join(text.split())}" if text.split() else None
        ctx.report(
            node, "bad-id", f"'{short(text)}' is no id: it needs a name without spaces",
            suggestion=suggestion,
        )  # fmt: skip
        ctx.hidden.add(text)
        return None
    return text


def _number(ctx: Context, key: Key, node: Node) -> float | None:
    value = number(node.value) if isinstance(node, Scalar) and node.plain else None
    if value is None:
        _wrong(ctx, key, node, "a number", number_hint(key, node))
        return None
    low, high = key.minimum, key.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        ends = f"from {low:g} to {high:g}" if high is not None else f"of {low:g} or more"
        message = f"'{key.name}' takes a number {ends}, and this is {node_text(node)}"
        hint = scale_hint(key, value)
        ctx.report(node, "out-of-range", message, suggestion=hint, expected=f"a number {ends}")
        return None
    return float(value)


def node_text(node: Node) -> str:
    """A scalar's text, shortened, for a message."""
    return short(node.value) if isinstance(node, Scalar) else node.word


def _integer(ctx: Context, key: Key, node: Node) -> int | None:
    value = _number(ctx, key, node)
    if value is not None and value != int(value):
        _wrong(ctx, key, node, "a whole number", f"write {round(value)}")
        return None
    return None if value is None else int(value)


_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def _flag(ctx: Context, key: Key, node: Node) -> bool | None:
    value = _FLAGS.get(node.value.lower()) if isinstance(node, Scalar) and node.plain else None
    if value is None:
        told = {"1": "write true", "0": "write false"}.get(getattr(node, "value", ""))
        _wrong(ctx, key, node, "true or false", told)
    return value


def _date(ctx: Context, key: Key, node: Node) -> dt.date | None:
    if not isinstance(node, Scalar):
        _wrong(ctx, key, node, "a date")
        return None
    day = date(node.value)
    if day is None:
        ctx.report(
            node, "bad-date", f"'{short(node.value)}' is no date",
            suggestion=date_hint(node.value), expected="a day as YYYY-MM-DD",
        )  # fmt: skip
    return day


def _word(ctx: Context, key: Key, node: Node) -> str | None:
    if not isinstance(node, Scalar):
        _wrong(ctx, key, node, "one of " + ", ".join(key.words))
        return None
    if node.value in key.words:
        return node.value
    expected = "one of " + ", ".join(key.words) if len(key.words) > 1 else key.words[0]
    listed = not ctx.findings.spent("unknown-word")
    near = other_word(key, node.value)
    if near is None:
        near = ctx.names(f"words of {expected}", key.words).near(node.value, thorough=listed)
    ctx.report(
        node, "unknown-word", f"'{key.name}' takes {expected}, and this is '{short(node.value)}'",
        suggestion=did_you_mean(near), expected=expected,
    )  # fmt: skip
    return None


def _one(ctx: Context, key: Key, node: Node) -> Mapping | None:
    if isinstance(node, Mapping):
        return node
    _wrong(ctx, key, node, "a mapping", _space_hint(node) or _undashed(node))
    return None


def _many(ctx: Context, key: Key, node: Node) -> list[Node] | None:
    if isinstance(node, Sequence):
        return [item for item in node.items if not isinstance(item, Broken)]
    hint = list_hint(TABLES[key.of], node) if isinstance(node, Mapping) and key.of else None
    _wrong(ctx, key, node, "a list", hint)
    return None


def _filled(ctx: Context, key: Key, items: list[Node]) -> list[Node]:
    """The items of a list that hold something; one without a value is reported."""
    filled = []
    for item in items:
        if isinstance(item, Scalar) and item.is_null:
            ctx.report(item, "missing-value", f"an item of '{key.name}' has no value")
        elif not isinstance(item, Broken):
            filled.append(item)
    return filled


def _texts(ctx: Context, key: Key, node: Node) -> list[tuple[str, Node]] | None:
    if not isinstance(node, Sequence):
        hint = f"write [{node.value}]" if isinstance(node, Scalar) else None
        _wrong(ctx, key, node, "a list", hint)
        return None
    named = Key(key.name, "text", "", required=True)
    pairs = [(_text(ctx, named, item), item) for item in _filled(ctx, key, node.items)]
    return [(text, item) for text, item in pairs if text is not None]


def _ids(ctx: Context, key: Key, node: Node) -> list[tuple[str, Node]]:
    items = node.items if isinstance(node, Sequence) else [node]
    pairs = [(_id(ctx, key, item), item) for item in _filled(ctx, key, items)]
    return [(text, item) for text, item in pairs if text is not None]


def _dependencies(ctx: Context, key: Key, node: Node) -> list[Node] | None:
    if isinstance(node, Scalar):
        _wrong(ctx, key, node, "a list", f"write [{node.value}]")
        return None
    return _many(ctx, key, node)


def _data(ctx: Context, key: Key, node: Node) -> Dict[str, Any] | None:
    return to_plain(node) if _one(ctx, key, node) is not None else None


def _level(ctx: Context, key: Key, node: Node) -> Node | None:
    if isinstance(node, Scalar):
        return node
    _wrong(ctx, key, node, "a level's name or number")
    return None


_CONVERT: dict[str, Callable[[Context, Key, Node], Any]] = {
    "text": _text,
    "id": _id,
    "number": _number,
    "integer": _integer,
    "flag": _flag,
    "date": _date,
    "word": _word,
    "level": _level,
    "one": _one,
    "many": _many,
    "texts": _texts,
    "ids": _ids,
    "dependencies": _dependencies,
    "data": _data,
}
