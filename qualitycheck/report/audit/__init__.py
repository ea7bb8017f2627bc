"""Reports of an audit and of two documents side by side: one module per format, words chosen here and nowhere before."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, cast

from qualitycheck.audit.model import Audit
from qualitycheck.audit.side import SideBySide
from qualitycheck.report.options import Options

FORMATS: Mapping[str, str] = {
    "terminal": "qualitycheck.report.audit.terminal",
    "jsonl": "qualitycheck.report.audit.jsonl",
    "csv": "qualitycheck.report.audit.csv",
    "html": "qualitycheck.report.audit.html",
    "xlsx": "qualitycheck.report.audit.xlsx",
}
SIDE_FORMATS: Mapping[str, str] = {
    "terminal": "qualitycheck.report.audit.side_terminal",
    "json": "qualitycheck.report.audit.side_json",
    "html": "qualitycheck.report.audit.side_html",
}


class Write(Protocol):
    """Write ``audit`` to the file ``target``, or to standard output when it is None. Raises OSError, UsageError."""

    def __call__(self, audit: Audit, target: Path | None, options: Options) -> None: ...


class WriteSide(Protocol):
    """The same for two documents."""

    def __call__(self, side: SideBySide, target: Path | None, options: Options) -> None: ...


def writer(name: str) -> Write:
    """The ``write`` of a format of ``FORMATS``, imported only now. Raises KeyError."""
    return cast(Write, importlib.import_module(FORMATS[name]).write)


def side_writer(name: str) -> WriteSide:
    """The same for ``SIDE_FORMATS``."""
    return cast(WriteSide, importlib.import_module(SIDE_FORMATS[name]).write)
