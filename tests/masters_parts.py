"""Raw parts of a company's master, put together by ``masters``: nothing here is deckgen's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

OFFICE = "application/vnd.openxmlformats-officedocument"
PML = f"{OFFICE}.presentationml"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{REL}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
MAIN = {
    "pptx": f"{PML}.presentation.main+xml",
    "potx": f"{PML}.template.main+xml",
    "pptm": "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    "potm": "application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
}
LIGHT = 'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"'
DARK = 'bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"'
COLOURS = {
    "dk1": "202A36", "lt1": "FFFFFF", "dk2": "17324D", "lt2": "EEF2F5", "accent1": "0B6E8A",
    "accent2": "B4541F", "accent3": "6A4C93", "accent4": "2F7D4A", "accent5": "96690A",
    "accent6": "B0302C", "hlink": "0B6E8A", "folHlink": "6A4C93",
}  # fmt: skip
WIDE, NARROW = (12_192_000, 6_858_000), (9_144_000, 6_858_000)
BOXES = {
    "title": (838200, 365125, 10515600, 1325563),
    "body": (838200, 1825625, 10515600, 4351338),
    "dt": (838200, 6356350, 2743200, 365125),
    "ftr": (4038600, 6356350, 4114800, 365125),
    "sldNum": (8610600, 6356350, 2743200, 365125),
    "cover": (1524000, 1122363, 9144000, 2387600),
    "subtitle": (1524000, 3602038, 9144000, 1655762),
    "section": (831850, 1709738, 10515600, 2852737),
    "section_text": (831850, 4589463, 10515600, 1500187),
    "left": (838200, 1825625, 5181600, 4351338),
    "right": (6172200, 1825625, 5181600, 4351338),
}
"""Where PowerPoint's own template puts placeholders on a wide slide, in EMU."""
Rel = tuple[str, str, str]
"""Id, kind and target; a target with a scheme is external."""


def rels(items: Sequence[Rel]) -> bytes:
    """A part of relationships; a kind without a scheme is one of Office's."""
    text = ""
    for key, kind, target in items:
        full = kind if ":" in kind else f"{REL}/{kind}"
        mode = ' TargetMode="External"' if ":" in target else ""
        text += f'<Relationship Id="{key}" Type="{full}" Target="{target}"{mode}/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{HEAD}<Relationships xmlns="{space}">{text}</Relationships>'.encode()


def xfrm(box: Sequence[int], tag: str = "a:xfrm") -> str:
    x, y, w, h = box
    return f'<{tag}><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></{tag}>'


def solid(color: str) -> str:
    kind = "srgbClr" if len(color) == 6 and color.upper() == color else "schemeClr"
    return f'<a:solidFill><a:{kind} val="{color}"/></a:solidFill>'


def background(color: str) -> str:
    return f"<p:bg><p:bgPr>{solid(color)}<a:effectLst/></p:bgPr></p:bg>"


def picture_background(key: str) -> str:
    return (
        f'<p:bg><p:bgPr><a:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch>'
        "</a:blipFill><a:effectLst/></p:bgPr></p:bg>"
    )


def bar(number: int, box: Sequence[int], color: str, name: str = "Bar") -> str:
    """A filled rectangle that a master draws."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name} {number}"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{xfrm(box)}<a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom>{solid(color)}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def image(number: int, box: Sequence[int], key: str, name: str = "Logo") -> str:
    """A picture that a master draws."""
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="{number}" name="{name} {number}"/><p:cNvPicPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill><a:blip r:embed="{key}"/><a:stretch>'
        f"<a:fillRect/></a:stretch></p:blipFill><p:spPr>{xfrm(box)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


@dataclass(frozen=True)
class Ph:
    """A placeholder. ``kind`` None is content; ``box`` None takes the master's place."""

    kind: str | None
    idx: int | None = None
    box: Sequence[int] | None = None
    size: int | None = None
    """Hundredths of a point."""
    body: str = ""
    """Attributes of ``a:bodyPr``, such as ``anchor="b"``."""
    align: str = ""
    color: str = ""
    prompt: str = "Click to edit"

    def xml(self, number: int) -> str:
        kind = f' type="{self.kind}"' if self.kind else ""
        idx = f' idx="{self.idx}"' if self.idx is not None else ""
        run = (f' sz="{self.size}"' if self.size else "", solid(self.color) if self.color else "")
        level = (f' algn="{self.align}"' if self.align else "") + (
            ' marL="0" indent="0"' if self.kind in ("subTitle", "ctrTitle") else ""
        )
        style = ""
        if any(run) or level:
            style = f"<a:lvl1pPr{level}><a:defRPr{run[0]}>{run[1]}</a:defRPr></a:lvl1pPr>"
        place = xfrm(self.box) if self.box else ""
        words = f'<a:p><a:r><a:rPr lang="en-US"/><a:t>{self.prompt}</a:t></a:r></a:p>'
        if self.kind == "sldNum":
            words = (
                '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
                '<a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld></a:p>'
            )
        elif self.kind in ("dt", "ftr"):
            words = '<a:p><a:endParaRPr lang="en-US"/></a:p>'
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Placeholder {number}"/><p:cNvSpPr>'
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph{kind}{idx}/></p:nvPr></p:nvSpPr>'
            f"<p:spPr>{place}</p:spPr><p:txBody><a:bodyPr {self.body}/><a:lstStyle>{style}"
            f"</a:lstStyle>{words}</p:txBody></p:sp>"
        )


@dataclass(frozen=True)
class Layout:
    """A slide layout; ``drawn`` are further shapes, ``rels`` what they refer to."""

    name: str
    type: str | None
    places: tuple[Ph, ...]
    drawn: str = ""
    bg: str = ""
    hides: bool = False
    rels: tuple[Rel, ...] = ()

    def xml(self) -> str:
        kind = f' type="{self.type}"' if self.type else ' userDrawn="1"'
        hidden = ' showMasterSp="0"' if self.hides else ""
        shapes = "".join(ph.xml(n) for n, ph in enumerate(self.places, 2))
        return (
            f'{HEAD}<p:sldLayout {NS}{hidden}{kind} preserve="1"><p:cSld name="{self.name}">'
            f"{self.bg}<p:spTree>{TREE}{self.drawn}{shapes}</p:spTree></p:cSld><p:clrMapOvr>"
            "<a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
        )


@dataclass(frozen=True)
class Master:
    """A slide master with its theme and layouts."""

    layouts: tuple[Layout, ...]
    places: tuple[Ph, ...]
    name: str = "Harbor"
    map: str = LIGHT
    bg: str = '<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
    drawn: str = ""
    rels: tuple[Rel, ...] = ()
    colours: dict[str, str] = field(default_factory=lambda: COLOURS)
    fonts: tuple[str, str] = ("Georgia", "Arial")
    scripts: str = ""
    ink: str = "tx1"
    title_size: int = 3200
    title_style: str = ""
    """Further attributes of the title's run properties."""

    def xml(self, first: int) -> str:
        shapes = "".join(ph.xml(n) for n, ph in enumerate(self.places, 2))
        ids = "".join(
            f'<p:sldLayoutId id="{first + n}" r:id="rId{n}"/>'
            for n in range(1, len(self.layouts) + 1)
        )
        accents = "".join(f' accent{n}="accent{n}"' for n in range(1, 7))

        def style(size: int, font: str, bullet: str, more: str = "") -> str:
            return (
                f'<a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="90000"/></a:lnSpc>{bullet}'
                f'<a:defRPr sz="{size}" kern="1200"{more}>{solid(self.ink)}'
                f'<a:latin typeface="+{font}-lt"/></a:defRPr></a:lvl1pPr>'
            )

        return (
            f"{HEAD}<p:sldMaster {NS}><p:cSld>{self.bg}<p:spTree>{TREE}{self.drawn}{shapes}"
            f'</p:spTree></p:cSld><p:clrMap {self.map}{accents} hlink="hlink" folHlink="folHlink"/>'
            f"<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst><p:txStyles><p:titleStyle>"
            f"{style(self.title_size, 'mj', '<a:buNone/>', self.title_style)}</p:titleStyle>"
            "<p:bodyStyle>"
            f"{style(2000, 'mn', '<a:buChar char=' + chr(34) + '•' + chr(34) + '/>')}</p:bodyStyle>"
            "<p:otherStyle/></p:txStyles></p:sldMaster>"
        )

    def theme(self) -> str:
        scheme = ""
        for key, value in self.colours.items():
            color = value if value.startswith("<") else f'<a:srgbClr val="{value}"/>'
            scheme += f"<a:{key}>{color}</a:{key}>"
        fonts = "".join(
            f'<a:{tag}><a:latin typeface="{family}"/><a:ea typeface=""/><a:cs typeface=""/>'
            f"{self.scripts}</a:{tag}>"
            for tag, family in zip(("majorFont", "minorFont"), self.fonts, strict=True)
        )
        fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
        line = f'<a:ln w="6350">{fill}</a:ln>'
        effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
        return (
            f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
            f'name="{self.name}"><a:themeElements><a:clrScheme name="{self.name}">{scheme}'
            f'</a:clrScheme><a:fontScheme name="{self.name}">{fonts}</a:fontScheme>'
            f'<a:fmtScheme name="{self.name}"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
            f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}"
            f"</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
            "</a:themeElements></a:theme>"
        )


@dataclass
class Package:
    """A file of parts: ``defaults`` are content types by ending, ``types`` by part."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, kind: str, data: str | bytes, items: Sequence[Rel] = ()) -> None:
        self.parts[name] = data.encode() if isinstance(data, str) else data
        if kind:
            self.types[name] = kind
        if items:
            folder, _, file = name.rpartition("/")
            self.parts[f"{folder}/_rels/{file}.rels"] = rels(items)

    def zip(self) -> bytes:
        known = {
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
            **self.defaults,
        }
        listed = "".join(
            f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in known.items()
        ) + "".join(
            f'<Override PartName="/{name}" ContentType="{kind}"/>'
            for name, kind in self.types.items()
        )
        space = "http://schemas.openxmlformats.org/package/2006/content-types"
        types = f'{HEAD}<Types xmlns="{space}">{listed}</Types>'
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", types)
            for name, data in self.parts.items():
                package.writestr(name, data)
        return made.getvalue()
