"""Colours as colour-blind people see them, and how far apart two colours are.

Dichromacy is simulated with the matrices of Machado, Oliveira and Fernandes, "A
Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009),
severity 1.0, applied in linear RGB. Distances are Delta E*ab of CIE 1976 (D65): about 2 is just
visible side by side, 10 is plain at a glance.
"""

from __future__ import annotations

from collections.abc import Iterable

from deckgen.theme.colour import rgb

Triple = tuple[float, float, float]

MATRICES: dict[str, tuple[Triple, Triple, Triple]] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Linear RGB to linear RGB, a row for each channel."""

_XYZ: tuple[Triple, Triple, Triple] = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE: Triple = (0.95047, 1.0, 1.08883)


def linear(value: str) -> Triple:
    """``RRGGBB`` as linear light, three shares of 0 to 1 (IEC 61966-2-1)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(value)
    )
    return red, green, blue


def seen(value: str, vision: str) -> Triple:
    """Linear RGB of ``RRGGBB`` for a kind of ``MATRICES``, or ``normal`` vision."""
    light = linear(value)
    if vision == "normal":
        return light
    red, green, blue = (
        min(1.0, max(0.0, part)) for part in _times(MATRICES[vision], light)
    )  # fmt: skip
    return red, green, blue


def distance(first: str, second: str, vision: str = "normal") -> float:
    """Delta E*ab (CIE 1976) of two colours; 0 is equal, 100 is black beside white."""
    one, other = _lab(seen(first, vision)), _lab(seen(second, vision))
    return float(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5)


def _times(matrix: Iterable[Triple], vector: Triple) -> Triple:
    x, y, z = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return x, y, z


def _lab(light: Triple) -> Triple:
    x, y, z = (
        part ** (1 / 3) if part > 216 / 24_389 else (24_389 / 27 * part + 16) / 116
        for part in (a / b for a, b in zip(_times(_XYZ, light), _WHITE, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
