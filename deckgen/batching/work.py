"""The work on one deck, as a worker does it: plan, compare with what is there, lay out, write.

A worker gets what is shared (the resolved spec, storyline and theme) once, reads no file and
writes none: it gives back bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from deckgen import __version__, pipeline
from deckgen.batching.inputs import as_bytes
from deckgen.findings import DeckgenError, Finding, Level
from deckgen.values import dataclass

if TYPE_CHECKING:
    from deckgen.model.cascade import Cascade
    from deckgen.plan import DeckPlan

DEFECT = 70
"""Exit status of a defect of deckgen."""
THUMBNAILS = ("cover", "cascade", "overview")
"""Layouts whose first slide stands for a deck in the index."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What all decks of a batch are made from; ``version`` is that of the caller's deckgen."""

    source: pipeline.Source
    style: pipeline.Style
    version: str = __version__


@dataclass(frozen=True, slots=True)
class Task:
    """One deck to make. ``known`` is the inputs' hash of the whole deck that is there, or ""."""

    unit: str
    known: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """What a worker gives back for one unit.

    ``data`` is None for a deck that failed (``status`` says how) and for one that is
    ``unchanged``. ``told`` are the findings of the spec and the plan, ``placed`` those of
    layout. ``thumbnails`` are SVG texts that refer to ``pictures`` (``data:`` addresses by id).
    """

    unit: str
    data: bytes | None = None
    slides: int = 0
    told: tuple[Finding, ...] = ()
    placed: tuple[Finding, ...] = ()
    status: int = 0
    inputs: str = ""
    unchanged: bool = False
    thumbnails: tuple[str, ...] = ()
    pictures: dict[str, str] = field(default_factory=dict)


_inherited: Shared | None = None
_by_subject: tuple[object, dict[str | None, list[Finding]]] = (None, {})
_looks: tuple[object, str] = (None, "")


def begin(shared: Shared) -> None:
    """Prepare a worker process: it keeps what is shared, leaves Ctrl-C to the caller, and ends
    when the caller does, however that ends.
    """
    import gc
    import signal
    import threading

    global _inherited
    _inherited = shared
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # The spec stays to the end: no need to walk it again and again. Not even once, since that
    # writes to every object, which makes the process copy what a fork has left shared.
    gc.freeze()
    threading.Thread(target=_end_with_caller, daemon=True).start()


def _end_with_caller() -> None:
    import os
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def make_one(shared: Shared | None, task: Task) -> Made:
    """Make the deck of one unit; never raises for a fault of the deck itself.

    ``shared`` is None in a process that ``begin`` has prepared.
    """
    unit = task.unit
    try:
        given = shared or _inherited
        if given is None:
            raise RuntimeError("the worker was not prepared")
        if given.version != __version__:
            message = f"the worker has deckgen {__version__}, the caller {given.version}"
            return failed(unit, "worker-version", message)
        return _made(given, task)
    except DeckgenError as problem:
        return Made(unit, told=problem.findings, status=problem.exit_status)
    except Exception as problem:  # a defect in one deck must not end the batch
        return failed(unit, "defect", f"a defect of deckgen: {type(problem).__name__}: {problem}")


def make_some(shared: Shared | None, tasks: Sequence[Task]) -> list[Made]:
    """Make the decks of several units, as ``make_one`` does."""
    return [make_one(shared, task) for task in tasks]


def failed(unit: str, rule: str, message: str) -> Made:
    """The outcome of a deck that could not be made through no fault of the spec."""
    return Made(unit, told=(Finding(Level.ERROR, rule, message, subject=unit),), status=DEFECT)


def _made(shared: Shared, task: Task) -> Made:
    source, style, unit = shared.source, shared.style, task.unit
    planned, noticed = pipeline.plan_deck(source, style, unit=unit)
    inputs = inputs_hash(planned, style)
    told = (*_of_unit(source, unit), *noticed)
    if inputs == task.known:
        return Made(unit, told=told, inputs=inputs, unchanged=True)
    deck, placed = pipeline.lay_out_deck(planned, style)
    pictures: dict[str, str] = {}
    thumbnails = tuple(_thumbnails(deck, pictures))
    return Made(
        unit, deck.data, len(deck.scene.slides), told, placed, 0, inputs, False,
        thumbnails, pictures,
    )  # fmt: skip


def inputs_hash(planned: DeckPlan, style: pipeline.Style) -> str:
    """SHA-256 of all a deck's bytes follow from: its plan, theme, aspect and deckgen's version.

    The plan holds what the spec, the previous spec, the template and the options come to for
    this unit, so a change that its slides do not show does not count.
    """
    global _looks
    if _looks[0] is not style:
        base = style.company.digest if style.company is not None else ""
        _looks = (style, repr((__version__, style.aspect, style.theme, base)))
    look = f"{_looks[1]}\n".encode("utf-8", "replace")
    return hashlib.sha256(look + as_bytes(planned)).hexdigest()


def _of_unit(source: pipeline.Source, unit: str) -> Iterator[Finding]:
    """Findings of the spec and the audit that speak of the unit or of what is in it."""
    global _by_subject
    if _by_subject[0] is not source:
        table: dict[str | None, list[Finding]] = {}
        for finding in (*source.findings, *source.audit):
            table.setdefault(finding.subject, []).append(finding)
        _by_subject = (source, table)
    for subject in _subjects(source.cascade, unit):
        yield from _by_subject[1].get(subject, ())


def _subjects(cascade: Cascade, unit: str) -> Iterator[str]:
    here = cascade.units[unit]
    yield unit
    for each in here.objectives:
        yield each
        yield from (key_result.id for key_result in cascade.objectives[each].key_results)
    for child in here.children:
        yield from _subjects(cascade, child)


def _thumbnails(deck: pipeline.Deck, pictures: dict[str, str]) -> Iterator[str]:
    """Two slides as SVG: the first, and the first that shows the unit's objectives."""
    from deckgen.write.svg import data_uri, slide_svg

    def picture(data: bytes, mime: str) -> str:
        key = f"picture-{hashlib.sha256(data).hexdigest()[:16]}"
        pictures.setdefault(key, data_uri(data, mime))
        return f"#{key}"

    slides = deck.scene.slides
    chosen = list(slides[:1])
    chosen += [s for s in slides[1:] if s.kind in THUMBNAILS][:1]
    for slide in chosen:
        yield slide_svg(slide, deck.scene, deck.theme, picture=picture)
