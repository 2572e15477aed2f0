"""A drawing in pixels, for the programs that show no SVG."""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import Literal

LONGEST = 2_000
"""Pixels of the longer side: 150 to the inch on a picture as wide as a slide."""
SECONDS = 30
"""After which drawing is given up. Drawings made by people take less than one."""


@lru_cache(maxsize=32)
def png_of(svg: bytes) -> bytes:
    """The PNG of a drawing that ``read_svg`` has made safe, 2,000 pixels at its longer side.

    A drawing without text has the same pixels wherever it is drawn; text is set in the fonts of
    the machine. Raises PictureError when it cannot be drawn in 30 seconds.
    """
    import subprocess  # few decks have a drawing

    from deckgen.pictures.svg import PictureError, read_svg

    drawing = read_svg(svg)
    wide = drawing.width >= drawing.height
    size = (LONGEST, 0) if wide else (0, LONGEST)
    # -P: a module in the folder where deckgen runs is not taken for one of ours
    command = [sys.executable, "-P", "-m", "deckgen.pictures.draw"]
    command += [str(n) for n in (*size, int(drawing.lettered))]
    try:
        done = subprocess.run(command, input=svg, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        message = f"takes more than {SECONDS} seconds to draw"
        raise PictureError(
            "file-too-large", message, "make it simpler, or save it as PNG"
        ) from None
    except OSError as problem:
        raise PictureError("not-a-picture", f"cannot be drawn: {problem}") from None
    if done.returncode or not done.stdout.startswith(b"\x89PNG"):
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        why = "; ".join(("cannot be drawn", *told))
        raise PictureError("not-a-picture", why[:300], "save it as PNG")
    return done.stdout


def stand_in(
    data: bytes, mime: str
) -> tuple[bytes, Literal["image/png", "image/jpeg"], bytes | None]:
    """What a slide shows of a picture: its bytes in pixels, their type, and the drawing beside
    them when it is one (``image/svg+xml``, made safe by ``read_svg``).
    """
    if mime == "image/svg+xml":
        return png_of(data), "image/png", data
    return data, "image/png" if mime == "image/png" else "image/jpeg", None
