"""Picture files that a template names: read from beside it, checked, never fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from deckgen.pictures import svg as pictures
from deckgen.pictures.checked import Checked, checked
from deckgen.spec.files import read_bytes


class PictureError(Exception):
    """A file cannot be shown. ``rule`` and the message are for a finding."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


def read_picture(name: str, folders: Iterable[Path]) -> Checked:
    """The picture ``name`` from the first of ``folders`` that holds it.

    It has to lie in one of the folders or below, whatever links lead to. Raises PictureError for
    an address, for a file elsewhere, missing, over 20 MB, over a hundred million pixels, broken,
    or neither PNG nor JPEG nor SVG. An SVG comes back made safe.
    """
    if re.match(r"[a-z][a-z0-9+.-]+:", name, re.I) and not re.match(r"[a-z]:[\\/]", name, re.I):
        raise PictureError("not-a-picture", f"'{name}' is an address: nothing is fetched")
    outside, why = False, ""
    for folder in folders:
        try:
            home = folder.resolve()
            path = (home / name).resolve()
        except (OSError, ValueError, RuntimeError):
            continue
        if not path.is_relative_to(home):
            outside = True
            continue
        data, problem = read_bytes(path)
        if problem is None:
            return _checked(name, data)
        why = why or problem
    if outside and why in ("", "does not exist"):
        raise PictureError(
            "file-outside", f"'{name}' lies outside the folder of the template and of the spec"
        )
    raise PictureError("missing-file", f"the picture {name} {why or 'does not exist'}")


def _checked(name: str, data: bytes) -> Checked:
    try:
        return checked(data)
    except pictures.PictureError as wrong:
        hint = f"; {wrong.hint}" if wrong.hint else ""
        raise PictureError(wrong.rule, f"the picture {name} {wrong}{hint}") from wrong
