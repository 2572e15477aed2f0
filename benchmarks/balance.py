"""How calm slides are, in numbers: ``python benchmarks/balance.py``.

Lays out the sample, the tests' worst spec and a generated corpus with every built-in template,
in both sizes, and measures each slide as ``deckgen.layout.balance`` says. Writes
``benchmarks/results/balance.md``.
"""

from __future__ import annotations

import json
import random
import statistics
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deckgen import pipeline
from deckgen.findings import DeckgenError
from deckgen.layout.balance import MOST_EDGES, MOST_SIZES, Measures, measures
from deckgen.theme.page import page

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "balance.md"
TEMPLATES = ("kickoff", "department", "review", "primer", "one-pager")
ASPECTS = ("16:9", "4:3")
CORPUS = 6
"""Generated specs."""
WORST = 10
EMPTY = 0.3
"""Share of the content's height that lies empty in one band: a slide looks unfinished."""
WORDS = (
    "improve", "patient", "visit", "clinic", "referral", "booking", "weekly", "staff", "hours",
    "cost", "margin", "quality", "calls", "forms", "data", "access", "training", "safety",
    "growth", "reach", "answer", "open", "plan", "review", "first", "every", "within", "before",
    "after", "without", "of", "to", "for", "and", "in", "the", "a",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """A slide and its numbers."""

    spec: str
    template: str
    aspect: str
    number: int
    kind: str
    title: str
    found: Measures


def words(rng: random.Random, least: int, most: int) -> str:
    """A sentence of random words."""
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(least, most))).capitalize()


def spec(seed: int) -> str:
    """A company with departments and teams; titles of three to fourteen words."""
    rng = random.Random(seed)
    company = {"name": words(rng, 1, 3), "objectives": objectives(rng, "C", rng.randint(2, 4), [])}
    above = [o["id"] for o in company["objectives"]]
    departments = []
    for d in range(rng.randint(2, 6)):
        own = objectives(rng, f"D{d}-", rng.randint(1, 3), above)
        teams = [
            {"name": words(rng, 1, 2), "objectives": objectives(
                rng, f"T{d}-{t}-", rng.randint(1, 2), [o["id"] for o in own])}
            for t in range(rng.randint(0, 3))
        ]  # fmt: skip
        departments.append(
            {"name": words(rng, 1, 3), "lead": words(rng, 2, 2), "objectives": own, "teams": teams}
        )
    return json.dumps(
        {
            "version": 1,
            "cycle": {"name": "Q1", "start": "2027-01-04", "end": "2027-04-04",
                      "as_of": "2027-02-08"},
            "company": {**company, "departments": departments},
        }
    )  # fmt: skip


def objectives(rng: random.Random, prefix: str, count: int, above: list[str]) -> list[dict]:
    """Objectives with one to five key results, each under one of ``above``."""
    made = []
    for n in range(1, count + 1):
        results = []
        for _ in range(rng.randint(1, 5)):
            start, way = rng.choice((0, 20, 100)), rng.choice((-10, 10, 40))
            results.append(
                {"title": words(rng, 2, 8), "start": start, "target": start + way,
                 "current": start + round(way * rng.random(), 1),
                 "unit": rng.choice(("%", "days", "$"))}
            )  # fmt: skip
        item = {"id": f"{prefix}{n}", "title": words(rng, 3, 14), "key_results": results}
        if rng.random() < 0.5:
            item["why"] = words(rng, 6, 20) + "."
        if above:
            item["supports"] = rng.choice(above)
        made.append(item)
    return made


def decks() -> Iterator[tuple[str, pipeline.Source]]:
    """Every spec by name."""
    for name in ("sample_okrs.yaml", "tests/ugly_okrs.yaml"):
        yield name, pipeline.read(str(ROOT / name))
    for seed in range(CORPUS):
        yield f"corpus {seed}", pipeline.read("corpus.yaml", text=spec(seed))


def seen() -> list[Seen]:
    """Every slide of every deck."""
    found = []
    for name, source in decks():
        for template in TEMPLATES:
            for aspect in ASPECTS:
                options = pipeline.Options(template=template, aspect=aspect)
                try:
                    deck = pipeline.make(source, pipeline.style(source, options))
                except DeckgenError:  # a review without the last cycle, for one
                    continue
                at = page(deck.theme, deck.aspect)
                for number, slide in enumerate(deck.scene.slides, start=1):
                    numbers = measures(slide, at, deck.scene.fonts)
                    found.append(
                        Seen(name, template, aspect, number, slide.kind, slide.title, numbers)
                    )
    return found


def share(slides: list[Seen], within: str) -> str:
    """Percent of slides of which a measure holds."""
    tests = {
        "edges": lambda m: len(m.edges) <= MOST_EDGES,
        "sizes": lambda m: len(m.sizes) <= MOST_SIZES,
        "both": lambda m: m.calm,
        "crooked": lambda m: not m.crooked,
        "uneven": lambda m: not m.uneven,
        "full": lambda m: max(m.below, m.hole) <= EMPTY,
    }
    return f"{sum(tests[within](s.found) for s in slides) / len(slides):.1%}"


def table(slides: list[Seen]) -> list[str]:
    """Shares by spec and size."""
    groups: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    for one in slides:
        groups[one.spec.split(" ")[0], one.aspect].append(one)
    lines = [
        "| spec | size | slides | edges | type sizes | both | straight | even | no empty band "
        "| median fill |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for (name, aspect), some in groups.items():
        fill = statistics.median(s.found.fill for s in some)
        shares = " | ".join(
            share(some, what) for what in ("edges", "sizes", "both", "crooked", "uneven", "full")
        )
        lines.append(f"| {name} | {aspect} | {len(some)} | {shares} | {fill:.2f} |")
    return lines


def worst(slides: list[Seen]) -> list[str]:
    """The slides with most edges and type sizes, then those with the highest empty band."""
    busy = sorted(slides, key=lambda s: -(len(s.found.edges) + 2 * len(s.found.sizes)))
    lines = ["| slide | edges | type sizes | empty band |", "|---|---|---|---|"]
    open_ = [s for s in slides if s.kind not in ("cover", "section", "closing")]
    empty = sorted(open_, key=lambda s: -max(s.found.below, s.found.hole))
    for one in [*busy[:WORST], *empty[:WORST]]:
        found = one.found
        sizes = ", ".join(f"{size:g}" for size in found.sizes)
        lines.append(
            f"| {one.spec}, {one.template} {one.aspect}, {one.number} ({one.kind}) | "
            f"{len(found.edges)} | {sizes} | {max(found.below, found.hole):.0%} |"
        )
    return lines


def main() -> None:
    """Measure everything and write the results."""
    slides = seen()
    text = [
        "# How calm the slides are",
        "",
        "Made by `python benchmarks/balance.py`. What is measured, and how, stands in",
        "`deckgen/layout/balance.py`.",
        "",
        f"Of {len(slides)} slides, {share(slides, 'edges')} have at most {MOST_EDGES} left edges,",
        f"{share(slides, 'sizes')} at most {MOST_SIZES} type sizes, {share(slides, 'both')} both.",
        '"Straight": no edge and no baseline of neighbours misses another by less than 4 points.',
        '"Even": cards of a row end at one height. "No empty band": no free band is higher',
        f"than {EMPTY:.0%} of the content, covers, dividers and closing slides included.",
        "",
        *table(slides),
        "",
        "The ten busiest slides, then the ten with the highest empty band (covers, dividers and",
        "closing slides left out):",
        "",
        *worst(slides),
        "",
    ]
    RESULTS.write_text("\n".join(text), encoding="utf-8")
    print("\n".join(text))


if __name__ == "__main__":
    main()
