"""``deckgen batch``."""

from __future__ import annotations

from pathlib import Path

import click

from deckgen.cli import common
from deckgen.findings import Finding, Level


@click.command(epilog="Example: deckgen batch okrs.yaml -o decks --by team")
@click.argument("spec", type=click.Path(exists=True, dir_okay=False))
@click.option("-o", "--output", "folder", required=True, metavar="DIR", help="Where decks go.")
@click.option("--by", default="department", metavar="LEVEL", help="department, team, individual.")
@click.option("--jobs", type=click.IntRange(1), help="Processes (default: all cores).")
@common.deck_options
@common.untrusted_option
@common.output_options
def batch(
    spec: str,
    folder: str,
    by: str,
    jobs: int | None,
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
    """Build one deck for each department (or team, or person) of SPEC into DIR."""
    from deckgen import batch as batches
    from deckgen import pipeline

    options = pipeline.Options(template, theme, aspect, common.settings_of(settings), untrusted)
    source = pipeline.read(spec, settings=options.settings, untrusted=untrusted)
    pipeline.style(source, options, default_template="department")  # a bad one ends here, once
    units = batches.units_at(source.cascade, by)
    color = common.colored(no_color)
    if not quiet:
        common.print_findings(
            [f for f in source.findings if verbose or f.level >= Level.WARNING], color=color
        )
    bar = common.Progress(len(units), quiet=quiet)
    job = batches.Job(str(Path(spec)), options)
    try:
        results = batches.run(
            job, source, units, Path(folder), jobs=jobs, done=lambda r: bar.step(r.name)
        )
    finally:
        bar.close()
    _report([r for r in results if r.status], color)
    made = [r for r in results if not r.status]
    status = max((r.status for r in results), default=0)
    warned = [f for r in made for f in r.findings if f.level >= Level.WARNING]
    if strict and warned and not status:
        status = 1
    if not quiet:
        slides = sum(r.slides for r in made)
        failed = f", {len(results) - len(made)} failed" if len(made) < len(results) else ""
        click.echo(
            f"{folder}: {common.counted(len(made), 'deck')}, "
            f"{common.counted(slides, 'slide')}{failed}"
        )
    if status:
        raise click.exceptions.Exit(status)


def _report(failed: list[object], color: bool) -> None:
    for result in failed:
        name = getattr(result, "name", "")
        findings: tuple[Finding, ...] = getattr(result, "findings", ())
        click.echo(f"{name}: no deck was made", err=True)
        common.print_findings([f for f in findings if f.level == Level.ERROR], color=color)
