"""Who asks, for what, in which language: the frame around every page, with roles and the token against foreign forms."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from qualitycheck.errors import QualityCheckError
from qualitycheck.messages import LANGS, Lang, say
from qualitycheck.web.http.guard import TooLarge
from qualitycheck.web.http.site import Site
from qualitycheck.web.store import accounts, meetings
from qualitycheck.web.store.records import Meeting, Role, Session

T = TypeVar("T")
MOST_FIELD = 100_000  # bytes of one field of a form
MOST_FIELDS = 3_000
MOST_NUMBER = 2**53


class Refused(Exception):
    """A page that says in one sentence why not; ``phrase`` is a key of the phrases, ``values`` fill it in."""

    def __init__(self, status: int, phrase: str, **values: object) -> None:
        super().__init__(phrase)
        self.status, self.phrase, self.values = status, phrase, values


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, understood. ``form`` is empty but for POST."""

    site: Site
    request: Request
    session: Session | None
    lang: Lang
    form: Mapping[str, str] = field(default_factory=dict)
    uploads: tuple[UploadFile, ...] = ()

    @property
    def wants_data(self) -> bool:
        """The script asks for JSON, a browser without it for a page."""
        return self.request.headers.get("accept", "").startswith("application/json")

    @property
    def who(self) -> Session:
        assert self.session is not None
        return self.session

    def say(self, phrase: str, **values: object) -> str:
        return say(phrase, self.lang, **values)

    def number(self, name: str) -> int:
        """A number of the address. Raises Refused for one that the store cannot hold."""
        found = int(self.request.path_params[name])
        if found > MOST_NUMBER:
            raise Refused(404, "web.not-found")
        return found

    def text(self, name: str, most: int = 200) -> str:
        return " ".join(self.form.get(name, "").split())[:most]

    def meeting(self, kind: str = "board") -> Meeting:
        """The meeting that the address names. Raises Refused."""
        with self.site.database.read() as db:
            found = meetings.meeting(db, self.number("meeting"))
        if found is None or found.kind != kind:
            raise Refused(404, "web.not-found")
        return found

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        return HTMLResponse(self.site.render(template, self, **values), status)

    def go(self, address: str) -> Response:
        return RedirectResponse(address, 303)


Work = Callable[[Visit], Response]


def page(
    work: Work, *, role: Role | None = "viewer", uploads: bool = False
) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint: ``work`` runs in a thread, for a session that has ``role`` (None: for anybody)."""

    async def endpoint(request: Request) -> Response:
        site: Site = request.app.state.site
        session = await run_in_threadpool(_session, site, request)
        visit = Visit(site, request, session, _language(request, session))
        if role is not None and session is None:
            return _to_login(visit)
        if request.method == "POST":
            form = await _form(request, uploads)
            if session is not None and not _has_token(session, request, form):
                return await run_in_threadpool(refusal, visit, Refused(403, "web.token"))
            fields = {name: value for name, value in form.items() if isinstance(value, str)}
            files = tuple(value for _, value in form.multi_items() if isinstance(value, UploadFile))
            visit = Visit(site, request, session, visit.lang, fields, files)
        try:
            return await run_in_threadpool(_answered, work, visit, role)
        finally:
            for file in visit.uploads:
                await file.close()

    return endpoint


def _answered(work: Work, visit: Visit, role: Role | None) -> Response:
    try:
        if role is not None and not visit.who.may(role):
            raise Refused(403, "web.role", role=visit.say(f"web.role.{role}"))
        return work(visit)
    except Refused as error:
        return refusal(visit, error)
    except QualityCheckError as error:
        return told(visit, 422, str(error))


def refusal(visit: Visit, error: Refused) -> Response:
    return told(visit, error.status, visit.say(error.phrase, **error.values))


def told(visit: Visit, status: int, sentence: str) -> Response:
    """A sentence instead of a page."""
    if visit.wants_data:
        return JSONResponse({"message": sentence}, status)
    return visit.page("sentence.html.j2", status, sentence=sentence)


def _session(site: Site, request: Request) -> Session | None:
    cookie = request.cookies.get(site.cookie, "")
    if not cookie:
        return None
    with site.database.read() as db:
        return accounts.session_of(db, cookie)


def _language(request: Request, session: Session | None) -> Lang:
    if session is not None:
        return session.lang
    asked = request.query_params.get("lang", "vi")
    return next((lang for lang in LANGS if lang == asked), "vi")


async def _form(request: Request, uploads: bool) -> FormData:
    most = request.app.state.site.board.limits.files_per_request if uploads else 0
    try:
        return await request.form(max_files=most, max_fields=MOST_FIELDS, max_part_size=MOST_FIELD)
    except HTTPException:
        raise
    except TooLarge as error:
        raise HTTPException(413, "Gửi quá nhiều trong một lần. (Too much at once.)") from error
    except (ValueError, UnicodeError, AssertionError, KeyError) as error:
        raise HTTPException(400, "form") from error


def _has_token(session: Session, request: Request, form: FormData) -> bool:
    given = request.headers.get("x-csrf-token") or form.get("csrf")
    return isinstance(given, str) and hmac.compare_digest(given.encode(), session.csrf.encode())


def _to_login(visit: Visit) -> Response:
    if visit.wants_data:
        return JSONResponse({"message": visit.say("web.login-again")}, 401)
    path = visit.request.url.path if visit.request.method == "GET" else "/"
    return RedirectResponse(f"/login?next={quote(path)}", 303)


def enter(visit: Visit, response: Response, person: str, role: Role, *, account: bool) -> Response:
    """Open a session and put its cookie on ``response``."""
    with visit.site.database.write() as db:
        if visit.session is not None:
            accounts.close_session(db, visit.session)
        cookie = accounts.open_session(db, person, role, account=account, lang=visit.lang)
    response.set_cookie(
        visit.site.cookie, cookie, max_age=accounts.SESSION_SECONDS, path="/", httponly=True, samesite="strict",
        secure=visit.site.is_secure,
    )  # fmt: skip
    return response


def same_text(one: str, other: str) -> bool:
    return secrets.compare_digest(one.encode(), other.encode())


def pages_of(items: Sequence[T], number: int, size: int) -> tuple[Sequence[T], int]:
    """The items of one page (from 1) and how many pages there are."""
    count = max(1, -(-len(items) // size))
    number = min(max(1, number), count)
    return items[(number - 1) * size : number * size], count
