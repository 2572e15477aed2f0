"""What was made lately, by key: a bounded memory for what the decks of a batch have in common."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The ``most`` values asked for or put in last. Threads may share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K) -> V | None:
        """The value, or None."""
        value = self._kept.pop(key, None)
        if value is not None:
            self._kept[key] = value
        return value

    def put(self, key: K, value: V) -> None:
        """Keep a value; the one that was not asked for longest goes."""
        self._kept[key] = value
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
