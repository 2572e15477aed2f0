"""The cascade's numbers on a fixed random corpus: ``python benchmarks/cascade.py``.

Trees have four levels, two to five children each, titles from the sample file and cards down
to 10 points. Writes ``benchmarks/results/cascade.md``. Fill is the share of
the area between lede and legend that the box around all cards takes.
"""

from __future__ import annotations

import math
import random
import statistics
import time
from pathlib import Path

from deckgen.layout.slides.cascade import cascade
from deckgen.layout.studio import Studio
from deckgen.plan import Cascade, LevelName, Meter, PlannedSlide, Status, TreeNode
from deckgen.scene import Group, Shape, Slide
from deckgen.text.fitting import Typesetter
from deckgen.theme.load import load_theme
from deckgen.theme.page import Aspect, page

RESULTS = Path(__file__).parent / "results" / "cascade.md"
LEVELS = tuple(LevelName(n, s) for n, s in enumerate(("Company", "Department", "Team", "Person")))
UNITS = ("Operations", "Clinical", "Digital", "People", "Intake", "Booking", "Partner desk")
TITLES = (
    "Every patient is seen within a week",
    "Care teams want to stay",
    "Break even on every site",
    "Cut the way from referral to booking in half",
    "Close every visit the same day",
    "Triage every referral within a day",
    "The urgent line is answered by a person",
    "One referral form for forty practices",
    "All sites run the same day plan",
    "Give clinicians back six hours a week",
    "Clinics open with a full rota",
    "Notes are drafted before the visit ends",
    "Each clinic has a note champion",
    "Nobody types a thing twice",
    "No result waits over a weekend",
    "Make booking possible without a call",
    "One front door for partners",
    "Most visits are booked by patients themselves",
    "The waitlist fills cancelled slots",
    "The waitlist matcher runs every hour",
    "The booking form speaks four languages",
    "Partners see where their referrals stand",
    "One sign-on for everything",
    "New colleagues stay past their first year",
    "Staff every clinic to demand",
    "Rotas are out six weeks ahead",
    "The first month feels prepared",
    "Leaders read and talk together",
    "Know the cost of every visit",
    "Claims are right the first time",
    "Codes are set at check-out",
    "Front desks can code the ten most frequent visits",
    "Site managers see their month by day three",
)
STATUSES: tuple[tuple[Status, str], ...] = (
    ("on_track", "On track"),
    ("at_risk", "At risk"),
    ("off_track", "Off track"),
)


def tree(rng: random.Random, count: int) -> tuple[TreeNode, int]:
    """A tree of four levels grown breadth first to at most ``count`` objectives; its size."""
    depth, children = [0], [[]]
    at = 0
    while len(depth) < count and at < len(depth):
        if depth[at] < 3:
            for _ in range(min(rng.randint(2, 5), count - len(depth))):
                children[at].append(len(depth))
                depth.append(depth[at] + 1)
                children.append([])
        at += 1
    made: dict[int, TreeNode] = {}
    for index in range(len(depth) - 1, -1, -1):
        name = f"{'CDTP'[depth[index]]}{index + 1}"
        value = rng.random()
        status, label = rng.choice(STATUSES)
        made[index] = TreeNode(
            name,
            f"{name} · {rng.choice(UNITS)}",
            rng.choice(TITLES),
            depth[index],
            Meter(value, 0.36, f"{value:.0%}", status, label),
            tuple(made[child] for child in children[index]),
        )
    return made[0], len(depth)


def forest(rng: random.Random, count: int) -> tuple[TreeNode, ...]:
    """Trees of ``count`` objectives together."""
    roots, total = [], 0
    while total < count:
        root, size = tree(rng, count - total)
        roots.append(root)
        total += size
    return tuple(roots)


def lay(roots: tuple[TreeNode, ...], aspect: Aspect) -> tuple[list[Slide], float]:
    """The slides of a cascade, and the processor seconds they took."""
    theme = load_theme("meridian")
    studio = Studio(page(theme, aspect), theme, Typesetter(theme.heading_font, theme.body_font), {})
    lede = "Lines lead from an objective to those that support it."
    content = Cascade(roots, LEVELS, STATUSES)
    planned = PlannedSlide("c", "cascade", "How objectives cascade", content, "Cascade", lede)
    start = time.process_time()
    slides = cascade(studio, planned)
    return slides, time.process_time() - start


def fill(slide: Slide) -> tuple[float, float]:
    """Of the area between lede and legend: the share that the box around all cards takes, and
    the share that the cards themselves cover.
    """
    at = page(load_theme("meridian"), "16:9")
    boxes = [
        child.box
        for e in slide.elements
        if isinstance(e, Group)
        for child in e.children[:1]
        if isinstance(child, Shape)
    ]
    boxes += [e.box for e in slide.elements if isinstance(e, Shape) and e.role == "head"]
    shapes = [e for e in slide.elements if isinstance(e, Shape)]
    top = next(e.box.bottom for e in shapes if e.name == "Lede")
    bottom = min(e.box.y for e in shapes if e.role == "mark")
    area = at.content.w * (bottom - top)
    width = max(b.right for b in boxes) - min(b.x for b in boxes)
    height = max(b.bottom for b in boxes) - min(b.y for b in boxes)
    return width * height / area, sum(b.w * b.h for b in boxes) / area


def main() -> None:
    """Measure everything and write the results."""
    lines = [
        "# The cascade in numbers",
        "",
        "Written by `python benchmarks/cascade.py`: a fixed random corpus of trees with four",
        "levels and two to five children each, titles from the sample file, 10 points at least.",
        "Seconds are processor seconds of one core, the best of five. The exponent is that of time",
        "over objectives between 200 and 2,000: 1 is linear.",
        "",
        "| measure | target | result |",
        "|---|---|---|",
    ]
    for aspect, count in (("16:9", 22), ("4:3", 14)):
        ones = sum(
            len(lay((tree(random.Random(seed), count)[0],), aspect)[0]) == 1  # type: ignore[arg-type]
            for seed in range(400)
        )
        lines.append(
            f"| {aspect}: trees of {count} cards on one slide | ≥ 95 % | {ones / 4:.1f} % |"
        )
    fills: list[tuple[float, float]] = []
    took: dict[int, float] = {}
    for count, most in ((100, 7), (200, None), (500, 30), (1000, 62), (2000, 140)):
        roots = forest(random.Random(count), count)
        slides, _ = lay(roots, "16:9")
        took[count] = seconds = min(lay(roots, "16:9")[1] for _ in range(5))
        fills += [fill(s) for s in slides]
        bound = f"≤ {most}" if most else ""
        lines.append(f"| {count:,} objectives: slides | {bound} | {len(slides)} |")
        goal = "≤ 0.5 s" if count == 2000 else ""
        lines.append(f"| {count:,} objectives: layout, CPU | {goal} | {seconds:.2f} s |")
    exponent = math.log(took[2000] / took[200]) / math.log(10)
    lines.append(f"| exponent of time, 200 to 2,000 objectives | ≤ 1.1 | {exponent:.2f} |")
    boxed, covered = zip(*fills, strict=True)
    lines.append(f"| median fill: box around all cards | ≥ 0.60 | {statistics.median(boxed):.2f} |")
    lines.append(f"| median cover: the cards alone | | {statistics.median(covered):.2f} |")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
