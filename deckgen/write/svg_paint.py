"""Paint as SVG: colours, strokes and type as attributes, worked out once for a theme."""

from __future__ import annotations

from deckgen.scene import Color, Run, Stroke
from deckgen.theme.tokens import Theme
from deckgen.write.svg_xml import escape, number

_DASHES = {"solid": "", "dash": "4 3", "dot": "1 1"}
_MOST = 1_000
"""Styles of text, above which what is known of a theme is dropped."""


class Paint:
    """The attributes that a theme's drawings are made with, kept from drawing to drawing."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.grounds: dict[tuple[object, ...], tuple[str, str]] = {}
        """What stands behind a slide, by all that it follows from; the writer fills it."""
        self.styles: dict[tuple[object, ...], str] = {}
        self._colors: dict[tuple[str, int, int], str] = {}
        self._edges: dict[tuple[object, ...], str] = {}
        self._fonts = tuple(
            escape(f"'{family}', Arial, 'Liberation Sans', sans-serif".replace('"', ""))
            for family in (theme.body_font, theme.heading_font)
        )

    def font(self, heading: bool) -> str:
        """The families of headings or of body text."""
        return self._fonts[heading]

    def hex(self, color: Color) -> str:
        """``#RRGGBB`` of a colour."""
        key = (color.slot, color.mod, color.off)
        found = self._colors.get(key)
        if found is None:
            found = self._colors[key] = f"#{self.theme.hex(color)}"
        return found

    def shape(self, fill: Color | None, stroke: Stroke | None) -> str:
        """The fill and edge of a shape."""
        inside = "none" if fill is None else self.hex(fill)
        return f' fill="{inside}"' + (self.edge(stroke) if stroke is not None else "")

    def edge(self, stroke: Stroke) -> str:
        """The attributes of a line."""
        color = stroke.color
        key = (color.slot, color.mod, color.off, stroke.width, stroke.dash)
        found = self._edges.get(key)
        if found is None:
            found = f' stroke="{self.hex(color)}" stroke-width="{number(stroke.width)}"'
            dash = _DASHES[stroke.dash]
            if dash:
                lengths = " ".join(number(float(n) * stroke.width) for n in dash.split())
                found += f' stroke-dasharray="{lengths}"'
            self._edges[key] = found
        return found

    def style(self, run: Run) -> str:
        """How a run is set."""
        paint = run.color
        key = (run.size, paint.slot, paint.mod, paint.off, run.heading, run.bold, run.italic)
        found = self.styles.get(key)
        if found is None:
            found = f' font-size="{number(run.size)}" fill="{self.hex(paint)}"'
            found += f' font-family="{self.font(run.heading)}"'
            found += ' font-weight="700"' if run.bold else ""
            found += ' font-style="italic"' if run.italic else ""
            self.styles[key] = found
        return found


_last: Paint | None = None


def paint_of(theme: Theme) -> Paint:
    """The paint of a theme: that of the last drawing, if it had the same one."""
    global _last
    if _last is None or _last.theme is not theme or len(_last.styles) > _MOST:
        _last = Paint(theme)
    return _last
