"""A deterministic zip, streamed: same parts, same bytes."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from typing import BinaryIO, Protocol

from deckgen.findings import Finding, Level, OutputError
from deckgen.values import dataclass

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
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
    method: int
    crc: int
    whole: int
    """Length before packing."""
    data: bytes


LEVEL = 3
"""Of deflate. Slide XML repeats itself so much that 6 takes twice the time for an eighth less."""
_SMALL = 1 << 13
"""Bytes of parts, such as relationships, for which zlib need not set up its whole window: that
takes longer than compressing them.
"""


def _packed(name: str, data: bytes | str) -> Packed:
    raw = data.encode() if isinstance(data, str) else data
    if name.endswith(_STORED_SUFFIXES):
        return Packed(name.encode(), 0, zlib.crc32(raw), len(raw), raw)
    window, memory = (13, 6) if len(raw) <= _SMALL else (15, 8)
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -window, memory)
    small = deflate.compress(raw) + deflate.flush()
    return Packed(name.encode(), 8, zlib.crc32(raw), len(raw), small)


_packed_once = lru_cache(maxsize=512)(_packed)
"""For relationships: slide by slide, the decks of a batch have the same."""


def packed(name: str, data: bytes | str) -> Packed:
    """Pack a part. ``name`` has no leading slash."""
    return _packed_once(name, data) if name.endswith(".rels") else _packed(name, data)


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
        size, length, name = len(part.data), len(part.name), part.name
        method, crc, whole = part.method, part.crc, part.whole
        self._stream.write(
            _LOCAL.pack(b"PK\3\4", 20, _UTF8, method, _TIME, _DATE, crc, size, whole, length, 0)
            + name
            + part.data
        )
        self._directory.append(
            _CENTRAL.pack(
                b"PK\1\2", 20, 20, _UTF8, method, _TIME, _DATE, crc, size, whole, length,
                0, 0, 0, 0, 0, self._offset,
            )
            + name
        )  # fmt: skip
        self._offset += _LOCAL.size + length + size

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
