"""Picture files that a template names: read from beside it, checked, never fetched."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from deckgen.spec.files import MAX_BYTES, picture_mime, read_bytes

MOST_PIXELS = 100_000_000
"""A picture of more pixels makes programs stumble, however small its file."""


class PictureError(Exception):
    """A file cannot be shown. ``rule`` and the message are for a finding."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A checked picture: its bytes, type, and size in pixels."""

    data: bytes
    mime: Literal["image/png", "image/jpeg"]
    width: int
    height: int


def read_picture(name: str, folders: Iterable[Path]) -> PictureFile:
    """The picture ``name`` from the first of ``folders`` that holds it.

    It has to lie in one of the folders or below, whatever links lead to. Raises PictureError for
    an address, for a file elsewhere, missing, over 20 MB, over a hundred million pixels, broken,
    or neither PNG nor JPEG.
    """
    if re.match(r"[a-z][a-z0-9+.-]+:", name, re.I) and not re.match(r"[a-z]:[\\/]", name, re.I):
        raise PictureError("not-a-picture", f"'{name}' is an address: nothing is fetched")
    outside, why = False, ""
    for folder in folders:
        try:
            home = folder.resolve()
            path = (home / name).resolve()
        except (OSError, ValueError, RuntimeError):
            continue
        if not path.is_relative_to(home):
            outside = True
            continue
        data, problem = read_bytes(path)
        if problem is None:
            return _checked(name, data)
        why = why or problem
    if outside and why in ("", "does not exist"):
        raise PictureError(
            "file-outside", f"'{name}' lies outside the folder of the template and of the spec"
        )
    raise PictureError("missing-file", f"the picture {name} {why or 'does not exist'}")


def _checked(name: str, data: bytes) -> PictureFile:
    if len(data) > MAX_BYTES:
        raise PictureError(
            "file-too-large", f"the picture {name} is larger than {MAX_BYTES // 1_000_000} MB"
        )
    mime = picture_mime(data)
    if mime is None:
        raise PictureError("not-a-picture", f"the picture {name} is neither a PNG nor a JPEG")
    size = _png(data) if mime == "image/png" else _jpeg(data)
    if size is None:
        raise PictureError("not-a-picture", f"the picture {name} is broken or cut off")
    if size[0] * size[1] > MOST_PIXELS:
        raise PictureError(
            "file-too-large", f"the picture {name} has {size[0]:,} by {size[1]:,} pixels"
        )
    return PictureFile(data, cast("Literal['image/png', 'image/jpeg']", mime), *size)


def _png(data: bytes) -> tuple[int, int] | None:
    """Size of a PNG whose chunks are whole up to its end; None for any other."""
    at, pixels = 8, False
    size: tuple[int, int] | None = None
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        crc = data[at + 8 + length : at + 12 + length]
        if len(crc) < 4 or zlib.crc32(kind + body) != int.from_bytes(crc, "big"):
            return None
        if kind == b"IHDR" and length == 13:
            size = struct.unpack(">II", body[:8])
        pixels = pixels or (kind == b"IDAT" and length > 0)
        if kind == b"IEND":
            return size if pixels and size and size[0] and size[1] else None
        at += 12 + length
    return None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """Size of a JPEG that has a scan and an end; None for any other."""
    at = 2
    size: tuple[int, int] | None = None
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2:
            return None
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and at + 9 <= len(data):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            size = (width, height)
        if marker == 0xDA:
            whole = data.rfind(b"\xff\xd9") > at
            return size if whole and size and size[0] and size[1] else None
        at += 2 + length
    return None
