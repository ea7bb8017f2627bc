"""The register as a table for Excel and others: UTF-8 with a byte order mark, safe against formulas."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from qualitycheck.monitoring import MonitoringRegister
from qualitycheck.report.csv import BYTE_ORDER_MARK, cell
from qualitycheck.report.monitoring.rows import cells, columns
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit
from qualitycheck.report.xlsx.book import Cell


def write(register: MonitoringRegister, target: Path | None, options: Options) -> None:
    words = options.words
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([words.say(f"column.{column.name}") for column in columns(words)])
    writer.writerows([_text(value) for value in row] for row in cells(register.promises, words))
    emit(BYTE_ORDER_MARK + out.getvalue(), target)


def _text(value: Cell) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return cell(str(value)) if value is not None else ""
