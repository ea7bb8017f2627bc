"""What an accepted copy is called, which only shows beside the other copies of the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qualitycheck.match.accept import Pair
from qualitycheck.match.judge import Evidence
from qualitycheck.types import MatchKind

NEARLY_ALL = 0.9  # of the shorter text found in the longer one in the same order: words were only left out or put in
PARTLY = 0.4  # the same, of a pledge whose source gave another pledge too
_WEAK = {"merged", "paraphrase"}


def named(accepted: Sequence[Pair], joined: Mapping[tuple[int, str], int]) -> list[Pair]:
    """``accepted`` with the kind by which each is reported.

    ``joined`` maps pledge and source to the first of two source pledges that make it up. A pledge that only holds less
    or more than its source is merged when another pledge took the rest, else it is shortened or reworded.
    """
    takers: dict[tuple[str, int], set[int]] = {}
    for pair in accepted:
        if pair.evidence.kind in _WEAK:
            takers.setdefault((pair.source.digest, pair.old), set()).add(pair.new)
    kinds = [_kind(pair, len(takers.get((pair.source.digest, pair.old), ())), joined) for pair in accepted]
    return [replace(p, evidence=replace(p.evidence, kind=kind)) for p, kind in zip(accepted, kinds, strict=True)]


def _kind(pair: Pair, takers: int, joined: Mapping[tuple[int, str], int]) -> MatchKind:
    kind = pair.evidence.kind
    if kind == "verbatim":
        return kind
    if joined.get((pair.new, pair.source.digest)) is not None:
        return "merged"
    if kind != "merged":
        return "merged" if kind == "paraphrase" and takers > 1 and pair.evidence.contained >= PARTLY else kind
    return "merged" if takers > 1 else _shortened(pair.evidence)


def _shortened(evidence: Evidence) -> MatchKind:
    return "light" if evidence.contained >= NEARLY_ALL else "paraphrase"
