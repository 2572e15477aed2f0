"""Fitting: text in, measured paragraphs with their line breaks out.

Line pitch is 1.2 × size × spacing for every font (measured in PowerPoint, Slides and
LibreOffice), so that a height needs nothing but the number of lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from deckgen.findings import Finding, Level
from deckgen.scene import EMU_PER_POINT, Align, Color, Link, Paragraph, Run
from deckgen.text import breaking, metrics

PITCH = 1.2
SAFETY = 0.99
"""Share of a box's width that lines may fill: no under-estimate was seen at this share."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set. ``size`` in points."""

    size: float
    color: Color
    bold: bool = False
    italic: bool = False
    heading: bool = False
    align: Align = "left"
    link: Link | None = None

    def at(self, size: float) -> Style:
        """The same style at another size."""
        return replace(self, size=size)

    def run(self, text: str) -> Run:
        """A run of this style."""
        return Run(text, self.size, self.color, self.bold, self.italic, self.heading, self.link)


@dataclass(slots=True)
class Typesetter:
    """Measures and breaks text in a theme's fonts; keeps the findings of what was cut."""

    heading_font: str
    body_font: str
    language: str = "en-US"
    findings: list[Finding] = field(default_factory=list)

    def width(self, text: str, style: Style) -> int:
        """Width of a single line in EMU."""
        family = self.heading_font if style.heading else self.body_font
        return _width(text, family, style.size, style.bold, style.italic)

    def paragraph(
        self, text: str, style: Style, width: int, *, space_before: float = 0, bullet: bool = False
    ) -> Paragraph:
        """``text`` broken to ``width`` EMU (less the safety share)."""
        room = int(width * SAFETY)
        lines = breaking.break_lines(text, lambda s: self.width(s, style), room, self.language)
        return Paragraph(
            tuple((style.run(line),) if line else () for line in lines),
            style.align,
            space_before,
            bullet,
        )

    def mixed(
        self, runs: Sequence[Run], width: int, *, align: Align = "left", space_before: float = 0
    ) -> Paragraph:
        """Runs of several styles as one paragraph, broken together."""
        text = "".join(run.text for run in runs)
        edges: list[tuple[int, Run]] = []
        at = 0
        for run in runs:
            edges.append((at, run))
            at += len(run.text)

        def split(start: int, stop: int) -> tuple[Run, ...]:
            parts = []
            for begin, run in edges:
                a, b = max(start, begin), min(stop, begin + len(run.text))
                if a < b:
                    parts.append(replace(run, text=text[a:b]))
            return tuple(parts)

        def measure_at(start: int, stop: int) -> int:
            return sum(
                _width(
                    r.text,
                    self.heading_font if r.heading else self.body_font,
                    r.size,
                    r.bold,
                    r.italic,
                )
                for r in split(start, stop)
            )

        position = 0

        def measure(piece: str) -> int:
            found = text.find(piece, position)
            start = found if found >= 0 else position
            return measure_at(start, start + len(piece))

        lines: list[tuple[Run, ...]] = []
        while True:
            rest = text[position:]
            first = breaking.break_lines(rest, measure, int(width * SAFETY), self.language)[0]
            lines.append(split(position, position + len(first)))
            position += len(first)
            if position >= len(text):
                return Paragraph(tuple(lines), align, space_before)

    def lines(self, text: str, style: Style, width: int) -> int:
        """How many lines ``text`` takes at ``width`` EMU."""
        return len(self.paragraph(text, style, width).lines)

    def height(self, paragraphs: Sequence[Paragraph], spacing: float = 1.0) -> int:
        """Height in EMU of paragraphs set below each other."""
        total = 0.0
        for index, paragraph in enumerate(paragraphs):
            size = max((r.size for line in paragraph.lines for r in line), default=12)
            for line in paragraph.lines:
                total += max((r.size for r in line), default=size) * PITCH * spacing
            total += paragraph.space_before if index else 0
        return -int(-total * EMU_PER_POINT // 1)

    def fits(self, text: str, style: Style, width: int, height: int, spacing: float = 1.0) -> bool:
        """Whether ``text`` fits a box of ``width`` × ``height`` EMU."""
        return self.height([self.paragraph(text, style, width)], spacing) <= height

    def largest(
        self,
        texts: Sequence[str],
        style: Style,
        width: int,
        sizes: Sequence[float],
        max_lines: int,
    ) -> float:
        """The first of ``sizes`` (largest first) at which every text takes at most
        ``max_lines``; the last one when none does. Siblings share it, so equals look equal.
        """
        for size in sizes:
            if all(self.lines(t, style.at(size), width) <= max_lines for t in texts):
                return size
        return sizes[-1]

    def shorten(
        self, text: str, style: Style, width: int, max_lines: int, *, subject: str = ""
    ) -> Paragraph:
        """``text`` in at most ``max_lines``, cut at a word with an ellipsis when it must be.

        A cut leaves a finding ``text-shortened``; the caller puts the whole text in the notes.
        """
        whole = self.paragraph(text, style, width)
        if len(whole.lines) <= max_lines:
            return whole
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            candidate = text[:middle].rstrip() + "…"
            if self.lines(candidate, style, width) <= max_lines:
                low = middle
            else:
                high = middle - 1
        cut = text[:low].rstrip()
        if " " in cut and low < len(text) and not text[low].isspace():
            cut = cut.rsplit(" ", 1)[0]
        self.findings.append(
            Finding(
                Level.INFO,
                "text-shortened",
                f"shortened on its slide, whole in the notes: {text!r}",
                subject=subject or None,
            )
        )
        return self.paragraph(cut.rstrip(" ,;:–—-") + "…", style, width)


@lru_cache(maxsize=200_000)
def _width(text: str, family: str, size: float, bold: bool, italic: bool) -> int:
    return metrics.width(text, family, size, bold=bold, italic=italic)
