"""Named places and beneficiaries, and people or bodies that do the work (owner)."""

from __future__ import annotations

from collections.abc import Iterator

from qualitycheck.specificity.reading import Reading, Stretch
from qualitycheck.specificity.tokens import Token

_NO_NAME = frozenset(
    "đảng bác nhà nhân tổ việt trung ương chính mặt ủy uỷ hđnd ubnd nq ct quốc hồ đoàn hội ban các xhcn mác lênin ntm nqtw cb đv cbcc cbgv".split()
)
_JOIN = frozenset({"và", ",", "-", "–"})
_TO = frozenset({"đến", "ra", "tới", "vào", "lên", "về"})
_GIVING = frozenset({"cho", "giúp", "tặng", "đỡ", "hộ", "với", "thăm", "của", "gặp", "nhắc", "báo", "phát", "dạy", "đón"})
_HANDING = ("phân công", "giao cho", "giao", "cử", "do", "nhờ", "mời", "cùng với", "cùng", "phối hợp với", "phối hợp cùng",
            "phối hợp", "phối hợp chặt chẽ với")  # fmt: skip
_DOING = frozenset("chủ trì phụ phối đảm quản theo thực trực kiểm nhận chịu soạn giúp làm tổng ghi giữ cùng dựng quay lo góp".split())


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
    """("named" | "spot" | "person" | "group", stretch) in order of the text."""
    tokens, i = reading.tokens, 0
    while i < len(tokens):
        found = None if reading.cited(tokens[i]) else (_named(reading, i) or _spot(reading, i) or _person(reading, i))
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
    if not n or reading.quoted(reading.tokens[i]):
        return None
    spot = max(n, reading.lexicon["spots"].at(reading.tokens, i))
    inner = reading.lexicon["place-nouns"].at(reading.tokens, i + spot) if i + spot < len(reading.tokens) else 0
    for start in (i + spot + inner, i + n):
        if start < len(reading.tokens) and (end := _name_end(reading, start)) > start:
            return "named", end
    return None


def _spot(reading: Reading, i: int) -> tuple[str, int] | None:
    n = reading.lexicon["spots"].at(reading.tokens, i)
    if not n or reading.quoted(reading.tokens[i]):
        return None
    return "spot", i + n


def _person(reading: Reading, i: int) -> tuple[str, int] | None:
    tokens = reading.tokens
    n = reading.lexicon["person-titles"].at(tokens, i)
    if not n or i + n >= len(tokens) or reading.quoted(tokens[i]):
        return None
    inner = reading.lexicon["person-titles"].at(tokens, i + n)
    end = _name_end(reading, i + n + inner)
    if end == i + n + inner or tokens[end - 1].is_digits or tokens[i + n + inner].acronym:
        return None
    return "person", end


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
        if n and i > 0 and reading.tokens[i - 1].text in _GIVING and not reading.quoted(token):
            yield "group", (token.start, reading.tokens[i + n - 1].end)


def owners(reading: Reading) -> Iterator[Stretch]:
    """People and bodies that do the work besides the author."""
    tokens = reading.tokens
    for i in range(len(tokens)):
        start = _handed(reading, i)
        if start is not None and (end := _doer_end(reading, start)) > start:
            yield tokens[start].start, tokens[end - 1].end
        elif _begins_clause(reading, i) and (end := _doer_end(reading, i)) > i and _does(tokens, end):
            yield tokens[i].start, tokens[end - 1].end


def _handed(reading: Reading, i: int) -> int | None:
    """Index after "phân công", "do", "phối hợp với" … that ends at ``i``."""
    text = reading.folded
    end = reading.tokens[i].end
    for phrase in _HANDING:
        if text.endswith(phrase, 0, end) and i + 1 < len(reading.tokens):
            before = end - len(phrase) - 1
            if before < 0 or not text[before].isalpha():
                return i + 1
    return None


def _begins_clause(reading: Reading, i: int) -> bool:
    return i == 0 or i == reading.body() or reading.tokens[i - 1].text in (",", ";", ".", ":")


def _doer_end(reading: Reading, i: int) -> int:
    """Index after a person or body that begins at ``i``: title, post, name."""
    tokens, j = reading.tokens, i
    if j < len(tokens) and tokens[j].text in ("các", "cả", "cán"):
        j += 1
    moved = False
    while j < len(tokens):
        n = max(reading.lexicon["person-titles"].at(tokens, j), reading.lexicon["posts"].at(tokens, j))
        if not n:
            break
        j, moved = j + n, True
    if not moved:
        return i
    end = _name_end(reading, j)
    last = tokens[j - 1].text
    if end == j and last in ("đồng chí", "chí", "đ/c", "ông", "bà", "anh", "chị", "em", "cô", "thầy", "hộ", "đình"):
        return i
    return end


def _does(tokens: list[Token] | object, end: int) -> bool:
    items: list[Token] = list(tokens)  # type: ignore[call-overload]
    return end < len(items) and (items[end].text in _DOING or items[end].text in (":", "("))
