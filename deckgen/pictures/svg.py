"""Reads an SVG file and writes it anew, with nothing in it that runs or reaches outside.

A deck carries the drawing to people who did not make it, so only what is known to be drawn is
kept: shapes, text, paint, and pictures that the file itself holds. Nothing is ever fetched.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from xml.parsers import expat

from deckgen.pictures.content import DRAWN, SHAPES, Node, UnsafeError, check_cost, embedded
from deckgen.pictures.css import OUTSIDE_PAINT, clean_css
from deckgen.values import dataclass

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
MOST_BYTES = 5_000_000
"""A larger drawing makes programs stumble at each turn of the slide."""
MOST_NODES = 50_000
MOST_DEPTH = 100
WIDEST = 100
"""How often the shorter side goes into the longer one at most."""
_UNITS = {
    "": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4,
    "q": 96 / 101.6,
}  # fmt: skip
"""Pixels of CSS (96 to the inch) in each absolute unit."""
_LENGTH = re.compile(r"\s*\+?(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)\s*([a-z%]*)\s*", re.I)
_SEEN = {
    "script": "a script",
    "foreignobject": "text or other content in HTML, which no slide shows",
    "animate": "an animation", "animatetransform": "an animation", "animatemotion": "an animation",
    "set": "an animation", "animatecolor": "an animation", "discard": "an animation",
    "iframe": "a page in a frame", "object": "a page in a frame", "embed": "a page in a frame",
    "audio": "sound", "video": "a film", "font": "a font of its own",
    "font-face": "a font of its own",
    "link": "a style sheet from outside", "handler": "a script", "listener": "a script",
}  # fmt: skip
"""What is said of an element that is not kept; editors' own data goes without a word."""
HANDLER = "a script that waits for a click"
PLAIN = "save it as plain SVG"


class PictureError(ValueError):
    """A file cannot be shown. ``rule`` and the message are for a finding; the message goes on
    from the file's name.
    """

    def __init__(self, rule: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.rule = rule
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Drawing:
    """A safe SVG. ``width`` and ``height`` in CSS pixels (96 to the inch); ``dropped`` says what
    had to go, in words; ``lettered`` is true when it has text, which is set in the fonts of the
    machine that shows it.
    """

    svg: bytes
    width: float
    height: float
    dropped: tuple[str, ...] = ()
    lettered: bool = False

    @property
    def remarks(self) -> tuple[str, ...]:
        """What to tell of it; each goes on from the file's name."""
        told = []
        if self.dropped:
            told.append("is shown without " + ", ".join(self.dropped))
        return tuple(told)


def looks_like_svg(data: bytes) -> bool:
    """Whether the first bytes are those of an SVG file, packed or not."""
    head = data[:4096].replace(b"\0", b"")
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.lstrip().startswith(b"<") and re.search(rb"<(\w+:)?svg[\s>/]", head) is not None


@lru_cache(maxsize=32)
def read_svg(data: bytes) -> Drawing:
    """The drawing in an SVG file, made safe.

    Raises PictureError when the file is over 5 MB, broken, declares entities, has no size, is drawn
    so often by references to itself that programs would stumble, or has nothing to draw.
    """
    if len(data) > MOST_BYTES:
        size = f"is a drawing larger than {MOST_BYTES // 1_000_000} MB"
        raise PictureError("file-too-large", size)
    reader = _Reader()
    root = reader.read(data)
    if not any(node.tag in SHAPES for node in root.walk()):
        raise PictureError("not-a-picture", "is an SVG with nothing to draw")
    try:
        check_cost(root)
    except UnsafeError as problem:
        raise PictureError("unsafe-picture", str(problem)) from None
    width, height = _size(root)
    root.attributes.setdefault("viewBox", f"0 0 {_short(width)} {_short(height)}")
    root.attributes["width"], root.attributes["height"] = _short(width), _short(height)
    head = f'<svg xmlns="{SVG}" xmlns:xlink="{XLINK}"'
    text = head + root.xml().removeprefix("<svg")
    return Drawing(text.encode(), width, height, tuple(sorted(reader.dropped)), reader.lettered)


class _Reader:
    """One pass over the file by expat, which keeps what is drawn."""

    def __init__(self) -> None:
        self.dropped: set[str] = set()
        self.lettered = False
        self.stack: list[Node] = []
        self.root: Node | None = None
        self.skipped = 0
        """How deep inside an element that is not kept."""
        self.count = 0

    def read(self, data: bytes) -> Node:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.EntityDeclHandler = self.entity
        parser.SkippedEntityHandler = self.unknown
        parser.ProcessingInstructionHandler = self.instruction
        try:
            parser.Parse(data, True)
        except expat.ExpatError as problem:
            where = f"line {problem.lineno}, column {problem.offset + 1}"
            why = expat.ErrorString(problem.code)
            message = f"is no SVG that can be read: {why} at {where}"
            raise PictureError("not-a-picture", message) from None
        except (LookupError, ValueError) as problem:
            if isinstance(problem, PictureError):
                raise
            message = f"is no SVG that can be read: {problem}"
            raise PictureError("not-a-picture", message) from None
        if self.root is None:
            raise PictureError("not-a-picture", "is no SVG: it has no svg element at its top")
        return self.root

    def entity(self, *_: object) -> None:
        message = "declares entities, which can hide anything"
        raise PictureError("unsafe-picture", message, PLAIN)

    def unknown(self, name: str, _: bool) -> None:
        message = f"is no SVG that can be read: it does not say what &{name}; is"
        raise PictureError("not-a-picture", message, PLAIN)

    def instruction(self, target: str, _: str) -> None:
        if target == "xml-stylesheet":
            self.dropped.add("a style sheet from outside")

    def start(self, name: str, given: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_NODES:
            raise PictureError("file-too-large", f"is a drawing of more than {MOST_NODES:,} parts")
        if len(self.stack) + self.skipped > MOST_DEPTH:
            message = f"is a drawing with parts nested more than {MOST_DEPTH} deep"
            raise PictureError("file-too-large", message)
        space, _, tag = name.rpartition(" ")
        if self.root is None and (tag != "svg" or space not in ("", SVG)):
            raise PictureError("not-a-picture", f"is no SVG: it begins with <{tag}>")
        if self.skipped or space not in ("", SVG) or tag not in DRAWN:
            if tag.lower() in _SEEN:
                self.dropped.add(_SEEN[tag.lower()])
            self.skipped += 1
            return
        node = Node("g" if tag == "a" else tag, self.attributes(tag, given))
        if tag in ("image", "use") and "xlink:href" not in node.attributes:
            self.skipped += 1
            return
        self.lettered = self.lettered or tag == "text"
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.root = node
        self.stack.append(node)

    def end(self, _: str) -> None:
        if self.skipped:
            self.skipped -= 1
            return
        node = self.stack.pop()
        if node.tag == "style":
            text, dropped = clean_css("".join(str(part) for part in node.children))
            node.children[:] = [text]
            self.dropped.update(dropped)

    def text(self, data: str) -> None:
        if self.stack and not self.skipped:
            self.stack[-1].children.append(data)

    def attributes(self, tag: str, given: dict[str, str]) -> dict[str, str]:
        kept: dict[str, str] = {}
        for name, value in given.items():
            space, _, local = name.rpartition(" ")
            if local.lower().startswith("on") and not space:
                self.dropped.add(HANDLER)
            elif local == "href" and space in ("", XLINK):
                reference = self.reference(tag, value.strip())
                if reference:
                    kept["xlink:href"] = reference
            elif space == XML and local in ("space", "lang"):
                kept[f"xml:{local}"] = value
            elif not space and local not in ("src", "data", "base"):
                if re.search(r"[\\(@]", value):
                    value, dropped = clean_css(value)
                    self.dropped.update(dropped)
                kept[local] = value
        return kept

    def reference(self, tag: str, value: str) -> str | None:
        """A link within the file or a picture it holds; anything else is left out."""
        if tag == "a":  # a slide's picture is one thing to click on, or none
            self.dropped.add("a link")
            return None
        if value.startswith("#") and tag != "image":
            return value
        if tag in ("image", "feImage"):
            inside = embedded(value)
            if inside is not None:
                return inside
            self.dropped.add(
                "a picture inside it that is neither PNG nor JPEG, or too large"
                if value.startswith("data:")
                else "a picture from outside"
            )
            return None
        self.dropped.add(OUTSIDE_PAINT)
        return None


def _size(root: Node) -> tuple[float, float]:
    """Width and height in CSS pixels: those the file says, else its view box's."""
    view = [float(n) for n in re.findall(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?",
                                         root.attributes.get("viewBox", ""))]  # fmt: skip
    box = (view[2], view[3]) if len(view) == 4 and view[2] > 0 and view[3] > 0 else None
    if box is None:
        root.attributes.pop("viewBox", None)
    width, height = (_pixels(root.attributes.get(side, "")) for side in ("width", "height"))
    if box is not None:
        ratio = box[0] / box[1]
        if width is None or height is None:
            width = width or (height * ratio if height else box[0])
            height = width / ratio
    if width is None or height is None:
        message = "has no size: its svg element has neither width and height nor a viewBox"
        raise PictureError("not-a-picture", message)
    if not (math.isfinite(width) and math.isfinite(height)) or not (
        1e-3 < width < 1e6 and 1e-3 < height < 1e6 and 1 / WIDEST <= width / height <= WIDEST
    ):
        message = f"has a size that no slide can show: {_short(width)} by {_short(height)} pixels"
        raise PictureError("not-a-picture", message)
    return width, height


def _pixels(length: str) -> float | None:
    match = _LENGTH.fullmatch(length)
    factor = _UNITS.get(match[2].lower()) if match else None
    if match is None or factor is None:
        return None
    return float(match[1]) * factor or None


def _short(value: float) -> str:
    return f"{value:.6g}"
