"""Advance widths of text, from the shipped tables (placeholder until the tables are read)."""

from __future__ import annotations


def width(text: str, family: str, size: float, *, bold: bool = False, italic: bool = False) -> int:
    """The width of ``text`` in EMU, rounded up, kerning included. ``size`` in points."""
    return round(len(text) * size * (0.58 if bold else 0.53) * 12_700)
