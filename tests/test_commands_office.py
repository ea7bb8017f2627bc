"""``score`` and ``register`` on the command line, with right and wrong things."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_commands import Run, is_one_sentence, run, year
from workbook_support import xlsx

__all__ = ["run", "year"]  # fixtures


def test_a_score_sheet_in_every_format(run: Run, year: Path, tmp_path: Path) -> None:
    names = ("terminal", "xlsx", "docx", "html", "json")
    wanted = [part for n in names for part in ("-f", n, "-o", str(tmp_path / f"s.{n}"))]
    ran = run("score", year, "--profile", "6-ro", "--paper", "a5", "--quiet", *wanted)
    assert ran.code in (0, 3) and ran.out == "" and "Traceback" not in ran.err
    assert all((tmp_path / f"s.{n}").stat().st_size > 500 for n in names)
    assert "Rõ thời gian" in (tmp_path / "s.html").read_text(encoding="utf-8")


def test_without_output_files_go_to_the_report_folder_and_say_so(run: Run, year: Path) -> None:
    ran = run("score", year, "-f", "docx", "-f", "xlsx")
    assert Path("qualitycheck-report/bang-diem.xlsx").is_file() and "chuong-trinh-hop.docx" in ran.err
    ran = run("register", year)
    assert Path("qualitycheck-report/so-theo-doi.xlsx").is_file() and "so-theo-doi.xlsx" in ran.err


def test_the_register_from_making_to_comparing(run: Run, year: Path, tmp_path: Path) -> None:
    made = run("register", year, "-f", "json", "-q")
    promises = json.loads(made.out)["promises"]
    assert promises and made.code in (0, 3)
    assert run("register", year, "-o", tmp_path / "so.xlsx", "--per-unit", tmp_path / "don vi", "-q").code in (0, 3)
    for given in (tmp_path / "so.xlsx", tmp_path / "don vi"):
        compared = run("register", "import", given, "-f", "json", "-q")
        assert compared.code == 0 and json.loads(compared.out)["total"]["promised"] == len(promises)
    assert "chưa ghi" in run("register", "import", tmp_path / "so.xlsx").out


def test_formats_only_said_by_the_ending(run: Run, year: Path, tmp_path: Path) -> None:
    run("register", year, "-o", tmp_path / "lich.ics", "-o", tmp_path / "bang.csv", "-q")
    assert (tmp_path / "lich.ics").read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")
    assert (tmp_path / "bang.csv").stat().st_size > 100


@pytest.mark.parametrize("command", ["score", "register"])
def test_an_empty_folder(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "empty").mkdir()
    is_one_sentence(run(command, tmp_path / "empty"), "empty")


def test_wrong_things_are_told_in_one_sentence(run: Run, year: Path, tmp_path: Path) -> None:
    other = tmp_path / "khac.xlsx"
    other.write_bytes(xlsx({"A": [["Mã", "Quyết định"], ["1", "đồng ý"]]}))
    is_one_sentence(run("register", "import", other), "khac.xlsx")
    is_one_sentence(run("register", "import", tmp_path / "none.xlsx"), "none.xlsx")
    is_one_sentence(run("score", year, "--paper", "A3"), "A3")
    is_one_sentence(run("score", year, "--format", "pdf"), "pdf")
    is_one_sentence(run("score", year, "--profile", "7-ro"), "6-ro")
    is_one_sentence(run("register", year, "--per-unit", other), "khac.xlsx")
    bad = tmp_path / "tinh.toml"
    bad.write_text('[criteria.a]\nslots = ["who"]', encoding="utf-8")
    is_one_sentence(run("check", year, "--profile", bad), "tinh.toml:2")


def test_a_register_is_not_written_over_by_its_comparison(run: Run, year: Path, tmp_path: Path) -> None:
    book = tmp_path / "so.xlsx"
    run("register", year, "-o", book, "-q")
    before = book.read_bytes()
    is_one_sentence(run("register", "import", book, "-o", book), "so.xlsx")
    assert book.read_bytes() == before


def test_nothing_to_monitor_is_no_error(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "thong bao.txt"
    path.write_text("Thông báo lịch trực cơ quan như sau.", encoding="utf-8")
    ran = run("register", path)
    assert ran.code == 0 and "Không có nội dung nào kiểm tra được" in ran.err


def test_a_file_open_elsewhere_is_named(run: Run, year: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(self), None, str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    ran = run("register", year, "-o", tmp_path / "so.xlsx", "-q")
    is_one_sentence(ran, "so.xlsx")
    assert "đóng lại" in ran.err and ".tmp" not in ran.err
