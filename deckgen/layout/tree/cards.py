"""Cards of a cascade, drawn."""

from __future__ import annotations

from collections.abc import Iterable

from deckgen.layout.pieces import bar_parts, is_better, mark, panel, runt_rooms
from deckgen.layout.studio import Studio
from deckgen.layout.tree.arrange import HEAD
from deckgen.layout.tree.heights import LINE, SMALL, TALL, Heights, Insets, insets, small
from deckgen.layout.tree.measure import Ruler
from deckgen.layout.tree.steps import Step
from deckgen.making import (
    new_box,
    new_group,
    new_link,
    new_paragraph,
    new_run,
    new_shape,
    new_stroke,
    new_text,
)
from deckgen.plan import Cascade, TreeNode
from deckgen.scene import (
    EMU_PER_POINT,
    Box,
    Color,
    Group,
    Link,
    Paragraph,
    Rule,
    Run,
    Shape,
    Text,
    points,
)
from deckgen.text.fitting import PITCH, SAFETY
from deckgen.text.strips import Strip, joint_lines
from deckgen.text.style import Style
from deckgen.values import dataclass, replace

EDGE = points(4)
"""Width of the bar in the level's colour."""
MARK = points(8)
BROAD = points(190)
"""Narrower cards have the percent beside the kicker when the bar shares its line."""
LABEL = points(34)
"""Room for a percent at 10 points."""
ROUND = points(4)
KEY_RESULT_LINES = 2
"""Lines that a key result takes on a card; it stands whole on its objective's slide."""


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
        link = new_link(slide=self.slide) if self.slide else None
        made = [self._run(self.text, style, link, None)]
        if self.first is not None:
            several = self.last is not None and self.last != self.first
            key = f"{self.first}..{self.last}" if several else self.first
            made.append(self._run("188–188" if several else "188", style, link, key))
        return made

    @staticmethod
    def _run(text: str, style: Style, link: Link | None, number_of: str | None) -> Run:
        return new_run(
            text, style.size, style.color, style.bold, style.italic, style.heading, link, number_of
        )


class Cards:
    """Draws the cards of one cascade."""

    def __init__(self, studio: Studio, content: Cascade) -> None:
        self.studio = studio
        self.content = content
        self.ruler = Ruler(studio.setter)
        self.progress = "progress" in content.show
        self.status = "status" in content.show
        theme = studio.theme
        self._chip = studio.strong(SMALL, theme.level(1))
        # A theme makes its colours anew each time; thousands of cards share these.
        self._paper, self._track, self._quiet = theme.paper, theme.track, theme.muted
        self._border, self._tick = new_stroke(theme.hairline), new_stroke(theme.ink, 2.0)
        self._strong = studio.strong(SMALL).aligned("right")
        self._colors: dict[int, Color] = {}
        self._said: dict[str, tuple[Text, int]] = {}
        self._joined: dict[int, list[tuple[Strip, ...] | None]] = {}
        """By the id of a node, which the content holds."""

    # --- measuring --------------------------------------------------------------------------

    def heights(self, nodes: Iterable[TreeNode], foot: bool) -> Heights:
        """The heights that cards of ``nodes`` need together. ``foot``: whether any of them says
        how many follow on later slides.
        """
        return Heights(self, nodes, foot)

    def foot(self, step: Step, more: bool) -> int:
        """Height of the line with the bar, and with what says how many follow."""
        own = insets(step).foot if self.progress else 0
        return max(own, TALL) if more else own

    def _title(self, step: Step) -> Style:
        return self.studio.strong(step.title)

    def _color(self, level: int) -> Color:
        if level not in self._colors:
            self._colors[level] = self.studio.theme.level(level)
        return self._colors[level]

    def _percent(self, label: str) -> tuple[Text, int]:
        """A percent as it stands on a card, and its width in EMU."""
        if label not in self._said:
            said = quietly(self.studio, label, self._strong, LABEL, 1)
            width = self.studio.setter.width(label, self._strong)
            self._said[label] = new_text((said,)), width
        return self._said[label]

    def shows_key_results(self, node: TreeNode) -> bool:
        """Whether a card has key results on it where there is room."""
        return "key_results" in self.content.show and bool(node.key_results)

    def key_results(self, node: TreeNode, inner: int, step: Step) -> list[Paragraph]:
        """The key results of a card, broken to ``inner`` EMU."""
        style, strong = self._key_result(small(step))
        made = []
        for number, line in enumerate(node.key_results):
            runs = (strong.run(f"{line.meter.label}  "), style.run(line.title))
            space = 3.0 if number else 6.0
            whole = self.studio.setter.mixed(runs, inner, space_before=space)
            if len(whole.lines) > KEY_RESULT_LINES:
                # Bold is wider than what is measured here.
                room = inner - self.studio.setter.width(runs[0].text, style) // 4
                text = f"{runs[0].text}{line.title}"
                short = quietly(self.studio, text, style, room, KEY_RESULT_LINES).text
                runs = (runs[0], style.run(short.removeprefix(runs[0].text)))
                whole = self.studio.setter.mixed(runs, inner, space_before=space)
            made.append(whole)
        return made

    def key_results_height(self, node: TreeNode, inner: int, step: Step) -> int:
        """The height (EMU) of the key results of a card, without setting them where they need
        no cut.
        """
        setter = self.studio.setter
        size, room = small(step), int(inner * SAFETY)
        pitch = size * PITCH
        total = 0.0
        for number, strips in enumerate(self._strips(node)):
            count = joint_lines(strips, size, room) if strips is not None else 0
            if not 0 < count <= KEY_RESULT_LINES:
                return setter.height(self.key_results(node, inner, step))
            for _ in range(count):
                total += pitch
            total += 3.0 if number else 0.0
        return -int(-total * EMU_PER_POINT // 1)

    def _strips(self, node: TreeNode) -> list[tuple[Strip, ...] | None]:
        """Percent and title of each key result of a card, measured once for all sizes."""
        found = self._joined.get(id(node))
        if found is None:
            style, strong = self._key_result(SMALL)
            found = self._joined[id(node)] = [
                self.studio.setter.joined(((f"{k.meter.label}  ", strong), (k.title, style)))
                for k in node.key_results
            ]
        return found

    def _key_result(self, size: float) -> tuple[Style, Style]:
        """The styles of a key result's title and percent."""
        muted = self.studio.theme.muted
        return self.studio.body(size, muted), self.studio.strong(size, muted)

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
        studio, room = self.studio, insets(step)
        inner = box.w - room.left - room.right
        title = studio.setter.shorten(
            node.title, self._title(step), inner, step.lines, subject=node.id
        )
        if len(title.lines) == step.lines and title.text != node.title:
            cut.append(f"{node.id}: {node.title}")
        free = inner - (MARK + points(3) if self.status else 0)
        beside = self.progress and (step.dense or (more_width > 0 and box.w < BROAD))
        percent = new_box(box.x + room.left + free - LABEL, box.y + room.top, LABEL, TALL)
        if beside:
            free -= self._percent(node.meter.label)[1] + points(4)
        above = self._kicker(node, free, step)
        if above.text != (node.kicker or node.id):
            cut.append(node.kicker)
        right = room.right
        if len(title.lines) > 1 and not (also or step.key_results):
            title, narrow = self._without_runt(title, above, step, inner)
            right += inner - narrow
        paragraphs = [above, title]
        if also:
            paragraphs.append(self._also(also, inner))
        if step.key_results and self.shows_key_results(node):
            lines = self.key_results(node, inner, step)
            shown = zip(node.key_results, lines, strict=True)
            cut += [line.title for line, said in shown if line.title not in said.text]
            paragraphs += lines
        foot = self.foot(step, more_width > 0)
        text = new_text(tuple(paragraphs), "top", (room.left, room.top, right, room.bottom + foot))
        link = new_link(slide=node.link, tip=node.title) if node.link else None
        frame = new_shape(
            node.id, box, "round_right", self._paper, self._border, ROUND, text, None, "", False,
            link, "card",
        )  # fmt: skip
        children: list[Shape | Rule] = [frame, self._edge(node, box)]
        if self.status:
            spot = box.right - room.right - MARK
            children.append(
                mark(
                    f"Status {node.id}", node.meter.status, spot, box.y + room.top + points(2),
                    MARK, studio.theme, alt=node.meter.status_label,
                )
            )  # fmt: skip
        high = foot if beside and step.dense else TALL
        line = new_box(box.x + room.left, box.bottom - room.bottom - high, inner, high)
        if more is not None:
            children.append(self._more(node, line, more, more_width))
        if self.progress:
            children += self._progress(node, line, more_width, room, percent if beside else None)
        return new_group(f"Card {node.id}", tuple(children), alt=node.title, role="card")

    def _without_runt(
        self, title: Paragraph, above: Paragraph, step: Step, inner: int
    ) -> tuple[Paragraph, int]:
        """A title without a lonely last word, and the width (EMU) that it and ``above`` have."""
        setter, style = self.studio.setter, self._title(step)
        for room in runt_rooms(setter, title, style, inner):
            run = above.lines[0][0]
            taken = setter.width(run.text, Style(run.size, run.color, bold=True))
            kept = setter.paragraph(title.text, style, room)
            if taken <= room * SAFETY and is_better(kept, title):
                return kept, room
        return title, inner

    def _kicker(self, node: TreeNode, width: int, step: Step) -> Paragraph:
        return kicker(self.studio, node, self.studio.strong(small(step), self._quiet), width)

    def _also(self, chips: tuple[Chip, ...], inner: int) -> Paragraph:
        """One line "also ▸ C1 ▸ D2", as many as fit."""
        style = self.studio.body(SMALL, self.studio.theme.level(1))
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
        spot = new_box(box.x, box.y, EDGE, box.h)
        return panel(f"Level {node.id}", spot, self._color(node.level), role="bar")

    def _more(self, node: TreeNode, line: Box, chip: Chip, width: int) -> Shape:
        """The chip of a card whose branch goes on elsewhere ("+12 ▸ 7")."""
        spot = new_box(line.right - width, line.y, width, line.h)
        paragraph = new_paragraph((tuple(chip.runs(self._chip)),), "right")
        return new_shape(
            f"More {node.id}", spot, text=new_text((paragraph,)), role="chip",
            link=new_link(slide=chip.slide) if chip.slide else None,
        )  # fmt: skip

    def _progress(
        self, node: TreeNode, line: Box, more_width: int, room: Insets, beside: Box | None
    ) -> list[Shape | Rule]:
        """The bar and its percent: at the bar's end, or at ``beside`` on dense cards."""
        end = line.right - (more_width + points(4) if more_width else 0)
        label = beside or new_box(end - LABEL, line.y, LABEL, line.h)
        y = line.y + (line.h - room.bar) // 2
        if beside is not None and not more_width:
            y = line.bottom - room.bar
        stop = end if beside is not None else label.x - points(3)
        strip = new_box(line.x, y, stop - line.x, room.bar)
        made: list[Shape | Rule] = []
        if strip.w > points(12):
            name, color = f"Progress {node.id}", self._color(node.level)
            made += bar_parts(name, strip, node.meter, color, self._track, self._tick)
        said, _ = self._percent(node.meter.label)
        made.append(new_shape(f"Percent {node.id}", label, "rect", None, None, 0, said))
        return made

    def head(self, name: str, node: TreeNode, box: Box, back: Chip) -> Shape:
        """The quiet card that repeats the head of a continued branch and leads back."""
        theme = self.studio.theme
        left, right = points(10), points(6)
        inner = box.w - left - right
        room = self.chip_width(back)
        style = self.studio.strong(SMALL, theme.muted)
        above = kicker(self.studio, node, style, inner - room)
        first = (*above.lines[0], style.run("  "), *back.runs(replace(style, color=theme.ink)))
        title = quietly(self.studio, node.title, self.studio.body(SMALL), inner, 1)
        top = max(0, (min(box.h, points(HEAD)) - 2 * LINE) // 2)
        text = new_text((replace(above, lines=(first,)), title), "middle", (left, top, right, top))
        return new_shape(
            name, box, "round_right", theme.level_tint(node.level), None, points(4), text=text,
            link=new_link(slide=back.slide, tip=node.title), role="head",
        )  # fmt: skip


def kicker(studio: Studio, node: TreeNode, style: Style, width: int) -> Paragraph:
    """An objective's id and unit in one line; the id alone where less than two letters of the
    unit's name have room.
    """
    text, setter = node.kicker or node.id, studio.setter
    head, dot, name = text.partition(" · ")
    whole = setter.paragraph(text, style, width)
    if len(whole.lines) == 1:
        return whole
    if not dot:
        return quietly(studio, text, style, width, 1)
    room = width - round(setter.width(head + dot, style) / SAFETY) - 1
    short = quietly(studio, name, style, room, 1).text
    shown = setter.paragraph(head + dot + short, style, width)
    if len(shown.lines) == 1 and len(short.rstrip("…")) > 1:
        return shown
    return quietly(studio, head, style, width, 1)


def quietly(studio: Studio, text: str, style: Style, width: int, lines: int) -> Paragraph:
    """Shortened without a finding: the whole text stands elsewhere in the deck."""
    before = len(studio.setter.findings)
    made = studio.setter.shorten(text, style, width, lines)
    del studio.setter.findings[before:]
    return made
