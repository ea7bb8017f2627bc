"""The board's page in a real browser: a whole meeting with the sample province, a killed server, two people deciding.

Needs a Chromium on the machine.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from qualitycheck.messages import say

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
SAMPLES = Path(__file__).parents[1] / "corpora" / "samples" / "new"
LONG = 180_000  # milliseconds, on a busy machine
SET_ASIDE = say("suppressed", count=1)
RUN = "import sys; from qualitycheck.commands.app import main; sys.argv = ['qualitycheck', *sys.argv[1:]]; main()"


@dataclass
class Server:
    """``qualitycheck serve`` as a user runs it, in an empty folder."""

    home: Path
    port: int = 0
    key: str = ""
    process: subprocess.Popen[str] | None = None
    foreign: list[str] = field(default_factory=list)

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", RUN, "serve", "--no-browser", "--quiet", "--port", str(self.port)],
            cwd=self.home, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/start\?key=(\S+)", line)
        assert found, line
        self.port, self.key = int(found[1]), found[2]

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.end()

    def end(self) -> int:
        assert self.process is not None and self.process.stdout is not None
        code = self.process.wait(60)
        self.process.stdout.close()
        return code

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as runner:
        launched = runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("serve"))
    made.start()
    yield made
    if made.process is not None and made.process.poll() is None:
        made.process.terminate()
        made.end()


def person(browser: Any, server: Server, name: str, **options: Any) -> Any:
    """A browser of its own; what goes wrong in it is kept on the page object."""
    page = browser.new_context(**options).new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("request", lambda r: server.foreign.append(r.url) if not r.url.startswith(server.url) else None)
    page.goto(f"{server.url}/start?key={server.key}")
    page.fill("input[name=person]", name)
    page.get_by_role("button", name="Lưu").click()
    page.get_by_text(f"{name} · quản trị").wait_for()
    return page


@pytest.fixture(scope="module")
def meeting(browser: Any, server: Server) -> Any:
    """The sample province handed in; the server is killed on the way and started again."""
    page = person(browser, server, "Nguyễn Thị An", viewport={"width": 1366, "height": 768})
    page.get_by_label("Tên cuộc họp").fill("Họp xét 2020")
    page.get_by_role("button", name="Lập cuộc họp").click()
    page.set_input_files("#pick-folder", str(SAMPLES))
    page.get_by_text(re.compile(r"Đã xong ([1-9]|1[0-4]) trong 15 tệp")).wait_for(timeout=LONG)
    server.kill()
    page.get_by_text("Mất liên lạc với máy chủ").wait_for(timeout=LONG)
    server.start()
    page.locator("#ranked tbody tr").nth(14).wait_for(timeout=LONG)
    return page


def open_document(page: Any, server: Server, name: str) -> None:
    page.goto(f"{server.url}/m/1?search={name}")
    page.locator("#ranked tbody a").first.click()
    page.locator("article.document").wait_for()


def test_a_killed_server_goes_on_where_it_was(meeting: Any) -> None:
    assert "Đã xong 15 trong 15 tệp" in meeting.locator("#state").inner_text()
    assert meeting.locator("#ranked tbody tr").count() == 15
    meeting.get_by_label("Tìm theo tên").fill("ban hon")
    meeting.get_by_text("2 trong 15 tài liệu").wait_for()
    meeting.get_by_label("Tìm theo tên").fill("")
    meeting.get_by_text("15 trong 15 tài liệu").wait_for()
    assert not meeting.problems


def test_two_people_decide_and_nothing_is_lost(browser: Any, server: Server, meeting: Any) -> None:
    other = person(browser, server, "Trần Văn Bình")
    for page in (meeting, other):
        open_document(page, server, "Van hoa")
    first = meeting.locator("#article .finding").first
    first.get_by_role("button", name="Đồng ý").click()
    other.locator(".decided", has_text="Nguyễn Thị An").wait_for(timeout=LONG)  # seen without a reload

    meeting.keyboard.press("n")
    meeting.keyboard.press("n")
    current = meeting.locator(".current-finding").locator("[data-choice]").first.get_attribute("data-choice")
    other.route("**/changes*", lambda route: route.abort())  # a browser that has not heard of it yet
    meeting.keyboard.press("r")
    meeting.locator(f'[data-choice="{current}"] .decided', has_text="Cần sửa lại").wait_for(timeout=LONG)
    box = other.locator(f'[data-choice="{current}"]')
    box.get_by_label("Lý do cho qua").fill("đúng theo mẫu của tỉnh")
    box.get_by_role("button", name="Cho qua").click()
    other.locator("#news p", has_text="Chưa ghi quyết định của bạn").wait_for(timeout=LONG)
    other.locator(f'[data-choice="{current}"] .decided', has_text="Cần sửa lại").wait_for(timeout=LONG)
    assert box.get_by_label("Lý do cho qua").input_value() == "đúng theo mẫu của tỉnh"
    box.get_by_role("button", name="Cho qua").click()
    other.get_by_text(SET_ASIDE).wait_for(timeout=LONG)
    meeting.get_by_text(SET_ASIDE).wait_for(timeout=LONG)

    server.kill()
    server.start()
    meeting.reload()
    assert meeting.locator(".decided").count() == 2
    meeting.get_by_text(SET_ASIDE).click()
    meeting.locator(f'[data-choice="{current}"]').get_by_role("button", name="Hoàn tác").click()
    meeting.locator(f'[data-choice="{current}"] .decided', has_text="Cần sửa lại").wait_for(timeout=LONG)
    assert "Lịch sử (3)" in meeting.locator(f'[data-choice="{current}"]').inner_text()
    assert not meeting.problems and not other.problems


def test_keys_walk_through_the_documents(server: Server, meeting: Any) -> None:
    meeting.goto(f"{server.url}/m/1?order=name")
    meeting.locator("#ranked tbody a").first.click()
    title = meeting.locator("article h2")
    first = title.inner_text()
    meeting.keyboard.press("j")
    meeting.get_by_text("2/15").wait_for(timeout=LONG)
    assert title.inner_text() != first
    meeting.keyboard.press("k")
    meeting.get_by_text("1/15").wait_for(timeout=LONG)
    meeting.keyboard.press("Escape")
    meeting.locator("#ranked").wait_for(timeout=LONG)


def test_the_workbook_and_the_word_files_are_taken_away(server: Server, meeting: Any) -> None:
    meeting.goto(f"{server.url}/m/1")
    for name, ending in (("Bảng Excel", ".xlsx"), ("Bản Word có ghi chú", ".zip")):
        meeting.get_by_role("button", name=name).click()
        link = meeting.locator(f"#written a[href][download]:text-matches('{re.escape(ending)}$')").first
        link.wait_for(timeout=LONG)
        with meeting.expect_download() as taken:
            link.click()
        with zipfile.ZipFile(taken.value.path()) as archive:
            assert archive.testzip() is None
            assert len(archive.namelist()) >= 10


def test_a_sentence_is_judged_while_it_is_written(server: Server, meeting: Any) -> None:
    meeting.goto(f"{server.url}/rules")
    meeting.get_by_label("Câu cam kết").fill(
        "Luôn nêu cao tinh thần trách nhiệm, không ngừng nâng cao chất lượng công tác."
    )
    meeting.locator("#tried .finding", has_text="Cam kết chung chung").wait_for(timeout=LONG)
    meeting.get_by_label("Câu cam kết").fill("Mỗi tháng đến thăm 2 hộ nghèo ở thôn Đông, ghi sổ theo dõi.")
    meeting.locator("#tried .specificity-2").wait_for(timeout=LONG)


PAGES = ("/", "/m/1", "/m/1/d/1", "/rules", "/rules/vague-pledge", "/corpus", "/m/1/remove")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(browser: Any, server: Server, meeting: Any, path: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
    context = browser.new_context(color_scheme=scheme, storage_state=meeting.context.storage_state(), bypass_csp=True)
    page = context.new_page()
    page.goto(server.url + path)
    found = axe.Axe().run(page).response["violations"]
    context.close()
    grave = [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found if v["impact"] in ("serious", "critical")]
    assert not grave


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_a_phone(browser: Any, server: Server, meeting: Any, path: str) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, storage_state=meeting.context.storage_state(), bypass_csp=True
    )
    page = context.new_page()
    page.goto(server.url + path)
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    context.close()


def test_nothing_but_this_server_was_asked(server: Server, meeting: Any) -> None:
    assert server.foreign == []
    assert meeting.problems == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal of that kind")
def test_the_server_ends_cleanly(server: Server, meeting: Any) -> None:
    assert server.process is not None
    server.process.terminate()
    assert server.end() in (0, -15)
    lines = (server.home / "qualitycheck-board" / "log" / "server.jsonl").read_text(encoding="utf-8").splitlines()
    assert '"event": "stop"' in lines[-1]
    assert not [line for line in lines if '"event": "fault"' in line]
