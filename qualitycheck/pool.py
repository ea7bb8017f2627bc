"""Ordered parallel work over files: one pool of processes, progress, and no batch lost to one dying process."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from types import TracebackType
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


class Workers:
    """Processes for one batch: ``start(*arguments)`` prepares each of them once, ``map`` gives them work.

    Use it as a context. A script that asks for several jobs needs the usual ``if __name__ == "__main__":``; without it
    ``map`` raises UsageError.
    """

    def __init__(self, start: Callable[..., None], arguments: tuple[Any, ...], jobs: int | None = None) -> None:
        self._start, self._arguments, self._jobs = start, arguments, jobs or default_jobs()
        self._pool: ProcessPoolExecutor | None = None
        self._started_here = False

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # waited for only when all is done: Python 3.11 can wait for ever on a pool whose process died (its issue 94777)
        self._close(wait=kind is None)

    def map(
        self,
        work: Callable[[Item], Result],
        items: Sequence[Item],
        crashed: Callable[[Item], Result],
        progress: Progress | None = None,
    ) -> list[Result]:
        """``[work(item) for item in items]`` in that order.

        An item that kills its process yields ``crashed(item)``; the others are done again in a new process. Few items, or
        one job, are worked in this process.
        """
        here = self._jobs == 1 or len(items) < FEW
        results = self._here(work, items) if here else self._in_processes(work, items, crashed)
        return list(_counted(results, len(items), progress))

    def _here(self, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        if not self._started_here:
            self._start(*self._arguments)
            self._started_here = True
        return (work(item) for item in items)

    def _in_processes(
        self, work: Callable[[Item], Result], items: Sequence[Item], crashed: Callable[[Item], Result]
    ) -> Iterator[Result]:
        begin = 0
        while begin < len(items):
            for result in self._until_broken(work, items[begin:]):
                yield result
                begin += 1
            if begin < len(items):
                # nobody knows which of the items in work broke the pool: the first of them gets a process of its own
                yield self._alone(work, items[begin], crashed)
                begin += 1

    def _until_broken(self, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Results in order; ends early where a process died."""
        try:
            for future in self._submitted(work, items):
                yield future.result()
        except BrokenProcessPool:
            self._close(wait=False)
        except BaseException:  # interrupted, or a caller that wants no more: do not work off the rest first
            self._close(wait=False)
            raise

    def _submitted(self, work: Callable[[Item], Result], items: Sequence[Item]) -> list[Future[Result]]:
        pool = self._opened(work.__module__)
        try:
            return [pool.submit(work, item) for item in items]
        except OSError as error:  # a process died of an item while Python was starting the next process
            raise BrokenProcessPool from error

    def _opened(self, module: str) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._jobs, _context(module), self._start, self._arguments)
            _need_processes(self._pool)
        return self._pool

    def _alone(self, work: Callable[[Item], Result], item: Item, crashed: Callable[[Item], Result]) -> Result:
        pool = ProcessPoolExecutor(1, _context(work.__module__), self._start, self._arguments)
        try:
            result = pool.submit(work, item).result()
        except BrokenProcessPool:
            pool.shutdown(wait=False)
            return crashed(item)
        pool.shutdown()
        return result

    def _close(self, *, wait: bool) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=wait, cancel_futures=not wait)
            self._pool = None


def _counted(results: Iterator[Result], total: int, progress: Progress | None) -> Iterator[Result]:
    for done, result in enumerate(results, start=1):
        if progress:
            progress(done, total)
        yield result


def _context(module: str) -> BaseContext:
    """Never a copy of this process: it may hold threads of Arrow or DuckDB. ``module`` is imported once for all."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")  # Windows
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([module])
    return context


def _need_processes(pool: ProcessPoolExecutor) -> None:
    """A pool that cannot start at all must not make every item look like a crash. Raises UsageError."""
    try:
        pool.submit(os.getpid).result()
    except BrokenProcessPool:
        raise UsageError(
            "Không mở được tiến trình con; hãy dùng một tiến trình (jobs=1), hoặc đặt lời gọi trong "
            '`if __name__ == "__main__":`. (Processes cannot start: use one job, or that guard.)'
        ) from None
