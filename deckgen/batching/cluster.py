"""The same work on a Dask cluster (``deckgen[dask]``), through its ``concurrent.futures`` face."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from deckgen import pipeline
from deckgen.batching.pool import AHEAD, on_executor
from deckgen.batching.work import Made, Shared, Task
from deckgen.findings import Finding, Level

RETRIES = 3
"""How often a deck is given to another worker when the one that made it has died."""
CONNECT = 10
"""Seconds to wait for the scheduler."""


def unpacked(data: bytes) -> Shared:
    """What ``packed`` made, as a worker holds it."""
    shared: Shared = pickle.loads(zlib.decompress(data))
    return shared


def packed(shared: Shared) -> bytes:
    """What is shared, to be sent to workers that see none of the caller's files."""
    return zlib.compress(pickle.dumps(shared, pickle.HIGHEST_PROTOCOL), 1)


def on_cluster(shared: Shared, tasks: Iterable[Task], address: str) -> Iterator[Made]:
    """Decks as the workers of the Dask scheduler at ``address`` finish them.

    What is shared is itself a task's result: each worker gets it once, from the scheduler or from
    its neighbours, and it is made again when the worker that held it dies. Raises UsageError when
    Dask is not installed or the scheduler does not answer.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as problem:
        raise _wrong("no-dask", "--scheduler needs Dask: pip install 'deckgen[dask]'") from problem
    try:
        client = distributed.Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as problem:
        raise _wrong(
            "no-scheduler", f"no Dask scheduler answers at {address}: {problem}"
        ) from problem
    with client:
        handle = client.submit(unpacked, packed(shared), pure=False, retries=RETRIES)
        executor = client.get_executor(pure=False, retries=RETRIES)
        window = max(16, AHEAD * sum(client.ncores().values()))
        yield from on_executor(executor, handle, tasks, window)


def _wrong(rule: str, message: str) -> pipeline.UsageError:
    return pipeline.UsageError([Finding(Level.ERROR, rule, message)])
