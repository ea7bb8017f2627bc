"""What a pledge speaks about, for comparing two wordings of one thing: words with their synonyms, and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from qualitycheck.match.numbers import Token, may_be_time, times, tokens
from qualitycheck.vietnamese.characters import key

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
    """Folded phrase -> the groups it belongs to.

    ``lengths`` are those of phrases of several syllables by their first one, longest first; ``known`` are words that
    occurred, kept because the same few thousand occur again and again.
    """

    groups: Mapping[str, tuple[str, ...]]
    lengths: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    known: dict[str, Term] = field(default_factory=dict, compare=False, repr=False)

    def of(self, phrase: str) -> tuple[str, ...]:
        return self.groups.get(phrase, ())

    def term(self, phrase: str) -> Term:
        if (found := self.known.get(phrase)) is None:
            found = self.known[phrase] = Term(frozenset({phrase, *self.of(phrase)}), phrase)
        return found


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
    lengths: dict[str, set[int]] = {}
    for phrase in groups:
        first, *rest = phrase.split()
        if 0 < len(rest) < LONGEST_PHRASE:
            lengths.setdefault(first, set()).add(1 + len(rest))
    return Thesaurus(
        {phrase: tuple(names) for phrase, names in groups.items()},
        {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
    )


def terms(folded: str, words: Thesaurus) -> list[Term]:
    """Content words and numbers of a folded text, in order; the longest known phrase wins."""
    return list(_terms(tokens(folded), words))


def _terms(found: Sequence[Token], words: Thesaurus) -> Iterator[Term]:
    at = 0
    while at < len(found):
        token = found[at]
        phrase, length = _longest(found, at, words) if token.text in words.lengths else (token.text, 1)
        if may_be_time(token):
            also, size = times(found, at)
            if size or (token.value is not None and length == 1):
                names = {f"#{token.value:g}"} if token.value is not None else set()
                yield Term(frozenset(names | also), token.text, number=True)
                at += size or 1
                continue
        if length > 1 or phrase not in _GRAMMAR:
            yield words.term(phrase)
        at += length


def _longest(found: Sequence[Token], at: int, words: Thesaurus) -> tuple[str, int]:
    for length in words.lengths.get(found[at].text, ()):
        phrase = " ".join([token.text for token in found[at : at + length]])
        if phrase in words.groups and at + length <= len(found):
            return phrase, length
    return found[at].text, 1
