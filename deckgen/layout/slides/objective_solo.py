"""The one key result of an objective: its values as large numbers over its bar."""

from __future__ import annotations

from itertools import pairwise

from deckgen.layout.pieces import balanced, bar, columns, mark, rule, text_box
from deckgen.layout.studio import Studio
from deckgen.plan import KeyResultRow, ObjectiveDetail
from deckgen.scene import Box, Element, points
from deckgen.text.style import Style
from deckgen.values import dataclass

TITLES = (24.0, 20.0, 18.0, 16.0, 13.0)
"""Sizes of the title in points, from large to small. Where that is too large, the key result
stands in the table.
"""
NOW = 44.0
"""Points: the value now, as large as the progress in the panel; start and target are as large as
the slide's title. So the slide has no more sizes of type than others.
"""
SHARES = (0.28, 0.43, 0.29)
"""Of the width: start, now, target."""
LINES = 4
"""Lines at most of the title; each text below it takes two."""
AIR = points(14)
MOST_AIR = points(56)
"""EMU between title, numbers and bar: least, and where the slide has free height."""
THICK = points(12)
STATE = points(28)
"""EMU: height of the bar's own words below it, with the air above them."""


@dataclass(frozen=True, slots=True)
class Solo:
    """A key result that stands alone, measured for a box. Sizes in points, heights in EMU."""

    row: KeyResultRow
    box: Box
    title: float
    head: int
    """Height of title and texts below it."""
    numbers: int
    """Height of the numbers with their captions."""
    air: int

    @property
    def bottom(self) -> int:
        """The y below the last of it."""
        return self.box.y + _HEAD + self.head + self.numbers + 2 * self.air + THICK + STATE


_HEAD = points(34)
"""EMU from the top of the box to the title: caption, rule and air."""


def solo(
    studio: Studio, content: ObjectiveDetail, box: Box, largest: float, reserve: int
) -> Solo | None:
    """The only key result in ``box`` in the largest look that fits it whole, its title at most
    ``largest`` points; None when there are more or none fits.
    ``reserve``: EMU kept free below it.
    """
    if len(content.rows) != 1:
        return None
    row, room = content.rows[0], box.h - reserve
    values = _values(studio, row)
    if not values:
        return None
    for (name, _, text), spot in zip(values, _spots(box, len(values)), strict=True):
        if studio.setter.width(text, _number(studio, row, name)) > spot.w * 0.97:
            return None
    numbers = points(1.2 * (NOW + studio.small) + 1)
    for title in TITLES:
        fits = title <= max(largest, TITLES[-1])
        head = _head_height(studio, row, title, box.w) if fits else 0
        free = room - _HEAD - head - numbers - THICK - STATE - 2 * AIR
        if head and free >= 0:
            return Solo(row, box, title, head, numbers, AIR + min(free // 2, MOST_AIR - AIR))
    return None


def _spots(box: Box, count: int) -> list[Box]:
    """The columns of the values; the value now has the widest of three."""
    if count != len(SHARES):
        return columns(box, count, points(16))
    gap = points(16)
    edges = [box.x + round((box.w + gap) * sum(SHARES[:n])) for n in range(count + 1)]
    return [Box(x, box.y, end - x - gap, box.h) for x, end in pairwise(edges)]


def solo_elements(studio: Studio, content: ObjectiveDetail, made: Solo) -> list[Element]:
    """The key result: caption and rule as a table has them, title, numbers, bar and status."""
    theme, setter, row, box = studio.theme, studio.setter, made.row, made.box
    color = theme.level(content.level)
    caption = setter.paragraph(studio.word("key_result"), studio.caption(bold=True), box.w)
    top = Box(box.x, box.y + points(2), box.w, setter.height([caption]))
    found: list[Element] = [
        text_box("Key result heading", top, [caption]),
        rule("Key result rule", box.x, top.bottom + points(6), box.w, theme.ink),
    ]
    y = box.y + _HEAD
    for number, (text, style, most) in enumerate(_texts(studio, row, made.title)):
        paragraph, width = balanced(setter, text, style, box.w, most)
        name = f"Key result text {number}" if number else "Key result"
        height = setter.height([paragraph])
        found.append(text_box(name, Box(box.x, y, width, height), [paragraph]))
        y += height + points(2)
    y = box.y + _HEAD + made.head + made.air
    values = _values(studio, row)
    spots = _spots(Box(box.x, y, box.w, made.numbers), len(values))
    for spot, (name, label, text) in zip(spots, values, strict=True):
        style = _number(studio, row, name)
        quiet = studio.body(studio.small, theme.muted).aligned(style.align)
        said = setter.paragraph(label, quiet, spot.w)
        value = setter.paragraph(text, style, spot.w)
        high = setter.height([said])
        found.append(text_box(f"{name} label", Box(spot.x, y, spot.w, high), [said]))
        # First baselines agree: a line's descent and half its leading are 0.3 of its size.
        tall = setter.height([value])
        base = y + made.numbers - points(0.3 * NOW)
        at = Box(spot.x, base - tall + points(0.3 * style.size), spot.w, tall)
        found.append(text_box(name, at, [value]))
    y += made.numbers + made.air
    track = Box(box.x, y, box.w, THICK)
    found.append(bar("Bar 1", track, row.meter, color, theme))
    y += THICK + points(10)
    word = studio.strong(studio.small)
    line, side = points(1.2 * word.size), points(9)
    found.append(mark("Mark 1", row.meter.status, box.x, y + (line - side) // 2, side, theme))
    half = box.w // 2
    status = setter.paragraph(row.meter.status_label, word, half - points(16))
    found.append(text_box("Status", Box(box.x + points(16), y, half - points(16), line), [status]))
    if row.meter.value is not None:
        percent = setter.paragraph(row.meter.label, word.aligned("right"), half)
        found.append(text_box("Progress", Box(box.right - half, y, half, line), [percent]))
    return found


def _values(studio: Studio, row: KeyResultRow) -> list[tuple[str, str, str]]:
    """Names, labels and texts of start, now and target, without those that are empty."""
    every = (("Start", row.start), ("Now", row.now), ("Target", row.target))
    return [(name, studio.word(name.lower()), text) for name, text in every if text]


def _number(studio: Studio, row: KeyResultRow, name: str) -> Style:
    """The value now is the large one; the target stands at the bar's far end, as on the bar."""
    theme = studio.theme
    if name == "Now":
        return studio.number(NOW, theme.muted if row.meter.value is None else theme.ink)
    other = studio.body(studio.title().size, theme.muted)
    return other.aligned("right") if name == "Target" else other


def _texts(studio: Studio, row: KeyResultRow, size: float) -> list[tuple[str, Style, int]]:
    """Texts below each other with their styles and most lines: title, note, people, details."""
    quiet = studio.body(studio.small, studio.theme.muted)
    people = "  ·  ".join(t for t in (row.owner, row.confidence) if t)
    below = [t for t in (row.note, people, *row.details) if t]
    return [(row.title, studio.strong(size), LINES), *((t, quiet, 2) for t in below)]


def _head_height(studio: Studio, row: KeyResultRow, size: float, width: int) -> int:
    """Height of the texts at a title of ``size``; 0 when one does not stand whole."""
    total = 0
    for text, style, most in _texts(studio, row, size):
        lines = studio.setter.lines(text, style, width)
        if lines > most:
            return 0
        total += points(1.2 * style.size * lines) + points(2)
    return total
