"""YAML with positions: nodes, plain data, limits, and both parsers."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from deckgen.findings import Level, SpecError, ThemeError
from deckgen.spec import source
from deckgen.spec.nodes import Mapping, Scalar, Sequence
from deckgen.spec.source import load, load_file, parse, problem, to_plain


def plain(text: str) -> Any:
    return to_plain(load(text, "a.yaml"))


def rules(text: str) -> list[tuple[str, int, int]]:
    found = parse(text, "a.yaml")[1]
    return [(f.rule, f.span.line, f.span.column) for f in found if f.span]


def test_nodes_know_line_column_and_length() -> None:
    root = load("a: one\nlist:\n  - {k: 'two'}\n  - three # no\n", "a.yaml")
    assert isinstance(root, Mapping)
    items = root.get("list")
    assert isinstance(items, Sequence)
    first, second = items.items
    value = first.get("k")
    assert value is not None
    assert (value.span.line, value.span.column, value.span.length) == (3, 9, 5)
    assert (second.span.line, second.span.column, second.span.length) == (4, 5, 5)
    assert second.source_line == "  - three # no"
    assert [key for key, _, _ in root.items()] == ["a", "list"]


def test_columns_count_characters_and_lines_are_those_of_editors() -> None:
    root = load("é: 日本\r\nb: x\u2028y\rc: 😀 z\n", "a.yaml")
    spans = [(v.span.line, v.span.column, v.span.length) for _, _, v in root.items()]  # type: ignore[attr-defined]
    assert spans == [(1, 4, 2), (2, 4, 3), (3, 4, 3)]


def test_a_text_over_several_lines_is_marked_to_the_end_of_its_first() -> None:
    value = load("a: one\n  two\nb: |\n  x\n", "a.yaml").get("a")
    assert value is not None
    assert (value.span.column, value.span.length) == (4, 3)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"), ("on", "on"), ("Yes", "Yes"), ("true", True), ("FALSE", False),
        ("12:30", "12:30"), ("0123", "0123"), ("0o17", 15), ("0x1F", 31), ("1e3", 1000.0),
        ("1_000", 1000), ("-1.5", -1.5), (".5", 0.5), ("1.", 1.0), ("-", "-"), (".", "."),
        ("~", None), ("null", None), ("2027-01-04", dt.date(2027, 1, 4)),
        ("2027-02-30", "2027-02-30"), ("2027-01-04T10:00:00", "2027-01-04T10:00:00"),
        ("'12'", "12"), ("!!str 12", "12"), ("! 12", "12"), ("!!int 12", 12), ("1.2.3", "1.2.3"),
        ("=", "="), ("1e999", "1e999"), ("٣", "٣"), ("+4917", 4917),
    ],
)  # fmt: skip
def test_plain_scalars_mean_what_yaml_1_2_says(text: str, value: object) -> None:
    if text == "-":
        text, value = "[-x]", ["-x"]
    got = plain(f"a: {text}")["a"]
    assert got == value
    assert type(got) is type(value)


def test_merge_keys_fill_in_what_is_not_written() -> None:
    text = (
        "a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\n"
        "c: {<<: *a, x: 9}\nd: {<<: [*a, *b]}\ne: {'<<': 5}\n"
    )
    data = plain(text)
    assert data["c"] == {"x": 9, "y": 2}
    assert data["d"] == {"x": 1, "y": 2, "z": 4}
    assert data["e"] == {"<<": 5}


def test_merging_something_else_is_a_finding() -> None:
    assert rules("a: {<<: [1]}\n") == [("bad-merge", 1, 10)]


def test_both_places_of_a_key_written_twice_are_named() -> None:
    (found,) = parse("a:\n  k: 1\n  l: 2\n  k: 3\n", "a.yaml")[1]
    assert (found.rule, found.span and found.span.line) == ("duplicate-key", 4)
    assert "line 2" in found.message


def test_several_findings_of_one_file_come_together() -> None:
    text = "a: 1\na: 2\nb: *x\nc: !!set {}\n"
    assert rules(text) == [("duplicate-key", 2, 1), ("unknown-alias", 3, 4), ("unknown-tag", 4, 4)]


def test_an_alias_bomb_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 30):
        lines.append(f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]")
    assert [rule for rule, _, _ in rules("\n".join(lines))] == ["alias-bomb"]


def test_a_bomb_of_merge_keys_is_refused() -> None:
    keys = ", ".join(f"k{n}: 1" for n in range(1000))
    lines = [f"a: &a {{{keys}}}", *(f"b{n}: {{<<: *a}}" for n in range(200))]
    assert [rule for rule, _, _ in rules("\n".join(lines))] == ["alias-bomb"]


def test_a_few_aliases_are_welcome() -> None:
    assert plain("a: &a [1, 2]\nb: [*a, *a]\nc: &t x\nd: *t\n")["b"] == [[1, 2], [1, 2]]


def test_an_alias_inside_of_what_it_repeats_is_refused() -> None:
    assert rules("a: &a [1, *a]\n") == [("recursive-alias", 1, 11)]


@pytest.mark.parametrize("text", ["[" * 10_000, "- " * 10_000, "{a: " * 10_000, "? " * 10_000])
def test_a_document_nested_ten_thousand_deep_is_a_finding(text: str) -> None:
    assert [rule for rule, _, _ in rules(text)] == ["too-deep"]


def test_depth_behind_aliases_counts() -> None:
    lines = ["a0: &a0 x"]
    for level in range(1, 60):
        lines.append(f"a{level}: &a{level} " + "[" * 10 + f"*a{level - 1}" + "]" * 10)
    assert [rule for rule, _, _ in rules("\n".join(lines))] == ["too-deep"]


def test_a_hundred_levels_are_fine() -> None:
    assert rules("[" * 100 + "]" * 100) == []


def test_a_text_beyond_the_limit_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_CHARACTERS", 10)
    assert rules("a: 1234567890") == [("file-too-large", 1, 1)]


def test_a_caller_chooses_the_error_it_raises(tmp_path: Path) -> None:
    with pytest.raises(ThemeError):
        load("a: [", "theme.yaml", error=ThemeError)
    with pytest.raises(ThemeError):
        load_file(tmp_path / "gone.yaml", error=ThemeError)
    (tmp_path / "empty.yaml").write_bytes(b"")
    with pytest.raises(SpecError) as caught:
        load_file(tmp_path / "empty.yaml")
    assert caught.value.findings[0].rule == "empty-file"


def test_a_problem_points_at_its_node() -> None:
    node = load("a:\n  b: [1, 2]\n", "a.yaml").get("a")
    assert node is not None
    found = problem(node, "odd", "is odd", level=Level.WARNING, suggestion="even it")
    assert (found.span and (found.span.line, found.span.column, found.span.length)) == (2, 3, 1)
    assert found.source_line == "  b: [1, 2]"
    assert found.level is Level.WARNING


def test_an_unquoted_template_expression_says_what_to_do() -> None:
    (found,) = parse("title: {{ company.name }}\n", "t.yaml")[1]
    assert (found.rule, found.span and found.span.column) == ("key-not-text", 9)
    assert found.suggestion is not None
    assert "quotes" in found.suggestion


def test_a_lone_surrogate_in_a_text_is_a_finding() -> None:
    assert rules("a: \ud800\n") == [("control-character", 1, 4)]


CASES = [
    "a: 1\nb: [x, {c: 'd'}]\n", "a:\n\tb: 1\n", "a: %\n", "a: b: c\n", "a: [1\n", 'a: "x\n',
    "a:\n  b: 1\n c: 2\n", "foo\nbar: 1\n", "a: *b\n", "a: 1\na: 2\n", "- x\n- y: z\n",
]  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_the_pure_python_parser_agrees(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast, fast_rules = parse(text, "a.yaml")[0], [rule for rule, _, _ in rules(text)]
    monkeypatch.setattr(source, "_parser", source._pure_parser)
    slow, slow_rules = parse(text, "a.yaml")[0], [rule for rule, _, _ in rules(text)]
    assert slow_rules == fast_rules
    if fast is not None and slow is not None and not fast_rules:
        assert to_plain(slow) == to_plain(fast)
        assert slow.span == fast.span


def test_scalars_keep_what_was_written() -> None:
    value = load("a: 007", "a.yaml").get("a")
    assert isinstance(value, Scalar)
    assert (value.value, value.plain) == ("007", True)


def test_what_is_brought_in_of_the_parser_s_library_works_as_ever() -> None:
    """Also what is compiled when first used: dates, words, and characters that cannot be shown."""
    code = (
        "import re; usual = re.compile\n"
        "from deckgen.spec.source import load\n"
        "load('a: 1', 'a.yaml')\n"
        "import yaml; assert re.compile is usual\n"
        "print(yaml.safe_load('[2027-01-04, yes, 1.5, 0x1F, ~]'))\n"
        "try: yaml.safe_load('a: \\x01')\n"
        "except yaml.YAMLError as error: print(type(error).__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "[datetime.date(2027, 1, 4), True, 1.5, 31, None]", "ReaderError",
    ]  # fmt: skip
