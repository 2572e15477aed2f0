"""The ``Base`` of a company's master: its kept parts, and the notes master that deckgen adds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from deckgen.scene import Box
from deckgen.write.pptx.base import PML, PRESENTATION_PROPERTIES, VIEW_PROPERTIES, Base, LayoutPart
from deckgen.write.pptx.base import TABLE_STYLES as PLAIN_TABLES
from deckgen.write.pptx.company_colours import USUAL
from deckgen.write.pptx.company_sheets import TITLES, MasterSheet, Sheet
from deckgen.write.pptx.notes_master import notes_master
from deckgen.write.pptx.opened import Opened
from deckgen.write.pptx.xml import HEADER, OFFICE, A, P, escape, relationships

if TYPE_CHECKING:
    from deckgen.write.pptx.company_measure import Measured
    from deckgen.write.pptx.company_parts import Kept

_KINDS: dict[str, tuple[str, ...]] = {
    "title": TITLES,
    "subtitle": ("subTitle", "body"),
    "date": ("dt",),
    "footer": ("ftr",),
    "slide_number": ("sldNum",),
}
"""What deckgen calls a placeholder, and the types that serve as it, best first."""
_SPOTS = {
    "title": "title", "center_title": "title", "subtitle": "text", "body": "text",
    "date": "date", "footer": "footer", "slide_number": "number",
}  # fmt: skip
"""The spot of a leaf for each kind of placeholder."""


def base_of(
    file: Opened, master: MasterSheet, roles: Mapping[str, Sheet], kept: Kept, measured: Measured
) -> Base:
    """Put the base together. The master keeps its id, so that its layouts' ids stay unique."""
    parts = dict(kept.parts)
    types = dict(kept.types)
    theme = _free("ppt/theme/theme", parts)
    # The notes master needs a theme part of its own: a copy of the company's.
    parts[theme] = _plain_theme(file, master)
    types[theme] = f"{OFFICE}.theme+xml"
    notes = "ppt/notesMasters/notesMaster1.xml"
    parts[notes] = notes_master().encode()
    types[notes] = f"{PML}.notesMaster+xml"
    parts["ppt/notesMasters/_rels/notesMaster1.xml.rels"] = relationships(
        [("rId1", "theme", f"../{theme.removeprefix('ppt/')}", False)]
    ).encode()
    for name, kind, text in (
        ("presProps", "presProps", PRESENTATION_PROPERTIES),
        ("viewProps", "viewProps", VIEW_PROPERTIES),
    ):
        parts[f"ppt/{name}.xml"] = text.encode()
        types[f"ppt/{name}.xml"] = f"{PML}.{kind}+xml"
    parts["ppt/tableStyles.xml"] = _table_styles(file)
    types["ppt/tableStyles.xml"] = f"{PML}.tableStyles+xml"
    return Base(
        tuple(parts.items()),
        tuple(sorted(types.items())),
        {
            role: _layout(role, sheet, kept.names[sheet.part], measured)
            for role, sheet in roles.items()
        },
        master=_from_ppt(kept.names[master.part]),
        theme=_from_ppt(kept.names[master.theme]),
        notes_master="notesMasters/notesMaster1.xml",
        master_id=_master_id(master),
    )


def _layout(role: str, sheet: Sheet, part: str, measured: Measured) -> LayoutPart:
    references: dict[str, str] = {}
    boxes: dict[str, Box] = {}
    for kind, types in _KINDS.items():
        holder = sheet.first(*types)
        if holder is None or holder.box is None:
            continue
        ph = holder.shape.find(f"*/{{{P}}}nvPr/{{{P}}}ph")
        names = ("type", "orient", "sz", "idx")
        told = "".join(f' {n}="{escape(ph.get(n))}"' for n in names if ph.get(n) is not None)
        references[kind] = f"<p:ph{told}/>"
        boxes[kind] = holder.box
    for one, other in (("title", "center_title"), ("subtitle", "body")):
        if one in references:
            references[other], boxes[other] = references[one], boxes[one]
    spots = measured.ground.leaves[role].spots()
    plain = {k for k, name in _SPOTS.items() if name in spots and spots[name].slot is not None}
    own = sheet.root.find(f"{{{P}}}clrMapOvr/{{{A}}}overrideClrMapping")
    override = ""
    if own is not None:
        given = "".join(f' {n}="{escape(own.get(n, n))}"' for n in USUAL)
        override = f"<p:clrMapOvr><a:overrideClrMapping{given}/></p:clrMapOvr>"
    return LayoutPart(
        f"../{_from_ppt(part)}",
        references,
        inherits=True,
        plain=frozenset(plain),
        boxes=boxes,
        color_map=override,
        slots=_slots(measured.entries, measured.maps[role]),
    )


def _slots(entries: Mapping[str, str], colour_map: Mapping[str, str]) -> dict[str, str]:
    """What each slot of a scene is called on slides of a layout; only those that differ."""
    found = {}
    for slot, entry in entries.items():
        if colour_map[slot] != entry:
            found[slot] = next((s for s, e in colour_map.items() if e == entry), entry)
    return found


def _from_ppt(part: str) -> str:
    """A part's name as seen from ``ppt/``."""
    return part.removeprefix("ppt/") if part.startswith("ppt/") else f"../{part}"


def _free(stem: str, parts: Mapping[str, bytes]) -> str:
    """The first part name of a stem that the company's file leaves free."""
    used = {name.lower() for name in parts}
    number = 1
    while f"{stem}{number}.xml".lower() in used:
        number += 1
    return f"{stem}{number}.xml"


def _master_id(master: MasterSheet) -> int:
    """The master's id, or another when its own is one of a layout or out of range."""
    layouts = {
        int(item.get("id", "0"))
        for item in master.root.iter(f"{{{P}}}sldLayoutId")
        if item.get("id", "").isdigit()
    }
    least, most = 2_147_483_648, 4_294_967_295
    if least <= master.id <= most and master.id not in layouts:
        return master.id
    return next(n for n in range(least, most) if n not in layouts)


def _plain_theme(file: Opened, master: MasterSheet) -> bytes:
    """The company's theme for the notes: as it is, unless it refers to pictures."""
    if not file.rels(master.theme):
        return file.read(master.theme)
    from lxml import etree

    from deckgen.write.pptx.theme_part import FORMATS

    root: Any = etree.fromstring(etree.tostring(file.xml(master.theme)))
    wrapped: Any = etree.fromstring(f'{HEADER}<x xmlns:a="{A}">{FORMATS}</x>'.encode())
    elements = root.find(f"{{{A}}}themeElements")
    old = elements.find(f"{{{A}}}fmtScheme")
    if old is not None:
        elements.replace(old, wrapped[0])
    for child in list(root):
        if child.tag not in (f"{{{A}}}themeElements",):
            root.remove(child)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _table_styles(file: Opened) -> bytes:
    """The company's table styles, so that tables somebody adds look like its own."""
    for part in file.targets(file.presentation, "tableStyles"):
        if not file.rels(part) and file.xml(part).tag == f"{{{A}}}tblStyleLst":
            return file.read(part)
    return PLAIN_TABLES.encode()
