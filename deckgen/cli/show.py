"""Commands that only show what deckgen has: templates, layouts, the schema."""

from __future__ import annotations

import click

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
    """Built-in deck templates."""


@template.command("list")
def template_list() -> None:
    """Names of the built-in templates."""
    click.echo("\n".join(_names("templates")))


@template.command("show")
@click.argument("name")
def template_show(name: str) -> None:
    """Print a template's file, ready to be redirected and edited."""
    _show("templates", name)


@click.command(epilog="Example: deckgen layouts")
def layouts() -> None:
    """The slide layouts a template can use."""
    from deckgen.layout.engine import MODULES

    click.echo("\n".join(sorted(MODULES)))


@click.command(epilog="Example: deckgen schema > okrs.schema.json")
def schema() -> None:
    """The JSON Schema (draft-07) of the spec."""
    import json

    from deckgen.spec.schema import json_schema

    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@click.command(epilog="Example: deckgen doctor")
def doctor() -> None:
    """Versions of deckgen and what it stands on, and whether LibreOffice is there."""
    import platform
    import shutil
    from importlib.metadata import PackageNotFoundError, version

    click.echo(f"Python {platform.python_version()}")
    for name in ("deckgen", "python-pptx", "Jinja2", "PyYAML", "click"):
        try:
            click.echo(f"{name} {version(name)}")
        except PackageNotFoundError:
            click.echo(f"{name} is not installed")
    click.echo(f"LibreOffice {'found' if shutil.which('soffice') else 'not found'}")
