"""The panel beside an objective's key results: what it says, its progress, its facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from deckgen.layout.pieces import balanced, bar, mark, panel, rule, text_box, without_runt
from deckgen.layout.studio import Studio
from deckgen.making import new_box, new_link
from deckgen.plan import ObjectiveDetail, Ref
from deckgen.scene import Box, Element, Link, Rule, Shape, points
from deckgen.text.style import Style
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
    stacked: bool = False
    """Whether the expectation stands below the percent also where it has room beside it."""


STEPS = (
    _Step(20, 44, 13, 14), _Step(18, 44, 13, 12), _Step(16, 36, 13, 10), _Step(14, 30, 13, 8),
    _Step(14, 24, 12, 8), _Step(13, 24, 12, 6), _Step(12, 24, 12, 5), _Step(12, 20, 12, 3),
    _Step(12, 20, 12, 4, why=3, fact=3), _Step(12, 20, 12, 3, why=2, fact=2),
    _Step(12, 20, 12, 3, lines=10, why=1, fact=3), _Step(12, 20, 12, 3, lines=9, why=1, fact=2),
    _Step(12, 20, 12, 3, lines=7, why=1, fact=2), _Step(12, 20, 12, 3, lines=5, why=1, fact=1),
)  # fmt: skip


Known = dict[tuple[object, ...], int]
"""Heights (EMU) of the parts of an objective's panel that were measured, by width and type."""


def _bottom_at(
    studio: Studio, content: ObjectiveDetail, inner: Box, step: _Step, known: Known
) -> int:
    """Where the panel ends; measured without findings."""
    start = len(studio.setter.findings)
    found = Panel(studio, content, inner, step, known).bottom
    del studio.setter.findings[start:]
    return found


def side_panel(
    studio: Studio, content: ObjectiveDetail, box: Box, beside: float, known: Known,
    alone: bool = False,
) -> tuple[list[Element], list[str]]:  # fmt: skip
    """The panel in ``box`` at the largest type that fits, and the texts it cuts. ``beside``:
    size in points of the key results, which a title that is as large has too; ``alone``: there
    is one, with large numbers. ``known``: what was measured of the objective's panel.
    """
    theme = studio.theme
    inner = _inner(box)
    step, bottom = _step(studio, content, inner, _like(studio, beside, alone), known)
    if bottom <= inner.bottom:
        # Free height goes between the parts, so that the panel is not empty at its foot.
        for gap in (22, 19, 16, 13, 10):
            if gap > step.gap and bottom + _longer(content, step.gap, gap) <= inner.bottom:
                step = replace(step, gap=gap)
                break
    made = Panel(studio, content, inner, step)
    found, cut = made.found, made.cut
    if bottom > inner.bottom:
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


def fitted(
    studio: Studio, content: ObjectiveDetail, body: Box, known: Known, alone: bool
) -> tuple[int, float]:
    """The narrowest panel (EMU) that holds the title whole and cuts no word of it, the widest
    when none does; and the largest size (points) that the title takes in it. ``alone``: beside
    the large numbers of one key result.
    """
    second = None
    steps = _stepped(STEPS[0].title, True, True) if alone else STEPS
    for width in WIDTHS:
        inner = _inner(replace(body, w=width))
        for step in steps:
            if step.lines < WHOLE and width != WIDTHS[-1]:
                break
            if _bottom_at(studio, content, inner, step, known) <= inner.bottom:
                if not _cuts(studio, content, inner, step):
                    return width, step.title
                second = second or (width, step.title)
                if width != WIDTHS[-1]:
                    break
    return second or (WIDTHS[-1], STEPS[-1].title)


def _step(
    studio: Studio, content: ObjectiveDetail, inner: Box, steps: Sequence[_Step], known: Known
) -> tuple[_Step, int]:
    """The first step at which the panel fits and no word of the title is cut, else at which it
    fits, else the last; and where the panel ends then.
    """
    second = None
    for step in steps:
        bottom = _bottom_at(studio, content, inner, step, known)
        if bottom <= inner.bottom:
            if not _cuts(studio, content, inner, step):
                return step, bottom
            second = second or (step, bottom)
    return second or (step, bottom)


def _cuts(studio: Studio, content: ObjectiveDetail, inner: Box, step: _Step) -> bool:
    """Whether a word of the title is wider than the panel in the type of a step."""
    return studio.setter.cuts(content.title, studio.heading(step.title), inner.w)


def _longer(content: ObjectiveDetail, gap: float, wider: float) -> int:
    """EMU by which a wider gap (points) moves the panel's foot: texts break as they did."""
    whole = 2 + bool(content.why)
    half = 2 * len(content.facts) + bool(content.links)
    return whole * (points(wider) - points(gap)) + half * (points(wider / 2) - points(gap / 2))


def _inner(box: Box) -> Box:
    pad = points(18)
    return box.inset(points(4) + pad, pad, pad, pad)


def _like(studio: Studio, beside: float, alone: bool) -> tuple[_Step, ...]:
    """The ladder with as few sizes as go with key results of ``beside`` points."""
    if beside == studio.small and not alone:
        return STEPS
    return _stepped(beside, beside > studio.small, alone)


@lru_cache(maxsize=64)
def _stepped(beside: float, larger: bool, alone: bool) -> tuple[_Step, ...]:
    if alone:  # The large numbers have left edges and sizes of their own.
        return tuple(
            replace(s, title=min(s.title, beside), stacked=True,
                    percent=s.percent if s.percent == 44 else min(s.percent, 24))
            for s in STEPS
        )  # fmt: skip
    if larger:
        return tuple(replace(s, title=min(s.title, beside)) for s in STEPS)
    return tuple(replace(s, percent=min(s.percent, 24), text=beside) for s in STEPS)


def _bottom(element: Element) -> int:
    if isinstance(element, Rule):
        return element.end[1]
    if isinstance(element, Shape):
        return element.box.bottom
    return 0


class Panel:
    """The panel's parts below each other from the top of a box: ``found`` when it is drawn, the
    texts it cuts, and the y below all of them, which is known without drawing anything.
    """

    def __init__(
        self, studio: Studio, content: ObjectiveDetail, box: Box, step: _Step,
        known: Known | None = None,
    ) -> None:  # fmt: skip
        self.studio = studio
        self.content = content
        self.box = box
        self.step = step
        self.drawn = known is None
        self.known: Known = {} if known is None else known
        self.found: list[Element] = []
        self.cut: list[str] = []
        self.bottom = box.y
        gap = points(step.gap)
        self._part(self._title, step.title, step.lines)
        self.bottom += gap
        if content.why:
            self._part(self._why, step.text, step.why)
            self.bottom += gap
        self._part(self._progress, step.text, step.percent, step.stacked)
        self.bottom += gap
        self._part(self._facts, step.text, step.fact, step.gap)
        self._part(self._links, step.text, step.fact, step.gap)

    def _part(self, draw: Callable[[], None], *type_: float) -> None:
        """A part in the type that it depends on; not measured twice in it."""
        key = (draw.__name__, self.box.w, *type_)
        if not self.drawn and key in self.known:
            self.bottom += self.known[key]
            return
        begun = self.bottom
        draw()
        self.known[key] = self.bottom - begun

    def _title(self) -> None:
        self._put("Objective", self.content.title, self.studio.heading(self.step.title))

    def _why(self) -> None:
        quiet = self.studio.body(self.step.text, self.studio.theme.muted)
        self._put("Why", self.content.why, quiet, most=self.step.why)

    def _put(
        self, name: str, text: str, style: Style, *, most: int = 0, indent: int = 0,
        link: Link | None = None,
    ) -> None:  # fmt: skip
        """A text over the width less ``indent`` (EMU)."""
        setter, box = self.studio.setter, self.box
        made = setter.shorten(text, style, box.w - indent, most or self.step.lines)
        height = setter.height([made])
        if self.drawn:
            if made.text != text:
                self.cut.append(text)
            made, width = without_runt(setter, made, style, box.w - indent)
            spot = new_box(box.x + indent, self.bottom, width, height)
            self.found.append(text_box(name, spot, [made], link=link))
        self.bottom += height

    def _progress(self) -> None:
        """Percent and expectation, the bar, and the status."""
        if not self.content.blank:
            self._percent()
        self._bar()

    def _percent(self) -> None:
        """Percent and expectation, beside each other where both have room."""
        studio, box, step = self.studio, self.box, self.step
        theme, setter, meter = studio.theme, studio.setter, self.content.meter
        color = theme.level(self.content.level)
        number_style = studio.number(step.percent, color)
        width = int(setter.width(meter.label, number_style) / 0.97) + points(2)
        number = setter.paragraph(meter.label, number_style, width)
        height = setter.height([number])
        room = box.w - width - points(10)
        quiet = studio.body(step.text, theme.muted)
        said = self.content.expectation
        beside = not step.stacked and room >= points(70) and setter.lines(said, quiet, room) <= 2
        expectation, narrow = balanced(setter, said, quiet, room if beside else box.w, 3)
        tall = setter.height([expectation]) if said else 0
        beside = beside and bool(tall)
        y = self.bottom
        both = max(height, tall) if beside else height
        self.bottom += both + (tall + points(3) if tall and not beside else 0) + points(6)
        if self.drawn:
            spot = new_box(box.x, y, width if beside else min(width, box.w), both)
            self.found.append(text_box("Percent", spot, [number], anchor="middle"))
            if beside:
                spot = new_box(box.x + width + points(10), y, narrow, both)
                self.found.append(text_box("Expectation", spot, [expectation], anchor="middle"))
            elif tall:
                spot = new_box(box.x, y + both, narrow, tall)
                self.found.append(text_box("Expectation", spot, [expectation]))

    def _bar(self) -> None:
        """The bar, and the status below it."""
        studio, box = self.studio, self.box
        theme, meter = studio.theme, self.content.meter
        thick = points(8)
        if self.drawn:
            track = new_box(box.x, self.bottom, box.w, thick)
            color = theme.level(self.content.level)
            self.found.append(bar("Objective bar", track, meter, color, theme))
        self.bottom += thick + points(8)
        word = studio.strong(self.step.text)
        if self.drawn:
            size = points(9)
            at = self.bottom + (points(word.size * 1.2) - size) // 2
            self.found.append(mark("Objective mark", meter.status, box.x, at, size, theme))
        self._put("Objective status", meter.status_label, word, most=2, indent=points(16))

    def _facts(self) -> None:
        """Labels and values."""
        studio, box, step = self.studio, self.box, self.step
        theme, setter = studio.theme, studio.setter
        label_style, value_style = studio.body(step.text, theme.muted), studio.strong(step.text)
        air = points(step.gap / 2)
        labels = [setter.width(label, label_style) for label, _ in self.content.facts]
        label_w = min(int(max(labels, default=0) / 0.97) + points(12), box.w * 11 // 20)
        for index, (label, ref) in enumerate(self.content.facts, start=1):
            left = setter.shorten(label, label_style, label_w - points(6), min(2, step.fact))
            right = setter.shorten(ref.text, value_style, box.w - label_w, step.fact)
            height = max(setter.height([left]), setter.height([right]))
            if self.drawn:
                y = self.bottom + air
                self.found.append(rule(f"Fact rule {index}", box.x, y - air, box.w, theme.hairline))
                self.cut += [t for t, p in ((label, left), (ref.text, right)) if p.text != t]
                spot = new_box(box.x, y, label_w, height)
                self.found.append(text_box(f"Fact label {index}", spot, [left]))
                right, width = without_runt(setter, right, value_style, box.w - label_w)
                spot = new_box(box.x + label_w, y, width, height)
                self.found.append(text_box(f"Fact {index}", spot, [right], link=_link(ref)))
            self.bottom += height + 2 * air

    def _links(self) -> None:
        style = self.studio.strong(self.step.text, self.studio.theme.level(1))
        if self.content.links:
            self.bottom += points(self.step.gap / 2)
        for index, ref in enumerate(self.content.links, start=1):
            most = min(3, self.step.fact)
            self._put(f"Link {index}", ref.text, style, most=most, link=_link(ref))
            self.bottom += points(2)


def _link(ref: Ref) -> Link | None:
    return new_link(slide=ref.slide, tip=ref.text) if ref.slide else None
