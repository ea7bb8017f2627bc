"""The score sheet's papers: workbook, agenda note of one page, page, terminal, JSON."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree, html
from office_support import converted, needs_office, visible
from report_samples import batch, large, options
from test_meeting import several

from qualitycheck.meeting import MeetingSettings, ScoreSheet, criteria_of, score_sheet
from qualitycheck.report.meeting import FORMATS, write_sheet
from qualitycheck.report.meeting.docx import agenda
from qualitycheck.report.meeting.html import page
from qualitycheck.review.spreadsheet import S, Spreadsheet
from qualitycheck.settings import load_settings
from qualitycheck.types import Batch


def sheet(given: Batch | None = None, six: bool = True) -> ScoreSheet:
    settings = load_settings([Path("6-ro")] if six else [])
    return score_sheet(given or Batch((*several().results, *batch().failures), several().versions), criteria_of(settings),
                       MeetingSettings(organisation="HUYỆN ỦY A", superior="TỈNH ỦY B"))  # fmt: skip


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_format_says_what_it_rests_on(tmp_path: Path, name: str, lang: str) -> None:
    target = tmp_path / f"s.{name}"
    write_sheet(name, sheet(), target, options(lang=lang))
    text = whole(target)
    assert "rules-1" in text and "mật khẩu.docx" in text and "Trần Thị Dung" in text


def whole(path: Path) -> str:
    data = path.read_bytes()
    if not data.startswith(b"PK"):
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(
            re.sub(r"<[^>]+>", "", archive.read(n).decode()) for n in archive.namelist() if n.endswith(".xml")
        )


def test_every_lost_point_stands_in_the_workbook_with_reason_and_finding(tmp_path: Path) -> None:
    made = sheet()
    write_sheet("xlsx", made, tmp_path / "s.xlsx", options())
    book = Spreadsheet((tmp_path / "s.xlsx").read_bytes())
    assert book.sheets == ("Tóm tắt", "Xếp hạng đơn vị", "Bảng điểm", "Điểm trừ và lý do", "Đề nghị biểu dương")
    heads, *rows = list(book.rows("Điểm trừ và lý do"))
    assert len(rows) == sum(len(e.marks.losses) for e in made.entries) and heads[7] == "Mã nhận xét"
    ids = {f.id for r in made.batch.reports for f in r.findings}
    assert all(set(row[7].split("\n")) <= ids and row[4] for row in rows)
    heads, *rows = list(book.rows("Bảng điểm"))
    assert "Rõ thời gian (15)" in heads.values() and len(rows) == 4


@pytest.mark.parametrize(("paper", "number"), [("A4", "9"), ("A5", "11")])
def test_paper(tmp_path: Path, paper: str, number: str) -> None:
    write_sheet("xlsx", sheet(), tmp_path / "s.xlsx", options(), paper)  # type: ignore[arg-type]
    with zipfile.ZipFile(tmp_path / "s.xlsx") as archive:
        for name in (n for n in archive.namelist() if "worksheets/sheet" in n):
            setup = etree.fromstring(archive.read(name)).find(S + "pageSetup")
            assert setup is not None and setup.get("paperSize") == number
    assert f"size: {paper}" in page(sheet(), options(), paper)  # type: ignore[arg-type]
    width = {"A4": 'w:w="11906"', "A5": 'w:w="8391"'}[paper]
    with zipfile.ZipFile(io.BytesIO(agenda(sheet(), options(), paper))) as archive:  # type: ignore[arg-type]
        assert width in archive.read("word/document.xml").decode()


def test_the_agenda_says_who_meets_and_about_what() -> None:
    text = visible(agenda(sheet(), options()))
    for words in (
        "TỈNH ỦY B",
        "HUYỆN ỦY A",
        "GỢI Ý CHƯƠNG TRÌNH HỌP",
        "năm 2020",
        "Trần Thị Dung",
        "Đã đọc 4 trong 6 tệp",
    ):
        assert words in text
    assert "(Tên cơ quan)" in visible(agenda(score_sheet(several(), criteria_of(load_settings())), options()))


@needs_office
@pytest.mark.parametrize("paper", ["A4", "A5"])
def test_the_agenda_is_one_page_whatever_the_batch(tmp_path: Path, paper: str) -> None:
    import pypdfium2

    many = large(60)
    failures = tuple(batch().failures) * 20
    files = []
    for name, given in (("few", several()), ("many", Batch((*many.results, *failures), many.versions))):
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(agenda(sheet(given), options(), paper))  # type: ignore[arg-type]
    for path in converted(files, "pdf", tmp_path):
        with pypdfium2.PdfDocument(path) as document:
            assert len(document) == 1


def test_the_page_fetches_nothing_and_escapes_all(tmp_path: Path) -> None:
    text = page(sheet(batch()), options())
    tree = html.fromstring(text.encode())
    assert not tree.xpath("//script") and not tree.xpath("//@src")
    assert tree.xpath("//meta[@http-equiv]/@content")[0].startswith("default-src 'none'; style-src 'sha256-")
    assert "<img src=x" not in text and "&lt;img src=x" in text
    assert len(tree.xpath("//h1")) == 1 and tree.get("lang") == "vi"
    assert all(th.get("scope") for th in tree.xpath("//th"))


def test_json_is_whole(tmp_path: Path) -> None:
    write_sheet("json", sheet(), tmp_path / "s.json", options())
    made = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert made["schema"] == 1 and len(made["documents"]) == 4 and len(made["failures"]) == 2
    one = made["documents"][-1]
    assert set(one["points"]) == {"nguoi", "viec", "thoi-gian", "trach-nhiem", "san-pham", "tham-quyen"}
    assert all(lost["findings"] for lost in one["losses"])


def test_a_batch_without_documents(tmp_path: Path) -> None:
    nothing = sheet(Batch(batch().failures, batch().versions))
    for name in FORMATS:
        write_sheet(name, nothing, tmp_path / f"s.{name}", options())
        assert "mật khẩu.docx" in whole(tmp_path / f"s.{name}")
