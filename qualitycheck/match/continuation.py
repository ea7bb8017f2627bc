"""Honest continuations: a pledge that reports what came of last year's and sets something new is no copy of it."""

from __future__ import annotations

import re

from qualitycheck.match.pledges import Prepared
from qualitycheck.vietnamese.characters import fold

SAME_WORDING = 0.8  # of words in common order: then only new figures make a continuation

_PAST_TIME = re.compile(
    fold(
        r"\bnăm (?:ngoái|trước|qua|vừa qua|vừa rồi|rồi)\b|\b(?:hai|ba|\d) năm (?:qua|trước|nay)\b|\bnăm học trước\b"
        r"|\b(?:học kỳ|kỳ|đợt|quý|tháng|vụ)[^,;.]{0,12} (?:vừa rồi|vừa qua|trước)\b|\bnhiệm kỳ trước\b"
    )
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_RESULT = re.compile(
    fold(
        r"\b(?:đã|mới được|chỉ còn|còn|hiện có|hiện còn|dừng ở|đạt|vượt|thiếu|mới phủ|chưa đạt|chưa xong|trả được"
        r"|giúp được|làm được|xuống|giảm được|lập|trong số|\d+ (?:trong|/) \d+|được \d+|có \d+|\d+/\d+)\b|[\d,.]+ ?%"
    )
)
_NEW = re.compile(
    fold(
        r"\bnăm nay\b|\b(?:mùa|vụ|kỳ|đợt|quý|tháng|lần|khoá|học kỳ) này\b|\bnay\b|\btiếp\b|\btiếp tục\b|\bthêm\b|\bnốt\b|\bcòn lại\b|\bnâng\b|\bmở rộng\b|\bgiữ\b"
        r"|\blàm bù\b|\bbổ sung\b|\brút\b|\bgiảm\b|\bnăm học này\b|\bphấn đấu\b|\bgiải quyết hết\b"
    )
)
_LEADING = re.compile(r"^\W*" + fold(r"(?:đã có|đã|còn|hiện có|hiện|từ kết quả|tiếp nối|kế thừa)\b"))


_DONE_THEN_NEW = re.compile(
    fold(
        r"\b(?:đã|được)\b[^;.]{3,}[;.,]\s*(?:sang )?(?:năm nay|nay|năm \d{4}|năm này|vụ này|lập thêm|làm thêm|mở tiếp|làm tiếp)\b"
    )
)


def is_continuation(new: Prepared, old: Prepared, year: int | None, ratio: float) -> bool:
    """True when ``new`` (of ``year``) reports a result of earlier and sets new content against ``old``.

    ``ratio`` is the share of words in common order. The same sentence with only its year changed is no continuation.
    """
    if not reports_and_renews(new.text, year):
        return False
    if ratio < SAME_WORDING:
        return True
    return new.numbers != old.numbers and reports_and_renews(old.text, year - 1 if year else None)


def reports_and_renews(text: str, year: int | None) -> bool:
    """True when ``text`` speaks of an earlier time with a result, and of something new."""
    folded = fold(text)
    past = _PAST_TIME.search(folded) or _earlier_year(folded, year)
    new = _NEW.search(folded) or (year is not None and str(year) in folded)
    if not new:
        return False
    if _DONE_THEN_NEW.search(folded):
        return True
    if past:
        return bool(_RESULT.search(folded) or re.search(r"\d", _YEAR.sub("", folded)))
    return bool(_LEADING.search(folded) and re.search(r"[;:,]", folded) and any(c.isdigit() for c in folded))


def _earlier_year(folded: str, year: int | None) -> bool:
    return year is not None and any(int(y) < year for y in _YEAR.findall(folded))
