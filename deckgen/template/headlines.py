"""Titles that say the finding: computed from the data, right for one, many and none.

Each function gives one line of about 62 characters where the data allows it and never more than
two (110). Templates reach them as ``headline``, and a user may write any title of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from deckgen.template.formats import (
    capital,
    count,
    join_and,
    number,
    plural,
    shorten,
    spell,
)
from deckgen.template.headlines_links import TWO_LINES, LinkHeadlines, fitted, named
from deckgen.template.views import DeckView, KeyResultView, ObjectiveView, UnitView

__all__ = ["TWO_LINES", "Headlines"]


class Headlines(LinkHeadlines):
    """The findings of a deck, as titles."""

    __slots__ = ()

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
            f"{capital(count(len(sections), 'part'))}, from “{sections[0]}” to “{sections[-1]}”",
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
        linked = self._linked()
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
        own = [o for o in own if o.status != "dropped"] or own
        many = len(own)
        noun = "company objective" if unit.level == 0 else "objective"
        who = "" if unit.level == 0 else f"{unit.name}: "
        if not own:
            return f"{unit.name} has no objectives yet"
        if all(o.status == "not_started" for o in own):
            return fitted(f"{unit.name} starts with {count(many, noun)}")
        if many == 1:
            return fitted(f"{unit.name} has one objective, at {self._percent(own[0].progress)}")
        late = [o for o in own if o.lags]
        whole = f"both {noun}s" if many == 2 else f"all {count(many, noun)}"
        if not late:
            return _sentence(who, f"{whole} are on plan")
        if len(late) == many:
            return _sentence(who, f"{whole} lag plan")
        if len(late) == 1:
            word = _late_word(late[0])
            return _sentence(who, f"one of {count(many, noun)} {word}, {late[0].id}")
        return _sentence(who, f"{spell(len(late))} of {count(many, noun)} lag plan")

    def teams(self, unit: UnitView, objectives: Sequence[ObjectiveView] | None = None) -> str:
        """A unit's objectives and those below it, with the key results they carry."""
        own = list(unit.all_objectives if objectives is None else objectives)
        late = [o for o in own if o.lags]
        krs = sum(len(o.key_results) for o in own)
        if not own:
            return f"{unit.name} has no objectives yet"
        who = self._whose(unit, own)
        start = f"{who}: {count(len(own), 'objective')}"
        if all(o.status == "not_started" for o in own):
            said = "none started"
        elif not late:
            said = {1: "on plan", 2: "both on plan"}.get(len(own), "all on plan")
        elif len(late) == len(own):
            said = {1: "behind plan", 2: "both behind plan"}.get(len(own), "all behind plan")
        else:
            said = f"{spell(len(late))} behind plan"
        return fitted(f"{start}, {count(krs, 'key result')}, {said}", f"{start}, {said}")

    def _whose(self, unit: UnitView, objectives: Sequence[ObjectiveView]) -> str:
        """The unit, or the units below it when all the objectives are theirs."""
        owners = {o.unit.id: o.unit for o in objectives}
        if unit.id in owners or not owners:
            return str(unit.name)
        branches: dict[str, UnitView] = {}
        for owner in owners.values():
            branch = owner.path[min(unit.level + 1, len(owner.path) - 1)]
            branches[branch.id] = branch
            for step in owner.path:
                if step.parent is unit:
                    branches.pop(branch.id, None)
                    branches[step.id] = step
        names = join_and([branch.name for branch in branches.values()])
        if len(names) <= 36:
            return names
        kind: str = next(iter(branches.values())).level_plural
        return f"{kind} of {unit.name}"

    def scorecard(self, units: Sequence[UnitView] | None = None) -> str:
        """How many units are on plan, and which are not."""
        rows = list(self._deck.at(1) if units is None else units)
        if not rows:
            company = self._deck.company
            if company.progress is None:
                return f"{company.name} has not started yet"
            return f"{company.name} is at {self._percent(company.progress)}"
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
            return (
                f"Both {many} are on plan"
                if len(rows) == 2
                else f"All {spell(len(rows))} {many} are on plan"
            )
        if len(rows) == 1:
            return f"{rows[0].name} is {'off track' if off else 'at risk'}"
        worst, nobody = off or risk, "Neither" if len(rows) == 2 else "None"
        if len(worst) == len(rows):
            whole = "Both" if len(rows) == 2 else f"All {spell(len(rows))}"
            return f"{whole} {many} are {'off track' if off else 'at risk'}"
        start = (
            f"{capital(spell(len(fine)))} of {spell(len(rows))} {many} "
            f"{plural('is', len(fine))} on plan"
            if fine
            else f"{nobody} of the {spell(len(rows))} {many} is on plan"
        )
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
            whole = {1: f"its one {kind}", 2: f"both {kind}s"}
            return f"{name} met {whole.get(len(own), f'all {count(len(own), kind)}')}"
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
        return capital(
            f"{said[0]}{' objectives' if len(said) < 2 else ''}"
            if len(said) == 1
            else join_and(said)
        )

    # --- one objective ----------------------------------------------------------------------

    def objective(self, objective: ObjectiveView) -> str:
        """An objective's state and what holds it back."""
        name = shorten(objective.title, 52)
        krs = [kr for kr in objective.key_results if kr.status != "dropped"]
        if objective.status == "dropped":
            return fitted(f"{name} was dropped")
        if objective.status == "not_started" or objective.progress is None:
            return fitted(f"{name} has not started", f"{objective.id} {name}: not started")
        start = f"{name}: {self._percent(objective.progress)}"
        if objective.status == "done":
            return fitted(f"{start}, done")
        late = [kr for kr in krs if kr.lags]
        if not krs:
            below = len(objective.children)
            return fitted(f"{start} from {count(below, 'objective')} below" if below else start)
        waiting = [kr for kr in krs if kr.status == "not_started"]
        some, text = (late, f"{plural('lags', len(late))} plan")
        if not late:
            some, text = (waiting, f"{plural('has', len(waiting))} not started")
        if not some:
            some, text = (krs, f"{plural('is', len(krs))} on plan")
        return fitted(
            f"{start}; {_of(some, krs)} {text}", f"{start}, {_short_of(some, krs)} {text}"
        )

    # --- time -------------------------------------------------------------------------------

    def trend(self, now: float | None, expected: float | None) -> str:
        """Progress against where it should be."""
        if now is None:
            return "Nobody has checked in yet"
        gap = now - (expected or 0.0)
        points = abs(round(gap * 100))
        if not expected:
            return f"Progress is at {self._percent(now)} before anything is expected"
        if points == 0:
            return f"Progress is at {self._percent(now)}, just as planned"
        side = "ahead of" if gap > 0 else "behind"
        return f"Progress is at {self._percent(now)}, {count(points, 'point')} {side} plan"

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
        keep = "keeps" if many == 1 else "keep"
        return f"{capital(count(many, 'habit'))} {keep} OKRs aligned after the kickoff"

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
    """A section's name inside a sentence: lower case, unless its first word has more capitals."""
    first = name.split(" ", 1)[0]
    return name if first[1:] != first[1:].lower() else name[:1].lower() + name[1:]


def _sentence(who: str, text: str) -> str:
    return fitted(who + text if who else capital(text))


def _late_word(thing: ObjectiveView) -> str:
    return "is off track" if thing.status == "off_track" else "is at risk"


def _of(some: Sequence[KeyResultView], all_: Sequence[KeyResultView]) -> str:
    if len(all_) == 1:
        return "its key result"
    if len(some) == len(all_):
        return "both key results" if len(all_) == 2 else f"all {spell(len(all_))} key results"
    return f"{spell(len(some))} of {spell(len(all_))} key results"


def _short_of(some: Sequence[KeyResultView], all_: Sequence[KeyResultView]) -> str:
    return _of(some, all_).replace(" key results", "")
