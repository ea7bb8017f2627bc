"""Ordered parallel work over files: one pool of processes, progress, and no batch lost to one dying process."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

from qualitycheck.errors import UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")
Progress = Callable[[int, int], None]

FEW = 4  # starting processes costs more than reading so few files


def default_jobs() -> int:
    """Cores this process may use."""
    try:
        return max(1, len(os.sched_getaffinity(0)))  # type: ignore[attr-defined,unused-ignore]
    except AttributeError:  # Windows, macOS
        return os.cpu_count() or 1


def parallel_map(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    start: Callable[..., None],
    arguments: tuple[Any, ...],
    jobs: int | None = None,
    crashed: Callable[[Item], Result],
    progress: Progress | None = None,
) -> list[Result]:
    """``[work(item) for item in items]`` in that order, on ``jobs`` processes.

    ``start(*arguments)`` prepares each process once. An item that kills its process yields ``crashed(item)``; the others
    are done again in a new process. Few items, or one job, are worked in this process. A script that asks for several
    jobs needs the usual ``if __name__ == "__main__":``; without it UsageError is raised.
    """
    jobs = jobs or default_jobs()
    if jobs == 1 or len(items) < FEW:
        start(*arguments)
        return list(_counted((work(item) for item in items), len(items), progress))
    return list(
        _counted(_in_processes(work, items, start, arguments, min(jobs, len(items)), crashed), len(items), progress)
    )


def _counted(results: Iterator[Result], total: int, progress: Progress | None) -> Iterator[Result]:
    for done, result in enumerate(results, start=1):
        if progress:
            progress(done, total)
        yield result


def _in_processes(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    start: Callable[..., None],
    arguments: tuple[Any, ...],
    jobs: int,
    crashed: Callable[[Item], Result],
) -> Iterator[Result]:
    context, begin = _context(work.__module__), 0
    while begin < len(items):
        for result in _until_broken(work, items[begin:], start, arguments, jobs, context):
            yield result
            begin += 1
        if begin < len(items):
            # nobody knows which of the items in work broke the pool: the first of them gets a process of its own
            yield _alone(work, items[begin], start, arguments, context, crashed)
            begin += 1


def _context(module: str) -> BaseContext:
    """Never a copy of this process: it may hold threads of Arrow or DuckDB. ``module`` is imported once for all."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")  # Windows
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([module])
    return context


def _until_broken(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    start: Callable[..., None],
    arguments: tuple[Any, ...],
    jobs: int,
    context: BaseContext,
) -> Iterator[Result]:
    """Results in order; ends early where a process died."""
    pool = ProcessPoolExecutor(jobs, context, start, arguments)
    # waited for only when all is done: Python 3.11 can wait for ever on a pool whose process died (its issue 94777)
    try:
        _need_processes(pool)
        futures = [pool.submit(work, item) for item in items]
        for future in futures:
            yield future.result()
    except BrokenProcessPool:
        pool.shutdown(wait=False, cancel_futures=True)
    except BaseException:  # interrupted, or a caller that wants no more: do not work off the rest first
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    else:
        pool.shutdown()


def _need_processes(pool: ProcessPoolExecutor) -> None:
    """A pool that cannot start at all must not make every item look like a crash. Raises UsageError."""
    try:
        pool.submit(os.getpid).result()
    except BrokenProcessPool:
        raise UsageError(
            "Không mở được tiến trình con; hãy dùng một tiến trình (jobs=1), hoặc đặt lời gọi trong "
            '`if __name__ == "__main__":`. (Processes cannot start: use one job, or that guard.)'
        ) from None


def _alone(
    work: Callable[[Item], Result],
    item: Item,
    start: Callable[..., None],
    arguments: tuple[Any, ...],
    context: BaseContext,
    crashed: Callable[[Item], Result],
) -> Result:
    pool = ProcessPoolExecutor(1, context, start, arguments)
    try:
        result = pool.submit(work, item).result()
    except BrokenProcessPool:
        pool.shutdown(wait=False)
        return crashed(item)
    pool.shutdown()
    return result
