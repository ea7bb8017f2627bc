"""What the page refuses: foreign hosts and forms, paths, scripts in documents and names, too much at once, wrong roles."""

from __future__ import annotations

import io
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import commitments
import pytest
from awkward_cases import all_cases
from hypothesis import given
from hypothesis import strategies as st
from web_support import HOST, KEY, Browser, Place, place, three

from qualitycheck.commands.app import main
from qualitycheck.errors import UsageError
from qualitycheck.web.http.guard import Hosts
from qualitycheck.web.http.rates import Rate
from qualitycheck.web.http.site import Cache
from qualitycheck.web.server import Address, serve, warnings
from qualitycheck.web.store import accounts, meetings
from qualitycheck.web.store.database import Database, OnlyServer

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("security")
    with place(folder, folder / "log.jsonl") as made:
        yield made


@pytest.fixture(scope="module")
def browser(here: Place) -> Browser:
    return here.browser()


# --- who is asked, who asks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["http://evil.example", "http://127.0.0.1.evil.example:8765", "http://192.168.1.9:8765"]
)
def test_another_host_name_is_refused(here: Place, host: str) -> None:
    answer = here.stranger(host).get("/health")
    assert answer.status_code == 400
    assert "--name" in answer.text


@pytest.mark.parametrize("host", ["localhost", "localhost:8765", "127.0.0.1:1", "[::1]:8765", "[::1]"])
def test_loopback_by_any_of_its_names(host: str) -> None:
    assert host in Hosts.of(())


def test_hosts_of_a_server_for_others() -> None:
    hosts = Hosts.of(["may-chu"], any_address=True)
    assert "may-chu:8765" in hosts and "10.0.0.5:8765" in hosts and "[fe80::1]:8765" in hosts
    assert "evil.example" not in hosts and "" not in hosts and "10.0.0.5.evil.example" not in hosts


@pytest.mark.parametrize("path", ["/", "/m/1", "/m/1/d/1", "/rules", "/corpus", "/m/1/changes", "/m/1/exports/1"])
def test_without_a_session_nothing_is_shown(here: Place, path: str) -> None:
    answer = here.stranger().get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login")


def test_the_key_opens_a_session_with_a_safe_cookie(here: Place) -> None:
    client = here.stranger()
    assert client.get("/start?key=wrong").status_code == 403
    answer = client.get(f"/start?key={KEY}")
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert client.get("/").status_code == 200
    with here.database.read() as db:
        held = [row["id"] for row in db.execute("SELECT id FROM sessions")]
    assert client.cookies[here.site.cookie] not in held


POSTS = ["/meetings", "/language", "/name", "/logout", "/m/1/files", "/m/1/cancel", "/m/1/remove", "/m/1/d/1/decide",
         "/m/1/exports", "/m/1/keep", "/m/1/register", "/rules/try", "/corpus", "/corpus/audit", "/corpus/confirm", "/corpus/remove"]  # fmt: skip


@pytest.mark.parametrize("path", POSTS)
def test_every_form_needs_its_token(browser: Browser, path: str) -> None:
    assert browser.client.post(path, data={"name": "x"}).status_code == 403
    assert browser.client.post(path, data={"name": "x", "csrf": "x" * 32}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_forms_from_another_site_are_refused(browser: Browser, headers: dict[str, str]) -> None:
    answer = browser.client.post("/meetings", data={"csrf": browser.token, "name": "x"}, headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
def test_other_methods_are_refused(browser: Browser, method: str) -> None:
    assert browser.client.request(method, "/").status_code == 405


VIEWER_MAY_NOT = ["/meetings", "/m/1/files", "/m/1/cancel", "/m/1/d/1/decide"]
REVIEWER_MAY_NOT = [
    "/m/1/remove",
    "/m/1/keep",
    "/m/1/register",
    "/corpus",
    "/corpus/audit",
    "/corpus/confirm",
    "/corpus/remove",
]


@pytest.mark.parametrize(
    ("role", "path"),
    [*(("viewer", p) for p in (*VIEWER_MAY_NOT, *REVIEWER_MAY_NOT)), *(("reviewer", p) for p in REVIEWER_MAY_NOT)],
)
def test_roles(here: Place, role: str, path: str) -> None:
    answer = here.browser("Ai đó", role).post(path, name="x")
    assert answer.status_code == 403
    assert "vai trò" in answer.text


def test_a_viewer_sees_no_buttons(here: Place, browser: Browser, tmp_path: Path) -> None:
    number = browser.meeting()
    browser.send(number, *three(tmp_path))
    here.work()
    [document, *_] = browser.documents(number)
    text = here.browser("Người xem", "viewer").get(f"/m/{number}/d/{document}").text
    assert "data-verdict" not in text
    assert "data-verdict" in browser.get(f"/m/{number}/d/{document}").text


def test_every_answer_carries_the_policy(browser: Browser) -> None:
    for path in ("/", "/health", "/nothing", "/static/board.js"):
        headers = browser.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
    assert browser.get("/").headers["cache-control"] == "no-store"


def test_pages_hold_no_inline_script_or_style(browser: Browser) -> None:
    for path in ("/", "/rules", "/rules/vague-pledge", "/corpus", f"/m/{browser.meeting()}"):
        text = browser.get(path).text
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=|javascript:", text), path
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text), path


# --- passwords --------------------------------------------------------------------------------------------------------


def test_passwords_are_hashed_checked_and_slowed_down(tmp_path: Path) -> None:
    with place(tmp_path, passwords_per_minute=3) as made:
        with made.database.write() as db:
            accounts.set_password(db, "bình", "reviewer", "mật khẩu dài")
            secret, _ = accounts.secret_of(db, "bình")
        assert secret.startswith("scrypt$") and "mật" not in secret
        client = made.stranger()
        good = client.post("/login", data={"name": "bình", "password": "mật khẩu dài", "next": "//evil.example/x"})
        assert (good.status_code, good.headers["location"]) == (303, "/")
        assert "bình · người đọc" in client.get("/").text
        other = made.stranger()
        assert [other.post("/login", data={"name": "ai", "password": "sai"}).status_code for _ in range(4)] == [
            403,
            403,
            403,
            429,
        ]
        with made.database.write() as db:
            accounts.set_password(db, "bình", "viewer", "mật khẩu khác")
        assert client.get("/").status_code == 303  # the old session has ended


@pytest.mark.parametrize(
    ("name", "role", "password"), [("a", "king", "x" * 12), ("", "admin", "x" * 12), ("a", "admin", "short")]
)
def test_poor_accounts_are_refused(here: Place, name: str, role: str, password: str) -> None:
    with pytest.raises(UsageError), here.database.write() as db:
        accounts.set_password(db, name, role, password)


def test_another_address_needs_a_password_and_warns(here: Place) -> None:
    address = Address(host="192.0.2.1", port=0)
    with pytest.raises(UsageError, match="--set-password"):
        serve(here.board, address, here.site.log, print)
    assert "TLS" in warnings(address)[0]
    assert not warnings(Address())
    assert not warnings(Address(host="192.0.2.1", certificate=Path("a"), key=Path("b")))


def test_one_server_per_folder(tmp_path: Path) -> None:
    first = OnlyServer(tmp_path)
    with pytest.raises(UsageError, match="máy chủ đang chạy"):
        OnlyServer(tmp_path)
    first.release()
    OnlyServer(tmp_path).release()


def test_a_damaged_or_newer_store_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "board.sqlite"
    broken.write_bytes(b"no database at all" * 100)
    with pytest.raises(UsageError, match="--folder"):
        Database(broken)
    newer = Database(tmp_path / "b.sqlite")
    with newer.write() as db:
        db.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(UsageError, match="99"):
        Database(tmp_path / "b.sqlite")


def test_the_command_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        wrong = [(["--port", port], "--port"), (["--host", "0.0.0.0"], "--set-password"), (["--certificate", "a.pem"], "--key"),
                 (["--certificate", "a.pem", "--key", "b.pem"], "a.pem"), (["--set-password", "An", "--role", "vua"], "vua")]  # fmt: skip
        for arguments, word in wrong:
            monkeypatch.setattr("sys.argv", ["qualitycheck", "serve", "--no-browser", *arguments])
            monkeypatch.setattr("sys.stdin", io.StringIO("mot mat khau dai\n"))
            with pytest.raises(SystemExit) as stopped:
                main()
            error = capsys.readouterr().err
            assert stopped.value.code == 2 and word in error and "Traceback" not in error, arguments


# --- paths and names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["/static/../board.py", "/static/%2e%2e%2fboard.py", "/static/..%5c..%5cboard.py", "/static//etc/passwd", "/rules/../../etc/passwd",
     "/rules/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/m/1/exports/../../board.sqlite", "/m/1e9", "/m/-1", "/m/99999999999999999999999"],
)  # fmt: skip
def test_no_path_leads_to_a_file(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code in (303, 404)
    assert "root:" not in answer.text


@pytest.mark.parametrize("number", ["99999999999999999999999", "9" * 400])
def test_numbers_larger_than_the_store_knows(browser: Browser, number: str) -> None:
    assert browser.get(f"/m/{number}").status_code == 404
    assert browser.get(f"/m/{browser.meeting()}/d/{number}").status_code == 404


@given(st.text(max_size=400))
def test_safe_names_stay_inside(name: str) -> None:
    safe = meetings.safe_name(name)
    parts = safe.split("/")
    assert safe and not safe.startswith("/") and len(parts) <= 6
    assert all(p and p == p.lstrip() == p.rstrip(" .") for p in parts)
    assert ".." not in parts and "\\" not in safe and "\0" not in safe and ":" not in safe
    assert meetings.suffix_of(safe) == "" or re.fullmatch(r"\.[a-z0-9]{1,5}", meetings.suffix_of(safe))


def test_names_that_mean_harm(here: Place, browser: Browser) -> None:
    number = browser.meeting()
    names = ["../../../etc/passwd.txt", "..\\..\\windows\\a.txt", "C:\\x\\a.txt", "/abs/a.txt", f"{EVIL}.txt", "a\u202etxt.exe",
             "a" * 500 + ".txt", "CON.txt", "a.txt\0.exe"]  # fmt: skip
    for place_, name in enumerate(names):
        browser.post(f"/m/{number}/files", [("file", ("x.txt", b"Cam ket %d" % place_))], True, path=name)
    here.work()
    inside = sorted(p.name for p in (here.board.files / str(number)).iterdir())
    assert all(re.fullmatch(r"\d+(\.[a-z0-9]{1,5})?", name) for name in inside)
    assert len(inside) == len(names)
    text = browser.get(f"/m/{number}").text
    assert "<script>alert" not in text and "<img src=x" not in text and "\u202e" not in text
    [first, *_] = browser.documents(number)
    sent = browser.get(f"/m/{number}/d/{first}/original")
    assert sent.headers["content-disposition"].startswith("attachment;")
    assert sent.headers["content-type"] == "application/octet-stream"


def test_what_file_managers_leave_behind_is_no_submission(browser: Browser) -> None:
    number = browser.meeting()
    assert browser.send(number, ("Thumbs.db", b"x"), ("~$a.docx", b"y"), (".ds_store", b"z")).status_code == 422


# --- scripts in documents ---------------------------------------------------------------------------------------------


def test_markup_in_a_document_stays_text(here: Place, browser: Browser, tmp_path: Path) -> None:
    number = browser.meeting(f"Họp {EVIL}")
    path = commitments.write(
        tmp_path / "a.txt", [f"{commitments.VAGUE} {EVIL}", f"Giúp ……… {EVIL}"], author=f"Lê {EVIL}"
    )
    browser.send(number, (f"{EVIL}.txt", path.read_bytes()))
    here.work()
    [document] = browser.documents(number)
    browser.decide(number, document, browser.choices(number, document)[0].replace("confirmed", "dismissed"), EVIL)
    for page in (f"/m/{number}", f"/m/{number}/d/{document}", f"/m/{number}/d/{document}?part=article", "/"):
        text = browser.get(page).text
        assert "<script>alert" not in text and "<img src=x" not in text, page
    tried = browser.post("/rules/try", sentence=EVIL).text
    assert "<script>alert" not in tried and "<img src=x" not in tried
    assert "<script>alert" not in browser.get(f"/m/{number}?search={EVIL}&unit={EVIL}").text


def test_personal_numbers_are_hidden(here: Place, browser: Browser, tmp_path: Path) -> None:
    number = browser.meeting()
    path = commitments.write(
        tmp_path / "a.txt", [f"{commitments.VAGUE} CCCD số 036075001234, điện thoại 0912 345 678."]
    )
    browser.send(number, ("a.txt", path.read_bytes()))
    here.work()
    [document] = browser.documents(number)
    browser.decide(number, document, browser.choices(number, document)[0])
    text = browser.get(f"/m/{number}/d/{document}").text + browser.get(f"/m/{number}").text
    assert "036075001234" not in text and "345 678" not in text
    with here.database.read() as db:
        assert not [row for row in db.execute("SELECT entry FROM events") if "036075001234" in (row["entry"] or "")]


def test_hostile_uploads_break_nothing(tmp_path: Path) -> None:
    """Everything of the awkward set in one meeting: each is read or told, and every page still answers."""
    with place(tmp_path) as made:
        browser = made.browser()
        number = browser.meeting()
        for case in all_cases():
            data = case.data()
            if len(data) < 2_000_000:
                path = f"{case.name}/{case.file}"
                answer = browser.post(f"/m/{number}/files", [("file", (case.file, data))], True, path=path)
                assert answer.status_code == 200 or case.file.startswith("~$"), case.name
        made.work()
        with made.database.read() as db:
            states = meetings.states(db, number)
        assert states["queued"] == states["reading"] == 0
        assert states["read"] > 20 and states["failed"] > 20
        assert browser.get(f"/m/{number}").status_code == 200
        for document in browser.documents(number):
            assert browser.get(f"/m/{number}/d/{document}").status_code == 200


# --- too much ---------------------------------------------------------------------------------------------------------


def test_too_much_at_once_is_refused(tmp_path: Path) -> None:
    with place(tmp_path, request_bytes=20_000, form_bytes=5_000, files_per_request=3, files_per_meeting=4) as made:
        browser = made.browser()
        number = browser.meeting()
        assert browser.send(number, ("a.txt", b"x" * 30_000)).status_code == 413
        assert browser.post("/rules/try", sentence="x" * 9_000).status_code == 413
        assert browser.send(number, *((f"{n}.txt", b"%d" % n) for n in range(4))).status_code == 400
        assert browser.send(number, *((f"{n}.txt", b"%d" % n) for n in range(3))).status_code == 200
        assert browser.send(number, ("x.txt", b"x"), ("y.txt", b"y")).status_code == 422


def test_a_body_longer_than_announced_is_cut_off(tmp_path: Path) -> None:
    def body() -> Iterator[bytes]:
        yield from (b"x" * 1000 for _ in range(50))

    with place(tmp_path, form_bytes=5_000) as made:
        client = made.browser().client
        answer = client.post("/meetings", content=body(), headers={"content-type": "application/x-www-form-urlencoded"})
        assert answer.status_code == 413


@pytest.mark.parametrize(
    "content", [b"", b"--x\r\n", b"--x\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--x--", b"\xff\xfe" * 50]
)
def test_broken_forms_are_no_crash(browser: Browser, content: bytes) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x", "x-csrf-token": browser.token}
    answer = browser.client.post(f"/m/{browser.meeting()}/files", content=content, headers=headers)
    assert answer.status_code in (400, 422)


def test_uploads_and_tries_have_a_rate(tmp_path: Path) -> None:
    with place(tmp_path, uploads_per_minute=2, tries_per_minute=2) as made:
        browser = made.browser()
        number = browser.meeting()
        assert [browser.send(number, ("a.txt", b"%d" % n)).status_code for n in range(3)] == [200, 200, 429]
        assert [browser.post("/rules/try", sentence="").status_code for _ in range(3)] == [200, 200, 429]


def test_a_rate_fills_again(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("qualitycheck.web.http.rates.time.monotonic", lambda: clock[0])
    rate = Rate(60)
    assert all(rate.take("a") for _ in range(60)) and not rate.take("a") and rate.take("b")
    clock[0] = 1.0
    assert rate.has_room("a") and rate.take("a") and not rate.take("a")


def test_a_cache_keeps_the_latest() -> None:
    cache: Cache[int] = Cache(2)
    made: list[int] = []
    for key in (1, 2, 1, 3, 1, 2):
        cache.get(key, lambda key=key: made.append(key) or key)  # type: ignore[misc]
    assert made == [1, 2, 3, 2]


# --- the log ----------------------------------------------------------------------------------------------------------


def test_the_log_holds_no_words_of_people(here: Place, browser: Browser) -> None:
    browser.get("/m/1?search=bí+mật")
    browser.get("/bí-mật")
    browser.get("/rules/bí-mật")
    lines = [
        json.loads(line) for line in (here.board.folder.parent / "log.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert {"time", "event", "method", "path", "status", "ms", "bytes"} <= set(lines[-1])
    text = json.dumps(lines, ensure_ascii=False)
    assert "mật" not in text and KEY not in text and "Lê" not in text and "alert" not in text
    assert HOST not in text
