"""Lines to paragraphs: a PDF knows only lines, and a pledge that wraps over three of them must be one block again.

Two lines belong together when the first word of the second would not have fitted on the first, and nothing marks a new
paragraph: no bullet or number, no new indent, no wider gap, no change of size or weight.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from qualitycheck.load.pdf_lines import Line
from qualitycheck.load.wrapped import starts_item

_SENTENCE_END = re.compile(r"[.;:!?…][\"'”’)]*\Z")
_CLOSED = re.compile(r"[.;!?…][\"'”’)]*\Z")
_WANTS_NUMBER = re.compile(
    r"\b(?:số|ngày|tháng|năm|điều|khoản|mục|quý|lớp|khóa|khoá|tiêu chí|là|từ|đến|và|còn|đạt)\Z", re.IGNORECASE
)
# lines of a letter's head: each names one body, whether or not the line above was full
_LETTERHEAD = re.compile(
    r"(?:ĐẢNG (?:BỘ|[UỦ][YỶ]|CỘNG SẢN)|CHI (?:BỘ|[UỦ][YỶ])|BAN CHẤP HÀNH|CỘNG H[OÒ][AÀ] XÃ HỘI|Độc lập|[UỦ][YỶ] BAN"
    r"|UBND|TRƯỜNG|CÔNG AN|SỞ|PHÒNG|HUYỆN [UỦ][YỶ]|TỈNH [UỦ][YỶ]|THÀNH [UỦ][YỶ]|THỊ [UỦ][YỶ]|QUẬN [UỦ][YỶ])\b"
)
_PLACE_AND_DATE = re.compile(r"[^\W\d_][^,.;:]{1,40},?\s*(?:ngày|tháng)[\s\d.…/]+(?:tháng|năm|/)")
_EDGE = 1.6  # points: how exactly justified lines meet the right edge
_INDENT = 4.0  # points that count as another indent
_MOSTLY = 0.8
_MANY = 4  # nearly full lines that prove the right edge of a ragged column
_AROUND = 6  # lines before and after that show a narrower column
_WIDER = 1.3  # times the usual distance of lines: a new paragraph


@dataclass(frozen=True, slots=True)
class Column:
    """Where lines may stand: left and right edge; ``justified`` when most full lines end exactly at the right one."""

    left: float
    right: float
    justified: bool
    leading: float  # usual distance of baselines in a paragraph, 0 where unknown
    spaced: bool  # paragraphs are set apart by more than that distance
    lefts: frozenset[int] = frozenset()  # where several lines begin: no centred line does so by chance


def measure(lines: Sequence[Line], left: float | None = None, right: float | None = None) -> Column:
    """The column that these lines show. An edge that is given holds at least as far out as it says."""
    own_left = min((line.x0 for line in lines), default=0.0)
    widest = max((line.x1 for line in lines), default=0.0)
    edge = _justified_edge(lines, widest)
    if edge is not None:
        right_edge = edge
    elif right is None or sum(line.x1 > own_left + 0.95 * (widest - own_left) for line in lines) >= _MANY:
        right_edge = widest
    else:
        right_edge = max(right, widest)
    leading, spaced = _leading(lines, right_edge)
    starts = Counter(round(line.x0) for line in lines)
    lefts = frozenset(x for x in starts if starts[x - 1] + starts[x] + starts[x + 1] >= _MANY)
    return Column(
        own_left if left is None else min(left, own_left), right_edge, edge is not None, leading, spaced, lefts
    )


def _justified_edge(lines: Sequence[Line], widest: float) -> float | None:
    """Where the full lines end when many end at the same point and hardly any beyond it."""
    ends = Counter(round(line.x1) for line in lines)
    hits, edge = max(((ends[x - 1] + ends[x] + ends[x + 1], x) for x in ends), default=(0, 0))
    if hits < 3 or edge < widest - 3 or hits < 0.2 * len(lines):
        return None
    return max(line.x1 for line in lines if abs(line.x1 - edge) <= _EDGE)


def _leading(lines: Sequence[Line], right: float) -> tuple[float, bool]:
    """Median distance within paragraphs (a full line, then a small letter), and whether other distances are wider."""
    inside: list[float] = []
    other: list[float] = []
    for above, below in pairwise(lines):
        distance = above.y - below.y
        if above.page != below.page or not 0 < distance < 4 * above.size:
            continue
        full = above.x1 + below.first_word + 0.2 * above.size > right
        (inside if full and below.text[:1].islower() else other).append(distance)
    if not inside:
        return 0.0, False
    usual = median(inside)
    wider = sum(distance > 1.12 * usual for distance in other)
    return usual, bool(other) and wider >= _MOSTLY * len(other)


def join(lines: Sequence[Line], column: Column) -> list[list[Line]]:
    """Groups of lines, one per paragraph, in the given order."""
    groups: list[list[Line]] = []
    for at, line in enumerate(lines):
        if groups and continues(groups[-1], line, _narrowed(lines, at, column)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _narrowed(lines: Sequence[Line], at: int, column: Column) -> Column:
    """The column as the lines around show it, where text is set in a part of the page's width.

    Short lines one below the other are no column: it needs lines that end at one point, or a small letter going on.
    """
    line = lines[at]
    near = [n for n in lines[max(0, at - _AROUND) : at + _AROUND] if n.page == line.page and n.x0 >= line.x0 - 2]
    near = [n for n in near if n.x0 <= line.x0 + 3 * _INDENT]
    widest = max((n.x1 for n in near), default=column.right)
    if len(near) < _AROUND or widest > column.left + 0.8 * (column.right - column.left):
        return column
    edge = _justified_edge(near, widest)
    if edge is None and not line.text[:1].islower():
        return column
    return replace(column, right=edge or widest, justified=edge is not None)


def continues(paragraph: Sequence[Line], line: Line, column: Column) -> bool:
    """Whether ``line`` goes on with the paragraph."""
    last = paragraph[-1]
    if last.part_of_row and line.part_of_row and abs(last.y - line.y) < 2:
        return False
    if abs(last.size - line.size) > 0.12 * max(last.size, line.size) or not _near(last, line, column):
        return False
    if _is_apart(last, line):
        return False
    column = _own_column(last, line, column)
    if _is_new_item(last, line) or not _full(last, line, column):
        return False
    return _indent_fits(paragraph, line, column) and _sentence_fits(paragraph, line, column)


def _near(last: Line, line: Line, column: Column) -> bool:
    """No wider than the usual distance of lines; the next page's first line counts as near."""
    if line.page != last.page:
        return line.page == last.page + 1
    distance = last.y - line.y
    if distance <= 0:
        return False
    usual = column.leading or 1.65 * last.size
    return distance <= _WIDER * usual


def _is_apart(last: Line, line: Line) -> bool:
    """An ornament ("*", "-----"), a place and date, or a line in other letters than the capitals above it."""
    if not any(c.isalnum() for c in line.text) or not any(c.isalnum() for c in last.text):
        return True
    if _PLACE_AND_DATE.match(line.text) and (_SENTENCE_END.search(last.text) or last.text.isupper()):
        return True
    if _LETTERHEAD.match(last.text) and _LETTERHEAD.match(line.text):
        return True
    return last.text.isupper() and len(last.text) > 12 and not line.text.isupper()


def _own_column(last: Line, line: Line, column: Column) -> Column:
    """The column of two lines centred on one axis beside the middle: half of the page, as in a letter's head."""
    axis, middle = last.center, (column.left + column.right) / 2
    if abs(axis - line.center) > 3 or abs(axis - middle) < 12 or abs(last.x0 - line.x0) < 3:
        return column
    half = min(axis - column.left, column.right - axis)
    if half < 40 or max(last.x1, line.x1) > axis + half + 3:
        return column
    return replace(column, left=axis - half, right=axis + half, justified=False)


def _is_new_item(last: Line, line: Line) -> bool:
    if not starts_item(line.text):
        return False
    if _SENTENCE_END.search(last.text):
        return True
    if line.text[0] in "-–—" and _continuing_dash(last, line):
        return False
    return not (line.text[0].isdigit() and _WANTS_NUMBER.search(last.text))


def _continuing_dash(last: Line, line: Line) -> bool:
    after = line.text[1:].lstrip()
    if re.match(r"lê[\s-]?nin\b", after, re.IGNORECASE):
        return bool(re.search(r"m[áa]c\Z", last.text, re.IGNORECASE))
    return after[:1].islower()


def _full(last: Line, line: Line, column: Column) -> bool:
    """The first word of ``line`` would not have fitted on ``last``."""
    if _meets_edge(last, column):
        return True
    blank = 0.22 * last.size
    if last.x1 + blank + line.first_word > column.right - 0.2 * last.size:
        return True
    # a small letter after an open end goes on, even where a ragged or narrower setting left some room
    return (
        line.text[:1].islower()
        and not _SENTENCE_END.search(last.text)
        and last.x1 > column.left + 0.72 * (column.right - column.left)
    )


def _meets_edge(last: Line, column: Column) -> bool:
    return column.justified and abs(last.x1 - column.right) <= _EDGE


def _indent_fits(paragraph: Sequence[Line], line: Line, column: Column) -> bool:
    first = paragraph[0]
    aligned = abs(line.x0 - paragraph[-1].x0) <= _INDENT
    if (
        not aligned
        and not starts_item(first.text)
        and (is_centered(paragraph[-1], column) or is_centered(line, column))
    ):
        return abs(paragraph[-1].center - line.center) <= 6 or line.x0 <= column.left + _INDENT
    if len(paragraph) > 1:
        return abs(line.x0 - paragraph[1].x0) <= _INDENT
    if line.x0 <= first.x0 + _INDENT:
        return line.x0 >= column.left - _INDENT
    return starts_item(first.text) and line.x0 <= first.text_x0 + 2 * _INDENT


def is_centered(line: Line, column: Column) -> bool:
    """Whether a line stands in the middle of its column with room on both sides."""
    middle = (column.left + column.right) / 2
    inside = line.x0 > column.left + 12 and line.x1 < column.right - 8
    return abs(line.center - middle) <= 0.55 * line.size and inside and round(line.x0) not in column.lefts


def _sentence_fits(paragraph: Sequence[Line], line: Line, column: Column) -> bool:
    """Between a closed sentence and a capital only the setting can tell a sentence from a paragraph."""
    last = paragraph[-1]
    if line.text[:1].islower() or not _SENTENCE_END.search(last.text):
        return _weight_fits(paragraph, line, column)
    if last.text.endswith(":"):
        return False
    if _meets_edge(last, column):
        return _weight_fits(paragraph, line, column)
    if column.justified:
        return False
    hanging = abs(line.x0 - paragraph[0].x0) > _INDENT
    return (hanging or column.spaced) and _weight_fits(paragraph, line, column)


def _weight_fits(paragraph: Sequence[Line], line: Line, column: Column) -> bool:
    """A bold heading does not run on in plain text, nor plain text in a wholly bold line."""
    was_bold = all(part.bold for part in paragraph)
    if was_bold == line.bold:
        return True
    return line.text[:1].islower() and not (was_bold and _CLOSED.search(paragraph[-1].text))


def text_of(lines: Sequence[Line]) -> str:
    """The lines as running text. A hyphen that closes a line belongs to the word ("100/QĐ-" + "UBND")."""
    out = lines[0].text
    for line in lines[1:]:
        tight = re.search(r"[^\s\W]-\Z", out) is not None
        out += line.text if tight else " " + line.text
    return out
