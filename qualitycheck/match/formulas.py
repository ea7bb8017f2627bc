"""Sentences that many people carry: formulas of a form, an app or a province. Repeating them is no copying."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qualitycheck.corpus.collection import Collection, Spread
from qualitycheck.corpus.shingles import run_hashes, syllable_hashes
from qualitycheck.match.pledges import Prepared

MANY = 5  # people that carry a general sentence
MANY_CONCRETE = 8  # people that carry a sentence with figures or names of its own
SHARE = 0.01  # of all people, in a large collection
UNITS = 2
COVERED = 0.7  # of a sentence, by word runs that many people carry


def formulas(pledges: Iterable[Prepared], collection: Collection) -> frozenset[str]:
    """Keys of those ``pledges`` that many people of several units hold, word for word or nearly so."""
    listed = {p.key: p for p in pledges}
    run = collection.settings.run
    hashes = {k: [int(h) for h in run_hashes(syllable_hashes(p.words), run)] for k, p in listed.items()}
    spread = collection.spread("runs", {h for run_list in hashes.values() for h in run_list})
    same = collection.key_spread(listed)
    return frozenset(
        k
        for k, pledge in listed.items()
        if _common(same.get(k), many(pledge, collection.holders))
        or _covered(hashes[k], spread, len(pledge.words), run, many(pledge, collection.holders)) >= COVERED
    )


def many(pledge: Prepared, holders: int) -> float:
    """How many people must carry ``pledge`` before it counts as a formula."""
    return max(MANY_CONCRETE, SHARE * holders) if pledge.concrete else MANY


def _common(spread: Spread | None, least: float) -> bool:
    return spread is not None and spread.holders >= least and spread.units >= UNITS


def _covered(hashes: Sequence[int], spread: Mapping[int, Spread], words: int, run: int, least: float) -> float:
    """Share of the words that stand in a run carried by at least ``least`` people."""
    covered: set[int] = set()
    for start, gram in enumerate(hashes):
        if _common(spread.get(gram), least):
            covered.update(range(start, min(start + run, words)))
    return len(covered) / max(words, 1)
