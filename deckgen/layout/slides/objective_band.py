"""The panel of an objective as a band over the width of a 4:3 page."""

from __future__ import annotations

from deckgen.layout.pieces import bar, mark, panel, rule, text_box
from deckgen.layout.pieces import columns as columns_of
from deckgen.layout.studio import Studio
from deckgen.plan import ObjectiveDetail
from deckgen.scene import Box, Element, Link, points
from deckgen.text.fitting import Style
from deckgen.values import replace


def band(
    studio: Studio, content: ObjectiveDetail, box: Box, *, brief: bool = False
) -> tuple[list[Element], list[str]]:
    """The panel as a band over the page's width: title and reason, progress, facts in columns.
    ``brief`` leaves title and progress, for slides that continue.
    """
    theme, setter = studio.theme, studio.setter
    color = theme.level(content.level)
    cut: list[str] = []
    inner = box.inset(points(18), points(12), points(14), points(12))
    # A long title takes width rather than height, which the key results need.
    long = len(content.title) > 160
    share = 0.64 if long else 0.53
    left, right = replace(inner, w=round(inner.w * share)), round(inner.w * (0.96 - share))
    found: list[Element] = []

    def put(
        name: str, text: str, style: Style, spot: Box, most: int, link: Link | None = None
    ) -> int:
        made = setter.shorten(text, style, spot.w, most)
        if made.text != text:
            cut.append(text)
        placed = replace(spot, h=setter.height([made]))
        found.append(text_box(name, placed, [made], link=link))
        return placed.bottom

    size = setter.largest([content.title], studio.heading(), left.w, (18, 16, 14, 12), 3)
    y = put("Objective", content.title, studio.heading(size), left, 2 if brief else 12)
    if content.why and not brief:
        why = replace(left, y=y + points(4))
        y = put("Why", content.why, studio.body(12, theme.muted), why, 1 if long else 3)
    meter = content.meter
    number = studio.number(min(studio.theme.type.title, 28.0), color)  # it stands over its bar
    x = inner.right - right
    wide = int(setter.width(meter.label, number) / 0.97) + points(2)
    put("Percent", meter.label, number, Box(x, inner.y - points(3), wide, 0), 1)
    room = right - wide - points(12)
    if content.expectation:
        spot = Box(x + wide + points(12), inner.y, room, 0)
        put("Expectation", content.expectation, studio.body(12, theme.muted), spot, 2)
    at = inner.y + points(36)
    found.append(bar("Objective bar", Box(x, at, right, points(8)), meter, color, theme))
    at += points(16)
    found.append(mark("Objective mark", meter.status, x, at + points(2.7), points(9), theme))
    spot = Box(x + points(16), at, right - points(16), 0)
    y = max(y, put("Objective status", meter.status_label, studio.strong(12), spot, 1))
    if brief:
        return _on_ground(studio, content, box, y, found), cut
    facts = [*content.facts[:4], *(("", ref) for ref in content.links[:1])]
    cut += [f"{label}: {ref.text}" for label, ref in content.facts[4:]]
    cut += [ref.text for ref in content.links[1:]]
    if facts:
        y += points(9)
        found.append(rule("Fact rule", inner.x, y, inner.w, theme.hairline))
        y, top = y + points(7), y + points(7)
        spots = _columns(inner, x, len(facts))
        for index, (label, ref) in enumerate(facts):
            spot = replace(spots[index], y=top)
            if label:
                put(f"Fact label {index + 1}", label, studio.caption(), spot, 1)
            link = Link(slide=ref.slide, tip=ref.text) if ref.slide else None
            value = replace(spot, y=top + (points(14) if content.facts else 0))
            y = max(
                y,
                put(
                    f"Fact {index + 1}", ref.text, studio.strong(12), value, 2 if long else 3, link
                ),
            )
    return _on_ground(studio, content, box, y, found), cut


def _columns(inner: Box, x: int, count: int) -> list[Box]:
    """Columns of facts: the right half of them stands under the progress, which begins at x."""
    gap, right = points(12), count // 2
    left = columns_of(replace(inner, w=x - gap - inner.x), count - right, gap)
    if not right:
        return left
    return left + columns_of(Box(x, inner.y, inner.right - x, inner.h), right, gap)


def _on_ground(
    studio: Studio, content: ObjectiveDetail, box: Box, bottom: int, found: list[Element]
) -> list[Element]:
    theme = studio.theme
    ground = Box(box.x, box.y, box.w, bottom + points(10) - box.y)
    color = theme.level(content.level)
    edge = panel("Panel level", replace(ground, w=points(4)), color, role="ornament")
    return [panel("Panel", ground, theme.surface), edge, *found]
