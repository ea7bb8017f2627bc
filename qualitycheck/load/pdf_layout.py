"""Lines and cells of all pages to paragraphs in reading order, over page breaks too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from qualitycheck.load.draft import Paragraph
from qualitycheck.load.pdf_lines import Line
from qualitycheck.load.pdf_paragraphs import Column, continues, is_centered, join, measure, text_of
from qualitycheck.load.pdf_tables import CellGlyphs, Grid
from qualitycheck.load.wrapped import starts_item
from qualitycheck.types import Cell, Part

_CELL_MARGIN = 5.4  # points that Word and LibreOffice keep between a cell's edge and its text


@dataclass(frozen=True, slots=True)
class Page:
    """A page read: lines outside its tables, its tables, and the lines of their cells."""

    number: int
    width: float
    height: float
    lines: Sequence[Line]
    grids: tuple[Grid, ...]
    cells: tuple[tuple[CellGlyphs, tuple[Line, ...]], ...]


@dataclass
class _Table:
    """A table as a whole, over the pages it runs through."""

    number: int
    edges: tuple[int, ...]
    row: int = -1  # of its last row
    head: tuple[str, ...] = ()  # texts of its first row
    last: dict[int, list[Line]] = field(default_factory=dict)  # column -> last paragraph of its last row


def paragraphs(pages: Sequence[Page], headers: Sequence[Line], footers: Sequence[Line]) -> tuple[Paragraph, ...]:
    """All paragraphs: body in reading order, then what repeats at the top and bottom of the pages."""
    column = _text_column(pages)
    out = _Builder(column).build(pages)
    margins: tuple[tuple[Sequence[Line], Part], ...] = ((headers, "header"), (footers, "footer"))
    extra = [Paragraph(line.text, part=part, page=line.page) for lines, part in margins for line in lines]
    return tuple(out + extra)


def _text_column(pages: Sequence[Page]) -> Column:
    """The column of the running text; where few lines show its right edge, tables and equal margins do."""
    lines = [line for page in pages for line in page.lines if not line.part_of_row]
    boxes = [grid.box for page in pages for grid in page.grids]
    left = min([line.x0 for line in lines] + [box[0] + _CELL_MARGIN for box in boxes], default=0.0)
    ends = [line.x1 for page in pages for line in page.lines] + [box[2] - _CELL_MARGIN for box in boxes]
    return measure(lines, left, max([page.width - left for page in pages] + ends, default=0.0))


class _Builder:
    def __init__(self, column: Column) -> None:
        self._column = column
        self._out: list[Paragraph] = []
        self._lines: list[Line] = []  # of the running text since the last table
        self._table: _Table | None = None
        self._tables = 0

    def build(self, pages: Sequence[Page]) -> list[Paragraph]:
        for page in pages:
            for item in _in_order(page):
                if isinstance(item, Line):
                    self._lines.append(item)
                    self._table = None
                else:
                    self._flush()
                    self._grid(page, item)
        self._flush()
        return self._out

    def _flush(self) -> None:
        for group in join(self._lines, self._column):
            self._out.append(_paragraph(group, self._column, None))
        self._lines = []

    def _grid(self, page: Page, index: int) -> None:
        grid = page.grids[index]
        cells = [(cell, lines) for cell, lines in page.cells if cell.grid == index]
        goes_on = self._table is not None and self._table.edges == grid.edges()
        if not goes_on:
            self._table = _Table(self._tables, grid.edges())
            self._tables += 1
        for row in range(len(grid.rows)):
            self._row([(cell, lines) for cell, lines in cells if cell.row == row], cells, grid, goes_on and row == 0)

    def _row(
        self,
        row: list[tuple[CellGlyphs, tuple[Line, ...]]],
        cells: list[tuple[CellGlyphs, tuple[Line, ...]]],
        grid: Grid,
        first: bool,
    ) -> None:
        table = self._table
        assert table is not None
        texts = tuple(text_of(lines) for _, lines in row if lines)
        if first and texts == table.head:
            return  # the head repeated on the new page
        split = first and self._is_split(table, row, cells)
        if not split:
            table.row += 1
            table.last = {}
        table.head = table.head or texts
        for cell, lines in row:
            self._cell(table, cell, lines, _cell_column(cell, cells), grid.columns, split)

    def _is_split(
        self,
        table: _Table,
        row: list[tuple[CellGlyphs, tuple[Line, ...]]],
        cells: list[tuple[CellGlyphs, tuple[Line, ...]]],
    ) -> bool:
        """A row cut by the page: some cell goes on, and none begins anew that was filled already."""
        return any(
            lines
            and cell.column in table.last
            and continues(table.last[cell.column], lines[0], _cell_column(cell, cells))
            for cell, lines in row
        )

    def _cell(
        self, table: _Table, cell: CellGlyphs, lines: Sequence[Line], column: Column, columns: int, split: bool
    ) -> None:
        place = Cell(table.number, table.row, cell.column, columns)
        groups = join(lines, column)
        before = table.last.get(cell.column)
        if split and before and groups and continues(before, groups[0][0], column):
            self._extend(place, before + groups[0], column)
            table.last[cell.column] = before + groups[0]
            groups = groups[1:]
        for group in groups:
            self._out.append(_paragraph(group, column, place))
            table.last[cell.column] = group

    def _extend(self, place: Cell, group: list[Line], column: Column) -> None:
        """Replace the last paragraph of a cell by itself and what follows on the next page."""
        for at in range(len(self._out) - 1, -1, -1):
            if self._out[at].cell == place:
                self._out[at] = replace(_paragraph(group, column, place), page=self._out[at].page)
                return


def _in_order(page: Page) -> Iterator[Line | int]:
    """Lines of a page and the numbers of its tables, each table where its first character was drawn."""
    starts = {cell.grid: min(o for o, _ in cell.glyphs) for cell, _ in reversed(page.cells)}
    for cell, _ in page.cells:
        starts[cell.grid] = min(starts[cell.grid], min(order for order, _ in cell.glyphs))
    waiting = sorted(starts, key=lambda grid: starts[grid])
    for line in page.lines:
        while waiting and _before(page.grids[waiting[0]], starts[waiting[0]], line):
            yield waiting.pop(0)
        yield line
    yield from waiting


def _before(grid: Grid, start: int, line: Line) -> bool:
    """Whether a table comes before a line: it was drawn before it and does not lie below it."""
    return grid.box[3] > line.y and (start < line.order or grid.box[1] > line.y)


def _cell_column(cell: CellGlyphs, cells: Sequence[tuple[CellGlyphs, tuple[Line, ...]]]) -> Column:
    """The column of text in a cell: as wide as its box less the margin that its neighbours above and below keep."""
    lines = [line for other, found in cells if other.column == cell.column for line in found]
    margin = min(
        (line.x0 - other.box[0] for other, found in cells if other.column == cell.column for line in found), default=5.0
    )
    margin = min(max(margin, 1.0), 8.0)
    left, right = cell.box[0] + margin, cell.box[2] - margin
    column = measure(lines, left, right)
    return column if column.justified else replace(column, left=left, right=max(right, *(line.x1 for line in lines)))


def _paragraph(group: Sequence[Line], column: Column, cell: Cell | None) -> Paragraph:
    middle = (column.left + column.right) / 2
    centered = is_centered(group[-1], column) and all(abs(line.center - middle) <= 0.55 * line.size for line in group)
    return Paragraph(
        text_of(group), page=group[0].page, cell=cell, bold=all(line.bold for line in group),
        centered=centered and not starts_item(group[0].text), confidence=round(min(line.confidence for line in group)),
    )  # fmt: skip
