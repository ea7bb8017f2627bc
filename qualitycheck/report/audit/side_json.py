"""Two documents side by side as one JSON object."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import msgspec

from qualitycheck.audit.side import Line, SideBySide
from qualitycheck.report.masking import mask_text
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit
from qualitycheck.types import Registered

SCHEMA = 1


def write(side: SideBySide, target: Path | None, options: Options) -> None:
    emit(msgspec.json.format(msgspec.json.encode(record(side, options)), indent=1).decode() + "\n", target)


def record(side: SideBySide, options: Options) -> dict[str, Any]:
    """The comparison as JSON types; texts masked as the options say."""
    shown = mask_text if options.mask else str
    return {
        "schema": SCHEMA,
        "left": _header(side.left, shown),
        "right": _header(side.right, shown),
        "direction": side.direction,
        "same_author": side.author,
        "identical": side.identical,
        "counted": side.counted,
        "repeated": side.repeated,
        "lines": [_line(line, side, shown) for line in side.lines],
    }


def _header(header: Registered, shown: Any) -> dict[str, Any]:
    return {"path": header.path, "kind": header.kind, "year": header.year, "author": shown(header.author),
            "position": shown(header.position), "unit": shown(header.unit), "party_cell": shown(header.party_cell)}  # fmt: skip


def _line(line: Line, side: SideBySide, shown: Any) -> dict[str, Any]:
    how = asdict(line.detail)
    return {
        "left": line.left,
        "right": line.right,
        "kind": line.kind,
        "similarity": line.similarity,
        "template": line.template,
        "reordered": line.detail.reordered,
        "changed": {name: [shown(c) for c in how[name]] for name in ("years", "numbers", "names", "words")},
        "left_text": None if line.left is None else shown(side.left_pledges[line.left]),
        "right_text": None if line.right is None else shown(side.right_pledges[line.right]),
    }
