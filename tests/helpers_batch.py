"""A small organisation in YAML for the tests of batches, and how they look at a folder."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

from deckgen import batch, pipeline

HEAD = """
cycle: {name: Q1 2027, start: 2027-01-01, end: 2027-03-31, as_of: 2027-02-08}
company:
  name: Harbor Health
  objectives:
    - {id: C1, title: Every patient is seen within a week,
       key_results: [{title: Median wait, start: 19, target: 7, current: 14, unit: days}]}
  departments:
"""
DEPARTMENT = """
    - id: {unit}
      name: {name}
      objectives:
        - {{id: O-{unit}, title: "{title}",
           key_results: [{{title: Calls answered, start: 0, target: 100, current: {value}}}]}}
"""


def spec(folder: Path, *departments: tuple[str, str, int], name: str = "okrs.yaml") -> Path:
    """A spec of departments (id, name, value of the key result); none supports the company's
    objective, so that each one's numbers show on its own slides alone.
    """
    parts = [
        DEPARTMENT.format(unit=unit, name=name, value=value, title=f"Answer every call to {name}")
        for unit, name, value in departments
    ]
    path = folder / name
    path.write_text(HEAD + "".join(parts), encoding="utf-8")
    return path


def many(folder: Path, count: int) -> Path:
    """A spec of ``count`` departments."""
    return spec(folder, *[(f"d{n}", f"Department {n:02d}", n) for n in range(count)])


def build(path: Path, folder: Path, **how: object) -> batch.Outcome:
    """A batch of the departments of a spec, in this process unless ``jobs`` says otherwise."""
    about = {k: how.pop(k) for k in ("template", "theme", "aspect", "settings") if k in how}
    options = pipeline.Options(**about)  # type: ignore[arg-type]
    source = pipeline.read(str(path), settings=options.settings)
    style = pipeline.style(source, options, default_template="department")
    units = batch.units_at(source.cascade, "department")
    if not {"executor", "scheduler"} & set(how):
        how.setdefault("jobs", 1)
    return batch.run(source, style, units, folder, **how)  # type: ignore[arg-type]


def built(outcome: batch.Outcome) -> list[str]:
    """Ids of the units whose decks were built and not merely found."""
    return [r.unit for r in outcome.results if not r.unchanged and not r.status]


def bytes_of(folder: Path) -> dict[str, str]:
    """The hash of every file of a folder."""
    return {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir() if p.is_file()
    }


def assert_whole(folder: Path) -> int:
    """Every deck of a folder can be read to its last byte; returns how many there are."""
    decks = sorted(folder.glob("*.pptx"))
    for deck in decks:
        with zipfile.ZipFile(deck) as package:
            assert package.testzip() is None
            assert "ppt/presentation.xml" in package.namelist()
    return len(decks)


def manifest(folder: Path) -> dict[str, object]:
    """The manifest of a folder."""
    data: dict[str, object] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return data
