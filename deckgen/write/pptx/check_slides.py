"""Package check: what stands on slides, layouts and masters, and in charts."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from deckgen.write.pptx.xml import A, C, P, R, whole

if TYPE_CHECKING:
    from deckgen.write.pptx.check import Package, Xml

_TITLES = ("title", "ctrTitle")
_WORD = r"(?:-?\d+|[A-Za-z_][A-Za-z0-9_]*)"
_ARITY = {
    "*/": 3, "+-": 3, "+/": 3, "?:": 3, "abs": 1, "at2": 2, "cat2": 3, "cos": 2, "max": 2,
    "min": 2, "mod": 3, "pin": 3, "sat2": 3, "sin": 2, "sqrt": 1, "tan": 2, "val": 1,
}  # fmt: skip
_FRAMES = ("sp", "pic", "graphicFrame", "cxnSp")


def check(package: Package) -> None:
    """Note every fault of slides, layouts, masters, notes pages and charts."""
    for folder in ("slides", "slideLayouts", "slideMasters", "notesSlides", "notesMasters"):
        for name, root in package.of(folder):
            _shape_ids(package, name, root)
            _placeholders(package, name, root)
            _links(package, name, root)
            _pictures(package, name, root)
            _formulas(package, name, root)
            _connectors(package, name, root)
            for table in root.iter(f"{{{A}}}tbl"):
                _table(package, name, table)
    _slide_placeholders(package)
    _charts(package)


def _shape_ids(package: Package, name: str, root: Xml) -> None:
    ids = Counter(e.get("id", "") for e in root.iter(f"{{{P}}}cNvPr"))
    for value, times in ids.items():
        if times > 1:
            package.fault(name, f"uses the shape id {value} {times} times")


def _placeholders(package: Package, name: str, root: Xml) -> None:
    found = list(root.iter(f"{{{P}}}ph"))
    if sum(ph.get("type") in _TITLES for ph in found) > 1:
        package.fault(name, "has two titles")
    indices = Counter(ph.get("idx", "0") for ph in found if ph.get("type") not in _TITLES)
    for value, times in indices.items():
        if times > 1:
            package.fault(name, f"has {times} placeholders with the index {value}")


def _slide_placeholders(package: Package) -> None:
    for name, root in package.of("slides"):
        for layout in package.targets(name, "slideLayout"):
            page = package.xml.get(layout)
            if page is None:
                continue
            known = {_key(ph) for ph in page.iter(f"{{{P}}}ph")}
            for ph in root.iter(f"{{{P}}}ph"):
                if _key(ph) not in known:
                    kind = ph.get("type", "content")
                    package.fault(name, f"has a {kind} placeholder that {layout} lacks")


def _key(ph: Xml) -> str:
    return "title" if ph.get("type") in _TITLES else ph.get("idx", "0")


def _links(package: Package, name: str, root: Xml) -> None:
    known = package.rels.get(name, {})
    for tag in ("hlinkClick", "hlinkHover", "hlinkMouseOver"):
        for link in root.iter(f"{{{A}}}{tag}"):
            key, action = link.get(f"{{{R}}}id", ""), link.get("action", "")
            relationship = known.get(key)
            if action == "ppaction://hlinksldjump":
                if relationship is None:
                    package.fault(name, "has a slide jump that leads nowhere")
                elif relationship.kind != "slide" or relationship.external:
                    package.fault(name, f"has a slide jump to {relationship.target}")
            elif not action and relationship is None:
                package.fault(name, "has a link that leads nowhere")
            elif not action and relationship and relationship.kind != "hyperlink":
                package.fault(name, f"has a link by a {relationship.kind} relationship")


def _pictures(package: Package, name: str, root: Xml) -> None:
    known = package.rels.get(name, {})
    for picture in root.iter(f"{{{P}}}pic"):
        blip = picture.find(f"{{{P}}}blipFill/{{{A}}}blip")
        key = blip.get(f"{{{R}}}embed") if blip is not None else None
        key = key or (blip.get(f"{{{R}}}link") if blip is not None else None)
        if not key:
            package.fault(name, "has a picture without an image")
        elif key in known and known[key].kind != "image":
            package.fault(name, f"has a picture made of {known[key].target}")


def _formulas(package: Package, name: str, root: Xml) -> None:
    for guide in root.iter(f"{{{A}}}gd"):
        words = guide.get("fmla", "").split()
        good = (
            bool(words)
            and _ARITY.get(words[0]) == len(words) - 1
            and all(re.fullmatch(_WORD, word) for word in words[1:])
        )
        if not good:
            package.fault(name, f"has the malformed formula {guide.get('fmla')!r}")


def _connectors(package: Package, name: str, root: Xml) -> None:
    kinds: dict[str, str] = {}
    for kind in (*_FRAMES, "grpSp"):
        for element in root.iter(f"{{{P}}}{kind}"):
            about = element.find(f"*/{{{P}}}cNvPr")
            if about is not None:
                kinds[about.get("id", "")] = kind
    for tag in ("stCxn", "endCxn"):
        for end in root.iter(f"{{{A}}}{tag}"):
            kind_of_end = kinds.get(end.get("id", ""))
            if kind_of_end is None:
                package.fault(name, f"has a connector glued to no shape ({end.get('id')})")
            elif kind_of_end in ("grpSp", "graphicFrame"):
                package.fault(name, "has a connector glued to a group or table")


def _table(package: Package, name: str, table: Xml) -> None:
    columns = len(table.findall(f"{{{A}}}tblGrid/{{{A}}}gridCol"))
    rows = table.findall(f"{{{A}}}tr")
    covered: dict[int, int] = {}
    for number, row in enumerate(rows):
        cells = row.findall(f"{{{A}}}tc")
        if len(cells) != columns:
            package.fault(name, f"has a table row of {len(cells)} cells on {columns} columns")
        for column, cell in enumerate(cells):
            wide, high = whole(cell.get("gridSpan"), 1), whole(cell.get("rowSpan"), 1)
            if column + wide > columns or number + high > len(rows) or min(wide, high) < 1:
                package.fault(name, "has a table cell that spans beyond the table")
            merged = cells[column + 1 : column + wide]
            if any(c.get("hMerge") not in ("1", "true") for c in merged):
                package.fault(name, "has a table span whose cells are not merged")
            if cell.get("vMerge") in ("1", "true") and covered.get(column, 0) < 1:
                package.fault(name, "has a merged table cell that no span covers")
            covered[column] = max(covered.get(column, 0) - 1, high - 1)


def _charts(package: Package) -> None:
    owners: Counter[str] = Counter()
    for folder in ("slides", "slideLayouts", "slideMasters"):
        for name, _ in package.of(folder):
            owners.update(package.targets(name, "chart"))
    for name, times in owners.items():
        if times > 1:
            package.fault(name, f"is the chart of {times} frames")
    for name, root in package.of("charts"):
        if root.tag == f"{{{C}}}chartSpace":
            _chart(package, name, root)


def _chart(package: Package, name: str, root: Xml) -> None:
    area = root.find(f".//{{{C}}}plotArea")
    if area is None:
        package.fault(name, "has no plot area")
        return
    axes: list[str] = []
    for child in area:
        if child.tag.endswith("Ax"):
            axis = child.find(f"{{{C}}}axId")
            axes.append(axis.get("val", "") if axis is not None else "")
    for value, times in Counter(axes).items():
        if times > 1:
            package.fault(name, f"has {times} axes with the id {value}")
        if not value.isdigit():
            package.fault(name, f"has an axis with the id {value!r}")
    for child in area:
        for tag in ("axId", "crossAx"):
            for axis in child.findall(f"{{{C}}}{tag}"):
                if axis.get("val") not in axes:
                    package.fault(name, f"names an axis {axis.get('val')} that it lacks")
    for tag in ("idx", "order"):
        values = Counter(
            e.get("val", "") for s in root.iter(f"{{{C}}}ser") for e in s.findall(f"{{{C}}}{tag}")
        )
        for value, times in values.items():
            if times > 1:
                package.fault(name, f"has {times} series with the {tag} {value}")
    for kind in ("numCache", "strCache", "numLit", "strLit"):
        for cache in root.iter(f"{{{C}}}{kind}"):
            _cache(package, name, cache, kind.startswith("num"))
    external = root.find(f"{{{C}}}externalData")
    books = package.targets(name, "package")
    if external is None or not books:
        package.fault(name, "has no workbook, so its data cannot be edited")
    elif any(not package.data.get(book, b"PK").startswith(b"PK") for book in books):
        package.fault(name, "has a workbook that is no workbook")


def _cache(package: Package, name: str, cache: Xml, numeric: bool) -> None:
    count = cache.find(f"{{{C}}}ptCount")
    length = whole(count.get("val")) if count is not None else 0
    places = [whole(pt.get("idx")) for pt in cache.findall(f"{{{C}}}pt")]
    if places and max(places) >= length:
        package.fault(name, f"counts {length} points and has one at {max(places)}")
    if len(set(places)) != len(places):
        package.fault(name, "has two points at one place")
    if not numeric:
        return
    for value in cache.iter(f"{{{C}}}v"):
        try:
            finite = math.isfinite(float(value.text or ""))
        except ValueError:
            finite = False
        if not finite:
            package.fault(name, f"has {value.text!r} for a number")
