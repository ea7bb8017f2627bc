"""Characters to lines: one baseline, read in drawing order or by position, cut where a wide gap parts two columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from qualitycheck.load.pdf_glyphs import Glyph

_LABEL = re.compile(r"\s*([-+*•–—\uf000-\uf0ff●▪■○·]|\(?\w{1,4}[.)/\]]|\d{1,2}(\.\d{1,2})*\.?)\s*\Z")
_GAP_IN_LINE = 1.6  # ems: a wider gap between two words parts columns, where the line shows no other gaps
_GAP_OVER_MEDIAN = 3.5  # … and this many times the line's usual gap, where it does


_BLANK_DRAWN = 0.4  # ems: a gap that is a blank though pdfium drew none
_BLANK_BY_POSITION = 0.15


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, or the part of it in one column."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    page: int
    order: int  # of its first character on the page
    first_word: float  # width in points
    text_x0: float  # where the text after a bullet or number begins
    part_of_row: bool = False  # a wide gap parted it from its neighbour
    confidence: float = 100.0  # percent, by its characters

    @property
    def center(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    order: int
    confidence: float


Ordered = tuple[int, Glyph]


def read_lines(glyphs: Sequence[Ordered], page: int, by_position: bool = False) -> list[Line]:
    """Lines of one region (a page without its tables, or a cell), in reading order."""
    runs = _sorted_runs(glyphs) if by_position else _drawn_runs(glyphs)
    gap = _BLANK_BY_POSITION if by_position else _BLANK_DRAWN
    rows = [_cut(words, page) for run in runs if (words := _words(run, gap))]
    return _left_column_first(rows)


def is_disordered(glyphs: Sequence[Ordered]) -> bool:
    """Whether the drawing order jumps up within a column so often that only the positions can be trusted."""
    runs = [run for run in _drawn_runs(glyphs) if any(g.text.strip() for _, g in run)]
    boxes = [(min(g.x0 for _, g in run), max(g.x1 for _, g in run), run[0][1].y) for run in runs]
    jumps = sum(
        1
        for (left, right, y), (left_, right_, y_) in pairwise(boxes)
        if y_ > y + 2 and min(right, right_) - max(left, left_) > 20
    )
    return jumps >= 4 and jumps > 0.2 * len(boxes)


def _same_line(last: Glyph, glyph: Glyph, y: float, size: float) -> bool:
    """On the same baseline, or raised or lowered a little as an index figure, and not jumping back."""
    limit = 0.55 if glyph.size and glyph.size < 0.8 * size else 0.3
    return abs(glyph.y - y) <= limit * size and glyph.x0 > last.x1 - 0.6 * size


def _drawn_runs(glyphs: Sequence[Ordered]) -> list[list[Ordered]]:
    """Neighbours in drawing order that stand on one baseline."""
    runs: list[list[Ordered]] = []
    y = size = 0.0
    for order, glyph in glyphs:
        if runs and (glyph.size == 0.0 or _same_line(runs[-1][-1][1], glyph, y, size)):
            runs[-1].append((order, glyph))
            size = max(size, glyph.size)
        elif glyph.size:
            runs.append([(order, glyph)])
            y, size = glyph.y, glyph.size
    return _rejoined(runs)


def _rejoined(runs: list[list[Ordered]]) -> list[list[Ordered]]:
    """Two runs drawn right before left that touch each other are one line."""
    out: list[list[Ordered]] = []
    for run in runs:
        if out and _touch(run, out[-1]):
            out[-1] = run + out[-1]
        else:
            out.append(run)
    return out


def _touch(left: list[Ordered], right: list[Ordered]) -> bool:
    last, first = left[-1][1], right[0][1]
    size = max(last.size, first.size)
    return abs(left[0][1].y - first.y) <= 0.3 * size and -0.2 * size < first.x0 - last.x1 < 0.5 * size


def _sorted_runs(glyphs: Sequence[Ordered]) -> list[list[Ordered]]:
    """All characters by baseline from the top, then from the left."""
    marks = [(order, glyph) for order, glyph in glyphs if glyph.size]
    runs: list[list[Ordered]] = []
    for order, glyph in sorted(marks, key=lambda item: -item[1].y):
        if runs and abs(runs[-1][0][1].y - glyph.y) <= 0.3 * max(runs[-1][0][1].size, glyph.size):
            runs[-1].append((order, glyph))
        else:
            runs.append([(order, glyph)])
    return [sorted(run, key=lambda item: item[1].x0) for run in runs]


def _words(run: Sequence[Ordered], blank: float) -> list[_Word]:
    words: list[list[Ordered]] = []
    new = True
    for order, glyph in run:
        if glyph.text.isspace():
            new = True
            continue
        if not new and glyph.x0 - words[-1][-1][1].x1 > blank * glyph.size:
            new = True
        if new:
            words.append([])
        words[-1].append((order, glyph))
        new = False
    return [_word(word) for word in words]


def _word(glyphs: list[Ordered]) -> _Word:
    marks = [glyph for _, glyph in glyphs]
    size = max(glyph.size for glyph in marks)
    return _Word(
        "".join(g.text for g in marks), min(g.x0 for g in marks), max(g.x1 for g in marks), marks[0].y, size,
        marks[0].bold, min(order for order, _ in glyphs), min(g.confidence for g in marks),
    )  # fmt: skip


def _cut(words: list[_Word], page: int) -> list[Line]:
    """The line of these words, or its parts where wide gaps part columns; a label stays with its text."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(words)]
    parts: list[list[_Word]] = [[words[0]]]
    for gap, word in zip(gaps, words[1:], strict=True):
        if _is_wide(gap, gaps, word.size) and not _LABEL.match(" ".join(w.text for w in parts[-1])):
            parts.append([])
        parts[-1].append(word)
    return [_line(part, page, len(parts) > 1) for part in _with_values(parts)]


def _is_wide(gap: float, gaps: list[float], size: float) -> bool:
    if len(gaps) < 3:
        return gap > _GAP_IN_LINE * size
    return gap > max(size, _GAP_OVER_MEDIAN * median(gaps))


def _with_values(parts: list[list[_Word]]) -> list[list[_Word]]:
    """ "Họ và tên:" and the value set apart from it by a tab belong together."""
    out: list[list[_Word]] = []
    for part in parts:
        if out and out[-1][-1].text.endswith(":"):
            out[-1] += part
        else:
            out.append(part)
    return out


def _line(words: list[_Word], page: int, part_of_row: bool) -> Line:
    text = " ".join(w.text for w in words)
    labelled = len(words) > 1 and _LABEL.match(words[0].text)
    return Line(
        text=text, x0=words[0].x0, x1=words[-1].x1, y=median(w.y for w in words), size=median(w.size for w in words),
        bold=all(w.bold for w in words), page=page, order=min(w.order for w in words),
        first_word=words[0].x1 - words[0].x0, text_x0=words[1].x0 if labelled else words[0].x0, part_of_row=part_of_row,
        confidence=sum(w.confidence * len(w.text) for w in words) / sum(len(w.text) for w in words),
    )  # fmt: skip


def _left_column_first(rows: Iterable[list[Line]]) -> list[Line]:
    """Rows cut into columns, read column by column as long as they follow each other."""
    out: list[Line] = []
    block: list[list[Line]] = []
    for row in rows:
        if len(row) > 1:
            block.append(row)
            continue
        out += _by_column(block) + row
        block = []
    return out + _by_column(block)


def _by_column(block: list[list[Line]]) -> list[Line]:
    widest = max((len(row) for row in block), default=0)
    return [row[column] for column in range(widest) for row in block if column < len(row)]
