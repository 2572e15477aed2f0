"""How findings print: for people, for programs (JSON, SARIF 2.1.0) and for GitHub's log."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any, Literal
from urllib.parse import quote

from deckgen.findings import Finding, Level, Span

Format = Literal["text", "json", "sarif", "github"]
FORMATS: tuple[Format, ...] = ("text", "json", "sarif", "github")

MAX_LINE = 160
"""Columns of a source line that are shown; a longer one is cut around the place."""
MAX_SNIPPET = 2000
"""Characters of the longest source line that programs are given."""

_BREAK = re.compile("\r\n|\n|\r")
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_COLORS = {Level.ERROR: "31", Level.WARNING: "33", Level.INFO: "36"}
_SARIF = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
_GITHUB = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def render(
    findings: Iterable[Finding],
    format: Format = "text",
    color: bool = False,
    sources: Mapping[str, str] | None = None,
) -> str:
    """Findings as text in a format, in the order given; without a line feed at the end.

    ``sources`` maps a span's file to its text, for findings that do not carry their source
    line. ``color`` adds ANSI colours to ``text`` and does nothing to the others.
    """
    found = [_with_line(finding, sources or {}) for finding in findings]
    if format == "json":
        return _json(found)
    if format == "sarif":
        return _sarif(found)
    if format == "github":
        return "\n".join(map(_github, found))
    return "\n".join(_text(finding, color) for finding in found)


def summary(findings: Iterable[Finding]) -> str:
    """How many of each level there are ("2 errors, 1 warning"); "no findings" when none."""
    counts = _counts(findings)
    parts = [
        f"{count} {word}" + ("s" if count != 1 and word != "info" else "")
        for word, count in counts.items()
        if count
    ]
    return ", ".join(parts) or "no findings"


def _counts(findings: Iterable[Finding]) -> dict[str, int]:
    counts = {"error": 0, "warning": 0, "info": 0}
    for finding in findings:
        counts[finding.level.word] += finding.count
    return counts


def _with_line(finding: Finding, sources: Mapping[str, str]) -> Finding:
    span = finding.span
    if span is None or finding.source_line is not None or span.file not in sources:
        return finding
    lines = _BREAK.split(sources[span.file].removeprefix("\ufeff"))
    if not 0 < span.line <= len(lines):
        return finding
    from dataclasses import replace

    return replace(finding, source_line=lines[span.line - 1])


# --- text -----------------------------------------------------------------------------------


def _text(finding: Finding, color: bool) -> str:
    def paint(code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if color else text

    tone = _COLORS[finding.level]
    span = finding.span
    where = f"{span.file}:{span.line}:{span.column}: " if span else ""
    head = paint("1", _clean(where)) + paint(f"1;{tone}", f"{finding.level.word}[{finding.rule}]")
    lines = [f"{head}: {_clean(finding.message)}"]
    notes = _notes(finding)
    if span is not None and finding.source_line is not None:
        gutter = max(5, len(str(span.line)))
        shown, before, marked = _window(finding.source_line, span)
        first = f" {notes.pop(0)}" if notes else ""
        lines.append(f"{paint('2', f'{span.line:>{gutter}} |')} {shown}".rstrip())
        mark = paint(f"1;{tone}", "^" * marked + first)
        lines.append(f"{paint('2', ' ' * gutter + ' |')} {before}{mark}")
        lines.extend(f"{' ' * gutter} {paint('2', '=')} {note}" for note in notes)
    else:
        lines.extend(f"      {paint('2', '=')} {note}" for note in notes)
    return "\n".join(lines)


def _notes(finding: Finding) -> list[str]:
    notes = [_clean(finding.suggestion)] if finding.suggestion else []
    meant = finding.suggestion is not None and finding.suggestion.startswith("did you mean")
    if finding.expected and not meant and finding.expected not in finding.message:
        notes.append(f"expected {_clean(finding.expected)}")
    return notes


def _clean(text: str) -> str:
    """Text for a terminal: nothing in it moves the cursor or turns the direction."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\n", " "))


def _window(line: str, span: Span) -> tuple[str, str, int]:
    """The line as shown, what stands under it before the caret, and the caret's width."""
    start = min(span.column - 1, len(line))
    end = min(len(line), start + max(1, span.length))
    cut = 0
    if len(line) > MAX_LINE:
        cut = max(0, start - MAX_LINE // 2)
        kept = line[cut : cut + MAX_LINE]
        after = "…" if cut + MAX_LINE < len(line) else ""
        line, end = kept, min(end - cut, len(kept))
        start -= cut
    else:
        after = ""
    lead = "…" if cut else ""
    before = lead.replace("…", " ") + "".join(_blank(c) for c in line[:start])
    marked = sum(_columns(c) for c in line[start:end])
    return lead + _clean(line) + after, before, max(1, marked)


def _columns(character: str) -> int:
    """Columns that a terminal gives a character: 0, 1 or 2."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _blank(character: str) -> str:
    return "\t" if character == "\t" else " " * _columns(character)


# --- programs -------------------------------------------------------------------------------


def _json(findings: Sequence[Finding]) -> str:
    entries = [
        {
            "level": finding.level.word,
            "rule": finding.rule,
            "message": finding.message,
            "file": finding.span.file if finding.span else None,
            "line": finding.span.line if finding.span else None,
            "column": finding.span.column if finding.span else None,
            "length": finding.span.length if finding.span else None,
            "suggestion": finding.suggestion,
            "expected": finding.expected,
            "subject": finding.subject,
            "source_line": _snippet(finding),
            "count": finding.count,
        }
        for finding in findings
    ]
    whole = {"version": 1, "findings": entries, "summary": _counts(findings)}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _sarif(findings: Sequence[Finding]) -> str:
    from deckgen import __version__

    rules = list(dict.fromkeys(finding.rule for finding in findings))
    places = {rule: index for index, rule in enumerate(rules)}
    driver = {
        "name": "deckgen",
        "version": __version__,
        "rules": [
            {"id": rule, "shortDescription": {"text": rule.replace("-", " ").capitalize()}}
            for rule in rules
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(finding, places) for finding in findings],
    }
    whole = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _snippet(finding: Finding) -> str | None:
    """The source line, unless it is a whole file in one line."""
    line = finding.source_line
    return line if line is not None and len(line) <= MAX_SNIPPET else None


def _sarif_result(finding: Finding, places: Mapping[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": places[finding.rule],
        "level": _SARIF[finding.level],
        "message": {"text": _sentence(finding)},
    }
    span = finding.span
    if span is not None:
        region: dict[str, Any] = {
            "startLine": span.line,
            "startColumn": span.column,
            "endColumn": span.column + span.length,
        }
        if (snippet := _snippet(finding)) is not None:
            region["snippet"] = {"text": snippet}
        place = {"artifactLocation": {"uri": _uri(span.file)}, "region": region}
        result["locations"] = [{"physicalLocation": place}]
    if finding.count > 1:
        result["occurrenceCount"] = finding.count
    if finding.subject:
        result["properties"] = {"subject": finding.subject}
    return result


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _sentence(finding: Finding) -> str:
    """Message and suggestion in one line."""
    more = f" ({finding.suggestion})" if finding.suggestion else ""
    return finding.message + more


def _github(finding: Finding) -> str:
    span = finding.span
    fields: dict[str, Any] = {}
    if span is not None:
        fields = {
            "file": span.file,
            "line": span.line,
            "col": span.column,
            "endColumn": span.column + span.length,
        }
    fields["title"] = finding.rule
    properties = ",".join(f"{name}={_escape(str(value), True)}" for name, value in fields.items())
    return f"::{_GITHUB[finding.level]} {properties}::{_escape(_sentence(finding), False)}"


def _escape(text: str, inside: bool) -> str:
    """Percent escapes of workflow commands; colons and commas too inside of a property."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if inside else text
