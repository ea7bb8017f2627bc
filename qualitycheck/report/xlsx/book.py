"""A thin layer over XlsxWriter: typed columns, cells that are never formulas, links, A4 pages."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeAlias

import xlsxwriter
from xlsxwriter.url import Url

from qualitycheck.report.csv import FORMULA

Kind = Literal["text", "wrap", "number", "percent", "mark", "input", "date", "input-date"]
Paper = Literal["A4", "A5"]
PAPERS: Mapping[Paper, int] = {"A4": 9, "A5": 11}  # Excel's numbers
MOST_LETTERS = 32_700  # Excel's own limit is 32,767
_MOST_LINKS = 65_000
_MOST_WRITTEN = 1_048_576
_PAPER = 225  # letters across an A4 page on its side, at 60 % of their size
_LINE = 16.5  # points, room for the marks above and below Vietnamese letters
_MOST_LINES = 20
_DENSITY = 1.02  # letters of running text per unit of a column's width

# tones of a cell: level or grade -> letters, ground
TONES: Mapping[str, tuple[str, str]] = {
    "error": ("#842029", "#F8D7DA"),
    "warning": ("#664D03", "#FFF3CD"),
    "note": ("#41464B", "#E9ECEF"),
    "good": ("#0F5132", "#D1E7DD"),
    "fair": ("#3D5A1F", "#E6F0D3"),
    "needs-work": ("#664D03", "#FFF3CD"),
    "rewrite": ("#842029", "#F8D7DA"),
}
_KINDS: Mapping[Kind, Mapping[str, Any]] = {
    "text": {},
    "wrap": {"text_wrap": True},
    "number": {"align": "center"},
    "percent": {"num_format": "0%", "align": "right"},
    "mark": {"align": "center"},
    "input": {"text_wrap": True, "bg_color": "#FFFBE6", "locked": False},
    "date": {"num_format": "dd/mm/yyyy", "align": "center"},
    "input-date": {"num_format": "dd/mm/yyyy", "align": "center", "bg_color": "#FFFBE6", "locked": False},
}
_BASE: Mapping[str, Any] = {"valign": "top", "border": 1, "border_color": "#D0D0D0"}


@dataclass(frozen=True, slots=True)
class Column:
    """``name`` is a phrase ``column.name``; ``choices`` become a drop-down; ``hint`` is shown beside it."""

    name: str
    width: float
    kind: Kind = "text"
    hidden: bool = False
    choices: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Toned:
    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Link:
    """A text that opens a file; ``target`` None for one without a link."""

    text: str
    target: str | None


Cell: TypeAlias = str | int | float | date | Toned | Link | None


class FileLink(Url):  # type: ignore[misc]  # XlsxWriter has no type hints
    """XlsxWriter writes "\\" into relative links, which only Windows understands; "/" is right everywhere."""

    def __init__(self, target: str, text: str) -> None:
        super().__init__("external:file")
        self.text = text
        self.tip = text[-250:]
        self._file = target

    def _target(self) -> str:
        return self._file


def file_link(file: Path | None, folder: Path) -> str | None:
    """Address of ``file`` as seen from ``folder``: relative where one drive holds both, so that both may move together."""
    if file is None:
        return None
    try:
        path = Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # another drive
        path = file.absolute().as_uri()
        return path if len(path) < 2000 else None
    quoted = "".join(f"%{ord(c):02X}" if c in _UNSAFE else c for c in path)
    return quoted if len(quoted) < 2000 else None


_UNSAFE = frozenset(' "%#<>[]^`{}|\\?')


class Book:
    """A workbook in memory; ``finish`` gives its bytes."""

    def __init__(self, title: str, foot: str) -> None:
        self._out = io.BytesIO()
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(self._out, {**options, "in_memory": True})
        self._book.set_properties({"title": title, "author": "qualitycheck", "comments": foot})
        self._foot = foot
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._links = 0

    def finish(self) -> bytes:
        self._book.close()
        return self._out.getvalue()

    def format(self, **properties: Any) -> Any:
        """The format with these properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]

    def sheet(self, name: str, *, page: str, landscape: bool = True, paper: Paper = "A4") -> Any:
        """An empty sheet that prints on ``paper``, as wide as it."""
        sheet = self._book.add_worksheet(name)
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(PAPERS[paper])
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer(f"&L&8{self._foot.replace('&', '&&')[:150]}&R&8{page}")
        return sheet

    def table(
        self, sheet: Any, columns: Sequence[Column], heads: Sequence[str], rows: Iterable[Sequence[Cell]], frozen: int
    ) -> int:
        """Headings in the first row, ``rows`` below, filters, drop-downs; returns how many rows were written.

        Paper shows the columns that fit its width at a readable size; the screen shows all.
        """
        head = self.format(bold=True, bg_color="#1F3B57", font_color="#FFFFFF", text_wrap=True, valign="vcenter",
                           border=1, border_color="#1F3B57")  # fmt: skip
        for place, (column, text) in enumerate(zip(columns, heads, strict=True)):
            sheet.set_column(place, place, column.width, None, {"hidden": True} if column.hidden else {})
            sheet.write_string(0, place, text, head)
        sheet.set_row(0, 48)
        count = 0
        formats = [self.format(**_BASE, **_KINDS[c.kind]) for c in columns]
        for count, row in enumerate(rows, start=1):
            if count >= _MOST_WRITTEN:
                raise ValueError("more rows than a sheet can hold")
            sheet.set_row(count, _LINE * _lines(row, columns))
            for place, cell in enumerate(row):
                self._write(sheet, count, place, cell, columns[place], formats[place])
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, max(count, 1), _printed(columns))
        for place, column in enumerate(columns):
            if column.choices:
                sheet.data_validation(1, place, max(count, 1), place, _drop_down(column, heads[place]))
        return count

    def _write(self, sheet: Any, row: int, place: int, cell: Cell, column: Column, usual: Any) -> None:
        if cell is None or cell == "":
            sheet.write_blank(row, place, None, usual)
        elif isinstance(cell, Toned):
            letters, ground = TONES.get(cell.tone, ("#000000", "#FFFFFF"))
            sheet.write_string(
                row, place, cell.text, self.format(**_BASE, font_color=letters, bg_color=ground, text_wrap=True)
            )
        elif isinstance(cell, Link):
            self._link(sheet, row, place, cell)
        elif isinstance(cell, str):
            text = plain(cell)
            shown = self._quoted(column) if text.lstrip(" \u00a0").startswith(FORMULA) else usual
            sheet.write_string(row, place, text, shown)
        elif isinstance(cell, date):
            sheet.write_datetime(row, place, cell, usual)
        else:
            sheet.write_number(row, place, cell, usual)

    def _link(self, sheet: Any, row: int, place: int, link: Link) -> None:
        text = plain(link.text)
        if link.target is None or self._links >= _MOST_LINKS:
            sheet.write_string(row, place, text, self.format(**_BASE, text_wrap=True))
            return
        self._links += 1
        look = self.format(**_BASE, font_color="#0B5394", underline=1, text_wrap=True)
        sheet.write_url(row, place, FileLink(link.target, text), look)

    def _quoted(self, column: Column) -> Any:
        """A text that begins like a formula stays a text even when somebody edits the cell."""
        return self.format(**_BASE, **_KINDS[column.kind], quote_prefix=True)


def _printed(columns: Sequence[Column]) -> int:
    """The last column that is printed: about ``_PAPER`` letters fit an A4 page on its side."""
    width = 0.0
    for place, column in enumerate(columns):
        width += column.width
        if width > _PAPER or column.hidden:
            return max(0, place - 1)
    return len(columns) - 1


def _lines(row: Sequence[Cell], columns: Sequence[Column]) -> int:
    """Lines that the fullest cell of a row takes: not every office program finds the height of a row by itself."""
    most = 1
    for cell, column in zip(row, columns, strict=True):
        text = cell if isinstance(cell, str) else cell.text if isinstance(cell, Toned | Link) else ""
        if text and column.kind in ("wrap", "input"):
            most = max(most, sum(1 + int(len(line) / (_DENSITY * column.width)) for line in text.split("\n")))
    return min(most, _MOST_LINES)


def plain(text: str) -> str:
    """``text`` as a cell may hold it: no lone surrogates, not longer than Excel allows."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS] + "…"


def _drop_down(column: Column, title: str) -> dict[str, Any]:
    return {
        "validate": "list", "source": list(column.choices), "input_title": title[:32], "input_message": column.hint[:255],
        "error_type": "warning", "error_title": title[:32], "error_message": column.hint[:255],
    }  # fmt: skip
