"""Deadline words -> calendar dates, only where the words name one; never a guess.

"trước 30/9", "trong quý II", "cuối tháng 6" name a day of the document's year. "giữa năm", "trước Tết", "hết học kỳ I",
"ngày 20", "trước mùa mưa" do not: they have a date only where the office's own ``[calendar]`` gives it. A plain "Tết" may
be this year's or the next one's; with its year ("Tết Canh Tý", "Tết 2021") it is one day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from qualitycheck.vietnamese.characters import clean, fold, fold_pattern, key

Calendar = Mapping[str, date]  # words of an office -> their day in one year

# first day of the lunar year at UTC+7 (in 2030 one day before the Chinese one)
_TET = {
    2016: (2, 8), 2017: (1, 28), 2018: (2, 16), 2019: (2, 5), 2020: (1, 25), 2021: (2, 12), 2022: (2, 1), 2023: (1, 22),
    2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 2),
    2031: (1, 23), 2032: (2, 11), 2033: (1, 31), 2034: (2, 19), 2035: (2, 8),
}  # fmt: skip
_STEMS = "canh tân nhâm quý giáp ất bính đinh mậu kỷ".split()
_BRANCHES = "thân dậu tuất hợi tý sửu dần mão thìn tỵ ngọ mùi".split()
_NUMBERS = {
    fold(word): number
    for number, words in enumerate(
        ("một", "hai", "ba", "tư bốn", "năm", "sáu", "bảy bẩy", "tám", "chín", "mười", "mười một", "mười hai"), start=1
    )
    for word in (words.split() if not words.startswith("mười") else [words])
} | {"i": 1, "ii": 2, "iii": 3, "iv": 4}

_YEAR = r"(?:\s?[/.-]\s?(?P<y>(?:20)?\d\d)(?!\d)|\s(?:của )?năm (?P<z>20\d\d))?"
_MONTH_NAME = r"(?:\d{1,2}|mười hai|mười một|mười|một|hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín)"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(fold_pattern(rf"(?<![\w/])(?:{text})(?!\w)"))


_POINTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("day", _pattern(rf"(?:ngày |mùng |mồng )?(?P<d>\d{{1,2}}) tháng (?P<m>{_MONTH_NAME})(?!\d){_YEAR}")),
    ("months", _pattern(r"(?P<n>3|6|9|ba|sáu|chín) tháng đầu năm|nửa đầu năm")),
    ("year", _pattern(r"(?:6|sáu) tháng cuối năm|nửa cuối năm")),
    ("month", _pattern(rf"(?:tháng |t(?=\d))(?P<m>{_MONTH_NAME})(?!\d){_YEAR}")),
    ("quarter", _pattern(rf"quý (?P<q>i{{1,3}}|iv|[1-4]|một|hai|ba|bốn|tư){_YEAR}")),
    ("day", _pattern(rf"(?P<d>\d{{1,2}})\s?[/.-]\s?(?P<m>\d{{1,2}})(?!\d){_YEAR}")),
    ("year", _pattern(r"(?:cuối|hết|trong|kết thúc) năm(?: (?P<z>20\d\d))?(?! (?:học|ngày|tháng|giờ|phút|tuần|lần|buổi|\w+ngày))(?! \d)")),
)  # fmt: skip
_MORE = re.compile(fold_pattern(r"\s?(?:,|và|;|-)\s?(?P<n>\d{1,2}|i{1,3}|iv)(?![\w/.])(?! (?!và|năm)\w)"))
_VAGUE = _pattern(
    r"âm lịch|al|rằm|giêng|chạp|(?<!tháng )(?<!nửa )đầu (?:tháng|quý|năm(?= \d|\W*\Z))|giữa (?:tháng|quý|năm)|thượng tuần|trung tuần|hạ tuần|"
    r"tuần|nửa tháng|hằng|hàng|mỗi|nhiệm kỳ|kỳ trước|năm trước|năm ngoái|dương lịch"
)
_LUNAR_DAY = _pattern(r"(?:mùng|mồng)(?! ?0?2 tháng (?:0?9|chín))")
_FROM = _pattern(r"(?:kể )?từ")
_UNTIL = re.compile(fold_pattern(r"(?<!\w)(?:đến|tới)(?!\w)|\s-\s"))
_AFTER = _pattern(r"(?:ngay )?sau(?: khi)?")
_BEFORE = re.compile(fold_pattern(r"(?<!\w)trước\s\Z"))
_NEXT_YEAR = _pattern(r"năm sau|năm tới|sang năm|năm kế tiếp")
_HOLIDAY = _pattern(
    r"(?P<before>trước (?:dịp |ngày )?)?tết (?:nguyên đán |cổ truyền |âm lịch )?"
    rf"(?:(?P<stem>{'|'.join(_STEMS)}) (?P<branch>{'|'.join(_BRANCHES)})|(?:năm )?(?P<y>20\d\d))"
)


def due_dates(words: str, year: int | None, calendar: Calendar | None = None) -> tuple[date, ...]:
    """The days that ``words`` name as the end of a pledge of that ``year``, sorted; empty where they name none.

    A period stands for its last day, "trước" a period for the day before it begins, "từ … đến …" for its end. A year
    written in the words must be the document's own or the next one: any other is residue or a look back.
    """
    text = fold(clean(words)).strip()
    given = _given(text, calendar or {})
    if given is not None:
        return (given,)
    holiday = _HOLIDAY.search(text)
    if holiday:
        return _allowed([_tet(holiday, year)], year)
    begin = _FROM.search(text)
    if begin:
        ends = [m.end() for m in _UNTIL.finditer(text, begin.end())]
        if not ends:
            return ()
        text = text[ends[-1] :]
    if _VAGUE.search(text) or _LUNAR_DAY.search(text) or (_AFTER.match(text) and not begin):
        return ()
    found = _allowed(_points(text, year), year)
    return found[-1:] if begin else found


def _given(text: str, calendar: Calendar) -> date | None:
    """The office's own day for its longest words that stand in ``text``."""
    inside = f" {key(text)} "
    hits = [words for words in calendar if f" {key(words)} " in inside]
    return calendar[max(hits, key=len)] if hits else None


def _allowed(found: Iterator[date | None] | list[date | None], year: int | None) -> tuple[date, ...]:
    return tuple(sorted({day for day in found if day is not None and (year is None or day.year in (year, year + 1))}))


def _points(text: str, year: int | None) -> Iterator[date | None]:
    taken: list[tuple[int, int]] = []
    for kind, pattern in _POINTS:
        for point in pattern.finditer(text):
            if any(point.start() < end and start < point.end() for start, end in taken):
                continue
            taken.append(point.span())
            own = _year_of(point, text, year)
            if own is not None:
                before = kind in ("month", "quarter") and bool(_BEFORE.search(text, 0, point.start()))
                yield from _days(kind, point, text, own, before)


def _year_of(point: re.Match[str], text: str, year: int | None) -> int | None:
    """The year written at the point, else the document's, the next one where the words say so."""
    groups = point.groupdict()
    stated = groups.get("y") or groups.get("z")
    if stated:
        return int(stated) if len(stated) == 4 else 2000 + int(stated)
    if year is None:
        return None
    return year + 1 if _NEXT_YEAR.search(text) else year


def _days(kind: str, point: re.Match[str], text: str, year: int, before: bool) -> Iterator[date | None]:
    if kind == "day":
        yield _day(year, _number(point["m"]), int(point["d"]))
    elif kind == "year":
        yield date(year, 12, 31)
    elif kind == "months":
        yield _month_end(year, _number(point["n"] or "6"), 1, before=False)
    else:
        length = 3 if kind == "quarter" else 1
        numbers = [_number(point["q" if kind == "quarter" else "m"])]
        end = point.end()
        while more := _MORE.match(text, end):
            numbers.append(_number(more["n"]))
            end = more.end()
        for number in numbers:
            yield _month_end(year, number * length, length, before)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.get(word, 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int, length: int, before: bool) -> date | None:
    """Last day of a period of ``length`` months that ends with ``month``, or the day before the period begins."""
    if not 1 <= month <= 12:
        return None
    if before:
        return date(year, month - length + 1, 1) - timedelta(days=1)
    return date(year, month, monthrange(year, month)[1])


def _tet(found: re.Match[str], year: int | None) -> date | None:
    """The first day of the lunar year that the words name, or with "trước" the day before it."""
    if found["y"]:
        named = int(found["y"])
    elif year is None:
        return None
    else:
        pair = (_FOLDED_STEMS.index(found["stem"]), _FOLDED_BRANCHES.index(found["branch"]))
        named = next((y for y in (year, year + 1) if (y % 10, y % 12) == pair), 0)
    if named not in _TET:
        return None
    return date(named, *_TET[named]) - timedelta(days=1 if found["before"] else 0)


_FOLDED_STEMS = [fold(s) for s in _STEMS]
_FOLDED_BRANCHES = [fold(b) for b in _BRANCHES]
