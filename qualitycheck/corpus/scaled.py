"""A large register as the matcher sees it: the documents that matter for a batch, fetched, with the statistics of all.

The index (``qualitycheck.index``) names pledges that share rare runs or the whole text; documents of the same author and of
the same unit are added whatever the statistics say. All of that is read from the Parquet parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from qualitycheck.corpus.held import Spread
from qualitycheck.corpus.manifest import Manifest
from qualitycheck.corpus.rows import SCHEMA, author_key, completed, unit_key
from qualitycheck.types import Document, Fact
from qualitycheck.vietnamese.characters import key

if TYPE_CHECKING:
    from qualitycheck.index.build import Source
    from qualitycheck.index.store import Index

FOLDER = "index"
LEAST = 20_000  # documents from which a register has an index
UNCOVERED = 0.05  # of the pledges that may be left to read beside it
POSSIBLE = -12.0  # bits over what chance finds from which a source is worth the matcher's look, formula or not
EQUAL = 24  # holders of the same sentence that are fetched: enough to tell a formula
MOST_OF_UNIT = 300  # documents of one unit, the latest first
MOST_NAMESAKES = 6  # documents of the same name elsewhere


@dataclass(frozen=True)
class Counts:
    """Statistics over the whole register."""

    index: Index

    @cached_property
    def holders(self) -> int:
        """Different people: pairs of author and unit, nameless documents each for itself."""
        pairs = [
            s.arrays["authors"].astype(np.uint64) << np.uint64(32) | s.arrays["units"].astype(np.uint64)
            for s in self.index.segments
        ]
        flat = np.concatenate([np.zeros(0, np.uint64), *pairs])
        nameless = flat >> np.uint64(32) == 0
        return len(np.unique(flat[~nameless])) + int(nameless.sum())

    def spread(self, wanted: Mapping[int, Sequence[str]]) -> dict[int, Spread]:
        """Hash -> about how many hold it. One who repeats a word counts again: for rare words that makes no odds."""
        counted = self.index.occurrences(list(wanted.values()))
        return {
            h: Spread(min(n, self.holders), min(n, self.holders)) for h, n in zip(wanted, counted, strict=True) if n
        }


def sources(folder: Path, manifest: Manifest) -> list[Source]:
    """The parts of a register as the index reads them."""
    from qualitycheck.index.build import Source

    return [Source(folder / p.file, p.file, p.digest, p.year, p.rows) for p in manifest.parts]


def relevant(index: Index, documents: Sequence[Document]) -> list[int]:
    """Numbers of the registered documents that a batch must be compared with."""
    from qualitycheck.index.reading import texts_of

    texts = texts_of([[key(p.text) for p in d.pledges] for d in documents])
    found = index.find(texts)
    pledges = found.sources[(found.sources >= 0) & (found.likeness - index.tables.needed > POSSIBLE)]
    wanted = set(index.owners(np.unique(pledges)).tolist())
    wanted |= set(index.owners(index.equal_pledges(texts, EQUAL)).tolist())
    for same in index.equal_documents(texts):
        wanted |= set(same[-EQUAL:].tolist())
    wanted |= _of_people(index, documents)
    present = {d.raw.digest for d in documents}
    return sorted(wanted | set(index.numbers(present)))


def _of_people(index: Index, documents: Sequence[Document]) -> set[int]:
    """Documents of the same authors and units, the latest first where they are many."""
    people = [(author_key(_value(d.author)), unit_key(_value(d.unit) or _value(d.party_cell))) for d in documents]
    authors = index.named("authors", {author for author, _ in people})
    units = index.named("units", {unit for _, unit in people})
    wanted: set[int] = set()
    for author, unit in people:
        of_author, of_unit = authors.get(author, _NOTHING), units.get(unit, _NOTHING)
        own = np.intersect1d(of_author, of_unit)
        elsewhere = np.setdiff1d(of_author, of_unit)
        wanted |= {*own.tolist(), *elsewhere[-MOST_NAMESAKES:].tolist(), *of_unit[-MOST_OF_UNIT:].tolist()}
    return wanted


_NOTHING = np.zeros(0, np.int64)


def _value(fact: Fact | None) -> str:
    return fact.value if fact else ""


def fetch(folder: Path, index: Index, numbers: Iterable[int]) -> pa.Table:
    """All rows of these documents, as ``rows.SCHEMA``."""
    by_part: dict[str, list[int]] = {}
    for number in numbers:
        file, row = index.place(number)
        by_part.setdefault(file, []).append(row)
    tables = [_rows(folder / file, sorted(rows)) for file, rows in sorted(by_part.items())]
    return pa.concat_tables(tables) if tables else SCHEMA.empty_table()


def _rows(path: Path, first: Sequence[int]) -> pa.Table:
    """The documents of a part that begin at these rows; only the row groups that hold them are read."""
    names = [name for name in SCHEMA.names if name not in ("words", "shingles", "runs")]
    with pq.ParquetFile(path) as opened:
        sizes = [opened.metadata.row_group(n).num_rows for n in range(opened.num_row_groups)]
        ends = np.cumsum(sizes)
        wanted: dict[int, Any] = {}
        pieces = []
        for row in first:
            pieces += _document(opened, names, ends, row, wanted)
    return completed(pa.concat_tables(pieces))


def _document(opened: Any, names: list[str], ends: Any, row: int, held: dict[int, Any]) -> list[pa.Table]:
    """Rows of one document, from its first on, over the borders of row groups."""
    out: list[pa.Table] = []
    digest = None
    group = int(np.searchsorted(ends, row, "right"))
    while group < len(ends):
        if group not in held:
            held[group] = opened.read_row_group(group, columns=names).combine_chunks()
        table = held[group]
        begin = max(row - (int(ends[group - 1]) if group else 0), 0)
        digest = digest or table["digest"][begin].as_py()
        end = begin
        while end < table.num_rows and table["digest"][end].as_py() == digest:
            end += 1
        out.append(table.slice(begin, end - begin))
        if end < table.num_rows:
            break
        group, row = group + 1, 0
    return out
