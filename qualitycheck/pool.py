"""Ordered parallel work over files: one pool of processes, progress, and no batch lost to one dying process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

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
    are done again in a new process. Few items, or one job, are worked in this process.
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
    with ProcessPoolExecutor(jobs, initializer=start, initargs=arguments) as pool:
        futures: list[Future[Result]] = [pool.submit(work, item) for item in items]
        try:
            for item, future in zip(items, futures, strict=True):
                try:
                    yield future.result()
                except BrokenProcessPool:
                    # nobody knows which item broke the pool: each gets a process of its own
                    yield _alone(work, item, start, arguments, crashed)
        except GeneratorExit:
            pool.shutdown(cancel_futures=True)
            raise


def _alone(
    work: Callable[[Item], Result],
    item: Item,
    start: Callable[..., None],
    arguments: tuple[Any, ...],
    crashed: Callable[[Item], Result],
) -> Result:
    with ProcessPoolExecutor(1, initializer=start, initargs=arguments) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            return crashed(item)
