"""What the YAML parser's errors mean to the person who wrote the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from deckgen.findings import Finding, Level, Span

_KEY_BEFORE = re.compile(r":\s")
_OPENERS = re.compile(
    "scanning (?:a directive|an alias|an anchor|a tag|a block scalar)|block sequence"
)

_OPENING = {mark: re.compile(rf"(?:^\s*|- |: |[\[{{,]\s*){mark}") for mark in ('"', "'")}
"""A quote that opens a text, by what stands before it."""
_DASH = re.compile(r"\s*-(?=[\w\"'].*:)")
_FAR = 3000
"""Lines that are looked through for it."""


def explain(error: Any, file: str, line_of: Callable[[int], str]) -> Finding:
    """A parser's exception as a finding. ``line_of`` gives the text of a line, from 1."""
    problem = getattr(error, "problem", None) or str(error)
    context = getattr(error, "context", None) or ""
    mark = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None)
    mark = mark or start
    if mark is None:
        return Finding(Level.ERROR, "yaml-syntax", problem, Span(file, 1, 1))
    line, column = mark.line + 1, mark.column + 1
    text = line_of(line)
    rule, message, suggestion = "yaml-syntax", f"this is not YAML: {problem}", None
    indent = text[: len(text) - len(text.lstrip())]
    character = text[column - 1 : column]

    if "\t" in indent:
        rule, column = "tab", indent.index("\t") + 1
        message, suggestion = "a tab cannot indent YAML", "use spaces"
    elif indent.strip(" "):
        rule, column = "odd-space", len(indent) - len(indent.lstrip(" ")) + 1
        message, suggestion = "a space of an unusual kind cannot indent YAML", "type it anew"
    elif character == "\t":
        rule, message, suggestion = "tab", "a tab stands where YAML wants a space", "use a space"
    elif "cannot start any token" in problem or _OPENERS.search(f"{context} {problem}"):
        rule = "unquoted-character"
        if start is not None and "scanning" in context and "next token" not in context:
            line, column = start.line + 1, start.column + 1
            text = line_of(line)
            character = text[column - 1 : column]
        message = f"a text cannot begin with '{character}' unless it is quoted"
        suggestion = f'write "{_rest(text, column)}"'
    elif "mapping values are not allowed" in problem:
        if _KEY_BEFORE.search(text[: column - 1]):
            rule, message = "unquoted-colon", "a second ': ' in one line"
            suggestion = "put quotes around a text that holds ': '"
        elif (keyless := _line_without_colon(line, line_of)) is not None:
            line, column = keyless
            rule, message, suggestion = _keyless(line_of(line)[column - 1 :])
        else:
            rule, column = "broken-indent", len(indent) + 1
            message = "this line is indented differently from the lines it belongs with"
            suggestion = "indent it as far as the key before it"
    elif "quoted scalar" in context and start is not None:
        rule, message = "open-quote", "a quote opens here and is never closed"
        if "escape" in problem:
            rule, message = "bad-escape", f"not an escape in a quoted text: {problem}"
            suggestion = "use single quotes, or write the backslash twice"
        else:
            line, column = start.line + 1, start.column + 1
    elif (
        "flow" in context
        and start is not None
        and (start.line == mark.line or character in ('"', "'", "{", "["))
        and character
    ):
        rule = "missing-comma"
        message = "a comma is missing before this, or the bracket is not closed"
        suggestion = "quote texts that hold brackets, commas or colons"
    elif "flow" in context and start is not None:
        line, column = start.line + 1, start.column + 1
        opener = line_of(line)[column - 1 : column]
        quotes = list(_OPENING['"'].finditer(line_of(line)))
        close = {"{": "}", "[": "]"}.get(opener, "a bracket")
        rule, message = "open-bracket", f"'{opener}' is not closed"
        suggestion = f"close it with '{close}', and quote texts that hold brackets or commas"
        if quotes and line_of(line).replace('\\"', "  ").count('"', quotes[-1].end()) == 0:
            column = quotes[-1].end()
            rule, message = "open-quote", "a quote opens here and is not closed in its line"
            suggestion = 'close it with "'
    elif "could not find expected ':'" in problem and start is not None:
        line, column = start.line + 1, start.column + 1
        rule, message, suggestion = _keyless(line_of(line)[column - 1 :])
    elif "incompatible" in problem:
        message = "deckgen reads YAML 1.1 and 1.2"
    elif "expected" in problem and text[: column - 1].strip():
        message = "this cannot follow what stands before it in the line"
        suggestion = "put quotes around the whole text"
    elif "did not find expected" in problem or "expected <block end>" in problem:
        rule = "broken-indent"
        message = "this line is indented differently from the lines it belongs with"
        suggestion = "line it up with them"
        if not text.strip() and start is not None:
            line, column = start.line + 1, start.column + 1
    if rule == "broken-indent":
        dash = _DASH.match(line_of(line - 1))
        if dash is not None:
            line, column = line - 1, dash.end()
            rule, message = "missing-space", "a '-' without a space after it"
            suggestion = "put a space after the '-'"
    earlier = _open_quote(line, column, line_of)
    if earlier is not None:
        line, column = earlier
        rule, message = "open-quote", "a quote opens here and is not closed in its line"
        suggestion = f"close it with {line_of(line)[column - 1]}"
    text = line_of(line)
    length = max(1, len(_rest(text, column))) if rule == "unquoted-character" else 1
    return Finding(
        Level.ERROR, rule, message, Span(file, line, column, length), suggestion, source_line=text
    )


def _open_quote(line: int, column: int, line_of: Callable[[int], str]) -> tuple[int, int] | None:
    """Where a quote opens that a quote right before a place closed by mistake, lines below.

    A text whose closing quote was forgotten ends where the next quoted text begins, and what
    cannot be read is the inside of that one.
    """
    before = line_of(line)[: column - 1].rstrip()
    mark = before[-1:]
    if mark not in ('"', "'") or len(_OPENING[mark].findall(before)) != before.count(mark):
        return None
    for above in range(line - 1, max(0, line - _FAR), -1):
        text = line_of(above).replace('\\"', "  ")
        found = list(_OPENING[mark].finditer(text))
        if found and text.count(mark, found[-1].end() - 1) == 1:
            return above, found[-1].end()
    return None


def _keyless(text: str) -> tuple[str, str, str | None]:
    """Rule, message and suggestion for a line that should be a key and its value."""
    if re.match(r"[\w-]+:\S", text):
        return "missing-space", "a ':' without a space after it", "put a space after the ':'"
    return "missing-colon", "a key without a ':' after it", None


def _line_without_colon(line: int, line_of: Callable[[int], str]) -> tuple[int, int] | None:
    """Where the text of the line above begins, when that line is no key with a colon."""
    above = line_of(line - 1).rstrip()
    text = above.lstrip(" -")
    if not text or text.startswith("#") or re.search(r":(\s|$)", text):
        return None
    return line - 1, len(above) - len(text) + 1


def _rest(text: str, column: int) -> str:
    """The value that begins at a column, without a comment or a closing bracket."""
    return re.split(r"\s+#|[,}\]]", text[column - 1 :])[0].strip()
