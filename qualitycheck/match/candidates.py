"""Which pledges are worth a close look: those with rare word pairs in common, wherever they are registered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qualitycheck.corpus.collection import Collection
from qualitycheck.corpus.held import Place, Spread
from qualitycheck.corpus.shingles import run_hashes, syllable_hashes
from qualitycheck.match.pledges import Prepared

RARE = 25  # people that may share a word pair before it says nothing
RARE_SHARE = 0.01  # the same, of all people in a large collection
LEAST_PAIRS = 3  # rarest pairs taken where all are common
SHARE = 0.25  # of the weight of a pledge's pairs
MOST = 40  # candidates per pledge


def candidates(queries: Mapping[int, Prepared], collection: Collection) -> dict[int, list[Place]]:
    """Query number -> places of pledges that share its rare word pairs, heaviest first, at most ``MOST``."""
    length = collection.settings.shingle
    pairs = {q: _pairs(p.words, length) for q, p in queries.items()}
    spread = collection.spread("shingles", {h: run for hashes in pairs.values() for h, run in hashes.items()})
    rare = max(RARE, RARE_SHARE * collection.holders)
    weighed = {q: _weights(hashes, spread, rare) for q, hashes in pairs.items()}
    found = collection.sharing({q: w for q, w in weighed.items() if w}, SHARE)
    return {q: [place for _, place in places[:MOST]] for q, places in found.items()}


def _pairs(words: Sequence[str], length: int) -> dict[int, Sequence[str]]:
    """Hash of every run of ``length`` words -> the run."""
    hashes = run_hashes(syllable_hashes(words), length)
    return {int(h): words[at : at + length] for at, h in enumerate(hashes)}


def _weights(hashes: Iterable[int], spread: Mapping[int, Spread], rare: float) -> dict[int, float]:
    """Weights of the pairs that more than one person uses: a pair nobody else has weighs nothing."""
    shared = sorted((spread[h].holders, h) for h in hashes if h in spread and spread[h].holders > 1)
    kept = [(n, h) for n, h in shared if n <= rare] or shared[:LEAST_PAIRS]
    return {h: 1.0 / (1.0 + 0.1 * n) for n, h in kept}
