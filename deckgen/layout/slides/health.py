"""Alignment health: the score, what was checked, and findings with what would mend them."""

from __future__ import annotations

from deckgen.layout.frame import slide
from deckgen.layout.pieces import columns as columns_of
from deckgen.layout.pieces import flat, mark, panel, rule, text_box
from deckgen.layout.studio import SENTENCE_FLOOR, Studio
from deckgen.layout.tables import (
    MARK_INDENT,
    CellSpec,
    Column,
    Piece,
    Placed,
    RowSpec,
    TableSpec,
    build,
    cell_mark,
    continued,
    framed,
)
from deckgen.plan import Figure, Health, PlannedSlide
from deckgen.scene import Box, Element, Link, Slide, points
from deckgen.values import replace

BAND = points(96)
"""EMU: height of the score's band on a 4:3 page."""


def health(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """The score beside the table (above it in 4:3); a sentence when nothing was found."""
    content = planned.content
    assert isinstance(content, Health)
    most = 18 if len(content.rows) <= 3 else 16 if len(content.rows) == 4 else 14
    sizes = studio.evenly(studio.sizes(most if studio.page.wide else 14))

    def arrange(body: Box) -> list[tuple[Box, Box, Placed | None]]:
        side, rest = _split(studio, body) if content.score is not None else (body, body)
        if not content.rows:
            return [(side, rest, None)]
        pages = build(studio, lambda size: _spec(studio, content, planned.title, size), sizes, rest)
        if len(pages) > 1:
            return [(side, rest, placed) for placed in _many(studio, content, planned, body, rest)]
        return [(side, rest, placed) for placed in pages]

    slides = []
    for part, (top, (side, rest, placed)) in enumerate(framed(studio, planned, arrange), start=1):
        # Further slides have the whole width for findings.
        score = _score(studio, content, side) if part == 1 and content.score is not None else []
        full = list(top.cut)
        found: list[Element] = []
        if placed is None:
            found = _nothing(studio, content, rest)
        else:
            found.append(placed.table)
            full += placed.cut
            for index in placed.indices:
                row, line = content.rows[index], placed.size(index)
                link = Link(slide=row.link, tip=row.finding) if row.link else None
                found.append(
                    cell_mark(placed, index, 0, row.severity, studio, line=line, link=link)
                )
        slides.append(
            slide(
                planned, top.title, flat(top.elements, score, found), part=part,
                full_texts=full, lead_in=studio.word("full_text"),
            )
        )  # fmt: skip
    return slides


def _many(
    studio: Studio, content: Health, planned: PlannedSlide, body: Box, rest: Box
) -> list[Placed]:
    """Findings that one slide does not hold: close rows at the smallest type, as many as fit
    beside the score, the others over the whole width of further slides.
    """
    start = len(studio.setter.findings)
    close = _pages(studio, _dense(studio, content, planned.title, 5), body, rest)
    for air in (9, 7):
        # More air where it costs no slide, so that the last one is not nearly empty.
        kept = studio.setter.findings[start:]
        del studio.setter.findings[start:]
        airy = _pages(studio, _dense(studio, content, planned.title, air), body, rest)
        if len(airy) <= len(close):
            return airy
        studio.setter.findings[start:] = kept
    return close


def _dense(studio: Studio, content: Health, title: str, air: int) -> TableSpec:
    spec = _spec(studio, content, title, SENTENCE_FLOOR, dense=True)
    return replace(spec, air=points(air), tallest=points(20 + 2.5 * air))


def _pages(studio: Studio, spec: TableSpec, body: Box, rest: Box) -> list[Placed]:
    # With the whole width most sentences stand on one line.
    shares = (1.0, 1.75, 1.25) if studio.page.wide else (1.3, 1.6, 1.2)
    columns = tuple(replace(c, weight=share) for c, share in zip(spec.columns, shares, strict=True))
    return continued(studio, spec, replace(spec, columns=columns), rest, body)


def _split(studio: Studio, body: Box) -> tuple[Box, Box]:
    gap = points(28)
    if studio.page.wide:
        width = points(220)
        return (
            replace(body, w=width),
            Box(body.x + width + gap, body.y, body.w - width - gap, body.h),
        )
    return (
        replace(body, h=BAND),
        Box(body.x, body.y + BAND + points(16), body.w, body.h - BAND - points(16)),
    )


def _score(studio: Studio, content: Health, box: Box) -> list[Element]:
    theme, setter = studio.theme, studio.setter
    ground = panel("Score ground", box, theme.surface, radius=theme.spacing.radius)
    inner = box.inset(points(24), points(20), points(24), points(16))
    if not studio.page.wide:
        return [ground, *_score_band(studio, content, box)]
    low = box.h < points(300)  # the area that a company's master leaves
    align = replace(studio.number(44 if low else 72, theme.level(1)), align="center")
    number = setter.paragraph(str(content.score), align, inner.w)
    big = Box(inner.x, inner.y, inner.w, setter.height([number]))
    under = replace(studio.body(studio.small, theme.muted), align="center")
    caption = setter.shorten(content.score_caption, under, inner.w, 3)
    spot = Box(inner.x, big.bottom + points(2), inner.w, setter.height([caption]))
    found: list[Element] = [
        ground, text_box("Score", big, [number]), text_box("Score caption", spot, [caption]),
    ]  # fmt: skip
    figures = content.figures[:4]
    if not figures:
        return found
    top = spot.bottom + points(10 if low else 22)
    step = min(points(76), (inner.bottom - top) // len(figures))
    value_w = max(setter.width(f.value, studio.number(24, theme.ink)) for f in figures) + points(14)
    for index, figure in enumerate(figures):
        y = top + index * step
        found.append(rule(f"Score rule {index + 1}", inner.x, y, inner.w, theme.hairline))
        found += _figure(studio, figure, index, Box(inner.x, y, inner.w, step), value_w)
    return found


def _figure(studio: Studio, figure: Figure, index: int, box: Box, value_w: int) -> list[Element]:
    setter = studio.setter
    value = setter.paragraph(figure.value, studio.number(24, studio.theme.ink), value_w)
    room = box.w - value_w
    caption = setter.shorten(figure.caption, studio.body(studio.small, studio.theme.muted), room, 3)
    return [
        text_box(f"Figure {index + 1}", replace(box, w=value_w), [value], anchor="middle"),
        text_box(
            f"Figure caption {index + 1}", Box(box.x + value_w, box.y, room, box.h), [caption],
            anchor="middle",
        ),
    ]  # fmt: skip


def _score_band(studio: Studio, content: Health, box: Box) -> list[Element]:
    theme, setter = studio.theme, studio.setter
    parts = columns_of(box.inset(points(20), 0, points(16), 0), 1 + len(content.figures[:3]),
                       points(14))  # fmt: skip
    values = [Figure(str(content.score), content.score_caption), *content.figures[:3]]
    found: list[Element] = []
    for index, (spot, figure) in enumerate(zip(parts, values, strict=True)):
        style = studio.number(44, theme.level(1)) if index == 0 else studio.number(24, theme.ink)
        value = setter.paragraph(figure.value, style, spot.w)
        caption = setter.shorten(figure.caption, studio.body(studio.small, theme.muted), spot.w, 2)
        base = box.y + points(50)
        height = setter.height([value])
        # Baselines agree: a line's descent and half its leading are 0.3 of its size.
        y = base - height + points(0.3 * style.size)
        name = "Score" if index == 0 else f"Figure {index}"
        found.append(text_box(name, replace(spot, y=y, h=height), [value]))
        below = Box(spot.x, base + points(14), spot.w, setter.height([caption]))
        found.append(text_box(f"{name} caption", below, [caption]))
    return found


def _spec(
    studio: Studio, content: Health, title: str, size: float, dense: bool = False
) -> TableSpec:  # fmt: skip
    finding, where, mend = content.heads
    columns = (
        Column(finding, weight=1.25 if dense else 1.0, indent=MARK_INDENT, pad=points(16)),
        Column(where, weight=1.45, pad=points(18)),
        Column(mend, weight=1.45, pad=0),
    )
    rows = []
    most = 3 if dense else 6
    for row in content.rows:
        link = Link(slide=row.link, tip=row.finding) if row.link else None
        rows.append(
            RowSpec(
                (
                    CellSpec((Piece(row.finding, studio.strong(size), 4),)),
                    CellSpec((Piece(row.where, studio.body(size), most, link=link),)),
                    CellSpec((Piece(row.mend, studio.body(size, studio.theme.muted), most),)),
                )
            )
        )
    return TableSpec(
        "Findings", columns, tuple(rows), title, air=points(9), anchor="top",
        tallest=points(72 if len(rows) > 3 else 108),
    )  # fmt: skip


def _nothing(studio: Studio, content: Health, box: Box) -> list[Element]:
    if not content.nothing:
        return []
    setter = studio.setter
    inner = box.inset(points(24) if studio.page.wide else 0, 0, points(24), 0)
    size = setter.largest([content.nothing], studio.heading(), inner.w, (24, 20, 18, 16, 14), 4)
    text = setter.shorten(content.nothing, studio.heading(size), inner.w, 8)
    height = setter.height([text])
    tick = points(34)
    top = box.y + max(0, (box.h - height - tick - points(16)) * 2 // 5)
    return [
        mark("Done mark", "done", inner.x, top, tick, studio.theme),
        text_box("Nothing found", Box(inner.x, top + tick + points(16), inner.w, height), [text]),
    ]
