"""``deckgen check``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from deckgen.cli import common
from deckgen.findings import DeckgenError, Finding, Level, Span, SpecError

if TYPE_CHECKING:
    from deckgen.audit import Score
    from deckgen.pipeline import Source
    from deckgen.report import Format

FAIL_ON = {"error": Level.ERROR, "warning": Level.WARNING}


class RulesError(DeckgenError):
    """What ``--rules`` names is neither a profile nor a file of thresholds (exit status 2)."""

    exit_status = 2


@click.command(epilog="Example: deckgen check okrs.yaml --rules strict --fail-on warning")
@click.argument("spec")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif", "github"]), default="text",
    help="For people, programs, code scanning, or GitHub's log (default: text).",
)  # fmt: skip
@click.option(
    "--rules", metavar="doerr|wodtke|strict|FILE",
    help="Whose thresholds the audit uses, or a YAML file of thresholds (default: doerr).",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "never"]), default="error",
    help="From which level findings end with status 1 (default: error).",
)  # fmt: skip
@common.untrusted_option
@common.output_options
def check(
    spec: str,
    form: str,
    rules: str | None,
    fail_on: str,
    untrusted: bool,
    quiet: bool,
    verbose: bool,
    no_color: bool,
) -> None:
    """Check SPEC ("-" reads standard input): mistakes, references, the alignment audit.

    Of each rule the first hundred findings are listed and the others counted; with -v all of the
    audit's are listed.
    """
    from deckgen import pipeline
    from deckgen.spec.tally import capped

    text = None
    if spec == "-":
        spec = "<stdin>"
    elif not Path(spec).is_file():
        raise click.BadParameter(f"there is no file {spec}", param_hint="SPEC")
    kind = cast("Format", form)
    color = form == "text" and not no_color and "NO_COLOR" not in os.environ
    color = color and sys.stdout.isatty()
    chosen = None if rules is None else _rules(rules)
    try:
        if spec == "<stdin>":
            text = common.standard_input()
        source = pipeline.read(spec, text=text, untrusted=untrusted)
    except SpecError as problem:
        if form == "text":
            raise
        click.echo(_rendered(problem.findings, kind, False, {}))
        raise click.exceptions.Exit(3) from problem
    audited, score = source.audit, source.score
    if chosen is not None:
        audited, score = _again(source, *chosen)
    findings = (*source.findings, *audited)
    shown = [f for f in findings if not quiet or f.level is Level.ERROR]
    if form == "text" and not verbose:
        shown = capped(shown)
    printed = _rendered(shown, kind, color, _sources(shown, text), score)
    if printed:
        click.echo(printed, color=color)
    if form == "text" and not quiet:
        click.echo(f"Alignment {score.value} of 100, {common.counts_of(findings)}")
        if verbose:
            click.echo(score.explanation)
    if fail_on != "never" and any(f.level >= FAIL_ON[fail_on] for f in findings):
        raise click.exceptions.Exit(1)


def _rules(name: str) -> tuple[str, Mapping[str, Any], Mapping[str, Span]]:
    """A profile, the thresholds that replace some of its own, and where each is written."""
    from deckgen.audit.table import PROFILES
    from deckgen.spec.source import Mapping as Node
    from deckgen.spec.source import load_file, to_plain

    if name in PROFILES:
        return name, {}, {}
    if not Path(name).is_file():
        message = f"--rules {name!r} is neither a file nor one of {', '.join(PROFILES)}"
        raise RulesError([Finding(Level.ERROR, "unknown-rules", message)])
    root = load_file(name, error=RulesError)
    root = root.get("rules") or root
    if not isinstance(root, Node):
        message = f"a file of rules is a mapping of thresholds, and this is {root.word}"
        raise RulesError([Finding(Level.ERROR, "wrong-type", message, root.span)])
    places = {key: node.span for key, (node, _) in root.pairs.items()}
    return "doerr", to_plain(root), places


def _again(
    source: Source, profile: str, thresholds: Mapping[str, Any], places: Mapping[str, Span]
) -> tuple[tuple[Finding, ...], Score]:
    """The audit by other rules. What the spec sets under ``rules`` stays, unless a file of
    rules sets it too.
    """
    from deckgen.audit import alignment_score, audit

    cascade = source.cascade
    own = {**cascade.rules, **thresholds}
    audited = audit(cascade, profile, own, {**cascade.rule_spans, **places})
    return audited, alignment_score(cascade, audited)


def _sources(findings: Sequence[Finding], text: str | None) -> dict[str, str]:
    """The texts of the files that findings point into; one that cannot be read is left out."""
    files = {f.span.file for f in findings if f.span is not None and f.source_line is None}
    found = {}
    for file in files:
        if file == "<stdin>" and text is not None:
            found[file] = text
            continue
        try:
            found[file] = Path(file).read_text(encoding="utf-8-sig", errors="replace")
        except (OSError, ValueError):
            continue
    return found


def _rendered(
    findings: Sequence[Finding],
    form: Format,
    color: bool,
    sources: Mapping[str, str],
    score: Score | None = None,
) -> str:
    """Findings in a format. JSON has the alignment score too, where there is one."""
    from deckgen.report import render

    printed = render(findings, form, color, sources)
    if form != "json" or score is None:
        return printed
    whole = json.loads(printed)
    parts = [{"rule": r, "findings": n, "points": points} for r, n, points in score.parts]
    whole["alignment"] = {"score": score.value, "of": 100, "lost": parts}
    return json.dumps(whole, ensure_ascii=False, indent=2)
