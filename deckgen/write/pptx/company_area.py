"""What a company's layout draws, and the area it leaves free.

Shapes, pictures and lines of the master and the layout are boxes that content keeps away from,
unless they are a ground for it: something that lies under most of the slide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckgen.scene import Box, points
from deckgen.values import dataclass
from deckgen.write.pptx.company_colours import NOTHING, Fill, Palette
from deckgen.write.pptx.company_path import Outline, holds, outline_of
from deckgen.write.pptx.company_sheets import box_of
from deckgen.write.pptx.opened import Xml
from deckgen.write.pptx.xml import A, P

_DRAWN = ("sp", "pic", "cxnSp", "graphicFrame")
GAP = points(9)
"""Between content and what the master draws."""
GROUND = 0.42
"""Share of the slide from which on a drawn shape counts as a ground, not as an obstacle."""
FIGURES = 0.2
"""Share of the slide's height that a divider's text and its figures need."""
FULL = 0.96
"""Share of the slide from which on a ground is the slide's own, with no edge to keep from."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Something that the master or the layout draws, in the slide's space (EMU)."""

    box: Box
    fill: Fill
    texts: bool = False
    outline: Outline = ()
    """Of a freeform: what of the box it paints. Empty for all of it."""

    @property
    def seen(self) -> bool:
        """Whether there is anything to see."""
        return not self.fill.bare or self.texts

    def covers(self, x: int, y: int) -> bool:
        """Whether it paints a point (EMU)."""
        box = self.box
        if not (box.x <= x < box.right and box.y <= y < box.bottom):
            return False
        return not self.outline or holds(self.outline, (x - box.x) / box.w, (y - box.y) / box.h)


def drawn(root: Xml, palette: Palette, pictures: dict[str, str]) -> Iterator[Drawn]:
    """What a master or layout draws, lowest first, placeholders left out."""
    tree = root.find(f"{{{P}}}cSld/{{{P}}}spTree")
    if tree is not None:
        yield from _inside(tree, palette, pictures, (1.0, 1.0, 0.0, 0.0))


def _inside(
    tree: Xml, palette: Palette, pictures: dict[str, str], move: tuple[float, float, float, float]
) -> Iterator[Drawn]:
    for child in tree:
        kind = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if kind == "AlternateContent":
            choice = next((c for c in child if str(c.tag).endswith("}Fallback")), None)
            yield from _inside(choice if choice is not None else child[0], palette, pictures, move)
        elif kind == "grpSp":
            yield from _inside(child, palette, pictures, _moved(child, move))
        elif kind in _DRAWN and child.find(f"*/{{{P}}}nvPr/{{{P}}}ph") is None:
            about = child.find(f"*/{{{P}}}cNvPr")
            box = box_of(child)
            if box is None or (about is not None and about.get("hidden") in ("1", "true")):
                continue
            fill = _paint(child, kind, palette, pictures)
            made = Drawn(_placed(box, move), fill, _says(child), outline_of(child))
            if made.seen:
                yield made


def _moved(
    group: Xml, move: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """Scale and offset from a group's own space to the slide's."""
    frame = group.find(f"{{{P}}}grpSpPr/{{{A}}}xfrm")
    if frame is None:
        return move
    values = {}
    for tag, one, other in (
        ("off", "x", "y"), ("ext", "cx", "cy"), ("chOff", "x", "y"), ("chExt", "cx", "cy"),
    ):  # fmt: skip
        item = frame.find(f"{{{A}}}{tag}")
        if item is None:
            return move
        try:
            values[tag] = float(item.get(one, "0")), float(item.get(other, "0"))
        except ValueError:
            return move
    (x, y), (w, h) = values["off"], values["ext"]
    (cx, cy), (cw, ch) = values["chOff"], values["chExt"]
    across, down = (w / cw if cw else 1.0), (h / ch if ch else 1.0)
    sx, sy, dx, dy = move
    return (
        sx * across, sy * down, dx + sx * (x - cx * across), dy + sy * (y - cy * down)
    )  # fmt: skip


def _placed(box: Box, move: tuple[float, float, float, float]) -> Box:
    sx, sy, dx, dy = move
    return Box(round(box.x * sx + dx), round(box.y * sy + dy), round(box.w * sx), round(box.h * sy))


def _says(shape: Xml) -> bool:
    return any((t.text or "").strip() for t in shape.iter(f"{{{A}}}t"))


def _paint(shape: Xml, kind: str, palette: Palette, pictures: dict[str, str]) -> Fill:
    if kind == "pic":
        blip = shape.find(f"{{{P}}}blipFill")
        return palette.painted(blip, pictures) if blip is not None else Fill(known=False)
    if kind in ("graphicFrame", "cxnSp"):
        return Fill(known=False)
    about = shape.find(f"{{{P}}}spPr")
    found = palette.fill(about, pictures) if about is not None else None
    style = shape.find(f"{{{P}}}style/{{{A}}}fillRef")
    if found is None and style is not None and style.get("idx", "0") not in ("0", "1000"):
        own = palette.color(style)
        found = Fill((own[0],), own[1]) if own else Fill(known=False)
    if (found is None or found.bare) and about is not None:
        edge = about.find(f"{{{A}}}ln")
        lined = edge is not None and edge.find(f"{{{A}}}noFill") is None and len(edge) > 0
        reference = shape.find(f"{{{P}}}style/{{{A}}}lnRef")
        if lined or (edge is None and reference is not None and reference.get("idx") != "0"):
            return Fill(known=False)
    return found or NOTHING


@dataclass(frozen=True, slots=True)
class Room:
    """What surrounds the content of a layout: the slide's size, grounds and obstacles.

    ``left`` and ``right`` are the edges that text keeps, ``body`` the box that the master gives
    to running text, ``picture`` whether the background is a picture, which may hold art.
    """

    size: tuple[int, int]
    left: int
    right: int
    grounds: tuple[Box, ...]
    obstacles: tuple[Box, ...]
    body: Box | None
    picture: bool


def split(
    things: Sequence[Drawn], size: tuple[int, int]
) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """The grounds among what is drawn, and the obstacles."""
    width, height = size
    page = Box(0, 0, width, height)
    grounds: list[Box] = []
    obstacles: list[Box] = []
    for thing in things:
        box = clipped(thing.box, page)
        if box is None:
            continue
        share = box.w * box.h / (width * height)
        (grounds if share >= GROUND else obstacles).append(box)
    return tuple(grounds), tuple(obstacles)


def clipped(box: Box, page: Box) -> Box | None:
    """The part of a box on the page; None when there is none. A line is a point high."""
    thin = points(1)
    box = Box(box.x, box.y, max(box.w, thin), max(box.h, thin))
    x, y = max(box.x, page.x), max(box.y, page.y)
    w, h = min(box.right, page.right) - x, min(box.bottom, page.bottom) - y
    return Box(x, y, w, h) if w > 0 and h > 0 else None


def free_area(room: Room, kept: Sequence[Box]) -> Box:
    """The largest free rectangle: beside no obstacle and on none of the ``kept`` boxes (title,
    footers), within the text edges and the grounds. Its width is 0 when nothing is free.
    """
    width, height = room.size
    edge = height // 27
    area = Box(room.left, edge, room.right - room.left, height - 2 * edge)
    for ground in room.grounds:
        if ground.w * ground.h < FULL * width * height:
            area = clipped(ground.inset(GAP, GAP, GAP, GAP), area) or area
    if room.picture and room.body is not None:
        area = clipped(Box(area.x, room.body.y, area.w, room.body.h), area) or area
    blocks = [b for b in (clipped(grown(o), area) for o in (*room.obstacles, *kept)) if b]
    return _largest(area, blocks[:40])


def body_area(room: Room, kept: Sequence[Box]) -> Box | None:
    """The master's own place for running text, less the ``kept`` boxes: where the company lets
    text stand on its drawings. None without one.
    """
    page = Box(0, 0, *room.size)
    body = clipped(room.body, page) if room.body is not None else None
    if body is None:
        return None
    blocks = [b for b in (clipped(grown(k), body) for k in kept) if b]
    return _largest(body, blocks)


def figures_area(room: Room, text: Box, kept: Sequence[Box]) -> Box | None:
    """The lower part of a divider's text and of what is free below it, for its figures; None
    when both would be cramped.
    """
    width, height = room.size
    inside = [g for g in room.grounds if g.x <= text.x and g.right >= text.right
              and g.y <= text.y and g.bottom >= text.bottom]  # fmt: skip
    foot = min([height - height // 27, *(g.bottom - GAP for g in inside)])
    for box in (*room.obstacles, *kept):
        if box.y >= text.bottom - GAP and box.x < text.right and box.right > text.x:
            foot = min(foot, box.y - GAP)
    foot = min(foot, text.y + height * 2 // 5)
    high = foot - text.y
    half = high * 2 // 5
    area = Box(text.x, foot - half, text.w, half)
    # What begins above the text is a panel that the master sets it on.
    taken = any(o.y >= text.y and clipped(grown(o), area) for o in room.obstacles)
    return None if taken or high < height * FIGURES or text.w < width // 4 else area


def grown(box: Box) -> Box:
    """A box with the gap that content keeps from it."""
    return Box(box.x - GAP, box.y - GAP, box.w + 2 * GAP, box.h + 2 * GAP)


def _largest(area: Box, blocks: Sequence[Box]) -> Box:
    """The largest rectangle in ``area`` that touches no block; wide ones before tall ones."""
    tops = sorted({area.y, *(b.bottom for b in blocks if b.bottom < area.bottom)})
    feet = sorted({area.bottom, *(b.y for b in blocks if b.y > area.y)})
    best, most = Box(area.x, area.y, 0, 0), 0
    for top in tops:
        for foot in feet:
            if foot - top < area.h // 16:
                continue
            rows = sorted((b.x, b.right) for b in blocks if b.y < foot and b.bottom > top)
            left = area.x
            for begin, end in (*rows, (area.right, area.right)):
                wide = begin - left
                if wide >= area.w // 4 and wide * (foot - top) > most:
                    best, most = Box(left, top, wide, foot - top), wide * (foot - top)
                left = max(left, end)
    return best
