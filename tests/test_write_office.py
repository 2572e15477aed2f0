"""What others say of the file: Microsoft's validator and LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from helpers_scene import DARK, INK, THEME, everything, one, png, run
from sdk import sdk_errors

from deckgen.scene import Box, Paragraph, Run, Shape, Text, points
from deckgen.write.pptx import write

BRANDED = replace(THEME, logo=png(40, 10), logo_mime="image/png")


@pytest.mark.sdk
@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
@pytest.mark.parametrize("theme", [THEME, DARK, BRANDED], ids=["light", "dark", "logo"])
def test_microsofts_validator_finds_nothing_in_a_deck_with_everything(aspect, theme):
    made, at = everything(aspect)
    assert sdk_errors(write(made, theme, at)) == []


def pdf(data: bytes, folder: Path) -> Path:
    """The deck as LibreOffice prints it."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None or shutil.which("pdftotext") is None:
        pytest.skip("LibreOffice or poppler is not installed")
    (folder / "deck.pptx").write_bytes(data)
    subprocess.run(
        [
            office, f"-env:UserInstallation=file://{folder}/profile", "--headless",
            "--convert-to", "pdf", "--outdir", str(folder), str(folder / "deck.pptx"),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / "deck.pdf"


def words(printed: Path, number: int) -> dict[str, tuple[float, float]]:
    """Left and upper edge, in points, of each word on a page."""
    found = subprocess.run(
        ["pdftotext", "-bbox", "-f", str(number), "-l", str(number), str(printed), "-"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return {
        word: (float(x), float(y))
        for x, y, word in re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)".*?>(.*?)</word>', found)
    }


@pytest.mark.office
def test_libreoffice_shows_every_slide_with_its_words_where_they_were_put(tmp_path):
    made, _ = everything()
    column = (
        Paragraph(((run("alpha"),),)),
        Paragraph(((run("beta"),),), space_before=12),
        Paragraph(((run("gamma\n"),), (run("delta"),))),
        Paragraph(((Run("epsilon", 20, INK),),), space_before=6),
    )
    box = Box(points(100), points(150), points(300), points(300))
    extra, at = one(Shape("Column", box, text=Text(column)))
    slides = (*made.slides, *extra.slides)

    printed = pdf(write(replace(made, slides=slides), THEME, at), tmp_path)
    shown = words(printed, 8)
    assert shown["alpha"][0] == pytest.approx(100, abs=1)
    below = shown["beta"][1] - shown["alpha"][1] - 14 * 1.2
    assert 12 / 1.2 - 0.4 <= below <= 12 + 0.4, (
        "LibreOffice takes a share of the size, not the line"
    )
    assert shown["gamma"][1] - shown["beta"][1] == pytest.approx(14 * 1.2, abs=0.4)
    assert shown["delta"][1] - shown["gamma"][1] == pytest.approx(14 * 1.2, abs=0.4)
    assert "Digital" in words(printed, 2)
    assert {"r0c0", "r3c2", "36%"} <= set(words(printed, 5))
    assert words(printed, 4)["4"][1] > at.footer_rule_y / 12_700
