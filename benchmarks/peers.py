"""The peers of the speed benchmark, and a deck's shapes as plain data for them.

A peer gets what deckgen's deck holds, as far as its interface can say it: places, shapes, fills,
lines, text with font, size, colour, alignment and spacing, links, tables with their fills and
borders, charts, notes. Neither peer knows groups, connectors glued to a bent path, alternative
text of shapes or ornaments: those deckgen writes on top.
"""

from __future__ import annotations

import io
import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
NODE = HERE.parent / "build" / "benchmarks"
Planned = Mapping[str, Any]
"""A slide: its ``elements``, each a mapping, and its ``notes``."""


def shapes_of(deck: Any) -> list[Planned]:
    """A deck's slides as plain data: inches, points, ``RRGGBB``."""
    numbers = {slide.key: n for n, slide in enumerate(deck.scene.slides, 1)}
    plain = _Plain(deck.theme, numbers)
    return [
        {"elements": plain.elements(slide.elements), "notes": slide.notes}
        for slide in deck.scene.slides
    ]


class _Plain:
    """Scene elements as plain data."""

    def __init__(self, theme: Any, numbers: Mapping[str, int]) -> None:
        self.theme = theme
        self.numbers = numbers

    def elements(self, given: Sequence[Any], link: Any = None) -> list[dict[str, Any]]:
        """The elements, groups taken apart; ``link`` is that of their group."""
        from deckgen import scene as s

        found: list[dict[str, Any]] = []
        for e in given:
            if isinstance(e, s.Group):
                found += self.elements(e.children, e.link)
            elif isinstance(e, s.Shape):
                around = e.link or link
                found.append({
                    "type": "shape", "name": e.name, "kind": e.geometry, **_place(e.box),
                    "fill": self.hex(e.fill), "line": self.edge(e.stroke),
                    "link": self.click(around), "runs": self.runs(e.text, around),
                    "anchor": e.text.anchor if e.text else "top",
                    "spacing": e.text.spacing if e.text else 1,
                    "insets": [_inch(x) for x in (e.text.insets if e.text else (0, 0, 0, 0))],
                })  # fmt: skip
            elif isinstance(e, s.Rule | s.Connector):
                ends = (e.start, e.end) if isinstance(e, s.Rule) else (e.points[0], e.points[-1])
                (x1, y1), (x2, y2) = ends
                box = s.Box(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
                found.append({"type": "line", **_place(box), "line": self.edge(e.stroke)})
            elif isinstance(e, s.Table):
                found.append({"type": "table", **_place(e.box),
                              "rows": [[self.cell(c) for c in row] for row in e.rows],
                              "columns": [_inch(w) for w in e.columns],
                              "heights": [_inch(h) for h in e.heights]})  # fmt: skip
            elif isinstance(e, s.Chart):
                series = [{"name": x.name, "labels": list(e.categories),
                           "values": [v or 0 for v in x.values]} for x in e.series]  # fmt: skip
                kind = "line" if e.kind == "line" else "bar"
                found.append({"type": "chart", "kind": kind, **_place(e.box), "series": series,
                              "colors": [self.hex(x.color) for x in e.series]})  # fmt: skip
        return found

    def hex(self, color: Any) -> str | None:
        """``RRGGBB``, or None."""
        return self.theme.hex(color) if color else None

    def edge(self, stroke: Any) -> dict[str, Any] | None:
        """A line's colour and width."""
        return {"color": self.hex(stroke.color), "width": stroke.width} if stroke else None

    def click(self, link: Any) -> dict[str, Any] | None:
        """Where a click leads: a slide's number or a web address."""
        if link is None or not (link.slide or link.url):
            return None
        return {"slide": self.numbers[link.slide]} if link.slide else {"url": link.url}

    def runs(self, text: Any, around: Any = None) -> list[dict[str, Any]]:
        """The runs of a text; ``last`` closes a paragraph. ``around`` is the shape's link."""
        found: list[dict[str, Any]] = []
        for paragraph in text.paragraphs if text else ():
            joined: list[dict[str, Any]] = []
            for r in (r for line in paragraph.lines for r in line if r.text):
                look = {
                    "size": r.size, "color": self.hex(r.color), "bold": r.bold,
                    "italic": r.italic, "align": paragraph.align,
                    "font": self.theme.heading_font if r.heading else self.theme.body_font,
                    "link": self.click(r.link or around), "last": False,
                }  # fmt: skip
                if joined and look == {k: v for k, v in joined[-1].items() if k != "text"}:
                    joined[-1]["text"] += r.text  # the lines of one run
                else:
                    joined.append({**look, "text": r.text})
            if joined:
                joined[-1]["last"] = True
            found += joined
        return found

    def cell(self, cell: Any) -> dict[str, Any]:
        """A table's cell; edges are top, right, bottom, left."""
        top, sides, bottom = self.edge(cell.top), self.edge(cell.sides), self.edge(cell.bottom)
        return {"runs": self.runs(cell.text), "anchor": cell.text.anchor,
                "fill": self.hex(cell.fill), "edges": [top, sides, bottom, sides]}  # fmt: skip


def _inch(value: float) -> float:
    from deckgen.scene import EMU_PER_INCH

    return round(value / EMU_PER_INCH, 4)


def _place(box: Any) -> dict[str, float]:
    return {"x": _inch(box.x), "y": _inch(box.y), "w": _inch(box.w), "h": _inch(box.h)}


# --- python-pptx ------------------------------------------------------------------------------


def by_python_pptx(slides: Sequence[Planned], target: io.BytesIO) -> None:
    """The shapes with python-pptx's object API. A link to a slide is set on the shape: the API
    has none for a run.
    """
    from pptx import Presentation

    deck = Presentation()
    deck.slide_width, deck.slide_height = (int(x * 914_400) for x in (13.333, 7.5))
    made = [deck.slides.add_slide(deck.slide_layouts[6]) for _ in slides]
    for slide, planned in zip(made, slides, strict=True):
        for e in planned["elements"]:
            _ADD[e["type"]](slide, e, made)
        if planned["notes"]:
            slide.notes_slide.notes_text_frame.text = planned["notes"]
    deck.save(target)


def _at(e: Planned) -> list[Any]:
    from pptx.util import Inches

    return [Inches(e[k]) for k in "xywh"]


def _add_line(slide: Any, e: Planned, _: Sequence[Any]) -> None:
    from pptx.enum.shapes import MSO_CONNECTOR

    x, y, w, h = _at(e)
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, x, y, x + w, y + h).line
    _draw(line, e["line"])


def _draw(line: Any, edge: Planned) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    line.color.rgb = RGBColor.from_string(edge["color"])
    line.width = Pt(edge["width"])


def _add_table(slide: Any, e: Planned, _: Sequence[Any]) -> None:
    from pptx.dml.color import RGBColor

    table = slide.shapes.add_table(len(e["rows"]), len(e["columns"]), *_at(e)).table
    for n, row in enumerate(e["rows"]):
        for m, planned in enumerate(row):
            cell = table.cell(n, m)
            if planned["fill"]:
                cell.fill.solid()
                cell.fill.fore_color.rgb = RGBColor.from_string(planned["fill"])
            _fill(cell.text_frame, planned["runs"])


def _add_chart(slide: Any, e: Planned, _: Sequence[Any]) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData()
    data.categories = e["series"][0]["labels"]
    for series in e["series"]:
        data.add_series(series["name"], series["values"])
    kind = XL_CHART_TYPE.LINE if e["kind"] == "line" else XL_CHART_TYPE.BAR_CLUSTERED
    slide.shapes.add_chart(kind, *_at(e), data)


def _add_shape(slide: Any, e: Planned, slides: Sequence[Any]) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE

    kinds = {"round": MSO_SHAPE.ROUNDED_RECTANGLE, "round_right": MSO_SHAPE.ROUND_2_SAME_RECTANGLE,
             "ellipse": MSO_SHAPE.OVAL, "triangle": MSO_SHAPE.ISOSCELES_TRIANGLE,
             "diamond": MSO_SHAPE.DIAMOND, "chevron": MSO_SHAPE.CHEVRON,
             "arrow": MSO_SHAPE.RIGHT_ARROW}  # fmt: skip
    shape = slide.shapes.add_shape(kinds.get(e["kind"], MSO_SHAPE.RECTANGLE), *_at(e))
    shape.name = e["name"]
    if e["fill"]:
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(e["fill"])
    else:
        shape.fill.background()
    if e["line"]:
        _draw(shape.line, e["line"])
    else:
        shape.line.fill.background()
    if e["link"] and "slide" in e["link"]:
        shape.click_action.target_slide = slides[e["link"]["slide"] - 1]
    _fill(shape.text_frame, e["runs"])


def _fill(frame: Any, runs: Sequence[Planned]) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    sides = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
    paragraph = frame.paragraphs[0]
    for n, r in enumerate(runs):
        paragraph.alignment = sides[r["align"]]
        run = paragraph.add_run()
        run.text = r["text"]
        run.font.size, run.font.bold, run.font.name = Pt(r["size"]), r["bold"], r["font"]
        run.font.color.rgb = RGBColor.from_string(r["color"])
        if r["link"] and "url" in r["link"]:
            run.hyperlink.address = r["link"]["url"]
        if r["last"] and n + 1 < len(runs):
            paragraph = frame.add_paragraph()


_ADD = {"line": _add_line, "table": _add_table, "chart": _add_chart, "shape": _add_shape}


# --- PptxGenJS --------------------------------------------------------------------------------


def node_ready() -> None:
    """Install PptxGenJS into the build folder unless it is there."""
    if not (NODE / "node_modules/pptxgenjs").is_dir():
        NODE.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix",
                        str(NODE), "pptxgenjs@4.0.1"], check=True)  # fmt: skip


def on_one_core() -> None:
    """Keep this process, and all its threads, to one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def by_node(shapes: Path, folder: Path, how: str, alone: bool = False) -> tuple[float, float]:
    """Seconds of the whole process of PptxGenJS, and of the writing alone. ``shapes`` is a JSON
    file of decks; ``how`` is ``stream`` (which compresses) or ``file``; ``alone`` keeps it to one
    core.
    """
    begun = time.perf_counter()
    done = subprocess.run(
        ["node", str(HERE / "pptxgen.js"), str(shapes), str(folder), how],
        env={**os.environ, "NODE_PATH": str(NODE / "node_modules")},
        check=True, capture_output=True, text=True, preexec_fn=on_one_core if alone else None,
    )  # fmt: skip
    return time.perf_counter() - begun, float(done.stdout) / 1000
