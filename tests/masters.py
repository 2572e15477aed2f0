"""Company masters, each with a trouble of its own, and files that are none.

Every function of ``MASTERS`` gives the bytes of a whole .potx or .pptx with its own masters,
layouts and themes, as other programs write them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from helpers_scene import png
from masters_drawn import DRAWN, LOGO_FILE
from masters_old import deck_of_old
from masters_parts import (
    BOXES,
    COLOURS,
    DARK,
    HEAD,
    MAIN,
    NARROW,
    NS,
    OFFICE,
    PML,
    WIDE,
    Layout,
    Master,
    Package,
    Ph,
    Rel,
    background,
    bar,
    image,
    picture_background,
)  # fmt: skip

FEET = ("dt", "ftr", "sldNum")
ENGLISH = {
    "title": "Title Slide", "obj": "Title and Content", "secHead": "Section Header",
    "twoObj": "Two Content", "titleOnly": "Title Only", "blank": "Blank",
}  # fmt: skip
GERMAN = {
    "title": "Titelfolie", "obj": "Titel und Inhalt", "secHead": "Abschnittsüberschrift",
    "twoObj": "Zwei Inhalte", "titleOnly": "Nur Titel", "blank": "Leer",
}  # fmt: skip
JAPANESE = {
    "title": "タイトル スライド", "obj": "タイトルとコンテンツ", "secHead": "セクション見出し",
    "twoObj": "2 つのコンテンツ", "titleOnly": "タイトルのみ", "blank": "白紙",
}  # fmt: skip
SMALL, A4 = (9_144_000, 5_143_500), (9_906_000, 6_858_000)


def at(name: str, size: Sequence[int] = WIDE) -> tuple[int, int, int, int]:
    """A placeholder's usual box on slides of a size."""
    x, y, w, h = BOXES[name]
    across, down = size[0] / WIDE[0], size[1] / WIDE[1]
    return round(x * across), round(y * down), round(w * across), round(h * down)


def feet(start: int | None = 10) -> tuple[Ph, ...]:
    """Date, footer and slide number of a layout, with indices from ``start``."""
    return tuple(Ph(kind, None if start is None else start + n) for n, kind in enumerate(FEET))


def layouts(
    names: dict[str, str] = ENGLISH, size: Sequence[int] = WIDE, foot: tuple[Ph, ...] | None = None
) -> tuple[Layout, ...]:
    """The six layouts that most masters have."""
    foot = feet() if foot is None else foot
    title = Ph("title")
    inner: dict[str, tuple[Ph, ...]] = {
        "title": (
            Ph("ctrTitle", None, at("cover", size), 5400, 'anchor="b"', "ctr"),
            Ph("subTitle", 1, at("subtitle", size), 2400, align="ctr"),
        ),
        "obj": (title, Ph(None, 1)),
        "secHead": (
            Ph("title", None, at("section", size), 5400, 'anchor="b"'),
            Ph("body", 1, at("section_text", size), 2400),
        ),
        "twoObj": (title, Ph(None, 1, at("left", size)), Ph(None, 2, at("right", size))),
        "titleOnly": (title,),
        "blank": (),
    }
    return tuple(Layout(names[kind], kind, (*inner[kind], *foot)) for kind in names)


def master(size: Sequence[int] = WIDE, **more: object) -> Master:
    """A plain master for slides of a size."""
    places = (
        Ph("title", None, at("title", size), body='anchor="ctr"'),
        Ph("body", 1, at("body", size)),
        *(
            Ph(kind, n, at(kind, size), 1200, 'anchor="ctr"', align)
            for n, (kind, align) in enumerate(zip(FEET, ("l", "ctr", "r"), strict=True), 2)
        ),
    )
    return replace(Master(layouts(size=size), places), **more)  # type: ignore[arg-type]


def package(
    masters: Sequence[Master],
    size: Sequence[int] = WIDE,
    kind: str = "potx",
    *,
    size_type: str = "",
    more: str = "",
    links: Sequence[Rel] = (),
    media: dict[str, bytes] | None = None,
    slide_ids: str = "",
) -> Package:
    """The parts of a file with these masters; ``more`` stands after its default text style."""
    made = Package()
    items: list[Rel] = []
    ids = ""
    next_id, number = 2_147_483_648, 0
    for n, each in enumerate(masters, 1):
        items.append((f"rId{n}", "slideMaster", f"slideMasters/slideMaster{n}.xml"))
        ids += f'<p:sldMasterId id="{next_id}" r:id="rId{n}"/>'
        own: list[Rel] = []
        for place, layout in enumerate(each.layouts, 1):
            number += 1
            file = f"slideLayout{number}.xml"
            own.append((f"rId{place}", "slideLayout", f"../slideLayouts/{file}"))
            back = ("rId1", "slideMaster", f"../slideMasters/slideMaster{n}.xml")
            made.add(f"ppt/slideLayouts/{file}", f"{PML}.slideLayout+xml", layout.xml(),
                     [back, *layout.rels])  # fmt: skip
        own.append((f"rId{len(own) + 1}", "theme", f"../theme/theme{n}.xml"))
        made.add(f"ppt/slideMasters/slideMaster{n}.xml", f"{PML}.slideMaster+xml",
                 each.xml(next_id), [*own, *each.rels])  # fmt: skip
        made.add(f"ppt/theme/theme{n}.xml", f"{OFFICE}.theme+xml", each.theme())
        next_id += 1 + len(each.layouts)
    for name, data in (media or {}).items():
        made.add(f"ppt/media/{name}", "", data)
        made.defaults[name.rpartition(".")[2]] = "image/png"
    size_type = f' type="{size_type}"' if size_type else ""
    made.add(
        "ppt/presentation.xml",
        MAIN[kind],
        f"{HEAD}<p:presentation {NS}><p:sldMasterIdLst>{ids}</p:sldMasterIdLst>{slide_ids}"
        f'<p:sldSz cx="{size[0]}" cy="{size[1]}"{size_type}/><p:notesSz cx="6858000" cy="9144000"/>'
        f"{more}</p:presentation>",
        [*items, *links],
    )
    made.add("_rels/.rels", "", b"")
    from masters_parts import rels

    made.parts["_rels/.rels"] = rels([("rId1", "officeDocument", "ppt/presentation.xml")])
    return made


# --- names and placeholders -------------------------------------------------------------------


def plain() -> bytes:
    return package([master()]).zip()


def german() -> bytes:
    return package([master(layouts=layouts(GERMAN))]).zip()


def japanese() -> bytes:
    scripts = '<a:font script="Jpan" typeface="游ゴシック"/><a:font script="Hans" typeface="等线"/>'
    return package([master(layouts=layouts(JAPANESE), scripts=scripts)]).zip()


def unnamed_types() -> bytes:
    """Layouts that a user drew: no type, German names of their own."""
    names = (
        "Deckblatt Harbor",
        "Inhalt",
        "Kapiteltrenner",
        "Zweispalter",
        "Nur Überschrift",
        "Frei",
    )
    made = zip(layouts(), names, strict=True)
    return package(
        [master(layouts=tuple(replace(one, type=None, name=name) for one, name in made))]
    ).zip()


def odd_indices() -> bytes:
    """Indices as older programs and converters leave them."""
    cover, content, section, two, only, blank = layouts(foot=feet(27))
    odd = (
        replace(cover, places=(cover.places[0], replace(cover.places[1], idx=13), *feet(40))),
        replace(content, places=(content.places[0], Ph(None, 4_294_967_295), *feet(27))),
        replace(section, places=(section.places[0], replace(section.places[1], idx=27),
                                 *feet(30))),
        two, only, blank,
    )  # fmt: skip
    return package([master(layouts=odd)]).zip()


def one_layout() -> bytes:
    return package([master(layouts=layouts()[1:2])]).zip()


def no_title_only() -> bytes:
    return package([master(layouts=(*layouts()[:4], layouts()[5]))]).zip()


def no_footers() -> bytes:
    """A master without date, footer and slide number."""
    bare = master(layouts=layouts(foot=()))
    return package([replace(bare, places=bare.places[:2])]).zip()


def title_at_the_foot() -> bytes:
    places = (
        Ph("title", None, (838200, 5000000, 10515600, 1100000), body='anchor="b"'),
        Ph("body", 1, (838200, 500000, 10515600, 4350000)),
        *master().places[2:],
    )
    return package([master(places=places)]).zip()


# --- several masters --------------------------------------------------------------------------


def two_masters() -> bytes:
    other = master(name="Harbor dark", map=DARK, layouts=layouts()[:2])
    return package([master(), other]).zip()


def good_master_last() -> bytes:
    blank = (layouts()[5],)
    return package(
        [master(name="Print", layouts=blank), master(name="Poster", layouts=blank),
         master(name="Slides")]
    ).zip()  # fmt: skip


# --- grounds and colours ----------------------------------------------------------------------


def picture_ground() -> bytes:
    """A light picture behind every slide."""
    own = master(bg=picture_background("rId9"), rels=(("rId9", "image", "../media/sky.png"),))
    return package([own], media={"sky.png": png(64, 36, 235)}).zip()


def dark_by_map() -> bytes:
    return package([master(map=DARK)]).zip()


def dark_by_ground() -> bytes:
    """A dark ground under a colour map that says light: the master's text is white by name."""
    return package([master(bg=background("dk2"), ink="bg1")]).zip()


def system_colours() -> bytes:
    colours = {
        **COLOURS,
        "dk1": '<a:sysClr val="windowText" lastClr="000000"/>',
        "lt1": '<a:sysClr val="window" lastClr="FFFFFF"/>',
    }
    scripts = "".join(
        f'<a:font script="{script}" typeface="{family}"/>'
        for script, family in (
            ("Jpan", "ＭＳ Ｐゴシック"),
            ("Hang", "맑은 고딕"),
            ("Arab", "Arial"),
        )
    )
    return package([master(colours=colours, scripts=scripts, fonts=("Verdana", "Verdana"))]).zip()


def grey_accents() -> bytes:
    """A house of one colour: five of its accents are greys, two of them pale."""
    greys = ("1F4E79", "7F7F7F", "A6A6A6", "595959", "D9D9D9", "404040")
    accents = {f"accent{n}": value for n, value in enumerate(greys, 1)}
    return package([master(colours={**COLOURS, **accents})]).zip()


# --- sizes ------------------------------------------------------------------------------------


def four_to_three() -> bytes:
    return package([master(NARROW)], NARROW, size_type="screen4x3").zip()


def small_wide() -> bytes:
    """10 × 5.625 inches, as Google Slides writes them."""
    return package([master(SMALL, title_size=2400)], SMALL, size_type="screen16x9").zip()


def a4() -> bytes:
    return package([master(A4)], A4, size_type="A4").zip()


# --- what masters draw ------------------------------------------------------------------------

LOGO = (10_700_000, 260_000, 1_100_000, 420_000)
SIDE = (0, 0, 420_000, 6_858_000)
BAND = (0, 5_950_000, 12_192_000, 908_000)


def furniture() -> bytes:
    """A logo at the top right, a bar at the left and a tall band at the foot."""
    drawn = (
        bar(20, SIDE, "accent1", "Side bar") + bar(21, BAND, "dk2", "Foot band")
        + image(22, LOGO, "rId9")
    )  # fmt: skip
    plain = master()
    places = (
        plain.places[0], Ph("body", 1, (838200, 1825625, 10515600, 3950000)),
        *(replace(ph, color="FFFFFF") for ph in plain.places[2:]),
    )  # fmt: skip
    own = replace(plain, drawn=drawn, places=places, rels=(("rId9", "image", "../media/logo.png"),))
    return package([own], media={"logo.png": png(110, 42, 60)}).zip()


def logo_on_layouts() -> bytes:
    """Each layout draws the logo itself, on its own shapes only."""
    link = (("rId7", "image", "../media/logo.png"),)
    own = tuple(
        replace(one, drawn=image(20, LOGO, "rId7"), rels=link, hides=True) for one in layouts()
    )
    return package([master(layouts=own)], media={"logo.png": png(110, 42, 60)}).zip()


def embedded_fonts() -> bytes:
    more = (
        '<p:embeddedFontLst><p:embeddedFont><p:font typeface="Harbor Sans"/>'
        '<p:regular r:id="rId8"/></p:embeddedFont></p:embeddedFontLst>'
    )
    made = package([master()], more=more, links=[("rId8", "font", "fonts/font1.fntdata")])
    made.add("ppt/fonts/font1.fntdata", "", b"not a font, only its place")
    made.defaults["fntdata"] = "application/x-fontdata"
    return made.zip()


def old_deck() -> bytes:
    """A deck in use: slides, notes, comments, sections, a custom show, tags and macros."""
    return deck_of_old(package, master()).zip()


MASTERS: dict[str, Callable[[], bytes]] = {
    made.__name__: made
    for made in (
        plain, german, japanese, unnamed_types, odd_indices, one_layout, no_title_only, no_footers,
        title_at_the_foot, two_masters, good_master_last, picture_ground, dark_by_map,
        dark_by_ground, system_colours, grey_accents, four_to_three, small_wide, a4, furniture,
        logo_on_layouts, embedded_fonts, old_deck,
    )
}  # fmt: skip


def _drawn(change: Callable[[Master], Master]) -> Callable[[], bytes]:
    return lambda: package([change(master())], media=LOGO_FILE).zip()


MASTERS.update({name: _drawn(change) for name, change in DRAWN.items()})
SUFFIX = {"old_deck": ".pptm"}
"""Endings other than ``.potx``."""
