"""A company's deck in use, as a base: everything in it that a new deck must not inherit."""

from __future__ import annotations

from collections.abc import Callable

from masters_parts import HEAD, NS, OFFICE, PML, TREE, Master, Package

OLD = "Old words of last year"
"""In every text of the old slides."""
_MODERN = "http://schemas.microsoft.com/office/2018/10/relationships"


def _slide(number: int) -> str:
    tags = '<p:custDataLst><p:tags r:id="rId9"/></p:custDataLst>' if number == 1 else ""
    return (
        f'{HEAD}<p:sld {NS}><p:cSld><p:spTree>{TREE}<p:sp><p:nvSpPr><p:cNvPr id="2" name="Title"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr>'
        "</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r>"
        f'<a:rPr lang="en-US"/><a:t>{OLD} {number}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree>'
        f"{tags}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )


def _notes(number: int) -> str:
    return (
        f"{HEAD}<p:notes {NS}><p:cSld><p:spTree>{TREE}<p:sp><p:nvSpPr>"
        '<p:cNvPr id="2" name="Notes"/><p:cNvSpPr/><p:nvPr><p:ph type="body" idx="1"/></p:nvPr>'
        "</p:nvSpPr><p:spPr/><p:txBody>"
        f'<a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-US"/><a:t>{OLD}, notes {number}</a:t>'
        "</a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/>"
        "</p:clrMapOvr></p:notes>"
    )


def deck_of_old(package: Callable[..., Package], master: Master) -> Package:
    """Five slides with notes, comments of both kinds, tags, sections, a show and macros."""
    ids = "".join(f'<p:sldId id="{256 + n}" r:id="rId{10 + n}"/>' for n in range(5))
    inner = "".join(f'<p14:sldId id="{256 + n}"/>' for n in range(5))
    more = (
        '<p:custShowLst><p:custShow name="Short" id="0"><p:sldLst><p:sld r:id="rId10"/>'
        '</p:sldLst></p:custShow></p:custShowLst><p:custDataLst><p:tags r:id="rId22"/>'
        '</p:custDataLst><p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">'
        '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
        f'<p14:section name="{OLD}" id="{{0F3B0A52-3A35-4E4C-9C6A-0C5F7C1B2A10}}"><p14:sldIdLst>'
        f"{inner}</p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>"
    )
    slides = [(f"rId{10 + n}", "slide", f"slides/slide{n + 1}.xml") for n in range(5)]
    links = [
        ("rId7", "notesMaster", "notesMasters/notesMaster1.xml"),
        *slides,
        ("rId20", "commentAuthors", "commentAuthors.xml"),
        ("rId21", f"{_MODERN}/authors", "authors.xml"),
        ("rId22", "tags", "tags/tag2.xml"),
        ("rId23", "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
         "vbaProject.bin"),
        ("rId24", "presProps", "presProps.xml"),
        ("rId25", "printerSettings", "printerSettings/printerSettings1.bin"),
    ]  # fmt: skip
    notes_list = '<p:notesMasterIdLst><p:notesMasterId r:id="rId7"/></p:notesMasterIdLst>'
    made = package(
        [master], kind="pptm", more=more, links=links,
        slide_ids=f"{notes_list}<p:sldIdLst>{ids}</p:sldIdLst>",
    )  # fmt: skip
    for n in range(1, 6):
        items = [
            ("rId1", "slideLayout", "../slideLayouts/slideLayout2.xml"),
            ("rId2", "notesSlide", f"../notesSlides/notesSlide{n}.xml"),
        ]
        if n == 1:
            items += [
                ("rId3", "comments", "../comments/comment1.xml"),
                ("rId9", "tags", "../tags/tag1.xml"),
            ]
        if n == 2:
            items.append(("rId3", f"{_MODERN}/comments", "../comments/modernComment_101_0.xml"))
        made.add(f"ppt/slides/slide{n}.xml", f"{PML}.slide+xml", _slide(n), items)
        made.add(
            f"ppt/notesSlides/notesSlide{n}.xml", f"{PML}.notesSlide+xml", _notes(n),
            [("rId1", "notesMaster", "../notesMasters/notesMaster1.xml"),
             ("rId2", "slide", f"../slides/slide{n}.xml")],
        )  # fmt: skip
    _notes_master(made, master)
    _said(made)
    return made


def _notes_master(made: Package, master: Master) -> None:
    accents = "".join(f' accent{n}="accent{n}"' for n in range(1, 7))
    made.add(
        "ppt/notesMasters/notesMaster1.xml", f"{PML}.notesMaster+xml",
        f"{HEAD}<p:notesMaster {NS}><p:cSld><p:spTree>{TREE}</p:spTree></p:cSld><p:clrMap "
        f'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"{accents} hlink="hlink" folHlink="folHlink"/>'
        "</p:notesMaster>",
        [("rId1", "theme", "../theme/theme9.xml")],
    )  # fmt: skip
    made.add("ppt/theme/theme9.xml", f"{OFFICE}.theme+xml", master.theme())


def _said(made: Package) -> None:
    """Comments, tags, macros and what a printer left."""
    made.add(
        "ppt/commentAuthors.xml", f"{PML}.commentAuthors+xml",
        f'{HEAD}<p:cmAuthorLst {NS}><p:cmAuthor id="0" name="Ada Lund" initials="AL" lastIdx="1" '
        'clrIdx="0"/></p:cmAuthorLst>',
    )  # fmt: skip
    made.add(
        "ppt/comments/comment1.xml", f"{PML}.comments+xml",
        f'{HEAD}<p:cmLst {NS}><p:cm authorId="0" dt="2026-01-05T09:00:00.000" idx="1">'
        f'<p:pos x="10" y="10"/><p:text>{OLD}, a comment</p:text></p:cm></p:cmLst>',
    )  # fmt: skip
    modern = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"
    person = "{5D6A1C3B-6D1E-4B53-9B1A-0C0C0C0C0C01}"
    made.add(
        "ppt/authors.xml", "application/vnd.ms-powerpoint.authors+xml",
        f'{HEAD}<p188:authorLst xmlns:p188="{modern}"><p188:author id="{person}" name="Ada Lund" '
        'initials="AL" userId="ada" providerId="None"/></p188:authorLst>',
    )  # fmt: skip
    made.add(
        "ppt/comments/modernComment_101_0.xml", "application/vnd.ms-powerpoint.comments+xml",
        f'{HEAD}<p188:cmLst xmlns:p188="{modern}" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:pc="http://schemas.microsoft.com/office/powerpoint/2013/main/command">'
        f'<p188:cm id="{{11111111-2222-4333-8444-555555555555}}" authorId="{person}" '
        'created="2026-01-05T09:00:00.000"><pc:sldMkLst><pc:docMk/><pc:sldMk cId="0" sldId="257"/>'
        "</pc:sldMkLst><p188:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r>"
        f'<a:rPr lang="en-US"/><a:t>{OLD}, a modern comment</a:t></a:r></a:p></p188:txBody>'
        "</p188:cm></p188:cmLst>",
    )  # fmt: skip
    for n in (1, 2):
        made.add(
            f"ppt/tags/tag{n}.xml", f"{PML}.tags+xml",
            f'{HEAD}<p:tagLst {NS}><p:tag name="SOURCE" val="{OLD}"/></p:tagLst>',
        )  # fmt: skip
    made.add("ppt/presProps.xml", f"{PML}.presProps+xml", f"{HEAD}<p:presentationPr {NS}/>")
    made.add("ppt/vbaProject.bin", "application/vnd.ms-office.vbaProject", b"macros" * 20)
    made.add("ppt/printerSettings/printerSettings1.bin", "", b"printer")
    made.defaults["bin"] = f"{PML}.printerSettings"
