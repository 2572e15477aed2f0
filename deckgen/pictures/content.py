"""What a drawing may hold, and how much work it makes for whoever draws it."""

from __future__ import annotations

import base64
import binascii
import re
import struct
from collections.abc import Iterator
from dataclasses import field
from urllib.parse import unquote_to_bytes

from deckgen.pictures.css import references
from deckgen.values import dataclass

SHAPES = frozenset((
    "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "image", "use",
))  # fmt: skip
_FILTERS = frozenset((
    "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix",
    "feDiffuseLighting", "feDisplacementMap", "feDropShadow", "feFlood", "feGaussianBlur",
    "feImage", "feMerge", "feMorphology", "feOffset", "feSpecularLighting", "feTile",
    "feTurbulence",
))  # fmt: skip
DRAWN = SHAPES | _FILTERS | {
    "svg", "g", "defs", "symbol", "a", "switch", "style", "title", "desc", "tspan", "textPath",
    "linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask", "marker", "filter",
    "feDistantLight", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feMergeNode", "fePointLight",
    "feSpotLight",
}  # fmt: skip
"""Elements that are kept; whatever else a file holds is not drawn."""
MOST_WORK = 100_000
"""Parts drawn in all, those drawn again by reference included; costly ones count for more."""
_WORK = dict.fromkeys(_FILTERS, 1000) | {"image": 200, "mask": 20, "pattern": 20}
MOST_PIXELS = 25_000_000
"""Of a picture within a drawing."""


class UnsafeError(ValueError):
    """A drawing that makes too much work; the message goes on from the file's name."""


@dataclass(slots=True)
class Node:
    """An element that is kept."""

    tag: str
    attributes: dict[str, str]
    children: list[Node | str] = field(default_factory=list)

    def xml(self) -> str:
        """The element as text."""
        # Not at the top: it brings in the libraries of the web, for most decks in vain.
        from xml.sax.saxutils import escape, quoteattr

        head = "".join(f" {name}={quoteattr(value)}" for name, value in self.attributes.items())
        inner = "".join(
            escape(child) if isinstance(child, str) else child.xml() for child in self.children
        )
        return f"<{self.tag}{head}>{inner}</{self.tag}>" if inner else f"<{self.tag}{head}/>"

    def walk(self) -> Iterator[Node]:
        """The element and all below it."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def named(self) -> list[str]:
        """Ids of the elements it refers to."""
        found = [ref for value in self.attributes.values() for ref in references(value)]
        link = self.attributes.get("xlink:href", "")
        return [*found, link[1:]] if link.startswith("#") else found


def check_cost(root: Node) -> None:
    """Raises UnsafeError when references make the drawing enormous or lead in a circle.

    Each element counts with all that it refers to, as often as it does, so that a few lines
    which draw each other over and over are found without drawing them.
    """
    by_id: dict[str, Node] = {}
    styled: set[str] = set()
    for node in root.walk():
        if "id" in node.attributes:
            by_id.setdefault(node.attributes["id"], node)
        if node.tag == "style":
            styled.update(ref for part in node.children for ref in references(str(part)))
    known: dict[int, int] = {}
    under: set[int] = set()

    def work(node: Node) -> int:
        key = id(node)
        if key in known:
            return known[key]
        if key in under:
            raise UnsafeError("refers to itself in a circle")
        under.add(key)
        total = _WORK.get(node.tag, 1)
        for child in node.children:
            total += work(child) if isinstance(child, Node) else 0
        for name in node.named():
            if name in by_id:
                total += work(by_id[name])
        under.discard(key)
        known[key] = total
        return total

    try:
        total = work(root)
        if styled:
            paint = sum(work(by_id[name]) for name in styled if name in by_id)
            total += paint * sum(1 for node in root.walk() if node.tag in SHAPES)
    except RecursionError:
        raise UnsafeError("is nested too deep") from None
    if total > MOST_WORK:
        raise UnsafeError("draws its parts over and over, more than a program can take")


_DATA = re.compile(r"data:image/(png|jpe?g)\s*(?:;[^,;]*)*?(;\s*base64)?,", re.IGNORECASE)


def embedded(address: str) -> str | None:
    """A PNG or JPEG in a ``data:`` address, written anew; None for anything else, for broken
    ones and for pictures of more than 25 million pixels.
    """
    from deckgen.pictures.pixels import pixel_size

    match = _DATA.match(address)
    if match is None:
        return None
    body = address[match.end() :]
    try:
        data = unquote_to_bytes(body)
        if match[2]:
            data = base64.b64decode(b"".join(data.split()), validate=True)
        size = pixel_size(data)
    except (binascii.Error, struct.error, ValueError):
        return None
    if size is None or size[0] * size[1] > MOST_PIXELS:
        return None
    kind = "png" if data.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
