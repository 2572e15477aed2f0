"""The reference of the spec as Markdown, from the same table as the reader and the schema."""

from __future__ import annotations

from deckgen.spec.schema import TABLES, Key, Table

HEAD = """\
# The spec, key by key

<!-- Written by `python -m deckgen.spec.reference > docs/spec_reference.md`; a test compares. -->

A spec is a YAML file (JSON works too). An editor with a YAML language server completes and
checks it when its first line is

    # yaml-language-server: $schema=okrs.schema.json

and `deckgen schema > okrs.schema.json` (or `deckgen init`) has written the schema beside it.
A file that `include` names, such as a department's own, has fewer duties and a schema of its own:
`deckgen schema --part > okrs-part.schema.json`. Of such a file its departments, units, further
includes and `x-` keys are read; a warning names everything else that the main file does not say.
Two things no schema can say are checked by `deckgen check`: that ids lead somewhere, and that
numbers fit together (a target that is not the start, a minimum below its maximum).

Rules that hold everywhere:

- A key may stand there with nothing after it; that is as if it were not written.
- `no`, `on`, `12:30` and `0123` are texts in a text's place. Numbers are written without
  quotes, dates as `2027-01-31`.
- A text that begins with `%`, `@`, `#`, `{`, `[`, `*`, `&` or `!`, or holds `: `, needs quotes.
- Keys that begin with `x-` are your own, wherever they stand, and never a mistake. They reach
  templates: `x-budget-line` of an objective is `objective.x.budget_line`. Under `rules` they are
  passed over.
"""
KINDS = {
    "text": "text", "id": "id", "number": "number", "integer": "whole number",
    "flag": "true or false", "date": "date", "level": "level's name or number",
    "texts": "list of texts", "ids": "id, or list of ids", "data": "mapping",
}  # fmt: skip


def reference() -> str:
    """The whole page."""
    parts = [HEAD, *(_section(table) for table in TABLES.values())]
    return "\n".join(parts)


def _section(table: Table) -> str:
    lines = [f"## {table.name}", "", table.description, ""]
    lines += ["| key | holds | meaning | default | example |", "|---|---|---|---|---|"]
    lines += [_row(key) for key in table.keys.values()]
    return "\n".join(lines) + "\n"


def _row(key: Key) -> str:
    name = f"`{key.name}`" + (" (required)" if key.required else "")
    cells = [name, _holds(key), key.description, _default(key), _code(key.example)]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _holds(key: Key) -> str:
    match key.kind:
        case "one":
            return f"[{key.of}](#{key.of})"
        case "many":
            return f"list of [{key.of}](#{key.of})"
        case "dependencies":
            return f"list of ids or of [{key.of}](#{key.of})"
        case "word":
            return ", ".join(f"`{word}`" for word in key.words)
    text = KINDS[key.kind]
    if key.minimum is not None:
        ends = (
            f"{key.minimum:g} to {key.maximum:g}"
            if key.maximum is not None
            else f"{key.minimum:g} or more"
        )
        text += f", {ends}"
    return text


def _default(key: Key) -> str:
    if key.required or key.default in (None, "", []):
        return ""
    literal = key.default in key.words or not isinstance(key.default, str)
    return _code(key.default) if literal else key.default


def _code(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "`[" + ", ".join(map(str, value)) + "]`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


if __name__ == "__main__":
    import sys

    sys.stdout.write(reference())
