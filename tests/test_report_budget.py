"""The alert budget and the queue for a reader, alike in terminal, HTML and table; coverage always said."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as markup
from report_samples import VERSIONS, batch, copied, good, options, words
from rich.console import Console

from qualitycheck.report import writer
from qualitycheck.report.groups import grouped, in_order
from qualitycheck.report.queue import queue
from qualitycheck.report.records import record
from qualitycheck.report.summary import coverage
from qualitycheck.report.terminal import render
from qualitycheck.types import Batch, Doubt, Notice, Report


def crowded(kinds: int = 11, each: int = 4) -> Report:
    """A document with ``kinds`` rules that speak ``each`` times, the last kind an error."""
    report = copied()
    vague = report.findings[1]
    findings = [
        replace(vague, id=f"k{k}-{n}", rule=f"kind-{k:02d}", level="error" if k == kinds - 1 else "note",
                confidence=0.5 + n / 10, pledge=n % 3)
        for k in range(kinds) for n in range(each)
    ]  # fmt: skip
    return replace(report, findings=tuple(findings))


def doubtful() -> Report:
    """One finding that is not asserted and one pledge of unsure level."""
    report = copied()
    copy = report.findings[-1]
    return replace(
        report, doubts=(Doubt("vague-pledge", 1, 0.52), Doubt(copy.rule, copy.pledge, 0.5, copy.id)),
        findings=(report.findings[0], copy),
    )  # fmt: skip


def text_of(format_: str, report: Report, folder: Path) -> str:
    target = folder / f"out.{format_}"
    writer(format_)(Batch((report,), VERSIONS), target, options())
    text = target.read_text(encoding="utf-8-sig")
    return markup.fromstring(text).text_content() if format_ == "html" else text


def test_one_group_per_rule_the_worst_first_and_no_finding_lost() -> None:
    report = crowded()
    groups = grouped(report)
    assert groups[0].rule == "kind-10"
    assert {g.count for g in groups} == {4}
    assert all(g.first.confidence == max(f.confidence for f in g.members) for g in groups)
    assert sorted(f.id for f in in_order(groups)) == sorted(f.id for f in report.findings)


def test_groups_of_one_level_stand_in_the_order_of_the_points_they_cost() -> None:
    report = copied()
    losses = report.score.losses
    dear = replace(
        report, score=replace(report.score, losses=(*losses, replace(losses[0], rule="missing-section", points=99)))
    )
    same_level = tuple(replace(f, level="warning") for f in dear.findings)
    assert grouped(replace(dear, findings=same_level))[0].rule == "missing-section"


@pytest.mark.parametrize("format_", ["terminal", "html", "csv"])
def test_every_format_folds_alike(format_: str, tmp_path: Path) -> None:
    text = text_of(format_, crowded(), tmp_path)
    assert "3 chỗ khác cùng loại" in " ".join(text.split())
    assert "3 loại khác (12 chỗ)" in text


def test_html_shows_eight_kinds_and_keeps_the_rest_behind_a_fold(tmp_path: Path) -> None:
    writer("html")(Batch((crowded(),), VERSIONS), tmp_path / "a.html", options())
    tree = markup.fromstring((tmp_path / "a.html").read_text(encoding="utf-8"))
    assert len(tree.xpath("//li[contains(@class, 'finding ')][not(ancestor::details)]")) == 8
    assert len(tree.xpath("//li[contains(@class, 'finding ')]")) == 44
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_table_has_no_more_rows_than_the_budget_and_one_for_the_rest(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(text_of("csv", crowded(), tmp_path))))
    assert len(rows) == 9
    assert sum(int(row["Số chỗ"]) for row in rows) == 44


@pytest.mark.parametrize("format_", ["terminal", "html", "csv"])
def test_what_is_unsure_is_not_asserted_but_queued(format_: str, tmp_path: Path) -> None:
    text = " ".join(text_of(format_, doubtful(), tmp_path).split())
    assert "Cần người đọc" in text
    assert "độ tin cậy 52%" in text
    assert "độ tin cậy 50%" in text


def test_the_queue_names_place_and_reason() -> None:
    level, finding = queue(doubtful(), words())
    assert (level.pledge, level.finding) == (2, "")
    assert "chung chung" in level.reason
    assert finding.reason.startswith("Chưa chắc")
    assert finding.quote


def test_unsure_findings_are_in_the_record_and_marked_there() -> None:
    report = doubtful()
    made = record(report, words(), VERSIONS)
    assert {d.finding for d in made.to_read} == {None, report.findings[-1].id}
    assert len(made.findings) == 2
    assert [f.rule for f in report.asserted] == ["missing-section"]


def test_coverage_counts_pledges_of_unreadable_stretches_as_not_seen() -> None:
    report = good()
    spoiled = Notice("unreadable-text", {}, (report.document.pledges[0].span,))
    blind = replace(report, document=replace(report.document, raw=replace(report.document.raw, notices=(spoiled,))))
    seen = coverage([blind, doubtful()])
    assert (seen.pledges, seen.read, seen.mandated, seen.to_read) == (5, 4, 1, 2)
    assert words().coverage(seen) == "4 trong 5 nội dung (kể cả 1 câu theo mẫu bắt buộc); 2 chỗ cần người đọc"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_coverage_is_always_printed(lang: str) -> None:
    console = Console(file=io.StringIO(), width=80, no_color=True, highlight=False)
    console.print(render(batch(), options(lang=lang)))
    text = " ".join(console.file.getvalue().split())  # type: ignore[attr-defined]
    assert words(lang).coverage(coverage(batch().reports)) in text
