"""The HTML report in a real browser: sort, search, filter, open, keys. Needs a Chromium on the machine."""

from __future__ import annotations

import shutil
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


def test_five_thousand_documents_open_and_filter_at_once(browser, tmp_path: Path, record_property) -> None:  # type: ignore[no-untyped-def]
    """Seconds of work in the page are recorded; the limits are wide, because a test machine may be busy."""
    page, problems = opened(browser, tmp_path, large(5000))
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    page.reload()
    metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    assert page.locator("#list tbody tr").count() == 100
    assert page.locator("article").count() == 0

    took = page.evaluate(
        """words => {
          const box = document.getElementById("search");
          box.value = words;
          const begun = performance.now();
          box.dispatchEvent(new Event("input", { bubbles: true }));
          document.body.getBoundingClientRect();
          return (performance.now() - begun) / 1000;
        }""",
        "tep 00042",
    )
    assert page.locator("#list tbody tr").count() == 1
    record_property("open-seconds", metrics["TaskDuration"])
    record_property("filter-seconds", took)
    assert metrics["TaskDuration"] < 5
    assert took < 2
    assert not problems


def test_everything_shown_is_built_when_asked_for(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page, problems = opened(browser, tmp_path, large(250))
    assert page.locator("#list tbody tr").count() == 100
    page.get_by_role("button", name="Hiện đủ danh sách").click()
    assert page.locator("#list tbody tr").count() == 250
    assert not problems


def test_a_folder_of_pages(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    write(large(9), tmp_path / "report", options())
    page, problems = browser.new_page(), []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto((tmp_path / "report" / "index.html").as_uri())
    assert len(names(page)) == 9
    page.locator("#row-d2 a").click()
    page.wait_for_url("**/documents/00002.html")
    assert page.locator("article h2").inner_text() == "Trần Thị Hà"
    assert page.locator(".tiles, #list tbody").count() == 0
    assert (
        page.locator("body").evaluate("e => getComputedStyle(e).margin") == "0px"
    )  # the style sheet beside it is read
    page.keyboard.press("j")
    page.wait_for_url("**/documents/00003.html")
    page.keyboard.press("k")
    page.wait_for_url("**/documents/00002.html")
    page.keyboard.press("Escape")
    page.wait_for_url("**/index.html#documents")
    assert not problems


def serious(page) -> list[str]:  # type: ignore[no-untyped-def]
    """What axe-core calls a serious or critical issue, with the elements concerned."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
    response = axe.Axe().run(page).response
    assert response["passes"]
    found = response["violations"]
    grave = [v for v in found if v["impact"] in ("serious", "critical")]
    return [f"{v['id']}: {node['html'][:200]} {node['failureSummary'][:300]}" for v in grave for node in v["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lazy", [200, 2])
def test_nobody_is_shut_out(browser, tmp_path: Path, scheme: str, lazy: int) -> None:  # type: ignore[no-untyped-def]
    page, _ = opened(browser, tmp_path, batch(), lazy=lazy)
    page.emulate_media(color_scheme=scheme)
    assert not serious(page)
    for anchor in ("d1", "d2", "d3"):
        page.goto(page.url.split("#")[0] + f"#{anchor}")
        page.wait_for_selector(f"#{anchor}.current")
        assert not serious(page)


def test_nobody_is_shut_out_of_a_folder_of_pages(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    write(batch(), tmp_path / "report", options())
    page = browser.new_page()
    for name in ("index.html", "documents/00001.html", "documents/00003.html"):
        page.goto((tmp_path / "report" / name).as_uri())
        assert not serious(page)


def test_the_page_fits_a_phone(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page, _ = opened(browser, tmp_path, batch())
    page.set_viewport_size({"width": 360, "height": 740})
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide)
    page.goto(page.url.split("#")[0] + "#d1")
    page.wait_for_selector("#d1.current")
    assert not page.evaluate(wide)
