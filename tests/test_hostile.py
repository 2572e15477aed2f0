"""Files that were made to hurt: an answer, no traceback, and nothing outside the spec's folder."""

from __future__ import annotations

import resource
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from deckgen.findings import SpecError
from deckgen.spec.importers import Wishes, import_file
from deckgen.spec.reader import read_spec

SPEC = """\
version: 1
cycle: {name: Q1 2027, start: 2027-01-04, end: 2027-04-04}
company:
  name: Small
  objectives: [{id: C1, title: Ship the same day}]
"""
MEMORY = 512 * 1024 * 1024
SECONDS = 20


def png() -> bytes:
    """The smallest picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def command(*args: str) -> tuple[int, str]:
    """Status and messages of deckgen with 512 MiB."""
    done = subprocess.run(
        [sys.executable, "-m", "deckgen", *args], capture_output=True, text=True,
        errors="replace", check=False, timeout=SECONDS, preexec_fn=limited,
    )  # fmt: skip
    return done.returncode, done.stderr


def bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    return "\n".join(lines)


HOSTILE = {
    "zero bytes": b"",
    "binary": bytes(range(256)) * 100,
    "nul": b"\0" * 5000,
    "utf-16": SPEC.encode("utf-16"),
    "only a mark": b"\xef\xbb\xbf",
    "tabs": SPEC.replace("  ", "\t").encode(),
    "alias bomb": bomb().encode(),
    "deep flow": b"[" * 10_000,
    "deep block": b"".join(b" " * n + b"a:\n" for n in range(2_000)),
    "deep json": b'{"a":' * 10_000,
    "duplicate keys": SPEC.encode() + SPEC.encode(),
    "100 MB": b"x: y\n" * 20_000_000,
    "one long line": b"a: " + b"x" * 10_000_000,
    "many unknown keys": b"".join(b"k%d: 1\n" % n for n in range(20_000)),
    "anchors": b"".join(b"- &a%d x\n" % n for n in range(50_000)),
    "merge loop": b"a: &a {<<: *a}\n",
    "tag": b"!!python/object/apply:os.system ['true']\n",
    "a picture": png(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_spec_gets_an_answer_in_little_memory(name, tmp_path):
    path = tmp_path / "okrs.yaml"
    path.write_bytes(HOSTILE[name])
    status, told = command("check", str(path))
    assert status == 3
    assert "error[" in told
    assert "Traceback" not in told


def table(name: str) -> bytes:
    """A hostile table to import."""
    return {
        "binary": bytes(range(256)) * 50,
        "zeros": b"\0" * 100_000,
        "100 MB": b"Objective,Owner\n" * 6_300_000,
        "a million rows": b"Objective\n" + b"a\n" * 1_000_000,
        "wide": b",".join(b"Objective %d" % n for n in range(100_000)) + b"\na\n",
        "open quote": b'Objective\n"' + b"a\n" * 500_000,
        "delimiters": b"Objective" + b"," * 5_000_000,
        "deep json": b'[{"children":' * 5_000,
        "json bomb": b'[{"title": "a", "children": [' * 90 + b"]}]" * 90,
        "long cell": b"Objective\n" + b"x" * 5_000_000,
        "digits": b"Objective,Key Result,Target\na,b," + b"1" * 3_000_000,
    }[name]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["binary", "zeros", "100 MB", "a million rows", "wide", "open quote", "delimiters", "deep json",
     "json bomb", "long cell", "digits"],
)  # fmt: skip
def test_a_hostile_table_gets_an_answer_in_little_memory(name, tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes(table(name))
    status, told = command("import", str(path))
    assert status in (0, 3)
    assert "Traceback" not in told
    assert (status == 3) == ("error[" in told)


def package(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", data)
    return path


def test_zip_bombs_entities_and_broken_workbooks_are_refused(tmp_path):
    pytest.importorskip("openpyxl", reason="XLSX needs openpyxl")
    entity = b'<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>'
    files = [
        package(tmp_path / "bomb.xlsx", xl__workbook=b"<x/>", xl__big=b"0" * 60_000_000),
        package(tmp_path / "entity.xlsx", xl__workbook=entity),
        package(tmp_path / "empty.xlsx", xl__workbook=b"<workbook/>"),
        package(tmp_path / "other.xlsx", word__document=b"<x/>"),
        tmp_path / "cut.xlsx",
    ]
    files[-1].write_bytes(files[0].read_bytes()[:200])
    for path in files:
        with pytest.raises(SpecError) as caught:
            import_file(path, Wishes(cycle="Q1 2027"))
        assert caught.value.findings[0].rule in ("not-a-table", "file-too-large")


# --- files that a spec names ----------------------------------------------------------------


@pytest.fixture
def folders(tmp_path):
    """A spec's folder, and one beside it that an untrusted spec has no business in."""
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "logo.png").write_bytes(png())
    (outside / "d.yaml").write_text("departments: [{name: D}]\n", encoding="utf-8")
    (outside / "old.yaml").write_text(SPEC, encoding="utf-8")
    return inside, outside


def found(path: Path, *, untrusted: bool) -> list[tuple[str, int]]:
    """Rule and line of the mistakes in a spec."""
    try:
        read_spec(path, untrusted=untrusted)
    except SpecError as error:
        return [(f.rule, f.span.line) for f in error.findings if f.span]
    return []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (SPEC + "  logo: ../outside/logo.png\n", 6),
        (SPEC + "include: [../outside/d.yaml]\n", 6),
        (SPEC + "previous: ../outside/old.yaml\n", 6),
        (SPEC + "  logo: OUTSIDE/logo.png\n", 6),
        (SPEC + "include: [OUTSIDE/d.yaml]\n", 6),
        (SPEC + "  logo: link.png\n", 6),
        (SPEC + "include: [folder/d.yaml]\n", 6),
    ],
)
def test_paths_outside_the_folder_are_for_trusted_specs_only(text, line, folders):
    inside, outside = folders
    (inside / "link.png").symlink_to(outside / "logo.png")
    (inside / "folder").symlink_to(outside, target_is_directory=True)
    path = inside / "okrs.yaml"
    path.write_text(text.replace("OUTSIDE", str(outside)), encoding="utf-8")
    assert found(path, untrusted=False) == []
    assert found(path, untrusted=True) == [("outside-folder", line)]


def test_an_untrusted_spec_may_use_its_own_folder(folders):
    inside, _ = folders
    (inside / "sub").mkdir()
    (inside / "sub" / "d.yaml").write_text("departments: [{name: D}]\n", encoding="utf-8")
    (inside / "logo.png").write_bytes(png())
    path = inside / "okrs.yaml"
    path.write_text(SPEC + "  logo: logo.png\ninclude: [sub/../sub/d.yaml]\n", encoding="utf-8")
    assert found(path, untrusted=True) == []
    (inside / "sub" / "d.yaml").write_text("include: [../../outside/d.yaml]\n", encoding="utf-8")
    assert found(path, untrusted=True) == [("outside-folder", 1)]


def test_an_untrusted_spec_brings_no_theme_or_template(folders):
    inside, _ = folders
    path = inside / "okrs.yaml"
    for key in ("theme", "template"):
        for name in ("../outside/d.yaml", "own.yaml", "own"):
            path.write_text(SPEC + f"deck: {{{key}: {name}}}\n", encoding="utf-8")
            assert found(path, untrusted=True) == [("outside-folder", 6)]
    path.write_text(SPEC + "deck: {theme: meridian, template: one-pager}\n", encoding="utf-8")
    (inside / "meridian.yaml").write_text(
        "name: trap\nlogo: ../outside/logo.png\n", encoding="utf-8"
    )
    status, told = command("build", str(path), "--untrusted", "--dry-run", "--quiet")
    assert (status, told) == (0, "")
    status, told = command("check", str(path), "--untrusted", "--fail-on", "never")
    assert status == 0


def test_links_and_includes_that_lead_in_a_circle_are_findings(folders):
    inside, _ = folders
    (inside / "a.yaml").symlink_to(inside / "b.yaml")
    (inside / "b.yaml").symlink_to(inside / "a.yaml")
    (inside / "self.yaml").symlink_to(inside / "okrs.yaml")
    path = inside / "okrs.yaml"
    path.write_text(SPEC + "include: [a.yaml, self.yaml]\n", encoding="utf-8")
    for untrusted in (False, True):
        rules = [rule for rule, _ in found(path, untrusted=untrusted)]
        assert rules == ["missing-file", "include-loop"]
    assert command("check", str(inside / "a.yaml"))[0] in (2, 3)
