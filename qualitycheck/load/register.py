"""Registers: a workbook with one registration per row gives one document per row, any other sheet one document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qualitycheck.load.draft import Content, Paragraph
from qualitycheck.load.limits import Limits
from qualitycheck.load.register_columns import Columns, find_columns
from qualitycheck.load.workbook import Rows, Sheet, read_sheets
from qualitycheck.types import Cell
from qualitycheck.vietnamese.characters import fold, fold_pattern

_LABELS = {
    "position": "Chức vụ", "party_position": "Chức vụ Đảng", "unit": "Đơn vị công tác", "cell": "Chi bộ",
    "model": "Tên mô hình", "birth": "Ngày sinh", "year": "Năm đăng ký",
}  # fmt: skip
_UNIT_LABELS = {**_LABELS, "unit": "Tên đơn vị", "cell": "Tên chi bộ"}
_ORDER = ("name", "birth", "position", "party_position", "unit", "cell", "model", "year")
_INLINE_ITEM = re.compile(r"(?<=[.;:])\s+(?=(?:\d{1,2}[.)/]|[-+•])\s*[^\W\d_])")
_NOT_A_PERSON = re.compile(
    fold_pattern(r"\W*(?:tổng|cộng|người lập|nơi nhận|ghi chú|xác nhận|t/m|tm\.|ngày|lưu|bí thư|chủ tịch)\b")
)
_LIST = re.compile(
    r"^\W*(?:(?:danh sách|bảng|biểu|sổ|tổng hợp|thống kê|theo dõi)(?: (?:tổng hợp|theo dõi|danh sách|thống kê))*)\s+"
    r"(?:(?:các )?(?:cá nhân|đảng viên|cán bộ(?:, (?:đảng viên|công chức|viên chức))*|tập thể|đơn vị|chi bộ|nội dung|kết quả) )*"
    r"(?=đăng ký|cam kết|giao ước|học tập|mô hình|tu dưỡng)",
    re.IGNORECASE,
)
_IS_TITLE = re.compile(fold_pattern(r"đăng ký|cam kết|giao ước|mô hình|tu dưỡng"))
_FEW_WORDS = 60  # fewer beside a register: a list for drop-downs or a key


@dataclass
class _Entry:
    """The rows of one person or unit; ``group`` is the title row above ("Chi bộ thôn 1")."""

    row: int  # as Excel counts, from 1
    group: str
    cells: list[tuple[str, ...]] = field(default_factory=list)


def contents(data: bytes, limits: Limits) -> Iterator[tuple[str, Content]]:
    """Documents of a workbook, each with the end of its path: "#row 5", with several sheets "#Sheet2 row 5"."""
    sheets = read_sheets(data, limits)
    known = [(sheet, find_columns(sheet.rows)) for sheet in sheets]
    registers = [sheet for sheet, columns in known if columns]
    for sheet, columns in known:
        name = f"{sheet.name} " if len(registers) > 1 else ""
        if columns:
            for entry in _entries(sheet.rows, columns):
                yield f"#{name}row {entry.row}", _content(sheet, columns, entry)
        elif not registers or sheet.words >= _FEW_WORDS:
            yield "" if len(sheets) == 1 else f"#{sheet.name}", _form(sheet)


def _entries(rows: Rows, columns: Columns) -> Iterator[_Entry]:
    """Rows gathered by person: a row without a name goes on with the one above it."""
    entry: _Entry | None = None
    group = ""
    numbered = _is_numbered(rows, columns)
    for index in range(columns.first, len(rows)):
        row = rows[index]
        who, what = _joined(row, _who(columns)), _joined(row, columns.of("content", "part"))
        if not what and (title := _group(row)):
            group = title
        elif who and not _NOT_A_PERSON.match(fold(who)) and (what or not numbered or _joined(row, columns.of("index"))):
            if entry is not None and _goes_on(entry, row, columns):
                entry.cells.append(row)
                continue
            if entry is not None:
                yield entry
            entry = _Entry(index + 1, group, [row])
        elif what and entry is not None and not who:
            if _NOT_A_PERSON.match(fold(" ".join(cell for cell in row if cell))):
                break  # who drew up the list, and the signatures
            entry.cells.append(row)
    if entry is not None:
        yield entry


def _is_numbered(rows: Rows, columns: Columns) -> bool:
    index = columns.of("index")
    filled = [row for row in rows[columns.first :] if _joined(row, _who(columns))]
    return bool(index) and sum(bool(_joined(row, index)) for row in filled) >= 0.6 * len(filled)


def _goes_on(entry: _Entry, row: Sequence[str], columns: Columns) -> bool:
    """The same person named again on the next row, where no number says that it is another registration."""
    facts = columns.of("name", "unit", "cell", "position", "year", "index")
    return not _joined(row, columns.of("index")) and _joined(row, facts) == _joined(
        [c if i not in columns.of("index") else "" for i, c in enumerate(entry.cells[0])], facts
    )


def _group(row: Sequence[str]) -> str:
    """The unit that a title row names for the rows below it; "" for any other row."""
    filled = [cell for cell in row if cell]
    if len(filled) > 2:
        return ""
    text = re.sub(r"^\W*(?:[IVX]{1,5}|[A-Z]|\d{1,2})\W+", "", " ".join(filled))
    return (
        text
        if re.match(r"(?:chi bo|dang bo|don vi|to|phong|truong|thon|ban|xa|khoi|chi doan|doan)\b", _plain(text))
        else ""
    )


def _plain(text: str) -> str:
    import unicodedata

    spread = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in spread if not unicodedata.combining(c))


def _who(columns: Columns) -> list[int]:
    return columns.of("name") or columns.of("unit", "cell", "model")[:1]


def _joined(row: Sequence[str], columns: Sequence[int]) -> str:
    return " ".join(row[c] for c in columns if c < len(row) and row[c])


def _content(sheet: Sheet, columns: Columns, entry: _Entry) -> Content:
    out = [*_title(sheet, columns), *_facts(columns, entry)]
    filled = {c for row in entry.cells for c, cell in enumerate(row) if cell}
    remarks = sorted(filled.intersection(columns.of("remark")))
    asides = sorted(filled.intersection(columns.of("aside")))
    texts = sorted(filled.intersection(columns.of("content", "part")))
    if asides and len(texts) == 1:
        out += _grid([*texts, *asides, *remarks], columns, entry)
    else:
        for column in [*texts, *asides]:
            out += _section(column, columns, entry, titled=len(texts) > 1 or column in asides)
    return Content(tuple(_with_encoding(out, sheet.encoding)))


def _title(sheet: Sheet, columns: Columns) -> Iterator[Paragraph]:
    """What stands above the header: letterhead and title. A row of a list of registrations is a registration."""
    above = [line for row in sheet.rows[: columns.head] for cell in row for line in cell.split("\n") if line.strip()]
    titled = [_LIST.sub("", line) for line in above]
    if not any(_IS_TITLE.search(fold(line)) for line in titled):
        names = [columns.names[c] for c in columns.of("content", "part")]
        titled.append(next((n for n in (sheet.name, *names) if _IS_TITLE.search(fold(n))), "Nội dung đăng ký"))
    for line in titled:
        yield Paragraph(line, bold=True, centered=True)


def _facts(columns: Columns, entry: _Entry) -> Iterator[Paragraph]:
    labels = _UNIT_LABELS if columns.of_units else _LABELS
    first = entry.cells[0]
    for role in _ORDER:
        found = columns.of(role)  # type: ignore[arg-type]
        if value := _joined(first, found).replace("\n", " "):
            yield Paragraph(f"{'Họ và tên' if role == 'name' else labels[role]}: {value}")
    if entry.group and not _joined(first, columns.of("unit", "cell")):
        cell = _plain(entry.group).startswith("chi bo")
        yield Paragraph(f"{labels['cell' if cell else 'unit']}: {entry.group}")
    for column in columns.of("other", "remark"):
        if (value := _joined(first, [column])) and columns.names.get(column):
            yield Paragraph(f"{columns.names[column]}: {value}".replace("\n", " "))


def _section(column: int, columns: Columns, entry: _Entry, titled: bool) -> Iterator[Paragraph]:
    if titled:
        yield Paragraph(columns.names[column], bold=True)
    for row in entry.cells:
        for line in _lines(_joined(row, [column])):
            yield Paragraph(line)


def _grid(shown: Sequence[int], columns: Columns, entry: _Entry) -> Iterator[Paragraph]:
    """The columns of what is promised and how, as a table with its header."""
    for place, column in enumerate(shown):
        yield Paragraph(columns.names[column], cell=Cell(0, 0, place, len(shown)), bold=True)
    for number, row in enumerate(entry.cells, start=1):
        for place, column in enumerate(shown):
            for line in _lines(_joined(row, [column])):
                yield Paragraph(line, cell=Cell(0, number, place, len(shown)))


def _lines(cell: str) -> list[str]:
    """Lines of a cell; items written one after the other ("… . 2. …") are lines too."""
    return [part for line in cell.split("\n") for part in _INLINE_ITEM.split(line) if part.strip()]


def _form(sheet: Sheet) -> Content:
    """A sheet as it stands: rows of one cell are paragraphs, rows of several make a table."""
    used = sorted({c for row in sheet.rows for c, cell in enumerate(row) if cell})
    out: list[Paragraph] = []
    table, number = -1, 0
    for row in sheet.rows:
        cells = [(used.index(c), cell) for c, cell in enumerate(row) if cell]
        if len(cells) < 2:
            out += [Paragraph(line) for _, cell in cells for line in _lines(cell)]
            number = 0
            continue
        table, number = (table + 1, 0) if number == 0 else (table, number)
        out += [
            Paragraph(line, cell=Cell(table, number, place, len(used)))
            for place, cell in cells
            for line in _lines(cell)
        ]
        number += 1
    return Content(tuple(_with_encoding(out, sheet.encoding)))


def _with_encoding(paragraphs: Sequence[Paragraph], encoding: str) -> Iterator[Paragraph]:
    from dataclasses import replace

    for paragraph in paragraphs:
        yield replace(paragraph, legacy=encoding) if encoding and not paragraph.text.isascii() else paragraph
