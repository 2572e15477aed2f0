"""The presentation part, document properties and the package's lists."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from deckgen.scene import Chart, Picture, Scene
from deckgen.write.pptx.base import Base
from deckgen.write.pptx.master import default_text_style
from deckgen.write.pptx.xml import (
    HEADER,
    NAMESPACES,
    OFFICE,
    PACKAGE,
    escape,
    relationships,
)

_PML = f"{OFFICE}.presentationml"
FIRST_SLIDE_ID = 256
FIXED_RELATIONSHIPS = 6
"""Relationships of the presentation before its slides: master, notes master, four more."""


Listed = tuple[tuple[bool, ...], int, tuple[tuple[str, str], ...]]
"""What ``[Content_Types].xml`` says of a scene: which slides have notes, how many charts there
are, and the kinds of its pictures by suffix. The decks of a batch have it in common.
"""


def listed(scene: Scene) -> Listed:
    """What the list of types has to say: it stands first in the zip, before the slides."""
    charts = 0
    kinds: dict[str, str] = {}
    for slide in scene.slides:
        there = set(map(type, slide.elements))
        if Chart in there:
            charts += sum(isinstance(e, Chart) for e in slide.elements)
        if Picture in there:
            for element in slide.elements:
                if isinstance(element, Picture):
                    kinds["png" if element.mime == "image/png" else "jpeg"] = element.mime
                    if element.svg is not None:
                        kinds["svg"] = "image/svg+xml"
    return tuple([bool(slide.notes) for slide in scene.slides]), charts, tuple(kinds.items())


def content_types(told: Listed, base: Base) -> str:
    """``[Content_Types].xml``."""
    notes, charts, pictures = told
    overrides = [
        ("ppt/presentation.xml", f"{_PML}.presentation.main+xml"),
        *base.types,
        *((f"ppt/slides/slide{n}.xml", f"{_PML}.slide+xml") for n in range(1, len(notes) + 1)),
        *(
            (f"ppt/notesSlides/notesSlide{n}.xml", f"{_PML}.notesSlide+xml")
            for n, has_notes in enumerate(notes, 1)
            if has_notes
        ),
        *(
            (f"ppt/charts/chart{n}.xml", f"{OFFICE}.drawingml.chart+xml")
            for n in range(1, charts + 1)
        ),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("docProps/app.xml", f"{OFFICE}.extended-properties+xml"),
    ]
    kinds = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
    }
    if charts:
        kinds["xlsx"] = f"{OFFICE}.spreadsheetml.sheet"
    kinds.update(_picture_kinds(pictures, base))
    defaults = "".join(
        f'<Default Extension="{suffix}" ContentType="{kind}"/>' for suffix, kind in kinds.items()
    )
    listed = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides
    )
    return f'{HEADER}<Types xmlns="{PACKAGE}/content-types">{defaults}{listed}</Types>'


def _picture_kinds(used: Iterable[tuple[str, str]], base: Base) -> dict[str, str]:
    known = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}
    kinds: dict[str, str] = {}
    for name, _ in base.parts:
        suffix = name.rpartition(".")[2]
        if suffix in known:
            kinds[suffix] = known[suffix]
    kinds.update(used)
    return dict(sorted(kinds.items()))


def root_relationships() -> str:
    """``_rels/.rels``."""
    core = f"{PACKAGE}/relationships/metadata/core-properties"
    return relationships(
        [
            ("rId1", "officeDocument", "ppt/presentation.xml", False),
            ("rId2", core, "docProps/core.xml", False),
            ("rId3", "extended-properties", "docProps/app.xml", False),
        ]
    )


def presentation_relationships(slides: int, base: Base) -> str:
    """The presentation's relationships: the base's six, then those of as many slides."""
    fixed = (
        ("slideMaster", base.master),
        ("notesMaster", base.notes_master),
        ("presProps", "presProps.xml"),
        ("viewProps", "viewProps.xml"),
        ("theme", base.theme),
        ("tableStyles", "tableStyles.xml"),
    )
    items = [(f"rId{n}", kind, target, False) for n, (kind, target) in enumerate(fixed, 1)]
    items += [
        (f"rId{FIXED_RELATIONSHIPS + n}", "slide", f"slides/slide{n}.xml", False)
        for n in range(1, slides + 1)
    ]
    return relationships(items)


Presented = tuple[int, int, int, str, tuple[tuple[str, int], ...]]
"""What the presentation part says of a scene: how many slides there are, their width and height
(EMU), the language, and the name and number of slides of each section. The decks of a batch have
it in common.
"""


def presented(scene: Scene) -> Presented:
    """What the presentation part has to say. Each slide is in exactly one section; a deck without
    section names has none.
    """
    groups = scene.sections
    sections: list[tuple[str, int]] = []
    if any(name for name, _ in groups):
        titles = {slide.key: slide.title for slide in scene.slides}
        for name, keys in groups:
            sections.append((name or titles[keys[0]] or scene.title, len(keys)))
    return len(scene.slides), scene.width, scene.height, scene.language, tuple(sections)


def presentation(told: Presented, master_id: int = 2_147_483_648) -> str:
    """The presentation part: masters, slides, sizes, default text, sections."""
    count, width, height, language, sections = told
    ids = "".join(
        f'<p:sldId id="{FIRST_SLIDE_ID + n}" r:id="rId{FIXED_RELATIONSHIPS + 1 + n}"/>'
        for n in range(count)
    )
    slides = f"<p:sldIdLst>{ids}</p:sldIdLst>" if ids else ""
    kind = ' type="screen4x3"' if width * 3 == height * 4 else ""
    return (
        f'{HEADER}<p:presentation {NAMESPACES} saveSubsetFonts="1" autoCompressPictures="0">'
        f'<p:sldMasterIdLst><p:sldMasterId id="{master_id}" r:id="rId1"/></p:sldMasterIdLst>'
        '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'{slides}<p:sldSz cx="{width}" cy="{height}"{kind}/>'
        f'<p:notesSz cx="6858000" cy="9144000"/>{default_text_style(language)}'
        f"{_sections(sections)}</p:presentation>"
    )


def _sections(sections: Iterable[tuple[str, int]]) -> str:
    """The sections, by name and number of slides."""
    parts = []
    first = FIRST_SLIDE_ID
    for index, (label, count) in enumerate(sections):
        members = "".join(f'<p14:sldId id="{first + n}"/>' for n in range(count))
        first += count
        parts.append(
            f'<p14:section name="{escape(label)}" id="{_guid(f"{index} {label}")}">'
            f"<p14:sldIdLst>{members}</p14:sldIdLst></p14:section>"
        )
    if not parts:
        return ""
    return (
        '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
        'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
        f"{''.join(parts)}</p14:sectionLst></p:ext></p:extLst>"
    )


def _guid(text: str) -> str:
    """A GUID that depends on nothing but ``text``."""
    digest = hashlib.sha256(f"deckgen section {text}".encode("utf-8", "replace")).hexdigest()
    digest = digest.upper()
    return f"{{{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-A{digest[17:20]}-{digest[20:32]}}}"


def core_properties(scene: Scene) -> str:
    """Title, author, dates and language. Both dates are the scene's own."""
    texts = [
        ("dc:title", scene.title),
        ("dc:subject", scene.subject),
        ("dc:creator", scene.author),
        ("cp:keywords", ", ".join(scene.keywords)),
        ("cp:lastModifiedBy", scene.author),
        ("dc:language", scene.language),
    ]
    body = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in texts if text)
    dates = "".join(
        f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">{escape(scene.created)}</dcterms:{tag}>'
        for tag in ("created", "modified")
    )
    return (
        f'{HEADER}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:dcmitype="http://purl.org/dc/dcmitype/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{body}{dates}'
        "</cp:coreProperties>"
    )


def app_properties(scene: Scene) -> str:
    """Counts of slides and notes, and the slides' titles."""
    notes = sum(bool(slide.notes) for slide in scene.slides)
    wide = scene.width * 3 > scene.height * 4
    titles = "".join(f"<vt:lpstr>{escape(slide.title)}</vt:lpstr>" for slide in scene.slides)
    count = len(scene.slides)
    company = f"<Company>{escape(scene.company)}</Company>" if scene.company else ""
    heading = (
        '<HeadingPairs><vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>Slide Titles'
        f"</vt:lpstr></vt:variant><vt:variant><vt:i4>{count}</vt:i4></vt:variant></vt:vector>"
        f'</HeadingPairs><TitlesOfParts><vt:vector size="{count}" baseType="lpstr">{titles}'
        "</vt:vector></TitlesOfParts>"
        if count
        else ""
    )
    return (
        f'{HEADER}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'docPropsVTypes"><Application>deckgen</Application><PresentationFormat>'
        f"{'Widescreen' if wide else 'On-screen Show (4:3)'}</PresentationFormat>"
        f"<Slides>{count}</Slides><Notes>{notes}</Notes><HiddenSlides>0</HiddenSlides>"
        f"{heading}{company}</Properties>"
    )
