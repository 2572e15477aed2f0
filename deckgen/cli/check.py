"""``deckgen check``."""

from __future__ import annotations

from pathlib import Path

import click

from deckgen.cli import common
from deckgen.findings import Level, SpecError

FAIL_ON = {"error": Level.ERROR, "warning": Level.WARNING}


@click.command(epilog="Example: deckgen check okrs.yaml --fail-on warning")
@click.argument("spec", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif", "github"]), default="text"
)
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "never"]), default="error",
    help="From which level findings end with status 1.",
)  # fmt: skip
@click.option("--no-color", is_flag=True, help="No colours (also NO_COLOR).")
def check(spec: str, form: str, fail_on: str, no_color: bool) -> None:
    """Check SPEC: mistakes, references, and the alignment audit with its score."""
    from deckgen import pipeline
    from deckgen.report import render

    try:
        source = pipeline.read(str(Path(spec)))
    except SpecError as problem:
        if form == "text":
            raise
        click.echo(render(problem.findings, form))
        raise click.exceptions.Exit(3) from problem
    findings = (*source.findings, *source.audit)
    click.echo(render(findings, form, color=form == "text" and common.colored(no_color)))
    if form == "text":
        click.echo(f"Alignment {source.score.value} of 100, {common.counts_of(findings)}")
    if fail_on != "never" and any(f.level >= FAIL_ON[fail_on] for f in findings):
        raise click.exceptions.Exit(1)
