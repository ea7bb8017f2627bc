"""The table for Excel: accents, no formulas, one row per kind of finding and none lost."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import VERSIONS, batch, options

from qualitycheck.report.csv import COLUMNS, cell, write
from qualitycheck.types import Batch


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_excel_is_told_that_it_is_utf8(tmp_path: Path) -> None:
    write(batch(), tmp_path / "out.csv", options())
    data = (tmp_path / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\xef\xbb\xbf") == 1


def test_one_row_per_kind_of_finding_and_one_for_every_other_file(tmp_path: Path) -> None:
    write(batch(), tmp_path / "out.csv", options())
    rows = read(tmp_path / "out.csv")
    expected = sum(max(1, len({f.rule for f in r.findings})) for r in batch().reports) + len(batch().failures)
    assert len(rows) == expected
    assert tuple(rows[0]) == COLUMNS
    assert {row["Tệp"] for row in rows} == {r.path for r in batch().results}
    assert rows[-1]["Trạng thái"] == "không đọc được"
    assert "odd-code" in rows[-1]["Nhận xét"]


def test_a_document_without_findings_has_its_row(tmp_path: Path) -> None:
    from dataclasses import replace

    clean = replace(batch().reports[1], findings=())
    write(Batch((clean,), VERSIONS), tmp_path / "out.csv", options())
    [row] = read(tmp_path / "out.csv")
    assert (row["Điểm"], row["Xếp loại"], row["Mã quy tắc"]) == ("87,7", "Tốt", "")
    assert "rules-1" in row["Phiên bản"]


@pytest.mark.parametrize("text", ["=1+1", "+84 90", "-2", "@cmd", "\t=1", "\r=1", "  =1", "＝1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text).startswith("'")


@given(st.text(max_size=20))
def test_a_cell_never_begins_like_a_formula(text: str) -> None:
    assert not cell(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert text.replace("\x00", "") in cell(text)
