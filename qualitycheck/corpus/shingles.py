"""Hashes of syllable runs, the only thing that SQL joins on. Stable over programs and machines.

A syllable's hash is the first 8 bytes of its BLAKE2b, little endian; a run of n syllables folds its hashes from left to
right with ``h * 0x9E3779B97F4A7C15 XOR next`` (64 bits, wrapping), finished by two xor-shift multiplications.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

NORMALISATION = 1  # raise it whenever ``characters.key`` changes what it returns
SHINGLE = 2  # syllables: finds candidates and weighs words
RUN = 6  # syllables: recognises formulas in spite of small edits

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_SHIFT = np.uint64(33)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a register was made with; two registers compare only when these are equal."""

    normalisation: int = NORMALISATION
    shingle: int = SHINGLE
    run: int = RUN


def text_hash(text: str) -> int:
    """64-bit hash of a folded text."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


syllable_hash = lru_cache(maxsize=262144)(text_hash)


def syllable_hashes(syllables: Sequence[str]) -> Hashes:
    """uint64 array, one hash per syllable."""
    return np.fromiter((syllable_hash(s) for s in syllables), np.uint64, len(syllables))


def run_hashes(hashes: Hashes, length: int) -> Hashes:
    """Hashes of all runs of ``length`` syllables, in order; a shorter text is one run of its whole."""
    size = min(length, len(hashes))
    if size == 0:
        return hashes[:0]
    count = len(hashes) - size + 1
    folded = np.full(count, np.uint64(size), np.uint64)
    for offset in range(size):
        folded = (folded * _GOLDEN) ^ hashes[offset : offset + count]
    for _ in range(2):
        folded = (folded ^ (folded >> _SHIFT)) * _MIX
    return folded ^ (folded >> _SHIFT)


def distinct(hashes: Hashes) -> Hashes:
    """Sorted, each once."""
    return np.unique(hashes)
