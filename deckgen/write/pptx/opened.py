"""A company's .potx or .pptx, opened with care: bounded, no entities, nothing from outside.

What is wrong with the file is told as a ``ThemeError`` that names the file and, where there is
one, the part of it.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import field
from typing import Any, NoReturn
from urllib.parse import unquote

from lxml import etree

from deckgen.findings import Finding, Level, ThemeError
from deckgen.values import dataclass
from deckgen.write.pptx.xml import PACKAGE, RELATIONSHIPS

Xml = Any
"""An lxml element; lxml brings no types of its own."""
MOST_BYTES = 200_000_000
"""Of the file, and of any part of it unpacked."""
MOST_UNPACKED = 600_000_000
"""Of all parts together, as the zip's directory states it."""
MOST_PARTS = 10_000
MOST_XML = 20_000_000
"""Of one part of XML: a master with all its drawings has a tenth of it."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = "purl.oclc.org/ooxml"
_MAIN = "presentationml"


@dataclass(frozen=True, slots=True)
class Rel:
    """A relationship: its id, the last word of its type and the whole type, and its target
    (a part's name without leading slash, or an address when ``external``).
    """

    key: str
    kind: str
    type: str
    target: str
    external: bool


@dataclass(slots=True)
class Opened:
    """The parts of an opened file. ``name`` is the file's name, for messages."""

    name: str
    archive: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo]
    """By part name, without leading slash."""
    presentation: str = ""
    overrides: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    _raw: dict[str, bytes] = field(default_factory=dict)
    _xml: dict[str, Xml] = field(default_factory=dict)
    _rels: dict[str, tuple[Rel, ...]] = field(default_factory=dict)

    def refuse(self, what: str, part: str = "") -> NoReturn:
        """Raise the error that the file, or a part of it, cannot be used."""
        place = f"{self.name}, {part}" if part else self.name
        raise refusal(f"{place}: {what}")

    def has(self, part: str) -> bool:
        """Whether the file holds a part."""
        return part in self.members

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises ThemeError when it is missing, damaged or too large."""
        if part in self._raw:
            return self._raw[part]
        info = self.members.get(part)
        if info is None:
            self.refuse("the part is missing", part)
        try:
            with self.archive.open(info) as stream:
                data = stream.read(MOST_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as problem:
            self.refuse(f"the part cannot be read ({problem})", part)
        except NotImplementedError:
            self.refuse("the part is packed in a way that is not known here", part)
        if len(data) > MOST_BYTES:
            self.refuse(f"the part is larger than {MOST_BYTES // 1_000_000} MB", part)
        self._raw[part] = data
        return data

    def xml(self, part: str) -> Xml:
        """The root of a part of XML. Entities are not resolved, document types refused."""
        if part not in self._xml:
            self._xml[part] = self._parsed(part)
        return self._xml[part]

    def _parsed(self, part: str) -> Xml:
        data = self.read(part)
        if len(data) > MOST_XML:
            self.refuse(f"the part is larger than {MOST_XML // 1_000_000} MB", part)
        if b"<!DOCTYPE" in data[:4096] or "<!DOCTYPE".encode("utf-16-le") in data[:8192]:
            self.refuse("the part has a document type, which Office files never have", part)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=False,
        )  # fmt: skip
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as problem:
            self.refuse(f"the part is not well-formed XML: {problem}", part)
        info: Any = root.getroottree().docinfo
        if info.doctype:
            self.refuse("the part has a document type, which Office files never have", part)
        return root

    def rels(self, part: str) -> tuple[Rel, ...]:
        """The relationships of a part (of the package for ""), targets resolved."""
        if part not in self._rels:
            self._rels[part] = tuple(self._related(part))
        return self._rels[part]

    def _related(self, part: str) -> list[Rel]:
        folder, file = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        if not self.has(name):
            return []
        found = []
        for item in self.xml(name).iter(f"{{{RELATIONSHIPS}}}Relationship"):
            target, kind = item.get("Target", ""), item.get("Type", "")
            external = item.get("TargetMode") == "External"
            if not external:
                joined = posixpath.join("/", folder, unquote(target.partition("#")[0]))
                target = posixpath.normpath(joined).lstrip("/")
            found.append(Rel(item.get("Id", ""), kind.rsplit("/", 1)[-1], kind, target, external))
        return found

    def targets(self, part: str, kind: str) -> list[str]:
        """The parts that a part has relationships of ``kind`` to, those that are there."""
        return [
            r.target
            for r in self.rels(part)
            if r.kind == kind and not r.external and self.has(r.target)
        ]

    def type_of(self, part: str) -> str:
        """The content type of a part; empty when nobody declares it."""
        suffix = part.rpartition("/")[2].rpartition(".")[2].lower()
        return self.overrides.get(part.lower()) or self.defaults.get(suffix, "")


def refusal(message: str) -> ThemeError:
    """The error for a base that cannot be used."""
    return ThemeError([Finding(Level.ERROR, "unusable-base", message)])


def opened(data: bytes, name: str) -> Opened:
    """Open a company's file from its bytes. Raises ThemeError for anything that is no
    presentation or template of PowerPoint 2007 and later.
    """
    if len(data) > MOST_BYTES:
        raise refusal(f"{name}: the file is larger than {MOST_BYTES // 1_000_000} MB")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            what = "the file is encrypted: save it without a password"
        else:
            what = (
                "the file has the format of PowerPoint 97–2003, or a password: "
                "save it as .potx or .pptx, without one"
            )
        raise refusal(f"{name}: {what}")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as problem:
        raise refusal(f"{name}: the file is no .potx or .pptx ({problem})") from None
    if len(infos) > MOST_PARTS:
        raise refusal(f"{name}: the file has more than {MOST_PARTS} parts")
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise refusal(f"{name}: unpacked, it is larger than {MOST_UNPACKED // 1_000_000} MB")
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        members.setdefault(info.filename.lstrip("/"), info)
    file = Opened(name, archive, members)
    _types(file)
    _find_presentation(file)
    return file


def _types(file: Opened) -> None:
    listing = "[Content_Types].xml"
    if not file.has(listing):
        file.refuse("the file is a zip, but no .potx or .pptx: it has no list of content types")
    for item in file.xml(listing):
        if not isinstance(item.tag, str):
            continue
        kind = item.get("ContentType", "")
        if item.tag == f"{{{PACKAGE}/content-types}}Override":
            file.overrides[item.get("PartName", "").lstrip("/").lower()] = kind
        elif item.tag == f"{{{PACKAGE}/content-types}}Default":
            file.defaults[item.get("Extension", "").lower()] = kind


def _find_presentation(file: Opened) -> None:
    mains = [r for r in file.rels("") if r.kind == "officeDocument"]
    if any(_STRICT in r.type for r in mains):
        file.refuse("the file is saved as Strict Open XML: save it as .potx or .pptx")
    for rel in mains:
        if not rel.external and file.has(rel.target):
            kind = file.type_of(rel.target)
            if kind and _MAIN not in kind and "ms-powerpoint" not in kind:
                file.refuse(f"the file is no presentation ({kind.rsplit('.', 2)[-2]})")
            file.presentation = rel.target
            return
    file.refuse("the file has no presentation part")
