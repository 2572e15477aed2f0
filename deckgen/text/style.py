"""How a text is set: size, colour, weight, alignment. Equal changes of a style are one object."""

from __future__ import annotations

from functools import lru_cache

from deckgen.making import new_run
from deckgen.scene import Align, Color, Link, Run
from deckgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set. ``size`` in points."""

    size: float
    color: Color
    bold: bool = False
    italic: bool = False
    heading: bool = False
    align: Align = "left"
    link: Link | None = None

    def __hash__(self) -> int:
        # Asked for again and again; what is left out hardly ever tells two styles apart.
        return hash((self.size, self.bold, self.heading, self.align, self.color.slot))

    def at(self, size: float) -> Style:
        """The same style at another size."""
        return self if size == self.size else _changed(self, size, self.align)

    def aligned(self, align: Align) -> Style:
        """The same style in another alignment."""
        return self if align == self.align else _changed(self, self.size, align)

    def run(self, text: str) -> Run:
        """A run of this style."""
        return new_run(text, self.size, self.color, self.bold, self.italic, self.heading, self.link)


_changes: dict[tuple[int, float, Align], tuple[Style, Style]] = {}
"""Id of a style, size and alignment -> the style, which keeps its id, and the changed one."""


def _changed(style: Style, size: float, align: Align) -> Style:
    """A style at another size or in another alignment."""
    # By the style's id, as ``Kept``.
    found = _changes.get((id(style), size, align))
    if found is None:
        if len(_changes) > 4_096:
            _changes.clear()
        found = _changes[id(style), size, align] = style, _other(style, size, align)
    return found[1]


@lru_cache(maxsize=1024)
def _other(style: Style, size: float, align: Align) -> Style:
    """One object for equal styles, which caches find sooner."""
    return Style(size, style.color, style.bold, style.italic, style.heading, align, style.link)
