"""The vocabulary of official texts: sentences made of it are nobody's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from qualitycheck.match.pledges import Prepared, is_name
from qualitycheck.vietnamese.characters import fold, key

# words that only join; they count neither for nor against
_JOINING_WORDS = """
    và với của các những một là có được cho để từ tại ở trong theo về bằng do mà hay hoặc cũng như không đã đang sẽ
    phải mọi mỗi tôi bản thân mình này kia đó cùng đều luôn nêu trước sau vì nhất hết ngày càng
"""
_JOINING = frozenset(key(_JOINING_WORDS).split())
_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


@dataclass(frozen=True, slots=True)
class Doctrine:
    """Set phrases as syllables, by their first syllable, longest first."""

    phrases: dict[str, tuple[tuple[str, ...], ...]]

    def share(self, words: Sequence[str]) -> float:
        """Share of the meaningful syllables of a folded text that stand in set phrases, 0 to 1."""
        covered = self._covered(words)
        counted = [at for at, word in enumerate(words) if at in covered or word not in _JOINING]
        return len(covered) / len(counted) if counted else 0.0

    def is_bare(self, pledge: Prepared) -> bool:
        """True when ``pledge`` names nothing of its own outside the set phrases: no figure and no name."""
        covered = self._covered(pledge.words)
        figures = {word for term in pledge.terms if term.number for word in term.text.split()}
        folded = fold(pledge.text)
        return not any(
            _names_something(pledge.text, match, folded[match.start() : match.end()] in figures)
            for at, match in enumerate(_WORD.finditer(folded))
            if at not in covered
        )

    def _covered(self, words: Sequence[str]) -> set[int]:
        covered: set[int] = set()
        at = 0
        while at < len(words):
            length = self._longest(words, at)
            covered.update(range(at, at + length))
            at += length or 1
        return covered

    def _longest(self, words: Sequence[str], at: int) -> int:
        for phrase in self.phrases.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                return len(phrase)
        return 0


def _names_something(text: str, word: re.Match[str], figure: bool) -> bool:
    if figure or any(c.isdigit() for c in word[0]):
        return not _YEAR.match(word[0])
    opens = text[: word.start()].rstrip(" \"“‘'-+•*")[-1:] in {"", ".", ";", ":", "!", "?"}
    return not opens and is_name(text[word.start() : word.end()])


@lru_cache(maxsize=8)
def doctrine(lines: tuple[str, ...]) -> Doctrine:
    """The lines of ``rules/lists/cum-tu-chinh-thong.txt``."""
    phrases: dict[str, set[tuple[str, ...]]] = {}
    for line in lines:
        if words := tuple(key(line).split()):
            phrases.setdefault(words[0], set()).add(words)
    return Doctrine({first: tuple(sorted(found, key=lambda p: (-len(p), p))) for first, found in phrases.items()})
