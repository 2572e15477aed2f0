"""A table measured for a box: heights of its rows, its continuation, its cells."""

from __future__ import annotations

from dataclasses import field
from functools import lru_cache
from unicodedata import east_asian_width

from deckgen.layout.heads import Heads, heads
from deckgen.layout.pieces import evenly, is_better, runt_rooms
from deckgen.layout.studio import Studio
from deckgen.layout.tablespec import CellSpec, Piece, Placed, RowSpec, TableSpec, with_link
from deckgen.layout.widths import breaks_word, widths
from deckgen.making import new_box, new_cell, new_stroke, new_text
from deckgen.scene import (
    BULLET_INDENT,
    Align,
    Box,
    Cell,
    Paragraph,
    Table,
    points,
)
from deckgen.values import dataclass, replace


@dataclass(slots=True)
class Sheet:
    """A specification measured for the width of a box."""

    studio: Studio
    spec: TableSpec
    box: Box
    limit: int = 0
    """EMU: no row with the header is taller; 0 for no limit."""
    most: int | None = None
    """EMU: once header and rows are taller together, no further rows are measured."""
    widths: tuple[int, ...] = ()
    texts: list[list[tuple[Paragraph, ...]]] = field(default_factory=list)
    heights: list[int] = field(default_factory=list)
    head_height: int = 0
    cuts: list[list[str]] = field(default_factory=list)
    broken: bool = False
    """A word is wider than its column, or a short value takes two lines."""
    head: Heads = field(init=False)

    def __post_init__(self) -> None:
        self.widths = widths(self.studio, self.spec, self.box.w)
        self.head = heads(self.studio, self.spec, self.widths)
        total = self.head_height = self.head.height
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
            total += height
            if self.most is not None and total > self.most:
                break

    def _measured(
        self, row: RowSpec, most: int
    ) -> tuple[list[tuple[Paragraph, ...]], list[str], int]:
        """The paragraphs of a row's cells, what was cut of them, and the row's height; no
        paragraph takes more than ``most`` lines, if that is not 0.
        """
        studio = self.studio
        cells: list[tuple[Paragraph, ...]] = []
        cut, tallest = [], 0
        for column, width, cell in zip(self.spec.columns, self.widths, row.cells, strict=True):
            if not cell.pieces:
                cells.append(())
                continue
            room = width - column.pad - column.indent
            made, height = [], 0
            for piece in cell.pieces:
                fewer = min(piece.most or most, most) if most else piece.most
                paragraph = _set(studio, piece, fewer, room, column.align)
                text = paragraph.text
                if text != piece.text:
                    cut.append(piece.text)
                several = len(paragraph.lines) > 1
                # What stands on one line is broken nowhere.
                if not self.broken and (several or piece.runs):
                    # "19 days" in two lines reads as badly as a broken word.
                    split = not column.weight and len(piece.text) <= 12 and several
                    self.broken = split or breaks_word(studio, text, piece.style, room)
                if not text.isascii():
                    height += _taller(paragraph)
                made.append(paragraph)
            height += studio.setter.height(made)
            if height > tallest:
                tallest = height
            cells.append(tuple(made))
        return cells, cut, tallest + 2 * self.spec.air

    def total(self) -> int:
        """Height of the whole table in EMU; of what was measured when that is over ``most``."""
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
        air, ruled = spec.air, spec.ruled
        heights = _spread(self.heights[first : first + count], room - self.head_height, spec)
        rows: list[tuple[Cell, ...]] = []
        strong = new_stroke(self.studio.theme.ink)
        hair = new_stroke(self.studio.theme.hairline)
        empty = (_empty(self.studio),)
        if self.head_height:
            rows.append(self.head.cells)
        for at in range(first, first + count):
            row = spec.rows[at]
            under = hair
            if row.total or (at + 1 < first + count and spec.rows[at + 1].total):
                under = strong
            # Cells that hang from a common first line: the row's free height is halved.
            spare = (heights[at - first] - self.heights[at]) // 2
            largest = 0.0
            over = strong if row.total else None
            cells = []
            parts = zip(spec.columns, row.cells, self.texts[at], strict=True)
            for i, (column, cell, said) in enumerate(parts):
                anchor = cell.anchor or spec.anchor
                above = air
                if anchor == "top":
                    # First baselines agree: a line's baseline is 0.93 of its size down.
                    largest = largest or _largest(row)
                    size = cell.pieces[0].style.size if cell.pieces else largest
                    above += spare + (points((largest - size) * 0.93) if size != largest else 0)
                pad = column.pad
                if said and column.align == "left" and (len(said) > 1 or len(said[0].lines) > 1):
                    said, pad = self._without_runts(cell, said, i)
                text = new_text(said or empty, anchor, (column.indent, above, pad, air))
                fill = cell.fill
                border = spec.border if fill else None
                bottom = under if ruled or under is strong else border
                if row.total and not ruled:
                    bottom = None
                cells.append(new_cell(text, fill, over or border, bottom, border))
            rows.append(tuple(cells))
        every = ([self.head_height] if self.head_height else []) + heights
        box = new_box(self.box.x, self.box.y, self.box.w, sum(every))
        table = Table(
            spec.name, box, self.widths, tuple(every), tuple(rows), spec.alt,
            header=bool(self.head_height),
        )  # fmt: skip
        cut = (*self.head.cut, *(t for at in range(first, first + count) for t in self.cuts[at]))
        return Placed(table, first, count, spec.columns, cut)

    def _without_runts(
        self, cell: CellSpec, made: tuple[Paragraph, ...], index: int
    ) -> tuple[tuple[Paragraph, ...], int]:
        """The paragraphs of a cell in column ``index`` and its pad on the right: wider where no
        word then stands alone on a paragraph's last line, and the cell has no more lines.
        """
        column = self.spec.columns[index]
        room = self.widths[index] - column.pad - column.indent
        setter = self.studio.setter
        for piece, paragraph in zip(cell.pieces, made, strict=True):
            if len(paragraph.lines) < 2 or piece.bullet or paragraph.text != piece.text:
                continue
            for narrow in runt_rooms(setter, paragraph, piece.style, room):
                tried = tuple([_set(self.studio, p, 0, narrow, "left") for p in cell.pieces])
                if is_better(tried[made.index(paragraph)], paragraph) and all(
                    len(t.lines) <= len(m.lines) for t, m in zip(tried, made, strict=True)
                ):
                    return tried, column.pad + room - narrow
        return made, column.pad


def _largest(row: RowSpec) -> float:
    """Points: the largest type that a cell of the row begins with."""
    return max([cell.pieces[0].style.size for cell in row.cells if cell.pieces], default=0.0)


def _taller(paragraph: Paragraph) -> int:
    """EMU that lines of Chinese, Japanese, Korean or emoji take beyond 1.2 of their size: fonts
    that programs fall back to stand up to 1.45 of it. A row that grew would leave what is drawn
    over the rows below it behind.
    """
    total = 0
    for line in paragraph.lines:
        for run in line:
            if not run.text.isascii() and _wide(run.text):
                total += points(max([run.size for run in line]) * 0.25)
                break
    return total


@lru_cache(maxsize=4096)
def _wide(text: str) -> bool:
    """Whether ``text`` holds a character as wide as it is high."""
    return any(east_asian_width(c) == "W" for c in text)


def _set(studio: Studio, piece: Piece, most: int, width: int, align: Align) -> Paragraph:
    """A piece in at most ``most`` lines (0: any number)."""
    style = piece.style if align == "left" else piece.style.aligned(align)
    if piece.bullet:
        width -= round(BULLET_INDENT * points(style.size))
    made = studio.setter.mixed(piece.runs, width, align=align) if piece.runs else None
    if made is not None and not (most and len(made.lines) > most):
        pass
    elif most:
        made = studio.setter.shorten(piece.text, style, width, most)
    else:
        made = studio.setter.paragraph(piece.text, style, width)
    if piece.link is not None:
        made = with_link(made, piece.link)
    if piece.bullet:
        made = replace(made, bullet=True)
    return replace(made, space_before=piece.before) if piece.before else made


def _empty(studio: Studio) -> Paragraph:
    """An empty cell still has a type size, or a program gives it 18 points and a taller row."""
    return studio.setter.paragraph("", studio.caption(), 1)


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
