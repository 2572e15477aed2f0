"""Builders of the slides with rows: scorecard, alignment, dependencies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from deckgen import plan
from deckgen.template import course, formats
from deckgen.template.builders import common
from deckgen.template.builders.common import Args, Built, meter, notes, source
from deckgen.template.headlines import Headlines
from deckgen.template.views import DeckView, DependencyView, ObjectiveView, UnitView
from deckgen.values import replace

NOTHING = formats.NOTHING
STATES = {"open": "Open", "agreed": "Agreed", "done": "Done"}


def scorecard(args: Args) -> Built | None:
    """Units with their progress; ``of: previous`` shows the last cycle's."""
    last = str(args.fields.get("of", "")) == "previous" or isinstance(
        args.fields.get("of"), DeckView
    )
    deck = args.deck.previous if last else args.deck
    if deck is None:
        return None
    units = args.units("units", deck.at(1) if args.whole or last else args.scope.children)
    units = [u for u in units if u.all_objectives]
    company = deck.company if args.whole or last else args.scope
    if not units and not company.objectives:
        return None
    rounding = deck.scoring.rounding
    rows = tuple(_score(deck, u, rounding) for u in units)
    total = _score(deck, company, rounding, total=True)
    kind = deck.level_name(units[0].level if units else company.level)
    before = ("Objectives", "Key results")
    heads = ("Score", "Confidence", "Since last week")
    kept = [i for i in range(3) if any(row.after[i] != NOTHING for row in (*rows, total))]
    content = plan.Scorecard(
        kind,
        before,
        "Progress",
        "Status",
        tuple(heads[i] for i in kept),
        tuple(replace(r, after=tuple(r.after[i] for i in kept)) for r in (*rows, total)),
    )
    due = company.expected
    expected = (
        f" Expected by {formats.date(deck.cycle.as_of, 'day')}: {formats.percent(due, rounding)}."
        if due is not None
        else ""
    )
    lede = f"Progress is the weighted mean of key results, from start value to target.{expected}"
    if last:
        return Built(
            content,
            Headlines(deck).last_cycle(deck),
            "scorecard-previous",
            f"Last cycle · {deck.cycle.name}",
            "Where each unit ended, by the same rules as this cycle.",
            notes(
                "One sentence for each row: what worked, what did not.",
                source(deck, common.RULE_PROGRESS),
                *_previous_told(deck),
            ),
            deck.cycle.name,
        )
    late = _furthest_behind(units)
    ask = f"Start with {late.name}: what would help most?" if late else "Ask where help is needed."
    return Built(
        content,
        args.headline.scorecard(units),
        "scorecard" if args.whole else f"scorecard-{company.id}",
        "Scorecard",
        lede,
        notes(ask, source(deck, common.RULE_PROGRESS)),
        company.name,
    )


def _furthest_behind(units: Sequence[UnitView]) -> UnitView | None:
    """The unit furthest behind plan, or None."""
    late = [u for u in units if u.lags]
    return min(late, key=lambda u: (u.progress or 0.0) - (u.expected or 0.0)) if late else None


def _previous_told(deck: DeckView) -> list[str]:
    return [common.told(o) for o in deck.company.objectives]


def _score(deck: DeckView, unit: UnitView, rounding: int, *, total: bool = False) -> plan.ScoreRow:
    own = unit.objectives or unit.all_objectives
    krs = [kr for o in own for kr in o.key_results]
    confidence = formats.number(unit.confidence, decimals=1)
    return plan.ScoreRow(
        name=unit.name,
        sub=unit.lead,
        level=unit.level,
        cells=(formats.number(len(own)), formats.number(len(krs))),
        meter=meter(unit, rounding),
        after=(_graded(own), confidence, _since(deck, unit)),
        total=total,
        link=None if total else f"unit:{unit.id}",
    )


def _graded(objectives: Sequence[ObjectiveView]) -> str:
    """The weighted mean of final grades, or a dash when there are none."""
    graded = [o for o in objectives if o.score is not None]
    if not graded:
        return NOTHING
    mean = sum(o.score * o.weight for o in graded) / (sum(o.weight for o in graded) or 1)
    return formats.number(mean, decimals=1)


def _since(deck: DeckView, unit: UnitView) -> str:
    """The change over the last seven days in points, or a dash when it is not known."""
    cycle = deck.cascade.cycle
    week_ago = cycle.as_of - dt.timedelta(days=7)
    it = deck.cascade.units[unit.id]
    if unit.progress is None or week_ago < cycle.start or cycle.as_of > cycle.end:
        return NOTHING
    if not course.complete(deck, it):
        return NOTHING
    before = course.of_unit(deck, it, week_ago)
    points = round((unit.progress - (before or 0.0)) * 100)
    sign = "+" if points > 0 else "−" if points < 0 else "±"
    return f"{sign}{abs(points)} {formats.plural('pt', abs(points))}"


def alignment(args: Args) -> Built | None:
    """Units by company objectives: how many objectives of the unit reach each."""
    deck = args.deck
    tops = deck.company.objectives
    units = [u for u in args.units("units", deck.at(1)) if u.all_objectives]
    if not tops or not units:
        return None
    reach = {o.id: set(deck.cascade.top_objectives(o.id)) for u in units for o in u.all_objectives}
    counts = tuple(
        tuple(sum(1 for o in u.all_objectives if top.id in reach[o.id]) for top in tops)
        for u in units
    )
    totals = tuple(sum(row[i] for row in counts) for i in range(len(tops)))
    said = [
        (top.id, top.title, [u.name for u, row in zip(units, counts, strict=True) if row[i]])
        for i, top in enumerate(tops)
    ]
    content = plan.Alignment(
        columns=tuple(plan.Ref(f"{t.id} {t.title}", f"objective:{t.id}") for t in tops),
        rows=tuple(plan.Ref(u.name, f"unit:{u.id}") for u in units),
        counts=counts,
        total_label="Contributing objectives",
        totals=totals,
        caption="Read down a column: who carries a company objective. "
        "One filled cell means one point of failure.",
        level=units[0].level,
    )
    kind = deck.level_name(units[0].level).lower()
    return Built(
        content,
        args.headline.alignment(said),
        "alignment",
        "Alignment",
        f"Number of objectives in each {kind} that support each company objective, "
        "directly or through others.",
        notes(
            "Read a column aloud, then ask who is missing in it.",
            source(deck, "An objective counts for each company objective it reaches."),
        ),
    )


def dependencies(args: Args) -> Built | None:
    """Who waits for whom."""
    deck, unit = args.deck, args.unit()
    given = args.fields.get("rows")
    rows: list[DependencyView]
    if given is not None:
        rows = [row for row in given if isinstance(row, DependencyView)]
    elif unit.level == 0:
        crossing = [d for d in deck.dependencies if d.crosses]
        rows = crossing + [d for d in deck.dependencies if not d.crosses]
    else:
        rows = [*unit.waits_for, *unit.asked_for]
        rows += [d for d in deck.dependencies if d not in rows and unit._has(d.who)]
    if not rows:
        return None
    order = {"open": 0, "agreed": 1, "done": 2}
    rows = sorted(rows, key=lambda d: order[d.status])
    callout = args.text("callout") or _callout(rows)
    content = plan.Dependencies(
        tuple(_dependency(d) for d in rows),
        ("Who waits", "For what", "From whom", "State"),
        callout,
        "Decision needed today:" if callout else "",
    )
    whole = unit.level == 0
    title = args.headline.dependencies(
        None if whole and given is None and all(d.crosses for d in rows) else rows,
        None if whole else unit,
    )
    told = [f"{d.who.id} → {d.on} ({d.status}): {d.note}" for d in rows if d.note]
    return Built(
        content,
        title,
        "dependencies" if whole else f"dependencies-{unit.id}",
        "Dependencies",
        "Each row: who waits, for what, from whom. Open ones need an owner's yes.",
        notes(
            "Go through the open ones only; ask the giving side first.",
            source(deck, "From 'depends_on' in the file."),
            "\n".join(told),
        ),
        unit.name,
    )


def _dependency(d: DependencyView) -> plan.Dependency:
    on: Any = d.key_result or d.objective
    return plan.Dependency(
        who=plan.Ref(d.who.unit.name, f"objective:{d.who.id}"),
        who_detail=f"{d.who.id} {d.who.title}",
        what=d.note or on.title,
        whom=plan.Ref(d.objective.unit.name, f"objective:{d.objective.id}"),
        whom_detail=f"{d.on} {on.title}",
        state=d.status,
        state_label=STATES[d.status],
    )


def _callout(rows: Sequence[DependencyView]) -> str:
    """The decision that the open dependencies ask for: who is asked most."""
    open_ = [d for d in rows if d.status == "open"]
    if not open_:
        return ""
    asked: dict[str, list[DependencyView]] = {}
    for d in open_:
        asked.setdefault(d.objective.unit.id, []).append(d)
    most = max(asked.values(), key=len)
    giver = most[0].objective.unit.name
    who = [d.who.unit.name for d in most]
    if len(most) > 1:
        several = list(dict.fromkeys(who))
        if len(several) > 1:
            who_first = formats.join_and(several, "or")
            return f"{giver} is asked {formats.spell(len(most))} times: {who_first} first?"
        return (
            f"{giver}: agree the {formats.spell(len(most))} requests of {several[0]}, "
            "or say what comes first."
        )
    what = most[0].note or (most[0].key_result or most[0].objective).title
    return f"{giver}: can {who[0]} count on “{formats.shorten(what, 70)}”?"
