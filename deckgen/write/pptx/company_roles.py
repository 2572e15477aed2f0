"""Which layout of a company's master serves which role: by placeholders first, then by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache

from deckgen.findings import Finding, Level
from deckgen.write.pptx.company_sheets import FEET, TEXTS, TITLES, Sheet

ROLES = ("cover", "section", "title", "content", "closing", "blank")
"""Roles that a ``layouts:`` map may name; ``title`` is "title only"."""
NEEDED = ("cover", "section", "title")
"""Roles that every deck uses: a fallback for one of them is a warning."""
NEAREST = {
    "cover": ("section", "title"),
    "section": ("cover", "title"),
    "closing": ("title",),
    "content": ("title",),
    "blank": ("title",),
}
"""What stands in for a role that no layout serves, best first."""
SAID = {
    "cover": "cover",
    "section": "section divider",
    "title": "title only",
    "content": "title and content",
    "closing": "closing slide",
    "blank": "blank",
}

_TYPES = {
    "title": "cover", "secHead": "section", "titleOnly": "title", "obj": "content",
    "tx": "content", "blank": "blank",
}  # fmt: skip
WORDS: Mapping[str, tuple[str, ...]] = {
    "cover": (
        "title slide", "cover", "opening", "front page", "start slide",
        "titelfolie", "deckblatt", "startfolie", "titelseite",
        "diapositive de titre", "page de titre", "couverture", "page de garde",
        "diapositiva de titulo", "portada", "caratula",
        "slide de titulo", "diapositivo de titulo", "capa",
        "diapositiva titolo", "copertina", "frontespizio",
        "titeldia", "voorblad", "omslag",
        "slajd tytulowy", "okladka", "strona tytulowa",
        "rubrikbild", "forsida", "forside", "titellysbilde", "framsida", "otsikkodia", "kansi",
        "uvodni snimek", "titulni", "kapak", "baslik slaydi",
        "титульный слайд", "титульный", "обложка",
        "タイトル スライド", "タイトルスライド", "表紙", "标题幻灯片", "封面", "標題投影片",
        "제목 슬라이드", "표지", "شريحة العنوان", "שקופית כותרת",
    ),
    "section": (
        "section header", "section", "divider", "chapter", "transition", "separator", "break",
        "abschnitt", "abschnittsuberschrift", "kapitel", "trennfolie", "zwischentitel", "trenner",
        "titre de section", "intercalaire", "chapitre", "separateur",
        "encabezado de seccion", "seccion", "separador", "capitulo", "division",
        "cabecalho da secao", "cabecalho da seccao", "secao", "seccao", "divisoria",
        "intestazione sezione", "sezione", "capitolo", "divisorio",
        "sectiekop", "sectie", "hoofdstuk", "tussenblad", "scheidingsdia",
        "naglowek sekcji", "sekcja", "rozdzial", "przekladka",
        "avsnitt", "avsnittsrubrik", "afsnit", "deloverskrift", "osan ylatunniste", "valiotsikko",
        "zahlavi oddilu", "oddil", "bolum ust bilgisi", "bolum",
        "заголовок раздела", "раздел",
        "セクション見出し", "セクション", "中扉", "章扉", "节标题", "章节", "过渡页", "章節標題",
        "구역 머리글", "섹션", "간지", "عنوان المقطع", "כותרת מקטע",
    ),
    "title": (
        "title only", "headline only",
        "nur titel", "nur uberschrift",
        "titre seul", "titre seulement",
        "solo el titulo", "solo titulo",
        "somente titulo", "so titulo", "apenas titulo",
        "solo titolo",
        "alleen titel",
        "tylko tytul",
        "endast rubrik", "kun titel", "bare tittel", "kun tittel", "vain otsikko",
        "pouze nadpis", "jen nadpis", "yalnizca baslik",
        "только заголовок",
        "タイトルのみ", "仅标题", "只有标题", "只有標題", "제목만", "عنوان فقط", "כותרת בלבד",
    ),
    "content": (
        "title and content", "title and body", "title and text", "content",
        "titel und inhalt", "inhalt", "titre et contenu", "titulo y objetos",
        "titulo y contenido", "titulo e conteudo", "titolo e contenuto", "titel en object",
        "titel en inhoud", "tytul i zawartosc", "rubrik och innehall", "titel og indhold",
        "tittel og innhold", "otsikko ja sisalto", "nadpis a obsah", "baslik ve icerik",
        "заголовок и объект", "タイトルとコンテンツ", "标题和内容", "標題及內容", "제목 및 내용",
    ),
    "closing": (
        "closing", "thank you", "thanks", "end slide", "final slide", "back cover", "last slide",
        "schlussfolie", "abschluss", "abschlussfolie", "danke", "vielen dank", "endfolie",
        "merci", "fin", "cloture", "diapositive de fin", "conclusion",
        "gracias", "cierre", "contraportada",
        "obrigado", "encerramento", "agradecimento", "contracapa",
        "grazie", "chiusura",
        "bedankt", "dank u", "afsluiting", "slotdia", "einddia",
        "dziekuje", "dziekujemy", "zakonczenie", "slajd koncowy",
        "tack", "avslut", "tak", "takk", "kiitos", "dekujeme", "tesekkurler",
        "спасибо", "заключение", "終わり", "ご清聴", "最終", "谢谢", "致谢", "封底",
        "結語", "감사합니다",
    ),
    "blank": (
        "blank", "empty", "leer", "leere folie", "vide", "en blanco", "em branco", "vuota",
        "vuoto", "leeg", "pusty", "puste", "tom", "tomt", "tyhja", "prazdny", "bos", "пустой",
        "白紙", "空白", "빈 화면", "فارغ", "ריק",
    ),
}  # fmt: skip
"""What layouts of each role are called in PowerPoint's languages and by designers, without
accents and in small letters.
"""
_SPELLED = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae"})


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A layout's name without accents, signs, numbering and capitals: what names compare by."""
    apart = unicodedata.normalize("NFKD", name.lower().translate(_SPELLED))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W\d_]+", " ", unicodedata.normalize("NFKC", bare)).split())


@lru_cache(maxsize=4096)
def named(role: str, name: str) -> int:
    """How well a layout's name says a role: 0 (not at all) to 100 (that and nothing else)."""
    said = plain(name)
    best = 0
    for word in WORDS[role]:
        phrase = plain(word)
        if said == phrase:
            return 100
        if _within(phrase, said):
            best = max(best, 40 + 40 * len(phrase) // max(1, len(said)))
    return best


def _within(phrase: str, said: str) -> bool:
    """Whether a name holds a phrase: as words, as the beginning or end of a compound
    ("Kapiteltrenner"), anywhere in scripts that set no spaces.
    """
    if _ideographic(phrase):
        return phrase in said
    safe = re.escape(phrase)
    compound = rf"\b{safe}|{safe}\b" if len(phrase) >= 6 and " " not in phrase else None
    return re.search(compound or rf"\b{safe}\b", said) is not None


@lru_cache(maxsize=1024)
def _ideographic(text: str) -> bool:
    """Whether a word is of a script that sets no spaces between words."""
    return any(unicodedata.name(c, "")[:3] in ("CJK", "HIR", "KAT", "HAN") for c in text)


def score(role: str, sheet: Sheet) -> int:
    """How well a layout serves a role; 0 is not at all. Placeholders weigh more than the type
    that PowerPoint notes (a copied layout keeps it), and both more than the name.
    """
    title, words = sheet.count(*TITLES), named(role, sheet.name)
    texts = sheet.count(*TEXTS)
    others = len(sheet.holders) - title - texts - sheet.count(*FEET)
    first = sheet.first(*TITLES)
    if title and first is not None and first.vertical and role != "blank":
        return 0
    typed = _TYPES.get(sheet.type) == role
    fits = {
        "cover": title == 1 and (sheet.count("ctrTitle") or sheet.count("subTitle")),
        "section": title == 1 and texts <= 2 and others == 0 and typed,
        "title": title == 1 and texts + others == 0,
        "content": title == 1 and texts == 1 and others == 0 and sheet.count("obj", "body") == 1,
        "closing": False,
        "blank": title + texts + others == 0,
    }[role]
    elsewhere = max((named(r, sheet.name) for r in ROLES if r != role), default=0)
    if not (fits or typed or words) or (words == 0 and elsewhere >= 80 and not (fits and typed)):
        return 0
    if role in ("title", "content", "section") and not title:
        return 0
    if role == "title" and not fits:
        return 0
    return 100 * bool(fits) + 60 * typed + words - 15 * others - 5 * max(0, texts - 1)


def mapped(
    sheets: Sequence[Sheet], file: str
) -> tuple[dict[str, Sheet], list[Finding], dict[str, str]]:
    """The layout of each role, what had to be guessed, and which role stood in for which.

    Never fails: a master has one layout at least.
    """
    found: dict[str, Sheet] = {}
    for role in ROLES:
        ranked = [(score(role, sheet), -at) for at, sheet in enumerate(sheets)]
        best, at = max(ranked)
        if best > 0:
            found[role] = sheets[-at]
    notes: list[Finding] = []
    instead: dict[str, str] = {}
    if "title" not in found:
        taken = _roomiest(sheets)
        found["title"], instead["title"] = taken, "title"
        notes.append(_nearest(file, "title", taken, ""))
    for role in ROLES:
        if role not in found:
            other = next(r for r in NEAREST[role] if r in found)
            found[role], instead[role] = found[other], other
            if role in NEEDED:
                notes.append(_nearest(file, role, found[role], other))
    return {role: found[role] for role in ROLES}, notes, instead


def _roomiest(sheets: Sequence[Sheet]) -> Sheet:
    """For a master without a "title only": a layout with a title and few other placeholders."""

    def rank(sheet: Sheet) -> tuple[bool, bool, bool, int]:
        first = sheet.first(*TITLES)
        return (
            first is None,
            first is not None and first.vertical,
            sheet.type in ("title", "secHead") or sheet.count("ctrTitle") > 0,
            len(sheet.holders) - sheet.count(*FEET),
        )

    return min(sheets, key=rank)


def _nearest(file: str, role: str, sheet: Sheet, other: str) -> Finding:
    why = f", its {SAID[other]}," if other else ""
    return Finding(
        Level.WARNING,
        "base-role",
        f"{file} has no layout for {role!r} ({SAID[role]}): {sheet.name!r}{why} is taken",
        suggestion=f"name another under layouts: ({role}: …)",
        subject=role,
    )


def unknown_layout(name: str, names: Sequence[str]) -> str:
    """The hint for a layout's name that the file does not have."""
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    listed = ", ".join(dict.fromkeys(names))
    return f"did you mean {near[0]!r}? the file has: {listed}" if near else f"it has: {listed}"
