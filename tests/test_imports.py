"""Imports run one way: cli → batch → pipeline → the stages; each outside library has one place."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "deckgen"
MODULES = sorted(PACKAGE.rglob("*.py"))

FORBIDDEN = {
    "scene": {"cli", "batch", "pipeline", "spec", "model", "audit", "plan", "template", "theme",
              "text", "layout", "write"},
    "findings": {"cli", "batch", "pipeline", "spec", "model", "audit", "plan", "template",
                 "theme", "text", "layout", "write", "scene"},
    "plan": {"cli", "batch", "pipeline", "spec", "model", "audit", "template", "theme", "text",
             "layout", "write", "scene"},
    "spec": {"cli", "batch", "pipeline", "model", "audit", "template", "layout", "write", "plan"},
    "model": {"cli", "batch", "pipeline", "audit", "template", "layout", "write", "plan", "scene"},
    "audit": {"cli", "batch", "pipeline", "template", "layout", "write", "plan", "scene"},
    "template": {"cli", "batch", "pipeline", "layout", "write", "scene", "theme", "text"},
    "theme": {"cli", "batch", "pipeline", "model", "audit", "template", "layout", "write", "plan"},
    "text": {"cli", "batch", "pipeline", "model", "audit", "template", "layout", "write", "plan",
             "spec"},
    "pictures": {"cli", "batch", "pipeline", "spec", "model", "audit", "plan", "template",
                 "theme", "text", "layout", "write", "scene"},
    "layout": {"cli", "batch", "pipeline", "spec", "model", "audit", "template", "write"},
    "write": {"cli", "batch", "pipeline", "spec", "model", "audit", "template", "layout", "plan"},
    "pipeline": {"cli", "batch"},
    "batch": {"cli"},
}  # fmt: skip

OUTSIDE = {
    "click": ("cli",),
    "jinja2": ("template",),
    "yaml": ("spec",),
    "pptx": ("write/pptx",),
    "resvg_py": ("pictures",),
    "lxml": ("write/pptx",),
}


def imports_of(path: Path) -> set[str]:
    """Dotted names of all modules that a file imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_stages_before_it(path):
    stage = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    used = {n.split(".")[1] for n in imports_of(path) if n.startswith("deckgen.")}
    assert not used & FORBIDDEN.get(stage, set())


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_outside_library_has_one_place(path):
    place = path.relative_to(PACKAGE).as_posix()
    used = {name.split(".")[0] for name in imports_of(path)}
    for library, homes in OUTSIDE.items():
        if library in used:
            assert place.startswith(homes)


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from deckgen.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'yaml','jinja2','pptx','lxml'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "build" in done.stdout


def test_a_deck_without_pictures_brings_in_nothing_that_it_does_without(tmp_path):
    """``xml.sax.saxutils`` alone, for one, brings in the libraries of the web."""
    sample = PACKAGE.parent / "sample_okrs.yaml"
    code = (
        "import sys; from deckgen import pipeline\n"
        "options = pipeline.Options(template='one-pager')\n"
        f"pipeline.build({str(sample)!r}, options).save({str(tmp_path / 'a.pptx')!r})\n"
        "spare = {'ssl', 'http', 'xml.sax', 'subprocess', 'zipfile', 'click', 'pptx', 'lxml'}\n"
        "print(sorted(set(sys.modules) & spare))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
