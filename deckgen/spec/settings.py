"""The parts of a spec beside its organisation: texts, the deck's settings, the arithmetic."""

from __future__ import annotations

import re
from collections.abc import Mapping as Dict
from typing import Any

from deckgen.spec.build import or_default
from deckgen.spec.context import Context
from deckgen.spec.fields import extras, take
from deckgen.spec.nodes import Node
from deckgen.spec.schema import TABLES
from deckgen.spec.spans import spans
from deckgen.spec.types import PairSpec

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def build_pairs(ctx: Context, nodes: list[Node] | None, table: str) -> tuple[PairSpec, ...]:
    """Practices, terms or questions: of each its first key and its second."""
    title, text = list(TABLES[table].keys)
    pairs = []
    for node in nodes or ():
        values = take(ctx, node, TABLES[table])
        told = values.get(title) or "", values.get(text) or ""
        pairs.append(PairSpec(*told, extras(node), spans(node)))
    return tuple(pairs)


def build_deck(ctx: Context, node: Node) -> Dict[str, Any]:
    """The deck's settings as written, the user's own among them."""
    values = take(ctx, node, TABLES["deck"])
    language = values.get("language")
    if language and _LANGUAGE.fullmatch(language) is None and (at := node.get("language")):
        message = f"'{language}' is no language tag"
        near = language.replace("_", "-")
        ctx.report(
            at, "bad-language", message, expected="a BCP 47 tag such as de-CH",
            suggestion=f"write {near}" if _LANGUAGE.fullmatch(near) else None,
        )  # fmt: skip
    given = {key: value for key, value in values.items() if value is not None}
    return {**given, **extras(node)}


def build_scoring(ctx: Context, node: Node) -> Dict[str, Any]:
    """The numbers of the arithmetic that the file changes, and the user's own keys."""
    values = take(ctx, node, TABLES["scoring"])
    low, high = or_default(values.get("at_risk"), 0.7), or_default(values.get("on_track"), 0.9)
    if low >= high and (at := node.get("at_risk") or node.get("on_track")):
        message = f"'at_risk' ({low:g}) is not below 'on_track' ({high:g})"
        ctx.report(at, "threshold-order", message)
    given = {key: value for key, value in values.items() if value is not None}
    return {**given, **extras(node)}
