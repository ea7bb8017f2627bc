"""The terminal report: summary first, quoted words, everything readable in 80 columns without colour."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from report_samples import VERSIONS, batch, copied, large, options
from rich.console import Console

from qualitycheck.report.summary import heat, summarise
from qualitycheck.report.terminal import render, write
from qualitycheck.types import Batch, Report


def shown(given: Batch, **changes: object) -> str:
    console = Console(file=io.StringIO(), width=80, no_color=True, highlight=False)
    console.print(render(given, options(**changes)))
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def crowded(findings: int) -> Report:
    report = copied()
    many = tuple(replace(report.findings[1], id=f"v{n}", rule=f"kind-{n}") for n in range(findings))
    return replace(report, findings=many)


def test_parts_come_in_the_order_of_use(tmp_path: Path) -> None:
    write(batch(), tmp_path / "out.txt", options())
    text = (tmp_path / "out.txt").read_text(encoding="utf-8")
    order = ["rules-1", "3 trong 5 tệp", "Tài liệu theo xếp loại", "theo quy tắc", "Tài liệu cần xem trước", "“Trong năm 2019",
             "Tệp không đọc được", "2019/mật khẩu.docx", "xác nhận trước khi",
                 "pledge_words"]  # fmt: skip
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_plain_text_of_80_columns_where_there_is_no_terminal(tmp_path: Path) -> None:
    write(batch(), tmp_path / "out.txt", options())
    text = (tmp_path / "out.txt").read_text(encoding="utf-8")
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_findings_beyond_the_budget_are_counted() -> None:
    text = shown(Batch((crowded(11),), VERSIONS))
    assert text.count("Luôn nêu cao tinh thần") == 8
    assert "và 3 loại khác (3 chỗ)" in text


def test_documents_beyond_the_limit_are_counted() -> None:
    assert "Còn 5 tài liệu khác" in shown(large(9), documents=4)
    assert "tài liệu khác có" not in shown(large(9))


def test_suppressed_findings_are_not_listed() -> None:
    report = copied()
    quiet = replace(report, findings=tuple(replace(f, status="suppressed") for f in report.findings))
    text = shown(Batch((quiet,), VERSIONS))
    assert "Không thấy điều gì cần xem lại" in text


def test_an_empty_batch_says_so() -> None:
    assert "Chưa có tài liệu nào" in shown(Batch((), VERSIONS))


def test_only_failures() -> None:
    text = shown(Batch(batch().failures, VERSIONS))
    assert "0 trong 2 tệp" in text
    assert "không coi là đạt" in text


def test_markup_of_rich_in_a_document_is_only_text() -> None:
    report = copied()
    odd = replace(report, document=replace(report.document, raw=replace(report.document.raw, path="[red]a[/red].txt")))
    assert "[red]a[/red].txt" in shown(Batch((odd,), VERSIONS))


def test_english() -> None:
    text = shown(batch(), lang="en")
    assert "3 of 5 files" in text
    assert "Trùng với" not in text


def test_summary_counts_pledges_without_mandated_sentences() -> None:
    summary = summarise(batch())
    assert (summary.pledges, summary.specific, summary.repeated) == (6, 2, 1)
    assert (summary.read, summary.failed, summary.total) == (3, 2, 5)
    assert summary.grades == (("good", 1), ("needs-work", 2))
    assert next(c.rule for c in summary.rules) == "copied-own-previous-year"


def test_heat_has_a_row_per_unit_and_knows_the_unknown() -> None:
    table = heat(batch().reports)
    assert table.years == (2019, None)
    assert {row.unit for row in table.rows} == {"UBND xã Hòa An", "Trường THCS Hòa An", None}
    assert [row.mean for row in table.rows] == sorted(row.mean for row in table.rows)
