"""Makes the pictures of the gallery: every built-in theme, wide and 4:3.

usage: python docs/make_gallery.py [THEME ...]     (needs soffice and pdftoppm)

Writes docs/gallery/. Georgia and Verdana look right where they, or Gelasio and DejaVu Sans in
their stead, are installed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import deckgen
from deckgen.theme.load import built_in

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "gallery"
WIDE = ("cover", "section", "levels", "cascade", "overview", "scorecard")
NARROW = ("cover", "statement", "alignment", "objective")
"""Slides of the template below, in its order."""
PIXELS = {"16:9": 480, "4:3": 360}
"""Width of a picture."""
SLIDES = {
    "cover": "- {layout: cover, id: cover}",
    "section": (
        "- section: Operations\n    for: unit in departments[:1]\n    unit: '{{ unit }}'\n"
        "    kicker: Department\n    text: '{{ unit.description }}'\n    slides: []"
    ),
    "statement": (
        "- {layout: statement, id: mission, title: Why we are here,\n"
        "     label: Mission, text: '{{ company.mission }}', source: '{{ company.name }}',\n"
        "     support: [{for: o in company.objectives, title: '{{ o.id }}',\n"
        "       text: '{{ o.title }}'}]}"
    ),
    "levels": "- {layout: levels, id: levels}",
    "cascade": "- {layout: cascade, id: cascade, root: '{{ company.objectives[2] }}'}",
    "overview": "- {layout: overview, id: overview, unit: '{{ company }}'}",
    "objective": "- {layout: objective, id: one, objective: '{{ company.objectives[0] }}'}",
    "scorecard": "- {layout: scorecard, id: scorecard}",
    "alignment": "- {layout: alignment, id: alignment}",
}


def pictures(theme: str, aspect: str, wanted: tuple[str, ...], folder: Path) -> None:
    """Draw one deck and keep its slides as ``docs/gallery/THEME-SLIDE.png``."""
    template = folder / "gallery.yaml"
    order = [name for name in SLIDES if name in wanted]
    lines = "\n  ".join(SLIDES[name] for name in order)
    template.write_text(f"name: Gallery\nslides:\n  {lines}\n", encoding="utf-8")
    made = deckgen.build(
        ROOT / "sample_okrs.yaml", theme=theme, aspect=aspect, template=str(template)
    )
    target = made.save(folder / "deck.pptx")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, target],
        check=True, capture_output=True,
    )  # fmt: skip
    first = {slide.layout: slide.number for slide in reversed(made.slides)}
    narrow = "-narrow" if aspect == "4:3" else ""
    for name in order:
        number = str(first[name])
        out = OUT / f"{theme}-{name}{narrow}"
        subprocess.run(
            ["pdftoppm", "-png", "-singlefile", "-f", number, "-l", number,
             "-scale-to-x", str(PIXELS[aspect]), "-scale-to-y", "-1",
             str(folder / "deck.pdf"), str(out)],
            check=True,
        )  # fmt: skip
        print(out.with_suffix(".png").relative_to(ROOT))


def main(themes: tuple[str, ...]) -> None:
    """Write all pictures of some themes."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for theme in themes:
            pictures(theme, "16:9", WIDE, Path(name))
            pictures(theme, "4:3", NARROW, Path(name))


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or built_in())
