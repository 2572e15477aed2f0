"""The command line: thin modules over the pipeline, one for each group of commands."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from deckgen import __version__

COMMANDS = {
    "init": "init",
    "build": "build",
    "batch": "batch",
    "check": "check",
    "diff": "diff",
    "import": "importing",
    "schema": "show",
    "theme": "theme",
    "template": "show",
    "layouts": "show",
    "doctor": "show",
}
"""Which module of ``cli`` holds a command; it is imported when the command is called."""


NAMES = {"import": "import_table"}
"""Functions of commands whose names are words of Python."""


class LazyGroup(click.Group):
    """A group that imports a command's module only when that command is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"deckgen.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, NAMES.get(cmd_name, cmd_name))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table of one-line helps: imports nothing."""
        with formatter.section("Commands"):
            formatter.write_dl(list(HELPS.items()))


HELPS = {
    "init": "A starter spec, its schema and a theme.",
    "build": "One deck from a spec.",
    "batch": "One deck for each department, team or person.",
    "check": "Mistakes in a spec, and the alignment audit.",
    "diff": "What changed between two specs.",
    "import": "A spec from an OKR tool's CSV, XLSX or JSON export.",
    "schema": "The JSON Schema of the spec.",
    "theme": "List, show, start and check themes.",
    "template": "List or show the deck templates.",
    "layouts": "The slide layouts a template can use.",
    "doctor": "Versions, fonts, LibreOffice.",
}


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="deckgen")
def program() -> None:
    """OKRs in YAML become a native, editable presentation.

    Example: deckgen build okrs.yaml
    """


FEW_COLLECTIONS = (200_000, 50, 100)
"""Thresholds of the collector of cyclic garbage: see ``common.few_collections``."""


def main(args: list[str] | None = None, **extra: Any) -> None:
    """Run the program; every error ends with its exit status and a message, never a traceback."""
    import gc
    import sys

    if args is None:
        # For the whole process: going back to more at the end of a command would begin with a
        # collection of all that the command has made, just before it is thrown away.
        gc.set_threshold(*FEW_COLLECTIONS)
    from deckgen.cli.common import ended_by

    try:
        # without standalone mode click gives back the status of click.exceptions.Exit
        ended = program.main(args, prog_name="deckgen", standalone_mode=False, **extra)
    except BaseException as problem:
        ended = ended_by(problem)
    if args is None:
        # The process ends: searching all it holds for cycles would take a tenth of a build.
        gc.freeze()
    sys.exit(ended if isinstance(ended, int) else 0)
