"""Coming in and going out, language, the name under decisions; health; the page's own files."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from starlette.responses import JSONResponse, Response

from qualitycheck.messages import LANGS
from qualitycheck.web.http.site import HERE, REPORT
from qualitycheck.web.http.visit import Refused, Visit, enter, same_text
from qualitycheck.web.store import accounts, jobs
from qualitycheck.web.store.meetings import safe_name

STATIC: dict[str, tuple[Path, str]] = {
    "board.css": (HERE / "static" / "board.css", "text/css"),
    "board.js": (HERE / "static" / "board.js", "text/javascript"),
    "board.svg": (HERE / "static" / "board.svg", "image/svg+xml"),
    "report.css": (REPORT / "style.css", "text/css"),
}


def start(visit: Visit) -> Response:
    """The address that the command prints: whoever can read it there is the administrator of this machine."""
    key, given = visit.site.key, visit.request.query_params.get("key", "")
    if key is None or not same_text(given, key):
        raise Refused(403, "web.start-again")
    if visit.session is not None and visit.session.role == "admin":
        return visit.go("/")
    return enter(visit, visit.go("/"), "", "admin", account=False)


def login(visit: Visit) -> Response:
    return visit.page("login.html.j2", next=_own(visit.request.query_params.get("next", "/")), failed=False,
                      with_key=visit.site.key is not None)  # fmt: skip


def log_in(visit: Visit) -> Response:
    """Wrong passwords are slow, and after a few the name and the address have to wait."""
    name, site = visit.text("name", 80), visit.site
    client = visit.request.client.host if visit.request.client else ""
    if not (site.passwords.has_room(f"n {name}") and site.passwords.has_room(f"a {client}")):
        raise Refused(429, "web.slow-down")
    with site.database.read() as db:
        secret, role = accounts.secret_of(db, name)
    target = _own(visit.form.get("next", "/"))
    if not accounts.matches(visit.form.get("password", "")[:1000], secret) or role is None:
        site.passwords.take(f"n {name}")
        site.passwords.take(f"a {client}")
        site.log.say("login-failed")
        return visit.page("login.html.j2", 403, next=target, failed=True, with_key=site.key is not None)
    return enter(visit, visit.go(target), name, role, account=True)


def _own(address: str) -> str:
    """An address on this server, whatever was asked."""
    parts = urlsplit(address)
    good = address.startswith("/") and not address.startswith("//") and "\\" not in address and not parts.netloc
    return parts.path if good else "/"


def log_out(visit: Visit) -> Response:
    with visit.site.database.write() as db:
        accounts.close_session(db, visit.who)
    response = visit.go("/login")
    response.delete_cookie(visit.site.cookie, path="/")
    return response


def language(visit: Visit) -> Response:
    chosen = next((lang for lang in LANGS if lang == visit.form.get("lang")), "vi")
    with visit.site.database.write() as db:
        accounts.change_session(db, visit.who, lang=chosen)
    return visit.go(_own(visit.form.get("next", "/")))


def own_name(visit: Visit) -> Response:
    """Under which name this browser decides; with a password it is the account's."""
    name = safe_name(visit.text("person", 80)) if visit.text("person") else ""
    if visit.who.account or not name:
        raise Refused(422, "web.name-needed")
    with visit.site.database.write() as db:
        accounts.change_session(db, visit.who, person=name)
    return visit.go(_own(visit.form.get("next", "/")))


def health(visit: Visit) -> Response:
    """For a watchdog: 200 when the store answers and processes are at work, else 503."""
    with visit.site.database.read() as db:
        waiting = jobs.counts(db)
    alive = visit.site.supervisor.alive if visit.site.supervisor else 0
    good = alive > 0 or visit.site.supervisor is None
    found = {"status": "ok" if good else "no-workers", "version": version("qualitycheck"), "workers": alive, **waiting}
    return JSONResponse(found, 200 if good else 503)


def static(visit: Visit) -> Response:
    """One of a few files; a name that is not in the table is no path to anywhere."""
    name = visit.request.path_params["name"]
    if name not in STATIC:
        raise Refused(404, "web.not-found")
    data, tag = _content(name)
    headers = {"etag": tag, "cache-control": "no-cache"}
    if visit.request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=STATIC[name][1] + "; charset=utf-8", headers=headers)


@lru_cache
def _content(name: str) -> tuple[bytes, str]:
    data = STATIC[name][0].read_bytes()
    return data, f'"{hashlib.sha256(data).hexdigest()[:24]}"'
