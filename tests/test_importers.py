"""Exports of OKR tools become specs: each known format, its traps, and errors at row and column."""

# ruff: noqa: E501 (rows of tables stay on one line)

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import deckgen
from deckgen.findings import SpecError
from deckgen.spec.importers import Wishes, import_file
from deckgen.spec.importers.values import person, quarter
from deckgen.spec.reader import read_spec
from deckgen.spec.references import walk

Q1 = Wishes(cycle="Q1 2027", company="Harbor Health")

BURNING = """\
Team,Objective,Progress,Corporate Objective,Key Result,Description,Start,End,Actual,Unit
Booking,Waitlist fills cancelled slots,40 %,Patients are seen within a week,Slots refilled,Weekly,35,90,43,%
Booking,,,,Minutes to refill a slot,,120,30,95,min
Clinics,Evening hours on all sites,,Patients are seen within a week,Sites with evening hours,,2,12,5,sites
"""
BURNING_DE = """\
Team;Ziel;Fortschritt;Unternehmensziel;Schlüsselergebnis;Beschreibung;Startwert;Zielwert;Aktueller Wert;Einheit
Küche;Mittagessen ist pünktlich;12 %;Gäste kommen wieder;Wartezeit;Im Mittel;12,5;7,5;11,25;Minuten
Küche;Mittagessen ist pünktlich;12 %;Gäste kommen wieder;Umsatz;;1.200,50 €;2.400 €;1.500 €;
"""
BETTERWORKS = """\
name,type,progress,start_date,end_date,owner_email,categories,description
Patients are seen within a week,Company,,01/04/2027,04/04/2027,maya.lindqvist@harbor.example,"care, access",Waiting hurts
Referrals booked within 48 hours,Key Result,58%,01/04/2027,03/28/2027,tom.okafor@harbor.example,,
Rotas are loaded in time,Individual,25%,01/04/2027,04/04/2027,sam.ito@harbor.example,,
"""
CULTURE_AMP = """\
email,name,description,visibility,individual_emails,due_at,created_at,priority,status,completion,\
key_result_1_title,key_result_1_completion,key_result_2_title,key_result_2_completion
maya.l@h.example,Booking works without a call,Nobody likes to hold,everyone,priya.r@h.example,2027-04-04,2027-01-04,1,\
On track,45,Visits booked online,40,Calls about a booking,50
sam.i@h.example,Every letter is readable,,everyone,sam.i@h.example,2027-04-04,2027-01-04,2,Completed,100,,,,
"""
PEOPLEBOX = """\
Row ID,Parent Row IDs,Parent Goal IDs,Goal ID,Goal Title,Owner Emails,Goal Cycle,Goal Type,Scope,Departments,\
Start Date,End Date,Description,Starting Value,Target Value,Current Value,Progress Status
1,,,,Patients are seen within a week,maya@h.example,Q1 2027,Objective,Company,,2027-01-04,2027-04-04,Waiting,,,,On Track
2,1,,,Median wait,maya@h.example,Q1 2027,Key Result,Company,,2027-01-04,2027-04-04,,19,7,14,At Risk
3,2,,,Booking without a call,priya@h.example,Q1 2027,Objective,Department,Digital,2027-01-04,2027-04-04,,,,,
4,3,,,Visits booked online,priya@h.example,Q1 2027,Key Result,Department,Digital,2027-01-04,2027-04-04,,22%,60%,31%,
5,3,,,Rotas six weeks ahead,sam@h.example,Q1 2027,Objective,Individual,Digital,2027-01-04,2027-04-04,,,,,
"""
PEOPLECUES = """\
Objective Title,Owner_Email_ID,Start_Date,Due_Date,Description,Metric_Name,Metric_Type,Metric_Start_Value,Metric_Target_Value
Booking without a call,priya.raman@h.example,2027-01-04,2027-04-04,Holding annoys,Visits booked online,Percentage,22,60
Booking without a call,priya.raman@h.example,2027-01-04,2027-04-04,Holding annoys,Old phone line closed,Boolean,0,1
"""
MIRRO = """\
Objective Action,Objective ID,Objective Title,Objective Description,Objective Type,Objective Type Value
create,11,Patients are seen within a week,Waiting,Company,Harbor Health
create,12,Booking without a call,,Department,Digital
update,13,Waitlist fills cancelled slots,,Team,Booking
delete,14,An old one,,Team,Booking
create,15,Rotas six weeks ahead,,Personal,Sam Ito
"""
JSON = json.dumps(
    {
        "data": [
            {
                "id": "o1", "title": "Patients are seen within a week", "level": "company",
                "owner": {"name": "Maya Lindqvist"}, "startDate": "2027-01-04", "dueDate": "2027-04-04",
                "keyResults": [
                    {"id": "k1", "name": "Median wait", "startValue": 19, "targetValue": 7,
                     "currentValue": 14, "unit": "days"}
                ],
                "children": [
                    {"title": "Booking without a call", "department": "Digital",
                     "key_results": [{"title": "Booked online", "progress": 0.4}]}
                ],
            }
        ]
    }, indent="\t",
)  # fmt: skip
FORMATS = {
    "burning.csv": (BURNING, 3, 3), "burning_de.csv": (BURNING_DE, 2, 2),
    "betterworks.csv": (BETTERWORKS, 2, 2), "culture_amp.csv": (CULTURE_AMP, 2, 3),
    "peoplebox.csv": (PEOPLEBOX, 3, 2), "peoplecues.csv": (PEOPLECUES, 1, 2),
    "mirro.csv": (MIRRO, 4, 0), "tool.json": (JSON, 2, 2),
}  # fmt: skip


def read(tmp_path, content, wishes=Q1, name="export.csv"):
    """The spec that an export makes."""
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_spec("-", text=import_file(path, wishes).text)[0]


def mistakes(tmp_path, content, wishes=Q1):
    """Rule, row and column of every mistake of an export."""
    with pytest.raises(SpecError) as caught:
        read(tmp_path, content, wishes)
    return [(f.rule, f.span.line, f.span.column) for f in caught.value.findings if f.span]


def objectives(spec):
    """Objectives by title, with the names of the units they are in."""
    return {o.title: (u.name, o) for u in walk(spec.company) for o in u.objectives}


@pytest.mark.parametrize("name", FORMATS)
def test_each_known_export_becomes_a_deck(name, tmp_path):
    text, goals, key_results = FORMATS[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    spec_file = tmp_path / "okrs.yaml"
    made = import_file(tmp_path / name, Q1)
    spec_file.write_text(made.text, encoding="utf-8")
    spec, findings = read_spec(spec_file)
    assert not findings
    found = objectives(spec)
    assert len(found) == goals
    assert sum(len(o.key_results) for _, o in found.values()) == key_results
    assert deckgen.build(spec_file, template="one-pager").slides


def test_burning_okr_links_teams_to_corporate_objectives(tmp_path):
    spec = read(tmp_path, BURNING)
    found = objectives(spec)
    assert spec.levels == ("Company", "Team")
    assert found["Patients are seen within a week"][0] == "Harbor Health"
    unit, objective = found["Waitlist fills cancelled slots"]
    assert (unit, objective.supports) == ("Booking", ("C1",))
    first, second = objective.key_results
    assert (first.start, first.target, first.current, first.unit) == (35, 90, 43, "%")
    assert (first.note, second.title, second.target) == ("Weekly", "Minutes to refill a slot", 30)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_german_headers_numbers_and_any_encoding(encoding, tmp_path):
    spec = read(tmp_path, BURNING_DE.encode(encoding))
    unit, objective = objectives(spec)["Mittagessen ist pünktlich"]
    wait, revenue = objective.key_results
    assert unit == "Küche"
    assert (wait.start, wait.target, wait.current) == (12.5, 7.5, 11.25)
    assert (revenue.start, revenue.target, revenue.unit) == (1200.5, 2400, "€")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter(delimiter, tmp_path):
    spec = read(tmp_path, BURNING.replace(",", delimiter))
    assert len(objectives(spec)) == 3


def test_betterworks_rows_follow_their_objective_and_emails_become_names(tmp_path):
    found = objectives(read(tmp_path, BETTERWORKS, Wishes(company="Harbor Health")))
    _, top = found["Patients are seen within a week"]
    assert (top.owner, top.tags, top.why) == ("Maya Lindqvist", ("care", "access"), "Waiting hurts")
    assert [(k.title, k.current, k.unit) for k in top.key_results] == [
        ("Referrals booked within 48 hours", 58, "%")
    ]
    unit, own = found["Rotas are loaded in time"]
    assert (unit, own.key_results[0].current) == ("Sam Ito", 25)


def test_dates_with_the_month_first_are_recognised_by_a_day_over_twelve(tmp_path):
    cycle = read(tmp_path, BETTERWORKS, Wishes()).cycle
    assert (cycle.name, str(cycle.start), str(cycle.end)) == ("Q1 2027", "2027-01-04", "2027-04-04")


def test_ambiguous_dates_are_reported_and_can_be_told(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Objective,Start Date,End Date\nA,01/04/2027,05/07/2027\n", encoding="utf-8")
    made = import_file(path)
    assert [f.rule for f in made.findings] == ["ambiguous-dates"]
    assert "start: 2027-04-01" in made.text
    told = import_file(path, Wishes(order="mdy"))
    assert not told.findings
    assert "start: 2027-01-04" in told.text


def test_culture_amp_wide_rows_hold_their_key_results(tmp_path):
    found = objectives(read(tmp_path, CULTURE_AMP, Wishes()))
    _, objective = found["Booking works without a call"]
    assert [(k.title, k.current, k.unit) for k in objective.key_results] == [
        ("Visits booked online", 40, "%"), ("Calls about a booking", 50, "%"),
    ]  # fmt: skip
    assert objective.status == "on_track"
    assert found["Every letter is readable"][1].status == "done"


def test_peoplebox_parents_make_the_tree(tmp_path):
    spec = read(tmp_path, PEOPLEBOX, Wishes())
    found = objectives(spec)
    top = found["Patients are seen within a week"][1]
    assert [(k.title, k.start, k.target, k.status) for k in top.key_results] == [
        ("Median wait", 19, 7, "at_risk")
    ]
    unit, below = found["Booking without a call"]
    assert (unit, below.supports) == ("Digital", (top.key_results[0].id,))
    assert (below.key_results[0].start, below.key_results[0].unit) == (22, "%")
    assert found["Rotas six weeks ahead"][0] == "Sam"
    assert found["Rotas six weeks ahead"][1].supports == (below.id,)


def test_peoplecues_and_mirro(tmp_path):
    ((_, objective),) = objectives(read(tmp_path, PEOPLECUES, Wishes())).values()
    assert (objective.owner, objective.why) == ("Priya Raman", "Holding annoys")
    assert [(k.unit, k.kind) for k in objective.key_results] == [("%", None), ("", "yes_no")]
    spec = read(tmp_path, MIRRO, Wishes(cycle="Q1 2027"))
    assert spec.company.name == "Harbor Health"
    assert {t: u for t, (u, _) in objectives(spec).items()}["Rotas six weeks ahead"] == "Sam Ito"


def test_json_with_children_and_objects(tmp_path):
    found = objectives(read(tmp_path, JSON, Wishes()))
    unit, below = found["Booking without a call"]
    assert (unit, below.supports, below.key_results[0].current) == ("Digital", ("o1",), 40)
    top = found["Patients are seen within a week"][1]
    assert (top.owner, top.key_results[0].id, top.key_results[0].target) == (
        "Maya Lindqvist",
        "k1",
        7,
    )


def test_columns_can_be_mapped_and_left_out(tmp_path):
    text = "Was,Squad Name,Wieviel\nFaster letters,Blue,12\n"
    wishes = Wishes(
        {"Was": "objective", "Squad Name": "team", "Wieviel": "ignore"}, cycle="Q1 2027"
    )
    assert objectives(read(tmp_path, text, wishes))["Faster letters"][0] == "Blue"
    for mapping, rule in (
        ({"What": "objective"}, "unknown-column"),
        ({"Was": "objectiv"}, "unknown-field"),
    ):
        with pytest.raises(SpecError) as caught:
            read(tmp_path, text, Wishes(mapping))
        assert [f.rule for f in caught.value.findings] == [rule]
        assert caught.value.findings[0].suggestion


def test_level_and_unit_columns_nest(tmp_path):
    text = (
        "ID,Title,Level,Department,Team,Parent,Owner\n"
        "A,Top,Company,,,,Ann\nB,Middle,Department,Sales,,A,Bob\n"
        "C,Low,Team,Sales,North,B,Cy\nD,Own,Individual,Sales,North,C,Dee\n"
    )
    spec = read(tmp_path, text)
    (sales,) = spec.company.children
    (north,) = sales.children
    (dee,) = north.children
    assert (sales.name, north.name, dee.name, dee.level) == ("Sales", "North", "Dee", 3)
    assert dee.objectives[0].supports == ("C",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Objective,Key Result,Start,Target\nA,k,x,9\n", [("bad-number", 2, 5)]),
        ("Objective,Key Result,Start,Target\nA,k,9,9\n", [("target-equals-start", 2, 7)]),
        ("Objective,Key Result,Start,Target\nA,k,1 $,9 %\n", [("unit-mismatch", 2, 5)]),
        ("Objective,Key Result,Start,Target\n,k,1,9\n", [("missing-title", 2, 2)]),
        ("Objective,Due Date\nA,soon\nB,2027-02-30\n", [("bad-date", 2, 3), ("bad-date", 3, 3)]),
        ("ID,Title,Parent\nA,One,\nB,Two,Z\n", [("unknown-parent", 3, 7)]),
        ("ID,Title,Parent\nA,One,B\nB,Two,A\n", [("circular-support", 2, 7)]),
        ("ID,Title\nA,One\nA,Two\n", [("duplicate-id", 3, 1)]),
        ("ID,Title,Owner\nA,,Ann\n", [("missing-title", 2, 1)]),
        ("Objective,Owner\nA,Ann,more\n", [("ragged-row", 2, 7)]),
        ('Objective,Owner\n"A,Ann\n', [("open-quote", 2, 1)]),
        ("Objective,Start Date\nA,13/01/2027\nB,01/13/2027\n", [("mixed-dates", 3, 3)]),
        ("Colour,Size\nred,4\n", [("no-header", 1, 1)]),
        ("Objective,Owner\n", [("no-rows", 1, 1)]),
        ('Objective,Confidence\n"two\nlines",high\nB,99%\nC,\n', []),
    ],
)  # fmt: skip
def test_a_mistake_is_named_at_its_row_and_column(text, expected, tmp_path):
    if expected:
        assert mistakes(tmp_path, text) == expected
    else:
        assert list(objectives(read(tmp_path, text))) == ["two lines", "B", "C"]


def test_all_mistakes_come_together_and_nothing_is_written(tmp_path):
    (tmp_path / "e.csv").write_text(
        "Objective,Key Result,Start,Target\nA,k,x,9\nB,l,1,y\n,,3,\n", encoding="utf-8"
    )
    args = [sys.executable, "-m", "deckgen", "import", "e.csv", "-o", "okrs.yaml"]
    done = subprocess.run(args, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "e.csv:2:5: error[bad-number]" in done.stderr
    assert "row 2, column 'Start': 'x' is no number" in done.stderr
    assert done.stderr.count("error[") == 3
    assert not (tmp_path / "okrs.yaml").exists()


def test_the_command_previews_writes_and_never_overwrites(tmp_path):
    (tmp_path / "e.csv").write_text(PEOPLEBOX, encoding="utf-8")
    base = [sys.executable, "-m", "deckgen", "import", "e.csv"]

    def run(*more):
        done = subprocess.run(
            [*base, *more], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout

    status, shown = run()
    assert status == 0
    assert "Goal Title → title" in shown
    assert "Company: 1 objective" in shown
    assert not (tmp_path / "okrs.yaml").exists()
    assert run("-o", "okrs.yaml")[0] == 0
    before = (tmp_path / "okrs.yaml").read_bytes()
    assert run("-o", "okrs.yaml", "--company", "Other")[0] == 5
    assert (tmp_path / "okrs.yaml").read_bytes() == before
    assert run("-o", "okrs.yaml", "--force")[0] == 0


def test_texts_that_yaml_would_misread_come_through(tmp_path):
    titles = [
        "no",
        "12:30",
        "- a",
        "a: b",
        "# x",
        '"q"',
        "{{ x }}",
        "@me",
        "% of",
        "1e3",
        "null",
        "ümlaut #1",
    ]
    rows = "\n".join('"' + title.replace('"', '""') + '"' for title in titles)
    assert list(objectives(read(tmp_path, f"Objective\n{rows}\n"))) == titles


def test_a_cycle_nobody_tells_is_guessed_and_said(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1799000000")
    (tmp_path / "e.csv").write_text("Objective\nA\n", encoding="utf-8")
    made = import_file(tmp_path / "e.csv")
    assert [f.rule for f in made.findings] == ["guessed-cycle"]
    assert "name: Q1 2027   # guessed" in made.text


@pytest.mark.parametrize(
    ("text", "value"),
    [("Q1 2027", "2027-01-01"), ("2027 Q3", "2027-07-01"), ("H2 2027", "2027-07-01"), ("FY 2027", "2027-01-01")],
)  # fmt: skip
def test_quarters_halves_and_years_are_cycles(text, value):
    assert str(quarter(text)[0]) == value


def test_a_row_with_numbers_and_a_level_of_its_own_is_an_objective(tmp_path):
    text = (
        "ID;Title;Level;Team;Parent;Baseline;Target;Current\n1;Grow;Company;;;;;\n"
        "2;Sell more;Team;North;1;0;1,5 Mio €;900.000 €\n3;Revenue;Company;;1;10 %;20 %;12 %\n"
    )
    found = objectives(read(tmp_path, text))
    unit, objective = found["Sell more"]
    assert (unit, objective.key_results[0].target, objective.key_results[0].unit) == (
        "North", 1_500_000, "€",
    )  # fmt: skip
    assert [k.title for k in found["Grow"][1].key_results] == ["Revenue"]


def test_of_several_owners_the_first_counts():
    assert person("maya.lindqvist@h.example, b@h.example") == "Maya Lindqvist"


# --- workbooks ------------------------------------------------------------------------------


def workbook(path, fill):
    """An XLSX file that ``fill`` fills."""
    openpyxl = pytest.importorskip("openpyxl", reason="XLSX needs openpyxl")
    book = openpyxl.Workbook()
    fill(book)
    book.save(path)
    return path


def test_a_workbook_with_title_merged_cells_percents_and_dates(tmp_path):
    import datetime as dt

    def fill(book):
        book.active.title = "Read me"
        sheet = book.create_sheet("OKRs")
        sheet.append(["Our OKRs"])
        sheet.append([])
        sheet.append(
            ["Department", "Objective", "Key Result", "Start", "Target", "Actual", "Due date"]
        )
        sheet.append(
            [
                "Digital",
                "Booking without a call",
                "Booked online",
                0.22,
                0.6,
                0.31,
                dt.date(2027, 4, 4),
            ]
        )
        sheet.append([None, None, "Calls", 1200, 300, 900])
        sheet.append([])
        sheet.append(["Clinics", "Evening hours", "Revenue", 10, 20, 12])
        for cell in sheet["D4:F4"][0]:
            cell.number_format = "0%"
        for cell in sheet["D7:F7"][0]:
            cell.number_format = '#,##0 "€"'
        sheet.merge_cells("A4:A5")
        sheet.merge_cells("B4:B5")

    path = workbook(tmp_path / "e.xlsx", fill)
    made = import_file(path, Q1)
    found = objectives(read_spec("-", text=made.text)[0])
    unit, objective = found["Booking without a call"]
    assert unit == "Digital"
    assert [(k.start, k.target, k.unit) for k in objective.key_results] == [
        (22, 60, "%"),
        (1200, 300, ""),
    ]
    assert found["Evening hours"][1].key_results[0].unit == "€"
    assert any("merged" in line for line in made.preview)
    assert any("sheet 'OKRs'" in line for line in made.preview)


def test_a_formula_without_a_result_is_named_by_its_cell(tmp_path):
    def fill(book):
        book.active.append(["Objective", "Key Result", "Start", "Target"])
        book.active.append(["A", "k", 1, "=C2*10"])
        book.active.append(["A", "l", "#REF!", 3])

    path = workbook(tmp_path / "e.xlsx", fill)
    with pytest.raises(SpecError) as caught:
        import_file(path, Q1)
    assert [(f.rule, f.span.line, f.span.column) for f in caught.value.findings] == [
        ("formula-without-value", 2, 4), ("formula-error", 3, 3),
    ]  # fmt: skip
    assert "cell D2" in caught.value.findings[0].message


def test_a_cell_in_the_last_corner_does_not_fill_the_memory(tmp_path):
    def fill(book):
        book.active.append(["Objective"])
        book.active.append(["A"])
        book.active.cell(1_048_576, 16_384, "far")

    path = workbook(tmp_path / "e.xlsx", fill)
    assert list(objectives(read_spec("-", text=import_file(path, Q1).text)[0])) == ["A"]
