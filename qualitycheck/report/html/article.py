"""What the page of one document shows: facts, score with its reasons, findings, pledges, copies, full text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from qualitycheck.messages import percent
from qualitycheck.report.groups import Group, grouped, in_order
from qualitycheck.report.html.difference import Piece, difference
from qualitycheck.report.html.passages import Flow, flow, place
from qualitycheck.report.options import Options
from qualitycheck.report.queue import Item, queue
from qualitycheck.report.summary import coverage
from qualitycheck.report.words import Words
from qualitycheck.types import SLOT_NAMES, Assessment, Fact, Finding, Match, Pledge, Report


@dataclass(frozen=True, slots=True)
class FactView:
    label: str
    value: str
    source: str  # empty when it stands in the document


@dataclass(frozen=True, slots=True)
class FindingView:
    number: int
    level: str
    rule: str
    title: str
    quote: str
    quality: str
    message: str
    suggestion: str | None
    pledge: int | None  # counted from 1
    placed: bool  # has a mark in the text
    id: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """A finding that stands for all of its kind in the document; ``more`` says how many ``rest`` holds and where."""

    first: FindingView
    rest: tuple[FindingView, ...]
    more: str


@dataclass(frozen=True, slots=True)
class LossView:
    points: str
    title: str
    findings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    label: str
    points: str
    maximum: str
    share: int  # 0 to 100
    losses: tuple[LossView, ...]


@dataclass(frozen=True, slots=True)
class CopyView:
    """``left`` is this document's wording, ``right`` the other's."""

    kind: str
    relation: str
    source: str
    path: str
    first: str
    similar: str
    year: str
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PledgeView:
    number: int
    section: str  # only where a new section begins
    text: str
    parent: str
    level: int
    certainty: str
    found: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    questions: str
    on_theme: bool
    template: bool
    praised: bool
    findings: tuple[int, ...]
    copies: tuple[CopyView, ...]
    page: int | None


@dataclass(frozen=True, slots=True)
class ArticleView:
    """``anchor`` ("d3") begins every id of the page of this document."""

    anchor: str
    name: str
    report: Report
    facts: tuple[FactView, ...]
    parts: tuple[PartView, ...]
    groups: tuple[GroupView, ...]
    folded: str  # what lies beyond the budget
    suppressed: tuple[FindingView, ...]
    queue: tuple[Item, ...]
    coverage: str
    pledges: tuple[PledgeView, ...]
    flows: tuple[Flow, ...]
    score: str
    band: str
    capped: str
    year: str
    counts: tuple[int, int, int]  # pledges by level, mandated sentences left out

    @property
    def found(self) -> int:
        return sum(1 + len(g.rest) for g in self.groups)

    @property
    def mandated(self) -> int:
        return sum(p.template for p in self.pledges)

    @property
    def praised(self) -> tuple[PledgeView, ...]:
        return tuple(p for p in self.pledges if p.praised)

    @property
    def copied(self) -> tuple[PledgeView, ...]:
        return tuple(p for p in self.pledges if p.copies and not p.template)


def article(report: Report, number: int, options: Options) -> ArticleView:
    words, score = options.words, report.score
    groups = grouped(report)
    live = in_order(groups)
    hidden = [f for f in report.findings if f.status != "open"]
    low, high = (words.number(x) for x in score.band)
    return ArticleView(
        anchor=f"d{number}",
        name=name(report),
        report=report,
        facts=_facts(report, words),
        parts=_parts(report, live, words),
        groups=_groups(groups, report, words),
        folded=words.folded_groups(groups[options.budget :]) if groups[options.budget :] else "",
        suppressed=tuple(_finding(f, n, report, words) for n, f in enumerate(hidden, len(live) + 1)),
        queue=queue(report, words),
        coverage=words.coverage(coverage([report])),
        pledges=_pledges(report, live, words),
        flows=flow(report, live),
        score=words.number(score.total),
        band=words.say("band", low=low, high=high) if low != high else "",
        capped=words.say("capped", rule=words.title(score.capped_by)) if score.capped_by else "",
        year=_year(report.document.year, words),
        counts=_counts(report.assessments),
    )


def name(report: Report) -> str:
    """Whose document it is: author, unit, title, or at least the file's name."""
    document = report.document
    for fact in (document.author, document.unit):
        if fact is not None and fact.value:
            return fact.value
    return document.title or document.path.rsplit("/", 1)[-1]


def _year(year: int | None, words: Words) -> str:
    return str(year) if year else words.say("year-unknown")


def _counts(assessments: Sequence[Assessment]) -> tuple[int, int, int]:
    levels = [a.level for a in assessments if not a.template]
    return levels.count(0), levels.count(1), levels.count(2)


def _facts(report: Report, words: Words) -> tuple[FactView, ...]:
    document = report.document
    source = document.year_source
    views = [FactView(words.say("kind"), words.label("kind", document.kind), "")]
    if document.year:
        elsewhere = words.label("source", source) if source and source != "document" else ""
        views.append(FactView(words.say("year"), str(document.year), elsewhere))
    named: tuple[tuple[str, Fact | None], ...] = (
        ("author", document.author), ("position", document.position),
        ("unit", document.unit), ("party-cell", document.party_cell),
    )  # fmt: skip
    for phrase, fact in named:
        if fact is not None and fact.value:
            elsewhere = words.label("source", fact.source) if fact.source != "document" else ""
            views.append(FactView(words.say(phrase), fact.value, elsewhere))
    views.append(FactView(words.say("words"), str(document.words), ""))
    if document.raw.pages:
        views.append(FactView(words.say("pages"), str(document.raw.pages), ""))
    return tuple(views)


def _parts(report: Report, live: Sequence[Finding], words: Words) -> tuple[PartView, ...]:
    score = report.score
    numbers = {f.id: n for n, f in enumerate(live, 1)}
    return tuple(
        PartView(
            label=words.label("part", part),
            points=words.number(points),
            maximum=words.number(score.maxima.get(part, 100)),
            share=round(100 * points / maximum) if (maximum := score.maxima.get(part, 100)) else 0,
            losses=_losses(report, part, numbers, words),
        )
        for part, points in score.parts.items()
    )


def _losses(report: Report, part: str, numbers: Mapping[str, int], words: Words) -> tuple[LossView, ...]:
    return tuple(
        LossView(
            points=words.say("lost-points", points=words.number(loss.points)),
            title=words.title(loss.rule),
            findings=tuple(sorted(numbers[i] for i in loss.findings if i in numbers)),
        )
        for loss in report.score.losses
        if loss.part == part
    )


def _groups(groups: Sequence[Group], report: Report, words: Words) -> tuple[GroupView, ...]:
    numbers = count(1)
    views: list[GroupView] = []
    for group in groups:
        first, *rest = (_finding(f, next(numbers), report, words) for f in group.members)
        views.append(GroupView(first, tuple(rest), words.same_kind(group) if rest else ""))
    return tuple(views)


def _finding(finding: Finding, number: int, report: Report, words: Words) -> FindingView:
    return FindingView(
        number=number,
        level=finding.level,
        rule=finding.rule,
        title=words.title(finding.rule),
        quote=finding.quote,
        quality=words.quality(finding.rule),
        message=words.message(finding),
        suggestion=words.suggestion(finding),
        pledge=None if finding.pledge is None else finding.pledge + 1,
        placed=finding.status == "open" and place(finding, report.document) is not None,
        id=finding.id,
    )


def _pledges(report: Report, live: Sequence[Finding], words: Words) -> tuple[PledgeView, ...]:
    section: int | None = None
    views: list[PledgeView] = []
    for pledge, assessment in zip(report.document.pledges, report.assessments, strict=True):
        heading = report.document.sections[pledge.section].heading if pledge.section != section else ""
        section = pledge.section
        views.append(_pledge(pledge, assessment, heading, report, live, words))
    return tuple(views)


def _pledge(
    pledge: Pledge, assessment: Assessment, heading: str, report: Report, live: Sequence[Finding], words: Words
) -> PledgeView:
    missing = assessment.missing if assessment.level < 2 and not assessment.template else ()
    return PledgeView(
        number=pledge.index + 1,
        section=heading,
        text=pledge.text,
        parent=pledge.parent,
        level=assessment.level,
        certainty=words.say("certainty", percent=percent(assessment.confidence)),
        found=tuple((words.label("slot", n), text) for n in SLOT_NAMES if (text := assessment.slots.get(n))),
        missing=tuple(words.label("slot", n) for n in missing),
        questions=words.questions(missing),
        on_theme=assessment.on_theme,
        template=assessment.template,
        praised=pledge.index in report.score.praise,
        findings=tuple(n for n, f in enumerate(live, 1) if f.pledge == pledge.index),
        copies=tuple(_copy(m, pledge, report, words) for m in _of(report.matches, pledge.index)),
        page=pledge.page,
    )


def _of(matches: Iterable[Match], pledge: int) -> list[Match]:
    return [m for m in matches if m.pledge == pledge]


def _copy(match: Match, pledge: Pledge, report: Report, words: Words) -> CopyView:
    left, right = difference(pledge.text, match.text)
    earlier = match.year is not None and report.document.year is not None and match.year < report.document.year
    return CopyView(
        kind=words.label("match", match.kind),
        relation=words.label("relation", match.relation),
        source=words.source(match.relation, match.year, match.author, match.unit),
        path=match.path,
        first=words.say("first", year=match.year) if earlier else words.say("first-unknown"),
        similar=words.say("similar", percent=percent(match.similarity)),
        year=_year(match.year, words),
        left=left,
        right=right,
    )
