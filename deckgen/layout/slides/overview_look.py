"""How the cards of an overview are set: columns, rows and type, the same for all of them."""

from __future__ import annotations

from deckgen.layout.pieces import evenly
from deckgen.layout.studio import Studio
from deckgen.layout.widths import breaks_word
from deckgen.plan import KeyResultLine, ObjectiveCard
from deckgen.scene import Box, points
from deckgen.values import dataclass, replace

MOST_LINES = 6
"""Key results on a card; further ones are counted and stand on the detail slide."""
TITLE_LINES = 3
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
    small: float = 13.0
    """Points: what is read quietly on a slide."""
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
    side: bool = False
    """Whether the card is wide enough for key results beside its head: it stands alone."""

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
        return round(inner * 0.36) if self.side and self.lines else inner

    @property
    def lines_width(self) -> int:
        """Room for the key results."""
        inner = self.width - 2 * self.pad
        return inner - self.head_width - points(36) if self.side and self.lines else inner

    @property
    def line_most(self) -> int:
        """Lines that the title of a key result takes at most."""
        return 3 if self.side and self.lines <= 4 else 2

    @property
    def percent(self) -> float:
        """Size of the big number."""
        if self.side:
            return 54.0
        many = self.rows > 1 or self.title <= 14 or self.small != self.line < 16
        return 24.0 if many else 30.0

    @property
    def quiet(self) -> float:
        """Size of a key result's values and percent, under its title."""
        return self.small if self.line > self.small else 11.0

    @property
    def word(self) -> float:
        """Size of the status beside the big number, and of the note."""
        return self.small if self.line >= self.small else 12.0

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


def _choose(studio: Studio, cards: tuple[ObjectiveCard, ...], body: Box) -> tuple[Look, list[int]]:
    """The look, and how many cards each slide bears."""
    wide = studio.page.wide
    # Texts are shortened before cards are spread thinly; the detail slide has them in full.
    thin = min(len(cards), 2 if len(cards) == 4 or not wide else 3)
    for shorten in (False, True):
        for most in range(min(len(cards), 6), thin - 1, -1):
            counts = evenly(len(cards), most)
            if counts[0] != most:
                continue
            for columns, rows in _grids(most, wide):
                look = _fit(studio, cards, body, columns, rows, shorten)
                if look is not None:
                    return look, counts
    counts = evenly(len(cards), min(len(cards), 3 if wide or len(cards) == 3 else 2))
    return _forced(studio, cards, body, counts[0]), counts


def _fewer(
    studio: Studio, cards: tuple[ObjectiveCard, ...], body: Box, main: Look, most: int
) -> Look:  # fmt: skip
    """The look of a slide with fewer cards than its siblings: they share its whole width."""
    if len(cards) == most:
        return main
    for columns, rows in _grids(len(cards), studio.page.wide):
        for shorten in (False, True):
            look = _fit(studio, cards, body, columns, rows, shorten, main)
            if look is not None:
                return look
    return _forced(studio, cards, body, len(cards)) if len(cards) > 1 else main


def arranged(
    studio: Studio, cards: tuple[ObjectiveCard, ...], body: Box
) -> list[tuple[tuple[ObjectiveCard, ...], Look]]:
    """The cards of each slide and how they are set there."""
    look, counts = _choose(studio, cards, body)
    pages, first = [], 0
    for count in counts:
        some = cards[first : first + count]
        pages.append((some, _fewer(studio, some, body, look, counts[0])))
        first += count
    return pages


def _grids(count: int, wide: bool) -> list[tuple[int, int]]:
    if wide:
        return {
            1: [(1, 1)], 2: [(2, 1)], 3: [(3, 1)], 4: [(2, 2), (4, 1)], 5: [(3, 2)], 6: [(3, 2)],
        }[count]  # fmt: skip
    return {1: [(1, 1)], 2: [(2, 1)], 3: [(3, 1)], 4: [(2, 2)], 5: [], 6: [(2, 3)]}[count]


def _steps(rows: int) -> list[tuple[float, float, bool]]:
    """Type sizes of title and key results, and whether lines are dense, best first."""
    sizes = ((24, 16), (20, 14), (18, 13), (16, 13), (16, 12), (14, 12))
    airy = [(float(title), float(line), False) for title, line in sizes]
    dense = [(18.0, 13.0, True), (16.0, 12.0, True), (14.0, 12.0, True), (13.0, 12.0, True)]
    return (airy + dense) if rows == 1 else [(16.0, 12.0, True), *dense[2:]]


def _fit(
    studio: Studio, cards: tuple[ObjectiveCard, ...], body: Box, columns: int, rows: int,
    shorten: bool, main: Look | None = None,
) -> Look | None:  # fmt: skip
    """The best look at which all cards fit the grid; texts may be shortened if ``shorten``.
    No type is larger than that of ``main``, the look of the other slides.
    """
    room = (body.h - (rows - 1) * GAP) // rows
    for title, step, dense in _steps(rows):
        line = studio.even(step)
        if main is not None and title > main.title and (columns, rows) != (1, 1):
            continue
        whole = not shorten or title > 16
        tried = Look(columns, rows, title, line, dense, studio.small, side=columns == rows == 1)
        look = _measured(studio, cards, body, tried, room, whole)
        if look.cut and whole:
            continue
        if look.least <= room:
            return _grown(look, room)
    return None


def _forced(
    studio: Studio, cards: tuple[ObjectiveCard, ...], body: Box, columns: int
) -> Look:  # fmt: skip
    """The smallest type; texts are shortened and lines left out until the card fits."""
    tried = Look(columns, 1, 13.0, 12.0, True, studio.small, side=columns == 1)
    look = _measured(studio, cards, body, tried)
    while look.least > body.h and look.lines > 1:
        look = replace(look, lines=look.lines - 1, more=True)
    return _grown(look, body.h)


def _grown(look: Look, room: int) -> Look:
    """Free height goes to the key results, then to the card, within reason."""
    if look.lines:
        tallest = points(66 if look.dense else 86) if not look.side else points(130)
        if look.lines == 1 and look.rows == 1:
            tallest = points(130)
        head = 2 * look.pad + TOP_BAR if look.side else look.head_height + look.pad // 2
        free = room - head - (points(14) if look.more else 0)
        each = max(look.line_height, min(free // look.lines, tallest))
        look = replace(look, line_height=each)
    least = look.least + points(6)
    if not look.lines and look.rows == 1:
        # A card of a title alone is still a card.
        least = max(least, points(150))
    return replace(look, height=min(room, least))


def _measured(
    studio: Studio, cards: tuple[ObjectiveCard, ...], body: Box, look: Look,
    room: int | None = None, whole: bool = False,
) -> Look:  # fmt: skip
    """``look`` with what was measured. Measuring ends as soon as the look is taller than
    ``room`` EMU, or as a text is cut of a look that is only wanted ``whole``.
    """
    setter = studio.setter
    width = (body.w - (look.columns - 1) * GAP) // look.columns
    look = replace(
        look, width=width, lines=max([shown(c) for c in cards]),
        more=any(len(c.key_results) > MOST_LINES for c in cards),
    )  # fmt: skip
    if look.side:
        look = replace(look, title=max(look.title, 24.0))
        texts = [c.title for c in cards]
        steps = (24, 20, 18, 16, 14)
        size = setter.largest(texts, studio.heading(), look.head_width, steps, 4)
        line = 12.0 if look.dense else 18.0 if look.lines == 1 else 16.0
        line = min(line, 14.0) if look.lines > 3 else line
        line = line if size >= 24 or look.dense else look.small
        look = replace(look, title=size, line=line)
    lines = [line for c in cards for line in c.key_results[:MOST_LINES]]
    most_lines = look.line_most
    if room is not None:
        least = _set(look, 1, 0, 1, lines, False)
        if least.least > room:
            return least
    most, across, below = 8 if look.side else TITLE_LINES, look.head_width, title_room(look)
    head, name, quiet = (
        studio.heading(look.title),
        studio.strong(look.line),
        studio.body(look.quiet),
    )
    counts = [setter.lines(c.title, head, across) for c in cards]
    tall = [setter.lines(line.title, name, below) for line in lines]
    values = _values_room(look)
    cut = (
        max(counts) > most
        or max(tall, default=0) > most_lines
        or any(n > 1 and breaks_word(studio, line.title, name, below)
               for n, line in zip(tall, lines, strict=True))
        or any(setter.width(line.values, quiet) > values for line in lines)
    )  # fmt: skip
    if cut and whole:
        return replace(look, cut=True)
    notes = [setter.lines(c.note, studio.body(look.word), across) for c in cards if c.note]
    deep = min(max(notes, default=0), 3)
    tallest = min(max(tall, default=1), most_lines)
    return _set(look, min(max(counts), most), deep, tallest, lines, cut)


def _set(
    look: Look, title: int, note: int, line: int, lines: list[KeyResultLine], cut: bool
) -> Look:
    """``look`` with so many lines of titles, notes and key results."""
    line_height = _line_height(look, line, lines)
    return replace(
        look,
        title_height=points(title * look.title * 1.2),
        note_height=points(note * 1.2 * look.word),
        line_height=line_height,
        line_least=line_height,
        cut=cut,
    )


def shown(card: ObjectiveCard) -> int:
    """How many of its key results a card bears at most."""
    return min(len(card.key_results), MOST_LINES)


def title_room(look: Look) -> int:
    """Width (EMU) of the title of a key result."""
    return round(look.lines_width * 0.5) if look.side else look.lines_width - points(18)


def _values_room(look: Look) -> int:
    room = title_room(look) if look.side else look.lines_width
    return int(room * 0.5 * 0.99) - points(8) if look.dense and not look.side else int(room * 0.99)


def _line_height(look: Look, titles: int, lines: list[KeyResultLine]) -> int:
    values = any(line.values for line in lines)
    height = titles * look.line * 1.2
    one = look.quiet * 1.2
    if look.side:
        return points(height + (one + 1.6 if values else 0) + 14)
    if look.dense:
        return points(height + one + 1.6) + 2 * look.line_pad
    return points(height + (one + 0.6 if values else 0) + one + 2.6) + 2 * look.line_pad
