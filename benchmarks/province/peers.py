"""Public tools on the same search. Each gets a perfect list of the formulas: formula sentences are taken out for them."""

from __future__ import annotations

import itertools
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualitycheck.corpus.shingles import run_hashes, syllable_hashes

PERMUTATIONS = 128
LEAST_JACCARD = 0.25
WINDOW = 4
MOST_HOLDERS = 100  # of a fingerprint or shingle
SECONDS = 60.0  # after which brute force stops


@dataclass(frozen=True)
class Answer:
    """Per query the best registered text (-1: none) and its score; ``asked`` queries were answered at all."""

    best: NDArray[np.int64]
    score: NDArray[np.float64]
    build: float
    query: float
    asked: int
    bytes: int


Peer = Callable[[Sequence[str], Sequence[str]], Answer]


def tfidf(old: Sequence[str], new: Sequence[str]) -> Answer:
    """Words and word pairs, cosine, the best by sparse_dot_topn on two threads."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    started = time.perf_counter()
    model = TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), dtype=np.float32)
    held = model.fit_transform(old)
    built = time.perf_counter()
    top = sp_matmul_topn(model.transform(new), held.T.tocsr(), top_n=1, n_threads=2)
    best, score = np.full(len(new), -1, np.int64), np.zeros(len(new))
    filled = np.flatnonzero(np.diff(top.indptr))
    best[filled], score[filled] = top.indices[top.indptr[filled]], top.data[top.indptr[filled]]
    size = held.data.nbytes + held.indices.nbytes + held.indptr.nbytes
    return Answer(best, score, built - started, time.perf_counter() - built, len(new), size)


def rensa(old: Sequence[str], new: Sequence[str]) -> Answer:
    """R-MinHash of word pairs with its own locality-sensitive hashing."""
    from rensa import RMinHash, RMinHashLSH

    def sketch(text: str) -> RMinHash:
        made = RMinHash(num_perm=PERMUTATIONS, seed=7)
        made.update(_pairs(text))
        return made

    started = time.perf_counter()
    index = RMinHashLSH(threshold=LEAST_JACCARD, num_perm=PERMUTATIONS, num_bands=PERMUTATIONS // 2)
    held = [sketch(text) for text in old]
    for number, one in enumerate(held):
        index.insert(number, one)
    built = time.perf_counter()
    best, score = _by_candidates(new, lambda text: index.query(sketch(text)), lambda t, n: sketch(t).jaccard(held[n]))
    return Answer(best, score, built - started, time.perf_counter() - built, len(new), len(old) * PERMUTATIONS * 4)


def datasketch(old: Sequence[str], new: Sequence[str]) -> Answer:
    """MinHash of word pairs with locality-sensitive hashing."""
    from datasketch import MinHash, MinHashLSH

    def sketch(text: str) -> MinHash:
        made = MinHash(num_perm=PERMUTATIONS)
        made.update_batch([pair.encode() for pair in _pairs(text)])
        return made

    started = time.perf_counter()
    index = MinHashLSH(num_perm=PERMUTATIONS, params=(PERMUTATIONS // 2, 2))
    held = [sketch(text) for text in old]
    for number, one in enumerate(held):
        index.insert(number, one)
    built = time.perf_counter()
    best, score = _by_candidates(new, lambda text: index.query(sketch(text)), lambda t, n: sketch(t).jaccard(held[n]))
    return Answer(best, score, built - started, time.perf_counter() - built, len(new), len(old) * PERMUTATIONS * 8)


def winnowing(old: Sequence[str], new: Sequence[str]) -> Answer:
    """Fingerprints of word triples, the least of every window; those with many holders say nothing."""
    started = time.perf_counter()
    holders: dict[int, list[int]] = defaultdict(list)
    for number, text in enumerate(old):
        for mark in _marks(text):
            holders[mark].append(number)
    built = time.perf_counter()
    best, score = np.full(len(new), -1, np.int64), np.zeros(len(new))
    for query, text in enumerate(new):
        marks = _marks(text)
        votes = Counter(
            n for mark in marks if len(holders.get(mark, ())) <= MOST_HOLDERS for n in holders.get(mark, ())
        )
        if votes:
            best[query], shared = votes.most_common(1)[0]
            score[query] = shared / len(marks)
    size = sum(16 + 4 * len(numbers) for numbers in holders.values())
    return Answer(best, score, built - started, time.perf_counter() - built, len(new), size)


def duckdb(old: Sequence[str], new: Sequence[str]) -> Answer:
    """Equi-join of hashed word quadruples with a cut on their holders, in SQL."""
    import duckdb as engine
    import pyarrow as pa

    def table(texts: Sequence[str]) -> pa.Table:
        hashes = [np.unique(run_hashes(syllable_hashes(text.split()), 4)) for text in texts]
        numbers = np.repeat(np.arange(len(hashes)), [len(one) for one in hashes])
        return pa.table({"number": numbers, "gram": np.concatenate(hashes)})

    started = time.perf_counter()
    database = engine.connect(config={"threads": 2})
    old_rows = table(old)  # read by the SQL
    database.execute(
        f"CREATE TABLE held AS SELECT gram, list(number) AS numbers FROM old_rows GROUP BY gram HAVING count(*) <= {MOST_HOLDERS}"
    )
    built = time.perf_counter()
    new_rows = table(new)  # noqa: F841
    rows = database.execute(
        "WITH hits AS (SELECT q.number AS query, unnest(h.numbers) AS number FROM new_rows q JOIN held h USING (gram)), "
        "counted AS (SELECT query, number, count(*) AS n FROM hits GROUP BY ALL), "
        "sizes AS (SELECT number AS query, count(*) AS size FROM new_rows GROUP BY number) "
        "SELECT query, arg_max(number, n) AS best, max(n) / any_value(size) AS score FROM counted JOIN sizes USING (query) "
        "GROUP BY query"
    ).fetchnumpy()
    best, score = np.full(len(new), -1, np.int64), np.zeros(len(new))
    best[rows["query"]], score[rows["query"]] = rows["best"], rows["score"]
    return Answer(best, score, built - started, time.perf_counter() - built, len(new), len(old_rows) * 12)


def rapidfuzz(old: Sequence[str], new: Sequence[str]) -> Answer:
    """token_set_ratio of every pair, for as many queries as fit in ``SECONDS``."""
    from rapidfuzz import fuzz, process

    best, score = np.full(len(new), -1, np.int64), np.zeros(len(new))
    started, asked = time.perf_counter(), 0
    order = np.random.default_rng(1).permutation(len(new))
    for query in order:
        if time.perf_counter() - started > SECONDS:
            break
        row = process.cdist([new[query]], old, scorer=fuzz.token_set_ratio, workers=2)[0]
        best[query], score[query] = row.argmax(), row.max()
        asked += 1
    return Answer(best, score, 0.0, time.perf_counter() - started, asked, 0)


PEERS: dict[str, Peer] = {
    "TF-IDF words 1-2 + sparse_dot_topn": tfidf,
    "rensa": rensa,
    "datasketch": datasketch,
    "winnowing": winnowing,
    "DuckDB shingle join": duckdb,
    "rapidfuzz token_set_ratio": rapidfuzz,
}


def _pairs(text: str) -> list[str]:
    words = text.split()
    return [f"{a} {b}" for a, b in itertools.pairwise(words)] or words


def _marks(text: str) -> set[int]:
    hashes = run_hashes(syllable_hashes(text.split()), 3)
    if len(hashes) <= WINDOW:
        return {int(hashes.min())} if len(hashes) else set()
    return set(np.lib.stride_tricks.sliding_window_view(hashes, WINDOW).min(axis=1).tolist())


def _by_candidates(
    new: Sequence[str], ask: Callable[[str], Sequence[int]], compare: Callable[[str, int], float]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    best, score = np.full(len(new), -1, np.int64), np.zeros(len(new))
    for query, text in enumerate(new):
        for number in ask(text):
            if (found := compare(text, number)) > score[query]:
                best[query], score[query] = number, found
    return best, score
