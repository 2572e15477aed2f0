"""The parts of a company's file that a deck keeps: one master and all that it needs.

What leads to old slides, notes, comments or macros is left behind: whole parts with their
relationships, and the elements that named them. All else stays byte for byte.
"""

from __future__ import annotations

import posixpath
from dataclasses import field
from xml.sax.saxutils import quoteattr

from lxml import etree

from deckgen.values import dataclass
from deckgen.write.pptx.company_sheets import MasterSheet
from deckgen.write.pptx.opened import Opened, Rel, Xml
from deckgen.write.pptx.xml import HEADER, RELATIONSHIPS, A, P, R

DROPPED = frozenset(
    (
        "slide", "notesSlide", "notesMaster", "handoutMaster", "comments", "commentAuthors",
        "vbaProject", "printerSettings", "thumbnail", "font", "presProps", "viewProps",
        "customXml", "officeDocument", "slideUpdateInfo", "attachedTemplate", "frame",
    )
)  # fmt: skip
"""Kinds of relationship that lead to what a new deck must not have."""
_OURS = (
    "ppt/slides/", "ppt/notesslides/", "ppt/charts/", "ppt/notesmasters/", "ppt/embeddings/",
)  # fmt: skip
"""Folders in which deckgen writes, in small letters."""
_SINGLE = (
    "ppt/presentation.xml", "ppt/presprops.xml", "ppt/viewprops.xml", "ppt/tablestyles.xml",
    "docprops/core.xml", "docprops/app.xml", "[content_types].xml",
)  # fmt: skip


@dataclass(slots=True)
class Kept:
    """The parts kept: bytes and content types by their name in the deck."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """The name in the deck by the name in the company's file."""
    left: list[str] = field(default_factory=list)
    """What was cut from a part that is kept, as "part: kind of relationship"."""


def kept(file: Opened, master: MasterSheet) -> Kept:
    """The master, its layouts and theme, and every part that they need, however deep."""
    made = Kept()
    needed = _reachable(file, master)
    for part in needed:
        made.names[part] = _name(part, made.names)
    for part in needed:
        name = made.names[part]
        made.parts[name] = _content(file, part, master, made)
        kind = file.type_of(part)
        if kind:
            made.types[name] = kind
        rels = [r for r in file.rels(part) if _follows(file, part, r, master)]
        if file.rels(part):
            folder, stem = posixpath.split(name)
            made.parts[posixpath.join(folder, "_rels", f"{stem}.rels")] = _rels(
                file, part, rels, made.names
            )
    return made


def _reachable(file: Opened, master: MasterSheet) -> list[str]:
    found = [master.part]
    seen = {master.part}
    for part in found:  # grows while it is walked
        for rel in file.rels(part):
            if not rel.external and rel.target not in seen and _follows(file, part, rel, master):
                seen.add(rel.target)
                found.append(rel.target)
    return found


def _follows(file: Opened, part: str, rel: Rel, master: MasterSheet) -> bool:
    """Whether a relationship of a kept part is kept. An address on the web is, as a link; a
    picture or a template that would be fetched from somewhere is not.
    """
    if rel.external:
        return rel.kind == "hyperlink" and rel.target.lower().startswith(
            ("http://", "https://", "mailto:")
        )
    if rel.kind in DROPPED or not file.has(rel.target) or rel.target == part:
        return False
    if rel.kind == "slideMaster":
        return rel.target == master.part
    if rel.kind == "slideLayout":
        return any(sheet.part == rel.target for sheet in master.sheets)
    return rel.target not in (file.presentation, "") and bool(file.type_of(rel.target))


def _name(part: str, taken: dict[str, str]) -> str:
    """The name of a part in the deck: its own, unless deckgen writes one of that name."""
    low = part.lower()
    used = {name.lower() for name in taken.values()}
    clash = low.startswith(_OURS) or low in _SINGLE or low in used or not part.isascii()
    return _other(part, used) if clash else part


def _other(part: str, used: set[str]) -> str:
    stem, dot, suffix = part.rpartition("/")[2].rpartition(".")
    stem = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in stem)
    count = 1
    while f"ppt/base/{stem}-{count}.{suffix}".lower() in used:
        count += 1
    return f"ppt/base/{stem}-{count}{dot}{suffix}"


def _rels(file: Opened, part: str, rels: list[Rel], names: dict[str, str]) -> bytes:
    """The relationships of a kept part: its own bytes when nothing of them is changed."""
    folder, stem = posixpath.split(part)
    own = posixpath.join(folder, "_rels", f"{stem}.rels")
    same = all(names.get(r.target, r.target) == r.target for r in rels) and names[part] == part
    if same and len(rels) == len(file.rels(part)):
        return file.read(own)
    base = posixpath.dirname(names[part])
    items = []
    for rel in rels:
        target = rel.target
        if not rel.external:
            target = posixpath.relpath("/" + names[rel.target], "/" + base)
        mode = ' TargetMode="External"' if rel.external else ""
        items.append(
            f"<Relationship Id={quoteattr(rel.key)} Type={quoteattr(rel.type)} "
            f"Target={quoteattr(target)}{mode}/>"
        )
    text = f'{HEADER}<Relationships xmlns="{RELATIONSHIPS}">{"".join(items)}</Relationships>'
    return text.encode()


def _content(file: Opened, part: str, master: MasterSheet, made: Kept) -> bytes:
    """A part's bytes; without the elements that refer to relationships left behind."""
    gone = {r.key: r for r in file.rels(part) if not _follows(file, part, r, master)}
    if not gone:
        return file.read(part)
    root = file.xml(part)
    copy: Xml = etree.fromstring(etree.tostring(root))
    cut = False
    for element in list(copy.iter()):
        if not isinstance(element.tag, str):
            continue
        keys = [k for k in element.attrib if k.startswith(f"{{{R}}}") and element.get(k) in gone]
        for key in keys:
            made.left.append(f"{part}: {gone[element.get(key)].kind}")
            cut = True
            _cut(element, key)
    return (
        etree.tostring(copy, xml_declaration=True, encoding="UTF-8", standalone=True)
        if cut
        else file.read(part)
    )


_WHOLE = (f"{{{P}}}pic", f"{{{P}}}graphicFrame", f"{{{P}}}contentPart")
"""Elements that mean nothing without what they refer to."""


def _cut(element: Xml, key: str) -> None:
    """Remove a reference, with the smallest element that is valid without it."""
    del element.attrib[key]
    if element.tag == f"{{{A}}}blip" and any(a.startswith(f"{{{R}}}") for a in element.attrib):
        return
    target = element
    for above in element.iterancestors():
        if above.tag in _WHOLE and above.find(f".//{{{P}}}nvPr/{{{P}}}ph") is None:
            target = above
            break
        if above.tag == f"{{{P}}}custDataLst" and len(above) == 1:
            target = above
    parent = target.getparent()
    if parent is None:
        return
    if target.tag.endswith("}blip"):
        # A fill without its picture is none.
        fill = parent
        holder = fill.getparent()
        if holder is not None and fill.tag == f"{{{A}}}blipFill":
            holder.replace(fill, etree.Element(f"{{{A}}}noFill"))
        return
    parent.remove(target)
