"""Ruled tables in a page image: long dark strokes, found with NumPy, joined to cells as pdfplumber joins a PDF's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qualitycheck.load.pdf_tables import Grid, grids_of

_LENGTH = 60  # pixels of 200 dpi: longer than any stroke of a letter
_DARK = 165
_THICK = 11  # pixels; thicker is no rule
_SOLID = 0.93  # share of dark pixels: a scanned rule has holes
_MOST = 400  # strokes: more is a picture


def find_rulings(image: Any, scale: float, height: float) -> list[Grid]:
    """Tables of a straight grey ``PIL`` image. ``scale``: points per pixel; ``height``: of the page in points."""
    import numpy as np
    from pdfplumber import table

    dark = np.asarray(image) < _DARK
    edges = [*_edges(dark, scale, "h"), *_edges(dark.T, scale, "v")]
    upright = sum(edge["orientation"] == "v" for edge in edges)
    if upright < 2 or len(edges) - upright < 2 or len(edges) > _MOST:
        return []
    merged = table.merge_edges(edges, 3, 3, 5, 5)
    crossings = table.edges_to_intersections(merged, 4, 4)
    tables = [table.Table(None, cells) for cells in table.cells_to_tables(table.intersections_to_cells(crossings))]
    return grids_of(tables, height)


def _edges(dark: Any, scale: float, orientation: str) -> Iterator[dict[str, Any]]:
    for at, start, end in _strokes(dark):
        a, b, c = at * scale, start * scale, end * scale
        if orientation == "h":
            yield {"x0": b, "x1": c, "top": a, "bottom": a, "width": c - b, "height": 0.0, "orientation": "h"}
        else:
            yield {"x0": a, "x1": a, "top": b, "bottom": c, "width": 0.0, "height": c - b, "orientation": "v"}


def _strokes(dark: Any) -> Iterator[tuple[float, float, float]]:
    """Row, start and end of each long dark stroke along the rows; neighbouring rows of one stroke are one."""
    open_: list[list[float]] = []  # first row, last row, start, end
    for row, start, end in _runs(dark):
        for stroke in open_:
            if row - stroke[1] <= 2 and start < stroke[3] and end > stroke[2]:
                stroke[1], stroke[2], stroke[3] = row, min(stroke[2], start), max(stroke[3], end)
                break
        else:
            open_.append([row, row, start, end])
        if len(open_) > 4 * _MOST:
            return
    for top, bottom, left, right in open_:
        if bottom - top < _THICK:
            yield (top + bottom) / 2, left, right


def _runs(dark: Any) -> Iterator[tuple[int, int, int]]:
    """Row, start and end of each run whose every window of ``_LENGTH`` pixels is nearly all dark."""
    import numpy as np

    if dark.shape[1] <= _LENGTH or dark.shape[0] < 3:
        return
    thick = dark.copy()  # a thin rule that is not quite level steps from row to row
    thick[1:] |= dark[:-1]
    thick[:-1] |= dark[1:]
    sums = np.cumsum(thick, axis=1, dtype=np.int32)
    full = (sums[:, _LENGTH:] - sums[:, :-_LENGTH]) >= _SOLID * _LENGTH
    for row in np.flatnonzero(full.any(axis=1)):
        steps = np.diff(np.concatenate(([0], full[row].view(np.int8), [0])))
        for start, end in zip(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1), strict=True):
            yield int(row), int(start), int(end) + _LENGTH
