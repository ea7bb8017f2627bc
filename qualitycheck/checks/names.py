"""Names of organisations, places and persons as they stand in a text, and whether they are the author's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualitycheck.rules import RuleSet
from qualitycheck.types import Document
from qualitycheck.vietnamese.characters import fold, key

# class of organisation -> how its name begins; "place" is the name of an administrative unit itself
_HEADS: tuple[tuple[str, str], ...] = (
    ("party", "chi bộ|chi ủy|đảng bộ|đảng ủy|chi đảng bộ|huyện ủy|thị ủy|thành ủy|tỉnh ủy"),
    ("school", "trường|học viện|trung tâm gdnn - gdtx|trung tâm giáo dục thường xuyên"),
    ("health", "bệnh viện|trạm y tế|trung tâm y tế|trung tâm kiểm soát bệnh tật|phòng khám|trạm xá"),
    ("government", "ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân"),
    ("mass", "hội lhpn|hội liên hiệp phụ nữ|hội phụ nữ|hội nông dân|hội cựu chiến binh|hội ccb|đoàn thanh niên|"
             "công đoàn|mặt trận tổ quốc|mttq|ủy ban mttq|hội người cao tuổi|hội chữ thập đỏ|hội khuyến học|liên đoàn lao động|huyện đoàn|tỉnh đoàn|thành đoàn|đoàn xã"),
    ("police", "công an"),
    ("army", "ban chqs|ban chỉ huy quân sự|bộ chqs|tiểu đoàn|đại đội|trung đoàn|đồn biên phòng|lữ đoàn|sư đoàn|hải đội|trạm kiểm soát biên phòng"),
    ("office", "phòng|chi cục|cục|hạt kiểm lâm|viện kiểm sát|viện ksnd|tòa án|kho bạc|ngân hàng|sở|trung tâm|bưu điện"),
    ("firm", "công ty|xí nghiệp|nhà máy|hợp tác xã|htx|lâm trường|nông trường|điện lực|chi nhánh|tổng công ty|tập đoàn|quỹ tín dụng"),
    ("village", "thôn|bản|ấp|xóm|khu phố|khóm|buôn|làng|tổ dân phố"),
    ("commune", "xã|phường|thị trấn"),
    ("district", "huyện|thị xã|quận|thành phố"),
)  # fmt: skip
_CLASS = {fold(word): name for name, words in _HEADS for word in words.split("|")}
_LONGEST = sorted(_CLASS, key=lambda w: (-len(w), w))
_HEAD = re.compile(r"(?<![\w])(?:" + "|".join(map(re.escape, _LONGEST)) + r")(?=\s)")
# lower-case words that a name may go through: "Chi bộ thôn Bản Hon", "Trường THCS và THPT An Sơn"
_THROUGH = frozenset(
    fold(
        "xã phường thị trấn huyện thành phố tỉnh quận thôn bản ấp xóm khu khối cơ quan trường tiểu học mầm non mẫu giáo "
        "trung học cơ sở phổ thông dân tộc bán trú nội trú đa khoa quân sự công an đội khoa phòng trạm y tế tàu lai số "
        "thuế hội liên hiệp phụ nữ nông dân nhân dân kiểm lâm biên phòng cổ phần buôn làng tổ và"
    ).split()
)
_TOKEN = re.compile(r"[^\s,.;:!?()\"“”]+|[,.;:!?()\"“”]")
_NUMBERED = frozenset({"party", "village"})  # "Chi bộ Đội thuế số 3"; but "phòng số 1" is a room
_TERRITORIAL = frozenset({"government", "police", "army", "mass", "party", "village", "commune", "district"})
PLACES = frozenset({"village", "commune", "district"})
_ACRONYM = re.compile(r"[A-ZĐ&]{2,}\d*\Z")
_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
PERSON = rf"[{_UPPER}][^\W\d_A-Z]*(?:[ ][{_UPPER}][^\W\d_A-Z]*){{1,4}}"
UPPER_PERSON = rf"[{_UPPER}]{{1,7}}(?:[ ][{_UPPER}]{{1,7}}){{1,4}}(?!\w)"


@dataclass(frozen=True, slots=True)
class Mention:
    """A named organisation: ``kind`` its class, ``proper`` the key of its proper words alone."""

    start: int
    end: int
    text: str
    kind: str
    proper: str


@dataclass(frozen=True, slots=True)
class Own:
    """All that the document's header says of its author: the keys of the facts, and the organisations named there."""

    text: str
    mentions: tuple[Mention, ...]

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(m.kind for m in self.mentions)


def mentions(text: str) -> Iterator[Mention]:
    """Organisations and places with a proper name, in order; one inside another is not repeated."""
    folded, end = fold(text), 0
    for head in _HEAD.finditer(folded):
        if head.start() < end:
            continue
        stop, proper = _extend(text, folded, head.end(), _CLASS[head[0]] in _NUMBERED)
        if not proper and _CLASS[head[0]] == "party" and text[head.end() + 1 : head.end() + 2].isupper():
            proper = text[head.end() : stop].split()  # "Chi bộ Đội tàu lai": no proper noun, yet a name
        if proper:
            end = stop
            kind = _CLASS[head[0]]
            yield Mention(head.start(), stop, text[head.start() : stop], kind, key(" ".join(proper)))


def _extend(text: str, folded: str, start: int, numbered: bool) -> tuple[int, list[str]]:
    """End of the name that goes on at ``start``, and its proper words; a number alone names only a ``numbered`` class."""
    stop = start
    proper: list[str] = []
    for token in _TOKEN.finditer(text, start):
        word = token[0]
        if not word[0].isalnum():
            break
        if word[0].isupper() or (word[0].isdigit() and len(word) <= 3 and (proper or (numbered and stop > start))):
            if not _ACRONYM.match(word) and folded[token.start() : token.end()] not in _THROUGH:
                proper.append(word)
            stop = token.end()
        elif word[0].isdigit() and len(word) <= 3 and token.start() <= start + 1:
            proper.append(word)  # "khu phố 4"
            stop = token.end()
        elif folded[token.start() : token.end()] in _THROUGH:
            if not proper:
                stop = token.end()
        else:
            break
    return stop, proper


def own_names(document: Document, rules: RuleSet) -> Own:
    """The header's facts, the former names of its units, and the letterhead."""
    facts = [f.value for f in (document.author, document.position, document.unit, document.party_cell) if f]
    first = min((s.span.start for s in document.sections if s.span), default=0)
    first = min([first, *(p.span.start for p in document.pledges)], default=first)
    head_end = document.intro.start if document.intro else first
    letterhead = document.raw.text[: max(0, min(head_end, first))]
    aliases = [a for f in facts for u in rules.units for a in (u.name, *u.was) if _renamed(f, u.name, u.was)]
    return own_of([*facts, *letterhead.split("\n"), *aliases])


def own_of(facts: Iterable[str]) -> Own:
    """The organisations and places that header facts name."""
    text = " | ".join(facts)
    return Own(f" {key(text)} ", tuple(m for part in text.split(" | ") for m in _nested(part)))


def own_area(document: Document) -> Mention | None:
    """The village, commune or district that the author's unit works for, by its name; None for units that serve
    whoever comes (schools, hospitals, firms) or whose name holds no place."""
    unit = document.unit or document.party_cell or document.author
    found = list(_nested(unit.value)) if unit else []
    if not found or found[0].kind not in _TERRITORIAL:
        return None
    return next((m for m in found if m.kind in PLACES), None)


def _nested(text: str) -> Iterator[Mention]:
    """Mentions and the ones inside them: "UBND phường Bãi Sò" holds "phường Bãi Sò"."""
    for mention in mentions(text):
        yield mention
        yield from _nested(mention.text.partition(" ")[2])


def _renamed(fact: str, name: str, was: Sequence[str]) -> bool:
    return any(f" {key(n)} " in f" {key(fact)} " for n in (name, *was))


def is_own(mention: Mention, own: Own) -> bool:
    """Named in the header, or an authority over the header's own place."""
    if f" {key(mention.text)} " in own.text:
        return True
    same = [m for m in own.mentions if m.proper == mention.proper or f" {m.proper} " in f" {mention.proper} "]
    if any(m.kind == mention.kind for m in same):
        return True
    authority = {"party", "government", "commune", "district", "village"}
    return f" {mention.proper} " in own.text and mention.kind in authority


def is_rival(mention: Mention, own: Own) -> bool:
    """Something that cannot be an authority over the author: an organisation of the author's own class with another
    name, or one of a class that commands nobody."""
    if is_own(mention, own) or _is_superior(mention, own):
        return False
    if mention.kind in ("party", "government", "commune", "district", "village"):
        return mention.kind in own.kinds and _same_rank(mention, own)
    return bool(own.mentions) and mention.kind != "office"


_LEVELS = (
    "thôn|bản|ấp|xóm|khu phố|khóm|buôn|làng|tổ dân phố",
    "xã|phường|thị trấn",
    "huyện|thị xã|quận|thành phố",
    "tỉnh",
)
_RANK_OF = {fold(word): rank for rank, words in enumerate(_LEVELS) for word in words.split("|")}
_RANK = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(_RANK_OF, key=len, reverse=True))) + r")(?!\w)")


def _is_superior(mention: Mention, own: Own) -> bool:
    """An organisation of the author's own class, but of a higher place: the district's police for the commune's."""
    rank = rank_of(mention.text)
    if rank is None or mention.kind not in own.kinds or mention.kind in PLACES:
        return False
    return rank > min((r for m in own.mentions if (r := rank_of(m.text)) is not None), default=0)


def rank_of(name: str) -> int | None:
    """Of the first place in a name: 0 a village, 1 a commune, 2 a district, 3 a province."""
    found = _RANK.search(fold(name))
    return _RANK_OF[found[0]] if found else None


def _same_rank(mention: Mention, own: Own) -> bool:
    """No party committee or authority of a higher place than the author's."""
    head = fold(mention.text)
    if head.startswith((fold("đảng ủy"), fold("đảng bộ"), fold("huyện ủy"), fold("tỉnh ủy"), fold("thành ủy"))):
        return any(fold(m.text).split()[:2] == head.split()[:2] for m in own.mentions)
    ranks: list[str] = _RANK.findall(head)
    return mention.kind == "party" or not ranks or any(ranks[0] in _RANK.findall(fold(m.text)) for m in own.mentions)
