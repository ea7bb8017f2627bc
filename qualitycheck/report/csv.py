"""A table for Excel: one row per finding, and one for every document without any and every file not read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from qualitycheck.messages import number
from qualitycheck.report.masking import mask_batch
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit
from qualitycheck.report.words import Words
from qualitycheck.types import Batch, Fact, Failure, Finding, Report, Versions

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads the accents as Latin-1
COLUMNS = (
    "Tệp", "Trạng thái", "Loại", "Năm", "Tác giả", "Chức vụ", "Đơn vị", "Chi bộ", "Điểm", "Xếp loại",
    "Cần người đọc xác nhận", "Mã quy tắc", "Quy tắc", "Mức", "Nội dung số", "Trang", "Trích đoạn", "Nhận xét",
    "Gợi ý", "Xử lý", "Mã", "Phiên bản",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(batch: Batch, target: Path | None, options: Options) -> None:
    shown = mask_batch(batch) if options.mask else batch
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(shown, options.words):
        writer.writerow([cell(text) for text in row])
    emit(BYTE_ORDER_MARK + out.getvalue(), target)


def cell(text: str) -> str:
    """``text`` that no spreadsheet takes for a formula: what could begin one stands behind an apostrophe."""
    text = text.replace("\x00", "")
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text


def rows(batch: Batch, words: Words) -> Iterator[tuple[str, ...]]:
    """Cells of every row, in the order of ``COLUMNS``."""
    stamp = _stamp(batch.versions, words)
    for result in batch.results:
        if isinstance(result, Failure):
            yield _failed(result, words, stamp)
            continue
        head = _head(result, words)
        for finding in result.findings or (None,):
            yield (*head, *_finding(finding, result, words), stamp)


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


def _finding(finding: Finding | None, report: Report, words: Words) -> tuple[str, ...]:
    if finding is None:
        return ("",) * 10
    pledge = report.document.pledges[finding.pledge] if finding.pledge is not None else None
    return (
        finding.rule,
        words.title(finding.rule),
        words.label("level", finding.level),
        str(pledge.index + 1) if pledge else "",
        str(pledge.page or "") if pledge else "",
        finding.quote,
        words.message(finding),
        words.suggestion(finding) or "",
        words.label("status", finding.status),
        finding.id,
    )


def _failed(failure: Failure, words: Words, stamp: str) -> tuple[str, ...]:
    empty = [""] * len(COLUMNS)
    empty[0], empty[1], empty[10] = failure.path, words.label("status", "error"), "x"
    empty[COLUMNS.index("Nhận xét")] = words.failure(failure)
    empty[-1] = stamp
    return tuple(empty)


def _stamp(versions: Versions, words: Words) -> str:
    parts = (("program", versions.program), ("rules", versions.rules), ("model", versions.model))
    known = [f"{words.label('version', name)} {value}" for name, value in parts]
    return "; ".join([*known, *([f"{words.label('version', 'corpus')} {versions.corpus}"] if versions.corpus else [])])
