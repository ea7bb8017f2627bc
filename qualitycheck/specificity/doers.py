"""Who does the work besides the author: people and bodies named as its doers (owner)."""

from __future__ import annotations

from collections.abc import Iterator

from qualitycheck.specificity.patterns import folded
from qualitycheck.specificity.places import name_end
from qualitycheck.specificity.reading import Reading, Stretch

_HANDING = ("phân công", "giao cho", "giao", "cử", "nhờ", "cùng với", "cùng", "phối hợp với", "phối hợp cùng",
            "phối hợp", "phối hợp chặt chẽ với", "mời",)  # fmt: skip
_DOING = frozenset(
    "chủ trì phụ phối đảm quản theo thực trực kiểm nhận chịu soạn giúp làm tổng ghi giữ cùng dựng quay lo góp".split()
)


def owners(reading: Reading) -> Iterator[Stretch]:
    """People and bodies that do the work besides the author."""
    tokens = reading.tokens
    for i in range(len(tokens)):
        start = _handed(reading, i)
        if start is not None and (end := _doer_end(reading, start, handed=True)) > start:
            yield tokens[start].start, tokens[end - 1].end
        elif (
            reading.opens_clause(i)
            and not _goes_on(reading, i)
            and (end := _doer_end(reading, _counted(reading, i))) > _counted(reading, i)
            and (_does(reading, end, person=i == 0 and reading.tokens[end - 1].capital) or _named_in_label(reading, i))
        ):
            yield tokens[i].start, tokens[end - 1].end


_SERVED = frozenset("do gửi của từ là gồm như cho với thăm gặp giúp tặng đến".split())


def _goes_on(reading: Reading, i: int) -> bool:
    """Whether token ``i`` goes on with a list of others or of those served ("cho anh Tài, | anh Bộ mượn bò")."""
    tokens = reading.tokens
    if i == 0 or tokens[i - 1].text != ",":
        return sum(t.text == "(" for t in tokens[:i]) > sum(t.text == ")" for t in tokens[:i])
    for k in range(i - 2, -1, -1):
        if tokens[k].text in ";.:|":
            return False
        if tokens[k].text in _SERVED:
            return not any(reading.in_time(t) for t in tokens[k:i])
        if tokens[k].text == "," or reading.lexicon["action-verbs"].at(tokens, k) > 1:
            return False
    return False


def _counted(reading: Reading, i: int) -> int:
    """Index after the number of "hai đoàn viên", "4 công chức trẻ"."""
    return i + 1 if reading.is_number(i) and i + 1 < len(reading.tokens) else i


def _handed(reading: Reading, i: int) -> int | None:
    """Index after "phân công", "do", "phối hợp với" … that ends at ``i``."""
    text, end = reading.folded, reading.tokens[i].end
    if i + 1 >= len(reading.tokens) or reading.cut(i):
        return None
    for phrase in _HANDING:
        before = end - len(phrase) - 1
        if text.endswith(phrase, 0, end) and (before < 0 or not text[before].isalpha()):
            return i + 2 if reading.tokens[i + 1].text in ("chặt", "cho") else i + 1
    return None


def _doer_end(reading: Reading, i: int, handed: bool = False) -> int:
    """Index after a person or body that begins at ``i``: title, post, name; ``i`` where there is none."""
    tokens, j = reading.tokens, i
    if j < len(tokens) and (tokens[j].text in _EVERYONE or (tokens[j].text in _HOUSEHOLD and i > 0)):
        return i
    if j < len(tokens) and tokens[j].text in ("các", "cả", "đại"):
        j += 1
    bare = reading.lexicon["person-titles"].at(tokens, j) if j < len(tokens) else 0
    if bare and " ".join(t.text for t in tokens[j : j + bare]) in _OWN_MEMBERS and not _is_named(reading, i, j + bare):
        return i
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
        return _body_end(reading, i, handed)
    end = name_end(reading, j)
    if not moved and end - j < 2:
        return i
    if end == j and not posted:
        return i
    return end


_EVERYONE = frozenset({"mỗi", "từng", "mọi"})
_HOUSEHOLD = frozenset({"hộ", "nhà"})
_OWN_MEMBERS = frozenset(
    {"đảng viên", "hội viên", "đoàn viên", "học sinh", "bệnh nhân", "sản phụ", "bé", "cháu", "em", "anh em"}
)


def _is_named(reading: Reading, i: int, end: int) -> bool:
    """Whether members of the own body are told apart: by a number before or a name or post after them."""
    tokens = reading.tokens
    if i > 0 and reading.is_number(i - 1):
        return True
    return end < len(tokens) and (tokens[end].capital or reading.lexicon["posts"].at(tokens, end) > 0)


_HEADS = frozenset("tổ đội hội khoa phòng trạm ban ubkt ubnd hđnd mttq đoàn vp cc hạt ubmttq bch ngành".split())
_NOT_HEADS = frozenset("chức chống ngừa trong thể nghị với hợp khác ra đàm đoàn trực việc".split())
_HEAD_PAIRS = frozenset({"chi hội", "chi đoàn", "chi đội", "công chức", "công đoàn", "văn phòng", "ủy ban"})


def _body_end(reading: Reading, i: int, handed: bool = False) -> int:
    """Index after an office or group named by its first word ("Tổ Tự nhiên", "Hội đồng hương"); ``i`` if there is none."""
    tokens, j = reading.tokens, i
    pair = f"{tokens[i].text} {tokens[i + 1].text}" if i + 1 < len(tokens) else ""
    if i + 1 >= len(tokens) or not (tokens[i].text in _HEADS or pair in _HEAD_PAIRS):
        return i
    if (tokens[i + 1].text in _NOT_HEADS and pair not in _HEAD_PAIRS) or not (handed or reading.opens_clause(i)):
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


def _does(reading: Reading, end: int, person: bool = False) -> bool:
    """Whether a verb of doing follows within a few words, or the cell of a table row ends."""
    tokens = reading.tokens
    if (end < len(tokens) and tokens[end].text == "|") or (end == len(tokens) and any(t.text == "|" for t in tokens)):
        return True
    if end + 1 < len(tokens) and tokens[end].text in "-–" and reading.lexicon["posts"].at(tokens, end + 1):
        return True
    reach = 4
    if end < len(tokens) and tokens[end].text == "," and person:
        end, reach = next((k for k in range(end + 1, min(end + 12, len(tokens))) if tokens[k].text == ","), end), 5
        end += 1  # "Ông Khả, cán bộ hưu trí, góp …"
    for k in range(end, min(end + reach, len(tokens))):
        if tokens[k].text in (":", "(") and k == end:
            return True
        if tokens[k].text in ",.;":
            return False
        if tokens[k].text in _DOING or reading.lexicon["action-verbs"].at(tokens, k):
            return True
    return False
