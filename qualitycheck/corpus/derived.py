"""What a large register keeps ready so that a check need not count and search everything anew.

``derived/NAME/`` covers some of the parts and is made from them alone; it may be deleted at any time. ``stamp.json`` is
written last, so that a half-made folder is never used. Parts that it does not cover are read beside it.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from qualitycheck.corpus.engine import Engine
from qualitycheck.corpus.manifest import Manifest, Part
from qualitycheck.corpus.ready import COLUMNS, DOCUMENTS, TEXTS, Column, Ready
from qualitycheck.corpus.rows import HEADER
from qualitycheck.corpus.shingles import text_hash
from qualitycheck.files import write_atomic

FOLDER = "derived"
LEAST = 2000  # documents from which it pays
UNCOVERED = 0.05  # of the documents that may be left to read beside it
SLICE = 100_000  # pledges counted at a time, so that memory stays flat
_STAMP = "stamp.json"
_SCHEMA_NUMBER = 1
_HEADER = [*HEADER, "author_key", "unit_key", "holder"]


def find(folder: Path, manifest: Manifest) -> Ready | None:
    """The derived folder that covers most of the present parts; None when there is none or it cannot be read."""
    present = {part.digest: part.documents for part in manifest.parts}
    best: tuple[int, Ready] | None = None
    for path in sorted((folder / FOLDER).glob(f"*/{_STAMP}")):
        with suppress(OSError, EOFError, ValueError, KeyError, TypeError):
            covered = _covered(path, manifest)
            size = sum(present[digest] for digest in covered)  # KeyError: made of parts that are gone
            if best is None or size > best[0]:
                best = size, Ready(path.parent, covered)
    return best[1] if best else None


def _covered(path: Path, manifest: Manifest) -> frozenset[str]:
    stamp = json.loads(path.read_text(encoding="utf-8"))
    if stamp["schema"] != _SCHEMA_NUMBER or stamp["settings"] != asdict(manifest.settings):
        raise ValueError(path)
    return frozenset(stamp["parts"])


def uncovered(ready: Ready | None, parts: Iterable[Part]) -> list[Part]:
    """Parts that must be read beside ``ready``."""
    return [part for part in parts if ready is None or part.digest not in ready.covered]


def renew(folder: Path, manifest: Manifest, engine: Engine) -> None:
    """Make it anew when too much is uncovered, and delete what is of no use any more. Raises OSError."""
    total = sum(part.documents for part in manifest.parts)
    ready = find(folder, manifest)
    missing = sum(part.documents for part in uncovered(ready, manifest.parts))
    keep = ready.folder if ready else None
    if total >= LEAST and missing > UNCOVERED * total:
        keep = _make(folder, manifest, engine)
    for old in (folder / FOLDER).glob("*"):
        if old != keep and old.name != "index":
            shutil.rmtree(old, ignore_errors=True)


def _make(folder: Path, manifest: Manifest, engine: Engine) -> Path:
    target = folder / FOLDER / secrets.token_hex(8)
    target.mkdir(parents=True)
    files = [folder / part.file for part in manifest.parts]
    rows = sum(part.rows for part in manifest.parts)
    slices = 1 + rows // SLICE
    for column in COLUMNS:
        _save_joined(target, [_counted(column, files, engine, number, slices) for number in range(slices)])
    _save_pledges(files, target)
    _save_postings(files, target, slices)
    digests = sorted(part.digest for part in manifest.parts)
    stamp = {"schema": _SCHEMA_NUMBER, "settings": asdict(manifest.settings), "parts": digests}
    write_atomic(target / _STAMP, json.dumps(stamp) + "\n")
    return target


def _save(target: Path, **arrays: NDArray[Any]) -> None:
    for name, array in arrays.items():
        np.save(target / f"{name.replace('_', '-')}.npy", array)


def _save_joined(target: Path, slices: Sequence[dict[str, NDArray[Any]]]) -> None:
    _save(target, **{name: np.concatenate([one[name] for one in slices]) for name in slices[0]})


def _bounds(number: int, slices: int) -> tuple[int, int]:
    """Hashes of one slice: first, last."""
    width = -(-(1 << 64) // slices)
    return number * width, min((number + 1) * width, 1 << 64) - 1


def _counted(
    column: Column, files: Sequence[Path], engine: Engine, number: int, slices: int
) -> dict[str, NDArray[Any]]:
    """Sorted hashes of a slice and who holds them; word runs that one person alone holds tell nothing."""
    low, high = _bounds(number, slices)
    rows = engine.select(
        f"WITH hits AS (SELECT holder, unit_id, unnest({column}) AS gram FROM pledges), "  # noqa: S608
        f"once AS (SELECT gram, holder, unit_id FROM hits WHERE gram >= {low} AND gram <= {high} "
        "GROUP BY gram, holder, unit_id) "
        "SELECT gram AS grams, CAST(count(*) AS UINTEGER) AS holders, CAST(count(DISTINCT unit_id) AS UINTEGER) AS units "
        f"FROM once GROUP BY gram HAVING count(*) >= {2 if column == 'runs' else 1} ORDER BY gram",
        {"pledges": files},
    )
    return {f"{column}_{name}": rows[name].to_numpy() for name in rows.column_names}


def _save_pledges(files: Sequence[Path], target: Path) -> None:
    """Headers, and for every pledge its document, index, key and text, in the order of the files."""
    headers, documents, indices, lengths, keys = [], [], [], [], []
    number = -1
    with (target / TEXTS).open("wb") as texts:
        for file in files:
            rows = _read(file, *_HEADER, "pledge", "text", "key")
            digests = np.array(rows["digest"].to_pylist())
            first = np.r_[True, digests[1:] != digests[:-1]]
            headers.append(rows.select(_HEADER).filter(_mask(first)))
            documents.append((number + np.cumsum(first)).astype(np.int32))
            number += int(first.sum())
            indices.append(rows["pledge"].to_numpy())
            encoded = [text.encode() for text in rows["text"].to_pylist()]
            lengths.append(np.array([len(one) for one in encoded], np.int64))
            texts.write(b"".join(encoded))
            keys.append(np.array([text_hash(one) for one in rows["key"].to_pylist()], np.uint64))
    pq.write_table(pa.concat_tables(headers), target / DOCUMENTS)
    of_document, hashes = np.concatenate(documents), np.concatenate(keys)
    order = np.argsort(hashes, kind="stable")
    starts = np.searchsorted(of_document, np.arange(number + 2))
    ends = np.r_[0, np.cumsum(np.concatenate(lengths))]
    _save(target, documents_starts=starts, pledges_documents=of_document, pledges_texts=ends)
    _save(target, pledges_indices=np.concatenate(indices), keys_hashes=hashes[order], keys_pledges=order)


def _read(file: Path, *columns: str) -> pa.Table:
    with pq.ParquetFile(file) as opened:  # read_table would import pandas where that is installed
        return opened.read(list(columns))


def _mask(values: NDArray[np.bool_]) -> pa.Array:
    packed = np.packbits(values, bitorder="little")
    return pa.Array.from_buffers(pa.bool_(), len(values), [None, pa.py_buffer(packed)])


def _save_postings(files: Sequence[Path], target: Path, slices: int) -> None:
    """For every hash of ``shingles-grams`` the numbers of the pledges that hold it."""
    starts, pledges, done = [np.zeros(1, np.int64)], [np.zeros(0, np.int32)], 0
    for number in range(slices):
        found = list(_held(files, *_bounds(number, slices)))
        grams = np.concatenate([one for one, _ in found])
        order = np.argsort(grams, kind="stable")
        pledges.append(np.concatenate([one for _, one in found])[order])
        sizes = np.unique(grams, return_counts=True)[1]
        starts.append(done + np.cumsum(sizes))
        done += len(grams)
    _save(target, postings_starts=np.concatenate(starts), postings_pledges=np.concatenate(pledges))


def _held(files: Sequence[Path], low: int, high: int) -> Iterator[tuple[NDArray[np.uint64], NDArray[np.int32]]]:
    """Per file the hashes between ``low`` and ``high`` and the pledges that hold them."""
    first = 0
    for file in files:
        lists = _read(file, "shingles")["shingles"].combine_chunks()
        sizes = np.diff(lists.offsets.to_numpy())
        holders = np.repeat(np.arange(first, first + len(sizes), dtype=np.int32), sizes)
        grams = lists.flatten().to_numpy()
        within = (grams >= np.uint64(low)) & (grams <= np.uint64(high))
        yield grams[within], holders[within]
        first += len(sizes)
