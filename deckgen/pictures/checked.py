"""Pictures that are whole and that slides can show: PNG, JPEG and SVG."""

from __future__ import annotations

import struct
import zlib
from typing import Literal

from deckgen.pictures.pixels import pixel_size
from deckgen.pictures.svg import PictureError, looks_like_svg
from deckgen.values import dataclass

MOST_BYTES = 20_000_000
MOST_PIXELS = 100_000_000
"""A picture of more pixels makes programs stumble, however small its file."""

Mime = Literal["image/png", "image/jpeg", "image/svg+xml"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A checked picture: its bytes, type, and size in pixels (for a drawing, of the PNG that
    stands in for it). ``remarks`` are to be told; each goes on from the file's name.
    """

    data: bytes
    mime: Mime
    width: int
    height: int
    remarks: tuple[str, ...] = ()


def checked(data: bytes) -> Checked:
    """The picture in a file's bytes; an SVG comes back made safe.

    Raises PictureError for files over 20 MB (drawings 5 MB) or a hundred million pixels, for
    broken ones, and for anything but PNG, JPEG and SVG.
    """
    if len(data) > MOST_BYTES:
        raise PictureError("file-too-large", f"is larger than {MOST_BYTES // 1_000_000} MB")
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR":
        return _of_pixels(data, "image/png", _png(data))
    if data[:3] == b"\xff\xd8\xff":
        return _of_pixels(data, "image/jpeg", _jpeg(data))
    if looks_like_svg(data):
        return _drawing(data)
    if data[:2] == b"\x1f\x8b":
        message = "is packed; neither a PNG nor a JPEG nor an SVG as it stands"
        raise PictureError("not-a-picture", message, "unpack it (an .svgz becomes an .svg)")
    raise PictureError("not-a-picture", "is neither a PNG nor a JPEG nor an SVG")


def _of_pixels(data: bytes, mime: Mime, size: tuple[int, int] | None) -> Checked:
    if size is None:
        raise PictureError("not-a-picture", "is broken or cut off")
    if size[0] * size[1] > MOST_PIXELS:
        raise PictureError("file-too-large", f"has {size[0]:,} by {size[1]:,} pixels")
    return Checked(data, mime, *size)


def _drawing(data: bytes) -> Checked:
    from deckgen.pictures.raster import png_of
    from deckgen.pictures.svg import read_svg

    drawing = read_svg(data)
    width, height = pixel_size(png_of(drawing.svg)) or (1, 1)
    return Checked(drawing.svg, "image/svg+xml", width, height, drawing.remarks)


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
