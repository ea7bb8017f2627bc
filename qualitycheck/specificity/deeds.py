"""What is done (action) and to what (object)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualitycheck.specificity.reading import Reading, Stretch

_STOP = frozenset(
    "tại ở cho vào trước trong để bằng theo từ đến với xong nhằm gắn sau mỗi hằng hàng qua trên khi do mà rồi thì nếu"
    " được là phải đúng không nhưng đạt góp theo giúp bảo đảm dưới kịp thường".split()
)
_MARKS = frozenset(".;:,()[]\"!?")
_VAGUE_OBJECTS = frozenset("nhiệm công chức trách kết chất hiệu các mọi tốt nghiêm".split())
_BEFORE = frozenset("sẽ đã đang phải cần luôn trực tiếp chủ động tích cực thường xuyên định kì tôi thân tự hãy và , ; . : - + ( không".split())


@dataclass(frozen=True, slots=True)
class Deed:
    """Token indices: the verb from ``start`` to ``end``, its object to ``object_end``."""

    start: int
    end: int
    object_end: int


def deeds(reading: Reading) -> Iterator[Deed]:
    """Concrete verbs with their objects, in order of the text."""
    tokens, i = reading.tokens, reading.body()
    while i < len(tokens):
        n = _verb(reading, i)
        if not n:
            i += max(1, reading.lexicon["attitude-verbs"].at(tokens, i))
            continue
        end = _joined(reading, i + n)
        yield Deed(i, end, _object_end(reading, end))
        i = end


def _verb(reading: Reading, i: int) -> int:
    """Length of the concrete verb at token ``i``, 0 if there is none or it stands as a noun or in a name."""
    tokens = reading.tokens
    n = reading.lexicon["action-verbs"].at(tokens, i)
    if not n or reading.quoted(tokens[i]) or reading.cited(tokens[i]) or reading.in_time(tokens[i]):
        return 0
    if reading.lexicon["attitude-verbs"].at(tokens, i) > n or (tokens[i].capital and i > 0 and not _opens(reading, i)):
        return 0
    if i > reading.body() and reading.lexicon["noun-markers"].before(tokens, i):
        return 0
    if n == 1 and not _opens(reading, i) and not reading.lexicon["posts"].before(tokens, i):
        return 0 if tokens[i].text in _OFTEN_NOUNS else n
    return n


_OFTEN_NOUNS = frozenset("thi chi thu cân đo báo bản giao tập in cho dùng ra tiếp kể cử kê chạy ca mở học chào giữ ghi đo dựng kéo lát".split())


def _opens(reading: Reading, i: int) -> bool:
    return i == reading.body() or i == 0 or reading.tokens[i - 1].text in _BEFORE or reading.in_time(reading.tokens[i - 1])


def _joined(reading: Reading, end: int) -> int:
    """Goes on over a second verb: "rà soát, thống kê", "kiểm tra và sửa chữa"."""
    tokens = reading.tokens
    while end + 1 < len(tokens) and tokens[end].text in (",", "và"):
        n = reading.lexicon["action-verbs"].at(tokens, end + 1)
        if not n or (n == 1 and tokens[end].text == ","  and end + 1 + n < len(tokens) and False):
            break
        end += 1 + n
    while end < len(tokens) and (n := reading.lexicon["action-verbs"].at(tokens, end)) and not reading.in_time(tokens[end]):
        end += n
    return end


def _object_end(reading: Reading, i: int) -> int:
    """Index after the noun phrase that begins at ``i``."""
    tokens, j = reading.tokens, i
    while j < len(tokens) and j - i < 12:
        token = tokens[j]
        if token.text in _MARKS or (token.text in _STOP and j > i) or reading.in_time(token):
            break
        j += 1
    return j


def object_stretch(reading: Reading, deed: Deed) -> Stretch | None:
    """The object's characters, None where it is empty or vague."""
    tokens, i = reading.tokens, deed.end
    while i < deed.object_end and tokens[i].text in ("xong", "lại", "tốt", "đủ", "dứt", "điểm", "cho", "với", "về", "công"):
        i += 1
    if i >= deed.object_end or tokens[i].text in _STOP:
        return None
    if reading.lexicon["vague-words"].at(tokens, i) >= deed.object_end - i:
        return None
    return tokens[i].start, tokens[deed.object_end - 1].end
