"""Files from the disk: their bytes, and texts in UTF-8, each mistake a finding."""

from __future__ import annotations

from pathlib import Path

from deckgen.findings import Finding, Level, Span

MAX_BYTES = 20_000_000


def read_text(path: str | Path, name: str | None = None) -> tuple[str, Finding | None]:
    """A file's text, or ``""`` and what is wrong: missing, unreadable, empty, not UTF-8, too large.

    ``name`` is what findings call the file; its path when left out.
    """
    name = name if name is not None else str(path)
    data, why = read_bytes(path)
    if why is not None:
        return "", Finding(Level.ERROR, "missing-file", f"{name} {why}")
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        return "", Finding(Level.ERROR, "file-too-large", message, Span(name, 1, 1))
    return decode(data, name)


def decode(data: bytes, name: str) -> tuple[str, Finding | None]:
    """UTF-8 bytes as text, a byte order mark removed; else ``""`` and a finding at the place."""
    if not data:
        return "", Finding(Level.ERROR, "empty-file", "the file is empty", Span(name, 1, 1))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[1:2] == b"\0" or data[:1] == b"\0":
        return "", _not_utf8(name, 1, 1, "UTF-16")
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        if b"\0" in data[:4096]:
            return "", _not_utf8(name, 1, 1, "a binary file")
        line = before.count("\n") + 1
        return "", _not_utf8(name, line, len(before) - (before.rfind("\n") + 1) + 1, None)


def read_bytes(path: str | Path) -> tuple[bytes, str | None]:
    """A regular file's bytes (one past ``MAX_BYTES`` at most), or why they cannot be had."""
    file = Path(path)
    try:
        if file.is_dir():
            return b"", "is a directory"
        if not file.is_file():
            return b"", "is no file" if file.exists() else "does not exist"
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1), None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return b"", f"cannot be read: {reason}"


def _not_utf8(name: str, line: int, column: int, looks: str | None) -> Finding:
    message = "the file is not UTF-8" + (f", it looks like {looks}" if looks else "")
    return Finding(Level.ERROR, "not-utf8", message, Span(name, line, column), "save it in UTF-8")
