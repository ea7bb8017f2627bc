"""The HTML report: one file without network, for reading, searching and printing."""

from __future__ import annotations

from pathlib import Path

from qualitycheck.report.masking import mask_batch
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit
from qualitycheck.types import Batch


def write(batch: Batch, target: Path | None, options: Options) -> None:
    from qualitycheck.report.html.page import page

    emit(page(mask_batch(batch) if options.mask else batch, options), target)
