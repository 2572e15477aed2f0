"""Resolves a spec into a cascade: ids become links, and every number is computed here, once.

Everything is linear in the number of objectives and free of recursion over them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from deckgen.findings import Finding
from deckgen.model import calendar, progress
from deckgen.model.cascade import (
    Cascade,
    Cycle,
    DeckSettings,
    Dependency,
    Event,
    KeyResult,
    LevelSummary,
    Objective,
    Scoring,
    Status,
    Support,
    TitledText,
    Unit,
)
from deckgen.model.lines import even_spaces, one_line
from deckgen.model.results import id_of, key_result
from deckgen.spec.types import ObjectiveSpec, PairSpec, Spec, UnitSpec
from deckgen.values import replace

PERSONS = frozenset(("individual", "person", "people", "member", "employee", "mitarbeiter"))
"""Names of levels whose units are people."""


def resolve(spec: Spec) -> tuple[Cascade, tuple[Finding, ...]]:
    """The cascade of a spec whose ids are filled in and whose references were checked.

    There are no findings of its own today: what a file can get wrong, its reader says. Raises
    ValueError for a spec with an id left out.
    """
    return _Resolver(spec).cascade(), ()


USUAL_LEVELS = frozenset(("company", "division", "department", "team", "squad", "individual"))
"""Level names that are English whatever the deck's language."""


def plural_of(name: str, language: str = "en") -> str:
    """An English level name in the plural; names in other languages stay as they are."""
    english = language.lower().startswith("en") or name.casefold() in USUAL_LEVELS
    if not english or not name:
        return name
    lower = name.lower()
    if lower in ("people", "staff"):
        return name
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return name + "es"
    return {"person": name[:-6] + "People"}.get(lower, name + "s")


class _Resolver:
    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.language = str(spec.deck.get("language", "en"))
        names = Scoring.__annotations__
        values: dict[str, Any] = {k: v for k, v in spec.scoring.items() if k in names}
        own = {k: v for k, v in spec.scoring.items() if k.startswith("x-")}
        if "rounding" in values:
            values["rounding"] = int(values["rounding"])
        self.scoring = Scoring(**values, extra=own)
        self.placed = _units(spec.company)
        self.written: dict[str, tuple[ObjectiveSpec, UnitSpec]] = {
            id_of(o.id): (o, unit) for unit, _ in self.placed for o in unit.objectives
        }
        self.objective_of: dict[str, str] = {}
        for key, (objective, _) in self.written.items():
            self.objective_of[key] = key
            for result in objective.key_results:
                self.objective_of[id_of(result.id)] = key
        self.cycle = self._cycle()
        self.after_end = self.cycle.as_of > self.cycle.end

    def _cycle(self) -> Cycle:
        written = self.spec.cycle
        results = (k for o, _ in self.written.values() for k in o.key_results)
        dates = [c.date for k in results for c in k.check_ins]
        as_of = written.as_of or max(dates, default=written.start)
        share = progress.elapsed(written.start, written.end, as_of)
        return Cycle(written.name, written.start, written.end, as_of, share, dict(written.extra))

    def _status(self, reached: float | None, due: float, score: float | None, type_: str) -> Status:
        if self.after_end:
            return progress.final_status(
                score if score is not None else reached, type_, self.scoring
            )
        return progress.status(reached, due, self.scoring)

    # --- objectives -------------------------------------------------------------------------

    def _supports(self) -> dict[str, tuple[Support, ...]]:
        found: dict[str, tuple[Support, ...]] = {}
        for key, (written, _) in self.written.items():
            ups: dict[str, Support] = {}
            for name in written.supports:
                above = self.objective_of.get(name)
                if above is not None and above != key and above not in ups:
                    ups[above] = Support(above, name if name != above else None)
            found[key] = tuple(ups.values())
        return found

    def _objectives(self) -> tuple[dict[str, Objective], dict[str, KeyResult]]:
        supports = self._supports()
        children: dict[str, list[str]] = {key: [] for key in self.written}
        contributors: dict[str, list[str]] = {key: [] for key in self.written}
        for key, above in supports.items():
            for index, up in enumerate(above):
                (contributors if index else children)[up.objective].append(key)
        made: dict[str, Objective] = {}
        for key in _leaves_first(children, supports):
            written, unit = self.written[key]
            lead = self._lead(unit)
            results = tuple(
                [
                    key_result(k, written, lead, self.cycle, self._status, self.scoring)
                    for k in written.key_results
                ]
            )
            alive = [k for k in results if k.status != "dropped"]
            source = written.progress_from or ("key_results" if alive else "children")
            parts: list[tuple[float | None, float]] = []
            if source in ("key_results", "both"):
                parts += [(k.progress, k.weight) for k in alive]
            if source in ("children", "both"):
                below = [made[c] for c in children[key] if c in made]
                parts += [(c.progress, c.weight) for c in below if c.status != "dropped"]
            reached = progress.weighted(parts) if parts else None
            due = progress.expected(self.cycle.elapsed, written.type, self.scoring)
            said = cast("Status | None", written.status)
            if said == "dropped":  # and all that is measured of it
                results = tuple(replace(k, status=said) for k in results)
            sure = progress.mean(
                [(k.confidence, k.weight) for k in results if k.status != "dropped"]
            )
            ups = supports[key]
            # By position, as key results.
            made[key] = Objective(
                key, one_line(written.title), even_spaces(written.why),
                one_line(written.owner or lead), id_of(unit.id), unit.level,
                "aspirational" if written.type == "aspirational" else "committed",
                results, ups[0] if ups else None, ups[1:], tuple(children[key]),
                tuple(contributors[key]), self._waits(key, written), reached,
                cast("Any", source), due, sure,
                said or self._status(reached, due, written.score, written.type),
                said is not None, written.score, written.weight, written.carried_from,
                written.tags, dict(written.extra),
                written.spans.get("title") or written.spans.get(""),
            )  # fmt: skip
        ordered = {key: made[key] for key in self.written}
        return ordered, {k.id: k for o in ordered.values() for k in o.key_results}

    def _waits(self, key: str, written: ObjectiveSpec) -> tuple[Dependency, ...]:
        return tuple(
            Dependency(
                key, d.on, self.objective_of[d.on], d.note, cast("Any", d.status),
                d.spans.get("on") or d.spans.get(""), dict(d.extra),
            )
            for d in written.depends_on
            if d.on in self.objective_of
        )  # fmt: skip

    def _lead(self, unit: UnitSpec) -> str:
        """Who owns what names no owner: the unit's lead; a person owns their own."""
        names = self.spec.levels
        level = names[unit.level].casefold() if unit.level < len(names) else ""
        return unit.lead or (unit.name if level in PERSONS else "")

    # --- units, levels, the whole -----------------------------------------------------------

    def _sum(
        self, objectives: Iterable[Objective]
    ) -> tuple[float | None, float | None, float | None, Status]:
        """Progress, expected, confidence and status of several objectives together."""
        counted = [o for o in objectives if o.status != "dropped"]
        if not counted:
            return None, None, None, "not_started"
        reached = progress.weighted([(o.progress, o.weight) for o in counted])
        due = progress.mean([(o.expected, o.weight) for o in counted])
        sure = progress.mean([(o.confidence, o.weight) for o in counted])
        if not self.after_end:
            return reached, due, sure, progress.status(reached, due or 0.0, self.scoring)
        grade = progress.weighted(
            (o.progress if o.score is None else o.score, o.weight) for o in counted
        )
        # Where types are mixed, so are the grades that are asked for, as with what is expected.
        bounds = [(progress.final_bounds(o.type, self.scoring), o.weight) for o in counted]
        good = progress.mean((good, weight) for (good, _), weight in bounds) or 0.0
        fair = progress.mean((fair, weight) for (_, fair), weight in bounds) or 0.0
        return reached, due, sure, progress.graded(grade, good, fair)

    def _units(self, objectives: Mapping[str, Objective]) -> dict[str, Unit]:
        own: dict[str, list[Objective]] = {}
        for objective in objectives.values():
            own.setdefault(objective.unit, []).append(objective)
        below: dict[str, list[Objective]] = {}
        for unit, path in reversed(self.placed):
            mine = below.setdefault(id_of(unit.id), [])
            mine[:0] = own.get(id_of(unit.id), [])
            if len(path) > 1:
                below.setdefault(path[-2], [])[:0] = mine
        made = {}
        for unit, path in self.placed:
            key = id_of(unit.id)
            mine = own.get(key, [])
            alive = any(o.status != "dropped" for o in mine)
            reached, due, sure, word = self._sum(mine if alive else below[key])
            made[key] = Unit(
                key, one_line(unit.name), unit.level, one_line(unit.lead),
                even_spaces(unit.description), path[-2] if len(path) > 1 else None,
                tuple([id_of(c.id) for c in unit.children]),
                tuple([id_of(o.id) for o in unit.objectives]),
                path, reached, due, sure, word, dict(unit.extra),
                unit.spans.get("name") or unit.spans.get(""),
            )  # fmt: skip
        return made

    def _levels(
        self, units: Mapping[str, Unit], objectives: Mapping[str, Objective]
    ) -> tuple[LevelSummary, ...]:
        used = sorted({unit.level for unit in units.values()})
        found = []
        for number in used:
            names = self.spec.levels
            name = names[number] if number < len(names) else f"Level {number + 1}"
            here = [o for o in objectives.values() if o.level == number]
            reached, due, _, word = self._sum(here)
            found.append(
                LevelSummary(
                    number, name, plural_of(name, self.language),
                    tuple(u.id for u in units.values() if u.level == number),
                    tuple(o.id for o in here), reached, due, word,
                )
            )  # fmt: skip
        return tuple(found)

    def _events(self, levels: Sequence[LevelSummary]) -> tuple[Event, ...]:
        if not self.spec.cadence:
            # A cadence lane of a level without units would be empty, so only those in use count.
            made = calendar.derived(self.cycle.start, self.cycle.end, len(levels))
            return tuple(replace(event, level=levels[event.level].level) for event in made)
        return tuple(
            Event(e.name, e.date, e.end, e.level or 0, e.note, extra=dict(e.extra))
            for e in self.spec.cadence
        )

    def _deck(self) -> DeckSettings:
        known = DeckSettings.__annotations__.keys() - {"extra"}
        values: dict[str, Any] = {}
        extra: dict[str, Any] = {}
        for key, value in self.spec.deck.items():
            text = value.isoformat() if isinstance(value, dt.date) else value
            (values if key in known else extra)[key] = str(text) if key in known else text
        return DeckSettings(**values, extra=extra)

    def cascade(self) -> Cascade:
        """Everything put together."""
        spec = self.spec
        objectives, results = self._objectives()
        units = self._units(objectives)
        levels = self._levels(units, objectives)
        return Cascade(
            company=id_of(spec.company.id),
            mission=even_spaces(spec.mission),
            north_star=even_spaces(spec.north_star),
            logo=spec.logo,
            logo_mime=spec.logo_mime,
            cycle=self.cycle,
            scoring=self.scoring,
            deck=self._deck(),
            levels=levels,
            units=units,
            objectives=objectives,
            key_results=results,
            dependencies=tuple(d for o in objectives.values() for d in o.depends_on),
            events=self._events(levels),
            practices=_texts(spec.practices),
            glossary=_texts(spec.glossary),
            faq=_texts(spec.faq),
            rules=dict(spec.rules),
            extra=dict(spec.extra),
            previous=resolve(spec.previous)[0] if spec.previous else None,
            path=spec.path,
            rule_spans={k: at for k in spec.rules if (at := spec.spans.get(f"rules.{k}"))},
        )


def _texts(pairs: Sequence[PairSpec]) -> tuple[TitledText, ...]:
    return tuple(
        TitledText(one_line(pair.title), even_spaces(pair.text), dict(pair.extra)) for pair in pairs
    )


def _units(company: UnitSpec) -> list[tuple[UnitSpec, tuple[str, ...]]]:
    """Every unit with the ids of its path, in the file's order."""
    found: list[tuple[UnitSpec, tuple[str, ...]]] = []
    stack: list[tuple[UnitSpec, tuple[str, ...]]] = [(company, (id_of(company.id),))]
    while stack:
        unit, path = stack.pop()
        found.append((unit, path))
        stack.extend((child, (*path, id_of(child.id))) for child in reversed(unit.children))
    return found


def _leaves_first(
    children: Mapping[str, list[str]], supports: Mapping[str, tuple[Support, ...]]
) -> list[str]:
    """Objectives so that each comes after its children (by primary parents)."""
    order: list[str] = []
    stack = [key for key, ups in supports.items() if not ups]
    seen = set(stack)
    while stack:
        key = stack.pop()
        order.append(key)
        fresh = [c for c in children[key] if c not in seen]
        seen.update(fresh)
        stack.extend(fresh)
    order.extend(key for key in supports if key not in seen)
    return order[::-1]
