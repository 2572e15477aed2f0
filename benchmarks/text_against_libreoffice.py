"""Compare deckgen's line breaks with those LibreOffice draws.

    python benchmarks/text_against_libreoffice.py [-v] [--seed NUMBER]

Renders 300 paragraphs in twelve languages, one text box each, to PDF and counts the lines in
each box. Needs LibreOffice (``soffice``), poppler (``pdftotext``) and the fonts Liberation,
Carlito, DejaVu and Noto. Prints a table and writes ``benchmarks/results/text.md``. Exits with
1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from pptx import Presentation
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.util import Emu, Pt

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from text_corpus import LANGUAGES, LATIN, paragraphs

from deckgen.text import breaking, metrics

RESULTS = Path(__file__).resolve().parent / "results" / "text.md"
PAGE = (12_192_000, 6_858_000)
FACES = (
    ("Arial", 14, False, False),
    ("Calibri", 16, False, False),
    ("Times New Roman", 14, False, False),
    ("Arial", 12, True, False),
    ("Calibri", 12, True, False),
    ("Arial", 18, False, True),
)
WIDTHS = (2_400_000, 3_600_000, 5_200_000, 8_000_000)
LANGUAGE_TAGS = dict(
    zip(
        LANGUAGES,
        (
            "en-US",
            "de-DE",
            "fr-FR",
            "es-ES",
            "pl-PL",
            "tr-TR",
            "ru-RU",
            "el-GR",
            "ar-SA",
            "ja-JP",
            "zh-CN",
            "th-TH",
        ),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Case:
    language: str
    text: str
    family: str
    size: int
    bold: bool
    italic: bool
    width: int

    def lines(self, share: float = 1.0) -> list[str]:
        def measure(text: str) -> int:
            return metrics.width(text, self.family, self.size, bold=self.bold, italic=self.italic)

        return breaking.break_lines(self.text, measure, int(self.width * share))


def cases(seed: int) -> list[Case]:
    return [
        Case(language, text, *FACES[i % len(FACES)], WIDTHS[i // 2 % len(WIDTHS)])
        for i, (language, text) in enumerate(paragraphs(seed=seed))
    ]


def deck(items: list[Case], path: Path) -> None:
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = map(Emu, PAGE)
    for case in items:
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
        box = slide.shapes.add_textbox(Emu(300_000), Emu(200_000), Emu(case.width), Emu(400_000))
        frame = box.text_frame
        frame.word_wrap = True
        frame.auto_size = MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        run = frame.paragraphs[0].add_run()
        run.text = case.text
        run.font.name, run.font.size = case.family, Pt(case.size)
        run.font.bold, run.font.italic = case.bold, case.italic
        properties = run._r.get_or_add_rPr()
        properties.set("lang", LANGUAGE_TAGS[case.language])
        properties.set("altLang", LANGUAGE_TAGS[case.language])
        if case.language == "Arabic":
            frame.paragraphs[0]._p.get_or_add_pPr().set("rtl", "1")
    presentation.save(str(path))


def rendered(path: Path, folder: Path) -> list[list[str]]:
    """The lines of each page, top to bottom: words grouped by their baseline."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", str(folder), str(path)],
        check=True, capture_output=True,
    )  # fmt: skip
    html = folder / "boxes.html"
    pdf = path.with_suffix(".pdf")
    subprocess.run(["pdftotext", "-bbox", str(pdf), str(html)], check=True)
    pages = []
    for page in html.read_text(encoding="utf-8").split("<page ")[1:]:
        rows: list[tuple[float, list[tuple[float, str]]]] = []
        words = re.findall(
            r'<word xMin="([^"]*)" yMin="([^"]*)" xMax="[^"]*" yMax="([^"]*)">(.*?)</word>', page
        )
        for middle, height, left, word in sorted(
            ((float(b) + float(c)) / 2, float(c) - float(b), float(a), w) for a, b, c, w in words
        ):
            if rows and abs(rows[-1][0] - middle) < height * 0.35:
                rows[-1][1].append((left, word))
            else:
                rows.append((middle, [(left, word)]))
        pages.append([" ".join(word for _, word in sorted(row)) for _, row in rows])
    return pages


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-v", "--verbose", action="store_true", help="show boxes that differ")
    parser.add_argument("--seed", type=int, default=2026, help="another corpus; no file is written")
    args = parser.parse_args()
    items = cases(args.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "text.pptx"
        deck(items, path)
        pages = rendered(path, folder)
    if len(pages) != len(items):
        print(f"{len(items)} boxes, but {len(pages)} pages", file=sys.stderr)
        return 2
    rows: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0, 0])
    for case, page in zip(items, pages, strict=True):
        drawn, ours, safe = len(page), len(case.lines()), len(case.lines(0.99))
        row = rows[case.language]
        row[0] += 1
        row[1] += ours == drawn
        row[2] += ours > drawn
        row[3] += ours < drawn
        row[4] += safe < drawn
        row[5] = max(row[5], abs(ours - drawn))
        if args.verbose and ours != drawn:
            print(
                case.language,
                case.family,
                case.size,
                case.bold,
                case.width,
                "ours",
                ours,
                "drawn",
                drawn,
            )
            print("   ", [line[-16:] for line in case.lines()])
            print("   ", [line[-16:] for line in page])
    report = table(rows)
    print(report)
    if args.seed == parser.get_default("seed"):
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(report, encoding="utf-8")
    latin = [sum(rows[n][i] for n in LATIN) for i in range(5)]
    every = [sum(row[i] for row in rows.values()) for i in range(5)]
    good = latin[1] >= 0.97 * latin[0] and every[1] >= 0.93 * every[0] and every[4] == 0
    return 0 if good else 1


def table(rows: dict[str, list[int]]) -> str:
    lines = [
        "# Line counts against LibreOffice",
        "",
        "Made by `benchmarks/text_against_libreoffice.py`: one text box a paragraph, Arial,",
        "Calibri and Times New Roman, 12 to 18 pt, boxes 2.4 to 8 million EMU wide. The last but",
        "one column counts the paragraphs for which deckgen, filling 99 % of the width as it",
        "does, still expects fewer lines than are drawn.",
        "",
        "| language | boxes | equal | share | more | fewer | fewer at 99 % | largest difference |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]

    def add(name: str, row: list[int]) -> None:
        cells = [name, row[0], row[1], f"{row[1] / row[0]:.1%}", *row[2:]]
        lines.append("| " + " | ".join(map(str, cells)) + " |")

    for name, row in rows.items():
        add(name, row)
    for label, names in (("**Latin script**", LATIN), ("**all**", tuple(rows))):
        add(
            label,
            [*(sum(rows[n][i] for n in names) for i in range(5)), max(rows[n][5] for n in names)],
        )
    lines += ["", "Goals: Latin script 97 %, all 93 %, no box with fewer at 99 %.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
