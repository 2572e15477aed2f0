"""What a batch compares: plans as bytes, equal for equal plans and for no others."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from helpers_batch import spec

from deckgen import pipeline
from deckgen.batching import inputs
from deckgen.batching.inputs import as_bytes
from deckgen.plan import DeckPlan, PlannedSlide
from deckgen.plan.general import Prose
from deckgen.values import replace

SLIDE = PlannedSlide("one", "text", "A title", Prose(("A line", "Another")))
PLAN = DeckPlan((SLIDE,), "Deck", "Footer", "1 May", words={"continued": "continued"})


def of(path, unit="b"):
    source = pipeline.read(str(path))
    style = pipeline.style(source, pipeline.Options(), default_template="department")
    return pipeline.plan_deck(source, style, unit=unit)[0]


def test_plans_of_one_spec_are_equal_wherever_they_are_made(tmp_path):
    path = spec(tmp_path, ("a", "Alpha", 10), ("b", "Beta", 20))
    plan = of(path)
    here = as_bytes(plan)
    assert as_bytes(of(path)) == here
    inputs._contents._kept.clear()
    assert as_bytes(plan) == here
    assert as_bytes(of(path, "a")) != here
    program = (
        "import sys; from test_batch_inputs import of, as_bytes;"
        f"sys.stdout.buffer.write(as_bytes(of({str(path)!r})))"
    )
    for seed in ("1", "2"):
        made = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
        assert made.stdout == here


@pytest.mark.parametrize("name", DeckPlan.__match_args__)
def test_no_field_of_a_plan_is_left_out(name):
    other = (SLIDE, SLIDE) if name == "slides" else {} if name == "words" else "something else"
    assert as_bytes(replace(PLAN, **{name: other})) != as_bytes(PLAN)


@pytest.mark.parametrize("name", PlannedSlide.__match_args__)
def test_no_field_of_a_slide_is_left_out(name):
    other = Prose(("A line, Another",)) if name == "content" else "something else"
    changed = replace(PLAN, slides=(replace(SLIDE, **{name: other}),))
    assert as_bytes(changed) != as_bytes(PLAN)


@pytest.mark.parametrize(("one", "other"), [(0, 0.0), (0.0, -0.0), (True, 1), ("", None), ("1", 1)])
def test_values_that_look_alike_are_not_taken_for_each_other(one, other):
    assert as_bytes(replace(PLAN, title=one)) != as_bytes(replace(PLAN, title=other))


def test_what_is_one_object_twice_is_no_other_plan():
    line = "".join(["A li", "ne"])
    twice, apart = Prose((line, line)), Prose((line, "".join(["A", " line"])))
    plans = [replace(PLAN, slides=(replace(SLIDE, content=each),)) for each in (twice, apart)]
    assert as_bytes(plans[0]) == as_bytes(plans[1])
