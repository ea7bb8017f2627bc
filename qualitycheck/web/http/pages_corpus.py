"""The register of earlier years: what it holds, files to add, documents to forget."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import HTMLResponse, Response

from qualitycheck.types import Registered
from qualitycheck.web.http.pages_files import sent
from qualitycheck.web.http.pages_meeting import FIRST_YEAR, LAST_YEAR, progress
from qualitycheck.web.http.visit import Refused, Visit, pages_of
from qualitycheck.web.judging import plain
from qualitycheck.web.store import jobs, meetings
from qualitycheck.web.store.records import Job
from qualitycheck.web.work import auditing

PAGE = 100
MOST_FORGOTTEN = 500  # documents at once


@dataclass(frozen=True, slots=True)
class Held:
    """What a register holds, by year and by unit."""

    documents: tuple[Registered, ...]
    pledges: int
    authors: int
    years: tuple[int | None, ...]
    units: tuple[tuple[str, tuple[int, ...]], ...]  # with a number for each of ``years``


@dataclass(frozen=True, slots=True)
class Asked:
    search: str = ""
    year: str = ""
    page: int = 1

    @classmethod
    def of(cls, visit: Visit) -> Asked:
        asked = visit.request.query_params
        number = asked.get("page", "1")
        return cls(asked.get("search", "")[:200], asked.get("year", "")[:4],
                   int(number) if number.isdigit() and len(number) < 6 else 1)  # fmt: skip

    def address(self, page: int) -> str:
        return urlencode({k: v for k, v in (("search", self.search), ("year", self.year), ("page", page)) if v})


def held(visit: Visit) -> Held | None:
    """None where there is no register yet. Raises CorpusError for a damaged one."""
    board = visit.site.board
    if not (board.corpus / "manifest.json").is_file():
        return None
    from qualitycheck.corpus.register import Register

    register = Register.open(board.corpus)
    return visit.site.tables.get(("corpus", register.generation), lambda: _held(register.documents(), register.stats()))  # type: ignore[no-any-return]


def _held(documents: Sequence[Registered], stats: object) -> Held:
    from qualitycheck.corpus.register import Stats

    assert isinstance(stats, Stats)
    years = tuple(year for year, _ in stats.years)
    counts = Counter((d.unit, d.year) for d in documents)
    units = sorted({d.unit for d in documents}, key=plain)
    table = tuple((unit, tuple(counts[unit, year] for year in years)) for unit in units)
    return Held(tuple(documents), stats.pledges, stats.authors, years, table)


def corpus_page(visit: Visit) -> Response:
    asked, found = Asked.of(visit), held(visit)
    words = plain(asked.search).split()
    chosen = [
        d for d in (found.documents if found else ())
        if (not asked.year or str(d.year or "") == asked.year)
        and all(w in plain(f"{d.path} {d.author} {d.unit}") for w in words)
    ]  # fmt: skip
    lines, pages = pages_of(chosen, asked.page, PAGE)
    with visit.site.database.read() as db:
        done = [j for kind in ("forget", "audit") for j in jobs.jobs_of(db, None, kind)[:5]]
    return visit.page("corpus.html.j2", held=found, lines=lines, pages=pages, page=min(asked.page, pages), a=asked,
                      found=len(chosen), jobs=done)  # fmt: skip


def start_intake(visit: Visit) -> Response:
    """Files on their way into the register: read as a meeting's, then registered instead of judged."""
    year = visit.text("year", 4)
    if year and not (year.isdigit() and FIRST_YEAR <= int(year) <= LAST_YEAR):
        raise Refused(422, "web.year-wrong", first=FIRST_YEAR, last=LAST_YEAR)
    with visit.site.database.write() as db:
        number = meetings.add_meeting(
            db, "", int(year) if year else None, visit.text("unit", 200), "", visit.who.person, kind="intake"
        )
    return visit.go(f"/corpus/{number}")


def intake_page(visit: Visit) -> Response:
    meeting = visit.meeting("intake")
    with visit.site.database.read() as db:
        done = [j for j in jobs.jobs_of(db, meeting.id, "register") if j.state == "done"]
    tallies = [visit.site.arguments(job) for job in done]
    values = {"m": meeting, "tallies": tallies, **progress(visit, meeting)}
    if visit.request.query_params.get("part"):
        return HTMLResponse(visit.site.render("intake_parts.html.j2", visit, **values))
    return visit.page("intake.html.j2", **values)


def start_audit(visit: Visit) -> Response:
    years = _years(visit.text("years", 60))
    with visit.site.database.write() as db:
        jobs.enqueue(db, "audit", person=visit.who.person, years=years, lang=visit.lang)
    return visit.go("/corpus")


def _years(text: str) -> list[int]:
    """ "2018-2020,2022" as years; none for all. Raises Refused."""
    found: set[int] = set()
    for part in text.replace(" ", "").split(",") if text else []:
        match = re.fullmatch(r"((?:19|20)\d\d)(?:[-–]((?:19|20)\d\d))?", part)
        if match is None:
            raise Refused(422, "web.years-wrong")
        found.update(range(int(match[1]), int(match[2] or match[1]) + 1))
    return sorted(found)


def _audited(visit: Visit) -> Job:
    with visit.site.database.read() as db:
        job = jobs.job(db, visit.number("job"))
    if job is None or job.kind != "audit" or job.state != "done":
        raise Refused(404, "web.not-found")
    return job


def audit_page(visit: Visit) -> Response:
    """Clusters, chains, sentences and originals of a finished audit."""
    job = _audited(visit)
    view = auditing.load_view(visit.site.board.exports / str(job.id) / auditing.view_name(visit.lang))
    if view is None:
        raise Refused(404, "web.not-found")
    return visit.page("audit.html.j2", job=job, view=view)


def audit_report(visit: Visit) -> Response:
    job = _audited(visit)
    return sent(visit.site.board.exports / str(job.id) / auditing.ARCHIVE, auditing.ARCHIVE)


def confirm_forget(visit: Visit) -> Response:
    """Show once more what is to be forgotten."""
    found = held(visit)
    marked = {name.removeprefix("document ") for name in visit.form if name.startswith("document ")}
    chosen = [d for d in (found.documents if found else ()) if d.digest in marked][:MOST_FORGOTTEN]
    if not chosen:
        raise Refused(422, "web.nothing-chosen")
    return visit.page("forget.html.j2", chosen=chosen)


def forget(visit: Visit) -> Response:
    found = held(visit)
    marked = {name.removeprefix("document ") for name in visit.form if name.startswith("document ")}
    paths = sorted({d.path for d in (found.documents if found else ()) if d.digest in marked})
    if not paths:
        raise Refused(422, "web.nothing-chosen")
    with visit.site.database.write() as db:
        jobs.enqueue(db, "forget", person=visit.who.person, paths=paths)
    return visit.go("/corpus")
