"""Native tables: explicit fills and borders, since Slides and Keynote ignore table styles."""

from __future__ import annotations

from deckgen.scene import Cell, Color, Stroke, Table
from deckgen.write.pptx.context import Context
from deckgen.write.pptx.drawing import properties
from deckgen.write.pptx.fills import line, solid
from deckgen.write.pptx.text import ANCHOR, plain

NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's "No Style, No Grid"."""


def table(element: Table, context: Context) -> str:
    """A table as a graphic frame."""
    head = properties(context, element.name, element.alt, False, None)
    grid = "".join(f'<a:gridCol w="{width}"/>' for width in element.columns)
    parts: list[str] = []
    rows = element.rows
    frames: dict[tuple[object, ...], str] = {}
    for index, row in enumerate(rows):
        above = rows[index - 1] if index else ()
        below = rows[index + 1] if index + 1 < len(rows) else ()
        parts.append(f'<a:tr h="{element.heights[index]}">')
        for column, cell in enumerate(row):
            # An edge between two cells belongs to both; what one says the other repeats.
            top = cell.top or (above[column].bottom if column < len(above) else None)
            bottom = cell.bottom or (below[column].top if column < len(below) else None)
            text = cell.text
            # The table keeps what is looked up by identity while it is written.
            key = (id(top), id(bottom), id(cell.sides), id(cell.fill), text.insets, text.anchor)
            behind = frames.get(key)
            if behind is None:
                behind = frames[key] = _kept_frame(cell, top, bottom)
            parts.append(f"{_BEFORE}{plain(text, context)}{behind}")
        parts.append("</a:tr>")
    box = element.box
    first = ' firstRow="1"' if element.header else ""
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{head}<p:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'<p:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{sum(element.columns)}" '
        f'cy="{sum(element.heights)}"/></p:xfrm><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
        f"<a:tblPr{first}><a:tableStyleId>{NO_STYLE}</a:tableStyleId></a:tblPr>"
        f"<a:tblGrid>{grid}</a:tblGrid>{''.join(parts)}</a:tbl></a:graphicData></a:graphic>"
        "</p:graphicFrame>"
    )


_BEFORE = "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>"


def _kept_frame(cell: Cell, top: Stroke | None, bottom: Stroke | None) -> str:
    """What stands behind the words of a cell, as an earlier table may have had it."""
    text = cell.text
    fill, sides = cell.fill, cell.sides
    key = (text.insets, text.anchor, id(fill), _edge(top), _edge(bottom), _edge(sides))
    found = _frames.get(key)
    if found is None:
        if len(_frames) >= _KEPT:
            _frames.clear()
        # What is looked up by identity is kept, so that no other object can come to have it.
        paints = (fill, *(edge.color for edge in (top, bottom, sides) if edge is not None))
        found = _frames[key] = (_frame(cell, top, bottom), paints)
    return found[0]


def _edge(stroke: Stroke | None) -> tuple[int, float, str] | None:
    """What an edge is looked up by: each table has strokes of its own, of the same colours."""
    return None if stroke is None else (id(stroke.color), stroke.width, stroke.dash)


_frames: dict[tuple[object, ...], tuple[str, tuple[Color | None, ...]]] = {}
_KEPT = 1024


def _frame(cell: Cell, top: Stroke | None, bottom: Stroke | None) -> str:
    """What stands behind the words of a cell: its margins, edges and fill."""
    left, upper, right, lower = cell.text.insets
    fill = solid(cell.fill) if cell.fill is not None else "<a:noFill/>"
    sides = _NO_SIDES
    if cell.sides is not None:
        sides = line(cell.sides, "a:lnL") + line(cell.sides, "a:lnR")
    upper_edge = line(top, "a:lnT") if top is not None else _NO_TOP
    lower_edge = line(bottom, "a:lnB") if bottom is not None else _NO_BOTTOM
    return (
        f'</a:txBody><a:tcPr marL="{left}" marR="{right}" marT="{upper}" marB="{lower}" '
        f'anchor="{ANCHOR[cell.text.anchor]}">{sides}{upper_edge}{lower_edge}{fill}'
        "</a:tcPr></a:tc>"
    )


_NO_SIDES = '<a:lnL w="0"><a:noFill/></a:lnL><a:lnR w="0"><a:noFill/></a:lnR>'
_NO_TOP = '<a:lnT w="0"><a:noFill/></a:lnT>'
_NO_BOTTOM = '<a:lnB w="0"><a:noFill/></a:lnB>'
