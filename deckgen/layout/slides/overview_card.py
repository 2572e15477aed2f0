"""A card of the overview: the objective, its progress and its key results."""

from __future__ import annotations

from deckgen.layout.pieces import balanced, bar, mark, panel, rule, text_box, without_runt
from deckgen.layout.slides.overview_look import TITLE_LINES, TOP_BAR, Look, title_room
from deckgen.layout.studio import Studio
from deckgen.plan import KeyResultLine, ObjectiveCard
from deckgen.scene import Box, Color, Element, Link, Stroke, points
from deckgen.text.fitting import Style


def card_of(
    studio: Studio, card: ObjectiveCard, look: Look, box: Box
) -> tuple[list[Element], list[str]]:
    """The elements of a card in ``box``, and the texts it cuts."""
    theme, setter = studio.theme, studio.setter
    color = theme.level(card.level)
    link = Link(slide=card.link, tip=card.title) if card.link else None
    name, cut = f"Card {card.id}", []
    x, w = box.x + look.pad, look.head_width
    y = box.y + TOP_BAR + look.pad
    if look.side:
        # A card by itself: head and key results are both centred in its height.
        y += max(0, box.h - look.head_height - look.pad) // 2
    beside = _word_width(studio, card, look) + points(28) if look.status_above else 0
    kicker = setter.shorten(card.kicker, studio.caption(bold=True), w - beside, 1)
    title, title_w = balanced(
        setter, card.title, studio.heading(look.title), w, 8 if look.side else TITLE_LINES
    )
    cut += [t for t, p in ((card.kicker, kicker), (card.title, title)) if p.text != t]
    found: list[Element] = [
        panel(name, box, theme.paper, stroke=Stroke(theme.hairline), link=link),
        panel(f"{name} level", Box(box.x, box.y, box.w, TOP_BAR), color, role="ornament"),
        text_box(f"{name} kicker", Box(x, y, w - beside, points(13.2)), [kicker]),
        text_box(
            f"{name} title",
            Box(x, y + points(17), title_w, setter.height([title])),
            [title],
            link=link,
        ),
    ]
    y += points(17) + look.title_height + points(6)
    made, y = _progress(studio, card, look, x, y, name, box.y + TOP_BAR + look.pad)
    found += made
    if card.note:
        note = setter.shorten(card.note, studio.body(look.word, theme.muted), w, 3)
        if note.text != card.note:
            cut.append(card.note)
        found.append(text_box(f"{name} note", Box(x, y, w, setter.height([note])), [note]))
    lines_x = box.right - look.pad - look.lines_width
    top = box.y + look.head_height
    if look.side:
        spare = box.h - TOP_BAR - look.lines * look.line_height - (points(14) if look.more else 0)
        top = box.y + TOP_BAR + max(look.pad // 2, spare // 2)
    shown = card.key_results[: look.lines]
    percents = studio.strong(look.quiet).aligned("right")
    for index, line in enumerate(shown):
        spot = Box(
            lines_x, top + index * look.line_height, look.lines_width, look.line_height
        )  # fmt: skip
        if not (look.side and index == 0):
            found.append(rule(f"{name} rule {index + 1}", spot.x, spot.y, spot.w, theme.hairline))
        label = f"{name} key result {index + 1}"
        found += _line(studio, line, look, spot, color, label, cut, percents)
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
    word_style = studio.strong(look.word)
    word = setter.paragraph(meter.status_label, word_style, look.head_width - points(16))
    word_w = _word_width(studio, card, look)
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
            status_y = y + (height - points(look.word * 1.2)) // 2
            below = y + height
        if look.status_above:
            status_x, status_y = x + look.head_width - word_w - points(16), top - points(0.6)
            below = y + height
        bar_box = Box(left, y + (height - thick) // 2, right - left, thick)
    found.append(bar(f"{name} bar", bar_box, meter, color, theme))
    found.append(
        mark(
            f"{name} mark", meter.status, status_x,
            status_y + (points(look.word * 1.2) - size) // 2, size, theme,
        )
    )  # fmt: skip
    word_box = Box(
        status_x + points(16),
        status_y,
        min(word_w, look.head_width - points(16)),
        points(look.word * 1.2),
    )
    found.append(text_box(f"{name} status", word_box, [word]))
    return found, below + points(2)


def _word_width(studio: Studio, card: ObjectiveCard, look: Look) -> int:
    width = studio.setter.width(card.meter.status_label, studio.strong(look.word))
    return int(width / 0.985) + points(0.5)


def _line(
    studio: Studio, line: KeyResultLine, look: Look, box: Box, color: Color, name: str,
    cut: list[str], percents: Style,
) -> list[Element]:  # fmt: skip
    theme, setter = studio.theme, studio.setter
    size, thick = points(8), points(6)
    room = title_room(look)
    title = setter.shorten(line.title, studio.strong(look.line), room, look.line_most)
    if title.text != line.title:
        cut.append(line.title)
    values_style = studio.body(look.quiet, theme.muted)
    widest = max(setter.width("100%", percents), setter.width(line.meter.label, percents))
    percent_w = widest + points(6)
    percent = setter.paragraph(line.meter.label, percents, percent_w)
    one = points(percents.size * 1.2)
    title_h = setter.height([title])
    title_w = room
    if len(title.lines) > 1:
        title, title_w = without_runt(setter, title, studio.strong(look.line), room)
    if look.side:
        values_h = setter.height([setter.paragraph(line.values, values_style, room)])
        block = title_h + (values_h if line.values else 0)
        y = box.y + (box.h - block) // 2
        found: list[Element] = [text_box(name, Box(box.x, y, title_w, title_h), [title])]
        if line.values:
            values = setter.shorten(line.values, values_style, room, 1)
            spot = Box(box.x, y + title_h, room, one)
            found.append(text_box(f"{name} values", spot, [values]))
        left = box.x + room + points(20)
        mark_x = box.right - size
        percent_box = Box(mark_x - points(10) - percent_w, box.y + (box.h - one) // 2,
                          percent_w, one)  # fmt: skip
        bar_box = Box(left, box.y + (box.h - thick) // 2,
                      percent_box.x - points(8) - left, thick)  # fmt: skip
        mark_y = box.y + (box.h - size) // 2
    else:
        # Free height stands above and below, half and half; bars of siblings share a baseline.
        free = (box.h - look.line_least) // 2 + look.line_pad
        y = box.y + free
        base = box.bottom - free - one
        found = [text_box(name, Box(box.x, y, title_w, title_h), [title])]
        mark_x, mark_y = box.right - size, y + (points(look.line * 1.2) - size) // 2
        under = base if look.dense else y + title_h + points(1)
        share = round(box.w * 0.5) if look.dense else box.w
        if line.values:
            within = share - points(8) if look.dense else share
            values = setter.shorten(line.values, values_style, within, 1)
            if values.text != line.values:
                cut.append(line.values)
            found.append(text_box(f"{name} values", Box(box.x, under, within, one), [values]))
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
