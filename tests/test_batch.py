"""Batch: one whole deck per unit, the same numbers as the company's, nothing stopped by one."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from deckgen import batch, pipeline
from deckgen.findings import OutputError


@pytest.fixture(scope="module")
def source(sample):
    return pipeline.read(str(sample))


@pytest.fixture
def job(sample):
    return batch.Job(str(sample), pipeline.Options())


def departments(source):
    return batch.units_at(source.cascade, "department")


def test_each_department_gets_a_deck_that_names_it(source, job, tmp_path):
    units = departments(source)
    results = batch.run(job, source, units, tmp_path, jobs=2)
    assert [r.unit for r in results] == list(units)
    for result in results:
        first = Presentation(str(result.file)).slides[0]
        words = " ".join(s.text_frame.text for s in first.shapes if s.has_text_frame)
        assert result.name in words


def test_processes_threads_and_one_after_the_other_give_equal_bytes(source, job, tmp_path):
    units = departments(source)[:2]
    one = batch.run(job, source, units, tmp_path / "one", jobs=1)
    two = batch.run(job, source, units, tmp_path / "two", jobs=2)
    with ThreadPoolExecutor(2) as pool:
        three = batch.run(job, source, units, tmp_path / "three", executor=pool)
    assert [r.sha256 for r in one] == [r.sha256 for r in two] == [r.sha256 for r in three]


def test_one_bad_department_does_not_stop_the_others(source, job, tmp_path, monkeypatch):
    units = departments(source)
    real = pipeline.make

    def failing(src, chosen, *, unit=None, report=str):
        if unit == units[1]:
            raise RuntimeError("broken")
        return real(src, chosen, unit=unit, report=report)

    monkeypatch.setattr(pipeline, "make", failing)
    results = batch.run(job, source, units, tmp_path, jobs=1)
    assert [r.status for r in results] == [0, 70] + [0] * (len(units) - 2)
    assert "broken" in results[1].findings[0].message
    assert len(list(tmp_path.glob("*.pptx"))) == len(units) - 1


def test_the_manifest_names_every_deck_with_its_hash(source, job, tmp_path):
    units = departments(source)[:2]
    results = batch.run(job, source, units, tmp_path, jobs=1)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert [d["sha256"] for d in manifest["decks"]] == [r.sha256 for r in results]
    assert [d["file"] for d in manifest["decks"]] == [r.file.name for r in results]


def test_a_folder_that_is_a_file_is_an_output_error(source, job, tmp_path):
    (tmp_path / "decks").write_text("in the way")
    with pytest.raises(OutputError):
        batch.run(job, source, departments(source), tmp_path / "decks")
    assert (tmp_path / "decks").read_text() == "in the way"


@given(st.lists(st.text(max_size=300), min_size=1, max_size=12))
def test_file_names_are_safe_and_never_collide(names):
    stems = batch.file_names((str(i), name) for i, name in enumerate(names))
    assert len({s.casefold() for s in stems.values()}) == len(names)
    for stem in stems.values():
        assert stem
        assert not set(stem) & set('/\\:*?"<>|.\0\n')
        assert len(stem.encode()) <= 250
        assert stem not in batch.RESERVED


def test_names_that_could_escape_the_folder_are_tamed():
    stems = batch.file_names(
        [("a", "../../etc/passwd"), ("b", "CON"), ("c", "Öl & Gas"), ("d", "")]
    )
    assert stems == {"a": "etc-passwd", "b": "con-deck", "c": "öl-gas", "d": "unit"}
