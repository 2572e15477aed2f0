"""A finished scene made smaller or larger: for masters whose slides are not of deckgen's size.

Content is laid out on a page as large as deckgen's own; here, in one place, boxes, type and
insets come to the size of the slide. Edges are rounded, so that what touches still does. Line
widths stay: programs keep only some.
"""

from __future__ import annotations

from deckgen.scene import (
    Box,
    Cell,
    Chart,
    Connector,
    Element,
    Group,
    Paragraph,
    Picture,
    Rule,
    Run,
    Scene,
    Shape,
    Table,
    Text,
)
from deckgen.theme.ground import scaled_box
from deckgen.values import replace


def scaled(scene: Scene, factor: float, size: tuple[int, int]) -> Scene:
    """The scene ``factor`` times as large, on slides of ``size`` EMU."""
    scale = _Scale(factor)
    slides = tuple(
        replace(s, elements=tuple(scale.element(e) for e in s.elements)) for s in scene.slides
    )
    return replace(scene, width=size[0], height=size[1], slides=slides)


class _Scale:
    def __init__(self, factor: float) -> None:
        self.factor = factor

    def length(self, value: int) -> int:
        """EMU."""
        return round(value * self.factor)

    def size(self, value: float) -> float:
        """Points, to the hundredth that a file can say; rounded down, so that lines still fit."""
        return int(value * self.factor * 100 + 1e-6) / 100

    def box(self, box: Box) -> Box:
        """A rectangle."""
        return scaled_box(box, self.factor)

    def text(self, text: Text) -> Text:
        """A text with its insets."""
        left, top, right, bottom = (self.length(inset) for inset in text.insets)
        paragraphs = tuple(self.paragraph(p) for p in text.paragraphs)
        return replace(text, paragraphs=paragraphs, insets=(left, top, right, bottom))

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        """A paragraph with its runs."""
        lines = tuple(tuple(self.run(run) for run in line) for line in paragraph.lines)
        return replace(paragraph, lines=lines, space_before=self.size(paragraph.space_before))

    def run(self, run: Run) -> Run:
        """A run."""
        return replace(run, size=self.size(run.size))

    def shape(self, shape: Shape) -> Shape:
        """A shape."""
        return replace(
            shape,
            box=self.box(shape.box),
            radius=self.length(shape.radius),
            text=self.text(shape.text) if shape.text is not None else None,
        )

    def rule(self, rule: Rule) -> Rule:
        """A line that is glued to nothing."""
        (x1, y1), (x2, y2) = rule.start, rule.end
        ends = (self.length(x1), self.length(y1)), (self.length(x2), self.length(y2))
        return replace(rule, start=ends[0], end=ends[1])

    def table(self, table: Table) -> Table:
        """A table: the edges of rows and columns are rounded, so that they add up to its box."""
        box = self.box(table.box)
        rows = tuple(tuple(self.cell(cell) for cell in row) for row in table.rows)
        return replace(
            table,
            box=box,
            columns=self.steps(table.box.x, table.columns),
            heights=self.steps(table.box.y, table.heights),
            rows=rows,
        )

    def steps(self, start: int, lengths: tuple[int, ...]) -> tuple[int, ...]:
        """Lengths that follow one another from ``start``."""
        found, at = [], start
        for length in lengths:
            found.append(self.length(at + length) - self.length(at))
            at += length
        return tuple(found)

    def cell(self, cell: Cell) -> Cell:
        """A cell of a table."""
        return replace(cell, text=self.text(cell.text))

    def element(self, element: Element) -> Element:
        """Any element of a slide."""
        if isinstance(element, Shape):
            return self.shape(element)
        if isinstance(element, Rule):
            return self.rule(element)
        if isinstance(element, Connector):
            moved = tuple((self.length(x), self.length(y)) for x, y in element.points)
            return replace(element, points=moved)
        if isinstance(element, Table):
            return self.table(element)
        if isinstance(element, Chart):
            return replace(element, box=self.box(element.box), size=self.size(element.size))
        if isinstance(element, Picture):
            return replace(element, box=self.box(element.box))
        assert isinstance(element, Group)
        children = tuple(
            self.shape(c) if isinstance(c, Shape) else self.rule(c) for c in element.children
        )
        return replace(element, children=children)
