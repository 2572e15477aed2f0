"""Exports in the shapes of well-known tools, invented ones: what is understood of each."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.findings import SpecError
from deckgen.spec.importers import Imported, Wishes, import_file
from deckgen.spec.reader import read_spec
from deckgen.spec.references import walk
from deckgen.spec.types import KeyResultSpec, ObjectiveSpec, Spec

FOLDER = Path(__file__).parent / "exports"
TOOLS = sorted(FOLDER.glob("*.csv"))
LEFT_OUT = {
    "lattice.csv": ["Owner emails ('Goal owner(s)' says it already)"],
    "viva_goals.csv": ["Metric name (key results have rows and titles of their own)"],
}
"""Columns of each export that say nothing new; every other column is understood."""


def spec_of(made: Imported) -> Spec:
    return read_spec("-", text=made.text)[0]


def goals(spec: Spec) -> dict[str, tuple[str, ObjectiveSpec]]:
    return {o.title: (u.name, o) for u in walk(spec.company) for o in u.objectives}


def results(spec: Spec) -> dict[str, KeyResultSpec]:
    return {k.title: k for _, o in goals(spec).values() for k in o.key_results}


def imported(name: str) -> Spec:
    return spec_of(import_file(FOLDER / name))


def left_out(made: Imported) -> list[str]:
    lines = list(made.preview)
    if "Columns left out:" not in lines:
        return []
    after = lines[lines.index("Columns left out:") + 1 :]
    return [line.strip() for line in after[: next(
        (n for n, line in enumerate(after) if not line.startswith("  ")), len(after))]]  # fmt: skip


@pytest.mark.parametrize("path", TOOLS, ids=lambda path: path.stem)
def test_every_column_is_understood_or_said_twice(path: Path) -> None:
    made = import_file(path)
    assert left_out(made) == LEFT_OUT.get(path.name, [])
    assert {f.rule for f in made.findings} <= {"guessed-cycle"}
    spec = spec_of(made)
    assert spec.cycle.name == "Q1 2027"
    assert all(k.target is not None for k in results(spec).values() if k.confidence != 5)


@pytest.mark.parametrize("path", TOOLS, ids=lambda path: path.stem)
@pytest.mark.parametrize("form", ["utf-16", "cp1252", "semicolons", "tabs", "empty rows", "xlsx"])
def test_the_form_of_the_file_makes_no_difference(path: Path, form: str, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    dialect = csv.Sniffer().sniff(text.splitlines()[-1], delimiters=",;\t")
    rows = list(csv.reader(io.StringIO(text), dialect))
    target = tmp_path / path.name
    if form == "xlsx":
        openpyxl = pytest.importorskip("openpyxl", reason="XLSX needs openpyxl")
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append([cell or None for cell in row])
        book.save(target)
    elif form in ("utf-16", "cp1252"):
        target.write_text(text, encoding=form)
    else:
        kept = [row for pair in zip(rows, [[]] * len(rows), strict=True) for row in pair]
        rows = kept if form == "empty rows" else rows
        delimiter = {"semicolons": ";", "tabs": "\t"}.get(form, dialect.delimiter)
        with target.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)
    # a comma in 81,5 is only a decimal comma where something else divides the cells
    assert import_file(target).text == import_file(path).text


def test_confidence_and_the_day_of_the_last_look_become_a_check_in() -> None:
    found = results(imported("profit_co.csv"))["Hotels with a framework contract"]
    (check_in,) = found.check_ins
    assert (check_in.date, check_in.value, check_in.confidence, check_in.note) == (
        dt.date(2027, 2, 1), 21, 6, "Trade fair went well",
    )  # fmt: skip
    assert found.current is None, "the newest check-in says it"
    assert found.confidence is None


def test_without_a_day_confidence_is_the_key_results() -> None:
    found = results(imported("home_grown.csv"))
    assert [k.confidence for k in found.values()] == [6, 8, 3, None, 5]


def test_confidence_in_words_is_a_number() -> None:
    found = results(imported("quantive.csv")).values()
    assert [k.check_ins[0].confidence for k in found] == [8, 5, 2]


@pytest.mark.parametrize(
    ("header", "cell", "confidence"),
    [
        ("Confidence", "7", 7), ("Confidence", "70 %", 7), ("Confidence", "0.7", 7),
        ("Confidence", "7/10", 7), ("Confidence", "7 out of 10", 7), ("Confidence", "3 / 5", 6),
        ("Confidence (1-5)", "4", 8), ("Confidence (0-100)", "65", 6.5), ("Konfidenz", "hoch", 8),
        ("Conf.", "Green", 8), ("Confidence score", "n/a", None), ("Zuversicht %", "55", 5.5),
    ],
)  # fmt: skip
def test_confidence_is_read_on_any_scale(
    header: str, cell: str, confidence: float | None, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Objective;{header};Key result;Target\nA;{cell};k;5\n", encoding="utf-8")
    made = import_file(path, Wishes(cycle="Q1 2027"))
    assert results(spec_of(made))["k"].confidence == confidence


def test_an_objectives_own_confidence_is_told_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "ID,Title,Type,Parent,Target,Confidence\n1,A,Objective,,,6\n2,k,Key Result,1,5,4\n"
    )
    made = import_file(path, Wishes(cycle="Q1 2027"))
    assert results(spec_of(made))["k"].confidence == 4
    assert any("the key results count" in line for line in made.preview)


def test_rows_of_one_key_result_on_several_days_are_its_check_ins(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Objective,Key result,Start,Target,Current,Confidence,Check-in date\n"
        "A,k,0,10,2,7,2027-01-11\nA,k,0,10,3,6,2027-01-18\nA,k,0,10,5,6,2027-01-25\n"
    )
    spec = spec_of(import_file(path, Wishes(cycle="Q1 2027")))
    (key_result,) = goals(spec)["A"][1].key_results
    assert [(c.value, c.confidence) for c in key_result.check_ins] == [(2, 7), (3, 6), (5, 6)]


def test_columns_named_by_a_day_are_check_ins(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Objective,Key result,Start,Target,2027-01-11,18 Jan 2027,25.01.2027\nA,k,0,10,2,,5\n"
    )
    made = import_file(path, Wishes(cycle="Q1 2027"))
    (key_result,) = goals(spec_of(made))["A"][1].key_results
    assert [(c.date.day, c.value) for c in key_result.check_ins] == [(11, 2), (25, 5)]
    assert any("value on 2027-01-11" in line for line in made.preview)


def test_a_named_cycle_tells_which_way_dates_are_written() -> None:
    spec = imported("viva_goals.csv")
    assert (spec.cycle.start, spec.cycle.end) == (dt.date(2027, 1, 4), dt.date(2027, 4, 4))
    assert results(spec)["Returning guests"].check_ins[0].date == dt.date(2027, 2, 3)


@pytest.mark.parametrize("order", ["%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d %b %Y", "%b %d, %Y"])
def test_dates_in_any_order_of_a_named_cycle(order: str, tmp_path: Path) -> None:
    days = [dt.date(2027, 1, 4), dt.date(2027, 4, 2)]
    cells = [f'"{day.strftime(order)}"' for day in days]
    path = tmp_path / "a.csv"
    path.write_text(f"Objective,Cycle,Start date,Due date\nA,Q1 2027,{','.join(cells)}\n")
    made = import_file(path)
    assert (spec_of(made).cycle.start, spec_of(made).cycle.end) == tuple(days)
    assert not made.findings


def test_a_group_named_company_is_the_company() -> None:
    spec = imported("perdoo.csv")
    assert goals(spec)["Freight arrives when we said"][0] == spec.company.name
    assert results(spec)["Deliveries on the promised day"].start == 81.5
    assert results(spec)["Minutes from gate to ramp"].start == 1240


def test_owners_of_objectives_and_of_key_results_are_told_apart() -> None:
    spec = imported("profit_co.csv")
    assert goals(spec)["Hotels of the region know us"][1].owner == "Tariq Bell"
    assert results(spec)["Days from offer to signature"].owner == "Noor Wyss"


def test_goal_is_a_number_where_another_column_holds_objectives() -> None:
    assert results(imported("weekdone.csv"))["Lessons that are dropped"].target == 150


def test_tasks_of_a_tracker_are_left_out_and_counted() -> None:
    made = import_file(FOLDER / "jira.csv")
    assert list(goals(spec_of(made))) == [
        "Builds that nobody waits for", "Tests that tell the truth",
    ]  # fmt: skip
    assert any("1 row(s) are initiatives" in line for line in made.preview)


def test_a_formula_cell_counts_with_its_last_result(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="XLSX needs openpyxl")
    import zipfile

    book = openpyxl.Workbook()
    book.active.append(["Objective", "Key result", "Target"])
    book.active.append(["A", "k", "=3*4"])
    book.save(tmp_path / "a.xlsx")
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b"<f>3*4</f><v></v>", b"<f>3*4</f><v>12</v>")
                part = part.replace(b"<f>3*4</f><v />", b"<f>3*4</f><v>12</v>")
            new.writestr(name, part)
    made = import_file(path, Wishes(cycle="Q1 2027"))
    assert results(spec_of(made))["k"].target == 12
    assert any("1 formula cell" in line for line in made.preview)


def test_a_workbook_with_too_many_cells_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="XLSX needs openpyxl")
    monkeypatch.setattr("deckgen.spec.importers.workbook.MAX_CELLS", 50)
    book = openpyxl.Workbook()
    for row in range(30):
        book.active.append([f"Objective {row}", "k", 5])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(SpecError, match="more than 50 cells"):
        import_file(tmp_path / "a.xlsx")


@pytest.mark.parametrize("path", TOOLS, ids=lambda path: path.stem)
def test_what_is_checked_is_what_is_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tree that an import is checked by says what parsing the text says."""
    from deckgen.spec.importers import emit
    from deckgen.spec.source import load, to_plain

    made: list[emit.Emitter] = []
    begin = emit.Emitter.__init__

    def remember(self: emit.Emitter, organisation: object) -> None:
        begin(self, organisation)  # type: ignore[arg-type]
        made.append(self)

    monkeypatch.setattr(emit.Emitter, "__init__", remember)
    text = import_file(path).text
    parsed = load(text, "-")
    assert to_plain(made[0].root) == to_plain(parsed)
    lines = [(key, at.line) for key, at, _ in parsed.get("company").items()]  # type: ignore[union-attr]
    assert lines == [(key, at.line) for key, at, _ in made[0].root.get("company").items()]  # type: ignore[union-attr]


@given(st.text(max_size=60))
def test_any_text_is_written_so_that_it_is_read_again(text: str) -> None:
    from deckgen.spec.importers.emit import scalar
    from deckgen.spec.source import load, to_plain

    written = scalar(text)
    shown = to_plain(load(f"key: {written}\nlist: [1]\n", "-"))["key"]
    assert "\n" not in written
    assert shown == " ".join(shown.split())
    assert set(shown) <= set(text) | {" "}
    assert scalar(shown) == written
