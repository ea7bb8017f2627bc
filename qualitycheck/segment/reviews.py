"""Parts that promise nothing: a review of last year, who writes and why, what others said of it, guidance of the form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualitycheck.segment.tables import Entry
from qualitycheck.vietnamese.characters import fold_pattern

_REVIEWS = re.compile(
    fold_pattern(
        r"\b(?:nhìn lại|kiểm điểm|tự đánh giá|đánh giá|tổng kết|kết quả|tự soi|điểm lại|báo cáo|ưu điểm|việc đã làm)\b"
    )
)
_PAST = re.compile(
    fold_pattern(r"\bnăm (?:qua|trước|ngoái|vừa qua|vừa rồi|cũ)\b|\b(?:đã làm|đã đạt|đạt được|làm được)\b|\bvừa qua\b")
)
_YEAR = re.compile(r"\b(20\d\d)\b")
_MENDS = re.compile(
    fold_pattern(r"\b(?:khắc phục|sửa chữa|sửa|đăng ký|cam kết|phương hướng|nhiệm vụ|dự kiến|phấn đấu)\b")
)


_TALK = re.compile(
    fold_pattern(
        r"\W*(?:ai (?:viết|đăng ký|cam kết)\b|vì sao\b|tại sao\b|thảo luận\b|nguyện vọng\b|ý kiến\b|thông tin chung\b|biểu quyết\b|lời (?:cuối|kết|ngỏ)\b)"
    )
)


def without_reviews(
    entries: Sequence[Entry], headings: frozenset[int], year: int | None
) -> tuple[Sequence[Entry], frozenset[int]]:
    """``entries`` without the parts whose heading reviews an earlier year; ``headings`` (indices) moved along."""
    kept: list[int] = []
    depth: int | None = None  # of the review that is passed over
    for i, entry in enumerate(entries):
        if i in headings and (depth is None or entry.line.depth <= depth):
            depth = entry.line.depth if _promises_nothing(entry.line.folded, year) else None
        if depth is None:
            kept.append(i)
    if not kept:  # a text that is nothing but a review is judged as it stands
        return entries, headings
    return [entries[i] for i in kept], frozenset(n for n, i in enumerate(kept) if i in headings)


def _promises_nothing(folded: str, year: int | None) -> bool:
    return looks_back(folded, year) or bool(_TALK.match(folded))


def looks_back(folded: str, year: int | None) -> bool:
    """Whether a heading reviews what was done, and promises nothing beside."""
    if not _REVIEWS.search(folded) or _MENDS.search(folded):
        return False
    earlier = year is not None and any(int(y) < year for y in _YEAR.findall(folded))
    return earlier or bool(_PAST.search(folded))


_GUIDANCE = re.compile(fold_pattern(r"\W*(?:ghi chú|lưu ý|hướng dẫn|chú thích)\s*:"))


def is_guidance(text: str, folded: str) -> bool:
    """A line that belongs to the form: wholly in brackets, or headed as a note."""
    bracketed = text.startswith("(") and text.rstrip(" .").endswith(")") and text.count("(") == 1
    return (bracketed and len(text.split()) >= 4) or bool(_GUIDANCE.match(folded))
