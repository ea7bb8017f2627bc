"""Two wordings side by side: what they share in order, and what was changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq, Levenshtein

from qualitycheck.vietnamese.characters import fold

MOST_CHANGES = 12
MOST_WORDS = 8  # of one change
SHORTEST_RUN = 3  # words in a row that count as taken over
_WORD = re.compile(r"[^\W_]+(?:[./,:-]\d+)*%?")


@dataclass(frozen=True, slots=True)
class Alignment:
    """Words in common order, as shares of the new text, of the old one, and of both (0 to 1)."""

    new_share: float
    old_share: float
    ratio: float


def align(new: Sequence[str], old: Sequence[str], least: float = 0.0) -> Alignment:
    """Longest common subsequence of two word lists; below ``least`` of the shorter one all shares are 0."""
    if not new or not old:
        return Alignment(0.0, 0.0, 0.0)
    common = LCSseq.similarity(new, old, score_cutoff=int(least * min(len(new), len(old))))
    return Alignment(common / len(new), common / len(old), 2 * common / (len(new) + len(old)))


def taken_over(new: Sequence[str], old: Sequence[str]) -> frozenset[int]:
    """Positions in ``new`` that stand in runs of at least ``SHORTEST_RUN`` words taken from ``old``."""
    kept: set[int] = set()
    for block in LCSseq.opcodes(new, old):
        if block.tag == "equal" and block.src_end - block.src_start >= SHORTEST_RUN:
            kept.update(range(block.src_start, block.src_end))
    return frozenset(kept)


def changes(new: str, old: str) -> tuple[str, ...]:
    """What differs as "old→new", in order; nothing before or after the arrow where words were put in or left out.

    Dates and decimal numbers stay whole. Case, tone placement and punctuation are no change.
    """
    new_words, old_words = _WORD.findall(new), _WORD.findall(old)
    operations = Levenshtein.opcodes([fold(w) for w in old_words], [fold(w) for w in new_words])
    spans = [(o.src_start, o.src_end, o.dest_start, o.dest_end) for o in operations if o.tag != "equal"]
    return tuple(f"{_shown(old_words[a:b])}→{_shown(new_words[c:d])}" for a, b, c, d in _joined(spans)[:MOST_CHANGES])


def _joined(spans: Sequence[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Neighbouring operations as one change."""
    out: list[tuple[int, int, int, int]] = []
    for span in spans:
        if out and out[-1][1] == span[0] and out[-1][3] == span[2]:
            out[-1] = (out[-1][0], span[1], out[-1][2], span[3])
        else:
            out.append(span)
    return out


def _shown(words: Sequence[str]) -> str:
    return " ".join(words) if len(words) <= MOST_WORDS else " ".join(words[:MOST_WORDS]) + " …"
