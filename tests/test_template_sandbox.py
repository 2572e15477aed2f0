"""The sandbox: what templates may compute, and what they must not be able to do."""

from __future__ import annotations

import datetime as dt

import pytest
from test_template_cascades import harbor

from deckgen.template.expressions import EvaluationError, View, alone, evaluate, render, value_of
from deckgen.template.plan import context


@pytest.fixture(scope="module")
def names():
    return context(harbor(extra={"x-budget-line": 7, "x-room": {"name": "Blue"}}))


@pytest.mark.parametrize(
    "source",
    [
        "{{ 'a' * 300000000 }}",
        "{{ 300000000 * 'a' }}",
        "{{ [1] * 300000000 }}",
        "{{ range(10**9) | list }}",
        "{{ range(1000000) | length }}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ 9 ** 99999 }}",
        "{{ '%0900000000d' % 1 }}",
        "{{ '{:>900000000}'.format(1) }}",
        "{{ 'x' | center(900000000) }}",
        "{{ 'x' | indent(900000000) }}",
        "{{ 'ab' | replace('a', 'b' * 9999) }}",
        "{{ lipsum(n=100000000) }}",
        "{% for a in range(999) %}{% for b in range(999) %}{% set c = a %}{% endfor %}{% endfor %}",
        "{% for a in range(999) %}{% for b in range(99) %}{{ 'xxxxxxxxxxxxxxxxx' }}"
        "{% endfor %}{% endfor %}",
        "{% set a = 'x' * 9999 %}{% set b = a ~ a ~ a ~ a ~ a ~ a ~ a %}{{ b ~ b ~ b ~ b }}",
        "{% set a = 'x' * 99999 %}{{ [a, a, a] | join(a) }}",
        "{% set a = [1] * 999 %}{% set b = [a] * 999 %}{% set c = [b] * 999 %}{{ c }}",
        "{% set a = [1, 1, 1, 1] %}" + "{% set a = [a, a, a, a] %}" * 30 + "{{ a | upper }}",
        "{% set a = (1, 1, 1, 1) %}" + "{% set a = (a, a, a, a) %}" * 30 + "{{ a == a | list }}",
        "{% set a = {'a': 1} %}" + "{% set a = {'a': a, 'b': a, 'c': a} %}" * 30 + "{{ a }}",
        "{{ ([[1, 1]] * 99999) | map('join', 'x' * 99999) | list | length }}",
        "{% set a %}{{ 'x' }}{% endset %}{{ a }}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% include 'other' %}",
        "{% import 'os' as os %}",
        "{% for o in objectives recursive %}{{ loop(objectives) }}{% endfor %}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{{ 1 " + "+ 1 " * 4000 + "}}",
    ],
)
def test_nothing_that_grows_without_bound_is_evaluated(source, names):
    with pytest.raises(EvaluationError):
        render(source, names)


@pytest.mark.parametrize(
    "source",
    [
        "{{ company._it }}",
        "{{ company._deck.cascade }}",
        "{{ company.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ headline.agenda.__globals__ }}",
        "{{ company['_it'] }}",
        "{{ objectives | map(attribute='_it') | list | first }}",
        "{{ company | attr('_it') }}",
        "{{ objectives.append(1) }}",
        "{{ deck.update({'title': 'x'}) }}",
        "{{ ''.join.__self__ }}",
        "{{ cycle.start.__class__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler('a').__init__ }}",
        "{{ ['_it', '_deck'] | join('', attribute='__class__') }}",
    ],
)
def test_nothing_behind_the_views_can_be_reached(source, names):
    with pytest.raises(EvaluationError):
        render(source, names)


def test_an_expression_alone_keeps_its_value(names):
    assert value_of("{{ company.objectives }}", names) == names["company"].objectives
    assert value_of(" {{- 1 + 1 -}} ", names) == 2
    assert value_of("{{ -1 }}", names) == -1
    assert value_of("{{ 1 }} and {{ 2 }}", names) == "1 and 2"
    assert value_of("no braces", names) == "no braces"
    assert alone("{{ a }}{{ b }}") is None
    assert alone("{{ '}}' }}") == "'}}'"


def test_undefined_names_are_errors_that_name_them(names):
    with pytest.raises(EvaluationError, match="'compny' is undefined") as caught:
        evaluate("compny.name", names)
    assert (caught.value.rule, caught.value.needle) == ("template-undefined", "compny")
    with pytest.raises(EvaluationError) as caught:
        render("{{ company.nane }}", names)
    assert caught.value.needle == "nane"


@pytest.mark.parametrize(
    "path",
    ["company", "company.name", "company.objectives", "cycle.as_of.year", "deck.title", "previous"],
)
def test_a_plain_path_means_what_it_means_inside_a_larger_expression(path, names):
    assert evaluate(path, names) == evaluate(f"({path})", names)
    assert evaluate(f" {path} ", names) == evaluate(f"[{path}] | first", names)


@pytest.mark.parametrize("literal", ["none", "true", "false"])
def test_names_of_literals_cannot_be_taken(literal, names):
    assert evaluate(literal, {**names, literal: "taken"}) == evaluate(f"({literal})", names)


def test_what_goes_wrong_behind_a_plain_path_is_a_mistake_of_the_template():
    class Broken(View):
        @property
        def size(self):
            raise ValueError("no size yet")

    with pytest.raises(EvaluationError, match="no size yet"):
        evaluate("thing.size", {"thing": Broken()})


@pytest.mark.parametrize("path", ["company._it", "company.name.format", "cycle.start.replace"])
def test_a_plain_path_reaches_nothing_that_is_not_public(path, names):
    with pytest.raises(EvaluationError):
        evaluate(path, names)


def test_default_stands_in_for_a_missing_setting(names):
    assert evaluate("deck.primer | default(true)", names) is True
    assert evaluate("deck.theme", names) == "meridian"


def test_own_keys_of_the_file_reach_templates(names):
    assert render("{{ x.budget_line }} {{ x['x-budget-line'] }} {{ x.room.name }}", names) == (
        "7 7 Blue"
    )


def test_data_is_never_evaluated_as_a_template():
    cascade = harbor(mission="{{ 1 + 1 }} {% for %}")
    assert render("{{ company.mission }}", context(cascade)) == "{{ 1 + 1 }} {% for %}"


def test_views_follow_links(names):
    def run(text):
        return evaluate(text, names)

    assert run("company.objectives[0].children[0].id") == "D1"
    assert run("company.objectives[0].units('department') | map(attribute='name') | list") == [
        "Digital"
    ]
    assert run("company.objectives[1].units('team') | length") == 1
    assert run("departments[0].lead") == "Lead of Digital"
    assert run("departments[0].all_objectives | length") == 3
    assert run("objectives | selectattr('orphan') | map(attribute='id') | join") == "T2"
    assert run("individuals[0].objectives[0].ancestors | map(attribute='id') | join(' ')") == (
        "T1 D1 C1"
    )
    assert run("dependencies[0].who.id ~ dependencies[0].objective.unit.name") == "D1People"
    assert run("departments[0].waits_for | length") == 1
    assert run("departments[1].asked_for | length") == 1
    assert run("cycle.week") == 5
    assert run("cycle.weeks") == 13


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ 0.424 | percent }}", "42%"),
        ("{{ 0.125 | percent }}", "13%"),
        ("{{ -0.08 | percent }}", "−8%"),
        ("{{ -0.001 | percent }}", "0%"),
        ("{{ 1.12 | percent }}", "112%"),
        ("{{ none | percent }}", "–"),
        ("{{ 0.4237 | percent(1) }}", "42.4%"),
        ("{{ 1200 | number }}", "1,200"),
        ("{{ 1.2 | number('$') }}", "$1.2"),
        ("{{ 1.2 | number('$M') }}", "$1.2M"),
        ("{{ -3 | number('€') }}", "−€3"),
        ("{{ 42 | number('%') }}", "42%"),
        ("{{ 7 | number('days') }}", "7 days"),
        ("{{ 1 | number('days') }}", "1 day"),
        ("{{ cycle.as_of | date }}", "5 February 2027"),
        ("{{ cycle.as_of | date('short') }}", "5 Feb"),
        ("{{ 0 | spell }} {{ 12 | spell }} {{ 13 | spell }}", "zero twelve 13"),
        ("{{ 'objective' | plural(1) }} {{ 'objective' | plural(2) }}", "objective objectives"),
        ("{{ 'person' | plural(3) }} {{ 'Company' | plural }}", "people Companies"),
        (
            "{{ 'key result' | plural(2) }} {{ 'dependency' | plural(0) }}",
            "key results dependencies",
        ),
        ("{{ ['a', 'b', 'c'] | join_and }}", "a, b and c"),
        ("{{ ['a'] | join_and }}{{ [] | join_and }}", "a"),
        ("{{ 'off_track' | status }}", "Off track"),
        ("{{ company.objectives[0] | progress }}", "42%"),
        ("{{ 'one two three four' | shorten(10) }}", "one two…"),
    ],
)
def test_filters_write_numbers_and_words_in_one_way(source, text, names):
    assert render(source, names) == text


def test_a_date_filter_on_a_text_says_what_it_wants(names):
    with pytest.raises(EvaluationError, match="takes a date"):
        render("{{ 'soon' | date }}", names)
    assert render("{{ d | date }}", {"d": dt.date(2027, 1, 4)}) == "4 January 2027"
