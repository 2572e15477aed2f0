"""YAML with positions: text in, a tree of nodes out, each knowing its file, line and column.

For every file that deckgen reads (specs, themes, templates)::

    root = load(text, "theme.yaml", error=ThemeError)   # or load_file(path, error=ThemeError)
    colours = root.get("colors")                         # a Node, or None
    to_plain(root)                                       # dicts, lists, text, numbers, dates
    problem(colours, "unknown-slot", "…")                # a Finding that points at the node

Nodes are ``Scalar`` (text as written, ``plain`` when it was not quoted), ``Sequence``
(``items``) and ``Mapping`` (``pairs``: key text -> (key node, value node), in file order).
Scalars are not converted when they are read: whoever knows the field's type does that, so
``no`` stays a word in a text field. ``to_plain`` converts as YAML 1.2 does (``scalars.py``).

Built on libyaml's events where it is there, which takes a fifth of the time of PyYAML's safe
loader, on the pure Python parser elsewhere. Nothing recurses while reading.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from deckgen.findings import DeckgenError, Finding, Level, Span, SpecError
from deckgen.spec.events import MAX_ALIASED, MAX_DEPTH, TreeReader, forbidden
from deckgen.spec.files import read_text
from deckgen.spec.nodes import Mapping, Node, Scalar, Sequence, Source, problem
from deckgen.spec.scalars import resolve
from deckgen.spec.syntax import explain

__all__ = [
    "MAX_ALIASED", "MAX_CHARACTERS", "MAX_DEPTH", "Mapping", "Node", "Scalar", "Sequence",
    "Source", "load", "load_file", "parse", "problem", "to_plain",
]  # fmt: skip

MAX_CHARACTERS = 20_000_000

_OLD_BREAKS = re.compile("[\x85\u2028\u2029]")
_BREAK = re.compile("\r\n|\n|\r")
_PAIR = r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"


def load(text: str, file: str, *, error: type[DeckgenError] = SpecError) -> Node:
    """The root node of one YAML document (JSON is YAML).

    ``file`` is the name that findings show. Raises ``error`` (pass ``ThemeError`` or
    ``TemplateError`` for those files) with every finding of the text: broken syntax, a key
    written twice, an unknown alias, an empty file, several documents, or a text beyond
    ``MAX_CHARACTERS``, ``MAX_DEPTH`` or ``MAX_ALIASED``.
    """
    root, findings = parse(text, file)
    if findings or root is None:
        raise error(findings)
    return root


def load_file(path: str | Path, *, error: type[DeckgenError] = SpecError) -> Node:
    """The root node of a file in UTF-8, with or without a byte order mark; see ``load``.

    Raises ``error`` also when it is missing, empty, too large or not UTF-8.
    """
    text, finding = read_text(path)
    if finding is not None:
        raise error([finding])
    return load(text, str(path), error=error)


def to_plain(node: Node) -> Any:
    """The tree as dicts, lists, text, int, float, bool, ``datetime.date`` and ``None``."""
    if isinstance(node, Scalar):
        return resolve(node.value) if node.plain else node.value
    if isinstance(node, Sequence):
        return [to_plain(item) for item in node.items]
    pairs = cast(Mapping, node).pairs
    return {key: to_plain(value) for key, (_, value) in pairs.items()}


def _pure_parser(text: str) -> Any:
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class PureParser(Reader, Scanner, Parser):
        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)

    return PureParser(text)


def _parser(text: str) -> Any:
    try:
        from yaml._yaml import CParser
    except ImportError:
        return _pure_parser(text)
    return CParser(text)


def _prepared(text: str) -> str:
    """The text as YAML 1.2 has it, every character at its place.

    The parsers know YAML 1.1, which breaks lines at three characters that no editor counts
    as line ends, and has no surrogate pairs, which JSON files hold. (A pair is two
    characters longer than what stands for it; columns after it on its line shift by two.)
    """
    if not text.isascii():
        text = _OLD_BREAKS.sub(" ", text)
    if "\\u" in text and text.lstrip()[:1] in ("{", "["):
        text = re.sub(_PAIR, _joined, text)
    return text


def _joined(match: re.Match[str]) -> str:
    high, low = (int(part, 16) for part in match.groups())
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


@contextmanager
def collection_paused() -> Iterator[None]:
    """Garbage collection off for a while: a tree grows and none of it is garbage.

    Collecting while it grows takes more time than reading does.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def parse(text: str, file: str) -> tuple[Node | None, list[Finding]]:
    """The root node and all findings; never raises. ``None`` when no tree could be made."""
    with collection_paused():
        return _parse(text.removeprefix("\ufeff"), file)


def _parse(text: str, file: str) -> tuple[Node | None, list[Finding]]:
    from yaml import YAMLError

    source = Source(file, text)
    reader = TreeReader(source)
    top = Span(file, 1, 1)
    if len(text) > MAX_CHARACTERS:
        message = f"the file is larger than {MAX_CHARACTERS // 1_000_000} million characters"
        return None, [Finding(Level.ERROR, "file-too-large", message, top)]
    if (bad := forbidden(text)) is not None:
        lines = _BREAK.split(text[: bad.start()])
        span = Span(file, len(lines), len(lines[-1]) + 1)
        message = f"a character that no text file holds (U+{ord(bad.group()):04X})"
        line = source.line(span.line)
        return None, [
            Finding(Level.ERROR, "control-character", message, span, source_line=line[:500])
        ]
    try:
        reader.run(_parser(_prepared(text)))
    except YAMLError as error:
        reader.findings.add(explain(error, file, source.line))
        return None, list(reader.findings)
    root = reader.root
    if not reader.findings and (root is None or (isinstance(root, Scalar) and root.is_null)):
        message = "the file is empty"
        return None, [Finding(Level.ERROR, "empty-file", message, top, source_line=source.line(1))]
    return root, list(reader.findings)
