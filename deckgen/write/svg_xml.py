"""What the parts of the SVG writer share: escaping and numbers."""

from __future__ import annotations

from deckgen.write.pptx.xml import escape as escape


def number(value: float) -> str:
    """A number with at most two decimals, without a tail of zeros."""
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".") if text[-1] == "0" else text
