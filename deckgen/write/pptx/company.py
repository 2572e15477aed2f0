"""A company's own master as the ground of a deck: read, understood and made a ``Base``.

``read_base`` opens a .potx, .pptx, .potm or .pptm, chooses the master that most roles fit, maps
the roles to its layouts, measures what they leave free and keeps their parts as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from deckgen.findings import Finding, Level, ThemeError
from deckgen.theme.ground import Ground
from deckgen.values import dataclass
from deckgen.write.pptx.base import Base
from deckgen.write.pptx.company_colours import ENTRIES, scheme_of
from deckgen.write.pptx.company_roles import ROLES, mapped, score, unknown_layout
from deckgen.write.pptx.company_sheets import MasterSheet, masters
from deckgen.write.pptx.opened import Opened, opened, refusal
from deckgen.write.pptx.xml import A, P, whole

SMALLEST, LARGEST = 914_400, 51_206_400
"""EMU: bounds of a slide's sides in PowerPoint (1 and 56 inches)."""


@dataclass(frozen=True, slots=True)
class CompanyBase:
    """A company's master, read. Holds plain values only, so that it can be sent to workers.

    ``colors`` are the theme's twelve by the names of a theme file (``dark1``), ``map`` says
    which of a scheme's entries (``dk1``) each slot of a slide (``tx1``) stands for. ``layouts``
    are the names of the chosen master's layouts, ``roles`` the one that serves each role.
    """

    name: str
    digest: str
    """SHA-256 of the file, in hex."""
    size: tuple[int, int]
    colors: Mapping[str, str]
    fonts: tuple[str, str]
    map: Mapping[str, str]
    layouts: tuple[str, ...]
    roles: Mapping[str, str]
    master: str
    """The name of the chosen master's theme."""
    notes: tuple[Finding, ...]
    ground: Ground
    base: Base = field(repr=False)


_read: dict[tuple[str, tuple[tuple[str, str], ...]], CompanyBase] = {}
_KEPT = 4


def read_base(path: Path, layouts: Mapping[str, str] | None = None) -> CompanyBase:
    """The master of a file. ``layouts`` maps roles to names of layouts, over what is guessed.

    Raises ThemeError when the file is no presentation, is damaged or lacks what a deck needs
    (rule ``unusable-base``), or when it has no layout of a name given (``unknown-layout``, with
    the role as ``subject``).
    """
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise refusal(f"cannot read {path}: {problem.strerror or problem}") from problem
    return parse_base(data, path.name, layouts)


def parse_base(data: bytes, name: str, layouts: Mapping[str, str] | None = None) -> CompanyBase:
    """``read_base`` for a file's bytes; ``name`` is for messages. The same bytes and layouts
    give the same object, so that a batch reads them once.
    """
    digest = hashlib.sha256(data).hexdigest()
    key = (f"{name} {digest}", tuple(sorted((layouts or {}).items())))
    if key not in _read:
        made = _parse(data, name, digest, layouts or {})
        while len(_read) >= _KEPT:
            _read.pop(next(iter(_read)))
        _read[key] = made
    return _read[key]


def _parse(data: bytes, name: str, digest: str, layouts: Mapping[str, str]) -> CompanyBase:
    from deckgen.write.pptx import company_base, company_measure, company_parts

    file = opened(data, name)
    size = _size(file)
    every = masters(file)
    master = _chosen(file, every, layouts)
    roles, notes, instead = mapped(master.sheets, name)
    for role, wanted in layouts.items():
        roles[role] = next(s for s in master.sheets if s.name == wanted)
        instead.pop(role, None)
        notes = [n for n in notes if n.subject != role]
    for role, other in instead.items():
        if other in layouts and role not in layouts:
            roles[role] = roles[other]
    notes += _told(file, every, master)
    fonts = _fonts(file, master.theme, notes)
    scheme = scheme_of(file, master.theme)
    if "title" not in layouts:
        better = company_measure.roomier(file, master, roles["title"], size, fonts, scheme)
        if better is not None:
            notes.append(
                Finding(
                    Level.INFO,
                    "base-role",
                    f"{roles['title'].name!r} leaves little room: {better.name!r} is taken for "
                    "'title' (title only)",
                    suggestion="name another under layouts: (title: …)",
                    subject="title",
                )
            )
            roles.update(
                {r: better for r, s in roles.items() if s is roles["title"] and r != "cover"}
            )
    measured = company_measure.measure(file, master, roles, instead, size, fonts, scheme)
    parts = company_parts.kept(file, master)
    return CompanyBase(
        name=name,
        digest=digest,
        size=size,
        colors={ENTRIES[entry]: value for entry, value in scheme.items()},
        fonts=fonts,
        map=dict(measured.entries),
        layouts=tuple(sheet.name for sheet in master.sheets),
        roles={role: roles[role].name for role in ROLES},
        master=master.name,
        notes=(*notes, *measured.notes),
        ground=measured.ground,
        base=company_base.base_of(file, master, roles, parts, measured),
    )


def _size(file: Opened) -> tuple[int, int]:
    item = file.xml(file.presentation).find(f"{{{P}}}sldSz")
    width, height = (whole(item.get(k)) for k in ("cx", "cy")) if item is not None else (0, 0)
    if not (SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST):
        file.refuse(f"the size of its slides is out of range ({width} × {height} EMU)")
    return width, height


def _chosen(
    file: Opened, every: tuple[MasterSheet, ...], layouts: Mapping[str, str]
) -> MasterSheet:
    """The master that has the layouts asked for, and of those the one that most roles fit."""
    names = [sheet.name for master in every for sheet in master.sheets]
    missing = [
        Finding(
            Level.ERROR,
            "unknown-layout",
            f"{file.name} has no layout {wanted!r}",
            suggestion=unknown_layout(wanted, names),
            subject=role,
        )
        for role, wanted in layouts.items()
        if wanted not in names
    ]
    if missing:
        raise ThemeError(missing)
    having = [m for m in every if {s.name for s in m.sheets} >= set(layouts.values())]
    if not having:
        raise ThemeError(
            [
                Finding(
                    Level.ERROR,
                    "unknown-layout",
                    f"the layouts named stand on several masters of {file.name}: a deck has one",
                    subject=next(iter(layouts)),
                )
            ]
        )

    if len(having) == 1:
        return having[0]
    size, fonts = _size(file), ("Arial", "Arial")

    def fit(master: MasterSheet) -> int:
        """How well roles are served, and how much "title only" leaves free, in points."""
        from deckgen.write.pptx.company_measure import measure

        best = {role: max(score(role, s) for s in master.sheets) for role in ROLES}
        served = sum(100 + min(value, 300) for value in best.values() if value > 0)
        roles, _, instead = mapped(master.sheets, file.name)
        scheme = scheme_of(file, master.theme)
        ground = measure(file, master, roles, instead, size, fonts, scheme).ground
        area = ground.leaves["title"].area
        return served + 400 * area.w * area.h // (size[0] * size[1])

    return max(having, key=fit)  # the first of equals, as PowerPoint shows them


def _told(file: Opened, every: tuple[MasterSheet, ...], master: MasterSheet) -> list[Finding]:
    notes = []
    others = [m for m in every if m.part != master.part]
    if others:
        listed = ", ".join(repr(m.name or m.part) for m in others)
        notes.append(
            Finding(
                Level.WARNING,
                "base-masters",
                f"{file.name} has {len(every)} masters: {master.name or master.part!r} is used, "
                f"for most roles fit it; {listed} left out",
                suggestion="name layouts of another under layouts: to use that one",
            )
        )
    root = file.xml(file.presentation)
    slides = len(root.findall(f"{{{P}}}sldIdLst/{{{P}}}sldId"))
    if slides:
        what = "the slide" if slides == 1 else f"the {slides} slides"
        message = (
            f"{what} that {file.name} holds are not taken along"
            if slides > 1
            else (f"{what} that {file.name} holds is not taken along")
        )
        notes.append(Finding(Level.INFO, "base-slides", message))
    if any("vbaProject" in part for part in file.members):
        message = f"the macros of {file.name} are not taken along"
        notes.append(Finding(Level.INFO, "base-macros", message))
    if root.find(f"{{{P}}}embeddedFontLst") is not None:
        message = f"the fonts embedded in {file.name} are not taken along"
        notes.append(Finding(Level.WARNING, "base-fonts", message))
    return notes


def _fonts(file: Opened, part: str, notes: list[Finding]) -> tuple[str, str]:
    """Families of headings and of body text; Arial, with a finding, for one that is not said."""
    found = []
    for tag in ("majorFont", "minorFont"):
        latin = file.xml(part).find(f".//{{{A}}}fontScheme/{{{A}}}{tag}/{{{A}}}latin")
        family = (latin.get("typeface") if latin is not None else "") or ""
        if not family.strip() or family.startswith("+"):
            message = f"the theme of {file.name} names no font for latin text; Arial is measured"
            notes.append(Finding(Level.WARNING, "base-fonts", message))
            family = "Arial"
        found.append(family.strip())
    return found[0], found[1]
