"""Where the values of a mapping stand, worked out only when somebody asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Dict
from typing import Any

from deckgen.findings import Span
from deckgen.spec.nodes import Mapping, Node, Sequence

_ITEM = re.compile(r"(.+)\[(\d+)\]")


class NodeSpans(Dict[str, Span]):
    """Spans of a mapping's values, made when they are asked for. Pickles as a plain dict.

    ``rules.depth`` is where the key ``depth`` of the mapping at ``rules`` stands; such spans are
    not listed, and lost when pickled.
    """

    __slots__ = ("_node",)

    def __init__(self, node: Mapping) -> None:
        self._node = node

    def get(self, key: str, default: Any = None) -> Any:
        """The span of a key, else what stands for it. (A mapping's own raises and catches.)"""
        pair = self._node.pairs.get(key)
        if pair is not None:
            return pair[1].span
        if key == "":
            return self._node.head.span
        return super().get(key, default) if "." in key or "[" in key else default

    def __getitem__(self, key: str) -> Span:
        if key == "":
            return self._node.head.span
        pair = self._node.pairs.get(key)
        if pair is not None:
            return pair[1].span
        name, dot, inner = key.partition(".")
        below = self._node.get(name) if dot else None
        if isinstance(below, Mapping) and inner in below.pairs:
            return below.pairs[inner][0].span
        match = _ITEM.fullmatch(key)
        value = self._node.get(match[1]) if match else None
        if match is None or value is None:
            raise KeyError(key)
        items = value.items if isinstance(value, Sequence) else [value]
        if int(match[2]) >= len(items):
            raise KeyError(key)
        return items[int(match[2])].span

    def __iter__(self) -> Iterator[str]:
        yield ""
        for key, _, value in self._node.items():
            yield key
            if isinstance(value, Sequence):
                yield from (f"{key}[{index}]" for index in range(len(value.items)))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[type[dict[str, Span]], tuple[dict[str, Span]]]:
        return dict, (dict(self),)


def spans(node: Node) -> Dict[str, Span]:
    """The spans of a mapping's values; empty for any other node."""
    return NodeSpans(node) if isinstance(node, Mapping) else {}
