"""The PPTX writer: a scene as PowerPoint's parts, written as text into one deterministic zip.

It draws what the scene says and decides nothing: no text is measured, no shape moved. The base
(theme, master, layouts) is made once for each theme and page; a deck adds its slides, notes,
charts, pictures, sections and properties.
"""

from __future__ import annotations

import io

from deckgen.scene import Scene
from deckgen.theme.page import Page
from deckgen.theme.tokens import Theme
from deckgen.write.pptx import presentation as part
from deckgen.write.pptx.base import Base, base
from deckgen.write.pptx.context import Deck, texts_of
from deckgen.write.pptx.package import Packed, Sink, ZipStream, packed
from deckgen.write.pptx.slide import write_slide

__all__ = ["write", "write_to"]


def write(scene: Scene, theme: Theme, page: Page, on: Base | None = None) -> bytes:
    """The deck as bytes. The same scene, theme and page give the same bytes.

    ``on`` is a base other than the theme's own, such as a company's master. Raises LookupError
    when a link or a connector names nothing in the scene, OutputError when the deck has more
    parts than a zip holds.
    """
    stream = io.BytesIO()
    write_to(scene, theme, page, stream, on)
    return stream.getvalue()


def write_to(scene: Scene, theme: Theme, page: Page, stream: Sink, on: Base | None = None) -> None:
    """Write the deck to a stream, part by part; the stream need not seek. See ``write``."""
    ground = on or base(theme, page)
    package = ZipStream(stream)
    package.add("[Content_Types].xml", part.content_types(scene, ground))
    package.add("_rels/.rels", part.root_relationships())
    package.add("docProps/core.xml", part.core_properties(scene))
    package.add("docProps/app.xml", part.app_properties(scene))
    package.add("ppt/presentation.xml", part.presentation(scene, ground.master_id))
    package.add("ppt/_rels/presentation.xml.rels", part.presentation_relationships(scene, ground))
    for ready in _packed(ground):
        package.put(ready)
    numbers = {slide.key: number for number, slide in enumerate(scene.slides, 1)}
    taken = {name.lower() for name, _ in ground.parts if name.lower().startswith("ppt/media/")}
    deck = Deck(scene.language, numbers, texts_of(scene.language), taken=taken, emit=package.add)
    for number, slide in enumerate(scene.slides, 1):
        write_slide(slide, number, deck, ground)
    package.close()


_ready: list[tuple[Base, tuple[Packed, ...]]] = []


def _packed(ground: Base) -> tuple[Packed, ...]:
    """The base's parts, packed once for all decks of a batch."""
    for known, parts in _ready:
        if known is ground:
            return parts
    made = tuple(packed(name, data) for name, data in ground.parts)
    _ready[:] = [(ground, made)]
    return made
