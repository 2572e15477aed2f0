"""A theme on a company's master: its colours and fonts, and the best use of them.

The master is kept as it is, so its colours win. What they are used for is chosen here: text is
ink where an accent could not be read, levels and statuses are the accents (darker or lighter in
Office's own steps where that helps) that most people tell apart.
"""

from __future__ import annotations

from collections.abc import Iterable

from deckgen.findings import Finding, Level
from deckgen.scene import Slot
from deckgen.theme.colour import luminance
from deckgen.theme.ground import Ground
from deckgen.theme.picker import HUES, TEXT, Picker
from deckgen.theme.slots import least
from deckgen.theme.tokens import Cover, Divider, Shades, Theme
from deckgen.values import replace

_IGNORED = ("colors", "fonts", "ground", "cover", "section", "logo", "titles")


def grounded(theme: Theme, ground: Ground) -> tuple[Theme, tuple[Finding, ...]]:
    """The theme with the master's colours and fonts, and what of the file it overrules."""
    colors = _named(ground)
    bare = replace(
        theme,
        colors=colors,
        heading_font=ground.fonts[0],
        body_font=ground.fonts[1],
        ground="dark" if ground.dark else "light",
        logo=None,
        logo_mime="",
        shades=None,
    )
    picker = Picker(bare, _grounds(ground, "title", bare))
    title = ground.leaves["title"].title
    panel = picker.panel()
    picker.panel_hex = bare.hex(panel)
    statuses = picker.statuses(_told_statuses(bare))
    levels = picker.levels(_told_levels(bare), [pair for pair in statuses if pair[0] in HUES])
    statuses = picker.on_tints(statuses, levels)
    # What is done has the company's own colour, as its level has.
    done = dict(statuses).get("done", levels[0])
    if done.slot == levels[0].slot:
        statuses = (*(pair for pair in statuses if pair[0] != "done"), ("done", levels[0]))
    shades = Shades(
        muted=picker.muted(),
        panel=panel,
        track=picker.track(panel, levels),
        line=picker.line(),
        levels=levels,
        statuses=statuses,
        section_ground=bare.paper,
        section_text=bare.ink,
        section_accent=bare.ink,
        closing_text=bare.ink,
        closing_quiet=bare.ink,
    )
    text, quiet, accent, lies = picker.on(_grounds(ground, "section", bare), shades.levels)
    shades = replace(shades, section_ground=lies, section_text=text, section_accent=accent)
    text, quiet, _, _ = picker.on(_grounds(ground, "closing", bare), shades.levels)
    if text == bare.ink:
        quiet = shades.muted
    shades = replace(shades, closing_text=text, closing_quiet=quiet)
    text, quiet, accent, lies = picker.on(_grounds(ground, "cover", bare), shades.levels)
    made = replace(
        bare,
        shades=shades,
        cover=Cover(
            bare.file_name(lies.slot), bare.file_name(text.slot), bare.file_name(quiet.slot),
            bare.file_name(accent.slot), "none",
        ),
        section=Divider("paper", "none"),
        titles="bold" if title is not None and title.bold else "regular",
        levels=tuple(bare.file_name(c.slot) for c in shades.levels),
        statuses={name: bare.file_name(c.slot) for name, c in statuses},
    )  # fmt: skip
    return made, (*_overruled(theme, ground), *_unreadable(ground, picker))


def _named(ground: Ground) -> dict[str, str]:
    """The twelve colours by a theme file's names, as slides of the master show them."""
    dark, light = ("light", "dark") if ground.dark else ("dark", "light")
    names = {
        "tx1": f"{dark}1", "tx2": f"{dark}2", "bg1": f"{light}1", "bg2": f"{light}2",
        "hlink": "hyperlink", "folHlink": "followed_hyperlink",
    }  # fmt: skip
    return {names.get(slot, slot): value for slot, value in ground.colors.items()}


def _grounds(ground: Ground, role: str, theme: Theme) -> tuple[str, ...]:
    """The colours under a role's text; where they cannot be told, those that suit its title."""
    found = ground.under.get(role)
    if found:
        return found
    leaf = ground.leaves.get(role)
    color = leaf.title.color if leaf is not None and leaf.title is not None else ""
    if color:
        return ("202020",) if luminance(color) > 0.4 else ("F0F0F0",)
    return (theme.hex(theme.paper),)


def _told_levels(theme: Theme) -> tuple[Slot, ...]:
    """The slots that the theme's own files name under ``levels``."""
    if theme.company is None or not theme.company.says("levels"):
        return ()
    return tuple(dict.fromkeys(theme.slot(name) for name in theme.levels))


def _told_statuses(theme: Theme) -> dict[str, Slot]:
    company = theme.company
    if company is None:
        return {}
    return {
        name: theme.slot(color)
        for name, color in theme.statuses.items()
        if company.says(f"status.{name}")
    }


def _overruled(theme: Theme, ground: Ground) -> Iterable[Finding]:
    company = theme.company
    if company is None:
        return
    for key in _IGNORED:
        said = [name for name, _, _ in company.told if name == key or name.startswith(f"{key}.")]
        said = [name for name in said if not _agrees(theme, ground, name)]
        if said:
            span, line = company.place(said[0])
            message = (
                f"{key!r} is not used beside base: {ground.name} keeps its own"
                if key in ("colors", "fonts", "logo")
                else f"{key!r} is not used beside base: the layouts of {ground.name} say it"
            )
            yield Finding(Level.WARNING, "base-wins", message, span, source_line=line)


def _agrees(theme: Theme, ground: Ground, name: str) -> bool:
    """Whether what the file writes is what the master has anyway."""
    kind, _, key = name.partition(".")
    if kind == "colors" and key:
        return theme.colors.get(key) == _named(ground).get(key)
    if kind == "fonts" and key:
        return (theme.heading_font, theme.body_font)[key == "body"] == ground.fonts[key == "body"]
    if kind == "ground":
        return theme.ground == ("dark" if ground.dark else "light")
    return False


def _unreadable(ground: Ground, picker: Picker) -> Iterable[Finding]:
    ink = picker.theme.hex(picker.theme.ink)
    ratio = least(ink, picker.grounds)
    if ratio < TEXT:
        message = (
            f"{ground.name}: no colour of the theme can be read all over the slide: #{ink} has "
            f"{int(ratio * 10) / 10:g}:1 where it is worst, and needs {TEXT:g}:1"
        )
        yield Finding(Level.WARNING, "base-contrast", message)
