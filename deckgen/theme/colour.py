"""Colour arithmetic: Office's tints and WCAG's contrast."""

from __future__ import annotations

import colorsys


def rgb(value: str) -> tuple[float, float, float]:
    """``RRGGBB`` (with or without ``#``) as three shares of 0 to 1."""
    text = value.lstrip("#")
    return (int(text[0:2], 16) / 255, int(text[2:4], 16) / 255, int(text[4:6], 16) / 255)


def tint(value: str, mod: int, off: int) -> str:
    """``lumMod`` and ``lumOff`` (1/100,000) applied to ``RRGGBB`` in HSL, as Office does."""
    if mod == 100_000 and off == 0:
        return value.lstrip("#").upper()
    hue, luminance, saturation = colorsys.rgb_to_hls(*rgb(value))
    luminance = min(1.0, max(0.0, luminance * mod / 100_000 + off / 100_000))
    mixed = colorsys.hls_to_rgb(hue, luminance, saturation)
    return "".join(f"{round(part * 255):02X}" for part in mixed)


def luminance(value: str) -> float:
    """Relative luminance of ``RRGGBB`` (WCAG 2.2), 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(value)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2), 1 to 21."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)
