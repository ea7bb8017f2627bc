"""What the columns of a register are for, by their Vietnamese names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from qualitycheck.load.workbook import Rows
from qualitycheck.vietnamese.characters import fold, fold_pattern

Role = Literal[
    "index", "name", "position", "party_position", "unit", "cell", "year", "birth", "model", "part", "content", "aside",
    "remark", "other",
]  # fmt: skip

# the first that matches decides: "Đơn vị đăng ký" names a unit, "Năm đăng ký" a year, "Người đăng ký" a person
_NAMES: tuple[tuple[Role, str], ...] = (
    ("index", r"(?:tt|stt|số tt|số thứ tự|no|#)\W*\Z"),
    ("birth", r"(?:ngày|năm)?(?:,? ?(?:tháng|ngày))?(?:,? ?năm)? ?sinh\b"),
    ("name", r"họ(?: và| ,|,| &)?(?: chữ)?(?: đệm| lót)?(?: và)?(?: tên)?\b|(?:tên |họ tên )?(?:đảng viên|cán bộ|công chức|viên chức|"
             r"hội viên|đoàn viên|giáo viên|nhân viên|cá nhân)(?:,.{0,40}|\Z| đăng ký| cam kết)|người (?:đăng ký|cam kết|viết)|tên\Z"),
    ("party_position", r"chức vụ (?:trong |về )?đảng|đảng vụ"),
    ("position", r"chức (?:vụ|danh)|vị trí (?:việc làm|công tác)|nghề nghiệp|cấp bậc"),
    ("model", r"tên (?:gọi )?(?:của )?mô hình|mô hình(?: đăng ký)?\Z"),
    ("remark", r"ghi chú|đánh giá|chấm điểm|điểm|nhận xét|xác nhận|ký(?: tên)?\Z|chữ ký|(?:số )?điện thoại|email|kết quả (?:đạt|thực hiện)"),
    ("year", r"năm(?: đăng ký| cam kết| thực hiện| học)?\Z"),
    ("cell", r"(?:tên )?(?:chi bộ|đảng bộ|chi đảng bộ|nơi sinh hoạt|sinh hoạt (?:tại|đảng))(?! giao)"),
    ("aside", r"biện pháp|giải pháp|cách (?:làm|thức)|thời (?:gian|hạn|điểm)|tiến độ|(?:hạn|ngày) hoàn thành|hoàn thành|sản phẩm|"
              r"minh chứng|người (?:thực hiện|phụ trách|phối hợp|chịu trách nhiệm)|(?:đơn vị|bộ phận) (?:phối hợp|chủ trì|thực hiện)|"
              r"nguồn lực|kinh phí|kết quả dự kiến|dự kiến kết quả|địa điểm|phụ trách|phối hợp"),
    ("unit", r"(?:tên )?(?:đơn vị|cơ quan|phòng|ban|tập thể|tổ chức|nơi công tác|nơi làm việc|trường|bộ phận|tổ)(?: .{0,30})?\Z"),
    ("part", r".*(?:tư tưởng|đạo đức|lối sống|phong cách|tác phong|lề lối|chức trách|nêu gương|tổ chức kỷ luật|khắc phục|"
             r"học tập|làm theo (?:bác|tấm gương)|tự phê bình)"),
    ("content", r".*(?:nội dung|cam kết|đăng ký|việc làm|công việc|nhiệm vụ|mục tiêu|phấn đấu|chỉ tiêu|việc cụ thể)"),
)  # fmt: skip
_PATTERNS = tuple((role, re.compile(fold_pattern(pattern))) for role, pattern in _NAMES)
_FIRST_ROWS = 25
_LONGEST_NAME = 30  # words of a column's name, its explanation in brackets included
_COUNT = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])\)?(?:\s*=.*)?\Z")


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of a register: ``first`` is the row of its first data, ``names`` and ``roles`` go by column."""

    head: int
    first: int
    names: Mapping[int, str]
    roles: Mapping[int, Role]
    of_units: bool = field(default=False)  # one row per unit, no person named

    def of(self, *roles: Role) -> list[int]:
        return [column for column, role in sorted(self.roles.items()) if role in roles]


def role_of(name: str) -> Role:
    """What a column of this name holds."""
    folded = " ".join(fold(name).split()).strip(" .:*")
    if not folded or len(folded.split()) > _LONGEST_NAME:
        return "other"
    return next((role for role, pattern in _PATTERNS if pattern.match(folded)), "other")


def find_columns(rows: Rows) -> Columns | None:
    """The header row among the first rows: it names who promises and what; None where the sheet is no register."""
    for head, row in enumerate(rows[:_FIRST_ROWS]):
        if sum(bool(cell) for cell in row) < 2:
            continue
        names, first = _with_subnames(rows, head)
        roles = {column: role_of(name) for column, name in names.items()}
        found = Columns(head, first, names, roles)
        if not found.of("content", "part"):
            continue
        if found.of("name"):
            return found
        if _is_register_of_units(found, rows):
            return Columns(head, first, names, _as_units(found), of_units=True)
    return None


def _with_subnames(rows: Rows, head: int) -> tuple[dict[int, str], int]:
    """Names by column; a second header row under merged names ("Nội dung" over "Tư tưởng", "Đạo đức") is joined in."""
    names = {column: " ".join(cell.split()) for column, cell in enumerate(rows[head]) if cell}
    first = head + 1
    below = rows[first] if first < len(rows) else ()
    under = {column: " ".join(cell.split()) for column, cell in enumerate(below) if cell}
    if under and _are_subnames(names, under):
        parents = {c: max((p for p in names if p <= c), default=c) for c in under}
        wide = {p for c, p in parents.items() if c != p}
        for column, name in under.items():
            names[column] = name if column not in names or column in wide else f"{names[column]} {name}"
        first += 1
    while first < len(rows) and _is_count(rows[first]):
        first += 1
    return names, first


def _are_subnames(names: Mapping[int, str], under: Mapping[int, str]) -> bool:
    fresh = [c for c in under if c not in names]
    if not fresh or min(under) < min(names):
        return False
    known = sum(role_of(name) not in {"other", "index"} for name in under.values())
    taken = [c for c in under if c in names and c + 1 not in under]
    return known >= 0.6 * len(under) and not taken and all(len(n.split()) <= _LONGEST_NAME for n in under.values())


def _is_count(row: Sequence[str]) -> bool:
    """The row "(1) (2) (3)" or "A B 1 2" under many headers."""
    cells = [cell for cell in row if cell]
    return len(cells) >= 2 and all(_COUNT.match(cell) for cell in cells)


def _is_register_of_units(found: Columns, rows: Rows) -> bool:
    """Each row another unit, or another model: a plan's "Đơn vị" column repeats itself."""
    who = found.of("unit", "cell", "model")
    if not who or who[0] > found.of("content", "part")[0]:
        return False
    values = [row[who[0]] for row in rows[found.first :] if len(row) > who[0] and row[who[0]]]
    return len(values) >= 2 and len({fold(v) for v in values}) == len(values)


def _as_units(found: Columns) -> dict[int, Role]:
    return dict(found.roles)
