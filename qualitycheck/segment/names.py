"""Names of people and organisations: what looks like one, and the signer of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualitycheck.segment.lines import Line
from qualitycheck.types import Fact, Span
from qualitycheck.vietnamese.characters import UPPER, fold, fold_pattern

_TITLES = re.compile(r"^(?:đồng chí|đ/c|ông|bà|anh|chị|cô|thầy|bác sĩ|bs\.?|ths\.?|ts\.?|pgs\.?|thượng tá|đại tá|trung tá|"
                     rf"thiếu tá|đại uý|thượng uý|trung uý|thiếu uý)\s+(?=[{UPPER}])", re.IGNORECASE)  # fmt: skip
_SURNAMES = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đinh mai trịnh tô tạ lương vi hà "
    "nông lò giàng sùng thào vàng hạng cao cù chu triệu lâm châu quách thạch kim sơn danh tăng la ma mùa phùng từ "
    "thái tống kiều lưu hứa lục vương doãn nghiêm khuất bế hoàng lầu vừ cầm quàng lường hồ rơ y h' k' a siu ksor "
    "nay rmah đinh bríu zơ mạc văn trương đoàn quản chung ninh cung thân viên tôn ong âu hầu ứng phí ngọ giáp bạch "
    "đàm đồng trang khổng liêu chử cấn "
).split()
_FOLDED_SURNAMES = frozenset(fold(s) for s in _SURNAMES)
NAME = re.compile(rf"(?:[{UPPER}][\w'’]*\s+){{1,5}}[{UPPER}][\w'’]*")
NAME_AT_END = re.compile(rf"(?:[{UPPER}][\w'’]*\s+){{1,4}}[{UPPER}][\w'’]*\Z")
UNIT_HEAD = (
    r"(?:ubnd|uỷ ban nhân dân|hđnd|trường|bệnh viện|trung tâm|trạm|công ty|chi cục|cục|hạt|phòng|sở|ban|hội|đoàn|viện|toà án|"
    r"công an|đồn|ngân hàng|văn phòng|thôn|bản|khu phố|tổ dân phố|khoa|liên đoàn|mặt trận|uỷ ban mặt trận|đảng uỷ|huyện uỷ|"
    r"thành uỷ|tỉnh uỷ|hợp tác xã|nhà máy|xí nghiệp|bảo hiểm|kho bạc|chi nhánh|tiểu đoàn|trung đoàn|đại đội|xã|phường|thị trấn|"
    r"báo(?! cáo)|đài|toà soạn|tạp chí|đại diện cảng|cảng|xưởng|phân xưởng|điện lực|bưu điện|viện kiểm sát|khối|nông trường|lâm trường|"
    r"tổng công ty|doanh nghiệp|học viện|đại học|vườn quốc gia|khu bảo tồn|nhà văn hoá|trại|lữ đoàn|hải đội|chi đội|bộ chỉ huy)"
)
_POSTS_NOT_UNITS = r"(?!\w+\s+(?:trưởng|phó|viên|sĩ)\b)"
UNIT_LINE = re.compile(fold_pattern(rf"{_POSTS_NOT_UNITS}{UNIT_HEAD}\s+\w"))
_SIGNED = re.compile(
    fold_pattern(r"(?:người (?:cam kết|đăng ký|viết)[^:]{0,20}|(?:đã )?ký (?:điện tử|số)[^:]{0,20})\s*:\s*")
)


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
    text = re.split(r"\s*[,;(–<|]|\s-\s", text.strip(), maxsplit=1)[0]
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
    return bool(UNIT_LINE.match(line.folded)) and line.words <= 14
