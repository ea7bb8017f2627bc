"""This program's own reports among the files: passed over, counted apart, and never a text that somebody has edited."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest
from office_support import converted, needs_office
from report_samples import batch, options

from qualitycheck import api
from qualitycheck.errors import UsageError
from qualitycheck.report import FORMATS, writer
from qualitycheck.review import Entry, Reviews, save_reviews
from qualitycheck.review.own import is_own, submissions
from qualitycheck.settings import data_folder

SAMPLES = data_folder("samples") / "new"


def test_every_format_knows_itself(tmp_path: Path) -> None:
    for name in FORMATS:
        target = tmp_path / f"{name}.out" if name != "docx" else tmp_path / "docx"
        if name == "html":
            writer(name)(batch(), tmp_path / "split", options())
            target = tmp_path / "one.html"
        writer(name)(batch(), target, options())
    save_reviews(Reviews((Entry("0", "slogan", "dismissed"),)), tmp_path / "reviews.json")
    files = [p for p in tmp_path.rglob("*") if p.is_file() and p.name != "style.css"]
    assert len(files) > len(FORMATS) + 3
    assert not [p.name for p in files if not is_own(p)]


@pytest.mark.parametrize("lang", ["en"])
def test_in_english_too(tmp_path: Path, lang: str) -> None:
    for name in ("terminal", "html", "xlsx"):
        writer(name)(batch(), tmp_path / f"{name}.html", options(lang=lang))
        assert is_own(tmp_path / f"{name}.html")


def test_no_submission_is_taken_for_a_report() -> None:
    assert not [p for p in data_folder("samples").rglob("*") if p.is_file() and is_own(p)]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A commented copy beside its original."""
    original = max(SAMPLES.rglob("*.docx"), key=lambda p: p.stat().st_size)
    shutil.copy(original, tmp_path / "bản.docx")
    checked = api.check(tmp_path / "bản.docx")
    writer("docx")(checked, tmp_path, options(files={"bản.docx": tmp_path / "bản.docx"}))
    return tmp_path / "bản - nhận xét.docx"


def test_a_copy_in_the_folder_is_passed_over_and_counted(copy: Path) -> None:
    found = api.check(copy.parent)
    assert [r.path for r in found.results] == ["bản.docx"]
    assert found.passed_over == ("bản - nhận xét.docx",)
    result, failures = api.add_to_corpus([copy.parent], copy.parent / ".kho")
    assert (result.added, failures) == (1, ())


def test_a_copy_that_somebody_has_edited_is_a_submission(copy: Path) -> None:
    made = docx.Document(str(copy))
    made.add_paragraph("Mỗi tháng đến thăm hai gia đình chính sách ở thôn Đông, ghi sổ theo dõi.")
    made.save(str(copy))
    assert [s.shown for s in submissions([copy.parent]).sources] == ["bản - nhận xét.docx", "bản.docx"]


def test_a_reply_is_no_edit_of_the_text(copy: Path) -> None:
    made = docx.Document(str(copy))
    made.add_comment(made.paragraphs[0].runs, text="đồng ý", author="Trần Thị Hà")
    made.save(str(copy))
    assert is_own(copy)


@needs_office
def test_saved_by_libreoffice_it_still_knows_itself(copy: Path, tmp_path: Path) -> None:
    writer("xlsx")(batch(), tmp_path / "bảng.xlsx", options())
    [word] = converted([copy], "docx", tmp_path / "a")
    [book] = converted([tmp_path / "bảng.xlsx"], "xlsx", tmp_path / "b")
    assert is_own(word)
    assert is_own(book)


def test_a_file_that_is_named_is_checked(copy: Path) -> None:
    assert [r.path for r in api.check(copy).results] == [copy.name]


def test_only_reports_is_a_sentence(copy: Path) -> None:
    (copy.parent / "bản.docx").unlink()
    with pytest.raises(UsageError, match="chỉ có báo cáo"):
        api.check(copy.parent)


def test_what_cannot_be_opened_is_left_to_the_reader(tmp_path: Path) -> None:
    (tmp_path / "hỏng.docx").write_bytes(b"PK\x03\x04 nothing")
    assert not is_own(tmp_path / "hỏng.docx")
    assert not is_own(tmp_path / "không có.docx")
