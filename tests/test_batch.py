"""Batch: one whole deck per unit, the same numbers as the company's, nothing stopped by one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from helpers_batch import assert_whole, build, bytes_of, many, spec
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from deckgen import batch, pipeline
from deckgen.batching import pool, work
from deckgen.batching.record import indented
from deckgen.findings import OutputError


@pytest.fixture
def six(tmp_path):
    return many(tmp_path, 6)


def test_each_department_of_the_sample_gets_a_deck_that_names_it(sample, tmp_path):
    outcome = build(sample, tmp_path, jobs=2)
    assert len(outcome.results) == 5
    for result in outcome.results:
        first = Presentation(str(result.file)).slides[0]
        words = " ".join(s.text_frame.text for s in first.shapes if s.has_text_frame)
        assert result.name in words


def test_processes_threads_and_one_after_the_other_give_equal_folders(six, tmp_path):
    build(six, tmp_path / "one", jobs=1)
    build(six, tmp_path / "three", jobs=3)
    with ThreadPoolExecutor(2) as threads:
        build(six, tmp_path / "threads", executor=threads)
    one = bytes_of(tmp_path / "one")
    assert len(one) == 9  # six decks, index, manifest, record
    assert one == bytes_of(tmp_path / "three") == bytes_of(tmp_path / "threads")


def test_only_the_units_named_are_built_under_the_names_they_have_in_the_whole_batch(tmp_path):
    path = spec(tmp_path, ("a", "Support", 1), ("b", "support!", 2), ("c", "Field", 3))
    build(path, tmp_path / "all")
    only = batch.chosen(pipeline.read(str(path)).cascade, ("a", "b", "c"), ["c", "b"])
    outcome = build(path, tmp_path / "some", only=only)
    assert [r.unit for r in outcome.results] == ["b", "c"]
    whole, some = bytes_of(tmp_path / "all"), bytes_of(tmp_path / "some")
    decks = {name for name in some if name.endswith(".pptx")}
    assert decks == {"support-2.pptx", "field.pptx"}
    assert all(some[name] == whole[name] for name in decks)


def test_building_some_units_again_leaves_the_decks_of_the_others(six, tmp_path):
    folder = tmp_path / "decks"
    before = build(six, folder)
    outcome = build(six, folder, only=["d1"], force=True, prune=True)
    assert [r.unit for r in outcome.results] == ["d1"]
    assert not outcome.stale
    assert not outcome.pruned
    assert all(r.file and r.file.is_file() for r in before.results)
    assert all(r.unchanged for r in build(six, folder).results)


def test_locale_time_zone_and_hash_seed_change_no_byte(six, tmp_path):
    found = []
    for number, (zone, language, seed, jobs) in enumerate(
        (("UTC", "C", "0", "1"), ("Pacific/Kiritimati", "tr_TR.UTF-8", "77", "2"))
    ):
        target = tmp_path / f"run{number}"
        subprocess.run(
            [sys.executable, "-m", "deckgen", "batch", str(six), "-o", str(target), "-q",
             "--jobs", jobs],
            env={**os.environ, "TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": seed},
            check=True, timeout=60,
        )  # fmt: skip
        found.append(bytes_of(target))
    assert found[0] == found[1]


def test_one_bad_department_does_not_stop_the_others(six, tmp_path, monkeypatch):
    real = pipeline.plan_deck

    def failing(source, chosen, *, unit=None):
        if unit == "d1":
            raise RuntimeError("broken")
        return real(source, chosen, unit=unit)

    monkeypatch.setattr(pipeline, "plan_deck", failing)
    results = build(six, tmp_path / "out").results
    assert [r.status for r in results] == [0, 70, 0, 0, 0, 0]
    assert "broken" in results[1].findings[0].message
    assert assert_whole(tmp_path / "out") == 5
    assert "failed" in (tmp_path / "out/index.html").read_text()


@pytest.mark.parametrize("count", [6, 40])  # of 40, processes get several at a time
def test_a_deck_that_kills_its_process_fails_alone(count, tmp_path, monkeypatch):
    real = pipeline.plan_deck

    def deadly(source, chosen, *, unit=None):
        if unit == "d2":
            os._exit(9)
        return real(source, chosen, unit=unit)

    monkeypatch.setattr(pipeline, "plan_deck", deadly)
    results = build(many(tmp_path, count), tmp_path / "out", jobs=2).results
    assert [r.unit for r in results if r.status] == ["d2"]
    assert results[2].findings[0].rule == "worker-ended"
    assert assert_whole(tmp_path / "out") == count - 1


def test_a_process_killed_once_costs_no_deck(six, tmp_path, monkeypatch):
    real, mark = pipeline.plan_deck, tmp_path / "killed"

    def killed_once(source, chosen, *, unit=None):
        if unit == "d2" and not mark.exists():
            mark.touch()
            os._exit(9)
        return real(source, chosen, unit=unit)

    monkeypatch.setattr(pipeline, "plan_deck", killed_once)
    outcome = build(six, tmp_path / "out", jobs=2)
    assert mark.exists()
    assert [r.status for r in outcome.results] == [0] * 6


def test_a_worker_of_another_version_says_so(six, tmp_path, monkeypatch):
    source = pipeline.read(str(six))
    style = pipeline.style(source, pipeline.Options(), default_template="department")
    made = work.make_one(work.Shared(source, style, "0.0.0"), work.Task("d0"))
    assert (made.status, made.told[0].rule) == (70, "worker-version")


def test_a_unit_is_told_its_own_findings_and_not_all_others(sample, tmp_path):
    outcome = build(sample, tmp_path)
    source = pipeline.read(str(sample))
    for result in outcome.results:
        below = {u.id for u in source.cascade.within(result.unit)}
        for finding in result.findings:
            objective = source.cascade.objectives.get(finding.subject or "")
            assert objective is None or objective.unit in below


def test_a_folder_that_is_a_file_is_an_output_error(six, tmp_path):
    (tmp_path / "decks").write_text("in the way")
    with pytest.raises(OutputError):
        build(six, tmp_path / "decks")
    assert (tmp_path / "decks").read_text() == "in the way"


def test_two_batches_never_write_into_one_folder_at_once(six, tmp_path):
    build(six, tmp_path / "out")
    record = batch.Record.open(tmp_path / "out")
    try:
        with pytest.raises(OutputError, match="another batch"):
            build(six, tmp_path / "out")
    finally:
        record.close()
    assert not [r for r in build(six, tmp_path / "out").results if r.status]


def test_a_deck_that_cannot_be_written_leaves_the_others(six, tmp_path):
    (tmp_path / "out/department-01.pptx").mkdir(parents=True)
    results = build(six, tmp_path / "out").results
    assert [r.status for r in results] == [0, 5, 0, 0, 0, 0]


@given(st.lists(st.text(max_size=300), min_size=1, max_size=12))
@settings(max_examples=60)
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


def test_departments_of_one_name_get_a_deck_each(tmp_path):
    path = spec(tmp_path, ("a", "Sales", 1), ("b", "SALES", 2), ("c", "Sales 2", 3))
    outcome = build(path, tmp_path / "out")
    assert {r.file.name for r in outcome.results} == {
        "sales.pptx",
        "sales-2.pptx",
        "sales-2-2.pptx",
    }


def test_processes_wait_for_no_more_decks_than_they_can_soon_take(six):
    class Counting(ThreadPoolExecutor):
        most = 0

        def submit(self, *args, **kwargs):
            future = super().submit(*args, **kwargs)
            Counting.most = max(Counting.most, self._work_queue.qsize())
            return future

    source = pipeline.read(str(six))
    style = pipeline.style(source, pipeline.Options(), default_template="department")
    tasks = [work.Task(f"d{n % 6}") for n in range(12)]
    with Counting(1) as threads:
        made = list(pool.on_executor(threads, work.Shared(source, style), tasks, 3))
    assert len(made) == 12
    assert Counting.most <= 3


def test_the_manifest_is_indented_as_the_standard_library_does():
    value = {"a": [], "b": {}, "é": [1, 2.5, None, True, {"c": 'x\n"ü'}, [["y"]]], "": "\u2028"}
    for each in (value, [value, {}], [], "z"):
        assert indented(each) == json.dumps(each, indent=2, ensure_ascii=False)
