"""Running the work on executors: processes here, or any other of ``concurrent.futures``."""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from deckgen.batching.work import Made, Shared, Task, begin, failed, make_one, make_some

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

AHEAD = 3
"""Times that tasks are given out for each process: enough that none waits, few enough to keep
memory flat.
"""
TOGETHER = 4
"""Tasks at most that a process gets at a time: each giving out costs half a millisecond."""


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def here(shared: Shared, tasks: Iterable[Task]) -> Iterator[Made]:
    """One deck after the other, in this process."""
    for task in tasks:
        yield make_one(shared, task)


def in_processes(shared: Shared, tasks: Iterable[Task], jobs: int) -> Iterator[Made]:
    """Decks as they are finished by ``jobs`` processes.

    A process that is killed takes its pool with it. What was under way is then made again,
    each deck in a process of its own, so that only one that kills its process fails.
    """
    waiting = deque(tasks)
    while waiting:
        suspects: list[Task] = []
        # Too few decks for all processes: do not start those that would have nothing to do.
        with _pool(shared, min(jobs, len(waiting))) as pool:
            yield from _flow(pool, None, waiting, jobs * AHEAD, suspects, jobs)
        for task in suspects:
            lost: list[Task] = []
            with _pool(shared, 1) as pool:
                yield from _flow(pool, None, deque([task]), 1, lost)
            if lost:
                yield failed(task.unit, "worker-ended", "the process that made the deck ended")


def on_executor(
    executor: Executor, shared: Any, tasks: Iterable[Task], window: int
) -> Iterator[Made]:
    """Decks as an executor finishes them; ``window`` tasks are given out at a time.

    ``shared`` is handed to ``make_some`` with each task, or stands for what is.
    """
    lost: list[Task] = []
    waiting = deque(tasks)
    yield from _flow(executor, shared, waiting, window, lost)
    for task in (*lost, *waiting):
        yield failed(task.unit, "worker-ended", "the executor ended before the deck was made")


def _pool(shared: Shared, jobs: int) -> ProcessPoolExecutor:
    """A pool whose processes have what is shared: inherited by a fork, else sent once to each."""
    from concurrent.futures import ProcessPoolExecutor  # only here: it brings in sockets and more

    pool = ProcessPoolExecutor(jobs, initializer=begin, initargs=(shared,))
    _widen(pool)
    return pool


def _widen(pool: ProcessPoolExecutor) -> None:
    """Let whole decks lie in the pipe that results come through, where the system allows that and
    the standard library has the pipe where it has been: with the usual 64 KiB a process stops in
    the midst of each deck until this one reads.
    """
    with contextlib.suppress(ImportError, AttributeError, OSError):
        from fcntl import F_SETPIPE_SZ, fcntl

        fcntl(pool._result_queue._writer.fileno(), F_SETPIPE_SZ, 1 << 20)  # type: ignore[attr-defined]


def _flow(
    pool: Executor, shared: Any, waiting: deque[Task], window: int, lost: list[Task],
    processes: int = 0,
) -> Iterator[Made]:  # fmt: skip
    """Hand tasks out and yield what comes back. After a break of the pool, what was under way is
    in ``lost`` and what was not handed out is still ``waiting``. For ``processes`` here, some
    tasks go together as long as many wait.
    """
    running: dict[Future[list[Made]], list[Task]] = {}
    # ``wait`` would ask all that run each time.
    finished: SimpleQueue[Future[list[Made]]] = SimpleQueue()
    try:
        while running or (waiting and not lost):
            while waiting and not lost and len(running) < window:
                fair = len(waiting) // (processes * window) if processes else 1
                some = [waiting.popleft() for _ in range(max(1, min(TOGETHER, fair)))]
                try:
                    future = pool.submit(make_some, shared, some)
                except BrokenExecutor:
                    lost += some
                    break
                running[future] = some
                future.add_done_callback(finished.put)
            if not running:
                break
            future = finished.get()
            some = running.pop(future)
            try:
                decks = future.result()
            except BrokenExecutor:
                lost += some
                continue
            except Exception as problem:  # tasks that an engine gave up
                why = f"{type(problem).__name__}: {problem}"
                decks = [failed(task.unit, "worker-ended", why) for task in some]
            yield from decks
    finally:
        for future in running:
            future.cancel()
