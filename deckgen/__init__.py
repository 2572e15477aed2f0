"""deckgen: a YAML file of OKRs becomes a native, editable presentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from deckgen.model.cascade import Cascade
    from deckgen.pipeline import Deck

__version__ = "0.1.0"
__all__ = ["__version__", "build", "load"]


def build(
    spec: str | os.PathLike[str],
    *,
    template: str | None = None,
    theme: str | None = None,
    aspect: str | None = None,
    unit: str | None = None,
    settings: Mapping[str, str] | None = None,
) -> Deck:
    """Build a deck from a spec file; nothing is written until ``Deck.save``.

    ``template`` and ``theme`` are names or paths, ``aspect`` is ``16:9`` or ``4:3``, ``unit``
    the id of a unit for a deck of its own, ``settings`` replace values of the spec's ``deck:``.
    Raises SpecError, TemplateError or ThemeError, each with all its findings.
    """
    from deckgen import pipeline

    options = pipeline.Options(template, theme, aspect, settings or {})
    return pipeline.build(os_path(spec), options, unit=unit)


def load(spec: str | os.PathLike[str]) -> Cascade:
    """The resolved, typed model of a spec file. Raises SpecError with every mistake in it."""
    from deckgen import pipeline

    return pipeline.read(os_path(spec)).cascade


def os_path(path: str | os.PathLike[str]) -> str:
    """A path as text."""
    import os

    return os.fspath(path)
