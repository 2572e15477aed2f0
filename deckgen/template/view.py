"""What templates may look into, and what is said when they cannot be evaluated."""

from __future__ import annotations


class View:
    """Base of everything that templates may look into: public attributes only."""

    __slots__ = ()


class EvaluationError(Exception):
    """A string could not be evaluated. ``needle`` is the piece at fault, when it is known."""

    def __init__(self, rule: str, message: str, needle: str = "", line: int = 1) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.needle = needle
        self.line = line
