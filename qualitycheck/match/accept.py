"""Which evidence is good enough, seen with everything else that a document shares with the same person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualitycheck.match.judge import Evidence
from qualitycheck.types import Registered, Relation

OWN_PARAPHRASE = 0.5
OTHER_PARAPHRASE = 0.5  # from another person that more was copied from
GENERAL = 0.05  # more of it for sentences without figures and names
SUPPORT = 0.05  # less of it where at least two more copies come from that person
LONE_PARAPHRASE = 0.8  # from another person, nothing else in common
ONLY_PARAPHRASE = 0.42  # of one's own, when neither pledge is like any other of the other document
ONLY_IDEAS = 4
ONLY_SHARED = 2.0
OWN_SHARED = 1.1  # contents in common, in weights of the rarest word
LONE_SHARED = 3.0
LONG = 16  # words from which two people do not write the same general sentence by chance
LONE_LIGHT = 0.75  # word order in common of a short text with figures or names
LONE_GENERAL = 0.85  # of a long general one
LONE_MERGED = 10  # words of the shorter text
NEIGHBOURS = ((1, 1), (-1, -1), (1, 2), (-1, -2), (2, 1), (-2, -1), (2, 2), (-2, -2))  # steps in new and old text
MOVED = 2  # copies that make an equal name elsewhere the same person


@dataclass(frozen=True, slots=True)
class Pair:
    """Evidence between pledge ``new`` of a checked document and pledge ``old`` of ``source``."""

    new: int
    old: int
    source: Registered
    holder: int
    relation: Relation
    evidence: Evidence
    text: str


def accept(pairs: Sequence[Pair]) -> list[Pair]:
    """Those of ``pairs`` (all of one checked document) that are copies.

    What stands on its own counts first; how many pledges then come from one person decides about the weaker rest.
    """
    support = _support(pair for pair in pairs if _stands_alone(pair))
    accepted = [pair for pair in pairs if _stands_alone(pair) or _holds(pair, _others(support, pair))]
    accepted += _in_sequence(pairs, accepted)
    return accepted + list(_only_ones(pairs, accepted))


def _only_ones(pairs: Sequence[Pair], accepted: Sequence[Pair]) -> Iterator[Pair]:
    """Weak rewordings of one's own text where neither pledge is like any other of the other document."""
    done = {end for pair in accepted for end in _ends(pair)}
    met = Counter(end for pair in pairs for end in _ends(pair))
    for pair in pairs:
        found = pair.evidence
        if pair.relation != "own-earlier" or found.kind != "paraphrase" or found.similarity < ONLY_PARAPHRASE:
            continue
        if found.ideas < ONLY_IDEAS or found.shared < ONLY_SHARED:
            continue
        if all(met[end] == 1 and end not in done for end in _ends(pair)):
            yield pair


def _ends(pair: Pair) -> tuple[tuple[str, int], tuple[str, int]]:
    """Both pledges of a pair; the one of the source as its complement, so that they differ."""
    return (pair.source.digest, pair.new), (pair.source.digest, ~pair.old)


def _in_sequence(pairs: Sequence[Pair], accepted: Sequence[Pair]) -> Iterator[Pair]:
    """Weak rewordings that stand where they must: each is the other's best, next to a copy from the same document."""
    done = {end for pair in accepted for end in _ends(pair)}
    places = {(pair.source.digest, pair.new, pair.old) for pair in accepted}
    best: dict[tuple[str, int], float] = {}
    for pair in pairs:
        for end in _ends(pair):
            best[end] = max(best.get(end, 0.0), pair.evidence.similarity)
    for pair in pairs:
        ends = set(_ends(pair))
        if pair.evidence.kind != "paraphrase" or ends & done or pair.evidence.shared < OWN_SHARED:
            continue
        first = all(best[end] <= pair.evidence.similarity for end in ends)
        if first and any((pair.source.digest, pair.new + a, pair.old + b) in places for a, b in NEIGHBOURS):
            yield pair


def moved(pairs: Iterable[Pair]) -> frozenset[int]:
    """Holders whose texts were taken over often enough to tell one person from a namesake."""
    counted = _support(pair for pair in pairs if pair.evidence.kind in {"verbatim", "light"} and _stands_alone(pair))
    return frozenset(holder for holder, pledges in counted.items() if len(pledges) >= MOVED)


def _support(pairs: Iterable[Pair]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for pair in pairs:
        found.setdefault(pair.holder, set()).add(pair.new)
    return found


def _others(support: Mapping[int, set[int]], pair: Pair) -> int:
    return len(support.get(pair.holder, set()) - {pair.new})


def _stands_alone(pair: Pair) -> bool:
    found = pair.evidence
    if pair.relation == "own-earlier":
        if found.kind == "paraphrase":
            return found.similarity >= _least(OWN_PARAPHRASE, found) and found.shared >= OWN_SHARED
        return found.kind == "verbatim" or found.shared >= OWN_SHARED
    if found.kind == "verbatim":
        return found.concrete or found.length >= LONG
    if found.kind == "light":
        if found.concrete:
            return found.similarity >= LONE_LIGHT or found.length >= LONG
        return found.similarity >= LONE_GENERAL and found.length >= LONG
    if found.kind == "merged":
        return found.concrete and found.length >= LONE_MERGED and found.shared >= LONE_SHARED
    return found.concrete and found.similarity >= LONE_PARAPHRASE and found.shared >= LONE_SHARED


def _holds(pair: Pair, others: int) -> bool:
    """Whether weak evidence is carried by ``others`` further copies from the same person."""
    found = pair.evidence
    if not others:
        return False
    if found.kind != "paraphrase":
        return True
    least = OWN_PARAPHRASE if pair.relation == "own-earlier" else OTHER_PARAPHRASE
    return found.similarity >= _least(least, found) - SUPPORT * (others > 1) and found.shared >= OWN_SHARED


def _least(least: float, found: Evidence) -> float:
    return least if found.concrete else least + GENERAL
