"""Files that are no company master, and one that reaches outside."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from masters import plain
from masters_parts import REL


def _without(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(plain())) as old:
        parts = {n: old.read(n) for n in old.namelist() if name not in n}
    return _zipped(parts)


def _with(name: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(plain())) as old:
        parts = {n: old.read(n) for n in old.namelist()}
    parts[name] = change(parts[name])
    return _zipped(parts)


def _zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name, data)
    return made.getvalue()


def _entities(data: bytes) -> bytes:
    lines = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1 if n > 1 else chr(0)};".replace(chr(0), "") * 10}">'
        for n in range(1, 12)
    )
    head, _, body = data.partition(b"?>")
    return head + b"?>" + f"<!DOCTYPE p [{lines}]>".encode() + body.replace(b"Click", b"&a11;", 1)


def _outside(data: bytes) -> bytes:
    return data.replace(
        b"</Relationships>",
        f'<Relationship Id="rId77" Type="{REL}/image" Target="file:///etc/passwd" '
        'TargetMode="External"/></Relationships>'.encode(),
    )


def _sized(data: bytes, size: int) -> bytes:
    """A zip whose directory says that the theme unpacks to ``size`` bytes."""
    name = b"ppt/theme/theme1.xml"
    start = data.index(b"PK\1\2")
    at = data.index(name, start) - 46  # a directory's entry has 46 bytes before its name
    return data[: at + 24] + size.to_bytes(4, "little") + data[at + 28 :]


BROKEN: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "text": lambda: b"Our brand is blue.\n",
    "cut off": lambda: plain()[:3000],
    "a legacy file or one with a password": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)
    ),
    "another zip": lambda: _zipped({"readme.txt": b"hello"}),
    "no master": lambda: _without("slideMaster"),
    "no theme": lambda: _without("theme"),
    "no layouts": lambda: _without("slideLayout"),
    "no presentation": lambda: _without("presentation"),
    "broken master": lambda: _with("ppt/slideMasters/slideMaster1.xml", lambda d: d[: len(d) // 2]),
    "entities": lambda: _with("ppt/slideMasters/slideMaster1.xml", _entities),
    "zip bomb": lambda: _sized(plain(), 2_000_000_000),
    "a zip that says it is smaller": lambda: _sized(plain(), 100),
}
"""Files that have to be refused in one clear sentence."""


def reaching_outside() -> bytes:
    """A master with a picture that lies on somebody's disk."""
    return _with("ppt/slideMasters/_rels/slideMaster1.xml.rels", _outside)
