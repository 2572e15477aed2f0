"""JSON: a list of rows, or objectives with their key results and children inside."""

from __future__ import annotations

import re
from typing import Any

from deckgen.findings import SpecError
from deckgen.spec.importers.headers import normal
from deckgen.spec.importers.table import MAX_ROWS, Cell, Column, Table, refuse
from deckgen.spec.nodes import Mapping, Node, Scalar, Sequence
from deckgen.spec.source import parse, to_plain

_KEY_RESULTS = {"key results", "keyresults", "krs", "metrics", "measures"}
_BELOW = {"objectives", "goals", "children", "sub goals", "subgoals", "child objectives", "okrs"}
_UNITS = {
    "departments": "department", "divisions": "department", "teams": "team",
    "squads": "team", "individuals": "individual", "people": "individual",
}  # fmt: skip
_ENVELOPES = {"data", "items", "results", "rows", "records", "value"}
_NAMES = ("title", "name", "display name", "full name", "email", "value", "id")


def table(text: str, file: str) -> Table:
    """The rows of a JSON text. Raises SpecError when it is broken, or is a spec already."""
    if re.match(r"[\s\ufeff]*[\[{]", text) is None:
        raise refuse(file, "not-a-table", "the file is no JSON")
    root, findings = parse(text.replace("\t", " "), file)
    if findings or root is None:
        raise SpecError(findings)
    if isinstance(root, Mapping) and {"cycle", "company"} <= root.pairs.keys():
        raise refuse(file, "already-a-spec", "this is a spec already", f"deckgen build {file}")
    reader = _Reader(file)
    reader.walk(root, {}, "")
    if not reader.table.rows:
        raise refuse(file, "no-rows", "the file holds no objectives that deckgen can find")
    return reader.table


class _Reader:
    def __init__(self, file: str) -> None:
        self.table = Table(file, [], [], loose=True)
        self.places: dict[tuple[str, str], int] = {}
        self.count = 0

    def column(self, name: str, at: Node, field: str = "") -> int:
        """The index of a column, made when it is new."""
        key = (normal(name), field)
        if key not in self.places:
            self.places[key] = len(self.table.columns)
            self.table.columns.append(Column(len(self.table.columns), _cell(name, at), field))
        return self.places[key]

    def walk(self, node: Node, context: dict[int, Cell], kind: str) -> None:
        if isinstance(node, Sequence):
            for item in node.items:
                self.walk(item, context, kind)
        elif isinstance(node, Mapping):
            inner = {normal(name): value for name, (_, value) in node.pairs.items()}
            lists = [n for n, v in inner.items() if isinstance(v, Sequence | Mapping)]
            titled = any(
                isinstance(v, Scalar) and re.search("title|name|objective|goal|metric", n)
                for n, v in inner.items()
            )
            if (not kind and not titled) or any(n in _ENVELOPES for n in lists):
                for value in inner.values():
                    if isinstance(value, Sequence | Mapping):
                        self.walk(value, context, kind)
            elif kind in _UNITS.values() or (
                any(n in _UNITS for n in lists) and "key results" not in lists
            ):
                self.unit(node, inner, context, kind)
            else:
                self.row(node, context, kind)

    def unit(
        self, node: Mapping, inner: dict[str, Node], context: dict[int, Cell], kind: str
    ) -> None:
        """A department, team or person with what is below it."""
        name = inner.get("name") or inner.get("title")
        own = dict(context)
        if name is not None:
            own[self.column(kind or "company", name, kind or "company")] = _cell(name, name)
        for key, value in inner.items():
            if isinstance(value, Sequence):
                self.walk(value, own, _UNITS.get(key, "objective"))

    def row(self, node: Mapping, context: dict[int, Cell], kind: str) -> None:
        if self.count >= MAX_ROWS:
            raise refuse(self.table.file, "file-too-large", f"there are more than {MAX_ROWS} rows")
        self.count += 1
        key = f"\0{self.count}"
        row = dict(context)
        row[self.column("row", node, "row_key")] = Cell(key, node.head.span)
        if kind in ("key_result", "objective"):
            row.setdefault(self.column("kind", node, "row_kind"), Cell(kind, node.head.span))
        below: list[tuple[Node, str]] = []
        for name, (_, value) in node.pairs.items():
            plain = normal(name)
            if plain in _KEY_RESULTS and isinstance(value, Sequence):
                below.append((value, "key_result"))
            elif plain in _BELOW and isinstance(value, Sequence):
                below.append((value, "objective"))
            elif (text := _flat(value)) is not None:
                row[self.column(name, value)] = Cell(
                    text, value.span, f"'{name}'", value.source_line[:500]
                )
        self.table.rows.append(row)
        for value, inner in below:
            context_below = {
                place: cell for place, cell in context.items()
                if self.table.columns[place].field not in ("parent_key", "row_kind")
            }  # fmt: skip
            context_below[self.column("parent", node, "parent_key")] = Cell(key, node.head.span)
            self.walk(value, context_below, inner)


def _cell(name: str | Node, at: Node) -> Cell:
    text = name if isinstance(name, str) else str(to_plain(name))
    return Cell(text, at.head.span if isinstance(at, Mapping) else at.span, f"'{text[:40]}'")


def _flat(node: Node) -> Any:
    """A value for a cell: a list of scalars joined, of an object its name; None for nothing."""
    if isinstance(node, Scalar):
        value = to_plain(node)
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(node, Sequence):
        parts = [str(part) for item in node.items if (part := _flat(item)) not in (None, "")]
        return ", ".join(parts) or None
    if isinstance(node, Mapping):
        inner = {normal(name): value for name, (_, value) in node.pairs.items()}
        for name in _NAMES:
            if isinstance(inner.get(name), Scalar):
                return _flat(inner[name])
    return None
