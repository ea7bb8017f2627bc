"""A meeting through the pages: files in, table, document, decisions, exports, rules, register."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import commitments
import pytest
from web_support import Browser, Place, place, three

from qualitycheck.messages import say
from qualitycheck.review import load_reviews
from qualitycheck.web.http.pages_meeting import Filters, filtered
from qualitycheck.web.store import decisions, documents, jobs, meetings
from qualitycheck.web.work.exporting import EXPORTS

SET_ASIDE = say("suppressed", count=1)


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, Browser, int]]:
    """A meeting of three documents, checked."""
    folder = tmp_path_factory.mktemp("web")
    with place(folder) as here:
        browser = here.browser()
        number = browser.meeting()
        assert browser.send(number, *three(folder / "files")).status_code == 200
        here.work()
        yield here, browser, number


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[tuple[Place, Browser, int]]:
    with place(tmp_path) as here:
        browser = here.browser()
        yield here, browser, browser.meeting()


def document_of(browser: Browser, number: int, name: str) -> int:
    found = re.search(rf'/m/{number}/d/(\d+)[^>]*">{name}', browser.get(f"/m/{number}").text)
    assert found
    return int(found[1])


def test_the_table_ranks_the_documents(checked: tuple[Place, Browser, int]) -> None:
    _, browser, number = checked
    text = browser.get(f"/m/{number}").text
    names = re.findall(rf'/m/{number}/d/\d+[^>]*">([^<]+)</a>', text)
    assert names[0] == "Lê Văn Bình"
    assert sorted(names) == ["Lê Văn Bình", "Trần Thị Hà", "Vũ Thị Mến"]
    assert "2020/UBND xã Hòa An/binh.txt" in text
    assert "Đã xong 3 trong 3 tệp" in text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("search=tran+thi", ["Trần Thị Hà"]),
        ("rule=placeholder-left", ["Trần Thị Hà"]),
        ("rule=vague-pledge", ["Vũ Thị Mến"]),
        ("state=decided", []),
        ("score=85-101", []),
        ("order=name", ["Lê Văn Bình", "Trần Thị Hà", "Vũ Thị Mến"]),
        ("page=99&order=name", ["Lê Văn Bình", "Trần Thị Hà", "Vũ Thị Mến"]),
    ],
)
def test_filters(checked: tuple[Place, Browser, int], query: str, names: list[str]) -> None:
    _, browser, number = checked
    text = browser.get(f"/m/{number}?{query}").text
    assert re.findall(rf'/m/{number}/d/\d+[^>]*">([^<]+)</a>', text) == names


def test_the_document_page_has_text_findings_and_pledges(checked: tuple[Place, Browser, int]) -> None:
    _, browser, number = checked
    document = document_of(browser, number, "Trần Thị Hà")
    text = browser.get(f"/m/{number}/d/{document}").text
    assert '<mark class="error">' in text
    assert "Toàn văn" in text
    assert "Các nội dung cam kết" in text
    assert "Hỏi tác giả" in browser.get(f"/m/{number}/d/{document_of(browser, number, 'Vũ Thị Mến')}").text
    assert "See also" not in text
    part = browser.get(f"/m/{number}/d/{document}?part=article").text
    assert part.lstrip().startswith("<article")


def test_english_is_one_press_away(checked: tuple[Place, Browser, int]) -> None:
    here, _, number = checked
    other = here.browser("Ann")
    assert other.post("/language", lang="en", next=f"/m/{number}").headers["location"] == f"/m/{number}"
    text = other.get(f"/m/{number}").text
    assert '<html lang="en">' in text
    assert "Documents by score" in text


def test_decide_undo_and_history(fresh: tuple[Place, Browser, int], tmp_path: Path) -> None:
    here, browser, number = fresh
    browser.send(number, *three(tmp_path / "files"))
    here.work()
    document = document_of(browser, number, "Vũ Thị Mến")
    page = f"/m/{number}/d/{document}"
    first = browser.choices(number, document)[0]
    finding = first.split(" ")[1]
    assert browser.decide(number, document, first).status_code == 200
    assert "Lê An" in browser.get(page).text

    [event] = [e for e in _events(here, document) if e.verdict]
    dismissed = browser.decide(number, document, f"finding {finding} dismissed {event.id}", "theo hướng dẫn")
    assert dismissed.status_code == 200
    assert "theo hướng dẫn" in browser.get(page).text
    assert SET_ASIDE in browser.get(page).text

    undone = browser.decide(number, document, f"finding {finding} undo {dismissed.json()['event']}")
    assert undone.status_code == 200
    assert [e.verdict for e in _events(here, document)] == ["confirmed", "dismissed", "confirmed"]
    assert "Lịch sử (3)" in browser.get(page).text
    assert browser.get(f"/m/{number}?state=decided").text.count(f"/m/{number}/d/") == 1


def test_a_reason_is_needed_to_set_aside(checked: tuple[Place, Browser, int]) -> None:
    here, browser, number = checked
    document = document_of(browser, number, "Trần Thị Hà")
    choice = browser.choices(number, document)[0].replace("confirmed", "dismissed")
    answer = browser.decide(number, document, choice, "   ")
    assert answer.status_code == 422
    assert "lý do" in answer.json()["message"]
    assert not _events(here, document)


def test_of_two_at_once_the_second_is_told_and_nothing_is_lost(
    fresh: tuple[Place, Browser, int], tmp_path: Path
) -> None:
    here, browser, number = fresh
    other = here.browser("Trần Bình", "reviewer")
    browser.send(number, *three(tmp_path / "files"))
    here.work()
    document = document_of(browser, number, "Vũ Thị Mến")
    choice = browser.choices(number, document)[0]
    version = browser.get(f"/m/{number}/changes").json()["version"]
    assert browser.decide(number, document, choice).status_code == 200
    answer = other.decide(number, document, choice.replace("confirmed", "dismissed"), "lý do của tôi")
    assert answer.status_code == 409
    assert "Lê An" in answer.json()["message"]
    assert "lý do của tôi" in answer.json()["message"]
    assert [e.verdict for e in _events(here, document)] == ["confirmed"]
    news = other.get(f"/m/{number}/changes?since={version}").json()["decisions"]
    assert news == [{"document": document, "person": "Lê An", "verdict": "confirmed", "mine": False}]
    assert browser.decide(number, document, choice).status_code == 200  # the same once more is no second decision
    assert len(_events(here, document)) == 1


def test_commend_and_rewrite_a_whole_document(fresh: tuple[Place, Browser, int], tmp_path: Path) -> None:
    here, browser, number = fresh
    browser.send(number, *three(tmp_path / "files"))
    here.work()
    document = document_of(browser, number, "Lê Văn Bình")
    assert browser.decide(number, document, "document  commended 0").status_code == 200
    assert "Lê Văn Bình" in browser.get(f"/m/{number}?state=commended").text
    pledge = re.findall(r'value="(pledge \w+ commended 0)"', browser.get(f"/m/{number}/d/{document}").text)[0]
    assert browser.decide(number, document, pledge).status_code == 200
    wrong = browser.decide(number, document, "pledge 0123456789abcdef commended 0")
    assert wrong.status_code == 422
    assert browser.decide(number, document, "document  dismissed 0", "x").status_code == 422


def test_the_same_bytes_are_kept_once(fresh: tuple[Place, Browser, int], tmp_path: Path) -> None:
    here, browser, number = fresh
    [first, *_] = three(tmp_path / "files")
    browser.send(number, first)
    assert browser.send(number, ("khác.txt", first[1])).json()["files"][0]["state"] == "duplicate"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("2020/UBND xã Hòa An/bản sao.txt", first[1])
        out.writestr("2020/UBND xã Hòa An/mới.txt", first[1].replace(b"2020", b"2021"))
    browser.send(number, ("nộp.zip", archive.getvalue()))
    here.work()
    assert len(browser.documents(number)) == 2
    assert "Gửi trùng, chỉ giữ một bản: 1" in browser.get(f"/m/{number}").text


def test_same_names_are_told_apart(fresh: tuple[Place, Browser, int]) -> None:
    _, browser, number = fresh
    found = browser.send(number, ("a.txt", b"mot"), ("a.txt", b"hai")).json()["files"]
    assert [f["name"] for f in found] == ["a.txt", "a (2).txt"]


def test_cancel_leaves_out_what_is_not_read(fresh: tuple[Place, Browser, int], tmp_path: Path) -> None:
    here, browser, number = fresh
    browser.send(number, *three(tmp_path / "files"))
    assert browser.post(f"/m/{number}/cancel", None, True).json() == {"cancelled": 3}
    here.work()
    assert browser.documents(number) == []
    again = browser.send(number, *three(tmp_path / "files")).json()["files"]
    assert {f["state"] for f in again} == {"queued"}


def test_a_file_that_cannot_be_read_is_said(fresh: tuple[Place, Browser, int]) -> None:
    here, browser, number = fresh
    browser.send(number, ("hỏng.docx", b"PK\x03\x04 broken"), ("trống.txt", b""))
    here.work()
    text = browser.get(f"/m/{number}").text
    assert "Không đọc được: 2" in text
    assert "hỏng.docx" in text


def test_more_files_keep_the_decisions(fresh: tuple[Place, Browser, int], tmp_path: Path) -> None:
    here, browser, number = fresh
    first, *rest = three(tmp_path / "files")[::-1]
    browser.send(number, first)
    here.work()
    [document] = browser.documents(number)
    browser.decide(number, document, browser.choices(number, document)[0])
    browser.send(number, *rest)
    here.work()
    assert len(browser.documents(number)) == 3
    assert len(_events(here, document)) == 1
    assert "decided" in browser.get(f"/m/{number}/d/{document}").text


@pytest.mark.parametrize("key", [export.key for export in EXPORTS])
def test_every_export_is_written_and_sent(checked: tuple[Place, Browser, int], key: str) -> None:
    here, browser, number = checked
    job = browser.post(f"/m/{number}/exports", None, True, key=key).json()["job"]
    here.work()
    answer = browser.get(f"/m/{number}/exports/{job}")
    assert answer.status_code == 200, browser.get(f"/m/{number}").text
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert key in ("minutes",) or len(answer.content) > 20
    if key == "docx":
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert len(archive.namelist()) == 3


def test_decisions_go_into_the_review_file_of_later_checks(fresh: tuple[Place, Browser, int], tmp_path: Path) -> None:
    here, browser, number = fresh
    browser.send(number, *three(tmp_path / "files"))
    here.work()
    document = document_of(browser, number, "Vũ Thị Mến")
    choices = browser.choices(number, document)
    event = browser.decide(number, document, choices[0].replace("confirmed", "dismissed"), "đúng mẫu").json()["event"]
    assert "thêm 1" in browser.post(f"/m/{number}/keep").text
    [entry] = load_reviews(here.board.review).entries
    assert (entry.verdict, entry.reason, entry.person, entry.origin) == ("dismissed", "đúng mẫu", "Lê An", "web")
    finding = choices[0].split(" ")[1]
    browser.decide(number, document, f"finding {finding} undo {event}")
    assert "rút lại 1" in browser.post(f"/m/{number}/keep").text
    assert load_reviews(here.board.review).entries == ()


def test_decisions_of_the_review_file_hold_in_a_new_meeting(fresh: tuple[Place, Browser, int], tmp_path: Path) -> None:
    here, browser, number = fresh
    files = three(tmp_path / "files")
    browser.send(number, *files)
    here.work()
    document = document_of(browser, number, "Vũ Thị Mến")
    before = len(browser.choices(number, document))
    browser.decide(number, document, browser.choices(number, document)[0].replace("confirmed", "dismissed"), "đúng mẫu")
    browser.post(f"/m/{number}/keep")
    second = browser.meeting("Họp lần hai")
    browser.send(second, *files)
    here.work()
    assert _total(here, second, "Vũ Thị Mến") == _total(here, number, "Vũ Thị Mến")
    held = browser.choices(number, document, "confirmed")[0].replace("confirmed", "dismissed")
    browser.decide(number, document, held, "cũng đúng mẫu")
    browser.post(f"/m/{number}/keep")
    assert _total(here, second, "Vũ Thị Mến") < _total(here, number, "Vũ Thị Mến")
    here.work()
    assert _total(here, second, "Vũ Thị Mến") == _total(here, number, "Vũ Thị Mến")
    text = browser.get(f"/m/{second}/d/{document_of(browser, second, 'Vũ Thị Mến')}").text
    assert SET_ASIDE.partition(" ")[2] in text
    assert before >= 1


def test_rules_and_a_sentence(checked: tuple[Place, Browser, int]) -> None:
    _, browser, _ = checked
    assert "vague-pledge" in browser.get("/rules").text
    rule = browser.get("/rules/vague-pledge").text
    assert "Ví dụ được nhắc" in rule
    assert "đúng " in rule
    assert browser.get("/rules/no-such-rule").status_code == 404
    vague = browser.post("/rules/try", sentence=commitments.VAGUE).text
    assert "/rules/vague-pledge" in vague.split('id="tried"')[1].split("</section>")[0]
    good = browser.post("/rules/try", sentence=commitments.GOOD[0]).text
    assert "2 hộ nghèo" in good.split('id="tried"')[1]


def test_the_register_takes_forgets_and_compares(fresh: tuple[Place, Browser, int], tmp_path: Path) -> None:
    here, browser, number = fresh
    assert "Chưa có kho" in browser.get("/corpus").text
    old = commitments.write(tmp_path / "binh.txt", commitments.GOOD, year=2019)
    intake = int(browser.post("/corpus", year="2019").headers["location"].rsplit("/", 1)[1])
    assert browser.send(intake, ("2019/UBND xã Hòa An/binh.txt", old.read_bytes()), kind="intake").status_code == 200
    here.work()
    assert "Vào kho: thêm 1" in browser.get(f"/corpus/{intake}").text
    assert not list((here.board.files).rglob("*.txt"))
    corpus = browser.get("/corpus").text
    assert "1 văn bản" in corpus

    browser.send(number, *three(tmp_path / "files"))
    here.work()
    text = browser.get(f"/m/{number}/d/{document_of(browser, number, 'Lê Văn Bình')}").text
    assert "bản năm 2019" in text

    [box] = re.findall(r'name="(document \w+)"', corpus)
    assert "Xoá 1 văn bản khỏi kho?" in browser.post("/corpus/confirm", **{box: "1"}).text
    assert browser.post("/corpus/remove", **{box: "1"}).status_code == 303
    here.work()
    assert "đã xoá 1 văn bản" in browser.get("/corpus").text


def test_the_meetings_documents_go_into_the_register(fresh: tuple[Place, Browser, int], tmp_path: Path) -> None:
    here, browser, number = fresh
    browser.send(number, *three(tmp_path / "files"))
    here.work()
    browser.post(f"/m/{number}/register")
    here.work()
    assert "Vào kho: thêm 3" in browser.get(f"/m/{number}").text


def test_a_meeting_is_removed_only_by_its_name(fresh: tuple[Place, Browser, int]) -> None:
    here, browser, number = fresh
    browser.send(number, ("a.txt", b"abc"))
    assert browser.post(f"/m/{number}/remove", name="khác").status_code == 422
    assert browser.post(f"/m/{number}/remove", name="Họp xét 2020").status_code == 303
    assert browser.get(f"/m/{number}").status_code == 404
    assert not (here.board.files / str(number)).exists()
    with here.database.read() as db:
        assert jobs.counts(db) == {"queued": 0, "running": 0}


def test_what_a_dead_server_left_is_taken_up(fresh: tuple[Place, Browser, int], tmp_path: Path) -> None:
    here, browser, number = fresh
    browser.send(number, *three(tmp_path / "files"))
    with here.database.write() as db:
        assert jobs.claim(db, "killed") is not None
        assert meetings.states(db, number)["reading"] == 1
        assert jobs.lost(db) == []
        assert meetings.states(db, number)["queued"] == 3
    here.work()
    assert len(browser.documents(number)) == 3


def test_a_file_that_kills_its_process_twice_is_given_up(fresh: tuple[Place, Browser, int]) -> None:
    here, browser, number = fresh
    browser.send(number, ("a.txt", b"abc"))
    with here.database.write() as db:
        assert jobs.claim(db, "one")
        assert jobs.lost(db, "one") == []
        assert jobs.claim(db, "two")
        [job] = jobs.lost(db, "two")
        file = meetings.file(db, job.file or 0)
        assert file is not None
        documents.keep_crash(db, file)
    assert "Không đọc được: 1" in browser.get(f"/m/{number}").text


def test_health_needs_no_session(checked: tuple[Place, Browser, int]) -> None:
    here, *_ = checked
    found = here.stranger().get("/health").json()
    assert found["status"] == "ok"
    assert found["queued"] == 0


def test_every_line_of_the_minutes_is_json(checked: tuple[Place, Browser, int]) -> None:
    here, browser, number = checked
    document = document_of(browser, number, "Lê Văn Bình")
    browser.decide(number, document, "document  agreed 0")
    job = browser.post(f"/m/{number}/exports", None, True, key="minutes").json()["job"]
    here.work()
    lines = [json.loads(line) for line in browser.get(f"/m/{number}/exports/{job}").text.splitlines()]
    assert lines[-1]["verdict"] == "agreed"
    assert lines[-1]["document"].endswith("binh.txt")


def test_filters_of_nothing() -> None:
    assert filtered([], Filters(search="x")) == []
    assert Filters(search="a b", page=2).address(page=1) == "search=a+b"


def _total(here: Place, meeting: int, name: str) -> float:
    with here.database.read() as db:
        return next(one.row.total for one in documents.listed(db, meeting) if one.row.name == name)


def _events(here: Place, document: int) -> list[decisions.Event]:
    with here.database.read() as db:
        return decisions.history(db, document)


def test_a_document_that_takes_too_long_is_known_by_its_silence(fresh: tuple[Place, Browser, int]) -> None:
    here, browser, number = fresh
    browser.send(number, ("a.txt", b"abc"))
    with here.database.write() as db:
        job = jobs.claim(db, "slow")
        assert job is not None
        assert jobs.hanging(db, "slow", 100, 10) is None
        db.execute("UPDATE jobs SET started = started - 50")
        assert jobs.hanging(db, "slow", 100, 10) is None  # an archive may take its time to be read
        jobs.beat(db, job, 0, 3)
        db.execute("UPDATE jobs SET started = started - 50")
        assert jobs.hanging(db, "slow", 100, 10) is not None
        assert jobs.hanging(db, "another", 100, 10) is None


def test_the_register_is_audited_over_the_years(fresh: tuple[Place, Browser, int], tmp_path: Path) -> None:
    here, browser, _ = fresh
    intake = int(browser.post("/corpus").headers["location"].rsplit("/", 1)[1])
    for year in (2018, 2019, 2020):
        path = commitments.write(tmp_path / f"{year}.txt", commitments.GOOD, year=year)
        browser.send(intake, (f"{year}/UBND xã Hòa An/binh.txt", path.read_bytes()), kind="intake")
    here.work()
    assert browser.post("/corpus/audit", years="năm nay").status_code == 422
    assert browser.post("/corpus/audit", years="2018-2020").status_code == 303
    here.work()
    [job] = re.findall(r"/corpus/audit/(\d+)", browser.get("/corpus").text)
    text = browser.get(f"/corpus/audit/{job}").text
    assert "2018" in text and "2020" in text and "→" in text
    with zipfile.ZipFile(io.BytesIO(browser.get(f"/corpus/audit/{job}/report").content)) as archive:
        assert {"ra-soat.html", "ra-soat.xlsx"} <= set(archive.namelist())
    assert browser.get("/corpus/audit/99999").status_code == 404
