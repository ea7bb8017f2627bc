"""Deliverables: named things that exist afterwards and can be shown."""

from __future__ import annotations

from collections.abc import Iterator

from qualitycheck.specificity.reading import Reading, Stretch
from qualitycheck.vietnamese.characters import fold

_NEAR = 6
_REACHES = frozenset("số của cấp trung đại đề các".split())


def deliverables(reading: Reading) -> Iterator[tuple[str, Stretch]]:
    """("direct" | "counted" | "made" | "weak" | "named", stretch).

    "direct" is the object of its making verb ("soạn cẩm nang"), "made" has one farther off, "named" none.
    """
    tokens, i = reading.tokens, 0
    while i < len(tokens):
        strong = reading.lexicon["deliverables"].at(tokens, i)
        weak = reading.lexicon["weak-deliverables"].at(tokens, i)
        n = max(strong, weak)
        if not n and (n := _headed(reading, i)):
            yield "direct", _whole(reading, i, n)
            i += n
            continue
        if not n or reading.cut(i, n) or reading.quoted(tokens[i]) or reading.cited(tokens[i]) or _in_word(reading, i):
            i += 1
            continue
        how = _how(reading, i)
        if strong >= weak and how != "direct" and tokens[i].text in _WORKS:
            yield "named", _whole(reading, i, n)
        elif strong >= weak:
            yield how, _whole(reading, i, n)
        elif how in ("direct", "made", "posted") and not _cites(reading, i + n):
            yield "weak", _whole(reading, i, n)
        i += n


_HEADS = frozenset(
    "bộ cuốn quyển tập tấm bức hũ thùng tủ giàn kệ đơn thư bản bảng phiếu tờ".split()
)  # what papers and things are counted by
_MAKERS = frozenset("soạn viết may đóng dựng lập vẽ in chế dịch quay thảo gây gầy ghép".split())
_NO_WORK = frozenset("thân lĩnh sắc chất làng mường thôn lề hoang mặt máy phận phim môn mình án".split())


def _headed(reading: Reading, i: int) -> int:
    """A product in no list, by the noun it is counted by, right behind a verb of making: "soạn từ điển", "may bộ váy".

    Length of its head with one further noun or two; 0 where there is none.
    """
    tokens = reading.tokens
    if i == 0 or tokens[i - 1].text not in _MAKERS or i + 1 >= len(tokens) or not tokens[i + 1].is_word:
        return 0
    pair = f"{tokens[i].text} {tokens[i + 1].text}"
    if pair in _WORKS_OF_WORDS:
        return 2
    if tokens[i].text not in _HEADS or tokens[i + 1].text in _NO_WORK or (reading.cut(i, 1) and pair != "bản đồ"):
        return 0
    more = i + 2 < len(tokens) and tokens[i + 2].is_word and not reading.in_time(tokens[i + 2])
    return 3 if more and tokens[i + 2].text not in ("cho", "về", "của", "để", "gửi", "theo", "trong") else 2


_WORKS_OF_WORDS = frozenset(
    {"từ điển", "hồi ký", "gia phả", "sử đảng", "lịch sử", "địa chí", "giáo trình", "kịch bản", "mục lục"}
)


def _in_word(reading: Reading, i: int) -> bool:
    """ "bộ" in "chi bộ", "tin" in "thông tin": a syllable of a longer noun."""
    return i > 0 and reading.tokens[i - 1].text in ("chi", "đảng", "thông", "cán", "niềm", "tuyên", "học", "hội")


def _whole(reading: Reading, i: int, n: int) -> Stretch:
    return reading.tokens[i].start, reading.tokens[i + n - 1].end


def _how(reading: Reading, i: int) -> str:
    tokens = reading.tokens
    if tokens[i].text in _OPENS_PHRASE:
        return "named" if _not_done(reading, i) else "made"
    if i > 0 and any(reading.is_number(k) for k in range(max(0, i - 2), i)) and tokens[i - 1].text != "%":
        return "named" if _only_read(reading, i) else "counted"
    for k in range(i, max(0, i - _NEAR), -1):
        if tokens[k - 1].text in ".;:":
            break
        if n := reading.lexicon["making-verbs"].before(tokens, k):
            if _not_done(reading, k - n) or _for_others(reading, k - n) or any(t.text in _THROUGH for t in tokens[k:i]):
                return "named"
            if tokens[k - 1].text == "xong" and _verb_before(reading, k - 1):
                return "named"  # "số hoá xong sổ hộ tịch": the verb decides, not its end
            return "direct" if _direct(reading, k - n, k, i) else "made"
    return "posted" if _posted(reading, i) else "named"


_OPENS_PHRASE = frozenset("ra thành bằng có trả nộp ký".split())  # "bằng văn bản", "có bằng"
_THROUGH = frozenset("qua trên theo từ ở tại về khỏi trong".split())  # the paper is the way or the source
_ONLY_READ = frozenset("đọc xem nghe học giám kiểm rà soát dự thu thăm tìm".split())
_POSTED = frozenset("treo dán gửi nộp in phát niêm đăng lưu".split())
_REACH = 6


def _not_done(reading: Reading, i: int) -> bool:
    """Whether "không" or "chưa" rules the making verb at ``i``: right before it, or over further verbs of its clause."""
    for k in range(i - 1, max(-1, i - 4), -1):
        if reading.tokens[k].text in ("không", "chưa"):
            return True
        if reading.tokens[k].is_mark:
            return False
    return False


def _only_read(reading: Reading, i: int) -> bool:
    """ "đọc 2 cuốn sách", "giám sát 3 chuyên đề": counted, but nothing new comes of it."""
    near = reading.tokens[max(0, i - _REACH) : i]
    last = next((k for k in range(len(near) - 1, -1, -1) if near[k].text in ",.;:"), -1)
    return any(t.text in _ONLY_READ for t in near[last + 1 :])


def _verb_before(reading: Reading, i: int) -> bool:
    made = reading.lexicon["making-verbs"].before(reading.tokens, i)
    return not made and reading.lexicon["action-verbs"].before(reading.tokens, i) > 0


def _posted(reading: Reading, i: int) -> bool:
    """ "Bản đồ quy hoạch treo ở hội trường": the paper opens its clause, and a verb of posting or sending follows."""
    tokens = reading.tokens
    opens = i == 0 or i == reading.body() or tokens[i - 1].text in ",;." or (i > 1 and reading.in_time(tokens[i - 1]))
    for k in range(i + 1, min(i + 9, len(tokens))):
        if not opens or tokens[k].text in ".;":
            return False
        if tokens[k].text in _POSTED and not reading.cut(k):
            return True
    return False


def _direct(reading: Reading, verb: int, end: int, i: int) -> bool:
    """Whether the verb is a real making (not "có", "giữ") whose object opens with the product, and no gerund."""
    tokens = reading.tokens
    if " ".join(t.text for t in tokens[verb:end]) in _LOOSE or any(t.text not in _BETWEEN for t in tokens[end:i]):
        return False
    return not (verb > 0 and tokens[verb - 1].text in _GERUND)


# things that stand somewhere: a product only where they are being made, else a place
_WORKS = frozenset(
    fold(w)
    for w in "nhà hố mái cống sân cầu phòng nhóm vườn bể giếng cổng hàng đường kênh trang bãi bến bia rãnh mương thùng điểm lò bờ kè".split()
)
_LOOSE = frozenset(
    fold(v)
    for v in (
        "giữ",
        "đạt",
        "vào",
        "thành",
        "bằng",
        "lấy",
        "nhận",
        "ra",
        "chấm",
        "đăng",
        "sửa",
        "sửa đổi",
        "rút gọn",
        "rút ngắn",
        "thông qua",
        "có",
    )
)
_BETWEEN = frozenset(
    fold(w)
    for w in (
        "lại",
        "xong",
        "bộ",
        "mới",
        "một",
        "từng",
        "riêng",
        "chung",
        "thêm",
        "thử",
        "cuốn",
        "quyển",
        "tập",
        "cái",
        "bản",
        "tờ",
        "tấm",
    )
)
_GERUND = frozenset(fold(w) for w in ("cách", "việc", "tập", "biết", "công", "sự", "lỗi", "phương", "thời", "tham"))


def _for_others(reading: Reading, i: int) -> bool:
    """ "hướng dẫn dân nộp hồ sơ": others make it."""
    near = reading.tokens[max(0, i - 6) : i]
    return any(t.text in ("hướng", "giúp", "hỗ", "kĩ") for t in near)


def _cites(reading: Reading, end: int) -> bool:
    """Whether a paper is only quoted by its number or its issuer ("nghị quyết của Đảng", "kế hoạch số 12")."""
    tokens = reading.tokens
    return end < len(tokens) and (tokens[end].text in _REACHES or reading.cited(tokens[end]))
