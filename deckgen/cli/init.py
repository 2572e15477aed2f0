"""``deckgen init``."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

import click

from deckgen.findings import Finding, Level, OutputError


@click.command(epilog="Example: deckgen init okrs-2027 && cd okrs-2027 && deckgen build okrs.yaml")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("-q", "--quiet", is_flag=True, help="Errors only.")
def init(folder: Path, quiet: bool) -> None:
    """Write a starter spec, its JSON Schema and a theme into DIR (default: here).

    Nothing is overwritten: when one of the files is there already, none is written.
    """
    write_files(folder, starter_files())
    if quiet:
        return
    for name in starter_files():
        click.echo(f"{folder / name}")
    target = folder / "okrs.yaml"
    click.echo(f"Next: deckgen build {target}")


def starter_files() -> dict[str, bytes]:
    """Names and contents of the files, the spec first."""
    from deckgen.spec import starter
    from deckgen.spec.schema import json_schema

    schema = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    return {
        "okrs.yaml": starter.SPEC.encode(),
        "okrs.schema.json": schema.encode(),
        "theme.yaml": starter.THEME.encode(),
    }


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write new files into a folder, all or none. Raises OutputError (exit status 5)."""
    taken = [folder / name for name in files if os.path.lexists(folder / name)]
    if taken:
        raise OutputError([_exists(path) for path in taken])
    made: list[Path] = []
    created = False
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True)
            created = True
        for name, data in files.items():
            with (folder / name).open("xb") as stream:
                made.append(folder / name)
                stream.write(data)
    except BaseException as problem:
        for path in made:
            with contextlib.suppress(OSError):
                path.unlink()
        if created:
            with contextlib.suppress(OSError):
                folder.rmdir()
        if isinstance(problem, FileExistsError) and folder.is_dir():
            raise OutputError([_exists(Path(problem.filename))]) from problem
        if isinstance(problem, OSError):
            message = f"cannot write into {folder}: {problem.strerror or problem}"
            raise OutputError([Finding(Level.ERROR, "cannot-write", message)]) from problem
        raise


def _exists(path: Path) -> Finding:
    message = f"{path} is there already; nothing was written"
    return Finding(Level.ERROR, "file-exists", message, suggestion="choose another folder")
