"""Numbers of a folded text as values, written in digits or in words: "bốn chục" and "40" are the same number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_DIGITS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9,
}  # fmt: skip
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
            found.append(Token(words[at]))
            at += 1
            continue
        value, end = _number(words, at)
        found.append(Token(" ".join(words[at:end]), value))
        at = end
    return found


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
    if first in {"tư", "lăm"} or (first == "một" and following not in _SCALES | dict.fromkeys(_TENS, 10)):
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
