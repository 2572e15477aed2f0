"""The page: where title, content and footer stand, for a theme and an aspect.

One left edge, one right edge. Layout places content by it and the writer puts the master's
placeholders in the same boxes, so that both agree to the EMU.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Literal

from deckgen.scene import Box, points
from deckgen.theme.ground import Ground, Leaf, mirrored_leaf, scaled_leaf
from deckgen.theme.tokens import Ornament, Theme
from deckgen.values import dataclass, replace

Aspect = Literal["16:9", "4:3"]
SIZES: dict[Aspect, tuple[int, int]] = {
    "16:9": (12_192_000, 6_858_000),
    "4:3": (9_144_000, 6_858_000),
}
NOMINAL = SIZES["4:3"]
"""EMU: a page for a company's master is no smaller than this, whatever its slides are."""
ROOM = (points(610), points(390))
"""EMU: width and height that content needs to look well; a page grows to have them."""
MOST_EXTRA = 1.1
LEAST_ROOM = (points(500), points(380))
"""EMU: with less, cards and tables lose words; a page grows past ``MOST_EXTRA`` to have it."""
MOST_GROWN = 1.6
UNDER = 6
"""Points that captions may stand out under the content."""
WIDE = points(750)
"""EMU of content width from which on a page is wide."""


@dataclass(frozen=True, slots=True)
class Page:
    """Boxes in EMU. ``title`` holds two lines and is anchored at its top; ``content`` is the
    area for a slide with an eyebrow and a one-line title, without a lede.
    """

    width: int
    height: int
    margin: int
    eyebrow: Box
    title: Box
    content: Box
    footer_rule_y: int
    footer: Box
    date: Box
    number: Box
    cover_title: Box
    cover_subtitle: Box
    section_title: Box
    rtl: bool = False
    """Mirrored, for languages written from right to left."""
    leaves: Mapping[str, Leaf] | None = None
    """The layouts of a company's master by role; None on a page of deckgen's own."""
    scale: float = 1.0
    """How much larger than the slide the page is on which content is laid out. Type sizes and
    their floors are those of the page; on the slide they are smaller by this much."""

    @property
    def wide(self) -> bool:
        """True for 16:9, and for a company's layout that leaves as much width."""
        if self.leaves is not None:
            return self.content.w >= WIDE * min(1.0, self.scale)
        return self.width * 3 > self.height * 4

    def leaf(self, role: str) -> Leaf | None:
        """The company's layout for a role; None on a page of deckgen's own."""
        return None if self.leaves is None else self.leaves.get(role)


def mirrored(page: Page) -> Page:
    """The page of a deck in a right-to-left language: every box on the other side."""
    boxes: dict[str, Any] = {
        field.name: replace(box, x=page.width - box.right)
        for field in fields(Page)
        if isinstance(box := getattr(page, field.name), Box)
    }
    if page.leaves is not None:
        leaves = {role: mirrored_leaf(leaf, page.width) for role, leaf in page.leaves.items()}
        boxes["leaves"] = leaves
    return replace(page, rtl=not page.rtl, **boxes)


def page(theme: Theme, aspect: Aspect) -> Page:
    """The page of a theme at an aspect."""
    width, height = SIZES[aspect]
    margin = theme.spacing.margin if aspect == "16:9" else round(theme.spacing.margin * 0.75)
    inner = width - 2 * margin
    top = points(27)
    eyebrow = Box(margin, top, inner, points(16))
    title = Box(margin, top + points(17), inner, points(2 * theme.type.title * 1.2))
    rule = height - points(32)
    content_top = top + points(17) + points(theme.type.title * 1.2 + 14)
    content = Box(margin, content_top, inner, rule - points(12) - content_top)
    foot_top = rule + points(4)
    foot = points(15)
    number_w = points(48)
    date_w = points(150)
    left = margin + points(24)
    wide = width - left - margin
    return Page(
        width=width,
        height=height,
        margin=margin,
        eyebrow=eyebrow,
        title=title,
        content=content,
        footer_rule_y=rule,
        footer=Box(margin, foot_top, inner - number_w - date_w - points(16), foot),
        date=Box(width - margin - number_w - date_w, foot_top, date_w, foot),
        number=Box(width - margin - number_w, foot_top, number_w, foot),
        cover_title=Box(left, points(170), wide, points(2 * theme.type.cover * 1.2)),
        cover_subtitle=Box(left, points(290), wide, points(80)),
        section_title=Box(left, points(140), wide, points(2 * 40 * 1.2)),
    )


def page_on(ground: Ground) -> Page:
    """The page on which content for a company's master is laid out.

    It has the proportions of the master's slides and is as large as deckgen's own (``scale``
    says how much larger than the slide), a little larger when the master leaves little room.
    """
    width, height = ground.size
    area = ground.leaves["title"].area
    scale = max(NOMINAL[1] / height, NOMINAL[0] / width)
    needed = max(ROOM[1] / (area.h * scale), ROOM[0] / (area.w * scale))
    least = max(LEAST_ROOM[1] / (area.h * scale), LEAST_ROOM[0] / (area.w * scale))
    if needed > 1:
        scale *= max(min(needed, MOST_EXTRA), min(least, MOST_GROWN))
    leaves = {role: scaled_leaf(leaf, scale) for role, leaf in ground.leaves.items()}
    return _page_of(leaves, (round(width * scale), round(height * scale)), scale)


def on_slide(page: Page) -> Page:
    """The page in the measures of the slide: every box where it stands in the finished deck."""
    if page.leaves is None or page.scale == 1:
        return page
    factor = 1 / page.scale
    leaves = {role: scaled_leaf(leaf, factor) for role, leaf in page.leaves.items()}
    size = round(page.width * factor), round(page.height * factor)
    made = _page_of(leaves, size, 1.0)
    return replace(made, rtl=page.rtl, scale=1 / page.scale)


def _page_of(leaves: Mapping[str, Leaf], size: tuple[int, int], scale: float) -> Page:
    leaf = leaves["title"]
    area, (width, height) = leaf.area, size
    title = leaf.title.inner if leaf.title is not None else area

    def foot(name: str) -> Box:
        spot = leaf.spots().get(name)
        return spot.box if spot is not None else Box(area.x, area.bottom, 0, 0)

    return Page(
        width=width,
        height=height,
        margin=area.x,
        eyebrow=Box(area.x, area.y, area.w, points(16)),
        title=title,
        content=replace(area, h=max(0, area.h - points(UNDER))),
        footer_rule_y=area.bottom,
        footer=foot("footer"),
        date=foot("date"),
        number=foot("number"),
        cover_title=leaves["cover"].area,
        cover_subtitle=leaves["cover"].area,
        section_title=leaves["section"].area,
        leaves=leaves,
        scale=scale,
    )


ORNAMENT = points(12)
"""Thickness of the bars of covers and dividers."""


def ornament_box(page: Page, kind: Ornament) -> Box | None:
    """Where the ornament of a cover or divider stands; a ``frame`` is drawn as an outline, the
    others are filled. None for ``none``.
    """
    left = page.width - page.cover_title.right if page.rtl else page.cover_title.x
    inset = points(8)
    boxes: dict[Ornament, Box] = {
        "edge": Box(0, 0, ORNAMENT, page.height),
        "band": Box(0, 0, page.width, ORNAMENT),
        "foot": Box(0, page.height - points(9), page.width, points(9)),
        "tab": Box(left, 0, points(64), points(30)),
        "frame": Box(inset, inset, page.width - 2 * inset, page.height - 2 * inset),
    }
    box = boxes.get(kind)
    return replace(box, x=page.width - box.right) if box is not None and page.rtl else box
