"""A company of 500 objectives and key results in the shapes of sets that companies publish.

Such sets have no ids, few fields, and say their numbers in titles: long sentences with links,
emoji, quotes, arrows and abbreviations, nested up to six levels, with up to 27 key results
under one objective. The words are our own.
"""

from __future__ import annotations

import json
import random

AREAS = [
    "Support", "Security", "Billing & payments", "Data platform", "People Ops", "Field marketing",
    "Developer relations", "Legal", "Mobile", "Search", "Accessibility", "Infrastructure",
]  # fmt: skip
SQUADS = ["Intake", "Runner", "Import/Export", "Ledger", "Ingress", "Editor", "Onboarding", "SRE"]
PEOPLE = [
    "Ada Kern", "Ben Aro", "Ines Marku", "Jon Petri", "Lea Imhof", "Mira Solberg", "Nia Holt",
    "Olu Brandt", "Paul Oduya", "Ravi Sand", "Rosa Lind", "Sol Vidal", "Tariq Bell", "Uma Falk",
    "Jürgen Öztürk-Weiß", "D. O’Keeffe, PhD", "TBD", "",
]  # fmt: skip
OBJECTIVES = [
    "Become the service that people recommend to their neighbours",
    "Make {thing} boring: nobody talks about it because it works",
    "Customers find an answer without asking us",
    "Pass the SOC 2 and ISO 27001 audits with room to spare",
    "Be ready for the 2027 season",
    "Grow a team in which everyone wants to stay",
    "{area}: earn trust, one release at a time 🚀",
    "Support that never sleeps, 24/7",
    "IACV: a pipeline that carries the second half",
    "Open by default – decisions, numbers, and “why not”",
    "Reduce toil in {thing} so that on-call weeks are quiet",
    "Deliver the platform that [every team](https://example.org/{n}) builds on",
]
GOOD = [
    ("Raise first replies within the hour from {a}% to {b}%", "%"),
    ("Median time to merge: {b} h → {a} h", "h"),
    ("Build time at the 95th percentile", "min"),
    ("Review turnaround for first-time contributors", "days"),
    ("Releases that need no hotfix", "%"),
    ("Cost per thousand requests", "$"),
    ("Net promoter score among admins (quarterly survey, n ≥ 200)", "pts"),
    ("Open vulnerabilities of severity S1/S2 older than 30 days", ""),
    ("Pages that pass WCAG 2.2 AA in the nightly crawl", "%"),
    ("Offers accepted per offers made", "%"),
]  # with fields
WORDED = [
    "Raise first reply SLA for premium from {a}% to {b}% => 0%",
    "{b}% of engineers took part in at least one incident review",
    "Build failures caused by flaky tests fall by half",
    "Review queue never holds a request longer than two days",
    "Run costs of the staging fleet drop to zero over weekends",
    "Plan adherence is published every Monday, for every team",
    "Release notes exist for every release, in all three languages",
    "Design system covers all forms of the checkout",
    "Start pages load in under a second on a mid-range phone",
    "No more than one page per on-call week",
    "Zero regressions in the import of customers’ archives",
    "At least three of the five largest customers renew early",
]
"""Results that say in words when they are reached."""
TASKS = [
    "Launch the new partner portal",
    "Write the runbook for regional failover",
    "Migrate the remaining services to the shared gateway",
    "Hold workshops on threat modelling with each group",
    "Create a career framework for technical writers",
]
"""What is done, with nothing to say what changes by it."""
LONG = (
    "Customers of every size, in every region where we have an entity, can close an account, "
    "export all that belongs to it in a documented format, and be told in plain words what is "
    "kept for legal reasons and for how long, without writing to {area}, measured by the share of "
    "closed accounts without a ticket in the thirty days around it, sampled weekly and reviewed {n}"
)


def published(nodes: int = 500, seed: int = 20) -> str:
    """The text of a spec with about so many objectives and key results. JSON, which is YAML."""
    return json.dumps(as_data(nodes, seed), ensure_ascii=False, indent=1)


def as_data(nodes: int = 500, seed: int = 20) -> dict[str, object]:
    """The same as data."""
    chance = random.Random(seed)
    left = [nodes]

    def words(text: str) -> str:
        a, b = sorted(chance.sample(range(12, 98), 2))
        thing = chance.choice(["billing", "the pipeline", "search", "sign-in", "the archive"])
        area = chance.choice(AREAS)
        return text.format(a=a, b=b, n=chance.randrange(100, 9999), thing=thing, area=area)

    def result() -> dict[str, object]:
        left[0] -= 1
        kind = chance.random()
        if kind < 0.45:
            text, unit = chance.choice(GOOD)
            start, target = chance.sample(range(1, 95), 2)
            found: dict[str, object] = {"title": words(text), "start": start, "target": target}
            found["unit"] = unit
            if chance.random() < 0.6:
                found["current"] = round(start + (target - start) * chance.random(), 1)
            return found
        if kind < 0.8:
            return {"title": words(chance.choice(WORDED))}
        if kind < 0.92:
            return {"title": words(chance.choice(TASKS))}
        return {"title": words(LONG)}

    def objective(top: bool) -> dict[str, object]:
        left[0] -= 1
        many = 27 if chance.random() < 0.01 else chance.choice([0, 1, 2, 3, 3, 3, 4, 5])
        found: dict[str, object] = {"title": words(chance.choice(OBJECTIVES))}
        found["owner"] = chance.choice(PEOPLE)
        found["key_results"] = [result() for _ in range(many)]
        if top:
            found["id"] = f"CEO-{left[0]}"
            tops.append(str(found["id"]))
        elif chance.random() < 0.6:
            found["supports"] = chance.choice(tops)
        return found

    def unit(name: str, depth: int) -> dict[str, object]:
        made: dict[str, object] = {"name": name}
        made["objectives"] = [objective(False) for _ in range(chance.choice([1, 2, 3]))]
        if depth < 5 and left[0] > 0:
            below = chance.choice([0, 1, 1, 2])
            made["units"] = [
                unit(f"{chance.choice(SQUADS)} {left[0]}", depth + 1) for _ in range(below)
            ]
        return made

    tops: list[str] = []
    company: dict[str, object] = {"name": "Umbra", "objectives": [objective(True) for _ in "abc"]}
    units: list[dict[str, object]] = []
    while left[0] > 0:
        units.append(unit(f"{AREAS[len(units) % len(AREAS)]} {len(units) // len(AREAS) + 1}", 1))
    company["units"] = units
    return {
        "version": 1,
        "cycle": {"name": "FY27-Q1", "start": "2027-02-01", "end": "2027-04-30",
                  "as_of": "2027-03-08"},
        "levels": ["Company", "Division", "Department", "Group", "Team", "Squad"],
        "company": company,
    }  # fmt: skip
