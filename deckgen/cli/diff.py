"""``deckgen diff``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deckgen.cli import common
from deckgen.cli.common import standard_input

if TYPE_CHECKING:
    from deckgen.model.cascade import Cascade, KeyResult, Objective
    from deckgen.model.changes import Changes, Move, Progress

STATUS = {
    "not_started": "not started",
    "on_track": "on track",
    "at_risk": "at risk",
    "off_track": "off track",
}
"""Statuses of more than one word, as they are read."""


@click.command(epilog="Example: deckgen diff okrs-2026-q4.yaml okrs.yaml")
@click.argument("old")
@click.argument("new")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text",
    help="For people or for programs (default: text).",
)  # fmt: skip
@common.untrusted_option
@common.output_options
def diff(
    old: str, new: str, form: str, untrusted: bool, quiet: bool, verbose: bool, no_color: bool
) -> None:
    """Say what changed between two specs: two cycles, or two states of one file.

    One of the two may be "-" for standard input. The exit status is 0 whether or not anything
    changed.
    """
    from deckgen.model.changes import compare

    if old == new == "-":
        raise click.UsageError("only one of the two can be standard input")
    before, after = _cascade(old, untrusted), _cascade(new, untrusted)
    changes = compare(before, after)
    if form == "json":
        click.echo(_json(changes, before, after))
        return
    for line in _lines(changes, before, after, quiet):
        click.echo(line)


def _cascade(path: str, untrusted: bool) -> Cascade:
    from deckgen import pipeline

    if path == "-":
        text = standard_input()
        return pipeline.read("<stdin>", text=text, untrusted=untrusted).cascade
    if not Path(path).is_file():
        raise click.BadParameter(f"there is no file {path}")
    return pipeline.read(path, untrusted=untrusted).cascade


# --- text ---------------------------------------------------------------------------------------


def _lines(changes: Changes, before: Cascade, after: Cascade, quiet: bool) -> Iterable[str]:
    """One block for each kind of change that there is, then one line with all counts."""
    blocks: list[tuple[str, list[str]]] = [
        ("new", [_objective("+", after.objectives[i], after) for i in changes.new]),
        ("gone", [_gone(i, before, after) for i in changes.gone]),
        ("carried over", [_carried(p.before, p.after, before, after) for p in changes.carried]),
        ("moved", [_moved(move, before, after) for move in changes.moved]),
        (
            "retitled",
            [
                f"~ {p.after}  “{before.objectives[p.before].title}” → "
                f"“{after.objectives[p.after].title}”"
                for p in changes.retitled
            ],
        ),
        (
            "re-targeted",
            [
                f"~ {r.after}  {after.key_results[r.after].title}: {r.was} → {r.now}"
                for r in changes.retargeted
            ],
        ),
        (
            "moved key results",
            [
                f"{_result('~', after.key_results[m.after])}: "
                f"moved from {_under(m.was, before)} to {_under(m.now, after)}"
                for m in changes.moved_key_results
            ],
        ),
        (
            "retitled key results",
            [
                f"~ {p.after}  “{before.key_results[p.before].title}” → "
                f"“{after.key_results[p.after].title}”"
                for p in changes.retitled_key_results
            ],
        ),
        ("new key results", [_result("+", after.key_results[i]) for i in changes.new_key_results]),
        (
            "gone key results",
            [_result("-", before.key_results[i]) for i in changes.gone_key_results],
        ),
        ("progressed", [_progressed(p, after) for p in changes.progressed]),
    ]
    found = [(name, lines) for name, lines in blocks if lines]
    for name, lines in () if quiet else found:
        yield f"{name[0].upper()}{name[1:]} ({len(lines)})"
        yield from (f"  {line}" for line in lines)
        yield ""
    counts = ", ".join(f"{len(lines)} {name}" for name, lines in found)
    yield f"{_cycle(before)} → {_cycle(after)}: {counts or 'nothing changed'}"


def _cycle(cascade: Cascade) -> str:
    return f"{cascade.cycle.name} ({cascade.cycle.as_of})"


def _objective(sign: str, objective: Objective, cascade: Cascade) -> str:
    return f"{sign} {objective.id}  {objective.title} ({cascade.units[objective.unit].name})"


def _result(sign: str, result: KeyResult) -> str:
    return f"{sign} {result.id}  {result.title}"


def _under(key: str, cascade: Cascade) -> str:
    return f"{key} {cascade.objectives[key].title}"


def _gone(key: str, before: Cascade, after: Cascade) -> str:
    now = after.objectives.get(key)
    was = before.objectives[key]
    dropped = now is not None and now.status == "dropped" and now.title == was.title
    return _objective("-", was, before) + (", dropped" if dropped else "")


def _carried(old: str, new: str, before: Cascade, after: Cascade) -> str:
    was = before.objectives[old]
    grade = f"score {was.score:.1f}" if was.score is not None else _share(was.progress)
    return f"{_objective('=', after.objectives[new], after)}, was {old} with {grade}"


def _moved(move: Move, before: Cascade, after: Cascade) -> str:
    def name(key: str | None, cascade: Cascade) -> str:
        if key is None:
            return "nothing"
        return cascade.units[key].name if move.what == "unit" else key

    verb = "moved from" if move.what == "unit" else "supported"
    then = "to" if move.what == "unit" else "and now supports"
    title = after.objectives[move.after].title
    was, now = name(move.was, before), name(move.now, after)
    return f"~ {move.after}  {title}: {verb} {was} {then} {now}"


def _progressed(entry: Progress, after: Cascade) -> str:
    thing = after.objectives.get(entry.after) or after.key_results[entry.after]
    text = f"~ {entry.after}  {thing.title}: {_share(entry.was)} → {_share(entry.now)}"
    if entry.was_status != entry.now_status:
        text += f", {_word(entry.was_status)} → {_word(entry.now_status)}"
    return text


def _word(status: str) -> str:
    return STATUS.get(status, status)


def _share(value: float | None) -> str:
    return "no value" if value is None else f"{value:.0%}".replace("-", "−")


# --- JSON ---------------------------------------------------------------------------------------


def _json(changes: Changes, before: Cascade, after: Cascade) -> str:
    """All changes, with counts and the two cycles, as one object."""
    named = asdict(changes)
    for key, cascade in (("new", after), ("gone", before)):
        named[key] = [_entry(cascade.objectives[i], cascade) for i in named[key]]
    for key, cascade in (("new_key_results", after), ("gone_key_results", before)):
        named[key] = [
            {"id": i, "title": cascade.key_results[i].title,
             "objective": cascade.key_results[i].objective}
            for i in named[key]
        ]  # fmt: skip
    whole = {
        "version": 1,
        "old": _head(before),
        "new": _head(after),
        "summary": {f.name: len(getattr(changes, f.name)) for f in fields(changes)},
        "changes": named,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _head(cascade: Cascade) -> dict[str, str]:
    cycle = cascade.cycle
    return {"path": cascade.path, "cycle": cycle.name, "as_of": cycle.as_of.isoformat()}


def _entry(objective: Objective, cascade: Cascade) -> dict[str, Any]:
    return {
        "id": objective.id,
        "title": objective.title,
        "unit": objective.unit,
        "unit_name": cascade.units[objective.unit].name,
    }
