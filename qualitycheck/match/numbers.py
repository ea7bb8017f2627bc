"""Numbers of a folded text as values, written in digits or in words: "bốn chục" and "40" are the same number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_DIGITS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mốt": 1,
}  # fmt: skip
_SHORTENED = {"lăm", "mốt"}
_TENS = {"mươi", "chục"}
_SCALES = {"trăm": 100, "nghìn": 1000, "ngàn": 1000, "triệu": 1_000_000, "tỉ": 1_000_000_000}
_NUMBER_WORDS = frozenset({*_DIGITS, *_TENS, *_SCALES, "mười"})
# "năm" is also "year": it counts as five only before something that is counted
_COUNTED_WORDS = """
    trăm nghìn ngàn triệu tỉ mươi chục giờ phút ngày người em chị anh hộ nhà cụ cháu buổi đêm tiết bài vụ lần
    thôn bản xóm tổ nhóm lớp đồng chí cuộc đợt hồ gia lượt mét cây con suất phần điểm kg km ha đảng đoàn hội
"""
_COUNTED = frozenset(_COUNTED_WORDS.split())
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


_HOURS = {"giờ", "tiếng"}
_QUARTER = "khắc"  # of an hour
_HALF = "rưỡi"
TIME_WORDS = {"một", "nửa", "ba", "hai"}  # begin a time without being counted as numbers themselves
_AFTERNOON = {"chiều", "tối", "đêm"}


@dataclass(frozen=True, slots=True)
class Token:
    """A syllable, or a number with its ``value``; ``text`` is folded. Years are plain text."""

    text: str
    value: float | None = None


def tokens(folded: str) -> list[Token]:
    """Syllables and numbers of a folded text in order; a number in several words is one token."""
    words = _TOKEN.findall(folded)
    found: list[Token] = []
    at = 0
    while at < len(words):
        if words[at] not in _NUMBER_WORDS and not words[at][0].isdigit():
            found.append(_plain(words[at]))
            at += 1
            continue
        value, end = _number(words, at)
        found.append(Token(" ".join(words[at:end]), value))
        at = end
    return found


_plain = lru_cache(maxsize=65536)(Token)


def _number(words: Sequence[str], at: int) -> tuple[float | None, int]:
    """The value that begins at ``at`` and where it ends; (None, at + 1) for anything else, weekdays and ordinals too."""
    if at and words[at - 1] == "thứ":
        return None, at + 1
    if words[at][0].isdigit():
        return _from_digits(words, at)
    return _from_words(words, at)


def _from_digits(words: Sequence[str], at: int) -> tuple[float | None, int]:
    word = words[at]
    if _YEAR.match(word):
        return None, at + 1
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", word):
        value = float(word.replace(".", ""))
    elif re.fullmatch(r"\d+(?:[.,]\d+)?", word):
        value = float(word.replace(",", "."))
    else:
        return None, at + 1
    if at + 1 < len(words) and words[at + 1] in _SCALES:
        return value * _SCALES[words[at + 1]], at + 2
    return value, at + 1


def _from_words(words: Sequence[str], at: int) -> tuple[float | None, int]:
    first = words[at]
    following = words[at + 1] if at + 1 < len(words) else ""
    if first not in _DIGITS and first not in {"mười", "chục", "trăm"}:
        return None, at + 1
    if first == "năm" and following not in _COUNTED:
        return None, at + 1
    if first in {"tư", "lăm", "mốt"} or (first == "một" and following not in _SCALES | dict.fromkeys(_TENS, 10)):
        return None, at + 1
    if first in {"chục", "trăm"}:
        return None, at + 1
    return _words_value(words, at)


def _words_value(words: Sequence[str], at: int) -> tuple[float, int]:
    total = part = 0.0
    end = at
    while end < len(words):
        word = words[end]
        if word in _DIGITS and not (end > at and part % 10):
            part += _DIGITS[word]
        elif word in _SHORTENED and end == at + 1 and 2 <= part <= 9:
            part = 10 * part + _DIGITS[word]  # "hai lăm" leaves out the tens
        elif word == "mười" and part == 0:
            part = 10
        elif word in _TENS and part:
            part = part * 10 if part < 10 else part
        elif word == "trăm" and part:
            part *= 100
        elif word in _SCALES and (part or total):
            total, part = (total + part) * _SCALES[word], 0.0
        else:
            break
        end += 1
    return total + part, end


def may_be_time(token: Token) -> bool:
    """Whether it pays to ask for ``times`` at this token."""
    return token.value is not None or token.text in TIME_WORDS


def times(found: Sequence[Token], at: int) -> tuple[set[str], int]:
    """Other names of a time that begins at ``at``, and how many tokens it has (0 for none).

    Lengths of time in minutes ("#90m": "90 phút", "một tiếng rưỡi", "1,5 giờ"); of afternoon hours the hour too.
    """
    value, units = _amount(found, at)
    unit = _text(found, at + units)
    if value is None:
        return set(), 0
    if unit == "phút":
        return {f"#{value:g}m"}, units
    if unit == _QUARTER:
        return {f"#{15 * value:g}m"}, units + 1
    if unit not in _HOURS:
        return set(), 0
    half = _text(found, at + units + 1) == _HALF
    names = {f"#{60 * value + 30 * half:g}m"}
    if value < 12 and any(_text(found, at + units + n) in _AFTERNOON for n in (1, 2)):
        names.add(f"#{value + 12:g}")
    return names, units + 2 if half else units


def _amount(found: Sequence[Token], at: int) -> tuple[float | None, int]:
    """Value of a number or fraction before a unit, and its number of tokens."""
    first, second, third = (_text(found, at + n) for n in range(3))
    if first == "nửa":
        return 0.5, 1
    if second == "phần" and (of := _DIGITS.get(third)) and (share := found[at].value or _DIGITS.get(first)):
        return share / of, 3
    return (1.0, 1) if first == "một" else (found[at].value, 1)


def _text(found: Sequence[Token], at: int) -> str:
    return found[at].text if at < len(found) else ""
