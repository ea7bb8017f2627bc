"""Two pledges of one document joined into one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qualitycheck.corpus.held import Place
from qualitycheck.match.align import taken_over
from qualitycheck.match.judge import Evidence
from qualitycheck.match.pledges import Prepared
from qualitycheck.match.weights import Weights

COVERED = 0.7  # of the new pledge by both sources together
ADDED = 0.2  # of it by the second one
SHORTEST = 8  # words of a joined pledge
USED = 0.4  # of the contents of each source, where the wording was changed
EACH = 0.25  # of the contents of the new pledge by each source alone


def joined(
    new: Prepared, old: Mapping[Place, Prepared], weights: Weights | None = None
) -> tuple[Place, Evidence] | None:
    """The pledge of ``old`` (one document) that gave most of ``new``, when a second one gave most of the rest.

    By word runs taken over, and with ``weights`` by contents in common too.
    """
    if len(new.words) < SHORTEST:
        return None
    near = {place: p for place, p in old.items() if len(new.names & p.names) > 1}
    by_words = _joined(_evenly(new), {place: taken_over(new.words, p.words) for place, p in near.items()}, ADDED)
    found = by_words or (_reworded(new, near, weights) if weights else None)
    if found is None:
        return None
    first, share = found
    return first, Evidence("merged", share, 2.0 * share, new.concrete, len(new.words))


def _evenly(new: Prepared) -> dict[int, float]:
    return dict.fromkeys(range(len(new.words)), 1.0 / len(new.words))


def _joined(
    worth: Mapping[int, float], taken: Mapping[Place, frozenset[int]], added: float
) -> tuple[Place, float] | None:
    """First source and the share of the new pledge that both hold; ``worth`` is that of each of its places."""
    first = _largest(worth, taken, frozenset())
    second = _largest(worth, taken, taken[first]) if first else None
    if first is None or second is None:
        return None
    share = _sum(worth, taken[first] | taken[second])
    if share < COVERED or share - _sum(worth, taken[first]) < added:
        return None
    return first, share


def _reworded(new: Prepared, old: Mapping[Place, Prepared], weights: Weights) -> tuple[Place, float] | None:
    """The same by contents: each source is used for a good part and gives a good part."""
    total = weights.total(new)
    worth = {at: weights.of(term) / total for at, term in enumerate(new.terms)}
    taken = {}
    for place, pledge in old.items():
        used = sum(weights.of(term) for term in pledge.terms if not term.names.isdisjoint(new.names))
        if used >= USED * weights.total(pledge):
            taken[place] = frozenset(at for at, t in enumerate(new.terms) if not t.names.isdisjoint(pledge.names))
    return _joined(worth, taken, EACH)


def _largest(worth: Mapping[int, float], taken: Mapping[Place, frozenset[int]], without: Iterable[int]) -> Place | None:
    known = frozenset(without)
    best = max(taken, key=lambda place: (_sum(worth, taken[place] - known), place), default=None)
    return best if best is not None and taken[best] - known else None


def _sum(worth: Mapping[int, float], places: Iterable[int]) -> float:
    return sum(worth[at] for at in places)
