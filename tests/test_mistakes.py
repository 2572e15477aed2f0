"""One mistake in a good file: one error, at its place, with the mending named."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from deckgen.findings import Finding, Level, SpecError
from deckgen.spec.nodes import Mapping, Node, Scalar, Sequence
from deckgen.spec.reader import read_spec
from deckgen.spec.schema import TABLES, Key, Table
from deckgen.spec.source import parse

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "sample_okrs.yaml").read_text(encoding="utf-8")
LINES = TEXT.split("\n")
BAD = {
    "text": ("[a, b]", "{a: b}"),
    "number": ("lots", "'7'", "[1]", "{a: 1}", "7 %"),
    "integer": ("x",),
    "flag": ("maybe", "2"),
    "date": ("soon", "31.12.2027", "2027-02-30", "2027-13-01", "[2027-01-01]"),
    "word": ("zzz", "[a]", "{a: 1}"),
    "id": ("[a]", "{a: 1}", "a b"),
}
"""Values of a wrong type, by kind."""


def errors(text: str) -> list[Finding]:
    try:
        read_spec(str(ROOT / "okrs.yaml"), text=text)
    except SpecError as error:
        return [f for f in error.findings if f.level is Level.ERROR]
    return []


Written = tuple[Table, Key, Scalar, Node]


def written(node: Node, table: Table) -> Iterator[Written]:
    """Every key of a file with its value and what the table says of it."""
    for name, (at, value) in node.pairs.items() if isinstance(node, Mapping) else ():
        key = table.keys.get(name)
        if key is None:
            continue
        yield table, key, at, value
        below = value.items if isinstance(value, Sequence) else [value]
        for inner in below if key.of else ():
            yield from written(inner, TABLES[key.of])


def in_one_line(node: Node) -> bool:
    return node.line == node.end_line


ROOT_NODE = parse(TEXT, "okrs.yaml")[0]
assert ROOT_NODE is not None
ALL = [entry for entry in written(ROOT_NODE, TABLES["spec"]) if in_one_line(entry[3])]
SCALARS = [entry for entry in ALL if isinstance(entry[3], Scalar)]
TEXTS = [entry for entry in SCALARS if entry[1].kind == "text" and entry[3].value]


def some(entries: list[Written], count: int, seed: int = 7) -> list[Written]:
    return random.Random(seed).sample(entries, min(count, len(entries)))


def replaced(node: Node, by: str) -> str:
    """The file with one value or key replaced."""
    lines = list(LINES)
    line = lines[node.line - 1]
    lines[node.line - 1] = line[: node.column - 1] + by + line[node.end_column - 1 :]
    return "\n".join(lines)


def only_error(text: str) -> Finding:
    found = errors(text)
    assert len(found) == 1, [(f.span, f.rule, f.message) for f in found]
    assert found[0].span is not None
    return found[0]


def at(finding: Finding) -> tuple[int, int]:
    assert finding.span is not None
    return finding.span.line, finding.span.column


def ident(entry: Written) -> str:
    return f"{entry[0].name}.{entry[1].name}-{entry[2].line}"


@pytest.mark.parametrize("entry", some([e for e in ALL if len(e[1].name) > 3], 60), ids=ident)
def test_a_misspelt_key_names_the_right_one(entry: Written) -> None:
    _, key, node, _ = entry
    chance = random.Random(node.line)
    place = chance.randrange(1, len(key.name))
    slip = key.name[:place] + key.name[place - 1] + key.name[place + 1 :]
    if slip == key.name:
        slip = key.name[:place] + "x" + key.name[place:]
    found = only_error(replaced(node, slip))
    assert (found.rule, *at(found)) == ("unknown-key", node.line, node.column)
    assert found.suggestion == f"did you mean '{key.name}'?"


@pytest.mark.parametrize("entry", some([e for e in SCALARS if e[1].kind in BAD], 60), ids=ident)
def test_a_value_of_a_wrong_type_is_named_where_it_stands(entry: Written) -> None:
    _, key, _, value = entry
    for bad in BAD[key.kind]:
        found = only_error(replaced(value, bad))
        assert at(found) == (value.line, value.column)


@pytest.mark.parametrize("entry", some(TEXTS, 30), ids=ident)
def test_a_quote_that_is_not_closed_is_found_where_it_opens(entry: Written) -> None:
    value = entry[3]
    assert isinstance(value, Scalar)
    inside = value.value.replace('"', "")
    found = only_error(replaced(value, f'"{inside}'))
    assert (found.rule, *at(found)) == ("open-quote", value.line, value.column)


@pytest.mark.parametrize("entry", some(TEXTS, 15), ids=ident)
@pytest.mark.parametrize("mark", ["%", "@", "`", "*", "!"])
def test_a_text_that_begins_with_a_sign_of_yaml_asks_for_quotes(entry: Written, mark: str) -> None:
    value = entry[3]
    assert isinstance(value, Scalar)
    word = value.value.split()[0].strip("\"'%")
    found = only_error(replaced(value, mark + (word or "x")))
    assert at(found) == (value.line, value.column)
    assert found.suggestion is not None
    assert found.suggestion.startswith(("write", "put quotes"))


FLOW = [e for e in SCALARS if LINES[e[2].line - 1].lstrip().startswith("- {")]


@pytest.mark.parametrize("entry", some(FLOW, 25), ids=ident)
@pytest.mark.parametrize("lack", [":", " "])
def test_a_key_that_sticks_to_its_value_is_one_mistake(entry: Written, lack: str) -> None:
    """Within braces YAML takes the two for one key without a value."""
    _, key, node, value = entry
    line = LINES[node.line - 1]
    here = LINES[: node.line - 1]
    kept = {":": " ", " ": ":"}[lack]
    changed = line[: node.end_column - 1] + kept + line[value.column - 1 :]
    found = only_error("\n".join([*here, changed, *LINES[node.line :]]))
    assert at(found)[0] == node.line
    assert found.suggestion is not None
    assert found.suggestion.startswith((f"write {key.name}: ", "put quotes"))


@pytest.mark.parametrize("entry", some(ALL, 40), ids=ident)
def test_a_tab_is_found_where_it_indents(entry: Written) -> None:
    node = entry[2]
    line = LINES[node.line - 1]
    if not re.match(r"\s+\w", line):
        return
    lines = list(LINES)
    lines[node.line - 1] = "\t" + line.lstrip()
    found = only_error("\n".join(lines))
    assert (found.rule, *at(found)) == ("tab", node.line, 1)


HEAD = "version: 1\ncycle: {name: Q1 2027, start: 2027-01-04, end: 2027-04-04}\n"
COMPANY = HEAD + "company:\n  name: Harbor\n"
OBJECTIVE = COMPANY + "  objectives:\n    - id: C1\n      title: Nobody waits\n"
RESULT = OBJECTIVE + "      key_results:\n        - title: Wait\n          start: 19\n"
CASES = {
    "a list of one for the company": (HEAD + "company:\n  - name: A\n", 4, "take the '- ' away"),
    "texts for objectives": (
        COMPANY + "  objectives:\n    - Nobody waits\n", 6, "write title: Nobody waits",
    ),
    "check-ins by day": (
        RESULT + "          check_ins:\n            2027-01-11: 15\n", 12,
        "write a list: - {date: 2027-01-11, value: 15}",
    ),
    "a glossary by word": (
        COMPANY + "glossary:\n  OKR: Goals\n", 6, "write a list: - {term: OKR, text: Goals}",
    ),
    "a name for a title": (
        COMPANY + "  objectives:\n    - name: A\n", 6, "did you mean 'title'?",
    ),
    "a goal for a target": (RESULT + "          goal: 7\n", 11, "did you mean 'target'?"),
    "a parent": (OBJECTIVE + "    - {title: B, parent: C1}\n", 8, "did you mean 'supports'?"),
    "a day of the old world": (HEAD.replace("2027-01-04", "4.1.2027"), 2, "write 2027-01-04"),
    "a day in words": (HEAD.replace("2027-01-04", "Jan 4 2027"), 2, "write 2027-01-04"),
    "a day of two kinds": (
        HEAD.replace("2027-01-04", "01/04/2027"), 2, "write 2027-01-04 or 2027-04-01",
    ),
    "a day too many": (
        HEAD.replace("2027-04-04", "2027-06-31"), 2, "that month has 30 days: write 2027-06-30",
    ),
    "confidence of a hundred": (RESULT + "          confidence: 70\n", 11, "write 7"),
    "confidence in percent": (RESULT + "          confidence: 70%\n", 11, "write 7"),
    "a score of a hundred": (OBJECTIVE + "      score: 70\n", 8, "write 0.7"),
    "thousands": (RESULT + "          target: 7.500,00\n", 11, "write 7500.00"),
    "a k": (RESULT + "          target: 7k\n", 11, "write 7000"),
    "no number": (RESULT + "          target: n/a\n", 11, "leave it out"),
    "a colour": (OBJECTIVE + "      status: green\n", 8, "did you mean 'on_track'?"),
    "a kind of other tools": (
        RESULT + "          kind: percentage\n", 11, "did you mean 'metric'?",
    ),
    "a one": (RESULT + "          done: 1\n", 11, "write true"),
    "a locale": (COMPANY + "deck: {language: en_US}\n", 5, "write en-US"),
    "a dash without a space": (
        RESULT.replace("- title: Wait", "-title: Wait"), 9, "put a space after the '-'",
    ),
    "a dash too few": (
        RESULT + "      id: C2\n      title: B\n", 11,
        "put '- ' before it if the next item begins here, else keep one of them",
    ),
    "a comma in a number within braces": (
        OBJECTIVE + "      key_results: [{title: K, target: 7,5}]\n", 8,
        "a comma ends a value within braces; write decimals with a point",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_was_probably_meant_is_suggested(name: str) -> None:
    text, line, suggestion = CASES[name]
    if "company" not in text:
        text += "company: {name: A}\n"
    found = only_error(text)
    assert (at(found)[0], found.suggestion) == (line, suggestion)


def test_an_id_that_is_lost_because_another_is_given_twice_is_not_missed_too() -> None:
    found = only_error(
        COMPANY + "  objectives:\n    - {id: C7, title: A}\n    - {id: C7, title: B}\n"
        "    - {title: D, supports: C2}\n    - {title: E, supports: C2.1}\n"
    )
    assert found.rule == "duplicate-id"


def test_a_language_is_a_tag_and_not_a_name() -> None:
    assert only_error(COMPANY + "deck: {language: English}\n").rule == "bad-language"


def test_departments_in_a_team_are_warned_of() -> None:
    text = COMPANY + "  teams:\n    - name: T\n      departments:\n        - name: D\n"
    (found,) = read_spec("okrs.yaml", text=text)[1]
    assert (found.rule, at(found)) == ("level-order", (8, 11))
