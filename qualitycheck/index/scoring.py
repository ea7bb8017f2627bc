"""One registered pledge against the pledges of a new document: how many bits of it they repeat.

Positions of words are bit masks (modulo 64), so that "the next word too" is one rotation and one AND.
"""

from __future__ import annotations

import numpy as np

from qualitycheck.index.jit import inline, jit

START = np.float32(1.0)  # bits that a word after a changed one may tell beyond its context

MISSED = np.float32(30.0)  # bits against a pair without a word in common
COMMON = np.float32(60.0)  # bits against a formula
DENSE = np.float32(1.1)  # bits per word below which a text is a formula: its words follow from each other
PLAIN = np.float32(5.0)  # bits of one word that count for the density of a text: one odd word makes no formula original


@inline
def ones(x):
    """Number of set bits."""
    x = x - ((x >> np.uint64(1)) & np.uint64(0x5555555555555555))
    x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
    x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((x * np.uint64(0x0101010101010101)) >> np.uint64(56))


@jit
def map_words(words, low, high, starts, slots, stamps, stamp, masks):
    """Number the distinct words of pledges ``low`` to ``high`` in ``slots`` and fill ``masks`` (pledge, word)."""
    distinct = 0
    most = masks.shape[1]
    for at in range(starts[low], starts[high]):
        word = words[at]
        if stamps[word] != stamp and distinct < most:
            stamps[word] = stamp
            slots[word] = distinct
            distinct += 1
    masks[: high - low, :distinct] = 0
    for pledge in range(low, high):
        for at in range(starts[pledge], starts[pledge + 1]):
            if stamps[words[at]] == stamp:
                place = np.uint64((at - starts[pledge]) & 63)
                masks[pledge - low, slots[words[at]]] |= np.uint64(1) << place
    return distinct


@jit
def shared(words, low, high, told, alone, slots, stamps, stamp, mask, size):
    """Bits of a registered text (``low`` to ``high``) that the new one (``mask`` of its words, ``size`` words) repeats.

    Returns them, the bits per word of the whole registered text (of single words at most ``PLAIN``), and the larger share
    of words in common of both texts.
    """
    bits, whole = np.float32(0), np.float32(0)
    found, used, previous = 0, np.uint64(0), np.uint64(0)
    chance = np.float32(np.log2(max(size, 2)))
    for at in range(low, high):
        word = words[at]
        whole += min(told[at - low], PLAIN)
        here = mask[slots[word]] if stamps[word] == stamp else np.uint64(0)
        if here:
            found += 1
            following = ((previous << np.uint64(1)) | (previous >> np.uint64(63))) & here
            if following:
                bits += told[at - low]
                used |= following
            else:
                used |= here & (~here + np.uint64(1))
                bits += max(np.float32(0), min(alone[at - low] - chance, told[at - low] + START))
        previous = here
    share = max(found / max(high - low, 1), ones(used) / max(min(size, 64), 1))
    return bits, whole / np.float32(max(high - low, 1)), np.float32(share)


@jit
def outline(words, low, high, slots, stamps, stamp, weights):
    """A quick estimate of ``shared``: the sum of ``weights`` (by slot, 0 for words of other pledges) over a registered text."""
    bits = np.float32(0)
    for at in range(low, high):
        if stamps[words[at]] == stamp:
            bits += weights[slots[words[at]]]
    return bits


@inline
def worth(bits, density, share):
    """Bits less what speaks against: words not in common, and common language, which is nobody's."""
    return bits - MISSED * (np.float32(1) - share) - (COMMON if density < DENSE else np.float32(0))
