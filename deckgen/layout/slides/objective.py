"""One objective in full: what it says and who owns it, its key results, its course so far."""

from __future__ import annotations

from dataclasses import dataclass, replace

from deckgen.layout.frame import slide
from deckgen.layout.pieces import bar, evenly, flat, mark, panel, rule, text_box
from deckgen.layout.pieces import columns as columns_of
from deckgen.layout.slides.trend import course
from deckgen.layout.studio import SENTENCE_FLOOR, Studio
from deckgen.layout.tables import (
    CellSpec,
    Column,
    Piece,
    Placed,
    RowSpec,
    TableSpec,
    build,
    cell_bar,
    cell_mark,
    framed,
    tallest_of,
)
from deckgen.plan import KeyResultRow, ObjectiveDetail, PlannedSlide, Ref
from deckgen.scene import Box, Element, Link, Rule, Shape, Slide, points
from deckgen.text.fitting import Style

COURSE = points(104)
"""EMU: height of the course under the table, its heading included."""
GAP = points(26)
CHILDREN_HEAD = points(21)


def objective(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """A panel about the objective beside the table of its key results; more key results than
    fit continue on further slides, which keep the panel.
    """
    content = planned.content
    assert isinstance(content, ObjectiveDetail)
    most = 18 if len(content.rows) <= 2 else 16
    sizes = studio.sizes(most if studio.page.wide else 14)
    course_height = COURSE + points(18) if len(content.course) >= 2 else 0

    def arrange(body: Box) -> list[tuple[Box, Box, Placed | tuple[Ref, ...]]]:
        side, rest = _split(studio, content, body)
        if not content.rows:
            return [(side, rest, some) for some in _shares(studio, content.children, rest)]

        def make(size: float) -> TableSpec:
            return _spec(studio, content, planned.title, size)

        pages = build(studio, make, sizes, rest, reserve=course_height)
        if len(pages) > 1 and course_height:
            # The course is left out before it costs a slide.
            without = build(studio, make, sizes, rest)
            if len(without) < len(pages):
                pages = without
        return [(side, rest, placed) for placed in pages]

    slides = []
    made = framed(studio, planned, arrange)
    for part, (top, (side, rest, placed)) in enumerate(made, start=1):
        left, cut = (_panel if studio.page.wide else _band)(studio, content, side)
        full = [*top.cut, *cut]
        right: list[Element] = []
        below = rest.y
        if isinstance(placed, tuple):
            right, below = _children(studio, placed, rest)
        else:
            right = [placed.table, *_over(studio, content, placed)]
            full += placed.cut
            below = placed.table.box.bottom
        if part == len(made) and course_height and below + course_height <= rest.bottom + 1:
            height = min(rest.bottom - below - points(18), points(140))
            right += course(studio, content, Box(rest.x, below + points(18), rest.w, height))
        slides.append(
            slide(
                planned, top.title, flat(top.elements, left, right), part=part,
                full_texts=full, lead_in=studio.word("full_text"),
            )
        )  # fmt: skip
    return slides


def _split(studio: Studio, content: ObjectiveDetail, body: Box) -> tuple[Box, Box]:
    """The panel's box, beside what follows or (4:3) above it, and the rest."""
    if studio.page.wide:
        width = points(240)
        x = body.x + width + GAP
        return replace(body, w=width), Box(x, body.y, body.right - x, body.h)
    start = len(studio.setter.findings)
    found, _ = _band(studio, content, body)
    del studio.setter.findings[start:]
    top = found[0]
    assert isinstance(top, Shape)
    below = top.box.bottom + points(14)
    return top.box, Box(body.x, below, body.w, body.bottom - below)


def _band(studio: Studio, content: ObjectiveDetail, box: Box) -> tuple[list[Element], list[str]]:
    """The panel as a band over the page's width: title and reason, progress, facts in columns."""
    theme, setter = studio.theme, studio.setter
    color = theme.level(content.level)
    cut: list[str] = []
    inner = box.inset(points(18), points(12), points(14), points(12))
    left, right = replace(inner, w=round(inner.w * 0.53)), round(inner.w * 0.43)
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
    y = put("Objective", content.title, studio.heading(size), left, 12)
    if content.why:
        why = replace(left, y=y + points(4))
        y = put("Why", content.why, studio.body(12, theme.muted), why, 3)
    meter = content.meter
    number = studio.number(30, color)
    x = inner.right - right
    wide = int(setter.width(meter.label, number) / 0.97) + points(2)
    put("Percent", meter.label, number, Box(x, inner.y - points(4), wide, 0), 1)
    room = right - wide - points(12)
    if content.expectation:
        spot = Box(x + wide + points(12), inner.y, room, 0)
        put("Expectation", content.expectation, studio.body(12, theme.muted), spot, 2)
    at = inner.y + points(40)
    found.append(bar("Objective bar", Box(x, at, right, points(8)), meter, color, theme))
    at += points(16)
    found.append(mark("Objective mark", meter.status, x, at + points(2.7), points(9), theme))
    spot = Box(x + points(16), at, right - points(16), 0)
    y = max(y, put("Objective status", meter.status_label, studio.strong(12), spot, 1))
    facts = [*content.facts[:4], *(("", ref) for ref in content.links[:1])]
    cut += [f"{label}: {ref.text}" for label, ref in content.facts[4:]]
    cut += [ref.text for ref in content.links[1:]]
    if facts:
        y += points(9)
        found.append(rule("Fact rule", inner.x, y, inner.w, theme.hairline))
        y, top = y + points(7), y + points(7)
        for index, (label, ref) in enumerate(facts):
            spot = replace(columns_of(inner, len(facts), points(12))[index], y=top)
            if label:
                put(f"Fact label {index + 1}", label, studio.caption(), spot, 1)
            link = Link(slide=ref.slide, tip=ref.text) if ref.slide else None
            value = replace(spot, y=top + (points(14) if content.facts else 0))
            y = max(y, put(f"Fact {index + 1}", ref.text, studio.strong(12), value, 3, link))
    ground = Box(box.x, box.y, box.w, y + points(10) - box.y)
    edge = panel("Panel level", replace(ground, w=points(4)), color, role="ornament")
    return [panel("Panel", ground, theme.surface), edge, *found], cut


# --- the panel ---------------------------------------------------------------------------------


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


def _panel(
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


# --- the key results -----------------------------------------------------------------------------


def _spec(studio: Studio, content: ObjectiveDetail, title: str, size: float) -> TableSpec:
    wide = studio.page.wide and not _long_values(content)
    pad = points(16 if wide else 9)
    number_head = {"align": "right", "pad": pad}
    columns = (
        Column(studio.word("key_result"), weight=1.0, pad=pad),
        Column(studio.word("start"), **number_head),  # type: ignore[arg-type]
        Column(studio.word("now"), **number_head),  # type: ignore[arg-type]
        Column(studio.word("target"), align="right", pad=points(22) if wide else pad),
        Column(studio.word("progress"), width=points(92 if wide else 62), pad=points(8)),
        Column("", align="right", pad=pad),
        Column(studio.word("status"), pad=0, indent=points(14)),
    )
    number = min(size, 14.0) if wide else 12.0
    rows = tuple(_row(studio, row, size, number) for row in content.rows)
    return TableSpec(
        "Key results",
        columns,
        rows,
        title,
        air=points(7),
        anchor="top",
        weighted=0.28,
        tallest=tallest_of(len(rows)),
    )


def _long_values(content: ObjectiveDetail) -> bool:
    """Whether some value is so long that its column needs the room of others."""
    return max(len(v) for row in content.rows for v in (row.start, row.now, row.target)) > 9


def _row(studio: Studio, row: KeyResultRow, size: float, number: float) -> RowSpec:
    theme = studio.theme
    small = max(12.0, min(13.0, size - 3))
    quiet = studio.body(small, theme.muted)
    first = [Piece(row.title, studio.strong(size), most=8)]
    if row.note:
        first.append(Piece(row.note, quiet, most=5, before=1))
    people = "  ·  ".join(t for t in (row.owner, row.confidence) if t)
    if people:
        first.append(Piece(people, quiet, most=2, before=1))
    first += [Piece(text, quiet, most=3, before=1) for text in row.details]

    def value(text: str, style: Style) -> CellSpec:
        return CellSpec((Piece(text, style, most=4),)) if text else CellSpec()

    return RowSpec(
        (
            CellSpec(tuple(first)),
            value(row.start, studio.body(number, theme.muted)),
            value(row.now, studio.strong(number)),
            value(row.target, studio.body(number, theme.muted)),
            CellSpec(),
            value(row.meter.label, studio.strong(number)),
            value(row.meter.status_label, studio.strong(12)),
        )
    )


def _over(studio: Studio, content: ObjectiveDetail, placed: Placed) -> list[Element]:
    found: list[Element] = []
    color = studio.theme.level(content.level)
    for index in placed.indices:
        meter = content.rows[index].meter
        size = placed.size(index)
        found.append(cell_bar(placed, index, 4, meter, color, studio, line=size))
        found.append(cell_mark(placed, index, 6, meter.status, studio, line=size))
    return found


# --- rolled up ------------------------------------------------------------


def _shares(studio: Studio, children: tuple[Ref, ...], box: Box) -> list[tuple[Ref, ...]]:
    """Which children stand on which slide, evenly."""
    room = box.h - CHILDREN_HEAD
    step = _child_step(studio, children, box.w, SENTENCE_FLOOR)
    shares, first = [], 0
    for count in evenly(len(children), max(1, room // step)):
        shares.append(children[first : first + count])
        first += count
    return shares


def _child_step(studio: Studio, children: tuple[Ref, ...], width: int, size: float) -> int:
    style = studio.strong(size)
    made = [studio.setter.paragraph(ref.text, style, width) for ref in children]
    return max((studio.setter.height([p]) for p in made), default=0) + points(12)


def _children(studio: Studio, children: tuple[Ref, ...], box: Box) -> tuple[list[Element], int]:
    """The objectives whose progress this one rolls up, as a list of links; and its end."""
    if not children:
        return [], box.y
    theme, setter = studio.theme, studio.setter
    head = setter.paragraph(studio.word("supported_by"), studio.caption(bold=True), box.w)
    spot = replace(box, h=setter.height([head]))
    found: list[Element] = [text_box("Supported by", spot, [head])]
    y, room = box.y + CHILDREN_HEAD, box.h - CHILDREN_HEAD
    sizes = studio.sizes(16)
    size = next(
        (s for s in sizes if _child_step(studio, children, box.w, s) * len(children) <= room),
        sizes[-1],
    )
    step = _child_step(studio, children, box.w, size)
    step = max(step, min(room // len(children), points(56)))
    for index, ref in enumerate(children):
        color = theme.ink if index == 0 else theme.hairline
        found.append(rule(f"Child rule {index + 1}", box.x, y, box.w, color))
        link = Link(slide=ref.slide, tip=ref.text) if ref.slide else None
        text = setter.paragraph(ref.text, studio.strong(size), box.w)
        spot = Box(box.x, y, box.w, step)
        found.append(text_box(f"Child {index + 1}", spot, [text], anchor="middle", link=link))
        y += step
    return found, y
