"""Native tables: measured row heights, free height spread over the rows, further slides.

A table is described in words (``TableSpec``), built at the first type size at which it fits
its box and continued on further slides when it fits at none. What stands over empty cells
(bars, marks, arrows) is drawn by the slide, which asks a ``Placed`` table where its cells are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from deckgen.layout.frame import Frame, frame
from deckgen.layout.pieces import bar, evenly, mark
from deckgen.layout.studio import Studio
from deckgen.plan import Meter, PlannedSlide
from deckgen.scene import (
    Align,
    Anchor,
    Box,
    Cell,
    Color,
    Group,
    Link,
    Paragraph,
    Shape,
    Stroke,
    Table,
    Text,
    points,
)  # fmt: skip
from deckgen.text.fitting import Style

T = TypeVar("T")

PAD = points(14)
"""EMU between a column and the next."""
TALLEST = points(88)
"""EMU: rows do not grow beyond it, save where they are three or fewer."""


def tallest_of(count: int) -> int:
    """EMU: how tall a row may grow in a table of ``count`` rows."""
    return {1: points(120), 2: points(120), 3: points(108)}.get(count, TALLEST)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``width`` EMU, or a share (``weight``) of what the others leave, or neither,
    which makes it as wide as its widest text. ``pad`` is free on its right, ``indent`` on the
    left of its cells (room for a mark), both in EMU.
    """

    head: str = ""
    weight: float = 0.0
    width: int = 0
    align: Align = "left"
    pad: int = PAD
    indent: int = 0
    head_style: Style | None = None
    """Style of the head where it is not that of captions (a name)."""
    head_link: Link | None = None
    head_most: int = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of a cell. ``most`` lines at most (0: any number); ``before`` in points.

    ``link`` lies on the id that the text begins with, or on a text of one word: a linked run
    is underlined, and LibreOffice breaks it anywhere.
    """

    text: str
    style: Style
    most: int = 0
    before: float = 0.0
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class CellSpec:
    """What a cell holds."""

    pieces: tuple[Piece, ...] = ()
    fill: Color | None = None
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class RowSpec:
    """A row; ``total`` sets it off with strong rules."""

    cells: tuple[CellSpec, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table before it is measured. ``air`` is the least space above and below text (EMU)."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[RowSpec, ...]
    alt: str
    air: int = points(6)
    anchor: Anchor = "middle"
    tallest: int = TALLEST
    ruled: bool = True
    weighted: float = 0.4
    """The share of the width that columns with a weight have at least."""
    border: Stroke | None = None
    """A border around every row in place of hairlines (for matrices)."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A table on its slide. ``first`` is the index of its first row in the specification."""

    table: Table
    first: int
    count: int
    columns: tuple[Column, ...]
    cut: tuple[str, ...] = ()

    @property
    def indices(self) -> range:
        """Indices of its rows in the specification."""
        return range(self.first, self.first + self.count)

    def cell(self, index: int, column: int) -> Box:
        """The box (EMU) of the cell of row ``index`` of the specification, without its pad."""
        table = self.table
        at = index - self.first + (1 if table.header else 0)
        x = table.box.x + sum(table.columns[:column])
        y = table.box.y + sum(table.heights[:at])
        pad = self.columns[column].pad
        return Box(x, y, table.columns[column] - pad, table.heights[at])

    def inset(self, index: int) -> int:
        """EMU from the top of row ``index`` to its first line."""
        at = index - self.first + (1 if self.table.header else 0)
        return self.table.rows[at][0].text.insets[1]

    def size(self, index: int) -> float:
        """Points: the type size of the first text of row ``index``."""
        at = index - self.first + (1 if self.table.header else 0)
        return self.table.rows[at][0].text.paragraphs[0].lines[0][0].size


def framed(
    studio: Studio, planned: PlannedSlide, arrange: Callable[[Box], list[T]]
) -> list[tuple[Frame, T]]:
    """The frames of as many slides as ``arrange`` needs, with what stands on each.

    "(2 of 3)" in a title may cost a line of the body, so the arrangement is made again for
    the smallest of the bodies.
    """
    start = len(studio.setter.findings)
    parts = 1
    while True:
        del studio.setter.findings[start:]
        frames = [frame(studio, planned, n + 1, parts) for n in range(parts)]
        made = arrange(min((f.body for f in frames), key=lambda b: b.h))
        if len(made) <= parts:
            return list(zip(frames, made, strict=False))
        parts = len(made)


def build(
    studio: Studio,
    make: Callable[[float], TableSpec],
    sizes: Sequence[float],
    box: Box,
    *,
    reserve: int = 0,
) -> list[Placed]:
    """The table in ``box`` at the first of ``sizes`` that fits, else on further slides at a
    size of the middle of the ladder. ``reserve`` is height (EMU) kept free on the last slide.
    """
    setter = studio.setter
    start = len(setter.findings)
    room = box.h - reserve
    for size in sizes:
        del setter.findings[start:]
        sheet = _Sheet(studio, make(size), box)
        easy = points(6) * len(sheet.heights) if size != sizes[-1] else 0
        if sheet.total() + easy <= room:
            return [sheet.place(0, len(sheet.spec.rows), room)]
    del setter.findings[start:]
    sheet = _Sheet(studio, make(sizes[len(sizes) // 2]), box, room)
    counts = sheet.split(box.h, reserve)
    if len(counts) > 1 and len(sizes) > 1:
        del setter.findings[start:]
        dense = _Sheet(studio, make(sizes[-1]), box, room)
        fewer = dense.split(box.h, reserve)
        if len(fewer) < len(counts):
            sheet, counts = dense, fewer
    placed, first = [], 0
    for number, count in enumerate(counts):
        free = room if number == len(counts) - 1 else box.h
        placed.append(sheet.place(first, count, free))
        first += count
    return placed


@dataclass(slots=True)
class _Sheet:
    """A specification measured for the width of a box."""

    studio: Studio
    spec: TableSpec
    box: Box
    limit: int = 0
    """EMU: no row with the header is taller; 0 for no limit."""
    widths: tuple[int, ...] = ()
    texts: list[list[tuple[Paragraph, ...]]] = field(default_factory=list)
    heights: list[int] = field(default_factory=list)
    head: list[Paragraph] = field(default_factory=list)
    head_height: int = 0
    head_cut: list[str] = field(default_factory=list)
    cuts: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.widths = _widths(self.studio, self.spec, self.box.w)
        self._measure_head()
        for row in self.spec.rows:
            made, cut, height = self._measured(row, 0)
            # A row that no slide holds is cut, line by line, until one does.
            most = 9
            while self.limit and height > self.limit - self.head_height and most:
                made, cut, height = self._measured(row, most)
                most -= 1
            self.texts.append(made)
            self.cuts.append(cut)
            self.heights.append(height)

    def _measured(
        self, row: RowSpec, most: int
    ) -> tuple[list[tuple[Paragraph, ...]], list[str], int]:
        """The paragraphs of a row's cells, what was cut of them, and the row's height; no
        paragraph takes more than ``most`` lines, if that is not 0.
        """
        cells, cut, tallest = [], [], 0
        for column, width, cell in zip(self.spec.columns, self.widths, row.cells, strict=True):
            room = width - column.pad - column.indent
            made = []
            for piece in cell.pieces:
                fewer = min(piece.most or most, most) if most else piece.most
                paragraph = _set(self.studio, replace(piece, most=fewer), room, column.align)
                if paragraph.text != piece.text:
                    cut.append(piece.text)
                made.append(paragraph)
            tallest = max(tallest, self.studio.setter.height(made))
            cells.append(tuple(made))
        return cells, cut, tallest + 2 * self.spec.air

    def _measure_head(self) -> None:
        style = self.studio.caption(bold=True)
        for column, width in zip(self.spec.columns, self.widths, strict=True):
            look = column.head_style or style
            piece = Piece(column.head, look, column.head_most, link=column.head_link)
            left = column.indent if column.align == "center" else 0
            made = _set(self.studio, piece, width - column.pad - left, column.align)
            if made.text != column.head:
                self.head_cut.append(column.head)
            self.head.append(made)
        if any(c.head for c in self.spec.columns):
            tallest = max(self.studio.setter.height([p]) for p in self.head)
            self.head_height = tallest + points(8)

    def total(self) -> int:
        return self.head_height + sum(self.heights)

    def split(self, room: int, reserve: int) -> list[int]:
        """Rows for each slide: as evenly as heights allow."""
        free = room - self.head_height
        count = len(self.heights)
        loads = self._greedy(free, reserve)
        chunks = evenly(count, -(-count // len(loads)))
        if len(chunks) == len(loads) and self._fits(chunks, free, reserve):
            return chunks
        return loads

    def _fits(self, chunks: list[int], free: int, reserve: int) -> bool:
        first = 0
        for number, count in enumerate(chunks):
            room = free - reserve if number == len(chunks) - 1 else free
            if sum(self.heights[first : first + count]) > room:
                return False
            first += count
        return True

    def _greedy(self, free: int, reserve: int) -> list[int]:
        """Fewest slides, the loads made as equal as they can be in that number."""

        def fill(limit: int) -> list[int]:
            chunks, used = [0], 0
            for height in self.heights:
                if chunks[-1] and used + height > limit:
                    chunks.append(0)
                    used = 0
                chunks[-1] += 1
                used += height
            return chunks

        most = free - reserve if reserve and sum(self.heights) <= 2 * free - reserve else free
        pages = len(fill(most))
        if not self._fits(fill(most), free, reserve):
            most = free - reserve
            pages = len(fill(most))
        low, high = max(self.heights, default=0), most
        while low < high:
            middle = (low + high) // 2
            if len(fill(middle)) <= pages:
                high = middle
            else:
                low = middle + 1
        return fill(max(low, 1))

    def place(self, first: int, count: int, room: int) -> Placed:
        """Rows ``first`` and on as a table; free height goes to the rows."""
        spec = self.spec
        heights = _spread(self.heights[first : first + count], room - self.head_height, spec)
        rows: list[tuple[Cell, ...]] = []
        strong = Stroke(self.studio.theme.ink)
        hair = Stroke(self.studio.theme.hairline)
        if self.head_height:
            rows.append(tuple(self._head_cell(i, strong) for i in range(len(spec.columns))))
        for at in range(first, first + count):
            row = spec.rows[at]
            under = hair
            if row.total or (at + 1 < first + count and spec.rows[at + 1].total):
                under = strong
            # Cells that hang from a common first line: the row's free height is halved.
            spare = (heights[at - first] - self.heights[at]) // 2
            sizes = [cell.pieces[0].style.size for cell in row.cells if cell.pieces]
            largest = max(sizes, default=0.0)
            cells = []
            for i, cell in enumerate(row.cells):
                column = spec.columns[i]
                anchor = cell.anchor or spec.anchor
                above = spec.air
                if anchor == "top":
                    # First baselines agree: a line's baseline is 0.93 of its size down.
                    size = cell.pieces[0].style.size if cell.pieces else largest
                    above += spare + points((largest - size) * 0.93)
                insets = (column.indent, above, column.pad, spec.air)
                text = Text(self.texts[at][i] or (_empty(self.studio),), anchor, insets)
                border = spec.border if cell.fill else None
                over = strong if row.total else border
                bottom = under if spec.ruled or under is strong else border
                if row.total and not spec.ruled:
                    bottom = None
                cells.append(Cell(text, cell.fill, over, bottom, border))
            rows.append(tuple(cells))
        every = ([self.head_height] if self.head_height else []) + heights
        box = Box(self.box.x, self.box.y, self.box.w, sum(every))
        table = Table(
            spec.name, box, self.widths, tuple(every), tuple(rows), spec.alt,
            header=bool(self.head_height),
        )  # fmt: skip
        cut = (*self.head_cut, *(t for at in range(first, first + count) for t in self.cuts[at]))
        return Placed(table, first, count, spec.columns, cut)

    def _head_cell(self, index: int, stroke: Stroke) -> Cell:
        column = self.spec.columns[index]
        left = column.indent if column.align == "center" else 0
        insets = (left, points(2), column.pad, points(6))
        ruled = stroke if self.spec.ruled else None
        return Cell(Text((self.head[index],), "bottom", insets), None, None, ruled)


def _set(studio: Studio, piece: Piece, width: int, align: Align) -> Paragraph:
    style = piece.style if align == "left" else replace(piece.style, align=align)
    if piece.most:
        made = studio.setter.shorten(piece.text, style, width, piece.most)
    else:
        made = studio.setter.paragraph(piece.text, style, width)
    if piece.link is not None:
        made = _with_link(made, piece.link)
    return replace(made, space_before=piece.before) if piece.before else made


def starts_with_id(text: str) -> bool:
    """Whether a text begins with an id such as "D4" or "KR-12"."""
    return re.match(r"[A-Z]{1,5}[-.]?\d[\w.-]*(?=\s|$)", text) is not None


def _with_link(paragraph: Paragraph, link: Link) -> Paragraph:
    """The paragraph with a link on its first word, if that is an id or all there is."""
    first = paragraph.lines[0] if paragraph.lines else ()
    if not first:
        return paragraph
    word = first[0].text.split(" ", 1)[0]
    if word != paragraph.text and not starts_with_id(first[0].text):
        return paragraph
    runs = [replace(first[0], text=word, link=link)]
    if first[0].text[len(word) :]:
        runs.append(replace(first[0], text=first[0].text[len(word) :]))
    return replace(paragraph, lines=((*runs, *first[1:]), *paragraph.lines[1:]))


def _empty(studio: Studio) -> Paragraph:
    """An empty cell still has a type size, or a program gives it 18 points and a taller row."""
    return studio.setter.paragraph("", studio.caption(), 1)


def _widths(studio: Studio, spec: TableSpec, width: int) -> tuple[int, ...]:
    """Column widths that add up to ``width`` exactly. Heads stand on one line where that
    leaves the weighted columns six tenths of it.
    """
    found: list[int] = []
    for whole in (True, False):
        found = [_width(studio, spec, i, width, whole) for i in range(len(spec.columns))]
        if sum(found) <= width * (1 - spec.weighted):
            break
    found = _capped(studio, spec, found, width)
    weights = sum(c.weight for c in spec.columns) or 1.0
    free = max(0, width - sum(found))
    for index, column in enumerate(spec.columns):
        if column.weight and not column.width:
            found[index] = int(free * column.weight / weights)
    widest_at = max(range(len(found)), key=lambda i: (spec.columns[i].weight, found[i]))
    found[widest_at] += width - sum(found)
    return tuple(found)


def _capped(studio: Studio, spec: TableSpec, found: list[int], width: int) -> list[int]:
    """The widest measured columns are narrowed until weighted ones have their share, though
    not below their longest word while that can be helped.
    """
    measured = [i for i, c in enumerate(spec.columns) if not c.width and not c.weight]
    if len(measured) == len(found):
        return found
    fixed = sum(w for i, w in enumerate(found) if i not in measured)
    allowed = round(width * (1 - spec.weighted)) - fixed
    words = {i: _width(studio, spec, i, width, False, words=True) for i in measured}
    for least in (words, dict.fromkeys(measured, points(24))):
        low, high = 0, max((found[i] for i in measured), default=0)
        while low < high:
            middle = (low + high + 1) // 2
            if sum(min(found[i], max(middle, least[i])) for i in measured) <= allowed:
                low = middle
            else:
                high = middle - 1
        narrowed = list(found)
        for i in measured:
            narrowed[i] = min(found[i], max(low, least[i]))
        if sum(narrowed[i] for i in measured) <= allowed:
            break
    return narrowed


def _width(
    studio: Studio, spec: TableSpec, index: int, width: int, whole: bool, words: bool = False
) -> int:
    """Width of a column as asked for, or of its widest text (or word); 0 when it has a weight."""
    column = spec.columns[index]
    if column.width or column.weight:
        return column.width
    head = studio.caption(bold=True)
    widest = (
        studio.setter.width(column.head, head) if whole else _widest_word(studio, column.head, head)
    )
    for row in spec.rows:
        for piece in row.cells[index].pieces:
            measure = _widest_word if words else _whole
            widest = max(widest, measure(studio, piece.text, piece.style) + column.indent)
    # A fifth is the most that a column takes without being asked.
    return int(min(widest + points(2), width // 5) / 0.98) + column.pad


def _whole(studio: Studio, text: str, style: Style) -> int:
    return studio.setter.width(text, style)


def _widest_word(studio: Studio, text: str, style: Style) -> int:
    words = re.split(r"\s+", text)
    return max((studio.setter.width(word, style) for word in words), default=0)


def _spread(natural: list[int], room: int, spec: TableSpec) -> list[int]:
    """Row heights: equal ones when they fit, and free height up to the tallest sensible row."""
    if not natural:
        return []
    count = len(natural)
    equal = max(natural)
    if equal * count <= room and equal <= max(2 * min(natural), spec.tallest):
        height = max(equal, min(room // count, spec.tallest))
        return [height] * count
    free = max(0, room - sum(natural))
    most = max(0, spec.tallest - min(natural)) // 2
    return [n + min(free // count, most) for n in natural]


MARK = points(9)
MARK_INDENT = points(16)
"""EMU: side of a status mark in a table, and what its word is indented by."""


def cell_mark(
    placed: Placed, index: int, column: int, status: str, studio: Studio, *, line: float = 0,
    link: Link | None = None,
) -> Shape:  # fmt: skip
    """The mark of a status at the left of a cell whose text is indented for it: in the middle,
    or on the first line of text of ``line`` points when the cell is anchored at its top.
    """
    box = placed.cell(index, column)
    y = box.y + (box.h - MARK) // 2
    if line:
        y = box.y + placed.inset(index) + (points(line * 1.2) - MARK) // 2
    made = mark(f"Mark {index + 1}", status, box.x, y, MARK, studio.theme)
    return made if link is None else replace(made, link=link)


def cell_bar(
    placed: Placed, index: int, column: int, meter: Meter, color: Color, studio: Studio,
    *, thick: int = points(7), line: float = 0, link: Link | None = None,
) -> Group:  # fmt: skip
    """A progress bar across an empty cell, in the middle or level with a first line; a click
    on it follows ``link``.
    """
    box = placed.cell(index, column)
    y = box.y + (box.h - thick) // 2
    if line:
        y = box.y + placed.inset(index) + (points(line * 1.2) - thick) // 2
    made = bar(f"Bar {index + 1}", Box(box.x, y, box.w, thick), meter, color, studio.theme)
    if link is None:
        return made
    children = tuple(replace(c, link=link) if isinstance(c, Shape) else c for c in made.children)
    return replace(made, children=children)
