"""Plain expressions are evaluated without Jinja2, and as Jinja2 evaluates them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from test_template_cascades import harbor

from deckgen.template import plain, runs, sandbox
from deckgen.template.expressions import EvaluationError, alone, evaluate, render, value_of
from deckgen.template.plan import context

TOP = Path(__file__).resolve().parent.parent

SAME = [
    "1", "'a'", '"a b"', "none", "True", "false", "1 + 2", "3 - 2 - 1", "'a' ~ 1 ~ none",
    "[1, 'a']",
    "unit", "unit.name", "unit.objectives", "x.budget_line", "x.room", "company.name or 'no name'",
    "not unit.objectives", "unit.objectives and company.mission", "1 if company.mission else 2",
    "not unit.name == company.name", "previous is none", "previous is not none and 1",
    "'x' if previous is none else 'y'", "objectives | length > 1", "objectives | length - 1",
    "(objectives | length) + (key_results | length) >= 2", "objectives[0].title | shorten(12)",
    "objectives | selectattr('lags') | list", "objectives | map(attribute='id') | join(', ')",
    "departments | selectattr('size', 'lt', 3) | selectattr('size') | list | length",
    "departments | sum('all_objectives', start=[])", "['', 'a', none] | select | join(' / ')",
    "headline.fit(unit)", "headline.mission() | upper", "cycle.as_of | date('short')",
    "scoring.on_track | percent", "'objective' | plural(objectives | length) | sentence",
    "1 if 0 else 2 if 0 else 3", "not not 1", "0 or '' or none", "1 < 2 < 3", "'a' 'b'", "-1",
    "1.5", "{}", "(1, 2)", "unit.path | map(attribute='name')", "x.items", "cycle.start.year",
    "'a' + 'b'", "[[1]]", "objectives[0]['title']", "'a}}b'", "2 * 3", "unit.name is none or 1",
    "'%s'", "'\\n'", "range(3) | list", "unit.level_name ~ (unit.name if unit.level else '')",
]  # fmt: skip
WRONG = [
    "nothing", "unit.nothing", "unit._deck", "unit.__class__", "unit.nothing()", "objectives[99]",
    "1 +", "a b", "(1", "'a", "1 | nothing", "unit.name()", "x.room.nothing",
    "(" * 60 + "1" + ")" * 59,
]  # fmt: skip


@pytest.fixture(scope="module")
def names():
    return context(harbor(extra={"x-budget-line": 7, "x-room": {"name": "Blue"}}))


def shown(value):
    return re.sub(r"0x\w+", "", repr(value)), type(value)


@pytest.mark.parametrize("source", SAME)
def test_an_expression_has_the_value_that_jinja2_gives_it(source, names):
    assert shown(evaluate(source, names)) == shown(sandbox.evaluate(source, names))
    for text in (f"{{{{ {source} }}}}", f" a {{{{{source}}}}}\nb {{{{ {source} }}}}\n"):
        assert re.sub(r"0x\w+", "", render(text, names)) == re.sub(
            r"0x\w+", "", sandbox.render(text, names)
        )


@pytest.mark.parametrize("source", WRONG)
def test_a_mistake_is_told_as_jinja2_tells_it(source, names):
    told = []
    for how in (evaluate, sandbox.evaluate):
        with pytest.raises(EvaluationError) as caught:
            how(source, names)
        told.append((caught.value.rule, caught.value.message, caught.value.needle))
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "source", ["{{ 1 }}", " {{ 'a}}b' }} ", "{{ 1 }}{{ 2 }}", "{{- 1 -}}", "{{ 1 }} a", "{{ 1", "a"]
)
def test_what_stands_alone_is_told_as_jinja2_tells_it(source):
    stripped = source.strip()
    own = sandbox.alone(stripped) if stripped[:2] == "{{" and stripped[-2:] == "}}" else None
    assert alone(source) == own


def test_a_text_keeps_what_stands_around_its_expressions(names):
    text = "{ a } {{ 1 }}\n\n }} {{ 'b' }}\n"
    assert value_of(text, names) == sandbox.render(text, names) == "{ a } 1\n\n }} b"


def test_long_texts_and_deep_lists_are_left_to_the_sandbox(names):
    for source in (
        "'" + "x" * 4900 + "' ~ 'y' ~ '" + "x" * 4900 + "' ~ key_results",
        "[[1, 2], [3]]",
    ):
        run = plain.expression(source)
        assert run is not None
        with pytest.raises(runs.BeyondError):
            run(names)
        assert evaluate(source, names) == sandbox.evaluate(source, names)


@pytest.mark.parametrize("template", ["kickoff", "department", "review", "one-pager", "primer"])
def test_a_deck_of_a_built_in_template_needs_no_jinja2(template):
    code = (
        "import sys; from deckgen import pipeline\n"
        f"source = pipeline.read({str(TOP / 'sample_okrs.yaml')!r})\n"
        f"style = pipeline.style(source, pipeline.Options(template={template!r}))\n"
        "pipeline.make(source, style)\n"
        "print('jinja2' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
