"""Which lines are section headings, and which parts of the guidance a heading stands for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from qualitycheck.rules.headings import heading_roles
from qualitycheck.segment.facts import LABELLED, label_only
from qualitycheck.segment.lines import Line, MarkKind, split_at
from qualitycheck.types import Kind
from qualitycheck.vietnamese.characters import fold, fold_pattern

_HEADING_MARKS: frozenset[MarkKind] = frozenset({"part", "roman", "upper", "ordinal", "decimal", "decimals"})
_FIRM_MARKS: frozenset[MarkKind] = frozenset({"part", "roman"})
MAX_WORDS = 18
_OPENS = re.compile(fold_pattern(r"(?:công tác|về|phần|nội dung|mục)\b"))
# "Tôi xin cam kết như sau:" opens the list; it names no part
_LEAD_IN = re.compile(
    fold_pattern(
        r"(?:như sau|sau đây|dưới đây|sau)\s*:?\s*\Z|"
        r"\b(?:tôi|em|mình|chúng tôi|bản thân|tập thể|chi bộ)\b.*\b(?:xin|đăng ký|cam kết|hứa)\b.*:\s*\Z"
    )
)
_SPEAKS = re.compile(fold_pattern(r"\b(?:tôi|em|mình|chúng tôi|năm \d{4})\b"))
_RUN_IN = re.compile(r"[:.](?=\s)")


@dataclass(frozen=True)
class Sections:
    """Canonical parts per kind and the phrases that stand for them in headings (``rules/sections.yaml``)."""

    phrases: Mapping[str, Mapping[str, tuple[str, ...]]]

    @cached_property
    def _all(self) -> re.Pattern[str]:
        return _any_of([p for parts in self.phrases.values() for phrases in parts.values() for p in phrases])

    def roles(self, kind: Kind, heading: str) -> tuple[str, ...]:
        """Canonical parts that ``heading`` names for a document of this kind, in the guidance's order."""
        return heading_roles(heading, self.phrases.get(kind, {}))

    def coverage(self, folded: str) -> float:
        """Share of the characters of a folded line that section phrases and link words account for, 0 to 1.

        Instructions of the form in brackets ("(nêu 2-3 việc)") do not count.
        """
        folded = _BRACKETS.sub("", folded) or folded
        if not self._all.search(folded) and not _NEUTRAL.search(folded):
            return 0.0
        rest = _LINKS.sub(" ", _NEUTRAL.sub(" ", self._all.sub(" ", folded)))
        letters = sum(c.isalnum() for c in folded)
        return 1 - sum(c.isalnum() for c in rest) / letters if letters else 0.0


# names of parts that no guidance demands
_NEUTRAL = re.compile(
    fold_pattern(
        r"\b(?:tên gọi|tên mô hình|ý nghĩa|lý do|hiện trạng|thực trạng|sự cần thiết|đặc điểm tình hình|đối tượng|địa bàn|phạm vi|"
        r"quy mô|nguồn lực|kinh phí|điều kiện|kết quả dự kiến|dự kiến kết quả|kết quả|hiệu quả|nhân rộng|duy trì|kiến nghị|đề xuất|"
        r"phương châm|phương hướng|chỉ tiêu|thông tin chung|phần chung)\b"
    )
)
_BRACKETS = re.compile(r"\([^()]*\)\s*\Z")
_LINKS = re.compile(
    fold_pattern(
        r"\b(?:về|trong|việc|thực hiện|công tác|nội dung|phần|mục|và|của|bản thân|tôi|được|được giao|được phân công|trên|"
        r"theo|các|những|đối với|với|đăng ký|cam kết|nội dung cam kết|phấn đấu|rèn luyện|tu dưỡng|năm \d{4}|hồ chí minh)\b"
    )
)


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    ordered = sorted({fold(p) for p in phrases}, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(p) for p in ordered) + r")(?!\w)" if ordered else r"(?!)")


def split_run_in(lines: Sequence[Line], sections: Sections) -> list[Line]:
    """Cut "1. Về tư tưởng chính trị: luôn …" into the heading and what it introduces."""
    out: list[Line] = []
    sentences = _sentence_heads(lines, sections)
    for i, line in enumerate(lines):
        cut = sentences.get(i) or _run_in_cut(line, sections)
        if cut is None:
            out.append(line)
        else:
            head, rest = split_at(line, cut)
            out += [replace(head, text=head.text.rstrip(" .:"), bold=True, heading=9), replace(rest, bold=False)]
    return out


def _sentence_heads(lines: Sequence[Line], sections: Sections) -> dict[int, int]:
    """Paragraphs that each open with a sentence of a few words ("Việc của tổ dân phố. Tổ chức …"): index -> its length."""
    found: dict[int, int] = {}
    for i, line in enumerate(lines):
        stop = line.text.find(". ")
        headed = not line.kind or line.kind in _HEADING_MARKS
        if headed and stop > 0 and len(line.text[:stop].split()) <= 6 and len(line.text[stop:].split()) >= 5:
            found[i] = stop + 1
    known = sum(sections.coverage(lines[i].folded[:cut]) >= (0.5 if lines[i].kind else 0.3) for i, cut in found.items())
    return found if len(found) >= 3 and known >= 0.6 * len(found) else {}


def _run_in_cut(line: Line, sections: Sections) -> int | None:
    found = _RUN_IN.search(line.text)
    if not found or len(line.text[: found.start()].split()) > 14 or len(line.text[found.end() :].split()) < 4:
        return None
    if label_only(line.text[: found.start()]) is not None or LABELLED.match(line.folded):
        return None  # "Người thực hiện: …" is a fact
    marked = line.kind in _HEADING_MARKS or bool(_OPENS.match(line.folded))
    covered = sections.coverage(line.folded[: found.start()])
    return found.end() if covered >= (0.75 if marked else 0.9) else None


def find_headings(lines: Sequence[Line], sections: Sections) -> set[int]:
    """Indices of the lines that are section headings."""
    strong = {i for i, line in enumerate(lines) if _is_strong(line, sections)} | _outline(lines) | _questions(lines)
    marks = Counter(lines[i].kind for i in strong)
    styles = Counter((lines[i].kind, lines[i].bold, lines[i].upper) for i in strong)
    punctuated = _punctuated(lines, strong)
    weak = {
        i
        for i, line in enumerate(lines)
        if i not in strong
        and line.words <= MAX_WORDS  # first: the pattern below costs the square of a long line
        and not _LEAD_IN.search(line.folded)
        and (_is_weak(line, marks, styles) or (punctuated and _is_bare(lines, i, sections)))
        and not _is_sibling_pledge(lines, i, strong)
    }
    return strong | weak


def _questions(lines: Sequence[Line]) -> set[int]:
    """Short questions that the lines after them answer ("Tôi sửa hạn chế nào?"), where there are several."""
    asked = {
        i for i, line in enumerate(lines) if line.text.endswith("?") and line.words <= 16 and line.kind in ("", "part")
    }
    return asked if len(asked) >= 2 else set()


def _is_strong(line: Line, sections: Sections) -> bool:
    if line.words > MAX_WORDS or not line.text or _LEAD_IN.search(line.folded):
        return False
    ends_open = not line.stops or line.text.endswith(":")
    covered = sections.coverage(line.folded)
    if line.heading is not None and ends_open:
        return True
    if line.kind in _FIRM_MARKS:
        return (covered >= 0.3 and (ends_open or covered >= 0.6)) or ((line.bold or line.upper) and ends_open)
    if line.kind in _HEADING_MARKS:
        return (
            (covered >= 0.6 and ends_open)
            or covered >= 0.9
            or ((line.bold or line.upper) and ends_open and covered >= 0.3)
        )
    if line.kind == "":
        dressed = line.bold or line.upper or line.text.endswith(":")
        if line.bold and covered >= 0.85 and line.words <= 8:
            return True  # "Về nhiệm vụ chính trị."
        return covered >= (0.6 if dressed else 0.85) and ends_open and line.words <= 12
    return (line.bold or line.upper) and covered >= 0.8 and ends_open and line.words <= 10


def _outline(lines: Sequence[Line]) -> set[int]:
    """Lines of one kind of mark that are all short, without a stop, and each followed by items of another kind."""
    out: set[int] = set()
    for kind in _HEADING_MARKS | {"lower", "star"}:
        own = [i for i, line in enumerate(lines) if line.kind == kind]
        if len(own) < 2:
            continue
        heads = [i for i in own if _heads_items(lines, i)]
        if len(heads) >= 0.8 * len(own):
            out.update(heads)
    for heads in (_first_of_block(lines), _introducing(lines), _between_items(lines)):
        if len(heads) >= 3:
            out.update(heads)
    return out


def _first_of_block(lines: Sequence[Line]) -> list[int]:
    """Unmarked short first lines of paragraphs whose other lines are items (soft line breaks)."""
    return [
        i
        for i, line in enumerate(lines[:-1])
        if not line.kind
        and line.words <= 10
        and not line.text.endswith((".", ";", ",", ":"))
        and lines[i + 1].block == line.block
        and lines[i + 1].stops
        and (i == 0 or lines[i - 1].block != line.block)
    ]


def _introducing(lines: Sequence[Line]) -> list[int]:
    """Unmarked short lines with a colon, each before marked items."""
    return [
        i
        for i, line in enumerate(lines[:-1])
        if not line.kind
        and line.words <= 10
        and line.text.endswith(":")
        and lines[i + 1].kind
        and not _LEAD_IN.search(line.folded)
    ]


def _between_items(lines: Sequence[Line]) -> list[int]:
    """Unmarked short lines without a stop, each between a finished line and a marked item: the author's own headings."""
    return [
        i
        for i, line in enumerate(lines[:-1])
        if not line.kind
        and line.words <= 8
        and line.text[:1].isupper()
        and line.text[-1:].isalnum()
        and lines[i + 1].kind
        and (i == 0 or lines[i - 1].text.endswith((".", ";", ":", "!")))
        and label_only(line.text) is None
    ]


def _heads_items(lines: Sequence[Line], i: int) -> bool:
    line = lines[i]
    short = line.words <= 14 and not line.text.endswith((".", ";", "!", "?", ","))
    follows = i + 1 < len(lines) and lines[i + 1].kind != line.kind and lines[i + 1].cell == line.cell
    return short and follows and line.text[:1].isupper()


def _is_weak(line: Line, marks: Counter[MarkKind], styles: Counter[tuple[MarkKind, bool, bool]]) -> bool:
    """Looks like the document's own headings although its words are not known."""
    if line.words > 12 or (line.stops and not line.text.endswith(":")):
        return False
    if line.kind in _FIRM_MARKS:
        return marks[line.kind] >= 1 or line.bold or line.upper
    if not line.kind and line.bold and line.text[0].isupper():
        return True
    same = styles[(line.kind, line.bold, line.upper)]
    if line.kind in _HEADING_MARKS:
        return same >= 2 and (line.bold or line.upper or line.words <= 8)
    return line.kind == "" and same >= 2 and (line.bold or line.upper)


def _punctuated(lines: Sequence[Line], strong: set[int]) -> bool:
    """Nearly all items end with a stop, so that a short line without one stands out."""
    items = [line for i, line in enumerate(lines) if i not in strong and (line.kind or line.words >= 8)]
    return len(items) >= 3 and sum(line.stops for line in items) >= 0.8 * len(items)


def _is_bare(lines: Sequence[Line], i: int, sections: Sections) -> bool:
    """An unmarked short line without a stop between finished items: "Công việc lãnh đạo thôn"."""
    line = lines[i]
    if line.kind or line.words > 8 or line.text.endswith((".", ";", ",", "!", "?")) or i + 1 == len(lines):
        return False
    finished = i == 0 or lines[i - 1].stops or lines[i - 1].text.endswith(":")
    opens = bool(_OPENS.match(line.folded)) or sections.coverage(line.folded) >= 0.3
    return finished and opens and line.text[0].isupper() and (bool(lines[i + 1].kind) or lines[i + 1].stops)


def _is_sibling_pledge(lines: Sequence[Line], i: int, strong: set[int]) -> bool:
    """A short numbered item among other items of one section is a pledge, not a heading."""
    line = lines[i]
    if not line.kind or line.bold or line.upper or line.kind in _FIRM_MARKS:
        return False
    near = [j for j in (i - 1, i + 1) if 0 <= j < len(lines)]
    return any(lines[j].kind == line.kind and j not in strong for j in near)
