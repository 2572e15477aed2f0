"""Running the work on executors: processes here, or any other of ``concurrent.futures``."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from deckgen.batching.work import Made, Shared, Task, begin, failed, make_one

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

AHEAD = 3
"""Tasks given out for each process: enough that none waits, few enough to keep memory flat."""


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
            yield from _flow(pool, None, waiting, jobs * AHEAD, suspects)
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

    ``shared`` is handed to ``make_one`` with each task, or stands for what is.
    """
    lost: list[Task] = []
    waiting = deque(tasks)
    yield from _flow(executor, shared, waiting, window, lost)
    for task in (*lost, *waiting):
        yield failed(task.unit, "worker-ended", "the executor ended before the deck was made")


def _pool(shared: Shared, jobs: int) -> ProcessPoolExecutor:
    """A pool whose processes have what is shared: inherited by a fork, else sent once to each."""
    from concurrent.futures import ProcessPoolExecutor  # only here: it brings in sockets and more

    return ProcessPoolExecutor(jobs, initializer=begin, initargs=(shared,))


def _flow(
    pool: Executor, shared: Any, waiting: deque[Task], window: int, lost: list[Task]
) -> Iterator[Made]:
    """Hand tasks out and yield what comes back. After a break of the pool, what was under way is
    in ``lost`` and what was not handed out is still ``waiting``.
    """
    running: dict[Future[Made], Task] = {}
    finished: SimpleQueue[Future[Made]] = SimpleQueue()  # ``wait`` would ask all that run each time
    try:
        while running or (waiting and not lost):
            while waiting and not lost and len(running) < window:
                try:
                    future = pool.submit(make_one, shared, waiting[0])
                except BrokenExecutor:
                    lost.append(waiting.popleft())
                    break
                running[future] = waiting.popleft()
                future.add_done_callback(finished.put)
            if not running:
                break
            future = finished.get()
            task = running.pop(future)
            try:
                made = future.result()
            except BrokenExecutor:
                lost.append(task)
                continue
            except Exception as problem:  # a task that an engine gave up
                made = failed(task.unit, "worker-ended", f"{type(problem).__name__}: {problem}")
            yield made
    finally:
        for future in running:
            future.cancel()
