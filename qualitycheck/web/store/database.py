"""The SQLite file: one connection per thread, write-ahead log, whole transactions or none."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from qualitycheck.errors import UsageError

SCHEMA = 1
_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE accounts (name TEXT PRIMARY KEY, role TEXT NOT NULL, secret TEXT NOT NULL) STRICT;
CREATE TABLE sessions (id TEXT PRIMARY KEY, csrf TEXT NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL,
  account INTEGER NOT NULL, lang TEXT NOT NULL, until REAL NOT NULL) STRICT;
CREATE TABLE meetings (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, year INTEGER, unit TEXT NOT NULL,
  profile TEXT NOT NULL, created TEXT NOT NULL, person TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1,
  versions TEXT) STRICT;
CREATE TABLE files (id INTEGER PRIMARY KEY, meeting INTEGER NOT NULL REFERENCES meetings ON DELETE CASCADE,
  name TEXT NOT NULL, digest TEXT NOT NULL, bytes INTEGER NOT NULL, suffix TEXT NOT NULL, state TEXT NOT NULL,
  same INTEGER, added TEXT NOT NULL, person TEXT NOT NULL) STRICT;
CREATE INDEX files_of ON files (meeting, digest);
CREATE TABLE documents (id INTEGER PRIMARY KEY, meeting INTEGER NOT NULL REFERENCES meetings ON DELETE CASCADE,
  file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, path TEXT NOT NULL, digest TEXT NOT NULL,
  failure TEXT, row TEXT, checked INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE contents (document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE, prepared BLOB NOT NULL,
  report BLOB) STRICT;
CREATE INDEX documents_of ON documents (meeting);
CREATE INDEX documents_from ON documents (file);
CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, meeting INTEGER NOT NULL REFERENCES meetings ON DELETE CASCADE,
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, target TEXT NOT NULL, subject TEXT NOT NULL,
  verdict TEXT NOT NULL, reason TEXT NOT NULL, person TEXT NOT NULL, at TEXT NOT NULL, entry TEXT,
  version INTEGER NOT NULL) STRICT;
CREATE INDEX events_of ON events (document, target, subject);
CREATE INDEX events_in ON events (meeting, version);
CREATE TABLE jobs (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL,
  meeting INTEGER REFERENCES meetings ON DELETE CASCADE, file INTEGER REFERENCES files ON DELETE CASCADE,
  args TEXT NOT NULL, state TEXT NOT NULL, ready REAL NOT NULL, owner TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0, started REAL, done INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0,
  message TEXT NOT NULL DEFAULT '', person TEXT NOT NULL, created TEXT NOT NULL) STRICT;
CREATE INDEX jobs_open ON jobs (state, kind, ready);
CREATE INDEX jobs_of ON jobs (meeting, kind, state);
"""


class Database:
    """``read`` and ``write`` give a connection of this thread; what ``write`` did is kept whole, or not at all."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._own = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        with self.write() as db:
            self._prepare(db)

    def _prepare(self, db: sqlite3.Connection) -> None:
        known = db.execute("PRAGMA user_version").fetchone()[0]
        if known == SCHEMA:
            return
        if known != 0:
            raise UsageError(
                f'"{self._path}" do phiên bản khác của chương trình tạo ra (mẫu {known}, cần {SCHEMA}); '
                "hãy cập nhật chương trình hoặc chọn thư mục khác bằng --folder. (Made by another version.)"
            )
        for statement in _TABLES.split(";"):
            if statement.strip():
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {SCHEMA}")

    def _connection(self) -> sqlite3.Connection:
        made: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if made is None:
            made = _connect(self._path)
            self._own.connection = made
            with self._lock:
                self._all.append(made)
        return made

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """One consistent state; nothing is written."""
        db = self._connection()
        db.execute("BEGIN")
        try:
            yield db
        finally:
            db.execute("ROLLBACK")

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """The writer's lock from the start, so that what was read inside is still so when it is written."""
        db = self._connection()
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            with suppress(sqlite3.Error):
                db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def close(self) -> None:
        with self._lock:
            for made in self._all:
                made.close()
            self._all.clear()
        self._own = threading.local()


def _connect(path: Path) -> sqlite3.Connection:
    try:
        db = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA secure_delete = ON")  # what is removed shall be gone
    except sqlite3.DatabaseError as error:
        raise UsageError(
            f'Không mở được "{path}" ({error}); hãy chọn thư mục khác bằng --folder hoặc lấy lại bản sao lưu. '
            "(Cannot be opened.)"
        ) from None
    return db


class OnlyServer:
    """Held while a server runs in a folder: the system lets it go when the process dies, however it dies."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(folder / "server.lock", timeout=0, isolation_level=None, check_same_thread=False)
        try:
            self._db.execute("PRAGMA journal_mode = DELETE")
            self._db.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            self._db.close()
            raise UsageError(
                f'Đã có một máy chủ đang chạy trong "{folder}"; hãy dùng máy chủ đó hoặc chọn --folder khác. '
                "(A server already runs there.)"
            ) from None

    def release(self) -> None:
        self._db.close()
