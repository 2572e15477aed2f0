"""``deckgen theme``: the built-in themes, a new one, and whether one can be read."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from deckgen.cli import common
from deckgen.findings import Finding, Level, OutputError
from deckgen.resources import resource

if TYPE_CHECKING:
    from deckgen.report import Format
    from deckgen.theme.tokens import Theme

FAIL_ON = {"error": Level.ERROR, "warning": Level.WARNING}


@click.group(epilog="Example: deckgen theme new brand.yaml")
def theme() -> None:
    """Themes: list, show, start and check them."""


@theme.command("list", epilog="Example: deckgen theme list")
def theme_list() -> None:
    """Names of the built-in themes."""
    click.echo("\n".join(_names()))


@theme.command("show", epilog="Example: deckgen theme show editorial > brand.yaml")
@click.argument("name")
def theme_show(name: str) -> None:
    """Print a theme's file, ready to be redirected and edited."""
    if name not in _names():
        near = get_close_matches(name, _names(), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise click.BadParameter(f"there is no {name!r}{hint}", param_hint="NAME")
    click.echo(resource(f"themes/{name}.yaml").read_text(encoding="utf-8"), nl=False)


@theme.command("new", epilog="Example: deckgen theme new brand.yaml")
@click.argument("file", type=click.Path(dir_okay=False))
def theme_new(file: str) -> None:
    """Write a commented theme that extends meridian. Never overwrites."""
    from deckgen.theme.starter import starter

    path = Path(file)
    if path.suffix not in (".yaml", ".yml"):
        raise click.BadParameter("a theme's file ends in .yaml", param_hint="FILE")
    _write(path, starter(path.stem))
    click.echo(f"{file} written; next: deckgen theme check {file}")


@theme.command("from-pptx", epilog="Example: deckgen theme from-pptx brand.potx")
@click.argument("file", type=click.Path())
@click.option(
    "-o", "--output", metavar="FILE", help="The theme to write; default: FILE's name with .yaml."
)
@click.option("--force", is_flag=True, help="Write over a theme that is there already.")
def theme_from_pptx(file: str, output: str | None, force: bool) -> None:
    """Write a theme on a company's own master, filled in for review.

    FILE is a .potx, .pptx, .potm or .pptm. Never overwrites without --force.
    """
    from deckgen.cli.theme_master import understood
    from deckgen.report import render
    from deckgen.theme.review import reviewed, summary

    source = Path(file)
    if output and Path(output).suffix not in (".yaml", ".yml"):
        raise click.BadParameter("a theme's file ends in .yaml", param_hint="-o")
    found, told = understood(source)
    target = Path(output or f"{source.stem}.yaml")
    try:
        base = os.path.relpath(source.resolve(), target.resolve().parent)
    except ValueError:  # on another drive
        base = str(source.resolve())
    _write(target, reviewed(found, Path(base).as_posix(), target.stem), force)
    click.echo("\n".join(summary(found)))
    if told:
        click.echo(render(told))
    click.echo(f"{target} written; look through it, then: deckgen theme check {target}")


@theme.command("check", epilog="Example: deckgen theme check brand.yaml --wcag AAA")
@click.argument("file", metavar="FILE|NAME")
@click.option(
    "--wcag", type=click.Choice(["AA", "AAA"]), default="AA", show_default=True,
    help="Contrast of text: AA is 4.5:1, AAA is 7:1.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif", "github"]), default="text",
    help="How findings are printed.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "never"]), default="warning",
    show_default=True, help="The level that makes the status 1.",
)  # fmt: skip
@common.output_options
def theme_check(
    file: str, wcag: str, form: str, fail_on: str, quiet: bool, verbose: bool, no_color: bool
) -> None:
    """Contrast, colour blindness, fonts and sizes of a theme.

    Notes, such as status colours that only their marks tell apart, show with --verbose.
    """
    from deckgen.report import render
    from deckgen.theme.check import check_theme, pairs

    def based(plain: Theme) -> tuple[Theme, tuple[Finding, ...]]:
        from deckgen.pipeline import on_base

        made, _, told = on_base(plain)
        return made, told

    search = (Path.cwd(), Path.cwd() / "themes")
    checked, findings = check_theme(file, search, wcag, based)
    least = Level.ERROR if quiet else Level.INFO if verbose or form != "text" else Level.WARNING
    shown = [f for f in findings if f.level >= least]
    color = form == "text" and not no_color and "NO_COLOR" not in os.environ
    color = color and sys.stdout.isatty()
    if shown or form != "text":
        click.echo(render(shown, cast("Format", form), color=color), color=color)
    if form == "text" and not quiet:
        looked = common.counted(len(pairs(checked)), "pair")
        click.echo(f"{checked.name}: {looked} of colours, {common.counts_of(findings)}")
    if fail_on != "never" and any(f.level >= FAIL_ON[fail_on] for f in findings):
        raise click.exceptions.Exit(1)


def _write(path: Path, text: str, force: bool = False) -> None:
    """Write a theme; over one that is there only with ``force``."""
    try:
        with path.open("w" if force else "x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except FileExistsError:
        message = f"{path} is there already, and stays as it is"
        raise OutputError([Finding(Level.ERROR, "file-exists", message)]) from None
    except OSError as problem:
        message = f"cannot write {path}: {problem.strerror or problem}"
        raise OutputError([Finding(Level.ERROR, "unwritable", message)]) from problem


def _names() -> list[str]:
    return sorted(f.name[:-5] for f in resource("themes").iterdir() if f.name.endswith(".yaml"))
