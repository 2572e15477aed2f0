"""What a folder of decks remembers: which file was made from which inputs.

The record is a file of lines, one added as each deck is written, so that a batch that is killed
loses at most the deck under way. A line that was cut off is passed over. While a batch runs, it
holds a lock on the record, so that two never write into one folder.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, field
from pathlib import Path
from typing import IO, Any

from deckgen.findings import Finding, Level, OutputError, Span
from deckgen.values import dataclass
from deckgen.write.atomic import write_atomically

RECORD = ".deckgen-batch.jsonl"
_LEFT_OVER = re.compile(r"\.(.+)\.[a-z0-9_]{8}\.tmp", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """A deck that a batch wrote. ``placed`` are layout's findings, which are not found again
    when the deck is not built again; ``thumbnails`` are as in ``work.Made``.
    """

    file: str
    unit: str
    name: str
    sha256: str
    inputs: str
    slides: int
    placed: tuple[Finding, ...] = ()
    thumbnails: tuple[str, ...] = ()


@dataclass(slots=True)
class Record:
    """The record of a folder, open and locked until ``close``."""

    folder: Path
    entries: dict[str, Entry] = field(default_factory=dict)
    """By file name."""
    pictures: dict[str, str] = field(default_factory=dict)
    """``data:`` addresses of the pictures that thumbnails refer to, by id."""
    stream: IO[bytes] | None = None
    lines: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Where the lines of this run stand in the stream, and their length, by file name."""

    @classmethod
    def open(cls, folder: Path) -> Record:
        """Read and lock a folder's record. Raises OutputError when it cannot be written or when
        another batch is writing there.
        """
        record = cls(folder)
        try:
            record.stream = open(folder / RECORD, "ab+")  # noqa: SIM115 (kept open, as the lock)
            _lock(record.stream)
            record.stream.seek(0)
            lines = record.stream.read().split(b"\n")
        except BlockingIOError as problem:
            record.close()
            message = f"another batch is writing into {folder}"
            raise OutputError([Finding(Level.ERROR, "folder-in-use", message)]) from problem
        except OSError as problem:
            record.close()
            message = f"cannot write into {folder}: {problem.strerror or problem}"
            raise OutputError([Finding(Level.ERROR, "output-folder", message)]) from problem
        for line in lines:
            record._take(line)
        if lines[-1]:
            record._append(b"\n")  # a line that was cut off must not swallow the next one
        return record

    def _take(self, line: bytes) -> None:
        with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
            data = json.loads(line)
            if "picture" in data:
                self.pictures[str(data["picture"])] = str(data["data"])
                return
            data["placed"] = tuple(_finding(f) for f in data["placed"])
            data["thumbnails"] = tuple(map(str, data["thumbnails"]))
            entry = Entry(**data)
            if Path(entry.file).name == entry.file and entry.file.endswith(".pptx"):
                self.entries[entry.file] = entry

    def add(self, entry: Entry, pictures: dict[str, str]) -> None:
        """Remember a deck that has just been written. A full disk is no reason to stop."""
        for key, data in pictures.items():
            if key not in self.pictures:
                self.pictures[key] = data
                self._append(_picture_line(key, data))
        self.entries[entry.file] = entry
        self.lines.pop(entry.file, None)
        line = _entry_line(entry)
        if (end := self._append(line)) is not None:
            self.lines[entry.file] = end - len(line), len(line)

    def _append(self, line: bytes) -> int | None:
        """Add a line, and tell where it ends."""
        if self.stream is not None:
            with contextlib.suppress(OSError):
                self.stream.write(line)
                self.stream.flush()
                return self.stream.tell()
        return None

    def _line(self, entry: Entry) -> bytes:
        """An entry's line: as it was written in this run (most of it are drawings), or anew."""
        place = self.lines.get(entry.file)
        if place is not None and self.stream is not None:
            with contextlib.suppress(OSError):
                self.stream.seek(place[0])
                line = self.stream.read(place[1])
                if len(line) == place[1] and line.endswith(b"}\n"):
                    return line
        return _entry_line(entry)

    def rewrite(self, keep: Iterable[str]) -> None:
        """Write the record anew with the entries of these files, in their order."""
        kept = [self.entries[file] for file in keep]
        used = {
            key for e in kept if self.pictures for t in e.thumbnails for key in _USED.findall(t)
        }
        lines = [_picture_line(k, self.pictures[k]) for k in sorted(used) if k in self.pictures]
        lines += [self._line(entry) for entry in kept]
        write_atomically(self.folder / RECORD, b"".join(lines))

    def close(self) -> None:
        """Give the lock back."""
        if self.stream is not None:
            with contextlib.suppress(OSError):
                self.stream.close()
            self.stream = None


_USED = re.compile(r'href="#(picture-[0-9a-f]+)"')


def remove_left_overs(folder: Path, names: Iterable[str]) -> None:
    """Remove what killed batches left beside the files of these names: half-written copies."""
    prefixes = {name[:40] for name in names}
    for path in folder.glob(".*.tmp"):
        found = _LEFT_OVER.fullmatch(path.name)
        if found and found[1] in prefixes:
            with contextlib.suppress(OSError):
                path.unlink()


def _lock(stream: IO[bytes]) -> None:
    if os.name == "posix":
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _picture_line(key: str, data: str) -> bytes:
    return json.dumps({"picture": key, "data": data}).encode() + b"\n"


def _entry_line(entry: Entry) -> bytes:
    # Not ``asdict(entry)``: it would copy the thumbnails, which are nearly all of an entry.
    data = {name: getattr(entry, name) for name in Entry.__match_args__}
    data["placed"] = [asdict(finding) for finding in entry.placed]
    return json.dumps(data).encode() + b"\n"


def indented(value: Any, line: str = "\n") -> str:
    """``json.dumps(value, indent=2, ensure_ascii=False)``, which is slow with an indent.

    ``line`` is a line break with the indent of what stands around it.
    """
    inner = f"{line}  "
    if isinstance(value, dict) and value:
        items = [f"{_quoted(key)}: {indented(each, inner)}" for key, each in value.items()]
        return f"{{{inner}{f',{inner}'.join(items)}{line}}}"
    if isinstance(value, list) and value:
        return f"[{inner}{f',{inner}'.join([indented(each, inner) for each in value])}{line}]"
    return _quoted(value)


_quoted = json.JSONEncoder(ensure_ascii=False).encode


def _finding(data: dict[str, Any]) -> Finding:
    span = data.pop("span")
    return Finding(**{**data, "level": Level(data["level"])}, span=Span(**span) if span else None)
