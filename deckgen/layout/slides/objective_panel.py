"""The panel beside an objective's key results: what it says, its progress, its facts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from deckgen.layout.pieces import bar, mark, panel, rule, text_box
from deckgen.layout.studio import Studio
from deckgen.plan import ObjectiveDetail
from deckgen.scene import Box, Element, Link, Rule, Shape, points
from deckgen.text.fitting import Style


@dataclass(frozen=True, slots=True)
class _Step:
    """Type sizes of the panel, tried from large to small."""

    title: float
    percent: float
    text: float
    gap: float
    lines: int = 40


STEPS = (
    _Step(20, 44, 13, 14), _Step(18, 44, 13, 12), _Step(16, 36, 12, 10), _Step(14, 30, 12, 8),
    _Step(13, 24, 12, 6), _Step(12, 24, 12, 5), _Step(12, 20, 12, 3),
)  # fmt: skip


def side_panel(
    studio: Studio, content: ObjectiveDetail, box: Box
) -> tuple[list[Element], list[str]]:  # fmt: skip
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
        cut += [f"{label}: {ref.text}" for label, ref in content.facts]
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
        y = put("Why", content.why, studio.body(step.text, theme.muted), most=6) + gap
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
        left = setter.shorten(label, label_style, label_w - points(6), 2)
        right = setter.shorten(ref.text, value_style, box.w - label_w, 4)
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
        made = setter.shorten(ref.text, style, box.w, 3)
        if made.text != ref.text:
            cut.append(ref.text)
        link = Link(slide=ref.slide, tip=ref.text) if ref.slide else None
        spot = Box(box.x, y, box.w, setter.height([made]))
        found.append(text_box(f"Link {index + 1}", spot, [made], link=link))
        y = spot.bottom + points(2)
    return y
