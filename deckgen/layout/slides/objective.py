"""One objective in full: what it says and who owns it, its key results, its course so far."""

from __future__ import annotations

from collections.abc import Callable

from deckgen.layout.frame import slide
from deckgen.layout.pieces import flat
from deckgen.layout.slides.objective_band import band
from deckgen.layout.slides.objective_calm import calm
from deckgen.layout.slides.objective_panel import Known, fitted, side_panel
from deckgen.layout.slides.objective_rows import children_list, over_table, shares, table_of
from deckgen.layout.slides.objective_solo import Solo, solo, solo_elements
from deckgen.layout.slides.trend import course
from deckgen.layout.studio import Studio
from deckgen.layout.tables import Placed, TableSpec, build, continued, framed
from deckgen.layout.widths import widths
from deckgen.making import new_box
from deckgen.plan import ObjectiveDetail, PlannedSlide, Ref
from deckgen.scene import Box, Element, Shape, Slide, points
from deckgen.values import replace

COURSE = points(104)
"""EMU: least height of the course under the table, its heading included."""
TALLEST_COURSE = points(190)
GAP = points(26)


def objective(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """A panel about the objective beside the table of its key results; one key result alone has
    large numbers. More key results than fit continue on further slides, which keep the panel.
    Without key results and without objectives below it, one column says what it is.
    """
    content = planned.content
    assert isinstance(content, ObjectiveDetail)
    if not content.rows and not content.children:
        return _alone(studio, planned, content)
    most = {1: 24, 2: 20}.get(len(content.rows), 16)
    if not studio.page.wide:
        most = {1: 20, 2: 16}.get(len(content.rows), 14)
    sizes = studio.evenly(studio.sizes(most))
    course_height = COURSE + points(18) if len(content.course) >= 2 else 0

    specs: dict[float, TableSpec] = {}
    known: Known = {}

    def make(size: float) -> TableSpec:
        if size not in specs:
            specs[size] = table_of(studio, content, planned.title, size, bool(course_height))
        return specs[size]

    def arrange(body: Box) -> list[tuple[Box, Box, Placed | Solo | tuple[Ref, ...]]]:
        width, most = 0, 99.0
        if studio.page.wide:
            width, most = fitted(studio, content, body, known, len(content.rows) == 1)
        side, rest = _split(studio, content, body, width)
        if studio.page.wide and (alone := solo(studio, content, rest, most, course_height)):
            return [(side, rest, alone)]
        if not content.rows:
            return [(side, rest, some) for some in shares(studio, content.children, rest)]
        steps = tuple(s for s in sizes if s <= max(most, studio.small))

        def short() -> TableSpec:
            bare = bool(course_height)
            return table_of(studio, content, planned.title, steps[-1], bare, short=True)

        steps = _unbroken(studio, make, steps, rest.w)
        pages = build(studio, make, steps, rest, reserve=course_height, short=short)
        if len(pages) > 1 and course_height:
            # The course is left out before it costs a slide.
            without = build(studio, make, steps, rest, short=short)
            if len(without) < len(pages):
                pages = without
        if len(pages) > 1 and not studio.page.wide:
            # Slides that continue have a lower band, and so more room.
            low, more = _split(studio, content, body, width, brief=True)
            spec = make(sizes[-1])
            pages = continued(studio, spec, spec, rest, more)
            return [(side if n == 0 else low, rest if n == 0 else more, placed)
                    for n, placed in enumerate(pages)]  # fmt: skip
        return [(side, rest, placed) for placed in pages]

    slides = []
    made = framed(studio, planned, arrange)
    for part, (top, (side, rest, placed)) in enumerate(made, start=1):
        brief = part > 1 and isinstance(placed, Placed)
        if studio.page.wide:
            alone, size = isinstance(placed, Solo), 16.0
            if isinstance(placed, Placed):
                size = placed.size(placed.indices[0])
            elif isinstance(placed, Solo):
                size = placed.title
            left, cut = side_panel(studio, content, side, size, known, alone)
        else:
            before = len(studio.setter.findings)
            left, cut = band(studio, content, side, brief=brief)
            if brief:  # the first slide has the title whole
                del studio.setter.findings[before:]
                cut = []
        full = [*top.cut, *cut]
        right: list[Element] = []
        below = rest.y
        if isinstance(placed, tuple):
            right, below = children_list(studio, placed, rest)
        elif isinstance(placed, Solo):
            right, below = solo_elements(studio, content, placed), placed.bottom
        else:
            right = [placed.table, *over_table(studio, content, placed)]
            full += placed.cut
            below = placed.table.box.bottom
        if part == len(made) and course_height and below + course_height <= rest.bottom + 1:
            height = min(rest.bottom - below - points(18), TALLEST_COURSE)
            right += course(studio, content, new_box(rest.x, below + points(18), rest.w, height))
        slides.append(
            slide(
                planned, top.title, flat(top.elements, left, right), part=part,
                full_texts=full, lead_in=studio.word("full_text"),
            )
        )  # fmt: skip
    return slides


def _unbroken(
    studio: Studio, make: Callable[[float], TableSpec], sizes: tuple[float, ...], width: int
) -> tuple[float, ...]:
    """``sizes`` without those at which a key result would take more than two lines, as long as
    some smaller one spares it the third.
    """
    for index, size in enumerate(sizes):
        spec = make(size)
        room = widths(studio, spec, width)[0] - spec.columns[0].pad
        titles = (row.cells[0].pieces[0] for row in spec.rows)
        if all(studio.setter.lines(t.text, t.style, room) <= 2 for t in titles):
            return sizes[index:]
    return sizes


def _alone(studio: Studio, planned: PlannedSlide, content: ObjectiveDetail) -> list[Slide]:
    """One slide for an objective with nothing below it."""
    ((top, body),) = framed(studio, planned, lambda box: [box])
    found, cut = calm(studio, content, body)
    return [
        slide(
            planned, top.title, flat(top.elements, found), full_texts=[*top.cut, *cut],
            lead_in=studio.word("full_text"),
        )
    ]  # fmt: skip


def _split(
    studio: Studio, content: ObjectiveDetail, body: Box, width: int, *, brief: bool = False
) -> tuple[Box, Box]:
    """The panel's box, ``width`` EMU beside what follows or (4:3) above it, and the rest.
    ``brief`` as for ``band``.
    """
    if studio.page.wide:
        x = body.x + width + GAP
        return replace(body, w=width), new_box(x, body.y, body.right - x, body.h)
    start = len(studio.setter.findings)
    found, _ = band(studio, content, body, brief=brief)
    del studio.setter.findings[start:]
    top = found[0]
    assert isinstance(top, Shape)
    below = top.box.bottom + points(14)
    return top.box, new_box(body.x, below, body.w, body.bottom - below)
