"""Cards of a cascade: how tall their text makes them, and how they are drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from deckgen.layout.pieces import bar, mark
from deckgen.layout.studio import LABEL_FLOOR, Studio
from deckgen.layout.tree.arrange import HEAD, Step
from deckgen.layout.tree.measure import Ruler
from deckgen.plan import Cascade, TreeNode
from deckgen.scene import Box, Group, Link, Paragraph, Rule, Run, Shape, Stroke, Text, points
from deckgen.text.fitting import Style

EDGE = points(4)
"""Width of the bar in the level's colour."""
MARK = points(8)
SMALL = LABEL_FLOOR
LINE = points(SMALL * 1.2)
BROAD = points(190)
"""Narrower cards have the percent beside the kicker when the bar shares its line."""
LABEL = points(34)
"""Room for a percent at 10 points."""


@dataclass(frozen=True, slots=True)
class Insets:
    """Room between a card's edges and its text, and for its progress bar (EMU)."""

    left: int
    right: int
    top: int
    bottom: int
    foot: int
    bar: int


@lru_cache(maxsize=64)
def insets(step: Step) -> Insets:
    """Insets of a card: as tight as reads well at the floor, more with larger type."""
    if step.title >= 13:
        return Insets(points(14), points(10), points(8), points(8), points(18), points(5))
    if step.title >= 12:
        return Insets(points(13), points(9), points(7), points(7), points(17), points(5))
    if step.title >= 11:
        return Insets(points(11), points(7), points(5), points(5), points(15), points(4))
    if not step.dense:
        return Insets(points(10), points(6), points(4), points(3), points(12), points(4))
    return Insets(points(8), points(4), points(2), points(2), points(4), points(3))


def small(step: Step) -> float:
    """Type size (points) of kickers and key results: larger on cards with large titles."""
    return 12.0 if step.title >= 16 else SMALL


@dataclass(frozen=True, slots=True)
class Chip:
    """A short text that leads to another slide. ``first`` and ``last`` are keys of slides whose
    numbers are set behind it; ``slide`` is where a click goes.
    """

    text: str
    slide: str | None
    first: str | None = None
    last: str | None = None

    def runs(self, style: Style) -> list[Run]:
        """The chip's runs; numbers are stand-ins as wide as three digits."""
        link = Link(slide=self.slide) if self.slide else None
        made = [replace(style.run(self.text), link=link)]
        if self.first is not None:
            several = self.last is not None and self.last != self.first
            key = f"{self.first}..{self.last}" if several else self.first
            made.append(
                replace(style.run("188–188" if several else "188"), link=link, number_of=key)
            )
        return made


class Cards:
    """Measures and draws the cards of one cascade."""

    def __init__(self, studio: Studio, content: Cascade) -> None:
        self.studio = studio
        self.content = content
        self.ruler = Ruler(studio.setter)
        self.progress = "progress" in content.show
        self.status = "status" in content.show
        self._chip = Style(SMALL, studio.theme.level(1), bold=True)

    # --- measuring --------------------------------------------------------------------------

    def height(self, nodes: Iterable[TreeNode], step: Step, width: int, foot: bool) -> int:
        """Height in EMU that cards of ``width`` EMU need at a step so that all texts fit.
        ``foot``: whether any of them says how many follow on later slides.
        """
        room = insets(step)
        inner = width - room.left - room.right
        most = 0
        for node in nodes:
            lines = min(step.lines, self.ruler.lines(node.title, step.title, inner))
            total = points(lines * step.title * 1.2)
            if node.further:
                total += LINE
            if step.key_results and self._shows_key_results(node):
                total += self.studio.setter.height(self._key_results(node, inner, step)) + points(6)
            most = max(most, total)
        return room.top + points(small(step) * 1.2) + most + self._foot(step, foot) + room.bottom

    def _foot(self, step: Step, more: bool) -> int:
        """Height of the line with the bar, and with what says how many follow."""
        own = insets(step).foot if self.progress else 0
        return max(own, points(12.5)) if more else own

    def _title(self, step: Step) -> Style:
        return Style(step.title, self.studio.theme.ink, bold=True)

    def _shows_key_results(self, node: TreeNode) -> bool:
        return "key_results" in self.content.show and bool(node.key_results)

    def _key_results(self, node: TreeNode, inner: int, step: Step) -> list[Paragraph]:
        style = Style(small(step), self.studio.theme.muted)
        made = []
        for number, line in enumerate(node.key_results):
            runs = (style.run(f"{line.meter.label}  "), style.run(line.title))
            runs = (replace(runs[0], bold=True), runs[1])
            space = 3.0 if number else 6.0
            made.append(self.studio.setter.mixed(runs, inner, space_before=space))
        return made

    def chip_width(self, chip: Chip) -> int:
        """Width in EMU of a chip's text, slide numbers included."""
        runs = chip.runs(self._chip)
        return sum(self.studio.setter.width(r.text, self._chip) for r in runs) + points(6)

    # --- drawing ----------------------------------------------------------------------------

    def card(
        self,
        node: TreeNode,
        box: Box,
        step: Step,
        more: Chip | None,
        more_width: int,
        also: tuple[Chip, ...],
        cut: list[str],
    ) -> Group:
        """A full card. The group's first child is the card itself, named by the node's id.

        ``more`` says how many objectives follow on another slide; ``more_width`` is kept free
        for it on every card of the slide, so that bars are of one length. Texts that had to be
        shortened are added to ``cut``.
        """
        studio, theme, room = self.studio, self.studio.theme, insets(step)
        inner = box.w - room.left - room.right
        title = studio.setter.shorten(
            node.title, self._title(step), inner, step.lines, subject=node.id
        )
        if title.text != node.title:
            cut.append(f"{node.id}: {node.title}")
        free = inner - (MARK + points(3) if self.status else 0)
        beside = self.progress and (step.dense or (more_width > 0 and box.w < BROAD))
        percent = Box(box.x + room.left + free - LABEL, box.y + room.top, LABEL, points(12.5))
        if beside:
            free -= self.studio.setter.width(node.meter.label, self._strong()) + points(4)
        kicker = self._kicker(node, free, step)
        if kicker.text != (node.kicker or node.id):
            cut.append(node.kicker)
        paragraphs = [kicker, title]
        if also:
            paragraphs.append(self._also(also, inner))
        if step.key_results and self._shows_key_results(node):
            paragraphs += self._key_results(node, inner, step)
        foot = self._foot(step, more_width > 0)
        text = Text(tuple(paragraphs), "top", (room.left, room.top, room.right, room.bottom + foot))
        link = Link(slide=node.link, tip=node.title) if node.link else None
        frame = Shape(
            node.id, box, "round_right", theme.paper, Stroke(theme.hairline), points(4),
            text=text, link=link, role="card",
        )  # fmt: skip
        children: list[Shape | Rule] = [frame, self._edge(node, box)]
        if self.status:
            spot = box.right - room.right - MARK
            children.append(
                mark(
                    f"Status {node.id}", node.meter.status, spot, box.y + room.top + points(2),
                    MARK, theme, alt=node.meter.status_label,
                )
            )  # fmt: skip
        high = foot if beside and step.dense else points(12.5)
        line = Box(box.x + room.left, box.bottom - room.bottom - high, inner, high)
        if more is not None:
            children.append(self._more(node, line, more, more_width))
        if self.progress:
            children += self._progress(node, line, more_width, room, percent if beside else None)
        return Group(f"Card {node.id}", tuple(children), alt=node.title, role="card")

    def _kicker(self, node: TreeNode, width: int, step: Step) -> Paragraph:
        style = Style(small(step), self.studio.theme.muted, bold=True)
        made = quietly(self.studio, node.kicker or node.id, style, width, 1)
        if made.text != node.kicker and len(made.text) < len(node.id) + 7:
            return quietly(self.studio, node.id, style, width, 1)
        return made

    def _also(self, chips: tuple[Chip, ...], inner: int) -> Paragraph:
        """One line "also ▸ C1 ▸ D2", as many as fit."""
        style = Style(SMALL, self.studio.theme.level(1))
        word = self.studio.word("also_supports")
        runs = [replace(style.run(f"{word} "), color=self.studio.theme.muted)]
        used = self.studio.setter.width(runs[0].text, style)
        for number, chip in enumerate(chips):
            more = [replace(r, text=r.text + " ") for r in chip.runs(style)]
            used += sum(self.studio.setter.width(r.text, style) for r in more)
            if used > inner * 0.97:
                if number:
                    break
                return quietly(self.studio, f"{word} {chip.text}", style, inner, 1)
            runs += more
        return self.studio.setter.mixed(runs, inner)

    def _edge(self, node: TreeNode, box: Box) -> Shape:
        return Shape(
            f"Level {node.id}", Box(box.x, box.y, EDGE, box.h),
            fill=self.studio.theme.level(node.level), decorative=True, role="bar",
        )  # fmt: skip

    def _more(self, node: TreeNode, line: Box, chip: Chip, width: int) -> Shape:
        """The chip of a card whose branch goes on elsewhere ("+12 ▸ 7")."""
        spot = Box(line.right - width, line.y, width, line.h)
        paragraph = Paragraph((tuple(chip.runs(self._chip)),), "right")
        return Shape(
            f"More {node.id}", spot, text=Text((paragraph,)), role="chip",
            link=Link(slide=chip.slide) if chip.slide else None,
        )  # fmt: skip

    def _strong(self) -> Style:
        return Style(SMALL, self.studio.theme.ink, bold=True, align="right")

    def _progress(
        self, node: TreeNode, line: Box, more_width: int, room: Insets, beside: Box | None
    ) -> list[Shape | Rule]:
        """The bar and its percent: at the bar's end, or at ``beside`` on dense cards."""
        theme = self.studio.theme
        end = line.right - (more_width + points(4) if more_width else 0)
        label = beside or Box(end - LABEL, line.y, LABEL, line.h)
        y = line.y + (line.h - room.bar) // 2
        if beside is not None and not more_width:
            y = line.bottom - room.bar
        stop = end if beside is not None else label.x - points(3)
        strip = Box(line.x, y, stop - line.x, room.bar)
        made: list[Shape | Rule] = []
        if strip.w > points(12):
            group = bar(f"Progress {node.id}", strip, node.meter, theme.level(node.level), theme)
            made += [c for c in group.children if isinstance(c, Shape | Rule)]
        said = quietly(self.studio, node.meter.label, self._strong(), LABEL, 1)
        made.append(Shape(f"Percent {node.id}", label, text=Text((said,)), role="text"))
        return made

    def head(self, name: str, node: TreeNode, box: Box, back: Chip) -> Shape:
        """The quiet card that repeats the head of a continued branch and leads back."""
        theme = self.studio.theme
        left, right = points(10), points(6)
        inner = box.w - left - right
        room = self.chip_width(back)
        style = Style(SMALL, theme.muted, bold=True)
        kicker = quietly(self.studio, node.kicker or node.id, style, inner - room, 1)
        first = (*kicker.lines[0], style.run("  "), *back.runs(replace(style, color=theme.ink)))
        title = quietly(self.studio, node.title, Style(SMALL, theme.ink), inner, 1)
        top = max(0, (min(box.h, points(HEAD)) - 2 * LINE) // 2)
        text = Text((replace(kicker, lines=(first,)), title), "middle", (left, top, right, top))
        return Shape(
            name, box, "round_right", theme.level_tint(node.level), None, points(4), text=text,
            link=Link(slide=back.slide, tip=node.title), role="head",
        )  # fmt: skip


def quietly(studio: Studio, text: str, style: Style, width: int, lines: int) -> Paragraph:
    """Shortened without a finding: the whole text stands elsewhere in the deck."""
    before = len(studio.setter.findings)
    made = studio.setter.shorten(text, style, width, lines)
    del studio.setter.findings[before:]
    return made
