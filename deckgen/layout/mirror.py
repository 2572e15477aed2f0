"""Decks in right-to-left languages: the finished scene, mirrored.

Every slide is laid out from left to right; for Arabic, Hebrew and their like the scene is
turned over at the slide's middle. Boxes, routes and the sites of connectors, columns of
tables and alignments change sides; the direction of each paragraph stays that of its text.
In one that runs from right to left arrows turn round, and numbers stay with the Latin words
that they belong to.
"""

from __future__ import annotations

from deckgen.scene import (
    Align,
    Box,
    Cell,
    Connector,
    Element,
    End,
    Geometry,
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
from deckgen.text.direction import LEFT_MARK, numbers_of_latin
from deckgen.values import replace

SIDES: dict[int, int] = {0: 0, 1: 3, 2: 2, 3: 1}
"""Connection sites of rectangles, seen in a mirror."""
ALIGNS: dict[Align, Align] = {"left": "right", "right": "left", "center": "center"}
ARROWS = str.maketrans("→←▸◂", "←→◂▸")
"""Arrows of a text that runs the other way."""
GEOMETRIES: dict[Geometry, Geometry] = {"round_right": "round_left", "arrow": "left_arrow"}


def mirrored(scene: Scene) -> Scene:
    """The scene turned over at the slide's middle."""
    slides = tuple(
        replace(s, elements=tuple(_element(e, scene.width) for e in s.elements))
        for s in scene.slides
    )
    return replace(scene, slides=slides)


def _box(box: Box, width: int) -> Box:
    return replace(box, x=width - box.right)


def _point(point: tuple[int, int], width: int) -> tuple[int, int]:
    return (width - point[0], point[1])


def _paragraph(paragraph: Paragraph) -> Paragraph:
    lines = _readable(paragraph) if paragraph.rtl else paragraph.lines
    return replace(paragraph, align=ALIGNS[paragraph.align], lines=lines)


def _readable(paragraph: Paragraph) -> tuple[tuple[Run, ...], ...]:
    """The lines of a right-to-left paragraph with arrows turned round and numbers marked."""
    marks = numbers_of_latin(paragraph.text)
    begin, lines = 0, []
    for line in paragraph.lines:
        runs = []
        for run in line:
            end, text = begin + len(run.text), run.text
            for at in reversed([m - begin for m in marks if begin <= m < end]):
                text = text[:at] + LEFT_MARK + text[at:]
            runs.append(replace(run, text=text.translate(ARROWS)))
            begin = end
        lines.append(tuple(runs))
    return tuple(lines)


def _text(text: Text) -> Text:
    left, top, right, bottom = text.insets
    paragraphs = tuple(_paragraph(p) for p in text.paragraphs)
    return replace(text, paragraphs=paragraphs, insets=(right, top, left, bottom))


def _shape(shape: Shape, width: int) -> Shape:
    return replace(
        shape,
        box=_box(shape.box, width),
        geometry=GEOMETRIES.get(shape.geometry, shape.geometry),
        text=_text(shape.text) if shape.text is not None else None,
    )


def _rule(rule: Rule, width: int) -> Rule:
    return replace(rule, start=_point(rule.end, width), end=_point(rule.start, width))


def _end(end: End) -> End:
    return replace(end, site=SIDES.get(end.site, end.site))


def _table(table: Table, width: int) -> Table:
    rows = tuple(tuple(_cell(cell) for cell in reversed(row)) for row in table.rows)
    return replace(table, box=_box(table.box, width), columns=table.columns[::-1], rows=rows)


def _cell(cell: Cell) -> Cell:
    return replace(cell, text=_text(cell.text))


def _element(element: Element, width: int) -> Element:
    if isinstance(element, Shape):
        return _shape(element, width)
    if isinstance(element, Rule):
        return _rule(element, width)
    if isinstance(element, Connector):
        return replace(
            element,
            start=_end(element.start),
            end=_end(element.end),
            points=tuple(_point(p, width) for p in element.points),
        )
    if isinstance(element, Group):
        children = tuple(
            _shape(c, width) if isinstance(c, Shape) else _rule(c, width) for c in element.children
        )
        return replace(element, children=children)
    if isinstance(element, Table):
        return _table(element, width)
    if isinstance(element, Picture):
        left, top, right, bottom = element.crop
        return replace(element, box=_box(element.box, width), crop=(right, top, left, bottom))
    return replace(element, box=_box(element.box, width))
