"""Builds the sample with every theme and template at both sizes and has each deck checked.

usage: decks.py FOLDER. Ends with status 1 when the SDK validator or the package check names a
defect, a layout measure is broken, or LibreOffice draws another number of pages than slides.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import deckgen
from deckgen.layout.quality import defects
from deckgen.theme.page import page
from deckgen.write.pptx.check import check_package

ROOT = Path(__file__).resolve().parent.parent


def validated(deck: Path) -> list[str]:
    """What Microsoft's validator says of a copy (it rewrites files with bad links)."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.pptx"
        shutil.copy(deck, copy)
        command = [os.environ["DECKGEN_OOXML_VALIDATOR"], str(copy)]
        said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    answer = json.loads(said)
    errors = answer["errors"] if isinstance(answer, dict) else answer
    return [json.dumps(error) for error in errors]


def pages(deck: Path, folder: Path) -> int:
    """How many pages LibreOffice draws."""
    profile = folder / "profile"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(deck)],
        check=True, capture_output=True,
    )  # fmt: skip
    info = subprocess.run(
        ["pdfinfo", str(folder / f"{deck.stem}.pdf")], check=True, capture_output=True, text=True
    ).stdout
    return int(next(line.split()[1] for line in info.splitlines() if line.startswith("Pages:")))


def main() -> int:
    """Build and check every combination."""
    folder = Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for theme in sorted(p.stem for p in (ROOT / "themes").glob("*.yaml")):
        for template in sorted(p.stem for p in (ROOT / "templates").glob("*.yaml")):
            for aspect in ("16:9", "4:3"):
                name = f"{theme}-{template}-{aspect.replace(':', 'x')}"
                target = folder / f"{name}.pptx"
                unit = "digital" if template == "department" else None
                made = deckgen.build(
                    ROOT / "sample_okrs.yaml",
                    theme=theme, template=template, aspect=aspect, unit=unit,
                )  # fmt: skip
                made.save(target)
                found = [
                    *validated(target),
                    *check_package(target.read_bytes()),
                    *defects(made.scene, page(made.theme, made.aspect)),
                ]
                if theme == "meridian" and pages(target, folder) != len(made.slides):
                    found.append("LibreOffice draws another number of pages")
                print(f"{name}: {len(made.slides)} slides, {len(found)} defects")
                for defect in found:
                    print("   ", defect)
                wrong += bool(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
