"""One deck per unit, on any ``concurrent.futures`` executor.

Workers return bytes; only the caller writes, each file whole or not at all. A deck that
fails is one result with its findings and does not stop the others. All decks come from one
resolved cascade, so their numbers equal the company deck's. What has not changed is not built
again, and a batch that was interrupted goes on where it was.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

from deckgen import pipeline
from deckgen.batching import pool
from deckgen.batching.names import RESERVED, chosen, file_names, units_at
from deckgen.batching.record import RECORD, Entry, Record, indented, remove_left_overs
from deckgen.batching.work import Made, Shared, Task
from deckgen.findings import Finding, Level, OutputError
from deckgen.values import dataclass
from deckgen.write.atomic import Staged, write_atomically

__all__ = [
    "RECORD",
    "RESERVED",
    "Outcome",
    "Record",
    "Result",
    "Shared",
    "chosen",
    "file_names",
    "run",
    "units_at",
]

INTERRUPTED = 130
"""Exit status of decks that an interrupted batch did not come to."""


@dataclass(frozen=True, slots=True)
class Result:
    """One unit's outcome: its file, or None when it failed, with the exit status.

    ``inputs`` is the hash of all the file follows from; ``unchanged`` when it was there already.
    """

    unit: str
    name: str
    file: Path | None
    slides: int
    sha256: str
    findings: tuple[Finding, ...]
    status: int
    inputs: str = ""
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch did: its results in the order of the units, and the files of units that are
    gone, which are still there (``stale``) or were removed (``pruned``).
    """

    results: tuple[Result, ...]
    stale: tuple[str, ...] = ()
    pruned: tuple[str, ...] = ()


def run(
    source: pipeline.Source,
    style: pipeline.Style,
    units: Sequence[str],
    folder: Path,
    *,
    only: Sequence[str] | None = None,
    jobs: int | None = None,
    executor: Executor | None = None,
    scheduler: str | None = None,
    force: bool = False,
    prune: bool = False,
    done: Callable[[Result], None] = lambda _: None,
) -> Outcome:
    """Build and write a deck for each unit into ``folder``, with its index and manifest.

    With ``only``, just for these of the units; files are called as they are in the whole batch.
    ``jobs`` processes work (default: all cores), or an ``executor``, or the Dask cluster of a
    ``scheduler``. ``force`` builds what has not changed, too; ``prune`` removes decks of units
    that are gone, unless someone has edited them. ``done`` is called as each deck is finished.
    Raises OutputError when the folder cannot be written or another batch is writing there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        message = f"cannot make the folder {folder}: {problem.strerror}"
        raise OutputError([Finding(Level.ERROR, "output-folder", message)]) from problem
    record = Record.open(folder)
    try:
        batch = _Batch(source, style, tuple(units), folder, record, only)
        return batch.run(batch.made(jobs, executor, scheduler, force), prune, done)
    finally:
        record.close()


class _Batch:
    """One run of a batch into a folder."""

    def __init__(
        self,
        source: pipeline.Source,
        style: pipeline.Style,
        units: tuple[str, ...],
        folder: Path,
        record: Record,
        only: Sequence[str] | None = None,
    ) -> None:
        self.shared = Shared(source, style)
        self.cascade = source.cascade
        self.units = units if only is None else tuple(only)
        self.folder = folder
        self.record = record
        stems = file_names((u, self.cascade.units[u].name) for u in units)
        self.files = {unit: f"{stem}.pptx" for unit, stem in stems.items()}
        self.results: dict[str, Result] = {}
        self.remove_left_overs()

    def made(
        self, jobs: int | None, executor: Executor | None, scheduler: str | None, force: bool
    ) -> Iterator[Made]:
        """The decks, as they come from wherever they are made."""
        tasks = [Task(unit, "" if force else self.known(unit)) for unit in self.units]
        number = jobs or pool.cores()
        if scheduler is not None:
            from deckgen.batching.cluster import on_cluster

            return on_cluster(self.shared, tasks, scheduler)
        if executor is not None:
            return pool.on_executor(executor, self.shared, tasks, number * pool.AHEAD)
        if number == 1 or len(tasks) < 2:
            return pool.here(self.shared, tasks)
        return pool.in_processes(self.shared, tasks, number)

    def known(self, unit: str) -> str:
        """The inputs' hash of the unit's deck, when it is there as it was written."""
        entry = self.record.entries.get(self.files[unit])
        if entry is None or entry.unit != unit or not self.whole(entry):
            return ""
        return entry.inputs

    def whole(self, entry: Entry) -> bool:
        """Whether a file still has the bytes that were written."""
        try:
            data = (self.folder / entry.file).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(data).hexdigest() == entry.sha256

    def run(self, decks: Iterator[Made], prune: bool, done: Callable[[Result], None]) -> Outcome:
        """Write the decks as they come, then the index, the manifest and the record.

        A thread sees each to its place while the next one is made: a disk takes its time to say
        that it has the file. What takes no time is done here, since with each call of the system a
        thread loses its turn.
        """
        last: Future[Result] | None = None
        try:
            with contextlib.closing(decks), ThreadPoolExecutor(1) as writer:  # type: ignore[type-var]
                try:
                    for made in decks:
                        before, last = last, writer.submit(self.take, made, *self.staged(made))
                        self.settle(before, done)
                finally:
                    self.settle(last, done)
        except (KeyboardInterrupt, SystemExit):
            self.remove_left_overs()
            with contextlib.suppress(OutputError):
                self.finish(prune=False)
            raise
        return self.finish(prune=prune)

    def remove_left_overs(self) -> None:
        """Remove what was to become a file of this batch, but was interrupted before."""
        names = [*self.files.values(), RECORD, "index.html", "manifest.json"]
        remove_left_overs(self.folder, names)

    def settle(self, written: Future[Result] | None, done: Callable[[Result], None]) -> None:
        """Wait for a deck to be written, and remember what came of it."""
        if written is not None:
            result = written.result()
            self.results[result.unit] = result
            done(result)

    def staged(self, made: Made) -> tuple[str, Staged | OutputError | None]:
        """The SHA-256 of a deck, and its bytes beside its file, if there are any to write."""
        if made.data is None:
            return "", None
        try:
            there = Staged(self.folder / self.files[made.unit], made.data)
        except OutputError as problem:
            return "", problem
        return hashlib.sha256(made.data).hexdigest(), there

    def take(self, made: Made, digest: str, staged: Staged | OutputError | None) -> Result:
        """Put one deck in its place, remember it, and say what came of it."""
        unit, file = made.unit, self.files[made.unit]
        name, told = self.cascade.units[unit].name, made.told
        if made.unchanged:
            entry = self.record.entries[file]
            found = (*told, *entry.placed)
            return Result(unit, name, self.folder / file, entry.slides, entry.sha256, found, 0,
                          entry.inputs, unchanged=True)  # fmt: skip
        if staged is None:
            return Result(unit, name, None, 0, "", told, made.status)
        found = (*told, *made.placed)
        try:
            if isinstance(staged, OutputError):
                raise staged
            staged.settle()
        except OutputError as problem:
            found = (*found, *problem.findings)
            return Result(unit, name, None, made.slides, "", found, problem.exit_status)
        entry = Entry(
            file, unit, name, digest, made.inputs, made.slides, made.placed, made.thumbnails
        )
        self.record.add(entry, made.pictures)
        return Result(unit, name, self.folder / file, made.slides, digest, found, 0, made.inputs)

    def finish(self, *, prune: bool) -> Outcome:
        """Write what speaks of the whole folder."""
        results = tuple(self.results.get(u) or self.missing(u) for u in self.units)
        stale, pruned = self.stale(prune)
        current = [self.files[u] for u in self.units if self.files[u] in self.record.entries]
        others = sorted(set(self.record.entries) - set(current) - set(pruned))
        there = [file for file in others if (self.folder / file).is_file()]
        write_atomically(self.folder / "manifest.json", self.manifest(results, stale).encode())
        write_atomically(self.folder / "index.html", self.index(results, stale).encode())
        self.record.rewrite([*current, *there])
        return Outcome(results, stale, pruned)

    def missing(self, unit: str) -> Result:
        """The result of a unit that an interrupted batch did not come to."""
        message = "the batch was interrupted before this deck"
        finding = Finding(Level.ERROR, "interrupted", message, subject=unit)
        name = self.cascade.units[unit].name
        return Result(unit, name, None, 0, "", (finding,), INTERRUPTED)

    def stale(self, prune: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Files of decks whose unit is gone or has another file now: left, and removed."""
        left, removed = [], []
        current = set(self.files.values())
        for file, entry in sorted(self.record.entries.items()):
            gone = entry.unit not in self.cascade.units or entry.unit in self.files
            if file in current or not gone or not (self.folder / file).is_file():
                continue
            if prune and self.whole(entry):
                with contextlib.suppress(OSError):
                    (self.folder / file).unlink()
                    removed.append(file)
                    continue
            left.append(file)
        return tuple(left), tuple(removed)

    def manifest(self, results: Sequence[Result], stale: Sequence[str]) -> str:
        """The manifest: the same for the same decks, whenever and however they were built."""
        from deckgen import __version__

        decks = [
            {
                "unit": r.unit,
                "name": r.name,
                "file": r.file.name if r.file else None,
                "sha256": r.sha256,
                "slides": r.slides,
                "inputs": r.inputs,
                "findings": [
                    {"level": f.level.word, "rule": f.rule, "message": f.message,
                     "subject": f.subject}
                    for f in r.findings
                ],
                "status": r.status,
            }
            for r in results
        ]  # fmt: skip
        data = {"version": __version__, "decks": decks, "stale": list(stale)}
        return indented(data) + "\n"

    def index(self, results: Sequence[Result], stale: Sequence[str]) -> str:
        """The index: a card for each deck, with its thumbnails."""
        from deckgen.write.html import Card, index

        cards = []
        for r in results:
            entry = self.record.entries.get(self.files[r.unit]) if r.file else None
            messages = [(f.level.word, f.message) for f in r.findings if f.level > Level.INFO]
            cards.append(
                Card(
                    r.name, self.cascade.units[r.unit].lead, r.file.name if r.file else None,
                    r.slides, entry.thumbnails if entry else (), messages,
                )
            )  # fmt: skip
        company = self.cascade.units[self.cascade.company].name
        made = sum(r.file is not None for r in results)
        about = f"{made} of {len(results)} decks · {self.cascade.cycle.name}"
        known = sorted(self.record.pictures.items())
        used = "".join(t for card in cards for t in card.thumbnails) if known else ""
        pictures = {k: v for k, v in known if f'"#{k}"' in used}
        language = self.cascade.deck.language
        return index(f"{company}: decks", about, cards, pictures=pictures, stale=stale,
                     language=language)  # fmt: skip
