"""One document: its text with the findings in place, its pledges, its copies, and the decisions about them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

import msgspec
from markupsafe import Markup
from starlette.responses import HTMLResponse, JSONResponse, Response

from qualitycheck.report import Options
from qualitycheck.report.html.article import ArticleView, FindingView, PledgeView, article
from qualitycheck.report.masking import mask_report
from qualitycheck.review.identity import pledge_id
from qualitycheck.types import Report
from qualitycheck.web.http.pages_meeting import Filters, filtered, table_of
from qualitycheck.web.http.visit import Refused, Visit
from qualitycheck.web.judging import Judged, entry_for, judged, row_of
from qualitycheck.web.store import decisions, documents
from qualitycheck.web.store.decisions import Overtaken, Wish
from qualitycheck.web.store.records import VERDICTS, Event, Meeting, Target

BUDGET = 30  # kinds of findings before the rest is folded


@dataclass(frozen=True, slots=True)
class Tools:
    """What the template of the report asks for beside a finding and a pledge: the buttons and what was decided."""

    visit: Visit
    found: Judged
    pledges: Mapping[int, str]  # fingerprints by number, from 1
    may: bool

    def finding(self, view: FindingView) -> Markup:
        return self._choice("finding", view.id)

    def pledge(self, view: PledgeView) -> Markup:
        return self._choice("pledge", self.pledges[view.number])

    def document(self) -> Markup:
        return self._choice("document", "")

    def _choice(self, target: str, subject: str) -> Markup:
        module = self.visit.site.environment.get_template("choice.html.j2").module
        past = [e for e in self.found.events if (e.target, e.subject) == (target, subject)]
        made = module.choice(  # type: ignore[attr-defined]
            self.visit, target, subject, VERDICTS[target], past[-1] if past else None, past, self.may
        )
        return Markup(made)  # noqa: S704 - rendered with autoescape


def document_page(visit: Visit) -> Response:
    meeting = visit.meeting()
    number = visit.number("document")
    content = article_of(visit, meeting, number)
    if visit.request.query_params.get("part") == "article":
        return HTMLResponse(content)
    filters = Filters.of(visit)
    lines = filtered(table_of(visit, meeting).lines, filters)
    at = next((i for i, line in enumerate(lines) if line.id == number), None)
    near = (lines[at - 1].id if at else None, lines[at + 1].id if at is not None and at + 1 < len(lines) else None)
    return visit.page("document.html.j2", m=meeting, number=number, article=Markup(content), f=filters,  # noqa: S704
                      previous=near[0], next=near[1], at=None if at is None else at + 1, count=len(lines))  # fmt: skip


def article_of(visit: Visit, meeting: Meeting, number: int) -> str:
    """The document as HTML; made anew only when it, a decision, the language or the reader's role is another."""
    with visit.site.database.read() as db:
        row = db.execute(
            "SELECT checked, (SELECT max(id) FROM events WHERE document = d.id) AS event FROM documents d"
            " WHERE id = ? AND meeting = ? AND row IS NOT NULL",
            (number, meeting.id),
        ).fetchone()
    if row is None:
        raise Refused(404, "web.not-found")
    may = visit.who.may("reviewer")
    key = (number, row["checked"], row["event"], visit.site.earlier.stamp, visit.lang, may)
    return visit.site.articles.get(key, lambda: _article(visit, meeting, number, may))


def _article(visit: Visit, meeting: Meeting, number: int, may: bool) -> str:
    found = judged_of(visit, meeting, number)
    made = visit.site.setups.of(meeting)
    options = Options(made.rules, visit.lang, budget=BUDGET)
    shown = mask_report(found.report)
    view: ArticleView = article(shown, 1, options)
    ids = {p.index + 1: pledge_id(p, found.report.document) for p in found.report.document.pledges}
    tools = Tools(visit, replace(found, report=shown), ids, may)
    template = visit.site.environment.get_template("article.html.j2")
    return template.render(a=view, w=options.words, budget=options.budget, tools=tools)


def judged_of(visit: Visit, meeting: Meeting, number: int) -> Judged:
    """A checked document with its decisions. Raises Refused."""
    with visit.site.database.read() as db:
        held = documents.report_of(db, meeting.id, number)
        events = decisions.history(db, number)
    if held is None:
        raise Refused(404, "web.not-found")
    report = held[0]
    return judged(report, events, visit.site.earlier.about(report.findings), visit.site.setups.of(meeting))


def decide(visit: Visit) -> Response:
    """One decision: ``choice`` is "target subject verdict base"; the reason stands in a field of its own."""
    meeting, number = visit.meeting(), visit.number("document")
    if not visit.who.person:
        raise Refused(422, "web.name-needed")
    target, subject, verdict, base = _choice(visit.form.get("choice", ""))
    report = judged_of(visit, meeting, number).report
    _must_be_there(report, target, subject)
    reason = " ".join(visit.form.get(f"reason {target} {subject}", "").split())
    try:
        with visit.site.database.write() as db:
            if verdict == "undo":
                verdict, reason = _before(db, number, target, subject, base)
            wish = Wish(target, subject, verdict, reason, visit.who.person, base)
            if target == "finding":
                wish = replace(wish, entry=_entry(report, wish))
            event = decisions.decide(db, meeting.id, number, wish)
            held = documents.report_of(db, meeting.id, number)
            assert held is not None
            found = judged(held[0], decisions.history(db, number), visit.site.earlier.about(held[0].findings),
                           visit.site.setups.of(meeting))  # fmt: skip
            documents.keep_row(db, number, row_of(found))
    except Overtaken as error:
        return _overtaken(visit, meeting, number, error.event, reason)
    if visit.wants_data:
        return JSONResponse({"version": event.version, "event": event.id})
    return visit.go(f"/m/{meeting.id}/d/{number}")


def _choice(text: str) -> tuple[Target, str, str, int]:
    parts = text.split(" ")
    if len(parts) != 4 or parts[0] not in VERDICTS or not parts[3].isdigit():
        raise Refused(422, "web.choice-wrong")
    return cast(Target, parts[0]), parts[1], parts[2], int(parts[3][:18])


def _must_be_there(report: Report, target: str, subject: str) -> None:
    if target == "finding":
        known = {f.id for f in report.findings}
    elif target == "pledge":
        known = {pledge_id(p, report.document) for p in report.document.pledges}
    else:
        known = {""}
    if subject not in known:
        raise Refused(422, "web.choice-wrong")


def _before(db: sqlite3.Connection, document: int, target: str, subject: str, base: int) -> tuple[str, str]:
    """Verdict and reason that held before decision ``base``."""
    undone = decisions.event(db, base)
    if undone is None or (undone.document, undone.target, undone.subject) != (document, target, subject):
        raise Refused(422, "web.choice-wrong")
    old = decisions.before(db, undone)
    return (old.verdict, old.reason) if old else ("", "")


def _entry(report: Report, wish: Wish) -> str:
    shown = next(f for f in mask_report(report).findings if f.id == wish.subject)
    return msgspec.json.encode(entry_for(report, shown, wish.verdict, wish.person, wish.reason)).decode()


def _overtaken(visit: Visit, meeting: Meeting, number: int, event: Event, reason: str) -> Response:
    verdict = visit.say(f"web.verdict.{event.verdict or 'none'}")
    sentence = visit.say("web.overtaken", person=event.person, verdict=verdict)
    if reason:
        sentence += " " + visit.say("web.your-reason", reason=reason)
    if visit.wants_data:
        return JSONResponse({"message": sentence}, 409)
    return visit.page("sentence.html.j2", 409, sentence=sentence, back=f"/m/{meeting.id}/d/{number}")
