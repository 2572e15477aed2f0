"""Files are written whole or not at all."""

from __future__ import annotations

import os

import pytest

from deckgen.findings import OutputError
from deckgen.write.atomic import Staged, write_atomically


def test_a_new_file_is_written_and_nothing_else_is_left(tmp_path):
    write_atomically(tmp_path / "deck.pptx", b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["deck.pptx"]
    assert (tmp_path / "deck.pptx").read_bytes() == b"new"


def test_an_old_file_is_replaced_and_keeps_its_permissions(tmp_path):
    target = tmp_path / "deck.pptx"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_atomically(str(target), b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_an_interrupted_write_leaves_the_old_file_whole(tmp_path, monkeypatch):
    target = tmp_path / "deck.pptx"
    target.write_bytes(b"old")

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["deck.pptx"]


def test_a_full_disk_is_an_output_error_that_names_the_file(tmp_path, monkeypatch):
    target = tmp_path / "deck.pptx"
    target.write_bytes(b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"cannot write .*deck\.pptx: No space left") as caught:
        write_atomically(target, b"new")
    assert caught.value.exit_status == 5
    assert target.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_is_not_there_is_an_output_error(tmp_path):
    with pytest.raises(OutputError, match="No such file or directory"):
        write_atomically(tmp_path / "missing" / "deck.pptx", b"new")


def test_a_link_is_followed(tmp_path):
    real = tmp_path / "real.pptx"
    real.write_bytes(b"old")
    link = tmp_path / "link.pptx"
    link.symlink_to(real)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_what_is_staged_does_not_touch_the_file_until_it_is_settled(tmp_path):
    target = tmp_path / "deck.pptx"
    target.write_bytes(b"old")
    staged = Staged(target, b"new")
    assert target.read_bytes() == b"old"
    staged.settle()
    assert target.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["deck.pptx"]


def test_a_writer_that_fails_leaves_nothing_beside_the_file(tmp_path):
    def failing(stream):
        stream.write(b"half")
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        write_atomically(tmp_path / "deck.pptx", failing)
    assert not list(tmp_path.iterdir())
