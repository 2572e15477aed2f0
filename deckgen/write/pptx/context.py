"""What the parts of one slide share while it is written: ids, relationships, links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote, urlsplit

from deckgen.scene import Group, Link, Paragraph, Shape, Slide
from deckgen.values import dataclass
from deckgen.write.pptx.base import LayoutPart
from deckgen.write.pptx.xml import escape

_URL_SAFE = "%/:=&?~#+!$,;'@()*[]-._"
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_BRACKETED_HOST = re.compile(r"\w+://[^/]*\[[0-9A-Fa-f:.]+\]")
_KEEP_COLOUR = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/>'
    "</a:ext></a:extLst>"
)
"""Keeps the run's own colour; without it PowerPoint paints every link in ``hlink``."""


class Emit(Protocol):
    """Takes a finished part of the deck: its name and its data."""

    def __call__(self, name: str, data: bytes | str, /) -> None:
        """Take the part."""


@dataclass(slots=True)
class Texts:
    """What is kept of written texts, for all decks of a language: see ``text``."""

    runs: dict[tuple[object, ...], str] = field(default_factory=dict)
    """The ``a:rPr`` of runs, by style."""
    paragraphs: dict[tuple[object, ...], str] = field(default_factory=dict)
    """The ``a:pPr`` of paragraphs, by style."""
    styles: dict[tuple[object, ...], str] = field(default_factory=dict)
    """What stands before the words of a paragraph of one run, by style."""
    written: dict[tuple[int, float, bool, bool], tuple[Paragraph, str]] = field(
        default_factory=dict
    )
    """Paragraphs without links: by identity, spacing, whether first, whether in a placeholder."""
    feet: dict[int, tuple[Shape, LayoutPart, int, str]] = field(default_factory=dict)
    """Footers, by identity: the layout, the slide's number if it is said, and the XML behind the
    id of the shape."""


@lru_cache(maxsize=4)
def texts_of(language: str) -> Texts:
    """What is kept of the texts of a language; the same object for all its decks."""
    return Texts()


@dataclass(slots=True)
class Deck:
    """What the slides of a deck share."""

    language: str
    numbers: Mapping[str, int]
    """Slide number (from 1) by key."""
    texts: Texts = field(default_factory=lambda: Texts())
    media: dict[bytes, str] = field(default_factory=dict)
    """File name by content, so that a logo on every slide is stored once."""
    taken: set[str] = field(default_factory=set)
    """Names of media parts that the base, or the deck, has already."""
    charts: int = 0
    led: dict[str, int] = field(default_factory=dict)
    """Number by key of the slides that the slide at hand leads to."""
    emit: Emit = lambda name, data: None


@dataclass(slots=True)
class Context:
    """One slide while it is written."""

    deck: Deck
    slide: Slide
    number: int
    layout: LayoutPart
    ids: dict[str, int] = field(default_factory=dict)
    """Shape id by name; 1 is the shape tree itself."""
    plain: bool = False
    """None of the names needs escaping."""
    used: set[str] = field(default_factory=set)
    """Placeholders that the slide has filled already."""
    rels: list[tuple[str, str, str, bool]] = field(default_factory=list)
    known: dict[tuple[str, str], str] = field(default_factory=dict)

    glue: dict[str, Shape | Group] | None = None

    @property
    def shapes(self) -> dict[str, Shape | Group]:
        """What a connector can be glued to, by name; only slides with connectors need it."""
        if self.glue is None:
            self.glue = {}
            for element in self.slide.elements:
                if isinstance(element, Shape | Group):
                    self.glue[element.name] = element
                if isinstance(element, Group):
                    for child in element.children:
                        if isinstance(child, Shape):
                            self.glue[child.name] = child
        return self.glue

    def relate(self, kind: str, target: str, external: bool = False) -> str:
        """The id of a relationship, a new one when the slide has none to ``target`` yet."""
        key = self.known.get((kind, target))
        if key is None:
            key = f"rId{len(self.rels) + 1}"
            self.known[kind, target] = key
            self.rels.append((key, kind, target, external))
        return key

    def click(self, link: Link | None, keep_colour: bool = False) -> str:
        """The ``a:hlinkClick`` of a link, or nothing.

        Raises LookupError when the link names a slide that the scene does not have.
        """
        if link is None:
            return ""
        tip = f' tooltip="{escape(link.tip)}"' if link.tip else ""
        if link.slide is not None:
            number = self.deck.numbers.get(link.slide)
            if number is None:
                raise LookupError(f"slide {self.slide.key!r} links to no slide {link.slide!r}")
            self.deck.led[link.slide] = number
            key = self.relate("slide", f"slide{number}.xml")
            attributes = f'r:id="{key}" action="ppaction://hlinksldjump"{tip}'
        elif link.url:
            key = self.relate("hyperlink", clean_url(link.url), external=True)
            attributes = f'r:id="{key}"{tip}'
        else:
            return ""
        if keep_colour:
            return f"<a:hlinkClick {attributes}>{_KEEP_COLOUR}</a:hlinkClick>"
        return f"<a:hlinkClick {attributes}/>"


def clean_url(url: str) -> str:
    """``url`` with everything percent-encoded that would make Office refuse the file."""
    text = _LONE_PERCENT.sub("%25", url.strip().encode("utf-8", "ignore").decode())
    safe = _URL_SAFE
    if _BRACKETED_HOST.match(text) is None:
        safe = safe.replace("[", "").replace("]", "")
    try:
        _ = urlsplit(quote(text, safe=safe)).port
    except ValueError:
        scheme, colon, rest = text.partition("://")
        return scheme + colon + quote(rest, safe="/")
    return quote(text, safe=safe)
