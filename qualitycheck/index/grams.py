"""Words as 16-bit numbers, runs of words as 64-bit hashes, and how often each occurs.

A run of n words is counted only where its first n - 1 words are frequent (occur more than ``K`` times), so that the table
holds few runs. Its cells are 8-bit Morris counters (Morris 1978): a cell ``v`` stands for (B**v - 1) / (B - 1) occurrences.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualitycheck.index.jit import inline, jit

LONGEST = 6  # words of a counted run
WORDS = 1 << 16
B = 1.08
ESTIMATE = (B ** np.arange(256) - 1) / (B - 1)
LOG_ESTIMATE = np.log2(np.maximum(ESTIMATE, 1)).astype(np.float32)
CHANCE = (B ** -np.arange(256.0) * float((1 << 32) - 1)).astype(np.uint32)  # of raising a cell, of 2**32
FARTHEST = 5  # words apart at which pairs are counted
ALIVE = 255  # state of a place whose run is still frequent

Words = NDArray[np.uint16]


def cell_of(count: int) -> int:
    """The smallest cell that stands for at least ``count`` occurrences."""
    return int(np.searchsorted(ESTIMATE, count))


def table_bits(words: int) -> int:
    """Size of the table (as a power of two) for a register of so many words."""
    return max(16, min(27, math.ceil(math.log2(max(words, 1) * 0.25))))


CHEAP = np.float32(2.0)  # bits below which a word needs no better explanation
RELIABLE = cell_of(8)  # occurrences of a distant pair that tell something


def pair_bits(pledges: int) -> int:
    """Size of the table of distant pairs (as a power of two)."""
    return max(14, min(24, math.ceil(math.log2(max(pledges, 1) * 16))))


@inline
def mix(x):
    x = np.uint64(x)
    x ^= x >> np.uint64(31)
    x *= np.uint64(0x7FB5D329728EA185)
    x ^= x >> np.uint64(27)
    x *= np.uint64(0x81DADEF4BC2DD44D)
    return x ^ (x >> np.uint64(33))


@inline
def step(run, word):
    """Hash of a run with one more word behind it; the empty run is 0."""
    x = (np.uint64(run) ^ np.uint64(word)) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(0x632BE59BD9B4E019)
    return x ^ (x >> np.uint64(29))


@jit
def tokenise(letters, ends, words, starts):
    """Folded UTF-8 texts (``ends``: n + 1 offsets) as word numbers; ``starts`` (n + 1) gets where each begins."""
    size = 0
    starts[0] = 0
    for n in range(len(ends) - 1):
        run, inside = np.uint64(0), False
        for at in range(ends[n], ends[n + 1]):
            letter = letters[at]
            if letter == 32:
                if inside:
                    words[size] = np.uint16(mix(run) >> np.uint64(48))
                    size += 1
                run, inside = np.uint64(0), False
            else:
                run = (run ^ np.uint64(letter)) * np.uint64(0x100000001B3) + np.uint64(1)
                inside = True
        if inside:
            words[size] = np.uint16(mix(run) >> np.uint64(48))
            size += 1
        starts[n + 1] = size
    return size


@jit
def run_hash(words, at, length):
    run = np.uint64(0)
    for n in range(length):
        run = step(run, words[at + n])
    return run


@jit
def count_words(words, low, high, singles):
    for at in range(low, high):
        singles[words[at]] += np.uint32(1)


@jit
def count_runs(words, starts, low, high, length, singles, table, bits, frequent, least, chance, state):
    """One pass over pledges ``low`` to ``high``: counts runs of ``length`` words, and settles places whose shorter run is rare.

    ``state`` (one byte per word) becomes the length of the shortest rare run that begins there, or 0 where there is none.
    """
    shift = np.uint64(64 - bits)
    for pledge in range(low, high):
        end = starts[pledge + 1]
        for at in range(starts[pledge], end):
            if state[at] != ALIVE:
                continue
            run = run_hash(words, at, length - 1)
            if length == 2:
                known = singles[words[at]] > frequent
            else:
                known = table[run >> shift] > least
            if not known:
                state[at] = length - 1
            elif at + length > end or length > LONGEST:
                state[at] = 0
            else:
                run = step(run, words[at + length - 1])
                cell = run >> shift
                value = table[cell]
                drawn = mix(run + np.uint64(at)) & np.uint64(0xFFFFFFFF)
                if value < 255 and drawn <= np.uint64(chance[value]):
                    table[cell] = value + 1


@inline
def distant(first, distance, second):
    """Hash of two words at a distance: predicts the words behind a slot that everybody fills otherwise."""
    return step(step(np.uint64(distance), first), second)


@jit
def count_distant(words, starts, low, high, stride, singles, table, bits, frequent, chance):
    """Counts first words, and pairs of words two to ``FARTHEST`` apart, in every ``stride``-th pledge."""
    shift = np.uint64(64 - bits)
    for pledge in range(low, high, stride):
        begin = starts[pledge]
        if begin < starts[pledge + 1]:
            run = distant(np.uint16(0), 0, words[begin])
            value = table[run >> shift]
            if value < 255 and mix(run + np.uint64(begin)) & np.uint64(0xFFFFFFFF) <= np.uint64(chance[value]):
                table[run >> shift] = value + 1
        for at in range(begin, starts[pledge + 1]):
            for distance in range(2, min(FARTHEST, at - begin) + 1):
                if singles[words[at - distance]] > frequent:
                    run = distant(words[at - distance], distance, words[at])
                    value = table[run >> shift]
                    drawn = mix(run + np.uint64(at)) & np.uint64(0xFFFFFFFF)
                    if value < 255 and drawn <= np.uint64(chance[value]):
                        table[run >> shift] = value + 1


@jit
def shortest_rare(words, at, end, singles, table, bits, frequent, least):
    """Hash and estimated count (as a cell) of the shortest rare run that begins at ``at``; hash 0 where there is none."""
    shift = np.uint64(64 - bits)
    run = step(np.uint64(0), words[at])
    if singles[words[at]] <= frequent:
        return run
    for length in range(2, LONGEST + 1):
        if at + length > end:
            break
        run = step(run, words[at + length - 1])
        if table[run >> shift] <= least:
            return run
    return np.uint64(0)


@jit
def information(words, low, high, tables, out, alone):
    """Bits that each word of a text tells after its frequent predecessors (``out``) and by itself (``alone``).

    -log2 P(word | context), the smallest over the longest frequent context of at most five words and over single words
    up to ``FARTHEST`` before it; from the counts, at most ``most`` per word.
    """
    logs_of_words, table, shift, least, frequent, logs, total, most, pairs, pair_shift, stride, texts = tables
    context = low  # the frequent context of a word is context..at-1
    run, before = np.uint64(0), np.float32(0)  # its hash, log2 of its count
    for at in range(low, high):
        single = logs_of_words[words[at]]
        alone[at - low] = min(total - single, most) if single >= 0 else np.float32(0)
        longer, value = step(run, words[at]), np.uint8(0)
        if context == at:
            told = alone[at - low]
            if at == low:
                seen = pairs[distant(np.uint16(0), 0, words[at]) >> pair_shift]
                if seen > RELIABLE:
                    told = min(told, max(texts - logs[seen] - stride, np.float32(0)))
        else:
            value = table[longer >> shift]
            told = min(max(before - logs[value], np.float32(0)), most)
        for distance in range(2, min(FARTHEST, at - low) + 1):
            if told <= CHEAP:
                break
            first = logs_of_words[words[at - distance]]
            if first > frequent:
                seen = pairs[distant(words[at - distance], distance, words[at]) >> pair_shift]
                if seen > RELIABLE:
                    told = min(told, max(first - logs[seen] - stride, np.float32(0)))
        out[at - low] = told
        run = longer
        while context <= at:
            length = at - context + 1
            if length == 1:
                before = single
                if single > frequent:
                    break
            elif length < LONGEST:
                before = logs[value]
                if value > least:
                    break
            context += 1
            if context <= at:
                run = run_hash(words, context, at - context + 1)
                value = table[run >> shift]
        if context > at:
            run = np.uint64(0)


def total_bits(words: int) -> float:
    """log2 of the number of words of a register, at least of 1000."""
    return math.log2(max(words, 1000))


def empty_like_words(words: Words) -> NDArray[Any]:
    return np.full(len(words), ALIVE, np.uint8)
