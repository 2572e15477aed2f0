"""Slide numbers in text: put in once every slide exists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckgen.scene import Element, Group, Paragraph, Run, Shape, Slide, Table, Text
from deckgen.text.fitting import Typesetter


def resolve_numbers(slides: Sequence[Slide], setter: Typesetter) -> list[Slide]:
    """The slides with every ``number_of`` run, and every slide-number placeholder, filled in.

    ``number_of`` may end in ``~last`` to mean the last slide made of a planned one.
    """
    numbers: dict[str, str] = {}
    for index, slide in enumerate(slides, start=1):
        numbers[slide.key] = str(index)
        numbers[slide.key.split("~")[0] + "~last"] = str(index)

    def run(r: Run, number: int) -> Run:
        if r.number_of is None:
            return r
        return replace(r, text=numbers[r.number_of], number_of=None)

    def paragraph(p: Paragraph, number: int) -> Paragraph:
        if not any(r.number_of for line in p.lines for r in line):
            return p
        lines = tuple(tuple(run(r, number) for r in line) for line in p.lines)
        return replace(p, lines=lines)

    def text(t: Text, number: int) -> Text:
        made = tuple(paragraph(p, number) for p in t.paragraphs)
        return t if made == t.paragraphs else replace(t, paragraphs=made)

    def element(e: Element, number: int) -> Element:
        if isinstance(e, Shape) and e.text is not None:
            if e.placeholder == "slide_number":
                first = e.text.paragraphs[0]
                only = replace(first.lines[0][0], text=str(number))
                changed = replace(e.text, paragraphs=(replace(first, lines=((only,),)),))
                return replace(e, text=changed)
            return replace(e, text=text(e.text, number))
        if isinstance(e, Group):
            return replace(e, children=tuple(element(c, number) for c in e.children))  # type: ignore[misc]
        if isinstance(e, Table):
            table_rows = tuple(
                tuple(replace(c, text=text(c.text, number)) for c in row) for row in e.rows
            )
            return replace(e, rows=table_rows)
        return e

    return [
        replace(s, elements=tuple(element(e, n) for e in s.elements))
        for n, s in enumerate(slides, start=1)
    ]
