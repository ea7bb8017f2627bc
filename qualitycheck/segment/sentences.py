"""Facts told in sentences: who introduces himself, what stands behind a name, which organisation speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Literal

from qualitycheck.segment.facts import LABELLED, SENTENCE, Found, as_fact, field_of, found_at
from qualitycheck.segment.lines import Line
from qualitycheck.segment.names import NAME, UNIT_HEAD, UNIT_LINE, is_person
from qualitycheck.types import Fact, Span
from qualitycheck.vietnamese.characters import UPPER, fold, fold_pattern

_SENTENCE_STOP = re.compile(rf"\.\s+(?=[{UPPER}])|[.:]?$")
_EXPLICIT = re.compile(fold_pattern(r"\W*(?:tên tôi là|tôi tên là|họ và tên tôi là)"))
_HOLDS = re.compile(
    r"^(?:hiện(?: nay)?(?: đang)? (?:là|giữ chức vụ|giữ chức|đảm nhiệm)|đang là|là|chức vụ|công tác tại|thuộc)\s+",
    re.IGNORECASE,
)
_CELL_HEAD = re.compile(fold_pattern(r"(?:đảng viên )?(?:chi bộ|đảng bộ)\s"))
_BIRTH = re.compile(fold_pattern(r"(?:sinh|ngày|năm|vào đảng|dân tộc|quê)\b"))
_MEMBER = re.compile(
    fold_pattern(r"(?:là |\.\s*)đảng viên (?:thuộc |của |sinh hoạt tại |đang sinh hoạt tại )?(chi bộ|đảng bộ)")
)
_BELONGS = re.compile(
    fold_pattern(
        rf"\s*[,;(-]\s*(?:(?:trực )?thuộc\s+|của\s+)?(?={UNIT_HEAD}\s|đảng bộ\s|đảng uỷ\s)|\s*[,(]?\s*(?:trực )?thuộc\s+"
    )
)
_ORGANISATION = re.compile(
    fold_pattern(
        rf"(?:tập thể\s+)?(?:chi bộ|đảng bộ|tổ|đội|bộ phận|chi hội|chi đoàn|{UNIT_HEAD})\s+"
        r"(?!(?:xin|cam kết|họp|thống nhất|đề nghị|trình|nhất trí|quyết tâm)\b|đăng ký\b)\w"
    )
)
_PREDICATE = re.compile(
    fold_pattern(
        r"[,\s]+(?:gồm|có \d|đăng ký|họp|thống nhất|thảo luận|quyết nghị|nhất trí|trình|ban hành|xin|cam kết|tiếp tục|xây dựng|quyết tâm|căn cứ|thực hiện)\b|\s*\(\d"
    )
)
_I_AM = re.compile(
    fold_pattern(r"\W*(?:(?:tôi|em|bản thân(?: tôi)?|mình)(?: tên)?(?: tôi)? là|tên tôi là|họ và tên tôi là)\s*:?\s*")
)


def from_sentence(line: Line) -> Iterator[Found]:
    """Facts of an introducing sentence: "Tôi là Trần An, giáo viên, công tác tại Trường …, sinh hoạt tại Chi bộ …"."""
    if member := _MEMBER.search(line.folded):
        yield found_at(line, 0, "party_cell", member.start(1), _sentence_end(line.text, member.end()))
    opening = _I_AM.match(line.folded)
    name = NAME.match(line.text, opening.end()) if opening else None
    if name is None or not (is_person(name[0]) or _EXPLICIT.match(line.folded)):
        return
    yield Found("author", name[0], Span(line.start + name.start(), line.start + name.end()), 0)
    end = _sentence_end(line.text, name.end())
    hits = list(SENTENCE.finditer(line.folded, name.end(), end))
    yield from _tail(line, 0, name.end(), hits[0].start() if hits else end)
    for hit, following in zip_longest(hits, hits[1:]):
        found = found_at(line, 0, field_of(hit), hit.end(), following.start() if following else end)
        if found.value and found.value[0].isalpha():
            yield found


def after_name(line: Line, found: Found) -> Iterator[Found]:
    """What follows a name in its own field: "Hồ Thị Linh (Điều dưỡng trưởng), Trung tâm …; Chi bộ …"."""
    start = found.span.start - line.start
    following = LABELLED.search(line.folded, start)
    end = following.start() if following else len(line.text)
    name = NAME.match(line.text, start)
    if name and name.end() < end and is_person(name[0]):
        yield from _tail(line, found.line, name.end(), end)


def after_post(line: Line, found: Found) -> list[Found]:
    """A post that goes on with the unit, "Dược sĩ, Phó Giám đốc, Bệnh viện …", taken apart; else the post alone."""
    start = found.span.start - line.start
    parts = list(_tail(line, found.line, start, _sentence_end(line.text, start)))
    return parts if any(p.field == "unit" for p in parts) else [found]


def _tail(line: Line, index: int, start: int, end: int) -> Iterator[Found]:
    """Post, unit and cell of a comma-separated run without labels; the words before the unit are the post."""
    post: list[tuple[int, int]] = []
    for piece in re.finditer(rf"(?:(?!\s(?:tại|của)\s(?=[{UPPER}]))[^,;()–])+|\s(?:tại|của)\s", line.text[start:end]):
        text = _HOLDS.sub("", piece[0].strip(" .:-"))
        if text in ("tại", "của"):
            continue
        if not text or not text[0].isalnum():
            continue
        at = start + piece.start() + piece[0].index(text)
        span = (at, at + len(text))
        kind = _kind_of_piece(text)
        if kind == "post":
            post.append(span)
        elif kind is not None:
            yield Found(kind, text, Span(line.start + span[0], line.start + span[1]), index)
    if post and len(line.text[post[0][0] : post[-1][1]].split()) <= 18:
        first, last = post[0][0], post[-1][1]
        yield Found("position", line.text[first:last], Span(line.start + first, line.start + last), index)


def _kind_of_piece(text: str) -> Literal["post", "unit", "party_cell"] | None:
    folded = fold(text)
    if _CELL_HEAD.match(folded):
        return "party_cell"
    if UNIT_LINE.match(folded):
        return "unit"
    return None if folded[0].isdigit() or _BIRTH.match(folded) else "post"


_OF = re.compile(fold_pattern(r"\W*(?:của |đối với )?(?:(?:đồng chí|đ/c|ông|bà|anh|chị) )?"))
_STACK = 3  # short lines under a name that may tell post, unit and cell


def chain(lines: Sequence[Line], at: int) -> Iterator[Found]:
    """A name with what stands behind or under it, no label between: "Trần An - Kế toán - UBND xã … | Chi bộ …".

    Only where a unit or a party cell is among it; a name with a post alone is a signature like any other.
    """
    line = _with_commas(lines[at])
    opening = _OF.match(line.folded)
    name = NAME.match(line.text, opening.end() if opening else 0)
    if name is None or not is_person(name[0]) or line.kind not in ("", "dash"):
        return
    found = list(_tail(line, at, name.end(), len(line.text)))
    if name.end() == len(line.text.rstrip(" .,")):
        for under in lines[at + 1 : at + 1 + _STACK]:
            if under.kind or under.words > 14 or under.cell != line.cell:
                break
            found += _tail(_with_commas(under), at, 0, len(under.text))
    if {"unit", "party_cell"} & {f.field for f in found}:
        yield Found("author", name[0], Span(line.start + name.start(), line.start + name.end()), at)
        yield from found


def _with_commas(line: Line) -> Line:
    """The line with its dashes and bars between words as commas; same length."""
    return replace(line, text=re.sub(r"(?<=\s)[-–|](?=\s)", ",", line.text))


def split_collective(found: Found) -> tuple[Fact, Fact | None]:
    """Name of a collective and the unit it belongs to: "Chi bộ A (thuộc Đảng bộ B)", "Chi bộ A – Trường B"."""
    match = _BELONGS.search(fold(found.value))
    if match is None:
        return as_fact(found), None
    name = found.value[: match.start()].rstrip(" ,;(–-")
    parent = found.value[match.end() :].strip(" ,;()–-.")
    start = found.span.start
    at = start + found.value.index(parent) if parent else start
    return Fact(name, "document", Span(start, start + len(name))), Fact(parent, "document", Span(at, at + len(parent)))


def subject(line: Line) -> Found | None:
    """The organisation that an introducing line speaks of: "Chi bộ A, Trường B, gồm 7 đảng viên, đăng ký …"."""
    opening = _ORGANISATION.match(line.folded)
    if opening is None:
        return None
    stop = _PREDICATE.search(line.folded, opening.end())
    if stop is None and (line.stops or line.words > 16):
        return None
    end = stop.start() if stop else len(line.text)
    value = line.text[:end].rstrip(" ,;:.–-(")
    return (
        Found("collective", value, Span(line.start, line.start + len(value)), 0) if len(value.split()) <= 18 else None
    )


def _sentence_end(text: str, start: int) -> int:
    found = _SENTENCE_STOP.search(text, start)
    return found.start() if found else len(text)
