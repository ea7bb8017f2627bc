"""Making the index of a register: words first, then counts in passes, then lists, one segment after the other."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualitycheck.index import grams, postings
from qualitycheck.index.reading import PartTexts, read_part
from qualitycheck.index.segment import ARRAYS, Segment, save, sealed
from qualitycheck.index.tables import Tables

EVERY = 2  # one in so many rare runs gets a list in a very large register
FEW = 30_000_000  # pledges below which every one does
PER_CELL = 6  # list entries per cell, roughly
Report = Callable[[str, int, int], None]  # stage, done, all


@dataclass(frozen=True, slots=True)
class Source:
    """A part of the register: its file, digest and year."""

    path: Path
    name: str
    digest: str
    year: int | None
    rows: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A segment whose words are on disk."""

    folder: Path
    year: int | None
    sources: tuple[Source, ...]
    words: int
    pledges: int
    documents: int


def drafts(
    folder: Path, groups: Sequence[tuple[int | None, Sequence[Source]]], jobs: int, report: Report
) -> list[Draft]:
    """Read the parts and write the words of every segment."""
    made, done = [], 0
    with ThreadPoolExecutor(jobs) as pool:
        for year, sources in groups:
            found = []
            for part in pool.map(lambda source: read_part(source.path), sources):
                found.append(part)
                done += 1
                report("read", done, sum(len(s) for _, s in groups))
            made.append(_draft(folder / secrets.token_hex(8), year, tuple(sources), found))
    return made


def _draft(folder: Path, year: int | None, sources: tuple[Source, ...], found: Sequence[PartTexts]) -> Draft:
    folder.mkdir(parents=True)
    words = np.concatenate([part.texts.words for part in found])
    starts, documents = _joined([p.texts.starts for p in found]), _joined([p.texts.documents for p in found])
    counts = [len(part.rows) for part in found]
    prints = np.empty(len(documents) - 1, np.uint64)
    postings.fingerprints(words, starts, documents, prints)
    save(
        folder,
        {
            "words": words,
            "starts": starts.astype(np.uint32),
            "documents": documents.astype(np.uint32),
            "digests": np.concatenate([part.digests for part in found]),
            "prints": prints,
            "authors": np.concatenate([part.authors for part in found]),
            "units": np.concatenate([part.units for part in found]),
            "parts": np.repeat(np.arange(len(found), dtype=np.uint16), counts),
            "rows": np.concatenate([part.rows for part in found]),
        },
    )
    return Draft(folder, year, sources, len(words), len(starts) - 1, len(documents) - 1)


def _joined(offsets: Iterable[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Offsets of several texts behind each other."""
    out = [np.zeros(1, np.int64)]
    for one in offsets:
        out.append(one[1:] + out[-1][-1])
    return np.concatenate(out)


def _load(folder: Path, name: str) -> NDArray[Any]:
    loaded: NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False).view(np.ndarray)
    return loaded


def count(made: Sequence[Draft], jobs: int, report: Report) -> Tables:
    """Occurrences of words and runs over all segments. The state of every word is left beside its segment."""
    words = sum(draft.words for draft in made)
    tables = Tables.empty(words, sum(d.pledges for d in made), sum(d.documents for d in made), EVERY, FEW)
    for draft in made:
        _save_state(draft, np.full(draft.words, grams.ALIVE, np.uint8))
        held = _load(draft.folder, "words")
        grams.count_words(held, 0, len(held), tables.singles)
    for draft in made:
        grams.count_distant(
            _load(draft.folder, "words"), _load(draft.folder, "starts"), 0, draft.pledges, tables.stride, tables.singles,
            tables.pairs, len(tables.pairs).bit_length() - 1, tables.frequent, grams.CHANCE,
        )  # fmt: skip
    for length in range(2, grams.LONGEST + 2):
        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(lambda draft, n=length: count_runs(draft, n, tables), made))
        report("count", length - 1, grams.LONGEST)
    return tables


def count_runs(draft: Draft, length: int, tables: Tables) -> None:
    """One pass over one segment."""
    words, starts = _load(draft.folder, "words"), _load(draft.folder, "starts")
    state = np.fromfile(draft.folder / "state.bin", np.uint8)
    grams.count_runs(
        words, starts, 0, draft.pledges, length, tables.singles, tables.table, tables.bits, tables.frequent, tables.least,
        grams.CHANCE, state,
    )  # fmt: skip
    _save_state(draft, state)


def _save_state(draft: Draft, state: NDArray[np.uint8]) -> None:
    state.tofile(draft.folder / "state.bin")


def settle(draft: Draft, tables: Tables) -> None:
    """The state of a segment whose words are not in the tables, which are left as they are."""
    words, starts = _load(draft.folder, "words"), _load(draft.folder, "starts")
    state = np.full(draft.words, grams.ALIVE, np.uint8)
    nothing, table = (
        np.zeros_like(grams.CHANCE),
        tables.table.copy(),
    )  # compiled code that may write takes no mapped file
    for length in range(2, grams.LONGEST + 2):
        grams.count_runs(
            words, starts, 0, draft.pledges, length, tables.singles, table, tables.bits, tables.frequent,
            tables.least, nothing, state,
        )  # fmt: skip
    _save_state(draft, state)


def finish(draft: Draft, tables: Tables) -> Segment:
    """Write the lists and seal the segment."""
    words, starts = _load(draft.folder, "words"), _load(draft.folder, "starts")
    state = np.fromfile(draft.folder / "state.bin", np.uint8)
    save(draft.folder, _lists(words, starts, state, draft.pledges, tables.every))
    save(draft.folder, _wholes(words, starts, draft.pledges))
    (draft.folder / "state.bin").unlink()
    files = sealed(draft.folder, [f"{name}.npy" for name in ARRAYS])
    return Segment(
        draft.folder, draft.year, draft.documents, draft.pledges, tuple(s.digest for s in draft.sources),
        tuple(s.name for s in draft.sources), files,
    )  # fmt: skip


def _lists(words: Any, starts: Any, state: Any, pledges: int, every: int) -> dict[str, NDArray[Any]]:
    entries = postings.count_lists(words, starts, state, 0, pledges, every)
    bits = _bits(entries // PER_CELL)
    previous, sizes = np.zeros(1 << bits, np.uint32), np.zeros((1 << bits) + 1, np.uint32)
    postings.measure_lists(words, starts, state, 0, pledges, every, bits, previous, sizes[1:])
    cells = np.cumsum(sizes, dtype=np.uint32)
    previous[:] = 0
    lists, ends = np.empty(int(cells[-1]) + 1, np.uint8), cells[:-1].copy()
    postings.fill_lists(words, starts, state, 0, pledges, every, bits, previous, ends, lists)
    return {"cells": cells, "lists": lists}


def _wholes(words: Any, starts: Any, pledges: int) -> dict[str, NDArray[Any]]:
    bits = _bits(pledges // 4)
    sizes = np.zeros((1 << bits) + 1, np.uint32)
    postings.count_wholes(words, starts, 0, pledges, bits, sizes[1:])
    cells = np.cumsum(sizes, dtype=np.uint32)
    found = np.empty(pledges, np.uint32)
    postings.fill_wholes(words, starts, 0, pledges, bits, cells[:-1].copy(), found)
    return {"wholes": found, "whole-cells": cells}


def _bits(cells: int) -> int:
    return max(8, min(26, int(cells).bit_length()))


def discard(made: Iterable[Draft]) -> None:
    for draft in made:
        shutil.rmtree(draft.folder, ignore_errors=True)
