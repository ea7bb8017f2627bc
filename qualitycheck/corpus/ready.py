"""Reading what ``derived`` made: arrays mapped into memory, of which a question touches a few pages.

Pledges are numbered over all covered parts; ``postings`` lists, for every hash of ``shingles``, the numbers of the
pledges that hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from qualitycheck.corpus.held import Header, Held, Place, Spread
from qualitycheck.corpus.shingles import text_hash

Column = Literal["words", "shingles", "runs"]
COLUMNS: tuple[Column, ...] = ("words", "shingles", "runs")
DOCUMENTS, TEXTS = "documents.parquet", "texts.bin"
ARRAYS = (
    *(f"{column}-{field}" for column in COLUMNS for field in ("grams", "holders", "units")),
    "postings-starts", "postings-pledges", "keys-hashes", "keys-pledges", "documents-starts",
    "pledges-documents", "pledges-indices", "pledges-texts",
)  # fmt: skip


class Ready:
    """One derived folder; ``covered`` are the digests of the parts it was made of. Raises OSError, ValueError."""

    def __init__(self, folder: Path, covered: frozenset[str]) -> None:
        self.folder = folder
        self.covered = covered
        self._arrays: Mapping[str, NDArray[Any]] = {
            name: np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray) for name in ARRAYS
        }
        self._texts: NDArray[np.uint8] = np.memmap(folder / TEXTS, np.uint8, "r").view(np.ndarray)

    @cached_property
    def headers(self) -> dict[str, Header]:
        """Digest -> header, in the order in which the documents are numbered."""
        rows = pq.ParquetFile(self.folder / DOCUMENTS).read().to_pylist()
        return {row["digest"]: Header.of(row) for row in rows}

    @cached_property
    def _digests(self) -> list[str]:
        return list(self.headers)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {digest: number for number, digest in enumerate(self._digests)}

    def spread(self, column: Column, wanted: NDArray[np.uint64]) -> dict[int, Spread]:
        """Hash -> who holds it, for those of ``wanted`` that anybody holds."""
        at, held = _look_up(self._arrays[f"{column}-grams"], wanted)
        people, places = self._arrays[f"{column}-holders"][at], self._arrays[f"{column}-units"][at]
        found = zip(wanted[held].tolist(), people[held].tolist(), places[held].tolist(), strict=True)
        return {gram: Spread(holders, units) for gram, holders, units in found}

    def with_keys(self, keys: Iterable[str]) -> list[Held]:
        """Every pledge whose key is one of ``keys``."""
        hashes = np.array(sorted({text_hash(one) for one in keys}), np.uint64)
        known = self._arrays["keys-hashes"]
        low, high = np.searchsorted(known, hashes, "left"), np.searchsorted(known, hashes, "right")
        found = [self._arrays["keys-pledges"][a:b] for a, b in zip(low.tolist(), high.tolist(), strict=True) if b > a]
        return self._held(np.concatenate(found).tolist() if found else [])

    def of_documents(self, digests: Iterable[str]) -> list[Held]:
        """Every pledge of these documents."""
        starts = self._arrays["documents-starts"]
        known = [self._numbers[d] for d in digests if d in self._numbers]
        return self._held([p for n in known for p in range(int(starts[n]), int(starts[n + 1]))])

    def at(self, places: Iterable[Place]) -> list[Held]:
        """The pledges at these places."""
        wanted = set(places)
        return [h for h in self.of_documents({digest for digest, _ in wanted}) if (h.document, h.pledge) in wanted]

    def sharing(self, weighed: Mapping[int, float], least: float) -> list[tuple[float, Place]]:
        """Pledges that hold hashes of ``weighed`` of at least the weight ``least``, and that weight; in no order."""
        wanted = np.fromiter(weighed, np.uint64, len(weighed))
        at, held = _look_up(self._arrays["shingles-grams"], wanted)
        starts, pledges = self._arrays["postings-starts"], self._arrays["postings-pledges"]
        lists = [pledges[starts[n] : starts[n + 1]] for n in at[held].tolist()]
        if not lists:
            return []
        each = np.fromiter(weighed.values(), np.float64, len(weighed))[held]
        numbers, where = np.unique(np.concatenate(lists), return_inverse=True)
        sums = np.bincount(where, np.repeat(each, [len(one) for one in lists]))
        enough = np.flatnonzero(sums >= least)
        return list(zip(sums[enough].tolist(), self._places(numbers[enough]), strict=True))

    def _places(self, pledges: NDArray[Any]) -> list[Place]:
        documents = self._arrays["pledges-documents"][pledges].tolist()
        indices = self._arrays["pledges-indices"][pledges].tolist()
        return [(self._digests[d], i) for d, i in zip(documents, indices, strict=True)]

    def _held(self, pledges: Sequence[int]) -> list[Held]:
        """Those of ``pledges`` that are any: a document without pledges has one empty row."""
        if not pledges:
            return []
        numbers = np.array(pledges, np.int64)
        ends = self._arrays["pledges-texts"]
        bounds = zip(ends[numbers].tolist(), ends[numbers + 1].tolist(), strict=True)
        places = self._places(numbers)
        texts = [bytes(self._texts[a:b]).decode() for a, b in bounds]
        return [Held(*place, text) for place, text in zip(places, texts, strict=True) if place[1] >= 0]


def _look_up(known: NDArray[np.uint64], wanted: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Where each of ``wanted`` stands in the sorted ``known``, and whether it really does."""
    if not len(known):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return at, known[at] == wanted
