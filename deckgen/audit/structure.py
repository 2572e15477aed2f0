"""Rules on how objectives hang together: links up, across, and between cycles."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.audit.common import Limits, count, found, live, ups
from deckgen.findings import Finding, Level
from deckgen.model.cascade import Cascade, Objective


def company(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """The company has an objective, and its objectives are carried by departments."""
    top = [o for o in live(cascade) if o.level == 0]
    if not top:
        unit = cascade.units[cascade.company]
        yield found(
            "no-company-objective", f"{unit.name} has no objective of its own", unit.id, unit.span,
            "Write one to three at the top",
        )  # fmt: skip
        return
    departments = [u for u in cascade.units.values() if u.parent == cascade.company]
    if not departments:
        return
    carriers = _carriers(cascade)
    for objective in top:
        units = carriers.get(objective.id, [])
        if not units:
            yield found(
                "dead-end", f"no department supports {objective.id}", objective.id, objective.span,
                f"Ask a department to carry {objective.id}",
            )  # fmt: skip
        elif len(units) == 1 and len(departments) > 1:
            name = cascade.units[units[0]].name
            yield found(
                "single-contributor", f"{objective.id} rests on {name} alone", objective.id,
                objective.span, f"Ask a second department to support {objective.id}",
            )  # fmt: skip


def _carriers(cascade: Cascade) -> dict[str, list[str]]:
    """Departments (units right below the company) behind each company objective.

    Found from the top down, so that long chains are walked once. What hangs under a dropped
    objective carries nothing through it.
    """
    carriers: dict[str, list[str]] = {}
    for top in live(cascade):
        if top.level > 0:
            continue
        departments: dict[str, None] = {}
        seen = {top.id}
        queue = [top.id]
        while queue:
            objective = cascade.objectives[queue.pop()]
            if objective.status == "dropped":
                continue
            path = cascade.units[objective.unit].path
            if len(path) > 1:
                departments[path[1]] = None
            below = (key for key in objective.children + objective.contributors if key not in seen)
            for key in below:
                seen.add(key)
                queue.append(key)
        carriers[top.id] = list(departments)
    return carriers


def links(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Every objective below the company supports one on the level above."""
    for objective in live(cascade):
        unit = cascade.units[objective.unit].name
        if objective.level > 0 and objective.parent is None:
            yield found(
                "orphan", f"{objective.id} ({unit}) supports no objective", objective.id,
                objective.span, f"Name what {objective.id} supports, or drop it",
            )  # fmt: skip
        elif objective.parent is not None:
            above = cascade.objectives[objective.parent.objective]
            skipped = _between(cascade, objective, above)
            if skipped:
                message = f"{objective.id} supports {above.id}, {count(skipped + 1, 'level')} up"
                yield found(
                    "level-skip", message, objective.id, objective.span,
                    "Support an objective of the level between",
                )  # fmt: skip


def _between(cascade: Cascade, objective: Objective, above: Objective) -> int:
    """How many of the unit's own superiors stand on levels between it and what it supports.

    A person right under a department has no team to skip, so depth alone does not tell.
    """
    levels = (cascade.units[step].level for step in cascade.units[objective.unit].path)
    return sum(above.level < level < objective.level for level in levels)


def circles(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Nobody supports themselves, not even through others."""
    above = {o.id: [up.objective for up in ups(o)] for o in cascade.objectives.values()}
    state: dict[str, int] = {}  # 1: on the path that is being walked, 2: done
    for root in above:
        if root in state:
            continue
        path = [root]
        todo = [iter(above[root])]
        state[root] = 1
        while todo:
            step = next(todo[-1], None)
            if step is None:
                todo.pop()
                state[path.pop()] = 2
            elif step not in state:
                state[step] = 1
                path.append(step)
                todo.append(iter(above[step]))
            elif state[step] == 1:
                ring = [*path[path.index(step) :], step]
                yield found(
                    "circular-support", f"{' supports '.join(ring)}", step,
                    cascade.objectives[step].span, f"Cut the link from {ring[-2]} to {step}",
                )  # fmt: skip


def silos(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """A department supports something outside itself."""
    home = {
        unit.id: unit.path[1] for unit in cascade.units.values() if len(unit.path) > 1
    }  # each unit's department
    outward: dict[str, bool] = {}
    for objective in live(cascade):
        department = home.get(objective.unit)
        if department is not None:
            reaches = any(
                home.get(cascade.objectives[up.objective].unit) != department
                for up in ups(objective)
            )
            outward[department] = outward.get(department, False) or reaches
    for unit in cascade.units.values():
        if outward.get(unit.id) is False:
            yield found(
                "silo", f"{unit.name} supports nothing outside itself", unit.id, unit.span,
                "Link one of its objectives to the company's",
            )  # fmt: skip


def depth(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """The organisation is not deeper than it needs to be."""
    levels = 1 + max((o.level for o in live(cascade)), default=0)
    if levels > limits["depth"]:
        unit = cascade.units[cascade.company]
        yield found(
            "depth", f"objectives stand on {levels} levels", unit.id, unit.span, "Merge two levels"
        )


def share(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Some objectives come from above, some from below.

    Four objectives or fewer below the company say nothing about a share.
    """
    below = [o for o in live(cascade) if o.level > 0]
    if len(below) < 5:
        return
    linked = sum(o.parent is not None for o in below)
    part = linked / len(below)
    unit = cascade.units[cascade.company]
    if part < limits["top_down_low"]:
        message = f"only {linked} of {len(below)} objectives below the company support another"
        yield found("top-down-share", message, unit.id, unit.span, "Link more of them")
    elif part > limits["top_down_high"]:
        many = "every one" if linked == len(below) else f"{linked} of {len(below)}"
        message = f"{many} of the objectives below the company hangs under another"
        if linked < len(below):
            message = f"{many} objectives below the company hang under another"
        hint = "Leave room for objectives that come from below"
        yield found("top-down-share", message, unit.id, unit.span, hint)


def dependencies(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Dependencies are agreed."""
    level = Level.ERROR if limits["open_dependency"] == "error" else Level.WARNING
    for waits in cascade.dependencies:
        if waits.status == "open":
            what = f" ({waits.note})" if waits.note else ""
            message = f"{waits.who} waits for {waits.on}{what}, not agreed yet"
            yield found(
                "open-dependency", message, waits.who, waits.span, "Get a yes or a no today", level
            )


def carried(cascade: Cascade, limits: Limits) -> Iterator[Finding]:
    """Nothing is carried over for the second time."""
    before = cascade.previous
    if before is None:
        return
    for objective in live(cascade):
        earlier = before.objectives.get(objective.carried_from or "")
        if earlier is not None and earlier.carried_from:
            message = f"{objective.id} was carried over before"
            yield found(
                "carried-over-twice", message, objective.id, objective.span, "Finish or drop it"
            )
