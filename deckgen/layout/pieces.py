"""Small pieces that slide layouts share: text boxes, bars, marks, rules, even columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from deckgen.making import new_box, new_group, new_rule, new_shape, new_stroke, new_text
from deckgen.plan import Meter
from deckgen.scene import (
    Anchor,
    Box,
    Color,
    Element,
    Geometry,
    Group,
    Link,
    Paragraph,
    PlaceholderKind,
    Rule,
    Shape,
    Stroke,
    points,
)
from deckgen.text.fitting import SAFETY, Typesetter
from deckgen.text.style import Style
from deckgen.theme.tokens import Theme


def text_box(
    name: str,
    box: Box,
    paragraphs: Sequence[Paragraph],
    *,
    anchor: Anchor = "top",
    placeholder: PlaceholderKind | None = None,
    link: Link | None = None,
    role: str = "text",
) -> Shape:
    """A box of text without fill, border or insets."""
    # Here and below by position: a deck has thousands of shapes, and names take time.
    text = new_text(tuple(paragraphs), anchor)
    return new_shape(name, box, "rect", None, None, 0, text, placeholder, "", False, link, role)


def panel(
    name: str,
    box: Box,
    fill: Color | None,
    *,
    stroke: Stroke | None = None,
    radius: int = 0,
    geometry: Geometry | None = None,
    role: str = "card",
    link: Link | None = None,
) -> Shape:
    """A flat surface without text; decorative."""
    kind: Geometry = geometry or ("round" if radius else "rect")
    return new_shape(name, box, kind, fill, stroke, radius, None, None, "", True, link, role)


def balanced(
    setter: Typesetter, text: str, style: Style, width: int, most: int
) -> tuple[Paragraph, int]:
    """``text`` in at most ``most`` lines of similar length, and the width (EMU) of the box in
    which every program breaks it there: no single word is left on the last line.
    """
    shown = setter.shorten(text, style, width, most)
    if len(shown.lines) < 2:
        return shown, width
    narrow = setter.balanced_width(shown.text, style, width, len(shown.lines))
    return setter.paragraph(shown.text, style, narrow), narrow


def snug(setter: Typesetter, parts: Sequence[tuple[str, Style]], width: int) -> int:
    """The width (EMU, at most ``width``) for texts below each other: narrower, at the same
    number of lines, where one would end on a line with hardly a word on it.
    """
    lonely = False
    for text, style in parts:
        lines = setter.paragraph(text, style, width).lines
        last = "".join(run.text for run in lines[-1]) if len(lines) > 1 else ""
        lonely = lonely or (bool(last) and setter.width(last, style) < width * 0.3)
    if not lonely:
        return width
    widths = [
        setter.balanced_width(text, style, width)
        if setter.lines(text, style, width) > 1
        else round(setter.width(text, style) / SAFETY) + points(1)
        for text, style in parts
    ]
    return min(width, max(widths))


def without_runt(
    setter: Typesetter, made: Paragraph, style: Style, width: int
) -> tuple[Paragraph, int]:
    """``made``, set to ``width`` EMU, and the width of its box: narrower where that brings a
    word down to a last one that would stand alone, in no more lines.
    """
    for room in runt_rooms(setter, made, style, width):
        kept = setter.paragraph(made.text, style, room)
        if is_better(kept, made):
            return kept, room
    return made, width


def runt_rooms(setter: Typesetter, made: Paragraph, style: Style, width: int) -> tuple[int, ...]:
    """Boxes (EMU) in which the last line but one of ``made`` has no room for its last word: too
    narrow by a half and a quarter of that word, so that every program breaks before it. None
    where the last line is no single short word, or nothing stands above it to spare.
    """
    lines = made.lines
    if len(lines) < 2 or len(lines[-1]) != 1 or len(lines[-2]) != 1:
        return ()
    text = lines[-1][0].text
    if text.count(" ") > 2:
        return ()
    last, before = text.split(), lines[-2][0].text.rstrip()
    if not 1 <= len(last) <= 2 or " " not in before:
        return ()
    fewer = before
    if len(last) == 2:
        # What hardly misses its place on the line above may have it in some programs.
        before = f"{before} {last[0]}"
        if setter.width(before, style) > width * 1.02:
            return ()
    elif setter.width(last[0], style) > width // 2:
        return ()
    else:
        fewer = before.rsplit(" ", 1)[0]
    whole = setter.width(before, style)
    word = whole - setter.width(fewer, style)
    return tuple([int((whole - word * share) / SAFETY) for share in (0.5, 0.25)])


def is_better(kept: Paragraph, made: Paragraph) -> bool:
    """Whether ``kept`` has the lines of ``made``, but more than a word on its last one."""
    last = "".join([run.text for run in kept.lines[-1]])
    return len(kept.lines) == len(made.lines) and " " in last.strip()


def rule(name: str, x: int, y: int, w: int, color: Color, width: float = 1.0) -> Rule:
    """A horizontal rule from ``x`` over ``w`` EMU at ``y``; width in points."""
    return new_rule(name, (x, y), (x + w, y), new_stroke(color, width))


def bar(name: str, box: Box, meter: Meter, color: Color, theme: Theme) -> Group:
    """A progress bar with its tick where progress should be today.

    The track fills ``box``; the fill is clamped to it; the tick stands out by a third of the
    height above and below, so leave that room.
    """
    said = meter.label
    if meter.expected is not None:
        said += _expected(meter.expected)
    parts = bar_parts(name, box, meter, color, theme.track, new_stroke(theme.ink, 2.0))
    return new_group(name, tuple(parts), said, False, None, "bar")


@lru_cache(maxsize=256)
def _expected(share: float) -> str:
    return f", expected {share:.0%}"


def bar_parts(
    name: str, box: Box, meter: Meter, color: Color, track: Color, tick: Stroke
) -> list[Shape | Rule]:
    """Track, fill and tick of a progress bar."""
    high = box.h
    radius = high // 2
    made: list[Shape | Rule] = [
        new_shape(
            f"{name} track", box, "round", track, None, radius, None, None, "", True, None, "bar"
        )
    ]
    filled = round(box.w * _clamped(meter.value)) if meter.value else 0
    if filled > 0:
        part = new_box(box.x, box.y, filled if filled > high else high, high)
        made.append(
            new_shape(
                f"{name} fill", part, "round", color, None, radius, None, None, "", True, None,
                "bar",
            )
        )  # fmt: skip
    if meter.expected is not None:
        x = box.x + round(box.w * _clamped(meter.expected))
        out = high // 3 + points(1)
        made.append(new_rule(f"{name} tick", (x, box.y - out), (x, box.y + high + out), tick))
    return made


def _clamped(share: float) -> float:
    """A share as a bar shows it: from 0 to 1."""
    return share if 0.0 <= share <= 1.0 else 0.0 if share < 0.0 else 1.0


MARKS: dict[str, Geometry] = {
    "on_track": "ellipse",
    "at_risk": "triangle",
    "off_track": "rect",
    "not_started": "ellipse",
    "done": "check",
    "dropped": "rect",
    "open": "triangle",
    "agreed": "ellipse",
    "error": "rect",
    "warning": "triangle",
    "info": "ellipse",
}
"""Every status has a shape of its own: colour never says it alone."""

_COLOUR_OF = {
    "open": "at_risk", "agreed": "on_track", "error": "off_track", "warning": "at_risk",
    "info": "not_started",
}  # fmt: skip


def mark(name: str, status: str, x: int, y: int, size: int, theme: Theme, alt: str = "") -> Shape:
    """The mark of a status in a square of ``size`` EMU; hollow when not started or for
    information, a dash when dropped. Give ``alt`` where no word stands beside it.
    """
    color = theme.status(_COLOUR_OF.get(status, status))
    box = new_box(x, y, size, size)
    fill: Color | None = color
    stroke = None
    if status in ("not_started", "info"):
        fill, stroke = None, new_stroke(color, 1.0)
    elif status == "dropped":
        box = new_box(x, y + size * 3 // 8, size, size // 4)
    kind = MARKS[status]
    return new_shape(name, box, kind, fill, stroke, 0, None, None, alt, not alt, None, "mark")


def columns(box: Box, count: int, gap: int) -> list[Box]:
    """``count`` equal columns of a box; left edges and widths are exact to the EMU."""
    width = (box.w - gap * (count - 1)) // count
    return [new_box(box.x + i * (width + gap), box.y, width, box.h) for i in range(count)]


def rows(box: Box, count: int, gap: int) -> list[Box]:
    """``count`` equal rows of a box."""
    height = (box.h - gap * (count - 1)) // count
    return [new_box(box.x, box.y + i * (height + gap), box.w, height) for i in range(count)]


def evenly(count: int, most: int) -> list[int]:
    """How many of ``count`` go on each slide when one holds ``most``: 7 by 6 are 4 and 3."""
    pages = max(1, -(-count // most))
    base, extra = divmod(count, pages)
    return [base + 1] * extra + [base] * (pages - extra)


def flat(*parts: Element | Sequence[Element]) -> tuple[Element, ...]:
    """Elements and sequences of them in one tuple."""
    found: list[Element] = []
    for part in parts:
        if isinstance(part, Sequence):
            found.extend(part)
        else:
            found.append(part)
    return tuple(found)
