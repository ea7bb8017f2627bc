"""The Excel workbook: sheets, filters, drop-downs, links, no formulas, and what LibreOffice makes of it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from office_support import converted, needs_office
from report_samples import batch, copied, large, options

from qualitycheck.messages import say
from qualitycheck.report.xlsx import write
from qualitycheck.report.xlsx.book import file_link, plain
from qualitycheck.review.spreadsheet import S, Spreadsheet
from qualitycheck.types import Batch

SHEETS = ["Tóm tắt", "Tài liệu", "Điều cần xem lại", "Nội dung cam kết", "Sao chép", "Quy tắc", "Cấu hình"]


def made(folder: Path, given: Batch | None = None, **changes: object) -> bytes:
    write(given or batch(), folder / "out.xlsx", options(**changes))
    return (folder / "out.xlsx").read_bytes()


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def rows(data: bytes, sheet: str) -> list[list[str]]:
    return [[row.get(i, "") for i in range(max(row, default=-1) + 1)] for row in Spreadsheet(data).rows(sheet)]


def test_the_sheets_and_their_rows(tmp_path: Path) -> None:
    data, given = made(tmp_path), batch()
    assert list(Spreadsheet(data).sheets) == SHEETS
    assert len(rows(data, "Tài liệu")) == 1 + len(given.results)
    assert len(rows(data, "Điều cần xem lại")) == 1 + sum(len(r.findings) for r in given.reports)
    assert len(rows(data, "Nội dung cam kết")) == 1 + sum(len(r.document.pledges) for r in given.reports)
    assert len(rows(data, "Sao chép")) == 1 + sum(len(r.matches) for r in given.reports)
    assert [r[0] for r in rows(data, "Cấu hình")[1:]] == ["limits.pledges", "limits.pledge_words"]
    flat = "\n".join("|".join(r) for r in rows(data, "Tóm tắt"))
    for words in ("3 trong 5 tệp", "rules-1", "mật khẩu", "cần người đọc xác nhận", "review import"):
        assert words in flat


def test_every_table_is_filtered_frozen_and_prints_on_a4(tmp_path: Path) -> None:
    data = made(tmp_path)
    for number in range(2, 8):
        root = part(data, f"xl/worksheets/sheet{number}.xml")
        assert root.find(S + "autoFilter") is not None
        pane = root.find(f"{S}sheetViews/{S}sheetView/{S}pane")
        assert pane.get("state") == "frozen" and pane.get("ySplit") == "1"
        setup = root.find(S + "pageSetup")
        assert (setup.get("paperSize"), setup.get("orientation")) == ("9", "landscape")
        assert setup.get("fitToHeight") == "0"
    names = etree.tostring(part(data, "xl/workbook.xml"), encoding="unicode")
    assert names.count("_xlnm.Print_Titles") == 6


def test_decisions_are_chosen_from_a_list(tmp_path: Path) -> None:
    data = made(tmp_path)
    lists = [v.findtext(S + "formula1") for v in part(data, "xl/worksheets/sheet3.xml").iter(S + "dataValidation")]
    assert lists == ['"đồng ý,bỏ qua,cần sửa"']
    levels = [v.findtext(S + "formula1") for v in part(data, "xl/worksheets/sheet4.xml").iter(S + "dataValidation")]
    assert levels == ['"Chung chung,Cụ thể một phần,Cụ thể"']


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    seed = copied()
    evil = replace(seed, findings=tuple(replace(f, quote='=HYPERLINK("http://x","y")') for f in seed.findings))
    data = made(tmp_path, Batch((evil,), batch().versions))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(b"<f>" in archive.read(n) for n in archive.namelist() if "worksheets/sheet" in n)
        styles = archive.read("xl/styles.xml")
    assert b'quotePrefix="1"' in styles
    assert '=HYPERLINK("http://x","y")' in {cell for row in rows(data, "Điều cần xem lại") for cell in row}


def test_links_lead_from_the_workbook_to_the_file(tmp_path: Path) -> None:
    path = batch().reports[0].path
    file = tmp_path / "hồ sơ" / "bản #1 100%.docx"
    data = made(tmp_path, files={path: file})
    relations = part(data, "xl/worksheets/_rels/sheet2.xml.rels")
    assert [r.get("Target") for r in relations] == ["hồ%20sơ/bản%20%231%20100%25.docx"]
    assert file_link(None, tmp_path) is None


def test_masked_by_default(tmp_path: Path) -> None:
    seed = copied()
    born = replace(seed.findings[0], quote="Ngày sinh: 02/03/1975, điện thoại 0912 345 678")
    given = Batch((replace(seed, findings=(born,)),), batch().versions)
    masked = made(tmp_path, given)
    assert "1975" not in str(rows(masked, "Điều cần xem lại")) and "•" in str(rows(masked, "Điều cần xem lại"))
    assert say("masked") in str(rows(masked, "Tóm tắt"))
    shown = made(tmp_path, given, mask=False)
    assert "1975" in str(rows(shown, "Điều cần xem lại"))
    assert say("unmasked") in str(rows(shown, "Tóm tắt"))


@pytest.mark.parametrize("text", ["x" * 40_000, "a\ud800b", "\x01"])
def test_what_a_cell_cannot_hold_is_mended(text: str) -> None:
    plain(text).encode("utf-8")
    assert len(plain(text)) < 32_767


def test_english(tmp_path: Path) -> None:
    data = made(tmp_path, lang="en")
    assert Spreadsheet(data).sheets[1] == "Documents"
    assert rows(data, "Findings")[0][10] == "Decision"


@needs_office
def test_libreoffice_reads_all_of_it(tmp_path: Path) -> None:
    """Opened, written anew and read back: rows, drop-down and filters are still there."""
    before = made(tmp_path, large(30))
    [path] = converted([tmp_path / "out.xlsx"], "xlsx", tmp_path)
    after = path.read_bytes()
    assert list(Spreadsheet(after).sheets) == SHEETS
    for sheet in SHEETS[1:]:
        old, new = rows(before, sheet), rows(after, sheet)
        assert len(old) == len([r for r in new if any(r)]), sheet
        assert [r[1] for r in old] == [r[1] for r in new if any(r)]
    sheet = part(after, "xl/worksheets/sheet3.xml")
    assert sheet.find(S + "autoFilter") is not None
    assert [v.findtext(S + "formula1") for v in sheet.iter(S + "dataValidation")] == ['"đồng ý,bỏ qua,cần sửa"']
