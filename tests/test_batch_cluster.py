"""The same batch on a Dask cluster of several processes on loopback."""

from __future__ import annotations

import os
import signal

import pytest
from helpers_batch import assert_whole, build, bytes_of, many

from deckgen import pipeline

pytestmark = pytest.mark.cluster


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip(
        "distributed", reason="Dask is not installed: pip install 'deckgen[dask]'"
    )
    with distributed.LocalCluster(
        n_workers=3, threads_per_worker=1, processes=True, host="127.0.0.1",
        dashboard_address=None, memory_limit=0, silence_logs=50,
    ) as running:  # fmt: skip
        yield running


def test_a_cluster_gives_the_same_bytes_and_loses_no_deck_when_a_worker_dies(cluster, tmp_path):
    spec = many(tmp_path, 24)
    build(spec, tmp_path / "here")
    pids = {name: nanny.pid for name, nanny in cluster.workers.items()}
    killed = []

    def kill_one(result):
        if not killed:
            killed.append(pids[0])
            os.kill(pids[0], signal.SIGKILL)

    outcome = build(spec, tmp_path / "there", scheduler=cluster.scheduler_address, done=kill_one)
    assert killed
    assert [r.status for r in outcome.results] == [0] * 24
    assert assert_whole(tmp_path / "there") == 24
    assert bytes_of(tmp_path / "there") == bytes_of(tmp_path / "here")


def test_what_a_cluster_made_is_not_made_again_here(cluster, tmp_path):
    spec = many(tmp_path, 4)
    build(spec, tmp_path / "out", scheduler=cluster.scheduler_address)
    assert all(r.unchanged for r in build(spec, tmp_path / "out").results)


def test_a_scheduler_that_does_not_answer_is_told(tmp_path, monkeypatch):
    pytest.importorskip("distributed", reason="Dask is not installed")
    monkeypatch.setattr("deckgen.batching.cluster.CONNECT", 1)
    with pytest.raises(pipeline.UsageError, match="no Dask scheduler answers"):
        build(many(tmp_path, 2), tmp_path / "out", scheduler="tcp://127.0.0.1:1")


def test_without_dask_the_message_says_what_to_install(tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(pipeline.UsageError, match=r"deckgen\[dask\]"):
        build(many(tmp_path, 2), tmp_path / "out", scheduler="tcp://127.0.0.1:1")
