"""Pictures: sizes from their headers, and where they stand in a box."""

from __future__ import annotations

import struct

from deckgen.scene import Box

Crop = tuple[float, float, float, float]


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG. Raises ValueError for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        if width and height:
            return width, height
    if data[:2] == b"\xff\xd8":
        at = 2
        while at + 9 < len(data) and data[at] == 0xFF:
            marker = data[at + 1]
            length = struct.unpack(">H", data[at + 2 : at + 4])[0]
            if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
                height, width = struct.unpack(">HH", data[at + 5 : at + 9])
                if width and height:
                    return width, height
            at += 2 + length
    raise ValueError("neither a PNG nor a JPEG with a size")


def placed(width: int, height: int, box: Box, crop: bool) -> tuple[Box, Crop]:
    """Where a picture of ``width`` by ``height`` pixels stands in ``box`` (EMU), and the shares
    cut off at its left, top, right and bottom. Fitted it is whole and centred; cropped it fills
    the box. Its proportions stay in both.
    """
    wide = width * box.h >= height * box.w
    if crop:
        if wide:
            cut = (1 - height * box.w / (width * box.h)) / 2
            return box, (cut, 0.0, cut, 0.0)
        cut = (1 - width * box.h / (height * box.w)) / 2
        return box, (0.0, cut, 0.0, cut)
    w, h = (box.w, box.w * height // width) if wide else (box.h * width // height, box.h)
    w, h = max(1, w), max(1, h)
    return Box(box.x + (box.w - w) // 2, box.y + (box.h - h) // 2, w, h), (0.0, 0.0, 0.0, 0.0)
