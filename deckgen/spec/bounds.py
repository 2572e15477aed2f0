"""What somebody else's spec may reach: its own folder, links followed, and built-in looks."""

from __future__ import annotations

import os

from deckgen.resources import resource

UNTRUSTED = "leave out --untrusted if you trust the spec"


class Bounds:
    """The folder of a spec. ``path`` is the spec's; "-" stands for the working directory."""

    def __init__(self, path: str) -> None:
        folder = "" if path in ("-", "<stdin>") else os.path.dirname(path)
        self.root = os.path.realpath(folder or ".")

    def hold(self, name: str) -> bool:
        """Whether a file lies in the folder or below it, wherever links lead."""
        try:
            return os.path.commonpath([self.root, os.path.realpath(name)]) == self.root
        except (OSError, ValueError):  # another drive, a name with a NUL
            return False


def built_in(kind: str, name: str) -> bool:
    """Whether a theme or template (``kind``) of a name ships with deckgen."""
    found = (file.name for file in resource(f"{kind}s").iterdir())
    return f"{name}.yaml" in found
