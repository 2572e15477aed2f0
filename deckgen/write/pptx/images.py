"""Sizes of pictures, as the writers ask for them."""

from __future__ import annotations

from deckgen.pictures.pixels import pixel_size

__all__ = ["pixel_size"]
