"""Reading in a process of its own, under a limit of time and memory: a hostile file costs its own result and no other.

The process is a plain ``python`` that imports only the readers, started once and used for file after file, so the price
is about 0.1 s per run and nothing per file. Where none can be started the files are read in this process.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from qualitycheck.load import Begin, Limits, load_all
from qualitycheck.load.memory import memory_mb
from qualitycheck.load.worker import READY, Done, Request
from qualitycheck.types import Failure, RawDocument

_START = "import sys,pickle;sys.path[:]=pickle.load(sys.stdin.buffer);from qualitycheck.load.worker import main;main()"
_START_SECONDS = 60
_LOOK = 0.1  # seconds between two looks at a reader's memory
_RENEW = 0.6  # of the memory limit: a reader that kept so much after a file is replaced
_MOST_STOPS = 20  # of one archive
_ENDED = object()


class Stopped(Exception):
    """The reader was stopped or died; ``code`` and ``detail`` as of a Failure."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail


class GuardedLoader:
    """Reads files as ``load_all`` does. Use it as a context, or ``close`` it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._reader: _Reader | None = None
        self._in_process = not sys.executable

    def __enter__(self) -> GuardedLoader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._reader is not None:
            self._reader.stop()
            self._reader = None

    def read(self, path: Path, shown: str) -> list[RawDocument | Failure]:
        """Every document of the file; what had to be stopped is a Failure in its place."""
        out: dict[str, RawDocument | Failure] = {}
        avoid: set[str] = set()
        for _ in range(_MOST_STOPS):
            if not self._ready():
                return list(load_all(path, shown, self._limits))
            begun = shown
            try:
                for event in self._events(Request(path.absolute(), shown, self._limits, frozenset(avoid))):
                    if isinstance(event, Begin):
                        begun = event.shown
                    else:
                        out.setdefault(event.path, event)
                return list(out.values())
            except Stopped as stop:
                out.setdefault(begun, Failure(begun, stop.code, stop.detail))
                if begun in avoid or begun == shown:
                    return list(out.values())
                avoid.add(begun)
        out.setdefault(shown, Failure(shown, "corrupt", "reader-crashed"))
        return list(out.values())

    def _ready(self) -> bool:
        """Whether a reader runs; starts one where none does."""
        if self._reader is None and not self._in_process:
            try:
                self._reader = _Reader()
            except (OSError, Stopped):
                self._in_process = True
        return self._reader is not None

    def _events(self, request: Request) -> Iterator[Any]:
        reader = self._reader
        assert reader is not None
        try:
            reader.ask(request)
            while not isinstance(answer := reader.answer(self._limits), Done):
                yield answer
        except Stopped:
            self.close()
            raise
        except BaseException:  # interrupted: what is left of this answer must not be taken for the next one
            self.close()
            raise
        if memory_mb(reader.pid) > _RENEW * self._limits.memory_mb:
            self.close()
        if answer.crash:
            raise Stopped("corrupt", "reader-crashed")


class _Reader:
    """One reading process, and the thread that takes its answers off the pipe."""

    def __init__(self) -> None:
        group: dict[str, Any] = {} if os.name == "nt" else {"process_group": 0}
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", _START], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **group
        )  # fmt: skip
        self._answers: queue.Queue[Any] = queue.Queue(maxsize=100)
        self._thread = threading.Thread(target=_collect, args=(self._process.stdout, self._answers), daemon=True)
        self._thread.start()
        try:
            self.ask(sys.path)
            if self.answer(Limits(seconds=_START_SECONDS)) != READY:
                raise Stopped("corrupt", "reader-crashed")
        except BaseException:
            self.stop()
            raise

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, request: Any) -> None:
        assert self._process.stdin is not None
        try:
            pickle.dump(request, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
        except OSError as error:
            raise Stopped("corrupt", "reader-crashed") from error

    def answer(self, limits: Limits) -> Any:
        """The next answer. Raises Stopped where it does not come within the limits."""
        end = time.monotonic() + limits.seconds
        while True:
            with suppress(queue.Empty):
                answer = self._answers.get(timeout=_LOOK)
                if answer is _ENDED:
                    raise Stopped("corrupt", "reader-crashed")
                return answer
            if memory_mb(self.pid) > limits.memory_mb:
                raise Stopped("too-large", f"memory: {limits.memory_mb} MB")
            if time.monotonic() > end:
                raise Stopped("too-large", f"seconds: {limits.seconds}")

    def stop(self) -> None:
        """End the process and the programs that it started, at once."""
        with suppress(OSError):
            if os.name == "nt":
                self._process.kill()
            else:
                os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
        while self._thread.is_alive():  # it may wait for room
            with suppress(queue.Empty):
                self._answers.get(timeout=0.01)
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()


def _collect(pipe: BinaryIO, answers: queue.Queue[Any]) -> None:
    """Everything the reader sends, until its end or its death in the middle of a word."""
    try:
        while True:
            answers.put(pickle.load(pipe))  # noqa: S301  # from the process that this one started
    except Exception:
        answers.put(_ENDED)
