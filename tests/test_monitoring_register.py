"""The register: which pledges are in it, what a row says, its workbook, calendar, table and JSON."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date, datetime, timezone
from pathlib import Path

import icalendar
import pytest
from report_samples import CONCRETE, HALF, HOLLOW, MANDATED, TEMPLATE, VAGUE, VERSIONS, batch, build, options, report_of

from qualitycheck.errors import SettingsError
from qualitycheck.monitoring import MonitoringRegister, calendar_of, monitoring_register
from qualitycheck.report.monitoring import counted, unit_files, write_register
from qualitycheck.report.monitoring.ics import calendar
from qualitycheck.review.spreadsheet import Spreadsheet
from qualitycheck.settings import load_settings
from qualitycheck.types import Assessment, Batch

DATED = "Đến hết tháng 6, giúp 3 hộ nghèo thôn Đông sửa nhà, có biên bản nghiệm thu."
JUDGED = Assessment(
    2, 0.9, {"action": "giúp", "quantity": "3 hộ nghèo", "deadline": "Đến hết tháng 6", "deliverable": "biên bản"}
)
NOW = datetime(2020, 1, 2, 3, 4, 5, tzinfo=timezone.utc)  # noqa: UP017


def given(*extra: str, **facts: object) -> Batch:
    document = build("2020/Hòa An/Bình.docx", TEMPLATE, VAGUE, *(extra or (DATED,)), **{"year": 2020, **facts})
    judged = (MANDATED, HOLLOW, *(JUDGED for _ in extra or (DATED,)))
    return Batch((report_of(document, judged),), VERSIONS)


def made(from_: Batch | None = None) -> MonitoringRegister:
    return monitoring_register(from_ or given())


def test_only_what_can_be_checked_is_in_it() -> None:
    (row,) = made().promises
    assert (row.what, row.person, row.unit) == (DATED, "Lê Văn Bình", "UBND xã Hòa An")
    assert (row.measure, row.deadline, row.evidence) == ("3 hộ nghèo", "Đến hết tháng 6", "biên bản")
    assert (row.due, row.responsible, row.pledge) == ((date(2020, 6, 30),), "Lê Văn Bình", 2)
    (unit,) = made().units
    assert (unit.documents, unit.pledges, unit.checkable, unit.dated) == (1, 2, 1, 1)


def test_half_specific_pledges_are_left_out() -> None:
    document = build("a.docx", DATED, year=2020)
    assert made(Batch((report_of(document, (HALF,)),), VERSIONS)).promises == ()


def test_an_individual_answers_whoever_helps_a_collective_names_somebody() -> None:
    owned = replace(JUDGED, slots={**JUDGED.slots, "owner": "Hội Nông dân"})
    for kind, answers in (("individual", "Lê Văn Bình"), ("collective", "Hội Nông dân")):
        document = build("a.docx", DATED, year=2020, kind=kind)
        (row,) = made(Batch((report_of(document, (owned,)),), VERSIONS)).promises
        assert row.responsible == answers


def test_what_a_table_row_says_beside_the_pledge_counts() -> None:
    document = build("a.docx", DATED, year=2020)
    pledge = replace(document.pledges[0], aside="Quý III; 5 buổi", children=("lưu biên bản",))
    bare = Assessment(2, 0.9, {"action": "giúp"})
    (row,) = made(Batch((report_of(replace(document, pledges=(pledge,)), (bare,)),), VERSIONS)).promises
    assert row.due == (date(2020, 9, 30),)
    assert row.measure and row.what.endswith("- lưu biên bản")


def test_the_fingerprint_survives_another_path_and_place_but_not_other_words() -> None:
    (before,) = made().promises
    document = build("moved.docx", VAGUE, DATED, year=2020)
    (after,) = made(Batch((report_of(document, (HOLLOW, JUDGED)),), VERSIONS)).promises
    assert after.id == before.id
    (other,) = made(given(DATED.replace("3 hộ", "4 hộ"))).promises
    assert other.id != before.id


def test_equal_pledges_are_told_apart() -> None:
    first, second = made(given(DATED, DATED)).promises
    assert second.id == f"{first.id}-2"


def test_masked_text_keeps_its_fingerprint() -> None:
    plain = given(f"{DATED} Điện thoại 0912 345 678.")
    masked = given(f"{DATED} Điện thoại •••• ••• •••.")
    assert monitoring_register(masked, plain=plain).promises[0].id == made(plain).promises[0].id


def test_the_offices_own_days(tmp_path: Path) -> None:
    file = tmp_path / "tinh.toml"
    file.write_text('[calendar.2020]\n"hết học kỳ I" = 2021-01-16\n"mùa mưa" = "2020-05-01"\n', encoding="utf-8")
    days = calendar_of(load_settings([file]))
    assert days == {2020: {"hết học kỳ I": date(2021, 1, 16), "mùa mưa": date(2020, 5, 1)}}
    for wrong in ('[calendar]\n"Tết" = 2020-01-24', '[calendar.2020]\n"Tết" = "sắp tới"'):
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(SettingsError, match=r"tinh\.toml:2"):
            calendar_of(load_settings([file]))


def test_the_calendar_reads_back(tmp_path: Path) -> None:
    what = DATED.replace("thôn Đông", "thôn Đông; thôn \\Tây, xóm 2") + " Rất dài, để gấp dòng." * 6
    register = made(given(what))
    data = calendar(register, options(), NOW)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2020, 6, 30), date(2020, 7, 1))
    assert what in str(event["DESCRIPTION"]) and str(event["UID"]).startswith(register.promises[0].id)
    assert "VALARM" in data.decode() and data == calendar(register, options(), NOW)
    write_register("ics", register, tmp_path / "a.ics", options())
    assert (tmp_path / "a.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_no_day_no_event() -> None:
    vague_day = replace(JUDGED, slots={**JUDGED.slots, "deadline": "trước Tết"})
    register = made(Batch((report_of(build("a.docx", DATED, year=2020), (vague_day,)),), VERSIONS))
    assert len(register.promises) == 1 and b"VEVENT" not in calendar(register, options(), NOW)
    assert "1 nội dung không nêu ngày" in " ".join(counted(register, options().words))


def test_the_workbook_is_filled_in_by_choice_and_remembers(tmp_path: Path) -> None:
    register = made(given(DATED, "=HYPERLINK(1) " + DATED))
    write_register("xlsx", register, tmp_path / "r.xlsx", options())
    data = (tmp_path / "r.xlsx").read_bytes()
    book = Spreadsheet(data)
    assert book.sheets == ("Tóm tắt", "Sổ theo dõi", "Dữ liệu khi lập sổ")
    heads, *rows = list(book.rows("Sổ theo dõi"))
    assert heads[9] == "Kết quả thực hiện" and len(rows) == 2 and rows[0][13] == register.promises[0].id
    summary = " ".join(cell for row in book.rows("Tóm tắt") for cell in row.values())
    assert "rules-1" in summary and "1 trong 1 tệp" in summary
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
        assert "đã thực hiện,đang thực hiện,chưa thực hiện" in sheet and "<f>" not in sheet
        assert 'state="hidden"' in archive.read("xl/workbook.xml").decode()


def test_table_and_json(tmp_path: Path) -> None:
    for name in ("csv", "json"):
        write_register(name, made(), tmp_path / f"r.{name}", options())
    table = (tmp_path / "r.csv").read_bytes()
    assert table.startswith(b"\xef\xbb\xbf") and "30/06/2020" in table.decode("utf-8-sig")
    whole = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert whole["promises"][0]["due"] == ["2020-06-30"] and whole["versions"]["rules"] == "rules-1"


def test_a_workbook_for_each_unit_with_a_name_every_system_takes() -> None:
    two = Batch(
        (*given(unit="Thôn A/B: số 1?").results, *given(unit="UBND xã Tân Lập", author="Trần Thị Hà").results), VERSIONS
    )
    files = dict(unit_files(made(two)))
    assert list(files) == ["So theo doi - Thôn A B số 1.xlsx", "So theo doi - UBND xã Tân Lập.xlsx"]
    assert [len(r.promises) for r in files.values()] == [1, 1]


def test_nothing_to_monitor_is_said(tmp_path: Path) -> None:
    empty = monitoring_register(Batch(batch().failures, VERSIONS))
    write_register("xlsx", empty, tmp_path / "r.xlsx", options())
    said = str(list(Spreadsheet((tmp_path / "r.xlsx").read_bytes()).rows("Tóm tắt")))
    assert "Không có nội dung nào kiểm tra được" in said and "mật khẩu.docx" in said
    assert CONCRETE.level == 2
