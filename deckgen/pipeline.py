"""The pipeline: every stage by name, in order, once.

text ─read─▶ Spec ─resolve─▶ Cascade ─plan─▶ DeckPlan ─lay out─▶ Scene ─write─▶ bytes
"""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from deckgen.findings import DeckgenError, Finding, Level, ThemeError
from deckgen.values import dataclass, replace

if TYPE_CHECKING:
    from deckgen.audit.score import Score
    from deckgen.model.cascade import Cascade
    from deckgen.plan import DeckPlan
    from deckgen.scene import Scene
    from deckgen.template.storyline import Storyline
    from deckgen.theme.page import Aspect, Page
    from deckgen.theme.tokens import CompanyFile, Theme
    from deckgen.write.pptx.company import CompanyBase

ASPECTS = ("16:9", "4:3")
STAGES = ("read", "resolve", "audit", "plan", "lay out", "write")
Report = Callable[[str], None]
"""Called with the name of each stage as it begins."""


def _silent(_: str) -> None:
    """Report nothing."""


class UsageError(DeckgenError):
    """A value was asked for that does not exist (exit status 2)."""

    exit_status = 2


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller wants, over the spec's ``deck:``. None means "as the spec says"."""

    template: str | None = None
    theme: str | None = None
    aspect: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    untrusted: bool = False
    """The spec is someone else's: it may name no file outside its folder."""


@dataclass(frozen=True, slots=True)
class Source:
    """A spec read, resolved and audited: what every deck of it is made from."""

    cascade: Cascade
    findings: tuple[Finding, ...]
    """Of the reader and the resolver."""
    audit: tuple[Finding, ...]
    score: Score
    folder: Path
    """Where the spec lies; themes and templates beside it are found from here."""
    untrusted: bool = False
    """Themes and templates beside the spec are not looked at."""


@dataclass(frozen=True, slots=True)
class Style:
    """A storyline and a theme for an aspect, read and checked."""

    storyline: Storyline
    theme: Theme
    aspect: Aspect
    company: CompanyBase | None = None
    """The company's master that the theme is based on (``base:``)."""
    findings: tuple[Finding, ...] = ()
    """What the base made necessary: roles without a layout, colours that it overrules."""

    @property
    def page(self) -> Page | None:
        """The page for the company's master; None for a theme without one."""
        from deckgen.theme.page import page_on

        return None if self.company is None else page_on(self.company.ground)


@dataclass(frozen=True, slots=True)
class SlideInfo:
    """A slide of a finished deck: its number, title, layout and section."""

    number: int
    title: str
    layout: str
    section: str


@dataclass(frozen=True)
class Deck:
    """A finished deck: save it, list its slides, read what was found."""

    scene: Scene
    theme: Theme
    aspect: Aspect
    findings: tuple[Finding, ...]
    company: CompanyBase | None = None

    @cached_property
    def page(self) -> Page:
        """Where title, content and footer stand on the slides."""
        from deckgen.scene import runs_left
        from deckgen.theme.page import mirrored, on_slide, page, page_on

        if self.company is not None:
            return on_slide(page_on(self.company.ground))
        at = page(self.theme, self.aspect)
        return mirrored(at) if runs_left(self.scene.language) else at

    @cached_property
    def data(self) -> bytes:
        """The bytes of the PPTX file."""
        stream = io.BytesIO()
        self.write_to(stream)
        return stream.getvalue()

    @property
    def slides(self) -> tuple[SlideInfo, ...]:
        """The slides in order."""
        return tuple(
            SlideInfo(number, slide.title, slide.kind, slide.section)
            for number, slide in enumerate(self.scene.slides, start=1)
        )

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the deck, whole or not at all. Raises OutputError when it cannot be written."""
        from deckgen.write.atomic import write_atomically

        target = Path(path)
        write_atomically(target, self.__dict__.get("data") or self.write_to)
        return target

    def write_to(self, stream: BinaryIO) -> None:
        """Write the deck to a stream, slide by slide: a large one is never whole in memory."""
        from deckgen.write.pptx import write_to

        base = None if self.company is None else self.company.base
        write_to(self.scene, self.theme, self.page, stream, base)


def read(
    path: str,
    *,
    text: str | None = None,
    settings: Mapping[str, str] | None = None,
    untrusted: bool = False,
) -> Source:
    """Read, resolve and audit a spec.

    ``settings`` replace values of its ``deck:``. ``untrusted`` refuses files outside the spec's
    folder. Raises SpecError with every mistake.
    """
    from deckgen.audit import alignment_score, audit
    from deckgen.model.resolve import resolve
    from deckgen.spec.reader import read_spec

    spec, noticed = read_spec(path, text=text, untrusted=untrusted)
    if settings:
        spec = replace(spec, deck={**spec.deck, **settings})
    cascade, resolved = resolve(spec)
    audited = audit(cascade, thresholds=cascade.rules)
    return Source(
        cascade,
        (*noticed, *resolved),
        audited,
        alignment_score(cascade, audited),
        Path(path).resolve().parent if text is None else Path.cwd(),
        untrusted,
    )


def style(source: Source, options: Options, *, default_template: str | None = None) -> Style:
    """The storyline and theme to use: the options', else the spec's, else the default."""
    from deckgen.template.storyline import load
    from deckgen.theme.load import load_theme

    deck = source.cascade.deck
    aspect = options.aspect or deck.aspect
    if aspect not in ASPECTS:
        message = f"aspect {aspect!r} is neither 16:9 nor 4:3"
        raise UsageError([Finding(Level.ERROR, "unknown-aspect", message)])
    beside = [] if source.untrusted else [source.folder]
    storyline = load(
        options.template or default_template or deck.template,
        [*beside, *(folder / "templates" for folder in beside)],
    )
    theme = load_theme(
        options.theme or deck.theme, [*beside, *(folder / "themes" for folder in beside)]
    )
    chosen = Style(storyline, theme, cast("Aspect", aspect), findings=theme.remarks)
    if theme.company is None:
        return chosen
    theme, company, told = on_base(theme)
    asked = options.aspect or (deck.aspect if deck.aspect != "16:9" else None)
    width, height = company.size
    across, down = (int(n) for n in aspect.split(":"))
    if asked and abs(width / height - across / down) > 0.02:
        message = f"slides keep the size of {company.name}, which is not {asked}"
        told = (*told, Finding(Level.WARNING, "base-aspect", message))
    return replace(chosen, theme=theme, company=company, findings=told)


def on_base(theme: Theme) -> tuple[Theme, CompanyBase, tuple[Finding, ...]]:
    """A theme on the company's master that it names: its colours and fonts, the master itself,
    and what was noticed. Raises ThemeError, at the place in the theme's file, when the master
    cannot be used.
    """
    from deckgen.theme.company import grounded
    from deckgen.write.pptx.company import parse_base

    file = theme.company
    assert file is not None
    try:
        company = parse_base(file.data, file.name, dict(file.layouts))
    except ThemeError as error:
        raise ThemeError([_at(file, found) for found in error.findings]) from None
    made, told = grounded(theme, company.ground)
    told = tuple(_at(file, found) for found in (*company.notes, *told))
    # The file is read: neither workers nor the cache need it again.
    return replace(made, company=replace(file, data=company.digest.encode())), company, told


def _at(file: CompanyFile, found: Finding) -> Finding:
    """A finding of the base at its place in the theme's file."""
    if found.span is not None:
        return found
    span, line = file.place(f"layouts.{found.subject}")
    if span is None:
        span, line = file.place("base")
    return replace(found, span=span, source_line=line)


def make(
    source: Source, chosen: Style, *, unit: str | None = None, report: Report = _silent
) -> Deck:
    """Plan and lay out one deck: the whole company's, or that of one unit by id."""
    report("plan")
    planned, told = plan_deck(source, chosen, unit=unit)
    report("lay out")
    deck, placed = lay_out_deck(planned, chosen)
    found = (*source.findings, *source.audit, *chosen.findings, *told, *placed)
    return replace(deck, findings=found)


def plan_deck(
    source: Source, chosen: Style, *, unit: str | None = None
) -> tuple[DeckPlan, tuple[Finding, ...]]:
    """The plan of one deck, and what planning noticed."""
    from deckgen.template.plan import plan

    if unit is not None and unit not in source.cascade.units:
        raise UsageError([unknown_unit(source.cascade, unit)])
    planned, told = plan(
        source.cascade,
        chosen.storyline,
        unit=unit,
        findings=source.audit,
        score=source.score,
        footer=chosen.theme.footer,
    )
    return replace(planned, created=creation_date(source.cascade)), told


def lay_out_deck(planned: DeckPlan, chosen: Style) -> tuple[Deck, tuple[Finding, ...]]:
    """The deck of a plan, and what layout noticed (which are the deck's findings too)."""
    from deckgen.layout.engine import lay_out

    at = chosen.page
    scene, placed = lay_out(planned, chosen.theme, chosen.aspect, at)
    if at is not None and chosen.company is not None:
        from deckgen.layout.scale import scaled

        scene = scaled(scene, 1 / at.scale, chosen.company.size)
    return Deck(scene, chosen.theme, chosen.aspect, placed, chosen.company), placed


def build(
    path: str,
    options: Options | None = None,
    *,
    unit: str | None = None,
    text: str | None = None,
    report: Report = _silent,
) -> Deck:
    """A deck from a spec: all stages but the last, which ``Deck.data`` and ``save`` run."""
    options = options or Options()
    report("read")
    source = read(path, text=text, settings=options.settings, untrusted=options.untrusted)
    default = None if unit is None else "department"
    chosen = style(source, options, default_template=default)
    report("plan")
    planned, told = plan_deck(source, chosen, unit=unit)
    told = (*source.findings, *source.audit, *chosen.findings, *told)
    from deckgen.template.plan import forget

    # Layout needs most of the memory, and nothing of the cascade.
    forget(source.cascade)
    del source
    report("lay out")
    deck, placed = lay_out_deck(planned, chosen)
    return replace(deck, findings=(*told, *placed))


def creation_date(cascade: Cascade) -> str:
    """The only clock: ``SOURCE_DATE_EPOCH`` when set, else the cycle's ``as_of``, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        moment = dt.datetime.fromtimestamp(int(epoch), dt.UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{cascade.cycle.as_of.isoformat()}T00:00:00Z"


def unknown_unit(cascade: Cascade, unit: str) -> Finding:
    """What to say of an id that no unit has, with the id that was perhaps meant."""
    from difflib import get_close_matches

    near = get_close_matches(unit, list(cascade.units), n=1)
    return Finding(
        Level.ERROR,
        "unknown-unit",
        f"{unit!r} is not the id of a unit in the spec",
        suggestion=f"did you mean {near[0]!r}?" if near else None,
    )
