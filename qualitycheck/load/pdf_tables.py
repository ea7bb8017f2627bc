"""Ruled tables of a PDF page: where their cells lie (from pdfplumber), and which characters stand in which cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qualitycheck.load.pdf_glyphs import Glyph, PageGlyphs
from qualitycheck.load.pdf_lines import Ordered

Box = tuple[float, float, float, float]  # x0, y0, x1, y1, origin at the lower left


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of a page: rows from the top, each cell's box or None where a merged neighbour covers it."""

    rows: tuple[tuple[Box | None, ...], ...]
    box: Box

    @property
    def columns(self) -> int:
        return max(len(row) for row in self.rows)

    def edges(self) -> tuple[int, ...]:
        """Left edges of the first full row, rounded: equal for a table that goes on over the page."""
        full = max(self.rows, key=lambda row: sum(cell is not None for cell in row))
        return tuple(round(cell[0] / 4) for cell in full if cell is not None)


def find_grids(page: Any, height: float) -> list[Grid]:
    """Tables of a pdfplumber page that have at least two columns; frames and underlines are none."""
    return grids_of(page.find_tables(), height)


def grids_of(tables: Sequence[Any], height: float) -> list[Grid]:
    """pdfplumber's tables as grids; ``height`` of the page in points."""
    grids = []
    for table in tables:
        rows = tuple(tuple(_flip(cell, height) for cell in row.cells) for row in table.rows)
        filled = sum(cell is not None for row in rows for cell in row)
        if rows and max(len(row) for row in rows) >= 2 and filled >= 2:
            box = _flip(table.bbox, height)
            if box is not None:
                grids.append(Grid(rows, box))
    return _outermost(grids)


def _flip(box: Sequence[float] | None, height: float) -> Box | None:
    return None if box is None else (box[0], height - box[3], box[2], height - box[1])


def _outermost(grids: list[Grid]) -> list[Grid]:
    """Without tables that lie inside another one's cells."""
    return [g for g in grids if not any(o is not g and _inside(g.box, o.box) for o in grids)]


def _inside(inner: Box, outer: Box) -> bool:
    return all((inner[0] >= outer[0] - 1, inner[1] >= outer[1] - 1, inner[2] <= outer[2] + 1, inner[3] <= outer[3] + 1))


@dataclass(frozen=True, slots=True)
class CellGlyphs:
    """The characters of one cell."""

    grid: int
    row: int
    column: int
    box: Box
    glyphs: tuple[Ordered, ...]


def part(page: PageGlyphs, grids: Sequence[Grid]) -> tuple[list[Ordered], list[CellGlyphs]]:
    """Characters outside the tables in their order, and those of each cell, row by row."""
    outside: list[Ordered] = []
    cells: dict[tuple[int, int, int], list[Ordered]] = {}
    place: tuple[int, int, int] | None = None
    for order, glyph in enumerate(page.glyphs):
        if glyph.size:  # a generated blank stays with what it follows
            place = _find(glyph, grids)
        target = outside if place is None else cells.setdefault(place, [])
        target.append((order, glyph))
    return outside, [
        CellGlyphs(grid, row, column, box, tuple(glyphs))
        for (grid, row, column), glyphs in sorted(cells.items())
        if (box := grids[grid].rows[row][column]) is not None
    ]


def _find(glyph: Glyph, grids: Sequence[Grid]) -> tuple[int, int, int] | None:
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.y + 0.25 * glyph.size
    for index, grid in enumerate(grids):
        if not _holds(grid.box, x, y):
            continue
        for row, cells in enumerate(grid.rows):
            for column, box in enumerate(cells):
                if box is not None and _holds(box, x, y):
                    return index, row, column
    return None


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] - 0.5 <= x <= box[2] + 0.5 and box[1] - 0.5 <= y <= box[3] + 0.5
