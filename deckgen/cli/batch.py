"""``deckgen batch``."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli import common
from deckgen.findings import Level

if TYPE_CHECKING:
    from deckgen.batch import Outcome, Result
    from deckgen.pipeline import Source


@click.command(epilog="Example: deckgen batch okrs.yaml -o decks --by team")
@click.argument("spec")
@click.option("-o", "--output", "folder", required=True, metavar="DIR", help="Where decks go.")
@click.option("--by", default="department", metavar="LEVEL", help="department, team, individual.")
@common.unit_option("Only that one's deck; can be repeated.", multiple=True)
@click.option("--jobs", type=click.IntRange(1), help="Processes (default: all cores).")
@click.option("--scheduler", metavar="ADDRESS", help="Build on the workers of a Dask scheduler.")
@click.option("--force", is_flag=True, help="Build also what has not changed.")
@click.option("--prune", is_flag=True, help="Remove decks of units that are gone.")
@click.option("--dry-run", is_flag=True, help="List the decks, write nothing.")
@click.option("--open", "open_it", is_flag=True, help="Open the index when it is done.")
@common.deck_options
@common.untrusted_option
@common.output_options
@common.few_collections()
def batch(
    spec: str,
    folder: str,
    by: str,
    units: tuple[str, ...],
    jobs: int | None,
    scheduler: str | None,
    force: bool,
    prune: bool,
    dry_run: bool,
    open_it: bool,
    template: str | None,
    theme: str | None,
    aspect: str | None,
    settings: tuple[str, ...],
    strict: bool,
    untrusted: bool,
    quiet: bool,
    verbose: bool,
    no_color: bool,
) -> None:
    """Build one deck for each department (or team, or person) of SPEC into DIR.

    What has not changed is not built again. DIR also gets index.html and manifest.json.
    """
    from deckgen import batch as batches
    from deckgen import pipeline

    text = None
    if spec == "-":
        text, spec = common.standard_input(), "<stdin>"
    elif not Path(spec).is_file():
        raise click.BadParameter(f"there is no file {spec}", param_hint="SPEC")
    options = pipeline.Options(template, theme, aspect, common.settings_of(settings), untrusted)
    source = pipeline.read(spec, text=text, settings=options.settings, untrusted=untrusted)
    style = pipeline.style(source, options, default_template="department")
    level = batches.units_at(source.cascade, by)
    only = batches.chosen(source.cascade, level, units) if units else level
    color = common.colored(no_color)
    if not quiet:
        common.print_findings(
            [f for f in (*source.findings, *style.findings) if verbose or f.level >= Level.WARNING],
            color=color,
        )
    if dry_run:
        names = batches.file_names((u, source.cascade.units[u].name) for u in level)
        _list_decks(source, {unit: names[unit] for unit in only})
        return
    bar = common.Progress(len(only), quiet=quiet)
    try:
        with _termination():
            outcome = batches.run(
                source,
                style,
                level,
                Path(folder),
                only=only,
                jobs=jobs,
                scheduler=scheduler,
                force=force,
                prune=prune,
                done=lambda result: bar.step(result.name),
            )
    finally:
        bar.close()
    _report([r for r in outcome.results if r.status], color)
    status = max((r.status for r in outcome.results), default=0)
    if strict and not status and _warned(source, outcome):
        status = 1
    if not quiet:
        _summary(folder, outcome)
    if open_it:
        click.launch(str(Path(folder, "index.html")))
    if status:
        raise click.exceptions.Exit(status)


@contextlib.contextmanager
def _termination() -> Iterator[None]:
    """SIGTERM ends a batch as Ctrl-C does: nothing half-written, processes ended (status 143)."""
    import signal
    import threading

    def end(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _warned(source: Source, outcome: Outcome) -> bool:
    found = [*source.findings, *source.audit, *(f for r in outcome.results for f in r.findings)]
    return any(f.level >= Level.WARNING for f in found)


def _summary(folder: str, outcome: Outcome) -> None:
    made = [r for r in outcome.results if not r.status]
    slides = sum(r.slides for r in made)
    same = sum(r.unchanged for r in made)
    failed = len(outcome.results) - len(made)
    words = [f"{folder}: {common.counted(len(made), 'deck')}", common.counted(slides, "slide")]
    words += [f"{same} unchanged"] if same else []
    words += [f"{failed} failed"] if failed else []
    click.echo(", ".join(words))
    for file in outcome.pruned:
        click.echo(f"removed {file}: its unit is gone")
    for file in outcome.stale:
        click.echo(f"{file}: its unit is gone; --prune removes it if nobody has edited it")


def _list_decks(source: Source, names: dict[str, str]) -> None:
    for unit, stem in names.items():
        click.echo(f"{unit:<12} {stem}.pptx  {source.cascade.units[unit].name}")
    click.echo(f"\n{common.counted(len(names), 'deck')}; nothing written")


def _report(failed: Sequence[Result], color: bool) -> None:
    for result in failed:
        click.echo(f"{result.name}: no deck was made", err=True)
        common.print_findings([f for f in result.findings if f.level == Level.ERROR], color=color)
