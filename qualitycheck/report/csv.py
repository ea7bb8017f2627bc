"""A table for Excel: one row per kind of finding in a document, worst first and within the budget; one per doubt.

A document without either and a file that was not read have a row too. All findings one by one are in jsonl and json.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from qualitycheck.messages import number
from qualitycheck.report.groups import Group, grouped
from qualitycheck.report.header import reading, stamp
from qualitycheck.report.masking import mask_batch
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit
from qualitycheck.report.queue import Item, queue
from qualitycheck.report.summary import summarise
from qualitycheck.report.words import Words
from qualitycheck.types import Batch, Fact, Failure, Report

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads the accents as Latin-1
COLUMNS = (
    "Tệp", "Trạng thái", "Loại", "Năm", "Tác giả", "Chức vụ", "Đơn vị", "Chi bộ", "Điểm", "Xếp loại",
    "Cần người đọc xác nhận", "Mã quy tắc", "Quy tắc", "Mức", "Số chỗ", "Nội dung số", "Trang", "Trích đoạn", "Nhận xét",
    "Gợi ý", "Xử lý", "Mã", "Phiên bản",
)  # fmt: skip
_BODY = COLUMNS.index("Phiên bản") - COLUMNS.index("Mã quy tắc")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(batch: Batch, target: Path | None, options: Options) -> None:
    shown = mask_batch(batch) if options.mask else batch
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(shown, options.words, options.budget):
        writer.writerow([cell(text) for text in row])
    emit(BYTE_ORDER_MARK + out.getvalue(), target)


def cell(text: str) -> str:
    """``text`` that no spreadsheet takes for a formula: what could begin one stands behind an apostrophe."""
    text = text.replace("\x00", "")
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA) else text


def rows(batch: Batch, words: Words, budget: int) -> Iterator[tuple[str, ...]]:
    """Cells of every row, in the order of ``COLUMNS``; ``budget`` kinds of finding per document, then one row that counts
    the rest."""
    about = f"{stamp(batch.versions, words)}. {reading(summarise(batch), words)}"
    for result in batch.results:
        if isinstance(result, Failure):
            yield _failed(result, words, about)
            continue
        head = _head(result, words)
        for body in _bodies(result, words, budget) or [("",) * _BODY]:
            yield (*head, *body, about)


def _head(report: Report, words: Words) -> tuple[str, ...]:
    document, score = report.document, report.score
    return (
        document.path,
        words.label("status", "ok"),
        words.label("kind", document.kind),
        str(document.year or ""),
        *(_value(f) for f in (document.author, document.position, document.unit, document.party_cell)),
        number(score.total, words.lang),
        words.label("grade", score.grade),
        "x" if score.needs_review else "",
    )


def _value(fact: Fact | None) -> str:
    return fact.value if fact else ""


def _bodies(report: Report, words: Words, budget: int) -> list[tuple[str, ...]]:
    """What is said of a document: findings by kind, what the budget folds, findings set aside, and doubts."""
    groups = grouped(report)
    found = [_group(g, report, words) for g in groups[:budget]]
    if groups[budget:]:
        found.append(_line("", "", words.folded_groups(groups[budget:]), sum(g.count for g in groups[budget:])))
    found += [_group(Group(f), report, words) for f in report.findings if f.status != "open"]
    return found + [_doubt(item, report, words) for item in queue(report, words)]


def _group(group: Group, report: Report, words: Words) -> tuple[str, ...]:
    finding = group.first
    pledge = report.document.pledges[finding.pledge] if finding.pledge is not None else None
    message = words.message(finding)
    return (
        finding.rule,
        words.title(finding.rule),
        words.label("level", finding.level),
        str(group.count),
        ", ".join(map(str, [pledge.index + 1, *group.pledges])) if pledge else "",
        str(pledge.page or "") if pledge else "",
        finding.quote,
        f"{message} ({words.same_kind(group)})" if group.rest else message,
        words.suggestion(finding) or "",
        words.label("status", finding.status),
        " ".join(f.id for f in group.members),
    )


def _doubt(item: Item, report: Report, words: Words) -> tuple[str, ...]:
    pledge = report.document.pledges[item.pledge - 1] if item.pledge else None
    page = str(pledge.page or "") if pledge else ""
    number_ = str(item.pledge or "")
    shown = (item.rule, item.title, words.say("queue"), "1", number_, page, item.quote, item.reason)
    return (*shown, "", words.label("status", "open"), item.finding)


def _line(rule: str, title: str, message: str, count: int) -> tuple[str, ...]:
    return (rule, title, "", str(count), "", "", "", message, "", "", "")


def _failed(failure: Failure, words: Words, about: str) -> tuple[str, ...]:
    empty = [""] * len(COLUMNS)
    empty[0], empty[1], empty[10] = failure.path, words.label("status", "error"), "x"
    empty[COLUMNS.index("Nhận xét")] = words.failure(failure)
    empty[-1] = about
    return tuple(empty)
