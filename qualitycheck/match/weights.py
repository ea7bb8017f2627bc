"""How much a word tells: the fewer people use it, the more (inverse holder frequency)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from qualitycheck.corpus.collection import Collection
from qualitycheck.corpus.held import Spread
from qualitycheck.corpus.shingles import SHINGLE, run_hashes, syllable_hash, syllable_hashes
from qualitycheck.match.pledges import Prepared
from qualitycheck.match.terms import Term, Thesaurus

FLOOR = 0.1  # of a word that everybody uses
NUMBER = 1.3  # an equal number is a stronger sign than an equal word
SYNONYM_MEMBERS = 12  # phrases looked up per group


class Weights:
    """Weights of terms over the holders of one collection; ``top`` is the weight of what a single person says."""

    def __init__(self, collection: Collection, words: Thesaurus) -> None:
        self._collection = collection
        self._holders = max(collection.holders, 2)
        self._words: dict[int, Spread | None] = {}
        self._pairs: dict[int, Spread | None] = {}
        self._groups = _members(words)
        self._given = frozenset(words.groups)
        self._known: dict[str, float] = {}
        self._pledges: dict[str, tuple[tuple[float, ...], float, float]] = {}
        self.top = self._idf(1)

    def learn(self, vocabulary: Iterable[str]) -> None:
        """Look up who uses these phrases and those of the thesaurus; what is known already costs nothing."""
        phrases = {*vocabulary, *self._given}
        words = {h: (s,) for p in phrases for s in p.split() if (h := syllable_hash(s)) not in self._words}
        pairs = {h: run for p in phrases for h, run in _runs(p) if h not in self._pairs}
        if words:
            self._words |= dict.fromkeys(words) | self._collection.spread("words", words)
        if pairs:
            self._pairs |= dict.fromkeys(pairs) | self._collection.spread("shingles", pairs)

    def _idf(self, holders: float) -> float:
        return max(FLOOR, math.log((self._holders + 1) / (holders + 0.5)))

    def of(self, term: Term) -> float:
        """Weight of ``term``, its most common name deciding."""
        if (known := self._known.get(term.text)) is None:
            known = self._known[term.text] = self._weight(term)
        return known

    def each(self, pledge: Prepared) -> tuple[float, ...]:
        """Weights of the terms of ``pledge``, in order."""
        return self._of(pledge)[0]

    def total(self, pledge: Prepared) -> float:
        """Weight of all terms of ``pledge``."""
        return self._of(pledge)[1]

    def total_words(self, pledge: Prepared) -> float:
        """The same without its numbers."""
        return self._of(pledge)[2]

    def _of(self, pledge: Prepared) -> tuple[tuple[float, ...], float, float]:
        if (known := self._pledges.get(pledge.text)) is None:
            each = tuple(self.of(term) for term in pledge.terms)
            words = sum(weight for term, weight in zip(pledge.terms, each, strict=True) if not term.number)
            known = self._pledges[pledge.text] = each, sum(each), words
        return known

    def _weight(self, term: Term) -> float:
        if term.number:
            return NUMBER * self._idf(self._number_holders(term))
        phrases = {term.text, *(phrase for name in term.names for phrase in self._groups.get(name, ()))}
        return self._idf(max(self._phrase_holders(phrase) for phrase in phrases))

    def _number_holders(self, term: Term) -> int:
        digits = min(term.names, key=lambda name: (len(name), name)).lstrip("#")
        return max(self._phrase_holders(digits), self._phrase_holders(term.text), 1)

    def _phrase_holders(self, phrase: str) -> int:
        if " " in phrase:
            return min((_count(self._pairs.get(h)) for h in _pairs(phrase)), default=0)
        return _count(self._words.get(syllable_hash(phrase)))


def _count(spread: Spread | None) -> int:
    return spread.holders if spread else 0


@lru_cache(maxsize=65536)
def _pairs(phrase: str) -> tuple[int, ...]:
    """Hashes of the syllable pairs of a phrase of several syllables."""
    hashes = syllable_hashes(phrase.split())
    return tuple(int(h) for h in run_hashes(hashes, SHINGLE)) if len(hashes) > 1 else ()


def _runs(phrase: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Hash and syllables of each pair."""
    return zip(_pairs(phrase), pairwise(phrase.split()), strict=True) if " " in phrase else iter(())


def _members(words: Thesaurus) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for phrase, names in words.groups.items():
        for name in names:
            groups.setdefault(name, []).append(phrase)
    return {name: tuple(phrases[:SYNONYM_MEMBERS]) for name, phrases in groups.items()}
