"""The application: routes, what surrounds them, and the life of the working processes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from qualitycheck.web.http import pages_account as account
from qualitycheck.web.http import pages_corpus as corpus
from qualitycheck.web.http import pages_document as document
from qualitycheck.web.http import pages_files as files
from qualitycheck.web.http import pages_meeting as meeting
from qualitycheck.web.http import pages_rules as rules
from qualitycheck.web.http.guard import Guard, Hosts
from qualitycheck.web.http.site import Site
from qualitycheck.web.http.visit import Work, page
from qualitycheck.web.store.records import Role


def _get(path: str, work: Work, role: Role | None = "viewer") -> Route:
    return Route(path, page(work, role=role), methods=["GET"])


def _post(path: str, work: Work, role: Role | None = "reviewer", *, uploads: bool = False) -> Route:
    return Route(path, page(work, role=role, uploads=uploads), methods=["POST"])


def routes() -> list[Route]:
    return [
        _get("/health", account.health, None),
        _get("/static/{name}", account.static, None),
        _get("/start", account.start, None),
        _get("/login", account.login, None),
        _post("/login", account.log_in, None),
        _post("/logout", account.log_out, "viewer"),
        _post("/language", account.language, "viewer"),
        _post("/name", account.own_name, "viewer"),
        _get("/", meeting.meetings_page),
        _post("/meetings", meeting.create),
        _get("/m/{meeting:int}", meeting.meeting_page),
        _get("/m/{meeting:int}/changes", meeting.changes),
        _post("/m/{meeting:int}/files", files.upload, uploads=True),
        _post("/m/{meeting:int}/cancel", meeting.cancel),
        _get("/m/{meeting:int}/remove", meeting.confirm_remove, "admin"),
        _post("/m/{meeting:int}/remove", meeting.remove, "admin"),
        _get("/m/{meeting:int}/d/{document:int}", document.document_page),
        _post("/m/{meeting:int}/d/{document:int}/decide", document.decide),
        _get("/m/{meeting:int}/d/{document:int}/original", files.original),
        _post("/m/{meeting:int}/exports", files.export, "viewer"),
        _get("/m/{meeting:int}/exports/{job:int}", files.download),
        _post("/m/{meeting:int}/keep", files.keep_reviews, "admin"),
        _post("/m/{meeting:int}/register", files.register, "admin"),
        _get("/rules", rules.rules_page),
        _post("/rules/try", rules.try_sentence, "viewer"),
        _get("/rules/{rule}", rules.rule_page),
        _get("/corpus", corpus.corpus_page),
        _post("/corpus", corpus.start_intake, "admin"),
        _get("/corpus/{meeting:int}", corpus.intake_page),
        _post("/corpus/audit", corpus.start_audit, "admin"),
        _get("/corpus/audit/{job:int}", corpus.audit_page),
        _get("/corpus/audit/{job:int}/report", corpus.audit_report),
        _post("/corpus/confirm", corpus.confirm_forget, "admin"),
        _post("/corpus/remove", corpus.forget, "admin"),
    ]


def application(site: Site, hosts: Hosts) -> ASGIApp:
    """The ASGI application; its lifespan starts and stops the working processes."""
    made = Starlette(routes=routes(), lifespan=_life(site), exception_handlers={HTTPException: _plain})
    made.state.site = site
    return Guard(made, hosts, site.board.limits, site.log)


def _life(site: Site) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        if site.supervisor is not None:
            site.supervisor.start()
        site.log.say("start")
        try:
            yield
        finally:
            if site.supervisor is not None:
                site.supervisor.stop()
            site.log.say("stop")

    return life


async def _plain(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    sentences = {404: "Không có trang này. (No such page.)", 405: "Không hỗ trợ. (Not supported.)",
                 413: "Gửi quá nhiều trong một lần. (Too much at once.)"}  # fmt: skip
    sentence = sentences.get(error.status_code, "Yêu cầu không hợp lệ. (Bad request.)")
    return PlainTextResponse(sentence + "\n", error.status_code)
