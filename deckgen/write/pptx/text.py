"""Text bodies: paragraphs, runs, fields and links.

Soft line breaks are not written: the box and the size are those the text was measured with,
so the program that shows the deck breaks where layout did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.scene import BULLET_INDENT, Paragraph, Run, Text, points
from deckgen.write.pptx.context import Context, Deck
from deckgen.write.pptx.fills import solid
from deckgen.write.pptx.master import SLIDE_NUMBER_FIELD
from deckgen.write.pptx.xml import escape, is_plain

PITCH = 1.2
_ALIGN = {"left": "l", "center": "ctr", "right": "r"}
ANCHOR = {"top": "t", "middle": "ctr", "bottom": "b"}
_BREAK = re.compile("\r\n|[\n\r\x0b\u2028\u2029]")
_ODD = re.compile('[&<>"\x00-\x1f\x7f\u2028\u2029\ud800-\udfff\ufffe\uffff]')
"""What ``escape`` or a forced break has to look at."""
_DIGITS = re.compile(r"\d+")
_KEPT = 2048
"""Paragraphs and styles kept of a language; a kilobyte each."""
_EMPTY_SIZE = 12.0
"""Size of a paragraph without runs: what ``text.fitting`` counts it with."""


def paragraphs(
    text: Text, context: Context, *, placeholder: bool = False, number_field: bool = False,
    inherits: bool = False,
) -> str:  # fmt: skip
    """The paragraphs of a text.

    ``placeholder`` spells out what a layout would otherwise pass on (bullets, indents);
    ``number_field`` makes the slide's number, where it stands in the text, a field that
    PowerPoint keeps up when slides move. ``inherits`` leaves colour, font and weight to the
    layout's placeholder.
    """
    if not (number_field or inherits):
        return plain(text, context, placeholder)
    parts: list[str] = []
    pending = number_field
    for index, paragraph in enumerate(text.paragraphs):
        about = _properties(paragraph, text.spacing, index == 0, placeholder, context.deck)
        pending = _paragraph(parts, about, paragraph, context, pending, inherits)
    return "".join(parts) if parts else _nothing(context.deck)


def plain(text: Text, context: Context, placeholder: bool = False) -> str:
    """The paragraphs of a text without a field.

    Layout keeps paragraphs that come again (labels, numbers, names), in a deck and in a batch, so
    a paragraph is written once: it is found by its identity.
    """
    found = text.paragraphs
    if len(found) == 1:
        kept = context.deck.texts.written.get((id(found[0]), text.spacing, True, placeholder))
        if kept is not None:
            return kept[1]
        return _written(found[0], text.spacing, True, placeholder, context)
    first = True
    parts = []
    for paragraph in found:
        kept = context.deck.texts.written.get((id(paragraph), text.spacing, first, placeholder))
        parts.append(
            _written(paragraph, text.spacing, first, placeholder, context)
            if kept is None
            else kept[1]
        )
        first = False
    return "".join(parts) if parts else _nothing(context.deck)


def _nothing(deck: Deck) -> str:
    """A text without paragraphs."""
    return f'<a:p><a:endParaRPr lang="{escape(deck.language)}" sz="1200"/></a:p>'


def _written(
    paragraph: Paragraph, spacing: float, first: bool, placeholder: bool, context: Context
) -> str:
    """A paragraph that was not written before, or has a link, whose ids are those of its slide."""
    lines = paragraph.lines
    run = lines[0][0] if len(lines) == 1 and len(lines[0]) == 1 else None
    if run is not None and run.link is None and run.text and _is_words(run.text):
        made = _one_run(paragraph, run, spacing, first, placeholder, context.deck)
    else:
        parts: list[str] = []
        about = _properties(paragraph, spacing, first, placeholder, context.deck)
        _paragraph(parts, about, paragraph, context)
        made = "".join(parts)
        if any(run.link is not None for line in lines for run in line):
            return made
    kept = context.deck.texts.written
    if len(kept) >= _KEPT:
        kept.clear()
    # The paragraph is kept with it: no other object can come to have its identity.
    kept[id(paragraph), spacing, first, placeholder] = (paragraph, made)
    return made


def _is_words(text: str) -> bool:
    """Whether a text has nothing to escape and no forced break in it."""
    return is_plain(text) or not _ODD.search(text)


def _one_run(
    paragraph: Paragraph, run: Run, spacing: float, first: bool, placeholder: bool, deck: Deck
) -> str:
    """A paragraph that is one run of plain characters, as most are. What stands around the words
    is kept for each style.
    """
    paint = run.color
    key = (
        run.size, paint.slot, paint.mod, paint.off, run.bold, run.italic, run.heading, spacing,
        0.0 if first else paragraph.space_before, paragraph.align, paragraph.rtl, paragraph.bullet,
        placeholder,
    )  # fmt: skip
    styles = deck.texts.styles
    opened = styles.get(key)
    if opened is None:
        about = _properties(paragraph, spacing, first, placeholder, deck)
        if len(styles) >= _KEPT:
            styles.clear()
        opened = styles[key] = f"<a:p>{about}<a:r>{_run_style(run, deck)}</a:rPr><a:t>"
    return f"{opened}{run.text}</a:t></a:r></a:p>"


def _paragraph(
    parts: list[str], about: str, paragraph: Paragraph, context: Context, pending: bool = False,
    inherits: bool = False,
) -> bool:  # fmt: skip
    """Any paragraph; ``about`` is its ``a:pPr``. Whether the slide's number is still ``pending``,
    which is to be a field where it stands.
    """
    parts.append(f"<a:p>{about}")
    empty = True
    for run in _joined(paragraph):
        empty = False
        properties = _inherited(run, context) if inherits else run_properties(run, context)
        if pending and (found := _number_in(run.text, context.number)):
            pending = False
            _broken(parts, run.text[: found.start()], properties)
            parts.append(
                f'<a:fld id="{SLIDE_NUMBER_FIELD}" type="slidenum">{properties}'
                f"<a:t>{context.number}</a:t></a:fld>"
            )
            _broken(parts, run.text[found.end() :], properties)
        elif _BREAK.search(run.text):
            _broken(parts, run.text, properties)
        else:
            parts.append(f"<a:r>{properties}<a:t>{escape(run.text)}</a:t></a:r>")
    if empty or parts[-1].endswith("</a:br>"):
        size = max((r.size for line in paragraph.lines for r in line), default=_EMPTY_SIZE)
        parts.append(
            f'<a:endParaRPr lang="{escape(context.deck.language)}" sz="{round(size * 100)}"/>'
        )
    parts.append("</a:p>")
    return pending


def _number_in(text: str, number: int) -> re.Match[str] | None:
    """Where a number stands in a text, not as a part of a longer one."""
    wanted = str(number)
    return next((found for found in _DIGITS.finditer(text) if found[0] == wanted), None)


def _broken(parts: list[str], text: str, properties: str) -> None:
    """A run with forced breaks in it."""
    for place, piece in enumerate(_BREAK.split(text)):
        if place:
            parts.append(f"<a:br>{properties}</a:br>")
        if piece:
            parts.append(f"<a:r>{properties}<a:t>{escape(piece)}</a:t></a:r>")


def _joined(paragraph: Paragraph) -> Iterator[Run]:
    """The paragraph's runs, neighbours of the same style as one."""
    held: Run | None = None
    for line in paragraph.lines:
        for run in line:
            if not run.text:
                continue
            if held is None:
                held = run
            elif (
                held.size == run.size
                and held.color == run.color
                and held.bold == run.bold
                and held.italic == run.italic
                and held.heading == run.heading
                and held.link == run.link
            ):
                held = Run(
                    held.text + run.text, run.size, run.color, run.bold, run.italic,
                    run.heading, run.link,
                )  # fmt: skip
            else:
                yield held
                held = run
    if held is not None:
        yield held


def _inherited(run: Run, context: Context) -> str:
    """The ``a:rPr`` of a run in a placeholder of a company's layout: its size and its link."""
    bold = ' b="1"' if run.bold and not run.heading else ""
    opened = (
        f'<a:rPr lang="{escape(context.deck.language)}" sz="{round(run.size * 100)}"{bold} '
        'dirty="0"'
    )
    if run.link is None:
        return f"{opened}/>"
    return f"{opened}>{context.click(run.link, keep_colour=True)}</a:rPr>"


def run_properties(run: Run, context: Context) -> str:
    """The ``a:rPr`` of a run: language, size, weight, colour, font, link."""
    opened = _run_style(run, context.deck)
    if run.link is None:
        return f"{opened}</a:rPr>"
    return f"{opened}{context.click(run.link, keep_colour=True)}</a:rPr>"


def _run_style(run: Run, deck: Deck) -> str:
    """The ``a:rPr`` of a run up to its link."""
    paint = run.color
    key = (run.size, paint.slot, paint.mod, paint.off, run.bold, run.italic, run.heading)
    kept = deck.texts.runs
    opened = kept.get(key)
    if opened is None:
        font = "mj" if run.heading else "mn"
        italic = ' i="1"' if run.italic else ""
        opened = (
            f'<a:rPr lang="{escape(deck.language)}" sz="{round(run.size * 100)}" '
            f'b="{int(run.bold)}"{italic} dirty="0">{solid(paint)}'
            f'<a:latin typeface="+{font}-lt"/>'
        )
        if len(kept) >= _KEPT:
            kept.clear()
        kept[key] = opened
    return opened


def _properties(
    paragraph: Paragraph, spacing: float, first: bool, placeholder: bool, deck: Deck
) -> str:
    """The ``a:pPr`` of a paragraph.

    Space before is written as a share of the line (``spcPct`` of 1.2 × size), so that it comes
    out as the points that layout asked for. LibreOffice takes the share of the size alone and
    leaves a sixth less, which never makes a text overflow. Above the first paragraph there is
    none.
    """
    size = 0.0
    before = paragraph.space_before if not first else 0.0
    if before or paragraph.bullet:
        size = max((r.size for line in paragraph.lines for r in line), default=_EMPTY_SIZE)
    key = (paragraph.align, paragraph.rtl, paragraph.bullet, spacing, before, size, placeholder)
    kept = deck.texts.paragraphs
    found = kept.get(key)
    if found is not None:
        return found
    attributes = f' algn="{_ALIGN[paragraph.align]}"'
    if paragraph.rtl:
        attributes += ' rtl="1"'
    bullet = ""
    if paragraph.bullet:
        indent = points(size * BULLET_INDENT)
        side = "marR" if paragraph.rtl else "marL"
        attributes = f' {side}="{indent}" indent="-{indent}"' + attributes
        bullet = '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
    elif placeholder:
        attributes = ' marL="0" indent="0"' + attributes
        bullet = "<a:buNone/>"
    share = f'<a:lnSpc><a:spcPct val="{round(spacing * 100_000)}"/></a:lnSpc>'
    if before or placeholder:
        value = round(before / (PITCH * size) * 100_000) if before else 0
        share += f'<a:spcBef><a:spcPct val="{value}"/></a:spcBef>'
    found = f"<a:pPr{attributes}>{share}{bullet}</a:pPr>"
    if len(kept) >= _KEPT:
        kept.clear()
    kept[key] = found
    return found
