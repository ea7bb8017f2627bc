"""Compiled generation of pledges as token ids: every pledge is a pure function of (seed, document, place)."""

from __future__ import annotations

import numba as nb
import numpy as np

NUMBERS = 1000
LONGEST = 400  # tokens of a pledge
FORMULA_SHARE, EDITED_FORMULAS = 30, 20  # percent
DRIFT = 2  # words of a formula that change from year to year
ORIGINAL, FORMULA = -1, -2
VERBATIM, LIGHT, REORDERED, W10, W25, W40, MERGED, SPLIT = range(8)
KINDS = ("verbatim", "light", "reordered", "w10", "w25", "w40", "merged", "split")
SHARES = np.cumsum(np.array([20, 15, 10, 15, 15, 10, 7, 8]))
NOBODY, ONE_SOURCE, SCATTERED, CHAIN, UNIT = range(5)
BEHAVIOURS = ("original", "one-source", "scattered", "chain", "unit")

jit = nb.njit(cache=True, nogil=True)


@jit
def rand(state):
    state[0] += np.uint64(0x9E3779B97F4A7C15)
    z = state[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@jit
def below(state, n):
    return np.int64(rand(state) % np.uint64(n))


@jit
def seeded(state, seed, document, place, salt):
    state[0] = np.uint64(seed) * np.uint64(0xD1342543DE82EF95) + np.uint64(salt)
    rand(state)
    state[0] ^= np.uint64(document) * np.uint64(0x2545F4914F6CDD1D) + np.uint64(place)
    rand(state)


@jit
def size_of(state, seed, document):
    seeded(state, seed, document, 0, 1)
    return 10 + below(state, 11)


@jit
def is_formula(state, seed, document, place):
    seeded(state, seed, document, place, 2)
    return below(state, 100) < FORMULA_SHARE


@jit
def expand(state, lexicon, phrase, profession, out, size):
    """Appends the tokens of ``phrase`` with all its slots filled."""
    elements, phrases, slots, objects, names = lexicon
    stack = np.empty((16, 2), np.int64)
    stack[0, 0], stack[0, 1] = phrases[phrase], phrases[phrase + 1]
    depth = 1
    while depth > 0:
        at, end = stack[depth - 1, 0], stack[depth - 1, 1]
        if at == end:
            depth -= 1
            continue
        stack[depth - 1, 0] += 1
        kind, first, second = elements[at, 0], elements[at, 1], elements[at, 2]
        if kind == 0:
            out[size] = first
        elif kind == 2:
            out[size] = first + below(state, second - first + 1)
        elif kind == 3:
            out[size] = names[0] + below(state, names[1] - names[0])
        else:
            slot = objects[profession] if kind == 4 else first
            low, high = slots[slot], slots[slot + 1]
            n = high - low
            chosen = low + min(below(state, n), below(state, n + n // 2))  # the first of a list are commoner
            stack[depth, 0], stack[depth, 1] = phrases[chosen], phrases[chosen + 1]
            depth += 1
            continue
        size += 1
    return size


@jit
def write_formula(state, lexicon, formulas, seed, document, place, year, words, out):
    """A formula as it reads in ``year``: one of its endings, drifted a little, sometimes edited by its writer."""
    seeded(state, seed, document, place, 3)
    n = formulas[1] - formulas[0]
    chosen, ending = below(state, n), below(state, 3)
    edited = below(state, 100) < EDITED_FORMULAS
    size = expand(state, lexicon, formulas[0] + chosen, 0, out, 0)
    if ending:  # two formulas in one line
        size = expand(state, lexicon, formulas[0] + (chosen * 7 + ending) % n, 0, out, size)
    own = state[0]
    for version in range(max(year - 2018, 0) // 2 + 1):
        seeded(state, seed, chosen * 8 + ending, version, 4)
        for _ in range(DRIFT if version else 0):
            out[below(state, size)] = NUMBERS + below(state, words - NUMBERS)
    state[0] = own
    if edited:
        for _ in range(1 + below(state, 2)):
            out[below(state, size)] = NUMBERS + below(state, words - NUMBERS)
    return size


@jit
def write_original(state, lexicon, patterns, seed, document, place, out):
    seeded(state, seed, document, 0, 5)
    profession = below(state, len(lexicon[3]))
    seeded(state, seed, document, place, 6)
    pattern = patterns[0] + below(state, patterns[1] - patterns[0])
    return expand(state, lexicon, pattern, profession, out, 0)


@jit
def replace_words(state, share, words, out, size):
    """``share`` percent of the words become others, a fifth of them words that nobody uses."""
    for at in range(size):
        if below(state, 100) < share:
            out[at] = words + below(state, 20000) if below(state, 5) == 0 else NUMBERS + below(state, words - NUMBERS)


@jit
def edit(state, kind, words, out, size, other, other_size):
    if kind == LIGHT:
        for at in range(size):
            if out[at] < NUMBERS:
                out[at] = (out[at] + 1 + below(state, 9)) % NUMBERS
        for _ in range(1 + below(state, 2)):
            out[below(state, size)] = NUMBERS + below(state, words - NUMBERS)
    elif kind == REORDERED:
        turn = size // 3 + below(state, max(size // 3, 1))
        copy = out[:size].copy()
        out[: size - turn] = copy[turn:]
        out[size - turn : size] = copy[:turn]
    elif kind in (W10, W25, W40):
        replace_words(state, 10 if kind == W10 else 25 if kind == W25 else 40, words, out, size)
    elif kind == MERGED:
        more = min(other_size, LONGEST - size)
        out[size : size + more] = other[:more]
        size += more
    elif kind == SPLIT:
        half = size // 2
        if below(state, 2):
            out[: size - half] = out[half:size].copy()
            size -= half
        else:
            size = half
    return size


@jit
def draw_kind(state):
    draw = below(state, 100)
    kind = 0
    while SHARES[kind] <= draw:
        kind += 1
    return kind


@jit
def source_of(state, seed, document, place, total):
    """Document and place that a registered pledge was copied from; (-1, -1) for its author's own.

    One document in 30 copies from a single earlier one, and one group of 25 in 200 takes over its first member's plan.
    """
    group = document // 25
    seeded(state, seed, group, 0, 7)
    if document % 25 and below(state, 200) == 0:
        source = group * 25
    else:
        seeded(state, seed, document, 0, 8)
        if document < 100 or below(state, 30):
            return np.int64(-1), np.int64(-1)
        source = below(state, document)
        seeded(state, seed, document, place, 9)
        if below(state, 100) >= 60:
            return np.int64(-1), np.int64(-1)
    size = size_of(state, seed, source)
    taken = np.int64(place % size)
    for _ in range(size):
        if not is_formula(state, seed, source, taken):
            break
        taken = (taken + 1) % size
    return source, taken


@jit
def year_of(document, total, years, first):
    return first + document * years // total


@jit
def write(state, lexicon, patterns, formulas, words, seed, document, place, total, years, first, out, other):
    """Tokens of a registered pledge into ``out``; its size and its root (place of the first author, or FORMULA)."""
    kinds = np.empty(8, np.int64)
    edits = np.empty((8, 2), np.int64)
    depth, at, where = 0, document, place
    while depth < 6:
        if is_formula(state, seed, at, where):
            size = write_formula(
                state, lexicon, formulas, seed, document, place, year_of(document, total, years, first), words, out
            )
            return size, np.int64(FORMULA)
        source, taken = source_of(state, seed, at, where, total)
        if source < 0:
            break
        seeded(state, seed, at, where, 10)
        kind = draw_kind(state)
        kinds[depth] = kind if kind <= W25 else VERBATIM
        edits[depth, 0], edits[depth, 1] = at, where
        at, where, depth = source, taken, depth + 1
    size = write_original(state, lexicon, patterns, seed, at, where, out)
    for step in range(depth - 1, -1, -1):
        seeded(state, seed, edits[step, 0], edits[step, 1], 11)
        size = edit(state, kinds[step], words, out, size, other, 0)
    return size, at * np.int64(32) + where


@jit
def register(lexicon, patterns, formulas, words, seed, low, high, total, years, first, tokens, offsets, owner, roots):
    """Pledges of documents ``low`` to ``high``; returns how many there are."""
    state, out, other = np.zeros(1, np.uint64), np.zeros(2 * LONGEST, np.int32), np.zeros(2 * LONGEST, np.int32)
    n = 0
    offsets[0] = 0
    for document in range(low, high):
        for place in range(size_of(state, seed, document)):
            size, root = write(
                state, lexicon, patterns, formulas, words, seed, document, place, total, years, first, out, other
            )
            tokens[offsets[n] : offsets[n] + size] = out[:size]
            offsets[n + 1] = offsets[n] + size
            owner[n], roots[n] = document, root
            n += 1
    return n


@jit
def chain_source(state, seed, total):
    """A registered document that is a copier itself."""
    document = below(state, total)
    keep = state[0]
    for _ in range(500):
        source, _ = source_of(state, seed, document, 0, total)
        if source >= 0:
            break
        document = (document + 1) % total
    state[0] = keep
    return document


@jit
def queries(
    lexicon,
    patterns,
    formulas,
    words,
    seed,
    corpus_seed,
    low,
    high,
    total,
    years,
    first,
    behaviours,
    tokens,
    offsets,
    owner,
    labels,
):
    """Pledges of new documents. ``labels`` (n, 4): root or ORIGINAL or FORMULA, second root, kind, behaviour."""
    state, out, other = np.zeros(1, np.uint64), np.zeros(2 * LONGEST, np.int32), np.zeros(2 * LONGEST, np.int32)
    n = 0
    offsets[0] = 0
    for document in range(low, high):
        seeded(state, seed, document // 10, 0, 20)
        group_source, group = below(state, total), behaviours[below(state, len(behaviours))] == UNIT
        seeded(state, seed, document, 0, 21)
        behaviour = UNIT if group else behaviours[below(state, len(behaviours))]
        behaviour = ONE_SOURCE if behaviour == UNIT and not group else behaviour
        source = (
            group_source
            if group
            else chain_source(state, corpus_seed, total)
            if behaviour == CHAIN
            else below(state, total)
        )
        for place in range(size_of(state, seed, document)):
            root, second, kind = np.int64(ORIGINAL), np.int64(ORIGINAL), -1
            seeded(state, seed, document, place, 22)
            copies = behaviour != NOBODY and below(state, 100) < (95 if group else 60)
            scattered, salt = below(state, total), state[0]
            if is_formula(state, seed, document, place):
                size = write_formula(
                    state, lexicon, formulas, corpus_seed, document + total, place, first + years, words, out
                )
                root = np.int64(FORMULA)
            elif not copies:
                size = write_original(state, lexicon, patterns, seed, document + (np.int64(1) << 40), place, out)
            else:
                taken = scattered if behaviour == SCATTERED else source
                size = size_of(state, corpus_seed, taken)
                at = (place if group else place * 3 + document) % size
                for _ in range(size):
                    if not is_formula(state, corpus_seed, taken, at):
                        break
                    at = (at + 1) % size
                state[0] = salt
                kind = draw_kind(state)
                salt = state[0]
                size, root = write(
                    state, lexicon, patterns, formulas, words, corpus_seed, taken, at, total, years, first, out, other
                )
                other_size = 0
                if root == FORMULA:
                    kind = -1
                else:
                    if kind == MERGED:
                        after = (at + 1) % size_of(state, corpus_seed, taken)
                        other_size, second = write(
                            state,
                            lexicon,
                            patterns,
                            formulas,
                            words,
                            corpus_seed,
                            taken,
                            after,
                            total,
                            years,
                            first,
                            other,
                            other,
                        )
                    state[0] = salt
                    size = edit(state, kind, words, out, size, other, other_size)
            tokens[offsets[n] : offsets[n] + size] = out[:size]
            offsets[n + 1] = offsets[n] + size
            owner[n] = document
            labels[n, 0], labels[n, 1], labels[n, 2], labels[n, 3] = root, second, kind, behaviour
            n += 1
    return n


@jit
def spell(tokens, letters, starts, words, out, offsets, ends):
    """UTF-8 text of token ids, words joined by single spaces; ids beyond the vocabulary become invented words."""
    size = 0
    ends[0] = 0
    for n in range(len(offsets) - 1):
        for at in range(offsets[n], offsets[n + 1]):
            if at > offsets[n]:
                out[size] = 32
                size += 1
            token = tokens[at]
            if token < words:
                for byte in range(starts[token], starts[token + 1]):
                    out[size] = letters[byte]
                    size += 1
            else:
                rest = token - words
                for byte in (122, 119, 97 + rest % 26, 97 + rest // 26 % 26, 97 + rest // 676 % 26, 97 + rest // 17576):
                    out[size] = byte
                    size += 1
        ends[n + 1] = size
    return size
