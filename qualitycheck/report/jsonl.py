"""One JSON object per file and line, in the order of the batch: the contract for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from qualitycheck.report.masking import mask_batch
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit
from qualitycheck.report.records import FileRecord, record
from qualitycheck.types import Batch


def records(batch: Batch, options: Options) -> Iterator[FileRecord]:
    """The record of every file; personal numbers masked unless ``options`` says otherwise."""
    words = options.words
    shown = mask_batch(batch) if options.mask else batch
    for result in shown.results:
        yield record(result, words, batch.versions)


def write(batch: Batch, target: Path | None, options: Options) -> None:
    encoder = msgspec.json.Encoder()
    emit("".join(f"{encoder.encode(r).decode()}\n" for r in records(batch, options)), target)
