"""The SVG writer: a slide of a scene as a picture, from the numbers the deck is written from.

It draws what the scene says and decides nothing. Coordinates are points. A drawing has no
ids and asks for nothing from outside, so that many can stand in one HTML file.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable

from deckgen.scene import (
    BULLET_INDENT,
    EMU_PER_POINT,
    Box,
    Chart,
    Color,
    Connector,
    Element,
    Group,
    Link,
    Paragraph,
    Picture,
    Rule,
    Run,
    Scene,
    Shape,
    Slide,
    Stroke,
    Table,
    Text,
    runs_left,
)
from deckgen.theme.page import SIZES, Page, mirrored, ornament_box
from deckgen.theme.page import page as page_of
from deckgen.theme.tokens import Theme
from deckgen.write.svg_forms import arrow_head, at, outline, pt, rect
from deckgen.write.svg_paint import paint_of
from deckgen.write.svg_xml import escape, number

PITCH = 1.2
"""Line pitch in type sizes at spacing 1, as PowerPoint sets it."""
BELOW = 0.25
"""What a line keeps under its baseline, in type sizes."""
_EMPTY_SIZE = 12.0
_ANCHOR = {"left": "start", "center": "middle", "right": "end"}
_TURNED = {"left": "end", "center": "middle", "right": "start"}
_SAFE_URL = re.compile(r"(https?|mailto):", re.IGNORECASE)

LinkTo = Callable[[Link], str | None]
PictureAt = Callable[[bytes, str], str]


def data_uri(data: bytes, mime: str) -> str:
    """A picture as a ``data:`` address."""
    return f"data:{mime};base64,{b64encode(data).decode()}"


def slide_svg(
    slide: Slide,
    scene: Scene,
    theme: Theme,
    *,
    link: LinkTo | None = None,
    picture: PictureAt | None = None,
    attributes: str = "",
) -> str:
    """One slide as an ``<svg>`` element.

    ``link`` gives the address a link leads to (None: drawn without); ``picture`` gives the
    address of a picture's bytes (default: the bytes themselves as ``data:``) and may return
    ``#id`` of a symbol of the page; ``attributes`` go into the element's tag as they are.
    """
    return _Pen(scene, theme, link or (lambda _: None), picture or data_uri).slide(
        slide, attributes
    )


def web_or_slide(found: Link) -> str | None:
    """Addresses for a page that shows all slides: ``#slide-KEY``, or http, https and mailto."""
    if found.slide is not None:
        return f"#slide-{found.slide}"
    return found.url if found.url and _SAFE_URL.match(found.url) else None


class _Pen:
    def __init__(self, scene: Scene, theme: Theme, link: LinkTo, picture: PictureAt) -> None:
        self.scene = scene
        self.theme = theme
        self.link = link
        self.picture_at = picture
        self.paint = paint_of(theme)

    def slide(self, slide: Slide, attributes: str) -> str:
        width, height = pt(self.scene.width), pt(self.scene.height)
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'role="img" aria-label="{escape(slide.title)}"{attributes}>',
            self.ground(slide),
            *[self.element(element) for element in slide.elements],
            "</svg>",
        ]
        return "".join(parts)

    # --- what the deck's layouts draw ---------------------------------------------------------

    def ground(self, slide: Slide) -> str:
        """What the slide's layout in the base draws: background, rule, logo and ornaments.

        Kept, because it is the same for all slides of a role. Not the logo, whose address is
        another's to give.
        """
        scene = self.scene
        strong = slide.role in ("cover", "closing")
        key = (slide.role, slide.ground, scene.width, scene.height, runs_left(scene.language))
        found = self.paint.grounds.get(key)
        if found is None:
            found = self.paint.grounds[key] = self.drawn_ground(slide, strong)
        below, above = found
        logo = self.logo(self.page()) if self.theme.logo and not strong else ""
        return f"{below}{logo}{above}"

    def drawn_ground(self, slide: Slide, strong: bool) -> tuple[str, str]:
        """The background with its rule, and the ornament, which stands over the logo."""
        theme, page = self.theme, self.page()
        own, look, accent = theme.paper, theme.cover.ornament, theme.cover_accent
        if strong:
            own = theme.cover_ground
        elif slide.role == "section":
            filled = theme.section.ground == "level"
            own = theme.level(0) if filled else theme.surface
            look, accent = theme.section.ornament, theme.paper if filled else Color("accent1")
        whole = Box(0, 0, self.scene.width, self.scene.height)
        below = rect(whole, f' fill="{self.paint.hex(slide.ground or own)}"')
        if not strong:
            y = page.footer_rule_y
            rule = Stroke(theme.hairline)
            below += self.polyline(((page.margin, y), (page.width - page.margin, y)), rule)
        box = ornament_box(page, look) if slide.role != "title" else None
        if box is None:
            return below, ""
        frame = look == "frame"
        paint = self.paint.shape(*((None, Stroke(accent)) if frame else (accent, None)))
        return below, rect(box, paint)

    def page(self) -> Page:
        size = (self.scene.width, self.scene.height)
        page = page_of(self.theme, "4:3" if size == SIZES["4:3"] else "16:9")
        return mirrored(page) if runs_left(self.scene.language) else page

    def logo(self, page: Page) -> str:
        from deckgen.pictures.pixels import pixel_size
        from deckgen.pictures.raster import stand_in
        from deckgen.write.pptx.master import logo_box

        data, mime, _ = stand_in(self.theme.logo or b"", self.theme.logo_mime)
        pixels = pixel_size(data)
        return "" if pixels is None else self.image(logo_box(page, pixels), data, mime)

    # --- elements -----------------------------------------------------------------------------

    def element(self, element: Element) -> str:
        if isinstance(element, Shape):
            return self.shape(element)
        if isinstance(element, Connector):
            return self.connector(element)
        if isinstance(element, Rule):
            return self.polyline((element.start, element.end), element.stroke)
        if isinstance(element, Group):
            inner = "".join([self.element(child) for child in element.children])
            return self.linked(f"<g>{_title(element.alt)}{inner}</g>", element.link)
        if isinstance(element, Table):
            return self.table(element)
        if isinstance(element, Chart):
            from deckgen.write.svg_chart import chart_svg

            return chart_svg(element, self.paint.hex, self.paint.font(False))
        return self.picture(element)

    def shape(self, shape: Shape) -> str:
        alt = "" if shape.decorative else shape.alt
        drawn = ""
        if shape.fill is not None or shape.stroke is not None or alt:
            drawn = outline(shape, self.paint.shape(shape.fill, shape.stroke), _title(alt))
        if shape.text is not None:
            drawn += self.text(shape.text, shape.box)
        return drawn if shape.link is None else self.linked(drawn, shape.link)

    def connector(self, connector: Connector) -> str:
        title = _title("" if connector.decorative else connector.alt)
        drawn = self.polyline(connector.points, connector.stroke)
        if connector.arrow:
            drawn += arrow_head(connector, self.paint.hex(connector.stroke.color))
        return f"<g>{title}{drawn}</g>" if title else drawn

    def polyline(self, places: tuple[tuple[int, int], ...], stroke: Stroke) -> str:
        path = "M" + "L".join([at(x, y) for x, y in places])
        return f'<path d="{path}" fill="none"{self.paint.edge(stroke)}/>'

    def table(self, table: Table) -> str:
        """Fills first, then borders, then words: a border belongs to the cells on both sides."""
        fills, edges, words = [_title(table.alt)], [], []
        y = table.box.y
        for row, height in zip(table.rows, table.heights, strict=True):
            x = table.box.x
            for cell, width in zip(row, table.columns, strict=False):
                box = Box(x, y, width, height)
                if cell.fill is not None:
                    fills.append(rect(box, f' fill="{self.paint.hex(cell.fill)}"'))
                for stroke, places in (
                    (cell.top, ((x, y), (box.right, y))),
                    (cell.bottom, ((x, box.bottom), (box.right, box.bottom))),
                    (cell.sides, ((x, y), (x, box.bottom))),
                    (cell.sides, ((box.right, y), (box.right, box.bottom))),
                ):
                    if stroke is not None:
                        edges.append(self.polyline(places, stroke))
                words.append(self.text(cell.text, box))
                x = box.right
            y += height
        return f"<g>{''.join(fills)}{''.join(edges)}{''.join(words)}</g>"

    def picture(self, picture: Picture) -> str:
        title = _title("" if picture.decorative else picture.alt)
        box = picture.box
        left, top, right, bottom = picture.crop
        if not any(picture.crop):
            return self.image(box, picture.data, picture.mime, title)
        w, h = box.w / max(1e-6, 1 - left - right), box.h / max(1e-6, 1 - top - bottom)
        inner = Box(round(-left * w), round(-top * h), round(w), round(h))
        return (
            f'<svg x="{pt(box.x)}" y="{pt(box.y)}" width="{pt(box.w)}" '
            f'height="{pt(box.h)}" overflow="hidden">'
            f"{self.image(inner, picture.data, picture.mime, title)}</svg>"
        )

    def image(self, box: Box, data: bytes, mime: str, title: str = "") -> str:
        address = escape(self.picture_at(data, mime))
        tag = "use" if address.startswith("#") else "image"
        place = (
            f'<{tag} href="{address}" x="{pt(box.x)}" y="{pt(box.y)}" width="{pt(box.w)}" '
            f'height="{pt(box.h)}"'
        )
        fit = "" if tag == "use" else ' preserveAspectRatio="none"'
        return f"{place}{fit}>{title}</{tag}>" if title else f"{place}{fit}/>"

    # --- text ---------------------------------------------------------------------------------

    def text(self, text: Text, box: Box) -> str:
        """The lines of a text where the scene breaks them."""
        inner = box if text.insets == (0, 0, 0, 0) else box.inset(*text.insets)
        pitch = PITCH * text.spacing - BELOW
        rows: list[tuple[Paragraph, tuple[Run, ...], float, bool]] = []
        total = 0.0
        for index, paragraph in enumerate(text.paragraphs):
            total += paragraph.space_before if index else 0
            for place, line in enumerate(paragraph.lines):
                if len(line) == 1:
                    size = line[0].size
                else:
                    size = max([r.size for r in line or _runs(paragraph)], default=_EMPTY_SIZE)
                rows.append((paragraph, line, total + pitch * size, place == 0))
                total += size * PITCH * text.spacing
        start = inner.y / EMU_PER_POINT
        if text.anchor != "top":
            spare = inner.h / EMU_PER_POINT - total
            start += spare / 2 if text.anchor == "middle" else spare
        return "".join([self.line(p, line, inner, start + y, first) for p, line, y, first in rows])

    def line(
        self, paragraph: Paragraph, line: tuple[Run, ...], box: Box, y: float, first: bool
    ) -> str:
        spans = "".join([self.span(run) for run in line])
        if not spans:
            return ""
        rtl, align = paragraph.rtl, paragraph.align
        if align == "left" and not rtl and not paragraph.bullet:
            # Most lines.
            return f'<text x="{pt(box.x)}" y="{number(y)}" xml:space="preserve">{spans}</text>'
        x, right = box.x / EMU_PER_POINT, box.right / EMU_PER_POINT
        bullet = ""
        if paragraph.bullet:
            size = max([r.size for r in _runs(paragraph)])
            indent = size * BULLET_INDENT
            if first:
                color = self.paint.hex(line[0].color)
                place = right - indent / 2 if rtl else x + indent / 4
                bullet = (
                    f'<text x="{number(place)}" y="{number(y)}" font-size="{number(size)}" '
                    f'fill="{color}" font-family="{self.paint.font(False)}">•</text>'
                )
            x, right = (x, right - indent) if rtl else (x + indent, right)
        place = {"left": x, "center": (x + right) / 2, "right": right}[align]
        anchor = (_TURNED if rtl else _ANCHOR)[align]
        where = "" if anchor == "start" else f' text-anchor="{anchor}"'
        turned = ' direction="rtl"' if rtl else ""
        return (
            f'{bullet}<text x="{number(place)}" y="{number(y)}"{where}{turned} '
            f'xml:space="preserve">{spans}</text>'
        )

    def span(self, run: Run) -> str:
        words = run.text.rstrip("\r\n\v")
        if not words:
            return ""
        drawn = f"<tspan{self.paint.style(run)}>{escape(words)}</tspan>"
        return drawn if run.link is None else self.linked(drawn, run.link)

    def linked(self, drawn: str, link: Link | None) -> str:
        address = self.link(link) if link is not None else None
        return f'<a href="{escape(address)}">{drawn}</a>' if address else drawn


def _title(alt: str) -> str:
    return f"<title>{escape(alt)}</title>" if alt else ""


def _runs(paragraph: Paragraph) -> list[Run]:
    return [run for line in paragraph.lines for run in line]
