"""The masters and layouts of a company's file: their names, types and placeholders."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.scene import Box
from deckgen.values import dataclass
from deckgen.write.pptx.opened import Opened, Xml
from deckgen.write.pptx.xml import A, P, R, whole

TITLES = ("title", "ctrTitle")
FEET = ("dt", "ftr", "sldNum")
TEXTS = ("body", "subTitle", "obj")
"""Types of placeholder that can hold running text."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A placeholder of a layout, with the one of the master that it inherits from.

    ``kind`` is the ``type`` of its ``p:ph`` (``obj`` when it has none). ``box`` in EMU, None
    when neither the layout nor the master places it.
    """

    kind: str
    idx: str
    box: Box | None
    shape: Xml
    parent: Xml | None

    @property
    def vertical(self) -> bool:
        """Whether its text stands upright or is turned."""
        for owner in (self.shape, self.parent):
            body = owner.find(f"{{{P}}}txBody/{{{A}}}bodyPr") if owner is not None else None
            if body is not None and body.get("vert") is not None:
                return bool(body.get("vert") != "horz")
        return False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A layout of the file. ``type`` is that of its ``p:sldLayout``, or empty."""

    part: str
    name: str
    type: str
    root: Xml
    holders: tuple[Holder, ...]

    def first(self, *kinds: str) -> Holder | None:
        """The first placeholder of one of the kinds, in the order of the kinds."""
        for kind in kinds:
            for holder in self.holders:
                if holder.kind == kind:
                    return holder
        return None

    def count(self, *kinds: str) -> int:
        """How many placeholders of these kinds it has."""
        return sum(holder.kind in kinds for holder in self.holders)


@dataclass(frozen=True, slots=True)
class MasterSheet:
    """A slide master with its layouts, in the order of PowerPoint's gallery."""

    part: str
    name: str
    id: int
    root: Xml
    theme: str
    """The theme's part."""
    sheets: tuple[Sheet, ...]


def masters(file: Opened) -> tuple[MasterSheet, ...]:
    """The slide masters in the order of the presentation; those without layouts or theme are
    left out. Raises ThemeError when none is left, naming what is missing.
    """
    root = file.xml(file.presentation)
    links = {rel.key: rel for rel in file.rels(file.presentation)}
    found, missing = [], []
    for item in root.iter(f"{{{P}}}sldMasterId"):
        rel = links.get(item.get(f"{{{R}}}id", ""))
        if rel is None or rel.external or not file.has(rel.target):
            missing.append("its slide master")
            continue
        themes = file.targets(rel.target, "theme")
        if not themes:
            missing.append(f"the theme of {rel.target}")
            continue
        made = _master(file, rel.target, whole(item.get("id")), themes[0])
        if made.sheets:
            found.append(made)
        else:
            missing.append(f"the layouts of {rel.target}")
    if not found:
        file.refuse("the file lacks " + (missing[0] if missing else "a slide master"))
    return tuple(found)


def _master(file: Opened, part: str, number: int, theme: str) -> MasterSheet:
    root = file.xml(part)
    if root.tag != f"{{{P}}}sldMaster":
        file.refuse("the part is no slide master", part)
    above = [h for h in _shapes(root) if _ph(h) is not None]
    links = {rel.key: rel for rel in file.rels(part)}
    sheets, seen = [], set()
    for item in root.iter(f"{{{P}}}sldLayoutId"):
        rel = links.get(item.get(f"{{{R}}}id", ""))
        if rel is None or rel.external or not file.has(rel.target) or rel.target in seen:
            continue
        seen.add(rel.target)
        sheets.append(_sheet(file, rel.target, above))
    name = file.xml(theme).get("name", "")
    return MasterSheet(part, name, number, root, theme, tuple(sheets))


def _sheet(file: Opened, part: str, above: list[Xml]) -> Sheet:
    root = file.xml(part)
    if root.tag != f"{{{P}}}sldLayout":
        file.refuse("the part is no slide layout", part)
    common = root.find(f"{{{P}}}cSld")
    name = (common.get("name") if common is not None else "") or ""
    stem = part.rpartition("/")[2].removesuffix(".xml")
    holders = []
    for shape in _shapes(root):
        ph = _ph(shape)
        if ph is None:
            continue
        kind = ph.get("type", "obj")
        parent = _parent(kind, above)
        box = box_of(shape) or (box_of(parent) if parent is not None else None)
        holders.append(Holder(kind, ph.get("idx", "0"), box, shape, parent))
    return Sheet(part, " ".join(name.split()) or stem, root.get("type", ""), root, tuple(holders))


def _parent(kind: str, above: list[Xml]) -> Xml | None:
    """The master's placeholder that one of a kind inherits from (ECMA-376, 19.7.10)."""
    if kind in TITLES:
        wanted: tuple[str, ...] = TITLES
    elif kind in FEET:
        wanted = (kind,)
    else:
        wanted = ("body",)
    for shape in above:
        ph = _ph(shape)
        if ph is not None and ph.get("type", "obj") in wanted:
            return shape
    return None


def _shapes(root: Xml) -> Iterator[Xml]:
    """The top shapes of a master or layout."""
    tree = root.find(f"{{{P}}}cSld/{{{P}}}spTree")
    for child in tree if tree is not None else ():
        if isinstance(child.tag, str):
            yield child


def _ph(shape: Xml) -> Xml | None:
    return shape.find(f"*/{{{P}}}nvPr/{{{P}}}ph")


def box_of(shape: Xml) -> Box | None:
    """The box of a shape, picture, line or group in the space of its parent (EMU)."""
    for path in (f"{{{P}}}spPr/{{{A}}}xfrm", f"{{{P}}}grpSpPr/{{{A}}}xfrm", f"{{{P}}}xfrm"):
        frame = shape.find(path)
        if frame is None:
            continue
        at, size = frame.find(f"{{{A}}}off"), frame.find(f"{{{A}}}ext")
        if at is not None and size is not None:
            box = Box(
                whole(at.get("x")), whole(at.get("y")), whole(size.get("cx")), whole(size.get("cy"))
            )
            turn = whole(frame.get("rot")) % 10_800_000
            if 2_700_000 <= turn < 8_100_000:  # on its side: width and height change places
                box = Box(box.x + (box.w - box.h) // 2, box.y + (box.h - box.w) // 2, box.h, box.w)
            return box
    return None
