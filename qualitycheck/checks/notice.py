"""What a loader noticed about the text itself: legacy encodings, hidden text, look-alike letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualitycheck.checks.context import Context, Hit
from qualitycheck.types import Document, Notice, Span

KIND = "notice"
LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Params:
    """``code`` of the notice; at most ``most`` places are reported one by one."""

    code: str
    most: int = 5


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    for notice in document.raw.notices:
        if notice.code == params.code:
            yield from _hits(document, notice, params.most)


def _hits(document: Document, notice: Notice, most: int) -> Iterator[Hit]:
    values = {"places": max(len(notice.spans), 1), **notice.values}
    if not notice.spans:
        yield Hit(values=values)
    for span in notice.spans[:most]:
        quote = document.raw.text[span.start : span.end][:LONGEST_QUOTE]
        yield Hit(_pledge_at(document, span), span, quote, values)


def _pledge_at(document: Document, span: Span) -> int | None:
    inside = (p.index for p in document.pledges if p.span.start <= span.start < p.span.end)
    return next(inside, None)
