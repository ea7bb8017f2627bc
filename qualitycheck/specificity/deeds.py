"""What is done (action), and where the words of its object begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualitycheck.specificity.reading import Reading, Stretch

STOP = frozenset(
    "tại ở cho vào trước trong để bằng theo từ đến với xong nhằm gắn sau mỗi hằng hàng qua trên khi do mà rồi thì nếu"
    " được là phải đúng không nhưng đạt góp giúp dưới kịp thường ngay nhất hoặc còn sang thành lên ra theo có cùng".split()
)
MARKS = frozenset('.;:()[]|"!?')
_IN_WORD = frozenset(
    {
        ("hội", "họp"),
        ("mái", "che"),
        ("giấy", "mời"),
        ("chi", "bộ"),
        ("bắt", "đầu"),
        ("bài", "giảng"),
        ("xí", "nghiệp"),
        ("bộ", "phận"),
    }
)
_SKIPPED = frozenset(
    "xong lại tốt đủ dứt điểm cho với về hết thêm kĩ nốt đột xuất trực tiếp ít nhất tối thiểu đầy đều đặn mới vô kiên trì"
    " rõ chậm nhanh gọn nhẹ say hẳn luôn liền ngay".split()
)
_SKIPPED_PAIRS = frozenset({"công khai", "miễn phí", "song phương", "lưu động", "nhân đạo", "đối với", "bằng văn bản"})
_BEFORE = frozenset(
    'sẽ đã đang phải cần luôn tiếp động cực xuyên kì tôi thân giác hãy và , ; . : - + ( ) ] " | không rồi đồng thời để thì'.split()
)
_OFTEN_NOUNS = frozenset(
    "thi chi thu cân đo báo bản giao tập in cho dùng ra tiếp kể cử kê chạy ca mở học chào giữ ghi dựng kéo lát che mời đi đến gác"
    " mổ bơm khóa gọi đan tiện gò mộc ép xay vá hút lọc trông bế thử phạt thưởng gắn ghép đổ thông khám luyện ôn dự hát múa bơi ăn"
    " nhận chuyển đưa đọc giảm thay xin về bỏ xuất kể góp rút".split()
)
NO_VERB = frozenset({("bắt", "đầu"), ("bắt", "buộc"), ("phát", "triển"), ("đưa", "đẩy"), ("thay", "vì"), ("thay", "cho"), ("ghi", "nhớ"), ("làm", "chủ"), ("làm", "gương"),
                       ("trả", "giá"), ("giảm", "sút"), ("nhận", "thức"), ("thi", "đua"), ("thi", "hành"), ("học", "bác"), ("mở", "đầu"), ("gặp", "nạn")})  # fmt: skip
MAX_OBJECT = 14


@dataclass(frozen=True, slots=True)
class Deed:
    """Token indices: the verb from ``start`` to ``end``, its object from ``object_start`` to ``object_end``."""

    start: int
    end: int
    object_start: int
    object_end: int
    leading: bool = False  # only opens the way for the next verb


def deeds(reading: Reading, owners: Sequence[Stretch] = ()) -> list[Deed]:
    """Concrete verbs with their objects: those after a topic label first, then those in it; the deciding one first."""
    body = reading.body()
    found = [*_between(reading, body, len(reading.tokens), owners), *_between(reading, 0, body, owners)]
    found.sort(
        key=lambda d: _aside(reading, d.start, body)
    )  # stable: what stands in brackets or under "khi" comes last
    for k, deed in enumerate(found):
        if not (deed.leading or reading.tokens[deed.start].text in _MEASURES):
            return [deed, *found[:k], *found[k + 1 :]] if _near(reading, found[0], deed) else found
    return found


_HANDS_OVER = frozenset("phân giao cử mời đến xuống về đi mang lên".split())
_NOT_OPENED = frozenset(", . ; cho để nhằm".split())
_MEASURES = frozenset("đạt giảm tăng xuống lên".split())
_CONDITIONS = frozenset("khi lúc nếu hễ ai".split())
_AFTER_CONDITION = frozenset(", : ; thì không phải mới".split())


def _aside(reading: Reading, i: int, body: int) -> bool:
    """Whether token ``i`` stands in brackets or in the condition that opens the sentence ("Khi đi cơ sở không …")."""
    tokens = reading.tokens
    opened = [t.text for t in tokens[:i] if t.text in "()"]
    if opened.count("(") > opened.count(")"):
        return True
    if body <= i and tokens[body].text in _BOUNDS and body + 1 < len(tokens):
        opens = tokens[body].text in _CONDITIONS or tokens[body + 1].text == "khi"
        return opens and not any(t.text in _AFTER_CONDITION for t in tokens[body:i])
    return False


_BOUNDS = _CONDITIONS | {"trước", "sau", "mỗi"}


def _near(reading: Reading, first: Deed, deed: Deed) -> bool:
    """Whether ``deed`` is what ``first`` opens the way for: same clause, not for others ("bố trí máy cho dân tra cứu")."""
    opened = max(first.end, first.start + reading.lexicon["lead-verbs"].at(reading.tokens, first.start))
    between = reading.tokens[opened : deed.start]
    handed = opened > first.end or reading.tokens[first.start].text in _HANDS_OVER
    barred = ".;" if handed else _NOT_OPENED
    return deed.start >= first.start and not any(t.text in barred for t in between) and len(between) <= 16


def _between(reading: Reading, start: int, stop: int, owners: Sequence[Stretch]) -> list[Deed]:
    tokens, i, found = reading.tokens, start, []
    while i < stop:
        n = 0 if any(a <= tokens[i].start < b for a, b in owners) else _verb(reading, i, start)
        if not n:
            refused = 0 if reading.cut(i) else reading.lexicon["action-verbs"].at(tokens, i)
            i += max(1, reading.lexicon["attitude-verbs"].at(tokens, i), refused)
            continue
        end = joined(reading, i, i + n)
        leading = end == i + n and reading.lexicon["lead-verbs"].at(tokens, i) >= n
        first = noun_start(reading, end)
        found.append(Deed(i, end, first, noun_end(reading, first, tokens[i].text in MOVES), leading))
        i = end
    return found


def _whole_verb(reading: Reading, i: int) -> int:
    """Length of the longest verb phrase at ``i`` that ends no longer word in two ("làm | nhà ở", not "làm nhà | ở")."""
    verbs = reading.lexicon["action-verbs"]
    n = verbs.at(reading.tokens, i)
    return verbs.shortest(reading.tokens, i) if n > 1 and reading.cut(i, n) else n


def _verb(reading: Reading, i: int, start: int) -> int:
    """Length of the concrete verb at token ``i``, 0 if there is none or it stands as a noun or in a name."""
    tokens, token = reading.tokens, reading.tokens[i]
    n = _whole_verb(reading, i)
    if n and (reading.cut(i, n) or (i > 0 and (tokens[i - 1].text, token.text) in _IN_WORD)):
        return 0
    if n == 1 and token.text == "dạy" and i > 0 and tokens[i - 1].text in ("hồ", "bác", "người"):
        return 0
    if n == 1 and i + 1 < len(tokens) and (token.text, tokens[i + 1].text) in NO_VERB:
        return 0
    if not n or reading.quoted(token) or reading.cited(token) or reading.in_time(token):
        return 0
    if reading.lexicon["attitude-verbs"].at(tokens, i) > n or (
        token.capital and i > start and not _opens(reading, i, start)
    ):
        return 0
    if i > start and _is_noun(reading, i):
        return 0
    if i == 1 and tokens[0].text == "về":
        return 0
    if n == 1 and not _opens(reading, i, start) and token.text in _OFTEN_NOUNS and not _measures(reading, i):
        return n if i > start and tokens[i - 1].text in _MODAL and tokens[i - 1].is_word else 0
    return n


_TAKES_ON = frozenset("nhận chọn có là bằng".split())
_ONE_OF_MANY = frozenset("mỗi từng cả các những mấy nhiều toàn mọi".split())


def _is_noun(reading: Reading, i: int) -> bool:
    """Whether the word before makes a noun of a verb ("công tác kiểm tra"); a counted group is its subject ("mỗi lớp làm")."""
    n = reading.lexicon["noun-markers"].before(reading.tokens, i)
    if not n:
        return False
    head = i - n
    if reading.tokens[i - 1].text in ("việc", "cách") and head > 0 and reading.tokens[head - 1].text in _TAKES_ON:
        return False  # "chọn việc vận động …", "bằng cách dựng …"
    return head == 0 or not (reading.tokens[head - 1].text in _ONE_OF_MANY or reading.is_number(head - 1))


_MODAL = frozenset(
    "sẽ đã đang phải được cùng rồi tự để chỉ cũng thì bị nào đó hộ em nhà thôn bản đi về sang nhau".split()
)


_NO_COUNTING = frozenset("thi chi ca lần khóa bản cho in ra mở học tiếp đi kê trông gác tập đến".split())


def _measures(reading: Reading, i: int) -> bool:
    """ "hoá đơn điện giảm 10%", "vườn ươm xuất 2 vạn cây": a verb with its number, a change with its bounds."""
    tokens = reading.tokens
    if i + 1 >= len(tokens) or tokens[i].text in _NO_COUNTING:
        return False
    if reading.is_number(i + 1):
        return True
    return tokens[i].text in ("giảm", "tăng") and tokens[i + 1].text in ("từ", "còn", "thêm", "ít")


def _opens(reading: Reading, i: int, start: int) -> bool:
    return i == start or reading.tokens[i - 1].text in _BEFORE or reading.in_time(reading.tokens[i - 1])


def _ends_in_noun(reading: Reading, start: int, end: int) -> bool:
    """Whether the verb phrase from ``start`` to ``end`` carries a noun of its own ("mở lớp", "trả kết quả")."""
    tokens, verbs = reading.tokens, reading.lexicon["action-verbs"]
    if verbs.at(tokens, start) != end - start:
        return False
    at = start + verbs.shortest(tokens, start)
    return at < end and tokens[at].text in _OWN_NOUNS


_OWN_NOUNS = frozenset("kết lớp tin bài quỹ sổ hồ đơn thư phiếu giấy".split())


def joined(reading: Reading, start: int, end: int) -> int:
    """Goes on over further verbs: "rà soát, thống kê", "kiểm tra và sửa chữa", "vận động lắp"."""
    tokens = reading.tokens
    while end + 2 < len(tokens) and tokens[end].text in (",", "và"):
        end += tokens[end + 1].text == "không"  # "không quát mắng, không doạ nạt trẻ"
        n = max(reading.lexicon[name].at(tokens, end + 1) for name in ("action-verbs", "making-verbs"))
        if not n or reading.lexicon["attitude-verbs"].at(tokens, end + 1) > n or reading.cut(end + 1, n):
            end -= tokens[end].text == "không"
            break
        end += 1 + n
    while end < len(tokens) and (n := reading.lexicon["action-verbs"].at(tokens, end)):
        if _ends_in_noun(reading, start, end):
            break  # "trả kết quả | đăng ký thường trú"
        if reading.in_time(tokens[end]) or (n == 1 and tokens[end].text in _OFTEN_NOUNS):
            break
        end += n
    return end


MOVES = frozenset("vận hướng nhắc khuyên đề mời nhờ dạy kèm bồi tập động".split())


def next_verb(reading: Reading, i: int) -> bool:
    n = reading.lexicon["action-verbs"].at(reading.tokens, i)
    return n > 0 and not reading.cut(i, n) and (n > 1 or reading.tokens[i].text not in _OFTEN_NOUNS)


def noun_start(reading: Reading, i: int) -> int:
    """Index where the object begins: adverbs of the verb are passed over."""
    tokens = reading.tokens
    while i < len(tokens) and not reading.in_time(tokens[i]):
        words = [t.text for t in tokens[i : i + 3]]
        if " ".join(words[:2]) in _SKIPPED_PAIRS:
            i += 2
        elif " ".join(words) in _SKIPPED_PAIRS:
            i += 3
        elif words[0] in _SKIPPED and not reading.cut(i):
            i += 1
        else:
            break
    return i


def noun_end(reading: Reading, i: int, people: bool = False) -> int:
    """Index after the noun phrase that begins at ``i``; a comma goes on to a further noun, not to a further verb.

    ``people``: the phrase names who is to do the next verb, which ends it ("vận động các hộ | rào chuồng").
    """
    tokens, j = reading.tokens, i
    while j < len(tokens) and j - i < MAX_OBJECT:
        token = tokens[j]
        if people and j > i and next_verb(reading, j):
            break
        stops = token.text in STOP and not reading.cut(j)
        if token.text in MARKS or stops or reading.in_time(token) or (token.text == "," and j == i):
            break
        if token.text == "," and not lists_on(reading, j + 1):
            break
        j += 1
    return j


def lists_on(reading: Reading, i: int) -> bool:
    tokens = reading.tokens
    if i >= len(tokens) or not tokens[i].is_word or tokens[i].text in STOP or tokens[i].text == "không":
        return False
    lexicon = reading.lexicon
    if reading.in_time(tokens[i]) or lexicon["posts"].at(tokens, i):
        return False
    return not lexicon["action-verbs"].at(tokens, i) and not lexicon["attitude-verbs"].at(tokens, i)
