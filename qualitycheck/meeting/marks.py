"""One checked document -> points on the criteria of a score sheet, each lost point tied to its findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qualitycheck.meeting.criteria import Criterion
from qualitycheck.score import CAPS
from qualitycheck.types import Assessment, Document, Finding, Report, SlotName

HOLLOW = ("vague-pledge", "slogan")  # findings that say of a pledge that it is not concrete


@dataclass(frozen=True, slots=True)
class Lost:
    """Points that a criterion lost for one reason: a rule's findings, and the pledges (from 0) and slots they concern."""

    criterion: str
    points: float
    rule: str
    findings: tuple[str, ...]
    pledges: tuple[int, ...] = ()
    slots: tuple[SlotName, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """Points kept per criterion (same order), their sum or the cap of a grave fault, and where the sum could lie."""

    points: tuple[float, ...]
    total: float
    band: tuple[float, float]
    losses: tuple[Lost, ...]
    capped_by: str | None


def marks(report: Report, criteria: Sequence[Criterion]) -> Marks:
    """Points of a report on ``criteria``. What a reader dismissed and what is only a doubt costs nothing."""
    live = _live(report)
    losses = [lost for c in criteria for lost in _bounded(_losses(report, c, live), c.weight)]
    points = tuple(round(c.weight - sum(x.points for x in losses if x.criterion == c.name), 2) for c in criteria)
    added = round(sum(points), 1)
    cap = min(((CAPS[f.rule], f.rule) for f in live if f.rule in CAPS), default=None)
    total = min(added, cap[0]) if cap else added
    low, high = report.score.total - report.score.band[0], report.score.band[1] - report.score.total
    # the judgements below are the score's own, so its uncertainty is theirs
    band = (round(max(0.0, total - low), 1), round(min(100.0, total + high), 1))
    return Marks(points, total, band, tuple(losses), cap[1] if cap and added > cap[0] else None)


def _live(report: Report) -> list[Finding]:
    """Findings that cost points: asserted, and a backlog set aside as a whole."""
    unsure = {d.finding for d in report.doubts}
    aside = [f for f in report.findings if f.decision is not None and f.decision.verdict == "baseline"]
    return [*report.asserted, *(f for f in aside if f.status != "open" and f.id not in unsure)]


def _losses(report: Report, criterion: Criterion, live: Sequence[Finding]) -> Iterator[Lost]:
    if criterion.part is not None:
        yield from _of_part(report, criterion, live)
    if criterion.slots:
        yield from _of_slots(report, criterion, live)
    for rule, share in criterion.costs.items():
        hits = [f for f in live if f.rule == rule]
        if hits:
            pledges = tuple(sorted({f.pledge for f in hits if f.pledge is not None}))
            yield Lost(criterion.name, criterion.weight * share * len(hits), rule, tuple(f.id for f in hits), pledges)


def _of_part(report: Report, criterion: Criterion, live: Sequence[Finding]) -> Iterator[Lost]:
    known = {f.id: f for f in live}
    whole = report.score.maxima.get(criterion.part or "", 0.0)
    for loss in report.score.losses:
        if loss.part == criterion.part and whole > 0:
            hits = [known[i] for i in loss.findings if i in known]
            pledges = tuple(sorted({f.pledge for f in hits if f.pledge is not None}))
            yield Lost(criterion.name, criterion.weight * loss.points / whole, loss.rule, loss.findings, pledges)


def _of_slots(report: Report, criterion: Criterion, live: Sequence[Finding]) -> Iterator[Lost]:
    """Every own pledge carries an equal share; it loses the part of it that the slots it does not state make out."""
    own = [i for i, a in enumerate(report.assessments) if not a.template]
    if not own:
        yield from _nothing_promised(criterion, live)
        return
    each = criterion.weight / len(own) / len(criterion.slots)
    by_rule: dict[str, list[tuple[int, str, tuple[tuple[SlotName, ...], ...]]]] = {}
    for index in own:
        missing = _missing(report.document, report.assessments[index], criterion)
        told = _told(index, report.assessments[index], live) if missing else None
        if told is not None:
            by_rule.setdefault(told.rule, []).append((index, told.id, missing))
    for rule, hits in by_rule.items():
        points = each * sum(len(missing) for _, _, missing in hits)
        slots = tuple(dict.fromkeys(slot for _, _, missing in hits for group in missing for slot in group))
        findings = tuple(dict.fromkeys(name for _, name, _ in hits))
        yield Lost(criterion.name, points, rule, findings, tuple(i for i, _, _ in hits), slots)


def _nothing_promised(criterion: Criterion, live: Sequence[Finding]) -> Iterator[Lost]:
    """Without a pledge nothing is clear; where no finding says so, a reader must look and nothing is lost."""
    for rule in ("name-only-model", "vague-document", "missing-section"):
        if told := tuple(f.id for f in live if f.rule == rule):
            yield Lost(criterion.name, criterion.weight, rule, told)
            return


def _missing(document: Document, judged: Assessment, criterion: Criterion) -> tuple[tuple[SlotName, ...], ...]:
    return tuple(g for g in criterion.slots if not any(_states(document, judged, slot) for slot in g))


def _states(document: Document, judged: Assessment, slot: SlotName) -> bool:
    """An individual's pledge names its owner by its author."""
    if slot == "owner" and document.kind == "individual" and document.author is not None:
        return True
    return judged.slots.get(slot) is not None


def _told(index: int, judged: Assessment, live: Sequence[Finding]) -> Finding | None:
    """The finding that says that this pledge is not concrete: on the pledge itself, else on the whole document."""
    own = next((f for f in live if f.pledge == index and f.rule in HOLLOW), None)
    if own is not None or judged.level == 2:
        return own
    return next((f for f in live if f.rule == "vague-document"), None)


def _bounded(losses: Iterable[Lost], weight: float) -> Iterator[Lost]:
    """No criterion below 0: later losses count only for what is left."""
    left = weight
    for lost in losses:
        points = round(min(lost.points, left), 2)
        left -= points
        if points > 0:
            yield replace(lost, points=points)
