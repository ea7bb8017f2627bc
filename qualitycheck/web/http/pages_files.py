"""Files coming in, files going out."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.responses import FileResponse, JSONResponse, Response

from qualitycheck.files import is_submission
from qualitycheck.review import load_reviews, merge, save_reviews
from qualitycheck.web.http.pages_meeting import back
from qualitycheck.web.http.visit import Refused, Visit
from qualitycheck.web.judging import entry_of
from qualitycheck.web.store import decisions, documents, jobs, meetings
from qualitycheck.web.store.records import Meeting, StoredFile
from qualitycheck.web.work.exporting import BY_KEY

LEAST_ROOM = 300_000_000  # bytes that stay free on the disk
PIECE = 1 << 20


def upload(visit: Visit) -> Response:
    """Take files in: each once, by its bytes; under a number, never under the name it came with."""
    kind = visit.form.get("kind", "board")
    meeting = visit.meeting("intake" if kind == "intake" else "board")
    if not visit.site.uploads.take(visit.who.id):
        raise Refused(429, "web.slow-down")
    if shutil.disk_usage(visit.site.board.folder).free < LEAST_ROOM:
        raise Refused(507, "web.disk-full")
    paths = visit.form.get("path", "")  # the folder a file lies in, where the script knows it
    taken = [_take(visit, meeting, file, paths if len(visit.uploads) == 1 else "") for file in visit.uploads]
    found = [one for one in taken if one is not None]
    if not found:
        raise Refused(422, "web.no-file")
    if visit.wants_data:
        return JSONResponse({"files": [{"id": f.id, "name": f.name, "state": f.state} for f in found]})
    return visit.go(back(meeting))


def _take(visit: Visit, meeting: Meeting, file: UploadFile, path: str) -> StoredFile | None:
    """None for what file managers leave behind, and for a form without a file."""
    name = meetings.safe_name(path or file.filename or "")
    if not (path or file.filename) or not is_submission(name.rsplit("/", 1)[-1]):
        return None
    board = visit.site.board
    most = visit.site.setups.plain.settings.get("limits.files.bytes")
    folder = board.files / str(meeting.id)
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f".{secrets.token_hex(8)}.part"
    try:
        digest, size = _copy(file, partial)
        if size > (board.limits.request_bytes if meetings.suffix_of(name) == ".zip" else most):
            raise Refused(413, "web.file-too-large", name=name)
        return _kept(visit, meeting, name, digest, size, partial)
    finally:
        partial.unlink(missing_ok=True)


def _copy(file: UploadFile, target: Path) -> tuple[str, int]:
    total, size = hashlib.sha256(), 0
    with target.open("xb") as out:
        while piece := file.file.read(PIECE):
            total.update(piece)
            size += len(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return total.hexdigest(), size


def _kept(visit: Visit, meeting: Meeting, name: str, digest: str, size: int, partial: Path) -> StoredFile:
    board = visit.site.board
    with visit.site.database.write() as db:
        stored = meetings.add_file(db, meeting.id, name, digest, size, visit.who.person, board.limits.files_per_meeting)
        if stored.state == "queued":
            partial.replace(meetings.place(board.files, stored))
            jobs.enqueue(db, "read", meeting=meeting.id, file=stored.id, person=visit.who.person)
    return stored


def original(visit: Visit) -> Response:
    """The file as it was handed in, to be saved, never to be shown by the browser."""
    meeting = visit.meeting()
    with visit.site.database.read() as db:
        number = documents.file_of(db, visit.number("document"))
        file = meetings.file(db, number) if number else None
    if file is None or file.meeting != meeting.id:
        raise Refused(404, "web.not-found")
    return sent(meetings.place(visit.site.board.files, file), file.name.rsplit("/", 1)[-1])


def sent(path: Path, name: str) -> Response:
    if not path.is_file():
        raise Refused(404, "web.not-found")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return FileResponse(path, media_type="application/octet-stream", headers=headers)


def export(visit: Visit) -> Response:
    """Order one; a working process writes it."""
    meeting, key = visit.meeting(), visit.form.get("key", "")
    if key not in BY_KEY:
        raise Refused(404, "web.not-found")
    with visit.site.database.write() as db:
        old = [j for j in jobs.jobs_of(db, meeting.id, "export") if j.state in ("done", "failed")][11:]
        for job in old:
            db.execute("DELETE FROM jobs WHERE id = ?", (job.id,))
        number = jobs.enqueue(db, "export", meeting=meeting.id, person=visit.who.person, key=key, lang=visit.lang)
        meetings.touch(db, meeting.id)
    for job in old:
        shutil.rmtree(visit.site.board.exports / str(job.id), ignore_errors=True)
    return JSONResponse({"job": number}) if visit.wants_data else visit.go(f"/m/{meeting.id}#exports")


def download(visit: Visit) -> Response:
    meeting = visit.meeting()
    with visit.site.database.read() as db:
        job = jobs.job(db, visit.number("job"))
    if job is None or job.meeting != meeting.id or job.kind != "export" or job.state != "done":
        raise Refused(404, "web.not-found")
    export_ = BY_KEY[visit.site.arguments(job)["key"]]
    return sent(visit.site.board.exports / str(job.id) / export_.name, export_.name)


def keep_reviews(visit: Visit) -> Response:
    """The meeting's decisions into the project's review file, so that every later check knows them."""
    meeting = visit.meeting()
    with visit.site.database.read() as db:
        events = decisions.all_of(db, meeting.id)
    current = {(e.document, e.subject): e for e in events if e.entry}
    new = [entry_of(e) for e in current.values() if e.verdict]
    gone = [entry_of(e) for e in current.values() if not e.verdict]
    with visit.site.review_lock:
        merged = merge(load_reviews(visit.site.board.review), new, gone)
        save_reviews(merged.reviews, visit.site.board.review)
    with visit.site.database.write() as db:  # their tables were made with the file as it was
        for other, *_ in meetings.meetings(db):
            if other.id != meeting.id:
                jobs.soon(db, "settle", other.id, visit.who.person)
    sentence = visit.say("web.kept", added=merged.added, changed=merged.changed, same=merged.unchanged, gone=merged.withdrawn,
                         file=visit.site.board.review.name)  # fmt: skip
    return visit.page("sentence.html.j2", sentence=sentence, back=f"/m/{meeting.id}#exports")


def register(visit: Visit) -> Response:
    """The meeting's documents into the register of earlier years."""
    meeting = visit.meeting()
    with visit.site.database.write() as db:
        jobs.enqueue(db, "register-meeting", meeting=meeting.id, person=visit.who.person)
        meetings.touch(db, meeting.id)
    return visit.go(f"/m/{meeting.id}#exports")
