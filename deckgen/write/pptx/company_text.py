"""How text stands in a company's placeholders: size, alignment, anchor, insets, width."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from deckgen.scene import Align, Anchor
from deckgen.text import metrics
from deckgen.theme.ground import TextSpot
from deckgen.values import dataclass
from deckgen.write.pptx.company_colours import Palette
from deckgen.write.pptx.company_sheets import FEET, TITLES, Holder
from deckgen.write.pptx.opened import Xml
from deckgen.write.pptx.xml import A, P, whole

_SAMPLE = "Three of five departments are on plan; Digital is off track"
"""Running text to compare the widths of fonts by."""
_ALIGN: dict[str, Align] = {"l": "left", "ctr": "center", "r": "right"}
_ANCHOR: dict[str, Anchor] = {"t": "top", "ctr": "middle", "b": "bottom"}
_INSETS = (("lIns", 91_440), ("tIns", 45_720), ("rIns", 91_440), ("bIns", 45_720))
"""What ``bodyPr`` means when it does not say (ECMA-376, 21.1.2.1.1)."""
DEFAULT_SIZE = 18.0
"""Points of text that no style sizes."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The text styles of a master: title, body and other, and the theme's two latin fonts."""

    master: Xml
    heading: str
    body: str
    palette: Palette | None = None

    def spot(self, holder: Holder | None) -> TextSpot | None:
        """How text stands in a placeholder; None when nobody places it."""
        if holder is None or holder.box is None or min(holder.box.w, holder.box.h) <= 0:
            return None
        size = whole(self._run(holder, "sz")) / 100 or DEFAULT_SIZE
        bold = self._run(holder, "b") in ("1", "true")
        insets = tuple(
            whole(self._body(holder, name), default) for name, default in _INSETS
        )  # fmt: skip
        room = holder.box
        if insets[0] + insets[2] >= room.w or insets[1] + insets[3] >= room.h:
            insets = (0, 0, 0, 0)
        return TextSpot(
            room,
            min(96.0, max(6.0, size)),
            _ALIGN.get(self._paragraph(holder, "algn"), "left"),
            _ANCHOR.get(self._body(holder, "anchor"), "top"),
            (insets[0], insets[1], insets[2], insets[3]),
            bold,
            self._stretch(holder, size, bold),
            self._color(holder),
        )

    def _color(self, holder: Holder) -> str:
        for level in self._styled(holder):
            fill = level.find(f"{{{A}}}defRPr/{{{A}}}solidFill")
            if fill is not None and self.palette is not None:
                found = self.palette.color(fill)
                return found[0] if found else ""
        return ""

    def _levels(self, holder: Holder) -> Iterator[Xml]:
        """First-level paragraph properties, the nearest first. Masters made by LibreOffice have
        none and format the prompt instead, which is taken for what is meant.
        """
        found = list(self._styled(holder))
        if any(level.find(f"{{{A}}}defRPr") is not None for level in found):
            yield from found
        else:
            yield from _prompts(holder)
            yield from found

    def _styled(self, holder: Holder) -> Iterator[Xml]:
        for owner in (holder.shape, holder.parent):
            if owner is not None:
                level = owner.find(f"{{{P}}}txBody/{{{A}}}lstStyle/{{{A}}}lvl1pPr")
                if level is not None:
                    yield level
        kind = "title" if holder.kind in TITLES else "other" if holder.kind in FEET else "body"
        level = self.master.find(f"{{{P}}}txStyles/{{{P}}}{kind}Style/{{{A}}}lvl1pPr")
        if level is not None:
            yield level

    def _paragraph(self, holder: Holder, name: str) -> str:
        return next((v for level in self._levels(holder) if (v := level.get(name))), "")

    def _run(self, holder: Holder, name: str) -> str:
        runs = (level.find(f"{{{A}}}defRPr") for level in self._levels(holder))
        return next((v for run in runs if run is not None and (v := run.get(name))), "")

    def _body(self, holder: Holder, name: str) -> str:
        for owner in (holder.shape, holder.parent):
            body = owner.find(f"{{{P}}}txBody/{{{A}}}bodyPr") if owner is not None else None
            if body is not None and body.get(name) is not None:
                return str(body.get(name))
        return ""

    def _stretch(self, holder: Holder, size: float, bold: bool) -> float:
        """How much wider the placeholder's text runs than the theme's font at this size: the
        font that layout measures it in, for headings or for body text.
        """
        font = ""
        for level in self._levels(holder):
            latin = level.find(f"{{{A}}}defRPr/{{{A}}}latin")
            if latin is not None and latin.get("typeface"):
                font = latin.get("typeface")
                break
        family = {"+mj-lt": self.heading, "+mn-lt": self.body, "": self.body}.get(font, font)
        text = _SAMPLE.upper() if self._run(holder, "cap") == "all" else _SAMPLE
        measured = self.heading if holder.kind in TITLES else self.body
        plain = metrics.width(_SAMPLE, measured, size, bold=bold)
        wide = metrics.width(text, family, size, bold=bold)
        wide += round(whole(self._run(holder, "spc")) * 127 * len(text))
        return max(1.0, wide / plain)  # never narrower: another font may stand in for it


def _prompts(holder: Holder) -> Iterator[Xml]:
    """The first paragraph of a placeholder's prompt, as paragraph properties of a style."""
    for owner in (holder.shape, holder.parent):
        first = owner.find(f"{{{P}}}txBody/{{{A}}}p") if owner is not None else None
        run = first.find(f".//{{{A}}}rPr") if first is not None else None
        if first is None or run is None:
            continue
        about = first.find(f"{{{A}}}pPr")
        level = etree.Element(f"{{{A}}}lvl1pPr", dict(about.attrib) if about is not None else {})
        style = etree.SubElement(level, f"{{{A}}}defRPr", dict(run.attrib))
        style.extend(deepcopy(child) for child in run)
        yield level
