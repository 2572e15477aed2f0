"""How the cards of an overview are set: columns, rows and type, the same for all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from deckgen.layout.pieces import evenly
from deckgen.layout.studio import Studio
from deckgen.plan import KeyResultLine, ObjectiveCard
from deckgen.scene import Box, points

MOST_LINES = 6
"""Key results on a card; further ones are counted and stand on the detail slide."""
TITLE_LINES, KEY_RESULT_LINES = 3, 2
TOP_BAR = points(4)
GAP = points(16)


@dataclass(frozen=True, slots=True)
class Look:
    """How the cards of a slide are set: all of them alike. Lengths in EMU, sizes in points."""

    columns: int
    rows: int
    title: float
    line: float
    dense: bool
    """Values and bar of a key result on one line."""
    width: int = 0
    height: int = 0
    title_height: int = 0
    note_height: int = 0
    line_height: int = 0
    line_least: int = 0
    lines: int = 0
    more: bool = False
    """Some card has more key results than lines."""
    cut: bool = False

    @property
    def side(self) -> bool:
        """Whether the card is wide enough for key results beside its head."""
        return self.columns == 1 and self.rows == 1

    @property
    def line_pad(self) -> int:
        """Free space above and below a key result."""
        return points(4 if self.title <= 14 else 6)

    @property
    def pad(self) -> int:
        """Free space inside the card's border."""
        return points(12 if self.rows > 1 or self.columns > 3 or self.title <= 14 else 18)

    @property
    def head_width(self) -> int:
        """Room for title, percent and bar."""
        inner = self.width - 2 * self.pad
        return round(inner * 0.36) if self.side else inner

    @property
    def lines_width(self) -> int:
        """Room for the key results."""
        inner = self.width - 2 * self.pad
        return inner - self.head_width - points(36) if self.side else inner

    @property
    def percent(self) -> float:
        """Size of the big number."""
        return 54.0 if self.side else 24.0 if self.rows > 1 or self.title <= 14 else 30.0

    @property
    def inline(self) -> bool:
        """Percent, bar and status on one row."""
        return not self.side and self.width > points(380)

    @property
    def status_above(self) -> bool:
        """Status beside the kicker: where cards stand in two rows, height is scarce."""
        return self.rows > 1 and not self.inline

    @property
    def head_height(self) -> int:
        """From the card's top edge to the first key result."""
        status = 0 if self.inline or self.status_above else points(20)
        big = points(self.percent * 1.2)
        if self.side:
            status, big = points(24), big + points(34)
        note = self.note_height + points(6) if self.note_height else 0
        above = TOP_BAR + self.pad + points(17)
        return above + self.title_height + points(6) + big + status + note + points(8)

    @property
    def least(self) -> int:
        """Least height of the card."""
        lines = self.lines * self.line_height + (points(14) if self.more else 0)
        if self.side:
            return max(self.head_height, TOP_BAR + self.pad + lines) + self.pad
        return self.head_height + lines + self.pad // 2


def choose(studio: Studio, cards: tuple[ObjectiveCard, ...], body: Box) -> tuple[Look, list[int]]:
    """The look, and how many cards each slide bears."""
    for shorten in (False, True):
        for most in range(min(len(cards), 6), 0, -1):
            counts = evenly(len(cards), most)
            if counts[0] != most:
                continue
            for columns, rows in _grids(most, studio.page.wide):
                look = _fit(studio, cards, body, columns, rows, shorten)
                if look is not None:
                    return look, counts
    most = min(len(cards), 3 if studio.page.wide else 2)
    counts = evenly(len(cards), most)
    return _forced(studio, cards, body, counts[0]), counts


def _grids(count: int, wide: bool) -> list[tuple[int, int]]:
    if wide:
        return {
            1: [(1, 1)], 2: [(2, 1)], 3: [(3, 1)], 4: [(2, 2), (4, 1)], 5: [(3, 2)], 6: [(3, 2)],
        }[count]  # fmt: skip
    return {1: [(1, 1)], 2: [(2, 1)], 3: [(3, 1)], 4: [(2, 2)], 5: [], 6: [(2, 3)]}[count]


def _steps(rows: int) -> list[tuple[float, float, bool]]:
    """Type sizes of title and key results, and whether lines are dense, best first."""
    airy = [(18.0, 13.0, False), (16.0, 13.0, False), (16.0, 12.0, False), (14.0, 12.0, False)]
    dense = [(18.0, 13.0, True), (16.0, 12.0, True), (14.0, 12.0, True), (13.0, 12.0, True)]
    return (airy + dense) if rows == 1 else [(16.0, 12.0, True), *dense[2:]]


def _fit(
    studio: Studio, cards: tuple[ObjectiveCard, ...], body: Box, columns: int, rows: int,
    shorten: bool,
) -> Look | None:  # fmt: skip
    """The best look at which all cards fit the grid; texts may be shortened if ``shorten``."""
    room = (body.h - (rows - 1) * GAP) // rows
    for title, line, dense in _steps(rows):
        look = _measured(studio, cards, body, Look(columns, rows, title, line, dense))
        if (shorten or not look.cut) and look.least <= room:
            return _grown(look, room)
    return None


def _forced(
    studio: Studio, cards: tuple[ObjectiveCard, ...], body: Box, columns: int
) -> Look:  # fmt: skip
    """The smallest type; texts are shortened and lines left out until the card fits."""
    look = _measured(studio, cards, body, Look(columns, 1, 13.0, 12.0, True))
    while look.least > body.h and look.lines > 1:
        look = replace(look, lines=look.lines - 1, more=True)
    return _grown(look, body.h)


def _grown(look: Look, room: int) -> Look:
    """Free height goes to the key results, then to the card, within reason."""
    if look.lines:
        tallest = points(66 if look.dense else 86) if not look.side else points(112)
        head = 2 * look.pad + TOP_BAR if look.side else look.head_height + look.pad // 2
        free = room - head - (points(14) if look.more else 0)
        each = max(look.line_height, min(free // look.lines, tallest))
        look = replace(look, line_height=each)
    return replace(look, height=min(room, look.least + points(6)))


def _measured(studio: Studio, cards: tuple[ObjectiveCard, ...], body: Box, look: Look) -> Look:
    setter = studio.setter
    width = (body.w - (look.columns - 1) * GAP) // look.columns
    look = replace(look, width=width, title=max(look.title, 24.0) if look.side else look.title)
    if look.side:
        texts = [c.title for c in cards]
        steps = (24, 20, 18, 16, 14)
        size = setter.largest(texts, studio.heading(), look.head_width, steps, 4)
        most_lines = max(shown(c) for c in cards)
        line = 12.0 if look.dense else 16.0 if most_lines <= 3 else 14.0
        look = replace(look, title=size, line=line)
    most = 8 if look.side else TITLE_LINES
    head = studio.heading(look.title)
    counts = [setter.lines(c.title, head, look.head_width) for c in cards]
    notes = [setter.paragraph(c.note, studio.body(12), look.head_width) for c in cards if c.note]
    deep = min(max((len(p.lines) for p in notes), default=0), 3)
    lines = [line for c in cards for line in c.key_results[:MOST_LINES]]
    title_room = title_room(look)
    name, quiet = studio.strong(look.line), studio.body(max(11, look.line - 1))
    tall = [setter.lines(line.title, name, title_room) for line in lines]
    line_height = _line_height(look, min(max(tall, default=1), KEY_RESULT_LINES), lines)
    return replace(
        look,
        title_height=points(min(max(counts), most) * look.title * 1.2),
        note_height=points(deep * 14.4),
        line_height=line_height,
        line_least=line_height,
        lines=max(shown(c) for c in cards),
        more=any(len(c.key_results) > MOST_LINES for c in cards),
        cut=max(counts) > most
        or max(tall, default=0) > KEY_RESULT_LINES
        or any(setter.width(line.values, quiet) > _values_room(look) for line in lines),
    )


def shown(card: ObjectiveCard) -> int:
    return min(len(card.key_results), MOST_LINES)


def title_room(look: Look) -> int:
    return round(look.lines_width * 0.5) if look.side else look.lines_width - points(18)


def _values_room(look: Look) -> int:
    room = title_room(look) if look.side else look.lines_width
    return int(room * 0.5 * 0.99) - points(8) if look.dense and not look.side else int(room * 0.99)


def _line_height(look: Look, titles: int, lines: list[KeyResultLine]) -> int:
    values = any(line.values for line in lines)
    height = titles * look.line * 1.2
    if look.side:
        return points(height + (16 if values else 0) + 14)
    if look.dense:
        return points(height + 16) + 2 * look.line_pad
    return points(height + (15 if values else 0) + 17) + 2 * look.line_pad
