"""The plan stage: a cascade and a storyline become a deck plan.

Entries are walked in order; each string of them is evaluated in the sandbox, and a builder fills
the slide's content. Links are symbolic until all slides are known (``linking``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any

from deckgen import plan as planned
from deckgen.findings import Finding, Level, Span, TemplateError, ThemeError
from deckgen.model import cascade as model
from deckgen.template import formats
from deckgen.template.builders import BUILDERS, Args, Built
from deckgen.template.evaluation import Evaluator
from deckgen.template.expressions import EvaluationError, render
from deckgen.template.headlines import Headlines
from deckgen.template.linking import Draft, SectionDraft, finished
from deckgen.template.storyline import Entry, Storyline
from deckgen.template.views import DeckView, UnitView
from deckgen.values import dataclass

MOST_SLIDES = 5_000
MOST_TURNS = 5_000
"""Turns of one ``for``."""
OPENING = "Opening"
CLOSING = "Closing"
_OWN = {
    "layout", "id", "title", "eyebrow", "lede", "notes", "link", "for", "when", "before", "after",
    "section", "slides", "include", "divider", "group", "agenda",
}  # fmt: skip


def context(
    cascade: model.Cascade, *, unit: str | None = None, findings: Sequence[Finding] = (),
    score: Any = None,
) -> dict[str, Any]:  # fmt: skip
    """The names that templates, and a theme's footer, start from."""
    return _context(DeckView(cascade, findings, score), unit)


def _context(deck: DeckView, unit: str | None) -> dict[str, Any]:
    names = deck.context()
    scope = deck.company if unit is None else deck.unit(unit)
    if unit is None or scope.level == 0:
        names["branches"] = deck.company.children
    else:
        branch = [*scope.path[:-1], *scope.within]
        names["branches"] = [u for u in branch if u.parent is deck.company]
        for level, name in enumerate(("departments", "teams", "individuals"), 1):
            names[name] = [u for u in branch if u.level == level]
    names.update(unit=scope, whole=scope.level == 0, headline=Headlines(deck))
    return names


_last: list[tuple[Any, Any, Any, DeckView]] = []


def _view_of(cascade: model.Cascade, findings: Sequence[Finding], score: Any) -> DeckView:
    """The view of a cascade; that of the last plan when nothing is different, since a batch plans
    many decks of one company and a view of it costs as much as a plan.
    """
    if _last:
        *known, view = _last[0]
        if known[0] is cascade and known[1] is findings and known[2] is score:
            return view
    made = DeckView(cascade, findings, score)
    _last[:] = [(cascade, findings, score, made)]
    return made


def forget(cascade: model.Cascade) -> None:
    """Let go of the view of a cascade that no more decks are planned of: it holds as much memory
    as the cascade itself.
    """
    if _last and _last[0][0] is cascade:
        _last.pop()[-1]._forget()


def render_text(source: str, context: Mapping[str, Any]) -> str:
    """A Jinja2 text, such as a theme's footer, in the sandbox of templates.

    Raises ``expressions.EvaluationError`` (with ``rule`` and ``message``) for a mistake in it.
    """
    return render(source, context)


def plan(
    cascade: model.Cascade,
    storyline: Storyline,
    *,
    unit: str | None = None,
    findings: Sequence[Finding] = (),
    score: Any = None,
    footer: str = "",
) -> tuple[planned.DeckPlan, tuple[Finding, ...]]:
    """Make the deck plan.

    ``unit`` is the id of the unit that the deck is for (None: the company); ``findings`` and
    ``score`` come from the audit; ``footer`` is the theme's, a Jinja2 text, which the file's own
    ``deck.footer`` (plain text) replaces. Returns the plan and what was noticed, such as slides
    left out for want of data. Raises TemplateError with every mistake of the template that the data
    brings to light.
    """
    if unit is not None and unit not in cascade.units:
        raise TemplateError(
            [Finding(Level.ERROR, "unknown-unit", f"there is no unit '{unit}'", subject=unit)]
        )
    deck = _view_of(cascade, findings, score)
    planner = _Planner(deck, storyline, _context(deck, unit))
    foot = _footer(cascade.deck.footer, footer, planner.names)
    planner.walk(storyline.entries, planner.names, planner.opening)
    if planner.errors:
        raise TemplateError(planner.errors)
    if not planner.drafts:
        raise TemplateError(
            [
                Finding(
                    Level.ERROR,
                    "no-slides",
                    "the template gives no slides for this data",
                    Span(storyline.file, 1, 1),
                )
            ]
        )
    slides, noticed = finished(planner.drafts, planner.sections, planner.headline)
    scope: UnitView = planner.names["unit"]
    settings = cascade.deck
    cover = next((s.title for s in slides if s.layout == "cover"), slides[0].title)
    result = planned.DeckPlan(
        slides=slides,
        title=cover,
        footer=foot,
        date=settings.date or formats.date(deck.cycle.as_of),
        language=settings.language,
        author=settings.presenter or scope.lead,
        company=deck.company.name,
        subject=f"OKRs {deck.cycle.name}" + (f", {scope.name}" if scope.level else ""),
        created=f"{cascade.cycle.as_of.isoformat()}T00:00:00Z",
    )
    return result, (*planner.noticed, *noticed)


def _footer(own: str, theme: str, names: Mapping[str, Any]) -> str:
    if own:
        return own
    try:
        return render_text(theme or "{{ company.name }} · {{ cycle.name }}", names).strip()
    except EvaluationError as error:
        message = f"the theme's footer: {error.message}"
        raise ThemeError([Finding(Level.ERROR, error.rule, message)]) from error


@dataclass(slots=True)
class _Planner:
    deck: DeckView
    storyline: Storyline
    names: dict[str, Any]
    drafts: list[Draft] = field(default_factory=list)
    sections: list[SectionDraft] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)
    noticed: list[Finding] = field(default_factory=list)
    headline: Headlines = field(init=False)
    evaluator: Evaluator = field(init=False)
    opening: SectionDraft = field(init=False)

    def __post_init__(self) -> None:
        self.headline = self.names["headline"]
        self.evaluator = Evaluator(self.storyline.texts)
        self.opening = SectionDraft(OPENING, listed=False)
        self.sections.append(self.opening)

    def walk(
        self, entries: Sequence[Entry], names: Mapping[str, Any], section: SectionDraft
    ) -> None:
        """Plan entries into a section. Mistakes are collected, so that all are reported."""
        for entry in entries:
            try:
                made = turns = 0
                if not section.listed and "section" not in entry.fields:
                    section = self.unlisted()
                for inner in self.turns(entry, names):
                    turns += 1
                    made += self.entry(entry, inner, section)
                if turns and not made and "layout" in entry.fields:
                    self.left_out(entry)
            except TemplateError as error:
                self.errors += [f for f in error.findings if f not in self.errors]

    def unlisted(self) -> SectionDraft:
        """The section of slides outside of any: the opening, or after others one of its own,
        because the slides of a section stand together.
        """
        last = self.sections[-1]
        if last.listed:
            names = {section.name for section in self.sections}
            last = SectionDraft(CLOSING if CLOSING not in names else _unique(CLOSING, names))
            last.listed = False
            self.sections.append(last)
        return last

    def turns(self, entry: Entry, names: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
        """The contexts of an entry: one, or one for each turn of its ``for``; ``when`` applied."""
        when = entry.fields.get("when")
        found = self.evaluator.turns(entry.fields, names, MOST_TURNS)
        return found if when is None else (i for i in found if self.evaluator.holds(when, i))

    def entry(self, entry: Entry, names: Mapping[str, Any], section: SectionDraft) -> int:
        if "include" in entry.fields:
            before = len(self.drafts)
            self.walk(entry.entries, names, section)
            return len(self.drafts) - before
        if "section" in entry.fields:
            return self.section(entry, names)
        if "layout" in entry.fields:
            return self.slide(entry, names, section)
        return 0

    def section(self, entry: Entry, names: Mapping[str, Any]) -> int:
        get = self.evaluator.text
        name = get(entry.fields.get("section"), names)
        if not name:
            raise self.evaluator.fail(
                "wrong-value", "the section has no name", entry.fields["section"].span
            )
        given = entry.fields.get("unit")
        if given is not None:
            names = {**names, "unit": self.evaluator.value(given, names)}
        group = get(entry.fields.get("group"), names)
        taken = {s.name for s in self.sections}
        unique = name if name not in taken else _unique(name, taken)
        section = SectionDraft(unique, group, get(entry.fields.get("agenda"), names))
        self.sections.append(section)
        start = len(self.drafts)
        wanted = entry.fields.get("divider")
        if wanted is None or self.evaluator.value(wanted, names) is not False:
            self.divider(entry, names, section, name)
        dividers = len(self.drafts) - start
        self.walk(entry.entries, names, section)
        if entry.entries and len(self.drafts) - start == dividers and given is None:
            del self.drafts[start:]  # no slides, and no unit to speak of: no divider either
        if len(self.drafts) == start:
            self.sections.remove(section)
        return len(self.drafts) - start

    def divider(
        self, entry: Entry, names: Mapping[str, Any], section: SectionDraft, name: str
    ) -> None:
        args = self.args(entry, names, ("unit", "kicker", "text", "byline"))
        if "unit" not in entry.fields and isinstance(names.get("unit"), UnitView):
            loop = str(entry.literal("for") or "").split(" in ")[0].strip()
            if loop == "unit":
                args = self.args(entry, names, ("kicker", "text", "byline"), unit=names["unit"])
        built = BUILDERS["section"](args)
        if built is not None:
            self.draft(entry, names, section, "section", built, title=name)
            if not section.text and isinstance(built.content, planned.Section):
                section.text = built.content.text

    def slide(self, entry: Entry, names: Mapping[str, Any], section: SectionDraft) -> int:
        layout = str(entry.literal("layout"))
        keep = [key for key in entry.fields if key not in _OWN or key == "title"]
        built = BUILDERS[layout](self.args(entry, names, keep))
        if built is None:
            return 0
        if len(self.drafts) >= MOST_SLIDES:
            raise self.evaluator.fail(
                "too-many-slides", f"more than {MOST_SLIDES:,} slides", entry.span
            )
        self.draft(entry, names, section, layout, built)
        return 1

    def args(
        self, entry: Entry, names: Mapping[str, Any], keep: Sequence[str], **more: Any
    ) -> Args:
        fields = {
            key: self.evaluator.value(entry.fields[key], names)
            for key in keep
            if key in entry.fields and not key.startswith("x-")
        }
        scope = names.get("unit")

        def fail(rule: str, message: str, name: str) -> TemplateError:
            value = entry.fields.get(name)
            return self.evaluator.fail(rule, message, value.span if value else entry.span)

        return Args(
            self.deck, self.headline, {**fields, **more},
            scope if isinstance(scope, UnitView) else self.names["unit"],
            bool(self.names["whole"]), fail, entry.span, names, self.noticed,
        )  # fmt: skip

    def draft(
        self, entry: Entry, names: Mapping[str, Any], section: SectionDraft, layout: str,
        built: Built, *, title: str = "",
    ) -> None:  # fmt: skip
        fields = entry.fields

        def own(name: str, default: str) -> str:
            if name not in fields:
                return default
            return self.evaluator.text(fields[name], names)

        said = own("title", "") or title or built.title
        key = own("id", "") or built.key
        if "for" in fields and "id" in fields and key == entry.id and built.subject:
            key = f"{key}-{built.subject}"
        self.drafts.append(
            Draft(
                built=built,
                layout="comparison" if isinstance(built.content, planned.Comparison) else layout,
                key=key,
                title=" ".join((said or layout).split()),
                computed="title" not in entry.fields and not title,
                eyebrow=own("eyebrow", built.eyebrow),
                lede=own("lede", built.lede),
                notes="\n\n".join(p for p in (own("notes", ""), built.notes) if p),
                section=section,
                span=entry.span,
                link=own("link", ""),
            )
        )

    def left_out(self, entry: Entry) -> None:
        layout = entry.literal("layout")
        self.noticed.append(
            Finding(
                Level.INFO,
                "slide-left-out",
                f"no '{layout}' slide: there is nothing to show on it",
                entry.span,
            )
        )


def _unique(name: str, taken: set[str]) -> str:
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"
