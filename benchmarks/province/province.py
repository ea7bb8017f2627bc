"""An invented province: a register of any size as Parquet parts, and new documents with labels of what they copied.

Every document is a pure function of a seed and its number. Copiers of five sorts: nobody, one source, scattered (each pledge from
another document), chain (from a registered copier), and whole units that take over one plan. Formulas drift between years.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from benchmarks.province import sentences
from benchmarks.province.lexicon import load
from qualitycheck.corpus import manifest
from qualitycheck.corpus.manifest import Manifest, Part
from qualitycheck.corpus.shingles import Settings, text_hash

PART = 20_000  # documents of one part file
ROWS = 8192  # of one row group
WIDEST = 21 * 90  # tokens of one document, at most on average
BEHAVIOURS = {
    "mixed": (0, 0, 1, 1, 1, 2, 2, 2, 3, 4),
    "one-source": (0, 1),
    "scattered": (2,),
}


@dataclass(frozen=True)
class Pledges:
    """Texts in the order of their documents; ``starts`` (documents + 1) and ``labels`` as in ``sentences.queries``."""

    texts: pa.StringArray
    documents: NDArray[np.int64]
    roots: NDArray[np.int64]
    labels: NDArray[np.int64] | None = None

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        return np.r_[np.flatnonzero(np.r_[True, np.diff(self.documents) != 0]), len(self.documents)]


@dataclass(frozen=True)
class Province:
    """``documents`` registered ones over ``years`` from ``first`` on, in the words of lexicon ``name``."""

    name: str
    documents: int
    seed: int = 1
    years: int = 4
    first: int = 2018
    _spelling: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _lexicon(self) -> Any:
        lexicon = load(self.name)
        encoded = [word.encode() for word in lexicon.words]
        letters = np.frombuffer(b"".join(encoded), np.uint8)
        starts = np.cumsum([0, *map(len, encoded)]).astype(np.int64)
        walk = (lexicon.elements, lexicon.phrases, lexicon.slots, lexicon.objects, np.array(lexicon.names))
        return walk, np.array(lexicon.patterns), np.array(lexicon.formulas), len(lexicon.words), letters, starts

    def registered(self, low: int, high: int) -> Pledges:
        """Documents ``low`` to ``high`` of the register."""
        walk, patterns, formulas, words, letters, starts = self._lexicon
        tokens, offsets, owner = _space(high - low)
        roots = np.empty(len(owner), np.int64)
        n = sentences.register(
            walk, patterns, formulas, words, self.seed, low, high, self.documents, self.years, self.first,
            tokens, offsets, owner, roots,
        )  # fmt: skip
        return Pledges(_spelled(tokens, offsets[: n + 1], letters, starts, words), owner[:n], roots[:n])

    def asked(self, count: int, seed: int = 99, behaviours: str = "mixed") -> Pledges:
        """``count`` new documents of the year after the last."""
        walk, patterns, formulas, words, letters, starts = self._lexicon
        tokens, offsets, owner = _space(count)
        labels = np.empty((len(owner), 4), np.int64)
        n = sentences.queries(
            walk, patterns, formulas, words, seed, self.seed, 0, count, self.documents, self.years, self.first,
            np.array(BEHAVIOURS[behaviours]), tokens, offsets, owner, labels,
        )  # fmt: skip
        texts = _spelled(tokens, offsets[: n + 1], letters, starts, words)
        return Pledges(texts, owner[:n], labels[:n, 0], labels[:n])

    def year(self, document: int) -> int:
        return self.first + document * self.years // self.documents

    def digest(self, document: int) -> str:
        return hashlib.sha256(f"{self.name} {self.seed} {document}".encode()).hexdigest()

    def write(self, folder: Path) -> NDArray[np.int64]:
        """The register as the program keeps it; returns the root of every pledge, in order."""
        folder.mkdir(parents=True)
        years = [self.year(d) for d in range(self.documents)]
        edges = sorted(
            {0, self.documents, *range(0, self.documents, PART)}
            | {d for d in range(1, self.documents) if years[d] != years[d - 1]}
        )
        with ThreadPoolExecutor(2) as pool:
            made = list(pool.map(lambda span: self._part(folder, *span), itertools.pairwise(edges)))
        manifest.write(folder, Manifest(Settings(), 1, tuple(part for part, _ in made)))
        roots = np.concatenate([roots for _, roots in made])
        return roots

    def _part(self, folder: Path, low: int, high: int) -> tuple[Part, NDArray[np.int64]]:
        pledges, year = self.registered(low, high), self.year(low)
        path = folder / str(year) / f"000001-{low:08d}.parquet"
        path.parent.mkdir(exist_ok=True)
        table = pa.table(dict(_columns(pledges, [self.digest(d) for d in range(low, high)], low, year)))
        pq.write_table(table, path, compression="zstd", row_group_size=ROWS)
        data = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        digest = hashlib.sha256(data).hexdigest()
        return Part(name, year, high - low, table.num_rows, len(data), digest), pledges.roots


def _columns(pledges: Pledges, digests: Sequence[str], low: int, year: int) -> Iterator[tuple[str, pa.Array]]:
    """The columns of a part; who wrote what is invented, 25 documents to a unit."""
    of = pa.array((pledges.documents - low).astype(np.int32))
    count, numbers = len(of), range(low, low + len(digests))

    def each(values: Sequence[str]) -> pa.Array:
        return pa.DictionaryArray.from_arrays(of, pa.array(values, pa.string()))

    authors, units = [f"người {n}" for n in numbers], [f"đơn vị {n // 25}" for n in numbers]
    empty = pa.DictionaryArray.from_arrays(pa.array(np.zeros(count, np.int32)), pa.array([""]))
    yield "path", each([f"{n}.docx" for n in numbers])
    yield "document", each([f"{n:016x}" for n in numbers])
    yield "digest", each(digests)
    yield "kind", pa.DictionaryArray.from_arrays(pa.array(np.zeros(count, np.int32)), pa.array(["individual"]))
    yield "year", pa.array(np.full(count, year, np.int32))
    yield "author", each(authors)
    yield "position", empty
    yield "unit", each(units)
    yield from ((name, empty) for name in ("party_cell", "title", "model_name"))
    yield "author_key", each(authors)
    yield "unit_key", each(units)
    held = np.array([text_hash(f"{a}|{u}") for a, u in zip(authors, units, strict=True)], np.uint64)
    placed = np.array([text_hash(u) for u in units], np.uint64)
    yield "holder", pa.array(held[of.to_numpy()])
    yield "unit_id", pa.array(placed[of.to_numpy()])
    first = np.repeat(pledges.starts[:-1], np.diff(pledges.starts))
    yield "pledge", pa.array((np.arange(count) - first).astype(np.int32))
    yield "section", empty
    yield "text", pledges.texts
    yield "key", pledges.texts


def _space(documents: int) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    rows = documents * 21
    return np.empty(documents * WIDEST + 4096, np.int32), np.empty(rows + 1, np.int64), np.empty(rows, np.int64)


def _spelled(
    tokens: NDArray[np.int32],
    offsets: NDArray[np.int64],
    letters: NDArray[np.uint8],
    starts: NDArray[np.int64],
    words: int,
) -> pa.StringArray:
    out, ends = np.empty(int(offsets[-1]) * 10 + 16, np.uint8), np.empty(len(offsets), np.int64)
    size = sentences.spell(tokens, letters, starts, words, out, offsets, ends)
    return pa.LargeStringArray.from_buffers(len(offsets) - 1, pa.py_buffer(ends), pa.py_buffer(out[:size])).cast(
        pa.string()
    )
