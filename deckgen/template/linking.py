"""The last step of planning: unique keys and titles, the agenda, links from names to slides.

Builders write links as "objective:D4" or "unit:digital"; here they become keys of slides, or
None when no slide shows the thing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from operator import is_
from typing import Any

from deckgen import plan
from deckgen.findings import Finding, Level, Span
from deckgen.template import formats
from deckgen.template.builders.common import Built
from deckgen.template.headlines import TWO_LINES, Headlines
from deckgen.values import dataclass, replace


@dataclass(slots=True)
class SectionDraft:
    """A section as it is planned. ``group`` joins sections to one line of the agenda; one that
    is not ``listed`` is not in the agenda.
    """

    name: str
    group: str = ""
    text: str = ""
    listed: bool = True


@dataclass(slots=True)
class Draft:
    """A slide before its links are resolved. ``computed`` titles may be told apart by subject."""

    built: Built
    layout: str
    key: str
    title: str
    computed: bool
    eyebrow: str
    lede: str
    notes: str
    section: SectionDraft
    span: Span
    link: str = ""
    told: list[str] = field(default_factory=list)


def finished(
    drafts: Sequence[Draft], sections: Sequence[SectionDraft], headline: Headlines
) -> tuple[tuple[plan.PlannedSlide, ...], list[Finding]]:
    """The slides, with what was noticed about their titles."""
    noticed: list[Finding] = []
    _unique_keys(drafts)
    agenda = _agenda(drafts, sections)
    for draft in drafts:
        if draft.layout == "agenda" and draft.computed:
            draft.title = headline.agenda([item.title for item in agenda])
    _unique_titles(drafts, noticed)
    where = _where(drafts)
    _tell(drafts, where)
    titles = {draft.key: draft.title for draft in drafts}
    sectioned = any(draft.section is not sections[0] for draft in drafts)
    slides = []
    for draft in drafts:
        content: Any = draft.built.content
        if isinstance(content, plan.Agenda):
            if not agenda:
                continue
            content = plan.Agenda(agenda)
        content = _relinked(content, where, draft.key)
        notes = [draft.notes, *draft.told]
        if draft.link:
            target = where.get(draft.link, draft.link)
            if target in titles:
                notes.append(f"See also: {titles[target]}")
                if isinstance(content, plan.ObjectiveDetail):
                    ref = plan.Ref(titles[target], target)
                    content = replace(content, links=(*content.links, ref))
            else:
                noticed.append(
                    Finding(
                        Level.WARNING,
                        "unknown-reference",
                        f"no slide has the id '{draft.link}'",
                        draft.span,
                    )
                )
        slides.append(
            plan.PlannedSlide(
                key=draft.key,
                layout=draft.layout,
                title=draft.title,
                content=content,
                eyebrow=draft.eyebrow,
                lede=draft.lede,
                notes="\n\n".join(part for part in notes if part),
                section=draft.section.name if sectioned else "",
            )
        )
    return tuple(slides), noticed


def _unique_keys(drafts: Sequence[Draft]) -> None:
    taken: set[str] = set()
    for draft in drafts:
        # "~" is layout's own mark for the slides that continue one.
        base = draft.key = draft.key.replace("~", "-").replace(" ", "-") or "slide"
        number = 2
        while draft.key in taken:
            draft.key = f"{base}-{number}"
            number += 1
        taken.add(draft.key)


def _unique_titles(drafts: Sequence[Draft], noticed: list[Finding]) -> None:
    """No two slides have the same title: later ones are told apart by their subject or eyebrow.
    Titles longer than two lines are shortened where they are computed.
    """
    taken: set[str] = set()
    for draft in drafts:
        title = draft.title
        if len(title) > TWO_LINES and draft.computed:
            title = formats.shorten(title, TWO_LINES)
        if title.casefold() in taken:
            first = title
            for extra in (draft.built.subject, draft.eyebrow, draft.section.name):
                candidate = f"{first} ({extra})"
                if extra and candidate.casefold() not in taken:
                    title = candidate
                    break
            number = 2
            while title.casefold() in taken:
                title = f"{first} ({number})"
                number += 1
            if not draft.computed and draft.layout != "section":
                noticed.append(
                    Finding(
                        Level.INFO,
                        "repeated-title",
                        f"the title “{first}” is there twice; the second became “{title}”",
                        draft.span,
                        subject=draft.key,
                    )
                )
        taken.add(title.casefold())
        draft.title = title


def _agenda(
    drafts: Sequence[Draft], sections: Sequence[SectionDraft]
) -> tuple[plan.AgendaItem, ...]:
    lines: dict[str, list[SectionDraft]] = {}
    for section in sections:
        if not section.listed:
            continue
        lines.setdefault(section.group or section.name, []).append(section)
    ends: dict[int, tuple[int, int]] = {}
    for at, draft in enumerate(drafts):
        first, _ = ends.get(id(draft.section), (at, at))
        ends[id(draft.section)] = first, at
    items = []
    for title, members in lines.items():
        found = [ends[id(member)] for member in members if id(member) in ends]
        if found:
            start, end = min(first for first, _ in found), max(last for _, last in found)
            names = formats.join_and([member.name for member in members])
            text = members[0].text if len(members) == 1 else formats.shorten(names, 90)
            items.append(plan.AgendaItem(title, text, drafts[start].key, drafts[end].key))
    return tuple(items)


def _where(drafts: Sequence[Draft]) -> dict[str, str]:
    """Which slide shows a thing best: an objective's detail before an overview, a unit's
    divider before its overview; and every key leads to itself.
    """
    where: dict[str, str] = {}
    for draft in drafts:
        where.setdefault(draft.key, draft.key)
    for draft in drafts:
        if draft.built.detail:
            for objective in draft.built.covers:
                where.setdefault(f"objective:{objective}", draft.key)
    for draft in drafts:
        for objective in draft.built.covers:
            where.setdefault(f"objective:{objective}", draft.key)
    for start in ("section-", "overview-"):
        for draft in drafts:
            if draft.built.key.startswith(start):
                where.setdefault(f"unit:{draft.built.key.removeprefix(start)}", draft.key)
    return where


def _tell(drafts: Sequence[Draft], where: Mapping[str, str]) -> None:
    """What the file says of an objective goes to the notes of the slide that shows it best."""
    for draft in drafts:
        for objective, text in draft.built.told:
            if where.get(f"objective:{objective}") == draft.key:
                draft.told.append(text)


_WORD = re.compile(r"\w+")
_WITHOUT_LINKS = frozenset(
    (
        str, bytes, int, float, bool, type(None),
        plan.Meter, plan.Figure, plan.Item, plan.KeyResultLine, plan.KeyResultRow, plan.LevelRow,
        plan.LevelName, plan.Point, plan.TrendSeries, plan.Event,
    )
)  # fmt: skip


@lru_cache(maxsize=64)
def _linked(kind: type[Any]) -> tuple[tuple[str, bool], ...]:
    """Fields of a content's class that are links, and those that may hold something with links:
    (name, whether it is one). Told from the annotations, since asking each value takes longer
    than all the rest of planning's last step.
    """
    found = []
    for name, written in kind.__annotations__.items():
        held = [vars(plan).get(word) for word in _WORD.findall(written)]
        if name in ("link", "slide"):
            found.append((name, True))
        elif any(isinstance(one, type) and one not in _WITHOUT_LINKS for one in held):
            found.append((name, False))
    return tuple(found)


def _relinked(value: Any, where: Mapping[str, str], here: str) -> Any:
    """The same content with its symbolic links replaced; a link to its own slide is none."""
    kind = value.__class__
    if kind in _WITHOUT_LINKS:
        return value
    if kind is tuple:
        changed = tuple([_relinked(item, where, here) for item in value])
        return value if all(map(is_, changed, value)) else changed
    changes = {}
    for name, is_link in _linked(kind):
        old = getattr(value, name)
        if not old:
            new = None if is_link else old
        elif is_link:
            found = where.get(old)
            new = None if found == here else found
        else:
            new = _relinked(old, where, here)
        if new is not old:
            changes[name] = new
    return replace(value, **changes) if changes else value
