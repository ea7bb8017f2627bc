"""One JSON object for the whole batch: the same records as jsonl, and what was read with which settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from qualitycheck.report.jsonl import records
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit
from qualitycheck.report.records import SCHEMA, FileRecord
from qualitycheck.types import Batch


class SettingRecord(msgspec.Struct, frozen=True):
    name: str
    value: Any
    origin: str


class FilesRecord(msgspec.Struct, frozen=True):
    read: int
    failed: int


class BatchRecord(msgspec.Struct, frozen=True):
    schema: int
    results: list[FileRecord]
    files: FilesRecord
    settings: list[SettingRecord]


def write(batch: Batch, target: Path | None, options: Options) -> None:
    whole = BatchRecord(
        schema=SCHEMA,
        results=list(records(batch, options)),
        files=FilesRecord(len(batch.reports), len(batch.failures)),
        settings=[SettingRecord(*setting) for setting in options.settings],
    )
    emit(msgspec.json.format(msgspec.json.encode(whole), indent=1).decode() + "\n", target)
