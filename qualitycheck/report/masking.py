"""Personal numbers hidden: birth dates, identity and other cards, phones, accounts.

A mask keeps the length of the text, so every span of the batch stays right, and it is laid over the whole batch before
a writer sees it: no format can forget it. File paths are left alone, because the reader must find the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from qualitycheck.types import Assessment, Batch, Document, Failure, Finding, Match, Pledge, Report, Section, Span
from qualitycheck.vietnamese.characters import fold, fold_pattern

MASK = "•"
_GAP = r"[\s:.,;…_()-]{0,12}"
_DATE = (
    r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)?\d\d|\d{1,2}\s?[/.-]\s?(?:19|20)\d\d"
    r"|(?:ngày\s)?\d{1,2}\stháng\s\d{1,2}(?:,?\snăm\s\d{4})?|(?:19|20)\d\d)(?!\d)"
)
_NUMBER = r"\d(?:[ .-]?\d){5,18}(?!\d)"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(fold_pattern(text))


# a label that can only mean a birth date; "sinh năm", which can also end "tuyển sinh năm", is judged apart
_BIRTH = _pattern(rf"\b(?:ngày(?:,?\s?tháng)?(?:,?\s?năm)?|năm)\ssinh{_GAP}(?:ngày\s|năm\s)?({_DATE})")
_BORN = _pattern(rf"\bsinh(?:\sngày|\snăm|:|\s(?=\d)){_GAP}({_DATE})|\bn\.?s\.?:?\s?((?:19|20)\d\d)(?!\d)")
_CARD = _pattern(
    r"\b(?:cccd|cmnd|cmtnd|cmt|căn cước(?:\scông dân)?|chứng minh(?:\snhân dân|\sthư)?|định danh(?:\scá nhân)?"
    rf"|hộ chiếu|thẻ đảng(?:\sviên)?|bhxh|bảo hiểm xã hội|bhyt)(?:/\w+)?{_GAP}(?:số{_GAP})?({_NUMBER})"
)
_ACCOUNT = _pattern(rf"\b(?:tài khoản|stk|tk)(?:\s(?:số|ngân hàng|cá nhân))*{_GAP}({_NUMBER})")
_PHONE = re.compile(r"(?<![\w.,/-])((?:\+?84[ .-]?|0)(?:2\d|[35789])(?:[ .-]?\d){7,8})(?![\d/])")
_BARE_CARD = re.compile(r"(?<![\w.,/-])(0\d{2}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3})(?![\w/])")
# what every personal number has, looked for before the text is folded
_LIKELY = re.compile(r"\d(?:[ .-]?\d){5}|sinh\b.{0,60}?\d|\bn\.?s\b\.?:?\s?\d", re.I | re.S)
_ALWAYS = (_BIRTH, _CARD, _ACCOUNT, _PHONE, _BARE_CARD)
_BEFORE_SINH = frozenset(
    fold_pattern(
        "học vệ phát tuyển an dân tân thí giáo môn nữ nam y hy tái hồi sản khai mưu ký nhân hậu du thư phục quần tổng"
    ).split()
)
_LAST_WORD = re.compile(r"(\w+)\s*\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


def mask_text(text: str) -> str:
    """``text`` (NFC) with the digits of personal numbers as "•"; same length."""
    if not _LIKELY.search(text):
        return text
    folded = fold(text)
    places = [found.span(1) for pattern in _ALWAYS for found in pattern.finditer(folded)]
    places.extend(_births(folded))
    if not places:
        return text
    out = list(text)
    for start, end in places:
        out[start:end] = [MASK if c.isdigit() else c for c in out[start:end]]
    return "".join(out)


def _births(folded: str) -> Iterator[tuple[int, int]]:
    for found in _BORN.finditer(folded):
        group = 1 if found[1] else 2
        before = _LAST_WORD.search(folded[max(0, found.start() - 12) : found.start()])
        year = _YEAR.search(found[group])
        if year and not 1925 <= int(year[0]) <= 2012:
            continue
        if not (before and before[1] in _BEFORE_SINH):
            yield found.span(group)


def mask_batch(batch: Batch) -> Batch:
    """The same batch with every text masked."""
    return replace(batch, results=tuple(r if isinstance(r, Failure) else mask_report(r) for r in batch.results))


def mask_report(report: Report) -> Report:
    """The same report with every text masked."""
    text = mask_text(report.document.raw.text)
    return replace(
        report,
        document=_document(report.document, text),
        assessments=tuple(_assessment(a) for a in report.assessments),
        findings=tuple(_finding(f, report.document.raw.text, text) for f in report.findings),
        matches=tuple(_match(m) for m in report.matches),
    )


def _document(document: Document, text: str) -> Document:
    raw = document.raw
    blocks = tuple(replace(b, text=text[b.start : b.start + len(b.text)]) for b in raw.blocks)
    facts = {
        name: replace(fact, value=mask_text(fact.value))
        for name in ("author", "position", "unit", "party_cell")
        if (fact := getattr(document, name)) is not None
    }
    return replace(
        document,
        raw=replace(raw, text=text, blocks=blocks),
        title=mask_text(document.title),
        sections=tuple(_section(s) for s in document.sections),
        pledges=tuple(_pledge(p, raw.text, text) for p in document.pledges),
        **facts,
    )


def _section(section: Section) -> Section:
    return replace(section, heading=mask_text(section.heading))


def _pledge(pledge: Pledge, plain: str, masked: str) -> Pledge:
    return replace(
        pledge,
        text=_passage(pledge.text, pledge.span, plain, masked),
        parent=mask_text(pledge.parent),
        children=_all(pledge.children),
        aside=mask_text(pledge.aside),
    )


def _passage(text: str, span: Span | None, plain: str, masked: str) -> str:
    """A passage as the whole text masks it: its label may stand outside of the passage."""
    if span is not None and len(text) == span.end - span.start and span.end <= len(plain):
        hidden = masked[span.start : span.end]
        return "".join(MASK if h == MASK and c.isdigit() else c for c, h in zip(text, hidden, strict=True))
    return mask_text(text)


def _assessment(assessment: Assessment) -> Assessment:
    return replace(assessment, slots={k: mask_text(v) if v else v for k, v in assessment.slots.items()})


def _finding(finding: Finding, plain: str, masked: str) -> Finding:
    quote = _passage(finding.quote, finding.span, plain, masked)
    return replace(finding, quote=quote, values=_values(finding.values))


def _values(
    values: Mapping[str, str | int | float | tuple[str, ...]],
) -> dict[str, str | int | float | tuple[str, ...]]:
    return {name: value if name == "path" else _value(value) for name, value in values.items()}


def _value(value: str | int | float | tuple[str, ...]) -> str | int | float | tuple[str, ...]:
    if isinstance(value, str):
        return mask_text(value)
    return _all(value) if isinstance(value, tuple) else value


def _match(match: Match) -> Match:
    return replace(match, text=mask_text(match.text), changed=_all(match.changed))


def _all(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(mask_text(t) for t in texts)
