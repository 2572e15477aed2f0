"""The heads of a table's columns, measured and set as its first row: kept from deck to deck."""

from __future__ import annotations

from deckgen.layout.studio import Studio
from deckgen.layout.tablespec import Column, TableSpec, with_link
from deckgen.making import new_cell, new_text
from deckgen.scene import Cell, Paragraph, Stroke, points
from deckgen.text.style import Style
from deckgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Heads:
    """The cells of a table's first row, its height (EMU; 0 without heads) and what was cut."""

    cells: tuple[Cell, ...]
    height: int
    cut: tuple[str, ...]


def heads(studio: Studio, spec: TableSpec, widths: tuple[int, ...]) -> Heads:
    """The heads of a table whose columns are ``widths`` EMU wide."""
    # By their id: telling columns apart takes as long as setting them.
    key = "heads", id(spec.columns), spec.ruled, widths
    known = studio.parts.get(key)
    if known is not None:
        found: Heads = known[0]
        return found
    found = _made(studio, spec, widths)
    if not found.cut:  # what is cut is found each time
        studio.parts.put(key, (found, spec.columns))
    return found


def _made(studio: Studio, spec: TableSpec, widths: tuple[int, ...]) -> Heads:
    style = studio.caption(bold=True)
    looks = [(column.head_style or style).aligned(column.align) for column in spec.columns]
    parts = zip(spec.columns, looks, widths, strict=True)
    made = [_set(studio, column, look, width) for column, look, width in parts]
    cut = [c.head for c, p in zip(spec.columns, made, strict=True) if p.text != c.head]
    height = 0
    if any(c.head for c in spec.columns):
        height = max(studio.setter.height([p]) for p in made) + points(8)
    stroke = Stroke(studio.theme.ink) if spec.ruled else None
    cells = [_cell(c, p, stroke) for c, p in zip(spec.columns, made, strict=True)]
    return Heads(tuple(cells), height, tuple(cut))


def _left(column: Column) -> int:
    return column.indent if column.align == "center" else 0


def _set(studio: Studio, column: Column, style: Style, width: int) -> Paragraph:
    room = width - column.pad - _left(column)
    if column.head_most:
        made = studio.setter.shorten(column.head, style, room, column.head_most)
    else:
        made = studio.setter.paragraph(column.head, style, room)
    return made if column.head_link is None else with_link(made, column.head_link)


def _cell(column: Column, head: Paragraph, stroke: Stroke | None) -> Cell:
    insets = (_left(column), points(2), column.pad, points(6))
    return new_cell(new_text((head,), "bottom", insets), None, None, stroke)
