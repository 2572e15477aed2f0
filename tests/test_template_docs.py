"""The page for template writers and the examples of layouts: all that they show can be built."""

from __future__ import annotations

import datetime as dt
import re
import struct
import zlib
from pathlib import Path

import pytest

from deckgen import pipeline
from deckgen.pipeline import Options, read
from deckgen.template import plan as stage
from deckgen.template.expressions import render
from deckgen.template.layouts import COMMON, LAYOUTS
from deckgen.template.storyline import load

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sample_okrs.yaml"
PAGE = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


AFTER = "  - {section: Words, divider: false, slides: [{layout: text, text: Words.}]}\n"
"""An agenda lists sections, so there is one."""


def png(width: int = 40, height: int = 20) -> bytes:
    """A whole PNG of one grey."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    rows = (b"\0" + b"\x80" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )  # fmt: skip


@pytest.fixture(scope="module")
def source():
    return read(str(SAMPLE))


def planned(source, path: Path):
    line = load(str(path))
    return stage.plan(source.cascade, line, findings=source.audit, score=source.score)[0]


def test_the_worked_example_of_the_page_builds_the_deck_it_describes(tmp_path):
    file = tmp_path / "monthly.yaml"
    file.write_text(BLOCKS[0], encoding="utf-8")
    deck = pipeline.build(str(SAMPLE), Options(template=str(file)))
    layouts = [s.layout for s in deck.slides]
    assert layouts[0] == "cover"
    assert layouts[-1] == "closing"
    assert {"table", "chart", "overview", "objective", "text"} <= set(layouts)
    assert not [f for f in deck.findings if f.rule in ("repeated-title", "unknown-link")]
    assert len(deck.data) > 10_000


@pytest.mark.parametrize("number", range(1, len(BLOCKS)))
def test_every_other_example_of_the_page_can_be_planned(source, tmp_path, number):
    text = BLOCKS[number]
    if text.startswith("layout:"):
        text = "slides:\n  - " + text.strip().replace("\n", "\n    ") + "\n"
    file = tmp_path / "example.yaml"
    file.write_text(text, encoding="utf-8")
    assert planned(source, file).slides


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_the_example_of_a_layout_gives_slides_of_it(source, tmp_path, name):
    (tmp_path / "clinic.png").write_bytes(png())
    file = tmp_path / "example.yaml"
    file.write_text(f"slides:\n{LAYOUTS[name].entry}\n{AFTER}", encoding="utf-8")
    deck = pipeline.build(str(SAMPLE), Options(template=str(file)))
    assert name in {s.layout for s in deck.slides}


def test_what_the_page_says_filters_give_is_what_they_give():
    names = {"cycle": {"as_of": dt.date(2027, 2, 5)}}
    for line in PAGE.split("### Filters")[1].split("Of Jinja2's own")[0].splitlines():
        cells = [c.strip() for c in re.split(r"(?<!\\)\|", line)]
        if len(cells) < 4 or "`{{" not in line:
            continue
        line = cells[1].replace("\\|", "|").replace("`… |", "`{{ cycle.as_of |")
        shown = re.findall(r"`(\{\{.*?)`", line)
        said = [render(text if "}}" in text else f"{text} }}}}", names) for text in shown]
        assert ", ".join(said) == cells[2]


def test_the_page_names_every_layout_and_every_field_of_it():
    listed = PAGE.split("## Layouts")[1]
    for name, info in LAYOUTS.items():
        row = next(line for line in listed.splitlines() if line.startswith(f"| `{name}` |"))
        assert all(f"`{field}`" in row for field in info.fields)
    assert all(f"`{key}`" in PAGE for key in COMMON)


def test_every_attribute_that_the_page_promises_is_there(source):
    cascade = stage.context(source.cascade)
    things = {
        "unit": cascade["departments"][0],
        "objective": cascade["objectives"][4],
        "key result": cascade["key_results"][0],
        "dependency": cascade["dependencies"][0],
    }
    section = PAGE.split("### What things know")[1].split("### Filters")[0]
    for word, thing in things.items():
        row = next(line for line in section.splitlines() if line.startswith(f"| {word} |"))
        for name in re.findall(r"`(\w+)(?:\(level\))?`", row):
            assert hasattr(thing, name), f"{word}.{name}"
