"""The score sheet in the formats of a meeting: workbook, agenda note, page, terminal, JSON."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qualitycheck.meeting import ScoreSheet
from qualitycheck.report.options import Options
from qualitycheck.report.xlsx.book import PAPERS, Paper

FORMATS: Mapping[str, str] = {
    name: f"qualitycheck.report.meeting.{name}" for name in ("terminal", "xlsx", "docx", "html", "json")
}
__all__ = ["FORMATS", "PAPERS", "Paper", "write_sheet"]


def write_sheet(name: str, sheet: ScoreSheet, target: Path | None, options: Options, paper: Paper = "A4") -> None:
    """Write ``sheet`` in a format of ``FORMATS``; without ``target`` to standard output (xlsx, docx: to a file beside).

    Raises KeyError and OSError.
    """
    module: Any = importlib.import_module(FORMATS[name])
    module.write(sheet, target, options, paper)
