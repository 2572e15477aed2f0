"""The panel of an objective as a band over the width of a 4:3 page."""

from __future__ import annotations

from deckgen.layout.pieces import bar, mark, panel, rule, text_box, without_runt
from deckgen.layout.pieces import columns as columns_of
from deckgen.layout.studio import Studio
from deckgen.plan import ObjectiveDetail
from deckgen.scene import Box, Element, Link, points
from deckgen.text.style import Style
from deckgen.values import replace

ACROSS = 5
"""Facts in a row at most."""
LEAST = "Type"
"""The fact that stands in the notes alone before others do."""


def band(
    studio: Studio, content: ObjectiveDetail, box: Box, *, brief: bool = False
) -> tuple[list[Element], list[str]]:
    """The panel as a band over the page's width: title and reason, progress, facts in columns.
    ``brief`` leaves title and progress, for slides that continue.
    """
    theme, setter = studio.theme, studio.setter
    color = theme.level(content.level)
    cut: list[str] = []
    # Over a table of one short row the band takes some of the free height.
    roomy = not brief and len(content.rows) == 1 and len(content.course) < 2
    roomy = roomy and len(content.title) + len(content.why) <= 160
    air = points(12 if roomy else 0)
    inner = box.inset(points(18), points(12) + air, points(14), points(12))
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
        made, width = without_runt(setter, made, style, spot.w)
        placed = Box(spot.x, spot.y, width, setter.height([made]))
        found.append(text_box(name, placed, [made], link=link))
        return placed.bottom

    steps = (24, 20, 18, 16, 14, 12) if roomy else (18, 16, 14, 12)
    size = setter.largest([content.title], studio.heading(), left.w, steps, 3)
    y = put("Objective", content.title, studio.heading(size), left, 2 if brief else 12)
    if content.why and not brief:
        why = replace(left, y=y + points(4))
        y = put("Why", content.why, studio.body(12, theme.muted), why, 1 if long else 3)
    meter = content.meter
    number = studio.number(min(studio.theme.type.title, 28.0), color)  # it stands over its bar
    x = inner.right - right
    wide = int(setter.width(meter.label, number) / 0.97) + points(2)
    at = inner.y + points(5)
    if not content.blank:
        put("Percent", meter.label, number, Box(x, inner.y - points(3), wide, 0), 1)
        at = inner.y + points(36) + air // 2
    room = right - wide - points(12)
    if content.expectation and not content.blank:
        spot = Box(x + wide + points(12), inner.y, room, 0)
        put("Expectation", content.expectation, studio.body(12, theme.muted), spot, 2)
    found.append(bar("Objective bar", Box(x, at, right, points(8)), meter, color, theme))
    at += points(16) + air // 2
    found.append(mark("Objective mark", meter.status, x, at + points(2.7), points(9), theme))
    spot = Box(x + points(16), at, right - points(16), 0)
    y = max(y, put("Objective status", meter.status_label, studio.strong(12), spot, 1))
    if brief:
        return _on_ground(studio, content, box, y, found), cut
    facts = [*content.facts, *(("", ref) for ref in content.links)]
    rows = 1 if long or _tight(content) else 2
    if len(facts) > rows * ACROSS:
        facts.sort(key=lambda fact: fact[0] == LEAST)
    cut += [f"{label}: {ref.text}".removeprefix(": ") for label, ref in facts[rows * ACROSS :]]
    facts = facts[: rows * ACROSS]
    if facts:
        y += points(9) + air
        found.append(rule("Fact rule", inner.x, y, inner.w, theme.hairline))
        y += points(7) + air // 2
    # A second row rather than columns of a word.
    across = len(facts) if len(facts) <= ACROSS else -(-len(facts) // 2)
    spots = _columns(inner, x, across) if facts else []
    for index, (label, ref) in enumerate(facts):
        if index % across == 0:
            top = y + (points(9) if index else 0)
        spot = replace(spots[index % across], y=top)
        if label:
            put(f"Fact label {index + 1}", label, studio.caption(), spot, 1)
        link = Link(slide=ref.slide, tip=ref.text) if ref.slide else None
        value = replace(spot, y=top + (points(14) if content.facts else 0))
        most = 2 if long or across < len(facts) else 3
        y = max(y, put(f"Fact {index + 1}", ref.text, studio.strong(12), value, most, link))
    return _on_ground(studio, content, box, y + air // 2, found), cut


def _tight(content: ObjectiveDetail) -> bool:
    """Whether the key results need the height that a second row of facts would take."""
    count = len(content.rows)
    wordy = sum(len(row.title) for row in content.rows) > 160
    return wordy or count > 2 or (count == 2 and bool(content.why))


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
