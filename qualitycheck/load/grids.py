"""Rows that know only the edges of their cells (.rtf, .doc) to cells of one grid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qualitycheck.load.draft import Paragraph
from qualitycheck.types import Cell

_SAME = 60  # twips: edges nearer than a millimetre are one


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell between two edges, in twips."""

    left: int
    right: int
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A table row from the left."""

    cells: tuple[RowCell, ...]


def row_of(cells: Sequence[Sequence[Paragraph]], edges: Sequence[int]) -> Row:
    """A row; ``edges`` (twips) one more than cells, else the cells are taken as equally wide."""
    if len(edges) != len(cells) + 1:
        edges = [1000 * i for i in range(len(cells) + 1)]
    return Row(tuple(RowCell(a, b, tuple(c)) for a, b, c in zip(edges, edges[1:], cells, strict=False)))


def place_cells(rows: Sequence[Row], table: int) -> list[Paragraph]:
    """The paragraphs of a table, row by row, each with its place; a merged cell covers several columns."""
    grid = _grid(edge for row in rows for cell in row.cells for edge in (cell.left, cell.right))
    out = []
    for number, row in enumerate(rows):
        columns = _index(grid, row.cells[-1].right) if row.cells else 0
        for cell in row.cells:
            place = Cell(table, number, _index(grid, cell.left), max(columns, len(row.cells)))
            out += [replace(paragraph, cell=place) for paragraph in cell.paragraphs]
    return out


def _grid(edges: Iterable[int]) -> list[int]:
    out: list[int] = []
    for edge in sorted(set(edges)):
        if not out or edge - out[-1] > _SAME:
            out.append(edge)
    return out


def _index(grid: Sequence[int], edge: int) -> int:
    return min(range(len(grid)), key=lambda i: abs(grid[i] - edge))
