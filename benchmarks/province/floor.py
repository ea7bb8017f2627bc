"""The floor of an audit: what reading the lists of rare runs costs, and nothing else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numba as nb
import numpy as np

from qualitycheck.index import grams, searching
from qualitycheck.index.reading import Texts
from qualitycheck.index.store import Index


def lookups(new: Texts, index: Index, jobs: int) -> int:
    """Number of list entries read when the lists of all rare runs of ``new`` are read to their ends."""
    tables = index.tables
    edges = np.linspace(0, len(new.starts) - 1, 8 * jobs + 1).astype(int).tolist()

    def work(span: tuple[int, int]) -> int:
        runs, votes = np.zeros(len(new.words), np.uint64), np.zeros(len(new.words), np.float32)
        searching.rare_runs(
            new.words, new.starts, *span, tables.singles, tables.table, tables.bits, tables.frequent, tables.least,
            grams.ESTIMATE, tables.every, runs, votes,
        )  # fmt: skip
        low, high = int(new.starts[span[0]]), int(new.starts[span[1]])
        return sum(int(_walk(runs[low:high], segment.for_search)) for segment in index.segments)

    with ThreadPoolExecutor(jobs) as pool:
        return sum(pool.map(work, pairwise(edges)))


@nb.njit(nogil=True)
def _walk(runs: Any, segment: Any) -> int:
    cells, lists, bits = segment[3], segment[4], segment[5]
    entries = 0
    for run in runs:
        if run:
            cell = run >> np.uint64(64 - bits)
            for place in range(cells[cell], cells[cell + np.uint64(1)]):
                entries += lists[place] < 128
    return entries
