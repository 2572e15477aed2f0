"""Builders of the slides about objectives: levels, cascade, overview, objective."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

from deckgen import plan
from deckgen.template import course, formats
from deckgen.template.builders import common
from deckgen.template.builders.common import Args, Built, card, meter, notes, source, told
from deckgen.template.builders.key_results import row
from deckgen.template.views import LevelView, ObjectiveView

LEVEL_TEXTS = (
    "The trunk: what all are after",
    "Branches: how each function helps",
    "Branches: what a team changes",
    "Leaves: one person's part",
)
SHOW = ("owner", "key_results", "progress", "status")


def tick(args: Args) -> str:
    """What the tick on a bar means, with the day."""
    due = args.deck.company.expected
    share = f" ({formats.percent(due, args.deck.scoring.rounding)})" if due is not None else ""
    return f"Tick: where progress should be on {formats.date(args.deck.cycle.as_of, 'day')}{share}"


def levels(args: Args) -> Built | None:
    """The levels of the organisation, with an example of each."""
    used = [level for level in args.deck.levels if level.units]
    if not used:
        return None
    texts = [item.title for item in args.items("texts")] or list(LEVEL_TEXTS)
    rounding = args.deck.scoring.rounding
    rows = tuple(_level(level, texts, rounding) for level in used)
    orphans = [o for o in args.deck.objectives if o.orphan]
    lede = "Every objective names the one it supports."
    if orphans:
        many = len(orphans)
        bare = formats.capital(formats.count(many, "objective"))
        lede += f" {bare} {formats.plural('has', many)} no parent yet."
    said = "Read it from the top: the company's objectives are the trunk, the others grow from it."
    return Built(
        plan.Levels(rows, args.text("caption") or tick(args)),
        args.headline.levels(),
        "levels",
        "How our goals connect",
        lede,
        notes(said, source(args.deck, common.RULE_PROGRESS)),
    )


def _level(level: LevelView, texts: list[str], rounding: int) -> plan.LevelRow:
    units = level.units
    example = next((o.title for o in level.objectives), "")
    name = level.name if len(units) == 1 else level.plural
    return plan.LevelRow(
        level=level.number,
        name=level.name,
        text=texts[min(level.number, len(texts) - 1)] if texts else "",
        count=f"{formats.number(len(units))} {name.lower()}",
        example=example,
        objectives=len(level.objectives),
        key_results=len(level.key_results),
        meter=meter(level, rounding),
    )


def cascade(args: Args) -> Built | None:
    """Objectives as a tree, from ``root``, from a unit's part of it, or all of them."""
    deck = args.deck
    unit = args.unit()
    given = args.fields.get("root")
    allowed: set[str] | None = None
    if given is not None:
        roots = args.objectives("root", ())
    elif unit.level == 0:
        roots = deck._roots
    else:
        allowed = {o.id for o in unit.all_objectives}
        for objective in list(unit.all_objectives):
            allowed.update(up.id for up in objective.ancestors)
        roots = [o for o in deck._roots if o.id in allowed]
    trees = tuple(_tree(o, args, allowed, 0) for o in roots)
    if not trees or (given is None and not any(t.children for t in trees)):
        return None
    shown = _flat(trees)
    direction = cast(Literal["down", "right"], args.choice("direction", ("down", "right")))
    order = cast(Literal["given", "auto"], args.choice("order", ("given", "auto")))
    show = tuple(item.title for item in args.items("show")) or SHOW
    strange = [name for name in show if name not in SHOW]
    if strange:
        raise args.fail(
            "wrong-value", f"'show' knows {', '.join(SHOW)}, not '{strange[0]}'", "show"
        )
    numbers = sorted({node.level for node in shown})
    states = {node.meter.status: node.meter.status_label for node in shown}
    content = plan.Cascade(
        roots=trees,
        levels=tuple(plan.LevelName(n, deck.level_name(n)) for n in numbers),
        statuses=tuple((s, states[s]) for s in formats.STATUS_WORDS if s in states),
        direction=direction,
        order=order,
        depth=args.number("depth"),
        show=show,
        overview=args.flag("overview", True),
    )
    single = roots[0] if given is not None and len(roots) == 1 else None
    if single is not None:
        title, key, subject = args.headline.cascade(single), f"cascade-{single.id}", single.id
        lede = f"{single.title}. " + _lines(shown)
    elif allowed is not None:
        title, key, subject = args.headline.branch(unit), f"cascade-{unit.id}", unit.name
        lede = _lines(shown)
    else:
        title, key, subject = args.headline.cascade(), "cascade", "all objectives"
        lede = _lines(shown)
    ask = (
        f"Ask each owner to say in one sentence how they move {single.id}."
        if single
        else "Start at the top and follow one branch down to a person."
    )
    return Built(
        content,
        title,
        key,
        "Cascade",
        lede,
        notes(ask, source(deck, "Links are the 'supports' of the file; the first is the parent.")),
        subject,
    )


def _lines(nodes: list[plan.TreeNode]) -> str:
    dashed = "; dashed: also supports" if any(node.further for node in nodes) else ""
    return f"Lines: supports{dashed}. Bars: progress; ticks: expected today."


def _flat(nodes: tuple[plan.TreeNode, ...]) -> list[plan.TreeNode]:
    return [found for node in nodes for found in (node, *_flat(node.children))]


def _tree(
    objective: ObjectiveView, args: Args, allowed: set[str] | None, depth: int
) -> plan.TreeNode:
    """The tree below an objective. The model has refused circular support; 64 is a backstop."""
    if allowed is None:
        whole = f"tree {args.deck.scoring.rounding} {depth}"
        made = args.deck._once(whole, objective.id, lambda: _node(objective, args, None, depth))
        return cast(plan.TreeNode, made)
    return _node(objective, args, allowed, depth)


def _node(
    objective: ObjectiveView, args: Args, allowed: set[str] | None, depth: int
) -> plan.TreeNode:
    children: Sequence[ObjectiveView] = [] if depth > 64 else objective._children_in(allowed)
    rounding = args.deck.scoring.rounding
    return plan.TreeNode(
        id=objective.id,
        kicker=f"{objective.id} · {objective.unit.name}",
        title=objective.title,
        level=objective.level,
        meter=meter(objective, rounding),
        children=tuple(_tree(child, args, allowed, depth + 1) for child in children),
        key_results=tuple(common.line(kr, rounding) for kr in objective.key_results),
        further=tuple(up.id for up in objective.supports[1:]),
        owner=objective.owner,
        link=f"objective:{objective.id}",
    )


def overview(args: Args) -> Built | None:
    """Objectives as cards with their key results."""
    unit = args.unit()
    found = args.objectives("objectives", unit.objectives)
    if not found:
        return None
    rounding = args.deck.scoring.rounding
    several = any(o.unit is not unit for o in found)
    cards = tuple(card(o, rounding, with_unit=several and o.unit is not unit) for o in found)
    title = args.headline.teams(unit, found) if several else args.headline.overview(unit, found)
    due = {o.expected for o in found}
    share = (
        f" ({formats.percent(due.pop(), rounding)})" if len(due) == 1 and None not in due else ""
    )
    lede = (
        f"Bars show progress from start to target, the tick is where we should be on "
        f"{formats.date(args.deck.cycle.as_of, 'day')}{share}."
    )
    units = {unit.id: unit, **{o.unit.id: o.unit for o in found}}
    about = "\n".join(common.introduced(u) for u in units.values() if common.introduced(u))
    return Built(
        plan.Overview(cards, min(o.level for o in found)),
        title,
        f"overview-{unit.id}",
        " · ".join(u.name for u in unit.path[1:]) or unit.level_name,
        lede,
        notes(about, source(args.deck, common.RULE_PROGRESS)),
        unit.name,
        covers=tuple(o.id for o in found),
        told=tuple((o.id, told(o)) for o in found),
    )


def objective(args: Args) -> Built | None:
    """One objective in full."""
    found = args.objectives("objective", ())
    if not found:
        raise args.fail("missing-field", "'objective' is missing", "layout")
    it = found[0]
    deck, rounding = args.deck, args.deck.scoring.rounding
    rows = tuple(row(kr, rounding) for kr in it.key_results)
    children = tuple(plan.Ref(f"{c.id} {c.title}", f"objective:{c.id}") for c in it.children)
    line = course.of_objective(deck, it)
    content = plan.ObjectiveDetail(
        id=it.id,
        title=it.title,
        level=it.level,
        why=it.why,
        meter=meter(it, rounding),
        expectation=_expectation(it, args),
        facts=_facts(it),
        rows=rows,
        course=line,
        weeks=course.weeks(deck) if line else (),
        links=_links(it),
        children=children if not rows or it.progress_from != "key_results" else (),
    )
    up = f"{it.id} supports {it.parent.id}" if it.parent else it.id
    return Built(
        content,
        args.headline.objective(it),
        f"objective-{it.id}",
        f"{it.unit.name} · {up}",
        # The reason stands in the panel; the lede says which rule gave the number.
        _rule(it),
        notes(
            f"{it.owner} tells what changed and what is needed." if it.owner else "",
            source(deck, _rule(it)),
        ),
        it.id,
        covers=(it.id,),
        told=((it.id, told(it)),),
        detail=True,
    )


def _rule(it: ObjectiveView) -> str:
    if it.progress_from == "children":
        if not it.children:
            return "Nothing is measured yet: no key results, and no objective below it."
        below = formats.count(len(it.children), "objective")
        return f"Progress is rolled up from {below} below it."
    if it.progress_from == "both":
        return "Progress is the weighted mean of its key results and the objectives below it."
    if len(it.key_results) == 1:
        return "Progress is that of its one key result, from start value to target."
    return "Progress is the weighted mean of its key results, from start value to target."


def _expectation(it: ObjectiveView, args: Args) -> str:
    if it.progress is None:
        return "not started"
    if it.expected is None:
        return "of target"
    due = formats.percent(it.expected, args.deck.scoring.rounding)
    return f"of target, {due} expected by {formats.date(args.deck.cycle.as_of, 'short')}"


def _facts(it: ObjectiveView) -> tuple[tuple[str, plan.Ref], ...]:
    facts: list[tuple[str, plan.Ref]] = []
    if it.owner:
        facts.append(("Owner", plan.Ref(it.owner)))
    facts.append((it.unit.level_name, plan.Ref(it.unit.name, f"unit:{it.unit.id}")))
    for index, up in enumerate(it.supports):
        kr = it.parent_key_result if index == 0 else None
        text = f"{kr.id} {kr.title}" if kr else f"{up.id} {up.title}"
        facts.append(
            ("Supports" if index == 0 else "Also supports", plan.Ref(text, f"objective:{up.id}"))
        )
    if it.orphan:
        facts.append(("Supports", plan.Ref("Nothing yet")))
    facts.append(("Type", plan.Ref(formats.capital(it.type))))
    if it.confidence is not None:
        facts.append(
            (
                "Confidence",
                plan.Ref(f"{formats.number(it.confidence, decimals=1).removesuffix('.0')} of 10"),
            )
        )
    if it.said:
        facts.append(("Status", plan.Ref("The owner's own word")))
    if it.score is not None:
        facts.append(("Score", plan.Ref(formats.number(it.score))))
    if it.carried_from:
        facts.append(("Carried over", plan.Ref(f"From {it.carried_from}")))
    return tuple(facts)


def _links(it: ObjectiveView) -> tuple[plan.Ref, ...]:
    found = [
        plan.Ref(f"Waits for {d.on} · {d.status}", f"objective:{d.objective.id}")
        for d in it.depends_on
    ]
    found += [
        plan.Ref(f"{d.who.id} waits for it · {d.status}", f"objective:{d.who.id}")
        for d in it.needed_by
    ]
    return tuple(found)
