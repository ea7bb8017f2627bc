"""Lists of pledges by rare run and by whole text, as compressed as decoding them stays cheap."""

from __future__ import annotations

import numpy as np

from qualitycheck.index.grams import mix, run_hash
from qualitycheck.index.jit import inline, jit


@inline
def kept(run, every):
    """Whether a run is one of the share that gets a list: one in ``every`` (a power of two)."""
    return mix(run) & np.uint64(every - 1) == 0


@inline
def width(value):
    """Bytes of a number written in groups of 7 bits."""
    return 1 if value < 128 else 2 if value < 16384 else 3 if value < 2097152 else 4 if value < 268435456 else 5


@jit
def count_lists(words, starts, state, first, last, every):
    """Number of list entries of pledges ``first`` to ``last``."""
    total = 0
    for at in range(starts[first], starts[last]):
        if state[at] and kept(run_hash(words, at, state[at]), every):
            total += 1
    return total


@jit
def measure_lists(words, starts, state, first, last, every, bits, previous, sizes):
    """Bytes of every list in ``sizes``; a pledge that is in a list already is not written again."""
    shift = np.uint64(64 - bits)
    for pledge in range(first, last):
        number = np.uint32(pledge - first + 1)
        for at in range(starts[pledge], starts[pledge + 1]):
            if not state[at]:
                continue
            run = run_hash(words, at, state[at])
            if not kept(run, every):
                continue
            cell = run >> shift
            if previous[cell] != number:
                sizes[cell] += width(number - previous[cell])
                previous[cell] = number


@jit
def fill_lists(words, starts, state, first, last, every, bits, previous, ends, lists):
    """Write the lists; ``ends`` holds where each begins and afterwards where it ends."""
    shift = np.uint64(64 - bits)
    for pledge in range(first, last):
        number = np.uint32(pledge - first + 1)
        for at in range(starts[pledge], starts[pledge + 1]):
            if not state[at]:
                continue
            run = run_hash(words, at, state[at])
            if not kept(run, every):
                continue
            cell = run >> shift
            if previous[cell] != number:
                rest = number - previous[cell]
                end = ends[cell]
                while rest >= 128:
                    lists[end] = np.uint8(rest & 127 | 128)
                    rest >>= np.uint32(7)
                    end += 1
                lists[end] = np.uint8(rest)
                ends[cell] = end + 1
                previous[cell] = number


@jit
def count_wholes(words, starts, first, last, bits, sizes):
    for pledge in range(first, last):
        run = mix(run_hash(words, starts[pledge], starts[pledge + 1] - starts[pledge]))
        sizes[run >> np.uint64(64 - bits)] += np.uint32(1)


@jit
def fill_wholes(words, starts, first, last, bits, ends, pledges):
    for pledge in range(first, last):
        run = mix(run_hash(words, starts[pledge], starts[pledge + 1] - starts[pledge]))
        cell = run >> np.uint64(64 - bits)
        pledges[ends[cell]] = pledge - first
        ends[cell] += np.uint32(1)


@jit
def fingerprints(words, starts, documents, out):
    """One hash per document over its whole text; 0 for a document without pledges."""
    for document in range(len(documents) - 1):
        low, high = starts[documents[document]], starts[documents[document + 1]]
        out[document] = mix(run_hash(words, low, high - low)) if high > low else np.uint64(0)


@jit
def whole_cell(words, low, high, bits):
    """Where the list of pledges with these very words is."""
    return mix(run_hash(words, low, high - low)) >> np.uint64(64 - bits)
