"""The panel beside an objective's key results: what it says, its progress, its facts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from deckgen.layout.pieces import bar, columns, mark, panel, rule, text_box
from deckgen.layout.studio import Studio
from deckgen.plan import ObjectiveDetail
from deckgen.scene import Box, Element, Link, Paragraph, Rule, Shape, points
from deckgen.text.fitting import Style


@dataclass(frozen=True, slots=True)
class _Step:
    """Type sizes of the panel, tried from large to small."""

    title: float
    percent: float
    text: float
    gap: float
    lines: int = 40
    why: int = 6
    fact: int = 4
    """Lines at most of the title, the reason and each fact."""


STEPS = (
    _Step(20, 44, 13, 14), _Step(18, 44, 13, 12), _Step(16, 36, 12, 10), _Step(14, 30, 12, 8),
    _Step(13, 24, 12, 6), _Step(12, 24, 12, 5), _Step(12, 20, 12, 3),
    _Step(12, 20, 12, 4, why=3, fact=3), _Step(12, 20, 12, 3, why=2, fact=2),
    _Step(12, 20, 12, 3, lines=10, why=1, fact=3), _Step(12, 20, 12, 3, lines=9, why=1, fact=2),
    _Step(12, 20, 12, 3, lines=7, why=1, fact=2), _Step(12, 20, 12, 3, lines=5, why=1, fact=1),
)  # fmt: skip


def side_panel(
    studio: Studio, content: ObjectiveDetail, box: Box
) -> tuple[list[Element], list[str]]:  # fmt: skip
    """The panel in ``box`` at the largest type that fits, and the texts it cuts."""
    theme = studio.theme
    pad = points(18)
    inner = box.inset(points(4) + pad, pad, pad, pad)
    start = len(studio.setter.findings)
    for step in STEPS:
        del studio.setter.findings[start:]
        found, bottom, cut = _panel_at(studio, content, inner, step)
        if bottom <= inner.bottom:
            # Free height goes between the parts, so that the panel is not empty at its foot.
            for gap in (22, 19, 16, 13, 10):
                mark_at = len(studio.setter.findings)
                wider = _panel_at(studio, content, inner, replace(step, gap=gap))
                del studio.setter.findings[mark_at:]
                if gap > step.gap and wider[1] <= inner.bottom:
                    found, bottom, cut = wider
                    break
            break
    else:
        found = [e for e in found if _bottom(e) <= inner.bottom]
        kept = {e.name for e in found}
        cut += [
            f"{label}: {ref.text}"
            for n, (label, ref) in enumerate(content.facts, start=1)
            if f"Fact {n}" not in kept or f"Fact label {n}" not in kept
        ]
        cut += [ref.text for n, ref in enumerate(content.links, 1) if f"Link {n}" not in kept]
    ground = panel("Panel", box, theme.surface)
    edge = panel(
        "Panel level", replace(box, w=points(4)), theme.level(content.level), role="ornament"
    )
    return [ground, edge, *found], cut


def _bottom(element: Element) -> int:
    if isinstance(element, Rule):
        return element.end[1]
    if isinstance(element, Shape):
        return element.box.bottom
    return 0


def _panel_at(
    studio: Studio, content: ObjectiveDetail, box: Box, step: _Step
) -> tuple[list[Element], int, list[str]]:
    theme, setter = studio.theme, studio.setter
    color = theme.level(content.level)
    gap = points(step.gap)
    found: list[Element] = []
    cut: list[str] = []
    y = box.y

    def put(name: str, text: str, style: Style, *, x: int = box.x, w: int = box.w, most: int = 0,
            link: Link | None = None) -> int:  # fmt: skip
        made = setter.shorten(text, style, w, most or step.lines)
        if made.text != text:
            cut.append(text)
        spot = Box(x, y, w, setter.height([made]))
        found.append(text_box(name, spot, [made], link=link))
        return spot.bottom

    y = put("Objective", content.title, studio.heading(step.title)) + gap
    if content.why:
        y = put("Why", content.why, studio.body(step.text, theme.muted), most=step.why) + gap
    meter = content.meter
    number_style = studio.number(step.percent, color)
    width = int(setter.width(meter.label, number_style) / 0.97) + points(2)
    number = setter.paragraph(meter.label, number_style, width)
    height = setter.height([number])
    room = box.w - width - points(10)
    beside = room >= points(70)
    expectation = setter.shorten(
        content.expectation, studio.body(12, theme.muted), room if beside else box.w, 3
    )
    said = setter.height([expectation]) if content.expectation else 0
    found.append(
        text_box("Percent", Box(box.x, y, min(width, box.w), height), [number], anchor="middle")
    )
    if beside and said:
        tall = max(height, said)
        found[-1] = text_box("Percent", Box(box.x, y, width, tall), [number], anchor="middle")
        spot = Box(box.x + width + points(10), y, room, tall)
        found.append(text_box("Expectation", spot, [expectation], anchor="middle"))
        y += tall
    elif said:
        y += height
        found.append(text_box("Expectation", Box(box.x, y, box.w, said), [expectation]))
        y += said
    else:
        y += height
    y += points(6)
    thick = points(8)
    found.append(bar("Objective bar", Box(box.x, y, box.w, thick), meter, color, theme))
    y += thick + points(8)
    word = studio.strong(12)
    size = points(9)
    found.append(
        mark("Objective mark", meter.status, box.x, y + (points(14.4) - size) // 2, size, theme)
    )
    indent = points(16)
    y = gap + put(
        "Objective status", meter.status_label, word, x=box.x + indent, w=box.w - indent, most=2
    )
    y = _facts(studio, content, box, y, step, found, cut)
    return found, y, cut


def _facts(
    studio: Studio, content: ObjectiveDetail, box: Box, y: int, step: _Step,
    found: list[Element], cut: list[str],
) -> int:  # fmt: skip
    """Labels and values, then links; gives the y below them."""
    theme, setter = studio.theme, studio.setter
    label_style, value_style = studio.body(step.text, theme.muted), studio.strong(step.text)
    air = points(step.gap / 2)
    widest = max((setter.width(label, label_style) for label, _ in content.facts), default=0)
    label_w = min(int(widest / 0.97) + points(12), box.w * 11 // 20)
    for index, (label, ref) in enumerate(content.facts):
        found.append(rule(f"Fact rule {index + 1}", box.x, y, box.w, theme.hairline))
        y += air
        left = setter.shorten(label, label_style, label_w - points(6), min(2, step.fact))
        right = setter.shorten(ref.text, value_style, box.w - label_w, step.fact)
        cut += [t for t, p in ((label, left), (ref.text, right)) if p.text != t]
        height = max(setter.height([left]), setter.height([right]))
        link = Link(slide=ref.slide, tip=ref.text) if ref.slide else None
        found.append(text_box(f"Fact label {index + 1}", Box(box.x, y, label_w, height), [left]))
        spot = Box(box.x + label_w, y, box.w - label_w, height)
        found.append(text_box(f"Fact {index + 1}", spot, [right], link=link))
        y += height + air
    for index, ref in enumerate(content.links):
        if index == 0:
            y += air
        style = studio.strong(step.text, theme.level(1))
        made = setter.shorten(ref.text, style, box.w, min(3, step.fact))
        if made.text != ref.text:
            cut.append(ref.text)
        link = Link(slide=ref.slide, tip=ref.text) if ref.slide else None
        spot = Box(box.x, y, box.w, setter.height([made]))
        found.append(text_box(f"Link {index + 1}", spot, [made], link=link))
        y = spot.bottom + points(2)
    return y


# --- by itself -----------------------------------------------------------------------------------


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
    state = setter.paragraph(word, studio.strong(14), measure - points(20))
    room = inner.h - foot_h - setter.height([state])
    whole, start = len(cut), len(setter.findings)
    tries = [(largest, 18, 4), *((z, 12, 4) for z in sizes if z <= largest), (14, 8, 2), (12, 6, 1)]
    for size, air, lines in tries:
        del cut[whole:], setter.findings[start:]
        title = set_in(content.title, studio.heading(size), measure, 8)
        parts: list[tuple[str, Paragraph]] = [("Objective", title)]
        if content.why:
            why = studio.body(16 if lines == 4 else 13, theme.muted)
            parts.append(("Why", set_in(content.why, why, measure, lines)))
        parts.append(("No key results", none))
        gap = points(air)
        heights = [setter.height([p]) for _, p in parts]
        free = room - sum(heights) - gap * len(parts)
        if free >= 0:
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
    setter, theme = studio.setter, studio.theme
    facts = [*content.facts, *(("", ref) for ref in content.links)]
    most = 4 if studio.page.wide else 3
    cut += [f"{label}: {ref.text}".removeprefix(": ") for label, ref in facts[most:]]
    facts = facts[:most]
    if not facts:
        return [], 0
    spots = columns(inner, max(len(facts), 3), points(20))
    made = []
    for (label, ref), spot in zip(facts, spots, strict=False):
        head = setter.shorten(label, studio.body(12, theme.muted), spot.w, 1)
        text = setter.shorten(ref.text, studio.strong(14), spot.w, 3)
        cut += [t for t, p in ((label, head), (ref.text, text)) if p.text != t]
        made.append((head, text, ref, spot))
    deep = max(setter.height([text]) for _, text, _, _ in made)
    height = points(12 + 18) + deep
    top = inner.bottom - height
    found: list[Element] = [rule("Fact rule", inner.x, top, inner.w, theme.hairline)]
    for number, (head, text, ref, spot) in enumerate(made, start=1):
        if head.text:
            place = Box(spot.x, top + points(12), spot.w, points(14.4))
            found.append(text_box(f"Fact label {number}", place, [head]))
        link = Link(slide=ref.slide, tip=ref.text) if ref.slide else None
        place = Box(spot.x, top + points(30), spot.w, setter.height([text]))
        found.append(text_box(f"Fact {number}", place, [text], link=link))
    return found, height + points(14)
