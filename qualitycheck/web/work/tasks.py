"""The kinds of job: read one file, compare and judge a meeting, write an export, change the register."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from qualitycheck import api
from qualitycheck.api import Setup
from qualitycheck.errors import UsageError
from qualitycheck.files import Source
from qualitycheck.load.guard import GuardedLoader
from qualitycheck.pool import Progress
from qualitycheck.stages import Prepared, read
from qualitycheck.types import Failure
from qualitycheck.web.board import Board
from qualitycheck.web.judging import Earlier, judged, row_of
from qualitycheck.web.setups import Setups
from qualitycheck.web.store import decisions, documents, jobs, meetings
from qualitycheck.web.store.database import Database
from qualitycheck.web.store.records import Job, Meeting

PORTION = 16  # documents written at once


class Bench:
    """What a working process keeps between two jobs: a guarded reader and the rules of the profiles in use."""

    def __init__(self, board: Board, database: Database) -> None:
        self.board, self.database = board, database
        self.earlier = Earlier(board.review)
        self._setups = Setups(board)
        self._loader: GuardedLoader | None = None

    def __enter__(self) -> Bench:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._loader is not None:
            self._loader.close()

    def setup(self, meeting: Meeting) -> Setup:
        """Settings and rules of the meeting's profile. Raises SettingsError, RuleError, UsageError."""
        return self._setups.of(meeting)

    def loader(self, made: Setup) -> GuardedLoader:
        if self._loader is None:
            self._loader = GuardedLoader(api.file_limits(made.settings))
        return self._loader

    def meeting(self, job: Job) -> Meeting:
        with self.database.read() as db:
            found = meetings.meeting(db, job.meeting or 0)
        if found is None:
            raise UsageError("Cuộc họp đã bị xoá. (The meeting was removed.)")
        return found

    def progress(self, job: Job) -> Progress:
        def step(done: int, total: int) -> None:
            if done % 20 == 0 or done == total:
                with self.database.write() as db:
                    jobs.advance(db, job, done, total)

        return step

    def fail(self, job: Job, message: str) -> None:
        with self.database.write() as db:
            if not jobs.is_mine(db, job):
                return
            jobs.finish(db, job, message, failed=True)
            file = meetings.file(db, job.file) if job.file else None
            if file is not None:
                documents.keep_crash(db, file)
                after_reading(db, file.meeting)


def read_file(job: Job, bench: Bench) -> None:
    """Load, segment and assess one upload; the reader is a process of its own with limits of time and memory."""
    with bench.database.read() as db:
        file = meetings.file(db, job.file or 0)
    if file is None:
        raise UsageError("Tệp đã bị xoá. (The file was removed.)")
    made = bench.setup(bench.meeting(job))
    source = Source(meetings.place(bench.board.files, file), file.name)
    inside = read(source, made, bench.loader(made), named=file.name)
    found = list[Prepared | Failure]()
    for one in inside:
        with bench.database.write() as db:
            jobs.beat(db, job, len(found), len(inside))
        found.append(one if isinstance(one, Failure) else api.prepare(one, made))
    with bench.database.write() as db:
        if not jobs.is_mine(db, job):  # cancelled, or given to another process
            return
        documents.keep_read(db, file, found)
        jobs.finish(db, job)
        after_reading(db, file.meeting)


def after_reading(db: sqlite3.Connection, number: int) -> None:
    """What follows when the last file of a meeting is read."""
    one = meetings.meeting(db, number)
    if one is not None:
        jobs.soon(db, "conclude" if one.kind == "board" else "register", number)


def conclude(job: Job, bench: Bench) -> None:
    """Compare all documents of the meeting with each other and the register, judge them, lay the decisions over them."""
    meeting = bench.meeting(job)
    made = bench.setup(meeting)
    with bench.database.read() as db:
        known = documents.prepared_of(db, meeting.id)
    reports, versions = api.conclude(
        [one for _, one in known], corpus=corpus_of(bench.board), setup=made, progress=bench.progress(job)
    )
    numbers = [number for number, _ in known]
    for start in range(0, len(reports), PORTION):  # decisions of people are never kept waiting for long
        with bench.database.write() as db:
            if not jobs.is_mine(db, job):
                return
            for number, report in zip(numbers[start : start + PORTION], reports[start : start + PORTION], strict=True):
                found = judged(report, decisions.history(db, number), bench.earlier.about(report.findings), made)
                documents.keep_report(db, number, report, row_of(found))
    with bench.database.write() as db:
        documents.keep_versions(db, meeting.id, versions)
        jobs.finish(db, job)


def settle(job: Job, bench: Bench) -> None:
    """The table of a meeting anew, after the shared review file has changed."""
    meeting = bench.meeting(job)
    made = bench.setup(meeting)
    with bench.database.read() as db:
        numbers = [one.id for one in documents.listed(db, meeting.id)]
    for number in numbers:
        with bench.database.write() as db:
            held = documents.report_of(db, meeting.id, number)
            if held is not None:
                known = bench.earlier.about(held[0].findings)
                documents.keep_row(db, number, row_of(judged(held[0], decisions.history(db, number), known, made)))
    with bench.database.write() as db:
        jobs.finish(db, job)


def register(job: Job, bench: Bench) -> None:
    """Files of an intake into the register; their texts and bytes are not kept a second time."""
    meeting = bench.meeting(job)
    with bench.database.read() as db:
        known = documents.prepared_of(db, meeting.id)
    result = api.register_documents([one.document for _, one in known], bench.board.corpus) if known else None
    with bench.database.write() as db:
        db.execute("DELETE FROM documents WHERE meeting = ? AND failure IS NULL", (meeting.id,))
        tally = (result.added, result.replaced, result.unchanged) if result else (0, 0, 0)
        jobs.finish(db, job, added=tally[0], replaced=tally[1], unchanged=tally[2])
    shutil.rmtree(bench.board.files / str(meeting.id), ignore_errors=True)


def register_meeting(job: Job, bench: Bench) -> None:
    """The documents of a meeting into the register, for the years to come."""
    meeting = bench.meeting(job)
    with bench.database.read() as db:
        known = documents.prepared_of(db, meeting.id)
    result = api.register_documents([one.document for _, one in known], bench.board.corpus)
    with bench.database.write() as db:
        jobs.finish(db, job, added=result.added, replaced=result.replaced, unchanged=result.unchanged)


def forget(job: Job, bench: Bench) -> None:
    """Documents out of the register, text and index."""
    from qualitycheck.corpus.register import Register

    removed = Register.open(bench.board.corpus).remove(json.loads(job.args)["paths"])
    with bench.database.write() as db:
        jobs.finish(db, job, removed=removed)


def export(job: Job, bench: Bench) -> None:
    from qualitycheck.web.work.exporting import write_export

    with suppress(OSError):
        shutil.rmtree(bench.board.exports / str(job.id))
    name = write_export(job, bench)
    with bench.database.write() as db:
        jobs.finish(db, job, name=name)


def audit(job: Job, bench: Bench) -> None:
    from qualitycheck.web.work import auditing

    auditing.audit(job, bench)


def corpus_of(board: Board) -> Path | None:
    return board.corpus if (board.corpus / "manifest.json").is_file() else None


TASKS: Mapping[str, Callable[[Job, Bench], None]] = {
    "read": read_file,
    "conclude": conclude,
    "settle": settle,
    "register": register,
    "register-meeting": register_meeting,
    "forget": forget,
    "export": export,
    "audit": audit,
}
