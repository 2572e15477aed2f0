"""What elements have in common, the forms of shapes, and pictures, as DrawingML."""

from __future__ import annotations

from functools import lru_cache

from deckgen.scene import Geometry, Link, Picture
from deckgen.write.pptx.context import Context
from deckgen.write.pptx.master import DECORATIVE, SVG_BLIP
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
RECT = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
_CHECK = (
    '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="l" t="t" r="r" b="b"/>'
    '<a:pathLst><a:path w="10" h="10">'
    + "".join(
        f'<a:{"lnTo" if n else "moveTo"}><a:pt x="{x}" y="{y}"/></a:{"lnTo" if n else "moveTo"}>'
        for n, (x, y) in enumerate(((0, 6), (2, 4), (4, 6), (8, 1), (10, 3), (4, 10)))
    )
    + "<a:close/></a:path></a:pathLst></a:custGeom>"
)
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpeg"}


def properties(context: Context, name: str, alt: str, decorative: bool, link: Link | None) -> str:
    """The ``p:cNvPr`` of an element: id, name, alt text, link, the mark of an ornament."""
    number = context.ids[name]
    if not context.plain:
        name = escape(name)
    if link is None:
        if decorative:
            return f'<p:cNvPr id="{number}" name="{name}">{DECORATIVE}</p:cNvPr>'
        if not alt:
            return f'<p:cNvPr id="{number}" name="{name}"/>'
    described = f' descr="{escape(alt)}"' if alt and not decorative else ""
    head = f'<p:cNvPr id="{number}" name="{name}"{described}'
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
        return RECT
    if kind == "check":
        return _CHECK
    return f'<a:prstGeom prst="{_PRESETS[kind]}"><a:avLst/></a:prstGeom>'


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
        f'y="{box.y}"/><a:ext cx="{box.w}" cy="{box.h}"/></a:xfrm>{RECT}</p:spPr></p:pic>'
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
