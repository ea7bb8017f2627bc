"""Asking the index: which registered pledges do new ones repeat, and how sure is that."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualitycheck.index import grams, scoring, searching
from qualitycheck.index.reading import Texts
from qualitycheck.index.segment import Segment
from qualitycheck.index.tables import Tables

SLIGHT = 18.0  # bits that any two documents of one profession may share
LARGE = 30_000_000  # pledges of a register that is searched quickly rather than thoroughly
THOROUGH, QUICK = (600, 8), (160, 5)  # list entries read per pledge besides the rarest, candidates looked at
SURE = 18.0  # excess bits from which a pledge counts as taken over; found on the tuning sets of benchmarks/
BATCH = 1000  # documents of one task
NOTHING = -1000.0  # excess where nothing was found


@dataclass(frozen=True, slots=True)
class Found:
    """Per new pledge its best sources, best first: arrays (pledges, RESULTS).

    ``sources`` are pledge numbers over all segments, -1 where there is none. ``values`` (…, 5) holds bits repeated, bits
    per word of the whole source, share of words in common, support by other pledges, and the excess of all that over what chance
    finds in a register of this size.
    """

    sources: NDArray[np.int64]
    values: NDArray[np.float32]

    @property
    def likeness(self) -> NDArray[np.float32]:
        """Bits repeated less those that words not in common speak against, whether formula or not."""
        likeness: NDArray[np.float32] = self.values[:, :, 0] - scoring.MISSED * (1 - self.values[:, :, 2])
        return likeness


def find(
    new: Texts,
    segments: Sequence[Segment],
    tables: Tables,
    jobs: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Found:
    """The best sources of every pledge of ``new``. ``progress`` is called with the number of documents done."""
    count = len(new.documents) - 1
    edges = [*list(range(0, count, BATCH)), count] if jobs > 1 or count > BATCH else [0, count]
    spans = list(itertools.pairwise(edges))
    done = 0
    parts = []
    with ThreadPoolExecutor(jobs) as pool:
        for span, part in zip(spans, pool.map(lambda s: _find(new, s[0], s[1], segments, tables), spans), strict=True):
            parts.append(part)
            done += span[1] - span[0]
            if progress:
                progress(done)
    return Found(*(np.concatenate([getattr(p, f) for p in parts]) for f in ("sources", "values")))


def _find(new: Texts, low: int, high: int, segments: Sequence[Segment], tables: Tables) -> Found:
    """Documents ``low`` to ``high``."""
    first, last = int(new.documents[low]), int(new.documents[high])
    begin, end = int(new.starts[first]), int(new.starts[last])
    words = new.words[begin:end]
    starts = new.starts[first : last + 1] - begin
    documents = new.documents[low : high + 1] - first
    runs, votes = np.empty(len(words), np.uint64), np.empty(len(words), np.float32)
    searching.rare_runs(
        words, starts, 0, last - first, tables.singles, tables.table, tables.bits, tables.frequent, tables.least,
        grams.ESTIMATE, tables.every, runs, votes,
    )  # fmt: skip
    pledges = last - first
    numbers = np.full((pledges, searching.RESULTS), -1, np.int64)
    values = np.zeros((pledges, searching.RESULTS, 5), np.float32)
    values[:, :, 4] = NOTHING
    told = np.zeros(len(words), np.float32)
    searching.tell_new(words, starts, tables.for_search, told)
    touched, looked_at = THOROUGH if tables.pledges < LARGE else QUICK
    bounds, base = np.zeros(pledges, np.float32), 0
    for segment in segments:
        searching.search(
            (words, starts, documents, runs, votes, told), segment.for_search, tables.for_search, limits(tables), 0, high - low,
            base, (touched // len(segments), looked_at), bounds, (numbers, values),
        )  # fmt: skip
        base += segment.pledges
    return Found(numbers, values)


def limits(tables: Tables) -> tuple[np.float32, ...]:
    """Bits that chance finds somewhere, that any document shares, that chance finds in some document, most support."""
    relation = float(np.log2(max(tables.documents, 2)))
    return tuple(map(np.float32, (tables.needed, SLIGHT, relation, relation)))
