"""Builders of the slides that look back: the audit's health, changes since the last cycle."""

from __future__ import annotations

from typing import Any

from deckgen import plan
from deckgen.template import formats
from deckgen.template.builders import common
from deckgen.template.builders.common import Args, Built, notes, source
from deckgen.template.builders.findings_text import (
    MOST_LINES,
    groups,
    lines,
    rows,
    score_number,
    score_rule,
)
from deckgen.template.views import ObjectiveView

MOST_ITEMS = 4
"""Items of a column that are told one by one."""


def health(args: Args) -> Built | None:
    """The audit: score, what was checked, what was found."""
    deck = args.deck
    score = score_number(deck.score)
    if score is None:
        return None
    found = groups(deck.findings, deck)
    detail = args.flag("detail", False)
    shown = lines(deck.findings, deck) if detail else rows(deck.findings, deck)
    if detail and not shown:
        return None
    errors = sum(1 for f in deck.findings if f.level.word == "error")
    blocking = f", {formats.spell(errors)} blocking" if errors else ", none blocking"
    many = len(deck.findings)
    figures = (
        plan.Figure(formats.number(len(deck.objectives)), "objectives checked"),
        plan.Figure(formats.number(len(deck.key_results)), "key results checked"),
        plan.Figure(
            formats.number(many), formats.plural("finding", many) + (blocking if many else "")
        ),
    )
    content = plan.Health(
        None if detail else score,
        "of 100, healthy from 75",
        figures,
        ("Finding", "Where", "What would mend it"),
        shown,
        "Nothing was found: every objective has a parent, an owner and a measure.",
    )
    rule = score_rule(deck.score)
    costly = [(g.what, g.many) for g in found if g.cost > 0]
    told = "The score is a mirror, not a target. Mend what costs the most first."
    title = args.headline.health(score, costly, many)
    if detail:
        title = f"{formats.capital(formats.count(many, 'finding'))} of the audit"
        title += ", one by one" if many <= MOST_LINES else ", the first of each kind"
        if many > MOST_LINES:
            told = "`deckgen check` lists every finding with its place in the file."
    return Built(
        content,
        title,
        "findings" if detail else "health",
        "Alignment health",
        "" if detail else rule,
        notes(told, source(deck, rule)),
    )


def changes(args: Args) -> Built | None:
    """What is carried over, dropped and new since the last cycle."""
    deck, last = args.deck, args.deck.previous
    if last is None:
        return None
    known = last.cascade.objectives
    carried = [o for o in deck.objectives if o.carried_from]
    ids = {o.carried_from for o in carried}
    unfinished = [
        o
        for o in last.objectives
        if o.id not in ids and o.status not in ("done", "on_track") and o.level <= 1
    ]
    met = [
        o
        for o in last.objectives
        if o.status in ("done", "on_track") and o.level <= 1 and o.id not in ids
    ]
    if not (carried or unfinished or met):
        return None
    left = tuple(_met(o) for o in met) or (
        plan.Item("Nothing", "No objective of the last cycle was met."),
    )
    dropped = [o for o in unfinished if o.status == "dropped"]
    short = [o for o in unfinished if o.status != "dropped"]
    right = [plan.Item(o.title, _carried(o, known)) for o in carried] + [
        plan.Item(o.title, f"{_ended(o)}. {_learned(o)}".strip()) for o in dropped
    ]
    if len(right) + len(short) <= MOST_ITEMS:
        right += [plan.Item(o.title, f"{_ended(o)}. {_learned(o)}".strip()) for o in short]
    else:  # the whole story of each is in the notes
        right.append(_together(short))
    if not right:
        right = [plan.Item("Nothing", "All objectives were met.")]
    content = plan.Comparison("Wins", left, "Carried over and dropped", tuple(right))
    title = args.text("title") or _changes_title(
        len(met), len(carried), len(unfinished), len(dropped)
    )
    return Built(
        content,
        title,
        "changes",
        f"Last cycle · {last.cycle.name}",
        "Scores as graded at the end of the cycle; carried over is what this cycle's file says.",
        notes(
            "Thank the owners of the wins. Say for each carried one what will be different.",
            *[common.told(o) for o in (*met, *unfinished)],
        ),
    )


def _together(objectives: list[ObjectiveView]) -> plan.Item:
    """Several objectives that were not met, in one item."""
    graded = [
        f"{o.title} ({formats.number(o.score, decimals=1)})" if o.score is not None else o.title
        for o in objectives
    ]
    many = formats.capital(formats.spell(len(objectives)))
    return plan.Item(f"{many} more not met", "; ".join(graded) + ".")


def _met(o: ObjectiveView) -> plan.Item:
    return plan.Item(o.title, f"{_ended(o)}. {_learned(o)}".strip())


def _ended(o: ObjectiveView) -> str:
    """Whose it was and how it ended: "D2 · Clinical · score 0.7"."""
    grade = f"score {formats.number(o.score, decimals=1)}"
    if o.status == "dropped":
        grade = "dropped"
    elif o.score is None:
        grade = formats.percent(o.progress) if o.progress is not None else "not started"
    return f"{o.id} · {o.unit.name} · {grade}"


def _learned(o: ObjectiveView) -> str:
    """The last thing somebody wrote about it: a key result's note or a check-in's."""
    said = [kr.note for kr in o.key_results if kr.note]
    said += [c.note for kr in o.key_results for c in kr.check_ins[-1:] if c.note]
    return said[0] if said else ""


def _carried(o: ObjectiveView, known: dict[str, Any]) -> str:
    before = known.get(o.carried_from)
    reached = (
        f", reached {formats.percent(before.progress)}"
        if before and before.progress is not None
        else ""
    )
    return f"Carried over as {o.id} ({o.carried_from} last cycle{reached})."


def _changes_title(met: int, carried: int, left: int, dropped: int) -> str:
    parts = [f"{formats.spell(met)} {formats.plural('win', met)}" if met else ""]
    parts.append(f"{formats.spell(carried)} carried over" if carried else "")
    parts.append(f"{formats.spell(dropped)} dropped" if dropped else "")
    rest = left - dropped
    parts.append(f"{formats.spell(rest)} not met" if rest else "")
    return formats.capital(formats.join_and([part for part in parts if part]))
