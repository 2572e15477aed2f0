"""The legend of a cascade: levels at the left, statuses at the right."""

from __future__ import annotations

from collections.abc import Collection

from deckgen.layout.pieces import mark, text_box
from deckgen.layout.studio import Studio
from deckgen.making import new_box, new_shape
from deckgen.plan import Cascade
from deckgen.scene import Box, Element, points

LEGEND = points(12.5)
"""Height of the legend."""


def legend(
    studio: Studio, content: Cascade, box: Box, levels: Collection[int], statuses: Collection[str]
) -> tuple[Element, ...]:
    """One line in ``box`` that names the levels and statuses of a slide."""
    shows = "status" in content.show
    key = "legend", box, content.levels, content.statuses, shows, *sorted(levels), *sorted(statuses)
    known: tuple[Element, ...] | None = studio.parts.get(key)
    if known is None:
        known = tuple(_legend(studio, content, box, levels, statuses if shows else ()))
        studio.parts.put(key, known)
    return known


def _legend(
    studio: Studio, content: Cascade, box: Box, levels: Collection[int], statuses: Collection[str]
) -> list[Element]:
    theme, setter = studio.theme, studio.setter
    style = studio.caption().at(10)
    size, gap = points(8), points(5)
    made: list[Element] = []
    x, y = box.x, box.y
    for level in content.levels:
        width = setter.width(level.name, style) + points(6)
        if level.level not in levels or x + size + gap + width > box.right:
            continue
        made += [
            new_shape(
                f"Key {level.level}", new_box(x, y + points(2.5), size, size),
                fill=theme.level(level.level), decorative=True, role="mark",
            ),
            text_box(
                f"Key name {level.level}", new_box(x + size + gap, y, width, points(12.5)),
                [setter.paragraph(level.name, style, width + points(20))], role="key",
            ),
        ]  # fmt: skip
        x += size + gap + width + points(14)
    if not statuses:
        return made
    shown = [s for s in content.statuses if s[0] in statuses]
    widths = [setter.width(label, style) + points(6) for _, label in shown]
    right = (
        box.right - sum(widths) - len(shown) * (size + gap) - max(0, len(shown) - 1) * points(14)
    )
    if right < x:
        return made
    for (status, label), width in zip(shown, widths, strict=True):
        made += [
            mark(f"Key {status}", status, right, y + points(2.5), size, theme),
            text_box(
                f"Key name {status}", new_box(right + size + gap, y, width, points(12.5)),
                [setter.paragraph(label, style, width + points(20))], role="key",
            ),
        ]  # fmt: skip
        right += size + gap + width + points(14)
    return made
