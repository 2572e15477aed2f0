"""The PPTX writer: a scene as PowerPoint's parts, written as text into one deterministic zip.

It draws what the scene says and decides nothing: no text is measured, no shape moved. The base
(theme, master, layouts) is made once for each theme and page; a deck adds its slides, notes,
charts, pictures, sections and properties.
"""

from __future__ import annotations

import io
from functools import lru_cache

from deckgen.scene import Scene
from deckgen.theme.page import Page
from deckgen.theme.tokens import Theme
from deckgen.write.pptx import presentation as part
from deckgen.write.pptx.base import Base, base
from deckgen.write.pptx.context import Deck, texts_of
from deckgen.write.pptx.package import Block, Packed, Sink, ZipStream, packed
from deckgen.write.pptx.repeats import slide_parts

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
    ready = _ready(ground)
    package = ZipStream(stream)
    package.put(ready.types(part.listed(scene)))
    package.put(_ROOT)
    package.add("docProps/core.xml", part.core_properties(scene))
    package.add("docProps/app.xml", part.app_properties(scene))
    package.put(ready.presentation(part.presented(scene)))
    package.put(ready.relationships(len(scene.slides)))
    package.put_all(ready.parts)
    numbers = {slide.key: number for number, slide in enumerate(scene.slides, 1)}
    deck = Deck(scene.language, numbers, texts_of(scene.language), taken=set(ready.media))
    for number, slide in enumerate(scene.slides, 1):
        for made in slide_parts(slide, number, deck, ground):
            package.put(made)
    package.close()


_ROOT = packed("_rels/.rels", part.root_relationships())


class _Ready:
    """A base packed once for all decks of a batch, with the lists of parts and the presentation,
    which depend on little else than how many slides there are.
    """

    def __init__(self, ground: Base) -> None:
        self.ground = ground
        self.parts = Block([packed(name, data) for name, data in ground.parts])
        names = [name.lower() for name, _ in ground.parts]
        self.media = frozenset(name for name in names if name.startswith("ppt/media/"))
        self.types = lru_cache(maxsize=32)(self._types)
        self.presentation = lru_cache(maxsize=32)(self._presentation)
        self.relationships = lru_cache(maxsize=32)(self._relationships)

    def _types(self, listed: part.Listed) -> Packed:
        return packed("[Content_Types].xml", part.content_types(listed, self.ground))

    def _presentation(self, told: part.Presented) -> Packed:
        return packed("ppt/presentation.xml", part.presentation(told, self.ground.master_id))

    def _relationships(self, slides: int) -> Packed:
        text = part.presentation_relationships(slides, self.ground)
        return packed("ppt/_rels/presentation.xml.rels", text)


_last: list[_Ready] = []


def _ready(ground: Base) -> _Ready:
    """The base's parts, packed; a batch has one base."""
    if not _last or _last[0].ground is not ground:
        _last[:] = [_Ready(ground)]
    return _last[0]
