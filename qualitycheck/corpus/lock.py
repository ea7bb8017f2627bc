"""One writer at a time, on any system and on a shared folder: a lock file whose owner keeps its time fresh."""

from __future__ import annotations

import json
import os
import platform
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from qualitycheck.errors import CorpusError

NAME = "writer.lock"
BEAT = 5.0  # seconds between two signs of life
STALE = 60.0  # seconds without one after which the owner counts as dead


@contextmanager
def writer_lock(folder: Path, stale: float = STALE, beat: float = BEAT) -> Iterator[None]:
    """Hold the lock of ``folder``. Raises CorpusError when another living writer holds it."""
    path = folder / NAME
    _take(path, stale)
    done = threading.Event()
    keeper = threading.Thread(target=_keep_fresh, args=(path, done, beat), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()
        path.unlink(missing_ok=True)


def _take(path: Path, stale: float) -> None:
    for _ in range(2):
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except FileExistsError:
            _drop_if_dead(path, stale)
            continue
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump({"process": os.getpid(), "computer": platform.node()}, out)
        return
    raise _held(path)


def _drop_if_dead(path: Path, stale: float) -> None:
    """The age is measured with the clock of the folder's own computer, by a fresh file beside the lock."""
    probe = path.with_name(f".{NAME}.{os.getpid()}")
    probe.write_bytes(b"")
    try:
        age = probe.stat().st_mtime - path.stat().st_mtime
    except FileNotFoundError:
        return
    finally:
        probe.unlink(missing_ok=True)
    if age < stale:
        raise _held(path)
    path.unlink(missing_ok=True)


def _held(path: Path) -> CorpusError:
    owner = "another program"
    with suppress(OSError, ValueError, KeyError):
        facts = json.loads(path.read_text(encoding="utf-8"))
        owner = f"process {facts['process']} on {facts['computer']}"
    return CorpusError(f"{path}: {owner} is writing to this register; wait until it has finished and try again")


def _keep_fresh(path: Path, done: threading.Event, beat: float) -> None:
    while not done.wait(beat):
        with suppress(OSError):
            os.utime(path)
