"""What every slide layout works with: page, theme, typesetter, and the styles of the type scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from functools import lru_cache
from typing import Any

from deckgen.recent import Recent
from deckgen.scene import Color
from deckgen.text.fitting import Typesetter
from deckgen.text.style import Style
from deckgen.theme.page import Page
from deckgen.theme.tokens import Theme
from deckgen.values import dataclass

SENTENCE_FLOOR = 12.0
LABEL_FLOOR = 10.0
"""Points: nothing that is read as a sentence is smaller, no label, caption or tree card."""

WORDS = {
    "continued": "{title} ({part} of {parts})",
    "also_supports": "also",
    "back": "Back to",
    "more": "+{count} more",
    "expected": "expected",
    "full_text": "In full:",
    "key_result": "Key result",
    "start": "Start",
    "now": "Now",
    "target": "Target",
    "progress": "Progress",
    "status": "Status",
    "course": "Progress so far",
    "supported_by": "Supported by",
    "no_key_results": "No key results yet.",
}
"""Words that layout itself sets; a plan may replace them by its own language's."""


Parts = Recent[tuple[object, ...], Any]
"""By the name of a part and all that it depends on: the part, and what its key names by id."""
_Asked = tuple[str, float | None, int]
"""Role, size and id of the colour of a style."""


_Styles = dict[_Asked, tuple[Style, Color | None]]
_MOST_THEMES, _MOST_STYLES = 16, 2_000
_of_theme: dict[tuple[int, bool], tuple[Theme, _Styles]] = {}
"""By id of a theme, which is held and so keeps it, and whether the page is wide."""


def styles_of(theme: Theme, page: Page) -> _Styles:
    """The styles of a theme's decks, kept from one to the next."""
    key = (id(theme), page.wide)
    found = _of_theme.get(key)
    if found is None:
        if len(_of_theme) >= _MOST_THEMES:
            _of_theme.clear()
        found = _of_theme[key] = theme, {}
    if len(found[1]) > _MOST_STYLES:
        found[1].clear()
    return found[1]


@dataclass(frozen=True, slots=True)
class Studio:
    """Page, theme and typesetter. Styles are methods so that their colours can be chosen."""

    page: Page
    theme: Theme
    setter: Typesetter
    words: dict[str, str]
    styles: _Styles = field(default_factory=dict)
    """Styles made so far. Equal styles are one object, which the caches of text find sooner."""
    said: dict[str, str] = field(default_factory=dict)
    """Words that nothing is filled into."""
    parts: Parts = field(default_factory=lambda: Recent(64))
    """Parts of slides that recur from deck to deck on such a page, in such a theme and language:
    legends, heads of tables. None of them leaves a finding.
    """

    def word(self, key: str, **values: object) -> str:
        """A fixed word of the deck, filled in."""
        if values:
            return (self.words.get(key) or WORDS[key]).format(**values)
        found = self.said.get(key)
        if found is None:
            found = self.said[key] = (self.words.get(key) or WORDS[key]).format()
        return found

    @property
    def bold_titles(self) -> bool:
        """Whether the theme sets titles in bold."""
        return self.theme.titles == "bold"

    def title(self, size: float | None = None, color: Color | None = None) -> Style:
        """Slide titles."""
        return self._style("title", size, color)

    def eyebrow(self) -> Style:
        """The line above a title."""
        return self._style("eyebrow", None, None)

    @property
    def small(self) -> float:
        """Points: the one size of ledes and of whatever is read quietly on a slide."""
        return max(SENTENCE_FLOOR, self.theme.type.body - (1 if self.page.wide else 2))

    def even(self, size: float) -> float:
        """``size``, or ``small`` when it is a point more: so little looks like a slip."""
        return _even(size, self.small)

    def evenly(self, sizes: Sequence[float]) -> tuple[float, ...]:
        """Steps of type without those that ``even`` makes one."""
        return _evenly(tuple(sizes), self.small)

    def lede(self) -> Style:
        """The line below a title that says how to read the slide."""
        return self._style("lede", None, None)

    def heading(self, size: float | None = None, color: Color | None = None) -> Style:
        """Headings of cards and rows."""
        return self._style("heading", size, color)

    def body(self, size: float | None = None, color: Color | None = None) -> Style:
        """Sentences."""
        return self._style("body", size, color)

    def strong(self, size: float | None = None, color: Color | None = None) -> Style:
        """Names and numbers in running size."""
        return self._style("strong", size, color)

    def caption(self, color: Color | None = None, bold: bool = False) -> Style:
        """Column heads, legends, captions."""
        return self._style("label" if bold else "caption", None, color)

    def number(self, size: float, color: Color) -> Style:
        """Numbers that matter, 20 to 54 points."""
        return self._style("number", size, color)

    def _style(self, role: str, size: float | None, color: Color | None) -> Style:
        key = (role, size, id(color))
        found = self.styles.get(key)
        if found is None:
            # The colour is held, so that no other one gets its id.
            found = self.styles[key] = self._made(role, size, color), color
        return found[0]

    def _made(self, role: str, size: float | None, color: Color | None) -> Style:
        theme = self.theme
        if role == "title":
            size, color = size or theme.type.title, color or theme.ink
            made = Style(size, color, bold=self.bold_titles, heading=True)
        elif role == "eyebrow":
            made = Style(theme.type.caption, theme.level(1), bold=True)
        elif role == "lede":
            made = Style(self.small, theme.muted)
        elif role in ("caption", "label"):
            made = Style(theme.type.caption, color or theme.muted, bold=role == "label")
        elif role in ("heading", "number"):
            made = Style(size or theme.type.heading, color or theme.ink, bold=True, heading=True)
        else:
            made = Style(size or theme.type.body, color or theme.ink, bold=role == "strong")
        return _known(made)

    def sizes(self, largest: float, floor: float = SENTENCE_FLOOR) -> tuple[float, ...]:
        """Steps of the type scale from ``largest`` down to ``floor`` (points)."""
        return _sizes(largest, floor)


def _even(size: float, small: float) -> float:
    return small if small <= size <= small + 1 else size


@lru_cache(maxsize=64)
def _evenly(sizes: tuple[float, ...], small: float) -> tuple[float, ...]:
    return tuple(dict.fromkeys(_even(size, small) for size in sizes))


@lru_cache(maxsize=64)
def _sizes(largest: float, floor: float) -> tuple[float, ...]:
    steps = (54, 44, 36, 30, 24, 20, 18, 16, 14, 13, 12, 11, 10)
    chosen = tuple(float(s) for s in steps if floor <= s <= largest)
    return chosen if chosen and chosen[0] == largest else (largest, *chosen)


@lru_cache(maxsize=1024)
def _known(style: Style) -> Style:
    """The first of equal styles, also from one deck to the next."""
    return style
