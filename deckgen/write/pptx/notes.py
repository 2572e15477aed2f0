"""The notes page of a slide."""

from __future__ import annotations

from deckgen.write.pptx.context import Deck
from deckgen.write.pptx.master import TREE_HEAD
from deckgen.write.pptx.xml import HEADER, NAMESPACES, escape, is_plain, relations

_BEFORE = (
    f"{HEADER}<p:notes {NAMESPACES}><p:cSld><p:spTree>{TREE_HEAD}"
    '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide image"/><p:cNvSpPr>'
    '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr>'
    '<p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
    '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
    '</p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr>'
    "<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>"
)
_BEHIND = (
    "</p:txBody></p:sp></p:spTree></p:cSld>"
    "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
)


def write_notes(notes: str, number: int, deck: Deck, master: str) -> None:
    """Emit the notes page of slide ``number``, one paragraph for each line."""
    language = escape(deck.language)
    before = f'<a:p><a:r><a:rPr lang="{language}" dirty="0"/><a:t>'
    texts = notes.splitlines() or [""]
    clean = is_plain("".join(texts))
    lines = "".join(
        [
            f"{before}{text if clean else escape(text)}</a:t></a:r></a:p>"
            if text
            else f'<a:p><a:endParaRPr lang="{language}" dirty="0"/></a:p>'
            for text in texts
        ]
    )
    deck.emit(f"ppt/notesSlides/notesSlide{number}.xml", f"{_BEFORE}{lines}{_BEHIND}")
    deck.emit(
        f"ppt/notesSlides/_rels/notesSlide{number}.xml.rels",
        relations(
            (
                ("rId1", "notesMaster", f"../{master}", False),
                ("rId2", "slide", f"../slides/slide{number}.xml", False),
            )
        ),
    )
