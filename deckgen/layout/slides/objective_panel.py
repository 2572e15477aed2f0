"""The panel beside an objective's key results: what it says, its progress, its facts."""

from __future__ import annotations

from deckgen.layout.pieces import balanced, bar, mark, panel, rule, text_box
from deckgen.layout.studio import Studio
from deckgen.plan import ObjectiveDetail
from deckgen.scene import Box, Element, Link, Rule, Shape, points
from deckgen.text.fitting import Style
from deckgen.values import dataclass, replace

WIDTHS = (points(240), points(290), points(340))
"""EMU: wider panels are for long titles."""
WHOLE = 40
"""Lines that no title takes."""


@dataclass(frozen=True, slots=True)
class _Step:
    """Type sizes of the panel, tried from large to small."""

    title: float
    percent: float
    text: float
    gap: float
    lines: int = WHOLE
    why: int = 6
    fact: int = 4
    """Lines at most of the title, the reason and each fact."""


STEPS = (
    _Step(20, 44, 13, 14), _Step(18, 44, 13, 12), _Step(16, 36, 13, 10), _Step(14, 30, 13, 8),
    _Step(14, 24, 12, 8), _Step(13, 24, 12, 6), _Step(12, 24, 12, 5), _Step(12, 20, 12, 3),
    _Step(12, 20, 12, 4, why=3, fact=3), _Step(12, 20, 12, 3, why=2, fact=2),
    _Step(12, 20, 12, 3, lines=10, why=1, fact=3), _Step(12, 20, 12, 3, lines=9, why=1, fact=2),
    _Step(12, 20, 12, 3, lines=7, why=1, fact=2), _Step(12, 20, 12, 3, lines=5, why=1, fact=1),
)  # fmt: skip


def side_panel(
    studio: Studio, content: ObjectiveDetail, box: Box, beside: float
) -> tuple[list[Element], list[str]]:  # fmt: skip
    """The panel in ``box`` at the largest type that fits, and the texts it cuts. ``beside``:
    size in points of the key results, which a title that is as large has too.
    """
    theme = studio.theme
    inner = _inner(box)
    start = len(studio.setter.findings)
    for step in _like(studio, beside):
        del studio.setter.findings[start:]
        found, bottom, cut = _panel_at(studio, content, inner, step)
        if bottom <= inner.bottom:
            # Free height goes between the parts, so that the panel is not empty at its foot.
            for gap in (22, 19, 16, 13, 10):
                if gap > step.gap and bottom + _longer(content, step.gap, gap) <= inner.bottom:
                    mark_at = len(studio.setter.findings)
                    found, bottom, cut = _panel_at(studio, content, inner, replace(step, gap=gap))
                    del studio.setter.findings[mark_at:]
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


def fitted(studio: Studio, content: ObjectiveDetail, body: Box) -> tuple[int, float]:
    """The narrowest panel (EMU) that holds the title whole, the widest when none does; and the
    largest size (points) that the title takes in it.
    """
    start = len(studio.setter.findings)
    for width in WIDTHS:
        inner = _inner(replace(body, w=width))
        for step in STEPS:
            if step.lines < WHOLE and width != WIDTHS[-1]:
                break
            bottom = _panel_at(studio, content, inner, step)[1]
            del studio.setter.findings[start:]
            if bottom <= inner.bottom:
                return width, step.title
    return WIDTHS[-1], STEPS[-1].title


def _longer(content: ObjectiveDetail, gap: float, wider: float) -> int:
    """EMU by which a wider gap (points) moves the panel's foot: texts break as they did."""
    whole = 2 + bool(content.why)
    half = 2 * len(content.facts) + bool(content.links)
    return whole * (points(wider) - points(gap)) + half * (points(wider / 2) - points(gap / 2))


def _inner(box: Box) -> Box:
    pad = points(18)
    return box.inset(points(4) + pad, pad, pad, pad)


def _like(studio: Studio, beside: float) -> tuple[_Step, ...]:
    """The ladder with as few sizes as go with key results of ``beside`` points."""
    if beside > studio.small:
        return tuple(replace(s, title=min(s.title, beside)) for s in STEPS)
    if beside < studio.small:
        return tuple(replace(s, percent=min(s.percent, 24), text=beside) for s in STEPS)
    return STEPS


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
    quiet = studio.body(step.text, theme.muted)
    beside = room >= points(70) and setter.lines(content.expectation, quiet, room) <= 2
    expectation, narrow = balanced(setter, content.expectation, quiet, room if beside else box.w, 3)
    said = setter.height([expectation]) if content.expectation else 0
    found.append(
        text_box("Percent", Box(box.x, y, min(width, box.w), height), [number], anchor="middle")
    )
    if beside and said:
        tall = max(height, said)
        found[-1] = text_box("Percent", Box(box.x, y, width, tall), [number], anchor="middle")
        spot = Box(box.x + width + points(10), y, narrow, tall)
        found.append(text_box("Expectation", spot, [expectation], anchor="middle"))
        y += tall
    elif said:
        y += height
        found.append(text_box("Expectation", Box(box.x, y, narrow, said), [expectation]))
        y += said + points(3)
    else:
        y += height
    y += points(6)
    thick = points(8)
    found.append(bar("Objective bar", Box(box.x, y, box.w, thick), meter, color, theme))
    y += thick + points(8)
    word = studio.strong(step.text)
    size = points(9)
    found.append(
        mark(
            "Objective mark",
            meter.status,
            box.x,
            y + (points(word.size * 1.2) - size) // 2,
            size,
            theme,
        )
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
