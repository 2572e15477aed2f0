"""Titles that say the finding: computed from the data, right for one, many and none.

Each function gives one line of about 62 characters where the data allows it and never more than
two (110). Templates reach them as ``headline``, and a user may write any title of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from deckgen.template.expressions import View
from deckgen.template.formats import capital, count, join_and, number, percent, plural, shorten, spell
from deckgen.template.views import DeckView, KeyResultView, ObjectiveView, UnitView

ONE_LINE = 62
TWO_LINES = 110


def fitted(*candidates: str, limit: int = TWO_LINES) -> str:
    """The first candidate of one line, else the last one, shortened to ``limit``."""
    for text in candidates:
        if len(text) <= ONE_LINE:
            return text
    for text in candidates:
        if len(text) <= limit:
            return text
    return shorten(candidates[-1], limit)


def named(items: Sequence[Any], most: int = 3) -> str:
    """Names in words; more than ``most`` become a count of the rest."""
    names = [str(item) for item in items]
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} and {spell(len(names) - most + 1)} more"
    return join_and(names)


class Headlines(View):
    """The findings of a deck, as titles."""

    __slots__ = ("_deck",)

    def __init__(self, deck: DeckView) -> None:
        self._deck = deck

    # --- the whole company ------------------------------------------------------------------

    def kickoff(self) -> str:
        """The cover's title."""
        return self._deck.cascade.deck.title or "OKR kickoff"

    def agenda(self, sections: Sequence[str] = ()) -> str:
        """What is on the table."""
        if not sections:
            return "What we talk about"
        return fitted(
            f"{capital(count(len(sections), 'part'))}: {join_and([_inner(s) for s in sections])}",
            f"{capital(count(len(sections), 'part'))}, from {sections[0]} to {sections[-1]}",
        )

    def mission(self) -> str:
        """The slide with mission and north star."""
        company = self._deck.company
        many = len(company.objectives)
        if company.north_star:
            return fitted(
                f"One north star for {count(many, 'company objective')}"
                if many else "One north star, before any objective",
            )  # fmt: skip
        return fitted(f"What {company.name} is here for", "What we are here for")

    def levels(self) -> str:
        """The levels slide."""
        used = [level for level in self._deck.levels if level.objectives]
        total = len(self._deck.objectives)
        top = len(self._deck.company.objectives)
        if not total:
            return "No objectives are written yet"
        if len(used) <= 1 or not top:
            return f"{capital(count(len(used), 'level'))}, {count(total, 'objective')}"
        linked = total - top - len(self._deck.cascade.orphans)
        if linked <= 0:
            return f"{capital(count(len(used), 'level'))}; nothing rolls up to the company yet"
        return (
            f"{capital(count(len(used), 'level'))}, one direction: {count(linked, 'objective')} "
            f"{plural('rolls', linked)} up to {spell(top)}"
        )

    def company(self) -> str:
        """The company's objectives on a page."""
        return self.overview(self._deck.company)

    def overview(self, unit: UnitView, objectives: Sequence[ObjectiveView] | None = None) -> str:
        """A unit's objectives on a page: how many, and what stands out."""
        own = list(unit.objectives if objectives is None else objectives)
        who = unit.name
        if not own:
            return f"{who} has no objectives yet"
        late = [o for o in own if o.lags]
        started = [o for o in own if o.status != "not_started"]
        if not started:
            return fitted(f"{who} starts with {count(len(own), 'objective')}")
        if len(own) == 1:
            return self.objective(own[0]) if len(unit.name) > 40 else fitted(
                f"{who} has one objective, at {percent(own[0].progress)}"
            )  # fmt: skip
        if not late:
            return fitted(f"{who}: all {count(len(own), 'objective')} are on plan")
        if len(late) == 1:
            word = _late_word(late[0])
            return fitted(
                f"{who}: one of {count(len(own), 'objective')} {word}, {late[0].id}",
                f"{who}: {late[0].id} {word}",
            )
        if len(late) == len(own):
            which = "both" if len(own) == 2 else f"all {spell(len(own))}"
            return fitted(f"{who}: {which} objectives lag plan")
        return fitted(
            f"{who}: {spell(len(late))} of {count(len(own), 'objective')} lag plan",
        )

    def teams(self, unit: UnitView, objectives: Sequence[ObjectiveView] | None = None) -> str:
        """A unit's objectives and those below it, with the key results they carry."""
        own = list(unit.all_objectives if objectives is None else objectives)
        late = [o for o in own if o.lags]
        krs = sum(len(o.key_results) for o in own)
        if not own:
            return f"{unit.name} has no objectives yet"
        start = f"{unit.name}: {count(len(own), 'objective')}, {count(krs, 'key result')}"
        if not any(o.status != "not_started" for o in own):
            return fitted(f"{start}, none started", start)
        if not late:
            return fitted(f"{start}, all on plan", start)
        return fitted(f"{start}; {_lagging(len(late))}", f"{unit.name}: {_lagging(len(late))}")

    def scorecard(self, units: Sequence[UnitView] | None = None) -> str:
        """How many units are on plan, and which are not."""
        rows = list(self._deck.at(1) if units is None else units)
        if not rows:
            return f"{self._deck.company.name} is at {percent(self._deck.company.progress)}"
        kind = self._deck.level_name(rows[0].level, 1).lower()
        many = plural(kind, len(rows))
        active = [u for u in rows if u.status not in ("not_started", "dropped")]
        if not active:
            return "Nobody has checked in yet"
        fine = [u for u in active if not u.lags]
        off = [u for u in active if u.status == "off_track"]
        risk = [u for u in active if u.status == "at_risk"]
        if len(fine) == len(rows):
            if len(rows) == 1:
                return f"{rows[0].name} is on plan"
            return f"Both {many} are on plan" if len(rows) == 2 else f"All {spell(len(rows))} {many} are on plan"
        if len(rows) == 1:
            return f"{rows[0].name} is {'off track' if off else 'at risk'}"
        start = (
            f"{capital(spell(len(fine)))} of {spell(len(rows))} {many} "
            f"{plural('is', len(fine))} on plan"
            if fine
            else f"None of the {spell(len(rows))} {many} is on plan"
        )
        worst = off or risk
        if not worst:
            silent = [u for u in rows if u not in active]
            return fitted(
                f"{start}; {named(silent, 2)} {plural('has', len(silent))} not started",
                f"{start}; {spell(len(silent))} {plural('has', len(silent))} not started",
            )
        word = "off track" if off else "at risk"
        return fitted(
            f"{start}; {named(worst, 2)} {plural('is', len(worst))} {word}",
            f"{start}; {spell(len(worst))} {plural('is', len(worst))} {word}",
        )

    def last_cycle(self, previous: DeckView) -> str:
        """How the last cycle ended."""
        own = [o for o in previous.company.objectives if o.status != "dropped"]
        own = own or [o for o in previous.objectives if o.status != "dropped"]
        name = previous.cycle.name
        if not own:
            return f"{name} left no objectives to grade"
        met = [o for o in own if o.status in ("done", "on_track")]
        kind = "company objective" if own[0].level == 0 else "objective"
        if len(met) == len(own):
            return f"{name} met its one {kind}" if len(own) == 1 else (
                f"{name} met all {count(len(own), kind)}"
            )  # fmt: skip
        if not met:
            return f"{name} met none of its {count(len(own), kind)}"
        return f"{name} met {spell(len(met))} of {count(len(own), kind)}"

    def changes(self, carried: int, dropped: int, new: int) -> str:
        """What is carried over, dropped and new."""
        parts = [
            f"{spell(carried)} carried over" if carried else "",
            f"{spell(dropped)} dropped" if dropped else "",
            f"{spell(new)} new" if new else "",
        ]
        said = [part for part in parts if part]
        if not said:
            return "Nothing is carried over from the last cycle"
        return capital(f"{said[0]}{' objectives' if len(said) < 2 else ''}" if len(said) == 1 else join_and(said))

    # --- how things hang together -----------------------------------------------------------

    def cascade(self, objective: ObjectiveView | None = None) -> str:
        """One objective's cascade, or all of them."""
        if objective is not None:
            return self._cascade_of(objective)
        tops = self._deck.company.objectives
        below = [o for o in self._deck.objectives if o.level > 0 and not o.orphan]
        orphans = self._deck.cascade.orphans
        if not below:
            return "No objective supports a company objective yet"
        start = (
            f"{capital(count(len(tops), 'company objective'))} "
            f"{plural('is', len(tops))} carried by {spell(len(below))} more"
        )
        if not orphans:
            return fitted(start)
        return fitted(
            f"{start}; {spell(len(orphans))} {plural('supports', len(orphans))} nothing", start
        )

    def _cascade_of(self, objective: ObjectiveView) -> str:
        parts = []
        for level in self._deck.levels:
            units = objective.units(level.number) if level.number > objective.level else []
            if units:
                parts.append(f"{spell(len(units))} {self._deck.level_name(level.number, len(units)).lower()}")
        if not parts:
            below = len(objective.descendants)
            if below:
                return f"{objective.id} is supported by {count(below, 'objective')}"
            return fitted(f"Nobody supports {objective.id} yet: {objective.short}", f"Nobody supports {objective.id} yet")
        return fitted(
            f"{objective.id} cascades to {join_and(parts)}",
            f"{objective.id} cascades to {join_and(parts[:2])}",
        )

    def branch(self, unit: UnitView) -> str:
        """A unit's part of the cascade."""
        own = unit.all_objectives
        tops = {t for o in own for t in self._deck.cascade.top_objectives(o.id)}
        tops -= {o.id for o in unit.objectives} if unit.level == 0 else set()
        ids = [o.id for o in self._deck.company.objectives if o.id in tops]
        if not own:
            return f"{unit.name} has no objectives yet"
        if not ids:
            return f"{unit.name} supports no company objective yet"
        return fitted(
            f"{unit.name} carries {join_and(ids)} with {count(len(own), 'objective')}",
            f"{unit.name} carries {count(len(ids), 'company objective')}",
        )

    def fit(self, unit: UnitView) -> str:
        """Where a unit fits: what its objectives support."""
        ups = {up.id: up for o in unit.objectives for up in o.supports if up.unit is not unit}
        if not unit.objectives:
            return f"{unit.name} has no objectives yet"
        if not ups:
            return f"{unit.name} supports nothing above it yet"
        if len(ups) == 1:
            only = next(iter(ups.values()))
            return fitted(f"{unit.name} moves {only.id}: {only.short}", f"{unit.name} moves {only.id}")
        return fitted(f"{unit.name} moves {join_and(list(ups))}", f"{unit.name} moves {count(len(ups), 'objective')}")

    def alignment(self, counts: Sequence[tuple[str, str, Sequence[str]]] = ()) -> str:
        """The matrix; ``counts`` are (id, title, names of contributing units) by column."""
        if not counts:
            return "No company objectives to align with yet"
        bare = [c for c in counts if not c[2]]
        single = [c for c in counts if len(c[2]) == 1]
        if bare:
            ids = join_and([c[0] for c in bare])
            return fitted(f"{ids} {plural('has', len(bare))} no contributor", f"{capital(count(len(bare), 'company objective'))} without a contributor")
        if len(single) == 1:
            return fitted(f"{single[0][0]} has one contributor: it depends on {single[0][2][0]} alone", f"{single[0][0]} depends on {single[0][2][0]} alone")
        if single:
            return fitted(f"{join_and([c[0] for c in single])} rest on one contributor each", f"{capital(count(len(single), 'company objective'))} rest on one contributor each")
        least = min(len(c[2]) for c in counts)
        return f"Every company objective has at least {count(least, 'contributor')}"

    def dependencies(self, rows: Sequence[Any] | None = None, unit: UnitView | None = None) -> str:
        """Dependencies: how many, and how many are not settled."""
        found = [d for d in self._deck.dependencies if d.crosses] if rows is None else list(rows)
        kind = self._deck.level_name(1, 2).lower()
        if not found:
            return f"Nothing crosses {kind}"
        many = len(found)
        open_ = sum(1 for d in found if d.status == "open")
        crossing = unit is None and all(d.crosses for d in found)
        if unit is not None:
            start = f"{unit.name} has {count(many, 'dependency')}"
        elif crossing:
            start = f"{capital(count(many, 'dependency'))} {plural('crosses', many)} {kind}"
        else:
            start = f"{capital(count(many, 'dependency'))} {plural('links', many) if many == 1 else 'link'} objectives"
        if not open_:
            return fitted(f"{start}; {'it is' if many == 1 else 'all are'} settled")
        if many == 1:
            return fitted(f"{start}; it is not agreed yet")
        if open_ == many:
            return fitted(f"{start}; none is agreed yet")
        return fitted(f"{start}; {spell(open_)} {plural('is', open_)} not agreed yet")

    def health(self, score: int, groups: Sequence[tuple[str, int]] = ()) -> str:
        """The alignment score; ``groups`` are (what, how many) by cost, the costliest first."""
        start = f"Alignment scores {score} of 100"
        if not groups:
            return f"{start}; nothing stands out"
        what, many = groups[0]
        return fitted(f"{start}; {count(many, what)} {plural('costs', many)} the most", start)

    # --- one objective ----------------------------------------------------------------------

    def objective(self, objective: ObjectiveView) -> str:
        """An objective's state and what holds it back."""
        name = shorten(objective.title, 52)
        krs = [kr for kr in objective.key_results if kr.status != "dropped"]
        if objective.status == "dropped":
            return fitted(f"{name} was dropped")
        if objective.status == "not_started" or objective.progress is None:
            return fitted(f"{name} has not started", f"{objective.id} {name}: not started")
        start = f"{name}: {percent(objective.progress)}"
        if objective.status == "done":
            return fitted(f"{start}, done")
        late = [kr for kr in krs if kr.lags]
        if not krs:
            below = len(objective.children)
            return fitted(f"{start} from {count(below, 'objective')} below" if below else start)
        if not late:
            all_ = "its key result is" if len(krs) == 1 else (
                f"{'both' if len(krs) == 2 else 'all ' + spell(len(krs))} key results are"
            )  # fmt: skip
            waiting = [kr for kr in krs if kr.status == "not_started"]
            if waiting:
                return fitted(f"{start}; {_of(waiting, krs)} {plural('has', len(waiting))} not started")
            return fitted(f"{start}; {all_} on plan")
        return fitted(f"{start}; {_of(late, krs)} {plural('lags', len(late))} plan")

    # --- time -------------------------------------------------------------------------------

    def trend(self, now: float | None, expected: float | None) -> str:
        """Progress against where it should be."""
        if now is None:
            return "Nobody has checked in yet"
        gap = now - (expected or 0.0)
        points = abs(round(gap * 100))
        if not expected:
            return f"Progress is at {percent(now)} before anything is expected"
        if points == 0:
            return f"Progress is at {percent(now)}, just as planned"
        side = "ahead of" if gap > 0 else "behind"
        return f"Progress is at {percent(now)}, {count(points, 'point')} {side} plan"

    def cadence(self, workshops: int, check_ins: int, gradings: int) -> str:
        """The calendar in a sentence."""
        weeks = capital(count(self._deck.cycle.weeks, "week"))
        parts = [
            count(workshops, "workshop") if workshops else "",
            count(check_ins, "check-in") if check_ins else "",
            count(gradings, "grading") if gradings else "",
        ]
        said = [part for part in parts if part]
        return f"{weeks}: {join_and(said)}" if said else f"{weeks} without a date in the calendar"

    # --- how we work ------------------------------------------------------------------------

    def practices(self, items: Sequence[Any]) -> str:
        """Best practices."""
        many = len(items)
        return f"{capital(count(many, 'habit'))} {'keeps' if many == 1 else 'keep'} OKRs aligned after the kickoff"

    def faq(self, items: Sequence[Any]) -> str:
        """Questions."""
        many = len(items)
        return f"{capital(count(many, 'question'))} that product managers ask"

    def glossary(self, items: Sequence[Any]) -> str:
        """Terms."""
        return f"{capital(count(len(items), 'word'))} we use in the same way"

    def decisions(self, items: Sequence[Any]) -> str:
        """The closing slide."""
        many = len(items)
        if not many:
            return "No decision is open; the quarter can start"
        return f"{capital(count(many, 'decision'))} {'is' if many == 1 else 'are'} asked for today"

    def figures(self, value: float | None, unit: str = "") -> str:
        """A number as titles write it."""
        return number(value, unit)


def _inner(name: str) -> str:
    """A section's name inside a sentence: lower case, unless it has more capitals."""
    rest = name[1:]
    return name if rest != rest.lower() else name[:1].lower() + rest


def _late_word(thing: ObjectiveView) -> str:
    return "is off track" if thing.status == "off_track" else "is at risk"


def _lagging(many: int) -> str:
    return f"{spell(many)} {plural('lags', many)} plan"


def _of(some: Sequence[KeyResultView], all_: Sequence[KeyResultView]) -> str:
    if len(all_) == 1:
        return "its key result"
    if len(some) == len(all_):
        return "both key results" if len(all_) == 2 else f"all {spell(len(all_))} key results"
    return f"{spell(len(some))} of {spell(len(all_))} key results"


def worst(things: Iterable[Any]) -> Any:
    """The thing with the lowest pace, or None."""
    late = [t for t in things if t.lags]
    return min(late, key=lambda t: (t.progress or 0.0) - (t.expected or 0.0)) if late else None
