"""An objective with nothing below it, by itself on its slide."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout.pieces import columns, mark, panel, rule, text_box
from deckgen.layout.studio import Studio
from deckgen.plan import ObjectiveDetail, Ref
from deckgen.scene import Box, Element, Link, Paragraph, points
from deckgen.text.style import Style
from deckgen.values import replace

ROWS = 2
"""Rows of facts at most."""


def calm(studio: Studio, content: ObjectiveDetail, box: Box) -> tuple[list[Element], list[str]]:
    """An objective with nothing below it, over the slide's whole width: title and reason, that
    there are no key results yet, its state, and its facts in columns at the foot.
    """
    theme, setter = studio.theme, studio.setter
    color = theme.level(content.level)
    wide = studio.page.wide
    pad = points(36 if wide else 24)
    inner = box.inset(pad + points(4), points(28), pad, points(22))
    measure = round(inner.w * 0.78) if wide else inner.w
    cut: list[str] = []

    def set_in(text: str, style: Style, width: int, most: int) -> Paragraph:
        made = setter.shorten(text, style, width, most)
        if made.text != text:
            cut.append(text)
        return made

    foot, foot_h = _foot(studio, content, inner, cut)
    sizes = (36.0, 30.0, 24.0, 20.0, 18.0, 16.0, 14.0)
    largest = setter.largest([content.title], studio.heading(), measure, sizes, 4)
    none = setter.paragraph(studio.word("no_key_results"), studio.strong(16), measure)
    meter = content.meter
    word = " · ".join(
        dict.fromkeys(
            t for t in (meter.status_label, meter.label if meter.value is not None else "") if t
        )
    )
    state = setter.paragraph(word, studio.strong(16), measure - points(20))
    room = inner.h - foot_h - setter.height([state])
    whole, start = len(cut), len(setter.findings)
    fitting = [(z, 18 if z == largest else 12) for z in sizes if z <= largest]
    # Whole in any size, then with a shorter reason.
    tries = [(z, air, 4) for z, air in fitting] + [(z, air, 99) for z, air in fitting]
    tries += [(14, 12, 4), (14, 8, 2), (12, 6, 1)]
    for number, (size, air, lines) in enumerate(tries):
        del cut[whole:], setter.findings[start:]
        title = set_in(content.title, studio.heading(size), measure, 10)
        parts: list[tuple[str, Paragraph]] = [("Objective", title)]
        if content.why:
            why = studio.body(16 if lines == 4 else studio.small, theme.muted)
            parts.append(("Why", set_in(content.why, why, measure, lines)))
        parts.append(("No key results", none))
        gap = points(air)
        heights = [setter.height([p]) for _, p in parts]
        free = room - sum(heights) - gap * len(parts)
        if free >= 0 and (number >= 2 * len(fitting) or len(cut) == whole):
            break
    y = inner.y + max(0, free) // 3
    edge = panel("Panel level", Box(box.x, box.y, points(4), box.h), color, role="ornament")
    found: list[Element] = [panel("Panel", box, theme.surface), edge]
    for (name, paragraph), height in zip(parts, heights, strict=True):
        found.append(text_box(name, Box(inner.x, y, measure, height), [paragraph]))
        y += height + gap
    tall, side = setter.height([state]), points(11)
    found.append(mark("Objective mark", meter.status, inner.x, y + (tall - side) // 2, side, theme))
    spot = Box(inner.x + points(20), y, measure - points(20), tall)
    found.append(text_box("Objective status", spot, [state]))
    return [*found, *foot], cut


def _foot(
    studio: Studio, content: ObjectiveDetail, inner: Box, cut: list[str]
) -> tuple[list[Element], int]:  # fmt: skip
    """Facts and links in columns that end at the lower edge of ``inner``, and their height."""
    theme = studio.theme
    across = 4 if studio.page.wide else 3
    facts = [*content.facts, *(("", ref) for ref in content.links)]
    cut += [f"{label}: {ref.text}".removeprefix(": ") for label, ref in facts[ROWS * across :]]
    facts = facts[: ROWS * across]
    if not facts:
        return [], 0
    rows = [facts[n : n + across] for n in range(0, len(facts), across)]
    found: list[Element] = []
    bottom, height = inner.bottom, 0
    for number in reversed(range(len(rows))):
        first = number * across + 1
        made, tall = _facts_row(
            studio, rows[number], replace(inner, h=bottom - inner.y), first, cut
        )
        found = [*made, *found]
        bottom -= tall
        height += tall
    rule_at = rule("Fact rule", inner.x, bottom, inner.w, theme.hairline)
    return [rule_at, *found], height + points(14)


def _facts_row(
    studio: Studio, facts: Sequence[tuple[str, Ref]], inner: Box, first: int, cut: list[str]
) -> tuple[list[Element], int]:
    """A row of facts that ends at the lower edge of ``inner``, and its height with air above."""
    setter, theme = studio.setter, studio.theme
    across = 4 if studio.page.wide else 3
    spots = columns(inner, across if first > 1 else max(len(facts), 3), points(20))
    made = []
    for (label, ref), spot in zip(facts, spots, strict=False):
        head = setter.shorten(label, studio.body(studio.small, theme.muted), spot.w, 1)
        text = setter.shorten(ref.text, studio.strong(studio.small), spot.w, 3)
        cut += [t for t, p in ((label, head), (ref.text, text)) if p.text != t]
        made.append((head, text, ref, spot))
    deep = max(setter.height([text]) for _, text, _, _ in made)
    height = points(12 + 3 + 1.2 * studio.small) + deep
    top = inner.bottom - height
    found: list[Element] = []
    for number, (head, text, ref, spot) in enumerate(made, start=first):
        if head.text:
            place = Box(spot.x, top + points(12), spot.w, points(studio.small * 1.2))
            found.append(text_box(f"Fact label {number}", place, [head]))
        link = Link(slide=ref.slide, tip=ref.text) if ref.slide else None
        place = Box(spot.x, top + height - deep, spot.w, setter.height([text]))
        found.append(text_box(f"Fact {number}", place, [text], link=link))
    return found, height
