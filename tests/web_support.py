"""A board's page in this process: pages asked through Starlette's client, jobs done at once in the test itself."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import commitments
from httpx import Response
from starlette.testclient import TestClient

from qualitycheck.web.board import Board, Limits
from qualitycheck.web.http.app import application
from qualitycheck.web.http.guard import Hosts
from qualitycheck.web.http.site import Site
from qualitycheck.web.log import Log
from qualitycheck.web.store import accounts, jobs
from qualitycheck.web.store.database import Database
from qualitycheck.web.work.process import _do
from qualitycheck.web.work.tasks import Bench

KEY = "a-key-of-this-test"
HOST = "http://127.0.0.1:8765"


@dataclass
class Place:
    """A server's inside: its folder, store and pages."""

    board: Board
    database: Database
    site: Site
    bench: Bench

    def browser(self, person: str = "Lê An", role: str = "admin") -> Browser:
        """Somebody who has come in."""
        client = self.stranger()
        with self.database.write() as db:
            cookie = accounts.open_session(db, person, role, account=False, lang="vi")  # type: ignore[arg-type]
        client.cookies.set(self.site.cookie, cookie, domain="127.0.0.1")
        return Browser(client, self)

    def stranger(self, host: str = HOST) -> TestClient:
        return TestClient(
            application(self.site, Hosts.of(())), base_url=host, follow_redirects=False, raise_server_exceptions=True
        )

    def work(self) -> None:
        """Do all that waits."""
        while True:
            with self.database.write() as db:
                db.execute("UPDATE jobs SET ready = 0 WHERE state = 'queued'")
                job = jobs.claim(db, "test")
            if job is None:
                return
            _do(job, self.bench)


@dataclass
class Browser:
    client: TestClient
    place: Place

    def get(self, address: str, **headers: str) -> Response:
        return self.client.get(address, headers=headers)

    @property
    def token(self) -> str:
        found = re.search(r'name="csrf" content="([^"]+)"', self.client.get("/rules").text)
        assert found
        return found[1]

    def post(self, address: str, files: object = None, as_data: bool = False, **fields: str) -> Response:
        headers = {"accept": "application/json"} if as_data else {}
        return self.client.post(address, data={"csrf": self.token, **fields}, files=files, headers=headers)  # type: ignore[arg-type]

    def meeting(self, name: str = "Họp xét 2020") -> int:
        answer = self.post("/meetings", name=name, year="2020")
        assert answer.status_code == 303, answer.text
        return int(answer.headers["location"].rsplit("/", 1)[1])

    def send(self, meeting: int, *files: tuple[str, bytes], kind: str = "board") -> Response:
        return self.post(f"/m/{meeting}/files", [("file", file) for file in files], True, kind=kind)

    def documents(self, meeting: int) -> list[int]:
        return [int(n) for n in dict.fromkeys(re.findall(rf"/m/{meeting}/d/(\d+)", self.get(f"/m/{meeting}").text))]

    def decide(self, meeting: int, document: int, choice: str, reason: str = "") -> Response:
        target, subject, *_ = choice.split(" ")
        fields = {"choice": choice, f"reason {target} {subject}": reason}
        return self.post(f"/m/{meeting}/d/{document}/decide", None, True, **fields)

    def choices(self, meeting: int, document: int, verdict: str = "confirmed") -> list[str]:
        """What the buttons of a document would send."""
        text = self.get(f"/m/{meeting}/d/{document}").text
        return re.findall(rf'name="choice" value="(finding \w+ {verdict} \d+)"', text)


def three(folder: Path) -> list[tuple[str, bytes]]:
    """A year of one unit as uploads."""
    commitments.folder(folder)
    return [(p.relative_to(folder).as_posix(), p.read_bytes()) for p in sorted(folder.rglob("*.txt"))]


@contextmanager
def place(folder: Path, log: Path | None = None, **limits: int) -> Iterator[Place]:
    home = folder / "home"
    home.mkdir(exist_ok=True)
    board = Board(
        folder / "board", home / "corpus", home, home / "qualitycheck-reviews.json", limits=replace(Limits(), **limits)
    )
    database = Database(board.database)
    writing = Log(log)
    site = Site(board, database, None, writing, key=KEY, cookie="qualitycheck-test")
    try:
        with Bench(board, database) as bench:
            yield Place(board, database, site, bench)
    finally:
        database.close()
        writing.close()


def wait(until: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not until():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.05)
