"""Builders of the slides that frame a deck: cover, agenda, section, statement, text, closing."""

from __future__ import annotations

from deckgen import plan
from deckgen.template import formats
from deckgen.template.builders.common import Args, Built, introduced, meter, notes, source
from deckgen.template.views import UnitView


def cover(args: Args) -> Built:
    """The title slide."""
    deck, settings = args.deck, args.deck.cascade.deck
    company = deck.company
    kicker = args.text("kicker") or f"{deck.cycle.name} · {deck.cycle.months}"
    subtitle = args.text("subtitle", settings.subtitle or company.north_star)
    day = settings.date or formats.date(deck.cycle.as_of)
    presenter = f"Presented by {settings.presenter}" if settings.presenter else ""
    byline = args.text("byline") or " · ".join(p for p in (company.name, presenter, day) if p)
    title = args.headline.kickoff() if args.whole else f"{args.scope.name}: OKRs {deck.cycle.name}"
    content = plan.Cover(kicker, subtitle, byline, deck.cascade.logo, deck.cascade.logo_mime)
    about = f"About {company.name}: {company.description}" if company.description else ""
    return Built(content, title, "cover", notes=about, subject=args.scope.name)


def agenda(args: Args) -> Built:
    """The agenda; its items are filled in when all slides are known."""
    return Built(
        plan.Agenda(()), args.headline.agenda(), "agenda", eyebrow="Agenda",
        notes="Say what each part is for and how long it takes. The names lead to the parts.",
    )  # fmt: skip


def section(args: Args) -> Built:
    """A divider; with a unit it shows the unit's figures."""
    given = args.fields.get("unit")
    unit = args.unit() if given is not None else None
    title = args.text("title") or (unit.name if unit else "")
    kicker = args.text("kicker") or (unit.level_name if unit else "")
    text = args.text("text") or (unit.description if unit else "")
    byline = args.text("byline") or (_led(unit) if unit else "")
    content = plan.Section(
        kicker, text, _figures(args, unit) if unit else (), byline, unit.level if unit else 0
    )
    said = source(args.deck, "Figures are weighted means.") if unit else ""
    described = unit.description if unit and unit.description != text else ""
    quiet = [u for u in unit.below if not u.all_objectives] if unit else []
    if quiet:
        names = "; ".join(introduced(u) or f"{u.name}." for u in quiet)
        described = notes(described, f"Without objectives this cycle: {names}")
    return Built(
        content, title, f"section-{unit.id if unit else formats.slug(title)}",
        notes=notes(_hand_over(unit), described, said), subject=unit.level_name if unit else "",
    )  # fmt: skip


def _hand_over(unit: UnitView | None) -> str:
    if unit is None:
        return ""
    return f"Hand over to {unit.lead}." if unit.lead else f"{unit.name} speaks now."


def _led(unit: UnitView) -> str:
    below = []
    for level in range(unit.level + 1, unit.level + 3):
        many = [u for u in unit.below if u.level == level]
        if many:
            below.append(formats.count(len(many), unit._deck.level_name(level).lower()))
    led = f"Led by {unit.lead}" if unit.lead else ""
    teams = formats.join_and(below)
    return f"{led} · {teams}" if led and teams else led or teams[:1].upper() + teams[1:]


def _figures(args: Args, unit: UnitView) -> tuple[plan.Figure, ...]:
    rounding = args.deck.scoring.rounding
    krs = [kr for kr in unit.all_key_results if kr.status != "dropped"]
    good = sum(1 for kr in krs if kr.status in ("on_track", "done"))
    found = []
    if unit.progress is not None:
        due = f"progress, {formats.percent(unit.expected, rounding)} expected"
        found.append(
            plan.Figure(
                meter(unit, rounding).label, due if unit.expected is not None else "progress"
            )
        )
        found.append(plan.Figure(f"{good} of {len(krs)}", "key results on track"))
    else:
        found.append(
            plan.Figure(
                str(len(unit.all_objectives)), formats.plural("objective", len(unit.all_objectives))
            )
        )
        found.append(plan.Figure(str(len(krs)), formats.plural("key result", len(krs))))
    if unit.confidence is not None:
        found.append(
            plan.Figure(formats.number(unit.confidence, decimals=1), "mean confidence of 10")
        )
    open_ = [d for d in [*unit.waits_for, *unit.asked_for] if d.status == "open"]
    if open_:
        found.append(plan.Figure(str(len(open_)), formats.plural("open dependency", len(open_))))
    return tuple(found)


def statement(args: Args) -> Built | None:
    """One sentence; without one there is no slide."""
    text = args.text("text")
    if not text:
        return None
    content = plan.Statement(text, args.text("source"), args.text("label"), args.items("support"))
    title = args.text("title") or args.text("label") or formats.shorten(text, 60)
    return Built(content, title, f"statement-{formats.slug(args.text('label') or title)[:40]}")


def prose(args: Args) -> Built | None:
    """Paragraphs. A list gives bullets, a text is split at empty lines."""
    value = args.fields.get("text")
    if isinstance(value, list | tuple):
        paragraphs = tuple(str(part).strip() for part in value if str(part).strip())
    else:
        paragraphs = _paragraphs(args.text("text"))
    if not paragraphs:
        return None
    title = args.text("title") or formats.shorten(paragraphs[0].removeprefix("- "), 60)
    return Built(plan.Prose(paragraphs), title, f"text-{formats.slug(title)[:40]}")


def _paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs of a text: split at empty lines and at lines that begin with "- "."""
    found: list[str] = []
    fresh = True
    for line in text.splitlines():
        stripped = line.strip()
        if not stripped:
            fresh = True
        elif fresh or stripped.startswith("- "):
            found.append(stripped)
            fresh = False
        else:
            found[-1] += f" {stripped}"
    return tuple(found)


def closing(args: Args) -> Built:
    """The last slide. With ``decisions`` it lists what the data asks for."""
    asked = decisions(args) if args.flag("decisions", False) else ()
    items = (*asked, *args.items("items"))
    byline = args.text("byline") or f"{args.scope.name} · {args.deck.cycle.name}"
    title = args.headline.decisions(asked) if "decisions" in args.fields else "Thank you"
    content = plan.Closing(
        args.text("kicker", "Decisions" if asked else ""), args.text("text"), items, byline
    )
    return Built(content, title, "closing", notes="Name who decides each point, and by when.")


def decisions(args: Args) -> tuple[plan.Item, ...]:
    """What the data asks somebody to decide: open dependencies, orphans, bare objectives."""
    deck, unit = args.deck, args.scope
    items: list[plan.Item] = []
    waiting = deck.dependencies if args.whole else [*unit.waits_for, *unit.asked_for]
    for dep in [d for d in waiting if d.status == "open"][:4]:
        who, whom = dep.who.unit.name, dep.objective.unit.name
        what = dep.note or (dep.key_result or dep.objective).title
        items.append(
            plan.Item(f"{whom}: say yes or no to {who}", f"{dep.who.id} waits for {dep.on}: {what}")
        )
    orphans = [o for o in unit.all_objectives if o.orphan]
    if orphans:
        ids = formats.join_and([o.id for o in orphans])
        items.append(
            plan.Item(
                f"Find a parent for {ids}" if len(orphans) <= 3 else
                f"Find a parent for {formats.count(len(orphans), 'objective')}",
                f"{ids} {formats.plural('supports', len(orphans))} nothing above; move or drop "
                f"{'it' if len(orphans) == 1 else 'them'}.",
            )
        )  # fmt: skip
    bare = [o for o in unit.all_objectives if not o.key_results and not o.children]
    if bare:
        ids = formats.join_and([o.id for o in bare])
        items.append(plan.Item(f"Write key results for {ids}", "Nothing can be measured without."))
    return tuple(items[:6])
