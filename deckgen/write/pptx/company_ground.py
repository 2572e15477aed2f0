"""The colours that lie under a box of a company's layout: backgrounds, panels, pictures."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Sequence

from deckgen.scene import Box
from deckgen.values import dataclass
from deckgen.write.pptx.company_area import Drawn
from deckgen.write.pptx.company_colours import Fill, mixed

_ACROSS, _DOWN = 12, 8
"""Points of a box at which its ground is looked at."""
_GRID = 64
"""Pixels to which a picture is made smaller before it is looked at."""
_MOST_PIXELS = 80_000_000
Pixels = list[list[str]]


@dataclass(frozen=True, slots=True)
class Under:
    """Colours under a box. ``known`` is False when a picture or fill could not be read."""

    colors: tuple[str, ...]
    known: bool = True


@dataclass(frozen=True, slots=True)
class Painting:
    """The background and all that lies on it, lowest first. ``picture`` gives the bytes of a
    part.
    """

    size: tuple[int, int]
    background: Fill
    things: Sequence[Drawn]
    picture: Callable[[str], bytes]

    def under(self, box: Box) -> Under:
        """The colours under a box, each once."""
        seen: dict[str, None] = {}
        known = True
        page = Box(0, 0, *self.size)
        layers = [Drawn(page, self.background), *self.things]
        pixels = [pixels_of(d.fill.picture, self.picture) if d.fill.picture else None
                  for d in layers]  # fmt: skip
        for row in range(_DOWN):
            for column in range(_ACROSS):
                x = box.x + box.w * (2 * column + 1) // (2 * _ACROSS)
                y = box.y + box.h * (2 * row + 1) // (2 * _DOWN)
                here = ["FFFFFF"]
                for layer, grid in zip(layers, pixels, strict=True):
                    b, fill = layer.box, layer.fill
                    if fill.bare or not layer.covers(x, y):
                        continue
                    if fill.picture and grid:
                        across = min(len(grid[0]) - 1, (x - b.x) * len(grid[0]) // max(1, b.w))
                        down = min(len(grid) - 1, (y - b.y) * len(grid) // max(1, b.h))
                        dot = grid[down][across]
                        here = [dot] if dot else here
                    elif fill.colors:
                        here = [
                            mixed(over, under, fill.opacity) if fill.opacity < 1 else over
                            for over in fill.colors
                            for under in (here if fill.opacity < 1 else here[:1])
                        ][:16]
                    else:
                        known = False
                seen.update(dict.fromkeys(here))
        return Under(tuple(seen), known)


_looked: dict[bytes, Pixels | None] = {}


def pixels_of(part: str, picture: Callable[[str], bytes]) -> Pixels | None:
    """A picture as a small grid of colours ("" where it is clear); None when it is unreadable,
    as drawings in EMF, WMF and SVG are.
    """
    data = picture(part)
    if data not in _looked:
        if len(_looked) > 32:
            _looked.clear()
        _looked[data] = _read(data)
    return _looked[data]


def _read(data: bytes) -> Pixels | None:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF")) as it:
                if it.width * it.height > _MOST_PIXELS:
                    return None
                it.draft("RGB", (_GRID * 4, _GRID * 4))
                small = it.convert("RGBA").resize((_GRID, _GRID), Image.Resampling.BOX)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        return None
    raw = small.tobytes()
    dots = [
        f"{raw[n]:02X}{raw[n + 1]:02X}{raw[n + 2]:02X}" if raw[n + 3] > 127 else ""
        for n in range(0, len(raw), 4)
    ]
    return [dots[n * _GRID : (n + 1) * _GRID] for n in range(_GRID)]
