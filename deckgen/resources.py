"""Finds what ships with deckgen: templates, themes, the sample."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def resource(name: str) -> Traversable:
    """A built-in file or folder, such as ``themes/meridian.yaml``.

    It lies inside the package when installed from a wheel and at the top level of a checkout.
    Raises FileNotFoundError when there is none.
    """
    package = Path(__file__).resolve().parent
    for place in (package / name, package.parent / name):
        if place.exists():
            return place
    # Not in a folder: a zip, say. Asked last, since it brings in much.
    from importlib.resources import files

    inside = files("deckgen") / name
    if inside.is_file() or inside.is_dir():
        return inside
    raise FileNotFoundError(name)
