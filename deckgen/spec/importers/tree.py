"""From goals to an organisation: key results under objectives, parents found, units nested."""

from __future__ import annotations

import re
from dataclasses import field

from deckgen.findings import Finding, Level, counted
from deckgen.spec.importers.goals import Goal, Rows
from deckgen.spec.importers.measures import CHECKED, Measure, checked
from deckgen.spec.importers.table import Cell
from deckgen.spec.near import Names, did_you_mean
from deckgen.values import dataclass

_MEASURED = ("start", "target", "current", "unit", "metric_type", "progress")
LEVELS = ("Company", "Department", "Team", "Individual")


@dataclass(slots=True)
class Unit:
    """A unit with its objectives; ``level`` is 0 to 3."""

    name: str
    level: int
    lead: str = ""
    goals: list[Goal] = field(default_factory=list)
    children: dict[tuple[int, str], Unit] = field(default_factory=dict)


class Organisation:
    """The goals of all rows put in their places. ``findings`` says what did not fit."""

    def __init__(self, rows: Rows, company: str) -> None:
        self.rows = rows
        self.findings: list[Finding] = []
        self.notes: list[str] = []
        self.company = Unit(company, 0)
        self._names: Names | None = None
        self.by_name: dict[str, Goal] = {}
        self.by_title: dict[str, Goal] = {}
        self.supports: dict[int, list[Goal]] = {}
        self.named = any(goal.names for goal in rows.goals)
        self._index()
        self._attach_measures()
        self._progress()
        self._find_parents()
        self._circles()
        self._place()
        self._order()

    def _index(self) -> None:
        for goal in self.rows.goals:
            for name in goal.names:
                other = self.by_name.setdefault(name.casefold(), goal)
                if other is not goal:
                    cell = goal.fields.get("id") or goal.fields.get("row_id") or goal.cell
                    message = f"the id '{name}' is also that of row {other.cell.span.line}"
                    self.findings.append(cell.finding("duplicate-id", message))
            self.by_title.setdefault(goal.title.casefold(), goal)

    def find(self, text: str) -> Goal | None:
        """The goal of an id or title."""
        return self.by_name.get(text.casefold()) or self.by_title.get(text.casefold())

    def _parents_of(self, goal: Goal) -> list[tuple[str, Cell, Goal | None]]:
        found: list[tuple[str, Cell, Goal | None]] = []
        for text, cell in goal.parents:
            whole = self.find(text)
            if whole is not None:
                found.append((text, cell, whole))
                continue
            parts = [part.strip() for part in re.split(r"[,;|]", text) if part.strip()]
            found += [(part, cell, self.find(part)) for part in (parts if self.named else [text])]
        return found

    # --- key results that have rows of their own ---------------------------------------------

    def _attach_measures(self) -> None:
        goals = self.rows.goals
        parents = {
            id(parent) for goal in goals for _, _, parent in self._parents_of(goal) if parent
        }
        objectives: list[Goal] = []
        self.home: dict[int, tuple[Goal, Measure]] = {}
        pending: list[Goal] = []
        for goal in goals:
            if goal.is_measure and "guessed" in goal.fields:
                levels = {p.level for _, _, p in self._parents_of(goal) if p is not None}
                own_level = goal.level is not None and levels not in (set(), {goal.level})
                goal.is_measure = not (id(goal) in parents or own_level)
            (pending if goal.is_measure else objectives).append(goal)
        last: Goal | None = None
        above: dict[int, Goal | None] = {}
        for goal in goals:
            above[id(goal)] = last
            last = last if goal.is_measure else goal
        for goal in pending:
            holder = None
            for name, cell, parent in self._parents_of(goal):
                if parent is None:
                    self._unknown(name, cell)
                    break
                if parent.is_measure:
                    message = f"'{name}' is a key result, and a key result belongs to an objective"
                    self.findings.append(cell.finding("bad-parent", message))
                    break
                holder = holder or parent
            else:
                holder = holder or above.get(id(goal))
                if holder is None:
                    message = "a key result with no objective in a row above it"
                    self.findings.append(goal.cell.finding("missing-objective", message))
                    continue
                record = dict(goal.fields)
                record.pop("id", None)
                measure = self.rows.making.measure(goal.cell, record)
                own = [name for name in goal.names if not name.startswith("\0")]
                if own:
                    measure.keys = {"id": "-".join(own[-1].split()), **measure.keys}
                holder.measures.append(measure)
                self.home[id(goal)] = (holder, measure)
        self.objectives = objectives

    def _progress(self) -> None:
        """A goal that only knows how far it is becomes one key result in percent."""
        parents = {
            id(parent)
            for goal in self.objectives
            for _, _, parent in self._parents_of(goal)
            if parent
        }
        made = passed = 0
        for goal in self.objectives:
            own = {name: goal.fields[name] for name in _MEASURED if name in goal.fields}
            own |= checked(goal.fields)
            if self.rows.reading.flat:
                continue  # there a row's numbers are its key result's
            if goal.measures:
                passed += any(name in own for name in ("target", "current", *CHECKED))
                continue
            if any(name in own for name in ("target", "current")):
                goal.measures.append(self.rows.making.measure(goal.cell, own))
                made += 1
            elif goal.progress is not None and id(goal) not in parents:
                keys: dict[str, object] = {
                    "start": 0.0,
                    "target": 100.0,
                    "current": goal.progress,
                    "unit": "%",
                }
                cell = goal.fields["progress"]
                goal.measures.append(Measure("Progress", cell, keys))
                made += 1
        if passed:
            both = counted(passed, "objective")
            self.notes.append(f"{both} with numbers and key results: the key results count")
        if made:
            without = counted(made, "objective")
            self.notes.append(f"{without} without key results got one from the row's own numbers")

    # --- parents ----------------------------------------------------------------------------

    def _unknown(self, name: str, cell: Cell) -> None:
        if self._names is None:
            goals = self.rows.goals
            ids = (n for goal in goals for n in goal.names if n[:1] != "\0")
            self._names = Names([*ids, *(goal.title for goal in goals)])
        message = f"the parent '{name[:60]}' is no objective of this file"
        near = did_you_mean(self._names.near(name))
        self.findings.append(cell.finding("unknown-parent", message, near))

    def _find_parents(self) -> None:
        made: dict[str, Goal] = {}
        for goal in self.objectives:
            for name, cell, found in self._parents_of(goal):
                parent = found or made.get(name.casefold())
                if parent is None and not self.named:
                    # A column of parents' titles without rows of their own: company objectives.
                    parent = Goal(name, cell, [], (), 0, [])
                    made[name.casefold()] = parent
                if parent is None:
                    self._unknown(name, cell)
                elif parent is goal:
                    if self.named:
                        self.findings.append(
                            cell.finding("circular-support", "a goal is its own parent")
                        )
                else:
                    links = self.supports.setdefault(id(goal), [])
                    if parent not in links:
                        links.append(parent)
        self.objectives = [*made.values(), *self.objectives]
        if made:
            self.notes.append(
                f"{len(made)} parent(s) known only by title became company objectives"
            )

    def _circles(self) -> None:
        state: dict[int, int] = {}
        for goal in self.objectives:
            trail: list[Goal] = []
            stack = [(goal, 0)]
            while stack:
                here, step = stack.pop()
                if step == 0:
                    if state.get(id(here)) == 2:
                        continue
                    state[id(here)] = 1
                    trail.append(here)
                links = self.supports.get(id(here), [])
                if step < len(links):
                    stack.append((here, step + 1))
                    target = self.home.get(id(links[step]), (links[step],))[0]
                    if state.get(id(target)) == 1:
                        names = " → ".join(
                            f"'{g.title[:30]}'" for g in trail[trail.index(target) :]
                        )
                        cell = target.fields.get("parent") or target.cell
                        message = f"parents lead in a circle: {names}"
                        self.findings.append(cell.finding("circular-support", message))
                        return
                    if state.get(id(target)) is None:
                        stack.append((target, 0))
                else:
                    state[id(here)] = 2
                    trail.pop()

    # --- units ------------------------------------------------------------------------------

    def _place(self) -> None:
        """Each objective into its unit; a team without a department goes where others have it."""
        above: dict[tuple[int, str], set[tuple[tuple[int, str], ...]]] = {}
        for goal in self.objectives:
            for place, step in enumerate(goal.path):
                if place:
                    above.setdefault(step, set()).add(goal.path[:place])
        unnamed = False
        self.level: dict[int, int] = {}
        for goal in self.objectives:
            path = goal.path
            if path and len(found := above.get(path[0], set())) == 1:
                path = (*next(iter(found)), *path)
            if goal.level and not any(number == goal.level for number, _ in path):
                path = (*path, (goal.level, LEVELS[goal.level]))
                message = f"no column says which {LEVELS[goal.level].lower()} this is"
                if not unnamed:
                    hint = "map one: --map 'Your column=" + LEVELS[goal.level].lower() + "'"
                    self.findings.append(goal.cell.finding("no-unit", message, hint, Level.WARNING))
                unnamed = True
            unit = self.company
            for number, name in path:
                key = (number, name.casefold())
                unit = unit.children.setdefault(key, Unit(name, number))
            unit.goals.append(goal)
            unit.lead = unit.lead or goal.lead
            self.level[id(goal)] = unit.level

    def _order(self) -> None:
        """Leave out links to lower levels, and give ids to what is referred to."""
        for goal in self.objectives:
            for parent in list(self.supports.get(id(goal), [])):
                holder = self.home.get(id(parent), (parent,))[0]
                if holder is goal or id(holder) not in self.level:
                    self.supports[id(goal)].remove(parent)
                elif self.level[id(holder)] > self.level[id(goal)]:
                    self.supports[id(goal)].remove(parent)
                    cell = goal.fields.get("parent") or goal.cell
                    message = f"its parent '{parent.title[:40]}' is of a lower level; left out"
                    self.findings.append(
                        cell.finding("supports-below", message, level=Level.WARNING)
                    )
        taken = {name.casefold() for goal in self.objectives for name in goal.names}
        taken |= {
            str(m.keys["id"]).casefold()
            for goal in self.objectives
            for m in goal.measures
            if "id" in m.keys
        }
        counts = [0] * len(LEVELS)
        self.ids: dict[int, str] = {}
        for goal in self.objectives:
            level = self.level[id(goal)]
            counts[level] += 1
            own = [name for name in goal.names if not name.startswith("\0")]
            name = "-".join(own[-1].split()) if own else ""
            while not name or (not own and name.casefold() in taken):
                name = f"{LEVELS[level][0]}{counts[level]}"
                if name.casefold() in taken:
                    counts[level] += 1
                    name = ""
            taken.add(name.casefold())
            self.ids[id(goal)] = name

    def id_of(self, goal: Goal) -> str:
        """The id that others call a goal by: an objective's, or a key result's."""
        if id(goal) in self.home:
            holder, measure = self.home[id(goal)]
            if "id" not in measure.keys:
                number = holder.measures.index(measure) + 1
                measure.keys = {"id": f"{self.ids[id(holder)]}.{number}", **measure.keys}
            return str(measure.keys["id"])
        return self.ids[id(goal)]
