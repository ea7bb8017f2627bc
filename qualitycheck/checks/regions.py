"""Where a place of the text lies: sentences, the pledge around it, and where the signatures begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualitycheck.types import Document, Span
from qualitycheck.vietnamese.characters import fold, fold_pattern


def folded_re(pattern: str) -> re.Pattern[str]:
    """A compiled pattern for folded text; its own words are folded, its escapes and group names are not."""
    return re.compile(fold_pattern(pattern).replace("(?p<", "(?P<"))


_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[^\W\d_a-zà-ỹđ])|\n")
_SIGNATURE = folded_re(
    r"\s*(?:người (?:viết )?(?:cam kết|đăng ký|viết|lập)|đại diện\b|t/?\s?m\.? |tm\.|\(?ký(?: tên)?[,)]"
    r"|(?:ý kiến|nhận xét|đánh giá|xác nhận|phê duyệt)(?: của)?\b)"
)


def sentences(document: Document, span: Span) -> Iterator[Span]:
    """The sentences of a part of the text, without the blanks around them."""
    text = document.raw.text[span.start : span.end]
    start = 0
    for end, following in [(m.start(), m.end()) for m in _SENTENCE_END.finditer(text)] + [(len(text), len(text))]:
        piece = text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            yield Span(span.start + start + lead, span.start + start + len(piece.rstrip()))
        start = following


def pledge_at(document: Document, place: int) -> int | None:
    """Index of the pledge that holds a character of the text."""
    return next((p.index for p in document.pledges if p.span.start <= place < p.span.end), None)


def last_pledge_end(document: Document) -> int:
    return max((p.span.end for p in document.pledges), default=0)


def signature_start(document: Document) -> int:
    """Offset of the first signature line after the last pledge; the end of the text when there is none."""
    after = last_pledge_end(document)
    for block in document.raw.blocks:
        if block.start >= after and document.pledges and _SIGNATURE.match(fold(block.text)):
            return block.start
    return len(document.raw.text)


def stated_parts(document: Document) -> list[Span]:
    """Intro and pledges: what the author says, in order."""
    intro = [document.intro] if document.intro else []
    return intro + [p.span for p in document.pledges]
