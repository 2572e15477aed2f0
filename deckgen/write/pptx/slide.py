"""Slides and their notes: the parts a deck adds to its base."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import count
from posixpath import normpath
from typing import Any

from deckgen.scene import (
    Chart,
    Connector,
    Group,
    Picture,
    Shape,
    Slide,
    Table,
)
from deckgen.write.pptx.base import Base, LayoutPart
from deckgen.write.pptx.chart import chart
from deckgen.write.pptx.connector import connector
from deckgen.write.pptx.context import Context, Deck
from deckgen.write.pptx.drawing import picture
from deckgen.write.pptx.master import TREE_HEAD, ground
from deckgen.write.pptx.notes import write_notes
from deckgen.write.pptx.recolor import recolored
from deckgen.write.pptx.shape import drawn, group
from deckgen.write.pptx.table import table
from deckgen.write.pptx.xml import HEADER, NAMESPACES, escape, is_plain, relations

_MASTER_COLORS = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
_SLIDE = f'{HEADER}<p:sld {NAMESPACES}><p:cSld name="'


def write_slide(slide: Slide, number: int, deck: Deck, base: Base) -> None:
    """Emit a slide, its relationships and its notes. ``number`` counts from 1.

    Raises LookupError when a link or a connector names what the scene does not have, and
    ValueError when two elements of the slide have one name.
    """
    layout = _layout(slide, base)
    if layout.slots:
        slide = recolored(slide, layout.slots)
    context = Context(deck, slide, number, layout)
    context.relate("slideLayout", _path_of(layout.file))
    _number(slide, context)
    # Encoded one by one: a word with a dash in it would make the whole slide's text twice as wide.
    body = [part.encode() for part in drawn(slide.elements, context, others=_WRITERS)]
    if slide.notes:
        context.relate("notesSlide", f"../notesSlides/notesSlide{number}.xml")
    background = ground(slide.ground) if slide.ground is not None else ""
    head = f'{_SLIDE}{escape(slide.title)}">{background}<p:spTree>{TREE_HEAD}'
    tail = f"</p:spTree></p:cSld>{layout.color_map or _MASTER_COLORS}</p:sld>"
    deck.emit(f"ppt/slides/slide{number}.xml", b"".join([head.encode(), *body, tail.encode()]))
    deck.emit(f"ppt/slides/_rels/slide{number}.xml.rels", relations(tuple(context.rels)))
    if slide.notes:
        write_notes(slide.notes, number, deck, base.notes_master)


@lru_cache(maxsize=64)
def _path_of(file: str) -> str:
    return normpath(f"../slideLayouts/{file}")


def _layout(slide: Slide, base: Base) -> LayoutPart:
    """The layout of the slide's role; one with a body when the slide fills a body."""
    layout = base.roles[slide.role]
    if slide.role == "title":
        for element in slide.elements:
            if element.__class__ is Shape and element.placeholder in _BODIES:
                return base.roles.get("content", layout)
    return layout


_BODIES = ("body", "subtitle")


def _number(slide: Slide, context: Context) -> None:
    """Give every element its id before any is written: connectors stand under their shapes."""
    names: list[str] = []
    for element in slide.elements:
        names.append(element.name)
        if element.__class__ is Group:
            names += [child.name for child in element.children]
    context.ids = dict(zip(names, count(2), strict=False))
    context.plain = is_plain(" ".join(names))
    if len(context.ids) != len(names):
        raise ValueError(f"slide {slide.key!r} has two elements of one name")


_WRITERS: Mapping[type, Callable[[Any, Context], str]] = {
    Connector: connector,
    Group: group,
    Table: table,
    Chart: chart,
    Picture: picture,
}
