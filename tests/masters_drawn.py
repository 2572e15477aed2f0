"""More company masters: what designers draw and how they set titles."""

from __future__ import annotations

from dataclasses import replace

from helpers_scene import png
from masters_parts import Layout, Master, Ph, bar, image, xfrm

GROUPED = (10_500_000, 5_900_000, 1_300_000, 500_000)
"""EMU: where the logo and its bar stand that a group draws."""


def _on_layouts(own: Master, change) -> Master:
    return replace(own, layouts=tuple(change(one) for one in own.layouts))


def title_at_the_left(own: Master) -> Master:
    """The title in the left third, content beside it."""
    places = (
        Ph("title", None, (500_000, 700_000, 3_000_000, 4_800_000), body='anchor="t"'),
        Ph("body", 1, (3_900_000, 700_000, 7_790_000, 5_300_000)),
        *own.places[2:],
    )
    return replace(own, places=places, title_size=2800)


def capitals(own: Master) -> Master:
    """Titles in wide-set capitals, by the master's own style."""
    return replace(own, title_style=' cap="all" spc="120" b="1"', title_size=2600)


def gradient_ground(own: Master) -> Master:
    """From white to a light tint."""
    stops = "".join(
        f'<a:gs pos="{at}"><a:srgbClr val="{color}"/></a:gs>'
        for at, color in ((0, "FFFFFF"), (100_000, "DCE8EE"))
    )
    return replace(
        own,
        bg="<p:bg><p:bgPr><a:gradFill><a:gsLst>" + stops + '</a:gsLst><a:lin ang="5400000" '
        'scaled="0"/></a:gradFill><a:effectLst/></p:bgPr></p:bg>',
    )


def grouped_logo(own: Master) -> Master:
    """Logo and bar in a group with measures of its own, at the lower right."""
    x, y, w, h = GROUPED
    inner = bar(31, (0, 0, 1300, 100), "accent1") + image(32, (0, 150, 1300, 350), "rId9")
    group = (
        '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="30" name="Brand"/><p:cNvGrpSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvGrpSpPr><p:grpSpPr>{xfrm((x, y, w, h))}'.replace(
            "</a:xfrm>", '<a:chOff x="0" y="0"/><a:chExt cx="1300" cy="500"/></a:xfrm>'
        )
        + f"</p:grpSpPr>{inner}</p:grpSp>"
    )
    places = tuple(
        replace(ph, box=(8_200_000, 6_356_350, 2_200_000, 365_125)) if ph.kind == "sldNum" else ph
        for ph in own.places
    )
    return replace(own, drawn=group, places=places, rels=(("rId9", "image", "../media/logo.png"),))


def crowded(own: Master) -> Master:
    """A tall head and a tall foot leave half of the slide."""
    places = (
        Ph("title", None, (838_200, 900_000, 10_515_600, 900_000), body='anchor="ctr"'),
        Ph("body", 1, (838_200, 1_900_000, 10_515_600, 3_300_000)),
        *own.places[2:],
    )
    head = bar(40, (0, 0, 12_192_000, 800_000), "dk2", "Head band")
    foot = bar(41, (0, 5_350_000, 12_192_000, 900_000), "accent1", "Foot band")
    return replace(own, places=places, drawn=head + foot)


def picture_layouts(own: Master) -> Master:
    """Layouts with places for pictures, charts and tables besides the usual ones."""
    extra = tuple(
        Layout(f"{name} and text", None, (Ph("title"), Ph(kind, 13), Ph("body", 14), Ph("ftr", 15)))
        for name, kind in (("Picture", "pic"), ("Chart", "chart"), ("Table", "tbl"))
    )
    return replace(own, layouts=(*extra, *own.layouts))


def framed(own: Master) -> Master:
    """Cover and divider: a dark slide under a white frame, which is one freeform with a hole,
    and a subtitle in a grey that cannot be read there.
    """
    rings = ((0, 0, 1200, 600), (60, 60, 1140, 540))
    path = "".join(
        f'<a:moveTo><a:pt x="{x}" y="{y}"/></a:moveTo>'
        + "".join(f'<a:lnTo><a:pt x="{a}" y="{b}"/></a:lnTo>' for a, b in ((r, y), (r, f), (x, f)))
        + "<a:close/>"
        for x, y, r, f in rings
    )
    whole = (0, 0, 12_192_000, 6_858_000)
    frame = (
        '<p:sp><p:nvSpPr><p:cNvPr id="51" name="Frame"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f"</p:nvSpPr><p:spPr>{xfrm(whole)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="1200" h="600">'
        f'{path}</a:path></a:pathLst></a:custGeom><a:solidFill><a:schemeClr val="bg1"/>'
        "</a:solidFill></p:spPr></p:sp>"
    )

    def opening(one: Layout) -> Layout:
        if one.type not in ("title", "secHead"):
            return one
        faint = tuple(
            replace(ph, color="3A4653") if ph.kind in ("subTitle", "body") else ph
            for ph in one.places
        )
        return replace(one, drawn=bar(50, whole, "tx2", "Ground") + frame, places=faint)

    return _on_layouts(own, opening)


def title_in_the_middle(own: Master) -> Master:
    """A picture's place over the title, a third of the slide below it; the cover's subtitle
    reaches into its footers, where the date stands over the footer.
    """
    places = (
        Ph("title", None, (838_200, 1_950_000, 10_515_600, 1_000_000), body='anchor="ctr"'),
        Ph("body", 1, (838_200, 3_000_000, 10_515_600, 3_150_000)),
        *own.places[2:],
    )
    art = bar(60, (0, 0, 12_192_000, 1_850_000), "dk2", "Art")

    def cover(one: Layout) -> Layout:
        if one.type != "title":
            return one
        reaching = tuple(
            replace(ph, box=(1_524_000, 3_602_038, 9_144_000, 2_900_000))
            if ph.kind == "subTitle"
            else replace(ph, box=(4_300_000, 6_356_350, 2_743_200, 365_125))
            if ph.kind == "dt"
            else ph
            for ph in one.places
        )
        return replace(one, places=reaching)

    return replace(_on_layouts(own, cover), places=places, drawn=art)


DRAWN = {
    made.__name__: made
    for made in (
        title_at_the_left, capitals, gradient_ground, grouped_logo, crowded, picture_layouts,
        framed, title_in_the_middle,
    )
}  # fmt: skip
LOGO_FILE = {"logo.png": png(110, 42, 60)}
