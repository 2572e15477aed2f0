"""The file that ``deckgen theme from-pptx`` writes: a theme on a company's master, to review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from deckgen.scene import EMU_PER_INCH, Color
from deckgen.theme.based import ROLES
from deckgen.theme.colour import contrast
from deckgen.theme.load import COLOURS
from deckgen.theme.tokens import Theme
from deckgen.values import dataclass

FOR = {
    "cover": "the first slide",
    "section": "dividers",
    "title": "most slides: a title, and free space below",
    "content": "slides of text",
    "closing": "the last slide",
    "blank": "nothing but the master",
}
"""What each role's layout is used for."""
LEVELS = ("company", "department", "team", "individual")
_NAMELESS = ("", "office", "office theme", "office-design", "default theme", "default design",
             "custom design", "benutzerdefiniertes design", "thème office", "tema de office",
             "larissa", "theme", "blank")  # fmt: skip
"""Names that programs give a theme which nobody named."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What was read from a company's file. ``size`` in EMU; ``own`` are the roles that have a
    layout made for them, ``roles`` the layout of every role, stand-ins included.
    """

    file: str
    size: tuple[int, int]
    master: str
    layouts: tuple[str, ...]
    roles: Mapping[str, str]
    own: frozenset[str]
    theme: Theme
    """The theme on the master: its colours by the names of a theme file, and their use."""


def summary(found: Understood) -> list[str]:
    """What was understood, in lines for the person who asked."""
    theme = found.theme
    ground = "dark" if theme.ground == "dark" else "light"
    count = len(found.layouts)
    layouts = "1 layout" if count == 1 else f"{count} layouts"
    master = f"master {quoted(found.master)}" if found.master else "a master without a name"
    lines = [f"{found.file}: {_size(found.size)}, {ground}, {master}, {layouts}"]
    for role in ROLES:
        if role in found.roles:
            note = "" if role in found.own else "   (stands in)"
            lines.append(f"  {role:<8} {found.roles[role]}{note}")
    lines.append(f"  fonts    {theme.heading_font}, {theme.body_font}")
    lines.append(f"  levels   {', '.join(theme.levels)}")
    statuses = (f"{name.replace('_', ' ')} {slot}" for name, slot in theme.statuses.items())
    lines.append(f"  status   {', '.join(statuses)}")
    return lines


def reviewed(found: Understood, base: str, stem: str) -> str:
    """The text of the theme file. ``base`` is the path of the company's file from the theme's
    folder, ``stem`` the theme file's name without its ending.

    It gives the same deck as a file that names nothing but the base: what is written without a
    ``#`` is what deckgen chose by itself.
    """
    theme = found.theme
    name = found.master if found.master.strip().casefold() not in _NAMELESS else ""
    lines = [
        f"# A theme on the master of {_plain(found.file)}, filled in for review.",
        f"#   use it    deckgen build okrs.yaml --theme {_plain(stem)}.yaml",
        f"#   check it  deckgen theme check {_plain(stem)}.yaml",
        f"# Slides are {_size(found.size)}. The master stays as it is.",
        "",
        f"name: {quoted(name or stem)}",
        f"base: {quoted(base)}",
        "",
        "# Which layout serves which role: guessed by its placeholders, then by its name.",
        *_wrapped("The master has: ", (quoted(one) for one in found.layouts)),
        "layouts:",
        *_layouts(found),
        "",
        "# Which of the master's colours each level and status takes, and how it looks then: in a",
        "# darker or lighter step of it where it could not be read or told from the others.",
        *_levels(theme),
        "status:",
        *(f"  {status}: {_spaced(slot, 26 - len(status))}# {_seen(theme, theme.status(status))}"
          for status, slot in theme.statuses.items()),
        "",
        "# The master says these. Other values here are not used, and deckgen says so.",
        f"# fonts: {{heading: {quoted(theme.heading_font)}, body: {quoted(theme.body_font)}}}",
        "# colors:",
        *(f'#   {key}: "#{theme.colors[key]}"' for key in COLOURS if key in theme.colors),
        "",
        "# Points. The master says how large titles are; of the others these are the usual ones.",
        "# type: {heading: 18, body: 14, caption: 11}",
        '# footer: "{{ company.name }}  ·  {{ cycle.name }}"',
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def _layouts(found: Understood) -> Iterable[str]:
    for role in ROLES:
        if role not in found.roles:
            continue
        layout = quoted(found.roles[role])
        if role in found.own:
            yield f"  {role}: {_spaced(layout, 30 - len(role))}# {FOR[role]}"
        else:
            shown = _spaced(layout, 28 - len(role))
            yield f"  # {role}: {shown}# has no layout: this one stands in"


def _levels(theme: Theme) -> Iterable[str]:
    yield "levels:"
    for number, slot in enumerate(theme.levels):
        level = LEVELS[number] if number < len(LEVELS) else f"level {number + 1}"
        yield f"  - {_spaced(slot, 26)}# {level}: {_seen(theme, theme.level(number))}"


def _seen(theme: Theme, color: Color) -> str:
    value = theme.hex(color)
    ratio = int(contrast(value, theme.hex(theme.paper)) * 10) / 10
    step = "" if color.mod == 100_000 else ", lightened" if color.off else ", darkened"
    return f"#{value}, {ratio:g}:1 on the slide{step}"


def _size(size: tuple[int, int]) -> str:
    width, height = (f"{side / EMU_PER_INCH:.4g}" for side in size)
    return f"{width} × {height} in"


def _spaced(text: str, width: int) -> str:
    return text.ljust(max(width, len(text) + 2))


def _wrapped(head: str, words: Iterable[str]) -> Iterable[str]:
    """A comment of some words, in lines of at most 96 characters where words allow it."""
    line = f"# {head}"
    first = True
    for word in words:
        piece = word if first else f", {word}"
        if len(line) + len(piece) > 96 and not first:
            yield f"{line},"
            line, piece = "#   ", word
        line += piece
        first = False
    yield line


def quoted(text: str) -> str:
    """A YAML text in double quotes, on one line, whatever is in it."""
    return f'"{_escaped(text, quote=True)}"'


def _plain(text: str) -> str:
    """A text for a comment."""
    return _escaped(text, quote=False)


def _escaped(text: str, *, quote: bool) -> str:
    made = []
    for letter in text:
        if letter in '"\\' and quote:
            made.append(f"\\{letter}")
        elif letter.isprintable():
            made.append(letter)
        else:
            made.append(f"\\U{ord(letter):08X}")
    return "".join(made)
