"""A batch that is interrupted, at any moment and however hard, leaves whole decks behind."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from helpers_batch import assert_whole, build, built, bytes_of, manifest, many

from deckgen.batching.record import RECORD

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills by POSIX signals")
COUNT = 14


def start(spec: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "deckgen", "batch", str(spec), "-o", str(out), *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        # a shell's background jobs ignore Ctrl-C, and their children inherit that
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip


def wait_for(condition, seconds=40.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.01)


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    try:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in children.split()]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_killed_batch_leaves_whole_decks_and_the_next_does_the_rest(tmp_path, number):
    spec, out = many(tmp_path, COUNT), tmp_path / "out"
    process = start(spec, out, "--jobs", "2")
    wait_for(lambda: len(list(out.glob("*.pptx"))) >= 3)
    workers = workers_of(process)
    process.send_signal(number)
    _, told = process.communicate(timeout=40)
    expected = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -signal.SIGKILL}[number]
    assert process.returncode == expected
    assert "Traceback" not in told
    if sys.platform == "linux":
        assert workers
        wait_for(lambda: not any(map(alive, workers)))
    there = assert_whole(out)
    assert 3 <= there < COUNT
    outcome = build(spec, out)
    assert not [r for r in outcome.results if r.status]
    assert assert_whole(out) == COUNT
    # A deck whose line in the record was not yet written is built once more; no other is.
    assert COUNT - there <= len(built(outcome)) <= COUNT - there + 1
    build(spec, tmp_path / "fresh")
    assert bytes_of(out) == bytes_of(tmp_path / "fresh")


def test_kills_at_random_moments_of_a_rebuild_leave_old_or_new_decks(tmp_path):
    old, out = many(tmp_path, COUNT), tmp_path / "out"
    build(old, out)
    before = bytes_of(out)
    new = tmp_path / "new.yaml"
    new.write_text(old.read_text().replace("Answer every call", "Answer each call"))
    build(new, tmp_path / "fresh")
    after = bytes_of(tmp_path / "fresh")
    chance = random.Random(7)
    for _ in range(4):
        process = start(new, out, "--jobs", "2", "--force")
        time.sleep(chance.uniform(0.3, 1.6))
        process.kill()
        process.communicate(timeout=40)
        for name, digest in bytes_of(out).items():
            if name.endswith(".pptx"):
                assert digest in (before[name], after[name])
    build(new, out)
    assert bytes_of(out) == after


def test_an_interrupted_batch_says_what_is_missing(tmp_path, monkeypatch):
    spec, out = many(tmp_path, 4), tmp_path / "out"
    seen = []

    def stop(result):
        seen.append(result.unit)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(spec, out, done=stop)
    # The third was made already and is written to its end; the fourth was never begun.
    assert [d["status"] for d in manifest(out)["decks"]] == [0, 0, 0, 130]
    assert built(build(spec, out)) == ["d3"]


def test_a_full_disk_leaves_the_old_decks_and_says_so(tmp_path):
    spec, out = many(tmp_path, 3), tmp_path / "out"
    build(spec, out)
    before = bytes_of(out)
    spec.write_text(spec.read_text().replace("Answer every call", "Answer each call"))
    limited = f"ulimit -f 8; exec {sys.executable} -m deckgen batch {spec} -o {out} --jobs 1"
    done = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, timeout=60)
    assert done.returncode == 5
    assert "cannot write" in done.stderr
    decks = {n: h for n, h in bytes_of(out).items() if n.endswith(".pptx")}
    assert decks == {n: h for n, h in before.items() if n.endswith(".pptx")}
    assert not list(out.glob(".*.tmp"))
    assert built(build(spec, out)) == ["d0", "d1", "d2"]


@pytest.mark.skipif(sys.platform != "linux", reason="a folder that root cannot write either")
def test_a_read_only_folder_is_told_before_anything_is_built(tmp_path):
    spec = many(tmp_path, 2)
    process = start(spec, Path("/proc/self/task"))
    _, told = process.communicate(timeout=40)
    assert process.returncode == 5
    assert "cannot write into /proc/self/task" in told


def test_what_a_killed_batch_left_half_written_is_cleared_away(tmp_path):
    spec, out = many(tmp_path, 2), tmp_path / "out"
    out.mkdir()
    (out / ".department-01.pptx.a1b2c3d4.tmp").write_bytes(b"half")
    (out / ".somebody-else.a1b2c3d4.tmp").write_bytes(b"not ours")
    with open(out / RECORD, "wb") as record:
        record.write(b'{"file": "department-00.pptx", "unit": "d0", "sha')
    build(spec, out)
    assert sorted(p.name for p in out.glob(".*.tmp")) == [".somebody-else.a1b2c3d4.tmp"]
    assert built(build(spec, out)) == []
