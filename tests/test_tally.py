"""A file with a mistake in every line is answered with a list that can be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from deckgen.cli import program
from deckgen.findings import Finding, Level, Span, SpecError
from deckgen.report import render, summary
from deckgen.spec.importers import import_file
from deckgen.spec.near import MAX_COMPARISONS, Names, closest
from deckgen.spec.reader import read_spec
from deckgen.spec.source import parse
from deckgen.spec.tally import MOST_OF_A_RULE, Tally, capped

HEAD = "cycle: {name: Q1, start: 2027-01-04, end: 2027-04-04}\ncompany:\n  name: Harbor\n"


def errors(text: str) -> tuple[Finding, ...]:
    with pytest.raises(SpecError) as caught:
        read_spec("okrs.yaml", text=text)
    return caught.value.findings


def test_a_hundred_mistakes_of_a_kind_are_listed_and_the_rest_counted() -> None:
    found = errors(HEAD + "".join(f"  odd{i}: 1\n" for i in range(5000)))
    assert len(found) == MOST_OF_A_RULE + 1
    assert [f.span.line for f in found if f.span] == list(range(4, 4 + MOST_OF_A_RULE + 1))
    assert found[-1].message == "and 4,900 more of these from here on, which are not listed"
    assert summary(found) == "5000 errors"


def test_other_rules_are_listed_beside_one_that_is_cut() -> None:
    rows = "".join(f"    - {{titel: a{i}, weight: heavy}}\n" for i in range(300))
    rules = {f.rule: f.count for f in errors(HEAD + "  objectives:\n" + rows) if f.count > 1}
    assert rules == {"unknown-key": 200, "wrong-type": 200}, "and none that another caused"


def test_a_mistake_that_an_alias_repeats_counts_once() -> None:
    rows = "".join(f"    odd{i}: 1\n" for i in range(150))
    twice = f"  teams:\n  - &a\n    name: A\n{rows}  - *a\n"
    found = errors(HEAD + twice)
    assert sum(f.count for f in found if f.rule == "unknown-key") == 150


def test_keys_written_twice_are_counted_while_reading() -> None:
    _, found = parse("a: 1\n" * 4001, "x.yaml")
    assert len(found) == MOST_OF_A_RULE + 1
    assert sum(f.count for f in found) == 4000


def test_programs_are_given_the_true_total() -> None:
    found = errors(HEAD + "".join(f"  odd{i}: 1\n" for i in range(1000)))
    whole = json.loads(render(found, "json"))
    assert whole["summary"]["error"] == 1000
    assert sum(entry["count"] for entry in whole["findings"]) == 1000
    results = json.loads(render(found, "sarif"))["runs"][0]["results"]
    assert sum(result.get("occurrenceCount", 1) for result in results) == 1000


def test_one_that_is_left_is_listed_as_it_is() -> None:
    span = Span("a", 1, 1)
    made = [Finding(Level.ERROR, "r", f"m{i}", span) for i in range(4)]
    assert [f.message for f in capped(made, 3)] == ["m0", "m1", "m2", "m3"]
    assert capped(made, 2)[2].count == 2


def test_a_tally_of_tallies_keeps_the_total() -> None:
    inner, outer = Tally(2), Tally(2)
    inner.extend(Finding(Level.ERROR, "r", f"a{i}") for i in range(9))
    outer.extend(Finding(Level.ERROR, "r", f"b{i}") for i in range(5))
    outer.extend(inner)
    assert sum(f.count for f in outer) == 14


def test_check_lists_a_hundred_findings_of_a_rule_unless_asked_for_all(tmp_path: Path) -> None:
    rows = "".join(f"    - {{title: Objective {'x' * i}}}\n" for i in range(120))
    spec = tmp_path / "o.yaml"
    spec.write_text(HEAD + "  departments:\n  - name: D\n    objectives:\n" + rows)
    short = CliRunner().invoke(program, ["check", str(spec)]).output
    assert "and 20 more of these" in short
    everything = CliRunner().invoke(program, ["check", "-v", str(spec)]).output
    assert everything.count("[orphan]") == 120
    data = json.loads(CliRunner().invoke(program, ["check", "--format", "json", str(spec)]).output)
    assert sum(f["rule"] == "orphan" for f in data["findings"]) == 120


def test_an_import_lists_a_hundred_wrong_cells(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text(
        "Objective,Key Result,Target\n" + "".join(f"O{i},K{i},many\n" for i in range(500))
    )
    with pytest.raises(SpecError) as caught:
        import_file(table)
    wrong = [f for f in caught.value.findings if f.rule == "bad-number"]
    assert len(wrong) == MOST_OF_A_RULE + 1
    assert sum(f.count for f in wrong) == 500


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("D44", "D4"), ("D4", "D4"), ("q-4", None), ("X12.1", "X12.1"), ("X112.1", "X12.1"),
     ("X1.21", "X12.1")],
)  # fmt: skip
def test_among_many_names_one_slip_is_found_without_comparing_all(
    typed: str, meant: str | None
) -> None:
    names = Names(["D4", "X12.1", *(f"zz-{i}-zz" for i in range(5000))], budget=0)
    assert names.near(typed, 0.7) == meant


def test_comparing_ends_when_its_budget_is_spent() -> None:
    names = Names([f"waiting-time-{i}-of-patients" for i in range(1000)], MAX_COMPARISONS)
    for i in range(MAX_COMPARISONS // 1000):
        assert names.near(f"waitng-tme-{i}-of-patients")
    assert names.near("waitng-tme-1x-of-patients") is None


def test_a_name_that_is_used_already_is_not_suggested() -> None:
    names = Names(["title", "titles"])
    assert names.near("titel") == "title"
    assert names.near("titel", without=["title"]) == "titles"
    assert closest("owner", ["Owner"]) == "Owner"
