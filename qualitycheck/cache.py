"""Results of earlier runs, so that what has not changed is neither read nor judged again.

One SQLite file in the user's own cache folder, never beside the documents or on their share. It holds text of documents,
hence: for the user's eyes only, ``forget`` for documents that were removed, entries that nobody asked for in a while dropped.
A cache that cannot be read or written costs time and no result.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ENVIRONMENT = "QUALITYCHECK_CACHE"  # a folder in place of the usual one
_SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, used INTEGER NOT NULL, bytes INTEGER NOT NULL, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS documents (digest TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (digest, key)) WITHOUT ROWID;
"""
_DAY = 86_400
_KEPT = 60 * _DAY  # unused
_MOST_BYTES = 2_000_000_000
_LISTED = "(SELECT value FROM json_each(?))"
_TIDY = "DELETE FROM documents WHERE key NOT IN (SELECT key FROM entries)"
_HALVE = """
DELETE FROM entries WHERE key IN (SELECT key FROM entries ORDER BY used LIMIT (SELECT COUNT(*) / 2 FROM entries))
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """``value`` under ``key``, made from the documents with these ``digests`` (SHA-256 of their files)."""

    key: str
    digests: Sequence[str]
    value: bytes


class Cache:
    """Values by key in one file. No method raises for a cache that is damaged, locked or on a full disk."""

    def __init__(self, file: Path, clock: Callable[[], float] = time.time) -> None:
        self._file, self._clock = file, clock

    def get(self, keys: Sequence[str]) -> dict[str, bytes]:
        """The values known, by key."""
        found: dict[str, bytes] = {}
        now = int(self._clock())

        def read(db: sqlite3.Connection) -> None:
            rows = db.execute(f"SELECT key, value FROM entries WHERE key IN {_LISTED}", (_listed(keys),))
            found.update((key, zlib.decompress(value)) for key, value in rows)
            asked = f"UPDATE entries SET used = ? WHERE used < ? AND key IN {_LISTED}"
            db.execute(asked, (now, now - _DAY, _listed(keys)))

        self._use(read)
        return found

    def put(self, entries: Iterable[Entry]) -> None:
        """Keep ``entries``, all or none of them, and drop what is old."""

        def write(db: sqlite3.Connection) -> None:
            for entry in entries:
                packed = zlib.compress(entry.value, 1)
                row = (entry.key, int(self._clock()), len(packed), packed)
                db.execute("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", row)
                db.executemany("INSERT OR IGNORE INTO documents VALUES (?, ?)", [(d, entry.key) for d in entry.digests])
            self._prune(db)

        self._use(write)

    def forget(self, digests: Sequence[str]) -> None:
        """Drop all that was made from these documents."""

        def erase(db: sqlite3.Connection) -> None:
            holding = f"(SELECT key FROM documents WHERE digest IN {_LISTED})"
            db.execute(f"DELETE FROM entries WHERE key IN {holding}", (_listed(digests),))
            db.execute(_TIDY)
            db.commit()
            db.execute("VACUUM")  # else the text stays in free pages
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

        if self._file.exists():
            self._use(erase)

    def _prune(self, db: sqlite3.Connection) -> None:
        db.execute("DELETE FROM entries WHERE used < ?", (int(self._clock()) - _KEPT,))
        (total,) = db.execute("SELECT COALESCE(SUM(bytes), 0) FROM entries").fetchone()
        if total > _MOST_BYTES:
            db.execute(_HALVE)
        db.execute(_TIDY)

    def _use(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Do ``work``, whole or not at all; a file that is no database is taken away."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            if not self._file.exists():
                os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))  # SQLite would let all read it
            with closing(sqlite3.connect(self._file, timeout=10)) as db:
                db.execute("PRAGMA secure_delete = ON")
                db.executescript(_SCHEMA)
                work(db)
                db.commit()
        except (sqlite3.OperationalError, OSError):
            return
        except (sqlite3.DatabaseError, zlib.error):
            with suppress(OSError):
                self._file.unlink()


def _listed(keys: Sequence[str]) -> str:
    return json.dumps(list(keys))


def default_cache() -> Cache:
    """The user's own, in the folder that the system has for it or in ``$QUALITYCHECK_CACHE``."""
    from platformdirs import user_cache_path

    folder = os.environ.get(ENVIRONMENT)
    return Cache((Path(folder) if folder else user_cache_path("qualitycheck", appauthor=False)) / "results.sqlite")


def key_of(*parts: Any) -> str:
    """One key for values that print alike exactly when they are equal."""
    return hashlib.blake2b("\x00".join(map(repr, parts)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def file_digest(path: Path) -> str | None:
    """SHA-256 of a file's bytes in hex; None for one that cannot be read now."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def code_stamp() -> str:
    """Changes whenever a file of the program does, so that a checkout at work never shows yesterday's results."""
    package = Path(__file__).parent
    stats = [(p.name, s.st_size, s.st_mtime_ns) for p in sorted(package.rglob("*.py")) if (s := p.stat())]
    return key_of(stats)
