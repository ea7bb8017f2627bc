"""Workbooks (.xlsx .xlsm .xlsb .xls .ods) through calamine: the visible sheets as rows of strings."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qualitycheck.errors import LoadError
from qualitycheck.load.limits import Limits
from qualitycheck.vietnamese import characters, legacy

Rows = tuple[tuple[str, ...], ...]
_MOST_COLUMNS = 200
_MOST_CELLS = 10_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``rows`` begin at the sheet's first row, so that ``rows[4]`` is what Excel calls row 5."""

    name: str
    rows: Rows
    encoding: str = ""  # the encoding before Unicode that its cells were converted from

    @property
    def words(self) -> int:
        return sum(len(cell.split()) for row in self.rows for cell in row)


def read_sheets(data: bytes, limits: Limits) -> list[Sheet]:
    """Visible sheets that hold something. Raises LoadError("encrypted" | "corrupt" | "too-large" | "unsupported")."""
    _refuse_bomb(data, limits)
    try:
        import python_calamine as calamine
    except ModuleNotFoundError as error:
        raise LoadError("unsupported", f"not-installed: {error.name}") from error
    try:
        with calamine.load_workbook(io.BytesIO(data)) as book:
            found = [_sheet(book, about) for about in book.sheets_metadata if _is_shown(about)]
    except calamine.PasswordError as error:
        raise LoadError("encrypted", "password") from error
    except (KeyboardInterrupt, SystemExit, LoadError):
        raise
    except BaseException as error:  # a panic of the Rust library is no Exception
        raise LoadError("encrypted" if "password" in str(error).lower() else "corrupt", "bad-workbook") from error
    return [sheet for sheet in found if sheet.words]


def _refuse_bomb(data: bytes, limits: Limits) -> None:
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [i for i in archive.infolist() if i.filename.lower().endswith((".xml", ".bin", ".rels"))]
            if sum(part.file_size for part in parts) > limits.max_unpacked:
                raise LoadError("too-large", "unpacked")
            _refuse_far_cells(archive)
    except LoadError:
        raise
    except Exception as error:  # zlib.error and the like have no common parent
        raise LoadError("corrupt", "bad-zip") from error


def _refuse_far_cells(archive: zipfile.ZipFile) -> None:
    """calamine makes room for every cell up to the last one: one stray value in the far corner asks for 500 GB."""
    for name in archive.namelist():
        if not re.match(r"xl/worksheets/[^/]+\.xml\Z", name):
            continue
        sheet = archive.read(name)
        rows = max((int(n) for n in re.findall(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,7})"', sheet)), default=1)
        columns = max((_column(letters) for letters in set(re.findall(rb'\br="([A-Z]{1,3})\d', sheet))), default=1)
        if rows * columns > _MOST_CELLS:
            raise LoadError("too-large", f"cells: {rows * columns}")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _is_shown(about: Any) -> bool:
    return str(about.typ).endswith("WorkSheet") and str(about.visible).endswith("Visible")


def _sheet(book: Any, about: Any) -> Sheet:
    sheet = book.get_sheet_by_name(about.name)
    height, width = sheet.height, sheet.width
    if height * max(width, 1) > _MOST_CELLS:
        raise LoadError("too-large", f"cells: {height * width}")
    rows = tuple(_row(cells) for cells in sheet.iter_rows())
    top = (sheet.start or (0, 0))[0]  # calamine passes over what is empty at the top
    if len(rows) < top + height:
        rows = ((),) * (top + height - len(rows)) + rows
    return _converted(Sheet(str(about.name), rows))


def _row(cells: list[Any]) -> tuple[str, ...]:
    texts = [_text(cell) for cell in cells[:_MOST_COLUMNS]]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _text(cell: Any) -> str:
    """A cell as a person sees it: whole numbers without ".0", dates in the Vietnamese order."""
    match cell:
        case bool():
            return "x" if cell else ""
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell).replace(".", ",")
        case datetime.datetime() | datetime.date():
            return f"{cell.day:02d}/{cell.month:02d}/{cell.year}"
        case str():
            return cell.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()
        case _:
            return str(cell)


def _converted(sheet: Sheet) -> Sheet:
    """Cells typed in TCVN3 or VNI fonts, in Unicode: cells are too short to be judged one by one."""
    text = "\n".join(_cells(sheet.rows))
    encoding = legacy.guess(text) if not text.isascii() else "unicode"
    if encoding == "unicode":
        return Sheet(sheet.name, tuple(tuple(characters.clean(c) for c in row) for row in sheet.rows))
    rows = tuple(tuple(_cell(c, encoding) for c in row) for row in sheet.rows)
    return Sheet(sheet.name, rows, encoding)


def _cell(text: str, encoding: legacy.Encoding) -> str:
    fits = not text.isascii() and legacy.fits(text, encoding)
    return characters.clean(legacy.convert(text, encoding) if fits else text)


def _cells(rows: Rows) -> Iterator[str]:
    for row in rows:
        yield from (cell for cell in row if cell)
