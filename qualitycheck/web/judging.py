"""The decisions of a meeting, handed to the library's own review: ``Entry`` by ``Entry``, document by document."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import msgspec

from qualitycheck.report.html.article import name
from qualitycheck.report.masking import mask_report
from qualitycheck.report.summary import open_findings, own_pledges, repeated_pledges
from qualitycheck.review import Entry, Judge, Reviews, load_reviews, merge
from qualitycheck.review.identity import extent, is_locked, mark
from qualitycheck.review.store import MOST_QUOTE
from qualitycheck.stages import Setup, settle
from qualitycheck.types import Finding, Report, Verdict
from qualitycheck.vietnamese.characters import without_marks
from qualitycheck.web.store.decisions import holding
from qualitycheck.web.store.documents import Row
from qualitycheck.web.store.records import Event

VALID_DAYS = 365  # as `review import` has it


@dataclass(frozen=True, slots=True)
class Judged:
    """A document with what was decided: ``events`` are all decisions about it, ``now`` those that hold."""

    report: Report
    events: tuple[Event, ...]
    now: Mapping[tuple[str, str], Event]


class Earlier:
    """Decisions of the project's review file, read again when the file changes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._by_finding: dict[str, list[Entry]] = {}

    @property
    def stamp(self) -> tuple[int, int]:
        try:
            found = self._path.stat()
        except OSError:
            return (0, 0)
        return (found.st_mtime_ns, found.st_size)

    def about(self, findings: Iterable[Finding]) -> tuple[Entry, ...]:
        """The entries on these findings."""
        with self._lock:
            if self._stamp != (stamp := self.stamp):
                by_finding: dict[str, list[Entry]] = defaultdict(list)
                for entry in load_reviews(self._path).entries:
                    by_finding[entry.finding].append(entry)
                self._by_finding, self._stamp = by_finding, stamp
            known = self._by_finding
        return tuple(entry for finding in findings for entry in known.get(finding.id, ()))


def judged(report: Report, events: Sequence[Event], earlier: Sequence[Entry], made: Setup) -> Judged:
    """``report`` with the decisions of the review file, those of the meeting laid over them."""
    current = holding(list(events))
    new = [entry_of(e) for e in current.values() if e.entry and e.verdict]
    gone = [entry_of(e) for e in current.values() if e.entry and not e.verdict]
    known = merge(Reviews(tuple(earlier)), new, gone).reviews
    settled = settle(report, made, Judge(known, date.today()) if known.entries else None)
    return Judged(settled, tuple(events), current)


def entry_for(report: Report, shown: Finding, verdict: str, person: str, reason: str) -> Entry:
    """What the review file will say of a decision; ``shown`` is the finding as people see it (masked)."""
    today = date.today()
    finding = next(f for f in report.findings if f.id == shown.id)
    return Entry(
        finding=finding.id, rule=finding.rule, verdict=cast(Verdict, verdict or "dismissed"), person=person,
        date=today.isoformat(), reason=reason, expires=(today + timedelta(days=VALID_DAYS)).isoformat(), path=report.path,
        quote=shown.quote[:MOST_QUOTE], document=mark(report.document.raw), locked=is_locked(finding, report.document),
        extent=extent(finding), origin="web",
    )  # fmt: skip


def entry_of(event: Event) -> Entry:
    assert event.entry is not None
    return msgspec.json.decode(event.entry, type=Entry)


def row_of(found: Judged) -> Row:
    """The line of the table. Personal numbers are hidden, as everywhere."""
    report = mask_report(found.report)
    document, live = report.document, open_findings(report)
    levels = [f.level for f in live]
    unit = document.unit.value if document.unit else ""
    facts = [fact.value for fact in (document.author, document.position, document.party_cell) if fact]
    decided = [e for e in found.now.values() if e.verdict]
    marks = {"commended" if e.target == "pledge" else e.verdict for e in decided if e.target != "finding"}
    return Row(
        name=name(report), path=report.path, kind=document.kind, year=document.year, unit=unit,
        total=report.score.total, grade=report.score.grade, review=report.score.needs_review,
        vague=sum(a.level == 0 and not a.template for a in report.assessments), repeated=len(repeated_pledges(report)),
        pledges=own_pledges(report), levels=(levels.count("error"), levels.count("warning"), levels.count("note")),
        rules=tuple(sorted({f.rule for f in live})), decided=len(decided), marks=tuple(sorted(marks)),
        search=plain(" ".join((name(report), unit, report.path, str(document.year or ""), *facts))),
    )  # fmt: skip


def plain(text: str) -> str:
    """Lower case without marks, so that "nguyen" finds "Nguyễn"."""
    return without_marks(text).lower()
