"""Expressions that do nothing but follow attributes, as most of a storyline's do."""

from __future__ import annotations

import re
from functools import lru_cache

_PATH = re.compile(r"\s*([a-z]\w*)((?:\.[a-z]\w*)*)\s*", re.ASCII)
_LITERALS = frozenset(("none", "true", "false"))


@lru_cache(maxsize=4_096)
def path_of(expression: str) -> tuple[str, ...]:
    """The names of an expression such as ``unit.objectives``; empty for any other.

    No name starts with an underscore: what is private is left to the sandbox to refuse.
    """
    found = _PATH.fullmatch(expression)
    return () if found is None or found[1] in _LITERALS else tuple(expression.strip().split("."))
