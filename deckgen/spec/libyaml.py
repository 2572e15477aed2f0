"""PyYAML, of which only the parsers are used."""

from __future__ import annotations

import contextlib
import re
import sys
from typing import Any


def bring_in() -> None:
    """Import PyYAML; its patterns are compiled when they are first used.

    They are for its reader in pure Python and for its own idea of what a scalar means, which
    libyaml's parser never asks: compiling them took half of the time of the import, 7 ms. Whatever
    becomes of this in another version of PyYAML, what is left is imported in the usual way.
    """
    if "yaml" in sys.modules:
        return
    usual = re.compile

    def compile(pattern: Any, flags: Any = 0) -> Any:
        """The pattern, or for a module of PyYAML (and none of another thread) what becomes it."""
        asking = sys._getframe(1).f_globals.get("__name__", "")
        return _Later(pattern, flags) if asking.startswith("yaml.") else usual(pattern, flags)

    re.compile = compile
    try:
        with contextlib.suppress(Exception):
            import yaml  # noqa: F401
    finally:
        re.compile = usual


class _Later:
    """A pattern that is compiled when it is first used."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        return getattr(re.compile(*self._given), name)  # ``re`` keeps what it has compiled

    def __reduce__(self) -> tuple[Any, ...]:
        return re.compile, self._given
