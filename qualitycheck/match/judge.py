"""One pledge against one earlier pledge: does it repeat it, and how."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from qualitycheck.match.align import Alignment, align
from qualitycheck.match.continuation import is_continuation
from qualitycheck.match.pledges import Prepared
from qualitycheck.match.weights import Weights
from qualitycheck.types import MatchKind

LIGHT_RATIO = 0.64  # words in common order
LIGHT_CONTENT = 0.5  # weight of contents in common
CONTAINED = 0.75  # contents of the shorter text found in the longer one
CONTAINED_ORDER = 0.6  # words of it found there in the same order
CONTAINED_LENGTH = 0.75  # shorter text against longer one
PARAPHRASE_LEAST = 0.36  # below that nothing is looked at any further
MOST_PARAPHRASE = 0.95
LEAST_IDEAS = 3  # contents in common below which two wordings only touch
OTHER_NUMBERS = 0.85  # factor where both texts hold numbers and none agrees


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a pledge repeats another. ``shared`` is the weight of common contents, in weights of the rarest word."""

    kind: MatchKind
    similarity: float
    shared: float
    concrete: bool
    length: int  # words of the shorter text
    contained: float = 1.0  # share of it in the longer one, in the same order
    ideas: int = 0  # number of contents in common


def judge(new: Prepared, old: Prepared, weights: Weights, year: int | None) -> Evidence | None:
    """Evidence that ``new`` (in a document of ``year``) repeats ``old``, each seen on its own; None if it does not."""
    length = min(len(new.words), len(old.words))
    concrete = new.concrete and old.concrete
    if new.key and new.key == old.key:
        return Evidence("verbatim", 1.0, weights.total(new) / weights.top, concrete, length)
    if not new.names & old.names:
        return None
    content = cover(new, old, weights)
    if max(content.new, content.old, content.words) < PARAPHRASE_LEAST:
        return None
    order = align(new.words, old.words)
    kind, similarity = _kind(new, old, order, content)
    if kind is None or is_continuation(new, old, year, order.ratio):
        return None
    ideas = ideas_in_common(new, old)
    if kind in {"merged", "paraphrase"} and (_renews(new, old) or ideas < LEAST_IDEAS):
        return None
    contained = max(order.new_share, order.old_share)
    return Evidence(kind, similarity, content.shared / weights.top, concrete, length, contained, ideas)


def _kind(new: Prepared, old: Prepared, order: Alignment, content: Cover) -> tuple[MatchKind | None, float]:
    both = math.sqrt(content.new * content.old)
    if order.ratio >= LIGHT_RATIO and max(both, content.words) >= LIGHT_CONTENT:
        return "light", min(order.ratio, 0.99)
    shorter, longer = sorted((len(new.words), len(old.words)))
    contained = max(order.new_share, order.old_share)
    found = content.new if len(new.words) == shorter else content.old
    if shorter <= CONTAINED_LENGTH * longer and contained >= CONTAINED_ORDER and found >= CONTAINED:
        return "merged", contained * (0.5 + 0.5 * shorter / longer)
    if new.numbers and old.numbers and not new.numbers & old.numbers:
        both *= OTHER_NUMBERS
    return ("paraphrase", min(both, MOST_PARAPHRASE)) if both >= PARAPHRASE_LEAST else (None, 0.0)


def _renews(new: Prepared, old: Prepared) -> bool:
    """True when ``new`` sets figures where ``old`` had none: last year's general duty has become a target."""
    return bool(new.numbers and not old.numbers)


def ideas_in_common(new: Prepared, old: Prepared) -> int:
    """Number of contents in common; neighbours that are neighbours in ``old`` too are one compound word."""
    follows = {(a.text, b.text) for a, b in pairwise(old.terms)}
    ideas, previous = 0, None
    for term in new.terms:
        if term.names.isdisjoint(old.names):
            previous = None
        elif previous is not None and (previous, term.text) in follows:
            previous = None  # a compound has two syllables; the next one begins another idea
        else:
            ideas, previous = ideas + 1, term.text
    return ideas


@dataclass(frozen=True, slots=True)
class Cover:
    """Contents in common, by weight: as a share of each side, of both without their figures, and the weight itself."""

    new: float
    old: float
    words: float  # figures are what a copier changes first
    shared: float


def cover(new: Prepared, old: Prepared, weights: Weights) -> Cover:
    """How much of the contents of ``new`` is in ``old`` and the reverse, in any order."""
    common = new.names & old.names
    new_found, new_words = _found(new, common, weights)
    old_found, old_words = _found(old, common, weights)
    return Cover(
        new=new_found / max(weights.total(new), 1e-9),
        old=old_found / max(weights.total(old), 1e-9),
        words=math.sqrt(new_words * old_words),
        shared=min(new_found, old_found),
    )


def _found(side: Prepared, common: frozenset[str], weights: Weights) -> tuple[float, float]:
    """Weight of the terms of ``side`` that have a name in ``common``, and the share of its words (no figures) there."""
    found = words = 0.0
    for term, weight in zip(side.terms, weights.each(side), strict=True):
        if not term.names.isdisjoint(common):
            found += weight
            words += 0.0 if term.number else weight
    return found, words / max(weights.total_words(side), 1e-9)
