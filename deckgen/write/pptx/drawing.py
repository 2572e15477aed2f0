"""Shapes, lines, pictures and groups as DrawingML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, cast

from deckgen.scene import Anchor, Box, Color, Element, Geometry, Group, Link, Picture, Rule, Shape
from deckgen.write.pptx.context import Context
from deckgen.write.pptx.fills import edge, solid
from deckgen.write.pptx.master import DECORATIVE, SVG_BLIP
from deckgen.write.pptx.text import ANCHOR, paragraphs, plain
from deckgen.write.pptx.xml import escape

_PRESETS: dict[Geometry, str] = {
    "rect": "rect",
    "ellipse": "ellipse",
    "triangle": "triangle",
    "diamond": "diamond",
    "chevron": "chevron",
    "arrow": "rightArrow",
    "left_arrow": "leftArrow",
}
_RECT = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
_CHECK = (
    '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="l" t="t" r="r" b="b"/>'
    '<a:pathLst><a:path w="10" h="10">'
    + "".join(
        f'<a:{"lnTo" if n else "moveTo"}><a:pt x="{x}" y="{y}"/></a:{"lnTo" if n else "moveTo"}>'
        for n, (x, y) in enumerate(((0, 6), (2, 4), (4, 6), (8, 1), (10, 3), (4, 10)))
    )
    + "<a:close/></a:path></a:pathLst></a:custGeom>"
)
_NO_FILL = "<a:noFill/>"
_NO_LINE = "<a:ln><a:noFill/></a:ln>"
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpeg"}


class _Names(dict[str, str]):
    """Names of shapes as XML has them: slides, and decks of a batch, call their shapes alike."""

    def __missing__(self, name: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        made = self[name] = escape(name)
        return made


_KEPT = 4096
"""Strings kept of each kind."""
_names = _Names()
_places: dict[tuple[int, int, int, int], str] = {}
"""Where a shape stands, by its box (EMU): layouts place shapes in columns and rows."""
_looks: dict[tuple[int, str | None, str], tuple[Color | None, str]] = {}
"""Form, fill and edge; the colour, that is looked up by identity, is kept with them."""
_bodies: dict[tuple[object, ...], tuple[Color | None, str, str]] = {}
"""As ``_looks``, for shapes with text: what stands before the place, and up to the words."""


def properties(context: Context, name: str, alt: str, decorative: bool, link: Link | None) -> str:
    """The ``p:cNvPr`` of an element: id, name, alt text, link, the mark of an ornament."""
    number = context.ids[name]
    if link is None:
        if decorative:
            return f'<p:cNvPr id="{number}" name="{_names[name]}">{DECORATIVE}</p:cNvPr>'
        if not alt:
            return f'<p:cNvPr id="{number}" name="{_names[name]}"/>'
    described = f' descr="{escape(alt)}"' if alt and not decorative else ""
    head = f'<p:cNvPr id="{number}" name="{_names[name]}"{described}'
    inner = (context.click(link) if link is not None else "") + DECORATIVE * decorative
    return f"{head}>{inner}</p:cNvPr>" if inner else f"{head}/>"


@lru_cache(maxsize=4096)
def geometry(kind: Geometry, radius: int, shorter: int) -> str:
    """The geometry of a shape whose shorter side is ``shorter`` EMU.

    ``round_right`` (and ``round_left``, its mirror image) is drawn as a path of its own: the
    preset with two round corners would have to be turned, and its text with it. Its connection
    sites are those of a rectangle: 0 top, 1 left, 2 bottom, 3 right. Its guides are shares of
    the shorter side, since LibreOffice reads
    lengths in guides in a unit of its own.
    """
    share = min(50_000, round(radius * 100_000 / shorter)) if shorter > 0 else 0
    if kind == "round":
        return (
            '<a:prstGeom prst="roundRect"><a:avLst>'
            f'<a:gd name="adj" fmla="val {share}"/></a:avLst></a:prstGeom>'
        )
    if kind in ("round_right", "round_left"):
        right = kind == "round_right"
        corner = "+- r 0 k" if right else "+- l k 0"
        square, far, turn = ("l", "r", "cd4") if right else ("r", "l", "-5400000")
        second = "0" if right else "cd2"
        return (
            f'<a:custGeom><a:avLst><a:gd name="adj" fmla="val {share}"/></a:avLst><a:gdLst>'
            f'<a:gd name="k" fmla="*/ ss adj 100000"/><a:gd name="x" fmla="{corner}"/>'
            '<a:gd name="y" fmla="+- b 0 k"/></a:gdLst><a:ahLst/>'
            '<a:cxnLst><a:cxn ang="3cd4"><a:pos x="hc" y="t"/></a:cxn><a:cxn ang="cd2">'
            '<a:pos x="l" y="vc"/></a:cxn><a:cxn ang="cd4"><a:pos x="hc" y="b"/></a:cxn>'
            '<a:cxn ang="0"><a:pos x="r" y="vc"/></a:cxn></a:cxnLst>'
            '<a:rect l="l" t="t" r="r" b="b"/><a:pathLst><a:path><a:moveTo>'
            f'<a:pt x="{square}" y="t"/></a:moveTo><a:lnTo><a:pt x="x" y="t"/></a:lnTo>'
            f'<a:arcTo wR="k" hR="k" stAng="3cd4" swAng="{turn}"/><a:lnTo><a:pt x="{far}" y="y"/>'
            f'</a:lnTo><a:arcTo wR="k" hR="k" stAng="{second}" swAng="{turn}"/>'
            f'<a:lnTo><a:pt x="{square}" y="b"/>'
            "</a:lnTo><a:close/></a:path></a:pathLst></a:custGeom>"
        )
    if kind == "rect":
        return _RECT
    if kind == "check":
        return _CHECK
    return f'<a:prstGeom prst="{_PRESETS[kind]}"><a:avLst/></a:prstGeom>'


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
    ids, written = context.ids, context.deck.texts.written
    parts: list[str] = []
    for element in elements:
        if not isinstance(element, Shape):
            if isinstance(element, Rule):
                parts.append(rule(element, context, inherited))
            else:
                parts.append(others[element.__class__](element, context))
            continue
        box, text, fill = element.box, element.text, element.fill
        if element.placeholder is not None or element.flip_v:
            parts.append(shape(element, context, inherited))
            continue
        name = element.name
        link = element.link or inherited
        if link is not None:
            head = properties(context, name, element.alt, element.decorative, link)
        elif element.decorative:
            head = f'<p:cNvPr id="{ids[name]}" name="{_names[name]}"{_ORNAMENT}'
        elif element.alt:
            head = properties(context, name, element.alt, False, None)
        else:
            head = f'<p:cNvPr id="{ids[name]}" name="{_names[name]}"/>'
        place = _places.get((box.x, box.y, box.w, box.h)) or _place(box)
        stroke, kind = element.stroke, element.geometry
        form: str = kind
        outline = None if stroke is None else edge(stroke)
        if kind in _ROUNDED:
            form = geometry(kind, element.radius, min(box.w, box.h))
        if text is None:
            look = _looks.get((id(fill), outline, form)) or _look(fill, outline, form)
            parts.append(f"<p:sp><p:nvSpPr>{head}{_SHAPE}{place}{look[1]}</p:spPr></p:sp>")
            continue
        insets, anchor = text.insets, text.anchor
        _, about, start = _bodies.get((id(fill), outline, form, insets, anchor)) or _body(
            fill, outline, form, insets, anchor
        )
        found = text.paragraphs
        kept = written.get((id(found[0]), text.spacing, True, False)) if len(found) == 1 else None
        words = plain(text, context) if kept is None else kept[1]
        parts.append(f"<p:sp><p:nvSpPr>{head}{about}{place}{start}{words}</p:txBody></p:sp>")
    return parts


def _place(box: Box) -> str:
    """The transform of a shape."""
    if len(_places) >= _KEPT:
        _places.clear()
    made = _places[box.x, box.y, box.w, box.h] = (
        f'<a:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.w}" cy="{box.h}"/></a:xfrm>'
    )
    return made


def _look(fill: Color | None, outline: str | None, form: str) -> tuple[Color | None, str]:
    """Form, fill and edge. ``form`` is a geometry, or the XML of one that depends on the box."""
    if len(_looks) >= _KEPT:
        _looks.clear()
    shown = form if form.startswith("<") else geometry(cast("Geometry", form), 0, 0)
    paint = f"{_NO_FILL if fill is None else solid(fill)}{_NO_LINE if outline is None else outline}"
    made = _looks[id(fill), outline, form] = (fill, f"{shown}{paint}")
    return made


def _body(
    fill: Color | None, outline: str | None, form: str, insets: tuple[int, int, int, int],
    anchor: Anchor,
) -> tuple[Color | None, str, str]:  # fmt: skip
    """What stands around the place of a shape with text, up to its words."""
    if len(_bodies) >= _KEPT:
        _bodies.clear()
    about = _TEXT_BOX if fill is None and outline is None else _SHAPE
    look = _look(fill, outline, form)[1]
    start = f"{look}</p:spPr>{_body_start(insets, anchor, False)}"
    made = _bodies[id(fill), outline, form, insets, anchor] = (fill, about, start)
    return made


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
    return (
        f"<p:sp><p:nvSpPr>{head}{about}{place}{_look(fill, outline, form)[1]}</p:spPr>{body}</p:sp>"
    )


_ORNAMENT = f">{DECORATIVE}</p:cNvPr>"
_SHAPE = "<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
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


def _placeholder_body(element: Shape, context: Context) -> str:
    text = element.text
    if text is None:
        return (
            "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr "
            f'lang="{escape(context.deck.language)}"/></a:p></p:txBody>'
        )
    number = element.placeholder == "slide_number"
    written = paragraphs(text, context, placeholder=True, number_field=number)
    return f"{_body_start(text.insets, text.anchor, element.flip_v)}{written}</p:txBody>"


def _free(element: Shape, context: Context) -> str:
    """The paragraphs of a shape that would be a placeholder, if its layout had one left."""
    assert element.text is not None
    return paragraphs(element.text, context, number_field=element.placeholder == "slide_number")


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
    (x1, y1), (x2, y2) = element.start, element.end
    flips = (' flipH="1"' if x2 < x1 else "") + (' flipV="1"' if y2 < y1 else "")
    head = properties(context, element.name, element.alt, element.decorative, inherited)
    return (
        f"<p:sp><p:nvSpPr>{head}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm{flips}>"
        f'<a:off x="{min(x1, x2)}" y="{min(y1, y2)}"/>'
        f'<a:ext cx="{abs(x2 - x1)}" cy="{abs(y2 - y1)}"/></a:xfrm>'
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{edge(element.stroke)}</p:spPr></p:sp>'
    )


def picture(element: Picture, context: Context) -> str:
    """A picture, with its drawing in SVG beside it when it has one."""
    embed = media(context, element.data, _SUFFIXES[element.mime])
    extra = ""
    if element.svg is not None:
        extra = SVG_BLIP.format(media(context, element.svg, "svg"))
    box = element.box
    crop = ""
    if any(element.crop):
        left, top, right, bottom = (round(share * 100_000) for share in element.crop)
        crop = f'<a:srcRect l="{left}" t="{top}" r="{right}" b="{bottom}"/>'
    head = properties(context, element.name, element.alt, element.decorative, None)
    return (
        f'<p:pic><p:nvPicPr>{head}<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr>'
        f'<p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="{embed}">{extra}</a:blip>{crop}'
        f'<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="{box.x}" '
        f'y="{box.y}"/><a:ext cx="{box.w}" cy="{box.h}"/></a:xfrm>{_RECT}</p:spPr></p:pic>'
    )


def media(context: Context, data: bytes, suffix: str) -> str:
    """The relationship to a media part; each content is stored once in a deck."""
    deck = context.deck
    file = deck.media.get(data)
    if file is None:
        number = len(deck.media) + 1
        while f"ppt/media/image{number}.{suffix}" in deck.taken:
            number += 1
        file = f"image{number}.{suffix}"
        deck.taken.add(f"ppt/media/{file}")
        deck.media[data] = file
        deck.emit(f"ppt/media/{file}", data)
    return context.relate("image", f"../media/{file}")


def group(element: Group, context: Context) -> str:
    """Shapes that move together; the children keep the slide's coordinates.

    PowerPoint follows no link of a group, so its children carry it.
    """
    left = top = _FAR
    right = bottom = -_FAR
    for child in element.children:
        if child.__class__ is Shape:
            box = child.box
            x, y, x2, y2 = box.x, box.y, box.x + box.w, box.y + box.h
        else:
            (x, y), (x2, y2) = child.start, child.end  # type: ignore[union-attr]
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
    x, y, w, h = left, top, right - left, bottom - top
    head = properties(context, element.name, element.alt, element.decorative, None)
    children = "".join(drawn(element.children, context, element.link))
    return (
        f"<p:grpSp><p:nvGrpSpPr>{head}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>"
        f'<a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/><a:chOff x="{x}" y="{y}"/>'
        f'<a:chExt cx="{w}" cy="{h}"/></a:xfrm></p:grpSpPr>{children}</p:grpSp>'
    )


_FAR = 1 << 62
"""Beyond any slide (EMU)."""
