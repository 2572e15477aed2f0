"""Builders: one function for each slide layout, from evaluated fields and data to content."""

from __future__ import annotations

from collections.abc import Callable

from deckgen.template.builders import changed, data, front, generic, okrs, review, tables, time
from deckgen.template.builders.common import Args, Built

Builder = Callable[[Args], Built | None]

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
    "changes": changed.changes,
    "trend": time.trend,
    "cadence": time.cadence,
    "practices": generic.practices,
    "comparison": generic.comparison,
    "faq": generic.faq,
    "glossary": generic.glossary,
    "cards": generic.cards,
    "table": data.table,
    "chart": data.chart,
    "picture": data.picture,
    "text": front.prose,
    "closing": front.closing,
}
"""A builder returns None when there is nothing to show; the slide is then left out."""

__all__ = ["BUILDERS", "Args", "Builder", "Built"]
