"""Slides and their notes: the parts a deck adds to its base."""

from __future__ import annotations

from collections.abc import Callable
from posixpath import normpath
from typing import Any

from deckgen.scene import (
    Chart,
    Connector,
    Group,
    Picture,
    Rule,
    Shape,
    Slide,
    Table,
)
from deckgen.write.pptx.base import Base, LayoutPart
from deckgen.write.pptx.chart import chart
from deckgen.write.pptx.connector import connector
from deckgen.write.pptx.context import Context, Deck
from deckgen.write.pptx.drawing import group, picture, rule, shape
from deckgen.write.pptx.master import TREE_HEAD, ground
from deckgen.write.pptx.notes import write_notes
from deckgen.write.pptx.recolor import recolored
from deckgen.write.pptx.table import table
from deckgen.write.pptx.xml import HEADER, NAMESPACES, escape, relationships

_MASTER_COLORS = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"


def write_slide(slide: Slide, number: int, deck: Deck, base: Base) -> None:
    """Emit a slide, its relationships and its notes. ``number`` counts from 1.

    Raises LookupError when a link or a connector names what the scene does not have, and
    ValueError when two elements of the slide have one name.
    """
    layout = _layout(slide, base)
    if layout.slots:
        slide = recolored(slide, layout.slots)
    context = Context(deck, slide, number, layout)
    context.relate("slideLayout", normpath(f"../slideLayouts/{context.layout.file}"))
    _number(slide, context)
    # Encoded one by one: a word with a dash in it would make the whole slide's text twice as wide.
    body = [_WRITERS[element.__class__](element, context).encode() for element in slide.elements]
    if slide.notes:
        context.relate("notesSlide", f"../notesSlides/notesSlide{number}.xml")
    background = ground(slide.ground) if slide.ground is not None else ""
    head = (
        f'{HEADER}<p:sld {NAMESPACES}><p:cSld name="{escape(slide.title)}">{background}<p:spTree>'
        f"{TREE_HEAD}"
    )
    tail = f"</p:spTree></p:cSld>{layout.color_map or _MASTER_COLORS}</p:sld>"
    deck.emit(f"ppt/slides/slide{number}.xml", b"".join([head.encode(), *body, tail.encode()]))
    deck.emit(f"ppt/slides/_rels/slide{number}.xml.rels", relationships(context.rels))
    if slide.notes:
        write_notes(slide.notes, number, deck, base.notes_master)


def _layout(slide: Slide, base: Base) -> LayoutPart:
    """The layout of the slide's role; one with a body when the slide fills a body."""
    layout = base.roles[slide.role]
    if slide.role == "title" and any(
        isinstance(e, Shape) and e.placeholder in ("body", "subtitle") for e in slide.elements
    ):
        return base.roles.get("content", layout)
    return layout


def _number(slide: Slide, context: Context) -> None:
    """Give every element its id before any is written: connectors stand under their shapes."""
    ids, shapes = context.ids, context.shapes
    count = 0
    for element in slide.elements:
        count += 1
        ids[element.name] = len(ids) + 2
        if isinstance(element, Shape):
            shapes[element.name] = element
        elif isinstance(element, Group):
            shapes[element.name] = element
            for child in element.children:
                count += 1
                ids[child.name] = len(ids) + 2
                if isinstance(child, Shape):
                    shapes[child.name] = child
    if len(ids) != count:
        raise ValueError(f"slide {slide.key!r} has two elements of one name")


_WRITERS: dict[type, Callable[[Any, Context], str]] = {
    Shape: shape,
    Connector: connector,
    Rule: rule,
    Group: group,
    Table: table,
    Chart: chart,
    Picture: picture,
}
