"""Builder of ``changes``: what is new, carried over, moved, re-targeted and dropped."""

from __future__ import annotations

from deckgen import plan
from deckgen.model.changes import Changes, compare
from deckgen.template import formats
from deckgen.template.builders import common, review
from deckgen.template.builders.common import Args, Built, notes
from deckgen.template.views import DeckView, ObjectiveView

LABELS: dict[plan.ChangeKind, str] = {
    "new": "New",
    "carried": "Carried over",
    "moved": "Moved",
    "retargeted": "Target moved",
    "dropped": "Dropped",
    "missed": "Not met",
    "met": "Met",
}
ORDER: tuple[plan.ChangeKind, ...] = (
    "carried", "moved", "retargeted", "dropped", "missed", "met", "new",
)  # fmt: skip
"""Rows of the list: what asks for a word comes before what every cycle brings."""
MOST_NEW = 6
"""New objectives that are told one by one; more are told branch by branch."""


def changes(args: Args) -> Built | None:
    """Each change since the last cycle; with ``form: outcome`` what was met beside what was not."""
    deck, last = args.deck, args.deck.previous
    if args.choice("form", ("list", "outcome")) == "outcome":
        return review.changes(args)
    if last is None:
        return None
    found = compare(last.cascade, deck.cascade)
    rows = _rows(found, deck, last)
    if not rows:
        return None
    counts = {kind: sum(1 for row in rows if row.kind == kind) for kind in LABELS}
    counts["new"] = len(found.new)
    figures = tuple(
        plan.Figure(formats.number(counts[kind]), label.lower()) for kind, label in LABELS.items()
    )
    content = plan.ChangeList(
        figures, ("Change", "Objective or key result", last.cycle.name, deck.cycle.name), rows
    )
    ended = _ended(found, deck, last)
    return Built(
        content,
        _title(counts),
        "changes",
        f"Since {last.cycle.name}",
        "Objectives are matched by what the file says they carry on, then by title; a target "
        "moved is one that another number replaced.",
        notes(
            "Say why for each target that moved and each objective dropped.",
            *[common.told(o) for o in ended],
        ),
    )


def _title(counts: dict[plan.ChangeKind, int]) -> str:
    said = [
        f"{formats.spell(counts['new'])} new" if counts["new"] else "",
        f"{formats.spell(counts['carried'])} carried over" if counts["carried"] else "",
        f"{formats.spell(counts['moved'])} moved" if counts["moved"] else "",
        f"{formats.count(counts['retargeted'], 'target')} moved" if counts["retargeted"] else "",
        f"{formats.spell(counts['dropped'])} dropped" if counts["dropped"] else "",
        f"{formats.spell(counts['missed'])} not met" if counts["missed"] else "",
        f"{formats.spell(counts['met'])} met" if counts["met"] else "",
    ]
    parts = [part for part in said if part]
    if counts["new"]:
        parts[0] = f"{formats.count(counts['new'], 'objective')} new"
    return formats.capital(formats.join_and(parts))


def _rows(found: Changes, deck: DeckView, last: DeckView) -> tuple[plan.ChangeRow, ...]:
    rows: list[plan.ChangeRow] = []
    for pair in found.carried:
        was, now = last.objective(pair.before), deck.objective(pair.after)
        what = _named(now)
        rows.append(_row("carried", what, now.unit.name, _reached(was), _aims(now), now.id))
    for move in found.moved:
        now = deck.objective(move.after)
        if move.what == "unit":
            before = last.unit(str(move.was)).name
            after = deck.unit(str(move.now)).name
        else:
            before = f"under {_named(last.objective(move.was))}" if move.was else "under nothing"
            after = f"under {_named(deck.objective(move.now))}" if move.now else "under nothing"
        rows.append(_row("moved", _named(now), now.unit.name, before, after, now.id))
    titles = {kr.id: kr for o in deck.objectives for kr in o.key_results}
    for way in found.moved_key_results:
        kr, home = titles[way.after], deck.objective(way.now)
        before = f"under {_named(last.objective(way.was))}"
        what = f"{kr.id} {kr.title}"
        rows.append(_row("moved", what, home.unit.name, before, f"under {_named(home)}", home.id))
    for target in found.retargeted:
        kr = titles[target.after]
        rows.append(
            _row(
                "retargeted", f"{kr.id} {kr.title}", kr.objective.unit.name,
                target.was, target.now, kr.objective.id,
            )
        )  # fmt: skip
    rows += _new([deck.objective(key) for key in found.new])
    for was in _ended(found, deck, last):
        met = was.status in ("done", "on_track")  # as the scorecard of the last cycle counts
        end = "dropped" if was.status == "dropped" else _reached(was)
        kind: plan.ChangeKind = "met" if met else "dropped" if was.status == "dropped" else "missed"
        rows.append(_row(kind, _named(was), was.unit.name, end, formats.NOTHING, None))
    return tuple(sorted(rows, key=lambda row: ORDER.index(row.kind)))


def _new(objectives: list[ObjectiveView]) -> list[plan.ChangeRow]:
    """New objectives one by one, or those of each branch of the company together."""
    if len(objectives) <= MOST_NEW:
        return [
            _row("new", _named(o), o.unit.name, formats.NOTHING, _aims(o), o.id) for o in objectives
        ]
    branches: dict[str, list[ObjectiveView]] = {}
    for objective in objectives:
        way = objective.unit.path
        branch = way[1] if len(way) > 1 else objective.unit
        branches.setdefault(branch.name, []).append(objective)
    rows = []
    for name, those in branches.items():
        what = _named(those[0]) if len(those) == 1 else ", ".join(o.id for o in those)
        rows.append(
            _row(
                "new", what, name, formats.NOTHING,
                formats.count_digits(len(those), "objective"),
                those[0].id if len(those) == 1 else None,
            )
        )  # fmt: skip
    return rows


def _ended(found: Changes, deck: DeckView, last: DeckView) -> list[ObjectiveView]:
    """Objectives of the last cycle that this one does not go on with, in the file's order."""
    kept = {pair.before for pair in found.matched}
    kept |= {o.carried_from for o in deck.objectives if o.status != "dropped"}
    return [o for o in last.objectives if o.id not in kept]


def _row(
    kind: plan.ChangeKind, what: str, where: str, was: str, now: str, objective: str | None
) -> plan.ChangeRow:
    link = f"objective:{objective}" if objective else None
    return plan.ChangeRow(kind, LABELS[kind], what, where, was, now, link)


def _named(objective: ObjectiveView) -> str:
    return f"{objective.id} {objective.title}"


def _reached(objective: ObjectiveView) -> str:
    """How an objective of the last cycle ended."""
    if objective.score is not None:
        return f"score {formats.number(objective.score, decimals=1)}"
    if objective.progress is None:
        return "not started"
    return f"reached {formats.percent(objective.progress)}"


def _aims(objective: ObjectiveView) -> str:
    """What an objective aims at now, in a few words."""
    many = len(objective.key_results)
    return formats.count_digits(many, "key result") if many else "no key results"
