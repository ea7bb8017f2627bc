"""To what it is done (object): the noun phrase of a verb, of its own noun, or the topic before it."""

from __future__ import annotations

from collections.abc import Sequence

from qualitycheck.specificity.deeds import (
    MARKS,
    MAX_OBJECT,
    MOVES,
    NO_VERB,
    STOP,
    Deed,
    joined,
    lists_on,
    next_verb,
    noun_end,
    noun_start,
)
from qualitycheck.specificity.numbers import number_end
from qualitycheck.specificity.reading import Reading, Stretch

_NO_TOPIC = frozenset(
    "tôi mình đồng chi cấp đảng theo từ qua khi ở mỗi sang gia ai nhà công tổ hội đội ban khoa phòng trạm cứ nếu do ngoài trong"
    " bên cùng không các mô riêng phối về đ/c ông bà anh chị cô thầy cán trưởng phó bí chủ giáo đoàn bộ ủy mấy toàn tất với cách bằng".split()
)


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
        tokens[end].text in _RECIPIENT or (tokens[end].text == "," and lists_on(reading, end + 1))
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
    end = noun_end(reading, at + 1)
    return (tokens[at + 1].start, tokens[end - 1].end) if end > at + 1 else None


_EVERYBODY = frozenset(
    "các toàn thể và , nhân dân người bà con quần chúng đồng bào hộ mọi cán bộ đảng viên công viên chức".split()
)


def _for_everybody(reading: Reading, deed: Deed) -> bool:
    """ "vận động bà con …": people so general that what they are asked to do says more."""
    words = [t.text for t in reading.tokens[deed.object_start : deed.object_end]]
    return reading.tokens[deed.start].text in MOVES and bool(words) and all(w in _EVERYBODY for w in words)


def _asked_for(reading: Reading, deed: Deed) -> Stretch | None:
    """What people are asked for: the object of the next verb, or that verb itself where it has none."""
    verb = deed.object_end
    if verb >= len(reading.tokens) or not next_verb(reading, verb):
        return reading.tokens[deed.object_start].start, reading.tokens[deed.object_end - 1].end
    end = joined(reading, verb, verb + reading.lexicon["action-verbs"].at(reading.tokens, verb))
    first = noun_start(reading, end)
    last = noun_end(reading, first)
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
    "tuần điện tin thoại lại dẹp dọn sát soát kê tra xét đỡ hỏi giá giải điểm công bị cấp góp chữa đặt thêm mới sạch tục hiện".split()
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
    return not inside and not cut and first.text not in STOP | _NO_TOPIC | _VERBAL


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
    if start + 1 < len(tokens) and (tokens[start].text, tokens[start + 1].text) in NO_VERB | {("bản", "thân")}:
        return None
    if start < len(tokens) and reading.is_number(start):
        return None  # "Tuyến Bến Gỗ: 120 cái": a count, not what is done
    stop = min((d.start for d in deeds_found if d.start >= start), default=len(tokens))
    end = start
    while end < min(stop, len(tokens)) and end - start < MAX_OBJECT:
        token = tokens[end]
        stops = token.text in STOP and end > start and not reading.cut(end)
        if token.text in MARKS or reading.in_time(token) or stops or token.text == ",":
            break
        if reading.lexicon["attitude-verbs"].at(tokens, end):
            return None
        end += 1
    if end - start < 2 or tokens[start].text in _NO_TOPIC | _VERBAL or reading.lexicon["posts"].at(tokens, start):
        return None
    return tokens[start].start, tokens[end - 1].end
