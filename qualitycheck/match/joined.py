"""Two pledges of one document joined into one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qualitycheck.corpus.held import Place
from qualitycheck.match.align import taken_over
from qualitycheck.match.judge import Evidence
from qualitycheck.match.pledges import Prepared

COVERED = 0.7  # of the new pledge by both sources together
ADDED = 0.2  # of it by the second one
SHORTEST = 8  # words of a joined pledge


def joined(new: Prepared, old: Mapping[Place, Prepared]) -> tuple[Place, Evidence] | None:
    """The pledge of ``old`` (one document) that gave most of ``new``, when a second one gave most of the rest."""
    if len(new.words) < SHORTEST:
        return None
    taken = {place: taken_over(new.words, p.words) for place, p in old.items() if len(new.names & p.names) > 1}
    first = _largest(taken, frozenset())
    second = _largest(taken, taken[first]) if first else None
    if first is None or second is None:
        return None
    both = taken[first] | taken[second]
    share, added = len(both) / len(new.words), (len(both) - len(taken[first])) / len(new.words)
    if share < COVERED or added < ADDED:
        return None
    return first, Evidence("merged", share, 2.0 * share, new.concrete, len(new.words))


def _largest(taken: Mapping[Place, frozenset[int]], without: Iterable[int]) -> Place | None:
    known = frozenset(without)
    best = max(taken, key=lambda place: (len(taken[place] - known), place), default=None)
    return best if best is not None and taken[best] - known else None
