"""What changed between two cascades: the last cycle and this one, or two states of one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from deckgen.model.cascade import Cascade, KeyResult, Objective, Status
from deckgen.model.matching import (
    Pair,
    match_key_results,
    match_objectives,
    moved_key_results,
)
from deckgen.values import dataclass

__all__ = ["Changes", "KeyResultMove", "Move", "Pair", "Progress", "Retarget", "compare"]


@dataclass(frozen=True, slots=True)
class Retarget:
    """A key result (by its ids) whose target, band or kind is another now, in words."""

    before: str
    after: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Progress:
    """An objective or key result (by its ids) whose progress or status is another now.

    ``was`` and ``now`` are shares, unclamped; ``None`` is not started.
    """

    before: str
    after: str
    was: float | None
    now: float | None
    was_status: Status
    now_status: Status


@dataclass(frozen=True, slots=True)
class Move:
    """An objective that hangs under another unit or another parent; ``None`` is no parent.

    ``what`` is ``unit`` or ``parent``; ``was`` and ``now`` are ids, each in its own cascade.
    """

    before: str
    after: str
    what: Literal["unit", "parent"]
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class KeyResultMove:
    """A key result (by its ids) that belongs to another objective now.

    ``was`` and ``now`` are ids of objectives, each in its own cascade.
    """

    before: str
    after: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed, in the order of the file that has it. ``new`` and ``gone`` are ids of
    objectives. Key results are matched within matched objectives first; what is left over and has
    gone to another objective is in ``moved_key_results``, and neither new nor gone.

    ``matched`` are the objectives that are in both. Between two cycles these are ``carried``
    over; within one cycle nothing is. ``progressed`` is empty between two cycles, where
    progress begins anew.
    """

    new: tuple[str, ...]
    gone: tuple[str, ...]
    matched: tuple[Pair, ...]
    carried: tuple[Pair, ...]
    retitled: tuple[Pair, ...]
    retargeted: tuple[Retarget, ...]
    moved: tuple[Move, ...]
    new_key_results: tuple[str, ...]
    gone_key_results: tuple[str, ...]
    progressed: tuple[Progress, ...]
    moved_key_results: tuple[KeyResultMove, ...] = ()
    retitled_key_results: tuple[Pair, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(
            self.new or self.gone or self.carried or self.retitled or self.retargeted
            or self.moved or self.new_key_results or self.gone_key_results or self.progressed
            or self.moved_key_results or self.retitled_key_results
        )  # fmt: skip


def compare(before: Cascade, after: Cascade) -> Changes:
    """What is new, gone, carried over, moved, re-targeted and progressed between two cascades.

    From one cycle to the next, objectives are matched by ``carried_from``, then by title. Within
    one cycle an id means the same, unless the title went to another id (ids that deckgen gave
    shift when something is written above them). Dropped ones count as gone.
    """
    old = {o.id: o for o in before.objectives.values() if o.status != "dropped"}
    new = {o.id: o for o in after.objectives.values() if o.status != "dropped"}
    same_cycle = before.cycle.start == after.cycle.start
    pairs = match_objectives(old, new, same_cycle)
    match = {p.before: p.after for p in pairs}
    moved: list[Move] = []
    progressed: list[Progress] = []
    kept: list[tuple[KeyResult, KeyResult]] = []
    fresh: list[KeyResult] = []
    lost: list[KeyResult] = []
    for pair in pairs:
        was, now = old[pair.before], new[pair.after]
        moved += _moves(was, now, before, after, match)
        if same_cycle:
            progressed += _progress(was, now)
        results = match_key_results(was.key_results, now.key_results, same_cycle)
        back = {b: a for a, b in results.items()}
        left = {k.id: k for k in was.key_results}
        for result in now.key_results:
            if result.id not in back:
                fresh.append(result)
                continue
            kept.append((left[back[result.id]], result))
            if same_cycle:
                progressed += _progress(*kept[-1])
        lost += [k for k in was.key_results if k.id not in results]
    left_over = [k for key, o in old.items() if key not in match for k in o.key_results]
    taken = {p.after for p in pairs}
    brought = [k for key, o in new.items() if key not in taken for k in o.key_results]
    went = moved_key_results([*lost, *left_over], [*fresh, *brought], same_cycle)
    ways: list[KeyResultMove] = []
    earlier, later = before.key_results, after.key_results
    for first, second in went.items():
        pair_of = earlier[first], later[second]
        kept.append(pair_of)
        ways.append(KeyResultMove(first, second, pair_of[0].objective, pair_of[1].objective))
        if same_cycle:
            progressed += _progress(*pair_of)
    arrived = set(went.values())
    found = {p.after for p in pairs}
    return Changes(
        new=tuple(i for i in new if i not in found),
        gone=tuple(i for i in old if i not in match),
        matched=pairs,
        carried=() if same_cycle else pairs,
        retitled=tuple(p for p in pairs if old[p.before].title != new[p.after].title),
        retargeted=tuple(
            Retarget(was.id, now.id, _aim(was), _aim(now))
            for was, now in kept
            if _aim(was) != _aim(now)
        ),
        moved=tuple(moved),
        new_key_results=tuple(k.id for k in fresh if k.id not in arrived),
        gone_key_results=tuple(k.id for k in lost if k.id not in went),
        progressed=tuple(progressed),
        moved_key_results=tuple(ways),
        retitled_key_results=tuple(
            Pair(was.id, now.id, "id" if was.id == now.id else "title")
            for was, now in kept
            if was.title != now.title
        ),
    )


def _progress(was: Objective | KeyResult, now: Objective | KeyResult) -> Iterator[Progress]:
    if was.progress is None or now.progress is None:
        same = was.progress is now.progress
    else:
        same = abs(was.progress - now.progress) < 1e-9
    if not same or was.status != now.status:
        yield Progress(was.id, now.id, was.progress, now.progress, was.status, now.status)


def _moves(
    was: Objective, now: Objective, before: Cascade, after: Cascade, match: Mapping[str, str]
) -> Iterator[Move]:
    home, now_home = before.units[was.unit], after.units[now.unit]
    # Units keep their id or their name from cycle to cycle; either is enough.
    if home.id != now_home.id and home.name.casefold() != now_home.name.casefold():
        yield Move(was.id, now.id, "unit", home.id, now_home.id)
    above = was.parent.objective if was.parent else None
    above_now = now.parent.objective if now.parent else None
    # A parent that ended with the last cycle had to be replaced: that is no move.
    followed = match.get(above) if above else None
    if above is None or followed is not None:
        if followed != above_now:
            yield Move(was.id, now.id, "parent", above, above_now)
    elif above_now is None:
        yield Move(was.id, now.id, "parent", above, None)


def _aim(result: KeyResult) -> str:
    """What a key result aims at, in words."""
    unit = f" {result.unit}" if result.unit else ""
    if result.kind == "metric":
        return "no target" if result.target is None else f"{result.target:g}{unit}"
    if result.kind == "maintain":
        low = "" if result.minimum is None else f"{result.minimum:g}"
        high = "" if result.maximum is None else f"{result.maximum:g}"
        return (f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}") + unit
    if result.kind == "milestones":
        return f"{len(result.milestones)} milestones"
    return {"yes_no": "yes", "baseline": "a baseline"}[result.kind]
