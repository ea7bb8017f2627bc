"""What a pledge speaks about, for comparing two wordings of one thing: words with their synonyms, and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qualitycheck.match.numbers import Token, tokens
from qualitycheck.vietnamese.characters import fold, key

LONGEST_PHRASE = 6
# words of grammar: they join contents and are none
_GRAMMAR_WORDS = """
    và với của các những một là có được cho để từ tại ở trong ngoài trên dưới về theo vào ra lên xuống qua bằng
    do bởi vì nên thì mà hay hoặc cũng như không chưa đã đang sẽ phải cần khi nếu tuy nhưng rồi lại còn này kia
    ấy đó nào gì ai mọi mỗi từng cả chỉ mới vẫn rất hơn nhất cùng đều luôn tôi em bản thân mình họ nó sự việc
    cái con người năm nay đến tới trước sau giữa hằng hàng số lần thứ đồng chí chúng ta tự góp phần đúng tốt hết
    xong làm thực hiện
"""
_GRAMMAR = frozenset(_GRAMMAR_WORDS.split())


@dataclass(frozen=True, slots=True)
class Term:
    """One word or number. ``names`` holds everything it may be called: equal names mean the same thing."""

    names: frozenset[str]
    text: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Folded phrase -> the groups it belongs to; ``beginnings`` are the first syllables of phrases of several."""

    groups: Mapping[str, tuple[str, ...]]
    beginnings: frozenset[str] = frozenset()

    def of(self, phrase: str) -> tuple[str, ...]:
        return self.groups.get(phrase, ())


@lru_cache(maxsize=8)
def thesaurus(lines: tuple[str, ...]) -> Thesaurus:
    """Lines "nhân dân = bà con = người dân" as a thesaurus; the lines of ``rules/lists/synonyms.txt``."""
    groups: dict[str, list[str]] = {}
    for number, line in enumerate(lines):
        for phrase in line.split("="):
            names = groups.setdefault(key(phrase), [])
            if f"={number}" not in names:
                names.append(f"={number}")
    groups.pop("", None)
    beginnings = frozenset(phrase.split()[0] for phrase in groups if " " in phrase)
    return Thesaurus({phrase: tuple(names) for phrase, names in groups.items()}, beginnings)


def terms(text: str, words: Thesaurus) -> list[Term]:
    """Content words and numbers of a cleaned text, in order; the longest known phrase wins."""
    return list(_terms(tokens(fold(text)), words))


def _terms(found: Sequence[Token], words: Thesaurus) -> Iterable[Term]:
    at = 0
    while at < len(found):
        if found[at].value is not None:
            yield Term(frozenset({f"#{found[at].value:g}"}), found[at].text, number=True)
            at += 1
            continue
        phrase, length = _longest(found, at, words)
        if length > 1 or phrase not in _GRAMMAR:
            yield Term(frozenset({phrase, *words.of(phrase)}), phrase)
        at += length


def _longest(found: Sequence[Token], at: int, words: Thesaurus) -> tuple[str, int]:
    if found[at].text not in words.beginnings:
        return found[at].text, 1
    for length in range(min(LONGEST_PHRASE, len(found) - at), 1, -1):
        phrase = " ".join(t.text for t in found[at : at + length])
        if words.of(phrase):
            return phrase, length
    return found[at].text, 1
