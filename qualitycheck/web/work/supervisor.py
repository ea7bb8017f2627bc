"""Keeps the working processes alive: starts them, replaces those that died or hang, ends them with the server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from qualitycheck.web.board import Board
from qualitycheck.web.store import documents, jobs, meetings
from qualitycheck.web.store.database import Database
from qualitycheck.web.work.process import START
from qualitycheck.web.work.tasks import after_reading

LOOK = 0.5  # seconds
READING = 3600.0  # seconds for a file or archive; each document in it is stopped much earlier
JUDGING = 180.0  # seconds for one document after it was read
GRACE = 20.0  # seconds for the job in hand when the server ends


@dataclass(slots=True)
class Worker:
    process: subprocess.Popen[str]
    owner: str


class Supervisor:
    """``start`` and ``stop`` around the life of the server."""

    def __init__(self, board: Board, database: Database) -> None:
        self._board, self._database = board, database
        self._workers: list[Worker] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Take up what an earlier server left, then keep ``jobs`` processes at work."""
        with self._database.write() as db:
            jobs.lost(db)
        self._workers = [self._new() for _ in range(max(1, self._board.jobs))]
        self._thread.start()

    def stop(self) -> None:
        """Ask every process to finish its job, wait for a while, then end it; the job stays in the queue."""
        self._stop.set()
        self._thread.join()
        for worker in self._workers:
            _hang_up(worker)
        end = time.monotonic() + GRACE
        for worker in self._workers:
            with suppress(subprocess.TimeoutExpired):
                worker.process.wait(max(0.1, end - time.monotonic()))
            _end(worker)
        with self._database.write() as db:
            jobs.lost(db)

    @property
    def alive(self) -> int:
        return sum(worker.process.poll() is None for worker in self._workers)

    def _new(self) -> Worker:
        owner = os.urandom(8).hex()
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", START], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, encoding="utf-8"
        )
        worker = Worker(process, owner)
        assert process.stdin is not None
        with suppress(OSError):
            process.stdin.write(
                json.dumps(sys.path) + "\n" + json.dumps({**self._board.as_data(), "owner": owner}) + "\n"
            )
            process.stdin.flush()
        return worker

    def _watch(self) -> None:
        while not self._stop.wait(LOOK):
            for place, worker in enumerate(self._workers):
                if worker.process.poll() is None:
                    self._end_if_hanging(worker)
                if worker.process.poll() is not None and not self._stop.is_set():
                    self._take_over(worker)
                    self._workers[place] = self._new()

    def _end_if_hanging(self, worker: Worker) -> None:
        with self._database.read() as db:
            job = jobs.hanging(db, worker.owner, READING, JUDGING)
        if job is None:
            return
        _end(worker)
        with self._database.write() as db:
            file = meetings.file(db, job.file) if job.file and jobs.is_mine(db, job) else None
            if file is not None:
                jobs.finish(db, job)
                documents.keep_crash(db, file, "too-large", f"seconds: {JUDGING:.0f}")
                after_reading(db, file.meeting)

    def _take_over(self, worker: Worker) -> None:
        """What the dead process had in hand goes back into the queue, or fails where it killed two of them."""
        with self._database.write() as db:
            for job in jobs.lost(db, worker.owner):
                file = meetings.file(db, job.file) if job.file else None
                if file is not None:
                    documents.keep_crash(db, file)
                    after_reading(db, file.meeting)


def _hang_up(worker: Worker) -> None:
    with suppress(OSError):
        if worker.process.stdin is not None:
            worker.process.stdin.close()


def _end(worker: Worker) -> None:
    _hang_up(worker)
    if worker.process.poll() is None:
        worker.process.kill()
    worker.process.wait()
