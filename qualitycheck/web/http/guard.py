"""Before any page: which host was asked, who sent the form, how much may come in; which headers go out; one line of log."""

from __future__ import annotations

import ipaddress
import time
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qualitycheck.web.board import Limits
from qualitycheck.web.log import Log

# nothing but this server's own files; no inline script or style, no frames, no plugins, no form to elsewhere
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
METHODS = ("GET", "HEAD", "POST")


class TooLarge(Exception):
    """More came in than was announced or is allowed."""


@dataclass(frozen=True, slots=True)
class Hosts:
    """Names this server answers to. A page elsewhere that points its own name at this address is turned away.

    ``any_address``: every address in figures too, for a server that listens on all of them.
    """

    names: frozenset[str]
    any_address: bool = False

    @classmethod
    def of(cls, names: Iterable[str], any_address: bool = False) -> Hosts:
        return cls(frozenset({"localhost", "127.0.0.1", "[::1]", *(n.lower() for n in names)}), any_address)

    def __contains__(self, host: str) -> bool:
        name = host.lower()
        if not name.endswith("]"):
            name = name.rpartition(":")[0] or name if name.rpartition(":")[2].isdigit() else name
        return name in self.names or (self.any_address and _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


class Guard:
    """ASGI middleware, the outermost."""

    def __init__(self, app: ASGIApp, hosts: Hosts, limits: Limits, log: Log) -> None:
        self._app, self._hosts, self._limits, self._log = app, hosts, limits, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, answer)
        else:
            await self._serve(scope, receive, answer)
        self._log.request(scope, answer.status, answer.milliseconds, answer.size)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return _say(400, "Địa chỉ này không thuộc máy chủ. (This server does not answer to that name; see --name.)")
        if scope["method"] not in METHODS:
            return _say(405, "Không hỗ trợ. (Not supported.)")
        if scope["method"] == "POST" and not _is_own(headers, scope):
            return _say(403, "Yêu cầu đến từ trang khác nên bị từ chối. (Sent by another site: refused.)")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._most(scope):
            return _say(413, "Gửi quá nhiều trong một lần; hãy chia nhỏ. (Too much at once; send it in parts.)")
        return None

    def _most(self, scope: Scope) -> int:
        return self._limits.request_bytes if scope["path"].endswith("/files") else self._limits.form_bytes

    async def _serve(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        most, taken = self._most(scope), 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise TooLarge
            return message

        try:
            await self._app(scope, counted, answer)
        except TooLarge:
            await _failed(answer, scope, receive, 413, "Gửi quá nhiều trong một lần. (Too much at once.)")
        except Exception as error:
            self._log.fault(error, traceback.extract_tb(error.__traceback__))
            await _failed(answer, scope, receive, 500, "Máy chủ gặp lỗi; hãy thử lại. (The server failed; try again.)")


class _Answer:
    """Sends, with our headers, and remembers what was sent."""

    def __init__(self, send: Send) -> None:
        self._send, self._begin = send, time.perf_counter()
        self.status, self.size = 0, 0

    @property
    def milliseconds(self) -> float:
        return (time.perf_counter() - self._begin) * 1000

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", "no-store")
        self.size += len(message.get("body", b""))
        await self._send(message)


def _is_own(headers: Headers, scope: Mapping[str, Any]) -> bool:
    """Whether a form was sent by one of our own pages, as far as the browser tells; the token in it is checked later."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin == f"{scope['scheme']}://{headers['host']}"


def _say(status: int, sentence: str) -> PlainTextResponse:
    return PlainTextResponse(sentence + "\n", status)


async def _failed(answer: _Answer, scope: Scope, receive: Receive, status: int, sentence: str) -> None:
    if not answer.status:
        await _say(status, sentence)(scope, receive, answer)
