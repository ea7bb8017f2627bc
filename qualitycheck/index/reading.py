"""From Parquet parts of a register to words: the folded texts are streamed, tokenised and forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from qualitycheck.index.grams import Words, tokenise
from qualitycheck.index.hashing import text_hash

COLUMNS = ("digest", "author_key", "unit_key", "pledge", "key")


@dataclass(frozen=True, slots=True)
class Texts:
    """Words of some documents: ``starts`` per pledge and ``documents`` per document, each with one more at the end."""

    words: Words
    starts: NDArray[np.int64]
    documents: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PartTexts:
    """The same of one part, with what tells its documents apart; ``rows`` is where each begins in the part."""

    texts: Texts
    digests: NDArray[np.uint8]
    authors: NDArray[np.uint32]
    units: NDArray[np.uint32]
    rows: NDArray[np.uint32]


def texts_of(keys: Sequence[Sequence[str]]) -> Texts:
    """Documents given as lists of folded pledges."""
    flat = pa.array([key for document in keys for key in document], pa.string())
    words, starts = _tokenised(flat)
    return Texts(words, starts, np.cumsum([0, *map(len, keys)]).astype(np.int64))


def read_part(path: Path) -> PartTexts:
    """Raises OSError and pyarrow errors."""
    with pq.ParquetFile(path, read_dictionary=["digest", "author_key", "unit_key"]) as opened:
        table = opened.read(list(COLUMNS))
    digests = _codes(table["digest"])
    first = np.flatnonzero(np.r_[True, digests[0][1:] != digests[0][:-1]]) if table.num_rows else np.zeros(0, np.int64)
    real = table["pledge"].to_numpy() >= 0
    words, starts = _tokenised(table["key"])
    counted = np.r_[0, np.cumsum(real)]
    if not real.all():
        starts = np.r_[starts[:-1][real], starts[-1:]]
    documents = np.r_[counted[first], counted[-1:]].astype(np.int64)
    names = [digests[1][code] for code in digests[0][first].tolist()]
    raw = np.frombuffer(bytes.fromhex("".join(names)), np.uint8).reshape(-1, 32)
    return PartTexts(
        Texts(words, starts, documents), raw, _hashes(table["author_key"], first), _hashes(table["unit_key"], first),
        first.astype(np.uint32),
    )  # fmt: skip


def name_hash(name: str) -> int:
    """32 bits of a name for comparing; 0 stands for none."""
    return (text_hash(name) >> 32) or 1 if name else 0


def _codes(column: Any) -> tuple[NDArray[np.int64], list[str]]:
    """Codes and their values; every chunk has a dictionary of its own."""
    codes: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
    values: list[str] = []
    for chunk in column.chunks:
        codes.append(chunk.indices.to_numpy(zero_copy_only=False).astype(np.int64) + len(values))
        values += chunk.dictionary.to_pylist()
    known: dict[str, int] = {}
    same = np.array([known.setdefault(value, n) for n, value in enumerate(values)], np.int64)
    flat = np.concatenate(codes)
    return (same[flat] if len(values) else flat), values


def _hashes(column: Any, rows: NDArray[np.int64]) -> NDArray[np.uint32]:
    codes, values = _codes(column)
    table = np.array([name_hash(value) for value in values], np.uint32)
    return table[codes[rows]] if len(rows) else np.zeros(0, np.uint32)


def _tokenised(column: Any) -> tuple[Words, NDArray[np.int64]]:
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    words, starts = [np.zeros(0, np.uint16)], [np.zeros(1, np.int64)]
    for chunk in chunks:
        _, offsets, letters = chunk.buffers()
        ends = np.frombuffer(offsets, np.int32)[chunk.offset : chunk.offset + len(chunk) + 1]
        raw = np.frombuffer(letters, np.uint8) if letters is not None else np.zeros(1, np.uint8)
        found = np.empty((int(ends[-1]) - int(ends[0])) // 2 + len(chunk) + 1, np.uint16)
        begins = np.empty(len(chunk) + 1, np.int64)
        size = tokenise(raw, ends, found, begins)
        starts.append(begins[1:] + starts[-1][-1])
        words.append(found[:size].copy())
    return np.concatenate(words), np.concatenate(starts)
