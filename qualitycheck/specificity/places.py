"""Named places and beneficiaries, and people or bodies that do the work (owner)."""

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
    "quanh cạnh bên gần khắp sát tại ở trên vào lên ngoài trong trước về qua dán treo đến ra xuống của cả sau dọc đặt".split()
)
_OWN_PLACE = frozenset("bảng loa tận trước đầu cuối góc bờ sân từng ven".split())
_HANDING = ("phân công", "giao cho", "giao", "cử", "nhờ", "cùng với", "cùng", "phối hợp với", "phối hợp cùng",
            "phối hợp", "phối hợp chặt chẽ với",)  # fmt: skip
_DOING = frozenset(
    "chủ trì phụ phối đảm quản theo thực trực kiểm nhận chịu soạn giúp làm tổng ghi giữ cùng dựng quay lo góp".split()
)


def _is_name(reading: Reading, i: int) -> bool:
    """A capital inside the text that begins a proper name."""
    token = reading.tokens[i]
    return token.is_word and token.capital and token.text not in _NO_NAME and not reading.cited(token)


def _name_end(reading: Reading, i: int) -> int:
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
    spot = max(n, reading.lexicon["spots"].at(reading.tokens, i))
    if reading.tokens[i].text == "hồ" and i + 1 < len(reading.tokens) and reading.tokens[i + 1].text in ("chí", "chủ"):
        return None
    if reading.tokens[i].text == "lớp" and n == 1 and not _is_class(reading, i + 1):
        return None
    inner = reading.lexicon["place-nouns"].at(reading.tokens, i + spot) if i + spot < len(reading.tokens) else 0
    for start in (i + spot + inner, i + n):
        if start < len(reading.tokens) and (end := _name_end(reading, start)) > start:
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
_BODIES = frozenset("tổ khoa phòng ban chi đội công xí hợp htx hạt trạm trung văn".split())


def _compound(reading: Reading, i: int) -> bool:
    """A syllable that ends another word ("gia đình"), or a body that opens the clause and does the work itself."""
    tokens = reading.tokens
    if 0 < i < len(tokens) and f"{tokens[i - 1].text} {tokens[i].text}" in _COMPOUNDS:
        return tokens[i].text != "đình" or reading.lexicon["person-titles"].at(tokens, i) == 0
    if i + 1 >= len(tokens) or not _begins_clause(reading, i):
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
    if i > 0 and tokens[i].capital and reading.lexicon["surnames"].at(tokens, i) and not tokens[i].acronym:
        end = _name_end(reading, i)
        if tokens[i].text == "hồ" and i + 1 < len(tokens) and tokens[i + 1].text in ("chí", "chủ"):
            return None
        return ("person", end) if end - i >= 2 and not reading.quoted(tokens[i]) else None
    n = reading.lexicon["person-titles"].at(tokens, i)
    if not n or i + n >= len(tokens) or reading.quoted(tokens[i]):
        return None
    inner = reading.lexicon["person-titles"].at(tokens, i + n)
    start = i + n + inner
    end = _name_end(reading, start)
    if end > start and (reading.lexicon["posts"].at(tokens, start) or tokens[start].text in _NO_PERSON):
        return None
    if end == start or tokens[end - 1].is_digits or tokens[start].acronym:
        return None
    return "person", end


_NO_PERSON = frozenset("công bí phó chủ trưởng huyện tỉnh hồ nhân cách".split())


def _continued(reading: Reading, end: int) -> int:
    """Goes on over "và thôn Đá Bàn", ", hẻm 71", "đến nhà ông Ba"."""
    tokens = reading.tokens
    while end + 1 < len(tokens) and tokens[end].text in (_JOIN | _TO):
        start = end + 1
        found = _named(reading, start) or _person(reading, start)
        if found is None and tokens[end].text in _JOIN and _is_name(reading, start):
            stop = _name_end(reading, start)
            found = ("named", stop) if stop > start else None
        if found is None and tokens[end].text in _JOIN and tokens[start].is_digits and tokens[start].masked:
            found = ("named", start + 1)
        if found is None:
            break
        end = found[1]
    return end


def _groups(reading: Reading) -> Iterator[tuple[str, Stretch]]:
    for i, token in enumerate(reading.tokens):
        n = reading.lexicon["beneficiaries"].at(reading.tokens, i)
        if n and not reading.quoted(token) and not reading.cited(token):
            yield "group", (token.start, reading.tokens[i + n - 1].end)
        elif token.text in ("cho", "giúp", "tặng", "dạy") and i + 2 < len(reading.tokens) and reading.is_number(i + 1):
            end = number_end(reading.tokens, i + 1)
            if reading.lexicon["units"].at(reading.tokens, end) and reading.tokens[end].text in _PEOPLE:
                stop = _phrase_end(reading, end)
                yield "counted", (reading.tokens[i + 1].start, reading.tokens[stop - 1].end)


def loose_places(reading: Reading) -> Iterator[Stretch]:
    """Phrases that narrow the work without a name: "ở các xã ven sông", "cho trẻ dưới 1 tuổi"."""
    tokens = reading.tokens
    for i in range(len(tokens) - 1):
        if reading.quoted(tokens[i]) or reading.in_time(tokens[i + 1]):
            continue
        end = _phrase_end(reading, i + 1)
        if (tokens[i].text in ("ở", "tại") and tokens[i + 1].text not in _NO_SPOT and tokens[i + 1].is_word) or (
            tokens[i].text in ("cho", "với", "thăm") and tokens[i + 1].text in _PEOPLE | _EVERY and end - i > 3
        ):
            yield tokens[i + 1].start, tokens[end - 1].end


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


def owners(reading: Reading) -> Iterator[Stretch]:
    """People and bodies that do the work besides the author."""
    tokens = reading.tokens
    for i in range(len(tokens)):
        start = _handed(reading, i)
        if start is not None and (end := _doer_end(reading, start)) > start:
            yield tokens[start].start, tokens[end - 1].end
        elif (
            _begins_clause(reading, i)
            and (end := _doer_end(reading, _counted(reading, i))) > _counted(reading, i)
            and (_does(reading, end) or _named_in_label(reading, i))
        ):
            yield tokens[i].start, tokens[end - 1].end


def _counted(reading: Reading, i: int) -> int:
    """Index after the number of "hai đoàn viên", "4 công chức trẻ"."""
    return i + 1 if reading.is_number(i) and i + 1 < len(reading.tokens) else i


def _handed(reading: Reading, i: int) -> int | None:
    """Index after "phân công", "do", "phối hợp với" … that ends at ``i``."""
    text, end = reading.folded, reading.tokens[i].end
    if i + 1 >= len(reading.tokens):
        return None
    for phrase in _HANDING:
        before = end - len(phrase) - 1
        if text.endswith(phrase, 0, end) and (before < 0 or not text[before].isalpha()):
            return i + 2 if reading.tokens[i + 1].text in ("chặt", "cho") else i + 1
    return None


def _begins_clause(reading: Reading, i: int) -> bool:
    before = reading.tokens[i - 1] if i else None
    return (
        before is None
        or i == reading.body()
        or before.text in (",", ";", ".", ":", "-", "|")
        or reading.in_time(before)
    )


def _doer_end(reading: Reading, i: int) -> int:
    """Index after a person or body that begins at ``i``: title, post, name; ``i`` where there is none."""
    tokens, j = reading.tokens, i
    if j < len(tokens) and tokens[j].text in ("các", "cả", "đại"):
        j += 1
    moved = posted = False
    while j < len(tokens):
        post = reading.lexicon["posts"].at(tokens, j)
        n = max(reading.lexicon["person-titles"].at(tokens, j), post)
        posted = posted or (post > 0 and post == n)
        if not n and moved and reading.lexicon["place-nouns"].at(tokens, j):
            n = reading.lexicon["place-nouns"].at(tokens, j)
        if not n:
            break
        j, moved = j + n, True
    surname = reading.lexicon["surnames"].at(tokens, j) if j < len(tokens) and tokens[j].capital else 0
    if not moved and not surname:
        return _body_end(reading, i)
    end = _name_end(reading, j)
    if not moved and end - j < 2:
        return i
    if end == j and not posted:
        return i
    return end


_HEADS = frozenset("tổ đội hội khoa phòng trạm ban ubkt ubnd hđnd mttq đoàn vp cc hạt ubmttq bch".split())
_NOT_HEADS = frozenset("chức chống ngừa trong thể nghị với hợp khác ra đàm đoàn trực việc".split())
_HEAD_PAIRS = frozenset({"chi hội", "chi đoàn", "chi đội", "công chức", "công đoàn", "văn phòng", "ủy ban"})


def _body_end(reading: Reading, i: int) -> int:
    """Index after an office or group named by its first word ("Tổ Tự nhiên", "Hội đồng hương"); ``i`` if there is none."""
    tokens, j = reading.tokens, i
    pair = f"{tokens[i].text} {tokens[i + 1].text}" if i + 1 < len(tokens) else ""
    if i + 1 >= len(tokens) or not (tokens[i].text in _HEADS or pair in _HEAD_PAIRS):
        return i
    if (tokens[i + 1].text in _NOT_HEADS and pair not in _HEAD_PAIRS) or not _begins_clause(reading, i):
        return i
    j += 2 if pair in _HEAD_PAIRS else 1
    while j < len(tokens) and j - i < 7 and (tokens[j].is_word or tokens[j].text == "-"):
        if reading.lexicon["action-verbs"].at(tokens, j) or tokens[j].text in _DOING or reading.in_time(tokens[j]):
            break
        j += 1
    return j if j - i > 1 else i


def _named_in_label(reading: Reading, i: int) -> bool:
    """ "Phụ trách: đ/c An", "đầu mối: BS Quyên": a label that asks for a person stands before token ``i``."""
    return (
        i > 1 and reading.tokens[i - 1].text == ":" and bool(_ASKING.search(reading.folded, 0, reading.tokens[i].start))
    )


_ASKING = folded(
    r"(?:chịu trách nhiệm|phụ trách|người thực hiện|đơn vị thực hiện|đầu mối|phân công|chủ trì|ai làm|lực lượng)(?: [^\W\d]+){0,3}: ?\Z"
)


def _does(reading: Reading, end: int) -> bool:
    """Whether a verb of doing follows within a few words, or the cell of a table row ends."""
    tokens = reading.tokens
    if (end < len(tokens) and tokens[end].text == "|") or (end == len(tokens) and any(t.text == "|" for t in tokens)):
        return True
    for k in range(end, min(end + 4, len(tokens))):
        if tokens[k].text in (":", "(") and k == end:
            return True
        if tokens[k].text in ",.;":
            return False
        if tokens[k].text in _DOING or reading.lexicon["action-verbs"].at(tokens, k):
            return True
    return False
