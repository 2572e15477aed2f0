"""The keys ``base`` and ``layouts`` of a theme file: the company's own master."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from deckgen.findings import Span, ThemeError
from deckgen.theme.tokens import CompanyFile

if TYPE_CHECKING:
    from deckgen.theme.load import Layer

ROLES = ("cover", "section", "title", "content", "closing", "blank")
"""Roles of a base's layouts, as ``layouts`` maps them."""
MASTERS = (".potx", ".pptx", ".potm", ".pptm")
"""How the name of a base's file ends."""
MOST_BYTES = 200_000_000
"""Of a base; larger ones are refused."""
TOLD = "\0told"
"""Under which a merged theme holds what its own files write, and where."""


def check(layer: Layer) -> None:
    """Note what is wrong with the two keys, as far as the theme file itself shows it."""
    layouts, base = layer.values.get("layouts"), layer.values.get("base")
    for role, name in layouts.items() if isinstance(layouts, dict) else ():
        if role in ROLES and not (isinstance(name, str) and name.strip()):
            message = f"{role!r} is the name of one of the base's layouts"
            layer.wrong("wrong-type", message, "layouts", role)
    if isinstance(base, str) and not base.lower().endswith(MASTERS):
        message = "a base is a .potx, .pptx, .potm or .pptm file"
        layer.wrong("wrong-value", message, "base")


def told(layer: Layer) -> dict[str, tuple[Span | None, str | None]]:
    """What a file writes, ``colors.accent1`` and the like, with the place of each."""
    found = {}
    for key, value in layer.values.items():
        if isinstance(value, dict):
            for inner in value:
                found[f"{key}.{inner}"] = layer.place((str(key), str(inner)), False)
        else:
            found[str(key)] = layer.place((str(key),), False)
    return found


def base_file(layer: Layer, value: str) -> tuple[str, bytes]:
    """The name and the bytes of the company's file. Its path begins at the theme's folder.

    Raises ThemeError when it cannot be read, or is too large.
    """
    path = (layer.folder or Path()) / value
    hint = None
    try:
        if path.is_file():
            with path.open("rb") as stream:
                data = stream.read(MOST_BYTES + 1)
            if len(data) <= MOST_BYTES:
                return path.name, data
            why = f"the base {value} is larger than {MOST_BYTES // 1_000_000} MB"
        elif path.exists():
            why = f"the base {value} is no file"
        else:
            why, hint = f"there is no file {value}", "its path begins at the theme's folder"
    except (OSError, ValueError) as problem:
        why = f"the base {value} cannot be read: {getattr(problem, 'strerror', None) or problem}"
    layer.wrong("missing-base", why, "base", suggestion=hint)
    raise ThemeError(layer.findings)


def company(values: dict[str, Any]) -> CompanyFile | None:
    """The company's file of a merged theme; None for a theme without a base."""
    base = values.get("base")
    if not isinstance(base, tuple):
        return None
    layouts = values.get("layouts") or {}
    return CompanyFile(
        base[0],
        base[1],
        tuple(sorted((role, str(name)) for role, name in layouts.items())),
        tuple((key, span, line) for key, (span, line) in values.get(TOLD, {}).items()),
    )
