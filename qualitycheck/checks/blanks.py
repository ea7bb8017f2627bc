"""Blanks and instructions of the form that nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qualitycheck.checks.context import Context, Hit
from qualitycheck.checks.regions import folded_re, last_pledge_end, pledge_at, signature_start
from qualitycheck.types import Block, Document, Span
from qualitycheck.vietnamese.characters import fold, fold_pattern, key

KIND = "blanks"

_SUSPECT = re.compile(r"[…_\[(<]|\.\s?\.|(?<!\w)[xXdD]+(?!\w)| (?:Văn|Thị) [A-Z]\b")
_RUN = re.compile(r"(?:[.…]\s?(?=[.…])|[.…]){2,}|…|_{3,}")
_SLOT = r"(?:[.…_]{1,30}|x{2}|d{2}|m{2})"
_DATE = re.compile(rf"{_SLOT}\s*/\s*{_SLOT}\s*/\s*(?:[.…_]{{1,30}}|x{{4}}|y{{4}}|20[.…_]+|(?:19|20)\d\d)")
_SIGNING_DATE = folded_re(r"(?:[.…_]{1,80}\s*,\s*)?ngày\s*[.…_]+\s*tháng\s*[.…_\d]+\s*năm\s*(?:\d{4}|\d*\s*[.…_]*)")
_FAMILIES = "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Lò|Vàng|Nông|Hà"
_COUNTED = (
    "buổi|lần|hộ|người|ngày|tháng|năm|giờ|em|cháu|bài|cuốn|đồng|triệu|cuộc|lượt|mô hình|đồng chí|đảng viên|chi bộ"
    "|nhiệm vụ|chỉ tiêu|cán bộ|công trình|lớp|m|km|ha|sào"
)
_SAMPLE = re.compile(
    rf"\b(?:{_FAMILIES}) (?:Văn|Thị) [A-Z]\b(?!\.\s?\w)|(?<!\w)[xX]{{3,}}(?!\w)|(?<=số )[xX]{{1,2}}(?!\w)"
    rf"|(?<![\w×])(?<!\d )[xX](?=\s?%| (?:{_COUNTED})\b)"
)
_NUMBER_LINE = folded_re(r"\s*số\s*:?\s*[\d.…_]*\s*-?\s*[/a-zđ]*/[a-zđ-]+\s*$")  # of the letterhead
_YEAR = re.compile(r"(?<!\d)20\d?(?:…|\.{2,}|_+)[.…_]*")
_NUMBER_BEFORE = folded_re(
    r"(?:ít nhất|tối thiểu|tối đa|không quá|khoảng|trên|dưới|số|lớp|ngày|tháng|quý|đạt|được|giúp|từ|đến|trước|năm"
    r"|thứ|còn|là|đ/c|đồng chí|:|/)\s*$"
)
_UNNAMED = folded_re(r"(?<!\w)(?:em|cháu|học sinh|hộ|ông|bà|bệnh nhân)\s+$")  # a person whose name is kept back
_UNIT_AFTER = folded_re(rf"\s?%|\s?(?:m2|m²|km2)(?!\w)|\s+(?:{_COUNTED})\b")


@dataclass(frozen=True, slots=True)
class Params:
    """``labels`` are names of the form's fields; ``instructions`` how the form's remarks in brackets begin;
    ``not_instructions`` are such remarks that a pledge may honestly carry; ``wide`` is the least width, counted in
    dots, of a run of dots that is no ellipsis."""

    labels: tuple[str, ...]
    instructions: tuple[str, ...]
    not_instructions: tuple[str, ...] = ()
    wide: int = 5


def check(document: Document, params: Params, context: Context) -> Iterator[Hit]:
    end = signature_start(document)
    closing = last_pledge_end(document)
    sure: list[tuple[Span, str]] = []
    weak: list[tuple[Span, str]] = []
    for block in document.raw.blocks:
        if block.start >= end or block.part == "note" or not _SUSPECT.search(block.text):
            continue
        folded = fold(block.text)
        if _NUMBER_LINE.match(folded):
            continue
        signing = [Span(block.start + m.start(), block.start + m.end()) for m in _SIGNING_DATE.finditer(folded)]
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
    for finder, what in _FINDERS:
        for start, end in finder(block.text, params, after):
            if not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                yield Span(block.start + start, block.start + end), what


_HEADING = re.compile(fold_pattern(r"(?:phần|mục|điều|nội dung) (?:\d|[ivx]+\b)"))  # "[Mục 1] Đạo đức" of a printout


def _instructions(text: str, params: Params, after: bool) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"\(([^()]{2,120})\)|\[([^\[\]]{2,120})\]|<([^<>]{2,60})>", text):
        inside = key(found[1] or found[2] or found[3])
        if after and "họ" in inside.split() and "tên" in inside.split():
            continue
        if found[1] and re.search(r":\s*[^\W_]", found[1]) and not re.search(r"[.…_]{2}", found[0]):
            continue  # filled in behind the instruction
        if _is_instruction(found[1], found[2], inside, params):
            yield found.start(), found.end()


def _is_instruction(round_: str | None, square: str | None, inside: str, params: Params) -> bool:
    """Square brackets hold nothing else in these documents, but for ticks and numbers; the others need its words."""
    if square is not None:
        if _HEADING.match(inside):
            return False
        return bool(re.search(r"[.…]{2}", square)) or (len(inside) > 2 and not inside.isdigit())
    if round_ is None:
        return _begins(inside, params.labels) or _begins(inside, params.instructions)
    begins = _begins(inside, params.instructions) or bool(re.match(r"(?:nêu|ghi|kể|chọn) (?:từ )?\d", inside))
    return begins and not _begins(inside, params.not_instructions)


@lru_cache(maxsize=16)
def _keys(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Folded phrases, each with a blank behind it."""
    return tuple(f"{key(p)} " for p in phrases)


def _begins(text: str, phrases: tuple[str, ...]) -> bool:
    return f"{text} ".startswith(_keys(phrases))


def _dates(text: str, params: Params, after: bool) -> Iterator[tuple[int, int]]:
    for found in _DATE.finditer(fold(text)):
        yield found.start(), found.end()


def _years(text: str, params: Params, after: bool) -> Iterator[tuple[int, int]]:
    for found in _YEAR.finditer(text):
        yield found.start(), found.end()


def _samples(text: str, params: Params, after: bool) -> Iterator[tuple[int, int]]:
    for found in _SAMPLE.finditer(text):
        if not _UNNAMED.search(fold(text[max(0, found.start() - 20) : found.start()])):
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
        return not _UNIT_AFTER.match(fold(following))
    rest = following.strip()
    if re.fullmatch(r"\d{1,3}", rest):  # a table of contents
        return True
    named = ":" in before[-40:] or _ends_with(key(before[-60:]), params.labels)
    starts = bool(re.match(r"[A-ZÀ-ỸĐ\d]", rest))
    return named and starts and ":" not in following and not _begins(key(rest), params.labels)


def _ends_with(text: str, phrases: tuple[str, ...]) -> bool:
    return any(f" {text}".endswith(f" {k}".rstrip()) for k in _keys(phrases))


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
    if not rest and before and before[-1] not in " :(":  # behind the last word: an enumeration goes on
        return width >= 3 * params.wide
    if width >= params.wide:
        return True
    spaced = before.endswith((" ", ":", "/")) or not before
    if width == 4 and spaced and text[end : end + 1] == " " and not before.rstrip().endswith(","):
        return True
    return (
        width >= 3
        and spaced
        and bool(_NUMBER_BEFORE.search(fold(before[-40:])) or _UNIT_AFTER.match(fold(text[end : end + 40])))
    )


_FINDERS = (
    (_instructions, "instruction"),
    (_dates, "date"),
    (_years, "date"),
    (_samples, "sample"),
    (_runs, "blank"),
)
