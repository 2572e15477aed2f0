"""Makes the pictures of the README from the sample: build, draw through LibreOffice, keep some.

usage: python docs/make_pictures.py        (needs soffice and pdftoppm; writes docs/images/)
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import deckgen

ROOT = Path(__file__).resolve().parent.parent
WANTED = (
    ("cover", 1), ("levels", 1), ("cascade", 2), ("overview", 1), ("objective", 1),
    ("scorecard", 2), ("alignment", 1), ("cadence", 1),
)  # fmt: skip
"""Slide layouts, and which of their slides: the second cascade is one objective's."""
DOTS_PER_INCH = 72


def main() -> None:
    """Write one picture for each wanted slide."""
    deck = deckgen.build(ROOT / "sample_okrs.yaml")
    numbers: dict[str, list[int]] = {}
    for slide in deck.slides:
        numbers.setdefault(slide.layout, []).append(slide.number)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        target = deck.save(folder / "deck.pptx")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", name, target],
            check=True, capture_output=True,
        )  # fmt: skip
        for layout, place in WANTED:
            number = str(numbers[layout][place - 1])
            out = ROOT / "docs" / "images" / layout
            subprocess.run(
                ["pdftoppm", "-r", str(DOTS_PER_INCH), "-png", "-singlefile",
                 "-f", number, "-l", number, str(folder / "deck.pdf"), str(out)],
                check=True,
            )  # fmt: skip
            print(out.with_suffix(".png").relative_to(ROOT), "slide", number)


if __name__ == "__main__":
    main()
