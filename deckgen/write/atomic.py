"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from typing import BinaryIO

from deckgen.findings import Finding, Level, OutputError


def write_atomically(
    path: str | os.PathLike[str], data: bytes | Callable[[BinaryIO], None]
) -> None:
    """Write ``data``, or what it writes to a stream, to ``path``: first to a file beside it, then
    renamed over it.

    A build that is interrupted or fails leaves the old file whole. A link is followed, so that
    the file it points to is replaced and not the link. Raises OutputError (exit status 5).
    """
    target = os.fspath(path)
    if os.path.islink(target):
        target = os.path.realpath(target)
    folder, name = os.path.split(target)
    temporary = ""
    try:
        handle, temporary = _beside(folder, name)
        with os.fdopen(handle, "wb") as stream:
            if callable(data):
                data(stream)
            else:
                stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, _mode(target))
        os.replace(temporary, target)
    except OSError as error:
        _remove(temporary)
        reason = error.strerror or str(error)
        finding = Finding(Level.ERROR, "cannot-write", f"cannot write {os.fspath(path)}: {reason}")
        raise OutputError([finding]) from error
    except BaseException:
        _remove(temporary)
        raise


def _beside(folder: str, name: str) -> tuple[int, str]:
    """A new file beside a file, open for nobody else. (``tempfile`` brings in all that copies and
    packs files.)
    """
    path = os.path.join(folder, f".{name[:40]}.{os.urandom(4).hex()}.tmp")
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.open(path, flags, 0o600), path


def _mode(target: str) -> int:
    """Permissions of the file that is replaced, else what the umask leaves of 0666."""
    with contextlib.suppress(OSError):
        return os.stat(target).st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _remove(temporary: str) -> None:
    if temporary:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
