"""Reads a spec file with its includes and the previous cycle's file into a ``Spec``.

Every mistake of all these files is reported at once, each once, and none that another caused.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from deckgen.findings import Finding, Level, SpecError
from deckgen.spec.bounds import UNTRUSTED, Bounds, built_in
from deckgen.spec.build import NO_DAY, Builder
from deckgen.spec.context import Context
from deckgen.spec.fields import Values, extras, short, take
from deckgen.spec.files import read_bytes, read_text
from deckgen.spec.nodes import Mapping, Node, Scalar, problem
from deckgen.spec.references import References, assign_ids, walk
from deckgen.spec.schema import CHILD_KEYS, TABLES, included, optional
from deckgen.spec.settings import build_deck, build_pairs, build_scoring
from deckgen.spec.source import collection_paused, parse, to_plain
from deckgen.spec.spans import spans
from deckgen.spec.types import CycleSpec, Spec, UnitSpec
from deckgen.values import dataclass, replace

MAX_PREVIOUS = 24
"""Files that ``previous`` is followed back; older ones are not read."""
STANDARD_INPUT = "<stdin>"
_EARLIER = "in the last cycle's file, "
"""Begins what is told of the files that ``previous`` names."""


def read_spec(
    path: str | Path, *, text: str | None = None, untrusted: bool = False
) -> tuple[Spec, tuple[Finding, ...]]:
    """A spec file as a ``Spec`` with every id filled in, and the warnings it deserves.

    ``text`` stands for the file's content when it is given (standard input, an editor's
    buffer); ``path`` then names it and says where paths in it start from ("-": the working
    directory). ``untrusted`` is for somebody else's spec: whatever it names must lie in its own
    folder, links followed, and its theme and template be built in. Raises ``SpecError`` with
    all findings, in the files' order, when one of them is an error.
    """
    ctx = Context()
    with collection_paused():
        spec = _Run(ctx, str(path), (), Bounds(str(path)) if untrusted else None).read(text)
    order = {name: place for place, name in enumerate(ctx.sources)}
    findings = _sorted(ctx.findings, order)
    if spec is None or any(finding.level is Level.ERROR for finding in findings):
        raise SpecError(findings)
    return spec, findings


def check_tree(root: Node) -> tuple[Finding, ...]:
    """What reading a file would find whose tree is known; its findings have no source lines."""
    ctx = Context()
    with collection_paused():
        _Run(ctx, "-", ()).read(None, None, root)
    return _sorted(ctx.findings, {})


def _sorted(findings: Iterable[Finding], order: dict[str, int]) -> tuple[Finding, ...]:
    def place(finding: Finding) -> tuple[int, int, int]:
        span = finding.span
        if span is None:
            return -1, 0, 0
        return order.get(span.file, len(order)), span.line, span.column

    return tuple(sorted(dict.fromkeys(findings), key=place))


@dataclass(slots=True)
class _Visit:
    """A file being read: its name as shown, its place on the disk, the files that led to it."""

    name: str
    real: str
    chain: tuple[str, ...]


class _Run:
    """Reads one spec; another run reads the previous cycle's."""

    def __init__(
        self, ctx: Context, name: str, chain: tuple[str, ...], bounds: Bounds | None = None
    ) -> None:
        self.bounds = bounds
        self.ctx = ctx
        self.name = STANDARD_INPUT if name == "-" else name
        self.folder = "" if name == "-" else os.path.dirname(name)
        self.chain = chain
        self.builder = Builder(ctx)
        self.read_files: set[str] = set()
        self.root: Node | None = None
        self.extra: dict[str, Any] = {}
        """The user's own keys of included files."""

    def read(
        self, text: str | None, at: Node | None = None, tree: Node | None = None
    ) -> Spec | None:
        """The spec, or ``None`` when the file holds no tree at all. ``tree`` is what is in it."""
        real = _real(self.name)
        root = self._root(self.name, self.name, text, at) if tree is None else tree
        if root is None:
            return None
        self.root = root
        self.read_files.add(real)
        values = take(self.ctx, root, TABLES["spec"])
        builder = self.builder
        written = root.get("levels")
        if written is not None:
            builder.set_levels(values.get("levels"), written)
        cycle_node = values.get("cycle")
        cycle = (
            builder.build_cycle(cycle_node)
            if cycle_node is not None
            else CycleSpec("", NO_DAY, NO_DAY)
        )
        company_node = values.get("company")
        if company_node is not None:
            company_values = take(self.ctx, company_node, TABLES["company"])
            company = builder.build_unit(company_node, company_values, 0)
        else:
            company_values, company = {}, UnitSpec("", 0)
        visit = _Visit(self.name, real, (real,))
        merged = list(self._includes(values, visit))
        if merged:
            company = _with_children(company, merged)
        deck, scoring = values.get("deck"), values.get("scoring")
        if deck is not None:
            self._check_looks(deck)
        logo, mime = self._logo(company_values, company_node)
        spec = Spec(
            path=self.name,
            company=company,
            cycle=cycle,
            mission=company_values.get("mission") or "",
            north_star=company_values.get("north_star") or "",
            logo=logo,
            logo_mime=mime,
            levels=builder.levels,
            deck=build_deck(self.ctx, deck) if deck is not None else {},
            cadence=tuple(map(builder.build_event, values.get("cadence") or ())),
            practices=build_pairs(self.ctx, values.get("practices"), "practice"),
            glossary=build_pairs(self.ctx, values.get("glossary"), "term"),
            faq=build_pairs(self.ctx, values.get("faq"), "question"),
            scoring=build_scoring(self.ctx, scoring) if scoring is not None else {},
            rules=values.get("rules") or {},
            extra={**self.extra, **extras(root)},
            previous=self._previous(values, root),
            spans=spans(root),
        )
        generated = any(o.id is None for unit in walk(spec.company) for o in unit.objectives)
        spec = assign_ids(spec)
        References(self.ctx, spec, generated).check()
        return spec

    def _root(self, path: str, name: str, text: str | None, at: Node | None) -> Node | None:
        """The tree of a file. ``at`` is what named it, where a missing file is reported."""
        ctx = self.ctx
        if text is None:
            text, wrong = read_text(path, name)
            if wrong is not None:
                ctx.blind = True
                if wrong.span is None and at is not None:
                    wrong = problem(at, wrong.rule, wrong.message)
                ctx.findings.add(wrong)
                return None
        root, findings = parse(text, name)
        if findings:
            ctx.blind = True
            ctx.findings.extend(findings)
        if root is not None:
            ctx.sources[name] = root.source
        return root

    def _beside(self, folder: str, path: str) -> str:
        return os.path.normpath(os.path.join(folder, os.path.expanduser(path)))

    def _outside(self, name: str, at: Node, what: str) -> bool:
        """Whether a file may not be read; reported at what named it."""
        if self.bounds is None or self.bounds.hold(name):
            return False
        self.ctx.blind = True
        message = f"the {what} {name} lies outside the spec's folder"
        self.ctx.report(at, "outside-folder", message, suggestion=UNTRUSTED)
        return True

    def _check_looks(self, deck: Node) -> None:
        """Themes and templates that an untrusted spec names must be built in."""
        for key in ("theme", "template") if self.bounds is not None else ():
            at = deck.get(key)
            if isinstance(at, Scalar) and not at.is_null and not built_in(key, at.value):
                message = f"'{short(at.value)}' is not one of the built-in {key}s"
                hint = f"leave this line out; a {key} you trust goes with --{key}"
                self.ctx.report(at, "outside-folder", message, suggestion=hint)

    # --- other files ------------------------------------------------------------------------

    def _includes(self, values: Values, visit: _Visit) -> Iterable[UnitSpec]:
        """The units of the files that ``include`` names, in their order."""
        folder = "" if visit.name == STANDARD_INPUT else os.path.dirname(visit.name)
        for path, node in values.get("include") or ():
            name = self._beside(folder, path)
            real = _real(name)
            if self._outside(name, node, "included file"):
                continue
            if real in visit.chain:
                shown = " → ".join(os.path.basename(p) for p in (*visit.chain, real))
                message = f"{name} includes itself" + (
                    "" if len(visit.chain) == 1 else f": {shown}"
                )
                self.ctx.report(node, "include-loop", message)
            elif real in self.read_files:
                self.ctx.warn(node, "included-twice", f"{name} is included already")
            else:
                self.read_files.add(real)
                yield from self._included(_Visit(name, real, (*visit.chain, real)), node)

    def _included(self, visit: _Visit, at: Node) -> Iterable[UnitSpec]:
        root = self._root(visit.name, visit.name, None, at)
        if root is None:
            return
        table = included()
        values = take(self.ctx, root, table)
        yield from self.builder.build_children(root, values, 0)
        self._passed_over(root, self.root, "", {"version", "company", "include", *CHILD_KEYS})
        for key, value in extras(root).items():
            self.extra.setdefault(key, value)
        company = values.get("company")
        if company is not None:
            inside = take(self.ctx, company, optional(TABLES["company"]))
            yield from self.builder.build_children(company, inside, 0)
            above = self.root.get("company") if self.root is not None else None
            self._passed_over(company, above, "company's ", set(CHILD_KEYS))
        elif not {"departments", "units", "include"} & values.keys():
            self.ctx.warn(at, "include-empty", f"{visit.name} holds no departments")
        yield from self._includes(values, visit)

    def _passed_over(
        self, node: Node, above: Node | None, whose: str, read: Collection[str]
    ) -> None:
        """Warn of what an included file says that is read only in the file that includes it.

        What both say alike is left unsaid: a department's file may stand by itself too.
        """
        for key, (at, value) in node.pairs.items() if isinstance(node, Mapping) else ():
            theirs = above.get(key) if above is not None else None
            known = key in TABLES["company" if whose else "spec"].keys
            alike = theirs is not None and to_plain(theirs) == to_plain(value)
            empty = isinstance(value, Scalar) and value.is_null
            if known and key not in read and not alike and not empty:
                self.ctx.warn(
                    at, "include-ignored", f"the {whose}'{key}' of an included file is not read",
                    suggestion="write it in the file that includes this one",
                )  # fmt: skip

    def _logo(self, values: Values, node: Node | None) -> tuple[bytes | None, str]:
        """The logo's bytes and type; anything but a PNG, JPEG or SVG is an error at its line."""
        path = values.get("logo")
        at = node.get("logo") if node is not None else None
        if not path or at is None:
            return None, ""
        name = self._beside(self.folder, path)
        if self._outside(name, at, "logo"):
            return None, ""
        data, why = read_bytes(name)
        if why is not None:
            self.ctx.report(at, "missing-file", f"the logo {name} {why}")
            return None, ""
        from deckgen.pictures.checked import checked
        from deckgen.pictures.svg import PictureError

        try:
            found = checked(data)
        except PictureError as wrong:
            message = f"the logo {name} {wrong}"
            self.ctx.report(
                at, wrong.rule, message, expected="a PNG, JPEG or SVG file", suggestion=wrong.hint
            )
            return None, ""
        for remark in found.remarks:
            self.ctx.warn(at, "picture-cleaned", f"the logo {name} {remark}")
        return found.data, found.mime

    def _previous(self, values: Values, root: Node) -> Spec | None:
        """The last cycle's spec, read by the same rules."""
        path, at = values.get("previous"), root.get("previous")
        if not path or not isinstance(at, Scalar):
            return None
        name = self._beside(self.folder, path)
        if self._outside(name, at, "previous cycle's file"):
            return None
        real = _real(name)
        chain = (*self.chain, _real(self.name))
        if real in chain:
            shown = " → ".join(os.path.basename(p) for p in (*chain[chain.index(real) :], real))
            self.ctx.report(at, "previous-loop", f"the previous cycles lead in a circle: {shown}")
            return None
        if len(chain) > MAX_PREVIOUS:
            message = f"only {MAX_PREVIOUS} previous cycles are read"
            self.ctx.warn(at, "previous-too-many", message)
            return None
        ctx = Context()
        spec = _Run(ctx, name, chain, self.bounds).read(None, at)
        self.ctx.sources.update(ctx.sources)
        wrong = False
        for finding in ctx.findings:
            if finding.level is Level.ERROR:
                wrong = True
            elif not finding.message.startswith(_EARLIER):
                finding = replace(finding, message=_EARLIER + finding.message)
            self.ctx.findings.add(finding)
        return None if wrong else spec


def _real(name: str) -> str:
    try:
        return os.path.realpath(name)
    except (OSError, ValueError):
        return name


def _with_children(company: UnitSpec, more: list[UnitSpec]) -> UnitSpec:
    return replace(company, children=(*company.children, *more))
