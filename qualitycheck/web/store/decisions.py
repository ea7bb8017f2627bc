"""Decisions as they were made, one after the other; nothing is ever overwritten. The last one about a thing holds.

Two people may decide at once: a decision names the one it was made in sight of (``base``, 0 for none). Where another has
come between, nothing is written and the caller is shown that other one.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from qualitycheck.errors import UsageError
from qualitycheck.web.store.meetings import now, touch
from qualitycheck.web.store.records import VERDICTS, Event, made

MOST_REASON = 2_000


@dataclass(frozen=True, slots=True)
class Wish:
    """A decision that somebody wants to make; an empty ``verdict`` takes back what was decided."""

    target: str
    subject: str
    verdict: str
    reason: str
    person: str
    base: int
    entry: str | None = None


class Overtaken(Exception):
    """Somebody else decided in between: ``event`` is what holds now."""

    def __init__(self, event: Event) -> None:
        super().__init__(event.id)
        self.event = event


def decide(db: sqlite3.Connection, meeting: int, document: int, wish: Wish) -> Event:
    """Write the decision down. The same decision sent twice is one. Raises Overtaken and UsageError."""
    if wish.verdict and wish.verdict not in VERDICTS.get(wish.target, ()):
        raise UsageError(f'Không có quyết định "{wish.verdict}" cho mục này. (No such decision.)')
    if wish.verdict == "dismissed" and not wish.reason.strip():
        raise UsageError("Cho qua thì phải ghi lý do. (A reason is needed to set a finding aside.)")
    last = latest(db, document, wish.target, wish.subject)
    if last is not None and last.id != wish.base:
        if (last.person, last.verdict, last.reason) == (wish.person, wish.verdict, wish.reason):
            return last
        raise Overtaken(last)
    if last is None and (not wish.verdict):
        raise UsageError("Chưa có quyết định nào để rút lại. (Nothing to take back.)")
    version = touch(db, meeting)
    added = db.execute(
        "INSERT INTO events (meeting, document, target, subject, verdict, reason, person, at, entry, version)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (meeting, document, wish.target, wish.subject, wish.verdict, wish.reason[:MOST_REASON], wish.person, now(),
         wish.entry, version),
    )  # fmt: skip
    return made(Event, db.execute("SELECT * FROM events WHERE id = ?", (added.lastrowid,)).fetchone())


def before(db: sqlite3.Connection, event: Event) -> Event | None:
    """The decision about the same thing that ``event`` took the place of."""
    row = db.execute(
        "SELECT * FROM events WHERE document = ? AND target = ? AND subject = ? AND id < ? ORDER BY id DESC LIMIT 1",
        (event.document, event.target, event.subject, event.id),
    ).fetchone()
    return made(Event, row) if row else None


def latest(db: sqlite3.Connection, document: int, target: str, subject: str) -> Event | None:
    row = db.execute(
        "SELECT * FROM events WHERE document = ? AND target = ? AND subject = ? ORDER BY id DESC LIMIT 1",
        (document, target, subject),
    ).fetchone()
    return made(Event, row) if row else None


def event(db: sqlite3.Connection, number: int) -> Event | None:
    row = db.execute("SELECT * FROM events WHERE id = ?", (number,)).fetchone()
    return made(Event, row) if row else None


def history(db: sqlite3.Connection, document: int) -> list[Event]:
    """Every decision about a document and what is in it, the oldest first."""
    return [made(Event, row) for row in db.execute("SELECT * FROM events WHERE document = ? ORDER BY id", (document,))]


def holding(events: list[Event]) -> dict[tuple[str, str], Event]:
    """What holds now, by target and subject; withdrawn ones included, since a new decision is made in their sight."""
    return {(one.target, one.subject): one for one in events}


def all_of(db: sqlite3.Connection, meeting: int) -> list[Event]:
    return [made(Event, row) for row in db.execute("SELECT * FROM events WHERE meeting = ? ORDER BY id", (meeting,))]


def since(db: sqlite3.Connection, meeting: int, version: int) -> list[Event]:
    """Decisions that came after that version of the meeting."""
    rows = db.execute("SELECT * FROM events WHERE meeting = ? AND version > ? ORDER BY id", (meeting, version))
    return [made(Event, row) for row in rows]
