"""Every format of an audit and of two documents: the same facts, masked, in both languages, nothing that executes."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from qualitycheck.audit.detail import Detail
from qualitycheck.audit.model import Audit, Seen
from qualitycheck.audit.side import Line, SideBySide
from qualitycheck.errors import UsageError
from qualitycheck.report import Options
from qualitycheck.report.audit import FORMATS, SIDE_FORMATS, html, side_writer, writer
from qualitycheck.report.audit.words import AuditWords
from tests.audit_support import audited, header, rows_of
from tests.support import shipped_rules
from tests.test_messages import GUILT

OLD = (
    "Giúp 5 hộ nghèo thôn 3 sửa nhà trước 30/9/2018.",
    "Gọi số 0912 345 678 khi có việc.",
    "<script>alert(1)</script> & =1+1",
)
NEW = ("Giúp 6 hộ nghèo thôn 3 sửa nhà trước 30/9/2019.", *OLD[1:])


def options(**more: Any) -> Options:
    return Options(shipped_rules(), **more)


def small() -> Audit:
    rows = rows_of(
        {"A18": OLD, "A19": NEW, "B19": OLD[1:], "C20": OLD},
        [("A19", n, "A18", n) for n in range(3)] + [("B19", 0, "A18", 1), ("B19", 1, "A18", 2), ("C20", 0, "A19", 0)],
        kinds={("A19", 0): "light"},
        findings={"A18": [Seen("vague-pledge", 1)], "A19": [Seen("vague-pledge", 1)], "B19": [], "C20": []},
    )  # fmt: skip
    return audited(rows)


def written(name: str, found: Audit, tmp_path: Path, **more: Any) -> bytes:
    target = tmp_path / f"out.{name}"
    writer(name)(found, target, options(**more))
    return target.read_bytes()


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"xlsx"}))
def test_every_format_tells_in_pledges_and_hides_numbers(name: str, tmp_path: Path) -> None:
    text = written(name, small(), tmp_path).decode("utf-8-sig")
    one_line = " ".join(text.split())
    assert "3 trong 3 nội dung lặp lại bản năm 2018 của chính mình" in one_line
    assert "0912 345 678" not in text
    assert not GUILT.search(text)
    assert written(name, small(), tmp_path, mask=False) != text.encode("utf-8")
    english = " ".join(unescape(written(name, small(), tmp_path, lang="en").decode("utf-8-sig")).split())
    assert "3 of 3 pledges repeat the author's own of 2018" in english


def test_jsonl_has_documents_with_evidence_and_what_spans_them(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in written("jsonl", small(), tmp_path).decode().splitlines()]
    assert lines[0]["type"] == "audit"
    assert {line["type"] for line in lines} >= {"document", "unit-year", "chain", "sentence", "progress"}
    document = next(line for line in lines if line.get("document") == "A19" and line["type"] == "document")
    assert (document["counted"], document["repeated"], document["own_earlier"]) == (3, 3, 3)
    assert document["matches"][0]["changed"] == {
        "years": ["30/9/2018→30/9/2019"],
        "numbers": ["5→6"],
        "names": [],
        "words": [],
    }
    assert document["matches"][0]["source_document"] == "A18"


def test_csv_is_safe_for_a_spreadsheet(tmp_path: Path) -> None:
    data = written("csv", small(), tmp_path)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 5
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.startswith("=")]


def test_workbook_has_a_sheet_per_question(tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(written("xlsx", small(), tmp_path)))
    assert len(book.sheet_names) == 9
    first = book.get_sheet_by_index(0).to_python()
    assert len(first) == 5
    evidence = book.get_sheet_by_index(1).to_python()
    assert any("đổi năm: 30/9/2018→30/9/2019; đổi số liệu: 5→6" in str(cell) for row in evidence for cell in row)


def test_html_is_self_contained_and_escapes(tmp_path: Path) -> None:
    page = written("html", small(), tmp_path).decode()
    assert "<script>alert(1)" not in page
    assert "default-src 'none'" in unescape(page)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page)
    assert "<mark>6</mark>" in page
    assert all(f'id="{anchor}"' in page for anchor in re.findall(r'href="#([\w-]+)"', page))


def test_many_documents_are_split_and_every_link_leads_somewhere(tmp_path: Path) -> None:
    documents = {f"{chr(65 + n % 15)}{n % 90 + 10}x{n}": OLD for n in range(650)}
    names = list(documents)
    copies = [(names[n], 0, names[n - 15], 0) for n in range(15, 650) if names[n][1:3] > names[n - 15][1:3]]
    found = audited(rows_of(documents, copies))
    with pytest.raises(UsageError, match="--output"):
        html.write(found, None, options())
    folder = tmp_path / "báo cáo-trang"
    folder.mkdir()
    (folder / "page-00009.html").write_text("old", encoding="utf-8")
    html.write(found, tmp_path / "báo cáo.html", options())
    assert sorted(p.name for p in folder.iterdir()) == [f"page-0000{n}.html" for n in (1, 2, 3)]
    for page in (tmp_path / "báo cáo.html", *folder.iterdir()):
        _links_lead(page)
    assert (tmp_path / "báo cáo.html").stat().st_size < 1_000_000


def _links_lead(page: Path) -> None:
    from urllib.parse import unquote

    text = page.read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]+)"', text)
    assert links
    for link in links:
        path, _, anchor = unquote(link).partition("#")
        target = page.parent / path if path else page
        assert target.is_file(), link
        if anchor:
            assert f'id="{anchor}"' in target.read_text(encoding="utf-8"), link


def test_nothing_to_tell_is_told(tmp_path: Path) -> None:
    found = audited(rows_of({"A18": ["Một việc."], "B18": []}))
    w = AuditWords(found, options())
    assert [w.shares(s) for s in found.summaries] == [
        "không có nội dung nào trùng với bản khác",
        "không có nội dung nào ngoài câu theo mẫu",
    ]
    for name in FORMATS:
        assert written(name, found, tmp_path)


def side() -> SideBySide:
    lines = (
        Line(0, 0, "light", 0.9, False, Detail(years=("2018→2019",), numbers=("5→6",))),
        Line(1, 1, "verbatim", 1.0, True),
        Line(2, None, None, 0.0, False),
        Line(None, 2, None, 0.0, False),
    )
    return SideBySide(header("A19"), header("A18"), NEW, OLD, lines, "right-first", "same")


@pytest.mark.parametrize("name", sorted(SIDE_FORMATS))
def test_two_documents_side_by_side(name: str, tmp_path: Path) -> None:
    target = tmp_path / "side"
    side_writer(name)(side(), target, options())
    text = target.read_text(encoding="utf-8")
    assert "0912 345 678" not in text
    assert "<script>alert" not in text or name != "html"
    if name == "json":
        data = json.loads(text)
        assert (data["counted"], data["repeated"], data["direction"]) == (2, 1, "right-first")
        assert data["lines"][0]["changed"]["numbers"] == ["5→6"]
    else:
        assert "1 trong 2 nội dung" in text
        assert "câu mẫu, không tính" in " ".join(text.split()) or "không tính" in text
