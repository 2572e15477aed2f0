"""Slide numbers and links: put in once every slide exists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import is_

from deckgen.making import new_paragraph, new_run, new_shape, new_slide, new_text
from deckgen.scene import Cell, Element, Group, Link, Paragraph, Run, Shape, Slide, Table, Text
from deckgen.values import dataclass, replace


def resolve_numbers(
    slides: Sequence[Slide], stand_ins: Mapping[str, str | None] | None = None
) -> list[Slide]:
    """The slides with every ``number_of`` run, and every slide-number placeholder, filled in.

    ``number_of`` may end in ``~last`` to mean the last slide made of a planned one, and
    "first..last" gives a range ("4–6", or "4" when both are one slide). ``stand_ins`` names,
    for each planned slide of which no slide was made, the key that links to it go to instead;
    None drops the link.
    """
    numbers: dict[str, str] = {}
    for index, slide in enumerate(slides, start=1):
        numbers[slide.key] = str(index)
        numbers[slide.key.split("~")[0] + "~last"] = str(index)
    for missing, other in (stand_ins or {}).items():
        numbers[missing] = numbers[missing + "~last"] = numbers.get(other or "", "")
    filled = _Filled(numbers, stand_ins or {})
    return [filled.slide(s, n) for n, s in enumerate(slides, start=1)]


def numbered(shape: Shape, number: int) -> Shape:
    """A slide-number placeholder that says ``number``."""
    assert shape.text is not None
    first = shape.text.paragraphs[0]
    run = first.lines[0][0]
    if run.text == str(number):
        return shape
    only = new_run(str(number), run.size, run.color, run.bold, run.italic, run.heading, run.link)
    made = new_paragraph(((only,),), first.align, first.space_before, first.bullet, first.rtl)
    text = new_text((made,), shape.text.anchor, shape.text.insets, shape.text.spacing)
    return new_shape(
        shape.name, shape.box, shape.geometry, shape.fill, shape.stroke, shape.radius, text,
        shape.placeholder, shape.alt, shape.decorative, shape.link, shape.role, shape.flip_v,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Filled:
    """Walks elements; whatever has nothing to fill in is passed on as it is."""

    numbers: Mapping[str, str]
    stand_ins: Mapping[str, str | None]

    def slide(self, slide: Slide, number: int) -> Slide:
        if slide.numbered or self.stand_ins:
            made = tuple([self.element(e, number) for e in slide.elements])
        else:
            made = self.footed(slide.elements, number)
            if made is slide.elements:
                return slide
        return new_slide(
            slide.key, slide.role, slide.title, made, slide.notes, slide.section, slide.kind,
            slide.ground, slide.numbered,
        )  # fmt: skip

    def footed(self, elements: tuple[Element, ...], number: int) -> tuple[Element, ...]:
        """Elements with the slide's own number, which stands among the placeholders at the end."""
        for at in range(len(elements) - 1, -1, -1):
            element = elements[at]
            if not isinstance(element, Shape) or element.placeholder is None:
                break
            if element.placeholder == "slide_number":
                made = self.shape(element, number)
                if made is element:
                    break
                return (*elements[:at], made, *elements[at + 1 :])
        return elements

    def link(self, link: Link | None) -> Link | None:
        if link is None or link.slide is None or link.slide not in self.stand_ins:
            return link
        other = self.stand_ins[link.slide]
        return replace(link, slide=other) if other is not None else None

    def run(self, run: Run) -> Run:
        link = self.link(run.link)
        if run.number_of is None:
            return run if link is run.link else replace(run, link=link)
        ends = [self.numbers[key] for key in run.number_of.split("..")]
        return replace(
            run, text="–".join(dict.fromkeys(filter(None, ends))), number_of=None, link=link
        )

    def touches(self, paragraph: Paragraph) -> bool:
        """Whether a run shows a slide's number or may lead to a slide that was not made (``text``
        asks the same of all paragraphs of a text).
        """
        for line in paragraph.lines:
            for run in line:
                if run.number_of is not None or (run.link is not None and self.stand_ins):
                    return True
        return False

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        if not self.touches(paragraph):
            return paragraph
        lines = tuple(tuple(self.run(run) for run in line) for line in paragraph.lines)
        return replace(paragraph, lines=lines)

    def text(self, text: Text) -> Text:
        dropped = bool(self.stand_ins)
        for paragraph in text.paragraphs:
            for line in paragraph.lines:
                for run in line:
                    if run.number_of is not None or (dropped and run.link is not None):
                        made = tuple([self.paragraph(p) for p in text.paragraphs])
                        return replace(text, paragraphs=made)
        return text

    def shape(self, shape: Shape, number: int) -> Shape:
        if shape.link is not None:
            link = self.link(shape.link)
            if link is not shape.link:
                shape = replace(shape, link=link)
        if shape.text is None:
            return shape
        if shape.placeholder == "slide_number":
            return numbered(shape, number)
        text = self.text(shape.text)
        return shape if text is shape.text else replace(shape, text=text)

    def cell(self, cell: Cell) -> Cell:
        text = self.text(cell.text)
        return cell if text is cell.text else replace(cell, text=text)

    def element(self, element: Element, number: int) -> Element:
        if isinstance(element, Shape):
            return self.shape(element, number)
        if isinstance(element, Group):
            children = tuple(
                [self.shape(c, number) if isinstance(c, Shape) else c for c in element.children]
            )
            link = self.link(element.link)
            if link is element.link and all(map(is_, children, element.children)):
                return element
            return replace(element, children=children, link=link)
        if isinstance(element, Table):
            rows = tuple([tuple([self.cell(c) for c in row]) for row in element.rows])
            return replace(element, rows=rows)
        return element
