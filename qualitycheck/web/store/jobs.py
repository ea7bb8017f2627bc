"""The queue: what is to be done, by which process, and how far it is. It survives every process."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Mapping
from typing import Any

from qualitycheck.web.store.meetings import now, touch
from qualitycheck.web.store.records import Job, made

MOST_ATTEMPTS = 2  # a file that ended its process twice is not tried again
SETTLE = 1.5  # seconds without a new file before a meeting is compared


def enqueue(
    db: sqlite3.Connection, kind: str, *, meeting: int | None = None, file: int | None = None, person: str = "",
    delay: float = 0.0, **args: Any,
) -> int:  # fmt: skip
    made_ = db.execute(
        "INSERT INTO jobs (kind, meeting, file, args, state, ready, person, created) VALUES (?, ?, ?, ?, 'queued', ?, ?, ?)",
        (kind, meeting, file, json.dumps(args), time.time() + delay, person, now()),
    )
    return int(made_.lastrowid or 0)


def soon(db: sqlite3.Connection, kind: str, meeting: int, person: str = "") -> None:
    """One job of that kind for the meeting, to begin when nothing has been added for a moment."""
    waiting = db.execute(
        "UPDATE jobs SET ready = ? WHERE kind = ? AND meeting = ? AND state = 'queued'",
        (time.time() + SETTLE, kind, meeting),
    )
    if not waiting.rowcount:
        enqueue(db, kind, meeting=meeting, person=person, delay=SETTLE)


def claim(db: sqlite3.Connection, owner: str) -> Job | None:
    """The next job, now ``owner``'s. A meeting is compared only when none of its files waits to be read."""
    row = db.execute(
        "SELECT id FROM jobs AS j WHERE state = 'queued' AND ready <= ? AND (kind = 'read' OR meeting IS NULL OR NOT EXISTS"
        " (SELECT 1 FROM jobs AS k WHERE k.meeting = j.meeting AND k.id <> j.id AND (k.state = 'running'"
        "  OR (k.state = 'queued' AND k.kind = 'read' AND j.kind <> 'export')"
        "  OR (k.state = 'queued' AND k.kind = 'conclude' AND j.kind = 'export'))))"
        " ORDER BY kind = 'read', id LIMIT 1",
        (time.time(),),
    ).fetchone()
    if row is None:
        return None
    db.execute(
        "UPDATE jobs SET state = 'running', owner = ?, attempts = attempts + 1, started = ? WHERE id = ?",
        (owner, time.time(), row["id"]),
    )
    db.execute("UPDATE files SET state = 'reading' WHERE id = (SELECT file FROM jobs WHERE id = ?)", (row["id"],))
    return job(db, row["id"])


def job(db: sqlite3.Connection, number: int) -> Job | None:
    row = db.execute("SELECT * FROM jobs WHERE id = ?", (number,)).fetchone()
    return made(Job, row) if row else None


def jobs_of(db: sqlite3.Connection, meeting: int | None, *kinds: str) -> list[Job]:
    """Jobs of a meeting (None: of no meeting), the latest first."""
    marks = ", ".join("?" * len(kinds))
    rows = db.execute(
        f"SELECT * FROM jobs WHERE meeting IS ? AND kind IN ({marks}) ORDER BY id DESC LIMIT 50",  # noqa: S608
        (meeting, *kinds),
    )
    return [made(Job, row) for row in rows]


def is_mine(db: sqlite3.Connection, one: Job) -> bool:
    """Whether the job is still this process's: not cancelled, not given to another one."""
    held = job(db, one.id)
    return held is not None and held.state == "running" and held.owner == one.owner


def advance(db: sqlite3.Connection, one: Job, done: int, total: int) -> None:
    db.execute("UPDATE jobs SET done = ?, total = ? WHERE id = ? AND owner = ?", (done, total, one.id, one.owner))


def beat(db: sqlite3.Connection, one: Job, done: int, total: int) -> None:
    """A sign of life after each document, by which a process that hangs is known."""
    db.execute(
        "UPDATE jobs SET done = ?, total = ?, started = ? WHERE id = ? AND owner = ?",
        (done, total, time.time(), one.id, one.owner),
    )


def hanging(db: sqlite3.Connection, owner: str, reading: float, judging: float) -> Job | None:
    """The process's file when its reading, or the judging of one document of it, takes longer than these seconds."""
    row = db.execute(
        "SELECT * FROM jobs WHERE state = 'running' AND kind = 'read' AND owner = ? AND started < ? - iif(total > 0, ?, ?)",
        (owner, time.time(), judging, reading),
    ).fetchone()
    return made(Job, row) if row else None


def finish(db: sqlite3.Connection, one: Job, message: str = "", *, failed: bool = False, **result: Any) -> None:
    """``result`` is kept beside the arguments. A reading leaves no trace in the queue: its file tells."""
    if one.kind == "read" and not failed:
        db.execute("DELETE FROM jobs WHERE id = ?", (one.id,))
        return
    args: Mapping[str, Any] = {**json.loads(one.args), **result}
    db.execute(
        "UPDATE jobs SET state = ?, message = ?, args = ? WHERE id = ?",
        ("failed" if failed else "done", message, json.dumps(args), one.id),
    )
    if one.meeting is not None:
        touch(db, one.meeting)


def lost(db: sqlite3.Connection, owner: str | None = None) -> list[Job]:
    """Jobs whose process is gone (all that run, or those of ``owner``): queued again.

    Returns those that have been tried too often; they are marked failed, and so is the file of one.
    """
    rows = db.execute(
        "SELECT * FROM jobs WHERE state = 'running' AND (? IS NULL OR owner = ?)", (owner, owner)
    ).fetchall()
    gone = [made(Job, row) for row in rows]
    spent = [one for one in gone if one.attempts >= MOST_ATTEMPTS and owner is not None]
    for one in gone:
        state = "failed" if one in spent else "queued"
        # the server's own end is no fault of the file
        attempts = one.attempts if owner is not None else 0
        db.execute(
            "UPDATE jobs SET state = ?, attempts = ?, message = 'crashed' WHERE id = ?", (state, attempts, one.id)
        )
        if state == "queued":
            db.execute("UPDATE files SET state = 'queued' WHERE id = ?", (one.file,))
    return spent


def counts(db: sqlite3.Connection) -> dict[str, int]:
    rows = db.execute("SELECT state, count(*) AS n FROM jobs WHERE state IN ('queued', 'running') GROUP BY state")
    return {"queued": 0, "running": 0, **{row["state"]: row["n"] for row in rows}}
