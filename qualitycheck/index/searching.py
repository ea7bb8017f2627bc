"""The compiled search of one segment: votes of rare runs, a close look at the best, and then at whole documents."""

from __future__ import annotations

import numpy as np

from qualitycheck.index.grams import information, mix, run_hash, shortest_rare
from qualitycheck.index.jit import jit
from qualitycheck.index.postings import kept
from qualitycheck.index.scoring import DENSE, map_words, outline, shared, worth

VOTERS = 1 << 12  # cells of the table of candidates of one pledge
LOOKED_AT = 8  # candidates of a pledge that are looked at closely, at most
WHOLES = 24  # equal texts that are looked at
DOCUMENTS = 3  # documents whose pledges are all looked at
RESULTS = 3  # per pledge
PLEDGES = 64  # of one document that are searched together
DISTINCT = 4096  # words of them
LONGEST_TEXT = 1024  # words of a registered pledge that are looked at
WEAK = 0.2  # votes against those of the best candidate below which none is looked at
FEW = 8  # holders of the very same text that do not make it a formula
EQUAL = 100.0  # votes of an equal text
RAREST = 0.6  # vote from which a run is always looked up
HOPELESS = np.float32(9.0)  # bits of an outline below which a candidate is not looked at
BEHIND = np.float32(0.5)  # the same, of the best outline


@jit
def rare_runs(words, starts, low, high, singles, table, bits, frequent, least, estimate, every, runs, votes):
    """Per word of the new pledges the rare run that begins there (0: none that has a list) and the weight of its vote."""
    shift = np.uint64(64 - bits)
    for pledge in range(low, high):
        for at in range(starts[pledge], starts[pledge + 1]):
            run = shortest_rare(words, at, starts[pledge + 1], singles, table, bits, frequent, least)
            if run and kept(run, every):
                runs[at] = run
                votes[at] = 1.0 / (1.0 + 0.05 * estimate[table[run >> shift]])
            else:
                runs[at] = 0


@jit
def tell_new(words, starts, tables, told):
    """Information of all words of the new pledges."""
    alone = np.empty(len(words) + 1, np.float32)
    for pledge in range(len(starts) - 1):
        low, high = starts[pledge], starts[pledge + 1]
        information(words, low, high, tables, told[low:high], alone)


@jit
def vote(keys, sums, used, size, pledge, weight):
    """Adds to the votes of ``pledge``; returns how many candidates there are."""
    mask = len(keys) - 1
    cell = ((np.int64(pledge) * 2654435761) >> 7) & mask
    while keys[cell] != -1 and keys[cell] != pledge:
        cell = (cell + 1) & mask
    if keys[cell] == -1:
        if size > mask // 2:
            return size
        keys[cell], sums[cell] = pledge, 0
        used[size] = cell
        size += 1
    sums[cell] += weight
    return size


@jit
def collect(low, high, runs, votes, segment, most, keys, sums, used):
    """Votes for every registered pledge that shares a rare run with the words ``low`` to ``high``.

    The rarest runs are always looked up, the others until ``most`` list entries have been read.
    """
    _words, _starts, _documents, cells, lists, bits, _wholes, _whole_cells, _whole_bits = segment
    size, touched = 0, 0
    shift = np.uint64(64 - bits)
    for rarest in range(2):
        for at in range(low, high):
            if not runs[at] or (votes[at] >= RAREST) == (rarest == 1):
                continue
            cell = runs[at] >> shift
            number, place, end = np.int64(-1), np.int64(cells[cell]), np.int64(cells[cell + np.uint64(1)])
            while place < end:
                byte = np.int64(lists[place])
                rest, moved = byte & 127, 7
                while byte >= 128:
                    place += 1
                    byte = np.int64(lists[place])
                    rest |= (byte & 127) << moved
                    moved += 7
                place += 1
                number += rest
                touched += 1
                size = vote(keys, sums, used, size, np.int32(number), votes[at])
            if rarest == 1 and touched > most:
                return size
    return size


@jit
def equal_texts(words, low, high, segment, keys, sums, used, size):
    """Votes for registered pledges with the very same words, which no filter hides; how many candidates and how many those."""
    old_words, old_starts, _documents, _cells, _lists, _bits, wholes, whole_cells, whole_bits = segment
    whole = mix(run_hash(words, low, high - low)) >> np.uint64(64 - whole_bits)
    equal = 0
    begin = np.int64(whole_cells[whole])
    for place in range(begin, min(np.int64(whole_cells[whole + np.uint64(1)]), begin + WHOLES)):
        first = np.int64(old_starts[wholes[place]])
        same = np.int64(old_starts[wholes[place] + np.uint32(1)]) - first == high - low
        for n in range(high - low):
            same = same and old_words[first + n] == words[low + n]
        if same:
            equal += 1
            size = vote(keys, sums, used, size, np.int32(wholes[place]), np.float32(EQUAL))
    return size, equal


@jit
def best(keys, sums, used, size, most, chosen):
    """The ``most`` candidates with most votes into ``chosen``, best first; empties the table."""
    taken = 0
    for n in range(size):
        cell = used[n]
        at = min(taken, most)
        while at > 0 and sums[chosen[at - 1]] < sums[cell]:
            if at < most:
                chosen[at] = chosen[at - 1]
            at -= 1
        if at < most:
            chosen[at] = cell
            taken = min(taken + 1, most)
    return taken


@jit
def tell(words, starts, pledge, tables, told, alone):
    """Information of the words of a registered pledge; returns where they begin and end."""
    low = np.int64(starts[pledge])
    high = min(np.int64(starts[pledge + 1]), low + LONGEST_TEXT)
    information(words, low, high, tables, told, alone)
    return low, high


@jit
def keep(out, pledge, source, bits, whole, share, support, score):
    """Insert a result among those of a pledge, best score first; a better one of the same source replaces it."""
    numbers, values = out
    last = numbers.shape[1] - 1
    at = 0
    while at <= last and numbers[pledge, at] != source:
        at += 1
    if at > last:
        at = last
        if values[pledge, last, 4] >= score:
            return
    elif values[pledge, at, 4] >= score:
        return
    while at > 0 and values[pledge, at - 1, 4] < score:
        numbers[pledge, at] = numbers[pledge, at - 1]
        values[pledge, at] = values[pledge, at - 1]
        at -= 1
    numbers[pledge, at] = source
    values[pledge, at, 0], values[pledge, at, 1], values[pledge, at, 2] = bits, whole, share
    values[pledge, at, 3], values[pledge, at, 4] = support, score


@jit
def of_document(documents, pledge):
    """Number of the document that holds a pledge."""
    low, high = 0, len(documents) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if documents[middle] <= pledge:
            low = middle
        else:
            high = middle
    return low


@jit
def search(new, segment, tables, settings, low, high, base, effort, bounds, out):
    """Documents ``low`` to ``high`` of ``new`` against one segment, whose pledges are numbered from ``base`` on.

    The best sources of every pledge go into ``out``; ``bounds`` holds the best outline seen of each, over all segments.
    """
    words, starts, new_documents, runs, votes, new_told = new
    old_words, old_starts, old_documents, _cells, _lists, _bits, _wholes, _whole_cells, _whole_bits = segment
    needed, slight, relation, _cap = settings  # all in bits
    touched, looked_at = effort  # list entries read after the rarest runs, candidates looked at
    keys, sums, used = np.full(VOTERS, -1, np.int32), np.zeros(VOTERS, np.float32), np.empty(VOTERS, np.int32)
    chosen = np.empty(LOOKED_AT + 1, np.int32)
    slots, stamps, stamp = np.zeros(65536, np.int32), np.zeros(65536, np.int64), 0
    weights = np.zeros(DISTINCT, np.float32)
    masks = np.zeros((PLEDGES, DISTINCT), np.uint64)
    told, alone = np.empty(LONGEST_TEXT, np.float32), np.empty(LONGEST_TEXT, np.float32)
    near, gained = np.empty(PLEDGES * LOOKED_AT, np.int64), np.empty(PLEDGES * LOOKED_AT, np.float32)
    top, strength = np.empty(DOCUMENTS, np.int64), np.empty(DOCUMENTS, np.float32)
    gains = np.empty(PLEDGES, np.float32)
    for document in range(low, high):
        begin, finish = new_documents[document], new_documents[document + 1]
        while begin < finish:
            end = min(begin + PLEDGES, finish)
            stamp += 1
            map_words(words, begin, end, starts, slots, stamps, stamp, masks)
            pairs = 0
            for pledge in range(begin, end):
                a, b = starts[pledge], starts[pledge + 1]
                size = collect(a, b, runs, votes, segment, touched, keys, sums, used)
                size, equal = equal_texts(words, a, b, segment, keys, sums, used, size)
                taken = best(keys, sums, used, size, looked_at, chosen)
                if taken:
                    weigh(words, a, b, slots, stamps, stamp, new_told, weights)
                for n in range(taken):
                    if sums[chosen[n]] < WEAK * sums[chosen[0]]:
                        break
                    source = np.int64(keys[chosen[n]])
                    c = np.int64(old_starts[source])
                    d = min(np.int64(old_starts[source + 1]), c + LONGEST_TEXT)
                    quick = outline(old_words, c, d, slots, stamps, stamp, weights)
                    if sums[chosen[n]] < EQUAL and (quick < HOPELESS or quick < BEHIND * bounds[pledge]):
                        continue
                    bounds[pledge] = max(bounds[pledge], quick)
                    c, d = tell(old_words, old_starts, source, tables, told, alone)
                    found, whole, share = shared(
                        old_words, c, d, told, alone, slots, stamps, stamp, masks[pledge - begin], b - a
                    )
                    rare = sums[chosen[n]] >= EQUAL and equal <= FEW
                    value = worth(found, DENSE if rare else whole, share)
                    keep(out, pledge, base + source, found, whole, share, np.float32(0), value - needed)
                    if value > slight:
                        near[pairs], gained[pairs] = of_document(old_documents, source), value - slight
                        pairs += 1
                for n in range(size):
                    keys[used[n]] = -1
                for at in range(a if taken else b, b):
                    weights[slots[words[at]]] = 0
            documents = strongest(near, gained, pairs, relation, top, strength)
            for n in range(documents):
                support(
                    begin, end, starts, old_words, old_starts, old_documents, top[n], tables, told, alone, slots, stamps,
                    stamp, masks, gains, settings, base, out,
                )  # fmt: skip
            begin = end


@jit
def weigh(words, low, high, slots, stamps, stamp, told, weights):
    """The most that each word of a new pledge tells, by slot."""
    for at in range(low, high):
        if stamps[words[at]] == stamp:
            weights[slots[words[at]]] = max(weights[slots[words[at]]], told[at])


@jit
def strongest(near, gained, pairs, relation, top, strength):
    """The documents that several pledges, or one strongly, point to; how many there are."""
    count = 0
    order = np.argsort(near[:pairs])
    n = 0
    while n < pairs:
        document, total = near[order[n]], np.float32(0)
        while n < pairs and near[order[n]] == document:
            total += gained[order[n]]
            n += 1
        if total < relation:
            continue
        at = min(count, DOCUMENTS)
        while at > 0 and strength[at - 1] < total:
            if at < DOCUMENTS:
                top[at], strength[at] = top[at - 1], strength[at - 1]
            at -= 1
        if at < DOCUMENTS:
            top[at], strength[at] = document, total
            count = min(count + 1, DOCUMENTS)
    return count


@jit
def support(
    begin,
    end,
    starts,
    words,
    old_starts,
    documents,
    document,
    tables,
    told,
    alone,
    slots,
    stamps,
    stamp,
    masks,
    gains,
    settings,
    base,
    out,
):
    """All pledges of one registered document against all new ones: what the others share supports each."""
    needed, slight, relation, cap = settings
    gains[: end - begin] = 0
    first, last = documents[document], documents[document + 1]
    size = last - first
    bits = np.empty((size, end - begin, 3), np.float32)
    for n in range(size):
        c, d = tell(words, old_starts, first + n, tables, told, alone)
        for pledge in range(begin, end):
            found, whole, share = shared(
                words,
                c,
                d,
                told,
                alone,
                slots,
                stamps,
                stamp,
                masks[pledge - begin],
                starts[pledge + 1] - starts[pledge],
            )
            bits[n, pledge - begin, 0], bits[n, pledge - begin, 1], bits[n, pledge - begin, 2] = found, whole, share
            gains[pledge - begin] = max(gains[pledge - begin], worth(found, whole, share) - slight)
    total = gains[: end - begin].sum()
    for pledge in range(begin, end):
        others = min(max(total - gains[pledge - begin] - relation, np.float32(0)), cap)
        for n in range(size):
            found = bits[n, pledge - begin, 0]
            whole, share = bits[n, pledge - begin, 1], bits[n, pledge - begin, 2]
            value = worth(found, whole, share)
            if value > slight:
                keep(out, pledge, base + np.int64(first + n), found, whole, share, others, value - needed + others)
