"""The JSON of ``check``, one object per file: these types are the outside contract, field by field in its order.

Fields are only ever added, at the end; anything else is a new ``SCHEMA`` number. The JSON Schema in ``schema.json`` is
made from these types (``python -m qualitycheck.report.records``).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from qualitycheck.report.words import Words
from qualitycheck.types import (
    SLOT_NAMES,
    Assessment,
    Decision,
    Document,
    Fact,
    FactSource,
    Failure,
    Finding,
    Kind,
    Level,
    Match,
    MatchKind,
    Pledge,
    Relation,
    Report,
    Score,
    Verdict,
    Versions,
)

SCHEMA: Literal[1] = 1
SCHEMA_FILE = Path(__file__).with_name("schema.json")
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Points = Annotated[float, msgspec.Meta(ge=0, le=100)]
Index = Annotated[int, msgspec.Meta(ge=0)]


class ErrorRecord(msgspec.Struct, frozen=True):
    code: str
    message: str


class DocumentRecord(msgspec.Struct, frozen=True):
    """``year_source`` and ``unit_source`` say where the fact was found when not in the document itself."""

    id: str
    kind: Kind
    year: int | None
    author: str | None
    position: str | None
    unit: str | None
    party_cell: str | None
    words: int
    pages: int | None
    sections: list[str]
    year_source: FactSource | None = None
    unit_source: FactSource | None = None
    title: str = ""


class SlotsRecord(msgspec.Struct, frozen=True):
    action: str | None
    object: str | None
    quantity: str | None
    frequency: str | None
    deadline: str | None
    deliverable: str | None
    place: str | None
    owner: str | None


class MatchRecord(msgspec.Struct, frozen=True):
    path: str
    document: str
    year: int | None
    author: str
    unit: str
    pledge: Index
    relation: Relation
    kind: MatchKind
    similarity: Share
    changed: list[str]
    text: str


class PledgeRecord(msgspec.Struct, frozen=True):
    """``specificity`` 0 vague, 1 partly specific, 2 specific; ``section`` is the heading the pledge stands under."""

    index: Index
    section: str
    text: str
    page: int | None
    specificity: Literal[0, 1, 2]
    confidence: Share
    slots: SlotsRecord
    on_theme: bool
    template: bool
    matches: list[MatchRecord]


class DecisionRecord(msgspec.Struct, frozen=True):
    """What a reader decided of a finding; ``date`` and ``expires`` are ISO 8601."""

    verdict: Verdict
    person: str
    date: str
    reason: str
    expires: str | None


class FindingRecord(msgspec.Struct, frozen=True):
    """``span`` counts characters (code points) of the document's text as read; ``id`` is a content fingerprint."""

    id: str
    rule: str
    level: Level
    pledge: Index | None
    span: tuple[int, int] | None
    quote: str
    message: str
    suggestion: str | None
    values: dict[str, str | int | float | list[str]]
    status: Literal["open", "suppressed"]
    confidence: Share = 1.0
    decision: DecisionRecord | None = None


class DoubtRecord(msgspec.Struct, frozen=True):
    """For a person to read: a pledge whose level is unsure (``finding`` null), or a finding that is not asserted."""

    rule: str
    pledge: Index | None
    confidence: Share
    finding: str | None


class VersionsRecord(msgspec.Struct, frozen=True):
    program: str
    rules: str
    model: str
    corpus: str | None


class FileRecord(msgspec.Struct, frozen=True):
    """Result of one file. A file that could not be read has ``error`` and no document, score, grade or band."""

    schema: Literal[1]
    path: str
    status: Literal["ok", "error"]
    error: ErrorRecord | None
    document: DocumentRecord | None
    score: Points | None
    grade: str | None
    band: tuple[Points, Points] | None
    needs_review: bool
    parts: dict[str, float]
    pledges: list[PledgeRecord]
    findings: list[FindingRecord]
    versions: VersionsRecord
    notices: list[str] = []
    to_read: list[DoubtRecord] = []


def record(result: Report | Failure, words: Words, versions: Versions) -> FileRecord:
    """The contract's object for one file, with its words in the language of ``words``."""
    stamp = VersionsRecord(versions.program, versions.rules, versions.model, versions.corpus)
    if isinstance(result, Failure):
        return _failed(result, words, stamp)
    score = result.score
    return FileRecord(
        schema=SCHEMA,
        path=result.path,
        status="ok",
        error=None,
        document=_document(result.document),
        score=round(score.total, 3),
        grade=score.grade,
        band=_band(score),
        needs_review=score.needs_review,
        parts={name: round(points, 3) for name, points in score.parts.items()},
        pledges=_pledges(result),
        findings=[_finding(f, words) for f in result.findings],
        versions=stamp,
        notices=[notice.code for notice in result.document.raw.notices],
        to_read=[DoubtRecord(d.rule, d.pledge, round(d.confidence, 4), d.finding) for d in result.doubts],
    )


def _failed(failure: Failure, words: Words, stamp: VersionsRecord) -> FileRecord:
    return FileRecord(
        schema=SCHEMA,
        path=failure.path,
        status="error",
        error=ErrorRecord(failure.code, words.failure(failure)),
        document=None,
        score=None,
        grade=None,
        band=None,
        needs_review=True,
        parts={},
        pledges=[],
        findings=[],
        versions=stamp,
    )


def _band(score: Score) -> tuple[float, float]:
    low, high = score.band
    return round(low, 3), round(high, 3)


def _document(document: Document) -> DocumentRecord:
    return DocumentRecord(
        id=document.id,
        kind=document.kind,
        year=document.year,
        author=_value(document.author),
        position=_value(document.position),
        unit=_value(document.unit),
        party_cell=_value(document.party_cell),
        words=document.words,
        pages=document.raw.pages,
        sections=[section.heading for section in document.sections],
        year_source=document.year_source,
        unit_source=document.unit.source if document.unit else None,
        title=document.title,
    )


def _value(fact: Fact | None) -> str | None:
    return fact.value if fact else None


def _pledges(report: Report) -> list[PledgeRecord]:
    matches: dict[int, list[Match]] = {}
    for match in report.matches:
        matches.setdefault(match.pledge, []).append(match)
    sections = report.document.sections
    pairs = zip(report.document.pledges, report.assessments, strict=True)
    return [_pledge(p, a, sections[p.section].heading if sections else "", matches.get(p.index, [])) for p, a in pairs]


def _pledge(pledge: Pledge, assessment: Assessment, heading: str, matches: list[Match]) -> PledgeRecord:
    return PledgeRecord(
        index=pledge.index,
        section=heading,
        text=pledge.text,
        page=pledge.page,
        specificity=assessment.level,
        confidence=round(assessment.confidence, 4),
        slots=SlotsRecord(**{name: assessment.slots.get(name) for name in SLOT_NAMES}),
        on_theme=assessment.on_theme,
        template=assessment.template,
        matches=[_match(m) for m in matches],
    )


def _match(match: Match) -> MatchRecord:
    return MatchRecord(
        path=match.path,
        document=match.document,
        year=match.year,
        author=match.author,
        unit=match.unit,
        pledge=match.source_pledge,
        relation=match.relation,
        kind=match.kind,
        similarity=round(match.similarity, 4),
        changed=list(match.changed),
        text=match.text,
    )


def _finding(finding: Finding, words: Words) -> FindingRecord:
    return FindingRecord(
        id=finding.id,
        rule=finding.rule,
        level=finding.level,
        pledge=finding.pledge,
        span=(finding.span.start, finding.span.end) if finding.span else None,
        quote=finding.quote,
        message=words.message(finding),
        suggestion=words.suggestion(finding),
        values={name: _plain(value) for name, value in finding.values.items()},
        status=finding.status,
        confidence=round(finding.confidence, 4),
        decision=_decision(finding.decision),
    )


def _decision(decision: Decision | None) -> DecisionRecord | None:
    if decision is None:
        return None
    return DecisionRecord(decision.verdict, decision.person, decision.date, decision.reason, decision.expires)


def _plain(value: str | int | float | tuple[str, ...]) -> str | int | float | list[str]:
    if isinstance(value, tuple):
        return list(value)
    return round(value, 4) if isinstance(value, float) else value


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one line of ``check --format jsonl``."""
    schema = msgspec.json.schema(FileRecord)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"qualitycheck check, schema {SCHEMA}"}
    return {**head, **schema}


def schema_text() -> str:
    """``json_schema`` as it stands in ``schema.json``."""
    return msgspec.json.format(msgspec.json.encode(json_schema()), indent=2).decode() + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8", newline="\n")
