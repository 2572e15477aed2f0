"""How findings print."""

from __future__ import annotations

import json

from deckgen.findings import Finding, Level, Span
from deckgen.report import render, summary

LINE = "          supports: D44"
UNKNOWN = Finding(
    Level.ERROR,
    "unknown-reference",
    "'D44' is not an objective or key result",
    Span("okrs.yaml", 41, 21, 3),
    suggestion="did you mean 'D4'?",
    expected="the id of an objective",
    subject="T1",
    source_line=LINE,
)
BARE = Finding(Level.INFO, "no-baseline", "no start is given: 50%, more or less")


def test_text_looks_like_a_compilers_message() -> None:
    assert render([UNKNOWN]) == (
        "okrs.yaml:41:21: error[unknown-reference]: 'D44' is not an objective or key result\n"
        "   41 |           supports: D44\n"
        "      |                     ^^^ did you mean 'D4'?"
    )


def test_what_was_expected_stands_beside_the_caret_without_a_suggestion() -> None:
    finding = Finding(
        Level.WARNING, "w", "odd", Span("a", 1, 1), expected="even", source_line="x: 1"
    )
    assert render([finding]).splitlines()[-1] == "      | ^ expected even"


def test_a_finding_without_a_place_is_one_line() -> None:
    assert render([BARE]) == "info[no-baseline]: no start is given: 50%, more or less"


def test_a_source_line_is_looked_up_when_the_finding_has_none() -> None:
    finding = Finding(Level.WARNING, "w", "odd", Span("a.yaml", 2, 4, 1))
    text = render([finding], sources={"a.yaml": "a: 1\r\nb: 2\r\n"})
    assert text.splitlines()[1:] == ["    2 | b: 2", "      |    ^"]


def test_the_caret_stands_under_wide_and_combined_characters_and_tabs() -> None:
    line = "\t日e\u0301: 本x"
    finding = Finding(Level.ERROR, "r", "m", Span("a", 1, 7, 2), source_line=line)
    assert render([finding]).splitlines()[2] == "      | \t" + " " * 5 + "^^^"


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "x" * 5000 + "HERE" + "y" * 5000
    finding = Finding(Level.ERROR, "r", "m", Span("a", 1, 5001, 4), source_line=line)
    _, shown, caret = render([finding]).splitlines()
    assert len(shown) < 200
    at = caret.index("^^^^")
    assert shown[at : at + 4] == "HERE"


def test_control_characters_do_not_reach_the_terminal() -> None:
    finding = Finding(Level.ERROR, "r", "a\x1b[31m\nb", Span("a", 1, 1), source_line="\x1b]0;x\x07")
    text = render([finding])
    assert "\x1b" not in text
    assert "\x07" not in text
    assert len(text.splitlines()) == 3


def test_colour_only_adds_escapes() -> None:
    import re

    coloured = render([UNKNOWN, BARE], color=True)
    assert coloured != render([UNKNOWN, BARE])
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == render([UNKNOWN, BARE])


def test_json_holds_every_field() -> None:
    data = json.loads(render([UNKNOWN, BARE], "json"))
    assert data["summary"] == {"error": 1, "warning": 0, "info": 1}
    assert data["findings"][0] == {
        "level": "error",
        "rule": "unknown-reference",
        "message": "'D44' is not an objective or key result",
        "file": "okrs.yaml",
        "line": 41,
        "column": 21,
        "length": 3,
        "suggestion": "did you mean 'D4'?",
        "expected": "the id of an objective",
        "subject": "T1",
        "source_line": LINE,
        "count": 1,
    }
    assert data["findings"][1]["line"] is None


def test_sarif_names_tool_rules_and_places() -> None:
    data = json.loads(render([UNKNOWN, BARE, UNKNOWN], "sarif"))
    assert data["version"] == "2.1.0"
    (run,) = data["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "unknown-reference", "no-baseline",
    ]  # fmt: skip
    first, second, third = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "okrs.yaml"}
    assert place["region"] == {
        "startLine": 41, "startColumn": 21, "endColumn": 24, "snippet": {"text": LINE},
    }  # fmt: skip
    assert (first["level"], second["level"]) == ("error", "note")
    assert "locations" not in second
    assert (second["ruleIndex"], third["ruleIndex"]) == (1, 0)


def test_sarif_places_are_uris() -> None:
    files = {"my okrs/ä.yaml": "my%20okrs/%C3%A4.yaml", "/a b.yaml": "file:///a%20b.yaml"}
    for file, uri in files.items():
        finding = Finding(Level.ERROR, "r", "m", Span(file, 1, 1))
        (result,) = json.loads(render([finding], "sarif"))["runs"][0]["results"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_github_annotations_escape_what_the_log_would_read() -> None:
    odd = Finding(Level.WARNING, "r", "50%\nor more", Span("a,b:c.yaml", 2, 3, 4))
    assert render([odd, UNKNOWN, BARE], "github").splitlines() == [
        "::warning file=a%2Cb%3Ac.yaml,line=2,col=3,endColumn=7,title=r::50%25%0Aor more",
        "::error file=okrs.yaml,line=41,col=21,endColumn=24,title=unknown-reference"
        "::'D44' is not an objective or key result (did you mean 'D4'?)",
        "::notice title=no-baseline::no start is given: 50%25, more or less",
    ]


def test_a_summary_counts_levels() -> None:
    assert summary([UNKNOWN, UNKNOWN, BARE]) == "2 errors, 1 info"
    assert summary([]) == "no findings"


def test_nothing_found_prints_nothing_for_people_and_whole_documents_for_programs() -> None:
    assert render([]) == ""
    assert json.loads(render([], "json"))["findings"] == []
    assert json.loads(render([], "sarif"))["runs"][0]["results"] == []
    assert render([], "github") == ""
