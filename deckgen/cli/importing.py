"""``deckgen import``."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import click

from deckgen.cli import common
from deckgen.findings import Finding, Level, OutputError


def _date(_: click.Context, __: click.Parameter, text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise click.BadParameter(f"{text!r} is no day such as 2027-01-04") from None


@click.command("import", epilog="Example: deckgen import export.csv -o okrs.yaml --map Squad=team")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("-o", "--output", metavar="SPEC", help="The spec to write (left out: preview only).")
@click.option(
    "--map", "pairs", multiple=True, metavar="COLUMN=FIELD",
    help="What a column holds: objective, key_result, team, target …, or ignore.",
)  # fmt: skip
@click.option("--company", metavar="NAME", help="The company's name.")
@click.option("--cycle", metavar="NAME", help="Such as 'Q1 2027', whose dates are known.")
@click.option("--start", metavar="DATE", callback=_date, help="The cycle's first day.")
@click.option("--end", metavar="DATE", callback=_date, help="The cycle's last day.")
@click.option("--as-of", metavar="DATE", callback=_date, help="The day the numbers are from.")
@click.option("--dates", type=click.Choice(["dmy", "mdy"]), help="How 03/04/2027 is meant.")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook.")
@click.option("--force", is_flag=True, help="Replace the spec when it is there already.")
@common.output_options
def import_table(
    file: str,
    output: str | None,
    pairs: tuple[str, ...],
    company: str | None,
    cycle: str | None,
    start: dt.date | None,
    end: dt.date | None,
    as_of: dt.date | None,
    dates: str | None,
    sheet: str | None,
    force: bool,
    quiet: bool,
    verbose: bool,
    no_color: bool,
) -> None:
    """Make a spec of FILE: a CSV, XLSX or JSON export of an OKR tool, or your own table."""
    from deckgen.spec.importers import Wishes, import_file
    from deckgen.write.atomic import write_atomically

    mapping = {}
    for pair in pairs:
        column, equals, name = pair.rpartition("=")
        if not (column and equals and name):
            raise click.BadParameter(f"{pair!r} is not COLUMN=FIELD", param_hint="--map")
        mapping[column] = name
    wishes = Wishes(mapping, company, cycle, start, end, as_of, dates, sheet)
    if output not in (None, "-") and os.path.lexists(str(output)) and not force:
        finding = Finding(
            Level.ERROR, "file-exists", f"{output} is there already; nothing was written",
            suggestion="choose another name, or replace it with --force",
        )  # fmt: skip
        raise OutputError([finding])
    made = import_file(file, wishes)
    if not quiet:
        click.echo("\n".join(made.preview), err=output == "-")
        least = Level.INFO if verbose else Level.WARNING
        shown = [finding for finding in made.findings if finding.level >= least]
        common.print_findings(shown, color=common.colored(no_color))
    if output is None:
        if not quiet:
            click.echo("Nothing written; with -o okrs.yaml the spec is.")
    elif output == "-":
        click.echo(made.text, nl=False)
    else:
        write_atomically(output, made.text.encode())
        if not quiet:
            click.echo(f"{Path(output)}: next, deckgen build {output}")
