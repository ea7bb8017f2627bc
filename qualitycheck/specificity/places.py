"""Named places and the people the work is for."""

from __future__ import annotations

from collections.abc import Iterator

from qualitycheck.specificity.numbers import number_end
from qualitycheck.specificity.patterns import folded
from qualitycheck.specificity.reading import Reading, Stretch

_NO_NAME = frozenset(
    "đảng bác nhà nhân tổ việt trung ương chính mặt ủy uỷ hđnd ubnd nq ct quốc hồ đoàn hội ban các xhcn mác lênin ntm nqtw cb đv cbcc cbgv".split()
)
_JOIN = frozenset({"và", ",", "-", "–"})
_TO = frozenset({"đến", "ra", "tới", "vào", "lên", "về"})
_AT = frozenset(
    "cửa quanh cạnh bên gần khắp sát tại ở trên vào lên ngoài trong trước về qua dán treo đến ra xuống của cả sau dọc đặt".split()
)
_OWN_PLACE = frozenset("bảng loa tận trước đầu cuối góc bờ sân từng ven".split())


def _is_name(reading: Reading, i: int) -> bool:
    """A capital inside the text that begins a proper name."""
    token = reading.tokens[i]
    return token.is_word and token.capital and token.text not in _NO_NAME and not reading.cited(token)


def name_end(reading: Reading, i: int) -> int:
    """Index after a proper name, a number or a sign that begins at ``i``; ``i`` if none does."""
    tokens, j = reading.tokens, i
    while j < len(tokens) and (_is_name(reading, j) or (j > i and tokens[j].capital and tokens[j].is_word)):
        j += 1
    if j == i and j < len(tokens) and tokens[j].text == "số" and j + 1 < len(tokens) and tokens[j + 1].is_digits:
        return j + 2
    if j < len(tokens) and tokens[j].is_digits and not reading.in_time(tokens[j]) and (j > i or tokens[j].masked):
        j += 1
        if j < len(tokens) and tokens[j].is_word and tokens[j].start == tokens[j - 1].end:
            j += 1
    return j


def places(reading: Reading) -> Iterator[tuple[str, Stretch]]:
    """("named" | "spot" | "person" | "counted" | "group", stretch), people without names ("counted", "group") last."""
    tokens, i = reading.tokens, 0
    while i < len(tokens):
        found = (
            None
            if reading.cited(tokens[i]) or _compound(reading, i)
            else (_named(reading, i) or _spot(reading, i) or _person(reading, i) or _signed(reading, i))
        )
        if found is None:
            i += 1
            continue
        kind, end = found
        end = _continued(reading, end) if kind != "spot" else end
        yield kind, (tokens[i].start, tokens[end - 1].end)
        i = end
    yield from _groups(reading)


def _named(reading: Reading, i: int) -> tuple[str, int] | None:
    n = reading.lexicon["place-nouns"].at(reading.tokens, i)
    if not n or reading.cut(i, n) or reading.quoted(reading.tokens[i]) or _compound(reading, i + 1):
        return None
    if reading.tokens[i].text in _OFFICES and i > 0 and reading.tokens[i - 1].text in ("cho", "gửi", "nộp"):
        return None  # who gets a paper is no place
    if reading.tokens[i].text == "tổ" and i + 1 < len(reading.tokens) and reading.tokens[i + 1].acronym:
        return None
    if reading.tokens[0].text == "chi" and i == 2:
        return None  # "Chi bộ bản Nà Ham phân công …": the author
    spot = max(n, reading.lexicon["spots"].at(reading.tokens, i))
    if reading.tokens[i].text == "hồ" and i + 1 < len(reading.tokens) and reading.tokens[i + 1].text in ("chí", "chủ"):
        return None
    if reading.tokens[i].text == "lớp" and n == 1 and not _is_class(reading, i + 1):
        return None
    if (
        n == 2
        and f"{reading.tokens[i].text} {reading.tokens[i + 1].text}" in _OWN_BODIES
        and (i + 2 >= len(reading.tokens) or not reading.lexicon["place-nouns"].at(reading.tokens, i + 2) or i == 0)
    ):
        return None
    inner = reading.lexicon["place-nouns"].at(reading.tokens, i + spot) if i + spot < len(reading.tokens) else 0
    for start in (i + spot + inner, i + n):
        if start < len(reading.tokens) and (end := name_end(reading, start)) > start:
            if reading.tokens[start].is_digits and reading.lexicon["numbered-slogans"].at(reading.tokens, end):
                return None  # "chi bộ 4 tốt"
            return "named", end
    return None


def _spot(reading: Reading, i: int) -> tuple[str, int] | None:
    """A spot known without a name, after a preposition or a verb of posting."""
    tokens = reading.tokens
    n = reading.lexicon["spots"].at(tokens, i)
    if not n or reading.quoted(tokens[i]) or not (i == 0 or tokens[i].text in _OWN_PLACE or tokens[i - 1].text in _AT):
        return None
    return "spot", i + n


def _signed(reading: Reading, i: int) -> tuple[str, int] | None:
    """ "KP3", "TDP5": a place written as a sign."""
    tokens = reading.tokens
    if i + 1 < len(tokens) and tokens[i].acronym and tokens[i + 1].is_digits and tokens[i + 1].start == tokens[i].end:
        return ("named", i + 2) if tokens[i].text in ("kp", "tdp", "tk", "kdc") else None
    return None


_COMPOUNDS = frozenset({"gia đình", "xã hội", "ủng hộ", "bảo hộ", "giám hộ", "hợp đồng", "hội đồng", "cộng đồng", "văn bản", "kịch bản",
                        "cơ bản", "lao động", "nghiệp vụ", "chuyên khoa", "nhi đồng", "hành động", "giáo xã", "căn bản", "toàn bản", "giai đoạn", "đại hội", "thủ đoạn", "dân vận", "cơ sở", "hàng xóm", "làng xóm", "phiên bản", "yêu cầu", "toàn cầu", "nhu cầu", "bộ đội", "quân đội"})  # fmt: skip
_OFFICES = frozenset({"phòng", "văn"})
_OWN_BODIES = frozenset({"chi bộ", "chi hội", "chi đoàn", "công đoàn"})  # the writer's own, a body and no place
_BODIES = frozenset("tổ khoa phòng ban chi đội công xí hợp htx hạt trạm trung văn".split())


def _compound(reading: Reading, i: int) -> bool:
    """A syllable that ends another word ("gia đình"), or a body that opens the clause and does the work itself."""
    tokens = reading.tokens
    if 0 < i < len(tokens) and f"{tokens[i - 1].text} {tokens[i].text}" in _COMPOUNDS:
        return tokens[i].text != "đình" or reading.lexicon["person-titles"].at(tokens, i) == 0
    if i + 1 >= len(tokens) or not reading.opens_clause(i):
        return False
    return tokens[i].text in _BODIES and tokens[i].capital and tokens[i].text != "trạm"


def _is_class(reading: Reading, i: int) -> bool:
    """ "7A", "12A3", "Lá 2": a class, while "lớp 5" is a grade."""
    tokens = reading.tokens
    if i < len(tokens) and tokens[i].is_digits:
        return i + 1 < len(tokens) and tokens[i + 1].is_word and tokens[i + 1].start == tokens[i].end
    return i < len(tokens) and tokens[i].capital


def _person(reading: Reading, i: int) -> tuple[str, int] | None:
    tokens = reading.tokens
    if _is_subject(reading, i):
        return None
    if i > 0 and tokens[i].capital and reading.lexicon["surnames"].at(tokens, i) and not tokens[i].acronym:
        end = name_end(reading, i)
        if tokens[end - 1].is_digits:
            return None
        if tokens[i].text == "hồ" and i + 1 < len(tokens) and tokens[i + 1].text in ("chí", "chủ"):
            return None
        return ("person", end) if end - i >= 2 and not reading.quoted(tokens[i]) else None
    n = reading.lexicon["person-titles"].at(tokens, i)
    if not n or i + n >= len(tokens) or reading.quoted(tokens[i]):
        return None
    inner = reading.lexicon["person-titles"].at(tokens, i + n)
    start = i + n + inner
    if start + 1 < len(tokens) and not tokens[start].capital and tokens[start].is_word:
        start = next((k for k in (start + 1, start + 2) if k < len(tokens) and tokens[k].capital), start)
        if any(t.is_mark or t.is_digits or reading.lexicon["action-verbs"].at([t], 0) for t in tokens[i:start]):
            return None  # "hội viên khiếm thị Tám Hường", not "học sinh ở Hà Nội"
        if any(t.text in _AT | {"của", "với", "và", "theo"} for t in tokens[i:start]):
            return None
    end = name_end(reading, start)
    if end > start and (reading.lexicon["posts"].at(tokens, start) or tokens[start].text in _NO_PERSON):
        return None
    if end == start or tokens[end - 1].is_digits or tokens[start].acronym:
        return None
    return "person", end


_HOUSEHOLD = frozenset("hộ nhà gia vợ".split())
_SUBJECT_WORDS = 6


def _is_subject(reading: Reading, i: int) -> bool:
    """Whether the person at ``i`` opens the sentence and does the work ("Đảng viên trẻ Lê Văn A đăng ký …")."""
    tokens = reading.tokens
    if not tokens or tokens[0].text in _HOUSEHOLD or tokens[i].text in _HOUSEHOLD or i > _SUBJECT_WORDS:
        return False
    titled = reading.lexicon["person-titles"].at(tokens, 0) or reading.lexicon["posts"].at(tokens, 0)
    if not titled and i > 0:
        return False
    if any(t.is_mark or t.text in _AT for t in tokens[:i]):
        return False
    return not any(reading.lexicon["action-verbs"].at(tokens, k) for k in range(i)) and len(tokens) > i + 3


_NO_PERSON = frozenset("công bí phó chủ trưởng huyện tỉnh hồ nhân cách".split())


def _continued(reading: Reading, end: int) -> int:
    """Goes on over "và thôn Đá Bàn", ", hẻm 71", "đến nhà ông Ba"."""
    tokens = reading.tokens
    while end + 1 < len(tokens) and tokens[end].text in (_JOIN | _TO):
        start = end + 1
        found = _named(reading, start) or _person(reading, start)
        if found is None and tokens[end].text in _JOIN and _is_name(reading, start):
            stop = name_end(reading, start)
            found = ("named", stop) if stop > start else None
        if found is None and tokens[end].text in _JOIN and tokens[start].is_digits and tokens[start].masked:
            found = ("named", start + 1)
        if found is None:
            break
        end = found[1]
    return end


_KIND = (
    r"(?:hộ(?: gia đình| dân)?|gia đình|học sinh|hs|học trò|học viên|sinh viên|em|cháu|trẻ(?: em)?|người|bệnh nhân|người bệnh|hội viên|đoàn viên"
    r"|đảng viên|phụ nữ|chị em|chị|công nhân|lao động|thanh niên|thanh thiếu niên|cụ(?: già)?|bà con|đồng bào|đồng nghiệp|mẹ|bà mẹ|chiến sĩ|giáo viên"
    r"|điều dưỡng|cán bộ|công chức|khách|khách hàng|xã viên|nông dân|tiểu thương|con em|bạn)"
)
_NARROWED = folded(
    rf"(?<![\wđ])(?:(?:các|những|từng|mấy) )?{_KIND} (?:nữ |nhi |già )?(?:nghèo|cận nghèo|khó khăn|có hoàn cảnh|yếu|kém|trẻ\b|già|neo đơn|đơn chiếc|cao tuổi"
    r"|lớn tuổi|khuyết tật|tàn tật|mồ côi|mang thai|bán trú|nội trú|ở trọ|thuê trọ|xa nhà|đơn thân|dân tộc|ốm|bị bệnh|bị nạn|tai nạn|chạy thận|suy thận|tăng huyết áp"
    r"|đái tháo đường|tiểu đường|tâm thần|chậm tiến|hư\b|lầm lỡ|lầm lỗi|nghiện|sau cai|mãn hạn tù|chấp hành xong|thất nghiệp|mất việc|tái định cư|bỏ học|bỏ nhà|có công|chính sách"
    r"|dưới \d+|trên \d+|từ \d+|lớp \d|khối \d|cuối cấp|đầu cấp|chưa biết|chưa có|chưa qua|còn vướng|không rành|nhiễm|suy dinh dưỡng|đi biển|đi rẫy|xuất ngũ|lập nghiệp"
    r"|khởi nghiệp|nằm viện|điều trị|thực tập|tập sự|nộp thuế|biếng ăn|vay vốn|giáp|vùng|ven|liền kề|hai bên)(?: [^\W\d]+){0,2}"
)
_NOT_SERVED = frozenset("sổ sách chuẩn thoát giảm soát xét loại nhà vì bộ".split())


def _groups(reading: Reading) -> Iterator[tuple[str, Stretch]]:
    for m in _NARROWED.finditer(reading.folded):
        at = next((k for k, t in enumerate(reading.tokens) if t.start >= m.start()), 0)
        free = not any(reading.quoted(t) or reading.cited(t) for t in reading.tokens[at : at + 1])
        if (
            free
            and not (at > 0 and reading.tokens[at - 1].text in _NOT_SERVED)
            and not (at == 0 and _is_subject(reading, 0))
        ):
            yield "narrowed", _trimmed(reading, m.span())
    for i, token in enumerate(reading.tokens):
        n = reading.lexicon["beneficiaries"].at(reading.tokens, i)
        if n and not reading.quoted(token) and not reading.cited(token):
            yield "group", (token.start, reading.tokens[i + n - 1].end)
        elif token.text in ("cho", "giúp", "tặng", "dạy") and i + 2 < len(reading.tokens) and reading.is_number(i + 1):
            end = number_end(reading.tokens, i + 1)
            if reading.lexicon["units"].at(reading.tokens, end) and reading.tokens[end].text in _PEOPLE:
                stop = _phrase_end(reading, end)
                yield "counted", (reading.tokens[i + 1].start, reading.tokens[stop - 1].end)


def _trimmed(reading: Reading, span: Stretch) -> Stretch:
    """A group without the words that no longer belong to it ("học sinh nghèo | vào dịp …")."""
    inside = [k for k, t in enumerate(reading.tokens) if span[0] <= t.start < span[1]]
    for k in inside[2:]:
        verb = reading.lexicon["action-verbs"].at(reading.tokens, k) and not reading.cut(k)
        if reading.tokens[k].text in _PHRASE_STOP or reading.in_time(reading.tokens[k]) or verb:
            return span[0], reading.tokens[k - 1].end
    return span[0], reading.tokens[inside[-1]].end


def loose_places(reading: Reading) -> Iterator[Stretch]:
    """Phrases that narrow the work without a name: "ở các xã ven sông", "cho chị em ở xóm trọ"."""
    tokens = reading.tokens
    for i in range(len(tokens) - 1):
        if reading.quoted(tokens[i]) or reading.in_time(tokens[i + 1]):
            continue
        end = _phrase_end(reading, i + 1)
        if (
            tokens[i].text in ("ở", "tại")
            and end - i > 2
            and tokens[i + 1].text not in _NO_SPOT
            and tokens[i + 1].is_word
        ) or (tokens[i].text in ("cho", "với", "thăm") and _narrowed(reading, i + 1, end)):
            yield tokens[i + 1].start, tokens[end - 1].end


def _narrowed(reading: Reading, start: int, end: int) -> bool:
    """A group of people with what narrows it: "các em ở trọ", "trẻ dưới 1 tuổi", not "hội viên nghe"."""
    words = [t.text for t in reading.tokens[start:end]]
    every = len(words) > 1 and words[0] in _EVERY
    return len(words) > 3 and words[1 if every else 0] in _PEOPLE


_NO_SPOT = frozenset("kì buổi cuộc kết công chỗ nhà cả đó đây mọi địa cơ đơn nơi cộng khâu".split())
_EVERY = frozenset({"các", "từng", "những"})
_PEOPLE = frozenset("hộ em cháu người học gia cụ trẻ bà chị hội công thanh phụ đoàn sinh bệnh cặp".split())
_PHRASE_STOP = frozenset("tại ở trong vào trước bằng để mỗi hằng hàng từ đến với và có được".split())


def _phrase_end(reading: Reading, i: int) -> int:
    tokens, j = reading.tokens, i
    while j < len(tokens) and j - i < 8 and tokens[j].is_word and tokens[j].text not in _PHRASE_STOP:
        if reading.in_time(tokens[j]):
            break
        j += 1
    return max(j, i + 1)
