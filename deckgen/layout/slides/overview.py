"""The objectives of a unit as cards with their key results."""

from __future__ import annotations

from deckgen.layout.frame import slide
from deckgen.layout.pieces import flat
from deckgen.layout.slides.overview_card import Pen, card_of
from deckgen.layout.slides.overview_look import GAP, Look, arranged
from deckgen.layout.studio import Studio
from deckgen.layout.tables import framed
from deckgen.making import new_box
from deckgen.plan import ObjectiveCard, Overview, PlannedSlide
from deckgen.scene import Box, Element, Slide


def overview(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """Cards of one size, up to six a slide; [] without cards."""
    content = planned.content
    assert isinstance(content, Overview)
    if not content.cards:
        return []

    def arrange(body: Box) -> list[tuple[tuple[ObjectiveCard, ...], Look]]:
        return arranged(studio, content.cards, body)

    slides = []
    for part, (top, (cards, look)) in enumerate(framed(studio, planned, arrange), start=1):
        full, pen = list(top.cut), Pen(studio, look)
        elements: list[Element] = list(top.elements)
        deep = -(-len(cards) // look.columns)
        free = top.body.h - deep * look.height - (deep - 1) * GAP
        # The optical middle: a third of the free height stands above the cards.
        down = max(0, free) // 3
        for index, card in enumerate(cards):
            row, column = divmod(index, look.columns)
            x = top.body.x + column * (look.width + GAP)
            y = top.body.y + down + row * (look.height + GAP)
            made, cut = card_of(pen, card, new_box(x, y, look.width, look.height))
            elements += made
            full += cut
        slides.append(
            slide(
                planned, top.title, flat(elements), part=part, full_texts=full,
                lead_in=studio.word("full_text"),
            )
        )  # fmt: skip
    return slides
