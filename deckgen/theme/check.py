"""Checks a theme the way its readers will: contrast, colour blindness, fonts, sizes.

Contrast is that of WCAG 2.2 for every pair of text and ground, and of graphic and ground, that
slides really make from the theme's roles; a test holds the list against finished decks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from deckgen.findings import Finding, Level
from deckgen.scene import Color
from deckgen.theme.colour import contrast
from deckgen.theme.load import Layer, load_theme, placed
from deckgen.theme.tokens import Theme
from deckgen.theme.vision import MATRICES, distance
from deckgen.values import dataclass, replace

TEXT = {"AA": 4.5, "AAA": 7.0}
"""Least contrast of text of any size. WCAG lets large text have less; a deck only does so in
the alignment matrix, for what is large here is small from the last row."""
LARGE = {4.5: 3.0, 7.0: 4.5}
"""Least contrast of large text for that of any text (WCAG 1.4.3 and 1.4.6)."""
GRAPHIC = 3.0
"""Least contrast of a line, bar or mark that says something (WCAG 1.4.11)."""
APART = 10.0
"""Delta E*ab under which two colours are not told apart at a glance."""
SHARES = (20, 42, 68)
"""Percent of a level's colour in the steps of the alignment matrix."""

FONTS: dict[str, tuple[str, ...]] = {
    "powerpoint": (
        "Arial", "Arial Black", "Calibri", "Cambria", "Candara", "Century Gothic",
        "Comic Sans MS", "Consolas", "Constantia", "Corbel", "Courier New", "Franklin Gothic Book",
        "Garamond", "Georgia", "Gill Sans MT", "Impact", "Palatino Linotype", "Segoe UI",
        "Tahoma", "Times New Roman", "Trebuchet MS", "Verdana",
    ),
    "keynote": (
        "Arial", "Arial Black", "Avenir", "Avenir Next", "Baskerville", "Comic Sans MS",
        "Courier New", "Didot", "Futura", "Georgia", "Gill Sans", "Helvetica", "Helvetica Neue",
        "Impact", "Optima", "Palatino", "Tahoma", "Times New Roman", "Trebuchet MS", "Verdana",
    ),
    "google slides": (
        "Arial", "Calibri", "Cambria", "Comic Sans MS", "Courier New", "Garamond", "Georgia",
        "Impact", "Lato", "Merriweather", "Montserrat", "Open Sans", "Playfair Display", "Roboto",
        "Times New Roman", "Trebuchet MS", "Verdana",
    ),
}  # fmt: skip
"""Families that each program shows without installing anything, on every system it runs on."""
NAMES = {"powerpoint": "PowerPoint", "keynote": "Keynote", "google slides": "Google Slides"}
SAFE = "Arial, Georgia, Verdana, Trebuchet MS, Times New Roman, Courier New"
READABLE = {"title": 20, "body": 13, "caption": 11, "footer": 9}
"""Points under which a size is legal but hard to read on a projector."""


OnBase = Callable[[Theme], tuple[Theme, tuple[Finding, ...]]]
"""Gives a theme its base's colours and fonts, and says what was noticed."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Something in ``front`` of a ``ground``; ``least`` is the contrast it needs."""

    what: str
    front: Color
    ground: Color
    least: float


def check_theme(
    name: str, search: Sequence[Path] = (), wcag: str = "AA", on_base: OnBase | None = None
) -> tuple[Theme, tuple[Finding, ...]]:
    """The theme of a name or path, and what its readers would stumble on.

    Findings point to the line that sets the colour, font or size. ``on_base`` puts a theme that
    names a company's master on it. Raises ThemeError when the file or its base is invalid.
    """
    theme = load_theme(name, search)
    sources = placed(name, tuple(search))
    if theme.company is not None and on_base is not None:
        file = theme.company
        theme, told = on_base(theme)
        found = [*_contrasts(theme, (), TEXT[wcag]), *_visions(theme, ()), *_fonts(theme, ())]
        span, line = file.place("base")
        hints = {"low-contrast": "the base's colours: choose others under levels: or status:"}
        found = [
            replace(f, span=span, source_line=line, suggestion=hints.get(f.rule, f.suggestion))
            for f in found
        ]
        return theme, (*told, *found, *_sizes(theme, sources))
    found = [*_contrasts(theme, sources, TEXT[wcag]), *_visions(theme, sources)]
    found += [*_fonts(theme, sources), *_sizes(theme, sources), *theme.remarks]
    return theme, tuple(found)


def pairs(theme: Theme, text: float = TEXT["AA"]) -> tuple[Pair, ...]:
    """Every pair of front and ground that slides make. ``text`` is the contrast texts need."""
    found = [*_texts(theme, text), *_graphics(theme)]
    return tuple({(p.front, p.ground, p.least): p for p in reversed(found)}.values())[::-1]


def _texts(theme: Theme, least: float) -> Iterator[Pair]:
    levels = range(len(theme.levels))
    tints = [theme.level_tint(n) for n in levels]
    for ground, where in ((theme.paper, "the ground"), (theme.surface, "the surface")):
        yield Pair(f"text on {where}", theme.ink, ground, least)
        yield Pair(f"quiet text on {where}", theme.muted, ground, least)
        for level in levels:
            yield Pair(f"text in a level's colour on {where}", theme.level(level), ground, least)
        yield Pair(f"a link on {where}", Color("hlink"), ground, least)
        yield Pair(f"a visited link on {where}", Color("folHlink"), ground, least)
    for level, tint in zip(levels, tints, strict=True):
        yield Pair("text on a level's tint", theme.ink, tint, least)
        yield Pair("quiet text on a level's tint", theme.muted, tint, least)
        yield Pair("a level's colour on its own tint", theme.level(level), tint, least)
        yield Pair("text on a level's colour", theme.on_level(level), theme.level(level), least)
        for share in SHARES:
            step = theme.level_tint(level, share)
            best = max(
                (theme.ink, theme.paper),
                key=lambda c, s=step: contrast(theme.hex(c), theme.hex(s)),  # type: ignore[misc]
            )
            yield Pair("a count in the alignment matrix", best, step, LARGE[least])
        ground = theme.section_ground(level)
        yield Pair("text on a divider", theme.section_text, ground, least)
        yield Pair("figures on a divider", theme.section_accent(level), ground, least)
        if theme.section.ground != "level":
            yield Pair("the footer of a divider", theme.muted, ground, least)
    yield Pair("text on the cover", theme.cover_text, theme.cover_ground, least)
    yield Pair("quiet text on the cover", theme.cover_quiet, theme.cover_ground, least)


def _graphics(theme: Theme) -> Iterator[Pair]:
    levels = range(len(theme.levels))
    statuses = [theme.status(status) for status in theme.statuses]
    for ground, where in ((theme.paper, "the ground"), (theme.surface, "the surface")):
        yield Pair(f"a connector on {where}", theme.line, ground, GRAPHIC)
        for status in statuses:
            yield Pair(f"the mark of a status on {where}", status, ground, GRAPHIC)
    for level in levels:
        color = theme.level(level)
        yield Pair("the filled part of a progress bar", color, theme.track, GRAPHIC)
        for status in statuses:
            yield Pair(
                "the mark of a status on a level's tint", status, theme.level_tint(level), GRAPHIC
            )
    if theme.rules == "strong":
        yield Pair("a rule on the ground", theme.hairline, theme.paper, GRAPHIC)


def _contrasts(theme: Theme, sources: Sequence[Layer], text: float) -> Iterator[Finding]:
    worst: dict[tuple[str, str], tuple[float, Pair]] = {}
    for pair in pairs(theme, text):
        ratio = contrast(theme.hex(pair.front), theme.hex(pair.ground))
        key = (pair.front.slot, pair.what)
        if ratio < pair.least and ratio < worst.get(key, (99.0, pair))[0]:
            worst[key] = (ratio, pair)
    for ratio, pair in worst.values():
        front, ground = theme.hex(pair.front), theme.hex(pair.ground)
        accent = pair.front.slot if pair.front.slot[:2] in ("ac", "hl", "fo") else pair.ground.slot
        blamed = accent if accent[:2] in ("ac", "hl", "fo") else pair.front.slot
        # floored, so that 4.49 is never shown as the 4.5 it does not reach
        shown = int(ratio * 100) / 100
        yield _finding(
            Level.ERROR if ratio < GRAPHIC else Level.WARNING,
            "low-contrast",
            f"{pair.what}: #{front} on #{ground} has {shown:.2f}:1 and needs {pair.least:g}:1",
            sources,
            ("colors", theme.file_name(blamed)),
            "a darker one" if _darken(theme, pair, blamed) else "a lighter one",
        )


def _darken(theme: Theme, pair: Pair, blamed: str) -> bool:
    front = contrast(theme.hex(pair.front), "000000") < contrast(theme.hex(pair.ground), "000000")
    return front == (pair.front.slot == blamed)


def _visions(theme: Theme, sources: Sequence[Layer]) -> Iterator[Finding]:
    levels = {name: theme.hex(theme.level(n)) for n, name in enumerate(theme.levels)}
    statuses = {name: theme.hex(theme.status(s)) for s, name in theme.statuses.items()}
    every = {**statuses, **levels}
    groups = (
        ("levels", "colour-blind-levels", Level.WARNING, list(levels), ""),
        (
            "status",
            "colour-blind-status",
            Level.INFO,
            list(statuses),
            "; the shapes of their marks still do",
        ),
    )
    for key, rule, level, names, but in groups:
        for one, other in combinations(names, 2):
            colors = every[one], every[other]
            for vision in ("normal", *MATRICES):
                apart = distance(*colors, vision)
                if apart < APART:
                    who = "nobody tells"
                    if vision != "normal":
                        who = f"someone with {vision} cannot tell"
                    yield _finding(
                        level,
                        rule,
                        f"{who} {one} from {other} at a glance (#{colors[0]} and #{colors[1]}: "
                        f"Delta E {apart:.1f}, needs {APART:g}){but}",
                        sources,
                        (key,),
                        "make one of them lighter or darker",
                    )
                    break


def _fonts(theme: Theme, sources: Sequence[Layer]) -> Iterator[Finding]:
    for key, family in (("heading", theme.heading_font), ("body", theme.body_font)):
        lacking = [
            NAMES[program]
            for program, families in FONTS.items()
            if family.casefold() not in {f.casefold() for f in families}
        ]
        if lacking:
            yield _finding(
                Level.WARNING,
                "font-missing",
                f"{' and '.join(lacking)} may not have {family}, and sets another font instead",
                sources,
                ("fonts", key),
                f"every program has {SAFE}",
            )


def _sizes(theme: Theme, sources: Sequence[Layer]) -> Iterator[Finding]:
    for key, least in READABLE.items():
        size = getattr(theme.type, key)
        if size < least:
            yield _finding(
                Level.WARNING,
                "small-type",
                f"'{key}' of {size:g} points is hard to read on a projector",
                sources,
                ("type", key),
                f"{least} points or more",
            )


def _finding(
    level: Level,
    rule: str,
    message: str,
    sources: Sequence[Layer],
    path: tuple[str, ...],
    suggestion: str,
) -> Finding:
    """A finding at the file that sets the value: the theme's own, else one it extends."""
    for layer in sources:
        given = layer.values.get("colors") or {}
        if path == ("colors", "hyperlink") and "hyperlink" not in given and "accent1" in given:
            path = ("colors", "accent1")  # links follow the accent where a file sets only that
        value: Any = layer.values
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        if value is not None:
            span, line = layer.place(path, False)
            return Finding(level, rule, message, span, suggestion, source_line=line)
    return Finding(level, rule, message, None, suggestion)
