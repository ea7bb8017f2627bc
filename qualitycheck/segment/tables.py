"""What a table of a submission is for: letterhead, form of facts, grid of pledges, signatures, or mere layout."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qualitycheck.segment.facts import label_only
from qualitycheck.segment.frame import is_letterhead, is_place_date
from qualitycheck.segment.headings import Sections
from qualitycheck.segment.lines import Line
from qualitycheck.vietnamese.characters import fold, fold_pattern

Use = Literal["letterhead", "facts", "grid", "parts", "layout"]
Rows = Mapping[int, Mapping[int, Sequence[Line]]]

_INDEX = re.compile(fold_pattern(r"\W*(?:tt|stt|số tt|số thứ tự|số|mục)\W*\Z"))
_CONTENT = re.compile(fold_pattern(r"nội dung|cam kết|đăng ký|việc|nhiệm vụ|chỉ tiêu|phấn đấu|tiêu chí"))
_PART = re.compile(fold_pattern(r"\W*(?:phần|lĩnh vực|nhóm|mặt|mục|tiêu chí|nội dung chính|các mặt|các nội dung)\b"))
_ASIDE = re.compile(fold_pattern(r"biện pháp|giải pháp|thời gian|thời hạn|tiến độ|hoàn thành|người|phụ trách|ghi chú|sản phẩm|minh chứng|"
                         r"kết quả|kiểm tra|giám sát|phối hợp|kinh phí|tự đánh giá|điểm|cách làm|cách thức|nguồn lực"))  # fmt: skip


_REMARK = re.compile(fold_pattern(r"ghi chú|đánh giá|chấm điểm|điểm|nhận xét|kết quả đạt được|xác nhận"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the body. ``heading`` is known for table rows and None where the line must be judged.

    ``text`` replaces the line's own where a row's cells make one pledge; ``end`` is then the end of the last cell.
    """

    line: Line
    heading: bool | None = None
    aside: str = ""
    text: str = ""
    end: int = 0


def rows_of(lines: Sequence[Line]) -> Rows:
    """Lines of one table by row and column."""
    rows: dict[int, dict[int, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        if line.cell is not None:
            rows[line.cell.row][line.cell.column].append(line)
    return rows


def use_of(rows: Rows, sections: Sections) -> Use:
    """What the table is for."""
    flat = [line for row in rows.values() for cell in row.values() for line in cell]
    if any((is_letterhead(line) and line.upper) or is_place_date(line) for line in flat) and len(rows) <= 4:
        return "letterhead"
    firsts = [_text(row[min(row)]) for row in rows.values() if row]
    labels = sum(label_only(text) is not None for text in firsts)
    if labels >= max(1, len(firsts) / 2):
        return "facts"
    widest = max((line.cell.columns for line in flat if line.cell), default=1)
    if widest < 2:
        return "layout"
    if widest == 2 and _is_parts(rows, sections):
        return "parts"
    if header_row(rows) is not None:
        return "grid"
    numbered = sum(bool(re.fullmatch(r"\W*(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[A-Z])\W*", t)) for t in firsts)
    return "grid" if numbered >= min(len(firsts), max(2, len(firsts) / 2)) else "layout"


def _is_parts(rows: Rows, sections: Sections) -> bool:
    """Short names of parts on the left, at least one of them known, and longer text on the right."""
    pairs = [(_text(row.get(0, [])), _text(row.get(1, []))) for row in rows.values()]
    pairs = [(left, right) for left, right in pairs if left]
    short = all(len(left.split()) <= 14 and not left.endswith(".") for left, _ in pairs)
    longer = sum(len(right.split()) > len(left.split()) for left, right in pairs)
    known = any(sections.coverage(fold(left)) >= 0.6 for left, _ in pairs)
    return short and known and longer >= 0.7 * len(pairs)


def leading_facts(rows: Rows, sections: Sections) -> int:
    """How many rows at the top of a table of pledges hold facts and an introduction."""
    count, head = 0, header_row(rows)
    for index, row in sorted(rows.items()):
        if index == head:
            break
        texts = [_text(lines) for lines in row.values() if _text(lines)]
        known = any(label_only(text) is not None for text in texts)
        intro = count > 0 and len(texts) == 1 and sections.coverage(fold(texts[0])) < 0.3 and len(texts[0].split()) > 6
        if not (known or intro):
            break
        count += 1
    return count


def header_row(rows: Rows) -> int | None:
    """Index of the row with the column names, among the first three."""
    for index in sorted(rows)[:3]:
        cells = {c: _text(lines) for c, lines in rows[index].items()}
        if len(cells) < 2 or any(len(t.split()) > 12 for t in cells.values()):
            continue
        named = sum(
            bool(_INDEX.match(fold(t)) or _CONTENT.search(fold(t)) or _ASIDE.search(fold(t))) for t in cells.values()
        )
        if named >= 2 and named >= len(cells) - 1:
            return index
    return None


def grid_entries(rows: Rows, sections: Sections) -> list[Entry]:
    """Rows of a grid of pledges: section rows as headings, the content column as pledges with the other cells beside."""
    head = header_row(rows)
    body = {i: row for i, row in rows.items() if head is None or i > head}
    names = {c: fold(_text(lines)) for c, lines in rows[head].items()} if head is not None else {}
    content = _content_column(body, names)
    part = _part_column(body, names, content, sections)
    said = frozenset(c for c in {c for row in body.values() for c in row} if _says_more(body, c, names))
    counted = [bool(row.get(0)) and _is_index(0, row[0], names) for row in body.values()]
    numbered = sum(counted) >= 0.6 * len(counted)
    out: list[Entry] = []
    for _, row in sorted(body.items()):
        title = _title_of(row, content, numbered, names, sections)
        out += [Entry(title, True)] if title else _row_entries(row, content, part, said, names)
    return out


def _says_more(body: Rows, column: int, names: Mapping[int, str]) -> bool:
    """The column goes on with the promise; one whose cells repeat ("Thường xuyên", "Tự làm") only sorts the rows."""
    texts = [_text(row[column]) for row in body.values() if row.get(column)]
    return len(texts) <= 2 or len({fold(t) for t in texts}) > 0.6 * len(texts)


def _title_of(
    row: Mapping[int, Sequence[Line]], content: int, numbered: bool, names: Mapping[int, str], sections: Sections
) -> Line | None:
    """The line of a row that only names the part the rows below belong to."""
    filled = {c: lines for c, lines in row.items() if _text(lines) and not _is_index(c, lines, names)}
    if len(filled) != 1:
        return None
    column, lines = next(iter(filled.items()))
    line, index = lines[0], _text(row[min(row)])
    if len(lines) > 1 or line.words > 18 or (line.stops and sections.coverage(line.folded) < 0.9):
        return None
    covered = sections.coverage(line.folded)
    marked = bool(re.fullmatch(r"\W*(?:[IVX]{1,4}|[A-Z])\W*", index)) or line.kind in ("roman", "upper", "part")
    dressed = (line.bold or line.upper or (numbered and len(row) == 1)) and line.words <= 14
    return line if covered >= 0.6 or marked or dressed or (column != content and covered >= 0.3) else None


def _row_entries(
    row: Mapping[int, Sequence[Line]], content: int, part: int | None, said: frozenset[int], names: Mapping[int, str]
) -> list[Entry]:
    filled = {c: lines for c, lines in row.items() if _text(lines) and not _is_index(c, lines, names)}
    out = [Entry(line, True) for line in filled.get(part, [])[:1]] if part is not None else []
    beside = {c: lines for c, lines in sorted(filled.items()) if c not in (content, part) and not _is_remark(c, names)}
    lines = row.get(content, [])
    if len(lines) != 1:
        aside = "; ".join(_text(lines) for lines in beside.values())
        return [*out, *(Entry(line, False, aside) for line in lines)]
    return [*out, _whole_row(lines[0], content, beside, said)]


def _whole_row(line: Line, content: int, beside: Mapping[int, Sequence[Line]], said: frozenset[int]) -> Entry:
    """One pledge over several cells: what is promised, then how, until when, by whom, as the columns stand."""
    after = [lines for c, lines in beside.items() if c > content and c in said]
    before = "; ".join(_text(lines) for c, lines in beside.items() if c < content or c not in said)
    text = "; ".join(t.rstrip(" .;") for t in (line.text, *(_text(lines) for lines in after)))
    end = max([line.end, *(cell.end for lines in after for cell in lines)])
    return Entry(line, False, before, text if after else "", end if after else 0)


def _is_remark(column: int, names: Mapping[int, str]) -> bool:
    return column in names and bool(_REMARK.search(names[column]))


def _names_columns(row: Mapping[int, Sequence[Line]]) -> bool:
    """ "Mục | Trả lời của đơn vị": a first row that only says what the columns hold."""
    texts = [fold(_text(lines)) for lines in row.values()]
    named = any(_INDEX.match(t) or _PART.match(t) for t in texts[:1])
    return named and len(texts) == 2 and all(len(t.split()) <= 6 and not t.endswith(".") for t in texts)


def parts_entries(rows: Rows) -> list[Entry]:
    """Two columns, part on the left and its pledges on the right."""
    out: list[Entry] = []
    for index, row in sorted(rows.items()):
        columns = sorted(row)
        if index == min(rows) and _names_columns(row):
            continue
        if len(columns) == 1 or label_only(_text(row[columns[0]])) is not None:
            out += [Entry(line) for column in columns for line in row[column]]
        else:
            out += [Entry(line, True) for line in row[columns[0]][:1]]
            out += [Entry(line, False) for c in columns[1:] for line in row[c]]
    return out


def _text(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def _is_index(column: int, lines: Sequence[Line], names: Mapping[int, str]) -> bool:
    """A running number; a column named "TT" may also hold a row's merged title."""
    bare = bool(re.fullmatch(r"\W*(?:\d{1,3}(?:\.\d+)*|[IVX]{1,4}|[A-Za-zĐđ])\W*", _text(lines)))
    return bare and (column == 0 or (column in names and bool(_INDEX.match(names[column]))))


def _content_column(body: Rows, names: Mapping[int, str]) -> int:
    lengths: dict[int, int] = defaultdict(int)
    for row in body.values():
        for column, lines in row.items():
            if not _is_index(column, lines, names):
                lengths[column] += sum(line.words for line in lines)
    named = [c for c, n in names.items() if _CONTENT.search(n) and not _ASIDE.search(n) and lengths.get(c)]
    # "biện pháp" may hold more words than what is promised: a named content column wins over length
    pool = named or list(lengths) or [0]
    return max(pool, key=lambda c: lengths.get(c, 0))


def _part_column(body: Rows, names: Mapping[int, str], content: int, sections: Sections) -> int | None:
    for column in sorted({c for row in body.values() for c in row} - {content}):
        texts = [_text(row[column]) for row in body.values() if row.get(column)]
        titled = sum(sections.coverage(fold(t)) >= 0.6 and len(t.split()) <= 18 for t in texts)
        named = column in names and bool(_PART.match(names[column]))
        if texts and (titled >= max(1, 0.6 * len(texts)) or (named and titled)) and column < content:
            return column
    return None
