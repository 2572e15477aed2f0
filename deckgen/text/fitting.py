"""Fitting: text in, measured paragraphs with their line breaks out.

Line pitch is 1.2 × size × spacing for every font (measured in PowerPoint, Slides and
LibreOffice), so that a height needs nothing but the number of lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from functools import lru_cache
from itertools import accumulate
from math import ceil

from deckgen.findings import Finding, Level
from deckgen.making import new_paragraph, new_run
from deckgen.scene import EMU_PER_POINT, Align, Paragraph, Run
from deckgen.text import breaking, linebreak, metrics
from deckgen.text.direction import is_rtl
from deckgen.text.strips import Strip, joint_ends, strip
from deckgen.text.style import Style
from deckgen.values import dataclass

PITCH = 1.2
_KEPT = 50_000
_LOOSE = " \n\u00ad,;:·–—-"
SHORT = 36
"""Characters: shorter texts mostly stand on one line, and need no strip then."""
SAFETY = 0.99
"""Share of a box's width that lines may fill: no under-estimate was seen at this share."""


Kept = dict[tuple[str, int, int], tuple[Paragraph, Style]]
"""Text, width (EMU) and id of a style -> the paragraph, and the style, which keeps its id."""


@lru_cache(maxsize=4)
def kept_for(heading_font: str, body_font: str, language: str) -> Kept:
    """The paragraphs that setters of these share, from deck to deck."""
    return {}


@dataclass(slots=True)
class Typesetter:
    """Measures and breaks text in a theme's fonts; keeps the findings of what was cut."""

    heading_font: str
    body_font: str
    language: str = "en-US"
    findings: list[Finding] = field(default_factory=list)
    kept: Kept = field(default_factory=dict)
    """Plain paragraphs, for setters of the same fonts and language (``kept_for``)."""

    def width(self, text: str, style: Style) -> int:
        """Width of a single line in EMU."""
        family = self.heading_font if style.heading else self.body_font
        return _measure(family, style.size, style.bold, style.italic)(text)

    def paragraph(
        self, text: str, style: Style, width: int, *, space_before: float = 0, bullet: bool = False
    ) -> Paragraph:
        """``text`` broken to ``width`` EMU (less the safety share)."""
        if not (space_before or bullet):
            # By the style's id: telling styles apart takes most of the time of finding one.
            key = (text, width, id(style))
            found = self.kept.get(key)
            return self._keep(key, style) if found is None else found[0]
        family = self.heading_font if style.heading else self.body_font
        room = int(width * SAFETY)
        return _paragraph(text, style, family, room, self.language, space_before, bullet)

    def _keep(self, key: tuple[str, int, int], style: Style) -> Paragraph:
        """The plain paragraph of a text, width and style, kept by its key."""
        if len(self.kept) > 4_096:
            self.kept.clear()
        text, width, _ = key
        family = self.heading_font if style.heading else self.body_font
        made = _set(text, style, family, int(width * SAFETY), self.language, 0, False)
        self.kept[key] = made, style
        return made

    def mixed(
        self, runs: Sequence[Run], width: int, *, align: Align = "left", space_before: float = 0
    ) -> Paragraph:
        """Runs of several styles as one paragraph, broken together."""
        return _mixed(
            tuple(runs),
            self.heading_font,
            self.body_font,
            width,
            align,
            space_before,
            self.language,
        )

    def joined(self, parts: Sequence[tuple[str, Style]]) -> tuple[Strip, ...] | None:
        """Texts behind each other as strips, which tell how many lines they take together at
        any size and width (``strips.joint_lines``); None when that is not known without
        breaking them (see ``mixed``).
        """
        fonts = self.heading_font, self.body_font
        faces = [(t, fonts[not s.heading], s.bold, s.italic) for t, s in parts]
        return _joined(faces)

    def balanced_width(self, text: str, style: Style, width: int, count: int = 0) -> int:
        """The narrowest box (EMU, at most ``width``) in which ``text`` takes no more lines and
        no word is cut that ``width`` has room for; ``count``, where it is known how many lines
        it takes there.

        Its lines are then of similar length: a title has no single short word on its last
        line. A text box of this width wraps the same way in every program.
        """
        count = count or self.lines(text, style, width)
        if count < 2:
            return width
        family = self.heading_font if style.heading else self.body_font
        measured = strip(text, family, style.bold, style.italic)
        halved = measured.halved(style.size) if measured is not None and count == 2 else None
        low, high = width // count, width
        whole = measured is not None and measured.lines(style.size, int(width * SAFETY)) > 0
        while high - low > width // 200:
            middle = (low + high) // 2
            room = int(middle * SAFETY)
            if halved is not None and halved[1] <= room:
                low, high = (low, middle) if halved[0] <= room else (middle, high)
                continue
            found = measured.lines(style.size, room) if measured else 0
            if not found and whole:
                low = middle
            elif (found or self.lines(text, style, middle)) <= count:
                high = middle
            else:
                low = middle
        return high

    def lines(self, text: str, style: Style, width: int) -> int:
        """How many lines ``text`` takes at ``width`` EMU."""
        family = self.heading_font if style.heading else self.body_font
        room = int(width * SAFETY)
        if len(text) < SHORT and _stands(text, family, style, room):
            return 1
        measured = strip(text, family, style.bold, style.italic)
        found = measured.lines(style.size, room) if measured is not None else 0
        return found or len(
            _lines(text, family, style.size, style.bold, style.italic, room, self.language)
        )

    def height(self, paragraphs: Sequence[Paragraph], spacing: float = 1.0) -> int:
        """Height in EMU of paragraphs set below each other."""
        if len(paragraphs) == 1:
            lines = paragraphs[0].lines
            for line in lines:
                if len(line) != 1:
                    break
            else:
                if len(lines) == 1:
                    return _line_height(lines[0][0].size, spacing)
                return _lines_height(tuple([line[0].size for line in lines]), spacing)
        total = 0.0
        for index, paragraph in enumerate(paragraphs):
            for line in paragraph.lines:
                if len(line) == 1:
                    size = line[0].size
                elif line:
                    size = max([r.size for r in line])
                else:
                    size = max((r.size for line in paragraph.lines for r in line), default=12)
                total += size * PITCH * spacing
            total += paragraph.space_before if index else 0
        return -int(-total * EMU_PER_POINT // 1)

    def fits(self, text: str, style: Style, width: int, height: int, spacing: float = 1.0) -> bool:
        """Whether ``text`` fits a box of ``width`` × ``height`` EMU."""
        return self.height([self.paragraph(text, style, width)], spacing) <= height

    def largest(
        self,
        texts: Sequence[str],
        style: Style,
        width: int,
        sizes: Sequence[float],
        max_lines: int,
    ) -> float:
        """The first of ``sizes`` (largest first) at which every text takes at most
        ``max_lines`` without a word being cut, else with one; the last one when none does.
        Siblings share it, so equals look equal.
        """
        second = 0.0
        for size in sizes:
            each = style.at(size)
            if all(self.lines(t, each, width) <= max_lines for t in texts):
                if not any(self.cuts(t, each, width) for t in texts):
                    return size
                second = second or size
        return second or sizes[-1]

    def cuts(self, text: str, style: Style, width: int) -> bool:
        """Whether a word of ``text`` is wider than ``width`` EMU and has to be cut."""
        family = self.heading_font if style.heading else self.body_font
        measured = strip(text, family, style.bold, style.italic)
        return measured is not None and not measured.lines(style.size, int(width * SAFETY))

    def shorten(
        self, text: str, style: Style, width: int, max_lines: int, *, subject: str = ""
    ) -> Paragraph:
        """``text`` in at most ``max_lines``, cut at a word with an ellipsis when it must be.

        A cut leaves a finding ``text-shortened``; the caller puts the whole text in the notes.
        """
        key = (text, width, id(style))
        found = self.kept.get(key)
        whole = self._keep(key, style) if found is None else found[0]
        if len(whole.lines) <= max_lines:
            return whole
        shown = sum(len(run.text) for line in whole.lines[:max_lines] for run in line)
        short = self._shortened(text, shown, style, width, max_lines)
        self.findings.append(
            Finding(
                Level.INFO,
                "text-shortened",
                f"shortened on its slide, whole in the notes: {text!r}",
                subject=subject or None,
            )
        )
        return self.paragraph(short, style, width)

    def _shortened(self, text: str, shown: int, style: Style, width: int, most: int) -> str:
        """The longest beginning of ``text``, up to ``shown``, that fits with an ellipsis.

        It ends at a word, or inside one where less than half of the room would be used.
        """

        def longest(ends: Iterable[int]) -> str:
            for end in ends:
                short = text[:end].rstrip(_LOOSE)
                if short and fits(short + "…"):
                    return short + "…"
            return ""

        def fits(short: str) -> bool:
            # What stands on one line is not worth a strip.
            if most == 1 and "\n" not in short:
                return self.width(short, style) <= room
            return self.lines(short, style, width) <= most

        room = int(width * SAFETY)

        ends = linebreak.breaks(text)
        whole = longest(reversed([end for end in ends if end <= shown]))
        if 2 * self.width(whole, style) >= most * width:
            return whole
        stop = next((end for end in ends if end > shown), len(text))
        within = longest(reversed(linebreak.cluster_ends(text, max(0, len(whole) - 1), stop)))
        return within or whole or "…"


@lru_cache(maxsize=256)
def _line_height(size: float, spacing: float) -> int:
    """The height in EMU of one line: most paragraphs have no more."""
    return -int(-(size * PITCH * spacing) * EMU_PER_POINT // 1)


@lru_cache(maxsize=256)
def _lines_height(sizes: tuple[float, ...], spacing: float) -> int:
    """The height in EMU of a paragraph of lines that are one run each, by their sizes."""
    total = 0.0
    for size in sizes:
        total += size * PITCH * spacing
    return -int(-total * EMU_PER_POINT // 1)


class _Widths(dict[str, int]):
    """Text -> width in EMU in one face and size, filled as texts are met."""

    def __init__(self, family: str, size: float, bold: bool, italic: bool) -> None:
        super().__init__()
        self._face = metrics.face(family, bold, italic)
        self._size = size

    def __missing__(self, text: str) -> int:
        if len(self) > _KEPT:
            self.clear()
        face = self._face  # as ``metrics.width`` reckons
        value = self[text] = ceil(face.width(text) * self._size * EMU_PER_POINT / face.units)
        return value


@lru_cache(maxsize=128)
def _measure(family: str, size: float, bold: bool, italic: bool) -> Callable[[str], int]:
    return _Widths(family, size, bold, italic).__getitem__


def _stands(text: str, family: str, style: Style, room: int) -> bool:
    """Whether a text stands on one line in ``room`` EMU."""
    measure = _measure(family, style.size, style.bold, style.italic)
    return measure(text) <= room and "\n" not in text


@lru_cache(maxsize=4_096)
def _lines(
    text: str, family: str, size: float, bold: bool, italic: bool, room: int, language: str
) -> tuple[str, ...]:
    """The lines of a text that is no strip, or of which a word has to be cut."""
    measure = _measure(family, size, bold, italic)
    return tuple(breaking.break_lines(text, measure, room, language))


def _set(
    text: str,
    style: Style,
    family: str,
    room: int,
    language: str,
    space_before: float,
    bullet: bool,
) -> Paragraph:
    """A text broken to ``room`` EMU."""
    size, color, bold, italic = style.size, style.color, style.bold, style.italic
    heading, link = style.heading, style.link
    rtl = not text.isascii() and is_rtl(text)
    short = 0 < len(text) < SHORT and "\n" not in text
    stands = short and _measure(family, size, bold, italic)(text) <= room
    measured = None if stands else strip(text, family, bold, italic)
    ends = measured.ends(size, room) if measured is not None else None
    if stands or (ends is not None and len(ends) == 1):
        line = (new_run(text, size, color, bold, italic, heading, link),)
        return new_paragraph((line,), style.align, space_before, bullet, rtl)
    if ends is None:
        lines = _lines(text, family, size, bold, italic, room, language)
    else:
        lines = tuple([text[a:b] for a, b in zip((0, *ends), ends, strict=False)])
    made = [(new_run(t, size, color, bold, italic, heading, link),) if t else () for t in lines]
    return new_paragraph(tuple(made), style.align, space_before, bullet, rtl)


_paragraph = lru_cache(maxsize=4_096)(_set)
"""Kept, because a layout that looks for the best size asks again and again."""


@lru_cache(maxsize=4096)
def _mixed(
    runs: tuple[Run, ...],
    heading_font: str,
    body_font: str,
    width: int,
    align: Align,
    space_before: float,
    language: str,
) -> Paragraph:
    """Kept, because a layout that looks for the best arrangement asks again and again."""
    text = "".join(run.text for run in runs)
    begins = [0, *accumulate(len(run.text) for run in runs)]
    measures = [
        _measure(heading_font if r.heading else body_font, r.size, r.bold, r.italic) for r in runs
    ]

    def split(start: int, stop: int) -> list[tuple[int, str]]:
        parts = []
        for index in range(bisect_right(begins, start) - 1, len(runs)):
            begin = begins[index]
            if begin >= stop:
                break
            part = runs[index].text[max(start - begin, 0) : stop - begin]
            if part:
                parts.append((index, part))
        return parts

    def measure(start: int, stop: int) -> int:
        return sum(measures[index](part) for index, part in split(start, stop))

    def cut(index: int, part: str) -> Run:
        run = runs[index]
        if part == run.text:
            return run
        return new_run(
            part, run.size, run.color, run.bold, run.italic, run.heading, run.link, run.number_of
        )

    room = int(width * SAFETY)
    fonts = heading_font, body_font
    strips = _joined([(r.text, fonts[not r.heading], r.bold, r.italic) for r in runs])
    ends = None
    if strips is not None:
        ends = joint_ends(list(zip(strips, [r.size for r in runs], strict=True)), room)
    if not ends:
        ends = breaking.break_at(text, measure, room, language)
    lines = tuple(
        tuple(cut(index, part) for index, part in split(a, b))
        for a, b in zip((0, *ends), ends, strict=False)
    )
    return new_paragraph(lines, align, space_before, rtl=is_rtl(text))


def _joined(faces: Sequence[tuple[str, str, bool, bool]]) -> tuple[Strip, ...] | None:
    """The strips of texts (each with family, bold, italic) behind each other; None when they
    have to be broken the long way: one is not a strip, or lines may not end where one text
    ends and the next begins.
    """
    parts: list[Strip] = []
    stops: list[int] = []
    offset = 0
    for text, family, bold, italic in faces:
        measured = strip(text, family, bold, italic)
        if measured is None:
            return None
        parts.append(measured)
        stops += [offset + stop for stop in measured.stops]
        offset += len(text)
    if tuple(stops) != linebreak.breaks("".join([face[0] for face in faces])):
        return None
    return tuple(parts)
