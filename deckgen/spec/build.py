"""From nodes to the spec's values: company, units, objectives, key results and the rest.

Wrong values leave a finding and a stand-in, so that one run finds every mistake.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from deckgen.spec.context import Context, closest, did_you_mean
from deckgen.spec.fields import Values, extras, node_text, take
from deckgen.spec.nodes import Mapping, Node, Scalar
from deckgen.spec.scalars import INTEGER
from deckgen.spec.schema import CHILD_KEYS, TABLES
from deckgen.spec.spans import spans
from deckgen.spec.types import (
    CheckInSpec,
    CycleSpec,
    DependencySpec,
    EventSpec,
    KeyResultSpec,
    MilestoneSpec,
    ObjectiveSpec,
    UnitSpec,
)

NO_DAY = dt.date.min
"""Stands in for a date that could not be read."""
DEFAULT_LEVELS = ("Company", "Department", "Team", "Individual")

_MARKERS = {"target": "metric", "min": "maintain", "max": "maintain", "milestones": "milestones",
            "done": "yes_no"}  # fmt: skip


class Builder:
    """Builds one spec. ``levels`` and ``cycle`` are set before units are built."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.levels: tuple[str, ...] = DEFAULT_LEVELS
        self.cycle: CycleSpec | None = None

    # --- levels and the cycle ---------------------------------------------------------------

    def set_levels(self, written: list[tuple[str, Node]] | None, node: Node) -> None:
        """Take the names of the levels: one to six, each once."""
        if written is None:
            return
        if not 1 <= len(written) <= 6:
            at = written[6][1] if written else node
            message = f"'levels' takes one to six names, and these are {len(written)}"
            self.ctx.report(at, "level-count", message)
            return
        seen: set[str] = set()
        for name, item in written:
            if name.casefold() in seen:
                self.ctx.report(item, "duplicate-level", f"the level '{name}' is named twice")
            seen.add(name.casefold())
        self.levels = tuple(name for name, _ in written)

    def level_number(self, node: Scalar) -> int | None:
        """The number of the level that a scalar names, or ``None`` with a finding."""
        text = node.value.strip()
        for index, name in enumerate(self.levels):
            if name.casefold() == text.casefold():
                return index
        if INTEGER.fullmatch(text) and len(text) < 5 and 0 <= int(text) < len(self.levels):
            return int(text)
        last = len(self.levels) - 1
        self.ctx.report(
            node, "unknown-level", f"'{node_text(node)}' is not a level",
            suggestion=did_you_mean(closest(text, self.levels)),
            expected=f"one of {', '.join(self.levels)}, or 0 to {last}",
        )  # fmt: skip
        return None

    def build_cycle(self, node: Node) -> CycleSpec:
        """The cycle, with its end after its start."""
        values = take(self.ctx, node, TABLES["cycle"])
        start, end = values.get("start"), values.get("end")
        if start and end and end <= start and isinstance(node, Mapping):
            self._end_first(node, start, "cycle")
            start = end = None
        self.cycle = CycleSpec(
            name=values.get("name") or "",
            start=start or NO_DAY,
            end=end or NO_DAY,
            as_of=values.get("as_of"),
            extra=extras(node),
            spans=spans(node),
        )
        return self.cycle

    def _end_first(self, node: Mapping, start: dt.date, what: str) -> None:
        end = node.pairs["end"][1]
        message = f"the {what} ends on {node_text(end)}, which is not after its start on {start}"
        self.ctx.report(end, "end-before-start", message)

    # --- units ------------------------------------------------------------------------------

    def build_unit(self, node: Node, values: Values, level: int) -> UnitSpec:
        """A unit with all below it, of its values; ``level`` is what its place says."""
        get = values.get
        objectives = tuple(map(self.build_objective, get("objectives") or ()))
        children = tuple(self.build_children(node, values, level))
        return UnitSpec(
            get("name") or "", level, get("id"), get("lead") or "", get("description") or "",
            objectives, children, extras(node), spans(node),
        )  # fmt: skip

    def build_children(self, node: Node, values: Values, level: int) -> Iterator[UnitSpec]:
        """The units below a unit of a level, in the file's order."""
        for key in node.pairs if isinstance(node, Mapping) else ():
            if key in CHILD_KEYS:
                for child in values.get(key) or ():
                    below = self._level_of(child, key, level)
                    yield self.build_unit(child, take(self.ctx, child, TABLES["unit"]), below)

    def _level_of(self, node: Node, key: str, parent: int) -> int:
        """A unit's level: its own word, else what its key names, else one below its parent."""
        if parent < 0:
            return -1
        given = node.get("level")
        last = len(self.levels) - 1
        if isinstance(given, Scalar) and not given.is_null:
            level = self.level_number(given)
            if level is None:
                return min(parent + 1, last)
            if level <= parent:
                message = (
                    f"a {self.levels[level]} cannot stand below a {self.levels[parent]}, "
                    "which is of the same or a lower level"
                )
                self.ctx.report(given, "level-order", message)
                return min(parent + 1, last)
            return level
        if parent >= last:
            if isinstance(node, Mapping):
                message = f"a unit below the lowest level, {self.levels[last]}"
                hint = f"'levels' names {len(self.levels)}; name one more"
                self.ctx.report(node.head, "too-many-levels", message, suggestion=hint)
            return -1
        named = next(
            (index for index, name in enumerate(self.levels) if f"{name.casefold()}s" == key), 0
        )
        if 0 < named <= parent and isinstance(node, Mapping):
            own, above, taken = (self.levels[n] for n in (named, parent, parent + 1))
            message = f"the level {own} is above {above}, so this is of the level {taken}"
            hint = "write it higher up, or under 'units'"
            self.ctx.warn(node.head, "level-order", message, suggestion=hint)
        return max(named, parent + 1)

    # --- objectives and key results ---------------------------------------------------------

    def build_objective(self, node: Node) -> ObjectiveSpec:
        """An objective with its key results."""
        values = take(self.ctx, node, TABLES["objective"])
        get = values.get
        supports = tuple(self._once(get("supports") or []))
        waits = tuple(map(self.build_dependency, get("depends_on") or ()))
        key_results = tuple(map(self.build_key_result, get("key_results") or ()))
        tags = tuple([text for text, _ in get("tags") or ()])
        # By position, as key results.
        return ObjectiveSpec(
            get("title") or "", get("id"), get("why") or "", get("owner") or None,
            get("type") or "committed", supports, waits, key_results, get("progress_from"),
            get("status"), get("score"), get("carried_from"), or_default(get("weight"), 1.0),
            tags, extras(node), spans(node),
        )  # fmt: skip

    def _once(self, written: list[tuple[str, Node]]) -> Iterator[str]:
        seen: set[str] = set()
        for name, item in written:
            if name in seen:
                self.ctx.warn(item, "duplicate-reference", f"'{name}' is named twice here")
            else:
                yield name
            seen.add(name)

    def build_dependency(self, node: Node) -> DependencySpec:
        """An entry of ``depends_on``: an id, or a mapping."""
        if isinstance(node, Scalar):
            whole = Mapping(node.source, node.line, node.column, node.end_line, node.end_column)
            whole.pairs["on"] = (node, node)
            node = whole
        values = take(self.ctx, node, TABLES["dependency"])
        return DependencySpec(
            on=values.get("on") or "",
            note=values.get("note") or "",
            status=values.get("status") or "open",
            extra=extras(node),
            spans=spans(node),
        )

    def build_key_result(self, node: Node) -> KeyResultSpec:
        """A key result; what its kind needs is checked."""
        values = take(self.ctx, node, TABLES["key_result"])
        if isinstance(node, Mapping):
            self._check_kind(node, values)
        check_ins = tuple(map(self.build_check_in, values.get("check_ins") or ()))
        get = values.get
        steps = tuple(map(self.build_milestone, get("milestones") or ()))
        # By position: with names it takes three times as long, and there are thousands of them.
        return KeyResultSpec(
            get("title") or "", get("id"), get("kind"),
            get("start"), get("target"), get("current"), get("min"), get("max"),
            steps, get("done"), get("unit") or "", get("owner") or None,
            or_default(get("weight"), 1.0), get("confidence"), get("status"), get("score"),
            get("note") or "", check_ins, extras(node), spans(node),
        )  # fmt: skip

    def _check_kind(self, node: Mapping, values: Values) -> None:
        kind = values.get("kind")
        if kind is None and "kind" in values:
            return
        kinds = {_MARKERS[key]: key for key in node.pairs if key in _MARKERS and key in values}
        if kind is None and len(kinds) > 1:
            one, other = list(kinds.values())[:2]
            self.ctx.warn(
                node.pairs[other][0], "ambiguous-kind",
                f"'{one}' and '{other}' belong to different kinds of key results",
                suggestion="write 'kind: " + "' or 'kind: ".join(kinds) + "'",
            )  # fmt: skip
        elif kind in ("maintain", "milestones") and kind not in kinds:
            needs = "'min' or 'max'" if kind == "maintain" else "'milestones'"
            self.ctx.report(
                node.pairs["kind"][1], "missing-key", f"a key result of kind {kind} has no {needs}"
            )
        elif kind in ("metric", "maintain", "milestones", "yes_no"):
            for key in [key for name, key in kinds.items() if name != kind]:
                message = f"'{key}' says nothing about a key result of kind {kind}"
                self.ctx.warn(node.pairs[key][0], "unused-key", message)
        target = values.get("target")
        start = or_default(values.get("start"), None if "start" in values else 0.0)
        if target is not None and target == start and kind in (None, "metric"):
            shown = "start" if "start" in values else "start (0 when left out)"
            message = f"'target' is equal to '{shown}', so no progress can be made"
            self.ctx.report(node.pairs["target"][1], "target-equals-start", message)
        low, high = values.get("min"), values.get("max")
        if low is not None and high is not None and low >= high:
            self.ctx.report(
                node.pairs["max"][1], "band-reversed", f"'max' is not above 'min' ({low:g})"
            )

    def build_milestone(self, node: Node) -> MilestoneSpec:
        """A milestone."""
        values = take(self.ctx, node, TABLES["milestone"])
        return MilestoneSpec(
            title=values.get("title") or "",
            done=bool(values.get("done")),
            weight=or_default(values.get("weight"), 1.0),
            date=values.get("date"),
            extra=extras(node),
            spans=spans(node),
        )

    def build_check_in(self, node: Node) -> CheckInSpec:
        """A check-in; one outside the cycle is warned of."""
        values = take(self.ctx, node, TABLES["check_in"])
        day = values.get("date")
        if day and self.cycle and isinstance(node, Mapping):
            self._check_day(node.pairs["date"][1], day, self.cycle)
        return CheckInSpec(
            date=day or NO_DAY,
            value=values.get("value"),
            confidence=values.get("confidence"),
            note=values.get("note") or "",
            extra=extras(node),
            spans=spans(node),
        )

    def _check_day(self, at: Node, day: dt.date, cycle: CycleSpec) -> None:
        if NO_DAY in (cycle.start, cycle.end) or cycle.start <= day <= cycle.end:
            return
        where = f"after the cycle ends ({cycle.end})"
        if day < cycle.start:
            where = f"before the cycle begins ({cycle.start})"
        self.ctx.warn(at, "check-in-outside-cycle", f"a check-in on {day}, {where}")

    # --- the rest of the file ---------------------------------------------------------------

    def build_event(self, node: Node) -> EventSpec:
        """An event of the cadence."""
        values = take(self.ctx, node, TABLES["event"])
        start, end, level = values.get("date"), values.get("end"), values.get("level")
        if start and end and end < start and isinstance(node, Mapping):
            message = f"the event ends on {end}, before it begins on {start}"
            self.ctx.report(node.pairs["end"][1], "end-before-start", message)
        return EventSpec(
            name=values.get("name") or "",
            date=start or NO_DAY,
            end=end,
            level=self.level_number(level) if isinstance(level, Scalar) else None,
            note=values.get("note") or "",
            extra=extras(node),
            spans=spans(node),
        )


def or_default(value: Any, default: Any) -> Any:
    """A value, or what stands for it when it is not written (0 is written)."""
    return default if value is None else value
