"""What ``deckgen theme from-pptx`` reads from a company's file."""

from __future__ import annotations

from pathlib import Path

from deckgen.findings import Finding, Level, ThemeError
from deckgen.theme.review import Understood


def understood(path: Path) -> tuple[Understood, tuple[Finding, ...]]:
    """The master of a file as a theme, and what was noticed.

    Raises ThemeError when the file cannot be a base.
    """
    from deckgen.theme.based import MASTERS
    from deckgen.theme.company import grounded
    from deckgen.theme.load import load_theme
    from deckgen.write.pptx.company import read_base

    if not path.name.lower().endswith(MASTERS):
        message = f"{path} is no .potx, .pptx, .potm or .pptm file"
        raise ThemeError([Finding(Level.ERROR, "unusable-base", message)])
    company = read_base(path)
    theme, told = grounded(load_theme("meridian"), company.ground)
    leaves = company.ground.leaves
    own = frozenset(role for role in company.roles if role in leaves and leaves[role].own)
    found = Understood(
        company.name, company.size, company.master, company.layouts, company.roles, own, theme
    )
    return found, (*company.notes, *told)
