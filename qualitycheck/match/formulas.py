"""Sentences that many people carry: formulas of a form, an app or a province. Repeating them is no copying.

In a small collection too few carry one to tell it from a copy by counting; there its vocabulary tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from qualitycheck.corpus.collection import Collection
from qualitycheck.corpus.held import Header, Spread
from qualitycheck.corpus.rows import author_key, unit_key
from qualitycheck.corpus.shingles import run_hashes, syllable_hashes
from qualitycheck.match.align import align
from qualitycheck.match.doctrine import Doctrine
from qualitycheck.match.people import same_place
from qualitycheck.match.pledges import Prepared, is_general
from qualitycheck.types import Registered

Near = tuple[Header, Prepared]  # a pledge and the document that holds it

Apart = dict[int, frozenset[int]]  # pledge to holders
Bounds = tuple[tuple[float, int], ...]  # people and units

MANY = 5  # people that carry a general sentence
FEW_APART = 3  # the same, where each of them works in another unit: nobody copies so widely so little
MANY_CONCRETE = 8  # people that carry a sentence with figures or names of its own
SHARE = 0.01  # of all people, in a large collection
UNITS = 2
COVERED = 0.7  # of a sentence, by word runs that many people carry
OFFICIAL = 0.9  # of its words in set phrases: a formula when two people carry it
ALL_OFFICIAL = 0.97  # a formula when its author alone carries it in two years
NO_ONES = 0.8  # of its words in set phrases: nobody's own, hence never taken from another
PARTLY_OFFICIAL = 0.45  # of a long sentence: then it matters from whom else it could be
LONG = 16  # words from which two people do not write the same by chance
ALIKE = 0.85  # words in common order
CLOSELY_ALIKE = 0.88  # the same, where the vocabulary tells less


def formulas(pledges: Iterable[Prepared], collection: Collection) -> frozenset[str]:
    """Keys of those ``pledges`` that many people of several units hold, word for word or nearly so."""
    listed = {p.key: p for p in pledges}
    run = collection.settings.run
    hashes = {k: [int(h) for h in run_hashes(syllable_hashes(p.words), run)] for k, p in listed.items()}
    spread = collection.spread("runs", {h for run_list in hashes.values() for h in run_list})
    return frozenset(
        k
        for k, pledge in listed.items()
        if _covered(hashes[k], spread, len(pledge.words), run, bounds(pledge, collection.holders)) >= COVERED
    )


def is_nobodys(pledge: Prepared, official: Doctrine) -> bool:
    """True for a sentence of official set phrases that names no figure and nobody: two people share it by chance."""
    return official.share(pledge.words) >= NO_ONES and official.is_bare(pledge)


def is_formula(pledge: Prepared, author: Registered, near: Iterable[Near], official: Doctrine) -> bool:
    """True when ``pledge`` of ``author`` is official in vocabulary and others, or its author for years, carry it.

    ``near`` are other pledges with some words in common, whatever their year.
    """
    share = official.share(pledge.words)
    if share < OFFICIAL or not official.is_bare(pledge):
        return False
    holders = _holders(pledge, near)
    years = {h.facts.year for h in holders if _person(h.facts) == _person(author)} - {author.year}
    return bool(_others(holders, author)) or (share >= ALL_OFFICIAL and bool(years))


def carriers(pledge: Prepared, author: Registered, near: Iterable[Near], official: Doctrine) -> frozenset[int]:
    """Other people who carry a long sentence that is official in part: a formula, unless more was copied from them."""
    if len(pledge.words) < LONG or official.share(pledge.words) < PARTLY_OFFICIAL or not official.is_bare(pledge):
        return frozenset()
    return _others(_holders(pledge, near, CLOSELY_ALIKE), author)


def apart(pledges: Mapping[int, Prepared], author: Registered, near: Mapping[int, Sequence[Near]]) -> Apart:
    """Per general sentence the people elsewhere who have it word for word and no figure or name of ``pledges``.

    Only sentences that two offices began to use in the same year: neither has it from the other as far as is known.
    """
    own = {h for i, p in pledges.items() if not is_general(p) for h in _others(_holders(p, near[i], ALIKE), author)}
    found: dict[int, frozenset[int]] = {}
    for index, pledge in pledges.items():
        if is_general(pledge):
            same = [h for h, other in near[index] if other.key == pledge.key and h.holder not in own]
            if _begun_together(author, [header.facts for header in same]):
                found[index] = _others((h for h in same if not same_place(author, h.facts)), author)
    return found


def _begun_together(author: Registered, same: Sequence[Registered]) -> bool:
    """True when the earliest of those with a sentence are two people in two places."""
    dated = [header for header in (author, *same) if header.year is not None]
    first = [header for header in dated if header.year == min(h.year or 0 for h in dated)]
    return any(_person(a) != _person(b) and not same_place(a, b) for a, b in combinations(first, 2))


def _holders(pledge: Prepared, near: Iterable[Near], alike: float = ALIKE) -> list[Header]:
    return [header for header, other in near if align(pledge.words, other.words).ratio >= alike]


def _others(holders: Iterable[Header], author: Registered) -> frozenset[int]:
    return frozenset(h.holder for h in holders if _person(h.facts) != _person(author))


def _person(header: Registered) -> str:
    """A name, wherever it works: somebody who moved is still one person; without a name the unit, then the file."""
    return author_key(header.author) or unit_key(header.unit or header.party_cell) or header.digest


def many(pledge: Prepared, holders: int) -> float:
    """How many people must carry ``pledge`` before it counts as a formula."""
    return max(MANY_CONCRETE, SHARE * holders) if pledge.concrete else MANY


def bounds(pledge: Prepared, holders: int) -> Bounds:
    """How many people of how many units make ``pledge`` a formula, in either of two ways."""
    return ((many(pledge, holders), UNITS), *(() if pledge.concrete else ((FEW_APART, FEW_APART),)))


def _common(spread: Spread | None, bounds: Bounds) -> bool:
    return spread is not None and any(spread.holders >= people and spread.units >= units for people, units in bounds)


def _covered(hashes: Sequence[int], spread: Mapping[int, Spread], words: int, run: int, bounds: Bounds) -> float:
    """Share of the words that stand in a run carried by as many people as ``bounds`` asks for."""
    covered: set[int] = set()
    for start, gram in enumerate(hashes):
        if _common(spread.get(gram), bounds):
            covered.update(range(start, min(start + run, words)))
    return len(covered) / max(words, 1)
