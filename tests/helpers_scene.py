"""Small scenes for the writers' tests: every kind of element, at both sizes."""

from __future__ import annotations

import struct
import zlib
from itertools import pairwise

from deckgen.scene import (
    Box,
    Cell,
    Chart,
    Color,
    Connector,
    Element,
    End,
    Group,
    Link,
    Paragraph,
    Picture,
    PlaceholderKind,
    Rule,
    Run,
    Scene,
    Series,
    Shape,
    Slide,
    Stroke,
    Table,
    Text,
    points,
)
from deckgen.theme.page import Aspect, Page, page
from deckgen.theme.tokens import Theme

COLORS = {
    "dark1": "1B2437", "light1": "FFFFFF", "dark2": "1F3A5F", "light2": "F6F4EF",
    "accent1": "2A7F86", "accent2": "B4652B", "accent3": "7A5C99", "accent4": "2E7D4F",
    "accent5": "9A6F0E", "accent6": "B3372F", "hyperlink": "2A7F86",
    "followed_hyperlink": "7A5C99",
}  # fmt: skip
THEME = Theme("Harbor", "Georgia", "Arial", COLORS)
DARK = Theme("Midnight", "Arial", "Arial", COLORS, ground="dark")
INK = Color("tx1")
WHITE = Color("bg1")
LINE = Stroke(Color("tx1", 60_000, 40_000), 1.0)


def text(*lines: str, size: float = 14, color: Color = INK, **kind: object) -> Text:
    """One paragraph for each line."""
    return Text(tuple(Paragraph(((Run(line, size, color),),)) for line in lines), **kind)  # type: ignore[arg-type]


def title(at: Page, words: str, color: Color = INK, size: float = 24) -> Shape:
    """A slide's title, in the placeholder."""
    run = Run(words, size, color, bold=True, heading=True)
    return Shape("Title", at.title, text=Text((Paragraph(((run,),)),)), placeholder="title")


def placeholder(kind: PlaceholderKind, box: Box, words: str, size: float = 9) -> Shape:
    """A filled placeholder."""
    return Shape(kind, box, text=text(words, size=size), placeholder=kind)


def footers(at: Page, number: int) -> tuple[Shape, ...]:
    """Footer, date and slide number."""
    return (
        placeholder("footer", at.footer, "Harbor Health  ·  Q1 2027"),
        placeholder("date", at.date, "11 January 2027"),
        placeholder("slide_number", at.number, str(number)),
    )


def card(name: str, box: Box, words: str = "", link: Link | None = None) -> Shape:
    """A card with a rounded right side."""
    return Shape(
        name,
        box,
        "round_right",
        fill=Color("bg2"),
        stroke=LINE,
        radius=63_500,
        text=text(words or name, size=10, anchor="middle", insets=(91_440, 0, 91_440, 0)),
        link=link,
        role="card",
    )


def scene(*slides: Slide, aspect: Aspect = "16:9", **about: object) -> tuple[Scene, Page]:
    """A scene of slides at an aspect, and its page."""
    at = page(THEME, aspect)
    return Scene(at.width, at.height, slides, "Harbor Health OKRs", **about), at  # type: ignore[arg-type]


def one(*elements: Element, aspect: Aspect = "16:9", notes: str = "") -> tuple[Scene, Page]:
    """A scene of one slide with a title and ``elements``."""
    at = page(THEME, aspect)
    slide = Slide("only", "title", "Only slide", (title(at, "Only slide"), *elements), notes)
    return scene(slide, aspect=aspect)


def png(width: int = 8, height: int = 8, grey: int = 128) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = b"".join(b"\0" + bytes([grey]) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8"/></svg>'
)


def elbows(at: Page) -> tuple[Element, ...]:
    """Every way an elbow can run: 3, 4 and 5 points, both first directions, all mirrors.

    Under each connector lies its polyline as thin red rules, so that a picture shows at once
    where a program draws it elsewhere.
    """
    elements: list[Element] = []
    step_x, step_y = (at.width - 2 * at.margin) // 8, points(95)
    for row, count in enumerate((3, 4, 5)):
        for column in range(8):
            vertical, left, up = bool(column & 4), bool(column & 1), bool(column & 2)
            cx = at.margin + column * step_x + step_x // 2
            cy = at.content.y + points(60) + row * step_y
            dx, dy = (-1 if left else 1) * points(26), (-1 if up else 1) * points(28)
            x0, y0, x1, y1 = cx - dx, cy - dy, cx + dx, cy + dy
            line = _route(count, vertical, x0, y0, x1, y1)
            name = f"Elbow {count} {column}"
            size = points(10)
            ends = []
            for tag, (here, toward) in {
                "a": (line[0], line[1]),
                "b": (line[-1], line[-2]),
            }.items():
                site, box = _port(here, toward, size)
                ends.append(End(f"{name}{tag}", site))
                elements.append(Shape(f"{name}{tag}", box, fill=Color("accent2"), alt="end"))
            for n, (p, q) in enumerate(pairwise(line)):
                elements.append(Rule(f"{name} rule {n}", p, q, Stroke(Color("accent6"), 4)))
            elements.append(
                Connector(name, ends[0], ends[1], tuple(line), Stroke(INK, 1), arrow=True)
            )
    return tuple(elements)


def _route(count: int, vertical: bool, x0: int, y0: int, x1: int, y1: int) -> list[tuple[int, int]]:
    mx, my = x0 + (x1 - x0) * 3 // 10, y0 + (y1 - y0) * 6 // 10
    if count == 3:
        return [(x0, y0), (x0, y1) if vertical else (x1, y0), (x1, y1)]
    if count == 4 and vertical:
        return [(x0, y0), (x0, my), (x1, my), (x1, y1)]
    if count == 4:
        return [(x0, y0), (mx, y0), (mx, y1), (x1, y1)]
    if vertical:
        return [(x0, y0), (x0, my), (mx, my), (mx, y1), (x1, y1)]
    return [(x0, y0), (mx, y0), (mx, my), (x1, my), (x1, y1)]


def _port(here: tuple[int, int], toward: tuple[int, int], size: int) -> tuple[int, Box]:
    """Site and box of a square whose side's middle is ``here``, facing ``toward``."""
    (x, y), half = here, size // 2
    if toward[0] > x:
        return 3, Box(x - size, y - half, size, size)
    if toward[0] < x:
        return 1, Box(x, y - half, size, size)
    if toward[1] > y:
        return 2, Box(x - half, y - size, size, size)
    return 0, Box(x - half, y, size, size)


def everything(aspect: Aspect = "16:9") -> tuple[Scene, Page]:
    """A deck with every kind of element, link, layout and note."""
    at = page(THEME, aspect)
    x, y, w = at.content.x, at.content.y, at.content.w
    cover = Slide(
        "cover",
        "cover",
        "OKR kickoff",
        (
            Shape(
                "Title",
                at.cover_title,
                text=Text(
                    (Paragraph(((Run("OKR kickoff", 44, WHITE, bold=True, heading=True),),)),),
                    anchor="bottom",
                ),
                placeholder="center_title",
            ),
            Shape(
                "Subtitle",
                at.cover_subtitle,
                text=text("Every patient seen within a week", size=20, color=WHITE),
                placeholder="subtitle",
            ),
        ),
        notes="Welcome.\n\nSay why & how.",
        section="Start",
    )
    section = Slide(
        "section",
        "section",
        "Digital",
        (
            Shape(
                "Title",
                at.section_title,
                text=Text(
                    (Paragraph(((Run("Digital", 40, INK, bold=True, heading=True),),)),),
                    anchor="bottom",
                ),
                placeholder="title",
            ),
            *footers(at, 2),
        ),
        section="Digital",
    )
    presets = Slide(
        "shapes", "title", "Shapes", (title(at, "Shapes"), *_presets(x, y, w), *footers(at, 3)),
        notes="Shapes.", section="Digital",
    )  # fmt: skip
    routes = Slide(
        "elbows", "title", "Elbows", (title(at, "Elbows"), *elbows(at), *footers(at, 4)),
        section="Digital",
    )  # fmt: skip
    data = Slide(
        "data", "title", "Data", (title(at, "Data"), *_data(x, y, w), *footers(at, 5)),
        notes="Numbers.", section="Numbers",
    )  # fmt: skip
    body = Slide(
        "body",
        "title",
        "Words",
        (
            title(at, "Words"),
            Shape("Body", at.content, text=_words(), placeholder="body"),
            *footers(at, 6),
        ),
        section="Numbers",
    )
    closing = Slide(
        "closing",
        "closing",
        "Thank you",
        (
            Shape(
                "Title",
                at.cover_title,
                text=text("Thank you", size=44, color=WHITE),
                placeholder="title",
            ),
        ),
        section="Start",
    )
    return scene(
        cover, section, presets, routes, data, body, closing,
        aspect=aspect, author="Maya Lindqvist", company="Harbor Health", subject="Q1 2027",
        keywords=("OKR", "kickoff"), created="2027-01-11T00:00:00Z",
    )  # fmt: skip


def run(words: str, color: Color = INK, **kind: object) -> Run:
    """A run of 14 points."""
    return Run(words, 14, color, **kind)  # type: ignore[arg-type]


def _words() -> Text:
    jump, web = Link(slide="elbows"), Link(url="https://example.org/a b?x=1&y=é", tip="Read")
    mail = Link(url="mailto:okr@example.org")
    return Text(
        (
            Paragraph(((run("First line "),), (run("goes on, "), run("bold", bold=True)))),
            Paragraph(((run("A point"),),), space_before=6, bullet=True),
            Paragraph(((run("Forced\n"),), (run("break"),)), space_before=6),
            Paragraph(((run("See the elbows", Color("accent1"), link=jump),),), space_before=12),
            Paragraph(((run("OKR on the web", Color("accent2"), link=web),),)),
            Paragraph(((run("mail", italic=True, link=mail),),)),
            Paragraph(((run("יעדים ותוצאות"),),), align="right", rtl=True),
            Paragraph(((),)),
            Paragraph(((run("目標と主な成果"),),), align="center"),
        ),
        spacing=1.1,
    )


def _presets(x: int, y: int, w: int) -> tuple[Element, ...]:
    size, gap = points(60), points(16)
    found: list[Element] = []
    kinds = ("rect", "round", "round_right", "ellipse", "triangle", "diamond", "chevron", "arrow")
    for n, kind in enumerate(kinds):
        box = Box(x + n * (w // 8), y, min(size, w // 8 - gap), points(40))
        found.append(
            Shape(kind, box, kind, Color("accent1", 20_000, 80_000), LINE, 63_500, alt=f"a {kind}")  # type: ignore[arg-type]
        )
    low = y + points(70)
    found.append(
        Connector(
            "Across", End("rect", 2), End("ellipse", 2),
            (
                (x + min(size, w // 8 - gap) // 2, y + points(40)),
                (x + min(size, w // 8 - gap) // 2, y + points(55)),
                (x + 3 * (w // 8) + min(size, w // 8 - gap) // 2, y + points(55)),
                (x + 3 * (w // 8) + min(size, w // 8 - gap) // 2, y + points(40)),
            ),
            Stroke(Color("accent6"), 2, "dash"), alt="rect leads to ellipse",
        )
    )  # fmt: skip
    found.append(card("Card C1", Box(x, low, points(120), points(50)), link=Link(slide="data")))
    inner = Box(x, low + points(120), points(120), points(50))
    found.append(
        Group(
            "Card D4 with bar",
            (
                card("Card D4", inner, 'D4 & <all> "that"'),
                Shape(
                    "Bar D4",
                    Box(inner.x, inner.y, points(4), inner.h),
                    fill=Color("accent2"),
                    decorative=True,
                ),
                Rule("Line D4", (inner.x, inner.bottom), (inner.right, inner.bottom), LINE),
            ),
            alt="Objective D4",
            link=Link(url="https://example.org"),
        )
    )  # fmt: skip
    middle = x + points(60)
    found.append(
        Connector(
            "C1 to D4", End("Card C1", 2), End("Card D4", 0),
            ((middle, low + points(50)), (middle, low + points(120))), LINE, decorative=True,
        )
    )  # fmt: skip
    found.append(
        Picture("Photo", Box(x + points(200), low, points(60), points(60)), png(), "image/png",
                alt="A grey square", crop=(0.1, 0, 0.1, 0), svg=SVG)
    )  # fmt: skip
    found.append(
        Picture("Photo again", Box(x + points(280), low, points(60), points(60)), png(),
                "image/png", decorative=True)
    )  # fmt: skip
    found.append(Rule("Divider", (x, low + points(200)), (x + w, low + points(200)), LINE))
    return tuple(found)


def _data(x: int, y: int, w: int) -> tuple[Element, ...]:
    inset = (points(6), points(4), points(6), points(4))
    third = w // 3
    edge = Stroke(Color("bg2", 90_000), 1)
    rows = tuple(
        tuple(
            Cell(text(f"r{r}c{c}", size=11, insets=inset, anchor="middle"),
                 fill=Color("bg2") if r == 0 else None, bottom=edge)
            for c in range(3)
        )
        for r in range(4)
    )  # fmt: skip
    table = Table(
        "Key results", Box(x, y, third * 3, points(96)), (third,) * 3, (points(24),) * 4, rows,
        alt="Key results by team",
    )  # fmt: skip
    weeks = ("W1", "W2", "W3", "W4", "W5")
    plan = Series("Plan", (0.1, 0.2, 0.3, 0.4, 0.5), Color("tx1", 60_000, 40_000), "dash", 1)
    real = Series(
        "Actual", (0.05, 0.2, None, 0.3, 0.36), Color("accent1"), labels="last", markers=True
    )
    top = y + points(110)
    height = points(220)
    charts = [
        Chart(f"Chart {kind}", Box(x + n * third, top, third - points(8), height), kind, weeks,  # type: ignore[arg-type]
              (plan, real) if kind == "line" else (
                  Series("On track", (3, 2, 1, 4, 5), Color("accent4"), labels="all"),
                  Series("At risk", (1, 2, 2, 0, 1), Color("accent5"), labels="all")),
              alt=f"Progress as a {kind} chart", minimum=0.0 if kind == "line" else None,
              maximum=0.6 if kind == "line" else None, major=0.2 if kind == "line" else None,
              number_format="0%" if kind == "line" else "0", legend=kind != "bar")
        for n, kind in enumerate(("line", "bar", "stacked_bar"))
    ]  # fmt: skip
    return (table, *charts)
