"""Blocks of text whose height is known before they are placed: stacked lines, figures."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout.pieces import balanced, columns, text_box
from deckgen.layout.studio import Studio
from deckgen.making import new_box
from deckgen.plan import Figure
from deckgen.scene import Color, Element, Paragraph, Shape, points
from deckgen.text.style import Style

ACROSS = 4
"""Most figures or supporting points in a row."""


class Stack:
    """Texts below each other, of which the height is known before they are placed."""

    def __init__(self, studio: Studio, x: int, width: int) -> None:
        self.studio, self.x, self.width = studio, x, width
        self.parts: list[tuple[str, Paragraph, int, int]] = []
        self.cut: list[str] = []

    def add(self, name: str, text: str, style: Style, lines: int, before: float = 0) -> None:
        """``text`` in at most ``lines`` balanced lines, ``before`` points under the last one."""
        if not text:
            return
        shown, width = balanced(self.studio.setter, text, style, self.width, lines)
        if shown.text != text:
            self.cut.append(text)
        self.parts.append((name, shown, width, points(before)))

    @property
    def height(self) -> int:
        """EMU from the top of the first to the foot of the last."""
        return sum(before + self.studio.setter.height([p]) for _, p, _, before in self.parts)

    def place(self, y: int) -> list[Element]:
        """The text boxes, the title first for those who have slides read to them."""
        made: list[Element] = []
        for name, paragraph, width, before in self.parts:
            y += before
            box = new_box(self.x, y, width, self.studio.setter.height([paragraph]))
            y = box.bottom
            kind = "title" if name == "Title" else "subtitle" if name == "Subtitle" else None
            shape = text_box(name, box, [paragraph], placeholder=kind)  # type: ignore[arg-type]
            made.insert(0 if name == "Title" else len(made), shape)
        return made


def title_in(
    studio: Studio, stack: Stack, title: str, sizes: Sequence[float], color: Color
) -> None:
    """Adds a title in the largest of ``sizes`` (points) at which it takes two lines, or four."""
    style = studio.title(sizes[0], color)
    size = studio.setter.largest([title], style, stack.width, sizes, 2)
    lines = 2 if size > sizes[-1] else 4
    stack.add("Title", title, style.at(size), lines, 8 if stack.parts else 0)


class Figures:
    """Large numbers with their captions, four in a row, all in one size."""

    def __init__(
        self, studio: Studio, figures: Sequence[Figure], width: int, color: Color,
        ink: Color | None = None, largest: int = 40,
    ) -> None:  # fmt: skip
        setter = studio.setter
        self.rows = [figures[n : n + ACROSS] for n in range(0, len(figures), ACROSS)]
        self.cut: list[str] = []
        self.made: list[list[list[Paragraph]]] = []
        cells = max(ACROSS if len(figures) != 3 else 3, 1)
        self.columns = columns(new_box(0, 0, width, 0), cells, points(20))
        if not figures:
            self.each = self.height = 0
            return
        wide = self.columns[0].w
        style = studio.number(40, color)
        sizes = [size for size in (40, 36, 30, 24, 20) if size <= largest]
        # "12 of 13" keeps farther from the next figure than its words from each other.
        size = setter.largest([f.value for f in figures], style, wide - points(16), sizes, 1)
        caption = studio.body(14 if studio.page.wide else 13, ink)
        for row in self.rows:
            self.made.append([])
            for figure in row:
                lines = [
                    setter.shorten(figure.value, style.at(size), wide, 1),
                    setter.shorten(figure.caption, caption, wide, 3),
                ]
                if [p.text for p in lines] != [figure.value, figure.caption]:
                    self.cut.append(f"{figure.value} {figure.caption}")
                self.made[-1].append(lines)
        self.each = max(setter.height(lines) for row in self.made for lines in row)
        self.height = self.each * len(self.rows) + points(16) * (len(self.rows) - 1)

    def place(self, x: int, y: int) -> list[Shape]:
        """The figures with their top left corner at a place."""
        found: list[Shape] = []
        for row in self.made:
            for lines, cell in zip(row, self.columns, strict=False):
                box = new_box(x + cell.x, y, cell.w, self.each)
                found.append(text_box(f"Figure {len(found) + 1}", box, lines))
            y += self.each + points(16)
        return found
