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
from qualitycheck.vietnamese.characters import UPPER, fold, fold_pattern

Field = Literal["author", "collective", "position", "party_position", "unit", "parent", "party_cell", "model", "other"]

_LABELS: tuple[tuple[Field, str], ...] = (
    ("collective", r"tên (?:tập thể|chi bộ|đơn vị|cơ quan|tổ chức)(?: (?:đăng ký|cam kết|thực hiện))*|"
                   r"(?:tập thể|chi bộ|đơn vị|cơ quan) đăng ký(?: mô hình| thực hiện)?|chủ thể(?: đăng ký)?|tập thể|chúng tôi là"),
    ("model", r"tên (?:gọi )?(?:của )?mô hình(?: đăng ký)?|mô hình đăng ký"),
    ("author", r"họ và tên(?: khai sinh| đảng viên)?|họ tên|họ, tên|(?:tôi )?tên(?: tôi)? là|người (?:đăng ký|cam kết|viết|thực hiện|lập)|"
               r"tên (?:tôi|đảng viên)|đảng viên"),
    ("party_position", r"chức vụ (?:trong )?đảng(?:, (?:đoàn thể|chính quyền))?|đảng vụ"),
    ("position", r"chức vụ(?:[,/]? ?(?:chức danh|vị trí việc làm|nhiệm vụ|công việc))?(?: (?:hiện nay|hiện tại|đang đảm nhiệm|"
                 r"chính quyền|đoàn thể|chuyên môn|công tác|được giao|nghề nghiệp))?|chức danh(?: nghề nghiệp)?|"
                 r"vị trí (?:việc làm|công tác)|nghề nghiệp|công việc (?:hiện nay|được giao|đang làm|đảm nhiệm)|nhiệm vụ được giao|"
                 r"nhiệm vụ hiện nay|cấp bậc, chức vụ|cấp bậc[,/ ]+chức vụ"),
    ("party_cell", r"(?:hiện )?(?:đang )?sinh hoạt (?:đảng )?(?:tại|ở)(?: chi bộ)?|đảng viên (?:thuộc )?(?:của )?chi bộ|chi bộ|"
                   r"nơi sinh hoạt(?: đảng)?|tổ chức đảng|thuộc chi bộ"),
    ("unit", r"đơn vị(?: công tác)?|nơi công tác|cơ quan(?:[,/ ]+đơn vị)?(?: công tác)?|(?:hiện )?(?:đang )?công tác tại|"
             r"nơi làm việc|cơ quan công tác|bộ phận công tác|phòng,? ban(?: công tác)?"),
    ("parent", r"trực thuộc|thuộc|thuộc đơn vị|thuộc đảng bộ|đảng bộ|cơ quan chủ quản|đơn vị chủ quản"),
    ("other", r"(?:ngày(?:,? tháng,? năm)? |năm )?sinh(?: ngày| năm)?|sinh năm|ngày (?:vào đảng|chính thức)|vào đảng(?: ngày)?|"
              r"quê quán|dân tộc|tôn giáo|nơi (?:ở|cư trú)(?: hiện nay)?|thường trú(?: tại)?|trú tại|trình độ[^:]{0,40}|"
              r"số (?:điện thoại|thẻ đảng(?: viên)?|cccd|cmnd)|điện thoại|email|giới tính|bí danh|địa chỉ|"
              r"ngày vào đảng chính thức|đối tượng áp dụng|năm đăng ký|lĩnh vực(?: đăng ký)?"),
)  # fmt: skip
_BARE: dict[Field, re.Pattern[str]] = {f: re.compile(rf"(?:{fold_pattern(p)})\Z") for f, p in _LABELS}
_ANY = "|".join(f"(?P<f{i}>{fold_pattern(p)})" for i, (_, p) in enumerate(_LABELS))
_LABELLED = re.compile(rf"(?<!\w)(?:{_ANY})\s*(?:\([^)]{{0,40}}\)\s*)?(?::|\.{{3,}}|…+)\s*")
_SENTENCE = re.compile(rf"(?<!\w)(?:{_ANY})\s*(?::|\.{{2,}}|…+|là(?!\w)|(?:(?<=tại)|(?<=ở)|(?<=thuộc))(?=\s))\s*")
_NEXT_LABEL = re.compile(r";\s*(?=" + "|".join(rf"(?:{fold_pattern(p)})\s" for _, p in _LABELS) + ")")
_SENTENCE_STOP = re.compile(rf"\.\s+(?=[{UPPER}])|[.:]?$")
_LEADERS = re.compile(r"[.…_·]{3,}|…+")
_TITLES = re.compile(r"^(?:đồng chí|đ/c|ông|bà|anh|chị|cô|thầy|bác sĩ|bs\.?|ths\.?|ts\.?|pgs\.?|thượng tá|đại tá|trung tá|"
                     rf"thiếu tá|đại uý|thượng uý|trung uý|thiếu uý)\s+(?=[{UPPER}])", re.IGNORECASE)  # fmt: skip
_SURNAMES = [
    "nguyễn",
    "trần",
    "lê",
    "phạm",
    "hoàng",
    "huỳnh",
    "phan",
    "vũ",
    "võ",
    "đặng",
    "bùi",
    "đỗ",
    "hồ",
    "ngô",
    "dương",
    "lý",
    "đào",
    "đinh",
    "mai",
    "trịnh",
    "tô",
    "tạ",
    "lương",
    "vi",
    "hà",
    "nông",
    "lò",
    "giàng",
    "sùng",
    "thào",
    "vàng",
    "hạng",
    "cao",
    "cù",
    "chu",
    "triệu",
    "lâm",
    "châu",
    "quách",
    "thạch",
    "kim",
    "sơn",
    "danh",
    "tăng",
    "la",
    "ma",
    "mùa",
    "phùng",
    "từ",
    "thái",
    "tống",
    "kiều",
    "lưu",
    "hứa",
    "lục",
    "vương",
    "doãn",
    "nghiêm",
    "khuất",
    "bế",
    "hoàng",
    "lầu",
    "vừ",
    "cầm",
    "quàng",
    "lường",
    "hồ",
    "rơ",
    "y",
    "h'",
    "k'",
    "a",
    "siu",
    "ksor",
    "nay",
    "rmah",
    "đinh",
    "bríu",
    "zơ",
    "mạc",
    "văn",
    "trương",
    "đoàn",
    "quản",
    "chung",
    "ninh",
    "cung",
    "thân",
    "viên",
    "tôn",
    "ong",
    "âu",
    "hầu",
    "ứng",
    "phí",
    "ngọ",
    "giáp",
    "bạch",
    "đàm",
    "đồng",
    "trang",
    "khổng",
    "liêu",
    "chử",
    "cấn",
]
_NAME = re.compile(rf"(?:[{UPPER}][\w'’]*\s+){{1,5}}[{UPPER}][\w'’]*")
_EXPLICIT = re.compile(fold_pattern(r"\W*(?:tên tôi là|tôi tên là|họ và tên tôi là)"))
_UNIT_HEAD = (
    r"(?:ubnd|uỷ ban nhân dân|hđnd|trường|bệnh viện|trung tâm|trạm|công ty|chi cục|cục|hạt|phòng|sở|ban|hội|đoàn|viện|toà án|"
    r"công an|đồn|ngân hàng|văn phòng|thôn|bản|khu phố|tổ dân phố|khoa|liên đoàn|mặt trận|uỷ ban mặt trận|đảng uỷ|huyện uỷ|"
    r"thành uỷ|tỉnh uỷ|hợp tác xã|nhà máy|xí nghiệp|bảo hiểm|kho bạc|chi nhánh|tiểu đoàn|trung đoàn|đại đội|xã|phường|thị trấn)"
)
_HOLDS = re.compile(
    r"^(?:hiện(?: nay)?(?: đang)? (?:là|giữ chức vụ|giữ chức|đảm nhiệm)|đang là|là|chức vụ|công tác tại|thuộc)\s+",
    re.IGNORECASE,
)
_POSTS_NOT_UNITS = r"(?!\w+\s+(?:trưởng|phó|viên|sĩ)\b)"
_CELL_HEAD = re.compile(fold_pattern(r"(?:đảng viên )?(?:chi bộ|đảng bộ)\s"))
_BIRTH = re.compile(fold_pattern(r"(?:sinh|ngày|năm|vào đảng|dân tộc|quê)\b"))
_MEMBER = re.compile(fold_pattern(r"là đảng viên (?:thuộc |của |sinh hoạt tại |đang sinh hoạt tại )?(chi bộ|đảng bộ)"))
_BELONGS = re.compile(
    rf"\s*[,;(–]\s*(?:(?:trực )?thuộc\s+|của\s+)?(?={_UNIT_HEAD}\s|đảng bộ\s|đảng uỷ\s)|\s*[,(]?\s*(?:trực )?thuộc\s+|"
    rf"\s-\s(?={_UNIT_HEAD}\s|đảng bộ\s)",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    fold_pattern(rf"(?:tập thể\s+)?(?:chi bộ|đảng bộ|tổ|đội|bộ phận|chi hội|chi đoàn|{_UNIT_HEAD})\s+\w")
)
_PREDICATE = re.compile(
    fold_pattern(
        r"[,\s]+(?:gồm|có \d|đăng ký|họp|thống nhất|xin|cam kết|tiếp tục|xây dựng|quyết tâm|căn cứ|thực hiện)\b|\s*\(\d"
    )
)
_FOLDED_SURNAMES = frozenset(fold(s) for s in _SURNAMES)
_SPEAKER = re.compile(fold_pattern(r"\W*(?:tôi|em|đ/c|đồng chí)\b"))
_I_AM = re.compile(
    fold_pattern(r"\W*(?:(?:tôi|em|bản thân(?: tôi)?|mình)(?: tên)?(?: tôi)? là|tên tôi là|họ và tên tôi là)\s*:?\s*")
)
_SIGNED = re.compile(fold_pattern(r"(?:người (?:cam kết|đăng ký|viết)[^:]{0,20})\s*:\s*"))
_UNIT_LINE = re.compile(fold_pattern(rf"{_POSTS_NOT_UNITS}{_UNIT_HEAD}\s+\w"))


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


def labelled(lines: Sequence[Line]) -> Iterator[Found]:
    """Every labelled value, in order; a label alone on its line or cell takes the next one as value."""
    for i, line in enumerate(lines):
        hits = [h for h in _LABELLED.finditer(line.folded) if _starts_item(line, h)]
        alone = label_only(line.text)
        if alone is not None and (not hits or not line.text[hits[-1].end() :].strip(" .…_")):
            yield from _from_next(lines, i, alone)
            continue
        if not hits or (hits[0].start() > 3 and not _is_fact_chain(line, hits)):
            continue
        for hit, following in zip_longest(hits, hits[1:]):
            end = following.start() if following else len(line.text)
            yield _found(line, i, _field(hit), hit.end(), end)


def _starts_item(line: Line, hit: re.Match[str]) -> bool:
    """A label begins the line or follows a separator; "chi bộ:" inside a clause is no label."""
    before = line.folded[: hit.start()]
    return not before.strip() or bool(re.search(r"(?:[;,.\t…_/|(]|\s{2,}|-)\s*$", before))


def _is_fact_chain(line: Line, hits: list[re.Match[str]]) -> bool:
    return len(hits) >= 2 or bool(_SPEAKER.match(line.folded))


def _field(hit: re.Match[str]) -> Field:
    return next(f for i, (f, _) in enumerate(_LABELS) if hit.group(f"f{i}") is not None)


def _found(line: Line, index: int, field: Field, start: int, end: int) -> Found:
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
    loose = here.cell is None and after.cell is None and after.words <= 14
    if (same_row or loose) and label_only(after.text) is None and not _LABELLED.match(after.folded):
        yield _found(after, i + 1, field, 0, len(after.text))


def from_sentence(line: Line) -> Iterator[Found]:
    """Facts of an introducing sentence: "Tôi là Trần An, giáo viên, công tác tại Trường …, sinh hoạt tại Chi bộ …"."""
    if member := _MEMBER.search(line.folded):
        yield _found(line, 0, "party_cell", member.start(1), _sentence_end(line.text, member.end()))
    opening = _I_AM.match(line.folded)
    name = _NAME.match(line.text, opening.end()) if opening else None
    if name is None or not (is_person(name[0]) or _EXPLICIT.match(line.folded)):
        return
    yield Found("author", name[0], Span(line.start + name.start(), line.start + name.end()), 0)
    end = _sentence_end(line.text, name.end())
    hits = list(_SENTENCE.finditer(line.folded, name.end(), end))
    yield from _tail(line, 0, name.end(), hits[0].start() if hits else end)
    for hit, following in zip_longest(hits, hits[1:]):
        found = _found(line, 0, _field(hit), hit.end(), following.start() if following else end)
        if found.value and found.value[0].isalpha():
            yield found


def after_name(line: Line, found: Found) -> Iterator[Found]:
    """What follows a name in its own field: "Hồ Thị Linh (Điều dưỡng trưởng), Trung tâm …; Chi bộ …"."""
    start = found.span.start - line.start
    following = _LABELLED.search(line.folded, start)
    end = following.start() if following else len(line.text)
    name = _NAME.match(line.text, start)
    if name and name.end() < end and is_person(name[0]):
        yield from _tail(line, found.line, name.end(), end)


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
    if _UNIT_LINE.match(folded):
        return "unit"
    return None if folded[0].isdigit() or _BIRTH.match(folded) else "post"


def split_collective(found: Found) -> tuple[Fact, Fact | None]:
    """Name of a collective and the unit it belongs to: "Chi bộ A (thuộc Đảng bộ B)", "Chi bộ A – Trường B"."""
    match = _BELONGS.search(found.value)
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


def is_person(text: str) -> bool:
    """A Vietnamese personal name: two to six capitalised words, the first a family name or every word a plain syllable."""
    text = _TITLES.sub("", text.strip(" .,;:"))
    parts = text.split()
    if not 2 <= len(parts) <= 6 or any(c.isdigit() for c in text):
        return False
    if not all(p[0].isupper() for p in parts):
        return False
    return fold(parts[0]) in _FOLDED_SURNAMES or bool(re.match(r"(?:H|K|R|Y|Ksor|Siu|A)['’ ]", text))


def person(text: str) -> str:
    """A personal name without forms of address and without what follows it after a comma or dash."""
    text = re.split(r"\s*[,;(–]|\s-\s", text.strip(), maxsplit=1)[0]
    text = _TITLES.sub("", text.strip(" .:"))
    return " ".join(text.split())


def signer(lines: Sequence[Line]) -> Fact | None:
    """The personal name under the signature, the last one that stands alone on its line or cell."""
    for line in reversed(lines):
        text = line.text.strip(" .")
        after = _SIGNED.match(line.folded)
        if after:
            text = line.text[after.end() :].strip(" .")
        if (text and not line.upper and is_person(text)) or (line.upper and is_person(text.title())):
            start = line.text.index(text)
            return Fact(person(text), "document", Span(line.start + start, line.start + start + len(text)))
    return None


def unit_line(line: Line) -> bool:
    """A line of the letterhead that names an organisation."""
    return bool(_UNIT_LINE.match(line.folded)) and line.words <= 14


def as_fact(found: Found) -> Fact:
    return Fact(found.value, "document", found.span)
