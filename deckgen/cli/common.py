"""What commands share: options as decorators, how findings and errors print, progress."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import click

from deckgen.cli import FEW_COLLECTIONS
from deckgen.findings import DeckgenError, Finding, Level, SpecError
from deckgen.findings import counted as counted

F = TypeVar("F", bound=Callable[..., Any])

DEFECT = """deckgen: a defect of deckgen, not of your file: {problem}
Please report it with the command, the spec (or a part of it) and what DECKGEN_DEBUG=1 prints."""


def deck_options(function: F) -> F:
    """The options that choose how a deck looks and what it says."""
    for option in reversed(
        (
            click.option("--template", metavar="NAME|FILE", help="The storyline to follow."),
            click.option("--theme", metavar="NAME|FILE", help="The look (default: meridian)."),
            click.option("--aspect", type=click.Choice(["16:9", "4:3"]), help="The slides' size."),
            click.option(
                "--set", "settings", multiple=True, metavar="KEY=VALUE", help="A deck: value."
            ),
            click.option("--strict", is_flag=True, help="Warnings fail the build (status 1)."),
        )
    ):
        function = option(function)
    return function


def output_options(function: F) -> F:
    """How much is printed, and in which colours."""
    for option in reversed(
        (
            click.option("-q", "--quiet", is_flag=True, help="Errors only."),
            click.option("-v", "--verbose", is_flag=True, help="Every finding, also notes."),
            click.option("--no-color", is_flag=True, help="No colours (also NO_COLOR)."),
        )
    ):
        function = option(function)
    return function


def unit_option(help: str, *, multiple: bool = False) -> Callable[[F], F]:
    """A unit by its id, or several."""
    return click.option("--unit", "units" if multiple else "unit", metavar="ID", multiple=multiple,
                        help=help)  # fmt: skip


@contextlib.contextmanager
def few_collections() -> Iterator[None]:
    """Collect cyclic garbage rarely: a deck is hundreds of thousands of objects and hardly a cycle,
    and looking for cycles among them took a sixteenth of the time of a build.
    """
    before = gc.get_threshold()
    gc.set_threshold(*FEW_COLLECTIONS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def untrusted_option(function: F) -> F:
    """For specs that come from somebody else."""
    help = "Someone else's spec: refuse files outside its folder, and themes it brings along."
    return click.option("--untrusted", is_flag=True, help=help)(function)


def standard_input() -> str:
    """Standard input as text. Raises SpecError, at the place, when it is empty or not UTF-8."""
    from deckgen.spec.files import decode

    text, wrong = decode(sys.stdin.buffer.read(), "<stdin>")
    if wrong is not None:
        raise SpecError([wrong])
    return text


def settings_of(pairs: Sequence[str]) -> dict[str, str]:
    """``KEY=VALUE`` pairs as a dict. Raises click.BadParameter for one without a key."""
    found = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not (key and equals):
            raise click.BadParameter(f"{pair!r} is not KEY=VALUE", param_hint="--set")
        found[key] = value
    return found


def colored(no_color: bool) -> bool:
    """Whether messages on standard error are coloured."""
    return not (no_color or "NO_COLOR" in os.environ) and sys.stderr.isatty()


def print_findings(findings: Sequence[Finding], *, color: bool = False) -> None:
    """Findings on standard error, as a compiler prints them."""
    from deckgen.report import render

    if findings:
        click.echo(render(findings, "text", color=color), err=True, color=color)


def counts_of(findings: Sequence[Finding]) -> str:
    """``3 findings (1 warning)``, in the words of the last line."""
    warnings = sum(f.count for f in findings if f.level >= Level.WARNING)
    text = counted(sum(f.count for f in findings), "finding")
    return f"{text} ({counted(warnings, 'warning')})" if warnings else text


def ended_by(problem: BaseException) -> int:
    """Print what ended the program and return its exit status (``cli.md``)."""
    if os.environ.get("DECKGEN_DEBUG") and not isinstance(
        problem, SystemExit | click.exceptions.Exit
    ):
        import traceback

        traceback.print_exception(problem)
    if isinstance(problem, SystemExit):
        return problem.code if isinstance(problem.code, int) else 1
    if isinstance(problem, click.exceptions.Exit):
        return problem.exit_code
    if isinstance(problem, click.ClickException):
        problem.show()
        return problem.exit_code
    if isinstance(problem, click.Abort | KeyboardInterrupt):
        click.echo("deckgen: interrupted; nothing half-written is left", err=True)
        return 130
    if isinstance(problem, BrokenPipeError):
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 (kept open till the end, on purpose)
        return 0
    if isinstance(problem, DeckgenError):
        print_findings(problem.findings, color=colored(False))
        return problem.exit_status
    click.echo(DEFECT.format(problem=f"{type(problem).__name__}: {problem}"), err=True)
    return 70


class Progress:
    """A bar on standard error for work over a second, only on a terminal.

    ``total`` steps; ``step`` names the one that begins or ends.
    """

    WIDTH = 24

    def __init__(self, total: int, *, quiet: bool = False, delay: float = 1.0) -> None:
        self.total = max(1, total)
        self.count = 0
        self.begun = time.monotonic()
        self.delay = delay
        self.shown = False
        self.on = not quiet and sys.stderr.isatty()

    def step(self, name: str) -> None:
        """One step more; draws when the work has lasted longer than the delay (seconds)."""
        self.count += 1
        passed = time.monotonic() - self.begun
        if not self.on or passed < self.delay:
            return
        share = min(1.0, self.count / self.total)
        filled = round(self.WIDTH * share)
        left = passed * (1 - share) / share
        rate = self.count / passed
        line = f"{'█' * filled}{'░' * (self.WIDTH - filled)} {self.count}/{self.total}  {name}"
        sys.stderr.write(f"\r\x1b[K{line}  {rate:.1f}/s, {left:.0f} s left")
        sys.stderr.flush()
        self.shown = True

    def close(self) -> None:
        """Remove the bar."""
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
