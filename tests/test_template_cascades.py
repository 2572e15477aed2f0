"""Small cascades made by hand for the tests of templates and the plan stage."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from deckgen.model import cascade as model

START, END, AS_OF = dt.date(2027, 1, 4), dt.date(2027, 4, 4), dt.date(2027, 2, 5)
EXPECTED = 0.36
LEVELS = (
    ("Company", "Companies"), ("Department", "Departments"), ("Team", "Teams"),
    ("Individual", "Individuals"),
)  # fmt: skip


def status_of(progress: float | None) -> Any:
    if progress is None:
        return "not_started"
    if progress >= 1:
        return "done"
    pace = progress / EXPECTED
    return "on_track" if pace >= 0.9 else "at_risk" if pace >= 0.7 else "off_track"


def key_result(id_: str, title: str, progress: float | None = 0.4, **more: Any) -> model.KeyResult:
    fields: dict[str, Any] = {
        "kind": "metric", "start": 0.0, "target": 100.0,
        "current": None if progress is None else progress * 100, "minimum": None, "maximum": None,
        "done": False, "milestones": (), "unit": "%", "owner": "", "weight": 1.0,
        "confidence": None, "note": "", "score": None, "check_ins": (),
        "progress": progress, "expected": EXPECTED, "status": status_of(progress), "said": False,
        "start_given": True, "measurable": True,
    } | more  # fmt: skip
    return model.KeyResult(id=id_, title=title, objective=id_.split(".")[0], **fields)


def objective(
    id_: str, title: str, unit: str, progress: float | None = 0.4, *,
    supports: tuple[str, ...] = (),
    key_results: tuple[model.KeyResult, ...] | None = None, **more: Any,
) -> model.Objective:  # fmt: skip
    if key_results is None:
        key_results = (key_result(f"{id_}.1", f"Measure of {title.lower()}", progress),)
    ups = tuple(model.Support(up.split(".")[0], up if "." in up else None) for up in supports)
    fields: dict[str, Any] = {
        "why": f"Because of {title.lower()}.", "owner": f"Owner of {id_}", "type": "committed",
        "children": (), "contributors": (), "depends_on": (), "progress": progress,
        "progress_from": "key_results" if key_results else "children", "expected": EXPECTED,
        "confidence": 6.0, "status": status_of(progress), "said": False, "score": None,
        "weight": 1.0, "carried_from": None, "tags": (),
    } | more  # fmt: skip
    return model.Objective(
        id=id_, title=title, unit=unit, level=0, key_results=key_results,
        parent=ups[0] if ups else None, further=ups[1:], **fields,
    )  # fmt: skip


def cascade(
    units: list[tuple[str, str, str | None]], objectives: list[model.Objective],
    dependencies: tuple[model.Dependency, ...] = (), **more: Any,
) -> model.Cascade:  # fmt: skip
    """``units`` are (id, name, parent id), parents first; the first is the company."""
    paths: dict[str, tuple[str, ...]] = {}
    for key, _, parent in units:
        paths[key] = (*(paths[parent] if parent else ()), key)
    children: dict[str, list[str]] = {}
    contributors: dict[str, list[str]] = {}
    for one in objectives:
        if one.parent:
            children.setdefault(one.parent.objective, []).append(one.id)
        for up in one.further:
            contributors.setdefault(up.objective, []).append(one.id)
    found = {
        one.id: replace(
            one, level=len(paths[one.unit]) - 1, children=tuple(children.get(one.id, ())),
            contributors=tuple(contributors.get(one.id, ())),
            depends_on=tuple(d for d in dependencies if d.who == one.id),
        )
        for one in objectives
    }  # fmt: skip
    made = {}
    for key, name, parent in units:
        own = [o for o in found.values() if o.unit == key]
        values = [o.progress for o in own if o.progress is not None]
        mean = sum(values) / len(own) if values else None
        made[key] = model.Unit(
            id=key, name=name, level=len(paths[key]) - 1, lead=f"Lead of {name}", description="",
            parent=parent, children=tuple(k for k, _, p in units if p == key),
            objectives=tuple(o.id for o in own), path=paths[key], progress=mean,
            expected=EXPECTED, confidence=6.0 if own else None, status=status_of(mean),
        )  # fmt: skip
    levels = []
    for number, (name, plural) in enumerate(LEVELS):
        at = tuple(u.id for u in made.values() if u.level == number)
        own = [o for o in found.values() if o.level == number]
        values = [o.progress for o in own if o.progress is not None]
        mean = sum(values) / len(own) if values else None
        levels.append(
            model.LevelSummary(
                number, name, plural, at, tuple(o.id for o in own), mean, EXPECTED, status_of(mean)
            )
        )
    fields: dict[str, Any] = {
        "mission": "Care that starts when you need it.",
        "north_star": "Every patient seen within a week",
        "practices": (), "glossary": (), "faq": (), "extra": {}, "rules": {},
        "deck": model.DeckSettings(), "scoring": model.Scoring(),
        "events": (
            model.Event("Kickoff", START, None, 0, "Everybody in one room"),
            model.Event("Alignment workshop", START + dt.timedelta(2), None, 1, ""),
            model.Event("Check-in", START + dt.timedelta(7), None, 2, "", True),
            model.Event("Check-in", START + dt.timedelta(14), None, 2, "", True),
            model.Event("Grading", END, None, 0, "Score 0.0 to 1.0"),
        ),
    } | more  # fmt: skip
    return model.Cascade(
        company=units[0][0], logo=None, logo_mime="",
        cycle=model.Cycle("Q1 2027", START, END, AS_OF, 0.356), levels=tuple(levels), units=made,
        objectives=found, key_results={k.id: k for o in found.values() for k in o.key_results},
        dependencies=dependencies, **fields,
    )  # fmt: skip


def check_in(day: int, value: float, note: str = "") -> model.CheckIn:
    return model.CheckIn(START + dt.timedelta(days=day), value * 100, 6.0, note, value)


def harbor(**more: Any) -> model.Cascade:
    """A company with two departments, two teams and a person; one orphan, two dependencies."""
    booked = key_result(
        "D1.1", "Visits booked online", 0.24, note="Counted at the desk",
        check_ins=(check_in(0, 0.0), check_in(7, 0.1), check_in(28, 0.24, "Vendor slipped")),
    )  # fmt: skip
    return cascade(
        [
            ("harbor", "Harbor Health", None), ("digital", "Digital", "harbor"),
            ("booking", "Booking", "digital"), ("sam", "Sam Ito", "booking"),
            ("people", "People", "harbor"), ("rota", "Rota", "people"),
        ],
        [
            objective("C1", "Every patient is seen within a week", "harbor", 0.42),
            objective("C2", "Care teams that stay", "harbor", 0.36),
            objective(
                "D1", "Make booking possible without a call", "digital", 0.28, supports=("C1.1",),
                key_results=(booked, key_result("D1.2", "Median time to book", 0.42)),
                tags=("portal",),
            ),
            objective("D2", "Staff every clinic to demand", "people", 0.4, supports=("C2",)),
            objective(
                "T1", "Waitlist fills cancelled slots", "booking", 0.15, supports=("D1", "C2")
            ),
            objective("T2", "Rota published six weeks ahead", "rota", None),
            objective("I1", "Ship the waitlist matcher", "sam", 0.4, supports=("T1",)),
        ],
        (
            model.Dependency("D1", "D2", "D2", "Clinic rotas loaded six weeks ahead", "open"),
            model.Dependency("T1", "D1.2", "D1", "One booking form", "agreed"),
        ),
        **more,
    )  # fmt: skip
