"""One row per document for Excel: counts, the sentence in words, nearest source, cluster."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from qualitycheck.audit.model import Audit
from qualitycheck.report.audit.tables import DOCUMENTS, Tables
from qualitycheck.report.csv import BYTE_ORDER_MARK, cell
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit


def write(audit: Audit, target: Path | None, options: Options) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([options.words.say(name) for name, _ in DOCUMENTS.columns])
    for row in Tables(audit, options).documents():
        writer.writerow([cell(value) if isinstance(value, str) else "" if value is None else value for value in row])
    emit(BYTE_ORDER_MARK + out.getvalue(), target)
