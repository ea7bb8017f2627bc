"""Quantities: a number with what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualitycheck.specificity.numbers import MULTIPLIERS, number_end
from qualitycheck.specificity.patterns import folded
from qualitycheck.specificity.reading import Reading, Stretch

_BOUND = folded(
    r"(?:ít nhất|tối thiểu|tối đa|không quá|không dưới|từ|trên|dưới|khoảng|hơn|đủ|cả|chừng|gần|thêm|mới|quá|tăng|giảm|vượt)(?: (?:lên|ít nhất|tối thiểu|thêm|xuống|từ))? \Z"
)
_MOST = folded(
    r"(?<![\wđ])(?:một nửa|quá nửa|hơn nửa|gần nửa|phân nửa|nửa)(?: số)? (?:hộ|diện tích|số|em|đảng viên|hội viên|buổi|tiếng|giờ|ngày|tháng|quân số|xóm|thôn|người)|gấp (?:đôi|ba|rưỡi|hai)"
    r"|(?<![\wđ])(?:mấy|vài|dăm|hàng|đôi|gần|hơn|ngót|ngót nghét|xấp xỉ|non|cả|một|nửa|hai|ba) (?:chục|trăm|nghìn|ngàn|tá) (?!năm|phần|lần|mặt|cái|dâu)[^\W\d]+|(?<![\wđ])(?:vài ba|dăm ba|dăm bảy|đôi ba|năm bảy|mươi lăm|mươi) (?:hộ|người|em|cái|chiếc|con|cây|gốc|suất|buổi|bao|cân|nhà|đồng chí|cháu|cụ|cuốn|bộ|đôi|ngày|phần|lá|tấm|bài|việc|xe|cặp)"
    r"|(?<![\wđ])(?:một|hai|ba) phần (?:ba|tư|năm|mười|hai)\b|(?<![\wđ])(?:quá bán|tất cả các (?:hộ|gia đình) (?:trong|của|ở|thuộc))"
    r"|(?<![\wđ])từng (?:hộ|em|người|cháu|nhà|cây|việc|đơn|tổ|bộ|trang|thửa|lô|chiếc|cụ|đồng chí|hồ sơ) một"
    r"|(?<![\wđ])cả (?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) (?!mặt|cấp|miền|phương diện)[^\W\d]+"
)
_GRADED = folded(
    r"hy vọng|cơ hội|nhiệt huyết|trách nhiệm|tấm lòng|vì dân|phiền hà|tiêu cực|tinh thần|ý chí|quyết tâm|tiên tiến|hưởng ứng|toàn diện|thẩm quyền|kế hoạch (?:kinh doanh|công tác|được)|chương trình công tác|vượt yêu cầu|"
    r"gương mẫu|gia đình văn hóa|(?:thôn|ấp|bản|xóm|khu phố|tổ dân phố|cơ quan|đơn vị|khu dân cư) văn hóa|nhiệm vụ(?: [^\W\d]+){0,3} giao|nội dung(?: [^\W\d]+){0,2} (?:đăng ký|cam kết|đề ra)|(?:điều|nội dung|việc) đã (?:đăng ký|cam kết|hứa)|xếp loại|xếp hạng|hoàn thành (?:tốt|xuất sắc)?\s?nhiệm vụ|httnv|htxsnv|trong sạch|vững mạnh|danh hiệu|đủ tư cách|nhiệm vụ được giao|"
    r"chỉ tiêu (?:được giao|đề ra|trên giao|nghị quyết|thi đua|kế hoạch|hđnd|đạt|ban giám đốc|đã)|(?:\d ?%|mọi|các) chỉ tiêu|đồng tình|đồng thuận|tin tưởng|chấp hành|quán triệt|nêu gương|lập trường|an tâm|yên tâm|phẩm chất|đúng (?:quy trình|quy định|pháp luật|thẩm quyền)|"
    r"đánh giá tốt|đạt chuẩn đạo đức|ý thức|bản lĩnh|không vi phạm|nội dung công việc|các mặt công tác|khối lượng công việc|nhận thức|tiêu biểu|đúng, trúng|"
    r"văn bản tham mưu|chất lượng tốt|an toàn tuyệt đối|công việc|học tập nghị quyết|thực hiện (?:tốt|nghiêm)|kế hoạch đề ra|chất lượng, hiệu quả|hòa thuận"
)
_CHANGE = folded(
    r"(?:(?:tăng|giảm|từ|nâng|rút|hạ|đưa)(?: [^\W\d]+){0,2} )*\d+(?:[.,]\d+)?(?: ?%| ?[^\W\d]+){1,2} (?:xuống|lên|còn|thay vì)(?: còn| dưới| trên)* \d+(?:[.,]\d+)?(?: ?%| ?[^\W\d]+)?"
)
_HARD = folded(
    r"đúng(?:,? [^\W\d]+){0,2} (?:quy trình|quy định|pháp luật|thẩm quyền)|toàn diện|hoàn thành (?:tốt|xuất sắc|nhiệm vụ)|hưởng ứng|quyết tâm|tinh thần"
)
_MONEY = frozenset("nghìn ngàn triệu tỉ tỷ trăm chục vạn".split())
_CLOCK_BEFORE = frozenset("vào lúc từ đến trước sau quá hồi".split())
_CLOCK_AFTER = frozenset("sáng chiều tối trưa đêm kém".split())
_CLAUSE_END = frozenset(".;")


def quantities(reading: Reading) -> Iterator[Stretch]:
    """Stretches of true quantities in order; times and names left out."""
    taken = [m.span() for p in (_MOST, _CHANGE) for m in p.finditer(reading.folded)]
    yield from sorted([*taken, *_plain(reading, taken)])


def _plain(reading: Reading, taken: Sequence[Stretch]) -> Iterator[Stretch]:
    tokens, i = reading.tokens, 0
    while i < len(tokens):
        if (
            not reading.is_number(i)
            or tokens[i].text in (MULTIPLIERS - _OWN_NUMBERS)
            or any(a <= tokens[i].start < b for a, b in taken)
        ):
            i += 1
            continue
        end = number_end(tokens, i)
        if reading.in_time(tokens[i]) and not _turns(reading, i, end):
            i = end
            continue
        if (stretch := _counted(reading, i, end)) is not None:
            yield stretch
        i = end


_OWN_NUMBERS = frozenset({"chục", "mươi"})


def _turns(reading: Reading, i: int, end: int) -> bool:
    """ "mỗi tháng một buổi": inside a frequency, yet it counts something more than times."""
    tokens = reading.tokens
    within = any(a <= tokens[i].start < b for a, b in reading.frequencies)
    before = tokens[i - 1].text if i else ""
    return within and end < len(tokens) and tokens[end].text in _TURNS and before not in ("thứ", "mùng", "ngày", "tuần")


_TURNS = frozenset("buổi bữa chuyến tiết cuộc tin bài chuyên phiên đêm ngày giờ tối hộ".split())


def _counted(reading: Reading, i: int, end: int) -> Stretch | None:
    """From the number (with its bound) to the end of what it counts, or None where it counts nothing."""
    tokens = reading.tokens
    percent = end < len(tokens) and tokens[end].text == "%"
    if percent and _graded_share(reading, i) and not _done_by_share(reading, end + 1):
        return None
    while end < len(tokens) and tokens[end].text in ("…", "."):
        end += 1
    unit = 1 if percent else reading.lexicon["units"].at(tokens, end)
    if _clock(reading, i, end):
        return None
    if not unit and tokens[end - 1].text in _MONEY:
        return tokens[i].start, tokens[end - 1].end
    if not unit and not (tokens[i].is_digits and _stands_alone(reading, i, end)):
        return None
    if i > 0 and tokens[i - 1].text in ("tỉ", "lần") and tokens[i - 1].text == "thứ":
        return None
    last = tokens[end + unit - 1]
    start = tokens[i].start
    if bound := _BOUND.search(reading.folded, max(0, start - 24), start):
        start = bound.start()
    return start, last.end


def _clock(reading: Reading, i: int, end: int) -> bool:
    """ "5 giờ chiều", "từ 22 giờ", "6 giờ 50": a time of day."""
    tokens = reading.tokens
    if end >= len(tokens) or tokens[end].text not in ("giờ", "h", "g"):
        return False
    after = tokens[end + 1] if end + 1 < len(tokens) else None
    if after is not None and (after.text in _CLOCK_AFTER or after.is_digits):
        return True
    return i > 0 and tokens[i - 1].text in _CLOCK_BEFORE


def _stands_alone(reading: Reading, i: int, end: int) -> bool:
    """A figure before a common noun that is in no list ("3 luống", "2 xuồng"), not before a mark or a name."""
    tokens = reading.tokens
    if end >= len(tokens) or not tokens[end].is_word or tokens[end].capital:
        return False
    previous = tokens[i - 1] if i else None
    return tokens[end].text not in _NO_NOUN and not (previous is not None and previous.masked)


_HOLLOW = frozenset("đạt hoàn thành giữ đưa xây làm cải".split())
_GROUP_WORDS = 12


def _done_by_share(reading: Reading, start: int) -> bool:
    """ "100% trường cho cha mẹ ký cam kết", "80% phụ nữ được phổ biến …": the counted group does a checkable thing
    before any word of attitude or grade."""
    tokens = reading.tokens
    if start >= len(tokens) or (not reading.lexicon["units"].at(tokens, start) and not _people(reading, start)):
        return False
    limit = next((t.start for t in tokens[start:] if t.text in _CLAUSE_END), len(reading.folded))
    if _HARD.search(reading.folded, tokens[start].start, limit):
        return False
    graded = _GRADED.search(reading.folded, tokens[start].start, limit)
    for k in range(start + 1, min(start + _GROUP_WORDS, len(tokens))):
        if tokens[k].start >= limit or (graded is not None and tokens[k].start >= graded.start()):
            return False
        if reading.lexicon["action-verbs"].at(tokens, k) and tokens[k].text not in _HOLLOW:
            return not reading.lexicon["attitude-verbs"].at(tokens, k)
    return False


def _people(reading: Reading, i: int) -> bool:
    """Whether a group of people or units stands at ``i`` ("cán bộ", "CBGV", "trường", "số hộ")."""
    token = reading.tokens[i]
    return token.acronym or token.text in _GROUPS


_GROUPS = frozenset(
    "số cán công viên hội đoàn đảng người hộ học phụ thanh nông chi trường lớp tổ gia giáo chị trẻ cơ doanh phòng xe các".split()
)
_NO_NOUN = frozenset(
    "và của tại ở về đến từ là thì mà để cho theo gắn với trong trên dưới khi nếu do bằng được không".split()
)


def _graded_share(reading: Reading, i: int) -> bool:
    """Whether the clause around a percentage speaks of attitudes or grades, which nobody can count."""
    tokens = reading.tokens
    left = next((k for k in range(i, -1, -1) if tokens[k].text in _CLAUSE_END or k < i - 14), 0)
    right = next((k for k in range(i, len(tokens)) if tokens[k].text in _CLAUSE_END or k > i + 22), len(tokens) - 1)
    return _GRADED.search(reading.folded, tokens[left].start, tokens[right].end) is not None
