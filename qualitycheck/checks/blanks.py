"""Blanks and instructions of the form that nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualitycheck.checks.context import Context, Hit
from qualitycheck.checks.regions import last_pledge_end, pledge_at, signature_start
from qualitycheck.types import Block, Document, Span
from qualitycheck.vietnamese.characters import fold, key

KIND = "blanks"

_RUN = re.compile(r"(?:[.…]\s?(?=[.…])|[.…]){2,}|…|_{3,}")
_DATE_RUN = r"(?:[.…_]{1,30}|x{2}|d{2}|m{2})\s*/\s*(?:[.…_]{1,30}|x{2}|m{2})\s*/\s*(?:[.…_]{1,30}|x{4}|y{4}|20[.…_]+|(?:19|20)\d\d)"
_DATE = re.compile(_DATE_RUN)
_SIGNING_DATE = re.compile(fold(r"ngày\s*[.…_]+\s*tháng\s*[.…_\d]+\s*năm\s*(?:\d{4}|\d*\s*[.…_]*)"))
_SAMPLE = re.compile(
    r"\b(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Vũ|Võ|Đặng|Bùi|Đỗ|Lò|Vàng) (?:Văn|Thị) [A-Z]\b(?!\.\s?\w)|(?<!\w)[xX]{3,}(?!\w)"
)
_NEEDS_NUMBER_BEFORE = re.compile(
    fold(r"(?:ít nhất|tối thiểu|tối đa|không quá|khoảng|trên|dưới|số|lớp|ngày|tháng|quý|đạt|được|giúp|từ|đến|trước|năm|là|:)\s*$")
)  # fmt: skip
_UNIT_AFTER = re.compile(
    fold(r"\s+(?:buổi|lần|hộ|%|người|ngày|tháng|năm|giờ|em|cháu|bài|cuốn|đồng|triệu|cuộc|lượt|mô hình|đồng chí|đảng viên|m\b|km\b)")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Params:
    """``labels`` are names of the form's fields; ``instructions`` how the form's remarks in brackets begin;
    ``not_instructions`` are such remarks that a pledge may honestly carry; ``wide`` is the least width, counted in
    dots, of a run of dots that is no ellipsis."""

    labels: tuple[str, ...]
    instructions: tuple[str, ...]
    not_instructions: tuple[str, ...] = ()
    square: tuple[str, ...] = ()
    wide: int = 5


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    end = signature_start(document)
    closing = last_pledge_end(document)
    sure: list[tuple[Span, str]] = []
    weak: list[tuple[Span, str]] = []
    for block in document.raw.blocks:
        if block.start >= end or block.part == "note":
            continue
        signing = [
            Span(block.start + m.start(), block.start + m.end()) for m in _SIGNING_DATE.finditer(fold(block.text))
        ]
        weak += [(span, "date") for span in signing]
        after = bool(document.pledges) and block.start >= closing
        for span, what in _blanks(block, params, after):
            if not any(s.start <= span.start < s.end for s in signing):
                sure.append((span, what))
    for span, what in sure + (weak if sure else []):
        quote = document.raw.text[span.start : span.end]
        yield Hit(pledge_at(document, span.start), span, quote, {"what": what})


def _blanks(block: Block, params: Params, after: bool) -> Iterator[tuple[Span, str]]:
    """Blanks of a block that are certain; ``after`` the last pledge a signer's instruction is none."""
    taken: list[tuple[int, int]] = []
    for finder, what in ((_instructions, "instruction"), (_dates, "date"), (_samples, "sample"), (_runs, "blank")):
        for start, end in finder(block.text, params, after):
            if not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                yield Span(block.start + start, block.start + end), what


def _instructions(text: str, params: Params, after: bool) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"\(([^()]{2,120})\)|\[([^\[\]]{2,120})\]|<([^<>]{2,60})>", text):
        inside = key(found[1] or found[2] or found[3])
        if after and "họ" in inside.split() and "tên" in inside.split():
            continue
        begins = params.instructions if found[1] else (*params.instructions, *params.square)
        if _begins(inside, begins) and not (found[1] and _begins(inside, params.not_instructions)):
            yield found.start(), found.end()


def _begins(text: str, phrases: tuple[str, ...]) -> bool:
    return any(f"{text} ".startswith(f"{key(p)} ") for p in phrases)


def _dates(text: str, params: Params, after: bool) -> Iterator[tuple[int, int]]:
    for found in _DATE.finditer(fold(text)):
        yield found.start(), found.end()


def _samples(text: str, params: Params, after: bool) -> Iterator[tuple[int, int]]:
    for found in _SAMPLE.finditer(text):
        yield found.start(), found.end()


def _runs(text: str, params: Params, after: bool) -> Iterator[tuple[int, int]]:
    runs = [m.span() for m in _RUN.finditer(text)]
    filled_before = False
    for number, (start, end) in enumerate(runs):
        end = start + len(text[start:end].rstrip())
        before, following = text[:start], text[end : runs[number + 1][0] if number + 1 < len(runs) else len(text)]
        value_before = filled_before or _ends_with_value(before)
        filled = _is_filled(before, following, params)
        if not filled and not value_before and _is_blank(text, start, end, params):
            yield start, end
        filled_before = filled


def _is_filled(before: str, following: str, params: Params) -> bool:
    """Dots that lead to a value: "Họ và tên: ……Nguyễn Văn An……"."""
    if re.match(r"[^\W_]", following):
        return True
    rest = following.strip()
    named = ":" in before[-40:] or _ends_with(key(before), params.labels)
    starts = bool(re.match(r"[A-ZÀ-ỸĐ\d]", rest))
    return named and starts and ":" not in following and not _begins(key(rest), params.labels)


def _ends_with(text: str, phrases: tuple[str, ...]) -> bool:
    return any(f" {text}".endswith(f" {key(p)}") for p in phrases)


def _ends_with_value(before: str) -> bool:
    """Dots that only fill the line up behind a value: "Họ và tên: Nguyễn Văn An……"."""
    label, colon, value = before.rpartition(":")
    return bool(colon) and len(label) < 60 and bool(re.match(r"\s*[^\W_]", value)) and not before.endswith(" ")


def _is_blank(text: str, start: int, end: int, params: Params) -> bool:
    run = text[start:end]
    if "_" in run:
        return True
    width = sum(3 if c == "…" else c == "." for c in run)
    before = text[:start]
    rest = text[end:].strip(" .,;)\"”'")
    if not rest and not before.rstrip().endswith((":", "(")):  # at the end, behind words: an enumeration goes on
        attached = bool(before) and not before[-1].isspace()
        return width >= (4 if attached else 3) * params.wide
    if width >= params.wide:
        return True
    if width < 3:
        return False
    spaced = before.endswith((" ", ":")) or not before
    return spaced and bool(_NEEDS_NUMBER_BEFORE.search(fold(before)) or _UNIT_AFTER.match(fold(text[end:])))
