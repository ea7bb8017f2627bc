"""A batch -> the score sheet of a meeting: ranks per unit, what to discuss, what to commend, what a person must read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from qualitycheck.meeting.commend import best_documents, best_pledges
from qualitycheck.meeting.criteria import Criterion, MeetingSettings
from qualitycheck.meeting.marks import Marks, marks
from qualitycheck.score import GRADES
from qualitycheck.types import Batch, Report
from qualitycheck.units import unit_names
from qualitycheck.vietnamese.characters import key


@dataclass(frozen=True, slots=True)
class Entry:
    """One document. ``rank`` counts in its unit, ``place`` over all, both from 1; equal points share a rank.

    Both are None for a document that is not known to be a commitment, registration or model: a reader must say first.

    ``numbered``: names are hidden, so the document is called by its number, too.
    """

    report: Report
    unit: str
    marks: Marks
    grade: str
    rank: int | None
    place: int | None
    numbered: bool = False

    @property
    def must_mend(self) -> bool:
        return any(f.level == "error" for f in self.report.asserted)


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """One unit: the mean of its ranked documents in all and on every criterion, and what waits there."""

    unit: str
    rank: int
    documents: int
    mean: float
    lowest: float
    highest: float
    points: tuple[float, ...]
    must_mend: int
    to_read: int
    commended: int


@dataclass(frozen=True, slots=True)
class Praise:
    """A document to commend (``pledge`` None) or one of its pledges (from 0)."""

    entry: Entry
    pledge: int | None = None

    @property
    def text(self) -> str:
        return "" if self.pledge is None else self.entry.report.document.pledges[self.pledge].text


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """``entries`` by rank of their unit, then rank in it; ``discuss`` the worst first; ``batch`` what it was made from."""

    criteria: tuple[Criterion, ...]
    entries: tuple[Entry, ...]
    units: tuple[UnitEntry, ...]
    discuss: tuple[Entry, ...]
    documents: tuple[Praise, ...]
    pledges: tuple[Praise, ...]
    to_read: tuple[Entry, ...]
    meeting: MeetingSettings
    batch: Batch


def score_sheet(
    batch: Batch, criteria: Sequence[Criterion], meeting: MeetingSettings | None = None, *, numbered: bool = False
) -> ScoreSheet:
    """Rank the documents of ``batch`` on ``criteria`` (``criteria_of``). Files not read have no rank: see ``batch``.

    ``discuss`` holds documents with something that must be mended or of the lowest grades, ``to_read`` those a person
    must read before the rank counts, widest band first. ``numbered`` for a batch whose names are hidden.
    """
    chosen, reports = meeting or MeetingSettings(), batch.reports
    given = [marks(report, criteria) for report in reports]
    units = unit_names([report.document for report in reports])
    entries = [replace(e, numbered=numbered) for e in _ranked(reports, given, units)]
    good = [Praise(entries[c.document]) for c in best_documents(reports, given, units, chosen.commend_documents)]
    fine = [Praise(entries[c.document], c.pledge) for c in best_pledges(reports, units, chosen.commend_pledges)]
    table = _units(entries, [p.entry for p in good])
    order, last = {unit.unit: unit.rank for unit in table}, len(entries) + 1
    weak = [e for e in entries if e.rank is not None and (e.must_mend or e.grade in ("rewrite", "needs-work"))]
    unsure = [e for e in entries if e.report.score.needs_review]
    return ScoreSheet(
        criteria=tuple(criteria),
        entries=tuple(
            sorted(entries, key=lambda e: (order.get(e.unit, last), key(e.unit), e.rank or last, e.report.path))
        ),
        units=table,
        discuss=tuple(sorted(weak, key=lambda e: (e.marks.total, e.report.path))),
        documents=tuple(good),
        pledges=tuple(fine),
        to_read=tuple(sorted(unsure, key=lambda e: (e.marks.band[0] - e.marks.band[1], e.report.path))),
        meeting=chosen,
        batch=batch,
    )


def _ranked(reports: Sequence[Report], given: Sequence[Marks], units: Sequence[str]) -> list[Entry]:
    able = [i for i, report in enumerate(reports) if report.document.kind != "unknown"]
    everywhere = dict(zip(able, _ranks([given[i].total for i in able]), strict=True))
    inside: dict[int, int] = {}
    for unit in set(units):
        members = [i for i in able if units[i] == unit]
        inside |= dict(zip(members, _ranks([given[i].total for i in members]), strict=True))
    return [
        Entry(report, units[i], given[i], grade_of(given[i].total), inside.get(i), everywhere.get(i))
        for i, report in enumerate(reports)
    ]


def _ranks(values: Sequence[float]) -> list[int]:
    """1 for the highest; equal values share a rank and the next is left out (1, 2, 2, 4)."""
    return [1 + sum(other > value for other in values) for value in values]


def grade_of(total: float) -> str:
    return next(name for least, name in GRADES if total >= least)


def _units(entries: Sequence[Entry], good: Sequence[Entry]) -> tuple[UnitEntry, ...]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.rank is not None:
            groups[entry.unit].append(entry)
    means = {unit: round(fmean(e.marks.total for e in own), 1) for unit, own in groups.items()}
    ranks = dict(zip(means, _ranks(list(means.values())), strict=True))
    table = [_unit(unit, own, means[unit], ranks[unit], good) for unit, own in groups.items()]
    return tuple(sorted(table, key=lambda u: (u.rank, key(u.unit))))


def _unit(unit: str, own: Sequence[Entry], mean: float, rank: int, good: Sequence[Entry]) -> UnitEntry:
    totals = [e.marks.total for e in own]
    points = tuple(round(fmean(column), 1) for column in zip(*(e.marks.points for e in own), strict=True))
    return UnitEntry(
        unit, rank, len(own), mean, min(totals), max(totals), points, sum(e.must_mend for e in own),
        sum(e.report.score.needs_review for e in own), sum(any(e is g for g in good) for e in own),
    )  # fmt: skip
