"""Builders: one function for each slide layout, from evaluated fields and data to content."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from deckgen.template.builders import front, generic, okrs, review, tables, time
from deckgen.template.builders.common import Args, Built

Builder = Callable[[Args], Built | None]


def _later(module: str, name: str) -> Builder:
    """A builder of a module that most decks do without; it is imported by the first slide."""

    def build(args: Args) -> Built | None:
        made: Builder = getattr(import_module(f"deckgen.template.builders.{module}"), name)
        return made(args)

    return build


BUILDERS: dict[str, Builder] = {
    "cover": front.cover,
    "agenda": front.agenda,
    "section": front.section,
    "statement": front.statement,
    "levels": okrs.levels,
    "cascade": okrs.cascade,
    "overview": okrs.overview,
    "objective": okrs.objective,
    "scorecard": tables.scorecard,
    "alignment": tables.alignment,
    "dependencies": tables.dependencies,
    "health": review.health,
    "changes": _later("changed", "changes"),
    "trend": time.trend,
    "cadence": time.cadence,
    "practices": generic.practices,
    "comparison": generic.comparison,
    "faq": generic.faq,
    "glossary": generic.glossary,
    "cards": generic.cards,
    "table": _later("data", "table"),
    "chart": _later("data", "chart"),
    "picture": _later("data", "picture"),
    "text": front.prose,
    "closing": front.closing,
}
"""A builder returns None when there is nothing to show; the slide is then left out."""

__all__ = ["BUILDERS", "Args", "Builder", "Built"]
