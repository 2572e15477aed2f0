"""The base: theme, master, layouts and notes master that every deck of a theme shares.

Made once for each theme and page. The boxes are those of ``Page``, so that a placeholder of a
layout and the shape that ``layout`` places agree to the EMU.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from deckgen.pictures.raster import stand_in
from deckgen.scene import Box, Color
from deckgen.theme.page import Page
from deckgen.theme.tokens import Theme
from deckgen.values import dataclass
from deckgen.write.pptx import master
from deckgen.write.pptx.images import pixel_size
from deckgen.write.pptx.notes_master import notes_master
from deckgen.write.pptx.theme_part import theme_part
from deckgen.write.pptx.xml import HEADER, NAMESPACES, OFFICE, relationships

PML = f"{OFFICE}.presentationml"


@dataclass(frozen=True, slots=True)
class LayoutPart:
    """A slide layout of the base: its file name and its placeholders by kind.

    A placeholder's value is the ``p:ph`` element that a slide's shape refers to it with.
    """

    file: str
    """Relative to ``ppt/slideLayouts/``."""
    placeholders: Mapping[str, str]
    inherits: bool = False
    """Text in placeholders takes its colour, font and place from the layout."""
    plain: frozenset[str] = frozenset()
    """Kinds of placeholder that inherit no colour: their text has to bring its own."""
    boxes: Mapping[str, Box] = field(default_factory=dict)
    """Where the layout has its placeholders (EMU), when slides inherit from it."""
    color_map: str = ""
    """The ``p:clrMapOvr`` of its slides; that of the master when empty."""
    slots: Mapping[str, str] = field(default_factory=dict)
    """What slots of a scene are called on its slides, those that have another name there."""


@dataclass(frozen=True, slots=True)
class Base:
    """Parts by name, their content types, and the layout of each role.

    ``roles`` has the scene's four roles, and ``content`` for a slide with a body placeholder.
    """

    parts: tuple[tuple[str, bytes], ...]
    types: tuple[tuple[str, str], ...]
    roles: Mapping[str, LayoutPart]
    master: str = "slideMasters/slideMaster1.xml"
    theme: str = "theme/theme1.xml"
    notes_master: str = "notesMasters/notesMaster1.xml"
    master_id: int = 2_147_483_648


_bases: list[tuple[Theme, Page, Base]] = []
_KEPT = 8
"""Bases kept: a batch uses one or two."""


def base(theme: Theme, page: Page) -> Base:
    """The base of a theme at a page; the same object for equal pairs (a batch makes it once)."""
    for known, at, made in _bases:
        if at == page and known == theme:
            return made
    made = compile_base(theme, page)
    _bases.append((theme, page, made))
    del _bases[:-_KEPT]
    return made


def compile_base(theme: Theme, page: Page) -> Base:
    """Compile a theme into its parts."""
    parts: list[tuple[str, str]] = []
    types: list[tuple[str, str]] = []

    def add(name: str, kind: str, text: str) -> None:
        parts.append((name, text))
        types.append((name, kind))

    def rels(name: str, items: list[tuple[str, str, str, bool]]) -> None:
        folder, file = name.rsplit("/", 1)
        parts.append((f"{folder}/_rels/{file}.rels", relationships(items)))

    layouts = _layouts(theme, page)
    count = len(layouts)
    add("ppt/theme/theme1.xml", f"{OFFICE}.theme+xml", theme_part(theme, theme.name))
    add("ppt/theme/theme2.xml", f"{OFFICE}.theme+xml", theme_part(theme, theme.name))
    name = "ppt/slideMasters/slideMaster1.xml"
    links = [
        (f"rId{n}", "slideLayout", f"../slideLayouts/slideLayout{n}.xml", False)
        for n in range(1, count + 1)
    ]
    links.append((f"rId{count + 1}", "theme", "../theme/theme1.xml", False))
    picture, media = "", ""
    logo, mime, drawing = stand_in(theme.logo or b"", theme.logo_mime)
    pixels = pixel_size(logo)
    if pixels is not None:
        media = "logo.png" if mime == "image/png" else "logo.jpeg"
        embeds = [f"rId{count + 2}"]
        links.append((embeds[0], "image", f"../media/{media}", False))
        if drawing is not None:
            embeds.append(f"rId{count + 3}")
            links.append((embeds[1], "image", "../media/logo.svg", False))
        picture = master.logo(page, pixels, *embeds)
    add(name, f"{PML}.slideMaster+xml", master.slide_master(theme, page, count, picture))
    rels(name, links)
    roles: dict[str, LayoutPart] = {}
    for number, layout in enumerate(layouts, 1):
        file = f"slideLayout{number}.xml"
        name = f"ppt/slideLayouts/{file}"
        add(name, f"{PML}.slideLayout+xml", layout.xml(theme, page))
        rels(name, [("rId1", "slideMaster", "../slideMasters/slideMaster1.xml", False)])
        roles[layout.role] = LayoutPart(file, layout.references())
    name = "ppt/notesMasters/notesMaster1.xml"
    add(name, f"{PML}.notesMaster+xml", notes_master())
    rels(name, [("rId1", "theme", "../theme/theme2.xml", False)])
    add("ppt/presProps.xml", f"{PML}.presProps+xml", PRESENTATION_PROPERTIES)
    add("ppt/viewProps.xml", f"{PML}.viewProps+xml", VIEW_PROPERTIES)
    add("ppt/tableStyles.xml", f"{PML}.tableStyles+xml", TABLE_STYLES)
    made = [(n, t.encode()) for n, t in parts]
    if media:
        made.append((f"ppt/media/{media}", logo))
    if media and drawing is not None:
        made.append(("ppt/media/logo.svg", drawing))
    return Base(tuple(made), tuple(types), roles)


PRESENTATION_PROPERTIES = f"{HEADER}<p:presentationPr {NAMESPACES}/>"
VIEW_PROPERTIES = (
    f"{HEADER}<p:viewPr {NAMESPACES}><p:normalViewPr>"
    '<p:restoredLeft sz="15620"/><p:restoredTop sz="80000"/></p:normalViewPr>'
    '<p:gridSpacing cx="76200" cy="76200"/></p:viewPr>'
)
TABLE_STYLES = (
    f'{HEADER}<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'def="{2D5ABB26-0587-4C30-8999-92F81FD0307C}"/>'
)


def _layouts(theme: Theme, page: Page) -> tuple[master.Layout, ...]:
    """The six layouts, in the order that PowerPoint's gallery shows them."""
    cover = master.ground(theme.cover_ground)
    strong = theme.section.ground == "level"
    tinted = master.ground(theme.level(0) if strong else theme.surface)
    on_section = theme.section_text if strong else None
    bar = master.ornament(page, theme.cover.ornament, theme.cover_accent)
    section_bar = master.ornament(
        page, theme.section.ornament, theme.paper if strong else Color("accent1")
    )
    light, soft = theme.cover_text, theme.cover_quiet
    scale = theme.type
    section_body = Box(
        page.section_title.x,
        page.section_title.bottom + page.margin // 4,
        page.section_title.w,
        page.cover_subtitle.h,
    )
    content = Box(page.margin, page.content.y, page.content.w, page.content.h)
    title = master.Slot("title", page.title)
    return (
        master.Layout(
            "cover",
            "Cover",
            "title",
            (
                master.Slot("center_title", page.cover_title, scale.cover, light, "b"),
                master.Slot("subtitle", page.cover_subtitle, 20, soft),
            ),
            footer_color=light,
            bare=True,
            background=cover,
            ornament=bar,
        ),
        master.Layout(
            "section",
            "Section",
            "secHead",
            (
                master.Slot("title", page.section_title, 40, on_section, "b"),
                master.Slot("body", section_body, 20, on_section, plain=True),
            ),
            footer_color=on_section,
            background=tinted,
            ornament=section_bar,
        ),
        master.Layout("title", "Title only", "titleOnly", (title,)),
        master.Layout("content", "Title and content", "obj", (title, master.Slot("body", content))),
        master.Layout(
            "closing",
            "Closing",
            None,
            (
                master.Slot("title", page.cover_title, scale.cover, light, "b"),
                master.Slot("body", page.cover_subtitle, 20, soft, plain=True),
            ),
            footer_color=light,
            bare=True,
            background=cover,
            ornament=bar,
        ),
        master.Layout("blank", "Blank", "blank", ()),
    )
