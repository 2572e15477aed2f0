"""The Office theme part: colour scheme, font scheme and format scheme of a theme."""

from __future__ import annotations

from deckgen.theme.tokens import Theme
from deckgen.write.pptx.xml import HEADER, A, escape

_SCHEME = (
    ("dk1", "dark1"), ("lt1", "light1"), ("dk2", "dark2"), ("lt2", "light2"),
    ("accent1", "accent1"), ("accent2", "accent2"), ("accent3", "accent3"),
    ("accent4", "accent4"), ("accent5", "accent5"), ("accent6", "accent6"),
    ("hlink", "hyperlink"), ("folHlink", "followed_hyperlink"),
)  # fmt: skip
"""In the order that the schema asks for."""

_PLACEHOLDER_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_SHADE = (
    '<a:solidFill><a:schemeClr val="phClr"><a:lumMod val="{}"/><a:lumOff val="{}"/>'
    "</a:schemeClr></a:solidFill>"
)
FORMATS = (
    '<a:fmtScheme name="deckgen"><a:fillStyleLst>'
    + _PLACEHOLDER_FILL
    + _SHADE.format(60_000, 40_000)
    + _SHADE.format(20_000, 80_000)
    + "</a:fillStyleLst><a:lnStyleLst>"
    + "".join(
        f'<a:ln w="{width}" cap="flat" cmpd="sng" algn="ctr">{_PLACEHOLDER_FILL}'
        '<a:prstDash val="solid"/><a:miter lim="800000"/></a:ln>'
        for width in (12_700, 25_400, 50_800)
    )
    + "</a:lnStyleLst><a:effectStyleLst>"
    + "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    + "</a:effectStyleLst><a:bgFillStyleLst>"
    + _PLACEHOLDER_FILL
    + _SHADE.format(60_000, 40_000)
    + _SHADE.format(20_000, 80_000)
    + "</a:bgFillStyleLst></a:fmtScheme>"
)


def theme_part(theme: Theme, name: str) -> str:
    """The theme part, called ``name`` in the Design tab."""
    colours = "".join(
        f'<a:{tag}><a:srgbClr val="{theme.colors[key].lstrip("#").upper()}"/></a:{tag}>'
        for tag, key in _SCHEME
    )
    fonts = "".join(
        f'<a:{tag}><a:latin typeface="{escape(font)}"/><a:ea typeface=""/><a:cs typeface=""/>'
        f"</a:{tag}>"
        for tag, font in (("majorFont", theme.heading_font), ("minorFont", theme.body_font))
    )
    title = escape(name)
    return (
        f'{HEADER}<a:theme xmlns:a="{A}" name="{title}"><a:themeElements>'
        f'<a:clrScheme name="{title}">{colours}</a:clrScheme>'
        f'<a:fontScheme name="{title}">{fonts}</a:fontScheme>{FORMATS}</a:themeElements>'
        "<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )
