"""A check of finished packages for what schema validators do not see.

Everything looked for makes PowerPoint or Keynote repair the file, refuse it or lose content,
though each part is valid by itself: parts that nobody declares, links that lead nowhere, ids
that stand twice. Standard library only; the package is read, never changed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import field
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from deckgen.values import dataclass
from deckgen.write.pptx.xml import PACKAGE, RELATIONSHIPS, R

Xml = ET.Element
_REL = f"{{{RELATIONSHIPS}}}Relationship"
_TYPES = f"{{{PACKAGE}/content-types}}"
_REFERENCES = {f"{{{R}}}{name}" for name in ("id", "embed", "link", "pict", "dm", "lo", "qs", "cs")}


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship with its target resolved to a part's name (or the address, if external)."""

    key: str
    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Package:
    """A package read for checking. ``faults`` collects what is wrong, as sentences."""

    data: dict[str, bytes] = field(default_factory=dict)
    xml: dict[str, Xml] = field(default_factory=dict)
    rels: dict[str, dict[str, Relationship]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def fault(self, part: str, what: str) -> None:
        """Note a fault of a part."""
        self.faults.append(f"{part}: {what}")

    def targets(self, part: str, kind: str) -> list[str]:
        """The parts that ``part`` has relationships of ``kind`` (such as ``theme``) to."""
        return [
            r.target for r in self.rels.get(part, {}).values() if r.kind == kind and not r.external
        ]

    def of(self, folder: str) -> Iterator[tuple[str, Xml]]:
        """XML parts right in a folder of ``ppt/``, in order of their names."""
        for name in sorted(self.xml):
            if posixpath.dirname(name) == f"ppt/{folder}":
                yield name, self.xml[name]


def check_package(data: bytes) -> tuple[str, ...]:
    """Everything wrong with a .pptx that the SDK validator passes over, one sentence each.

    An empty result means that nothing was found. Never raises on a damaged file.
    """
    from deckgen.write.pptx import check_presentation, check_slides

    package = _read(data)
    if not package.data:
        return tuple(package.faults)
    _content_types(package)
    _relationships(package)
    _references(package)
    _reachable(package)
    check_presentation.check(package)
    check_slides.check(package)
    return tuple(dict.fromkeys(package.faults))


def _read(data: bytes) -> Package:
    package = Package()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name, times in Counter(archive.namelist()).items():
                if times > 1:
                    package.fault(name, f"stands {times} times in the zip")
                package.data[name] = archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        package.data.clear()
        package.faults.append(f"the file is no readable zip: {error}")
        return package
    for name, raw in package.data.items():
        if name.endswith((".xml", ".rels")):
            if b"<!DOCTYPE" in raw:
                package.fault(name, "has a document type, which Office refuses")
                continue
            try:
                package.xml[name] = ET.fromstring(raw)
            except ET.ParseError as error:
                package.fault(name, f"is not well-formed: {error}")
    return package


def _content_types(package: Package) -> None:
    name = "[Content_Types].xml"
    root = package.xml.get(name)
    if root is None:
        package.fault(name, "is missing")
        return
    suffixes = {e.get("Extension", "").lower() for e in root.iter(f"{_TYPES}Default")}
    overrides = [e.get("PartName", "") for e in root.iter(f"{_TYPES}Override")]
    for part, times in Counter(overrides).items():
        if times > 1:
            package.fault(name, f"declares {part} {times} times")
        if part.lstrip("/") not in package.data:
            package.fault(name, f"declares {part}, which is not there")
    for part in package.data:
        if part == name or part.endswith("/"):
            continue
        suffix = part.rpartition("/")[2].rpartition(".")[2].lower()
        if f"/{part}" not in overrides and suffix not in suffixes:
            package.fault(part, "has no content type")
        elif f"/{part}" not in overrides and suffix == "xml":
            package.fault(part, "has no content type of its own, only that of any XML")
        if "printerSettings" in part:
            package.fault(part, "printer settings: Keynote refuses such files")


def source_of(name: str) -> str:
    """The part that a ``.rels`` part belongs to; empty for the package's own."""
    folder, file = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _relationships(package: Package) -> None:
    for name, root in list(package.xml.items()):
        if not name.endswith(".rels"):
            continue
        source = source_of(name)
        if source and source not in package.data:
            package.fault(name, f"belongs to {source}, which is not there")
        found: dict[str, Relationship] = {}
        for item in root.iter(_REL):
            key, target = item.get("Id", ""), item.get("Target", "")
            external = item.get("TargetMode") == "External"
            kind = item.get("Type", "").rsplit("/", 1)[-1]
            if key in found:
                package.fault(name, f"uses the id {key} twice")
            if target.upper() == "NULL" or not target:
                package.fault(name, f"{key} has the target {target!r}")
            elif external:
                if kind == "hyperlink" and not valid_url(target):
                    package.fault(name, f"{key} has the malformed address {target!r}")
            else:
                base = posixpath.dirname(source)
                target = posixpath.normpath(posixpath.join("/", base, unquote(target)))[1:]
                if target not in package.data:
                    package.fault(name, f"{key} leads to {target}, which is not there")
            found[key] = Relationship(key, kind, target, external)
        package.rels[source] = found


def valid_url(url: str) -> bool:
    """Whether Office can read an address: it has a scheme, a host if on the web, no raw spaces."""
    if any(c <= " " or c in '<>"{}|\\^`' for c in url):
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    if parts.scheme in ("http", "https", "ftp"):
        return bool(parts.hostname)
    if parts.scheme == "mailto":
        return "@" in parts.path
    return bool(parts.scheme) and bool(parts.path or parts.netloc)


def _references(package: Package) -> None:
    for name, root in package.xml.items():
        if name.endswith(".rels"):
            continue
        known = package.rels.get(name, {})
        for element in root.iter():
            for attribute, value in element.attrib.items():
                if attribute in _REFERENCES and value and value not in known:
                    tag = element.tag.rsplit("}", 1)[-1]
                    package.fault(name, f"{tag} refers to {value}, which has no relationship")


def _reachable(package: Package) -> None:
    seen: set[str] = set()
    waiting = [""]
    while waiting:
        for relationship in package.rels.get(waiting.pop(), {}).values():
            if not relationship.external and relationship.target not in seen:
                seen.add(relationship.target)
                waiting.append(relationship.target)
    for name in package.data:
        if name.endswith((".rels", "/")) or name == "[Content_Types].xml":
            continue
        if name not in seen:
            package.fault(name, "belongs to nothing: no relationship leads to it")
