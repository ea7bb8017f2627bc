"""Meetings: the list, one meeting with its files and its ranked table, what changed since."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from starlette.responses import HTMLResponse, JSONResponse, Response

from qualitycheck.report.words import Words
from qualitycheck.types import LEVELS
from qualitycheck.web.http.visit import Refused, Visit, pages_of
from qualitycheck.web.judging import plain
from qualitycheck.web.store import decisions, documents, jobs, meetings
from qualitycheck.web.store.documents import Listed
from qualitycheck.web.store.records import Meeting
from qualitycheck.web.work.exporting import EXPORTS

PAGE = 50  # lines of the table at once
FILES = 200  # lines of the list of files
SCORES: tuple[tuple[int, int], ...] = ((0, 50), (50, 70), (70, 85), (85, 101))
STATES = ("open", "decided", "review", "commended", "to-rewrite")
ORDERS = ("rank", "worst", "name", "unit", "findings")
FIRST_YEAR, LAST_YEAR = 1990, 2099


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked of the table; empty values let all pass."""

    search: str = ""
    unit: str = ""
    rule: str = ""
    level: str = ""
    score: str = ""
    state: str = ""
    order: str = "rank"
    page: int = 1

    @classmethod
    def of(cls, visit: Visit) -> Filters:
        asked = visit.request.query_params
        number = asked.get("page", "1")
        order = asked.get("order", "rank")
        return cls(
            asked.get("search", "")[:200], asked.get("unit", "")[:300], asked.get("rule", "")[:60], asked.get("level", ""),
            asked.get("score", ""), asked.get("state", ""), order if order in ORDERS else "rank",
            int(number) if number.isdigit() and len(number) < 6 else 1,
        )  # fmt: skip

    @property
    def are_set(self) -> bool:
        return any((self.search, self.unit, self.rule, self.level, self.score, self.state))

    def address(self, **changes: object) -> str:
        """The query of the same table, something changed."""
        values = {
            name: getattr(self, name) for name in ("search", "unit", "rule", "level", "score", "state", "order", "page")
        }
        kept = {
            k: v
            for k, v in {**values, **changes}.items()
            if v and not (k == "order" and v == "rank") and (k, v) != ("page", 1)
        }
        return urlencode(kept)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A line of the table with its place by score over the whole meeting, from 1; equal scores share it."""

    place: int
    id: int
    row: documents.Row


@dataclass(frozen=True, slots=True)
class Table:
    """All lines of a meeting, the highest score first, and what can be filtered by."""

    lines: tuple[Ranked, ...]
    units: tuple[str, ...]
    rules: tuple[str, ...]


def table_of(visit: Visit, meeting: Meeting) -> Table:
    """The table as of the meeting's version; whoever asks while it is made waits for it instead of making another."""
    key = (meeting.id, meeting.version)
    with visit.site.table_lock:
        found: Table = visit.site.tables.get(key, lambda: _table(visit, meeting))
    return found


def _table(visit: Visit, meeting: Meeting) -> Table:
    with visit.site.database.read() as db:
        texts = documents.row_texts(db, meeting.id)
    listed = documents.ordered((number, _row(text)) for number, text in texts)
    ranked, place, last = list[Ranked](), 0, None
    for number, one in enumerate(reversed(listed), 1):
        shown = round(one.row.total, 1)
        place = place if shown == last else number
        ranked.append(Ranked(place, one.id, one.row))
        last = shown
    return Table(tuple(ranked), _units(listed), tuple(sorted({rule for one in listed for rule in one.row.rules})))


@lru_cache(maxsize=50_000)
def _row(text: str) -> documents.Row:
    return documents.row_from(text)


def _units(listed: Sequence[Listed]) -> tuple[str, ...]:
    return tuple(sorted({one.row.unit for one in listed if one.row.unit}, key=plain))


def filtered(lines: Sequence[Ranked], filters: Filters) -> list[Ranked]:
    """The lines that pass, in the order asked."""
    if not filters.are_set:
        return _ordered(list(lines), filters.order)
    words = plain(filters.search).split()
    low, high = _bounds(filters.score)
    level = LEVELS.index(filters.level) if filters.level in LEVELS else -1
    found = [
        line for line in lines
        if all(word in line.row.search for word in words)
        and (not filters.unit or line.row.unit == filters.unit)
        and (not filters.rule or filters.rule in line.row.rules)
        and (level < 0 or line.row.levels[level] > 0)
        and low <= line.row.total < high
        and _in_state(line.row, filters.state)
    ]  # fmt: skip
    return _ordered(found, filters.order)


def _ordered(lines: list[Ranked], order: str) -> list[Ranked]:
    if order == "worst":
        return lines[::-1]
    if order == "name":
        return sorted(lines, key=lambda line: plain(line.row.name.rsplit(" ", 1)[-1] + " " + line.row.name))
    if order == "unit":
        return sorted(lines, key=lambda line: plain(line.row.unit))
    if order == "findings":
        return sorted(lines, key=lambda line: line.row.levels, reverse=True)
    return lines


def _bounds(score: str) -> tuple[float, float]:
    return next(((low, high) for low, high in SCORES if score == f"{low}-{high}"), (-1.0, 1000.0))


def _in_state(row: documents.Row, state: str) -> bool:
    if state == "open":
        return row.decided == 0
    if state == "decided":
        return row.decided > 0
    if state == "review":
        return row.review
    return state not in ("commended", "to-rewrite") or state in row.marks


def meetings_page(visit: Visit) -> Response:
    with visit.site.database.read() as db:
        known = meetings.meetings(db)
    return visit.page("meetings.html.j2", known=known, profiles=visit.site.board.profiles)


def create(visit: Visit) -> Response:
    name, year = visit.text("name", 120), visit.text("year", 4)
    if not name:
        raise Refused(422, "web.meeting-name-needed")
    if year and not (year.isdigit() and FIRST_YEAR <= int(year) <= LAST_YEAR):
        raise Refused(422, "web.year-wrong", first=FIRST_YEAR, last=LAST_YEAR)
    profile = visit.text("profile", 120)
    visit.site.board.profile(profile)
    with visit.site.database.write() as db:
        number = meetings.add_meeting(
            db, name, int(year) if year else None, visit.text("unit", 200), profile, visit.who.person
        )
    return visit.go(f"/m/{number}")


def meeting_page(visit: Visit) -> Response:
    meeting, filters = visit.meeting(), Filters.of(visit)
    table = table_of(visit, meeting)
    found = filtered(table.lines, filters)
    lines, pages = pages_of(found, filters.page, PAGE)
    values: dict[str, Any] = {
        "m": meeting, "f": filters, "table": table, "lines": lines, "found": len(found), "pages": pages,
        "page": min(filters.page, pages), "levels": LEVELS, "scores": SCORES, "states": STATES, "orders": ORDERS,
        "part": visit.request.query_params.get("part", ""), **progress(visit, meeting),
    }  # fmt: skip
    if values["part"]:  # the script asks for what changed
        return HTMLResponse(visit.site.render("meeting_parts.html.j2", visit, **values))
    return visit.page("meeting.html.j2", exports=EXPORTS, **values)


def progress(visit: Visit, meeting: Meeting) -> dict[str, Any]:
    """How far the files are: counts by state, those at work and those that need somebody."""
    with visit.site.database.read() as db:
        states = meetings.states(db, meeting.id)
        busy = meetings.files(db, meeting.id, "reading", "queued", most=FILES)
        twins = meetings.files(db, meeting.id, "duplicate", most=FILES)
        names = {f.same: found.name for f in twins if f.same and (found := meetings.file(db, f.same))}
        unread = documents.unread(db, meeting.id)
        read, checked = documents.counts(db, meeting.id)
        working = [j for j in jobs.jobs_of(db, meeting.id, "conclude", "register") if j.state != "done"]
        written = jobs.jobs_of(db, meeting.id, "export", "register-meeting")[:12]
    return {
        "counts": states, "files": states.total(), "done": states.total() - states["reading"] - states["queued"],
        "busy": busy, "twins": [(f, names.get(f.same or 0, "")) for f in twins], "unread": unread[:FILES],
        "read": read, "checked": checked, "checking": working[:1], "written": written,
    }  # fmt: skip


def changes(visit: Visit) -> Response:
    """What the script asks every other second: the version of the meeting, and decisions since the one it knows."""
    meeting = visit.meeting(visit.request.query_params.get("kind", "board"))
    since = visit.request.query_params.get("since", "0")
    with visit.site.database.read() as db:
        found = decisions.since(db, meeting.id, int(since) if since.isdigit() and len(since) < 15 else 0)
        states = meetings.states(db, meeting.id)
        waiting = any(
            j.state in ("queued", "running") for j in jobs.jobs_of(db, meeting.id, "conclude", "register", "export")
        )
    news = [{"document": e.document, "person": e.person, "verdict": e.verdict, "mine": e.person == visit.who.person}
            for e in found[-20:]]  # fmt: skip
    busy = states["queued"] + states["reading"]
    return JSONResponse({"version": meeting.version, "busy": busy, "working": bool(waiting or busy), "decisions": news})


def cancel(visit: Visit) -> Response:
    meeting = visit.meeting(visit.form.get("kind", "board"))
    only = visit.form.get("file", "")
    with visit.site.database.write() as db:
        stopped = meetings.cancel(db, meeting.id, int(only) if only.isdigit() else None)
        if stopped:
            jobs.soon(db, "conclude" if meeting.kind == "board" else "register", meeting.id, visit.who.person)
    return JSONResponse({"cancelled": stopped}) if visit.wants_data else visit.go(back(meeting))


def back(meeting: Meeting) -> str:
    return f"/m/{meeting.id}" if meeting.kind == "board" else "/corpus"


def confirm_remove(visit: Visit) -> Response:
    return visit.page("remove_meeting.html.j2", m=visit.meeting())


def remove(visit: Visit) -> Response:
    """The whole meeting, files and decisions too; its name has to be written once more."""
    meeting = visit.meeting()
    if visit.text("name", 120) != meeting.name:
        raise Refused(422, "web.remove-name")
    with visit.site.database.write() as db:
        exports = [job.id for job in jobs.jobs_of(db, meeting.id, "export")]
        meetings.remove_meeting(db, meeting.id)
    shutil.rmtree(visit.site.board.files / str(meeting.id), ignore_errors=True)
    for number in exports:
        shutil.rmtree(visit.site.board.exports / str(number), ignore_errors=True)
    return visit.go("/")


def rule_counts(lines: Sequence[Ranked]) -> Counter[str]:
    return Counter(rule for line in lines for rule in line.row.rules)


def failure_words(words: Words, one: documents.Unread) -> str:
    return words.failure(one.failure)
