"""Numbers in figures and words, and the traps: numbers that name a thing instead of counting one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualitycheck.specificity.lexicon import Lexicon
from qualitycheck.specificity.patterns import folded
from qualitycheck.specificity.tokens import Token

NUMBER_WORDS = frozenset(
    "dăm một hai ba bốn tư năm lăm sáu bảy bẩy tám chín mười mươi chục trăm nghìn ngàn vạn triệu tỉ tỷ nửa rưỡi đôi".split()
)
MULTIPLIERS = frozenset("mươi chục trăm nghìn ngàn vạn triệu tỉ tỷ rưỡi mốt lăm".split())
_AMBIGUOUS_WORDS = frozenset({"năm", "tư", "ba", "đôi", "công", "sáu", "bảy", "tám", "chín"})
_NOT_ONE = frozenset(
    "đằng nẻo cách số phần mặt lòng trong những cách tấm gương người chút ít vài bước điều nền môi mực là nhịp dạ thể khi hướng"
    " tập loại sự vai động lực con đường hình ảnh việc cán nhà ngày mực mâm thời lúc chữ câu cơ thứ bộ kẻ".split()
)

_CITATION = folded(
    r"\b(?P<noun>nghị quyết|nq|chỉ thị|ct|quyết định|qđ|nghị định|nđ|thông tư(?: liên tịch)?|tt|ttlt|công văn|cv|"
    r"kết luận|kl|quy định|qđi|luật|bộ luật|pháp lệnh|công điện|văn bản|điều|khoản|đề án|chương trình|ctr|ctrhđ|kế hoạch|kh|"
    r"hướng dẫn|hd|quy chế|thông báo|tb|báo cáo|bc|tờ trình|ttr|quy chuẩn|qcvn|tcvn|nqtw|mẫu)"
    r"(?P<tail>(?: [^\W\d]+){0,6}?) (?P<mark>số )?(?P<sign>\d+[a-z]?(?:/\d{4})?(?: ?[-/] ?[a-zđ]+\d*)*(?:[-/]\d+)*(?::\d{4}(?:/[a-z]+)?)?)"
    r"(?P<date>,? (?:ngày |năm )?(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}|\d{4}\b))?"
)
_SIGN = re.compile(
    r"\b\d+(?:/\d{4})?(?:[-/](?!(?:ngày|tuần|tháng|qu|năm|người|hộ|lần|kì|vụ|ca|buổi|khẩu|em|học|lớp|tổ|thôn|đ\b|m\b))"
    r"[a-zđ]{2,}\d*)+(?:,? ngày \d{1,2}[/.-]\d{1,2}[/.-]\d{4})?"
)
_PLAIN = folded(
    r"(?:\b(?:khóa|nhiệm kỳ|đại hội(?: [^\W\d]+){0,4}|lần thứ|trung ương|giai đoạn|năm học|niên khóa|thế kỷ|kỳ họp thứ) (?:số )?"
    r"(?:[ivx]+\b|\d{1,4})(?: ?[-,/] ?(?:[ivx]+\b|\d{1,4}))*)"
    r"|\b\d{4} ?- ?\d{4}\b|\b24 ?h? ?/ ?(?:24|7)h?\b|\b(?:năm|từ|so với|cuối năm|đầu năm) (?:19|20)\d\d\b"
    r"|\b(?:giờ giấc|thời giờ|giờ làm việc|giờ lao động|giờ hành chính|thời gian làm việc|tan sở|tan ca|quy định)(?: (?!trong |sau |trước )[^\W\d]+){0,3} \d{1,2} ?(?:h|giờ|tiếng)\b"
    r"|\b(?:0\d{2,3}|1[89]00)(?:[ .]?\d{2,4}){2,3}\b|\b\d{9,12}\b|\b(?:tổng đài|đường dây nóng|hotline|gọi số)(?: [^\W\d]+){0,8} \d{3,4}\b|\bgấp (?:trăm|nghìn|mười|\d+) lần cũng\b|\b(?:không (?:hai|2) (?:mặt|lời|lòng)|(?:một|1) con sâu|mười phân vẹn mười|năm lần bảy lượt|ba đầu sáu tay|một nắng hai sương|ba bảy hai mốt|chín bỏ làm mười"
    r"|ba mặt một lời|năm châu bốn biển|trăm công nghìn việc|trăm người như một|muôn người như một|một vốn bốn lời|ba chân bốn cẳng|mười mươi|trăm điều|bảy nổi ba chìm|bốn phương|một hai)\b"
    r"|\b(?:ban hành|ký|công bố|có hiệu lực(?: từ)?|(?:nghị quyết|chỉ thị|quyết định|quy định|kết luận|công văn|hướng dẫn|luật|nội quy|nghị định|thông tư)(?: (?!trước|đến|vào|xong|hết|từ|chậm)[^\W\d]+){0,3}) ngày (?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})"
    r"|\b(?:theo|tại|trong) kế hoạch(?: [^\W\d]+){0,3} ngày (?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})"
    r"|\b(?:hào khí|khí thế|tinh thần|truyền thống|chiến thắng|ý nghĩa)(?: ngày| ngày lễ)? \d{1,2}/\d{1,2}\b"
    r"|\b(?:8|08|48|40) ?(?:h|giờ|tiếng) ?/ ?(?:ngày|tuần)|\b(?:8|tám) (?:giờ|tiếng)(?: làm việc)?(?: vàng| mỗi ngày| một ngày)"
    r"|\b\d{1,3} năm(?: [^\W\d]+){0,3} (?:tuổi đảng|ngày|liền|giải phóng|thành lập|thực hiện|truyền thống)"
    r"|\b(?:trên|dưới|từ|đủ|hơn)? ?\d{1,3}(?: ?(?:-|đến) ?\d{1,3})? tuổi\b|\b(?:1|một) trong (?:những|các|số)\b|\btop \d+"
    r"|\b(?!t(?:1[0-2]|0?[1-9])[/-](?:20)?\d\d\b)[a-zđ]{1,4}\d+[a-z]?\d*\b|\b\d\.0\b|\b(?:19|20)\d\d\b(?! ?(?:đ|đồng|triệu|nghìn|ngàn|tỷ|suất|m|kg|ha|cây|con|cái|hộ|người|lượt)\b)"
)
_QUOTE = re.compile(r'"[^"]{1,90}"')


def citation_spans(text: str, lexicon: Lexicon, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Stretches of the folded ``text`` that cite a document: its number with its date."""
    spans = [s for m in _CITATION.finditer(text) if (s := _cited(m, lexicon, tokens))]
    return spans + [m.span() for m in _SIGN.finditer(text)]


def name_spans(text: str) -> list[tuple[int, int]]:
    """Stretches with numbers that name a time or thing: terms, school years, years, ages, working hours, signs."""
    return [m.span() for m in _PLAIN.finditer(text)]


def quote_spans(text: str) -> list[tuple[int, int]]:
    """Short stretches in quotation marks of a folded text: names and slogans."""
    return [m.span() for m in _QUOTE.finditer(text)]


_VERBAL = frozenset(["hướng dẫn", "quy định", "kết luận", "thông báo", "báo cáo", "kế hoạch", "chương trình", "quyết định",
                     "đề án", "văn bản", "điều", "mẫu", "khoản", "tt", "ct", "bc", "tb", "kh", "quy chế"])  # fmt: skip


def _cited(m: re.Match[str], lexicon: Lexicon, tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The number part of a citation, or None where the noun is a verb ("hướng dẫn 5 hộ")."""
    bare = m["sign"].isdigit() and not m["mark"]
    noun = m["noun"].replace("quí", "quý")
    if bare and (noun in _VERBAL or m["tail"]):
        after = next((i for i, t in enumerate(tokens) if t.start >= m.end("sign")), None)
        is_year = len(m["sign"]) == 4
        if noun not in ("luật", "bộ luật") or not is_year:
            if m["tail"]:
                return None
            if after is not None and (lexicon["units"].at(tokens, after) or tokens[after].text == "%"):
                return None
    lettered = any(c.isalpha() for c in m["sign"])
    if m["tail"] and not (m["mark"] or lettered or noun in ("luật", "bộ luật")):
        return None
    if noun == "khoản" and text_before(m).endswith("tài "):
        return None
    return m.start("sign"), m.end()


def text_before(m: re.Match[str]) -> str:
    """The characters before a match."""
    return m.string[: m.start()]


def mask_numbers(text: str, tokens: list[Token], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Set ``masked`` on every token that lies in a trap; return the spans of cited documents and dated names."""
    cited = citation_spans(text, lexicon, tokens)
    spans = cited + name_spans(text)
    quoted = quote_spans(text)
    for token in tokens:
        if any(a <= token.start < b for a, b in spans) or (
            any(a < token.start < b for a, b in quoted) and (token.is_digits or token.text in NUMBER_WORDS)
        ):
            token.masked = True
    for i, token in enumerate(tokens):
        if not token.masked and is_number(tokens, i) and _is_name(tokens, i, lexicon):
            token.masked = True
    return cited


def is_number(tokens: Sequence[Token], i: int) -> bool:
    """Whether token ``i`` is a figure or a number word (a capital inside a sentence makes it a name)."""
    token = tokens[i]
    if token.is_digits:
        return True
    return token.text in NUMBER_WORDS and not (token.capital and i > 0 and tokens[i - 1].text not in ".:;-+")


def number_end(tokens: Sequence[Token], i: int) -> int:
    """Index after the last token of the number that begins at ``i``: "03", "hai mươi", "3 - 5", "12/12", "1,2 triệu"."""
    j = i + 1
    while j < len(tokens):
        t = tokens[j]
        if t.text in MULTIPLIERS or (t.text in NUMBER_WORDS and t.text != "năm" and tokens[i].text in NUMBER_WORDS):
            j += 1
        elif (
            t.text in ("-", "/", "đến", "x") and j + 1 < len(tokens) and tokens[j + 1].is_digits and tokens[i].is_digits
        ):
            j += 2
        else:
            break
    return j


def _is_name(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> bool:
    """A number that belongs to a name: "lớp 7A", "KP3", "5 không", "mức 2", "một trong những"."""
    token, end = tokens[i], number_end(tokens, i)
    unit = lexicon["units"].at(tokens, end)
    slogan = lexicon["numbered-slogans"].at(tokens, end)
    if slogan > unit or (slogan and slogan == unit and tokens[end].text in ("điểm", "tốt")):
        return True
    if token.is_digits and i > 0 and tokens[i - 1].is_word and tokens[i - 1].end == token.start:
        return True
    if token.is_digits and end < len(tokens) and tokens[end].is_word and tokens[end].start == tokens[end - 1].end:
        glued = tokens[end].text
        if tokens[end].capital and len(glued) == 1:
            return True
    if token.is_digits and end < len(tokens) and tokens[end].text in _TIMES_OVER:
        return False  # "tuần tra quanh xóm 16 tối"
    if token.is_digits or token.capital:
        if lexicon["numbered-names"].before(tokens, i) and not (unit and tokens[i - 1].text in _OPEN_NAMES):
            return True
        if _continues_name(tokens, i) and not unit:
            return True
        if _ends_name(tokens, i, end) and not unit:
            return True
    if token.text == "tư" and end == i + 1:
        return True
    if token.text == "một" and end == i + 1 and i > 0 and tokens[i - 1].text in ("là", "như", "vì", "dân", "của"):
        return True
    if token.text == "một" and end == i + 1:
        return not unit or (tokens[end].text in _NOT_ONE and unit == 1)
    if token.text in NUMBER_WORDS and not token.is_digits:
        return not unit or (token.text in _AMBIGUOUS_WORDS and _is_other_word(tokens, i))
    return False


# nouns that both name ("nhóm 2") and are followed by a count ("nhà 3 tầng", "điểm 10 em")
_OPEN_NAMES = frozenset("số phần nhóm nhà điểm bản xe kho năm phòng tổ đường mục tuổi đợt loại bài mức khu bậc".split())


_TIMES_OVER = frozenset("tối đêm buổi lần lượt chuyến".split())


def _continues_name(tokens: Sequence[Token], i: int) -> bool:
    """Whether the number goes on with a list of names: "hẻm 18, 42", "lớp 4 và 5"."""
    return i > 1 and tokens[i - 1].text in (",", "và", "-", "/") and tokens[i - 2].masked and tokens[i - 2].is_digits


def _ends_name(tokens: Sequence[Token], i: int, end: int) -> bool:
    """ "Ban Chỉ đạo 389", "Tổng đài … 111": a figure right behind a capital or at the end of a name, nothing counted."""
    if i < 2 or not tokens[i].is_digits or (end < len(tokens) and tokens[end].text == "%"):
        return False
    named = [t.capital and t.is_word for t in tokens[max(0, i - 3) : i]]
    return named[-1] or (any(named[1:]) and len(tokens[i].text) == 3 and tokens[i - 1].is_word)


def _is_other_word(tokens: Sequence[Token], i: int) -> bool:
    """ "năm" the year, "ba" the father, "tư" as in tư vấn."""
    previous = tokens[i - 1].text if i else ""
    following = tokens[i + 1].text if i + 1 < len(tokens) else ""
    if tokens[i].text == "năm":
        return (
            previous in _BEFORE_YEAR
            or previous.isdigit()
            or previous in NUMBER_WORDS
            or following in {"học", "nay", "sau", "trước", "qua", "tới", "tháng"}
        )
    return tokens[i].text == "đôi" and following in {"với", "khi"}


_BEFORE_YEAR = frozenset("mỗi hằng hàng trong cuối đầu giữa cả từng nhiều các những một hết theo thứ của qua".split())
