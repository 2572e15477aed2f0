"""The page: where title, content and footer stand, for a theme and an aspect.

One left edge, one right edge. Layout places content by it and the writer puts the master's
placeholders in the same boxes, so that both agree to the EMU.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from deckgen.scene import Box, points
from deckgen.theme.tokens import Ornament, Theme

Aspect = Literal["16:9", "4:3"]
SIZES: dict[Aspect, tuple[int, int]] = {
    "16:9": (12_192_000, 6_858_000),
    "4:3": (9_144_000, 6_858_000),
}


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

    @property
    def wide(self) -> bool:
        """True for 16:9."""
        return self.width * 3 > self.height * 4


def mirrored(page: Page) -> Page:
    """The page of a deck in a right-to-left language: every box on the other side."""
    boxes: dict[str, Any] = {
        field.name: replace(box, x=page.width - box.right)
        for field in fields(Page)
        if isinstance(box := getattr(page, field.name), Box)
    }
    return replace(page, rtl=True, **boxes)


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
