"""deckgen: a YAML file of OKRs becomes a native, editable presentation."""

from __future__ import annotations

__version__ = "0.1.0"
