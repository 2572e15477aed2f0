"""Package check: presentation, masters, layouts, themes, notes and sections."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from deckgen.write.pptx.xml import A, P, R, whole

if TYPE_CHECKING:
    from deckgen.write.pptx.check import Package, Xml

_ID = f"{{{R}}}id"
_P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
_SCHEME = [
    "dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
]  # fmt: skip
MAIN = "ppt/presentation.xml"


def check(package: Package) -> None:
    """Note every fault above the level of slides."""
    if MAIN not in package.targets("", "officeDocument"):
        package.fault("_rels/.rels", f"does not lead to {MAIN}")
    root = package.xml.get(MAIN)
    if root is None:
        package.fault(MAIN, "is missing")
        return
    _slide_list(package, root)
    _size(package, root)
    _notes_master(package, root)
    _sections(package, root)
    _masters(package, root)
    _layouts(package)
    _themes(package)
    _notes(package)


def _slide_list(package: Package, root: Xml) -> None:
    items = root.findall(f"{{{P}}}sldIdLst/{{{P}}}sldId")
    known = package.rels.get(MAIN, {})
    for attribute, what in (("id", "slide id"), (_ID, "relationship")):
        for value, times in Counter(e.get(attribute, "") for e in items).items():
            if times > 1:
                package.fault(MAIN, f"lists the {what} {value} {times} times")
    listed = []
    for item in items:
        value = item.get("id", "")
        if not value.isdigit() or not 256 <= int(value) < 2_147_483_648:
            package.fault(MAIN, f"has a slide with the id {value!r}")
        relationship = known.get(item.get(_ID, ""))
        if relationship is not None:
            listed.append(relationship.target)
            if relationship.kind != "slide":
                package.fault(MAIN, f"lists {relationship.target} as a slide")
    for target in package.targets(MAIN, "slide"):
        if target not in listed:
            package.fault(target, "is a slide that the presentation does not list")


def _size(package: Package, root: Xml) -> None:
    size = root.find(f"{{{P}}}sldSz")
    if size is None:
        package.fault(MAIN, "has no slide size")
        return
    narrow = whole(size.get("cx")) * 3 == whole(size.get("cy")) * 4
    if size.get("type") == "screen4x3" and not narrow:
        package.fault(MAIN, "calls its slides 4:3, which they are not: Keynote refuses it")


def _notes_master(package: Package, root: Xml) -> None:
    children = [child.tag for child in root]
    tag = f"{{{P}}}notesMasterIdLst"
    has_notes = any(True for _ in package.of("notesSlides"))
    if tag not in children:
        if has_notes:
            package.fault(MAIN, "has notes but no notesMasterIdLst: Keynote refuses it")
        return
    if children.index(tag) != 1 or children[0] != f"{{{P}}}sldMasterIdLst":
        package.fault(MAIN, "has its notesMasterIdLst elsewhere than after sldMasterIdLst")
    if len(package.targets(MAIN, "notesMaster")) != 1:
        package.fault(MAIN, "has not exactly one relationship to a notes master")


def _sections(package: Package, root: Xml) -> None:
    lists = list(root.iter(f"{_P14}sectionLst"))
    if not lists:
        return
    slides = {e.get("id", "") for e in root.iter(f"{{{P}}}sldId")}
    members = Counter(e.get("id", "") for e in lists[0].iter(f"{_P14}sldId"))
    for value, times in members.items():
        if value not in slides:
            package.fault(MAIN, f"has a section with the unknown slide {value}")
        if times > 1:
            package.fault(MAIN, f"has slide {value} in {times} sections")
    for value in sorted(slides - set(members)):
        package.fault(MAIN, f"has slide {value} in no section")
    for value, times in Counter(e.get("id", "") for e in lists[0].iter(f"{_P14}section")).items():
        if times > 1:
            package.fault(MAIN, f"has {times} sections with the id {value}")


def _masters(package: Package, root: Xml) -> None:
    ids = [e.get("id", "") for e in root.iter(f"{{{P}}}sldMasterId")]
    if not ids:
        package.fault(MAIN, "has no slide master")
    for name, master in package.of("slideMasters"):
        if len(package.targets(name, "theme")) != 1:
            package.fault(name, "has not exactly one theme")
        for item in master.iter(f"{{{P}}}sldLayoutId"):
            ids.append(item.get("id", ""))
            relationship = package.rels.get(name, {}).get(item.get(_ID, ""))
            if relationship is not None and relationship.kind != "slideLayout":
                package.fault(name, f"lists {relationship.target} as a layout")
    for value, times in Counter(ids).items():
        if times > 1:
            package.fault(MAIN, f"masters and layouts use the id {value} {times} times")


def _layouts(package: Package) -> None:
    listed: set[str] = set()
    for name, master in package.of("slideMasters"):
        keys = {e.get(_ID, "") for e in master.iter(f"{{{P}}}sldLayoutId")}
        listed |= {r.target for r in package.rels.get(name, {}).values() if r.key in keys}
    for name, _ in package.of("slideLayouts"):
        masters = package.targets(name, "slideMaster")
        if len(masters) != 1:
            package.fault(name, "has not exactly one slide master")
        elif name not in package.targets(masters[0], "slideLayout"):
            package.fault(name, f"is unknown to its master {masters[0]}")
        if name not in listed:
            package.fault(name, "is in no master's sldLayoutIdLst")
    for name, _ in package.of("slides"):
        if len(package.targets(name, "slideLayout")) != 1:
            package.fault(name, "has not exactly one layout")


def _themes(package: Package) -> None:
    owners: Counter[str] = Counter()
    for folder in ("slideMasters", "notesMasters", "handoutMasters"):
        for name, _ in package.of(folder):
            themes = package.targets(name, "theme")
            if len(themes) != 1:
                package.fault(name, "has not exactly one theme")
            owners.update(themes)
    for name, times in owners.items():
        if times > 1:
            package.fault(name, f"is the theme of {times} masters; each needs its own")
    for name, theme in package.of("theme"):
        scheme = theme.find(f".//{{{A}}}clrScheme")
        tags = [child.tag.rsplit("}", 1)[-1] for child in scheme] if scheme is not None else []
        if tags[:12] != _SCHEME:
            package.fault(name, "has not the twelve colours in their order")
        for part in ("fillStyleLst", "lnStyleLst", "effectStyleLst", "bgFillStyleLst"):
            found = theme.find(f".//{{{A}}}{part}")
            if found is None or len(found) < 3:
                package.fault(name, f"has fewer than three entries in {part}")


def _notes(package: Package) -> None:
    owners: Counter[str] = Counter()
    for name, _ in package.of("slides"):
        notes = package.targets(name, "notesSlide")
        owners.update(notes)
        for target in notes:
            if package.targets(target, "slide") != [name]:
                package.fault(target, f"does not lead back to {name}")
    for name, times in owners.items():
        if times > 1:
            package.fault(name, f"holds the notes of {times} slides")
    for name, _ in package.of("notesSlides"):
        if len(package.targets(name, "notesMaster")) != 1:
            package.fault(name, "has no notes master")
