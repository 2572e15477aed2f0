"""A card of the overview: the objective, its progress and its key results."""

from __future__ import annotations

from deckgen.layout.pieces import balanced, bar, mark, panel, text_box, without_runt
from deckgen.layout.slides.overview_look import TITLE_LINES, TOP_BAR, Look, title_room
from deckgen.layout.studio import Studio
from deckgen.making import new_box, new_link, new_rule, new_stroke
from deckgen.plan import KeyResultLine, ObjectiveCard
from deckgen.scene import Box, Color, Element, points


class Pen:
    """What all cards of a slide are drawn with: a look's widths, its styles and colours."""

    def __init__(self, studio: Studio, look: Look) -> None:
        self.studio, self.look = studio, look
        self.theme, self.setter = studio.theme, studio.setter
        self.pad, self.head, self.lines = look.pad, look.head_width, look.lines_width
        self.head_height, self.side = look.head_height, look.side
        self.room = title_room(look)
        self.paper, self.border = self.theme.paper, new_stroke(self.theme.hairline)
        self.kicker = studio.caption(bold=True)
        self.title = studio.heading(look.title)
        self.word = studio.strong(look.word)
        self.line = studio.strong(look.line)
        self.values = studio.body(look.quiet, self.theme.muted)
        self.percents = studio.strong(look.quiet).aligned("right")
        self.widest = self.setter.width("100%", self.percents)
        self.one = points(self.percents.size * 1.2)
        self.word_high, self.line_high = points(look.word * 1.2), points(look.line * 1.2)


def card_of(pen: Pen, card: ObjectiveCard, box: Box) -> tuple[list[Element], list[str]]:
    """The elements of a card in ``box``, and the texts it cuts."""
    studio, look, theme, setter = pen.studio, pen.look, pen.theme, pen.setter
    color = theme.level(card.level)
    link = new_link(card.link, None, card.title) if card.link else None
    name, cut = f"Card {card.id}", []
    x, w = box.x + pen.pad, pen.head
    y = box.y + TOP_BAR + pen.pad
    if pen.side:
        # A card by itself: head and key results are both centred in its height.
        y += max(0, box.h - pen.head_height - pen.pad) // 2
    beside = _word_width(pen, card) + points(28) if look.status_above else 0
    kicker = setter.shorten(card.kicker, pen.kicker, w - beside, 1)
    title, title_w = balanced(setter, card.title, pen.title, w, 8 if pen.side else TITLE_LINES)
    cut += [t for t, p in ((card.kicker, kicker), (card.title, title)) if p.text != t]
    found: list[Element] = [
        panel(name, box, pen.paper, stroke=pen.border, link=link),
        panel(f"{name} level", new_box(box.x, box.y, box.w, TOP_BAR), color, role="ornament"),
        text_box(f"{name} kicker", new_box(x, y, w - beside, points(13.2)), [kicker]),
        text_box(
            f"{name} title",
            new_box(x, y + points(17), title_w, setter.height([title])),
            [title],
            link=link,
        ),
    ]
    y += points(17) + look.title_height + points(6)
    made, y = _progress(pen, card, x, y, name, box.y + TOP_BAR + pen.pad)
    found += made
    if card.note:
        note = setter.shorten(card.note, studio.body(look.word, theme.muted), w, 3)
        if note.text != card.note:
            cut.append(card.note)
        found.append(text_box(f"{name} note", new_box(x, y, w, setter.height([note])), [note]))
    lines_x = box.right - pen.pad - pen.lines
    top = box.y + pen.head_height
    if pen.side:
        spare = box.h - TOP_BAR - look.lines * look.line_height - (points(14) if look.more else 0)
        top = box.y + TOP_BAR + max(pen.pad // 2, spare // 2)
    shown = card.key_results[: look.lines]
    for index, line in enumerate(shown):
        spot = new_box(lines_x, top + index * look.line_height, pen.lines, look.line_height)
        if not (pen.side and index == 0):
            ends = (lines_x, spot.y), (lines_x + spot.w, spot.y)
            found.append(new_rule(f"{name} rule {index + 1}", ends[0], ends[1], pen.border))
        found += _line(pen, line, spot, color, f"{name} key result {index + 1}", cut)
    hidden = card.key_results[len(shown) :]
    if hidden:
        cut += [f"{line.title} {line.values}".strip() for line in hidden]
        more = setter.paragraph(studio.word("more", count=len(hidden)), pen.kicker, pen.lines)
        spot = new_box(lines_x, top + len(shown) * look.line_height, pen.lines, points(13.2))
        found.append(text_box(f"{name} more", spot, [more], link=link))
    return found, cut


def _progress(
    pen: Pen, card: ObjectiveCard, x: int, y: int, name: str, top: int
) -> tuple[list[Element], int]:
    """The big percent with its bar and status; and the y below them."""
    studio, look, theme, setter = pen.studio, pen.look, pen.theme, pen.setter
    color = theme.level(card.level)
    meter = card.meter
    shade = theme.muted if meter.value is None else color
    large, head = studio.number(look.percent, shade), pen.head
    number = setter.paragraph(meter.label, large, head)
    width = int(setter.width(meter.label, large) / 0.97) + points(2)
    least = 0 if pen.side else setter.width("100%", large) + points(4)
    height = points(large.size * 1.2)
    spot = new_box(x, y, min(max(width, least), head), height)
    found: list[Element] = [text_box(f"{name} percent", spot, [number])]
    word = setter.paragraph(meter.status_label, pen.word, head - points(16))
    word_w = _word_width(pen, card)
    size, thick = points(9), points(8)
    if pen.side:
        bar_box = new_box(x, y + height + points(10), head, thick)
        status_x, status_y = x, bar_box.bottom + points(14)
        below = status_y + points(24)
    else:
        left = spot.right + points(10)
        right = x + head
        status_x, status_y = x, y + height
        below = y + height + points(20)
        if look.inline:
            right -= points(16) + word_w + points(16)
            status_x = x + head - word_w - points(16)
            status_y = y + (height - pen.word_high) // 2
            below = y + height
        if look.status_above:
            status_x, status_y = x + head - word_w - points(16), top - points(0.6)
            below = y + height
        bar_box = new_box(left, y + (height - thick) // 2, right - left, thick)
    found.append(bar(f"{name} bar", bar_box, meter, color, theme))
    found.append(
        mark(
            f"{name} mark", meter.status, status_x,
            status_y + (pen.word_high - size) // 2, size, theme,
        )
    )  # fmt: skip
    word_box = new_box(
        status_x + points(16),
        status_y,
        min(word_w, head - points(16)),
        pen.word_high,
    )
    found.append(text_box(f"{name} status", word_box, [word]))
    return found, below + points(2)


def _word_width(pen: Pen, card: ObjectiveCard) -> int:
    width = pen.setter.width(card.meter.status_label, pen.word)
    return int(width / 0.985) + points(0.5)


def _line(
    pen: Pen, line: KeyResultLine, box: Box, color: Color, name: str, cut: list[str]
) -> list[Element]:
    look, theme, setter = pen.look, pen.theme, pen.setter
    size, thick = points(8), points(6)
    room, one, values_style, percents = pen.room, pen.one, pen.values, pen.percents
    title = setter.shorten(line.title, pen.line, room, look.line_most)
    if title.text != line.title:
        cut.append(line.title)
    percent_w = max(pen.widest, setter.width(line.meter.label, percents)) + points(6)
    percent = setter.paragraph(line.meter.label, percents, percent_w)
    title_h = setter.height([title])
    title_w = room
    if len(title.lines) > 1:
        title, title_w = without_runt(setter, title, pen.line, room)
    if pen.side:
        values_h = setter.height([setter.paragraph(line.values, values_style, room)])
        block = title_h + (values_h if line.values else 0)
        y = box.y + (box.h - block) // 2
        found: list[Element] = [text_box(name, new_box(box.x, y, title_w, title_h), [title])]
        if line.values:
            values = setter.shorten(line.values, values_style, room, 1)
            spot = new_box(box.x, y + title_h, room, one)
            found.append(text_box(f"{name} values", spot, [values]))
        left = box.x + room + points(20)
        mark_x = box.right - size
        percent_box = new_box(mark_x - points(10) - percent_w, box.y + (box.h - one) // 2,
                          percent_w, one)  # fmt: skip
        bar_box = new_box(left, box.y + (box.h - thick) // 2,
                      percent_box.x - points(8) - left, thick)  # fmt: skip
        mark_y = box.y + (box.h - size) // 2
    else:
        # Free height stands above and below, half and half; bars of siblings share a baseline.
        free = (box.h - look.line_least) // 2 + look.line_pad
        y = box.y + free
        base = box.bottom - free - one
        found = [text_box(name, new_box(box.x, y, title_w, title_h), [title])]
        mark_x, mark_y = box.right - size, y + (pen.line_high - size) // 2
        under = base if look.dense else y + title_h + points(1)
        share = round(box.w * 0.5) if look.dense else box.w
        if line.values:
            within = share - points(8) if look.dense else share
            values = setter.shorten(line.values, values_style, within, 1)
            if values.text != line.values:
                cut.append(line.values)
            found.append(text_box(f"{name} values", new_box(box.x, under, within, one), [values]))
        percent_box = new_box(box.right - percent_w, base, percent_w, one)
        left = box.x + (share if look.dense and line.values else 0)
        bar_box = new_box(left, base + (one - thick) // 2, percent_box.x - points(6) - left, thick)
    found.append(bar(f"{name} bar", bar_box, line.meter, color, theme))
    found.append(text_box(f"{name} percent", percent_box, [percent]))
    found.append(
        mark(
            f"{name} mark", line.meter.status, mark_x, mark_y, size, theme,
            alt=line.meter.status_label,
        )
    )  # fmt: skip
    return found
