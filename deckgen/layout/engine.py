"""Lays a whole plan out: each planned slide by its layout, then the slide numbers.

Slides are symbolic until all exist: a text that shows a slide's number carries its key, and
``numbers`` puts the number in at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib import import_module

from deckgen.findings import Finding, Level
from deckgen.layout.dress import dress
from deckgen.layout.frame import footer
from deckgen.layout.mirror import mirrored
from deckgen.layout.numbers import resolve_numbers
from deckgen.layout.studio import Studio
from deckgen.plan import DeckPlan, PlannedSlide
from deckgen.scene import Scene, Slide, runs_left
from deckgen.text.fitting import Typesetter
from deckgen.theme.page import Aspect, page
from deckgen.theme.tokens import Theme

LayoutFunction = Callable[[Studio, PlannedSlide], list[Slide]]

MODULES = {
    "cover": "opening",
    "section": "opening",
    "statement": "statement",
    "closing": "opening",
    "agenda": "agenda",
    "levels": "levels",
    "cascade": "cascade",
    "overview": "overview",
    "objective": "objective",
    "scorecard": "scorecard",
    "alignment": "alignment",
    "dependencies": "dependencies",
    "health": "health",
    "trend": "trend",
    "cadence": "cadence",
    "practices": "cards",
    "faq": "questions",
    "cards": "cards",
    "comparison": "comparison",
    "glossary": "glossary",
    "text": "prose",
    "table": "data_table",
    "chart": "data_chart",
    "picture": "image",
    "changes": "changes",
}
"""Which module of ``layout.slides`` draws a layout; its function bears the layout's name."""


def layout_function(name: str) -> LayoutFunction:
    """The function that lays a slide layout out. Raises KeyError for an unknown name."""
    module = import_module(f"deckgen.layout.slides.{MODULES[name]}")
    function: LayoutFunction = getattr(module, name)
    return function


def lay_out(plan: DeckPlan, theme: Theme, aspect: Aspect) -> tuple[Scene, tuple[Finding, ...]]:
    """The scene of a plan, and what had to be shortened or replaced on the way."""
    geometry = page(theme, aspect)
    setter = Typesetter(theme.heading_font, theme.body_font, plan.language)
    studio = Studio(geometry, theme, setter, plan.words)
    slides: list[Slide] = []
    for planned in plan.slides:
        before = len(setter.findings)
        made = layout_function(planned.layout)(studio, planned)
        setter.findings[before:] = [
            f if f.subject else replace(f, subject=planned.key) for f in setter.findings[before:]
        ]
        slides.extend(dress(_with_footer(studio, plan, s), theme) for s in made)
    slides = resolve_numbers(slides, _stand_ins(plan, slides))
    scene = Scene(
        geometry.width,
        geometry.height,
        tuple(slides),
        plan.title,
        plan.language,
        plan.author,
        plan.company,
        plan.subject,
        created=plan.created,
        fonts=(theme.heading_font, theme.body_font),
    )
    if runs_left(plan.language):
        scene = mirrored(scene)
    return scene, (*setter.findings, *_repeated_titles(slides))


def _stand_ins(plan: DeckPlan, slides: Iterable[Slide]) -> dict[str, str | None]:
    """For each planned slide that came out empty: the next one of its section, else the one
    before it, else None.
    """
    made = {s.key for s in slides}
    found: dict[str, str | None] = {}
    for index, planned in enumerate(plan.slides):
        if planned.key not in made:
            order = (*plan.slides[index + 1 :], *reversed(plan.slides[:index]))
            others = (p.key for p in order if p.section == planned.section and p.key in made)
            found[planned.key] = next(others, None)
    return found


def _with_footer(studio: Studio, plan: DeckPlan, slide: Slide) -> Slide:
    theme = studio.theme
    color = theme.cover_text if slide.role in ("cover", "closing") else None
    if slide.role == "section" and theme.section.ground == "level":
        color = theme.section_text
    feet = footer(studio, plan.footer, plan.date, color)
    return replace(slide, elements=(*slide.elements, *feet))


def _repeated_titles(slides: Iterable[Slide]) -> list[Finding]:
    seen: dict[str, str] = {}
    found = []
    for slide in slides:
        if slide.title in seen:
            found.append(
                Finding(
                    Level.WARNING,
                    "repeated-title",
                    f"slides {seen[slide.title]} and {slide.key} have one title: {slide.title!r}",
                    subject=slide.key,
                )
            )
        seen.setdefault(slide.title, slide.key)
    return found
