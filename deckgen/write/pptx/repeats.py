"""Slides that an earlier deck had too: an agenda or a calendar is the same for each department.

The parts of such a slide, packed, are put into the next deck as they are.
"""

from __future__ import annotations

from deckgen.recent import Recent
from deckgen.scene import Chart, Picture, Slide
from deckgen.values import dataclass
from deckgen.write.pptx.base import Base
from deckgen.write.pptx.context import Deck
from deckgen.write.pptx.package import Packed, packed
from deckgen.write.pptx.slide import write_slide


@dataclass(frozen=True, slots=True)
class _Written:
    """A slide with all that its parts follow from."""

    slide: Slide
    base: Base
    language: str
    links: dict[str, int]
    """Number by key of the slides that it leads to."""
    parts: tuple[Packed, ...]


_recent: Recent[tuple[str, int], _Written] = Recent(64)
"""By key and number: a slide at another place has parts of other names."""


_COUNTED = frozenset((Chart, Picture))


def slide_parts(slide: Slide, number: int, deck: Deck, base: Base) -> tuple[Packed, ...]:
    """The parts of a slide, packed. Raises what ``write_slide`` raises."""
    known = _recent.get((slide.key, number))
    if (
        known is not None
        and known.base is base
        and known.language == deck.language
        and all(deck.numbers.get(key) == at for key, at in known.links.items())
        and known.slide == slide
    ):
        return known.parts
    made: list[Packed] = []
    deck.emit = lambda name, data: made.append(packed(name, data))
    deck.led = {}
    write_slide(slide, number, deck, base)
    parts = tuple(made)
    # Pictures and charts are parts that a deck numbers through.
    if _COUNTED.isdisjoint(map(type, slide.elements)):
        _recent.put((slide.key, number), _Written(slide, base, deck.language, deck.led, parts))
    return parts
