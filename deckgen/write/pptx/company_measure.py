"""Measures a company's layouts: where text stands, what is free, which colours lie under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from deckgen.findings import Finding, Level
from deckgen.scene import Box, Slot
from deckgen.theme.ground import Ground, Leaf, TextSpot
from deckgen.theme.slots import FOUR, least, slots_of, unquiet
from deckgen.write.pptx.company_area import (
    Drawn,
    Room,
    body_area,
    drawn,
    figures_area,
    free_area,
    split,
)
from deckgen.write.pptx.company_colours import NOTHING, Fill, Palette, map_of
from deckgen.write.pptx.company_ground import Painting
from deckgen.write.pptx.company_sheets import TEXTS, TITLES, Holder, MasterSheet, Sheet
from deckgen.write.pptx.company_text import Styles
from deckgen.write.pptx.opened import Opened, Xml
from deckgen.write.pptx.xml import A, P

PAGED = ("title", "content", "closing")
"""Roles whose content fills the page."""
SHEET = 14
"""Points (of a page 540 high) between the edge of a sheet and the content on it."""
READABLE, VISIBLE = 4.5, 3.0
"""Contrast that small and large text in a placeholder needs to keep the master's colour."""
SCARCE = 0.42
"""Share of the slide under which another layout is looked for."""
LEAST = 0.3
"""Share of the slide under which the free area of a content layout is too small for content."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The ground that layout works on; for each role the layout's colour map (slots to
    entries); ``entries`` says which entry of the scheme each slot of a scene stands for.
    """

    ground: Ground
    maps: Mapping[str, Mapping[str, str]]
    entries: Mapping[str, str]
    notes: tuple[Finding, ...]


def measure(
    file: Opened, master: MasterSheet, roles: Mapping[str, Sheet], instead: Mapping[str, str],
    size: tuple[int, int], fonts: tuple[str, str], scheme: Mapping[str, str],
) -> Measured:  # fmt: skip
    """Measure the layout of each role. ``instead`` are roles that another one's layout serves."""
    one = _Measure(file, master, size, fonts, scheme)
    leaves: dict[str, Leaf] = {}
    under: dict[str, tuple[str, ...] | None] = {}
    maps: dict[str, Mapping[str, str]] = {}
    notes: list[Finding] = []
    for role, sheet in roles.items():
        maps[role] = one.map(sheet)
        leaves[role], under[role] = one.leaf(role, sheet, role not in instead)
        if under[role] is None and role in ("cover", "section"):
            message = (
                f"{file.name}: what lies under the text of {sheet.name!r} is a picture that cannot "
                "be looked at; the colour of its title is taken to be readable there"
            )
            notes.append(Finding(Level.WARNING, "base-picture", message, subject=role))
        if leaves[role].sheet and role == "title":
            message = (
                f"{file.name}: text could not be read all over the ground of {sheet.name!r}; "
                "content stands on a sheet of the theme's own ground"
            )
            notes.append(Finding(Level.INFO, "base-sheet", message, subject=role))
    page = size[0] * size[1]
    room = leaves["title"].area
    if room.w * room.h < LEAST * page:
        message = (
            f"{file.name}: {roles['title'].name!r} leaves {100 * room.w * room.h // page} % of the "
            "slide to content; slides will be many, or crowded"
        )
        notes.append(Finding(Level.WARNING, "base-room", message, subject="title"))
    title = leaves["title"].title
    entries = slots_of(
        scheme, maps["title"], under["title"], title.color if title is not None else ""
    )
    leaves = {
        role: one.inked(leaf, roles[role], maps[role], entries) for role, leaf in leaves.items()
    }
    ground = Ground(
        file.name, size, leaves, {s: scheme[e] for s, e in entries.items()}, fonts, under
    )
    return Measured(ground, maps, entries, tuple(notes))


def roomier(
    file: Opened, master: MasterSheet, sheet: Sheet, size: tuple[int, int],
    fonts: tuple[str, str], scheme: Mapping[str, str],
) -> Sheet | None:  # fmt: skip
    """A layout with a title that leaves half as much again as ``sheet``, when that leaves little;
    None when there is none. Its other placeholders are not on deckgen's slides.
    """
    one = _Measure(file, master, size, fonts, scheme)

    def room(which: Sheet) -> float:
        area = one.leaf("title", which, True)[0].area
        return area.w * area.h / (size[0] * size[1])

    here = room(sheet)
    if here >= SCARCE:
        return None
    others = [
        s
        for s in master.sheets
        if (title := s.first("title")) is not None and title.box and not title.vertical
    ]
    best = max(others, key=room, default=sheet)
    return best if room(best) >= 1.5 * here else None


@dataclass(frozen=True, slots=True)
class _Measure:
    file: Opened
    master: MasterSheet
    size: tuple[int, int]
    fonts: tuple[str, str]
    scheme: Mapping[str, str]

    def map(self, sheet: Sheet) -> dict[str, str]:
        """The colour map in force on slides of a layout."""
        own = sheet.root.find(f"{{{P}}}clrMapOvr/{{{A}}}overrideClrMapping")
        return map_of(own if own is not None else self.master.root.find(f"{{{P}}}clrMap"))

    def leaf(self, role: str, sheet: Sheet, own: bool) -> tuple[Leaf, tuple[str, ...] | None]:
        """The leaf of a role, and the colours under its text."""
        palette = Palette(self.scheme, self.map(sheet), self.file.xml(self.master.theme))
        background, things = self._painted(sheet, palette)
        styles = Styles(self.master.root, *self.fonts, palette)
        title = styles.spot(sheet.first(*TITLES))
        wanted = ("subTitle", "body") if role in ("cover", "section") else ()
        text = styles.spot(sheet.first(*wanted)) if wanted else None
        feet = {
            name: styles.spot(sheet.first(kind))
            for name, kind in (("footer", "ftr"), ("date", "dt"), ("number", "sldNum"))
        }
        text = _off(text, [spot.box for spot in feet.values() if spot is not None])
        date, foot = feet["date"], feet["footer"]
        if date is not None and foot is not None and _meet(date.box, foot.box):
            feet["date"] = None  # the master sets one over the other; one can be read
        grounds, obstacles = split(things, self.size)
        left, right, body = self._edges(sheet)
        picture = bool(background.picture) or not background.known
        room = Room(self.size, left, right, grounds, obstacles, body, picture and role in PAGED)
        boxes = [s.box for s in (title, text, *feet.values()) if s is not None]
        area = free_area(room, boxes)
        if role == "section" and text is not None and area.y < text.box.bottom:
            below = title is None or title.box.y >= text.box.bottom
            area = (None if below else figures_area(room, text.box, boxes)) or area
        paged = role in PAGED
        if paged and area.w * area.h < LEAST * self.size[0] * self.size[1]:
            meant = body_area(room, boxes)
            if meant is not None and meant.w * meant.h > area.w * area.h:
                area = meant
        if paged and not (area.w and area.h):  # nothing is free: what a plain page would leave
            area = Box(left, self.size[1] // 4, right - left, self.size[1] * 2 // 3)
        painting = Painting(self.size, background, things, self.file.read)
        looked = [area]
        if role == "cover" and text is not None:
            looked = [text.box, *([title.box] if title is not None else [])]
        every = [painting.under(box) for box in looked]
        under: tuple[str, ...] | None = None
        if all(u.known for u in every):
            under = tuple(dict.fromkeys(c for u in every for c in u.colors))
        covered = paged and unquiet(under, [self.scheme[e] for e in FOUR])
        if covered:
            area = area.inset(*(SHEET * self.size[1] // 540 for _ in range(4)))
            under = (self.scheme[palette.map["bg1"]],)
        found = Leaf(
            area, title, text, feet["footer"], feet["date"], feet["number"], own, covered
        )  # fmt: skip
        return found, under

    def inked(
        self, leaf: Leaf, sheet: Sheet, colours: Mapping[str, str], entries: Mapping[str, str]
    ) -> Leaf:
        """The leaf with a slot for the text of placeholders that the master gives no colour, or
        one that cannot be read where it stands.
        """
        spots = leaf.spots()
        palette = Palette(self.scheme, colours, self.file.xml(self.master.theme))
        painting = Painting(self.size, *self._painted(sheet, palette), self.file.read)
        four: tuple[Slot, ...] = ("tx1", "bg1", "tx2", "bg2")
        made = {}
        for name, spot in spots.items():
            ground = painting.under(spot.box)
            under = ground.colors
            enough = READABLE if name == "text" else VISIBLE
            if spot.color and (not ground.known or least(spot.color, under) >= enough):
                continue
            best = max(four[:2], key=lambda s, u=under: least(self.scheme[entries[s]], u))  # type: ignore[misc]
            if not spot.color or least(self.scheme[entries[best]], under) > least(
                spot.color, under
            ):
                made[name] = replace(spot, slot=best)
        return replace(leaf, **made)  # type: ignore[arg-type]

    def _painted(self, sheet: Sheet, palette: Palette) -> tuple[Fill, list[Drawn]]:
        file, master = self.file, self.master
        of_sheet, of_master = _pictures(file, sheet.part), _pictures(file, master.part)
        background = palette.background(sheet.root, of_sheet)
        if background is None:
            background = palette.background(master.root, of_master) or NOTHING
        things: list[Drawn] = []
        if sheet.root.get("showMasterSp") not in ("0", "false"):
            things += drawn(master.root, palette, of_master)
        things += drawn(sheet.root, palette, of_sheet)
        return background, things

    def _edges(self, sheet: Sheet) -> tuple[int, int, Box | None]:
        """Left and right edge of text (EMU), and the master's box for running text."""
        styles = Styles(self.master.root, *self.fonts)
        spots = [styles.spot(sheet.first(*TITLES))]
        body = self._body(sheet)
        spots.append(styles.spot(body))
        inner = [s.inner for s in spots if s is not None]
        width = self.size[0]
        least = width // 40
        if not inner:
            return width // 20, width - width // 20, None
        left, right = min(b.x for b in inner), max(b.right for b in inner)
        left, right = max(left, least), min(right, width - least)
        if right - left < width // 3:
            left, right = width // 20, width - width // 20
        return left, right, body.box if body is not None else None

    def _body(self, sheet: Sheet) -> Holder | None:
        """The master's placeholder of running text, or that of a layout like "content"."""
        for shape in _tree(self.master.root):
            ph = shape.find(f"*/{{{P}}}nvPr/{{{P}}}ph")
            if ph is not None and ph.get("type", "obj") == "body":
                from deckgen.write.pptx.company_sheets import box_of

                box = box_of(shape)
                if box is not None:
                    return Holder("body", ph.get("idx", "0"), box, shape, None)
        texts = [h for s in self.master.sheets for h in s.holders if h.kind in TEXTS and h.box]
        return max(texts, key=lambda h: h.box.w * h.box.h if h.box else 0, default=None)


def _meet(one: Box, other: Box) -> bool:
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.bottom
        and other.y < one.bottom
    )


def _off(spot: TextSpot | None, feet: Sequence[Box]) -> TextSpot | None:
    """A placeholder that the master lets reach into its footers, less what it has of them."""
    if spot is None:
        return None
    tops = [b.y for b in feet if _meet(b, spot.box) and b.y >= spot.box.y + spot.box.h // 2]
    if not tops:
        return spot
    return replace(spot, box=replace(spot.box, h=min(tops) - spot.box.y))


def _tree(root: Xml) -> list[Xml]:
    tree = root.find(f"{{{P}}}cSld/{{{P}}}spTree")
    return [c for c in tree if isinstance(c.tag, str)] if tree is not None else []


def _pictures(file: Opened, part: str) -> dict[str, str]:
    """The parts of a part's images by the id of the relationship."""
    return {
        rel.key: rel.target
        for rel in file.rels(part)
        if rel.kind == "image" and not rel.external and file.has(rel.target)
    }
