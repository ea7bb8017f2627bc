"""The HTML report: one file without network, or a folder of pages, for reading, searching and printing."""

from __future__ import annotations

from pathlib import Path

from qualitycheck.report.masking import mask_batch
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit
from qualitycheck.types import Batch


def write(batch: Batch, target: Path | None, options: Options) -> None:
    """One page, or a folder of pages where ``target`` is a folder or has no ending. Raises OSError."""
    from qualitycheck.report.html.page import page
    from qualitycheck.report.html.split import is_folder, write_folder

    shown = mask_batch(batch) if options.mask else batch
    if target is not None and is_folder(target):
        write_folder(shown, target, options)
    else:
        emit(page(shown, options), target)
