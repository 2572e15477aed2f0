"""Lays a whole plan out: each planned slide by its layout, then the slide numbers.

Slides are symbolic until all exist: a text that shows a slide's number carries its key, and
``numbers`` puts the number in at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import import_module

from deckgen.findings import Finding, Level
from deckgen.layout.company import title_size
from deckgen.layout.dress import dress
from deckgen.layout.frame import footer
from deckgen.layout.mirror import mirrored
from deckgen.layout.numbers import numbered, resolve_numbers
from deckgen.layout.studio import Parts, Studio, styles_of
from deckgen.making import new_slide
from deckgen.plan import DeckPlan, PlannedSlide
from deckgen.recent import Recent
from deckgen.scene import Role, Scene, Shape, Slide, runs_left
from deckgen.text.fitting import Typesetter, kept_for
from deckgen.theme.page import Aspect, Page, page
from deckgen.theme.page import mirrored as mirrored_page
from deckgen.theme.tokens import Theme
from deckgen.values import replace

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


@lru_cache(maxsize=64)
def layout_function(name: str) -> LayoutFunction:
    """The function that lays a slide layout out. Raises KeyError for an unknown name."""
    module = import_module(f"deckgen.layout.slides.{MODULES[name]}")
    function: LayoutFunction = getattr(module, name)
    return function


def lay_out(
    plan: DeckPlan, theme: Theme, aspect: Aspect, on: Page | None = None
) -> tuple[Scene, tuple[Finding, ...]]:
    """The scene of a plan, and what had to be shortened or replaced on the way.

    ``on`` is the page of a company's master, in place of the theme's at ``aspect``; the scene
    has the size of that page.
    """
    geometry = on or _page_of(theme, aspect)
    turned = runs_left(plan.language)
    if on is not None and turned:  # the scene is mirrored in the end, the master is not
        geometry = mirrored_page(on)
    fonts = theme.heading_font, theme.body_font
    setter = Typesetter(*fonts, plan.language, kept=kept_for(*fonts, plan.language))
    styles = styles_of(theme, geometry)
    studio = _with_titles(Studio(geometry, theme, setter, plan.words, styles), plan)
    slides: list[Slide] = []
    known, kept, parts = _known_to(studio)
    studio = replace(studio, parts=parts)
    feet = _Feet(studio, plan, kept)
    for planned in plan.slides:
        for made in _laid_out(planned, studio, known):
            slides.append(feet.under(made, len(slides) + 1))
    if on is not None:
        setter.findings.extend(_unsaid(geometry, plan, slides))
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
        fonts=fonts,
    )
    if turned:
        scene = mirrored(scene)
    return scene, (*setter.findings, *_repeated_titles(slides))


_pages: Recent[tuple[int, Aspect], tuple[Theme, Page]] = Recent(16)
"""By id of a theme, which is held and so keeps it, and aspect."""


def _page_of(theme: Theme, aspect: Aspect) -> Page:
    """The page of a theme, one object for all decks, which is found equal sooner."""
    found = _pages.get((id(theme), aspect))
    if found is None:
        found = theme, page(theme, aspect)
        _pages.put((id(theme), aspect), found)
    return found[1]


_Known = Recent[str, tuple[PlannedSlide, list[Slide], list[Finding]]]
_Foot = tuple[tuple[Shape, ...], list[Finding], Recent[int, tuple[Shape, ...]]]
"""A footer without a slide's number, what was found in making it, and those with numbers."""
_Kept = Recent[tuple[Role, str, str], _Foot]
_lately: list[tuple[tuple[object, ...], tuple[_Known, _Kept, Parts]]] = []
"""By page, theme and language: the slides laid out last, by key, the footers, by role and
texts, and parts of slides. A calendar or a footer is the same for each department of a batch.
"""


def _known_to(studio: Studio) -> tuple[_Known, _Kept, Parts]:
    """What was laid out lately for such a page, in such a theme and language."""
    here = studio.page, studio.theme, studio.words, studio.setter.language
    for there, known in _lately:
        if there == here:
            return known
    made: tuple[_Known, _Kept, Parts] = Recent(64), Recent(16), Recent(64)
    _lately[:] = [(here, made)]
    return made


def _laid_out(planned: PlannedSlide, studio: Studio, known: _Known) -> list[Slide]:
    """The slides of a planned one, without their footers."""
    findings = studio.setter.findings
    earlier = known.get(planned.key)
    if earlier is not None and earlier[0] == planned:
        findings += earlier[2]
        return earlier[1]
    before = len(findings)
    made = layout_function(planned.layout)(studio, planned)
    made = [dress(slide, studio.theme) for slide in made]
    found = [f if f.subject else replace(f, subject=planned.key) for f in findings[before:]]
    findings[before:] = found
    known.put(planned.key, (planned, made, found))
    return made


def _with_titles(studio: Studio, plan: DeckPlan) -> Studio:
    """The studio with one size for the titles of a deck on a company's master."""
    leaf = studio.page.leaf("title")
    titles = [p.title for p in plan.slides if p.layout not in ("cover", "section", "closing")]
    if leaf is None or leaf.title is None:
        return studio
    spot = replace(leaf.title, size=title_size(studio, titles, leaf.title))
    leaves = {**(studio.page.leaves or {}), "title": replace(leaf, title=spot)}
    return replace(studio, page=replace(studio.page, leaves=leaves))


def _unsaid(geometry: Page, plan: DeckPlan, slides: Iterable[Slide]) -> list[Finding]:
    """Footers that a company's layouts have no placeholder for."""
    leaf = geometry.leaf("title")
    if leaf is None or not any(s.role == "title" for s in slides):
        return []
    wanted = (
        ("footer", plan.footer, f"the footer {plan.footer!r}"),
        ("date", plan.date, f"the date {plan.date!r}"),
        ("number", "1", "the slide's number"),
    )
    missing = [what for name, text, what in wanted if text and name not in leaf.spots()]
    if not missing:
        return []
    message = f"the base's layout has no placeholder for {' and '.join(missing)}: left out"
    return [Finding(Level.INFO, "base-footer", message)]


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


class _Feet:
    """The footers of a deck: made once for a role, with what was found in making them."""

    def __init__(self, studio: Studio, plan: DeckPlan, kept: _Kept) -> None:
        self._studio = studio
        self._plan = plan
        self._kept = kept

    def under(self, slide: Slide, number: int) -> Slide:
        """The slide with its footer, which says its number."""
        key = (slide.role, self._plan.footer, self._plan.date)
        foot = self._kept.get(key)
        findings = self._studio.setter.findings
        if foot is None:
            before = len(findings)
            foot = self._made(slide.role), findings[before:], Recent(64)
            self._kept.put(key, foot)
        else:
            findings += foot[1]
        shapes, _, known = foot
        said = known.get(number)
        if said is None:
            said = tuple([_said(shape, number) for shape in shapes])
            known.put(number, said)
        return new_slide(
            slide.key, slide.role, slide.title, (*slide.elements, *said), slide.notes,
            slide.section, slide.kind, slide.ground, slide.numbered,
        )  # fmt: skip

    def _made(self, role: Role) -> tuple[Shape, ...]:
        theme, plan = self._studio.theme, self._plan
        color = theme.cover_text if role in ("cover", "closing") else None
        if role == "section" and theme.section.ground == "level":
            color = theme.section_text
        return footer(self._studio, plan.footer, plan.date, color, role)


def _said(shape: Shape, number: int) -> Shape:
    """A footer's shape on the slide of a number."""
    return numbered(shape, number) if shape.placeholder == "slide_number" else shape


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
