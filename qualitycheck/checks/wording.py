"""Wordings: phrases with gaps and choices, the small notation of the theme and role tables.

``…`` stands for up to six words of the same clause, ``<số>`` for a number, ``(a|b c)`` for a choice and ``<name>`` for any
line of ``lists/name.txt``. Everything else is whole syllables, found whatever their case, tone placement or commas.

A table has more than a thousand wordings and a text meets few of them: a wording becomes a regular expression only when a
syllable that it cannot do without occurs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from qualitycheck.errors import RuleError
from qualitycheck.rules import RuleSet
from qualitycheck.specificity.unmarked import bare, is_unmarked
from qualitycheck.vietnamese.characters import fold

_PART = re.compile(r"<[\w-]+>|[()|…]|[^\s()|…]+")
_BETWEEN = r'[\s,"()/-]{1,4}'
_GAP = r'[,")]?\s+(?:\S*[^\s.;:!?]\s+){0,6}?["(]?'
_NUMBER = (
    r"(?:\d[\d.,]*(?:\s?%)?|" + "|".join(fold("một hai ba bốn năm sáu bảy tám chín mười trăm vài mấy").split()) + ")"
)
_LIST = re.compile(r"<[\w-]+>")
_ANY_NUMBER = "<số>"
_WORD = re.compile(r"\w+")
_UNMATCHED = 'wording "{}": the brackets do not match; write a choice as (a|b)'
_JOINED = ("(", "|", "…", "")  # after these no blank is due


class Wordings:
    """Finds any of ``phrases`` in folded text as one pattern of all would: at the first place, the longest wording first.

    With ``unmarked`` the text is one without diacritics (see ``readable``). Raises RuleError for a phrase that cannot be
    read.
    """

    def __init__(self, phrases: Sequence[str], lists: Mapping[str, Sequence[str]], unmarked: bool = False) -> None:
        self._lists, self._unmarked = lists, unmarked
        whole = [line for phrase in phrases for line in _spread(phrase, lists)]
        self._phrases = sorted(set(map(fold, whole)), key=lambda p: (-len(p), p))
        self._by_word: dict[str, list[int]] = {}
        self._always: list[int] = []  # phrases of gaps and numbers alone
        self._compiled: dict[tuple[int, ...], re.Pattern[str]] = {}
        for order, phrase in enumerate(self._phrases):
            needed = _needed(phrase, lists)
            for word in needed:
                self._by_word.setdefault(bare(word) if unmarked else word, []).append(order)
            if not needed:
                self._always.append(order)

    def search(self, text: str) -> re.Match[str] | None:
        found = [m for order in self._candidates(text) if (m := self._pattern(order).search(text))]
        return min(found, key=lambda m: m.start(), default=None)

    def match(self, text: str) -> re.Match[str] | None:
        return next((m for order in self._candidates(text) if (m := self._pattern(order).match(text))), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        orders = self._candidates(text)
        return self._pattern(*orders).finditer(text) if orders else iter(())

    def sub(self, by: str, text: str) -> str:
        orders = self._candidates(text)
        return self._pattern(*orders).sub(by, text) if orders else text

    def _candidates(self, text: str) -> list[int]:
        words = set(_WORD.findall(text))
        found = {o for word in words & self._by_word.keys() for o in self._by_word[word]}
        return sorted(found.union(self._always))

    def _pattern(self, *orders: int) -> re.Pattern[str]:
        if orders not in self._compiled:
            sources = "|".join(_source(self._phrases[order], self._lists) for order in orders)
            sources = bare(sources) if self._unmarked else sources
            self._compiled[orders] = re.compile(rf"(?<!\w)(?:{sources})(?!\w)")
        return self._compiled[orders]


@lru_cache(maxsize=2048)
def wordings(phrases: tuple[str, ...], rules: RuleSet, unmarked: bool = False) -> Wordings:
    """What finds any of ``phrases`` in folded text, or in ``unmarked`` text. Raises RuleError for one that cannot be read."""
    return Wordings(phrases, rules.lists, unmarked)


def readable(text: str) -> tuple[str, bool]:
    """``text`` folded, and whether it was typed without diacritics; then wordings are to be ``unmarked`` too."""
    folded = fold(text)
    unmarked = folded.isascii() or is_unmarked(folded)
    return (bare(folded), True) if unmarked else (folded, False)


def _spread(phrase: str, lists: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """A phrase that is nothing but a list stands for its lines."""
    return _lines(phrase, phrase, lists) if _LIST.fullmatch(phrase) and phrase != _ANY_NUMBER else (phrase,)


def _needed(phrase: str, lists: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Words one of which stands in whatever the phrase finds: the fewest, then the longest; none where nothing is sure."""
    parts = iter([*_PART.findall(phrase), ")"])
    found = _needed_choice(parts, phrase, lists)
    if next(parts, None) is not None:
        raise RuleError(_UNMATCHED.format(phrase))
    return found


def _needed_choice(parts: Iterator[str], phrase: str, lists: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Of the alternatives up to the closing bracket."""
    alternatives: list[list[frozenset[str]]] = [[]]
    for part in parts:
        if part == ")":
            kept = [min(filter(None, one), key=_rareness, default=frozenset[str]()) for one in alternatives]
            return frozenset().union(*kept) if all(kept) else frozenset()
        if part == "|":
            alternatives.append([])
        elif part == "(":
            alternatives[-1].append(_needed_choice(parts, phrase, lists))
        elif part not in ("…", fold(_ANY_NUMBER)):
            alternatives[-1].append(_needed_atom(part, phrase, lists))
    raise RuleError(_UNMATCHED.format(phrase))


def _needed_atom(part: str, phrase: str, lists: Mapping[str, Sequence[str]]) -> frozenset[str]:
    if not part.startswith("<"):
        return frozenset(_WORD.findall(part)[:1])
    lines = [_needed(fold(line), lists) for line in _lines(part, phrase, lists)]
    return frozenset().union(*lines) if all(lines) else frozenset()


def _rareness(words: frozenset[str]) -> tuple[int, int]:
    return len(words), -min(map(len, words))


def _source(phrase: str, lists: Mapping[str, Sequence[str]]) -> str:
    """The regular expression of one folded wording."""
    out: list[str] = []
    before = ""
    for part in _PART.findall(phrase):
        if part in ")|…":
            out.append(_GAP if part == "…" else part)
        else:
            out.append("" if before in _JOINED else _BETWEEN)
            out.append(_atom(part, phrase, lists))
        before = part
    return "".join(out)


def _atom(part: str, phrase: str, lists: Mapping[str, Sequence[str]]) -> str:
    if part == "(":
        return "(?:"
    if part == fold(_ANY_NUMBER):
        return _NUMBER
    if not part.startswith("<"):
        return re.escape(part)
    lines = sorted(set(map(fold, _lines(part, phrase, lists))), key=lambda line: (-len(line), line))
    return "(?:" + "|".join(_source(line, lists) for line in lines) + ")"


def _lines(part: str, phrase: str, lists: Mapping[str, Sequence[str]]) -> Sequence[str]:
    name = part.strip("<>")
    if name not in lists:
        raise RuleError(f'wording "{phrase}": no list {part}; known: {", ".join(sorted(lists))}')
    return lists[name]
