"""Values of a mapping, checked and converted by the table of keys."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from collections.abc import Mapping as Dict
from typing import Any

from deckgen.spec.context import Context, did_you_mean
from deckgen.spec.nodes import Broken, Mapping, Node, Scalar, Sequence
from deckgen.spec.scalars import date, number
from deckgen.spec.schema import TABLES, Key, Table
from deckgen.spec.source import to_plain

_SPACELESS = re.compile(r"[\w-]+:\S")
_LOOSE_NUMBER = re.compile(r"[^\d+\-.]{0,3}([-+]?\d[\d,.'_ \u00a0\u202f]*)(\D*)")
_LOOSE_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")


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
                suggestion=_space_hint(node), expected="a mapping",
            )  # fmt: skip
        return dict.fromkeys(table.keys)
    keys = table.keys
    spared: set[str] = set()
    for name, (key_node, value) in node.pairs.items():
        key = keys.get(name)
        if key is None:
            if not name.startswith(("x-", "\0")):
                spared.add(_unknown_key(ctx, node, key_node, value, table))
        elif isinstance(value, Broken):
            values[name] = None
        elif isinstance(value, Scalar) and value.is_null:
            if key.required:
                ctx.report(key_node, "missing-value", f"'{name}' has no value")
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
    return {
        name: to_plain(value) for name, (_, value) in node.pairs.items() if name.startswith("x-")
    }


def _unknown_key(ctx: Context, node: Mapping, at: Scalar, value: Node, table: Table) -> str:
    """Report a key that the table has not; gives the key it was meant for, or ``""``."""
    name = at.value
    free = [key for key in table.keys if key not in node.pairs]
    owners = [other.label for other in TABLES.values() if name in other.keys]
    near = ctx.closest(name.strip(), free, 0.8 if owners else 0.6)
    if near is None and 0 < len(owners) < 3:
        suggestion = f"it is a key of {' and of '.join(owners)}"
    else:
        suggestion = did_you_mean(near) or f"write 'x-{name}' if it is your own"
    if near is not None and near == name.strip():
        suggestion = "a space of an unusual kind stands before or after it"
    ctx.report(
        at, "unknown-key", f"{table.label} has no key '{short(name)}'",
        suggestion=suggestion, expected="one of " + ", ".join(table.keys),
    )  # fmt: skip
    ctx.hide(value)
    if near == "id" and isinstance(value, Scalar):
        ctx.hidden.add(value.value)
    return near or ""


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
        _wrong(ctx, key, node, "a number", _number_hint(key, node))
        return None
    low, high = key.minimum, key.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        ends = f"from {low:g} to {high:g}" if high is not None else f"of {low:g} or more"
        message = f"'{key.name}' takes a number {ends}, and this is {node_text(node)}"
        ctx.report(node, "out-of-range", message, expected=f"a number {ends}")
        return None
    return float(value)


def node_text(node: Node) -> str:
    """A scalar's text, shortened, for a message."""
    return short(node.value) if isinstance(node, Scalar) else node.word


def _number_hint(key: Key, node: Node) -> str | None:
    if not isinstance(node, Scalar):
        return None
    if not node.plain and number(node.value) is not None:
        return f"write {node.value} without quotes"
    text = node.value.strip()
    match = _LOOSE_NUMBER.fullmatch(text) if len(text) <= 40 else None
    if match is None:
        return None
    digits, rest = re.sub(r"[\s'_]", "", match[1]), match[2].strip()
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"[-+]?\d+,\d+", digits):
        digits = digits.replace(",", ".")
    digits = re.sub(r"^([-+]?)0+(?=\d)", r"\1", digits)
    if number(digits) is None:
        return None
    wants_unit = rest and key.name in ("start", "target", "current", "min", "max")
    return f"write {digits}" + (f" and \"{rest}\" under 'unit'" if wants_unit else "")


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
        _wrong(ctx, key, node, "true or false")
    return value


def _date(ctx: Context, key: Key, node: Node) -> dt.date | None:
    if not isinstance(node, Scalar):
        _wrong(ctx, key, node, "a date")
        return None
    day = date(node.value)
    if day is None:
        match = _LOOSE_DATE.fullmatch(node.value)
        iso = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else ""
        near = iso if iso != node.value and date(iso) else None
        ctx.report(
            node, "bad-date", f"'{short(node.value)}' is no date",
            suggestion=f"write {near}" if near else None, expected="a day as YYYY-MM-DD",
        )  # fmt: skip
    return day


def _word(ctx: Context, key: Key, node: Node) -> str | None:
    if not isinstance(node, Scalar):
        _wrong(ctx, key, node, "one of " + ", ".join(key.words))
        return None
    if node.value in key.words:
        return node.value
    expected = "one of " + ", ".join(key.words) if len(key.words) > 1 else key.words[0]
    ctx.report(
        node, "unknown-word", f"'{key.name}' takes {expected}, and this is '{short(node.value)}'",
        suggestion=did_you_mean(ctx.closest(node.value, key.words)), expected=expected,
    )  # fmt: skip
    return None


def _one(ctx: Context, key: Key, node: Node) -> Mapping | None:
    if isinstance(node, Mapping):
        return node
    _wrong(ctx, key, node, "a mapping", _space_hint(node))
    return None


def _many(ctx: Context, key: Key, node: Node) -> list[Node] | None:
    if isinstance(node, Sequence):
        return [item for item in node.items if not isinstance(item, Broken)]
    hint = "put '- ' before it" if isinstance(node, Mapping) else None
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
