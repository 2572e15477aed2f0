"""The ``text`` layout: paragraphs and bullets in a readable measure."""

from __future__ import annotations

from deckgen.layout.frame import slide
from deckgen.layout.pieces import panel, text_box
from deckgen.layout.studio import Studio
from deckgen.layout.tables import framed
from deckgen.plan import PlannedSlide, Prose
from deckgen.scene import Box, Element, Paragraph, Slide, points
from deckgen.text import inline
from deckgen.values import replace

SIZES = (20.0, 18.0, 16.0, 14.0)
MEASURE = 88
"""Characters of a line that read well."""
SPACE = 9.0
"""Points between paragraphs."""
INDENT = points(20)
"""How far a bulleted paragraph stands in, as the writer sets it."""


def text(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """Paragraphs in the largest size that fits one slide, else continued at 16 points."""
    content = planned.content
    assert isinstance(content, Prose)
    if not any(p.strip() for p in content.paragraphs):
        return []
    made = framed(studio, planned, lambda body: _pages(studio, content, body))
    slides = []
    for part, (top, paragraphs) in enumerate(made, start=1):
        size = max(r.size for p in paragraphs for line in p.lines for r in line)
        width = _width(studio, size, top.body)
        height = studio.setter.height(paragraphs)
        box = Box(top.body.x + points(22), top.body.y + points(6), width, height)
        edge = Box(top.body.x, top.body.y, points(4), height + points(12))
        elements: tuple[Element, ...] = (
            *top.elements,
            panel("Edge", edge, studio.theme.line, role="ornament"),
            text_box("Text", box, paragraphs),
        )
        slides.append(slide(planned, top.title, elements, part=part, full_texts=top.cut))
    return slides


def _width(studio: Studio, size: float, body: Box) -> int:
    measure = studio.setter.width("n" * MEASURE, studio.body(size))
    return min(body.w - points(22), measure)


def _set(studio: Studio, content: Prose, size: float, width: int) -> list[Paragraph]:
    made: list[Paragraph] = []
    for source in content.paragraphs:
        bullet = source.startswith("- ")
        runs = inline.to_runs(inline.parse(source[2:] if bullet else source), studio.body(size))
        if not runs:
            continue
        room = width - INDENT if bullet else width
        space = SPACE if made else 0.0
        paragraph = studio.setter.mixed(runs, room, space_before=space)
        made.append(replace(paragraph, bullet=bullet))
    return made


def _pages(studio: Studio, content: Prose, body: Box) -> list[list[Paragraph]]:
    room = body.h - points(12)
    for size in SIZES:
        paragraphs = _set(studio, content, size, _width(studio, size, body))
        if studio.setter.height(paragraphs) <= room:
            return [paragraphs]
    paragraphs = _set(studio, content, 16, _width(studio, 16, body))
    pages: list[list[Paragraph]] = [[]]
    for paragraph in paragraphs:
        for piece in _slices(studio, paragraph, room):
            if pages[-1] and studio.setter.height([*pages[-1], piece]) > room:
                pages.append([])
            pages[-1].append(piece if pages[-1] else replace(piece, space_before=0.0))
    return pages


def _slices(studio: Studio, paragraph: Paragraph, room: int) -> list[Paragraph]:
    """A paragraph taller than a slide, cut at line ends."""
    most = max(1, room // studio.setter.height([replace(paragraph, lines=paragraph.lines[:1])]))
    return [
        replace(paragraph, lines=paragraph.lines[n : n + most])
        for n in range(0, len(paragraph.lines), most)
    ]
