"""``serve``: one server per folder, on loopback unless a password guards it."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from qualitycheck.errors import UsageError
from qualitycheck.web.board import Board
from qualitycheck.web.http.app import application
from qualitycheck.web.http.guard import Hosts
from qualitycheck.web.http.site import Site
from qualitycheck.web.log import Log
from qualitycheck.web.store import accounts
from qualitycheck.web.store.database import Database, OnlyServer
from qualitycheck.web.work.supervisor import Supervisor

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen; ``names`` are further names under which browsers reach it."""

    host: str = LOOPBACK
    port: int = 8765
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None

    @property
    def is_loopback(self) -> bool:
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def scheme(self) -> str:
        return "https" if self.certificate else "http"

    def url(self, port: int) -> str:
        everywhere = self.host in ("0.0.0.0", "::")  # noqa: S104
        host = socket.gethostname() if everywhere else f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{port}"

    @property
    def hosts(self) -> Hosts:
        own = [self.host, f"[{self.host}]", socket.gethostname(), *self.names]
        return Hosts.of(own if not self.is_loopback else [self.host, *self.names], self.host in ("0.0.0.0", "::"))  # noqa: S104


def serve(board: Board, address: Address, log: Log, ready: Callable[[str], None]) -> None:
    """Run until interrupted. ``ready`` is given the address to open, with the key for this machine's own browser.

    Raises UsageError: another address than loopback without any account, a port in use, a server in that folder.
    """
    database = Database(board.database)
    with database.read() as db:
        known = accounts.has_accounts(db)
    if not address.is_loopback and not known:
        raise UsageError(
            f"Muốn mở cho máy khác (--host {address.host}) thì phải có tài khoản và mật khẩu; hãy chạy trước: "
            "qualitycheck serve --set-password TÊN --role admin. (A password is needed first.)"
        )
    only = OnlyServer(board.folder)
    try:
        listening = _listen(address)
        port = int(listening.getsockname()[1])
        key = secrets.token_urlsafe(24) if address.is_loopback else None
        site = Site(board, database, Supervisor(board, database), log, key=key, cookie=f"qualitycheck-{port}",
                    is_secure=address.certificate is not None)  # fmt: skip
        _ = site.setups.plain.rules  # a broken rule file is said before anybody comes
        server = _Server(
            _config(site, address), lambda: ready(address.url(port) + (f"/start?key={key}" if key else "/"))
        )
        server.run(sockets=[listening])
    finally:
        only.release()
        database.close()


def _listen(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    # named TCP, or asyncio leaves Nagle's algorithm on and every answer waits 40 ms for an acknowledgement
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows would let a second program listen too
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address.host, address.port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise UsageError(
            f"Không mở được cổng {address.port} tại {address.host} ({error}); hãy chọn cổng khác bằng --port. "
            "(Cannot listen there.)"
        ) from None
    return listening


def _config(site: Site, address: Address) -> uvicorn.Config:
    return uvicorn.Config(
        application(site, address.hosts), log_config=None, access_log=False, server_header=False, proxy_headers=False,
        lifespan="on", timeout_graceful_shutdown=10, timeout_keep_alive=20, limit_concurrency=500, ws="none", http="h11",
        ssl_certfile=str(address.certificate) if address.certificate else None,
        ssl_keyfile=str(address.key) if address.key else None,
    )  # fmt: skip


class _Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()


def set_password(board: Board, name: str, role: str, password: str) -> None:
    """Make or change an account. Raises UsageError."""
    database = Database(board.database)
    try:
        with database.write() as db:
            accounts.set_password(db, name, role, password)
    finally:
        database.close()


def warnings(address: Address) -> Sequence[str]:
    """What the operator has to know before others come in."""
    if address.is_loopback or address.certificate:
        return ()
    return (
        "CẢNH BÁO: kết nối không mã hoá (không có TLS); mật khẩu và văn bản đi qua mạng ở dạng đọc được. Hãy dùng "
        "--certificate và --key, hoặc đặt sau một máy chủ có TLS. (WARNING: no TLS, passwords and texts can be read on the way.)",
    )
