"""Shapes with their text, lines and groups as DrawingML: nearly all that a deck shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, cast

from deckgen.scene import (
    Anchor,
    Box,
    Color,
    Element,
    Geometry,
    Group,
    Link,
    Rule,
    Shape,
    Stroke,
)
from deckgen.write.pptx.context import Context
from deckgen.write.pptx.drawing import geometry, properties
from deckgen.write.pptx.fills import edge, solid
from deckgen.write.pptx.master import DECORATIVE
from deckgen.write.pptx.text import ANCHOR, paragraphs, plain
from deckgen.write.pptx.xml import escape

_NO_FILL = "<a:noFill/>"
_NO_LINE = "<a:ln><a:noFill/></a:ln>"
KEPT = 4096
"""Strings kept of each kind."""
_places: dict[tuple[int, int, int, int], str] = {}
"""Where a shape stands, by its box (EMU): layouts place shapes in columns and rows."""
_looks: dict[tuple[int, str | None, str], tuple[Color | None, str]] = {}
"""Form, fill and edge; the colour, that is looked up by identity, is kept with them."""
_bodies: dict[tuple[object, ...], tuple[Color | None, str, str]] = {}
"""As ``_looks``, for shapes with text: what stands before the place, and up to the words."""
_lines: dict[tuple[object, ...], tuple[Color, str]] = {}
"""As ``_looks``, for rules: all that stands behind the name, by both ends and the stroke."""

_NONE: Mapping[type, Callable[[Any, Context], str]] = {}


def drawn(
    elements: Iterable[Element], context: Context, inherited: Link | None = None,
    others: Mapping[type, Callable[[Any, Context], str]] = _NONE,
) -> list[str]:  # fmt: skip
    """Elements as XML, one by one. ``inherited`` is the link of their group; ``others`` write
    what is neither a shape nor a rule.

    Nearly all that a deck shows are shapes without a link, so these are written here, one after
    the other without a call; what stands around place and words is kept for each style.
    """
    ids, plain_names, written = context.ids, context.plain, context.deck.texts.written
    parts: list[str] = []
    for element in elements:
        if element.__class__ is not Shape:
            if element.__class__ is Rule:
                parts.append(rule(element, context, inherited))
            else:
                parts.append(others[element.__class__](element, context))
            continue
        if element.placeholder is not None:
            parts.append(_placeholder(element, context, inherited))
            continue
        if element.flip_v:
            parts.append(shape(element, context, inherited))
            continue
        name, box, text, fill = element.name, element.box, element.text, element.fill
        place = _places.get((box.x, box.y, box.w, box.h)) or _place(box)
        stroke, kind = element.stroke, element.geometry
        form: str = kind
        outline = None if stroke is None else edge(stroke)
        if kind in _ROUNDED:
            form = geometry(kind, element.radius, min(box.w, box.h))
        link = element.link or inherited
        bare = plain_names and link is None
        if text is None:
            look = _looks.get((id(fill), outline, form)) or _look(fill, outline, form)
            if bare and element.decorative:
                parts.append(f'{_NAMED}{ids[name]}" name="{name}"{_ORNAMENT}{place}{look[1]}')
                continue
            head = properties(context, name, element.alt, element.decorative, link)
            parts.append(f"{_OPEN}{head}{_SHAPE}{place}{look[1]}")
            continue
        insets, anchor = text.insets, text.anchor
        _, about, start = _bodies.get((id(fill), outline, form, insets, anchor)) or _body(
            fill, outline, form, insets, anchor
        )
        found = text.paragraphs
        kept = written.get((id(found[0]), text.spacing, True, False)) if len(found) == 1 else None
        words = plain(text, context) if kept is None else kept[1]
        if bare and not element.alt and not element.decorative:
            parts.append(
                f'{_NAMED}{ids[name]}" name="{name}"/>{about}{place}{start}{words}{_CLOSE}'
            )
            continue
        head = properties(context, name, element.alt, element.decorative, link)
        parts.append(f"{_OPEN}{head}{about}{place}{start}{words}{_CLOSE}")
    return parts


def _place(box: Box) -> str:
    """The transform of a shape."""
    if len(_places) >= KEPT:
        _places.clear()
    made = _places[box.x, box.y, box.w, box.h] = (
        f'<a:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.w}" cy="{box.h}"/></a:xfrm>'
    )
    return made


def _painted(fill: Color | None, outline: str | None, form: str) -> str:
    """Form, fill and edge. ``form`` is a geometry, or the XML of one that depends on the box."""
    shown = form if form.startswith("<") else geometry(cast("Geometry", form), 0, 0)
    paint = f"{_NO_FILL if fill is None else solid(fill)}{_NO_LINE if outline is None else outline}"
    return f"{shown}{paint}</p:spPr>"


def _look(fill: Color | None, outline: str | None, form: str) -> tuple[Color | None, str]:
    """What stands behind the place of a shape without text."""
    if len(_looks) >= KEPT:
        _looks.clear()
    made = _looks[id(fill), outline, form] = (fill, f"{_painted(fill, outline, form)}</p:sp>")
    return made


def _body(
    fill: Color | None, outline: str | None, form: str, insets: tuple[int, int, int, int],
    anchor: Anchor,
) -> tuple[Color | None, str, str]:  # fmt: skip
    """What stands around the place of a shape with text, up to its words."""
    if len(_bodies) >= KEPT:
        _bodies.clear()
    about = _TEXT_BOX if fill is None and outline is None else _SHAPE
    start = f"{_painted(fill, outline, form)}{_body_start(insets, anchor, False)}"
    made = _bodies[id(fill), outline, form, insets, anchor] = (fill, about, start)
    return made


def _placeholder(element: Shape, context: Context, inherited: Link | None) -> str:
    """A shape that fills a placeholder. A footer stands on many slides, of many decks: it is
    written once, and then found by its identity.
    """
    feet, layout = context.deck.texts.feet, context.layout
    kind = element.placeholder
    kept = feet.get(id(element))
    if kept is not None and kept[1] is layout and kept[2] in (0, context.number):
        reference = layout.placeholders[kept[0].placeholder or ""]
        if reference not in context.used:
            context.used.add(reference)
            return f"{_NAMED}{context.ids[element.name]}{kept[3]}"
    before = len(context.used)
    made = shape(element, context, inherited)
    if kind in _FEET and len(context.used) > before and "r:id=" not in made:
        if len(feet) >= _FEET_KEPT:
            feet.clear()
        number = context.number if kind == "slide_number" else 0
        behind = made.removeprefix(f"{_NAMED}{context.ids[element.name]}")
        # The shape is kept with it: no other object can come to have its identity.
        feet[id(element)] = (element, layout, number, behind)
    return made


_FEET = ("footer", "date", "slide_number")
_FEET_KEPT = 512


def shape(element: Shape, context: Context, inherited: Link | None = None) -> str:
    """Any shape. ``inherited`` is the link of its group."""
    box, text, fill = element.box, element.text, element.fill
    head = properties(
        context, element.name, element.alt, element.decorative, element.link or inherited
    )
    reference = _reference(element, context)
    if reference and context.layout.inherits:
        return _inheriting(element, context, head + reference)
    outline = None if element.stroke is None else edge(element.stroke)
    about, body = reference or _SHAPE, ""
    if text is not None:
        if not reference and fill is None and outline is None:
            about = _TEXT_BOX
        number = element.placeholder == "slide_number"
        words = paragraphs(text, context, placeholder=bool(reference), number_field=number)
        body = f"{_body_start(text.insets, text.anchor, element.flip_v)}{words}</p:txBody>"
    elif reference:
        body = (
            "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr "
            f'lang="{escape(context.deck.language)}"/></a:p></p:txBody>'
        )
    form: str = element.geometry
    if element.geometry in _ROUNDED:
        form = geometry(element.geometry, element.radius, min(box.w, box.h))
    place = _place(box)
    if element.flip_v:
        place = place.replace("<a:xfrm", '<a:xfrm flipV="1"', 1)
    return f"{_OPEN}{head}{about}{place}{_painted(fill, outline, form)}{body}</p:sp>"


_OPEN = "<p:sp><p:nvSpPr>"
_NAMED = f'{_OPEN}<p:cNvPr id="'
_CLOSE = "</p:txBody></p:sp>"
_SHAPE = "<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
_ORNAMENT = f">{DECORATIVE}</p:cNvPr>{_SHAPE}"
"""What stands between the name of an ornament and its place."""
_TEXT_BOX = '<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>'
_ROUNDED = frozenset(("round", "round_right", "round_left"))
"""Geometries that depend on the box, by their radius."""


def _reference(element: Shape, context: Context) -> str:
    """What makes a shape a placeholder of its layout; nothing when another is it already."""
    kind = element.placeholder
    found = context.layout.placeholders.get(kind, "") if kind is not None else ""
    if not found or found in context.used:
        return ""
    context.used.add(found)
    locks = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
    return f"{locks}<p:nvPr>{found}</p:nvPr></p:nvSpPr><p:spPr>"


def _inheriting(element: Shape, context: Context, about: str) -> str:
    """A placeholder that takes place, colours and fonts from its layout; only what layout has
    measured (the size of type, insets) is written.
    """
    kind, box, text = element.placeholder, element.box, element.text
    place = ""
    if kind is None or context.layout.boxes.get(kind) != box:
        place = _place(box)
    if text is None:
        return f"<p:sp><p:nvSpPr>{about}{place}</p:spPr></p:sp>"
    left, top, right, bottom = text.insets
    written = paragraphs(
        text,
        context,
        placeholder=True,
        number_field=kind == "slide_number",
        inherits=kind not in context.layout.plain,
    )
    return (
        f"<p:sp><p:nvSpPr>{about}{place}</p:spPr><p:txBody><a:bodyPr "
        f'wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" '
        f'anchor="{ANCHOR[text.anchor]}"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
        f"{written}</p:txBody></p:sp>"
    )


@lru_cache(maxsize=4096)
def _body_start(insets: tuple[int, int, int, int], anchor: Anchor, flip_v: bool) -> str:
    left, top, right, bottom = insets
    turn = ' rot="10800000"' if flip_v else ""
    return (
        f'<p:txBody><a:bodyPr{turn} vert="horz" wrap="square" lIns="{left}" tIns="{top}" '
        f'rIns="{right}" bIns="{bottom}" rtlCol="0" anchor="{ANCHOR[anchor]}"><a:noAutofit/>'
        "</a:bodyPr><a:lstStyle/>"
    )


def rule(element: Rule, context: Context, inherited: Link | None = None) -> str:
    """A straight line that is glued to nothing: a line shape, not a connector."""
    name, stroke = element.name, element.stroke
    kept = _lines.get(
        (element.start, element.end, id(stroke.color), stroke.width, stroke.dash)
    ) or _line(element.start, element.end, stroke)
    if element.decorative and context.plain and inherited is None:
        return f'{_NAMED}{context.ids[name]}" name="{name}"{_ORNAMENT}{kept[1]}'
    head = properties(context, name, element.alt, element.decorative, inherited)
    return f"{_OPEN}{head}{_SHAPE}{kept[1]}"


def _line(start: tuple[int, int], end: tuple[int, int], stroke: Stroke) -> tuple[Color, str]:
    """What stands behind the name of a rule."""
    if len(_lines) >= KEPT:
        _lines.clear()
    (x1, y1), (x2, y2) = start, end
    flips = (' flipH="1"' if x2 < x1 else "") + (' flipV="1"' if y2 < y1 else "")
    made = _lines[start, end, id(stroke.color), stroke.width, stroke.dash] = (
        stroke.color,
        f'<a:xfrm{flips}><a:off x="{min(x1, x2)}" y="{min(y1, y2)}"/>'
        f'<a:ext cx="{abs(x2 - x1)}" cy="{abs(y2 - y1)}"/></a:xfrm>'
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{edge(stroke)}</p:spPr></p:sp>',
    )
    return made


def group(element: Group, context: Context) -> str:
    """Shapes that move together; the children keep the slide's coordinates.

    PowerPoint follows no link of a group, so its children carry it.
    """
    left = top = _FAR
    right = bottom = -_FAR
    for child in element.children:
        if isinstance(child, Shape):
            box = child.box
            x, y, x2, y2 = box.x, box.y, box.x + box.w, box.y + box.h
        else:
            (x, y), (x2, y2) = child.start, child.end
            if x2 < x:
                x, x2 = x2, x
            if y2 < y:
                y, y2 = y2, y
        if x < left:
            left = x
        if y < top:
            top = y
        if x2 > right:
            right = x2
        if y2 > bottom:
            bottom = y2
    at, size = f'x="{left}" y="{top}"/>', f'cx="{right - left}" cy="{bottom - top}"/>'
    head = properties(context, element.name, element.alt, element.decorative, None)
    children = "".join(drawn(element.children, context, element.link))
    return (
        f"<p:grpSp><p:nvGrpSpPr>{head}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>"
        f"<a:off {at}<a:ext {size}<a:chOff {at}<a:chExt {size}"
        f"</a:xfrm></p:grpSpPr>{children}</p:grpSp>"
    )


_FAR = 1 << 62
"""Beyond any slide (EMU)."""
