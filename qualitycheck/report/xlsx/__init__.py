"""The Excel workbook: for reading, filtering, printing, and for decisions that come back (``review import``)."""

from __future__ import annotations

from pathlib import Path

from qualitycheck.files import write_atomic
from qualitycheck.report.options import Options
from qualitycheck.types import Batch

DEFAULT = Path("qualitycheck-report") / "qualitycheck.xlsx"


def write(batch: Batch, target: Path | None, options: Options) -> None:
    from qualitycheck.report.xlsx.workbook import workbook

    file = target or DEFAULT
    write_atomic(file, workbook(batch, options, file.absolute().parent))
