"""The key results of an objective as a table, or the objectives that it rolls up."""

from __future__ import annotations

import re
from functools import lru_cache

from deckgen.layout.pieces import evenly, rule, text_box
from deckgen.layout.studio import SENTENCE_FLOOR, Studio
from deckgen.layout.tables import (
    CellSpec,
    Column,
    Placed,
    RowSpec,
    TableSpec,
    cell_bar,
    cell_mark,
    tallest_of,
)
from deckgen.layout.tablespec import new_cell_spec, new_piece
from deckgen.making import new_box, new_link
from deckgen.plan import KeyResultRow, ObjectiveDetail, Ref
from deckgen.scene import Box, Element, points
from deckgen.text.style import Style
from deckgen.values import replace

CHILDREN_HEAD = points(21)
TALLEST = {1: points(320), 2: points(180), 3: points(130)}
"""EMU: how tall a row may grow where nothing stands below the table."""
TALL_ALONE = points(180)
"""EMU: the same where a band stands above the table."""
HEADS = ("key_result", "start", "now", "target", "progress", "status")
EMPTY = CellSpec()
SHORT_UNIT = 9
"""Characters: a longer unit stands once, under the title, and not behind each value."""


def table_of(
    studio: Studio, content: ObjectiveDetail, title: str, size: float, course: bool,
    short: bool = False,
) -> TableSpec:  # fmt: skip
    """Key results with their values; rows fill the slide where no course stands below."""
    shown = [_shown_once(row) for row in content.rows]
    wide = studio.page.wide and not _long(shown)
    columns = _columns(tuple([studio.word(key) for key in HEADS]), wide)
    small, muted = min(size, studio.small), studio.theme.muted
    looks = studio.strong(size), studio.body(small, muted), studio.strong(small)
    rows = tuple([_row(row, looks, unit, short) for row, unit in shown])
    tallest = tallest_of(len(rows))
    if not course:
        tallest = TALLEST.get(len(rows), tallest)
        if not studio.page.wide:
            tallest = min(tallest, TALL_ALONE)
    return TableSpec(
        "Key results",
        columns,
        rows,
        title,
        air=points(7),
        anchor="top",
        weighted=0.28 if any(len(row.title) > 40 for row in content.rows) else 0.2,
        tallest=tallest,
    )


@lru_cache(maxsize=64)
def _columns(heads: tuple[str, ...], wide: bool) -> tuple[Column, ...]:
    """The columns, the same for every objective of a deck."""
    title, start, now, target, progress, status = heads
    pad = points(10 if wide else 9)
    return (
        Column(title, weight=1.0, pad=pad),
        Column(start, align="right", pad=pad),
        Column(now, align="right", pad=pad),
        Column(target, align="right", pad=points(14) if wide else pad),
        Column(progress, width=points(84 if wide else 62), pad=points(8)),
        Column("", align="right", pad=pad),
        Column(status, pad=0, indent=points(14)),
    )


def _long(shown: list[tuple[KeyResultRow, str]]) -> bool:
    """Whether some value or title is so long that its column needs the room of others."""
    return any(
        len(row.title) > 110 or max(map(len, (row.start, row.now, row.target))) > SHORT_UNIT
        for row, _ in shown
    )


def _shown_once(row: KeyResultRow) -> tuple[KeyResultRow, str]:
    """The row without the long unit that its values share, and that unit (or "")."""
    if max(map(len, _values(row))) <= SHORT_UNIT + 2:  # no room for a number and a long unit
        return row, ""
    found = [re.fullmatch(r"([-−–+]?\d[\d.,’'\s]*)\s(\D.*)", v) for v in _values(row)]
    units = [match[2] for match in found if match]
    if len(units) < 2 or max(map(len, units)) <= SHORT_UNIT or not _same(units):
        return row, ""
    start, now, target = (
        match[1].strip() if match else value
        for match, value in zip(found, _values(row), strict=True)
    )
    return replace(row, start=start, now=now, target=target), max(units, key=len)


def _values(row: KeyResultRow) -> tuple[str, str, str]:
    return row.start, row.now, row.target


def _same(units: list[str]) -> bool:
    """Whether units are one, "appointment a week" and "appointments a week" included."""
    return len({unit[:4].casefold() for unit in units}) == 1


def _row(row: KeyResultRow, looks: tuple[Style, Style, Style], unit: str, short: bool) -> RowSpec:
    """A key result. ``looks``: its title's style, that of quiet texts and that of values."""
    title, quiet, strong = looks
    first = [new_piece(row.title, title)]
    if unit:
        first.append(new_piece(unit, quiet, most=3, before=1))
    if row.note:
        first.append(new_piece(row.note, quiet, most=3 if short else 5, before=1))
    people = "  ·  ".join(t for t in (row.owner, row.confidence) if t)
    if people:
        first.append(new_piece(people, quiet, most=3, before=1))
    first += [new_piece(text, quiet, most=2 if short else 3, before=1) for text in row.details]

    def value(text: str, style: Style) -> CellSpec:
        return new_cell_spec((new_piece(text, style, 4),)) if text else EMPTY

    return RowSpec(
        (
            new_cell_spec(tuple(first)),
            value(row.start, quiet),
            value(row.now, strong),
            value(row.target, quiet),
            EMPTY,
            value(row.meter.label, strong),
            value(row.meter.status_label, strong),
        )
    )


def over_table(studio: Studio, content: ObjectiveDetail, placed: Placed) -> list[Element]:
    """Bars and marks over the empty cells of the table."""
    found: list[Element] = []
    color = studio.theme.level(content.level)
    for index in placed.indices:
        meter = content.rows[index].meter
        size = placed.size(index)
        thick = points(7 if size <= 16 else 9)
        found.append(cell_bar(placed, index, 4, meter, color, studio, line=size, thick=thick))
        found.append(cell_mark(placed, index, 6, meter.status, studio, line=size))
    return found


def shares(studio: Studio, children: tuple[Ref, ...], box: Box) -> list[tuple[Ref, ...]]:
    """Which children stand on which slide, evenly."""
    room = box.h - CHILDREN_HEAD
    step = _child_step(studio, children, box.w, SENTENCE_FLOOR)
    shares, first = [], 0
    for count in evenly(len(children), max(1, room // step)):
        shares.append(children[first : first + count])
        first += count
    return shares


def _child_step(studio: Studio, children: tuple[Ref, ...], width: int, size: float) -> int:
    style = studio.strong(size)
    made = [studio.setter.paragraph(ref.text, style, width) for ref in children]
    return max((studio.setter.height([p]) for p in made), default=0) + points(12)


def children_list(studio: Studio, children: tuple[Ref, ...], box: Box) -> tuple[list[Element], int]:
    """The objectives whose progress this one rolls up, as a list of links; and its end."""
    if not children:
        return [], box.y
    theme, setter = studio.theme, studio.setter
    head = setter.paragraph(studio.word("supported_by"), studio.caption(bold=True), box.w)
    spot = replace(box, h=setter.height([head]))
    found: list[Element] = [text_box("Supported by", spot, [head])]
    y, room = box.y + CHILDREN_HEAD, box.h - CHILDREN_HEAD
    sizes = studio.evenly(studio.sizes(16))
    size = next(
        (s for s in sizes if _child_step(studio, children, box.w, s) * len(children) <= room),
        sizes[-1],
    )
    step = _child_step(studio, children, box.w, size)
    step = max(step, min(room // len(children), points(56)))
    for index, ref in enumerate(children):
        color = theme.ink if index == 0 else theme.hairline
        found.append(rule(f"Child rule {index + 1}", box.x, y, box.w, color))
        link = new_link(slide=ref.slide, tip=ref.text) if ref.slide else None
        text = setter.paragraph(ref.text, studio.strong(size), box.w)
        spot = new_box(box.x, y, box.w, step)
        found.append(text_box(f"Child {index + 1}", spot, [text], anchor="middle", link=link))
        y += step
    return found, y
