"""Documents of a meeting at their stages: read and assessed, checked, or not readable; as MessagePack of the library's types."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from qualitycheck.stages import Prepared
from qualitycheck.types import Failure, Report, Versions
from qualitycheck.web.store.meetings import touch
from qualitycheck.web.store.records import StoredFile


class Row(msgspec.Struct, frozen=True):
    """What the table of a meeting shows of a document, without words. ``levels`` are open findings by gravity."""

    name: str
    path: str
    kind: str
    year: int | None
    unit: str
    total: float
    grade: str
    review: bool
    vague: int
    repeated: int
    pledges: int
    levels: tuple[int, int, int]
    rules: tuple[str, ...]
    search: str
    decided: int = 0
    marks: tuple[str, ...] = ()  # verdicts on the document as a whole, and "commended" for a pledge of it


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the table."""

    id: int
    row: Row


@dataclass(frozen=True, slots=True)
class Unread:
    id: int
    file: int
    failure: Failure


def keep_read(db: sqlite3.Connection, file: StoredFile, found: Sequence[Prepared | Failure]) -> None:
    """What reading one file gave, in place of what an earlier attempt left. Documents that the meeting holds already
    (the same bytes inside an archive) are not kept twice."""
    db.execute("DELETE FROM documents WHERE file = ?", (file.id,))
    known = {row["digest"] for row in db.execute("SELECT digest FROM documents WHERE meeting = ?", (file.meeting,))}
    kept = 0
    for one in found:
        if isinstance(one, Failure):
            _keep_failure(db, file, one)
        elif one.document.raw.digest not in known:
            known.add(one.document.raw.digest)
            kept += 1
            added = db.execute(
                "INSERT INTO documents (meeting, file, path, digest) VALUES (?, ?, ?, ?)",
                (file.meeting, file.id, one.document.path, one.document.raw.digest),
            )
            # apart from the table's lines: a look at a thousand lines shall not turn over their texts
            data = msgspec.msgpack.encode(one)
            db.execute("INSERT INTO contents (document, prepared) VALUES (?, ?)", (added.lastrowid, data))
    failed = any(isinstance(one, Failure) for one in found)
    state = "read" if kept else "failed" if failed or not found else "duplicate"
    db.execute("UPDATE files SET state = ? WHERE id = ?", (state, file.id))
    touch(db, file.meeting)


def _keep_failure(db: sqlite3.Connection, file: StoredFile, failure: Failure) -> None:
    db.execute(
        "INSERT INTO documents (meeting, file, path, digest, failure, checked) VALUES (?, ?, ?, '', ?, 1)",
        (file.meeting, file.id, failure.path, msgspec.json.encode(failure).decode()),
    )


def keep_crash(db: sqlite3.Connection, file: StoredFile, code: str = "corrupt", detail: str = "reader-crashed") -> None:
    """The file ended the process that read it more than once, or had to be stopped."""
    keep_read(db, file, [Failure(file.name, code, detail)])


def prepared_of(db: sqlite3.Connection, meeting: int) -> list[tuple[int, Prepared]]:
    """In the order of the paths, as a batch has them."""
    rows = db.execute(
        "SELECT id, prepared FROM documents JOIN contents ON document = id WHERE meeting = ? ORDER BY path, id",
        (meeting,),
    )
    return [(row["id"], msgspec.msgpack.decode(row["prepared"], type=Prepared)) for row in rows]


def keep_report(db: sqlite3.Connection, document: int, report: Report, row: Row) -> None:
    """``report`` before any decision, ``row`` after those there are."""
    data = msgspec.msgpack.encode(report)
    db.execute("UPDATE documents SET row = ?, checked = checked + 1 WHERE id = ?", (_json(row), document))
    db.execute("UPDATE contents SET report = ? WHERE document = ?", (data, document))


def keep_row(db: sqlite3.Connection, document: int, row: Row) -> None:
    db.execute("UPDATE documents SET row = ? WHERE id = ?", (_json(row), document))


def _json(row: Row) -> str:
    return msgspec.json.encode(row).decode()


def keep_versions(db: sqlite3.Connection, meeting: int, versions: Versions) -> None:
    db.execute("UPDATE meetings SET versions = ? WHERE id = ?", (msgspec.json.encode(versions).decode(), meeting))


def versions_from(text: str) -> Versions:
    return msgspec.json.decode(text, type=Versions)


def report_of(db: sqlite3.Connection, meeting: int, document: int) -> tuple[Report, int] | None:
    """The report before any decision and how often it was made anew; None for an unknown or unchecked document."""
    row = db.execute(
        "SELECT report, checked FROM documents JOIN contents ON document = id"
        " WHERE id = ? AND meeting = ? AND report IS NOT NULL",
        (document, meeting),
    ).fetchone()
    return (msgspec.msgpack.decode(row["report"], type=Report), row["checked"]) if row else None


def reports_of(db: sqlite3.Connection, meeting: int) -> Iterator[tuple[int, Report]]:
    """All checked documents in the order of their paths, read one by one."""
    rows = db.execute(
        "SELECT id, report FROM documents JOIN contents ON document = id"
        " WHERE meeting = ? AND report IS NOT NULL ORDER BY path, id",
        (meeting,),
    )
    for row in rows:
        yield row["id"], msgspec.msgpack.decode(row["report"], type=Report)


def row_texts(db: sqlite3.Connection, meeting: int) -> list[tuple[int, str]]:
    """The lines of every checked document as they are stored: few of them change between two looks."""
    rows = db.execute("SELECT id, row FROM documents WHERE meeting = ? AND row IS NOT NULL", (meeting,))
    return [(row[0], row[1]) for row in rows]


def row_from(text: str) -> Row:
    return _ROWS.decode(text)


_ROWS = msgspec.json.Decoder(Row)


def ordered(rows: Iterable[tuple[int, Row]]) -> list[Listed]:
    """The lowest score first."""
    return sorted((Listed(*one) for one in rows), key=lambda x: (x.row.total, x.row.path, x.id))


def listed(db: sqlite3.Connection, meeting: int) -> list[Listed]:
    """Every checked document, the lowest score first."""
    return ordered((number, row_from(text)) for number, text in row_texts(db, meeting))


def unread(db: sqlite3.Connection, meeting: int) -> list[Unread]:
    rows = db.execute(
        "SELECT id, file, failure FROM documents WHERE meeting = ? AND failure IS NOT NULL ORDER BY path, id",
        (meeting,),
    )
    return [Unread(row["id"], row["file"], msgspec.json.decode(row["failure"], type=Failure)) for row in rows]


def counts(db: sqlite3.Connection, meeting: int) -> tuple[int, int]:
    """Documents read, and those of them that are checked."""
    row = db.execute(
        "SELECT count(*) AS read, count(row) AS checked FROM documents WHERE meeting = ? AND failure IS NULL",
        (meeting,),
    ).fetchone()
    return row["read"], row["checked"]


def file_of(db: sqlite3.Connection, document: int) -> int | None:
    row = db.execute("SELECT file FROM documents WHERE id = ?", (document,)).fetchone()
    return row["file"] if row else None
