"""Reads a theme file: tokens in, ``Theme`` out, each mistake at its line.

A theme extends another one (built in, or a file) and writes only what differs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from deckgen.findings import Finding, Level, Span, ThemeError
from deckgen.resources import resource
from deckgen.scene import EMU_PER_INCH, EMU_PER_POINT
from deckgen.spec.source import Mapping, to_plain
from deckgen.spec.source import load as load_yaml
from deckgen.theme import based
from deckgen.theme.tokens import Cover, Divider, Spacing, Theme, TypeScale
from deckgen.values import replace

COLOURS = (
    "dark1", "light1", "dark2", "light2",
    "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hyperlink", "followed_hyperlink",
)  # fmt: skip
STATUSES = ("on_track", "at_risk", "off_track", "done", "not_started", "dropped")
SIZES = ("cover", "title", "heading", "body", "caption", "footer")
FLOORS = {"cover": 24, "title": 18, "heading": 12, "body": 12, "caption": 10, "footer": 9}
"""Points under which a size of the type scale cannot be read from the back of a room."""
UNITS = {
    "in": EMU_PER_INCH,
    "pt": EMU_PER_POINT,
    "cm": 360_000,
    "mm": 36_000,
    "px": 9_525,
}
"""EMU in each unit that a length may have."""
RANGES = {"margin": (0.25, 1.25), "gutter": (0.05, 0.75), "radius": (0.0, 0.5)}
"""Inches between which a spacing lies; beyond them no slide has room for its content."""
KEYS: dict[str, tuple[str, ...] | None] = {
    "name": None,
    "extends": None,
    "base": None,
    "layouts": based.ROLES,
    "ground": None,
    "cover": ("ground", "text", "quiet", "accent", "ornament"),
    "section": ("ground", "ornament"),
    "titles": ("weight",),
    "cards": ("style",),
    "rules": ("weight",),
    "fonts": ("heading", "body"),
    "colors": COLOURS,
    "levels": None,
    "status": STATUSES,
    "type": SIZES,
    "spacing": ("margin", "gutter", "radius"),
    "logo": ("file", "at"),
    "footer": None,
}
"""Keys of a theme file; those with a mapping name its keys."""
TEXTS = ("name", "extends", "base", "footer")
CHOICES = {
    ("cover", "ornament"): ("edge", "band", "foot", "tab", "frame", "none"),
    ("section", "ornament"): ("edge", "band", "foot", "tab", "frame", "none"),
    ("section", "ground"): ("tint", "level", "surface", "paper"),
    ("titles", "weight"): ("bold", "regular"),
    ("cards", "style"): ("filled", "outlined"),
    ("rules", "weight"): ("quiet", "strong"),
}
"""Keys whose value is one of a few words."""


def built_in() -> tuple[str, ...]:
    """Names of the themes that ship with deckgen."""
    names = (f.name for f in resource("themes").iterdir())
    return tuple(sorted(n.removesuffix(".yaml") for n in names if n.endswith(".yaml")))


def load_theme(name: str, search: Sequence[Path] = ()) -> Theme:
    """The theme of a name or path.

    A path is taken as it is; a name is looked up in the folders of ``search``, then among the
    built-in ones. Raises ThemeError with every mistake of the file.
    """
    return _theme(_merged(name, tuple(search), ()))


class Layer:
    """One file of a chain: its plain values and where they stand."""

    def __init__(self, text: str, file: str, folder: Path | None) -> None:
        self.folder = folder
        self.same = str(Path(file).resolve()) if folder is not None else f"built-in {file}"
        """What tells the file from every other, by whatever path it was reached."""
        self.node: Any = load_yaml(text, file, error=ThemeError)
        self.values = to_plain(self.node)
        if isinstance(self.values, dict):  # a key without a value is as good as none
            self.values = {key: v for key, v in self.values.items() if v is not None}
        self.findings: list[Finding] = []

    def place(self, path: Sequence[str], key: bool) -> tuple[Span | None, str | None]:
        """Where the value at a path stands, or with ``key`` the last key itself."""
        node = self.node
        for step in path[:-1] if key else path:
            found = node.get(step)
            node = found if found is not None else node
        if key and isinstance(node, Mapping) and path[-1] in node.pairs:
            node = node.pairs[path[-1]][0]
        return node.span, node.source_line

    def wrong(
        self,
        rule: str,
        message: str,
        *path: str,
        suggestion: str | None = None,
        key: bool = False,
    ) -> None:
        """Notes a mistake at a path, or at its key."""
        span, line = self.place(path, key)
        self.findings.append(
            Finding(Level.ERROR, rule, message, span, suggestion, source_line=line)
        )


def _merged(name: str, search: tuple[Path, ...], chain: tuple[str, ...]) -> dict[str, Any]:
    layer = _read(name, search, chain)
    if layer.same in chain:
        layer.wrong("theme-loop", "themes extend each other in a circle", "extends")
        raise ThemeError(layer.findings)
    _check(layer)
    if layer.findings:
        raise ThemeError(layer.findings)
    own: dict[str, Any] = dict(layer.values)
    own.pop("extends", None)
    if layer.folder is not None:
        own[based.TOLD] = based.told(layer)
        if own.get("base"):
            own["base"] = based.base_file(layer, own["base"])
    parent = _parent(layer, name)
    if layer.folder is not None and own.get("logo"):
        own["logo"] = _logo(layer, own["logo"])
    if parent is None:
        return own
    folders = (layer.folder, *search) if layer.folder is not None else search
    try:
        below = _merged(str(parent), folders, (*chain, layer.same))
    except ThemeError as error:
        if error.findings[0].span is not None:
            raise
        span, line = layer.place(("extends",), False)
        found = [replace(f, span=span, source_line=line) for f in error.findings]
        raise ThemeError(found) from None
    if "colors" in own and "accent1" in own["colors"]:
        own["colors"].setdefault("hyperlink", own["colors"]["accent1"])
    if "base" in own:  # what stands under the base's own file is not said beside it
        below.pop(based.TOLD, None)
    for key, value in own.items():
        if isinstance(value, dict) and isinstance(below.get(key), dict):
            below[key] = {**below[key], **value}
        else:
            below[key] = value
    return below


def _parent(layer: Layer, name: str) -> str | None:
    """What a layer extends: what it says, else the default, which itself extends nothing."""
    parent = layer.values.get("extends")
    if parent is None and name != "meridian":
        return "meridian"
    return None if parent is None else str(parent)


def placed(name: str, search: tuple[Path, ...] = ()) -> tuple[Layer, ...]:
    """The files of a valid theme, its own first, then each one it extends."""
    found: list[Layer] = []
    at: str | None = name
    while at is not None:
        layer = _read(at, search, tuple(one.same for one in found))
        found.append(layer)
        at = _parent(layer, at)
        if layer.folder is not None:
            search = (layer.folder, *search)
    return tuple(found)


def _read(name: str, search: tuple[Path, ...], chain: tuple[str, ...]) -> Layer:
    """The file of a name. A theme may extend the built-in one whose name it bears, so a name
    does not lead back to a file of the chain; a path may, and that is a loop.
    """
    candidates = [Path(name), *(d / name for d in search), *(d / f"{name}.yaml" for d in search)]
    for path in candidates:
        if str(path.resolve()) in chain and name in built_in():
            continue
        if path.suffix in (".yaml", ".yml") and path.is_file():
            try:
                text = path.read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError) as problem:
                message = f"cannot read the theme {path}: {problem}"
                raise ThemeError([Finding(Level.ERROR, "unreadable-theme", message)]) from problem
            return Layer(text, str(path), path.resolve().parent)
    if name in built_in():
        file = f"themes/{name}.yaml"
        return Layer(resource(file).read_text(encoding="utf-8"), file, None)
    near = _near(name, built_in(), n=1)
    hint = f"did you mean '{near[0]}'?" if near else "built in: " + ", ".join(built_in())
    message = f"there is no theme '{name}'"
    raise ThemeError([Finding(Level.ERROR, "unknown-theme", message, suggestion=hint)])


def _check(layer: Layer) -> None:
    values = layer.values
    if not isinstance(values, dict):
        layer.wrong("wrong-type", "a theme file is a mapping")
        return
    for key, value in values.items():
        if str(key).startswith("x-"):
            continue
        if key not in KEYS:
            _unknown(layer, str(key), tuple(KEYS), str(key))
            continue
        names = KEYS[key]
        if key in TEXTS and not isinstance(value, str):
            layer.wrong("wrong-type", f"'{key}' is a text", key)
        if names is None or (key == "logo" and isinstance(value, str)):
            continue
        if not isinstance(value, dict):
            layer.wrong("wrong-type", f"'{key}' is a mapping", key)
            continue
        for inner, content in value.items():
            if inner not in names:
                _unknown(layer, str(inner), names, key, str(inner))
            else:
                _check_value(layer, key, inner, content)
    if values.get("ground", "light") not in ("light", "dark"):
        layer.wrong("wrong-value", "'ground' is light or dark", "ground")
    levels = values.get("levels")
    if levels is not None and not (
        isinstance(levels, list) and levels and all(n in COLOURS for n in levels)
    ):
        layer.wrong("wrong-value", "'levels' lists names of colours, such as accent1", "levels")
    logo = values.get("logo")
    if isinstance(logo, dict):
        if not isinstance(logo.get("file"), str):
            layer.wrong("wrong-type", "'logo' names a file, such as logo.png", "logo")
        if logo.get("at", "footer") not in ("footer", "cover"):
            layer.wrong("wrong-value", "a logo stands at footer or at cover", "logo", "at")
    based.check(layer)


def _check_value(layer: Layer, key: str, inner: str, value: Any) -> None:
    if key == "colors" and not re.fullmatch(r"#[0-9A-Fa-f]{6}", str(value)):
        message = f"'{inner}' is a colour such as \"#1F3A5F\" (in quotes), and this is '{value}'"
        layer.wrong("wrong-colour", message, key, inner)
    words = CHOICES.get((key, inner))
    if words and value not in words:
        near = _near(str(value), words, n=1)
        hint = f"did you mean '{near[0]}'?" if near else None
        message = f"'{inner}' is one of " + ", ".join(words)
        layer.wrong("wrong-value", message, key, inner, suggestion=hint)
    if key == "cover" and not words and value not in COLOURS:
        layer.wrong("wrong-value", f"'{inner}' names a colour, such as dark2", key, inner)
    if key == "status" and value not in COLOURS:
        layer.wrong("wrong-value", f"'{inner}' names a colour, such as accent4", key, inner)
    if key == "fonts" and not (isinstance(value, str) and value.strip()):
        layer.wrong("wrong-type", f"'{inner}' is the name of a font", key, inner)
    if key == "type":
        if not isinstance(value, int | float) or isinstance(value, bool):
            layer.wrong("wrong-type", f"'{inner}' is a size in points", key, inner)
        elif not FLOORS[inner] <= value <= 96:
            message = f"'{inner}' is a size from {FLOORS[inner]} to 96 points"
            layer.wrong("size-out-of-range", message, key, inner)
    if key == "spacing":
        length, (least, most) = _length(value), RANGES[inner]
        if length is None:
            message = f"'{inner}' is a length such as 0.5in, 16pt or 12mm, and this is '{value}'"
            layer.wrong("wrong-length", message, key, inner)
        elif not least * EMU_PER_INCH <= length <= most * EMU_PER_INCH:
            message = f"'{inner}' is a length from {least:g} to {most:g} inches"
            layer.wrong("length-out-of-range", message, key, inner)


def _near(word: str, known: Sequence[str], *, n: int = 1, cutoff: float = 0.6) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(word, known, n, cutoff)


def _unknown(layer: Layer, word: str, known: Sequence[str], *path: str) -> None:
    near = _near(word, known, n=1, cutoff=0.5)
    hint = f"did you mean '{near[0]}'?" if near else "one of " + ", ".join(known)
    layer.wrong("unknown-key", f"a theme has no '{word}' here", *path, suggestion=hint, key=True)


def _length(value: Any) -> int | None:
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(in|pt|cm|mm|px)\s*", str(value))
    return round(float(match[1]) * UNITS[match[2]]) if match else None


def _logo(layer: Layer, value: Any) -> tuple[bytes, str, tuple[Finding, ...]]:
    """The logo's bytes, their type, and what had to go from a drawing."""
    name = value.get("file") if isinstance(value, dict) else value
    from deckgen.pictures.checked import checked
    from deckgen.pictures.svg import PictureError
    from deckgen.spec.files import read_bytes

    path = cast("Path", layer.folder) / str(name)
    data, why = read_bytes(path)
    if why is not None:
        message = f"the logo {path.name} {why}"
        if not path.exists():
            message = f"there is no file {path.name} beside the theme"
        layer.wrong("missing-logo", message, "logo")
        raise ThemeError(layer.findings)
    try:
        found = checked(data)
    except PictureError as wrong:
        rule = "logo-is-no-picture" if wrong.rule == "not-a-picture" else wrong.rule
        layer.wrong(rule, f"the logo {path.name} {wrong}", "logo", suggestion=wrong.hint)
        raise ThemeError(layer.findings) from None
    span, line = layer.place(("logo",), False)
    told = tuple(
        Finding(Level.WARNING, "picture-cleaned", f"the logo {path.name} {remark}", span,
                source_line=line)
        for remark in found.remarks
    )  # fmt: skip
    return found.data, found.mime, told


def _theme(values: dict[str, Any]) -> Theme:
    lengths = {key: _length(value) for key, value in values.get("spacing", {}).items()}
    logo = values.get("logo")
    data, mime, remarks = logo if isinstance(logo, tuple) else (None, "", ())
    return Theme(
        name=str(values.get("name", "theme")),
        heading_font=values["fonts"]["heading"],
        body_font=values["fonts"]["body"],
        colors={key: str(v).lstrip("#").upper() for key, v in values["colors"].items()},
        levels=tuple(values["levels"]),
        statuses=dict(values["status"]),
        ground=values.get("ground", "light"),
        cover=Cover(**values.get("cover", {})),
        section=Divider(**values.get("section", {})),
        titles=values.get("titles", {}).get("weight", "bold"),
        cards=values.get("cards", {}).get("style", "filled"),
        rules=values.get("rules", {}).get("weight", "quiet"),
        type=TypeScale(**{key: float(v) for key, v in values["type"].items()}),
        spacing=Spacing(**{key: v for key, v in lengths.items() if v is not None}),
        footer=str(values.get("footer", "")),
        logo=data,
        logo_mime=mime,
        remarks=remarks,
        company=based.company(values),
    )
