"""Text typed without diacritics ("tap huan cho 20 can bo"): common words get their marks back so that slots are found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from qualitycheck.vietnamese.characters import fold

_WORD = re.compile(r"[^\W\d_]+")
_FEW = 0.12  # share of marked syllables below which a text counts as typed without marks; ordinary text has about .75
_LEAST = 4  # syllables; shorter texts say too little
_LONGEST = 5  # syllables of a phrase
_RUN = 5  # so many syllables on end without any mark hardly ever happen in marked text (a quarter of all syllables have none)
# syllables and short phrases that hardly mean anything else in a pledge
_COMMON = """trước; đến; hết; trong; mỗi; hằng; tuần; tháng; quý; ngày; buổi; lần; lượt; giờ; người; hộ; học; lớp; cây; mét; tấn; triệu; tỷ
nghìn; điểm; thôn; xóm; xã; phường; huyện; tỉnh; trường; lập; viết; soạn; sửa; trồng; dạy; kèm; giúp; tặng; thăm; đường; sổ; họp
không; ít nhất; tối thiểu; chậm nhất; sáng; chiều; một; bốn; sáu; bảy; tám; chín; mười; số; và; của; các; cho; với; tại; vào; được; phải
để; theo; hồ sơ; đúng hạn; gửi; nộp; giảm; tăng; xuống; xong; em; cán bộ; đảng viên; hội viên; đoàn viên; công chức; nhân dân; gia đình
thứ hai; thứ ba; thứ tư; thứ năm; thứ sáu; thứ bảy; chủ nhật; hằng tuần; hằng tháng; hằng quý; mỗi năm; kế hoạch; báo cáo; danh sách
biên bản; phiếu; tổ chức; trước tết; dịp tết; sau tết; mùa mưa; học kỳ; cuối năm; đầu năm; họp dân; họp chi bộ; học sinh yếu
nhà văn hóa; bảng tin; gia đình chính sách; mẹ; ông; bà; chị; đồng chí; nâng cao; phát huy; tăng cường; thực hiện tốt"""
_PHRASES = tuple(fold(p.strip()) for line in _COMMON.splitlines() for p in line.split(";"))


def bare(text: str) -> str:
    """``text`` without diacritics, "đ" as "d"; same length as a composed input."""
    return "".join(_base(c) for c in text)


def _base(char: str) -> str:
    if char == "đ":
        return "d"
    return unicodedata.normalize("NFD", char)[0] if ord(char) > 127 else char


def is_unmarked(folded: str) -> bool:
    """Whether hardly any syllable of a folded text carries a diacritic."""
    words = _WORD.findall(folded)
    marked = sum(not w.isascii() for w in words)
    return len(words) >= _LEAST and marked < _FEW * len(words)


def bare_runs(folded: str, least: int = _RUN) -> list[tuple[int, int]]:
    """Stretches of ``least`` or more words on end that carry no diacritic: what was typed without marks."""
    runs: list[tuple[int, int]] = []
    words = list(_WORD.finditer(folded))
    start = 0
    for k in range(len(words) + 1):
        if k == len(words) or not words[k][0].isascii():
            if k - start >= least:
                runs.append((words[start].start(), words[k - 1].end()))
            start = k + 1
    return runs


def restored(folded: str, table: Callable[[], Mapping[tuple[str, ...], str]]) -> tuple[str, float]:
    """The folded text with marks put back where none were typed, and the share of its words that had none (0 to 1).

    ``table`` is only asked for when needed.
    """
    words = len(_WORD.findall(folded))
    if is_unmarked(folded):
        return with_marks(folded, table()), 1.0
    without = sum(len(_WORD.findall(folded[a:b])) for a, b in bare_runs(folded, _RUN - 1))
    for a, b in bare_runs(folded):
        folded = folded[:a] + with_marks(folded[a:b], table()) + folded[b:]
    return folded, without / words if words else 0.0


def mark_table(phrases: Iterable[str]) -> dict[tuple[str, ...], str]:
    """From bare syllables to the marked phrase: the given phrases of two syllables or more, and common words.

    Of two phrases that look alike without marks the first wins.
    """
    table: dict[tuple[str, ...], str] = {}
    long = (p for p in map(fold, phrases) if " " in p and not p.startswith(_AT))
    for phrase in (*_PHRASES, *long):
        if phrase.replace(" ", "").isalpha():
            table.setdefault(tuple(bare(phrase).split()), phrase)
    return table


_AT = fold("tại ")


def with_marks(folded: str, table: Mapping[tuple[str, ...], str]) -> str:
    """The folded text with known phrases marked, longest first; same length, so that spans carry over."""
    words = list(_WORD.finditer(folded))
    out, i = list(folded), 0
    while i < len(words):
        n = _longest(words, i, folded, table)
        if n:
            start, end = words[i].start(), words[i + n - 1].end()
            out[start:end] = table[tuple(w[0] for w in words[i : i + n])]
        i += max(1, n)
    return "".join(out)


def _longest(words: list[re.Match[str]], i: int, text: str, table: Mapping[tuple[str, ...], str]) -> int:
    """Number of words from ``i`` on, single spaces between them, that make the longest known phrase; 0 if none."""
    for n in range(min(_LONGEST, len(words) - i), 0, -1):
        group = words[i : i + n]
        between = all(text[a.end() : b.start()] == " " for a, b in pairwise(group))
        if between and tuple(w[0] for w in group) in table:
            return n
    return 0
