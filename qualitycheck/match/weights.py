"""How much a word tells: the fewer people use it, the more (inverse holder frequency)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from qualitycheck.corpus.collection import Collection, Spread
from qualitycheck.corpus.shingles import run_hashes, syllable_hash, syllable_hashes
from qualitycheck.match.pledges import Prepared
from qualitycheck.match.terms import Term, Thesaurus

FLOOR = 0.1  # of a word that everybody uses
NUMBER = 1.3  # an equal number is a stronger sign than an equal word
SYNONYM_MEMBERS = 12  # phrases looked up per group


class Weights:
    """Weights of terms over the holders of one collection; ``top`` is the weight of what a single person says."""

    def __init__(self, collection: Collection, vocabulary: Iterable[str], words: Thesaurus) -> None:
        phrases = {*vocabulary, *words.groups}
        self._holders = max(collection.holders, 2)
        self._words = collection.spread("words", {syllable_hash(s) for p in phrases for s in p.split()})
        self._pairs = collection.spread("shingles", {h for p in phrases for h in _pairs(p.split())})
        self._groups = _members(words)
        self._known: dict[str, float] = {}
        self._totals: dict[str, float] = {}
        self.top = self._idf(1)

    def _idf(self, holders: float) -> float:
        return max(FLOOR, math.log((self._holders + 1) / (holders + 0.5)))

    def of(self, term: Term) -> float:
        """Weight of ``term``, its most common name deciding."""
        if (known := self._known.get(term.text)) is None:
            known = self._known[term.text] = self._weight(term)
        return known

    def total(self, pledge: Prepared) -> float:
        """Weight of all terms of ``pledge``."""
        if (known := self._totals.get(pledge.text)) is None:
            known = self._totals[pledge.text] = sum(self.of(term) for term in pledge.terms)
        return known

    def _weight(self, term: Term) -> float:
        if term.number:
            return NUMBER * self._idf(self._number_holders(term))
        phrases = {term.text, *(phrase for name in term.names for phrase in self._groups.get(name, ()))}
        return self._idf(max(self._phrase_holders(phrase) for phrase in phrases))

    def _number_holders(self, term: Term) -> int:
        digits = next(iter(term.names)).lstrip("#")
        return max(self._phrase_holders(digits), self._phrase_holders(term.text), 1)

    def _phrase_holders(self, phrase: str) -> int:
        syllables = phrase.split()
        if len(syllables) > 1:
            return min((_count(self._pairs.get(h)) for h in _pairs(syllables)), default=0)
        return _count(self._words.get(syllable_hash(phrase)))


def _count(spread: Spread | None) -> int:
    return spread.holders if spread else 0


def _pairs(syllables: Sequence[str]) -> list[int]:
    return [int(h) for h in run_hashes(syllable_hashes(syllables), 2)] if len(syllables) > 1 else []


def _members(words: Thesaurus) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for phrase, names in words.groups.items():
        for name in names:
            groups.setdefault(name, []).append(phrase)
    return {name: tuple(phrases[:SYNONYM_MEMBERS]) for name, phrases in groups.items()}
