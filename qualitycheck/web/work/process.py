"""One working process: takes job after job from the queue until its server is gone or asks it to end.

It hears of the server by standard input alone: a line for each job that was taken back, the end of input for "enough".
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from qualitycheck.errors import QualityCheckError
from qualitycheck.web.board import Board
from qualitycheck.web.store import jobs
from qualitycheck.web.store.database import Database
from qualitycheck.web.store.records import Job

if TYPE_CHECKING:
    from qualitycheck.web.work.tasks import Bench

START = (
    "import sys,json;sys.path[:]=json.loads(sys.stdin.readline());from qualitycheck.web.work.process import main;main()"
)
LOOK = 0.2  # seconds between two looks at an empty queue


def main() -> None:
    """Standard input: one line of paths (read by ``START``), one of ``Board.as_data`` with the process's own name."""
    given = json.loads(sys.stdin.readline())
    stop = threading.Event()
    threading.Thread(target=_until_end, args=(stop,), daemon=True).start()
    _be_modest()
    work(Board.of(given), given.get("owner") or secrets.token_hex(8), stop)


def _until_end(stop: threading.Event) -> None:
    with suppress(OSError, ValueError):
        while sys.stdin.readline():
            pass
    stop.set()


def _be_modest() -> None:
    """Pages come before checks on a small machine."""
    with suppress(AttributeError, OSError):  # Windows
        os.nice(10)


def work(board: Board, owner: str, stop: threading.Event) -> None:
    """Do what the queue holds until ``stop`` is set; a job that has begun is finished."""
    from qualitycheck.web.work.tasks import Bench

    database = Database(board.database)
    with Bench(board, database) as bench:
        while not stop.is_set():
            with database.write() as db:
                job = jobs.claim(db, owner)
            if job is None:
                stop.wait(LOOK)
            else:
                _do(job, bench)
    database.close()


def _do(job: Job, bench: Bench) -> None:
    """One job, whose failure is its own: told by a sentence, or by the name of the error where nobody foresaw it."""
    from qualitycheck.web.work.tasks import TASKS

    try:
        TASKS[job.kind](job, bench)
    except QualityCheckError as error:
        bench.fail(job, str(error))
    except Exception as error:
        bench.fail(job, f"internal: {type(error).__name__}")
        print(json.dumps({"event": "job-failed", "job": job.id, "kind": job.kind, "error": type(error).__name__}),
              file=sys.stderr, flush=True)  # fmt: skip
