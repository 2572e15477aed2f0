"""One deck per unit, on any ``concurrent.futures`` executor.

Workers return bytes; only the caller writes, each file whole or not at all. A deck that
fails is one result with its findings and does not stop the others. All decks come from one
resolved cascade, so their numbers equal the company deck's.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from deckgen import pipeline
from deckgen.findings import DeckgenError, Finding, Level, OutputError

if TYPE_CHECKING:
    from deckgen.model.cascade import Cascade

RESERVED = frozenset(
    ["con", "prn", "aux", "nul"] + [f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)]
)
"""Names that Windows keeps for devices."""
LONGEST_NAME = 200
"""Bytes of a file name's stem; with a suffix it stays under the 255 of most file systems."""


@dataclass(frozen=True, slots=True)
class Job:
    """What one batch does: a spec, the options of ``build``, and the level to split by."""

    path: str
    options: pipeline.Options
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What a worker gives back for one unit: the deck, or the findings of what went wrong."""

    unit: str
    data: bytes | None
    slides: int
    findings: tuple[Finding, ...]
    status: int


@dataclass(frozen=True, slots=True)
class Result:
    """One unit's outcome: its file, or None when it failed, with the exit status."""

    unit: str
    name: str
    file: Path | None
    slides: int
    sha256: str
    findings: tuple[Finding, ...]
    status: int


def file_names(units: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Safe file stems for (id, name) pairs: no path can escape, no two are equal.

    Letters of any script stay; everything else becomes a hyphen. Collisions (also of case and
    of Windows' device names) get a number.
    """
    taken: set[str] = set()
    names: dict[str, str] = {}
    for unit, name in units:
        text = unicodedata.normalize("NFC", name).casefold()
        stem = re.sub(r"[^\w]+", "-", text).strip("-_") or "unit"
        while len(stem.encode()) > LONGEST_NAME:
            stem = stem[:-1]
        if stem in RESERVED:
            stem += "-deck"
        candidate, number = stem, 2
        while candidate in taken:
            candidate, number = f"{stem}-{number}", number + 1
        taken.add(candidate)
        names[unit] = candidate
    return names


def units_at(cascade: Cascade, by: str) -> tuple[str, ...]:
    """Ids of the units on a level, by its name in the singular or plural, any case.

    ``department``, ``team`` and ``individual`` also mean the second, third and fourth level
    of an organisation that calls them otherwise. Raises UsageError when there is no such level.
    """
    wanted = by.casefold()
    for level in cascade.levels:
        if wanted in (level.name.casefold(), level.plural.casefold()):
            return level.units
    usual = ("company", "department", "team", "individual")
    if wanted in usual:
        number = usual.index(wanted)
        return tuple(u.id for u in cascade.units.values() if u.level == number)
    known = ", ".join(level.name.lower() for level in cascade.levels[1:])
    message = f"no level {by!r} in the spec; it has {known}"
    raise pipeline.UsageError([Finding(Level.ERROR, "unknown-level", message)])


def run(
    job: Job,
    source: pipeline.Source,
    units: Sequence[str],
    folder: Path,
    *,
    jobs: int | None = None,
    executor: Executor | None = None,
    done: Callable[[Result], None] = lambda _: None,
) -> list[Result]:
    """Build and write a deck for each unit into ``folder``; results in the order of ``units``.

    ``done`` is called as each deck is finished. The spec is read once by each worker.
    Raises OutputError when the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        message = f"cannot make the folder {folder}: {problem.strerror}"
        raise OutputError([Finding(Level.ERROR, "output-folder", message)]) from problem
    cascade = source.cascade
    names = file_names((u, cascade.units[u].name) for u in units)
    results: dict[str, Result] = {}
    for made in _made(job, units, jobs, executor):
        result = _write(made, cascade.units[made.unit].name, folder / f"{names[made.unit]}.pptx")
        results[made.unit] = result
        done(result)
    ordered = [results[u] for u in units]
    _write_manifest(folder, ordered)
    return ordered


def make_one(job: Job, unit: str) -> Made:
    """Build the deck of one unit; never raises for a fault of the deck itself."""
    try:
        source, chosen = _prepared(job)
        deck = pipeline.make(source, chosen, unit=unit)
        return Made(unit, deck.data, len(deck.slides), deck.findings, 0)
    except DeckgenError as problem:
        return Made(unit, None, 0, problem.findings, problem.exit_status)
    except Exception as problem:  # a defect in one deck must not end the batch
        message = f"a defect of deckgen: {type(problem).__name__}: {problem}"
        return Made(unit, None, 0, (Finding(Level.ERROR, "defect", message, subject=unit),), 70)


def _made(
    job: Job, units: Sequence[str], jobs: int | None, executor: Executor | None
) -> Iterator[Made]:
    if executor is None and (jobs == 1 or len(units) < 2):
        for unit in units:
            yield make_one(job, unit)
        return
    pool = executor or ProcessPoolExecutor(max_workers=jobs)
    try:
        futures: dict[Future[Made], str] = {pool.submit(make_one, job, u): u for u in units}
        for future in as_completed(futures):
            try:
                yield future.result()
            except Exception as problem:  # a worker that was killed takes its deck with it
                message = f"the worker ended: {type(problem).__name__}"
                unit = futures[future]
                finding = Finding(Level.ERROR, "worker-ended", message, subject=unit)
                yield Made(unit, None, 0, (finding,), 70)
    finally:
        if executor is None:
            pool.shutdown(cancel_futures=True)


@lru_cache(maxsize=1)
def _prepared_by(path: str, text: str | None, key: str) -> tuple[pipeline.Source, pipeline.Style]:
    options = pipeline.Options(*json.loads(key))
    source = pipeline.read(path, text=text, settings=options.settings, untrusted=options.untrusted)
    return source, pipeline.style(source, options, default_template="department")


def _prepared(job: Job) -> tuple[pipeline.Source, pipeline.Style]:
    """The source and style of a job, read once in each worker process."""
    o = job.options
    key = json.dumps([o.template, o.theme, o.aspect, dict(o.settings), o.untrusted])
    return _prepared_by(job.path, job.text, key)


def _write(made: Made, name: str, target: Path) -> Result:
    from deckgen.write.atomic import write_atomically

    if made.data is None:
        return Result(made.unit, name, None, 0, "", made.findings, made.status)
    try:
        write_atomically(target, made.data)
    except OutputError as problem:
        found = (*made.findings, *problem.findings)
        return Result(made.unit, name, None, made.slides, "", found, problem.exit_status)
    digest = hashlib.sha256(made.data).hexdigest()
    return Result(made.unit, name, target, made.slides, digest, made.findings, 0)


def _write_manifest(folder: Path, results: Sequence[Result]) -> None:
    from deckgen import __version__
    from deckgen.write.atomic import write_atomically

    decks = [
        {
            "unit": r.unit,
            "name": r.name,
            "file": r.file.name if r.file else None,
            "sha256": r.sha256,
            "slides": r.slides,
            "findings": [
                {"level": f.level.word, "rule": f.rule, "message": f.message, "subject": f.subject}
                for f in r.findings
            ],
            "status": r.status,
        }
        for r in results
    ]
    text = json.dumps({"version": __version__, "decks": decks}, indent=2, ensure_ascii=False)
    write_atomically(folder / "manifest.json", (text + "\n").encode())
