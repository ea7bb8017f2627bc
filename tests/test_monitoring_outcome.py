"""The register filled in: whatever happened to its rows, each promise has one result."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from report_samples import VERSIONS, options
from test_monitoring_register import DATED, JUDGED
from workbook_support import xlsx

from qualitycheck.errors import UsageError
from qualitycheck.monitoring import Outcome, monitoring_register, read_outcomes
from qualitycheck.monitoring.outcome import STATES, state_of
from qualitycheck.report.monitoring import write_outcome, write_register
from qualitycheck.review.spreadsheet import Spreadsheet
from qualitycheck.types import Batch

Table = list[list[str]]
SHEET, KEPT = "Sổ theo dõi", "Dữ liệu khi lập sổ"
PEOPLE = (("Lê Văn Bình", "UBND xã Hòa An"), ("Trần Thị Hà", "UBND xã Hòa An"), ("Vi Văn Toản", "Thôn Nà Ín"))


@pytest.fixture
def book(tmp_path: Path) -> dict[str, Table]:
    """The tables of a fresh register: two pledges of each of three people."""
    from report_samples import build, report_of

    reports = []
    for number, (author, unit) in enumerate(PEOPLE):
        texts = [DATED.replace("3 hộ", f"{10 * number + n} hộ") for n in (3, 4)]
        document = build(f"2020/{author}.docx", *texts, author=author, unit=unit, year=2020)
        reports.append(report_of(document, (JUDGED, JUDGED)))
    write_register("xlsx", monitoring_register(Batch(tuple(reports), VERSIONS)), tmp_path / "so.xlsx", options())
    return tables(tmp_path / "so.xlsx")


def tables(path: Path) -> dict[str, Table]:
    read = Spreadsheet(path.read_bytes())
    return {s: [[row.get(i, "") for i in range(19)] for row in read.rows(s)] for s in read.sheets}


def saved(path: Path, sheets: dict[str, Table]) -> Path:
    path.write_bytes(xlsx(sheets))
    return path


def column(sheets: dict[str, Table], name: str) -> int:
    return sheets[SHEET][0].index(name)


def fill(sheets: dict[str, Table], *said: str) -> dict[str, Table]:
    for row, text in zip(sheets[SHEET][1:], said, strict=False):
        row[column(sheets, "Kết quả thực hiện")] = text
    return sheets


def states(outcome: Outcome) -> dict[str, int]:
    return {state: count for state, count in outcome.total.counts if count}


def test_promised_and_done_by_unit_and_person(book: dict[str, Table], tmp_path: Path) -> None:
    fill(book, "đã thực hiện", "Chưa thực hiện", "đang thực hiện", "", "đã  thực hiện", "mới được một nửa")
    found = read_outcomes([saved(tmp_path / "a.xlsx", book)])
    assert states(found) == {"done": 2, "ongoing": 1, "not-done": 1, "empty": 1, "unclear": 1}
    assert [(t.unit, t.promised, t.count("done")) for t in found.units] == [
        ("Thôn Nà Ín", 2, 1),
        ("UBND xã Hòa An", 4, 1),
    ]
    assert len(found.people) == 3 and len(found.open) == 4
    assert all(t.promised == sum(t.count(s) for s in STATES) for t in found.people)


@pytest.mark.parametrize("change", ["sorted", "inserted", "columns", "heading-lower", "filtered"])
def test_rows_are_found_wherever_they_are(book: dict[str, Table], tmp_path: Path, change: str) -> None:
    fill(book, *["đã thực hiện"] * 3, *["chưa thực hiện"] * 3)
    before = read_outcomes([saved(tmp_path / "before.xlsx", book)])
    rows = book[SHEET]
    if change == "sorted":
        rows[1:] = sorted(rows[1:], key=lambda r: r[13], reverse=True)
    elif change == "inserted":
        rows.insert(2, [""] * 19)
        rows.insert(0, ["Sổ của xã Hòa An", *[""] * 18])
    elif change == "columns":
        book[SHEET] = [list(reversed(row)) for row in rows]
    elif change == "heading-lower":
        rows[0] = [text.upper() for text in rows[0]]
    else:
        book["Bản sao"] = [rows[0], *rows[1:3]]  # a part copied to another sheet
    after = read_outcomes([saved(tmp_path / "after.xlsx", book)])
    assert [(r.id, r.state) for r in after.results] == [(r.id, r.state) for r in before.results]


def test_removed_rewritten_copied_and_new_rows_are_seen(book: dict[str, Table], tmp_path: Path) -> None:
    fill(book, *["đã thực hiện"] * 6)
    rows, what = book[SHEET], column(book, "Nội dung cam kết")
    removed = rows.pop()
    rows[1][what] = rows[1][what].replace("sửa nhà", "sửa lại nhà")
    copy = list(rows[2])
    copy[what] = "Vận động bà con hiến đất mở đường liên thôn dài 2 km."
    fresh = [""] * 19
    fresh[what], fresh[column(book, "Kết quả thực hiện")] = "Dạy 2 lớp học chữ buổi tối.", "đã thực hiện"
    rows += [copy, fresh]
    found = read_outcomes([saved(tmp_path / "a.xlsx", book)])
    assert states(found) == {"done": 5, "removed": 1} and found.total.added == 2
    assert next(r for r in found.results if r.state == "removed").what == removed[what]
    assert [r.edited for r in found.results].count(True) == 1
    assert {r.what for r in found.results if r.added} == {copy[what], fresh[what]}


def test_rows_that_contradict_each_other_are_unclear(book: dict[str, Table], tmp_path: Path) -> None:
    fill(book, *["đã thực hiện"] * 6)
    second = list(book[SHEET][1])
    second[column(book, "Kết quả thực hiện")] = "chưa thực hiện"
    book[SHEET].append(second)
    found = read_outcomes([saved(tmp_path / "a.xlsx", book)])
    (unclear,) = [r for r in found.results if r.state == "unclear"]
    assert unclear.said == "đã thực hiện / chưa thực hiện"


def test_several_files_and_a_folder_with_other_files(book: dict[str, Table], tmp_path: Path) -> None:
    folder = tmp_path / "nop"
    folder.mkdir()
    rows, kept = book[SHEET], book[KEPT]
    for number in range(2):
        part = slice(1 + 3 * number, 4 + 3 * number)
        saved(folder / f"{number}.xlsx", {SHEET: [rows[0], *rows[part]], KEPT: [kept[0], *kept[part]]})
    saved(folder / "khac.xlsx", {"Danh sách": [["Họ tên"], ["A"]]})
    assert read_outcomes([folder]).total.promised == 6


def test_dates_of_excel_and_words_of_people(book: dict[str, Table], tmp_path: Path) -> None:
    fill(book, "x", "Xong.", "CHƯA", "đang làm", "?", "không")
    book[SHEET][1][column(book, "Ngày hoàn thành")] = "44012"
    found = read_outcomes([saved(tmp_path / "a.xlsx", book)])
    assert states(found) == {"done": 2, "ongoing": 1, "not-done": 2, "unclear": 1}
    assert "2020-06-30" in {r.done_on for r in found.results}
    assert state_of("  ") == "empty"


@pytest.mark.parametrize("make", [lambda p: p.write_bytes(xlsx({"A": [["Mã", "Quyết định"]]})),
                                  lambda p: p.write_bytes(b"PK\x03\x04 broken"), lambda p: p.write_text("x")])  # fmt: skip
def test_what_is_no_register_is_said_in_one_sentence(tmp_path: Path, make: Callable[[Path], object]) -> None:
    path = tmp_path / "bang.xlsx"
    make(path)
    with pytest.raises(UsageError, match=r"bang\.xlsx"):
        read_outcomes([path])
    with pytest.raises(UsageError, match="sổ theo dõi"):
        read_outcomes([tmp_path])


def test_every_format_of_the_comparison(book: dict[str, Table], tmp_path: Path) -> None:
    fill(book, "đã thực hiện", "", "=1+1")
    found = read_outcomes([saved(tmp_path / "a.xlsx", book)])
    for name, ending in (("terminal", "txt"), ("xlsx", "xlsx"), ("json", "json")):
        write_outcome(name, found, tmp_path / f"o.{ending}")
    text = (tmp_path / "o.txt").read_text(encoding="utf-8")
    assert "6 nội dung trong sổ: 1 đã thực hiện" in text and "Trần Thị Hà" in text
    whole = json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))
    assert whole["total"]["counts"]["empty"] == 4 and len(whole["results"]) == 6
    data = (tmp_path / "o.xlsx").read_bytes()
    read = Spreadsheet(data)
    assert len(list(read.rows("Chưa xong, chưa ghi"))) == 6 and io.BytesIO(data)
    assert next(iter(read.rows("Theo đơn vị")))[0] == "Đơn vị"


def test_a_comparison_is_no_register(book: dict[str, Table], tmp_path: Path) -> None:
    found = read_outcomes([saved(tmp_path / "a.xlsx", book)])
    write_outcome("xlsx", found, tmp_path / "o.xlsx")
    with pytest.raises(UsageError):
        read_outcomes([tmp_path / "o.xlsx"])
