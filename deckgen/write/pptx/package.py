"""A deterministic zip, streamed: same parts, same bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import lru_cache
from typing import BinaryIO, Protocol

import deflate

from deckgen.findings import Finding, Level, OutputError
from deckgen.values import dataclass

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHI")
_OFFSET = struct.Struct("<I")
_END = struct.Struct("<4sHHHHIIH")
_TIME, _DATE = 0, (0 << 9) | (1 << 5) | 1
"""Midnight of 1980-01-01, the first moment a zip can name."""
_UTF8 = 0x800
_STORED_SUFFIXES = (".png", ".jpeg", ".xlsx")
"""Compressed already: deflating them again costs time and gains nothing."""


class Sink(Protocol):
    """What the zip needs of a stream: no seeking, so that a pipe will do."""

    def write(self, data: bytes, /) -> object:
        """Take the bytes."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A part as it stands in the zip, ready to be written into any number of decks."""

    name: bytes
    local: bytes
    """All that stands before the data, with the name."""
    entry: bytes
    """Of the directory, up to the offset."""
    data: bytes


LEVEL = 1
"""Of libdeflate: half the time of zlib's level 3 for a hundredth less. 6 takes twice as long for a
seventh less. Unlike zlib, which each system builds in its own way, it gives the same bytes on
every machine.
"""


def _packed(name: str, data: bytes | str) -> Packed:
    raw = data.encode() if isinstance(data, str) else data
    crc = deflate.crc32(raw)
    if name.endswith(_STORED_SUFFIXES):
        return _part(name, 0, crc, len(raw), raw)
    return _part(name, 8, crc, len(raw), bytes(deflate.deflate_compress(raw, LEVEL)))


def _part(name: str, method: int, crc: int, whole: int, data: bytes) -> Packed:
    """A part with its headers; ``whole`` is its length before packing."""
    named, size = name.encode(), len(data)
    length = len(named)
    local = _LOCAL.pack(b"PK\3\4", 20, _UTF8, method, _TIME, _DATE, crc, size, whole, length, 0)
    entry = _CENTRAL.pack(
        b"PK\1\2", 20, 20, _UTF8, method, _TIME, _DATE, crc, size, whole, length, 0, 0, 0, 0, 0
    )
    return Packed(named, local + named, entry, data)


def packed(name: str, data: bytes | str) -> Packed:
    """Pack a part. ``name`` has no leading slash."""
    return _packed_once(name, data) if name.endswith(".rels") else _packed(name, data)


_packed_once = lru_cache(maxsize=512)(_packed)
"""For relationships: slide by slide, the decks of a batch have the same."""


_JOINED = 1 << 20
"""Bytes up to which a block is one piece: pictures of a company's master stay as they are."""


class Block:
    """Parts that stand in many zips one behind the other."""

    def __init__(self, parts: Iterable[Packed]) -> None:
        pieces: list[bytes] = []
        self.entries: list[tuple[bytes, int, bytes]] = []
        """Of the directory: up to the offset, the offset within the block, the name."""
        self.length = 0
        for part in parts:
            pieces += (part.local, part.data)
            self.entries.append((part.entry, self.length, part.name))
            self.length += len(part.local) + len(part.data)
        self.pieces = [b"".join(pieces)] if self.length <= _JOINED else pieces


class ZipStream:
    """Writes parts to a stream one after the other; ``close`` adds the directory.

    Dates are 1980-01-01, attributes and the level of deflate fixed; pictures are stored.
    """

    def __init__(self, stream: Sink | BinaryIO) -> None:
        self._stream = stream
        self._offset = 0
        self._directory: list[bytes] = []

    def add(self, name: str, data: bytes | str) -> None:
        """Add a part. ``name`` has no leading slash."""
        self.put(packed(name, data))

    def put(self, part: Packed) -> None:
        """Add a part that is packed already."""
        self._stream.write(part.local)
        self._stream.write(part.data)
        self._directory.append(part.entry + _OFFSET.pack(self._offset) + part.name)
        self._offset += len(part.local) + len(part.data)

    def put_all(self, block: Block) -> None:
        """Add the parts of a block."""
        for piece in block.pieces:
            self._stream.write(piece)
        start = self._offset
        self._directory += [
            entry + _OFFSET.pack(start + offset) + name for entry, offset, name in block.entries
        ]
        self._offset += block.length

    def close(self) -> None:
        """Write the directory. Raises OutputError when the deck is beyond what a zip holds."""
        count = len(self._directory)
        if count > 0xFFFF or self._offset > 0xFFFF_FFFF:
            message = f"{count} parts and {self._offset} bytes are more than a deck can hold"
            raise OutputError([Finding(Level.ERROR, "deck-too-large", message)])
        directory = b"".join(self._directory)
        self._stream.write(directory)
        self._stream.write(
            _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), self._offset, 0)
        )
