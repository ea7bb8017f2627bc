"""A backlog set aside as a whole: it may shrink by itself, but grows only when somebody says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qualitycheck.errors import UsageError
from qualitycheck.review.apply import Judge, tally
from qualitycheck.review.identity import extent, is_locked, mark
from qualitycheck.review.store import MOST_QUOTE, Entry, Reviews
from qualitycheck.types import Finding, Report


@dataclass(frozen=True, slots=True)
class Change:
    """The decisions after setting a baseline: how many were added, stayed and were dropped because they are mended."""

    reviews: Reviews
    added: int
    kept: int
    mended: int


def set_baseline(
    known: Reviews, reports: Sequence[Report], shown: Sequence[Report], *, reason: str, person: str, today: date,
    expires: str | None, grow: bool = False,
) -> Change:  # fmt: skip
    """Set aside every asserted finding of ``reports`` that nobody has decided about.

    ``shown`` are the same reports as people may see them (masked). Raises UsageError where a baseline exists already,
    findings would be added to it, and ``grow`` is not said.
    """
    new = list(_new(known, reports, shown, reason, person, today, expires))
    old = [e for e in known.entries if e.verdict == "baseline"]
    if old and new and not grow:
        raise UsageError(
            f"Đã chốt {len(old)} điều tồn đọng từ ngày {min(e.date for e in old)}; lần này có thêm {len(new)} điều mới. "
            "Danh sách tồn đọng không tự dài thêm: hãy sửa các điều mới, hoặc thêm --grow nếu thật sự muốn cho qua. "
            "(The baseline does not grow silently.)"
        )
    gone = {id(e) for e in tally(known, reports, today).gone if e.verdict == "baseline"}
    left = [e for e in known.entries if id(e) not in gone]
    return Change(Reviews((*left, *new), known.levels), len(new), len(old) - len(gone), len(gone))


def _new(
    known: Reviews, reports: Sequence[Report], shown: Sequence[Report], reason: str, person: str, today: date,
    expires: str | None,
) -> Iterator[Entry]:  # fmt: skip
    judge = Judge(known, today)
    for report, masked in zip(reports, shown, strict=True):
        own = mark(report.document.raw)
        quotes = {f.id: f.quote for f in masked.findings}
        for finding in report.asserted:
            entry = judge.entry(finding, own)
            if entry is None or entry.is_expired(today):
                yield _entry(finding, report, own, quotes[finding.id], reason, person, today, expires)


def _entry(
    finding: Finding, report: Report, own: tuple[str, ...], quote: str, reason: str, person: str, today: date,
    expires: str | None,
) -> Entry:  # fmt: skip
    return Entry(
        finding=finding.id, rule=finding.rule, verdict="baseline", person=person, date=today.isoformat(), reason=reason,
        expires=expires, path=report.path, quote=quote[:MOST_QUOTE], document=own,
        locked=is_locked(finding, report.document), extent=extent(finding), origin="baseline",
    )  # fmt: skip
