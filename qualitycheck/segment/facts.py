"""Header facts that the document states: author, post, unit, party cell.

Read from labelled lines ("Họ và tên: …", several on one line, dotted leaders), label and value in two cells or two
lines, sentences ("Tôi tên là …, chức vụ …"), the letterhead and the signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from qualitycheck.segment.lines import Line
from qualitycheck.types import Fact, Span
from qualitycheck.vietnamese.characters import fold, fold_pattern, without_marks

Field = Literal["author", "collective", "position", "party_position", "unit", "parent", "party_cell", "model", "other"]

_LABELS: tuple[tuple[Field, str], ...] = (
    ("collective", r"tên (?:tập thể|chi bộ|đơn vị|cơ quan|tổ chức)(?: (?:đăng ký|cam kết|thực hiện))*|"
                   r"(?:tập thể|chi bộ|đơn vị|cơ quan) (?:đăng ký|trình|đề xuất|xây dựng)(?: mô hình| thực hiện)?|chủ thể(?: đăng ký)?|tập thể|chúng tôi là"),
    ("model", r"tên (?:gọi )?(?:của )?mô hình(?: đăng ký)?|mô hình đăng ký"),
    ("author", r"họ và tên(?: khai sinh| đảng viên)?|họ tên|họ, tên|(?:tôi )?tên(?: tôi)? là|người (?:đăng ký|cam kết|viết|thực hiện|lập)|"
               r"tên (?:tôi|đảng viên)|đảng viên|from|người gửi"),
    ("party_position", r"chức vụ (?:trong )?đảng(?:, (?:đoàn thể|chính quyền))?|đảng vụ"),
    ("position", r"hiện(?: nay| đang)? (?:là|giữ chức(?: vụ)?)|chức vụ(?:[,/]? ?(?:chức danh|vị trí việc làm|nhiệm vụ|công việc))?(?: (?:hiện nay|hiện tại|đang đảm nhiệm|"
                 r"chính quyền|đoàn thể|chuyên môn|công tác|được giao|nghề nghiệp))?|chức danh(?: nghề nghiệp)?|"
                 r"vị trí (?:việc làm|công tác)|nghề nghiệp|công việc(?: (?:hiện nay|được giao|đang làm|đảm nhiệm))?|nhiệm vụ được giao|"
                 r"nhiệm vụ hiện nay|cấp bậc, chức vụ|cấp bậc[,/ ]+chức vụ"),
    ("party_cell", r"(?:hiện )?(?:đang )?sinh hoạt (?:đảng )?(?:tại|ở)(?: chi bộ)?|đảng viên (?:thuộc )?(?:của )?chi bộ|chi bộ|"
                   r"nơi sinh hoạt(?: đảng)?|tổ chức đảng|thuộc chi bộ"),
    ("unit", r"đơn vị(?: công tác)?|nơi công tác|cơ quan(?:[,/ ]+đơn vị)?(?: công tác)?|(?:hiện )?(?:đang )?công tác tại|"
             r"nơi làm việc|cơ quan công tác|trường|công ty|doanh nghiệp|bộ phận công tác|phòng,? ban(?: công tác)?"),
    ("parent", r"trực thuộc|thuộc|thuộc đơn vị|thuộc đảng bộ|đảng bộ|cơ quan chủ quản|đơn vị chủ quản"),
    ("other", r"(?:ngày(?:,? tháng,? năm)? |năm )?sinh(?: ngày| năm)?|sinh năm|ngày (?:vào đảng|chính thức)|vào đảng(?: ngày)?|"
              r"quê quán|dân tộc|tôn giáo|nơi (?:ở|cư trú)(?: hiện nay)?|thường trú(?: tại)?|trú tại|trình độ[^:]{0,40}|"
              r"số (?:điện thoại|thẻ đảng(?: viên)?|cccd|cmnd)|điện thoại|email|giới tính|bí danh|địa chỉ|"
              r"ngày vào đảng chính thức|đối tượng áp dụng|(?:năm|kỳ)(?: đăng ký| cam kết| đánh giá)|lĩnh vực(?: đăng ký)?|"
              r"mã (?:phiếu|số|hồ sơ)|số phiếu|trạng thái|năm|loại|người nhập|mô tả|"
              r"kết quả năm (?:trước|qua|ngoái|\d{4})|địa điểm|thành phần|chủ (?:trì|toạ)|thư ký|thời gian(?=\s*:\s*\d{1,2}\s*(?:giờ|h))|to|sent|cc|bcc|subject|date"),
)  # fmt: skip
_BARE: dict[Field, re.Pattern[str]] = {f: re.compile(rf"(?:{fold_pattern(p)})\Z") for f, p in _LABELS}
_ANY = "|".join(f"(?P<f{i}>{fold_pattern(p)})" for i, (_, p) in enumerate(_LABELS))
LABELLED = re.compile(rf"(?<!\w)(?:{_ANY})\s*(?:\([^)]{{0,40}}\)\s*)?(?:[:=|\t][ \t:=|]*|\.{{3,}}|…+)\s*")
SENTENCE = re.compile(rf"(?<!\w)(?:{_ANY})\s*(?::|\.{{2,}}|…+|là(?!\w)|(?:(?<=tại)|(?<=ở)|(?<=thuộc))(?=\s))\s*")
_NEXT_LABEL = re.compile(r";\s*(?=" + "|".join(rf"(?:{fold_pattern(p)})\s" for _, p in _LABELS) + ")")
_LEADERS = re.compile(r"[.…_·]{3,}|…+")
_SPEAKER = re.compile(fold_pattern(r"\W*(?:tôi|em|đ/c|đồng chí)\b"))


@dataclass(frozen=True, slots=True)
class Found:
    """A labelled value in the text; ``span`` is empty-valued when the form was left blank."""

    field: Field
    value: str
    span: Span
    line: int  # index into the lines given


def label_only(text: str) -> Field | None:
    """The field whose label the whole text is ("Họ và tên:"), for tables and two-line forms."""
    bare = fold(text).strip(" :.-…*•\t")
    bare = re.sub(r"\s*\([^)]*\)$", "", bare)
    return next((f for f, pattern in _BARE.items() if pattern.match(bare)), None)


# labels as programs write them: "TEN_DON_VI: …"
_PLAIN: tuple[tuple[Field, re.Pattern[str]], ...] = tuple(
    (f, re.compile(rf"(?:{without_marks(p)})\Z")) for f, p in _LABELS
)
_KEY = re.compile(r"([A-Za-z][A-Za-z_ ]{2,30}?)\s*[:=]\s*(?=\S)")


def _plain_key(line: Line) -> tuple[Field, int] | None:
    """Field and end of an unmarked label with its colon."""
    found = _KEY.match(line.text)
    if found is None:
        return None
    name = found[1].replace("_", " ").lower()
    return next(((f, found.end()) for f, pattern in _PLAIN if pattern.match(name)), None)


def labelled(lines: Sequence[Line]) -> Iterator[Found]:
    """Every labelled value, in order; a label alone on its line or cell takes the next one as value."""
    below = _values_below(lines)
    for i, line in enumerate(lines):
        hits = [h for h in LABELLED.finditer(line.folded) if _starts_item(line, h)]
        if not hits and (plain := _plain_key(line)):
            yield found_at(line, i, plain[0], plain[1], len(line.text))
            continue
        alone = label_only(line.text)
        if alone is not None and (not hits or not line.text[hits[-1].end() :].strip(" .…_")):
            if i in below:
                yield found_at(lines[below[i]], below[i], alone, 0, len(lines[below[i]].text))
            else:
                yield from _from_next(lines, i, alone)
            continue
        if not hits or (hits[0].start() > 3 and not _is_fact_chain(line, hits)):
            continue
        for hit, following in zip_longest(hits, hits[1:]):
            end = following.start() if following else len(line.text)
            if following is None and not line.text[hit.end() :].strip():
                yield from _from_next(lines, i, field_of(hit))
            else:
                yield found_at(line, i, field_of(hit), hit.end(), end)


def _values_below(lines: Sequence[Line]) -> dict[int, int]:
    """Cells of a row of labels with the cell that stands under each: a form with its labels across the page."""
    places = {(n.cell.table, n.cell.row, n.cell.column): i for i, n in enumerate(lines) if n.cell}
    labels = {place: i for place, i in places.items() if label_only(lines[i].text) is not None}
    out: dict[int, int] = {}
    for (table, row, column), i in labels.items():
        in_row = [place for place in places if place[:2] == (table, row)]
        under = places.get((table, row + 1, column))
        if len(in_row) >= 2 and all(place in labels for place in in_row) and under is not None:
            out[i] = under
    return out


def _starts_item(line: Line, hit: re.Match[str]) -> bool:
    """A label begins the line or follows a separator; "chi bộ:" inside a clause is no label."""
    before = line.folded[: hit.start()]
    return not before.strip() or bool(re.search(r"(?:[;,.\t…_/|(]|\s{2,}|-)\s*$", before))


def _is_fact_chain(line: Line, hits: list[re.Match[str]]) -> bool:
    return len(hits) >= 2 or bool(_SPEAKER.match(line.folded))


def field_of(hit: re.Match[str]) -> Field:
    return next(f for i, (f, _) in enumerate(_LABELS) if hit.group(f"f{i}") is not None)


def found_at(line: Line, index: int, field: Field, start: int, end: int) -> Found:
    raw = line.text[start:end]
    lead = re.match(r"[\s.…_·:\-]*", raw)
    offset = start + (lead.end() if lead else 0)
    value = line.text[offset:end]
    for stop in (_LEADERS.search(value), _NEXT_LABEL.search(fold(value))):
        if stop:
            value = value[: stop.start()]
    value = value.rstrip(" \t.,;…_-–*/|(")
    if value.endswith(")") and "(" not in value:
        value = value[:-1]
    return Found(field, value, Span(line.start + offset, line.start + offset + len(value)), index)


def _from_next(lines: Sequence[Line], i: int, field: Field) -> Iterator[Found]:
    here = lines[i]
    if i + 1 >= len(lines):
        return
    after = lines[i + 1]
    same_row = here.cell is not None and after.cell is not None and (here.cell.table, here.cell.row) == (
        after.cell.table, after.cell.row)  # fmt: skip
    loose = here.cell is None and after.cell is None and after.words <= (14 if here.words <= 6 else 30)
    if (same_row or loose) and label_only(after.text) is None and not LABELLED.match(after.folded):
        yield found_at(after, i + 1, field, 0, len(after.text))


def as_fact(found: Found) -> Fact:
    return Fact(found.value, "document", found.span)
