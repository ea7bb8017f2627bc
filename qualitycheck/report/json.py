"""One JSON object for the whole batch: the same records as jsonl, and what was read with which settings."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path
from typing import Any

import msgspec

from qualitycheck.report.jsonl import records
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit
from qualitycheck.report.records import SCHEMA, FileRecord, VersionsRecord
from qualitycheck.report.summary import coverage
from qualitycheck.types import Batch


class SettingRecord(msgspec.Struct, frozen=True):
    name: str
    value: Any
    origin: str


class FilesRecord(msgspec.Struct, frozen=True):
    """``passed_over``: reports of this program among the files, which are no submissions."""

    read: int
    failed: int
    passed_over: int = 0


class CoverageRecord(msgspec.Struct, frozen=True):
    """Counts of pledges: all, those whose text could be read, mandated sentences among these, and what a person reads."""

    pledges: int
    read: int
    mandated: int
    to_read: int


class BatchRecord(msgspec.Struct, frozen=True):
    schema: int
    results: list[FileRecord]
    files: FilesRecord
    settings: list[SettingRecord]
    versions: VersionsRecord
    coverage: CoverageRecord


def write(batch: Batch, target: Path | None, options: Options) -> None:
    whole = BatchRecord(
        schema=SCHEMA,
        results=list(records(batch, options)),
        files=FilesRecord(len(batch.reports), len(batch.failures), len(batch.passed_over)),
        settings=[SettingRecord(*setting) for setting in options.settings],
        versions=VersionsRecord(*astuple(batch.versions)),
        coverage=CoverageRecord(*astuple(coverage(batch.reports))),
    )
    emit(msgspec.json.format(msgspec.json.encode(whole), indent=1).decode() + "\n", target)
