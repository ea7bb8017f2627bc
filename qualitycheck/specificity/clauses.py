"""What the model sees clause by clause: a checkable clause beside a slogan stays checkable, a prohibition may have bounds."""

from __future__ import annotations

from collections.abc import Iterator

from qualitycheck.specificity.patterns import folded
from qualitycheck.specificity.reading import Stretch
from qualitycheck.specificity.slots import Found

_MADE = ("direct", "made", "counted", "posted")
_PINNED = ("named", "person", "spot")
_FORBIDS = folded(r"(?:không|cấm|nghiêm cấm|nói không với|bỏ hẳn|chấm dứt|tuyệt đối không|kiên quyết không) ")
_BOUND = folded(
    r"(?:^| )(?:khi|lúc) (?!cần|có thể|được giao|thực hiện nhiệm vụ)[^\W\d]+ [^\W\d]+|(?:^| )(?:trong|ngoài|trước|sau) (?:và trong )?(?:giờ|ca|buổi|phòng|lớp|khuôn viên|"
    r"cuộc họp|khi|lúc|ngày|kho|xưởng|khu|bếp)(?! nào)|(?:^| )(?:ở|tại|nơi|trên|quanh) (?!mọi|bất|các lĩnh|tất cả|mức|cơ sở các)[^\W\d]+ [^\W\d]+"
)
_OR_ELSE = folded(
    r"(?:vi phạm|sai|trái|ai|nếu|hộ nào|người nào|lần nào|trường hợp)[^.;]{0,60}? (?:thì|phải|bị|tự|sẽ)(?: [^\W\d]+)? (?:trừ|nộp|nhận|rút|hạ|phạt|đền|trả|bồi|góp|xin lỗi|nghỉ|dọn|đứng|loại)"
)


def clauses(found: Found) -> Iterator[Stretch]:
    """Character stretches between marks of a text; commas of a list of nouns cut too, which does no harm."""
    start, text = 0, found.reading.folded
    for token in found.reading.tokens:
        if token.text in ",.;:|–" or (token.text == "-" and token.start > start):
            if token.start > start:
                yield start, token.start
            start = token.end
    if start < len(text):
        yield start, len(text)


def clause_features(found: Found) -> Iterator[tuple[str, float]]:
    """``s:clause…`` features; at most one of each."""
    names: set[str] = set()
    attitude = list(_attitudes(found))
    for clause in clauses(found):
        plain = not any(clause[0] <= at < clause[1] for at in attitude)
        facts = set(_facts(found, clause))
        acts = _acts(found, clause)
        if facts and plain and not found.reading.blanks:
            names.add("s:clause-fact&act" if acts else "s:clause-fact")
        words = found.reading.folded[clause[0] : clause[1]].strip()
        if _FORBIDS.match(words):
            names.add("s:forbids&bound" if plain and _BOUND.search(words) else "s:forbids")
    if _OR_ELSE.search(found.reading.folded):
        names.add("s:or-else")
    yield from ((name, 1.0) for name in sorted(names))


def slogans_beside(found: Found) -> tuple[Stretch, ...]:
    """Clauses of attitude that stand before a clause with its own deed and fact: they take nothing away from it."""
    attitude, parts = list(_attitudes(found)), list(clauses(found))
    plain = [c for c in parts if not any(c[0] <= at < c[1] for at in attitude)]
    checkable = [c for c in plain if "quantity" in (facts := set(_facts(found, c))) or (facts and _acts(found, c))]
    if not checkable or found.reading.blanks:
        return ()
    return tuple(c for c in parts if c not in plain and c[0] < checkable[0][0] and not any(_facts(found, c)))


def _acts(found: Found, clause: Stretch) -> bool:
    return any(clause[0] <= a < clause[1] for a, _ in found.action)


def _facts(found: Found, clause: Stretch) -> Iterator[str]:
    def within(at: Stretch) -> bool:
        return clause[0] <= at[0] < clause[1]

    reading = found.reading
    kinds = (("quantity", found.quantity), ("frequency", reading.frequencies), ("deadline", reading.deadlines))
    yield from (name for name, spans in kinds if any(within(s) for s in spans))
    if any(how in _MADE and within(s) for how, s in found.deliverable):
        yield "deliverable"
    if any(kind in _PINNED and within(s) for kind, s in found.place):
        yield "place"


def _attitudes(found: Found) -> Iterator[int]:
    reading, i = found.reading, 0
    phrases = reading.lexicon["attitude-verbs"]
    while i < len(reading.tokens):
        n = phrases.at(reading.tokens, i)
        if n:
            yield reading.tokens[i].start
        i += max(1, n)
