"""A large set in the shapes that companies publish: everything works, and the audit is a coach."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from helpers_published import GOOD, TASKS, WORDED, as_data, published

import deckgen
from deckgen.audit import audit
from deckgen.findings import Finding, Level
from deckgen.model.changes import compare
from deckgen.model.resolve import resolve
from deckgen.spec.importers import Wishes, import_file
from deckgen.spec.reader import read_spec
from deckgen.spec.references import walk

HEAD = "version: 1\ncycle: {name: Q1, start: 2027-01-04, end: 2027-04-04, as_of: 2027-01-08}\n"


@pytest.fixture(scope="module")
def text() -> str:
    return published()


def cascade(text: str):
    return resolve(read_spec("okrs.yaml", text=text)[0])[0]


def heard(rule: str, objective: str, deck: str = "{}") -> list[Finding]:
    """What a rule says of one objective of the company, written as a flow mapping's body."""
    text = f"{HEAD}deck: {deck}\ncompany:\n  name: A\n  objectives:\n    - {{{objective}}}\n"
    return [f for f in audit(cascade(text)) if f.rule == rule]


def test_it_is_as_large_and_deep_as_published_sets(text: str) -> None:
    whole = cascade(text)
    assert 480 <= len(whole.objectives) + len(whole.key_results) <= 540
    assert max(unit.level for unit in whole.units.values()) == 5
    assert max(len(o.key_results) for o in whole.objectives.values()) == 27
    titles = sorted(len(k.title) for k in whole.key_results.values())
    assert titles[-1] > 340


def test_reading_it_finds_no_fault(text: str) -> None:
    assert not read_spec("okrs.yaml", text=text)[1]


def test_compared_with_itself_nothing_changed_and_with_a_later_one_something(text: str) -> None:
    whole = cascade(text)
    assert not compare(whole, whole)
    other = cascade(published(seed=21))
    changes = compare(whole, other)
    assert changes
    assert compare(whole, other) == changes


def test_a_deck_of_it_has_every_objective(text: str, tmp_path: Path) -> None:
    spec = tmp_path / "okrs.yaml"
    spec.write_text(text, encoding="utf-8")
    deck = deckgen.build(spec)
    errors = {f.rule for f in deck.findings if f.level is Level.ERROR}
    assert errors <= {"no-key-results"}
    assert len(deck.slides) > 60


def test_as_a_table_it_is_the_same_set(tmp_path: Path) -> None:
    """Written as rows and imported again, every title is there."""
    rows = io.StringIO()
    sheet = csv.writer(rows)
    sheet.writerow(["Team", "Objective", "Owner", "Key result", "Start", "Target", "Unit"])
    count = 0

    def write(unit, name):
        nonlocal count
        for objective in unit.get("objectives", ()):
            for k in objective["key_results"]:
                count += 1
                sheet.writerow([name, f"{objective['title']} ({name})", objective["owner"],
                                k["title"], k.get("start", ""), k.get("target", ""),
                                k.get("unit", "")])  # fmt: skip
        for child in unit.get("units", ()):
            write(child, child["name"])

    data = as_data()
    write(data["company"], "")
    table = tmp_path / "export.csv"
    table.write_text(rows.getvalue(), encoding="utf-8")
    spec = read_spec("-", text=import_file(table, Wishes(cycle="Q1 2027")).text)[0]
    assert sum(len(o.key_results) for u in walk(spec.company) for o in u.objectives) == count


@pytest.mark.parametrize("title", WORDED)
def test_results_that_say_how_much_in_words_are_no_tasks(title: str) -> None:
    said = title.format(a=40, b=60)
    assert not heard("activity", f'title: A, key_results: [{{title: "{said}"}}]')


@pytest.mark.parametrize("title", TASKS)
def test_tasks_are_told_to_say_what_changes(title: str) -> None:
    assert heard("activity", f"title: A, key_results: [{{title: {title}}}]")


@pytest.mark.parametrize("title", [title for title, _ in GOOD])
def test_good_results_are_neither_tasks_nor_unmeasured(title: str) -> None:
    said = title.format(a=40, b=60)
    fields = f'title: A, key_results: [{{title: "{said}", start: 1, target: 5}}]'
    assert not heard("activity", fields)
    assert not heard("unmeasured", fields)


@pytest.mark.parametrize(
    "title",
    ["Be ready for the 2027 season", "Pass the SOC 2 and ISO 27001 audits", "Support, 24/7",
     "Move everything to Python 3", "Finish FY2026/27 as one company",
     "Deliver what [all](https://example.org/12) build on", "Our 2nd home is theirs"],
)  # fmt: skip
def test_numbers_in_names_years_and_links_are_no_targets(title: str) -> None:
    assert not heard("objective-with-digits", f'title: "{title}"')


@pytest.mark.parametrize(
    "title",
    ["Win 20 customers", "Raise revenue by 30%", "Grow from 5 to 9 sites", "Save €2000 a month",
     "Hire 12"],
)  # fmt: skip
def test_numbers_that_measure_belong_into_a_key_result(title: str) -> None:
    assert heard("objective-with-digits", f'title: "{title}"')


def test_numbers_of_a_title_are_suggested_as_fields() -> None:
    said = "Raise first replies from 92% to 95% => 0%"
    (found,) = heard("unmeasured", f'title: A, key_results: [{{title: "{said}"}}]')
    assert found.suggestion == (
        'Write the numbers of its title as fields: start: 92, target: 95, unit: "%"'
    )


@pytest.mark.parametrize(
    ("owner", "unclear"),
    [("D. O'Keeffe, PhD", False), ("Martin King, Jr.", False), ("Ada Kern, Ben Aro", True),
     ("Ada & Ben", True), ("TBD", True), ("Ada Kern", False)],
)  # fmt: skip
def test_letters_after_a_name_are_no_second_owner(owner: str, unclear: bool) -> None:
    assert bool(heard("one-owner", f'title: A, owner: "{owner}"')) is unclear


def test_a_unit_may_own_objectives_and_is_no_overloaded_person() -> None:
    rows = "".join(f"        - {{title: O{i}, supports: C1}}\n" for i in range(7))
    text = (
        f"{HEAD}company:\n  name: A\n  objectives: [{{id: C1, title: Top, owner: Ada}}]\n"
        "  departments:\n    - name: Research and Development\n"
        f"      lead: Research and Development\n      objectives:\n{rows}"
    )
    rules = [f.rule for f in audit(cascade(text))]
    assert "one-owner" not in rules
    assert "load" not in rules


def test_one_measure_in_many_units_is_told_once() -> None:
    unit = (
        "    - name: D{n}\n      objectives:\n        - title: O{n}\n          key_results:\n"
        "            - {{title: Tickets per customer, start: 9, target: 4}}\n"
    )
    text = f"{HEAD}company:\n  name: A\n  departments:\n" + "".join(
        unit.format(n=n) for n in range(9)
    )
    (found,) = [f for f in audit(cascade(text)) if f.rule == "conflict"]
    assert found.message == "D1.1, D2.1, D3.1, D4.1 and 5 more are one measure in several units"


def test_where_nobody_checks_in_it_is_said_once() -> None:
    head = HEAD.replace("2027-01-08", "2027-02-08")
    rows = "".join(
        f"    - {{title: O{i}, key_results: [{{title: K, target: 5}}]}}\n" for i in range(9)
    )
    text = f"{head}company:\n  name: A\n  objectives:\n{rows}"
    (found,) = [f for f in audit(cascade(text)) if f.rule == "silence"]
    assert found.message == "none of the 9 objectives with key results had a check-in yet"
    begun = text.replace("target: 5", "target: 5, current: 2", 1)
    assert len([f for f in audit(cascade(begun)) if f.rule == "silence"]) == 8
