"""Cards of a cascade: how tall their text makes them, and how they are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from deckgen.layout.pieces import bar, mark
from deckgen.layout.studio import LABEL_FLOOR, Studio
from deckgen.plan import Cascade, TreeNode
from deckgen.scene import Box, Group, Link, Paragraph, Rule, Shape, Stroke, Text, points
from deckgen.text.fitting import Style

EDGE = points(5)
"""Width of the bar in the level's colour."""
LEFT, RIGHT, TOP, BOTTOM = points(13), points(9), points(7), points(7)
BAR_HEIGHT = points(5)
FOOT = points(16)
"""Room for the progress bar with its percent."""
MARK = points(9)
SMALL = LABEL_FLOOR


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the ladder: type size of titles (points), card widths (points), how many lines
    a title may take, and whether key results stand on the cards.
    """

    title: float
    narrow: int
    broad: int
    lines: int
    key_results: bool


STEPS = (
    Step(14, 215, 300, 3, True),
    Step(13, 195, 280, 3, True),
    Step(12, 180, 260, 4, True),
    Step(13, 185, 270, 4, False),
    Step(12, 160, 240, 4, False),
    Step(11, 140, 210, 4, False),
    Step(10, 120, 190, 4, False),
)
FLOOR = STEPS[-1]


@dataclass(frozen=True, slots=True)
class Chip:
    """A short text on a card that leads to another slide."""

    text: str
    slide: str | None
    number: bool = False
    """The slide's number is set behind the text."""


class Cards:
    """The cards of one cascade. ``chips`` are per node id, and change while pages are made."""

    def __init__(self, studio: Studio, content: Cascade) -> None:
        self.studio = studio
        self.content = content
        self.foot = FOOT if "progress" in content.show else 0

    # --- measuring --------------------------------------------------------------------------

    def height(self, node: TreeNode, step: Step, width: int, chips: bool) -> int:
        """Height in EMU that a card of ``width`` EMU needs at a step of the ladder."""
        setter = self.studio.setter
        inner = width - LEFT - RIGHT
        lines = min(step.lines, setter.lines(node.title, self._title(step), inner))
        total = points(SMALL * 1.2) + points(lines * step.title * 1.2)
        if chips:
            total += points(SMALL * 1.2)
        if step.key_results and self._shows_key_results(node):
            total += setter.height(self._key_results(node, inner)) + points(4)
        return TOP + total + self.foot + BOTTOM

    def _title(self, step: Step) -> Style:
        return Style(step.title, self.studio.theme.ink, bold=True)

    def _shows_key_results(self, node: TreeNode) -> bool:
        return "key_results" in self.content.show and bool(node.key_results)

    def _key_results(self, node: TreeNode, inner: int) -> list[Paragraph]:
        style = Style(SMALL, self.studio.theme.muted)
        strong = Style(SMALL, self.studio.theme.muted, bold=True)
        made = []
        for number, line in enumerate(node.key_results):
            runs = (strong.run(f"{line.meter.label}  "), style.run(line.title))
            space = 2.0 if number else 4.0
            made.append(self.studio.setter.mixed(runs, inner, space_before=space))
        return made

    # --- drawing ----------------------------------------------------------------------------

    def card(
        self, node: TreeNode, box: Box, step: Step, chips: tuple[Chip, ...], cut: list[str]
    ) -> Group:
        """A full card: kicker, title, chips, key results, progress, status. The group's first
        child is the card itself, named by the node's id.
        """
        studio, theme = self.studio, self.studio.theme
        inner = box.w - LEFT - RIGHT
        color = theme.level(node.level)
        title = studio.setter.shorten(node.title, self._title(step), inner, step.lines)
        if title.text != node.title:
            cut.append(f"{node.id}: {node.title}")
        paragraphs = [self._kicker(node, inner - MARK - points(4)), title]
        if chips:
            paragraphs.append(self._chips(chips, inner))
        if step.key_results and self._shows_key_results(node):
            paragraphs += self._key_results(node, inner)
        text = Text(tuple(paragraphs), "top", (LEFT, TOP, RIGHT, BOTTOM + self.foot))
        frame = Shape(
            node.id, box, "round_right", theme.paper, Stroke(theme.hairline), points(4),
            text=text, role="card",
        )  # fmt: skip
        children: list[Shape | Rule] = [frame, self._edge(node.id, box, node.level)]
        if "status" in self.content.show:
            spot = box.right - RIGHT - MARK
            children.append(
                mark(
                    f"Status {node.id}", node.meter.status, spot, box.y + TOP + points(1), MARK,
                    theme, alt=node.meter.status_label,
                )
            )  # fmt: skip
        if self.foot:
            children += self._progress(node, box, inner)
        link = Link(slide=node.link, tip=node.title) if node.link else None
        return Group(f"Card {node.id}", tuple(children), link=link, alt=node.title, role="card")

    def _kicker(self, node: TreeNode, width: int) -> Paragraph:
        style = Style(SMALL, self.studio.theme.muted, bold=True)
        return quietly(self.studio, node.kicker or node.id, style, width, 1)

    def _chips(self, chips: tuple[Chip, ...], inner: int) -> Paragraph:
        style = Style(SMALL, self.studio.theme.ink)
        runs = []
        for number, chip in enumerate(chips):
            lead = style.run("  " if number else "")
            link = Link(slide=chip.slide) if chip.slide else None
            run = replace(style.run(chip.text), link=link)
            runs += [lead, run] if number else [run]
        return self.studio.setter.mixed(runs, inner)

    def _edge(self, name: str, box: Box, level: int) -> Shape:
        return Shape(
            f"Level {name}", Box(box.x, box.y, EDGE, box.h), fill=self.studio.theme.level(level),
            decorative=True, role="bar",
        )  # fmt: skip

    def _progress(self, node: TreeNode, box: Box, inner: int) -> list[Shape | Rule]:
        theme = self.studio.theme
        label = points(34)
        y = box.bottom - BOTTOM - points(9)
        strip = Box(box.x + LEFT, y, inner - label - points(4), BAR_HEIGHT)
        group = bar(f"Progress {node.id}", strip, node.meter, theme.level(node.level), theme)
        style = Style(SMALL, theme.ink, bold=True, align="right")
        spot = Box(box.right - RIGHT - label, y - points(4), label, points(SMALL * 1.2))
        line = self.studio.setter.paragraph(node.meter.label, style, label)
        return [
            *group.children,
            Shape(f"Percent {node.id}", spot, text=Text((line,)), role="text"),
        ]

    def stub(self, name: str, node: TreeNode | None, box: Box, line: Chip, lines: int) -> Shape:
        """A card that stands for others: a link, the name of a branch when it is one."""
        theme = self.studio.theme
        inner = box.w - LEFT - RIGHT
        run_style = Style(SMALL, theme.ink, bold=True)
        text = quietly(self.studio, line.text, run_style, inner - points(16), 1)
        if line.number and line.slide:
            number = replace(run_style.run("88"), number_of=line.slide)
            text = replace(text, lines=((*text.lines[0], number),))
        paragraphs = [text]
        if node is not None:
            kicker = Style(SMALL, theme.muted, bold=True)
            paragraphs.insert(0, quietly(self.studio, node.kicker, kicker, inner, 1))
            room = box.h - TOP - BOTTOM - 2 * points(SMALL * 1.2)
            most = max(1, min(lines, room // points(SMALL * 1.2)))
            paragraphs.insert(
                1, quietly(self.studio, node.title, Style(SMALL, theme.ink), inner, most)
            )
        link = Link(slide=line.slide, tip=line.text) if line.slide else None
        level = theme.level(node.level) if node is not None else theme.line
        return Shape(
            name, box, "round_right", theme.surface, Stroke(level, 1.0, "dash"), points(4),
            text=Text(tuple(paragraphs), "middle", (LEFT, TOP, RIGHT, BOTTOM)), link=link,
            role="stub",
        )  # fmt: skip


def quietly(studio: Studio, text: str, style: Style, width: int, lines: int) -> Paragraph:
    """Shortened without a finding: the whole text stands on another slide of the cascade."""
    before = len(studio.setter.findings)
    made = studio.setter.shorten(text, style, width, lines)
    del studio.setter.findings[before:]
    return made


def tallest(
    cards: Cards, nodes: Mapping[int, TreeNode], step: Step, width: int, chipped: frozenset[str]
) -> int:
    """The height (EMU) that fits every card of a page at a step and width."""
    return max(
        (cards.height(node, step, width, node.id in chipped) for node in nodes.values()),
        default=points(60),
    )
