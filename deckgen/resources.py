"""Finds what ships with deckgen: templates, themes, the sample."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def resource(name: str) -> Traversable:
    """A built-in file or folder, such as ``themes/meridian.yaml``.

    It lies inside the package when installed from a wheel and at the top level of a checkout.
    Raises FileNotFoundError when there is none.
    """
    inside = files("deckgen") / name
    if inside.is_file() or inside.is_dir():
        return inside
    beside = Path(__file__).resolve().parent.parent / name
    if beside.exists():
        return beside
    raise FileNotFoundError(name)
