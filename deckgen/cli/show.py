"""Commands that only show what deckgen has: templates, layouts, the schema."""

from __future__ import annotations

import click

from deckgen.cli import common
from deckgen.resources import resource


def _names(folder: str) -> list[str]:
    return sorted(f.name[:-5] for f in resource(folder).iterdir() if f.name.endswith(".yaml"))


def _show(folder: str, name: str) -> None:
    if name not in _names(folder):
        from difflib import get_close_matches

        near = get_close_matches(name, _names(folder), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise click.BadParameter(f"there is no {name!r}{hint}", param_hint="NAME")
    click.echo(resource(f"{folder}/{name}.yaml").read_text(encoding="utf-8"), nl=False)


@click.group(epilog="Example: deckgen template show kickoff > our_kickoff.yaml")
def template() -> None:
    """Deck templates: list, show and check them."""


@template.command("list", epilog="Example: deckgen template list")
def template_list() -> None:
    """Names of the built-in templates."""
    click.echo("\n".join(_names("templates")))


@template.command("show", epilog="Example: deckgen template show kickoff > our_kickoff.yaml")
@click.argument("name")
def template_show(name: str) -> None:
    """Print a template's file, ready to be redirected and edited."""
    _show("templates", name)


@template.command(
    "check", epilog="Example: deckgen template check our_kickoff.yaml --spec okrs.yaml"
)
@click.argument("file", metavar="FILE")
@click.option("--spec", metavar="SPEC", help="Also plan a deck of this spec with it.")
@click.option("-q", "--quiet", is_flag=True, help="Errors only.")
def template_check(file: str, spec: str | None, quiet: bool) -> None:
    """Read a template and report its mistakes, each at its line and column.

    What depends on data, such as a name that does not exist, shows with --spec.
    """
    from pathlib import Path

    from deckgen.template.storyline import load, walk

    here = Path.cwd()
    storyline = load(file, (here, here / "templates"))
    if spec is not None:
        from deckgen.pipeline import read
        from deckgen.template.plan import plan

        source = read(spec)
        made, _ = plan(source.cascade, storyline, findings=source.audit, score=source.score)
        said = common.counted(len(made.slides), "slide")
    else:
        entries = [e for e in walk(storyline.entries) if "layout" in e.fields]
        said = common.counted(len(entries), "slide")
    if not quiet:
        click.echo(f"{storyline.name}: {said}, no mistakes")


@click.command(epilog="Example: deckgen layouts cards")
@click.argument("name", required=False)
def layouts(name: str | None) -> None:
    """The slide layouts a template can use; with NAME its fields and an example."""
    from deckgen.template.layouts import COMMON, LAYOUTS

    if name is None:
        width = max(map(len, LAYOUTS))
        click.echo("\n".join(f"{n:<{width}}  {LAYOUTS[n].summary}" for n in sorted(LAYOUTS)))
        return
    if name not in LAYOUTS:
        from difflib import get_close_matches

        near = get_close_matches(name, list(LAYOUTS), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise click.BadParameter(f"there is no {name!r}{hint}", param_hint="NAME")
    info = LAYOUTS[name]
    click.echo(f"{name}: {info.summary}\n")
    if info.fields:
        click.echo(f"Fields:\n{_described(info.fields)}\n")
    click.echo(f"Fields of every slide:\n{_described(COMMON)}\n")
    click.echo(f"Example:\n{info.entry}")


def _described(fields: dict[str, str]) -> str:
    """Names with what they mean, wrapped to 80 columns."""
    import textwrap

    width = max(12, *map(len, fields)) + 4
    lines: list[str] = []
    for name, text in fields.items():
        head = f"  {name}".ljust(width)
        lines += textwrap.wrap(
            text, 80, initial_indent=head, subsequent_indent=" " * width, break_on_hyphens=False
        )
    return "\n".join(lines)


@click.command(epilog="Example: deckgen schema > okrs.schema.json")
@click.option("--part", is_flag=True, help="Of a file that a spec includes.")
def schema(part: bool) -> None:
    """The JSON Schema (draft-07) of the spec."""
    import json

    from deckgen.spec.schema import json_schema

    click.echo(json.dumps(json_schema(part), indent=2, ensure_ascii=False))


@click.command(epilog="Example: deckgen doctor")
def doctor() -> None:
    """Versions of deckgen and what it stands on, and whether LibreOffice is there."""
    import platform
    import shutil
    from importlib.metadata import PackageNotFoundError, version

    click.echo(f"Python {platform.python_version()}")
    for name in ("deckgen", "python-pptx", "deflate", "Jinja2", "PyYAML", "click"):
        try:
            click.echo(f"{name} {version(name)}")
        except PackageNotFoundError:
            click.echo(f"{name} is not installed")
    click.echo(f"LibreOffice {'found' if shutil.which('soffice') else 'not found'}")
