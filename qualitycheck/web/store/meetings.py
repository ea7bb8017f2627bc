"""Meetings and their files: what was handed in, and what became of each file."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import Counter
from datetime import datetime, timezone
from pathlib import Path, PurePosixPath

from qualitycheck.errors import UsageError
from qualitycheck.web.store.records import Meeting, StoredFile, made

MOST_NAME = 120
_DEEPEST = 6
_FORBIDDEN = re.compile(r'[<>:"|?*]')  # Windows knows no such names, and no export may carry them there
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}\Z")


def now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds")  # noqa: UP017


def touch(db: sqlite3.Connection, meeting: int) -> int:
    """Count a change of the meeting; the new version."""
    db.execute("UPDATE meetings SET version = version + 1 WHERE id = ?", (meeting,))
    row = db.execute("SELECT version FROM meetings WHERE id = ?", (meeting,)).fetchone()
    return int(row["version"]) if row else 0


def add_meeting(
    db: sqlite3.Connection, name: str, year: int | None, unit: str, profile: str, person: str, kind: str = "board"
) -> int:
    added = db.execute(
        "INSERT INTO meetings (kind, name, year, unit, profile, created, person) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (kind, name, year, unit, profile, now(), person),
    )
    return int(added.lastrowid or 0)


def meeting(db: sqlite3.Connection, number: int) -> Meeting | None:
    row = db.execute("SELECT * FROM meetings WHERE id = ?", (number,)).fetchone()
    return made(Meeting, row) if row else None


def meetings(db: sqlite3.Connection) -> list[tuple[Meeting, int, int]]:
    """Every meeting with its numbers of documents and of decisions, the latest first."""
    rows = db.execute(
        "SELECT m.*, (SELECT count(*) FROM documents d WHERE d.meeting = m.id AND d.failure IS NULL) AS documents,"
        " (SELECT count(*) FROM events e WHERE e.meeting = m.id) AS decisions"
        " FROM meetings m WHERE kind = 'board' ORDER BY id DESC"
    )
    return [(made(Meeting, row), row["documents"], row["decisions"]) for row in rows]


def remove_meeting(db: sqlite3.Connection, number: int) -> None:
    """All of it; the files on disk are the caller's to delete."""
    db.execute("DELETE FROM meetings WHERE id = ?", (number,))


def safe_name(given: str) -> str:
    """The name of an upload as it is shown and exported: folders kept, nothing in it that a file system or a reader could
    take for something else. It never says where the file is stored."""
    text = unicodedata.normalize("NFC", given).replace("\\", "/")
    # control letters, and those that turn the direction of what follows
    text = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") else c for c in text)
    parts = [_FORBIDDEN.sub("_", part).strip().rstrip(" .") for part in text.split("/")]
    kept = [_short(part) for part in parts if part]
    return "/".join(kept[-_DEEPEST:]) or "khong-ten"


def _short(part: str) -> str:
    suffix = PurePosixPath(part).suffix[:10]
    return part if len(part) <= MOST_NAME else part[: MOST_NAME - len(suffix)].rstrip(" .") + suffix


def suffix_of(name: str) -> str:
    found = _SUFFIX.search(name.lower())
    return found[0] if found else ""


def add_file(
    db: sqlite3.Connection, number: int, name: str, digest: str, size: int, person: str, most: int
) -> StoredFile:
    """A new file, or the mark that the meeting holds the same bytes already. Raises UsageError when there are too many."""
    if db.execute("SELECT count(*) AS n FROM files WHERE meeting = ?", (number,)).fetchone()["n"] >= most:
        raise UsageError(f"Cuộc họp đã có {most} tệp; hãy lập cuộc họp khác. (Too many files.)")
    twin = db.execute(
        "SELECT id FROM files WHERE meeting = ? AND digest = ? AND state NOT IN ('duplicate', 'cancelled')",
        (number, digest),
    ).fetchone()
    added = db.execute(
        "INSERT INTO files (meeting, name, digest, bytes, suffix, state, same, added, person)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, _free_name(db, number, name), digest, size, suffix_of(name), "duplicate" if twin else "queued",
         twin["id"] if twin else None, now(), person),
    )  # fmt: skip
    touch(db, number)
    found = file(db, int(added.lastrowid or 0))
    assert found is not None
    return found


def _free_name(db: sqlite3.Connection, number: int, name: str) -> str:
    stem, suffix, count = name.removesuffix(PurePosixPath(name).suffix), PurePosixPath(name).suffix, 1
    free = name
    while db.execute(
        "SELECT 1 FROM files WHERE meeting = ? AND name = ? AND state <> 'duplicate'", (number, free)
    ).fetchone():
        count += 1
        free = f"{stem} ({count}){suffix}"
    return free


def file(db: sqlite3.Connection, number: int) -> StoredFile | None:
    row = db.execute("SELECT * FROM files WHERE id = ?", (number,)).fetchone()
    return made(StoredFile, row) if row else None


def files(db: sqlite3.Connection, number: int, *states: str, most: int = -1) -> list[StoredFile]:
    """Files of a meeting in these states, all of them or the first ``most``."""
    marks = ", ".join("?" * len(states))
    rows = db.execute(
        f"SELECT * FROM files WHERE meeting = ? AND state IN ({marks}) ORDER BY id LIMIT ?",  # noqa: S608
        (number, *states, most),
    )
    return [made(StoredFile, row) for row in rows]


def place(folder: Path, one: StoredFile) -> Path:
    """Where the bytes lie: a number, and an ending out of a few letters."""
    return folder / str(one.meeting) / f"{one.id}{one.suffix}"


def states(db: sqlite3.Connection, number: int) -> Counter[str]:
    rows = db.execute("SELECT state, count(*) AS n FROM files WHERE meeting = ? GROUP BY state", (number,))
    return Counter({row["state"]: row["n"] for row in rows})


def cancel(db: sqlite3.Connection, number: int, only: int | None = None) -> int:
    """Stop the files that are not read yet, or one of them; how many those were."""
    changed = db.execute(
        "UPDATE files SET state = 'cancelled' WHERE meeting = ? AND state IN ('queued', 'reading') AND (? IS NULL OR id = ?)",
        (number, only, only),
    ).rowcount
    db.execute(
        "DELETE FROM jobs WHERE kind = 'read' AND file IN (SELECT id FROM files WHERE meeting = ? AND state = 'cancelled')",
        (number,),
    )
    if changed:
        touch(db, number)
    return changed
