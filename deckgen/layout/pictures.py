"""Where pictures stand in a box."""

from __future__ import annotations

from deckgen.pictures.pixels import pixel_size
from deckgen.scene import Box

Crop = tuple[float, float, float, float]


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG. Raises ValueError for anything else."""
    size = pixel_size(data)
    if size is None:
        raise ValueError("neither a PNG nor a JPEG with a size")
    return size


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
