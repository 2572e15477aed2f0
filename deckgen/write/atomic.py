"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
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
    Staged(path, data).settle()


class Staged:
    """What a file is to hold, written beside it; ``settle`` puts it in the file's place.

    The disk takes its time in ``settle``, which a thread can wait for. Both raise OutputError, and
    what stood beside the file is gone then.
    """

    def __init__(
        self, path: str | os.PathLike[str], data: bytes | Callable[[BinaryIO], None]
    ) -> None:
        self._path = target = os.fspath(path)
        if os.path.islink(target):
            target = os.path.realpath(target)
        self._target, self._temporary = target, ""
        with self._or_removed():
            handle, self._temporary = _beside(*os.path.split(target))
            self._stream = os.fdopen(handle, "wb")
            try:
                if callable(data):
                    data(self._stream)
                else:
                    self._stream.write(data)
                self._stream.flush()
                os.chmod(self._temporary, _mode(target))
            except BaseException:
                with contextlib.suppress(OSError):
                    self._stream.close()
                raise

    def settle(self) -> None:
        """Wait until the disk has all, then rename it over the file."""
        with self._or_removed():
            with self._stream as stream:
                os.fsync(stream.fileno())
            os.replace(self._temporary, self._target)

    @contextlib.contextmanager
    def _or_removed(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            _remove(self._temporary)
            message = f"cannot write {self._path}: {error.strerror or error}"
            raise OutputError([Finding(Level.ERROR, "cannot-write", message)]) from error
        except BaseException:
            _remove(self._temporary)
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
