"""The ``picture`` layout: one picture, whole or cropped to the free area, never stretched."""

from __future__ import annotations

from deckgen.layout.frame import frame, slide
from deckgen.layout.pictures import placed
from deckgen.layout.pieces import text_box
from deckgen.layout.studio import Studio
from deckgen.pictures.raster import stand_in
from deckgen.plan import Image, PlannedSlide
from deckgen.scene import Box, Element, Picture, Slide, points
from deckgen.values import replace


def picture(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """The picture with its caption under it."""
    content = planned.content
    assert isinstance(content, Image)
    top = frame(studio, planned)
    setter = studio.setter
    body = top.body
    cut = list(top.cut)
    area = body
    note = None
    if content.caption:
        note = setter.shorten(content.caption, studio.body(12, studio.theme.muted), body.w, 2)
        area = replace(body, h=body.h - setter.height([note]) - points(8))
        if note.text != content.caption:
            cut.append(content.caption)
    box, crop = placed(content.width, content.height, area, content.fill == "crop")
    if box.w < area.w:  # it begins where everything on the slide begins
        box = replace(box, x=area.x)
    data, mime, svg = stand_in(content.data, content.mime)
    elements: list[Element] = [
        *top.elements,
        Picture("Picture", box, data, mime, alt=content.alt, crop=crop, svg=svg),
    ]
    if note is not None:
        spot = Box(body.x, box.bottom + points(8), body.w, setter.height([note]))
        elements.append(text_box("Caption", spot, [note]))
    return [
        slide(planned, top.title, elements, full_texts=cut, lead_in=studio.word("full_text"))
    ]  # fmt: skip
