"""The score sheet as one JSON object; fields are only ever added. Documents are named by their path."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from qualitycheck.meeting import Criterion, Entry, Lost, Praise, ScoreSheet, UnitEntry
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit
from qualitycheck.report.xlsx.book import Paper
from qualitycheck.types import Failure, Versions

SCHEMA: Literal[1] = 1


class EntryRecord(msgspec.Struct, frozen=True):
    path: str
    document: str
    kind: str
    year: int | None
    author: str | None
    unit: str
    total: float
    band: tuple[float, float]
    grade: str
    capped_by: str | None
    points: dict[str, float]
    rank_in_unit: int | None
    rank: int | None
    needs_review: bool
    must_mend: bool
    losses: tuple[Lost, ...]


class PraiseRecord(msgspec.Struct, frozen=True):
    path: str
    pledge: int | None
    text: str


class SheetRecord(msgspec.Struct, frozen=True):
    schema: int
    criteria: tuple[Criterion, ...]
    units: tuple[UnitEntry, ...]
    documents: list[EntryRecord]
    discuss: list[str]
    to_read: list[str]
    commend: list[PraiseRecord]
    failures: tuple[Failure, ...]
    versions: Versions


def write(sheet: ScoreSheet, target: Path | None, options: Options, paper: Paper = "A4") -> None:
    made = SheetRecord(
        schema=SCHEMA,
        criteria=sheet.criteria,
        units=sheet.units,
        documents=[_entry(entry, sheet) for entry in sheet.entries],
        discuss=[e.report.path for e in sheet.discuss],
        to_read=[e.report.path for e in sheet.to_read],
        commend=[_praise(p) for p in (*sheet.documents, *sheet.pledges)],
        failures=sheet.batch.failures,
        versions=sheet.batch.versions,
    )
    emit(msgspec.json.format(msgspec.json.encode(made), indent=1).decode() + "\n", target)


def _entry(entry: Entry, sheet: ScoreSheet) -> EntryRecord:
    document, given = entry.report.document, entry.marks
    return EntryRecord(
        path=document.path, document=document.id, kind=document.kind, year=document.year,
        author=document.author.value if document.author else None, unit=entry.unit, total=given.total, band=given.band,
        grade=entry.grade, capped_by=given.capped_by,
        points=dict(zip((c.name for c in sheet.criteria), given.points, strict=True)), rank_in_unit=entry.rank,
        rank=entry.place, needs_review=entry.report.score.needs_review, must_mend=entry.must_mend, losses=given.losses,
    )  # fmt: skip


def _praise(praise: Praise) -> PraiseRecord:
    return PraiseRecord(praise.entry.report.path, praise.pledge, praise.text)
