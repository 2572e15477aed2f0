"""Storylines: a template file read into entries, each value with its place.

YAML is parsed first, and only then are its strings evaluated (``plan``), so that data can never
become structure. Includes and ``extends`` are resolved here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deckgen.findings import DeckgenError, Finding, Level, Span, TemplateError
from deckgen.resources import resource
from deckgen.template.layouts import COMMON, INCLUDE, LAYOUTS, SECTION
from deckgen.template.values import Value, parse
from deckgen.values import dataclass, replace

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

DEEPEST = 12
"""Includes and extends that may stand inside one another."""
LARGEST = 1_000_000
"""Bytes a template file may have."""
TOP_KEYS = ("name", "description", "extends", "slides", "title", "version")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of ``slides``: a slide, a section or the slides of an include."""

    fields: dict[str, Value]
    span: Span
    entries: tuple[Entry, ...] = ()

    @property
    def id(self) -> str:
        """The literal ``id``, or empty."""
        value = self.fields.get("id")
        return str(value.data) if value is not None and isinstance(value.data, str) else ""

    def literal(self, name: str) -> Any:
        """The plain value of a field that is not evaluated, or None."""
        value = self.fields.get(name)
        return None if value is None else value.data


@dataclass(frozen=True, slots=True)
class Storyline:
    """A template: its name, entries in order, and the text of each file for error messages."""

    name: str
    file: str
    entries: tuple[Entry, ...]
    description: str = ""
    texts: dict[str, str] = field(default_factory=dict, compare=False)


def fail(
    rule: str,
    message: str,
    span: Span | None,
    *,
    suggestion: str | None = None,
    expected: str | None = None,
    text: str | None = None,
) -> TemplateError:
    """A TemplateError with one finding at a place; ``text`` is the file, to quote the line."""
    line = None
    if span is not None and text is not None:
        lines = text.splitlines()
        line = lines[span.line - 1] if 0 < span.line <= len(lines) else None
    return TemplateError(
        [Finding(Level.ERROR, rule, message, span, suggestion, expected, source_line=line)]
    )


def near(word: str, known: Sequence[str]) -> str | None:
    """A suggestion for a mistyped name ("did you mean …"), or None."""
    from difflib import get_close_matches

    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean '{found[0]}'?" if found else None


def load(name_or_path: str | Path, search: Sequence[Path] = ()) -> Storyline:
    """Read a template.

    ``name_or_path`` is a path or a name; a name is looked up in the folders of ``search`` and
    then among the built-in ones. Raises TemplateError with all mistakes that can be seen
    without data, each at its line.
    """
    loader = _Loader(tuple(search))
    line = loader.read(str(name_or_path), None, ())
    if loader.findings:
        raise TemplateError(loader.findings)
    return replace(line, texts=dict(loader.texts))


def names(search: Sequence[Path] = ()) -> tuple[str, ...]:
    """Names of the templates that ``load`` finds, without partials."""
    files = (p for folder in search if folder.is_dir() for p in folder.glob("*.yaml"))
    found = {p.stem for p in files if p.is_file() and _looks(p)}
    for item in resource("templates").iterdir():
        if item.name.endswith(".yaml"):
            found.add(item.name.removesuffix(".yaml"))
    return tuple(sorted(found))


class _Loader:
    def __init__(self, search: tuple[Path, ...]) -> None:
        self.search = search
        self.texts: dict[str, str] = {}
        self.findings: list[Finding] = []

    def say(self, rule: str, message: str, span: Span, **more: str | None) -> None:
        self.findings.extend(
            fail(rule, message, span, text=self.texts.get(span.file), **more).findings
        )

    def read(self, name: str, asked: Span | None, stack: tuple[str, ...]) -> Storyline:
        source, label = self.find(name, asked, stack)
        text = self.texts.get(asked.file) if asked else None
        if label in stack:
            way = " → ".join(Path(step).name for step in (*stack[stack.index(label) :], label))
            raise fail("template-include-loop", f"includes itself: {way}", asked, text=text)
        if len(stack) >= DEEPEST:
            raise fail(
                "template-include-depth", f"more than {DEEPEST} includes deep", asked, text=text
            )
        self.texts[label] = content = self.content(source, label, asked)
        root = parse(content, label)
        if not isinstance(root.data, dict):
            raise fail(
                "template-structure", "a template is a mapping with 'slides'", root.span,
                text=content,
            )  # fmt: skip
        fields: dict[str, Value] = root.data
        for key in fields:
            if key not in TOP_KEYS and not key.startswith("x-"):
                self.say(
                    "unknown-field", f"'{key}' is not a key of a template", fields[key].key,
                    suggestion=near(key, TOP_KEYS),
                )  # fmt: skip
        stack = (*stack, label)
        entries = self.entries(fields.get("slides"), stack)
        base = fields.get("extends")
        if base is not None and base.data is not None:
            parent = self.read(str(base.data), base.span, stack)
            entries = self.merged(parent.entries, entries)
        elif "slides" not in fields:
            self.say("missing-field", "'slides' is missing", root.span)
        title = fields.get("name")
        described = fields.get("description")
        return Storyline(
            str(title.data) if title else Path(label).stem,
            label,
            entries,
            str(described.data) if described else "",
        )

    def find(
        self, name: str, asked: Span | None, stack: tuple[str, ...]
    ) -> tuple[Path | Traversable, str]:
        file = name if name.endswith((".yaml", ".yml")) else f"{name}.yaml"
        candidates = [Path(name)] if asked is None and (Path(name).suffix or "/" in name) else []
        if stack:
            candidates.append(Path(stack[-1]).parent / file)
        candidates += [folder / file for folder in self.search]
        # An extended template of the same name is the next one found, not the file itself.
        for path in candidates:
            itself = bool(stack) and str(path) == stack[-1] and path.stem == name
            if path.is_file() and not itself and (path.suffix == Path(name).suffix or _looks(path)):
                return path, str(path)
        try:
            inside = resource(f"templates/{file}")
        except FileNotFoundError:
            inside = None
        if inside is not None and inside.is_file():
            return inside, f"templates/{file}" if not isinstance(inside, Path) else str(inside)
        text = self.texts.get(asked.file) if asked else None
        raise fail(
            "template-not-found", f"there is no template '{name}'", asked, text=text,
            suggestion=near(name, names(self.search)),
            expected=f"a path or one of: {', '.join(names(self.search))}",
        )  # fmt: skip

    def content(self, source: Path | Traversable, label: str, asked: Span | None) -> str:
        try:
            data = source.read_bytes()
        except OSError as error:
            raise fail("template-unreadable", f"{label}: {error.strerror}", asked) from error
        if len(data) > LARGEST:
            raise fail("template-unreadable", f"{label} is larger than {LARGEST:,} bytes", asked)
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            at = Span(label, data[: error.start].count(b"\n") + 1, 1)
            raise fail("template-unreadable", "the file is not UTF-8", at) from error

    def entries(self, value: Value | None, stack: tuple[str, ...]) -> tuple[Entry, ...]:
        if value is None or value.data is None:
            return ()
        if not isinstance(value.data, list):
            self.say("wrong-type", "'slides' is not a list", value.span, expected="a list")
            return ()
        found = [self.entry(item, stack) for item in value.data]
        return tuple(entry for entry in found if entry is not None)

    def entry(self, item: Value, stack: tuple[str, ...]) -> Entry | None:
        if not isinstance(item.data, dict):
            self.say(
                "wrong-type", "an entry is a mapping", item.span,
                expected="layout: …, section: … or include: …",
            )  # fmt: skip
            return None
        fields: dict[str, Value] = item.data
        what = [key for key in ("layout", "section", "include") if key in fields]
        if not what and "id" not in fields:
            self.say(
                "missing-field", "the entry has neither 'layout', 'section' nor 'include'",
                item.span,
            )  # fmt: skip
            return None
        if not self.known(fields, what[0] if what else ""):
            return None
        inner: tuple[Entry, ...] = self.entries(fields.get("slides"), stack)
        if "include" in fields:
            try:
                inner = self.read(
                    str(fields["include"].data), fields["include"].span, stack
                ).entries
            except DeckgenError as error:
                self.findings.extend(error.findings)
        return Entry(fields, item.span, inner)

    def known(self, fields: dict[str, Value], what: str) -> bool:
        allowed = dict(COMMON)
        if what == "layout":
            name = fields["layout"]
            info = LAYOUTS.get(str(name.data))
            if info is None:
                self.say(
                    "unknown-layout", f"'{name.data}' is not a slide layout", name.span,
                    suggestion=near(str(name.data), tuple(LAYOUTS)),
                    expected=f"one of: {', '.join(LAYOUTS)}",
                )  # fmt: skip
                return False
            allowed |= info.fields
        elif what == "section":
            allowed |= SECTION
        elif what == "include":
            allowed |= INCLUDE
        else:  # an overlay of an entry of the extended template
            allowed |= SECTION | {k: v for i in LAYOUTS.values() for k, v in i.fields.items()}
        for key, value in fields.items():
            if key not in allowed and not key.startswith("x-"):
                self.say(
                    "unknown-field", f"'{key}' is not a field here", value.key,
                    suggestion=near(key, tuple(allowed)),
                )  # fmt: skip
        return True

    def merged(self, parent: tuple[Entry, ...], own: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """The parent's entries with ours: same ``id`` overlays it, ``before`` and ``after``
        place, anything else stands at the end.
        """
        result = list(parent)
        for entry in own:
            if entry.id and any(entry.id == other.id for other in walk(result)):
                result = _overlaid(result, entry)
                continue
            place = entry.fields.get("before") or entry.fields.get("after")
            if place is None:
                if not any(key in entry.fields for key in ("layout", "section", "include")):
                    self.say(
                        "unknown-reference", f"the extended template has no entry '{entry.id}'",
                        entry.fields["id"].span,
                        suggestion=near(entry.id, [o.id for o in walk(result) if o.id]),
                    )  # fmt: skip
                    continue
                result.append(entry)
                continue
            anchor = str(place.data)
            moved = _placed(result, entry, anchor, after="after" in entry.fields)
            if moved is None:
                self.say(
                    "unknown-reference", f"the extended template has no entry '{anchor}'",
                    place.span, suggestion=near(anchor, [o.id for o in walk(result) if o.id]),
                )  # fmt: skip
            else:
                result = moved
        return tuple(result)


def _looks(path: Path) -> bool:
    """Whether a file found by a bare name is a template: a spec may lie in the same folder."""
    try:
        head = path.read_text("utf-8-sig", errors="replace")[:LARGEST]
    except OSError:
        return False
    return re.search(r"^(slides|extends)\s*:", head, re.MULTILINE) is not None


def walk(entries: Sequence[Entry]) -> Iterator[Entry]:
    """All entries, those inside sections and includes after their own."""
    for entry in entries:
        yield entry
        yield from walk(entry.entries)


def _overlaid(entries: Sequence[Entry], ours: Entry) -> list[Entry]:
    result = []
    for entry in entries:
        if entry.id == ours.id:
            kept = {} if "layout" in ours.fields else entry.fields
            inner = ours.entries if "slides" in ours.fields else entry.entries
            result.append(Entry({**kept, **ours.fields}, ours.span, inner))
        else:
            result.append(replace(entry, entries=tuple(_overlaid(entry.entries, ours))))
    return result


def _placed(
    entries: Sequence[Entry], ours: Entry, anchor: str, *, after: bool
) -> list[Entry] | None:
    for index, entry in enumerate(entries):
        if entry.id == anchor:
            at = index + 1 if after else index
            return [*entries[:at], ours, *entries[at:]]
        inside = _placed(entry.entries, ours, anchor, after=after)
        if inside is not None:
            return [*entries[:index], replace(entry, entries=tuple(inside)), *entries[index + 1 :]]
    return None
