"""A process of its own that draws one SVG: ``python -m deckgen.pictures.draw`` with the drawing
on standard input and the PNG on standard output.

A drawing can be small and yet take hours or all memory. Here it takes neither with it.
"""

from __future__ import annotations

import sys

MEMORY = 3 << 30
"""Bytes that drawing may take, where the system keeps such bounds."""


def draw(svg: str, width: int | None, height: int | None, lettered: bool) -> bytes:
    """The PNG of a drawing at a width or height in pixels; fonts are looked at for text only."""
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            height=height,
            skip_system_fonts=not lettered,
            font_family="Arial",
            sans_serif_family="Arial",
        )
    )


def main() -> int:
    """Draw standard input. Arguments: width and height in pixels (0: by proportion), 1 for text."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, OSError, ValueError):
        pass  # Windows has no such bound, and some systems refuse one
    width, height, lettered = (int(given) for given in sys.argv[1:4])
    svg = sys.stdin.buffer.read().decode()
    try:
        made = draw(svg, width or None, height or None, bool(lettered))
    except ValueError as problem:
        sys.stderr.write(str(problem))
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
