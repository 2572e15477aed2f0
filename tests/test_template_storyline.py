"""Template files: reading, includes, extends, and mistakes at their exact place."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_template_cascades import harbor

from deckgen.findings import TemplateError
from deckgen.template import plan, storyline


def written(folder: Path, text: str, name: str = "deck.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def made(path: Path, **more):
    return plan.plan(harbor(), storyline.load(path), **more)[0]


def mistake(path: Path):
    with pytest.raises(TemplateError) as caught:
        made(path)
    return caught.value.findings


CASES = [
    ("unknown layout", "slides:\n  - layout: cove\n", "unknown-layout", 2, 13),
    ("unknown field", "slides:\n  - {layout: cover, tittle: x}\n", "unknown-field", 2, 21),
    ("no layout", "slides:\n  - layout: cover\n  - title: x\n", "missing-field", 3, 5),
    ("slides no list", "slides: 3\n", "wrong-type", 1, 9),
    ("undefined", 'slides:\n  - layout: cover\n    title: "A {{ compny }}"\n',
     "template-undefined", 3, 18),
    ("undefined attribute", 'slides:\n  - layout: cover\n    title: "{{ company.nane }}"\n',
     "template-undefined", 3, 24),
    ("folded block", "slides:\n  - layout: cover\n    title: >-\n      One\n      {{ compny }}\n",
     "template-undefined", 5, 10),
    ("literal block", "slides:\n  - layout: text\n    text: |\n      One\n      {{ 1 + }}\n",
     "template-syntax", 5, 7),
    ("for", "slides:\n  - layout: cover\n    for: objectives\n", "template-syntax", 3, 10),
    ("for over text", "slides:\n  - layout: cover\n    for: o in company.name\n",
     "wrong-type", 3, 10),
    ("when", "slides:\n  - layout: cover\n    when: primer\n", "template-undefined", 3, 11),
    ("unsafe", "slides:\n  - layout: cover\n    title: \"{{ 'a' * 300000000 }}\"\n",
     "template-unsafe", 3, 12),
    ("underscore", 'slides:\n  - layout: cover\n    title: "{{ company._it }}"\n',
     "template-unsafe", 3, 24),
    ("wrong kind", 'slides:\n  - layout: objective\n    objective: "{{ company }}"\n',
     "wrong-type", 3, 16),
    ("deep in a list",
     'slides:\n  - layout: cards\n    items:\n      - {title: A, text: "{{ b }}"}\n',
     "template-undefined", 4, 30),
    ("no include", "slides:\n  - include: partials/none\n", "template-not-found", 2, 14),
    ("yaml", "slides:\n  - layout: [cover\n", "open-bracket", 2, 13),
    ("duplicate key", "slides:\n  - layout: cover\n    layout: text\n", "duplicate-key", 3, 5),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rule", "line", "column"), [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])  # fmt: skip
def test_a_mistake_is_reported_at_its_line_and_column(tmp_path, text, rule, line, column):
    path = written(tmp_path, text)
    found = mistake(path)[0]
    assert found.span is not None
    assert found.span.file == str(path)
    assert found.span.line == line
    assert found.rule == rule
    assert found.span.column == column


def test_a_mistyped_layout_gets_a_suggestion_and_its_line_quoted(tmp_path):
    found = mistake(written(tmp_path, "slides:\n  - layout: cascad\n"))[0]
    assert found.suggestion == "did you mean 'cascade'?"
    assert found.source_line == "  - layout: cascad"


def test_all_mistakes_are_reported_together(tmp_path):
    text = (
        "slides:\n  - {layout: cover, title: '{{ a }}'}\n  - {layout: closing, title: '{{ b }}'}\n"
    )
    assert [f.span.line for f in mistake(written(tmp_path, text))] == [2, 3]


def test_a_mistake_in_an_included_file_is_reported_there(tmp_path):
    part = written(tmp_path, "slides:\n  - {layout: cover, title: '{{ a }}'}\n", "part.yaml")
    found = mistake(written(tmp_path, "slides:\n  - include: part\n"))[0]
    assert (found.span.file, found.span.line) == (str(part), 2)


def test_a_template_that_includes_itself_is_refused_and_the_loop_named(tmp_path):
    written(tmp_path, "slides:\n  - include: b\n", "a.yaml")
    written(tmp_path, "slides:\n  - include: a\n", "b.yaml")
    found = mistake(tmp_path / "a.yaml")[0]
    assert found.rule == "template-include-loop"
    assert "a.yaml → b.yaml → a.yaml" in found.message


def test_includes_have_a_bound_in_depth(tmp_path):
    for number in range(20):
        written(tmp_path, f"slides:\n  - include: n{number + 1}\n", f"n{number}.yaml")
    written(tmp_path, "slides: [{layout: cover}]\n", "n20.yaml")
    assert mistake(tmp_path / "n0.yaml")[0].rule == "template-include-depth"


def test_a_file_of_nothing_or_not_utf8_is_an_error(tmp_path):
    path = tmp_path / "bad.yaml"
    for data in (b"", b"slides:\n  - layout: \xff\n", b"- a\n"):
        path.write_bytes(data)
        with pytest.raises(TemplateError):
            storyline.load(path)


def test_an_unknown_template_names_those_there_are():
    with pytest.raises(TemplateError, match="no template 'kickof'") as caught:
        storyline.load("kickof")
    assert caught.value.findings[0].suggestion == "did you mean 'kickoff'?"


def test_a_spec_of_the_same_name_in_the_folder_is_not_taken_for_a_template(tmp_path):
    written(tmp_path, "version: 1\ncompany: {name: A}\n", "kickoff.yaml")
    assert storyline.load("kickoff", [tmp_path]).name == "Quarterly kickoff"


def test_a_template_beside_the_spec_comes_before_the_built_in_one(tmp_path):
    written(tmp_path, "name: Ours\nslides: [{layout: cover}]\n", "kickoff.yaml")
    assert storyline.load("kickoff", [tmp_path]).name == "Ours"


def test_extends_overlays_places_and_removes_entries(tmp_path):
    path = written(
        tmp_path,
        "extends: kickoff\nslides:\n"
        "  - {id: cover, title: Ours}\n"
        "  - {id: glossary, when: false}\n"
        "  - {layout: text, id: rules, after: mission, title: House rules, text: Be kind}\n",
    )
    slides = made(path).slides
    keys = [slide.key for slide in slides]
    assert slides[0].title == "Ours"
    assert "glossary" not in keys
    assert keys.index("rules") == keys.index("mission") + 1
    assert slides[keys.index("rules")].section == slides[keys.index("mission")].section


def test_extends_can_build_on_a_template_of_the_same_name(tmp_path):
    written(tmp_path, "extends: kickoff\nslides: [{id: cover, title: Ours}]\n", "kickoff.yaml")
    assert made_named("kickoff", tmp_path).slides[0].title == "Ours"


def made_named(name: str, folder: Path):
    return plan.plan(harbor(), storyline.load(name, [folder]))[0]


def test_an_overlay_of_an_unknown_entry_is_an_error(tmp_path):
    found = mistake(written(tmp_path, "extends: kickoff\nslides:\n  - {id: covr, title: x}\n"))[0]
    assert (found.rule, found.span.line) == ("unknown-reference", 3)
    assert found.suggestion == "did you mean 'cover'?"


def test_for_and_when_work_on_entries_sections_and_items(tmp_path):
    path = written(
        tmp_path,
        "slides:\n"
        '  - section: "{{ d.name }}"\n    for: d in departments\n    divider: false\n'
        "    when: d.name != 'People'\n    slides:\n"
        '      - {layout: text, for: o in d.all_objectives, when: o.lags, title: "{{ o.id }}",'
        ' text: "{{ o.title }}"}\n'
        "  - layout: cards\n    title: Units\n    items:\n"
        '      - {for: u in departments, when: u.lags, title: "{{ u.name }}"}\n',
    )
    slides = made(path).slides
    assert [(s.section, s.title) for s in slides] == [
        ("Digital", "D1"), ("Digital", "T1"), ("Closing", "Units"),
    ]  # fmt: skip
    assert [item.title for item in slides[-1].content.items] == ["Digital"]


def test_a_loop_over_too_much_is_refused(tmp_path):
    text = "slides:\n  - {layout: cover, for: i in range(9999)}\n"
    assert mistake(written(tmp_path, text))[0].rule == "template-unsafe"


@pytest.mark.parametrize("name", ["kickoff", "primer", "department"])
def test_built_in_templates_load_without_a_mistake(name):
    assert storyline.load(name).entries
    assert name in storyline.names()


def test_a_link_to_another_slide_stands_in_the_notes_and_an_unknown_one_is_a_warning(tmp_path):
    text = "slides:\n  - {layout: cover, link: %s}\n  - {layout: closing, id: end}\n"
    slides = made(written(tmp_path, text % "end")).slides
    assert "See also: Thank you" in slides[0].notes
    line = storyline.load(written(tmp_path, text % "nowhere"))
    noticed = plan.plan(harbor(), line)[1]
    assert [(f.rule, f.span.line) for f in noticed] == [("unknown-reference", 2)]


def test_generic_slides_need_no_okrs(tmp_path):
    path = written(
        tmp_path,
        "slides:\n"
        '  - {layout: text, title: Plan, text: "One.\\n\\nTwo\\nlines.\\n- a\\n- b"}\n'
        "  - {layout: comparison, left_title: For, left: [Focus], right_title: Against,"
        " right: [{title: Time, text: Meetings}]}\n"
        "  - {layout: cards, items: [{title: A, text: B, figure: 3, caption: c}], numbered: true}\n"
        "  - {layout: statement, text: Be kind}\n",
    )
    text, comparison, cards, statement = made(path).slides
    assert text.content.paragraphs == ("One.", "Two lines.", "- a", "- b")
    assert comparison.title == "For and Against"
    assert cards.content.items[0].figure.value == "3"
    assert statement.title == "Be kind"
