"""What a large register keeps ready so that a check need not count everything anew: headers, and who holds what.

``derived/NAME/`` covers some of the parts and is made from them alone; it may be deleted at any time. ``stamp.json`` is
written last, so that a half-made folder is never used. Parts that it does not cover are read beside it.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from qualitycheck.corpus.engine import Engine
from qualitycheck.corpus.manifest import Manifest, Part
from qualitycheck.files import write_atomic

Column = Literal["words", "shingles", "runs"]
COLUMNS: tuple[Column, ...] = ("words", "shingles", "runs")
FOLDER = "derived"
LEAST = 2000  # documents from which it pays
UNCOVERED = 0.05  # of the documents that may be left to read beside it
SLICE = 100_000  # pledges counted at a time, so that memory stays flat
_STAMP = "stamp.json"
_DOCUMENTS = "documents.parquet"
_SCHEMA_NUMBER = 1


@dataclass(frozen=True, slots=True)
class Counts:
    """Sorted hashes and, beside each, how many different people and units hold it. Files mapped into memory."""

    grams: NDArray[np.uint64]
    holders: NDArray[np.uint32]
    units: NDArray[np.uint32]

    def of(self, wanted: NDArray[np.uint64]) -> tuple[NDArray[np.bool_], NDArray[np.uint32], NDArray[np.uint32]]:
        """For each hash: whether anybody holds it, holders, units."""
        if not len(self.grams):
            nothing = np.zeros(len(wanted), np.uint32)
            return nothing.astype(bool), nothing, nothing
        at = np.minimum(np.searchsorted(self.grams, wanted), len(self.grams) - 1)
        return self.grams[at] == wanted, self.holders[at], self.units[at]


@dataclass(frozen=True, slots=True)
class Derived:
    """What was made ready for the parts whose digests are ``covered``."""

    covered: frozenset[str]
    documents: Path
    counts: Mapping[Column, Counts]


def find(folder: Path, manifest: Manifest) -> Derived | None:
    """The derived folder that covers most of the present parts; None when there is none or it cannot be read."""
    present = {part.digest: part.documents for part in manifest.parts}
    best: tuple[int, Derived] | None = None
    for path in sorted((folder / FOLDER).glob(f"*/{_STAMP}")):
        with suppress(OSError, ValueError, KeyError, TypeError):
            covered = _covered(path, manifest)
            size = sum(present[digest] for digest in covered)  # KeyError: made of parts that are gone
            if best is None or size > best[0]:
                best = size, Derived(covered, path.parent / _DOCUMENTS, _counts(path.parent))
    return best[1] if best else None


def _covered(path: Path, manifest: Manifest) -> frozenset[str]:
    stamp = json.loads(path.read_text(encoding="utf-8"))
    if stamp["schema"] != _SCHEMA_NUMBER or stamp["settings"] != _shown(manifest):
        raise ValueError(path)
    return frozenset(stamp["parts"])


def _counts(folder: Path) -> dict[Column, Counts]:
    return {c: Counts(*(np.load(folder / f"{c}-{n}.npy", mmap_mode="r") for n in _FIELDS)) for c in COLUMNS}


_FIELDS = ("grams", "holders", "units")


def renew(folder: Path, manifest: Manifest, engine: Engine, documents_sql: str) -> None:
    """Make it anew when too much is uncovered, and delete what is of no use any more. Raises OSError.

    ``documents_sql`` selects the headers from ``pledges``, one row per document.
    """
    total = sum(part.documents for part in manifest.parts)
    known = find(folder, manifest)
    missing = sum(part.documents for part in manifest.parts if known is None or part.digest not in known.covered)
    keep = known.documents.parent if known else None
    if total >= LEAST and missing > UNCOVERED * total:
        keep = _make(folder, manifest, engine, documents_sql)
    for old in (folder / FOLDER).glob("*"):
        if old != keep:
            shutil.rmtree(old, ignore_errors=True)


def _make(folder: Path, manifest: Manifest, engine: Engine, documents_sql: str) -> Path:
    target = folder / FOLDER / secrets.token_hex(8)
    target.mkdir(parents=True)
    files = [folder / part.file for part in manifest.parts]
    engine.write(engine.select(documents_sql, {"pledges": files}), target / _DOCUMENTS)
    rows = sum(part.rows for part in manifest.parts)
    for column in COLUMNS:
        _count(column, files, engine, 1 + rows // SLICE, target)
    stamp = {
        "schema": _SCHEMA_NUMBER,
        "settings": _shown(manifest),
        "parts": sorted(part.digest for part in manifest.parts),
    }
    write_atomic(target / _STAMP, json.dumps(stamp) + "\n")
    return target


def _count(column: Column, files: Sequence[Path], engine: Engine, slices: int, target: Path) -> None:
    """One sorted slice of hashes after the other; runs that one person holds tell nothing."""
    parts = [_slice(column, files, engine, number, slices) for number in range(slices)]
    for name in _FIELDS:
        np.save(target / f"{column}-{name}.npy", np.concatenate([part[name].to_numpy() for part in parts]))


def _slice(column: Column, files: Sequence[Path], engine: Engine, number: int, slices: int) -> pa.Table:
    width = -(-(1 << 64) // slices)
    bounds = f"gram >= {number * width}" + (f" AND gram < {(number + 1) * width}" if number + 1 < slices else "")
    least = 2 if column == "runs" else 1
    return engine.select(
        f"WITH hits AS (SELECT holder, unit_id, unnest({column}) AS gram FROM pledges), "  # noqa: S608
        f"once AS (SELECT gram, holder, unit_id FROM hits WHERE {bounds} GROUP BY gram, holder, unit_id) "
        "SELECT gram AS grams, CAST(count(*) AS UINTEGER) AS holders, "
        "CAST(count(DISTINCT unit_id) AS UINTEGER) AS units "
        f"FROM once GROUP BY gram HAVING count(*) >= {least} ORDER BY gram",
        {"pledges": files},
    )


def _shown(manifest: Manifest) -> dict[str, Any]:
    return {name: getattr(manifest.settings, name) for name in ("normalisation", "shingle", "run")}


def uncovered(derived: Derived | None, parts: Iterable[Part]) -> list[Part]:
    """Parts that must be read beside ``derived``."""
    return [part for part in parts if derived is None or part.digest not in derived.covered]
