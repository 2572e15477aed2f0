"""Colours of a company's file: its theme's twelve, colour maps, and what a fill comes to."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping

from deckgen.theme.colour import rgb
from deckgen.values import dataclass
from deckgen.write.pptx.opened import Opened, Xml
from deckgen.write.pptx.xml import A, P, whole

ENTRIES = {
    "dk1": "dark1", "lt1": "light1", "dk2": "dark2", "lt2": "light2",
    "accent1": "accent1", "accent2": "accent2", "accent3": "accent3",
    "accent4": "accent4", "accent5": "accent5", "accent6": "accent6",
    "hlink": "hyperlink", "folHlink": "followed_hyperlink",
}  # fmt: skip
"""Entries of a colour scheme and what a theme file calls them."""
USUAL = {
    "bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2",
    "accent1": "accent1", "accent2": "accent2", "accent3": "accent3",
    "accent4": "accent4", "accent5": "accent5", "accent6": "accent6",
    "hlink": "hlink", "folHlink": "folHlink",
}  # fmt: skip
"""The colour map of a light master."""
_PRESET = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF",
    "yellow": "FFFF00", "gray": "808080", "grey": "808080", "navy": "000080", "silver": "C0C0C0",
    "ltGray": "D3D3D3", "dkGray": "A9A9A9", "dkBlue": "00008B", "orange": "FFA500",
}  # fmt: skip
_SYSTEM = {"windowText": "000000", "window": "FFFFFF"}
_FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")


@dataclass(frozen=True, slots=True)
class Fill:
    """What a fill paints: its colours (several for a gradient), or a picture's part.

    ``opacity`` is 0 to 1; ``known`` is False when the colours cannot be told.
    """

    colors: tuple[str, ...] = ()
    opacity: float = 1.0
    picture: str = ""
    known: bool = True

    @property
    def bare(self) -> bool:
        """Whether it paints nothing."""
        return self.known and not self.colors and not self.picture


NOTHING = Fill()


@dataclass(frozen=True, slots=True)
class Palette:
    """A theme's colours seen through a colour map. ``scheme`` maps entries (``dk1``) to
    ``RRGGBB``; ``map`` slots (``tx1``) to entries. ``theme`` is the theme part's root.
    """

    scheme: Mapping[str, str]
    map: Mapping[str, str]
    theme: Xml

    def hex(self, slot: str, placeholder: str = "") -> str:
        """``RRGGBB`` of a scheme colour by slot or entry; ``phClr`` is ``placeholder``."""
        if slot == "phClr":
            return placeholder or "808080"
        return self.scheme.get(self.map.get(slot, slot), "808080")

    def color(self, parent: Xml, placeholder: str = "") -> tuple[str, float] | None:
        """``RRGGBB`` and opacity of the colour element within ``parent``; None without one."""
        for item in parent:
            found = self._one(item, placeholder)
            if found is not None:
                return found
        return None

    def _one(self, item: Xml, placeholder: str = "") -> tuple[str, float] | None:
        """``RRGGBB`` and opacity of a colour element; None for another element."""
        if not isinstance(item.tag, str) or not item.tag.startswith(f"{{{A}}}"):
            return None
        value = self._plain(item.tag.rpartition("}")[2], item, placeholder)
        return None if value is None else _adjusted(value, item)

    def _plain(self, kind: str, item: Xml, placeholder: str) -> str | None:
        given = item.get("val", "")
        if kind == "srgbClr":
            return given.upper() if _is_hex(given) else "808080"
        if kind == "schemeClr":
            return self.hex(given, placeholder)
        if kind == "sysClr":
            last = item.get("lastClr", "")
            return last.upper() if _is_hex(last) else _SYSTEM.get(given, "808080")
        if kind == "prstClr":
            return _PRESET.get(given, "808080")
        if kind == "scrgbClr":
            parts = (whole(item.get(c)) / 100_000 for c in "rgb")
            return _hex(*(max(0.0, min(1.0, p)) ** (1 / 2.2) for p in parts))
        if kind == "hslClr":
            hue, sat, lum = (whole(item.get(c)) for c in ("hue", "sat", "lum"))
            return _hex(*colorsys.hls_to_rgb(hue / 21_600_000, lum / 100_000, sat / 100_000))
        return None

    def fill(self, owner: Xml, pictures: Mapping[str, str], placeholder: str = "") -> Fill | None:
        """The fill within a ``spPr`` or ``bgPr``; None when it has none of its own.

        ``pictures`` maps relationship ids to the parts of images.
        """
        for item in owner:
            kind = item.tag.rpartition("}")[2] if isinstance(item.tag, str) else ""
            if kind in _FILLS:
                return self.painted(item, pictures, placeholder)
        return None

    def painted(self, item: Xml, pictures: Mapping[str, str], placeholder: str = "") -> Fill:
        """What a fill element paints."""
        kind = item.tag.rpartition("}")[2]
        if kind == "noFill":
            return NOTHING
        if kind == "solidFill":
            found = self.color(item, placeholder)
            return Fill((found[0],), found[1]) if found else Fill(known=False)
        if kind == "gradFill":
            stops = [self.color(stop, placeholder) for stop in item.iter(f"{{{A}}}gs")]
            told = [stop for stop in stops if stop is not None]
            if not told:
                return Fill(known=False)
            return Fill(tuple(c for c, _ in told), max(opacity for _, opacity in told))
        if kind == "blipFill":
            blip = item.find(f"{{{A}}}blip")
            space = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
            key = blip.get(f"{space}embed", "") if blip is not None else ""
            two = blip.find(f"{{{A}}}duotone") if blip is not None else None
            if two is not None and key in pictures:  # shown in shades between two colours
                ends = [c[0] for one in two if (c := self._one(one, placeholder))]
                if len(ends) == 2:
                    return Fill((mixed(ends[0], ends[1], 0.75), mixed(ends[0], ends[1], 0.25)))
            return Fill(picture=pictures.get(key, ""), known=key in pictures)
        if kind == "pattFill":
            sides = [item.find(f"{{{A}}}{side}Clr") for side in ("fg", "bg")]
            told = [c for s in sides if s is not None and (c := self.color(s, placeholder))]
            return Fill(tuple(c for c, _ in told)) if told else Fill(known=False)
        return Fill(known=False)

    def background(self, root: Xml, pictures: Mapping[str, str]) -> Fill | None:
        """The background of a master or layout; None when it has none of its own."""
        ground = root.find(f"{{{P}}}cSld/{{{P}}}bg")
        if ground is None:
            return None
        plain = ground.find(f"{{{P}}}bgPr")
        if plain is not None:
            return self.fill(plain, pictures)
        reference = ground.find(f"{{{P}}}bgRef")
        if reference is None:
            return None
        own = self.color(reference)
        index = whole(reference.get("idx"))
        fills = self.theme.find(f".//{{{A}}}bgFillStyleLst" if index > 1000 else
                                f".//{{{A}}}fillStyleLst")  # fmt: skip
        place = (index - 1001) if index > 1000 else index - 1
        if index in (0, 1000) or fills is None or not 0 <= place < len(fills):
            return Fill((own[0],), own[1]) if own else None
        made = self.painted(fills[place], {}, own[0] if own else "")
        return made if made.known else Fill((own[0],)) if own else made


def scheme_of(file: Opened, part: str) -> dict[str, str]:
    """The twelve colours of a theme part by entry. Raises ThemeError when one is missing."""
    root = file.xml(part)
    scheme = root.find(f".//{{{A}}}clrScheme")
    if scheme is None:
        file.refuse("the theme has no colours", part)
    reader = Palette({}, {}, root)
    found = {}
    for entry in ENTRIES:
        item = scheme.find(f"{{{A}}}{entry}")
        value = reader.color(item) if item is not None else None
        if value is None:
            file.refuse(f"the theme has no colour {entry!r}", part)
        found[entry] = value[0]
    return found


def map_of(element: Xml | None) -> dict[str, str]:
    """A ``clrMap`` or ``overrideClrMapping`` as slots to entries; the usual one for None."""
    given = dict(USUAL)
    if element is not None:
        given.update({k: v for k, v in element.attrib.items() if k in given and v in ENTRIES})
    return given


def _is_hex(text: str) -> bool:
    return len(text) == 6 and all(c in "0123456789abcdefABCDEF" for c in text)


def _hex(*parts: float) -> str:
    return "".join(f"{round(max(0.0, min(1.0, part)) * 255):02X}" for part in parts)


def _adjusted(value: str, item: Xml) -> tuple[str, float]:
    """A colour with its transformations (ECMA-376, 20.1.2.3), those that masters use."""
    opacity = 1.0
    for change in item:
        kind = change.tag.rpartition("}")[2] if isinstance(change.tag, str) else ""
        share = whole(change.get("val")) / 100_000
        hue, lum, sat = colorsys.rgb_to_hls(*rgb(value))
        if kind == "alpha":
            opacity = share
        elif kind == "lumMod":
            value = _hex(*colorsys.hls_to_rgb(hue, min(1.0, lum * share), sat))
        elif kind == "lumOff":
            value = _hex(*colorsys.hls_to_rgb(hue, max(0.0, min(1.0, lum + share)), sat))
        elif kind == "hueMod":
            value = _hex(*colorsys.hls_to_rgb(hue * share % 1.0, lum, sat))
        elif kind == "satMod":
            value = _hex(*colorsys.hls_to_rgb(hue, lum, min(1.0, sat * share)))
        elif kind == "shade":
            value = _hex(*(part * share for part in rgb(value)))
        elif kind == "tint":
            value = _hex(*(part * share + 1 - share for part in rgb(value)))
    return value, max(0.0, min(1.0, opacity))


def mixed(over: str, under: str, opacity: float) -> str:
    """A colour of some opacity (0 to 1) laid over another."""
    pairs = zip(rgb(over), rgb(under), strict=True)
    return _hex(*(a * opacity + b * (1 - opacity) for a, b in pairs))
