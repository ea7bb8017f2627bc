"""Two documents side by side as one self-contained page, changed words marked, template sentences grey."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualitycheck.audit.side import Line, SideBySide
from qualitycheck.report.audit.pages import render
from qualitycheck.report.audit.side_terminal import header, note, texts, verdict
from qualitycheck.report.html.difference import Piece, difference
from qualitycheck.report.options import Options
from qualitycheck.report.output import emit


@dataclass(frozen=True, slots=True)
class _Row:
    left_number: int
    right_number: int
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    note: str
    grey: bool


def write(side: SideBySide, target: Path | None, options: Options) -> None:
    words = options.words
    page = render(
        "side.html.j2",
        options,
        verdict=list(verdict(side, words)),
        left=header(side.left, options),
        right=header(side.right, options),
        left_path=side.left.path,
        right_path=side.right.path,
        lines=[_row(line, side, options) for line in side.lines],
    )
    emit(page, target)


def _row(line: Line, side: SideBySide, options: Options) -> _Row:
    left, right = texts(line, side, options)
    plain = (Piece(left, False),), (Piece(right, False),)
    pieces = difference(left, right) if line.kind and line.kind != "verbatim" else plain
    numbers = (0 if line.left is None else line.left + 1, 0 if line.right is None else line.right + 1)
    return _Row(*numbers, *pieces, note(line, options.words), line.template)
