"""Findings: what deckgen noticed, where, and how bad it is.

Every stage reports through this one type; nothing is degraded or refused silently.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from enum import IntEnum

from deckgen.values import dataclass


def counted(number: int, word: str) -> str:
    """``1 slide``, ``2 slides``: a number with its English noun."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


class Level(IntEnum):
    """How bad a finding is, in ascending order."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    @property
    def word(self) -> str:
        """The lower-case word that messages use."""
        return _WORDS[self]


_WORDS = ("info", "warning", "error")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source file. Lines and columns count from 1; ``length`` is in characters."""

    file: str
    line: int
    column: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed. ``rule`` is a stable id in kebab case, such as ``unknown-reference``."""

    level: Level
    rule: str
    message: str
    span: Span | None = None
    suggestion: str | None = None
    expected: str | None = None
    subject: str | None = None
    """Id of the objective, key result, unit or slide it speaks of, when there is one."""
    source_line: str | None = field(default=None, compare=False)
    count: int = 1
    """How many findings it stands for: more than one where a limit cuts their list short."""


class DeckgenError(Exception):
    """An error that ends a command; carries its findings and its exit status."""

    exit_status = 70

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f.message for f in self.findings))


class SpecError(DeckgenError):
    """The spec is invalid (exit status 3)."""

    exit_status = 3


class TemplateError(DeckgenError):
    """A theme or template is invalid (exit status 4)."""

    exit_status = 4


class ThemeError(TemplateError):
    """A theme is invalid (exit status 4)."""


class OutputError(DeckgenError):
    """The output could not be written (exit status 5)."""

    exit_status = 5
