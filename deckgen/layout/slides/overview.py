"""The objectives of a unit as cards with their key results."""

from __future__ import annotations

from dataclasses import dataclass, replace

from deckgen.layout.frame import slide
from deckgen.layout.pieces import bar, evenly, flat, mark, panel, rule, text_box
from deckgen.layout.studio import Studio
from deckgen.layout.tables import framed
from deckgen.plan import KeyResultLine, ObjectiveCard, Overview, PlannedSlide
from deckgen.scene import Box, Color, Element, Link, Slide, Stroke, points

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


def overview(studio: Studio, planned: PlannedSlide) -> list[Slide]:
    """Cards of one size, up to six a slide; [] without cards."""
    content = planned.content
    assert isinstance(content, Overview)
    if not content.cards:
        return []

    def arrange(body: Box) -> list[tuple[tuple[ObjectiveCard, ...], Look]]:
        look, counts = _choose(studio, content.cards, body)
        pages, first = [], 0
        for count in counts:
            pages.append((content.cards[first : first + count], look))
            first += count
        return pages

    slides = []
    for part, (top, (cards, look)) in enumerate(framed(studio, planned, arrange), start=1):
        full = list(top.cut)
        elements: list[Element] = list(top.elements)
        for index, card in enumerate(cards):
            row, column = divmod(index, look.columns)
            x = top.body.x + column * (look.width + GAP)
            y = top.body.y + row * (look.height + GAP)
            made, cut = _card(studio, card, look, Box(x, y, look.width, look.height))
            elements += made
            full += cut
        slides.append(
            slide(
                planned, top.title, flat(elements), part=part, full_texts=full,
                lead_in=studio.word("full_text"),
            )
        )  # fmt: skip
    return slides


# --- arrangement ------------------------------------------------------------------------------


def _choose(studio: Studio, cards: tuple[ObjectiveCard, ...], body: Box) -> tuple[Look, list[int]]:
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
        most_lines = max(_shown(c) for c in cards)
        line = 12.0 if look.dense else 16.0 if most_lines <= 3 else 14.0
        look = replace(look, title=size, line=line)
    most = 8 if look.side else TITLE_LINES
    head = studio.heading(look.title)
    counts = [setter.lines(c.title, head, look.head_width) for c in cards]
    notes = [setter.paragraph(c.note, studio.body(12), look.head_width) for c in cards if c.note]
    deep = min(max((len(p.lines) for p in notes), default=0), 3)
    lines = [line for c in cards for line in c.key_results[:MOST_LINES]]
    title_room = _title_room(look)
    name, quiet = studio.strong(look.line), studio.body(max(11, look.line - 1))
    tall = [setter.lines(line.title, name, title_room) for line in lines]
    line_height = _line_height(look, min(max(tall, default=1), KEY_RESULT_LINES), lines)
    return replace(
        look,
        title_height=points(min(max(counts), most) * look.title * 1.2),
        note_height=points(deep * 14.4),
        line_height=line_height,
        line_least=line_height,
        lines=max(_shown(c) for c in cards),
        more=any(len(c.key_results) > MOST_LINES for c in cards),
        cut=max(counts) > most
        or max(tall, default=0) > KEY_RESULT_LINES
        or any(setter.width(line.values, quiet) > _values_room(look) for line in lines),
    )


def _shown(card: ObjectiveCard) -> int:
    return min(len(card.key_results), MOST_LINES)


def _title_room(look: Look) -> int:
    return round(look.lines_width * 0.5) if look.side else look.lines_width - points(18)


def _values_room(look: Look) -> int:
    room = _title_room(look) if look.side else look.lines_width
    return int(room * 0.5 * 0.99) - points(8) if look.dense and not look.side else int(room * 0.99)


def _line_height(look: Look, titles: int, lines: list[KeyResultLine]) -> int:
    values = any(line.values for line in lines)
    height = titles * look.line * 1.2
    if look.side:
        return points(height + (16 if values else 0) + 14)
    if look.dense:
        return points(height + 16) + 2 * look.line_pad
    return points(height + (15 if values else 0) + 17) + 2 * look.line_pad


# --- drawing ------------------------------------------------------------------------------------


def _card(
    studio: Studio, card: ObjectiveCard, look: Look, box: Box
) -> tuple[list[Element], list[str]]:
    theme, setter = studio.theme, studio.setter
    color = theme.level(card.level)
    link = Link(slide=card.link, tip=card.title) if card.link else None
    name, cut = f"Card {card.id}", []
    x, w = box.x + look.pad, look.head_width
    y = box.y + TOP_BAR + look.pad
    if look.side:
        # A card by itself: head and key results are both centred in its height.
        y += max(0, box.h - look.head_height - look.pad) // 2
    beside = _word_width(studio, card) + points(28) if look.status_above else 0
    kicker = setter.shorten(card.kicker, studio.caption(bold=True), w - beside, 1)
    title = setter.shorten(
        card.title, studio.heading(look.title), w, 8 if look.side else TITLE_LINES
    )
    cut += [t for t, p in ((card.kicker, kicker), (card.title, title)) if p.text != t]
    found: list[Element] = [
        panel(name, box, theme.paper, stroke=Stroke(theme.hairline), link=link),
        panel(f"{name} level", Box(box.x, box.y, box.w, TOP_BAR), color, role="ornament"),
        text_box(f"{name} kicker", Box(x, y, w - beside, points(13.2)), [kicker]),
        text_box(
            f"{name} title", Box(x, y + points(17), w, setter.height([title])), [title], link=link
        ),
    ]
    y += points(17) + look.title_height + points(6)
    made, y = _progress(studio, card, look, x, y, name, box.y + TOP_BAR + look.pad)
    found += made
    if card.note:
        note = setter.shorten(card.note, studio.body(12, theme.muted), w, 3)
        if note.text != card.note:
            cut.append(card.note)
        found.append(text_box(f"{name} note", Box(x, y, w, setter.height([note])), [note]))
    lines_x = box.right - look.pad - look.lines_width
    top = box.y + look.head_height
    if look.side:
        spare = box.h - TOP_BAR - look.lines * look.line_height - (points(14) if look.more else 0)
        top = box.y + TOP_BAR + max(look.pad // 2, spare // 2)
    shown = card.key_results[: look.lines]
    for index, line in enumerate(shown):
        spot = Box(
            lines_x, top + index * look.line_height, look.lines_width, look.line_height
        )  # fmt: skip
        if not (look.side and index == 0):
            found.append(rule(f"{name} rule {index + 1}", spot.x, spot.y, spot.w, theme.hairline))
        label = f"{name} key result {index + 1}"
        found += _line(studio, line, look, spot, color, label, cut)
    hidden = card.key_results[len(shown) :]
    if hidden:
        cut += [f"{line.title} {line.values}".strip() for line in hidden]
        more = setter.paragraph(
            studio.word("more", count=len(hidden)), studio.caption(bold=True), look.lines_width
        )
        spot = Box(
            lines_x, top + len(shown) * look.line_height, look.lines_width, points(13.2)
        )  # fmt: skip
        found.append(text_box(f"{name} more", spot, [more], link=link))
    return found, cut


def _progress(
    studio: Studio, card: ObjectiveCard, look: Look, x: int, y: int, name: str, top: int
) -> tuple[list[Element], int]:
    """The big percent with its bar and status; and the y below them."""
    theme, setter = studio.theme, studio.setter
    color = theme.level(card.level)
    meter = card.meter
    shade = theme.muted if meter.value is None else color
    number = setter.paragraph(meter.label, studio.number(look.percent, shade), look.head_width)
    width = int(setter.width(meter.label, studio.number(look.percent, color)) / 0.97) + points(2)
    least = 0 if look.side else setter.width("100%", studio.number(look.percent, color)) + points(4)
    height = points(look.percent * 1.2)
    spot = Box(x, y, min(max(width, least), look.head_width), height)
    found: list[Element] = [text_box(f"{name} percent", spot, [number])]
    word_style = studio.strong(12)
    word = setter.paragraph(meter.status_label, word_style, look.head_width - points(16))
    word_w = _word_width(studio, card)
    size, thick = points(9), points(8)
    if look.side:
        bar_box = Box(x, y + height + points(10), look.head_width, thick)
        status_x, status_y = x, bar_box.bottom + points(14)
        below = status_y + points(24)
    else:
        left = spot.right + points(10)
        right = x + look.head_width
        status_x, status_y = x, y + height
        below = y + height + points(20)
        if look.inline:
            right -= points(16) + word_w + points(16)
            status_x = x + look.head_width - word_w - points(16)
            status_y = y + (height - points(14.4)) // 2
            below = y + height
        if look.status_above:
            status_x, status_y = x + look.head_width - word_w - points(16), top - points(0.6)
            below = y + height
        bar_box = Box(left, y + (height - thick) // 2, right - left, thick)
    found.append(bar(f"{name} bar", bar_box, meter, color, theme))
    found.append(
        mark(f"{name} mark", meter.status, status_x, status_y + (points(14.4) - size) // 2, size,
             theme)
    )  # fmt: skip
    word_box = Box(
        status_x + points(16), status_y, min(word_w, look.head_width - points(16)), points(14.4)
    )
    found.append(text_box(f"{name} status", word_box, [word]))
    return found, below + points(2)


def _word_width(studio: Studio, card: ObjectiveCard) -> int:
    return int(studio.setter.width(card.meter.status_label, studio.strong(12)) / 0.985) + points(
        0.5
    )


def _line(
    studio: Studio, line: KeyResultLine, look: Look, box: Box, color: Color, name: str,
    cut: list[str],
) -> list[Element]:  # fmt: skip
    theme, setter = studio.theme, studio.setter
    size, thick = points(8), points(6)
    title = setter.shorten(line.title, studio.strong(look.line), _title_room(look), 2)
    if title.text != line.title:
        cut.append(line.title)
    values_style = studio.body(max(11, look.line - 1), theme.muted)
    percent_style = replace(studio.strong(max(11, look.line - 1)), align="right")
    percent_w = setter.width("100%", percent_style) + points(6)
    percent_w = max(percent_w, setter.width(line.meter.label, percent_style) + points(6))
    percent = setter.paragraph(line.meter.label, percent_style, percent_w)
    one = points(percent_style.size * 1.2)
    title_h = setter.height([title])
    if look.side:
        values_h = setter.height([setter.paragraph(line.values, values_style, _title_room(look))])
        block = title_h + (values_h if line.values else 0)
        y = box.y + (box.h - block) // 2
        found: list[Element] = [
            text_box(name, Box(box.x, y, _title_room(look), title_h), [title])
        ]  # fmt: skip
        if line.values:
            values = setter.shorten(line.values, values_style, _title_room(look), 1)
            spot = Box(box.x, y + title_h, _title_room(look), one)
            found.append(text_box(f"{name} values", spot, [values]))
        left = box.x + _title_room(look) + points(20)
        mark_x = box.right - size
        percent_box = Box(mark_x - points(10) - percent_w, box.y + (box.h - one) // 2,
                          percent_w, one)  # fmt: skip
        bar_box = Box(left, box.y + (box.h - thick) // 2,
                      percent_box.x - points(8) - left, thick)  # fmt: skip
        mark_y = box.y + (box.h - size) // 2
    else:
        # Free height stands above and below, half and half; bars of siblings share a baseline.
        free = (box.h - look.line_least) // 2
        y = box.y + look.line_pad + free
        base = box.bottom - look.line_pad - free - one
        found = [text_box(name, Box(box.x, y, _title_room(look), title_h), [title])]
        mark_x, mark_y = box.right - size, y + (points(look.line * 1.2) - size) // 2
        under = base if look.dense else y + title_h + points(1)
        share = round(box.w * 0.5) if look.dense else box.w
        if line.values:
            room = share - points(8) if look.dense else share
            values = setter.shorten(line.values, values_style, room, 1)
            if values.text != line.values:
                cut.append(line.values)
            found.append(text_box(f"{name} values", Box(box.x, under, room, one), [values]))
        percent_box = Box(box.right - percent_w, base, percent_w, one)
        left = box.x + (share if look.dense and line.values else 0)
        bar_box = Box(left, base + (one - thick) // 2, percent_box.x - points(6) - left, thick)
    found.append(bar(f"{name} bar", bar_box, line.meter, color, theme))
    found.append(text_box(f"{name} percent", percent_box, [percent]))
    found.append(
        mark(
            f"{name} mark", line.meter.status, mark_x, mark_y, size, theme,
            alt=line.meter.status_label,
        )
    )  # fmt: skip
    return found
