"""Shapes, lines, pictures and groups as DrawingML."""

from __future__ import annotations

from functools import lru_cache

from deckgen.scene import Anchor, Geometry, Group, Link, Picture, Rule, Shape
from deckgen.write.pptx.context import Context
from deckgen.write.pptx.fills import line, solid
from deckgen.write.pptx.master import DECORATIVE, SVG_BLIP
from deckgen.write.pptx.text import ANCHOR, paragraphs
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


_name = lru_cache(maxsize=8192)(escape)
"""Slides, and decks of a batch, call their shapes alike."""


def properties(context: Context, name: str, alt: str, decorative: bool, link: Link | None) -> str:
    """The ``p:cNvPr`` of an element: id, name, alt text, link, the mark of an ornament."""
    number = context.ids[name]
    if link is None:
        if decorative:
            return f'<p:cNvPr id="{number}" name="{_name(name)}">{DECORATIVE}</p:cNvPr>'
        if not alt:
            return f'<p:cNvPr id="{number}" name="{_name(name)}"/>'
    described = f' descr="{escape(alt)}"' if alt and not decorative else ""
    head = f'<p:cNvPr id="{number}" name="{_name(name)}"{described}'
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


def shape(element: Shape, context: Context, inherited: Link | None = None) -> str:
    """A text box, preset shape or placeholder. ``inherited`` is the link of its group."""
    box, text = element.box, element.text
    reference = ""
    kind = element.placeholder
    if kind is not None:
        reference = context.layout.placeholders.get(kind, "")
        if reference in context.used:
            reference = ""
        elif reference:
            context.used.add(reference)
    head = properties(
        context, element.name, element.alt, element.decorative, element.link or inherited
    )
    if reference:
        about = f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{reference}</p:nvPr>'
    elif text is not None and element.fill is None and element.stroke is None:
        about = '<p:cNvSpPr txBox="1"/><p:nvPr/>'
    else:
        about = "<p:cNvSpPr/><p:nvPr/>"
    if reference and context.layout.inherits:
        return _inheriting(element, context, head + about)
    if element.geometry == "rect":
        form = _RECT
    else:
        form = geometry(element.geometry, element.radius, min(box.w, box.h))
    fill = solid(element.fill) if element.fill is not None else _NO_FILL
    edge = line(element.stroke) if element.stroke is not None else _NO_LINE
    flip = ' flipV="1"' if element.flip_v else ""
    body = ""
    if text is not None or reference:
        body = _body(element, context, bool(reference))
    return (
        f"<p:sp><p:nvSpPr>{head}{about}</p:nvSpPr><p:spPr><a:xfrm{flip}>"
        f'<a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.w}" cy="{box.h}"/></a:xfrm>'
        f"{form}{fill}{edge}</p:spPr>{body}</p:sp>"
    )


def _inheriting(element: Shape, context: Context, about: str) -> str:
    """A placeholder that takes place, colours and fonts from its layout; only what layout has
    measured (the size of type, insets) is written.
    """
    kind, box, text = element.placeholder, element.box, element.text
    place = ""
    if kind is None or context.layout.boxes.get(kind) != box:
        place = (
            f'<a:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.w}" cy="{box.h}"/></a:xfrm>'
        )
    if text is None:
        return f"<p:sp><p:nvSpPr>{about}</p:nvSpPr><p:spPr>{place}</p:spPr></p:sp>"
    left, top, right, bottom = text.insets
    written = paragraphs(
        text,
        context,
        placeholder=True,
        number_field=kind == "slide_number",
        inherits=kind not in context.layout.plain,
    )
    return (
        f"<p:sp><p:nvSpPr>{about}</p:nvSpPr><p:spPr>{place}</p:spPr><p:txBody><a:bodyPr "
        f'wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" '
        f'anchor="{ANCHOR[text.anchor]}"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
        f"{written}</p:txBody></p:sp>"
    )


def _body(element: Shape, context: Context, placeholder: bool) -> str:
    text = element.text
    if text is None:
        return (
            "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr "
            f'lang="{escape(context.deck.language)}"/></a:p></p:txBody>'
        )
    number = element.placeholder == "slide_number"
    written = paragraphs(text, context, placeholder=placeholder, number_field=number)
    return f"{_body_start(text.insets, text.anchor, element.flip_v)}{written}</p:txBody>"


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
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{line(element.stroke)}</p:spPr></p:sp>'
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
    left, top, right, bottom = zip(*[_edges(child) for child in element.children], strict=True)
    x, y = min(left), min(top)
    w, h = max(right) - x, max(bottom) - y
    head = properties(context, element.name, element.alt, element.decorative, None)
    children = "".join(
        shape(child, context, element.link)
        if isinstance(child, Shape)
        else rule(child, context, element.link)
        for child in element.children
    )
    return (
        f"<p:grpSp><p:nvGrpSpPr>{head}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>"
        f'<a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/><a:chOff x="{x}" y="{y}"/>'
        f'<a:chExt cx="{w}" cy="{h}"/></a:xfrm></p:grpSpPr>{children}</p:grpSp>'
    )


def _edges(child: Shape | Rule) -> tuple[int, int, int, int]:
    if isinstance(child, Shape):
        box = child.box
        return box.x, box.y, box.x + box.w, box.y + box.h
    (x1, y1), (x2, y2) = child.start, child.end
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
