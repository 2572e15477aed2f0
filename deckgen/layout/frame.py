"""The frame of a slide: eyebrow, title, lede, footer; what is left is the body.

Reading order is title, eyebrow, lede, body, footer. The title stands at the same place on
every slide; the body begins where the title's real height ends.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout import company
from deckgen.layout.pieces import balanced, text_box
from deckgen.layout.studio import WORDS, Studio
from deckgen.making import new_box, new_slide
from deckgen.plan import PlannedSlide
from deckgen.scene import Box, Color, Element, Role, Shape, Slide, points
from deckgen.text.style import Style
from deckgen.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Frame:
    """The elements above the body, and the box that is left for it (EMU)."""

    title: str
    elements: tuple[Element, ...]
    body: Box
    cut: tuple[str, ...] = ()
    """Texts that were shortened in the frame; they go to the notes in full."""


def numbered(studio: Studio, title: str, part: int, parts: int) -> str:
    """The title of one of several slides of the same content ("… (2 of 3)").

    A plan's own word that does not hold title and part would give every part one title, so
    it is only used when it holds them.
    """
    if parts == 1:
        return title
    made = studio.word("continued", title=title, part=part, parts=parts)
    if title in made and str(part) in made.replace(title, "", 1):
        return made
    return WORDS["continued"].format(title=title, part=part, parts=parts)


def frame(
    studio: Studio, planned: PlannedSlide, part: int = 1, parts: int = 1, *, low: bool = False
) -> Frame:
    """Eyebrow, title and lede of a content slide.

    The title takes two lines at most, then the next smaller size, then an ellipsis (with a
    finding); the lede takes two lines at most. ``low``: the smaller size even where the larger
    takes two lines, when it takes only one.
    """
    page = studio.page
    title = numbered(studio, planned.title, part, parts)
    tail = title.removeprefix(planned.title) if parts > 1 else ""
    leaf = page.leaf("title")
    across = page.title if leaf is None else page.content
    eyebrow = page.eyebrow
    if leaf is None:
        box, cut = _title(studio, title, tail, page.title, low)
        bottom = box.box.bottom
    else:
        box, cut, bottom = company.title_on(studio, leaf, title, tail)
    elements: list[Element] = [box]
    if leaf is not None and leaf.sheet:
        elements.append(company.sheet(studio, leaf))
    if planned.eyebrow:
        style = studio.eyebrow()
        line = studio.setter.shorten(planned.eyebrow, style, eyebrow.w, 1)
        if leaf is not None:  # nothing of ours stands over the master's title
            eyebrow = replace(eyebrow, y=bottom, h=studio.setter.height([line]))
            bottom = eyebrow.bottom
        elements.append(text_box("Eyebrow", eyebrow, [line]))
        if line.text != planned.eyebrow:
            cut.append(planned.eyebrow)
    if planned.lede:
        lede, width = balanced(studio.setter, planned.lede, studio.lede(), across.w, 2)
        spot = new_box(across.x, bottom + points(3), width, studio.setter.height([lede]))
        elements.append(text_box("Lede", spot, [lede]))
        if lede.text != planned.lede:
            cut.append(planned.lede)
        bottom = spot.bottom
    top = bottom if leaf is not None and bottom == page.content.y else bottom + points(14)
    body = new_box(page.content.x, top, page.content.w, page.content.bottom - top)
    return Frame(title, tuple(elements), body, tuple(cut))


def _title(studio: Studio, title: str, tail: str, box: Box, low: bool) -> tuple[Shape, list[str]]:
    """The title in two lines at most. ``tail`` ("(2 of 3)") stays when the title is cut."""
    style = studio.title()
    cut: list[str] = []
    small = style.at(style.size - 4)
    most = 1 if low and studio.setter.lines(title, small, box.w) == 1 else 2
    fits = [s for s in (style, small) if studio.setter.lines(title, s, box.w) <= most]
    if fits:
        whole = (s for s in fits if not studio.setter.cuts(title, s, box.w))
        chosen = next(whole, fits[0])
        width = studio.setter.balanced_width(title, chosen, box.w)
        paragraph = studio.setter.paragraph(title, chosen, width)
    else:
        width = box.w
        # The tail's width is kept free at the end of the second line, then set there.
        room = width - (studio.setter.width(tail, small) // 2 + points(2) if tail else 0)
        paragraph = studio.setter.shorten(title.removesuffix(tail), small, room, 2)
        if tail:
            paragraph = studio.setter.paragraph(paragraph.text + tail, small, width)
        cut.append(title)
    spot = new_box(box.x, box.y, width, studio.setter.height([paragraph]))
    return text_box("Title", spot, [paragraph], placeholder="title"), cut


def footer(
    studio: Studio, text: str, date: str, color: Color | None = None, role: Role = "title"
) -> tuple[Shape, ...]:
    """Footer, date and slide number as placeholders; without a text there is none. On a
    company's master only those that its layout for ``role`` has.
    """
    page, setter = studio.page, studio.setter
    leaf = page.leaf(role)
    if leaf is not None:
        return company.feet(studio, leaf, text, date, color or studio.theme.muted)
    style = Style(studio.theme.type.footer, color or studio.theme.muted)
    right = style.aligned("right")
    made = []
    if text:
        short = setter.shorten(text, style, page.footer.w, 1)
        made.append(text_box("Footer", page.footer, [short], placeholder="footer"))
    if date:
        day = setter.shorten(date, right, page.date.w, 1)
        made.append(text_box("Date", page.date, [day], placeholder="date"))
    number = setter.paragraph("00", right, page.number.w)
    made.append(text_box("Slide number", page.number, [number], placeholder="slide_number"))
    return tuple(made)


def slide(
    planned: PlannedSlide,
    title: str,
    elements: Sequence[Element],
    *,
    part: int = 1,
    role: Role = "title",
    full_texts: Sequence[str] = (),
    lead_in: str = "",
    ground: Color | None = None,
    numbered: bool = False,
) -> Slide:
    """A finished slide of a planned one. Part 2 and on get the key ``key~2`` and so forth;
    texts that were shortened are appended to the notes in full. ``numbered``: some text of it
    shows the number of a slide.
    """
    notes = planned.notes if part == 1 else f"{planned.notes}".strip()
    if full_texts:
        notes = "\n".join([notes, lead_in, *full_texts]).strip()
    key = planned.key if part == 1 else f"{planned.key}~{part}"
    return new_slide(
        key, role, title, tuple(elements), notes, planned.section, planned.layout, ground, numbered
    )
