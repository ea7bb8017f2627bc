"""Decisions -> findings: set aside, confirmed, or shown again because the decision ran out or the fault grew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qualitycheck.review.identity import extent, mark, pledge_id, same_document
from qualitycheck.review.store import Entry, Reviews
from qualitycheck.types import Assessment, Document, Finding, Report

ASIDE = ("dismissed", "baseline")


class Judge:
    """Applies the decisions of a review file to the findings of one document after the other."""

    def __init__(self, reviews: Reviews, today: date) -> None:
        self._today = today
        self._levels = {g.pledge: g.level for g in reviews.levels}
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        for entry in reviews.entries:
            self._entries[entry.finding].append(entry)

    def assess(self, document: Document, assessments: Sequence[Assessment]) -> tuple[Assessment, ...]:
        """The assessments, a reader's own level in place of the program's where one is known."""
        if not self._levels:
            return tuple(assessments)
        levels = [self._levels.get(pledge_id(p, document)) for p in document.pledges]
        return tuple(
            a if level is None else replace(a, level=level, confidence=1.0)
            for a, level in zip(assessments, levels, strict=True)
        )

    def decide(self, document: Document, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """The findings with what was decided about them. A confirmed finding is certain; a dismissed one suppressed."""
        if not any(f.id in self._entries for f in findings):
            return tuple(findings)
        own = mark(document.raw)
        return tuple(self._decided(f, own) for f in findings)

    def _decided(self, finding: Finding, own: tuple[str, ...]) -> Finding:
        entry = self.entry(finding, own)
        if entry is None or entry.is_expired(self._today):
            return finding
        if entry.verdict in ASIDE:
            return replace(finding, status="suppressed", decision=entry.decision())
        return replace(finding, confidence=1.0, decision=entry.decision())

    def entry(self, finding: Finding, own: tuple[str, ...]) -> Entry | None:
        """The decision about a finding of the document with mark ``own``, expired or not."""
        size = extent(finding)
        return next((e for e in self._entries.get(finding.id, ()) if e.covers(finding.id, own, size)), None)


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the decisions in one run.

    ``gone``: their document was checked and has the finding no more; ``elsewhere``: their document was not checked.
    """

    dismissed: int
    confirmed: int
    baseline: int
    oldest: str | None  # date of the oldest baseline entry in use
    expired: tuple[Entry, ...]
    gone: tuple[Entry, ...]
    elsewhere: tuple[Entry, ...]

    @property
    def applied(self) -> int:
        return self.dismissed + self.confirmed + self.baseline


def tally(reviews: Reviews, reports: Iterable[Report], today: date) -> Tally:
    """Sort the decisions by what the run made of them."""
    judge, marks, used = Judge(reviews, today), [], set[int]()
    for report in reports:
        own = mark(report.document.raw)
        marks.append(own)
        used |= {id(e) for f in report.findings if (e := judge.entry(f, own)) is not None}
    live = [e for e in reviews.entries if id(e) in used and not e.is_expired(today)]
    rest = [e for e in reviews.entries if id(e) not in used and not e.is_expired(today)]
    here = _present(rest, marks)
    return Tally(
        dismissed=sum(e.verdict == "dismissed" for e in live),
        confirmed=sum(e.verdict in ("confirmed", "to-mend") for e in live),
        baseline=sum(e.verdict == "baseline" for e in live),
        oldest=min((e.date for e in live if e.verdict == "baseline"), default=None),
        expired=tuple(e for e in reviews.entries if e.is_expired(today)),
        gone=tuple(e for e in rest if id(e) in here),
        elsewhere=tuple(e for e in rest if id(e) not in here),
    )


def _present(entries: Sequence[Entry], marks: Sequence[tuple[str, ...]]) -> set[int]:
    """Ids of the entries whose document is among ``marks``."""
    holders: dict[str, set[int]] = defaultdict(set)
    for number, own in enumerate(marks):
        for piece in own:
            holders[piece].add(number)
    found: set[int] = set()
    for entry in entries:
        near = set().union(*(holders.get(piece, set()) for piece in entry.document))
        if any(same_document(entry.document, marks[number]) for number in near):
            found.add(id(entry))
    return found
