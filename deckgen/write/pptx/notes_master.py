"""The notes master: how a printed notes page looks."""

from __future__ import annotations

from deckgen.scene import Box
from deckgen.write.pptx.master import LEVELS, TREE_HEAD, color_fill, line_of, prompt, xfrm
from deckgen.write.pptx.xml import HEADER, NAMESPACES

NOTES_IMAGE = Box(685_800, 1_143_000, 5_486_400, 3_086_100)
NOTES_BODY = Box(685_800, 4_400_550, 5_486_400, 3_600_450)


def notes_master() -> str:
    """The notes master: slide image, notes and page number, black on white."""
    number = Box(3_884_613, 8_685_213, 2_971_800, 458_787)
    prompts = "".join(line_of(text, level) for level, text in enumerate(LEVELS))
    levels = "".join(
        f'<a:lvl{n}pPr marL="{457_200 * (n - 1)}" algn="l" defTabSz="914400" rtl="0" '
        f'eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:defRPr sz="1200" kern="1200">'
        f'{color_fill("tx1")}<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
        f'<a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{n}pPr>'
        for n in range(1, 10)
    )
    accents = "".join(f' accent{n}="accent{n}"' for n in range(1, 7))
    return (
        f"{HEADER}<p:notesMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr>{color_fill('bg1')}"
        f"<a:effectLst/></p:bgPr></p:bg><p:spTree>{TREE_HEAD}"
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide image"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr>{xfrm(NOTES_IMAGE)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln w="12700">'
        f"{color_fill('tx1')}</a:ln></p:spPr></p:sp>"
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{xfrm(NOTES_BODY)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{prompts}</p:txBody></p:sp>"
        '<p:sp><p:nvSpPr><p:cNvPr id="4" name="Page number"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="5"/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{xfrm(number)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        '<p:txBody><a:bodyPr anchor="b"/><a:lstStyle><a:lvl1pPr algn="r"><a:defRPr sz="1200"/>'
        f"</a:lvl1pPr></a:lstStyle>{prompt('slide_number')}</p:txBody></p:sp>"
        '</p:spTree></p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"'
        f'{accents} hlink="hlink" folHlink="folHlink"/><p:notesStyle>{levels}</p:notesStyle>'
        "</p:notesMaster>"
    )
