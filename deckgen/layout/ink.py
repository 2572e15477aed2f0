"""Where the ink of a slide is: boxes of elements, and a box for each line of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deckgen.scene import (
    BULLET_INDENT,
    Align,
    Box,
    Connector,
    Element,
    Group,
    Rule,
    Run,
    Shape,
    Table,
    Text,
    points,
)
from deckgen.text import metrics
from deckgen.text.fitting import PITCH

HAIR = points(0.5)
"""EMU by which edges may miss each other before a reader sees it."""


def flat(elements: Iterable[Element]) -> Iterator[Element]:
    """Elements with the children of groups in place of the groups."""
    for element in elements:
        if isinstance(element, Group):
            yield from flat(element.children)
        else:
            yield element


def box_of(element: Element) -> Box:
    """The box of any element; of a line, a connector or a group the one around it."""
    if isinstance(element, Rule):
        (x1, y1), (x2, y2) = element.start, element.end
        return Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
    if isinstance(element, Connector):
        xs, ys = [x for x, _ in element.points], [y for _, y in element.points]
        return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    if isinstance(element, Group):
        boxes = [box_of(e) for e in element.children]
        left, top = min(b.x for b in boxes), min(b.y for b in boxes)
        return Box(
            left, top, max(b.right for b in boxes) - left, max(b.bottom for b in boxes) - top
        )
    return element.box


def texts_of(element: Element) -> Iterator[tuple[Text, Box, str]]:
    """The texts of an element, each with its box and a name for it."""
    if isinstance(element, Shape) and element.text is not None:
        yield element.text, element.box, element.name
    if isinstance(element, Table):
        y = element.box.y
        for r, (row, height) in enumerate(zip(element.rows, element.heights, strict=True)):
            x = element.box.x
            for c, (cell, width) in enumerate(zip(row, element.columns, strict=True)):
                yield cell.text, Box(x, y, width, height), f"{element.name} [{r}, {c}]"
                x += width
            y += height


def runs_of(text: Text) -> Iterator[Run]:
    """All runs of a text."""
    return (run for p in text.paragraphs for line in p.lines for run in line)


def line_width(line: tuple[Run, ...], fonts: tuple[str, str]) -> int:
    """Width in EMU without the spaces at the end, which hang over in every program."""
    whole = "".join(run.text for run in line)
    spare = len(whole) - len(whole.rstrip())
    total = 0
    for run in reversed(line):
        text = run.text[: len(run.text) - min(spare, len(run.text))]
        spare -= len(run.text) - len(text)
        family = fonts[0] if run.heading else fonts[1]
        total += metrics.width(text, family, run.size, bold=run.bold, italic=run.italic)
    return total


def ink_of(text: Text, box: Box, fonts: tuple[str, str]) -> tuple[tuple[Box, ...], int]:
    """A box for each line as it is drawn, and the height of all (EMU)."""
    inner = box.inset(*text.insets)
    spots: list[tuple[int, int, int, Align]] = []
    y = 0.0
    for index, paragraph in enumerate(text.paragraphs):
        size = max((r.size for line in paragraph.lines for r in line), default=12.0)
        y += paragraph.space_before if index else 0
        indent = round(BULLET_INDENT * points(size)) if paragraph.bullet else 0
        mirrored = paragraph.rtl and paragraph.align == "left"
        align: Align = "right" if mirrored else paragraph.align
        for line in paragraph.lines or ((),):
            height = max((r.size for r in line), default=size) * PITCH * text.spacing
            spots.append((points(y), points(height), line_width(line, fonts) + indent, align))
            y += height
    total = points(y)
    down = {"top": 0, "middle": (inner.h - total) // 2, "bottom": inner.h - total}[text.anchor]
    made = []
    for top, height, width, align in spots:
        right = {"left": 0, "center": (inner.w - width) // 2, "right": inner.w - width}[align]
        made.append(Box(inner.x + right, inner.y + down + top, width, height))
    return tuple(made), total


def overlap(one: Box, other: Box, slack: int = HAIR) -> bool:
    """Whether two boxes share more than ``slack`` EMU both ways."""
    return (
        one.x + slack < other.right
        and other.x + slack < one.right
        and one.y + slack < other.bottom
        and other.y + slack < one.bottom
    )


def inside(one: Box, other: Box) -> bool:
    """Whether ``one`` lies within ``other``."""
    return (
        other.x - HAIR <= one.x
        and one.right <= other.right + HAIR
        and other.y - HAIR <= one.y
        and one.bottom <= other.bottom + HAIR
    )
