"""What a company's master leaves: where its layouts set title, text and footer, and the free area.

Plain values: the writer measures them in the master, the page and the layout go by them.
"""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.scene import Align, Anchor, Box, Slot
from deckgen.theme.colour import luminance
from deckgen.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class TextSpot:
    """A placeholder, and how text stands in it.

    ``size`` in points; ``insets`` (left, top, right, bottom) in EMU. ``stretch`` is how much
    wider its text runs than the theme's own font would (capitals, spacing, another font).
    """

    box: Box
    size: float
    align: Align = "left"
    anchor: Anchor = "top"
    insets: tuple[int, int, int, int] = (91_440, 45_720, 91_440, 45_720)
    bold: bool = False
    stretch: float = 1.0
    color: str = ""
    """``RRGGBB`` that the master gives its text; empty when it does not say."""
    slot: Slot | None = None
    """The slot whose colour can be read here, for text that the master gives none."""

    @property
    def inner(self) -> Box:
        """The box less its insets: where lines run."""
        return self.box.inset(*self.insets)

    def scaled(self, factor: float) -> TextSpot:
        """The spot on a page that is ``factor`` times as large."""
        left, top, right, bottom = (round(inset * factor) for inset in self.insets)
        return replace(
            self,
            box=scaled_box(self.box, factor),
            size=self.size * factor,
            insets=(left, top, right, bottom),
        )


@dataclass(frozen=True, slots=True)
class Leaf:
    """A layout of the company as a role's page: its placeholders and the area they leave.

    ``text`` is the subtitle of a cover or the body of a divider. ``own`` is False for a
    layout that stands in for a role that the master does not serve.
    """

    area: Box
    title: TextSpot | None = None
    text: TextSpot | None = None
    footer: TextSpot | None = None
    date: TextSpot | None = None
    number: TextSpot | None = None
    own: bool = True
    sheet: bool = False
    """Content stands on a sheet in the ground's colour: what the master has there is a picture
    or a colour on which text could not be read."""

    def spots(self) -> dict[str, TextSpot]:
        """The placeholders it has, by name of the field."""
        names = ("title", "text", "footer", "date", "number")
        return {name: spot for name in names if (spot := getattr(self, name)) is not None}


@dataclass(frozen=True, slots=True)
class Ground:
    """A company's master as far as theme and layout need it.

    ``size`` is the slide's, in EMU; ``leaves`` are by role. ``colors`` are what the slots of a
    scene (``tx1``) come to on its slides, as ``RRGGBB``; ``fonts`` the families of headings and
    of body text. ``under`` are the colours under the text of a role, None when they cannot be
    told.
    """

    name: str
    size: tuple[int, int]
    leaves: Mapping[str, Leaf]
    colors: Mapping[str, str]
    fonts: tuple[str, str]
    under: Mapping[str, tuple[str, ...] | None]

    @property
    def dark(self) -> bool:
        """Whether its slides are dark."""
        return luminance(self.colors["bg1"]) < luminance(self.colors["tx1"])


def scaled_box(box: Box, factor: float) -> Box:
    """A box on a page that is ``factor`` times as large: its edges are rounded, so that boxes
    that touch still do.
    """
    x, y = round(box.x * factor), round(box.y * factor)
    return Box(x, y, round(box.right * factor) - x, round(box.bottom * factor) - y)


def scaled_leaf(leaf: Leaf, factor: float) -> Leaf:
    """A leaf on a page that is ``factor`` times as large."""
    spots = {name: spot.scaled(factor) for name, spot in leaf.spots().items()}
    return replace(leaf, area=scaled_box(leaf.area, factor), **spots)  # type: ignore[arg-type]


def mirrored_leaf(leaf: Leaf, width: int) -> Leaf:
    """A leaf turned over at the middle of a page of ``width`` EMU."""
    turned: dict[Align, Align] = {"left": "right", "right": "left", "center": "center"}

    def over(box: Box) -> Box:
        return replace(box, x=width - box.right)

    spots = {}
    for name, spot in leaf.spots().items():
        left, top, right, bottom = spot.insets
        spots[name] = replace(
            spot, box=over(spot.box), align=turned[spot.align], insets=(right, top, left, bottom)
        )
    return replace(leaf, area=over(leaf.area), **spots)  # type: ignore[arg-type]
