"""The scene: a finished deck as plain data, ready for any writer.

Layout makes it, writers draw it. Rectangles are integer EMU (914,400 to the inch, 12,700 to
the point) from the slide's top left corner; type sizes are points; colours are slots of the
theme; links name slides by their symbolic key. A scene knows nothing of OKRs or of XML.
"""

from __future__ import annotations

from dataclasses import field
from functools import lru_cache
from typing import Literal

from deckgen.values import dataclass

EMU_PER_POINT = 12_700
EMU_PER_INCH = 914_400
BULLET_INDENT = 1.0
"""Hanging indent of a bulleted paragraph in ems of its largest run; its lines lose that width."""

Slot = Literal[
    "tx1", "bg1", "tx2", "bg2",
    "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
]  # fmt: skip
Align = Literal["left", "center", "right"]
Anchor = Literal["top", "middle", "bottom"]
Dash = Literal["solid", "dash", "dot"]


RTL_LANGUAGES = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
"""Primary language tags that are written from right to left."""


def runs_left(language: str) -> bool:
    """Whether a deck in this language (BCP 47) is mirrored."""
    return language.split("-")[0].lower() in RTL_LANGUAGES


@lru_cache(maxsize=4096)
def points(value: float) -> int:
    """``value`` points in EMU, rounded to a whole number."""
    return round(value * EMU_PER_POINT)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in EMU."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """The x just past the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """The y just past the lower edge."""
        return self.y + self.h

    def inset(self, left: int, top: int, right: int, bottom: int) -> Box:
        """The box less a margin on each side (EMU)."""
        return Box(self.x + left, self.y + top, self.w - left - right, self.h - top - bottom)


@dataclass(frozen=True, slots=True)
class Color:
    """A theme slot, optionally tinted: luminance times ``mod`` plus ``off`` (both in 1/100,000)."""

    slot: Slot
    mod: int = 100_000
    off: int = 0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line. ``width`` in points: 1, 2 or 4 only, which is what every program keeps."""

    color: Color
    width: float = 1.0
    dash: Dash = "solid"


@dataclass(frozen=True, slots=True)
class Link:
    """Where a click leads: a slide's key or a web address; one of the two is set."""

    slide: str | None = None
    url: str | None = None
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. ``size`` in points.

    ``number_of`` names a slide by key: the text is a stand-in that ``layout.numbers`` replaces
    by that slide's number once every slide exists.
    """

    text: str
    size: float
    color: Color
    bold: bool = False
    italic: bool = False
    heading: bool = False
    """Set in the theme's heading font (``+mj-lt``), else in its body font (``+mn-lt``)."""
    link: Link | None = None
    number_of: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its line breaks.

    Joining the text of all runs of all lines gives the paragraph back, the spaces at soft
    breaks included (they stand at the end of the line they close). A forced break is a run
    whose text is a line feed at the end of its line. Space in points.
    """

    lines: tuple[tuple[Run, ...], ...]
    align: Align = "left"
    space_before: float = 0.0
    bullet: bool = False
    rtl: bool = False

    @property
    def text(self) -> str:
        """The paragraph's text."""
        if len(self.lines) == 1 and len(self.lines[0]) == 1:
            return self.lines[0][0].text
        return "".join([run.text for line in self.lines for run in line])


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a shape or cell. Insets (left, top, right, bottom) in EMU.

    ``spacing`` is the line pitch as a share of 1.2 × size (``spcPct``).
    """

    paragraphs: tuple[Paragraph, ...]
    anchor: Anchor = "top"
    insets: tuple[int, int, int, int] = (0, 0, 0, 0)
    spacing: float = 1.0

    @property
    def plain(self) -> str:
        """The whole text, paragraphs joined by line feeds."""
        return "\n".join(p.text for p in self.paragraphs)


Geometry = Literal[
    "rect", "round", "round_right", "round_left", "ellipse", "triangle", "diamond", "chevron",
    "check", "arrow", "left_arrow",
]  # fmt: skip
"""``round_right``: square on the left, rounded on the right (cards with a level bar),
``round_left`` its mirror image;
``check`` is a tick mark that fills its box."""

PlaceholderKind = Literal[
    "title", "center_title", "subtitle", "body", "footer", "date", "slide_number"
]


@dataclass(frozen=True, slots=True)
class Shape:
    """A text box or preset shape.

    ``name`` is unique on its slide and says what the shape is ("Card D4"). ``role`` is for
    measures: ``text``, ``card``, ``bar``, ``chip``, ``rule``, ``ornament``, ``ground`` …
    A shape without text has ``alt`` or is ``decorative``.
    """

    name: str
    box: Box
    geometry: Geometry = "rect"
    fill: Color | None = None
    stroke: Stroke | None = None
    radius: int = 0
    text: Text | None = None
    placeholder: PlaceholderKind | None = None
    alt: str = ""
    decorative: bool = False
    link: Link | None = None
    role: str = "text"
    flip_v: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """One end of a connector: the name of a shape on the slide and its site.

    Sites of rectangles: 0 top, 1 left, 2 bottom, 3 right (middles of the sides).
    """

    shape: str
    site: int


@dataclass(frozen=True, slots=True)
class Connector:
    """A glued connector. ``points`` is its polyline in EMU, two to five points, each segment
    horizontal or vertical when there are more than two; first and last lie on the sites.
    """

    name: str
    start: End
    end: End
    points: tuple[tuple[int, int], ...]
    stroke: Stroke
    arrow: bool = False
    alt: str = ""
    decorative: bool = False
    role: str = "link"


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight unglued line: a divider, a tick, an axis. Horizontal or vertical."""

    name: str
    start: tuple[int, int]
    end: tuple[int, int]
    stroke: Stroke
    alt: str = ""
    decorative: bool = True
    role: str = "rule"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; insets are in its text. ``top``, ``bottom`` and ``sides`` (left and right)
    are its borders.
    """

    text: Text
    fill: Color | None = None
    top: Stroke | None = None
    bottom: Stroke | None = None
    sides: Stroke | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A native table. ``columns`` and ``heights`` in EMU; row 0 is the header when ``header``."""

    name: str
    box: Box
    columns: tuple[int, ...]
    heights: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    alt: str
    header: bool = True
    role: str = "table"


@dataclass(frozen=True, slots=True)
class Series:
    """A series of a chart; ``None`` is a gap. ``labels``: "none", "last" or "all"."""

    name: str
    values: tuple[float | None, ...]
    color: Color
    dash: Dash = "solid"
    width: float = 2.0
    labels: Literal["none", "last", "all"] = "none"
    markers: bool = False
    label_at: Literal["right", "above", "below"] = "right"
    """Where the last label of a line stands beside its point."""
    ink: Color | None = None
    """Of labels on the series' own bars; None is the slide's ground."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart. Values are shown in ``number_format`` (as in a spreadsheet)."""

    name: str
    box: Box
    kind: Literal["line", "bar", "stacked_bar"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    minimum: float | None = None
    maximum: float | None = None
    major: float | None = None
    number_format: str = "0%"
    size: float = 11.0
    color: Color = Color("tx1")
    grid: Color = Color("bg2")
    legend: bool = False
    role: str = "chart"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture. ``crop`` is the share cut off at left, top, right, bottom (0 to 1)."""

    name: str
    box: Box
    data: bytes
    mime: Literal["image/png", "image/jpeg"]
    alt: str = ""
    decorative: bool = False
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    svg: bytes | None = None
    role: str = "picture"


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that move together (a card with its bars). The box is their union."""

    name: str
    children: tuple[Shape | Rule, ...]
    alt: str = ""
    decorative: bool = False
    link: Link | None = None
    role: str = "group"


Element = Shape | Connector | Rule | Table | Chart | Picture | Group

Role = Literal["cover", "section", "title", "closing"]
"""Which of the base's slide layouts a slide uses; ``title`` is "title only"."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide. Elements stand in reading order, the title first; ``key`` is symbolic."""

    key: str
    role: Role
    title: str
    elements: tuple[Element, ...]
    notes: str = ""
    section: str = ""
    kind: str = ""
    """The deckgen slide layout it was made by, such as ``cascade``."""
    ground: Color | None = None
    """The slide's own background; that of its layout when None."""
    numbered: bool = False
    """Whether some run shows the number of a slide (``number_of``)."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole deck. ``width`` and ``height`` in EMU; ``created`` as ``YYYY-MM-DDThh:mm:ssZ``."""

    width: int
    height: int
    slides: tuple[Slide, ...]
    title: str
    language: str = "en-US"
    author: str = ""
    company: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = field(default=())
    created: str = "1980-01-01T00:00:00Z"
    fonts: tuple[str, str] = ("Arial", "Arial")
    """The families of headings and of body text that the lines were measured in."""

    @property
    def sections(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Consecutive slides of the same section: (name, keys of its slides)."""
        groups: list[tuple[str, list[str]]] = []
        for slide in self.slides:
            if not groups or groups[-1][0] != slide.section:
                groups.append((slide.section, []))
            groups[-1][1].append(slide.key)
        return tuple((name, tuple(keys)) for name, keys in groups)
