"""How fast deckgen is beside its peers, measured side by side in one run.

    python benchmarks/speed.py [--full] [--rounds N]

Peers get the finished positions of the very same shapes: PptxGenJS (installed with npm into
``build/benchmarks``) and python-pptx's object API. The floor is deflating the same parts. Runs
are interleaved, and each number is a median. Writes ``benchmarks/results/speed.md``.
``--full`` measures the sizes that the goals name; without it, smaller ones, in under 3 minutes.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from peers import NODE, by_node, by_python_pptx, node_ready, on_one_core, shapes_of

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RESULT = HERE / "results" / "speed.md"
GOALS = [
    "Reduce the median wait for a first visit", "Make every site break even",
    "Give nurses two hours a week back", "Answer each message within one working day",
    "Move patient records to the new platform",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: what, the ratio or number, what it must be, the goal."""

    what: str
    value: float
    must: str
    goal: str = ""


def spec(departments: int, teams: int = 3, each: int = 1) -> str:
    """A company with 1 + departments × (2 + teams × each) objectives, three key results each."""
    out = [
        "cycle: {name: Q1 2027, start: 2027-01-01, end: 2027-03-31, as_of: 2027-02-08}",
        "company:", "  name: Harbor Health", "  objectives:",
        "    - {id: C0, title: Every patient seen within a week, key_results: "
        "[{title: Wait, start: 19, target: 7, current: 14, unit: days}]}", "  departments:",
    ]  # fmt: skip

    def objective(key: str, title: str, parent: str, pad: str, seed: int) -> None:
        out.append(f"{pad}- {{id: {key}, title: {title}, supports: {parent}, key_results: [")
        for k in range(3):
            value = (seed * 7 + k * 13) % 60
            out.append(
                f"{pad}   {{title: Share of work {k} that meets the standard, start: 0, "
                f"target: {80 + k}, current: {value}}},"
            )
        out.append(f"{pad}  ]}}")

    for d in range(departments):
        out += [f"    - id: dep{d}", f"      name: Department {d:04d}", "      objectives:"]
        for i in range(2):
            objective(f"D{d}-{i}", f"{GOALS[(d + i) % 5]} in {d}", "C0", "        ", d + i)
        out.append("      teams:")
        for t in range(teams):
            out += [f"        - id: t{d}-{t}", f"          name: Team {d:04d}-{t}"]
            out.append("          objectives:")
            for i in range(each):
                title = f"{GOALS[(t + i) % 5]} for team {t} of {d}"
                objective(f"T{d}-{t}-{i}", title, f"D{d}-{i % 2}", "            ", d + t)
    return "\n".join(out) + "\n"


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def interleaved(rounds: int, **works: Callable[[], float]) -> dict[str, float]:
    """Medians of the seconds that each work reports, run in turn."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(work())
    return {name: statistics.median(values) for name, values in taken.items()}


def environment() -> dict[str, str]:
    """That of an installed deckgen: its modules are compiled once and not at each start."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(NODE / "pycache")}


def process(*command: str, alone: bool = False) -> float:
    """Seconds of a command; ``alone`` keeps it to one core."""
    env, pin = environment(), on_one_core if alone else None
    return timed(
        lambda: subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, env=env, preexec_fn=pin
        )
    )


def compiled() -> None:
    """Compile deckgen's modules, as its installation does."""
    code = f"import compileall; compileall.compile_dir({str(ROOT / 'deckgen')!r}, quiet=1)"
    process(sys.executable, "-c", code)


def deckgen(*arguments: str, alone: bool = False) -> float:
    return process(sys.executable, "-m", "deckgen", *arguments, alone=alone)


# --- what is measured -------------------------------------------------------------------------


def start_up(rounds: int) -> list[Line]:
    took = interleaved(
        rounds * 3,
        version=lambda: deckgen("--version"),
        help=lambda: deckgen("--help"),
        pptx=lambda: process(sys.executable, "-c", "import pptx"),
    )
    return [
        Line("`deckgen --version` / `import pptx`", took["version"] / took["pptx"], "≤ 0.5"),
        Line("`deckgen --help` / `import pptx`", took["help"] / took["pptx"], "≤ 0.5"),
    ]


def build(rounds: int, work: Path) -> list[Line]:
    from deckgen import pipeline

    path = work / "build.yaml"
    path.write_text(spec(40))
    deck = pipeline.build(str(path))
    shapes = work / "build.json"
    shapes.write_text(json.dumps([shapes_of(deck)]))
    took = interleaved(
        rounds,
        ours=lambda: deckgen("build", str(path), "-o", str(work / "ours.pptx"), "-q"),
        stream=lambda: by_node(shapes, work, "stream")[0],
        file=lambda: by_node(shapes, work, "file")[0],
    )
    what = f"`deckgen build`, 201 objectives, {len(deck.scene.slides)} slides / PptxGenJS"
    return [
        Line(f"{what} `stream` (compressed)", took["ours"] / took["stream"], "≤ 0.5", "0.25"),
        Line(f"{what} `writeFile` (stored)", took["ours"] / took["file"], ""),
    ]


def writing(rounds: int, work: Path) -> list[Line]:
    from dataclasses import replace

    from deckgen import pipeline
    from deckgen.theme.page import page
    from deckgen.write.pptx import write

    path = work / "write.yaml"
    path.write_text(spec(26))
    deck = pipeline.build(str(path))
    deck = replace(deck, scene=replace(deck.scene, slides=_linked(deck.scene.slides[:100])))
    at = page(deck.theme, deck.aspect)
    data = write(deck.scene, deck.theme, at)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(name) for name in package.namelist()]
    slides = shapes_of(deck)
    shapes = work / "write.json"
    shapes.write_text(json.dumps([slides]))

    def floor() -> None:
        for part in parts:
            zlib.crc32(part)
            deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
            deflate.compress(part)
            deflate.flush()

    took = interleaved(
        rounds * 2 + 1,
        ours=lambda: timed(lambda: write(deck.scene, deck.theme, at)),
        floor=lambda: timed(floor),
        stream=lambda: by_node(shapes, work, "stream")[1],
        file=lambda: by_node(shapes, work, "file")[1],
    )
    api = interleaved(1, api=lambda: timed(lambda: by_python_pptx(slides, io.BytesIO())))["api"]
    what = f"writing {len(slides)} slides /"
    return [
        Line(f"{what} python-pptx's object API", took["ours"] / api, "≤ 0.08", "0.04"),
        Line(f"{what} PptxGenJS `stream` (compressed)", took["ours"] / took["stream"], "≤ 0.25",
             "0.12"),
        Line(f"{what} PptxGenJS `writeFile` (stored)", took["ours"] / took["file"], ""),
        Line(f"{what} deflating the same parts at level 6", took["ours"] / took["floor"], "", "2"),
    ]  # fmt: skip


def _linked(slides: Sequence[object]) -> tuple[object, ...]:
    """Slides whose links lead to the first of them: a part of a deck has no others."""
    from dataclasses import fields, is_dataclass, replace

    from deckgen.scene import Link

    first = slides[0].key  # type: ignore[attr-defined]

    def mended(value: object) -> object:
        if isinstance(value, Link):
            return replace(value, slide=first) if value.slide else value
        if isinstance(value, tuple):
            return tuple(mended(v) for v in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{f.name: mended(getattr(value, f.name)) for f in fields(value)})
        return value

    return tuple(mended(s) for s in slides)


def batch(rounds: int, work: Path, count: int) -> list[Line]:
    from deckgen import pipeline

    path = work / "batch.yaml"
    path.write_text(spec(count, teams=2))
    source = pipeline.read(str(path))
    style = pipeline.style(source, pipeline.Options(), default_template="department")
    decks = [pipeline.make(source, style, unit=f"dep{n}") for n in range(count)]
    shapes = work / "batch.json"
    shapes.write_text(json.dumps([shapes_of(d) for d in decks]))
    slides = sum(len(d.scene.slides) for d in decks)
    out = ("-o", str(work / "decks"), "-q", "--force")
    took = interleaved(
        rounds,
        alone=lambda: deckgen("batch", str(path), *out, "--jobs", "1", alone=True),
        stream=lambda: by_node(shapes, work, "stream", alone=True)[0],
        one=lambda: deckgen("batch", str(path), *out, "--jobs", "1"),
        two=lambda: deckgen("batch", str(path), *out, "--jobs", "2"),
    )
    again = interleaved(
        rounds, again=lambda: deckgen("batch", str(path), *out[:3], "--jobs", "1")
    )["again"]  # fmt: skip
    what = f"batch of {count} decks, {slides} slides"
    return [
        Line(f"{what} / one PptxGenJS process, each on one core", took["alone"] / took["stream"],
             "≤ 0.35", "0.20"),
        Line(f"{what}, two processes / one", took["two"] / took["one"], "≤ 0.60"),
        Line(f"{what}, nothing changed / built", again / took["one"], ""),
    ]  # fmt: skip


def growth(rounds: int, work: Path, sizes: Sequence[int]) -> list[Line]:
    took: dict[int, float] = {}
    memory = 0.0
    for size in sizes:
        path = work / f"grow{size}.yaml"
        path.write_text(spec(size // 5))
        script = (
            "import re,time;from deckgen import pipeline;b=time.perf_counter();"
            f"pipeline.build({str(path)!r}).save({str(work / 'grow.pptx')!r});"
            # Not getrusage: a child's begins with what this process held when it forked.
            "peak=re.search(r'VmHWM:\\s*(\\d+)',open('/proc/self/status').read())[1];"
            "print(time.perf_counter()-b,int(peak)/1024)"
        )
        runs = []
        for _ in range(rounds if size < 1000 else 1):
            done = subprocess.run(
                [sys.executable, "-c", script], env=environment(),
                check=True, capture_output=True, text=True,
            )  # fmt: skip
            seconds, memory = map(float, done.stdout.split())
            runs.append(seconds)
        took[size] = statistics.median(runs)
    low, high = sizes[0], sizes[-1]
    exponent = math.log(took[high] / took[low]) / math.log(high / low)
    return [
        Line(f"growth exponent, {low:,} to {high:,} objectives", exponent, "≤ 1.05"),
        Line(f"peak memory at {high:,} objectives, MiB", memory, "≤ 200"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="the sizes that the goals name")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="comma-separated: start,build,write,batch,grow")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    node_ready()
    compiled()
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        steps: dict[str, Callable[[], list[Line]]] = {
            "start": lambda: start_up(options.rounds),
            "build": lambda: build(options.rounds, work),
            "write": lambda: writing(options.rounds, work),
            "batch": lambda: batch(options.rounds, work, 200 if options.full else 24),
            "grow": lambda: growth(
                options.rounds, work, (200, 3200) if options.full else (100, 400)
            ),
        }
        for step, measure in steps.items():
            if options.only and step not in options.only.split(","):
                continue
            for line in measure():
                lines.append(line)
                print(f"{line.value:9.3f}  {line.must:8} {line.what}", flush=True)
            if not options.only:  # after each step, so that a run that is cut short keeps its part
                RESULT.write_text(table(lines, options.full, options.rounds), encoding="utf-8")


def table(lines: Sequence[Line], full: bool, rounds: int) -> str:
    """The results as Markdown."""
    from deckgen.write.pptx.package import LEVEL

    rows = "\n".join(f"| {x.what} | {x.value:.2f} | {x.must} | {x.goal} |" for x in lines)
    return (
        f"# Speed\n\nWritten by `python benchmarks/speed.py{' --full' * full}`: medians of "
        f"{rounds} interleaved runs, Python {platform.python_version()}, {os.cpu_count()} cores. "
        "Ratios of times; less is faster. The floor is zlib at its own level 6; deckgen packs with "
        f"libdeflate at its level {LEVEL}.\n\n"
        f"| what | measured | must be | goal |\n|---|---|---|---|\n{rows}\n"
    )


if __name__ == "__main__":
    main()
