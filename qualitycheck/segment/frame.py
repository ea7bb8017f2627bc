"""The frame of a document: title, kind, year, and where letterhead, body and closing lie."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from qualitycheck.segment.facts import label_only
from qualitycheck.segment.lines import Line
from qualitycheck.segment.names import NAME_AT_END, is_person, unit_line
from qualitycheck.types import Kind
from qualitycheck.vietnamese.characters import UPPER, fold, fold_pattern

_TITLE = re.compile(
    fold_pattern(
        r"(?=.*\b(?:cam kết|đăng ký|giao ước|mô hình|tu dưỡng|rèn luyện|làm theo|học tập|phấn đấu|hành động|kế hoạch|nêu gương)\b)"
        r"(?:(?:bản|bảng|biểu|phiếu|giấy|tờ|đơn|mẫu|hồ sơ)\s+(?!thân\b)(?:\w+\s+){0,5}?"
        r"(?:cam kết|đăng ký|giao ước|mô hình|tu dưỡng|học tập|làm theo|hành động|phấn đấu)|"
        r"(?:cam kết|đăng ký|giao ước|mô hình|kế hoạch|chương trình|thuyết minh|đề án|hồ sơ|nội dung (?:cam kết|đăng ký|học tập))\b)"
    )
)
_SUBTITLE = re.compile(
    fold_pattern(
        r"\W*(?:\(?(?:về|năm|học tập|tu dưỡng|rèn luyện|phấn đấu|nội dung|thực hiện|làm theo|đăng ký|cam kết|trong|của|xây dựng|"
        r"giai đoạn|tư tưởng|theo|mô hình|dành cho|đối với|nêu gương|việc)\b|[\"“])"
    )
)
_NAMES_YEAR = re.compile(fold_pattern(r"hồ chí minh|năm (?:học )?20\d\d\W*\Z"))
_YEAR = re.compile(r"(?<![\d/.-])(20[0-4]\d|199\d)(?![\d-]|[/.]\w)")
_TITLE_YEAR = re.compile(r"năm\s*(?:học\s*)?:?\s*(20[0-4]\d)")
_DATED = re.compile(fold_pattern(r"ngày\s*[\d.…]*\s*tháng\s*[\d.…]*\s*năm\s*(20[0-4]\d)"))
_DATE = re.compile(r"(?<!\d)\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(20[0-4]\d)(?!\d)")
_THIS_YEAR = re.compile(
    fold_pattern(
        r"(?:cam kết|đăng ký|chuyên đề|thực hiện|phấn đấu|nhiệm vụ|kế hoạch|trong|sang|từ)\s+(?:\w+\s+){0,4}?(?:năm|nam|kỳ)\s*:?\s*(20[0-4]\d)|"
        r"\A\W*(?:kỳ(?: \w+){0,2}\s*:?|(?:năm|nam)(?: cam kết| đăng ký)?\s*[:=])\s*(20[0-4]\d)\b"
    )
)
_LETTERHEAD = re.compile(
    fold_pattern(
        r"\W*(?:đảng cộng sản việt nam|cộng ho[àa] xã hội|độc lập\s*-\s*tự do|đảng bộ|đảng uỷ|chi bộ|tỉnh uỷ)\b"
    )
)

_SIGN = re.compile(
    fold_pattern(
        r"\W*(?:ký tên\b|(?:phó )?(?:bí thư|chủ tịch|trưởng \w+|giám đốc)(?: \w+){0,3}\s*:\s*\w+(?: \w+){1,5}\W*\Z|người (?:cam kết|đăng ký|viết(?: cam kết| bản)?|làm cam kết|thực hiện|lập|khai)\b(?!.*\w{3,} \w+ \w+ \w+ \w+ \w+ \w+ \w+)|"
        r"xác nhận(?: của)?\b|(?:ý kiến|nhận xét)(?:,? (?:xác nhận|đánh giá|nhận xét))* (?:của )?(?:chi bộ|chi uỷ|cấp uỷ|đảng uỷ|"
        r"thủ trưởng|cơ quan|đơn vị|lãnh đạo|bí thư|cấp trên|thường trực|đảng bộ|ban)\b|đại diện\s*:|t/?\s?m\b\.?|thay mặt\b|k/?t\b\.?|nơi nhận\b|lưu\s*:|"
        r"\(?(?:ký|kí)(?:,| và)? (?:và )?ghi rõ|(?:bí thư|phó bí thư|thủ trưởng(?: đơn vị)?|chủ tịch|hiệu trưởng|giám đốc|trưởng phòng|chi uỷ|đại diện|"
        r"tập thể)\W*\Z|(?:.{3,40}\s)?\(?đã ký\)?\W*\Z|"
        r"người (?:giám sát|xác nhận|phê duyệt)|(?:phê |ký )?duyệt(?: của .{3,30})?\W*\Z|chữ ký\b|hết\W*\Z|sent from\b|"
        r"(?:chi bộ|chi uỷ|cấp uỷ|đảng uỷ|thủ trưởng|cơ quan) (?:đã )?(?:xác nhận|nhận xét|duyệt)\b(?=[^.;]{0,25}\Z)|"
        r"trạng thái\s*:|(?:đã |được )?(?:ký|xác nhận|phê duyệt) (?:điện tử|số|bằng|qua)\b|người \w+ \w+ đã (?:ký|xác nhận)\b|(?:đại diện|thay mặt) (?:chi bộ|đơn vị|tập thể|cơ quan|ban)\b.{0,25}\Z)"
    )
)
# the cell's opinion, written out on the line of its head
_CONFIRMS = re.compile(
    fold_pattern(r"\W*(?:ý kiến|nhận xét|xác nhận)(?:,? (?:xác nhận|đánh giá|nhận xét))* (?:của )?[^:.]{2,40}:")
)
_DATE_WORDS = fold_pattern(
    r"(?P<date>ngày\b.{0,12}tháng\b.{0,10}năm\b.{0,8}|(?:ngày\s*)?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|"
    r"tháng\s+\S+(?:\s+\S+)?\s+năm\s+[\w\s]{2,12})"
)
# a place may end in a number ("Nậm Hoi 2,") only before its comma: else the number is the day
_PLACE = r"(?:[\w\s.'-]{2,40},|[^\W\d](?:[^\W\d]|[\s.'-]){1,39})"
_PLACE_DATE = re.compile(rf"(?:{_PLACE}\s*)?{_DATE_WORDS}\W*\Z")
_DATED_START = re.compile(rf"(?:{_PLACE}\s*)?{_DATE_WORDS.replace('.{0,8}', chr(92) + 's*[0-9]{4}')}[.;]\s")
_CLOSING = re.compile(
    fold_pattern(
        r"\W*(?:trên đây là|trên đây,|với (?:những|các) nội dung (?:trên|cam kết)|(?:tôi|em|chúng tôi|tập thể|bản thân(?: tôi)?) (?:xin|xin chân "
        r"thành|xin trân trọng)\b(?! đăng ký (?:thực hiện )?(?:các|những)?.*:$)|(?:tôi|em) (?:cam đoan|hứa|nguyện|rất mong|kính mong)\b|"
        r"kính (?:mong|đề nghị|trình)|rất mong|(?:xin )?trân trọng\b|xin (?:hứa|chân thành|cảm ơn|cám ơn)|(?:tôi |em |chúng tôi )?(?:kính )?đề nghị (?:chi bộ|chi uỷ|cấp uỷ|đảng uỷ|"
        r"các đồng chí|cấp trên|lãnh đạo)\b.{0,80}(?:giúp đỡ|góp ý|giám sát|theo dõi|xem xét|phê duyệt|tạo điều kiện|công nhận|ghi nhận)|"
        r"(?:bản|nội dung) (?:cam kết|đăng ký|kế hoạch)?\s*này\b|nếu (?:vi phạm|không thực hiện|sai|không đạt).{0,60}(?:trách nhiệm|kỷ luật|hình thức)|"
        r"ngày\s*[….\d]+\s*tháng\s*[….\d]+\s*năm|(?:trong )?quá trình (?:tổ chức )?thực hiện,? nếu (?:có|cần)|"
        r"(?:tôi|em|chúng tôi|chi bộ|tập thể)\b.{0,60}\bbản này\b|.{0,60}\b(?:đọc(?: lại)? bản này|lời hứa (?:với|trước|danh dự|của))\b|"
        r"(?:bản|phiếu|kế hoạch|nội dung) (?:cam kết |đăng ký )?này\b|chào\b|đã (?:được )?thông qua\b|"
        r"(?:tôi|em|chúng tôi) (?:xin )?gửi (?:kèm|một bản|bản)\b|(?:tôi |em |chúng tôi )?đề nghị (?:chi bộ|chi uỷ|cấp uỷ)\b|"
        r"ý kiến (?:góp ý|thảo luận|phát biểu|trong hội nghị)\b|kết luận (?:của|hội nghị)\b|(?:cuộc họp|hội nghị) (?:kết thúc|bế mạc)\b|"
        r".{0,80}\bxin (?:các đồng chí|chi bộ|mọi người)\b|ai thấy (?:tôi|em)\b|"
        r"bản (?:cam kết|đăng ký|kế hoạch) (?:này |được |lập |gửi |dán |đọc |có hiệu lực)|kính trình)"
    )
)
_POST = re.compile(
    fold_pattern(
        r"(?:(?:quyền |phó )?(?:chủ tịch|bí thư|hiệu trưởng|giám đốc|trưởng|chỉ huy trưởng|viện trưởng|chánh \w+|chi cục trưởng|"
        r"cục trưởng|hạt trưởng|đồn trưởng|chính trị viên|tổ trưởng|giáo viên|điều dưỡng|bác sĩ|công chức|chuyên viên|kế toán|"
        r"cán bộ)\b[\w\s,-]*?\.?|.{3,50} (?:duyệt|phê duyệt|ký duyệt)\.?)\Z"
    )
)
_ADDRESSES = re.compile(
    fold_pattern(r"\b(?:tôi|em|mình|chúng tôi|mong|đề nghị|xin|kính|bản (?:này|đăng ký|cam kết)|chi bộ)\b")
)
_SIGNER_NAME = re.compile(
    rf"(?:Chi bộ|Chi uỷ|Tập thể|Đảng uỷ|Ban)\b[^.;:]*\.?\Z|(?:[{UPPER}]\w*\s+){{1,4}}[{UPPER}]\w*\.?\Z"
)
_PERSONAL = re.compile(
    fold_pattern(
        r"họ (?:và|,)? ?tên|tên tôi là|tôi tên là|(?<!chúng )(?:tôi|em) là\b|bản thân tôi|của cá nhân|cá nhân\b"
    )
)
_COLLECTIVE = re.compile(
    fold_pattern(
        r"chúng tôi là\b|(?:tên )?tập thể|chi bộ .{0,60}đăng ký|cơ quan .{0,40}đăng ký|của (?:chi bộ|tập thể|đơn vị|cơ quan|đảng bộ|ban|hội|chi hội|công đoàn|đoàn|tổ)\b|"
        r"tên (?:chi bộ|đơn vị|cơ quan)|đơn vị đăng ký"
    )
)
_MODEL = re.compile(
    fold_pattern(r"(?:đăng ký|phiếu|bản|thuyết minh|kế hoạch|đề án|xây dựng|hồ sơ)\b.{0,40}\bmô hình\b|\Wmô hình\b")
)


def find_title(lines: Sequence[Line]) -> range:
    """Lines of the title; empty when there is none in the first forty lines.

    A title in other words ("LỜI HỨA TRƯỚC CHI BỘ") is known by its dress: the first dressed line below the letterhead.
    """
    return _appendix(lines) or _named_title(lines) or _dressed_title(lines)


def _appendix(lines: Sequence[Line]) -> range:
    """A registration that a short letter carries as its appendix."""
    for i, line in enumerate(lines[: len(lines) // 2]):
        if line.folded.strip(" :.") == fold("phụ lục") and (line.upper or line.bold or line.centered):
            return range(i, _title_end(lines, i))
        if line.kind and line.words > 6:
            break
    return range(0)


def _dressed_title(lines: Sequence[Line]) -> range:
    plain = not any(line.bold or line.centered for line in lines)  # a text file has only capitals
    for i, line in enumerate(lines[:15]):
        if (line.kind and not line.bold) or label_only(line.text) or ":" in line.text:
            break
        frame = is_letterhead(line) or is_place_date(line) or unit_line(line) or line.cell is not None
        if plain and not frame and line.stops:
            break  # the text has begun
        dressed = (line.centered and line.bold) or (line.upper and (line.bold or line.centered or plain))
        if dressed and not frame and not line.kind and 2 <= line.words <= 16 and not line.stops:
            return range(i, _title_end(lines, i))
    return range(0)


def _named_title(lines: Sequence[Line]) -> range:
    for i, line in enumerate(lines[:40]):
        if line.words > 20 or line.stops or not _TITLE.match(line.folded) or _has_neighbours(lines, line):
            continue  # a grid's "Nội dung cam kết" heads a column
        if line.upper or line.centered or line.bold or (not line.kind and line.words <= 14 and ":" not in line.text):
            return range(i, _title_end(lines, i))
    return range(0)


def _has_neighbours(lines: Sequence[Line], line: Line) -> bool:
    """Whether two or more other cells stand in the line's row."""
    if line.cell is None:
        return False
    row = {n.cell.column for n in lines if n.cell and (n.cell.table, n.cell.row) == (line.cell.table, line.cell.row)}
    return len(row) > 2


def _title_end(lines: Sequence[Line], start: int) -> int:
    first, end = lines[start], start + 1
    while end < len(lines) and end - start < 5:
        line = lines[end]
        dressed = (line.centered and first.centered) or (line.bold and first.bold) or line.upper
        if line.stops or line.text.endswith(":") or line.words > 30 or line.kind not in ("", "dash"):
            break
        if not (
            (_SUBTITLE.match(line.folded) and (dressed or line.words <= 16 or _NAMES_YEAR.search(line.folded)))
            or (dressed and line.text.startswith(("(", '"', "“")))
            or (_is_brief(line, first) and _YEAR.search(line.text))
            or (first.folded.startswith(fold("phụ lục")) and line.centered)
        ):
            break
        end += 1
    return end


def _is_brief(line: Line, first: Line) -> bool:
    """A few words below the title's first line, in brackets or placed as it is."""
    return line.words <= 8 and (line.text.startswith("(") or (line.centered and first.centered))


def kind_of(title: str, opening: Sequence[Line], labels: frozenset[str]) -> Kind:
    """Individual, collective or model, from the title first, then from the labelled facts and the opening lines."""
    folded = " " + fold(title)
    if _MODEL.search(folded):
        return "model"
    text = "\n".join(line.folded for line in opening)
    if "model" in labels and "author" not in labels:
        return "model"
    if "collective" in labels:
        return "collective"
    if "author" in labels or _PERSONAL.search(folded):
        return "individual"
    if "model" in labels:
        return "model"
    if _COLLECTIVE.search(folded):
        return "collective"
    if _MODEL.search(" " + text[:600]) and not _PERSONAL.search(text):
        return "model"
    if _PERSONAL.search(text):
        return "individual"
    return "collective" if _COLLECTIVE.search(text) else "unknown"


def year_of(title: str, head: Sequence[Line], opening: Sequence[Line], rest: Sequence[Line]) -> int | None:
    """The year the document is for: title, then "chuyên đề năm …" of the opening, then its date, then the closing's date."""
    for text in [title]:
        if found := _TITLE_YEAR.search(fold(text)) or _YEAR.search(text):
            return int(found[1])
    for lines in (opening, head):
        if found := next((m for line in lines if (m := _THIS_YEAR.search(line.folded))), None):
            return int(found[1] or found[2])
    for lines in (head, opening, rest[-12:]):
        years = Counter(int(m[1]) for line in lines for p in (_DATED, _DATE) for m in p.finditer(line.folded))
        if years:
            return years.most_common(1)[0][0]
    years = Counter(int(m[1]) for line in opening for m in _YEAR.finditer(line.text))
    return years.most_common(1)[0][0] if years else None


def is_letterhead(line: Line) -> bool:
    return bool(_LETTERHEAD.match(line.folded)) and line.words <= 20 and ":" not in line.text


def is_place_date(line: Line) -> bool:
    """ "Phú Lạc, ngày 12 tháng 3 năm 2018" and its blank forms."""
    return _is_dated(line, _PLACE_DATE)


def _is_dated(line: Line, pattern: re.Pattern[str]) -> bool:
    """A date after nothing or after the name of a place; "nộp hồ sơ trước ngày 30/10/2022" is a pledge."""
    found = pattern.match(line.folded)
    if found is None:
        return False
    place = line.text[: found.start("date")].strip()
    words = place.rstrip(",").split()
    named = all(w[0].isupper() or w.lower() in ("xã", "phường", "thị", "trấn", "huyện", "thôn", "tỉnh") for w in words)
    return len(words) <= 6 and (named or (place.endswith(",") and len(words) <= 4))


def closing_zone(lines: Sequence[Line]) -> tuple[int, int]:
    """Indices where the closing and where the signature begin; ``len(lines)`` when the text just ends."""
    signature = next((i for i in range(len(lines)) if _begins_signature(lines, i)), len(lines))
    if signature == len(lines) and lines and re.fullmatch(rf"[{UPPER}]\w+", lines[-1].text) and not lines[-1].kind:
        signature -= 1  # signed with the given name alone
    start = signature
    while start > 0 and _closes(lines, start - 1):
        start -= 1
    return start, signature


def _begins_signature(lines: Sequence[Line], i: int) -> bool:
    """A signature head in the last part of the text, with only short lines after it or a confirmation part."""
    line = lines[i]
    if _ends_dated(lines, i):
        return True
    if line.cell and any(
        n.cell and n.cell.table == line.cell.table and n.words >= 8 and not is_place_date(n) for n in lines[i + 1 :]
    ):
        return False  # "Chi uỷ" as who checks a pledge of the grid
    if line.kind or not _SIGN.match(line.folded) or (line.words > 14 and not _CONFIRMS.match(line.folded)):
        return False
    after = [n for n in lines[i + 1 :] if n.kind and n.words > 12 and not _SIGN.match(n.folded)]
    return len(after) <= 2 and i >= len(lines) // 3


def _ends_dated(lines: Sequence[Line], i: int) -> bool:
    """Place and date, then nothing but a few short lines: names, posts, cells."""
    after = lines[i + 1 :]
    short = all(not n.kind and n.words <= 12 and not n.stops for n in after)
    return is_place_date(lines[i]) and not lines[i].kind and 0 < len(after) <= 6 and short and i >= len(lines) // 3


def _is_post(line: Line) -> bool:
    """The signer's post alone on its line, or who approves: "Phó Chủ tịch UBND xã.", "Chủ tịch UBND thị trấn duyệt."."""
    if line.kind or line.words > 9:
        return False
    name = NAME_AT_END.search(line.text)
    signed = name is not None and is_person(name[0]) and bool(_POST.match(line.folded[: name.start()].strip(" :.,-")))
    return signed or bool(_POST.match(line.folded) or _SIGNER_NAME.match(line.text))


def _closes(lines: Sequence[Line], i: int) -> bool:
    line = lines[i]
    if line.kind and line.kind != "dash":
        return False
    if is_place_date(line) or _is_dated(line, _DATED_START):
        return True
    if (_CLOSING.match(line.folded) and not line.text.endswith(":")) or _is_post(line):
        return True
    if " | " in line.text and line.words <= 16 and not line.stops and line.cell is None:
        return True  # a mail's signature
    if line.kind or line.cell is not None:
        return False
    return _is_apart(lines, i)


def _is_apart(lines: Sequence[Line], i: int) -> bool:
    """The unmarked last paragraph of a text whose items are all marked or in a table speaks about the document."""
    tables = [n.cell.table for n in lines[:i] if n.cell]
    # a grid of pledges is the last table; one before it holds the facts
    if tables:
        start = next(k for k, n in enumerate(lines) if n.cell and n.cell.table == tables[-1])
    else:
        start = next((k for k, n in enumerate(lines[:i]) if n.kind or n.bold), i)
    body = lines[start:i]
    loose = [n for n in body if not (n.kind or n.cell or n.bold or n.upper) and (n.stops or n.words > 12)]
    return len(body) >= 4 and not loose
