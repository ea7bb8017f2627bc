"""Reports: words are chosen here, in the last stage. One module per format, all with the same ``write``."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import cast

from qualitycheck.report.options import Options, Write
from qualitycheck.report.words import Words

__all__ = ["FORMATS", "Options", "Words", "Write", "writer"]

FORMATS: Mapping[str, str] = {
    "terminal": "qualitycheck.report.terminal",
    "jsonl": "qualitycheck.report.jsonl",
    "json": "qualitycheck.report.json",
    "csv": "qualitycheck.report.csv",
    "html": "qualitycheck.report.html",
    "xlsx": "qualitycheck.report.xlsx",
    "docx": "qualitycheck.report.docx",
    "sarif": "qualitycheck.report.sarif",
    "junit": "qualitycheck.report.junit",
}


def writer(name: str) -> Write:
    """The ``write`` of a format of ``FORMATS``, imported only now. Raises KeyError."""
    return cast(Write, importlib.import_module(FORMATS[name]).write)
