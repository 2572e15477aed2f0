"""Slide master, slide layouts and notes master as text."""

from __future__ import annotations

from deckgen.scene import Box, Color, points
from deckgen.theme.page import Page, ornament_box
from deckgen.theme.tokens import Ornament, Theme
from deckgen.values import dataclass
from deckgen.write.pptx.fills import solid
from deckgen.write.pptx.xml import HEADER, NAMESPACES, escape

TREE_HEAD = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
SVG_BLIP = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{}"/>'
    "</a:ext></a:extLst>"
)
"""Beside a picture's pixels: the drawing that PowerPoint 2016 and later shows instead."""
LEVELS = (
    "Click to edit Master text styles",
    "Second level",
    "Third level",
    "Fourth level",
    "Fifth level",
)
_REFERENCES = {
    "title": '<p:ph type="title"/>',
    "center_title": '<p:ph type="ctrTitle"/>',
    "subtitle": '<p:ph type="subTitle" idx="1"/>',
    "body": '<p:ph type="body" idx="1"/>',
    "content": '<p:ph idx="1"/>',
    "date": '<p:ph type="dt" sz="half" idx="10"/>',
    "footer": '<p:ph type="ftr" sz="quarter" idx="11"/>',
    "slide_number": '<p:ph type="sldNum" sz="quarter" idx="12"/>',
}
_NAMES = {
    "title": "Title",
    "center_title": "Title",
    "subtitle": "Subtitle",
    "body": "Text",
    "content": "Content",
    "date": "Date",
    "footer": "Footer",
    "slide_number": "Slide number",
}
SLIDE_NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"


def xfrm(box: Box, tag: str = "a:xfrm") -> str:
    """Position and size of a box."""
    return f'<{tag}><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.w}" cy="{box.h}"/></{tag}>'


def ground(color: Color) -> str:
    """A background in one colour."""
    return f"<p:bg><p:bgPr>{solid(color)}<a:effectLst/></p:bgPr></p:bg>"


def ornament(page: Page, kind: Ornament, color: Color) -> str:
    """The ornament of a cover or divider, as a decorative shape with id 9."""
    box = ornament_box(page, kind)
    if box is None:
        return ""
    paint = f"{solid(color)}<a:ln><a:noFill/></a:ln>"
    if kind == "frame":
        paint = f'<a:noFill/><a:ln w="12700">{solid(color)}</a:ln>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="9" name="Ornament" descr="">{DECORATIVE}</p:cNvPr>'
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{xfrm(box)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{paint}</p:spPr></p:sp>"
    )


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder of a layout. ``size`` in points and ``color`` override the master's.

    ``plain`` takes the bullets away.
    """

    kind: str
    box: Box
    size: float | None = None
    color: Color | None = None
    anchor: str | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A slide layout: its role, its name in PowerPoint's gallery, its type and placeholders."""

    role: str
    name: str
    type: str | None
    slots: tuple[Slot, ...]
    footer_color: Color | None = None
    bare: bool = False
    """Hides the master's own shapes (the footer's rule)."""
    background: str = ""
    ornament: str = ""

    def references(self) -> dict[str, str]:
        """The ``p:ph`` by kind of placeholder; the kinds of title stand in for one another."""
        found = {slot.kind: _REFERENCES[self._kind(slot)] for slot in self.slots}
        for one, other in (("title", "center_title"), ("body", "subtitle")):
            if one in found or other in found:
                found.setdefault(one, found.get(other, ""))
                found.setdefault(other, found[one])
        found.update((kind, _REFERENCES[kind]) for kind in ("date", "footer", "slide_number"))
        return found

    def _kind(self, slot: Slot) -> str:
        return "content" if slot.kind == "body" and self.type == "obj" else slot.kind

    def xml(self, theme: Theme, page: Page) -> str:
        """The layout's part."""
        shapes = [self.ornament]
        number = 2
        for slot in self.slots:
            kind = self._kind(slot)
            shapes.append(_placeholder(number, kind, _REFERENCES[kind], slot))
            number += 1
        for kind, box in (
            ("date", page.date),
            ("footer", page.footer),
            ("slide_number", page.number),
        ):
            slot = Slot(kind, box, color=self.footer_color)
            shapes.append(_placeholder(number, kind, _REFERENCES[kind], slot))
            number += 1
        kind_attribute = f' type="{self.type}"' if self.type else ""
        hidden = ' showMasterSp="0"' if self.bare else ""
        user = "" if self.type else ' userDrawn="1"'
        return (
            f'{HEADER}<p:sldLayout {NAMESPACES}{hidden}{kind_attribute} preserve="1"{user}>'
            f'<p:cSld name="{escape(self.name)}">{self.background}<p:spTree>{TREE_HEAD}'
            f"{''.join(shapes)}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/>"
            "</p:clrMapOvr></p:sldLayout>"
        )


def _placeholder(number: int, kind: str, reference: str, slot: Slot) -> str:
    styles = ""
    if slot.size is not None or slot.color is not None or slot.plain:
        paint = solid(slot.color) if slot.color else ""
        size = f' sz="{round(slot.size * 100)}"' if slot.size else ""
        bullets = ' marL="0" indent="0"' if slot.plain or kind == "subtitle" else ""
        none = "<a:buNone/>" if bullets else ""
        levels = range(1, 6) if bullets else range(1, 2)
        styles = "".join(
            f"<a:lvl{n}pPr{bullets}>{none}<a:defRPr{size}>{paint}</a:defRPr></a:lvl{n}pPr>"
            for n in levels
        )
    anchor = f' anchor="{slot.anchor}"' if slot.anchor else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{_NAMES[kind]} {number}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{reference}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{xfrm(slot.box)}</p:spPr><p:txBody><a:bodyPr{anchor}><a:noAutofit/></a:bodyPr>"
        f"<a:lstStyle>{styles}</a:lstStyle>{prompt(kind)}</p:txBody></p:sp>"
    )


def prompt(kind: str) -> str:
    """The paragraphs that a placeholder of the master or a layout shows while it is empty."""
    if kind in ("title", "center_title"):
        return line_of("Click to edit Master title style")
    if kind == "subtitle":
        return line_of("Click to edit Master subtitle style")
    if kind == "slide_number":
        return (
            f'<a:p><a:fld id="{SLIDE_NUMBER_FIELD}" type="slidenum"><a:rPr lang="en-US"/>'
            "<a:t>‹#›</a:t></a:fld></a:p>"
        )
    if kind in ("date", "footer"):
        return '<a:p><a:endParaRPr lang="en-US"/></a:p>'
    return "".join(line_of(text, level) for level, text in enumerate(LEVELS))


def line_of(text: str, level: int = 0) -> str:
    """A paragraph of prompt text at an outline level."""
    properties = f'<a:pPr lvl="{level}"/>' if level else ""
    return f'<a:p>{properties}<a:r><a:rPr lang="en-US"/><a:t>{text}</a:t></a:r></a:p>'


def logo(page: Page, pixels: tuple[int, int], relationship: str, drawing: str = "") -> str:
    """The theme's logo at the right end of the footer's box, as high as the footer.

    ``pixels`` is its size, of which only the proportion counts; at most a fifth of the box wide.
    ``drawing`` is the relationship to the same logo in SVG.
    """
    box = logo_box(page, pixels)
    extra = SVG_BLIP.format(drawing) if drawing else ""
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="8" name="Logo" descr="">{DECORATIVE}</p:cNvPr><p:cNvPicPr>'
        '<a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr userDrawn="1"/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{relationship}">{extra}</a:blip>'
        "<a:stretch><a:fillRect/></a:stretch>"
        f'</p:blipFill><p:spPr>{xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        "</p:pic>"
    )


def logo_box(page: Page, pixels: tuple[int, int]) -> Box:
    """Where the logo of a size in pixels stands."""
    foot = page.footer
    width, height = pixels
    high = min(foot.h, foot.w // 5 * height // width)
    wide = high * width // height
    return Box(foot.right - wide, foot.y + (foot.h - high) // 2, wide, high)


def slide_master(theme: Theme, page: Page, layouts: int, picture: str = "") -> str:
    """The one slide master, with ``layouts`` slide layouts and the logo's ``picture``."""
    body = Box(page.margin, page.content.y, page.content.w, page.content.h)
    boxes = (
        ("title", '<p:ph type="title"/>', page.title, "t", "l"),
        ("body", '<p:ph type="body" idx="1"/>', body, "t", "l"),
        ("date", '<p:ph type="dt" sz="half" idx="2"/>', page.date, "ctr", "r"),
        ("footer", '<p:ph type="ftr" sz="quarter" idx="3"/>', page.footer, "ctr", "l"),
        ("slide_number", '<p:ph type="sldNum" sz="quarter" idx="4"/>', page.number, "ctr", "r"),
    )
    small = (
        '<a:lvl1pPr algn="{}"><a:defRPr sz="'
        + str(round(theme.type.footer * 100))
        + '">'
        + solid(theme.muted)
        + "</a:defRPr></a:lvl1pPr>"
    )
    shapes = [_footer_rule(theme, page), picture]
    for number, (kind, reference, box, anchor, align) in enumerate(boxes, 2):
        style = "" if kind in ("title", "body") else small.format(align)
        shapes.append(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{_NAMES[kind]} {number}"/><p:cNvSpPr>'
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{reference}</p:nvPr></p:nvSpPr><p:spPr>'
            f'{xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
            f'<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
            f'rtlCol="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle>{style}'
            f"</a:lstStyle>{prompt(kind)}</p:txBody></p:sp>"
        )
    one, other = ("lt", "dk") if theme.ground == "light" else ("dk", "lt")
    ids = "".join(
        f'<p:sldLayoutId id="{2_147_483_648 + n}" r:id="rId{n}"/>' for n in range(1, layouts + 1)
    )
    accents = "".join(f' accent{n}="accent{n}"' for n in range(1, 7))
    return (
        f'{HEADER}<p:sldMaster {NAMESPACES} preserve="1"><p:cSld>'
        f"{ground(theme.paper)}<p:spTree>{TREE_HEAD}{''.join(shapes)}</p:spTree></p:cSld>"
        f'<p:clrMap bg1="{one}1" tx1="{other}1" bg2="{one}2" tx2="{other}2"{accents} '
        f'hlink="hlink" folHlink="folHlink"/><p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>'
        f"{_text_styles(theme)}</p:sldMaster>"
    )


def _footer_rule(theme: Theme, page: Page) -> str:
    box = Box(page.margin, page.footer_rule_y, page.width - 2 * page.margin, 0)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="7" name="Footer rule" descr="">{DECORATIVE}</p:cNvPr>'
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{xfrm(box)}'
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="12700">'
        f"{solid(theme.hairline)}</a:ln></p:spPr></p:sp>"
    )


def _text_styles(theme: Theme) -> str:
    scale = theme.type
    ink = solid(theme.ink)

    def level(n: int, attributes: str, inner: str, size: float, font: str, bold: bool) -> str:
        weight = ' b="1"' if bold else ""
        return (
            f'<a:lvl{n}pPr {attributes} defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" '
            f'hangingPunct="1"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>{inner}'
            f'<a:defRPr sz="{round(size * 100)}"{weight} kern="1200">{ink}'
            f'<a:latin typeface="+{font}-lt"/><a:ea typeface="+{font}-ea"/>'
            f'<a:cs typeface="+{font}-cs"/></a:defRPr></a:lvl{n}pPr>'
        )

    before = '<a:spcBef><a:spcPct val="{}"/></a:spcBef>'
    bold = theme.titles == "bold"
    title = level(1, 'algn="l"', before.format(0) + "<a:buNone/>", scale.title, "mj", bold)
    bullet = '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
    sizes = (scale.body, scale.body, max(12, scale.body - 2), 12, 12)
    body = "".join(
        level(
            n,
            f'marL="{points(16 * n)}" indent="-{points(16)}" algn="l"',
            before.format(30_000) + bullet,
            size,
            "mn",
            False,
        )
        for n, size in enumerate(sizes, 1)
    )
    other = "".join(
        level(n, f'marL="{457_200 * (n - 1)}" algn="l"', "", scale.body, "mn", False)
        for n in range(1, 10)
    )
    return (
        f"<p:txStyles><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body}</p:bodyStyle>"
        f"<p:otherStyle>{other}</p:otherStyle></p:txStyles>"
    )


def default_text_style(language: str) -> str:
    """The presentation's default text style, for text boxes that a user adds."""
    levels = "".join(
        f'<a:lvl{n}pPr marL="{457_200 * (n - 1)}" algn="l" defTabSz="914400" rtl="0" '
        f'eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:defRPr sz="1400" kern="1200">'
        f'{color_fill("tx1")}<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
        f'<a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{n}pPr>'
        for n in range(1, 10)
    )
    return (
        f'<p:defaultTextStyle><a:defPPr><a:defRPr lang="{escape(language)}"/></a:defPPr>'
        f"{levels}</p:defaultTextStyle>"
    )


def color_fill(slot: str) -> str:
    """A plain fill in a slot."""
    return f'<a:solidFill><a:schemeClr val="{slot}"/></a:solidFill>'
