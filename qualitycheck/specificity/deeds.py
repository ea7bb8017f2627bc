"""What is done (action) and to what (object)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualitycheck.specificity.numbers import number_end
from qualitycheck.specificity.reading import Reading, Stretch

_STOP = frozenset(
    "tại ở cho vào trước trong để bằng theo từ đến với xong nhằm gắn sau mỗi hằng hàng qua trên khi do mà rồi thì nếu"
    " được là phải đúng không nhưng đạt góp giúp dưới kịp thường ngay nhất hoặc còn sang thành lên ra theo có cùng".split()
)
_MARKS = frozenset('.;:()[]|"!?')
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
    "xong lại tốt đủ dứt điểm cho với về hết thêm kĩ nốt đột xuất trực tiếp ít nhất tối thiểu đầy đều đặn mới vô kiên trì rõ công khai miễn phí"
    " song phương lưu động khống chậm nhanh gọn nhẹ say nhân đạo hẳn luôn liền ngay".split()
)
_BEFORE = frozenset(
    'sẽ đã đang phải cần luôn tiếp động cực xuyên kì tôi thân giác hãy và , ; . : - + ( ) ] " | không rồi đồng thời để thì'.split()
)
_OFTEN_NOUNS = frozenset(
    "thi chi thu cân đo báo bản giao tập in cho dùng ra tiếp kể cử kê chạy ca mở học chào giữ ghi dựng kéo lát che mời đi đến gác"
    " mổ bơm khóa gọi đan tiện gò mộc ép xay vá hút lọc trông bế thử phạt thưởng gắn ghép đổ thông khám luyện ôn dự hát múa bơi ăn"
    " nhận chuyển đưa đọc giảm thay xin về bỏ xuất kể góp rút".split()
)
_NO_TOPIC = frozenset(
    "tôi mình đồng chi cấp đảng theo từ qua khi ở mỗi sang gia ai nhà công tổ hội đội ban khoa phòng trạm cứ nếu do ngoài trong"
    " bên cùng không các mô riêng phối về đ/c ông bà anh chị cô thầy cán trưởng phó bí chủ giáo đoàn bộ ủy mấy toàn tất với cách bằng".split()
)
_NO_VERB = frozenset({("bắt", "đầu"), ("bắt", "buộc"), ("phát", "triển"), ("đưa", "đẩy"), ("thay", "vì"), ("thay", "cho"), ("ghi", "nhớ"), ("làm", "chủ"), ("làm", "gương"),
                       ("trả", "giá"), ("giảm", "sút"), ("nhận", "thức"), ("thi", "đua"), ("thi", "hành"), ("học", "bác"), ("mở", "đầu"), ("gặp", "nạn")})  # fmt: skip
_MAX_OBJECT = 14


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
        end = _joined(reading, i, i + n)
        leading = end == i + n and reading.lexicon["lead-verbs"].at(tokens, i) >= n
        first = _object_start(reading, end)
        found.append(Deed(i, end, first, _object_end(reading, first, tokens[i].text in _MOVES), leading))
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
    if n == 1 and i + 1 < len(tokens) and (token.text, tokens[i + 1].text) in _NO_VERB:
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


def _joined(reading: Reading, start: int, end: int) -> int:
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


_MOVES = frozenset("vận hướng nhắc khuyên đề mời nhờ dạy kèm bồi tập động".split())


def _next_verb(reading: Reading, i: int) -> bool:
    n = reading.lexicon["action-verbs"].at(reading.tokens, i)
    return n > 0 and not reading.cut(i, n) and (n > 1 or reading.tokens[i].text not in _OFTEN_NOUNS)


def _object_start(reading: Reading, i: int) -> int:
    tokens = reading.tokens
    while i < len(tokens) and tokens[i].text in _SKIPPED and not reading.in_time(tokens[i]):
        i += 1
    return i


def _object_end(reading: Reading, i: int, people: bool = False) -> int:
    """Index after the noun phrase that begins at ``i``; a comma goes on to a further noun, not to a further verb.

    ``people``: the phrase names who is to do the next verb, which ends it ("vận động các hộ | rào chuồng").
    """
    tokens, j = reading.tokens, i
    while j < len(tokens) and j - i < _MAX_OBJECT:
        token = tokens[j]
        if people and j > i and _next_verb(reading, j):
            break
        stops = token.text in _STOP and not reading.cut(j)
        if token.text in _MARKS or stops or reading.in_time(token) or (token.text == "," and j == i):
            break
        if token.text == "," and not _lists_on(reading, j + 1):
            break
        j += 1
    return j


def _lists_on(reading: Reading, i: int) -> bool:
    tokens = reading.tokens
    if i >= len(tokens) or not tokens[i].is_word or tokens[i].text in _STOP or tokens[i].text == "không":
        return False
    lexicon = reading.lexicon
    if reading.in_time(tokens[i]) or lexicon["posts"].at(tokens, i):
        return False
    return not lexicon["action-verbs"].at(tokens, i) and not lexicon["attitude-verbs"].at(tokens, i)


def object_stretch(reading: Reading, deed: Deed) -> Stretch | None:
    """The object's characters, None where it is empty or vague; the noun inside the verb where only its recipient follows."""
    if (inner := _inner(reading, deed)) is not None:
        return inner
    if _for_everybody(reading, deed):
        return _asked_for(reading, deed)
    if (noun := _opened(reading, deed)) is not None:
        return reading.tokens[noun].start, reading.tokens[deed.object_end - 1].end
    if deed.object_start >= deed.object_end:
        return _served(reading, deed)
    if _is_vague(reading, deed.object_start, deed.object_end):
        return None
    if _mere_measure(reading, deed.object_start, deed.object_end):
        return None
    if _broken(reading, deed.object_start, deed):
        return None
    return reading.tokens[deed.object_start].start, reading.tokens[deed.object_end - 1].end


_RECIPIENT = frozenset(["cho", "với", "tặng"])


def _inner(reading: Reading, deed: Deed) -> Stretch | None:
    """ "phát quà | cho hội viên", "tiếp công dân | sáng thứ Hai": the noun that the verb phrase ends with, its real object."""
    tokens, end = reading.tokens, deed.end
    verb = reading.lexicon["action-verbs"].shortest(tokens, deed.start)
    if not verb or deed.start + verb >= end or any(t.text in (",", "và") for t in tokens[deed.start : end]):
        return None
    open_end = end < len(tokens) and (
        tokens[end].text in _RECIPIENT or (tokens[end].text == "," and _lists_on(reading, end + 1))
    )
    if (
        not open_end
        or reading.lexicon["action-verbs"].at(tokens, deed.start + verb)
        or tokens[deed.start + verb].text in _NOT_INNER
    ):
        return None
    return tokens[deed.start + verb].start, tokens[end - 1].end


def _served(reading: Reading, deed: Deed) -> Stretch | None:
    """ "tiêm chủng | cho trẻ dưới 1 tuổi": where nothing is handed over, those for whom it is done."""
    tokens, at = reading.tokens, deed.object_start
    if at + 1 >= len(tokens) or tokens[at].text not in ("cho", "với"):
        return None
    end = _object_end(reading, at + 1)
    return (tokens[at + 1].start, tokens[end - 1].end) if end > at + 1 else None


_EVERYBODY = frozenset(
    "các toàn thể và , nhân dân người bà con quần chúng đồng bào hộ mọi cán bộ đảng viên công viên chức".split()
)


def _for_everybody(reading: Reading, deed: Deed) -> bool:
    """ "vận động bà con …": people so general that what they are asked to do says more."""
    words = [t.text for t in reading.tokens[deed.object_start : deed.object_end]]
    return reading.tokens[deed.start].text in _MOVES and bool(words) and all(w in _EVERYBODY for w in words)


def _asked_for(reading: Reading, deed: Deed) -> Stretch | None:
    """What people are asked for: the object of the next verb, or that verb itself where it has none."""
    verb = deed.object_end
    if verb >= len(reading.tokens) or not _next_verb(reading, verb):
        return reading.tokens[deed.object_start].start, reading.tokens[deed.object_end - 1].end
    end = _joined(reading, verb, verb + reading.lexicon["action-verbs"].at(reading.tokens, verb))
    first = _object_start(reading, end)
    last = _object_end(reading, first)
    return reading.tokens[first if last > first else verb].start, reading.tokens[max(last, end) - 1].end


def _opened(reading: Reading, deed: Deed) -> int | None:
    """Token of the noun that the verb phrase ends with where the object goes on from it ("lắp camera | an ninh ngõ phố")."""
    tokens, verbs = reading.tokens, reading.lexicon["action-verbs"]
    last = deed.start
    while (n := verbs.at(tokens, last)) and last + n < deed.end:
        last += n
    verb = verbs.shortest(tokens, last)
    at = last + verb
    if not verb or at >= deed.end or deed.object_start != deed.end or deed.object_end <= deed.object_start:
        return None
    if reading.is_number(deed.end) or any(t.text in (",", "và") for t in tokens[deed.start : deed.end]):
        return None
    return None if tokens[at].text in _NOT_INNER or verbs.at(tokens, at) else at


_NOT_INNER = frozenset(
    "tuần lại dẹp dọn sát soát kê tra xét đỡ hỏi giá giải điểm công bị cấp góp chữa đặt thêm mới sạch tục hiện".split()
)
_LONG_LISTS = ("attitude-verbs", "action-verbs", "vague-words", "units", "deliverables", "posts", "spots")


def _broken(reading: Reading, i: int, deed: Deed | None = None) -> bool:
    """Whether a stretch that begins at token ``i`` would begin inside a longer word or phrase ("nâng | cao nhận thức").

    Phrases that begin inside the verb of ``deed`` do not count ("tự | học tiếng | Tày").
    """
    tokens = reading.tokens
    if i == 0 or not tokens[i].is_word:
        return False
    for name in _LONG_LISTS:
        for start in range(max(0, i - 3), i):
            if deed is not None and deed.start < start < deed.end:
                continue
            n = reading.lexicon[name].at(tokens, start)
            if start + n > i and not reading.cut(start, n):
                return True
    return False


_VERBAL = frozenset("thực tiến giữ làm được bị nên cần muốn biết thấy sống nói coi xem".split())
_NO_QUOTE = ("action-verbs", "attitude-verbs", "making-verbs", "lead-verbs")


def quotable(reading: Reading, stretch: Stretch) -> bool:
    """Whether a filler reads well when quoted alone: a noun phrase of two syllables or more, whole words, no verb first."""
    at = [i for i, t in enumerate(reading.tokens) if stretch[0] <= t.start < stretch[1]]
    if len(at) < 2 or not reading.tokens[at[0]].is_word or _broken(reading, at[0]):
        return False
    first, after = reading.tokens[at[0]], at[-1] + 1
    inside = any(reading.lexicon[n].at(reading.tokens, at[0]) for n in _NO_QUOTE)
    cut = any(
        at[-1] + 1 - k > 0 and reading.lexicon[n].at(reading.tokens, k) > after - k
        for n in _LONG_LISTS
        for k in at[-3:]
    )
    return not inside and not cut and first.text not in _STOP | _NO_TOPIC | _VERBAL


_COUNTS = frozenset("lần lượt buổi tiết giờ phút ngày tuần tháng năm đợt phiên bữa chuyến tiếng % điểm kì".split())


def _mere_measure(reading: Reading, start: int, end: int) -> bool:
    """ "hai lần", "95%", "từ 20": how much or how often, not what."""
    if not reading.is_number(start):
        return False
    at = number_end(reading.tokens, start)
    if at >= end:
        return True
    return reading.tokens[at].text in _COUNTS and (end - at <= 2 or reading.tokens[at + 1].text == "/")


def _is_vague(reading: Reading, start: int, end: int) -> bool:
    return reading.lexicon["vague-words"].at(reading.tokens, start) >= end - start


def topic(reading: Reading, deeds_found: Sequence[Deed]) -> Stretch | None:
    """The noun phrase that opens the clause before its verb: "Sổ hộ tịch cũ … quét xong", "BHYT toàn ấp đạt 95%"."""
    tokens, start = reading.tokens, reading.body()
    if start + 1 < len(tokens) and (tokens[start].text, tokens[start + 1].text) in _NO_VERB | {("bản", "thân")}:
        return None
    if start < len(tokens) and reading.is_number(start):
        return None  # "Tuyến Bến Gỗ: 120 cái": a count, not what is done
    stop = min((d.start for d in deeds_found if d.start >= start), default=len(tokens))
    end = start
    while end < min(stop, len(tokens)) and end - start < _MAX_OBJECT:
        token = tokens[end]
        stops = token.text in _STOP and end > start and not reading.cut(end)
        if token.text in _MARKS or reading.in_time(token) or stops or token.text == ",":
            break
        if reading.lexicon["attitude-verbs"].at(tokens, end):
            return None
        end += 1
    if end - start < 2 or tokens[start].text in _NO_TOPIC | _VERBAL or reading.lexicon["posts"].at(tokens, start):
        return None
    return tokens[start].start, tokens[end - 1].end
