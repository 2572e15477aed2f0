"""``deckgen build``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli import common
from deckgen.findings import Level

if TYPE_CHECKING:
    from deckgen.pipeline import Deck


@click.command(
    epilog="Example: deckgen build okrs.yaml --aspect 4:3 -o kickoff.pptx",
)
@click.argument("spec")
@click.option("-o", "--output", metavar="FILE", help="The deck (default: the spec's stem + .pptx).")
@common.unit_option("That department, team or person only.")
@click.option("--dry-run", is_flag=True, help="List the slides, write nothing.")
@click.option("--open", "open_it", is_flag=True, help="Open the deck when it is done.")
@common.deck_options
@common.untrusted_option
@common.output_options
@common.few_collections()
def build(
    spec: str,
    output: str | None,
    unit: str | None,
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
    """Build one deck from SPEC, a YAML file of OKRs ("-" reads standard input)."""
    from deckgen import pipeline

    text = None
    if spec == "-":
        text, spec = common.standard_input(), "<stdin>"
    elif not Path(spec).is_file():
        raise click.BadParameter(f"there is no file {spec}", param_hint="SPEC")
    options = pipeline.Options(template, theme, aspect, common.settings_of(settings), untrusted)
    bar = common.Progress(len(pipeline.STAGES), quiet=quiet)
    try:
        deck = pipeline.build(spec, options, unit=unit, text=text, report=bar.step)
    finally:
        bar.close()
    failed = strict and any(f.level >= Level.WARNING for f in deck.findings)
    least = Level.INFO if verbose else Level.WARNING
    if not quiet:
        shown = [f for f in deck.findings if f.level >= least]
        common.print_findings(shown, color=common.colored(no_color))
    if dry_run:
        _list_slides(deck)
    if failed:
        click.echo("deckgen: nothing written, since --strict and there are warnings", err=True)
        raise click.exceptions.Exit(1)
    if not dry_run:
        _write(deck, output or _default_name(spec), bar, quiet, open_it)


def _default_name(spec: str) -> str:
    return "deck.pptx" if spec == "<stdin>" else f"{Path(spec).stem}.pptx"


def _write(deck: Deck, output: str, bar: common.Progress, quiet: bool, open_it: bool) -> None:
    bar.step("write")
    try:
        if output == "-":
            sys.stdout.buffer.write(deck.data)
            return
        written = deck.save(output)
    finally:
        bar.close()
    if not quiet:
        click.echo(
            f"{written}: {common.counted(len(deck.slides), 'slide')}, "
            f"{common.counted(len(deck.scene.sections), 'section')}, "
            f"{common.counts_of(deck.findings)}"
        )
    if open_it:
        click.launch(str(written))


def _list_slides(deck: Deck) -> None:
    section = None
    for slide in deck.slides:
        if slide.section != section:
            section = slide.section
            click.echo(f"\n{section}")
        click.echo(f"{slide.number:>4}  {slide.layout:<13} {slide.title}")
    click.echo(
        f"\n{common.counted(len(deck.slides), 'slide')}, "
        f"{common.counts_of(deck.findings)}; nothing written"
    )
