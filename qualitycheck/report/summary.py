"""What a batch comes to: counts for the head of every readable report. Suppressed findings are not counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from qualitycheck.types import LEVELS, Batch, Finding, Level, Report, Span


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule spoke; ``level`` is the gravest level it spoke with."""

    rule: str
    level: Level
    findings: int
    documents: int


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Documents of one unit in one year; ``mean`` is None where there is none."""

    documents: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class HeatRow:
    unit: str | None
    cells: tuple[HeatCell, ...]  # one per year of ``Heat.years``
    mean: float


@dataclass(frozen=True, slots=True)
class Heat:
    """Average score by unit and year, the lowest unit first; ``None`` is the unknown year or unit."""

    years: tuple[int | None, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was looked at: all pledges, those whose text could be read, and what is left to a person."""

    pledges: int
    read: int
    mandated: int  # sentences of a form, among those read
    to_read: int  # doubts, see ``qualitycheck.doubts``


@dataclass(frozen=True, slots=True)
class Summary:
    read: int
    failed: int
    median: float | None
    grades: tuple[tuple[str, int], ...]  # best grade first
    rules: tuple[RuleCount, ...]  # gravest level first, then the most documents
    with_errors: int
    needs_review: int
    pledges: int  # mandated sentences left out, as in the next two
    specific: int
    repeated: int
    coverage: Coverage
    passed_over: int = 0  # this program's own reports among the files, see ``Batch``

    @property
    def total(self) -> int:
        return self.read + self.failed


def open_findings(report: Report) -> tuple[Finding, ...]:
    """Asserted findings, gravest level first, then in the order of the text."""
    return tuple(sorted(report.asserted, key=lambda f: LEVELS.index(f.level)))


def coverage(reports: Sequence[Report]) -> Coverage:
    """Pledges in a stretch of unreadable letters were not looked at; files that were not read have none to count."""
    pledges = [(r, p) for r in reports for p in r.document.pledges]
    blind = {id(r): _unreadable(r) for r in reports}
    unread = sum(any(s.start < p.span.end and p.span.start < s.end for s in blind[id(r)]) for r, p in pledges)
    return Coverage(
        pledges=len(pledges),
        read=len(pledges) - unread,
        mandated=sum(a.template for r in reports for a in r.assessments),
        to_read=sum(len(r.doubts) for r in reports),
    )


def _unreadable(report: Report) -> list[Span]:
    notices = report.document.raw.notices
    return [span for notice in notices if notice.code == "unreadable-text" for span in notice.spans]


def repeated_pledges(report: Report) -> set[int]:
    """Pledges that another document also holds, mandated sentences left out."""
    template = {i for i, a in enumerate(report.assessments) if a.template}
    return {m.pledge for m in report.matches} - template


def own_pledges(report: Report) -> int:
    """How many pledges are the author's own, mandated sentences left out."""
    return sum(not a.template for a in report.assessments)


def worst_first(reports: Sequence[Report]) -> list[Report]:
    return sorted(reports, key=lambda r: (r.score.total, r.path))


def summarise(batch: Batch) -> Summary:
    reports = batch.reports
    return Summary(
        read=len(reports),
        failed=len(batch.failures),
        median=median(r.score.total for r in reports) if reports else None,
        grades=_grades(reports),
        rules=_rules(reports),
        with_errors=sum(any(f.level == "error" for f in open_findings(r)) for r in reports),
        needs_review=sum(r.score.needs_review for r in reports),
        pledges=sum(own_pledges(r) for r in reports),
        specific=sum(a.level == 2 and not a.template for r in reports for a in r.assessments),
        repeated=sum(len(repeated_pledges(r)) for r in reports),
        coverage=coverage(reports),
        passed_over=len(batch.passed_over),
    )


def _grades(reports: Sequence[Report]) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter(r.score.grade for r in reports)
    best: dict[str, float] = defaultdict(float)
    for report in reports:
        best[report.score.grade] = max(best[report.score.grade], report.score.total)
    return tuple((grade, counts[grade]) for grade in sorted(counts, key=lambda g: (-best[g], g)))


def _rules(reports: Sequence[Report]) -> tuple[RuleCount, ...]:
    findings: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    level: dict[str, Level] = {}
    for report in reports:
        live = open_findings(report)
        findings.update(f.rule for f in live)
        documents.update({f.rule for f in live})
        for finding in reversed(live):  # gravest last
            level[finding.rule] = min(level.get(finding.rule, finding.level), finding.level, key=LEVELS.index)
    counts = [RuleCount(rule, level[rule], findings[rule], documents[rule]) for rule in findings]
    return tuple(sorted(counts, key=lambda c: (LEVELS.index(c.level), -c.documents, c.rule)))


def heat(reports: Sequence[Report]) -> Heat:
    """Unit × year table of the average score."""
    scores: dict[str | None, dict[int | None, list[float]]] = defaultdict(lambda: defaultdict(list))
    for report in reports:
        unit = report.document.unit
        scores[unit.value if unit else None][report.document.year].append(report.score.total)
    years = tuple(sorted({y for by_year in scores.values() for y in by_year}, key=lambda y: (y is None, y or 0)))
    rows = [_heat_row(unit, by_year, years) for unit, by_year in scores.items()]
    return Heat(years, tuple(sorted(rows, key=lambda r: (r.mean, r.unit or ""))))


def _heat_row(unit: str | None, by_year: Mapping[int | None, list[float]], years: tuple[int | None, ...]) -> HeatRow:
    cells = tuple(HeatCell(len(by_year.get(y, ())), fmean(by_year[y]) if by_year.get(y) else None) for y in years)
    return HeatRow(unit, cells, fmean(score for scores in by_year.values() for score in scores))
