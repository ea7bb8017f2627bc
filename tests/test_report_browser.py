"""The HTML report in a real browser: sort, search, filter, open, keys. Needs a Chromium on the machine."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from report_samples import batch, large, options

from qualitycheck.report.html import write
from qualitycheck.types import Batch

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with playwright.sync_playwright() as runner:
        launched = runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


def opened(browser, folder: Path, given: Batch, **changes):  # type: ignore[no-untyped-def]
    write(given, folder / "report.html", options(**changes))
    page = browser.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto((folder / "report.html").as_uri())
    return page, problems


def names(page) -> list[str]:  # type: ignore[no-untyped-def]
    return page.locator("#list tbody tr:visible td:first-child a").all_inner_texts()


def test_search_filter_sort_and_open(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page, problems = opened(browser, tmp_path, batch())
    assert len(names(page)) == 3
    assert not page.locator("article").first.is_visible()

    page.keyboard.press("/")
    page.keyboard.type("tran thi ha")  # marks are not needed
    assert names(page) == ["Trần Thị Hà"]
    page.get_by_role("button", name="Bỏ lọc").click()
    page.wait_for_function("document.querySelectorAll('#list tbody tr:not([hidden])').length === 3")

    page.select_option("#rule", "copied-own-previous-year")
    assert names(page) == ["Lê Văn Bình"]
    page.select_option("#rule", "")
    page.select_option("#unit", "Trường THCS Hòa An")
    assert names(page) == ["Trần Thị Hà"]
    page.select_option("#unit", "")
    page.select_option("#level", "error")
    assert names(page) == ["Lê Văn Bình"]
    page.select_option("#level", "")
    page.select_option("#points", "85-101")
    assert names(page) == ["Trần Thị Hà"]
    page.select_option("#points", "")

    header = page.locator("#list thead th").nth(4)
    header.get_by_role("button").click()
    assert header.get_attribute("aria-sort") == "ascending"
    assert names(page)[-1] == "Trần Thị Hà"
    header.get_by_role("button").click()
    assert names(page)[0] == "Trần Thị Hà"

    page.get_by_role("link", name="Lê Văn Bình").click()
    article = page.locator("article.current")
    assert article.get_by_role("heading", level=2).inner_text() == "Lê Văn Bình"
    assert not page.locator("#list").is_visible()
    article.locator(".findings .place").last.click()
    assert page.locator("article.current").count() == 1
    assert not problems


def test_keys_move_between_documents(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page, problems = opened(browser, tmp_path, batch())
    page.keyboard.press("j")
    page.wait_for_selector("#d1.current")
    page.keyboard.press("j")
    page.wait_for_selector("#d2.current")
    page.keyboard.press("k")
    page.wait_for_selector("#d1.current")
    page.keyboard.press("Escape")
    page.wait_for_selector("#list", state="visible")
    assert not problems


def test_a_document_on_demand(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page, problems = opened(browser, tmp_path, large(12), lazy=5)
    assert page.locator("article").count() == 0
    page.locator("#row-d3 a").click()
    page.wait_for_selector("#d3.current")
    assert "ngoặc" in page.locator("article.current h2").inner_text()
    assert page.locator("article img, article script").count() == 0
    assert not problems


def test_a_thousand_documents_filter_at_once(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page, problems = opened(browser, tmp_path, large(1000))
    start = time.perf_counter()
    page.fill("#search", "00042")
    assert page.locator("#list tbody tr:visible").count() == 1
    assert time.perf_counter() - start < 2
    assert not problems


def test_the_page_fits_a_phone(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page, _ = opened(browser, tmp_path, batch())
    page.set_viewport_size({"width": 360, "height": 740})
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide)
    page.goto(page.url.split("#")[0] + "#d1")
    page.wait_for_selector("#d1.current")
    assert not page.evaluate(wide)
