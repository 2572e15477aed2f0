"""Design tokens: the typed form of a theme file, and the colours that slides ask it for.

Slides never name a colour; they ask for a role (``ink``, ``level(1)``, ``status("at_risk")``)
and get a theme slot, so that a change of the theme's colours in PowerPoint changes them too.
"""

from __future__ import annotations

from dataclasses import field
from functools import lru_cache
from typing import Literal

from deckgen.findings import Finding, Span
from deckgen.scene import Color, Slot
from deckgen.values import dataclass

SLOT_NAMES: dict[str, Slot] = {
    "accent1": "accent1",
    "accent2": "accent2",
    "accent3": "accent3",
    "accent4": "accent4",
    "accent5": "accent5",
    "accent6": "accent6",
    "hyperlink": "hlink",
    "followed_hyperlink": "folHlink",
}


@dataclass(frozen=True, slots=True)
class TypeScale:
    """Type sizes in points."""

    cover: float = 44
    title: float = 24
    heading: float = 18
    body: float = 14
    caption: float = 11
    footer: float = 9


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distances in EMU."""

    margin: int = 609_600
    gutter: int = 203_200
    radius: int = 63_500


@dataclass(frozen=True, slots=True)
class CompanyFile:
    """A company's .potx or .pptx as a theme names it (``base:``), and what it says beside it.

    ``layouts`` maps roles to names of layouts. ``told`` are the keys that the theme's files
    write, such as ``colors.accent1`` or ``levels``, with the place of each.
    """

    name: str
    data: bytes
    layouts: tuple[tuple[str, str], ...] = ()
    told: tuple[tuple[str, Span | None, str | None], ...] = ()

    def place(self, key: str) -> tuple[Span | None, str | None]:
        """Where a key stands, and its line; (None, None) for one that nobody wrote."""
        for name, span, line in self.told:
            if name == key:
                return span, line
        return None, None

    def says(self, key: str) -> bool:
        """Whether the theme's files write a key."""
        return any(name == key for name, _, _ in self.told)


Ornament = Literal["edge", "band", "foot", "tab", "frame", "none"]
"""The one ornament of covers and dividers: a bar at the left edge, along the top or along the
foot; a short tab that hangs from the top over the title; a thin frame; nothing.
"""


@dataclass(frozen=True, slots=True)
class Cover:
    """How cover and closing slides look. Colours are names of the file's twelve.

    ``text`` and ``quiet`` (second rank) stand on ``ground``; ``accent`` paints the ornament.
    """

    ground: str = "dark2"
    text: str = "light1"
    quiet: str = "light2"
    accent: str = "accent1"
    ornament: Ornament = "edge"


@dataclass(frozen=True, slots=True)
class Divider:
    """How section dividers look: on a tint of the level's colour, on that colour itself, on
    the surface or on the slide's own ground.
    """

    ground: Literal["tint", "level", "surface", "paper"] = "tint"
    ornament: Ornament = "edge"


@dataclass(frozen=True, slots=True)
class Shades:
    """Colours chosen for a company's master, where the usual arithmetic on its slots would not
    be readable. Each is a slot or one of its tints.
    """

    muted: Color
    panel: Color
    track: Color
    line: Color
    levels: tuple[Color, ...]
    statuses: tuple[tuple[str, Color], ...]
    section_ground: Color
    section_text: Color
    section_accent: Color
    closing_text: Color
    closing_quiet: Color


@lru_cache(maxsize=256)
def color(slot: Slot, mod: int = 100_000, off: int = 0) -> Color:
    """A colour; the same object for equal ones, since a deck names the same dozen all over."""
    return Color(slot, mod, off)


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme, complete. ``colors`` maps the file's twelve names to ``RRGGBB``.

    ``ground`` is ``dark`` for themes that set light text on a dark slide: the master's colour
    map then swaps dark and light, and nothing else changes.
    """

    name: str
    heading_font: str
    body_font: str
    colors: dict[str, str]
    levels: tuple[str, ...] = ("dark2", "accent1", "accent2", "accent3")
    statuses: dict[str, str] = field(
        default_factory=lambda: {
            "on_track": "accent4",
            "at_risk": "accent5",
            "off_track": "accent6",
            "done": "dark2",
        }
    )
    ground: Literal["light", "dark"] = "light"
    cover: Cover = Cover()
    section: Divider = Divider()
    titles: Literal["bold", "regular"] = "bold"
    cards: Literal["filled", "outlined"] = "filled"
    rules: Literal["quiet", "strong"] = "quiet"
    type: TypeScale = TypeScale()
    spacing: Spacing = Spacing()
    footer: str = "{{ company.name }}  ·  {{ cycle.name }}"
    logo: bytes | None = None
    logo_mime: str = ""
    company: CompanyFile | None = None
    """The company's own master, when the theme names one (``base:``)."""
    remarks: tuple[Finding, ...] = ()
    """What reading it left to be told, such as a script taken out of the logo."""
    shades: Shades | None = None
    """Colours chosen from the company's; None for a theme with colours of its own."""

    def slot(self, name: str) -> Slot:
        """The slot of the slide that a file's colour name stands for, such as ``dark2``."""
        if name in SLOT_NAMES:
            return SLOT_NAMES[name]
        dark = name.startswith("dark")
        is_text = dark == (self.ground == "light")
        one = name.endswith("1")
        if is_text:
            return "tx1" if one else "tx2"
        return "bg1" if one else "bg2"

    def file_name(self, slot: str) -> str:
        """The name that a theme file gives the colour of a slot, such as ``dark1`` for ``tx1``."""
        dark, light = ("dark", "light") if self.ground == "light" else ("light", "dark")
        names = {
            "tx1": f"{dark}1",
            "tx2": f"{dark}2",
            "bg1": f"{light}1",
            "bg2": f"{light}2",
            "hlink": "hyperlink",
            "folHlink": "followed_hyperlink",
        }
        return names.get(slot, slot)

    def hex(self, color: Color) -> str:
        """``RRGGBB`` of a colour under this theme, tints applied in HSL as Office does."""
        from deckgen.theme.colour import tint

        return tint(self.colors[self.file_name(color.slot)], color.mod, color.off)

    # --- roles ------------------------------------------------------------------------------

    @property
    def ink(self) -> Color:
        """Text."""
        return color("tx1")

    @property
    def muted(self) -> Color:
        """Text of second rank; 4.5:1 on the ground and on the surface."""
        if self.shades is not None:
            return self.shades.muted
        return color("tx1", 75_000, 25_000) if self.ground == "light" else color("tx1", 75_000)

    @property
    def paper(self) -> Color:
        """The slide's ground, and text on strong fills."""
        return color("bg1")

    @property
    def surface(self) -> Color:
        """A quiet panel on the ground."""
        return color("bg2") if self.shades is None else self.shades.panel

    @property
    def hairline(self) -> Color:
        """Dividers and card borders; 3:1 on the ground where the theme's rules are strong."""
        if self.rules == "strong":
            return self.line
        return self.track

    @property
    def track(self) -> Color:
        """The empty part of a progress bar."""
        if self.shades is not None:
            return self.shades.track
        return color("bg2", 90_000) if self.ground == "light" else color("bg2", 75_000, 25_000)

    @property
    def line(self) -> Color:
        """Connectors and strong rules."""
        if self.shades is not None:
            return self.shades.line
        return color("tx1", 60_000, 40_000) if self.ground == "light" else color("tx1", 65_000)

    def level(self, level: int) -> Color:
        """The colour of a level (0 is the company); deeper ones reuse the named ones, tinted."""
        if self.shades is not None:
            return self.shades.levels[level % len(self.shades.levels)]
        name = self.levels[level % len(self.levels)]
        turn = level // len(self.levels)
        slot = self.slot(name)
        if turn == 0:
            return color(slot)
        return color(slot, 75_000) if self.ground == "light" else color(slot, 75_000, 25_000)

    def level_tint(self, level: int, share: int = 12) -> Color:
        """The level's colour mixed toward the ground, as a panel (``share`` in percent)."""
        slot = self.level(level).slot
        if self.ground == "light":
            return color(slot, share * 1_000, 100_000 - share * 1_000)
        return color(slot, max(share, 25) * 1_000)

    def on_level(self, level: int) -> Color:
        """Text on a fill of ``level(level)``."""
        return self.paper

    @property
    def cover_ground(self) -> Color:
        """The ground of cover and closing slides."""
        return color(self.slot(self.cover.ground))

    @property
    def cover_text(self) -> Color:
        """Text on ``cover_ground``."""
        return color(self.slot(self.cover.text))

    @property
    def cover_quiet(self) -> Color:
        """Text of second rank on ``cover_ground``, and rules."""
        return color(self.slot(self.cover.quiet))

    @property
    def cover_accent(self) -> Color:
        """The ornament of cover and closing slides."""
        return color(self.slot(self.cover.accent))

    def section_ground(self, level: int) -> Color:
        """The ground of a divider of a level."""
        if self.shades is not None:
            return self.shades.section_ground
        if self.section.ground == "level":
            return self.level(level)
        if self.section.ground == "tint":
            return self.level_tint(level)
        return self.surface if self.section.ground == "surface" else self.paper

    @property
    def section_text(self) -> Color:
        """Text on ``section_ground``."""
        if self.shades is not None:
            return self.shades.section_text
        return self.paper if self.section.ground == "level" else self.ink

    def section_accent(self, level: int) -> Color:
        """Figures, rules and the ornament of a divider of a level."""
        if self.shades is not None:
            return self.shades.section_accent
        return self.paper if self.section.ground == "level" else self.level(level)

    def status(self, status: str) -> Color:
        """The colour of a status; grey for what has not started or was dropped."""
        if self.shades is not None:
            return dict(self.shades.statuses).get(status, self.muted)
        name = self.statuses.get(status)
        return color(self.slot(name)) if name else self.muted
